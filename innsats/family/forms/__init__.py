"""What is asked of whoever reports, and of the school before a family reads."""

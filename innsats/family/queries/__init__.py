"""What the open pages and the family's own show."""

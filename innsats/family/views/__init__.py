"""Pages of the open doors, and what the school sees of the families' side."""

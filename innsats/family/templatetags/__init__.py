"""What the templates of the open pages ask for."""

"""The pages that need no account at work."""

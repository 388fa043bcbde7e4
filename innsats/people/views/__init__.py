"""Pages: people and pupils at one's units, and signing in."""

"""What the privacy officer sees: who has read and changed, never what."""

"""Files that somebody sends: received in memory alone, checked, and kept sealed until they are sent for good."""

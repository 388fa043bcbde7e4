"""Who looked: the log as the privacy officer reads it, the list a family is given, and reading that is unusual."""

"""A file of pupils and guardians, as a school administrative system exports it: from bytes to rows."""

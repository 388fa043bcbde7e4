"""Which teams one sees and looks after, what the rules are told of them, and what the pages show."""

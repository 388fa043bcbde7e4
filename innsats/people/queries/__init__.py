"""Reading who: units, persons and their roles, pupils."""

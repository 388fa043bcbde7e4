"""Writing who: units, persons and their roles, pupils."""

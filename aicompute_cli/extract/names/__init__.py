"""Names of organisations, persons, places and reports, and the one name of each."""

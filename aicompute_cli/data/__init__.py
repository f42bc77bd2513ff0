"""Words and tables, each file with its source at the top."""

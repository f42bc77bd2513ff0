"""The command line: options in, one pure function, records out, an exit status."""

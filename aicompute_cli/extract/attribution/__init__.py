"""Who says it, and how far in the text their word reaches."""

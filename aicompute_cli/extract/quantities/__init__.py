"""Numerals, units, bounds and ranges: every number of a text with what it counts."""

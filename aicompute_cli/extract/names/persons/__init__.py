"""Persons: by their titles, by what they say, by who was named before."""

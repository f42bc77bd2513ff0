"""Dates, periods and spans of time, absolute and counted from a document's date."""

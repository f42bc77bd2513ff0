"""Answers that no stored figure gives: names, dates, lists, definitions, reasons, yes or no."""

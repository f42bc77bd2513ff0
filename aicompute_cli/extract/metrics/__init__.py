"""What a quantity measures: of whom, where, in the fewest words that stay unambiguous."""

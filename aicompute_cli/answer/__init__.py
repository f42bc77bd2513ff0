"""A question becomes an answer with its evidence, or the reason why there is none."""

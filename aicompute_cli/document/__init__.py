"""From bytes to documents: decode, fold, find the sentences, cut the words."""

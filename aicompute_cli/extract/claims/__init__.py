"""Which quantities a document claims, of which kind, for which period, how sure."""

"""aic: search, facts, entities and answers from Chinese articles, offline."""

__version__ = "0.1.0"

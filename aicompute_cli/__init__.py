"""aic: search folders of Chinese articles offline, every passage cited to the character."""

__version__ = "0.1.0"

"""aic: search folders of Chinese articles and list the figures they claim, offline, cited to the character."""

__version__ = "0.3.0"

"""Innsats: the working tool of the response teams against bullying in Norwegian schools."""

__version__ = "0.1.0"

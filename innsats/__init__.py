"""Innsats: the working tool of the response teams against bullying in Norwegian schools."""

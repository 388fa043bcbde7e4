"""Sealing and opening what is sensitive.

`fields.SealedField` stands on models, `keys` makes and destroys keys, `sealing` seals and opens text, `index` finds
names without reading them. Nothing is imported here: Django loads this package before models may be.
"""

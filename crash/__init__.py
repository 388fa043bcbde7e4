"""What survives: the product as served, killed, cut off and starved while people write.

`python -m crash` kills it three hundred times. Whoever sends keeps a ledger outside of it; after each time every
acknowledged write is there exactly once, and nothing is half done. docs/crashing.md says what is asked and how.
"""

"""Measuring: a seeded country, the product served as `make run` serves it, and a bare Django page beside it.

`make bench` runs it all and prints a table; docs/performance.md holds what it said. Everything here is invented.
"""

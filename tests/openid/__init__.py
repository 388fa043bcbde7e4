"""Signing in at a provider: one of our own in a process on loopback, for every folder whose pages lead there."""

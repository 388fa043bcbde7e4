"""The watched world of the access matrix, for each file of attacks."""

from tests.architecture.conftest import the_world

__all__ = ["the_world"]

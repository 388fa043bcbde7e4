"""The pages of the working day are handed everything, as all pages are."""

from tests.cases.pages.conftest import templates_ask_nothing

__all__ = ["templates_ask_nothing"]

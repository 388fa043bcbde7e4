"""The page of the year in numbers is handed everything, as all pages are."""

from tests.cases.pages.conftest import templates_ask_nothing

__all__ = ["templates_ask_nothing"]

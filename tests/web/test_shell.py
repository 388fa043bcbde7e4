"""The frame of a page takes what the viewer carries, and asks the database for nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import RequestFactory

from innsats.web.shell import shell


def frame(path: str = "/", **carried: Any) -> Any:
    request = RequestFactory().get(path)
    for name, value in carried.items():
        setattr(request, name, value)
    return shell(request)["shell"]


def somebody(*places: str) -> dict[str, Any]:
    return {
        "user": SimpleNamespace(is_authenticated=True),
        "viewer": SimpleNamespace(name="Kari Nordmann", places=frozenset(places)),
    }


def test_a_request_without_anything_gets_a_frame_without_a_menu() -> None:
    bare = frame()
    assert (bare.name, bare.menu, bare.signed_in, bare.in_use) == ("", (), False, False)


def test_a_visitor_has_no_menu() -> None:
    visitor = frame(user=SimpleNamespace(is_authenticated=False), viewer=SimpleNamespace(name="", places=frozenset()))
    assert visitor.menu == ()


def test_the_list_of_cases_is_offered_to_those_who_may_have_any() -> None:
    assert "Saker" not in [item.word for item in frame(**somebody()).menu]
    assert "Saker" in [item.word for item in frame(**somebody("cases")).menu]


@pytest.mark.parametrize(("path", "here"), [("/", ["I dag"]), ("/saker/2026-1/", ["Saker"]), ("/hva-dette-er/", [])])
def test_the_menu_says_where_one_is(path: str, here: list[str]) -> None:
    assert [item.word for item in frame(path, **somebody("cases")).menu if item.here] == here


def test_practice_ends_only_when_somebody_said_so() -> None:
    assert frame(in_use=True).in_use is True
    assert frame().in_use is False


def test_nothing_is_made_before_a_template_asks() -> None:
    class Watching:
        @property
        def name(self) -> str:
            raise AssertionError("asked")

    request = RequestFactory().get("/")
    request.viewer = Watching()  # type: ignore[attr-defined]
    shell(request)

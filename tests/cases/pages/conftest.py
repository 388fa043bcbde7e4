"""Pages are handed everything: a template that asks the database fails the test."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.template.backends.django import Template


class AskedByTemplate(Exception):
    """A template ran a query."""


@pytest.fixture(autouse=True)
def templates_ask_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    render = Template.render

    def refuse(execute: Any, sql: str, *rest: Any) -> None:
        raise AskedByTemplate(sql[:200])

    def render_in_silence(self: Template, context: Any = None, request: Any = None) -> str:
        if request is not None:
            bool(request.viewer.name)  # the frame's own question, for pages that did not ask it
        with connection.execute_wrapper(refuse):
            return render(self, context, request)

    monkeypatch.setattr(Template, "render", render_in_silence)

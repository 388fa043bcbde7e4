"""What is said is said in every language, and the compiled catalogues are those of their sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from innsats.web import messages


@pytest.fixture(scope="module")
def collected() -> list[messages.Message]:
    return messages.collected()


@pytest.mark.parametrize("language", messages.CATALOGUES)
def test_everything_is_said_in_every_language(collected: list[messages.Message], language: str) -> None:
    lacking = messages.missing(language, collected)
    assert lacking == [], f"translate these in locale/{language}, after python -m innsats.web.messages"


def test_the_catalogues_are_those_of_the_code() -> None:
    assert messages.stale() == [], "run python -m innsats.web.messages"


def test_what_is_said_is_collected_from_code_and_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.py").write_text(
        "_('Ett') + ngettext('{n} dag', '{n} dager', 2) + pgettext_lazy('clock', 'Nådd') + _(name) + f('nei')"
    )
    (tmp_path / "two.html").write_text(
        "{% load i18n %}{% trans 'To' %}{% submit _('Send') %}"
        "{% blocktrans trimmed %}Hei\n {{ navn }}{% endblocktrans %}"
    )
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    said = {(one.context, one.said, one.several) for one in messages.collected()}
    assert said == {
        ("", "Ett", ""), ("", "{n} dag", "{n} dager"), ("clock", "Nådd", ""), ("", "To", ""), ("", "Send", ""),
        ("", "Hei %(navn)s", ""),
    }


def test_a_translation_that_lost_a_placeholder_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.py").write_text("_('Sendt til {name}')")
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    monkeypatch.setattr(messages, "FRAMEWORK", ())
    messages.write()
    source = tmp_path / "web" / "locale" / "nn" / "LC_MESSAGES" / "django.po"
    source.write_text(source.read_text().replace('{name}"\nmsgstr ""', '{name}"\nmsgstr "Send til"'))
    assert messages.missing("nn") == ["Sendt til {name}"]
    assert source in messages.stale() or source.with_suffix(".mo") in messages.stale()


@pytest.mark.parametrize(("language", "said"), [
    ("nb", "Fyll ut dette feltet."), ("nn", "Fyll ut dette feltet."), ("en", "Fill in this field."),
])
def test_the_sentences_of_the_framework_are_said_in_our_way(language: str, said: str) -> None:
    with translation.override(language):
        assert gettext("This field is required.") == said

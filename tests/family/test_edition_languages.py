"""What a family reads of its case: in our three languages and Northern Sámi, and marked for what it is elsewhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from innsats.family.languages import OFFERED, READ_IN
from innsats.web.words import edition
from tests import world
from tests.family.families import guardian
from tests.family.letters import a_case_to_read, let_in, letter_for

TITLES = {
    "nb": "Slik hjelper skolen Noah", "nn": "Slik hjelper skulen Noah", "en": "How the school helps Noah",
    "se": "Ná veahkeha skuvla: Noah",
}  # fmt: skip


def test_it_is_in_our_three_and_northern_sami() -> None:
    assert set(READ_IN) == set(TITLES) and set(READ_IN) < set(OFFERED)


def test_every_sentence_of_it_has_words_in_northern_sami() -> None:
    said = {sentence for kind in edition.KINDS.values() for sentence in kind.values()}
    with translation.override("nb"):
        bokmaal = {sentence: str(sentence) for sentence in said}
    with translation.override("se"):
        alike = [text for sentence, text in bokmaal.items() if str(sentence) == text]
    assert set(alike) <= {"{principal}"}  # a title, which has words of its own


@pytest.mark.django_db
@pytest.mark.parametrize("language", OFFERED)
def test_the_page_says_which_language_each_part_of_it_is_in(
    client: Client, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.it_is(monkeypatch, world.AT)
    case = a_case_to_read()
    let_in(client, letter_for(case, Client(), guardian(case).guardian.pk))
    said = client.get(f"/skole/fra-skolen/?sprak={language}").content.decode()
    read_in = language if language in READ_IN else "nb"
    assert f'<html lang="{language}"' in said
    assert f'lang="{read_in}" dir="ltr">{TITLES[read_in]}</h1>' in said
    assert f'<div class="stack" lang="{read_in}" dir="ltr">' in said

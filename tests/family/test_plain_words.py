"""What families read is plain: LIX under 35 in bokmål, and none of the words that fix a child in a part."""

from __future__ import annotations

import re

import pytest

from innsats.web import words
from innsats.web.words import edition
from tests.lix import lix_of

VOICES = {"family_says": edition.FAMILY_SAYS, "pupil_says": edition.PUPIL_SAYS, "child_says": edition.CHILD_SAYS}
ABOUT = {"name": "Noah", "about": "mandag 23. mars"}
NEVER = re.compile(r"\b(offer|mobber|mobberen|ettervern|kontaktlærer)\b", re.IGNORECASE)


def said(voice: str) -> list[str]:
    return [words.of(voice, code, **ABOUT) for code in VOICES[voice]]


@pytest.mark.parametrize("voice", VOICES)
def test_all_that_is_said_to_a_family_has_a_lix_under_35(voice):
    text = " ".join(one if one[-1] in ".!?" else f"{one}." for one in said(voice))
    assert lix_of(text) < 35


def test_what_is_said_to_a_child_is_plainer_still():
    childs = [one for code, one in edition.CHILD_SAYS.items() if edition.PUPIL_SAYS.get(code) is not one]
    own = [str(one).format(**ABOUT) for one in childs]
    assert lix_of(" ".join(one if one[-1] in ".!?" else f"{one}." for one in own)) < 25


@pytest.mark.parametrize("voice", VOICES)
def test_no_word_fixes_a_child_in_a_part(voice):
    assert [one for one in said(voice) if NEVER.search(one)] == []


def test_every_voice_says_everything():
    assert {frozenset(codes) for codes in VOICES.values()} == {frozenset(edition.FAMILY_SAYS)}

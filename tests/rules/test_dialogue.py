"""With whom the school talks on a report, and who can be confirmed to hold its code."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.rules.dialogue import (
    CALLER_STAYS,
    is_talked_with,
    obstacles_to_answering,
    obstacles_to_confirming,
    obstacles_to_first_code,
    obstacles_to_new_code,
)
from innsats.rules.reports import Channel, Sender


def codes(obstacles):
    return [one.code for one in obstacles]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("sender", Sender)
def test_the_school_talks_with_whoever_wrote_for_oneself_and_never_with_who_typed_it_in(channel, sender):
    assert is_talked_with(channel, sender) is (channel == "written" and sender != "school")


def test_an_answer_needs_somebody_to_read_it():
    assert codes(obstacles_to_answering(sender="pupil", is_own=False)) == []
    assert codes(obstacles_to_answering(sender="school", is_own=True)) == ["answer_to_oneself", "former_school"]


@pytest.mark.source("fvl67 § 13")
@pytest.mark.parametrize(("known", "is_barred"), [(True, False), (False, True), (None, True)])
def test_not_known_is_not_enough(known, is_barred):
    found = obstacles_to_confirming(is_signed_in=False, is_confirmed=False, has_responsibility=known)
    assert codes(found) == (["no_responsibility"] if is_barred else [])


def test_every_reason_is_told_at_once():
    found = obstacles_to_confirming(is_signed_in=True, is_confirmed=True, has_responsibility=False, is_of_age=True)
    assert codes(found) == ["holder_signed_in", "confirmed_already", "no_responsibility", "holder_of_age"]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("sender", Sender)
@pytest.mark.parametrize("has_code", [True, False])
@pytest.mark.parametrize("more", [timedelta(0), timedelta(seconds=1)])
def test_whoever_typed_it_in_gives_one_code_and_only_while_they_talk(channel, sender, has_code, more):
    found = obstacles_to_first_code(
        channel=channel, sender=sender, told_ago=CALLER_STAYS + more, has_code=has_code
    )
    is_told = channel != "written" and sender != "school"
    assert (found == ()) is (is_told and not has_code and not more)


@pytest.mark.source("fvl67 § 13")
@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("sender", Sender)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_nobody_who_is_not_known_gets_a_new_code(channel, sender, is_signed_in):
    asked = {"channel": channel, "sender": sender, "is_signed_in": is_signed_in}
    assert obstacles_to_new_code(**asked, is_confirmed=False)
    needs_none = sender == "school" or (is_signed_in and channel == "written")
    assert (obstacles_to_new_code(**asked, is_confirmed=True) == ()) is not needs_none

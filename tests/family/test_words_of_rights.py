"""What an edition says of the county governor, whatever the dates are. No database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from innsats.family.queries.content import Content, GovernorTold, content_of
from innsats.family.queries.shown import edition_page
from innsats.rules.editions import Group
from tests import world
from tests.family.families import said_in

RAISED = GovernorTold(starts="2026-04-02", five_weekdays="2026-04-07", five_school_days="2026-04-09")


def said(told: GovernorTold, group: Group = Group.GUARDIANS) -> str:
    content = Content(group=group, is_subject=True, name="Noah Lien", school="Solbakken", governor=told)
    return said_in(edition_page(content, at=world.AT))


@pytest.mark.source("oppl § 12-6(2)")
def test_t44_the_day_of_the_law_and_the_five_weekdays_both_stand():
    text = said(RAISED)
    assert "Fra torsdag 2. april kan dere vanligvis klage" in text
    assert "Fem ukedager tirsdag 7. april" in text and "Fem skoledager torsdag 9. april" in text


@pytest.mark.source("oppl § 12-6(1)")
def test_t45_what_was_never_taken_up_is_taken_up_with_rektor_first_and_the_way_to_ask_stands_all_the_same():
    text = said(GovernorTold())
    assert "Ta saken opp med rektor først." in text and "www.statsforvalteren.no" in text


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (replace(RAISED, special_reasons=True), "Det er en særlig grunn til det."),
        (replace(RAISED, has_left=True), "Noah går ikke på skolen lenger."),
    ],
)
def test_special_reasons_and_a_pupil_who_has_left_are_said(told, expected):
    assert expected in said(told) and "www.statsforvalteren.no" in said(told)


def test_a_pupil_from_15_is_told_that_one_may_do_it_alone():
    assert "Det kan du gjøre selv." in said(RAISED, Group.PUPIL)


def test_content_is_kept_and_read_back_as_it_was():
    content = Content(
        group=Group.PUPIL, is_subject=True, name="Åse Ø", governor=RAISED, people=(("lead", "Lise Berg"),)
    )
    assert content_of(content.as_text) == content
    assert content_of(content.as_text).digest == content.digest != replace(content, name="Åse Å").digest

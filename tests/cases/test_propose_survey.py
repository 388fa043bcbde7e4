"""A survey with names is proposed only where the regulation lets it be."""

from __future__ import annotations

import pytest

from innsats.cases.actions import propose_survey
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.proposing import a_received_case
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TEXTS = {"reason": "Hvem går sammen i 6A?", "checks": "Samtale med hver elev.", "tried": "Observasjon i tre uker."}


def proposed(case, **more):
    given = {"purpose": "follow_up", "asks_who": True, "complications": ["unclear", "long_lasting"]} | TEXTS
    return propose_survey(case.pk, **given | by_rektor(case) | more)


def test_it_keeps_why_and_what_was_tried_and_is_about_no_single_pupil():
    one = proposed(a_received_case())
    assert {name: open_one(getattr(one, name), one.pk) for name in TEXTS} == TEXTS
    assert (one.pupil, one.purpose, one.complications) == (None, "follow_up", "long_lasting unclear")


def test_t39_to_prevent_it_does_not_ask_who_bullies_whom():
    case = a_received_case()
    with refused("survey_names_pupils"):
        proposed(case, purpose="prevent")
    assert proposed(case, purpose="prevent", asks_who=False, tried="", complications=[]).pk


def test_t40_about_a_suspicion_other_ways_have_failed_and_it_is_complicated():
    case = a_received_case()
    with refused("survey_others_untried"):
        proposed(case, tried="")
    with refused("survey_uncomplicated"):
        proposed(case, complications=[])


@pytest.mark.parametrize("field", ["reason", "checks"])
def test_why_and_how_the_answers_are_checked_are_written(field):
    case = a_received_case()
    with refused("text_missing"):
        proposed(case, **{field: ""})


def test_whoever_has_no_part_in_the_case_does_not_meet_it():
    case = a_received_case()
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        proposed(case, by=world.actor(stranger))


def test_it_is_written_on_its_page(client, monkeypatch):
    world.it_is(monkeypatch)
    case = a_received_case()
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    typed = {"purpose": "prevent", "asks_who": "yes", **TEXTS}
    assert "kan ikke spørre med navn" in rektor.post(f"{tab}undersokelse/", typed).content.decode()
    typed |= {"purpose": "follow_up", "complications": ["unclear"]}
    assert rektor.post(f"{tab}undersokelse/", typed).headers["Location"] == tab
    assert "Undersøkelse med navn" in rektor.get(tab).content.decode()

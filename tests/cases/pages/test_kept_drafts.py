"""The long forms of a case keep what is typed, show it again, and forget it when the act is done."""

from __future__ import annotations

import pytest

from innsats.web.models import Draft
from tests import world
from tests.cases.pages.reading import main_of

pytestmark = pytest.mark.django_db
WORDS = "Han sa at han spiser på do."
FORMS = {
    "funn": {"text": WORDS, "question": "facts", "method": "talk", "perspective": "pupil"},
    "samtaler": {"own_words": WORDS, "is_safe": "no"},
    "tiltak": {"problem": WORDS, "kind": "adult_close_by"},
}


@pytest.fixture
def case(monkeypatch):
    world.it_is(monkeypatch)
    return world.received()


@pytest.fixture
def rektor(client, case):
    return world.signed_in(client, world.principal_of(case.school))


@pytest.mark.parametrize("part", FORMS)
def test_what_was_typed_is_shown_again_and_forgotten_when_the_act_is_done(rektor, case, part):
    address = f"/saker/{case.number}/{part}/"
    typed = FORMS[part] | ({"pupil": str(case.pupil_id)} if part == "samtaler" else {})
    assert f'data-draft="/utkast/?for=%2Fsaker%2F{case.number}%2F{part}%2F"' in main_of(rektor.get(address))
    assert rektor.post(f"/utkast/?for={address}", typed).status_code == 204
    shown = main_of(rektor.get(address))
    assert WORDS in shown and "Dette begynte du på" in shown
    answer = rektor.post(address, typed)
    assert answer.status_code == 302 and not Draft.objects.exists()
    assert WORDS not in main_of(rektor.get(address))


def test_a_refused_form_keeps_its_draft(rektor, case):
    address = f"/saker/{case.number}/funn/"
    rektor.post(f"/utkast/?for={address}", FORMS["funn"])
    assert rektor.post(address, FORMS["funn"] | {"method": ""}).status_code == 422
    assert Draft.objects.exists()


def test_forms_that_keep_no_draft_say_nothing_of_one(rektor, case):
    assert "data-draft" not in main_of(rektor.get(f"/saker/{case.number}/alvor/"))

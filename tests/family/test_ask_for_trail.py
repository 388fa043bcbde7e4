"""Somebody of a family asks who has opened the case (`ask_for_trail`), and reads what it is given."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from innsats.cases.models import Case, TrailRequest
from innsats.cases.queries.timeline import log_page
from innsats.family.actions import ask_for_trail
from innsats.family.queries.approved import reading_of
from innsats.family.queries.trail import trail_shown
from innsats.journal.actors import ANONYMOUS
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.oversight.actions import release_trail
from innsats.people.viewers import viewer_of
from innsats.rules.editions import Group
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.family.families import approved, child, guardian, noted, reader
from tests.family.letters import a_case_to_read, coded, let_in, letter_for
from tests.lix import lix
from tests.oversight.watching import a_privacy_officer, by

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=2)


@pytest.fixture
def case() -> Case:
    """Everybody at home has an own code: what keeps somebody out is something else."""
    case = a_case_to_read()
    for who in (child(case), *(reader(case, name) for name in ("Mona Lien", "Per Lien", "Rita Dahl"))):
        coded(case, who)
    return case


def ask(case: Case, who=None, at=world.AT) -> TrailRequest:
    return ask_for_trail(case.pk, by=(who or reader(case)).actor, at=at)


def shown(case: Case, who=None):
    return trail_shown(reading_of(who or reader(case), case.pk))


def test_the_mother_asks_and_is_told_by_when(case: Case) -> None:
    assert shown(case).asked == ""
    ask(case)
    assert shown(case).due == "torsdag 23. april" and not shown(case).given
    with refused("trail_asked"):
        ask(case)


def test_the_privacy_officer_is_told_and_the_school_is_not(case: Case) -> None:
    officer = a_privacy_officer(case.school.school_owner)
    close = a_privacy_officer(case.school.school_owner, "Nær Vern")
    world.declared(case, parties=[close])
    ask(case)
    tick(world.AT)
    assert [one.person for one in Notice.objects.filter(news="trail_asked")] == [officer]
    log = log_page(viewer_of(world.actor(world.principal_of(case.school)), LATER), case.number)
    assert not any("åpnet" in entry.what for day in log.days for entry in day.entries)


def test_each_at_home_asks_for_itself(case: Case) -> None:
    noted(case, "Per Lien")
    request = ask(case)
    release_trail(request.pk, **by(a_privacy_officer(case.school.school_owner)))
    assert shown(case).given and not shown(case, reader(case, "Per Lien")).given
    ask(case, reader(case, "Per Lien"))
    ask(case, at=LATER)  # the one who has an answer may ask anew
    assert TrailRequest.objects.count() == 3


def test_a_guardian_who_may_not_know_where_the_child_is_has_no_list(case: Case) -> None:
    noted(case, "Per Lien")
    noted(case, "Mona Lien", "protected", at=LATER)
    approved(case, group=Group.LIMITED, at=LATER)
    who = reader(case, "Per Lien", LATER)
    assert reading_of(who, case.pk).group is Group.LIMITED
    with not_visible():
        ask(case, who, LATER)


@pytest.mark.parametrize("caution", ["no_contact", "danger"])
def test_the_recipient_check_is_asked_anew(case: Case, caution: str) -> None:
    who = reader(case)
    noted(case, "Mona Lien", caution, at=LATER)
    with not_visible():
        ask(case, who, at=LATER + timedelta(minutes=1))


def test_a_child_under_fifteen_and_the_family_of_another_pupil_have_none(case: Case) -> None:
    approved(case, name="Emma Dahl")
    for who in (child(case), reader(case, "Rita Dahl")):
        with not_visible():
            ask(case, who)
    for actor in (ANONYMOUS, world.actor(world.principal_of(case.school))):
        with not_visible():
            ask_for_trail(case.pk, by=actor, at=world.AT)
    with not_visible():
        ask_for_trail(uuid4(), by=reader(case).actor, at=world.AT)


def test_the_page_by_a_code(case: Case, client: Client, monkeypatch) -> None:
    world.it_is(monkeypatch)
    officer = a_privacy_officer(case.school.school_owner)
    let_in(client, letter_for(case, client, guardian(case).guardian.pk))
    address = f"/skole/fra-skolen/{case.pk}/hvem/"
    assert address in client.get(f"/skole/fra-skolen/{case.pk}/").content.decode()
    page = client.get(address).content.decode()
    assert "Be om lista" in page
    assert client.post(address, {"form_key": str(uuid4())}).status_code == 302
    assert "Du får svar her senest" in client.get(address).content.decode()
    release_trail(TrailRequest.objects.get().pk, **by(officer))
    answered = client.get(address)
    assert "Be om en ny liste" in answered.content.decode() and case.school.name in answered.content.decode()
    assert lix(answered) < 35
    assert 'lang="nb"' in client.get(address, {"sprak": "uk"}).content.decode()

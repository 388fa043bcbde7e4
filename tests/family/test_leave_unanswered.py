"""What was written from home needs no answer (`leave_unanswered`): somebody says so, and it waits no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.cases.models import Case, HomeMessage
from innsats.family.actions import leave_unanswered
from innsats.family.queries.approved import reading_of
from innsats.family.queries.home import home_page
from innsats.journal.models import Event
from tests import world
from tests.cases.pages.reading import hidden, text_of
from tests.cases.refusals import not_visible, refused
from tests.family.families import by_rektor, guardian, noted, reader
from tests.family.writing import a_case_to_write_in, address, from_child, from_mother, to_mother

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
LATER = world.AT + timedelta(hours=3)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)


@pytest.fixture
def case() -> Case:
    return a_case_to_write_in()


def left(case: Case, at=world.AT, **more):
    mother = guardian(case)
    given = {"pupil": mother.pupil.pk, "guardian": mother.guardian.pk, **by_rektor(case, at), **more}
    return leave_unanswered(case.pk, **given)


def test_it_waits_no_more_and_it_is_seen_who_said_so_at_school_alone(case):
    message = from_mother(case, "Takk!")
    client = world.signed_in(Client(), world.principal_of(case.school))
    assert client.post(f"{address(case)}uten-svar/", {"form_key": "k", "last": str(message.pk)}).status_code == 302
    said = text_of(client.get(address(case)))
    assert "Trenger ikke svar, skrev Kari Vik mandag 23. mars" in said and "Venter på svar" not in said
    assert "Familien har skrevet til dere" not in text_of(client.get("/"))
    (line,) = home_page(reading_of(reader(case), case.pk)).lines
    assert line.seen == "Lest mandag 23. mars kl. 09.00" and not line.waits
    facts = Event.objects.get(act="leave_unanswered").facts
    assert set(facts) == {"pupil", "guardian"}


def test_nothing_that_waits_is_nothing_to_leave(case):
    with refused("nothing_waits"):
        left(case)
    from_mother(case)
    to_mother(case)
    with refused("nothing_waits"):
        left(case)


def test_what_another_at_home_wrote_and_what_came_since_wait_on(case):
    first = from_mother(case)
    from_child(case)
    from_mother(case, "Mer", at=LATER)
    left(case, at=LATER, last=str(first.pk))
    assert HomeMessage.objects.filter(settled_at=None).count() == 2


def test_what_came_after_an_empty_page_was_opened_waits_on(case):
    client, page = world.signed_in(Client(), world.principal_of(case.school)), f"{address(case)}uten-svar/"
    opened = hidden(client.get(page), "last")
    from_mother(case)
    for typed in ({"last": opened}, {}):
        refused_page = client.post(page, {"form_key": "k", **typed})
        assert refused_page.status_code == 422 and "Det er ingenting her som venter på svar." in text_of(refused_page)
        assert hidden(refused_page, "last") == str(HomeMessage.objects.get().pk), "it is on the page now"
    with not_visible():
        left(case, last="noe")
    assert HomeMessage.objects.filter(settled_at=None).exists()


def test_also_of_one_who_may_be_written_to_no_more(case):
    from_mother(case)
    noted(case, "Mona Lien", "no_contact", at=LATER)
    left(case, at=LATER)
    assert not HomeMessage.objects.filter(settled_at=None).exists()


def test_only_those_who_answer_say_so(case):
    from_mother(case)
    member = world.in_team(case)
    with refused("wrong_part"):
        left(case, by=world.actor(member))
    assert HomeMessage.objects.filter(settled_at=None).exists()

"""No talk that is booked falls away by itself: somebody says that there are no more with the pupil, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import end_stop_talks
from innsats.cases.models import StopTalk, StopTalksEnd
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.cases.test_contact_guardians import emma
from tests.cases.test_hold_stop_talk import SOON, case, dues, talk

pytestmark = pytest.mark.django_db
__all__ = ["case"]
LATER = world.AT + timedelta(days=7)


def end(case, **more):
    given = {"pupil": emma(case).pk, "outcome": "stopped", "reason": "Noah sier det er over."}
    return end_stop_talks(case.pk, **given | by_rektor(case, LATER) | more)


@pytest.mark.source("practice")
def test_it_meets_the_clock_and_keeps_why(case):
    talk(case)
    ended = end(case)
    assert (ended.outcome, open_one(ended.because, ended.pk)) == ("stopped", "Noah sier det er over.")
    assert [due.met_at for due in dues(case)] == [LATER]
    assert Event.objects.get(act="end_stop_talks").facts["outcome"] == "stopped"


def test_a_new_talk_after_the_end_books_anew(case):
    talk(case)
    end(case)
    talk(case, next_on=SOON + timedelta(days=7), **by_rektor(case, LATER + timedelta(hours=1)))
    assert [due.met_at for due in dues(case)] == [LATER, None]


def test_without_a_reason_it_is_refused(case):
    talk(case)
    with refused("text_missing"):
        end(case, reason=" ")


def test_where_nothing_is_booked_there_is_nothing_to_end(case):
    with refused("no_talk_booked"):
        end(case)
    talk(case)
    end(case)
    with refused("no_talk_booked"):
        end(case)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    talk(case)
    stranger, pupil = world.an_employee(case.school, "Siv Moen"), emma(case).pk
    with not_visible():
        end(case, by=world.actor(stranger), pupil=pupil)


def test_on_the_page_it_is_said_and_stands_with_the_talk(client, monkeypatch, case):
    talk(case)
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    typed = {"talk": StopTalk.objects.get().pk, "outcome": "other_ways", "reason": "Vi tar det inn i planen."}
    assert rektor.post(f"/saker/{case.number}/stoppsamtaler/slutt/", typed).status_code == 302
    said = rektor.get(f"/saker/{case.number}/undersokelse/").content.decode()
    assert "Vi tar det inn i planen." in said and "Saken går videre på andre måter" in said


def test_what_was_booked_since_the_page_was_opened_is_not_ended_by_it(client, monkeypatch, case):
    first = talk(case)
    monday = world.AT + timedelta(hours=1)
    talk(case, next_on=SOON + timedelta(days=7), **by_rektor(case, monday))
    with refused("no_talk_booked"):
        end(case, talk=first.pk)
    world.it_is(monkeypatch, LATER)
    rektor = world.signed_in(client, world.principal_of(case.school))
    typed = {"talk": first.pk, "outcome": "stopped", "reason": "Det er over, sier Noah."}
    answer = rektor.post(f"/saker/{case.number}/stoppsamtaler/slutt/", typed)
    assert answer.status_code == 422 and "Det er over, sier Noah." in answer.content.decode()
    assert "Ny samtale mandag 6. april" in text_of(answer)
    assert not StopTalksEnd.objects.exists()

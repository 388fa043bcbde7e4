"""Behind an address that floods, an honest one waits a moment and loses nothing; everybody else notices nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.cases.models import Report
from innsats.family.views import open as views
from innsats.people.models import School
from innsats.web import clock, pace
from innsats.web.models import CodedDraft, Throttle
from tests import world
from tests.family.walking import Form, code_on, on, to_the_last_look
from tests.lix import lix

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr(views, "PACE", pace.Pace())
    monkeypatch.setattr(pace, "FREE_COUNT", 0)
    monkeypatch.setattr(clock, "now", lambda: world.AT)
    school = world.a_school()
    world.a_principal(school)
    return school


def later(monkeypatch: pytest.MonkeyPatch, **more: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: world.AT + timedelta(**more))


def test_one_more_press_sends_all_of_it(client: Client, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    look = to_the_last_look(client, school, text="De ler av meg.", told_by="Jonas")
    waits = on(client, look, go="send", wants_code="on")
    assert waits.status_code == 429 and "Mange sender akkurat nå" in waits.content.decode()
    assert not Report.objects.exists() and dict(client.cookies) == {} and lix(waits) < 35
    later(monkeypatch, milliseconds=1500)
    sent = on(client, waits, go="send")
    assert sent.status_code == 200 and code_on(sent) and Report.objects.count() == 1


def test_too_soon_keeps_the_place_in_the_line(client: Client, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = on(client, to_the_last_look(client, school, text="De ler av meg."), go="pupils")
    later(monkeypatch, seconds=1)
    again = on(client, waits, go="pupils")
    assert again.status_code == 429
    assert Form(again.content.decode()).hidden["turn"] == Form(waits.content.decode()).hidden["turn"]
    later(monkeypatch, seconds=2)
    assert on(client, again, go="pupils").status_code == 200


def test_a_turn_that_is_too_old_is_given_anew(client: Client, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = on(client, to_the_last_look(client, school, text="De ler av meg."), go="send")
    later(monkeypatch, hours=2)
    again = on(client, waits, go="send")
    assert again.status_code == 429
    later(monkeypatch, hours=2, seconds=2)
    assert on(client, again, go="send").status_code == 200


def test_the_turn_of_one_form_sends_no_other(client: Client, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    look = to_the_last_look(client, school, text="De ler av meg.")
    turn = Form(on(client, look, go="send").content.decode()).hidden["turn"]
    later(monkeypatch, seconds=2)
    assert on(client, look, go="send", form_key=views.new_form_key(), turn=turn).status_code == 429


def test_what_is_saved_for_later_takes_its_turn_too(
    client: Client, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = on(client, on(client, client.get("/skole/"), pick=str(school.uuid)), go="save", sender="pupil")
    assert waits.status_code == 429 and not CodedDraft.objects.exists()
    later(monkeypatch, seconds=2)
    assert code_on(on(client, waits, go="save")) and CodedDraft.objects.exists()


def test_questions_are_asked_and_answered_as_fast_as_ever(client: Client, school: School) -> None:
    assert to_the_last_look(client, school, text="De ler av meg.").status_code == 200


def test_no_address_is_stored(client: Client, school: School) -> None:
    on(client, to_the_last_look(client, school, text="De ler av meg."), go="send")
    assert not Throttle.objects.exists()

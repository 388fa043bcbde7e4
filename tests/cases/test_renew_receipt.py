"""Somebody known has lost the code: a new one is given, and the old is worth nothing from that moment."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from innsats.cases.actions import confirm_holder, end_confirmation, renew_receipt, withdraw_report, write_to_school
from innsats.cases.models import Receipt
from innsats.journal.actors import Actor
from innsats.journal.models import Event
from innsats.people.models import Guardian
from innsats.rules.dialogue import KnownBy
from innsats.rules.reports import Concern
from innsats.web import coded_drafts, codes
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
CODE = re.compile(r'<p class="code" dir="ltr">([\d ]+)</p>')
OLD, NEW = b"old".ljust(32).hex(), b"new".ljust(32).hex()


@pytest.fixture
def now(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def pupil():
    return world.a_pupil(world.a_school(), guardians=["Mona Lien"])


@pytest.fixture
def report(pupil):
    """With a code that somebody holds; nobody is confirmed yet."""
    made = world.a_report(pupil.school, receipt=codes.derived(codes.code_for("old")).lookup.hex())
    return world.declared(world.read(made), parties=[pupil])


def confirmed(report, pupil, guardian=None):
    by = world.actor(world.principal_of(report.school))
    return confirm_holder(report.pk, by=by, at=world.AT, pupil=pupil.pk, guardian=guardian, how=KnownBy.MET)


def renew(report, by=None, *, at=world.AT, **more):
    by = world.actor(by or world.principal_of(report.school))
    return renew_receipt(report.pk, by=by, at=at, lookup=NEW, **more)


def renewed(client, report, key=None):
    return client.post(f"/meldinger/{report.number}/kode/", {"form_key": key or str(uuid4())}, follow=True)


def test_the_old_code_is_dead_and_the_new_one_works(report, pupil):
    confirmed(report, pupil)
    client = world.signed_in(Client(), world.principal_of(report.school))
    (code,) = CODE.findall(renewed(client, report).content.decode())
    assert Client().post("/skole/kode/", {"code": codes.code_for("old")}).status_code == 422
    assert Client().post("/skole/kode/", {"code": code}).status_code == 302


def test_a_page_that_the_old_code_has_opened_shuts_at_once(report, pupil):
    confirmed(report, pupil)
    holder = Client()
    holder.post("/skole/kode/", {"code": codes.code_for("old")})
    assert holder.get("/skole/kode/vis/").status_code == 200
    renew(report)
    assert holder.get("/skole/kode/vis/")["Location"] == "/skole/kode/"
    assert holder.post("/skole/kode/vis/", {"text": "Hei", "form_key": str(uuid4())})["Location"] == "/skole/kode/"
    assert not report.message_set.exists()


def test_what_waited_in_line_with_the_old_code_is_not_done(report, pupil):
    """The door has let in by the old one, and the act comes after the new was given."""
    confirmed(report, pupil)
    renew(report, at=world.AT + timedelta(seconds=1))
    for act, said in ((write_to_school, {"text": "Hei"}), (withdraw_report, {"reason": "Glem det."})):
        with not_visible():
            act(report.pk, by=Actor.holding(report), at=world.AT, **said)
        act(report.pk, by=Actor.holding(report), at=world.AT + timedelta(seconds=1), **said)
    Receipt.objects.update(ended_at=world.AT + timedelta(minutes=1))
    with not_visible():
        write_to_school(report.pk, by=Actor.holding(report), at=world.AT + timedelta(minutes=1), text="Hei")


def test_a_code_given_by_a_clock_that_was_ahead_is_good_all_the_same(report, pupil):
    confirmed(report, pupil)
    renew(report, at=world.AT + timedelta(days=1))
    assert write_to_school(report.pk, by=Actor.holding(report), at=world.AT, text="Hei")


def test_one_holds_and_the_journal_knows_which_but_no_code(report, pupil):
    confirmed(report, pupil)
    old = Receipt.objects.get()
    new = renew(report)
    assert Receipt.objects.get(ended_at=None) == new and new.by == world.principal_of(report.school)
    assert Event.objects.get(act="renew_receipt").facts == {"receipt": str(new.pk), "ended": [str(old.pk)]}


def test_who_never_had_one_gets_one_too(pupil):
    report = world.declared(world.read(world.a_report(pupil.school)), parties=[pupil])
    confirmed(report, pupil)
    assert renew(report).ended_at is None


def test_what_others_have_saved_is_as_it_was(report, pupil):
    confirmed(report, pupil)
    saved = codes.derived(codes.code_for("somebody else"))
    coded_drafts.save(str(uuid4()), {"text": "Halvskrevet"}, saved, at=world.AT)
    renew(report)
    assert coded_drafts.read(saved, at=world.AT) == {"text": "Halvskrevet"}


@pytest.mark.source("fvl67 § 13")
def test_somebody_nobody_knows_gets_none_and_is_told_kindly(report):
    with refused("holder_unknown"):
        renew(report)
    client = world.signed_in(Client(), world.principal_of(report.school))
    assert (
        "Den som vil være anonym, kan melde fra en gang til"
        in client.get(f"/meldinger/{report.number}/kode/").content.decode()
    )
    assert renewed(client, report).status_code == 422
    assert Receipt.objects.get().ended_at is None


@pytest.mark.source("fvl67 § 13")
def test_a_confirmation_that_has_ended_or_holds_no_more_is_none(report, pupil):
    known = confirmed(report, pupil)
    by = world.actor(known.by)
    end_confirmation(report.pk, by=by, at=world.AT, confirmation=known.pk, reason="Det var en annen.")
    with refused("holder_unknown"):
        renew(report)
    confirmed(report, pupil, Guardian.objects.get(pupil=pupil).pk)
    Guardian.objects.filter(pupil=pupil).update(has_responsibility=None)
    with refused("holder_unknown"):
        renew(report)


def test_a_colleague_who_wrote_it_has_no_code_to_renew(pupil):
    own = world.a_report(pupil.school, by=world.an_employee(pupil.school))
    world.declared(world.read(own), parties=[pupil])
    with refused("reads_signed_in"):
        renew(own)


def test_only_those_who_answer_on_the_report_and_are_not_inhabil(report, pupil):
    confirmed(report, pupil)
    principal, school = world.principal_of(report.school), report.school
    for other in (world.an_employee(school, "Ida Lie"), world.officer_of(school.school_owner)):
        with not_visible():
            renew(report, by=other)
    Guardian.objects.filter(pupil=pupil).update(person=principal)
    with not_visible():
        renew(report)
    client = world.signed_in(Client(), principal)
    assert client.get(f"/meldinger/{report.number}/kode/").status_code == 404
    assert renewed(client, report).status_code == 404
    assert Receipt.objects.get().ended_at is None


def test_what_went_past_rektor_is_for_those_who_may_read_it(pupil):
    officer = world.officer_of(pupil.school.school_owner)
    report = world.a_report(pupil.school, concern=Concern.LEADERSHIP)
    world.declared(world.read(report, officer), officer, parties=[pupil])
    by = world.actor(officer)
    confirm_holder(report.pk, by=by, at=world.AT, pupil=pupil.pk, how=KnownBy.MET)
    with not_visible():
        renew(report)
    assert renew(report, by=officer).by == officer


def test_it_is_shown_once(report, pupil):
    confirmed(report, pupil)
    client, key = world.signed_in(Client(), world.principal_of(report.school)), str(uuid4())
    assert len(CODE.findall(renewed(client, report, key).content.decode())) == 1
    assert CODE.findall(renewed(client, report, key).content.decode()) == []
    assert Receipt.objects.filter(ended_at=None).count() == 1


def test_a_code_that_another_has_replaced_meanwhile_is_not_shown(report, pupil):
    confirmed(report, pupil)
    client = world.signed_in(Client(), world.principal_of(report.school))
    client.post(f"/meldinger/{report.number}/kode/", {"form_key": str(uuid4())})
    renew(report, at=world.AT + timedelta(minutes=1))
    assert CODE.findall(client.get(f"/meldinger/{report.number}/kode/vis/").content.decode()) == []


def test_the_page_of_the_answer_leads_there_when_the_holder_is_known(report, pupil):
    client = world.signed_in(Client(), world.principal_of(report.school))
    link = f'href="/meldinger/{report.number}/kode/"'
    assert link not in client.get(f"/meldinger/{report.number}/svar/").content.decode()
    confirmed(report, pupil)
    assert link in client.get(f"/meldinger/{report.number}/svar/").content.decode()

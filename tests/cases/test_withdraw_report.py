"""A report that is withdrawn: the wish is kept, and nothing else changes. The school inquires all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from innsats.cases.actions import close_case, open_case, withdraw_report
from innsats.cases.models import Due, Report, Withdrawal
from innsats.journal.actors import ANONYMOUS
from innsats.journal.models import Event
from innsats.rules.endings import Ending
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.codes import by_code
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
WISH = "Jeg er redd de skjønner at det var meg."
CLOCK = ("code", "about", "due_at", "due_on", "met_at", "lapsed")


@pytest.fixture
@replayed
def report():
    school = world.a_school()
    report = world.a_report(school, by=world.an_employee(school, "Amir Haddad"))
    return world.declared(world.read(report), parties=[world.a_pupil(school)])


def withdraw(report, by=None, reason=WISH, **more):
    return withdraw_report(
        report.pk, by=world.actor(by or report.reporter), at=more.pop("at", world.AT), reason=reason, **more
    )


def clocks(report):
    return list(Due.objects.filter(report=report).order_by("pk").values_list(*CLOCK))


@pytest.mark.source("oppl § 12-4(2)")
def test_the_wish_is_kept_with_its_words_and_no_clock_stops_and_nothing_is_erased(report):
    before = clocks(report)
    wish = withdraw(report)
    assert (wish.is_own, wish.by, wish.wished_on) == (True, report.reporter, world.AT.date())
    assert open_one(wish.words, wish.pk) == WISH
    assert clocks(report) == before and not any(lapsed for *_, lapsed in before)
    kept = Report.objects.get(pk=report.pk)
    assert open_one(kept.words, kept.pk) == world.WORDS


def test_the_reporter_needs_no_words_and_no_training_and_whoever_writes_for_another_needs_the_words():
    school = world.a_school()
    own = world.a_report(school, by=world.an_employee(school, trained=False))
    assert withdraw(own, reason="").is_own
    told = world.declared(world.read(world.a_report(school)), parties=[world.a_pupil(school)])
    rektor = world.principal_of(school)
    with refused("text_missing"):
        withdraw(told, by=rektor, reason=" ")
    wish = withdraw(told, by=rektor, reason="Mor ringte og vil ikke at vi gjør noe.", wished_on=world.AT.date())
    assert (wish.is_own, wish.by) == (False, rektor)


def test_one_who_typed_it_in_for_another_says_what_that_one_said():
    school = world.a_school()
    report = world.a_report(school, by=world.an_employee(school), channel="phone", told_by="Berit Vang")
    with refused("text_missing"):
        withdraw(report, reason="")
    assert withdraw(report, reason="Hun ringte igjen.").is_own


def test_the_holder_of_the_receipt_withdraws_without_signing_in():
    report = world.a_report()
    wish = withdraw_report(report.pk, by=by_code(report), at=world.AT)
    assert (wish.is_own, wish.by) == (True, None)
    other = world.a_report(report.school)
    with not_visible():
        withdraw_report(other.pk, by=by_code(report), at=world.AT)


@pytest.mark.source("fvl67 § 6")
def test_a_reporter_who_is_inhabil_withdraws_the_own_report_and_sees_no_more_of_the_matter():
    school = world.a_school()
    mother = world.an_employee(school, "Tone Lien")
    report = world.a_report(school, by=mother)
    case = world.a_case(school, pupil=world.a_pupil(school, guardians=[mother]), report=report)
    assert withdraw(report, by=mother).is_own
    with not_visible():
        close_case(case.pk, by=world.actor(mother), at=world.AT, ending=Ending.MISTAKE, reason="Nei.")


def test_nobody_else_may(report):
    for other in (world.an_employee(report.school, "Uten Del"), None):
        with not_visible():
            withdraw_report(report.pk, by=world.actor(other) if other else ANONYMOUS, at=world.AT, reason=WISH)
    lead = world.an_employee(report.school, "Lise Berg")
    world.declared(world.with_lead(report, lead), lead)
    with refused("wrong_part"):
        withdraw(report, by=lead)


def test_rektor_declares_first():
    report = world.read(world.a_report())
    with refused("undeclared"):
        withdraw(report, by=world.principal_of(report.school))


def test_it_is_wished_once_and_on_a_day_that_can_be(report):
    with refused("in_the_future"):
        withdraw(report, wished_on=world.AT.date() + timedelta(days=1))
    with refused("before_the_case"):
        withdraw(report, wished_on=world.AT.date() - timedelta(days=1))
    withdraw(report)
    with refused("withdrawn_already"):
        withdraw(report)
    assert Withdrawal.objects.count() == 1


def test_a_second_click_wishes_once(report):
    for _ in range(2):
        withdraw(report, form_key="k")
    assert Event.objects.filter(act="withdraw_report").count() == Withdrawal.objects.count() == 1


@pytest.mark.source("oppl § 10-2")
def test_a_regret_is_no_mistake_the_case_is_not_closed_as_one_before_the_pupil_is_heard(report):
    pupil = report.party_set.get(part="involved").pupil
    case = world.received(world.a_case(report.school, pupil=pupil, report=report))
    withdraw(report)
    rektor = world.actor(world.principal_of(case.school))
    close = {"by": rektor, "at": world.AT, "ending": Ending.MISTAKE, "reason": "Meldingen er trukket."}
    with refused("withdrawn_unheard"):
        close_case(case.pk, **close)
    world.heard(case)
    assert close_case(case.pk, **close).ending == Ending.MISTAKE


def test_a_double_is_closed_though_it_is_withdrawn_for_the_pupil_is_heard_in_the_other_case(report):
    pupil = report.party_set.get(part="involved").pupil
    case = world.received(world.a_case(report.school, pupil=pupil, report=report))
    other = world.a_report(report.school)
    world.declared(world.read(other), parties=[pupil])
    rektor = world.actor(world.principal_of(case.school))
    double = open_case([other.pk], by=rektor, at=world.AT, pupil=pupil.pk, confirmed=True)
    withdraw(other, by=world.principal_of(case.school))
    closed = close_case(
        double.pk, by=rektor, at=world.AT, ending=Ending.MISTAKE, reason="Ført to ganger.", double_of=case.pk
    )
    assert closed.double_of == case


def test_the_reporters_page_says_what_happens_and_what_does_not(client, monkeypatch, report):
    world.it_is(monkeypatch)
    page = world.signed_in(client, report.reporter)
    own, address = reverse("own_report", args=[report.number]), reverse("withdraw_report", args=[report.number])
    assert address in page.get(own).content.decode()
    assert "Skolen må likevel undersøke" in text_of(page.get(address))
    assert page.post(address, {"reason": WISH, "form_key": "k"}).url == own
    said = text_of(page.get(own))
    assert "Du ønsker å trekke meldingen" in said and "Meldingen er ikke slettet" in said
    assert "Det er alt skrevet ned" in text_of(page.get(address))


def test_the_readers_see_it_on_the_report_and_on_the_case_and_the_reporter_is_not_named_there(
    client, monkeypatch, report
):
    world.it_is(monkeypatch)
    pupil = report.party_set.get(part="involved").pupil
    lise = world.an_employee(report.school, "Lise Berg")
    case = world.received(world.a_case(report.school, pupil=pupil, report=report), lead=lise)
    world.declared(case, lise)
    withdraw(report)
    rektor = world.signed_in(client, world.principal_of(report.school))
    read = text_of(rektor.get(reverse("read_report", args=[report.number])))
    assert "ønsker å trekke meldingen" in read and WISH in read and "klokkene går" in read
    overview = text_of(rektor.get(reverse("read_case", args=[case.number])))
    assert "Eleven skal bli hørt" in overview
    log = text_of(rektor.get(reverse("case_log", args=[case.number])))
    assert "Meldingen er ønsket trukket" in log and "Amir Haddad" not in log and "Amir Haddad" not in overview
    overview = text_of(world.signed_in(client, lise).get(reverse("read_case", args=[case.number])))
    assert "Spør eleven selv" in overview
    world.heard(case)
    assert "Eleven skal bli hørt" not in text_of(client.get(reverse("read_case", args=[case.number])))


def test_rektor_writes_it_down_on_the_readers_page(client, monkeypatch, report):
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(report.school))
    address = reverse("withdraw_report", args=[report.number])
    assert "Hva sa den som meldte fra?" in text_of(rektor.get(address))
    assert rektor.post(address, {"reason": "", "form_key": "k"}).status_code == 422
    given = {"reason": "Hun ringte.", "wished_on": world.AT.date().isoformat(), "form_key": "k"}
    assert rektor.post(address, given).url == reverse("read_report", args=[report.number])
    assert not Withdrawal.objects.get().is_own


def test_the_page_costs_the_same_for_the_reporter_every_time(client, monkeypatch, report, django_assert_num_queries):
    world.it_is(monkeypatch)
    page = world.signed_in(client, report.reporter)
    address = reverse("withdraw_report", args=[report.number])
    page.get(address)
    with django_assert_num_queries(6):
        page.get(address)

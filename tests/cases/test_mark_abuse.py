"""A report is marked as abuse of the open form with what was checked: nothing is lost, and no named pupil is hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from innsats.cases.actions import mark_abuse, report_concern
from innsats.cases.models import AbuseMark, Due, Report
from innsats.cases.queries.access import NotVisible
from innsats.journal.actors import ANONYMOUS
from innsats.journal.models import Event
from innsats.people.models import Person, School
from innsats.rules.reports import Arena, Concern
from innsats.rules.verdicts import Refused
from innsats.vault.sealing import open_one
from tests import world

pytestmark = pytest.mark.django_db
LATE = world.AT + timedelta(days=30)  # everything is overdue


@pytest.fixture
def school() -> School:
    school = world.a_school()
    world.a_principal(school)
    world.an_officer(school.school_owner)
    return school


@pytest.fixture
def rektor(school: School) -> Person:
    return world.principal_of(school)


def told(school: School, text: str = "Hahaha", **more: object) -> Report:
    return report_concern(school.uuid, by=ANONYMOUS, at=world.AT, text=text, arena=Arena.UNKNOWN, **more)


def marked(report: Report, by: Person, at=LATE, **more: object) -> AbuseMark:
    return mark_abuse(report.pk, by=world.actor(by), at=at, **{"reason": "Vi har spurt alle.", **more})


def test_the_clocks_lapse_also_those_overdue_and_run_again_when_it_is_taken_back(
    school: School, rektor: Person
) -> None:
    report = told(school)
    before = set(Due.objects.filter(report=report).values_list("code", "overdue_from", "lapsed", "met_at"))
    mark = marked(report, rektor)
    assert open_one(mark.words, mark.pk) == "Vi har spurt alle."
    assert set(Due.objects.filter(report=report).values_list("lapsed", flat=True)) == {"abuse"}
    marked(report, rektor, at=LATE + timedelta(hours=1), is_abuse=False)
    assert set(Due.objects.filter(report=report).values_list("code", "overdue_from", "lapsed", "met_at")) == before


@pytest.mark.source("oppl § 12-4(2)")
@pytest.mark.parametrize(
    "given", [{"text": "Emma Lunde er så ekkel"}, {"pupil_named": "Emma Lunde i 6A"}, {"told_by": "Emma Lunde"}]
)
def test_what_names_a_pupil_of_the_school_is_never_marked(
    school: School, rektor: Person, given: dict[str, str]
) -> None:
    world.a_pupil(school, "Emma Lunde")
    report = told(school, **given)
    with pytest.raises(Refused) as refused:
        marked(report, rektor)
    assert [one.code for one in refused.value.obstacles] == ["abuse_names_pupil"]
    assert not AbuseMark.objects.exists() and not Due.objects.exclude(lapsed="").exists()


@pytest.mark.source("oppl § 12-5(1)")
def test_what_is_about_an_adult_is_told_to_the_owner_or_judged_unfounded(school: School, rektor: Person) -> None:
    report = told(school, concern=Concern.EMPLOYEE)
    with pytest.raises(Refused) as refused:
        marked(report, rektor)
    assert [one.code for one in refused.value.obstacles] == ["abuse_about_adult"]


def test_one_from_somebody_signed_in_is_talked_about_with_that_one(school: School, rektor: Person) -> None:
    report = report_concern(
        school.uuid, by=world.actor(world.an_employee(school)), at=world.AT, text="Haha", arena=Arena.UNKNOWN
    )
    with pytest.raises(Refused) as refused:
        marked(report, rektor)
    assert [one.code for one in refused.value.obstacles] == ["abuse_signed"]


def test_without_what_was_checked_nothing_is_changed(school: School, rektor: Person) -> None:
    report = told(school)
    with pytest.raises(Refused) as refused:
        marked(report, rektor, reason=" ")
    assert [one.code for one in refused.value.obstacles] == ["text_missing"]
    assert not AbuseMark.objects.exists() and not Event.objects.filter(act="mark_abuse").exists()


def test_who_does_not_read_the_report_cannot_mark_it(school: School) -> None:
    report, colleague = told(school), world.an_employee(school)
    with pytest.raises(NotVisible):
        marked(report, colleague)


def test_the_mark_stands_on_the_report_with_the_way_to_take_it_away(
    client: Client, school: School, rektor: Person
) -> None:
    report = told(school)
    world.signed_in(client, rektor)
    shown = client.get(reverse("read_report", args=[report.number]) + "?les=ja").content.decode()
    assert reverse("mark_abuse", args=[report.number]) in shown and "Merk meldingen som misbruk" in shown
    page = client.post(reverse("mark_abuse", args=[report.number]), {"reason": "Vi har spurt.", "form_key": "a"})
    assert page.status_code == 302
    shown = client.get(reverse("read_report", args=[report.number])).content.decode()
    assert "merket som misbruk" in shown and "Vi har spurt." in shown and "Hahaha" in shown
    client.post(reverse("mark_abuse", args=[report.number]), {"reason": "Det var sant.", "form_key": "b"})
    assert [one.is_abuse for one in AbuseMark.objects.order_by("at")] == [True, False]


def test_a_report_that_names_a_pupil_does_not_offer_it_and_says_why_on_the_page_itself(
    client: Client, school: School, rektor: Person
) -> None:
    world.a_pupil(school, "Emma Lunde")
    report = told(school, "Emma Lunde er så ekkel")
    world.signed_in(client, rektor)
    shown = client.get(reverse("read_report", args=[report.number]) + "?les=ja").content.decode()
    assert "Emma Lunde" in shown and reverse("mark_abuse", args=[report.number]) not in shown
    assert "nevner en elev på skolen" in client.get(reverse("mark_abuse", args=[report.number])).content.decode()

"""What the family reads, and who of it: by age, by the recipient check, and never of another child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from innsats.cases import actions
from innsats.cases.models import Case
from innsats.family.queries.approved import read_edition, readings
from innsats.journal.models import Look
from innsats.rules.acts import Act
from innsats.rules.calendar import OSLO
from innsats.rules.editions import Group
from tests import world
from tests.cases.refusals import not_visible
from tests.family.families import (
    EVALUATED_ON,
    OWN,
    SECRET,
    a_family_case,
    another_case,
    approved,
    by_rektor,
    child,
    decided,
    family,
    guardian,
    noted,
    reader,
    said_in,
)

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=2)
WEEK = timedelta(days=7)


@pytest.fixture
def case():
    return a_family_case()


def cases_of(held):
    return [one.case for one in readings(held)]


def said(case, who):
    return said_in(read_edition(who, case.pk))


def test_a_guardian_reads_what_is_done_what_is_next_who_is_who_and_the_rights(case):
    approved(case)
    page = read_edition(reader(case), case.pk)
    assert [one.title for one in page.sections] == [
        "Det skolen gjør", "Det neste som skjer", "Hvem er hvem", "Rettighetene deres",
    ]  # fmt: skip
    text = said_in(page)
    assert OWN in text and "tirsdag 31. mars" in text and "Mobbeombudet" in text
    assert "Skolen gikk gjennom dette 23. mars 2026." in text


def test_a_day_that_has_been_is_not_next_any_more(case):
    approved(case)
    later = world.AT + 2 * WEEK
    section = read_edition(reader(case, at=later), case.pk).sections[1]
    assert later.date() > EVALUATED_ON and section.items == () and section.said


def test_reading_leaves_a_look_and_nothing_is_looked_at_by_who_may_not(case):
    approved(case)
    who = reader(case)
    read_edition(who, case.pk)
    look = Look.objects.get(act=Act.READ_EDITION)
    assert (look.actor_id, look.stream) == (who.actor.id, case.subject.stream)
    decided(case, decision="withhold")
    with not_visible():
        read_edition(reader(case, at=LATER), case.pk)
    assert Look.objects.filter(act=Act.READ_EDITION).count() == 1


@pytest.mark.source("bl81 § 47")
def test_t100_two_guardians_who_live_apart_both_read_it(case):
    approved(case)
    assert said(case, reader(case, "Mona Lien")) == said(case, reader(case, "Per Lien"))


@pytest.mark.parametrize(
    "cautions", [["danger"], ["no_contact"], ["care_order"], ["child_wish"], ["danger", "child_wish"]]
)
def test_what_keeps_it_from_a_guardian_keeps_it_whole(case, cautions):
    approved(case)
    noted(case, "Per Lien", *cautions)
    with not_visible():
        read_edition(reader(case, "Per Lien"), case.pk)
    assert cases_of(reader(case, "Per Lien")) == []
    assert OWN in said(case, reader(case, "Mona Lien"))


@pytest.mark.parametrize("responsibility", ["no", "unknown"])
def test_a_guardian_without_known_responsibility_reads_nothing(case, responsibility):
    approved(case)
    noted(case, "Per Lien", responsibility=responsibility)
    with not_visible():
        read_edition(reader(case, "Per Lien"), case.pk)


def test_with_a_protected_address_the_other_guardian_reads_no_school_name_time_or_place(case):
    noted(case, "Mona Lien", "protected")
    approved(case, Group.LIMITED)
    text = said(case, reader(case, "Per Lien"))
    lead = case.caseaccess_set.get(part="lead").person.name
    assert not any(word in text for word in ("Solbakken", OWN, "31. mars", lead))
    assert "En voksen er i nærheten" in text and "statsforvalteren" in text
    with not_visible():  # hers is another edition
        read_edition(reader(case, "Mona Lien"), case.pk)


@pytest.mark.source("opplf § 11-1")
def test_a_17_year_old_turns_18_at_midnight_and_the_guardians_read_nothing_more():
    case = a_family_case(born=date(2008, 3, 24))
    approved(case)
    approved(case, Group.PUPIL)
    last, first = (datetime(2026, 3, 23, 23, 59, tzinfo=OSLO), datetime(2026, 3, 24, 0, 0, tzinfo=OSLO))
    assert cases_of(reader(case, at=last)) == [case]
    assert cases_of(reader(case, at=first)) == []
    with not_visible():
        read_edition(reader(case, at=first), case.pk)
    assert read_edition(child(case, at=first), case.pk).title == "Slik hjelper skolen deg"


@pytest.mark.source("fvl67 § 18(1)")
def test_t102_at_14_the_child_reads_its_own_edition_without_what_is_under_secrecy_and_at_15_more():
    case = a_family_case(born=date(2011, 3, 24))
    approved(case, Group.CHILD)
    approved(case, Group.PUPIL)
    before = said(case, child(case, at=world.AT))
    after = said(case, child(case, at=world.AT + timedelta(days=1)))
    assert "andre elever" not in before and "Statsforvalteren".casefold() not in before.casefold()
    assert "Skolen har tiltak overfor andre elever." in after and "Det kan du gjøre selv." in after
    assert OWN in before and OWN in after


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, "Fra mandag 30. mars kan dere vanligvis klage"), (7, "Dere kan klage til statsforvalteren nå.")],
)
def test_t42_and_t43_the_date_for_the_county_governor_stands_with_its_other_readings(case, days, expected):
    approved(case)
    page = read_edition(reader(case, at=world.AT + timedelta(days=days)), case.pk)
    text = said_in(page)
    assert expected in text and "Dere kan alltid ta kontakt selv" in text
    assert [one.title for one in page.sections[-1].more][1:] == [
        "Sju dager. Slik står det i loven", "Fem ukedager", "Fem skoledager",
    ]  # fmt: skip
    assert "særlig grunn" in page.sections[-1].more[0].text


def test_the_family_of_an_involved_pupil_reads_only_what_concerns_its_child(case):
    emma = family(case, "Emma Dahl").pupil
    told = {"whom": "Rita Dahl", "text": "Vi fortalte om samtalen."}
    actions.contact_guardians(case.pk, pupil=emma.pk, **told, **by_rektor(case))
    adults = [world.an_employee(case.school, name).uuid for name in ("Amir Haddad", "Eva Dal")]
    actions.hold_stop_talk(
        case.pk, pupil=emma.pk, led_by=adults[0], beside=adults[1], agreed="Lar alle være med.",
        next_on=(world.AT + WEEK).date(), **by_rektor(case),
    )  # fmt: skip
    approved(case, name="Emma Dahl")
    approved(case, Group.CHILD, "Emma Dahl")
    page = read_edition(reader(case, "Rita Dahl"), case.pk)
    assert [one.title for one in page.sections][:2] == ["Det dere har fått vite", "Samtaler med Emma"]
    text, own = said_in(page), said(case, child(case, "Emma Dahl"))
    assert told["text"] in text and "Lar alle være med." in text and "mandag 30. mars" in text
    for word in ("Noah", "saken", "plan", "meldt", case.number, OWN, SECRET, "Jeg tullet", "statsforvalteren"):
        assert word not in text and word not in own
    assert told["text"] not in own and "Lar alle være med." in own


def test_one_familys_key_opens_nothing_of_the_others(case):
    approved(case)
    approved(case, name="Emma Dahl")
    rita, mona = reader(case, "Rita Dahl"), reader(case)
    assert said(case, rita) != said(case, mona)
    mixed = replace(rita, pupil=case.pupil_id)
    with not_visible():
        read_edition(mixed, case.pk)
    other = another_case(case)
    with not_visible():
        read_edition(mona, other.pk)


def test_what_was_written_about_the_wrong_child_is_nobodys_edition():
    school = world.a_school()
    wrong = world.a_pupil(school, "Odin Krag", guardians=["Siri Krag"])
    right = world.a_pupil(school, "Noah Lien", guardians=["Mona Lien"])
    case = world.received(world.a_case(school, pupil=wrong))
    approved(case, name="Odin Krag")
    held = reader(case, "Siri Krag")
    assert cases_of(held) == [case]
    actions.correct_pupil(
        case.pk, pupil=right.pk, reason="Feil elev", told_otherwise=True, **by_rektor(case, LATER)
    )
    case = Case.objects.get(pk=case.pk)
    assert cases_of(replace(held, at=LATER)) == []
    with not_visible():
        read_edition(reader(case, "Mona Lien", at=LATER), case.pk)


def test_a_guardian_who_may_is_among_those_who_read(case):
    noted(case, "Per Lien", "danger")
    assert family(case).readers(world.AT) == {Group.GUARDIANS: ("Mona Lien",), Group.CHILD: ("Noah Lien",)}
    assert guardian(case, "Per Lien").may_get is False

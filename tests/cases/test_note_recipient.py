"""What is known of a guardian: responsibility with its source and day, and cautions; the history is kept."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from innsats.cases.actions import note_recipient
from innsats.cases.models import Due, RecipientNote
from innsats.cases.queries.entitled import families_of, recipients_of
from innsats.journal.models import Event
from innsats.people.models import NotInFile
from innsats.rules.acts import Act
from innsats.rules.editions import Group
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import hidden
from tests.cases.refusals import not_visible, refused
from tests.family.families import a_family_case, another_case, by_rektor, decided, guardian, noted

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=2)


@pytest.fixture
def case():
    return a_family_case()


def verdict(case, name="Mona Lien"):
    found = guardian(case, name).verdict
    return found.answer, [one.code for one in found.reasons]


def test_it_keeps_responsibility_source_day_and_cautions_sealed(case):
    note = noted(case, "Mona Lien", "danger", source="national_register")
    assert (note.responsibility, note.source, note.as_of) == ("yes", "national_register", world.AT.date())
    assert [open_one(one, note.pk) for one in (note.cautions, note.words)] == ["danger", "Mor sa det."]
    event = Event.objects.get(act=Act.NOTE_RECIPIENT)
    assert "danger" not in str(event.facts) and len(event.facts["seals"]) == 2


@pytest.mark.source("bl81 § 47")
def test_t100_both_guardians_with_responsibility_may_get_it_wherever_they_live(case):
    assert {one.name: one.verdict.answer for one in recipients_of(case, world.AT) if one.pupil == case.pupil} == {
        "Mona Lien": "may", "Per Lien": "may",
    }  # fmt: skip


def test_the_newest_note_holds_and_the_older_is_kept(case):
    noted(case, "Mona Lien", "danger")
    assert verdict(case) == ("held", ["danger"])
    noted(case, at=LATER)
    assert verdict(case) == ("may", [])
    assert RecipientNote.objects.count() == 2


def test_what_is_not_known_is_asked_and_what_is_learned_answers(case):
    noted(case, responsibility="unknown")
    assert verdict(case) == ("ask", ["responsibility_unknown"])
    noted(case, responsibility="no", at=LATER)
    assert verdict(case) == ("held", ["responsibility_no"])


def test_what_an_older_day_said_does_not_overrule_the_register(case):
    noted(case, responsibility="no", as_of=world.BEFORE.date() - timedelta(days=1))
    assert verdict(case) == ("may", [])


def test_a_guardian_whom_the_newest_file_has_not_is_asked_about_until_somebody_says_more(case):
    gone = guardian(case).guardian
    NotInFile.objects.create(school_owner=case.school_owner, guardian=gone, since=world.AT.date())
    assert verdict(case) == ("ask", ["responsibility_unknown"])
    noted(case)
    assert verdict(case) == ("may", [])


def test_a_ban_on_contact_holds_in_every_case_about_the_child(case):
    other = another_case(case)
    noted(case, "Per Lien", "no_contact")
    found = next(one for one in recipients_of(other, world.AT) if one.name == "Per Lien")
    assert [one.code for one in found.verdict.reasons] == ["no_contact"]


def test_with_one_at_a_protected_address_the_others_edition_has_no_places_and_nothing_is_sent(case):
    noted(case, "Mona Lien", "protected")
    mona, per, rita = (guardian(case, name) for name in ("Mona Lien", "Per Lien", "Rita Dahl"))
    assert [one.verdict.answer for one in (mona, per)] == ["may", "may"]
    assert [one.group for one in (mona, per, rita)] == [Group.GUARDIANS, Group.LIMITED, Group.GUARDIANS]
    assert [one.verdict.is_sent for one in (mona, per, rita)] == [False, False, True]


def test_the_childs_wish_holds_it_back(case):
    noted(case, "Per Lien", "child_wish")
    assert verdict(case, "Per Lien") == ("held", ["child_wish"])


def clocks(case):
    rows = Due.objects.filter(case=case, code="recipient_decision").order_by("about")
    return [(row.about, row.due_on, row.met_at) for row in rows]


def test_what_is_held_back_is_decided_within_one_working_day_and_said_once_more_gives_no_more_time(case):
    tomorrow = world.AT.date() + timedelta(days=1)
    noted(case, "Per Lien", "child_wish")
    noted(case, "Per Lien", "child_wish", "danger", at=LATER)
    assert clocks(case) == [("", tomorrow, None)]
    decided(case, "Per Lien", at=LATER + timedelta(minutes=1))
    assert clocks(case) == [("", tomorrow, LATER + timedelta(minutes=1))]
    noted(case, "Per Lien", "child_wish", "danger", at=LATER + timedelta(minutes=2))
    assert len(clocks(case)) == 1
    noted(case, "Per Lien", "care_order", at=LATER + timedelta(minutes=3))
    assert clocks(case)[1] == ("2", tomorrow, None)
    noted(case, "Per Lien", at=LATER + timedelta(minutes=4))
    assert clocks(case)[1] == ("2", tomorrow, LATER + timedelta(minutes=4))


def test_it_waits_on_i_dag_of_whoever_is_responsible(client, monkeypatch, case):
    noted(case, "Per Lien", "child_wish")
    world.it_is(monkeypatch)
    lead = world.signed_in(client, case.caseaccess_set.get(part="lead").person)
    world.declared(case, case.caseaccess_set.get(part="lead").person)
    said = lead.get("/").content.decode()
    assert "Avgjør hva en foresatt får" in said and f"/saker/{case.number}/familien/" in said


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"cautions": ["danger"], "text": " "}, ["caution_unexplained"]),
        ({"source": "gossip"}, ["unknown_source"]),
        ({"as_of": world.AT.date() + timedelta(days=1)}, ["in_the_future"]),
        ({"text": "x" * 20_001}, ["text_too_long"]),
        (
            {"cautions": ["danger"], "source": "x", "as_of": world.AT.date() + timedelta(days=1)},
            ["unknown_source", "in_the_future", "caution_unexplained"],
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_with_every_reason(case, fields, codes):
    with refused(*codes):
        note_recipient(
            case.pk, guardian=guardian(case).guardian.pk, **{"responsibility": "yes", **fields}, **by_rektor(case)
        )


def test_a_guardian_of_nobody_in_the_case_is_refused(case):
    stranger = world.a_pupil(case.school, "Ada Moe", guardians=["Ivar Moe"])
    held = stranger.guardian_set.get().pk
    with refused("unknown_guardian"):
        note_recipient(case.pk, guardian=held, responsibility="yes", **by_rektor(case))


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger, one = world.an_employee(case.school, "Siv Moen"), guardian(case).guardian.pk
    with not_visible():
        note_recipient(case.pk, guardian=one, responsibility="yes", by=world.actor(stranger), at=world.AT)


def test_the_page_opens_with_what_is_known_and_keeps_the_words_of_a_case_in_it(client, monkeypatch, case):
    other = another_case(case)
    noted(case, "Per Lien", "danger", text="Ringte naboen.")
    world.it_is(monkeypatch, LATER)
    rektor, who = world.signed_in(client, world.principal_of(case.school)), guardian(case, "Per Lien").guardian.pk
    own = rektor.get(f"/saker/{case.number}/foresatte/{who}/").content.decode()
    assert "Ringte naboen." in own and "checked" in own and "Holdes tilbake" in own
    elsewhere = rektor.get(f"/saker/{other.number}/foresatte/{who}/").content.decode()
    assert "Ringte naboen." not in elsewhere and "Holdes tilbake" in elsewhere
    typed = {"responsibility": "yes", "source": "from_family", "as_of": world.AT.date().isoformat()}
    assert rektor.post(f"/saker/{case.number}/foresatte/{who}/", typed).status_code == 302
    assert verdict(case, "Per Lien") == ("may", [])


def test_what_somebody_noted_after_the_page_was_opened_is_not_written_over_unseen(client, monkeypatch, case):
    world.it_is(monkeypatch, LATER)
    rektor, who = world.signed_in(client, world.principal_of(case.school)), guardian(case, "Per Lien").guardian.pk
    step, typed = f"/saker/{case.number}/foresatte/{who}/", {"responsibility": "yes", "source": "from_family"}
    typed |= {"as_of": world.AT.date().isoformat(), "cautions": ["child_wish"], "text": "Noah sa det."}
    opened = hidden(rektor.get(step), "seen")
    noted(another_case(case), "Per Lien", "no_contact", "protected")
    before = RecipientNote.objects.count()
    refused_page = rektor.post(step, typed | {"seen": opened})
    said = refused_page.content.decode()
    assert refused_page.status_code == 422 and "Noen andre har skrevet eller avgjort noe om den foresatte" in said
    assert "Har besøksforbud." in said and "Noah sa det." in said
    ticked = set(re.findall(r'name="cautions" [^>]*value="(\w+)" checked', said))
    assert ticked == {"child_wish", "no_contact", "protected"}
    assert RecipientNote.objects.count() == before and verdict(case, "Per Lien") == ("held", ["no_contact"])
    now = typed | {"seen": hidden(refused_page, "seen"), "cautions": sorted(ticked)}
    assert rektor.post(step, now).status_code == 302
    assert verdict(case, "Per Lien") == ("held", ["no_contact", "child_wish"])


def test_what_one_took_away_stays_away_when_something_else_keeps_it_from_being_saved(client, monkeypatch, case):
    noted(case, "Per Lien", "child_wish", "danger")
    other = another_case(case)
    world.it_is(monkeypatch, LATER)
    rektor = world.signed_in(client, world.principal_of(case.school))
    step = f"/saker/{other.number}/foresatte/{guardian(case, 'Per Lien').guardian.pk}/"
    page = rektor.get(step)
    typed = {
        "form_key": hidden(page, "form_key"), "seen": hidden(page, "seen"), "responsibility": "yes",
        "source": "from_family", "as_of": world.AT.date().isoformat(), "cautions": ["child_wish"], "text": "",
    }  # fmt: skip
    answer = rektor.post(step, typed)
    ticked = set(re.findall(r'name="cautions" [^>]*value="(\w+)" checked', answer.content.decode()))
    assert answer.status_code == 422 and ticked == {"child_wish"}


def test_the_check_stands_before_everybody_who_is_about_to_tell_somebody(client, monkeypatch, case):
    noted(case, "Per Lien", "no_contact")
    noted(case, "Rita Dahl", "danger")
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    for page, count in (("personer", 1), ("rettigheter", 1), ("foresatte", 1)):
        said = rektor.get(f"/saker/{case.number}/{page}/").content.decode()
        assert said.count("Holdes tilbake. ") == count, page


@pytest.mark.parametrize("count", [1, 3])
def test_the_check_asks_as_much_of_the_database_however_many_guardians(count):
    school = world.a_school()
    names = [f"Foresatt {n}" for n in range(count)]
    case = world.a_case(school, pupil=world.a_pupil(school, guardians=names))
    for name in names:
        noted(case, name, "danger")
    with CaptureQueriesContext(connection) as asked:
        families_of(case, world.AT)
    assert len(asked) == 3

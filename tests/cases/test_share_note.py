"""A note of one case told anew in a linked one: by reference, in a person's own words, and never by copying."""

from __future__ import annotations

import pytest

from innsats.cases.actions import share_note
from innsats.cases.models import Note
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import a_note, by_rektor, two_cases
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
ANEW = "Det var uro ved gjerdet, og en voksen gikk imellom."


def share(case, other, text=ANEW, **more):
    return share_note(case.pk, note=more.pop("note", None) or a_note(case), to=other.pk, text=text, **by_rektor(case))


@pytest.mark.source("fvl67 § 13")
def test_the_other_case_gets_its_own_text_and_refers_to_the_note():
    case, other = two_cases()
    written = share(case, other)
    assert written.case == other and written.shared_from.case == case
    assert open_one(written.words, written.pk) == ANEW
    assert (written.method, written.perspective, written.happened_at) == ("talk", "peers", world.AT)


@pytest.mark.source("fvl67 § 13")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Han sto ved gjerdet og ventet på de andre hele friminuttet.", "text_copied"),
        ("I dag: HAN sto ved gjerdet, og ventet på noen.", "text_copied"),
        ("Noahs venner gikk imellom.", "names_another_child"),
        ("Jeg snakket med noah lien.", "names_another_child"),
        ("  ", "text_missing"),
        ("x" * 100_000, "text_too_long"),
    ],
)
def test_copying_and_the_other_childs_name_are_refused(text, code):
    case, other = two_cases()
    note = a_note(case)
    with refused(code):
        share(case, other, text, note=note)


def test_what_the_child_said_is_not_copied_either():
    case, other = two_cases()
    note = a_note(case, own_words="De løp fra meg og lo høyt hele veien hjem.")
    with refused("text_copied"):
        share(case, other, "Han sier at de løp fra meg og lo høyt.", note=note)


def test_only_linked_cases_share():
    case, other = two_cases(linked=False)
    note = a_note(case)
    with refused("not_linked"):
        share(case, other, note=note)


def test_a_note_of_another_case_is_nothing_to_share():
    case, other = two_cases()
    note = a_note(other)
    with refused("nothing_to_share"):
        share(case, other, note=note)


def test_whoever_does_not_see_the_other_case_does_not_meet_it():
    case, other = two_cases()
    note, lead = a_note(case), case.caseaccess_set.get().person
    world.declared(case, lead)
    with not_visible():
        share_note(case.pk, by=world.actor(lead), at=world.AT, note=note, to=other.pk, text=ANEW)


def test_the_page_shows_what_stands_here_and_begins_empty(client, monkeypatch):
    world.it_is(monkeypatch)
    case, other = two_cases()
    note = a_note(case)
    rektor = world.signed_in(client, world.principal_of(case.school))
    link = case.caselink_set.get()
    address = f"/saker/{case.number}/koblinger/{link.pk}/notat/"
    page = rektor.get(address).content.decode()
    assert "Han sto ved gjerdet" in page and "Emma Dahl" in page
    assert "Han sto" not in page.split("<textarea", 1)[1].split("</textarea>", 1)[0]
    assert rektor.post(address, {"note": str(note), "text": ANEW}).status_code == 302
    assert Note.objects.filter(case=other).count() == 1


def test_a_link_of_another_case_has_no_page(client, monkeypatch):
    world.it_is(monkeypatch)
    case, other = two_cases()
    rektor = world.signed_in(client, world.principal_of(case.school))
    link = other.caselink_set.get()
    assert rektor.get(f"/saker/{case.number}/koblinger/{link.pk}/notat/").status_code == 404

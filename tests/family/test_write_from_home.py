"""Somebody at home writes to the school (`write_from_home`): on the page one reads, and for nobody else at home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client

from innsats.cases.models import Case, CaseAccess, HomeMessage
from innsats.family.actions import write_from_home
from innsats.family.queries.approved import reading_of
from innsats.family.queries.home import home_page
from innsats.family.views.inside import WRITTEN_COUNT
from innsats.journal.models import Event
from innsats.notices.ticking import tick
from innsats.rules.editions import Group
from innsats.rules.mailing import GATHERS_FOR
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.family.families import approved, by_rektor, child, decided, guardian, noted, reader
from tests.family.letters import KEY, coded, letter_for
from tests.family.letters import let_in as let_in_by
from tests.family.writing import ASKED, a_case_to_write_in, from_child, from_mother, let_in, to, to_mother

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
EDITION = '<div class="stack" lang="'  # what is shown of the case
LATER = world.AT + timedelta(hours=3)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)


@pytest.fixture
def case() -> Case:
    return a_case_to_write_in()


def lines(page):
    return [(one.who, one.words) for one in page.lines]


def test_it_stands_sealed_on_the_case_and_the_journal_has_no_word_of_it(case):
    message = from_mother(case)
    assert open_one(message.words, message.pk) == ASKED
    assert (message.from_school, message.by, message.school_owner_id) == (False, None, case.school_owner_id)
    event = Event.objects.get(act="write_from_home")
    assert (event.stream, event.actor_kind) == (case.subject.stream, "guardian")
    assert set(event.facts) == {"message", "pupil", "guardian", "seals"}


def test_both_sides_read_it_on_the_page_of_what_the_school_has_approved(case):
    from_mother(case)
    to_mother(case, at=LATER)
    assert lines(home_page(reading_of(reader(case, at=LATER), case.pk))) == [
        ("Du", ASKED), ("Kari Vik", "Lise ringer klokka ti.")
    ]  # fmt: skip


def test_nobody_at_home_reads_what_another_one_there_has_written(case):
    noted(case, "Per Lien")
    let_in(case, guardian(case, "Per Lien").guardian.pk)
    from_mother(case)
    from_child(case)
    to(case, "Per Lien", "Hei, Per.")
    assert lines(home_page(reading_of(reader(case), case.pk))) == [("Du", ASKED)]
    assert lines(home_page(reading_of(child(case), case.pk))) == [("Du", "Jeg vil ikke i gangen.")]
    assert lines(home_page(reading_of(reader(case, "Per Lien"), case.pk))) == [("Kari Vik", "Hei, Per.")]


def test_before_anything_is_approved_there_is_no_page_to_write_on(case):
    rita = coded(case, reader(case, "Rita Dahl"))
    with not_visible():
        write_from_home(case.pk, by=rita.actor, at=world.AT, text=ASKED)
    approved(case, name="Emma Dahl")
    assert write_from_home(case.pk, by=rita.actor, at=world.AT, text=ASKED)


@pytest.mark.source("bl81 § 47")
@pytest.mark.parametrize("caution", ["care_order", "no_contact", "danger", "child_wish"])
def test_what_shuts_the_page_shuts_the_talk_with_it(case, caution):
    from_mother(case)
    noted(case, "Mona Lien", caution, at=LATER)
    with not_visible():
        from_mother(case, "Mer", at=LATER)
    with not_visible():
        home_page(reading_of(reader(case, at=LATER), case.pk))
    assert HomeMessage.objects.count() == 1


def test_who_wrote_for_the_school_is_not_told_where_the_child_must_not_be_found(case):
    """Another guardian lives at a protected address."""
    noted(case, "Per Lien")
    let_in(case, guardian(case, "Per Lien").guardian.pk)
    noted(case, "Mona Lien", "protected", at=LATER)
    approved(case, Group.LIMITED, at=LATER)
    to(case, "Per Lien", "Det går bedre.", at=LATER)
    assert lines(home_page(reading_of(reader(case, "Per Lien", at=LATER), case.pk))) == [("Skolen", "Det går bedre.")]


def test_an_actor_who_is_nobody_at_home_does_not_write(case):
    with not_visible():
        write_from_home(case.pk, text=ASKED, **by_rektor(case))


@pytest.mark.parametrize(
    ("text", "code"), [(" ", "text_missing"), ("x" * 20_001, "text_too_long"), ("a\x00", "text_unreadable")]
)
def test_what_cannot_be_sent_is_not(case, text, code):
    with refused(code):
        from_mother(case, text)
    assert not HomeMessage.objects.exists()


def test_a_form_that_is_sent_twice_is_one_message(case):
    for _ in range(2):
        from_mother(case, form_key="k")
    assert HomeMessage.objects.count() == Event.objects.filter(act="write_from_home").count() == 1


def test_those_who_answer_are_told_without_a_word_of_it(case):
    from_mother(case)
    tick(world.AT)
    tick(world.AT + GATHERS_FOR)
    lead = CaseAccess.objects.get(case=case, part=CaseAccess.LEAD).person
    told = {one.account.email for one in (world.principal_of(case.school), lead)}
    assert {one.to[0] for one in outbox.outbox} == told
    assert all(ASKED not in one.body and case.number not in one.body for one in outbox.outbox)


def at_home(case: Case) -> tuple[Client, str]:
    """Mother, let in, and the address of what she reads."""
    client = Client()
    let_in_by(client, letter_for(case, Client(), guardian(case).guardian.pk))
    return client, f"/skole/fra-skolen/{case.pk}/"


def test_one_writes_below_what_the_school_says_and_reads_the_answer_above_it(case):
    client, page = at_home(case)
    said = client.get("/skole/fra-skolen/").content.decode()
    assert said.index(EDITION) < said.index("De andre hjemme ser det ikke her.")
    sent = client.post(f"{page}skriv/?sprak=en", {"text": ASKED, "form_key": KEY.findall(said)[0], "sprak": "en"})
    assert (sent.status_code, sent["Location"]) == (302, f"{page}?sprak=en#written")
    to_mother(case)
    said = client.get(page).content.decode()
    assert ASKED in said and said.index("Lise ringer klokka ti.") < said.index(EDITION)


def test_what_is_typed_stands_there_when_it_cannot_be_sent(case):
    client, page = at_home(case)
    empty = client.post(f"{page}skriv/", {"text": "  ", "form_key": "k"})
    assert empty.status_code == 422 and "Skriv noe først." in text_of(empty)
    long = "Lang tekst. " * 2_000
    said = client.post(f"{page}skriv/", {"text": long, "form_key": "k"})
    assert said.status_code == 422 and long.strip() in said.content.decode()
    assert not HomeMessage.objects.exists()


def test_after_many_in_an_hour_one_waits_and_loses_nothing(case):
    client, page = at_home(case)
    for n in range(WRITTEN_COUNT):
        client.post(f"{page}skriv/", {"text": f"Nummer {n}", "form_key": f"k{n}"})
    said = client.post(f"{page}skriv/", {"text": "Én til", "form_key": "k"})
    assert said.status_code == 422 and "Vent litt, og prøv igjen." in text_of(said) and "Én til" in text_of(said)
    assert HomeMessage.objects.count() == WRITTEN_COUNT


def test_when_the_page_is_shut_while_one_types_it_is_not_there(case):
    client, page = at_home(case)
    decided(case, decision="withhold")
    for answer in (client.get(page), client.post(f"{page}skriv/", {"text": ASKED, "form_key": "k"})):
        assert answer.status_code == 404
    assert not HomeMessage.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_whatever_was_written(case, count, django_assert_num_queries):
    for n in range(count):
        from_mother(case, f"Spørsmål {n}")
        to_mother(case, f"Svar {n}")
    home_page(reading_of(reader(case), case.pk))
    who = reader(case)
    with django_assert_num_queries(9):
        home_page(reading_of(who, case.pk))


def test_what_was_written_while_the_code_ran_out_is_given_back(case):
    client, page = at_home(case)
    key = KEY.findall(client.get("/skole/fra-skolen/").content.decode())[0]
    client.cookies.clear()
    answer = client.post(f"{page}skriv/", {"text": ASKED, "form_key": key})
    said = text_of(answer)
    assert answer.status_code == 403 and ASKED in said and "Har du en kode?" in said and key not in said
    assert not HomeMessage.objects.exists()
    assert client.get(page).url == "/skole/kode/"

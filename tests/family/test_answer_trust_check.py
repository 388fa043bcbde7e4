"""How the school met a family (`answer_trust_check`): asked of whoever reads, answered once, and nobody's at school."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from innsats.cases import actions as school
from innsats.cases.models import Case, Due, TrustCheck
from innsats.cases.queries.following import ending_facts
from innsats.family.actions import answer_trust_check
from innsats.family.queries.approved import FamilyReader, reading_of
from innsats.family.queries.trust import asked
from innsats.journal.actors import ANONYMOUS, Actor, ActorKind
from innsats.journal.models import Event
from innsats.rules.endings import Ending, Said, demands_of
from innsats.rules.trust import Question, Reply
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.family.families import approved, by_rektor, child, family, guardian, noted, reader
from tests.family.letters import a_case_to_read, coded, let_in, letter_for
from tests.lix import lix

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=2)
SAID = {"heard": Reply.YES, "knows_next": Reply.PARTLY, "better": Reply.NO}
EDITION, ROOT = "/skole/fra-skolen/", Path(__file__).resolve().parents[2] / "innsats"


@pytest.fixture
def case() -> Case:
    """Everybody at home has an own code: what keeps somebody out is something else."""
    case = a_case_to_read()
    for who in (child(case), *(reader(case, name) for name in ("Mona Lien", "Per Lien", "Rita Dahl"))):
        coded(case, who)
    return case


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)


def answered(case: Case, who: FamilyReader, at=None, **said) -> TrustCheck:
    return answer_trust_check(case.pk, by=who.actor, at=at or who.at, **{**SAID, **said})


def is_asked(case: Case, who: FamilyReader, at=world.AT) -> str:
    """The occasion, or nothing when it is answered."""
    check = asked(reading_of(replace(who, at=at), case.pk))
    return "" if check.answered_at else check.occasion


def questions(case: Case) -> str:
    return f"{EDITION}{case.pk}/sporsmal/"


def posted(client: Client, case: Case, **said):
    key = str(uuid4())
    return client.post(questions(case), {"form_key": key, **{one.value: "yes" for one in Question}, **said})


def test_each_of_the_family_answers_for_itself_and_all_of_it_is_kept(case: Case) -> None:
    noted(case, "Per Lien")
    for who in (reader(case), reader(case, "Per Lien"), child(case)):
        check = answered(case, who)
        assert (check.pupil_id, check.guardian_id, check.occasion) == (who.pupil, who.guardian, "first")
        assert [getattr(check, one) for one in Question] == list(SAID.values())
    assert TrustCheck.objects.exclude(answered_at=None).count() == 3


def test_the_family_of_an_involved_pupil_is_asked_too(case: Case) -> None:
    approved(case, name="Emma Dahl")
    who = reader(case, "Rita Dahl")
    assert is_asked(case, who) == "first"
    assert answered(case, who).pupil_id == family(case, "Emma Dahl").pupil.pk


def test_nothing_is_asked_before_the_first_answer(case: Case) -> None:
    with not_visible():
        answered(case, reader(case, "Rita Dahl"))


@pytest.mark.parametrize("caution", ["no_contact", "danger", "child_wish"])
def test_the_recipient_check_is_asked_anew_when_it_is_answered(case: Case, caution: str) -> None:
    who = reader(case)
    assert is_asked(case, who) == "first"
    noted(case, "Mona Lien", caution, at=LATER)
    with not_visible():
        answered(case, who, at=LATER + timedelta(minutes=1))


def test_nobody_else_can_answer(case: Case) -> None:
    strangers = [Actor(kind, str(uuid4())) for kind in (ActorKind.GUARDIAN, ActorKind.PUPIL)]
    for one in (ANONYMOUS, world.actor(world.principal_of(case.school)), *strangers):
        with not_visible():
            answer_trust_check(case.pk, by=one, at=world.AT, **SAID)
    with not_visible():
        answer_trust_check(uuid4(), by=reader(case).actor, at=world.AT, **SAID)


def test_it_is_answered_once_and_a_double_click_is_one_row(case: Case) -> None:
    who, key = reader(case), str(uuid4())
    first, second = (
        answer_trust_check(case.pk, by=who.actor, at=who.at, form_key=key, **SAID) for _ in range(2)
    )
    assert first == second and TrustCheck.objects.count() == 1
    with refused("trust_answered"):
        answered(case, who, heard=Reply.NO)


def test_at_the_end_it_is_asked_once_more_and_again_when_it_ends_again(case: Case) -> None:
    who = reader(case)
    answered(case, who)
    assert is_asked(case, who) == ""
    world.closed(case)
    assert is_asked(case, who) == "end"
    answered(case, who)
    assert is_asked(case, who) == ""
    school.reopen_case(case.pk, reason="Det har begynt igjen.", **by_rektor(case, LATER))
    assert is_asked(case, who, LATER) == ""  # the first answer is the first
    world.closed(case, at=LATER)
    assert is_asked(case, who, LATER) == "end"
    assert [one.reopened_count for one in TrustCheck.objects.order_by("at", "reopened_count")] == [0, 0, 1]


@pytest.mark.parametrize("ending", [Ending.MISTAKE, Ending.LEFT])
def test_whatever_the_ending_the_end_goes_first_and_is_asked_alone(case: Case, ending: Ending) -> None:
    left = {"left_on": world.AT.date()} if ending is Ending.LEFT else {"left_on": None, "reason": "Feil."}
    world.closed(case, ending=ending, **left)
    answered(case, reader(case))
    assert [one.occasion for one in TrustCheck.objects.all()] == ["end"]
    assert is_asked(case, reader(case)) == ""


def test_the_follow_up_that_is_over_is_an_end_before_anybody_closes_the_case(case: Case) -> None:
    world.followed(case)
    row, who = Case.objects.get(pk=case.pk), reader(case)
    until = row.aftercare_set.get().until
    last = world.AT + (until - world.AT.date())
    assert is_asked(case, who, last - timedelta(days=1)) == "first" and is_asked(case, who, last) == "end"
    school.stop_aftercare(case.pk, wished_by="both", wished_on=world.AT.date(), **by_rektor(case, LATER))
    assert is_asked(case, who, LATER) == "end"


@pytest.mark.parametrize(
    "wrong",
    [
        {"occasion": "later"}, {"reopened_count": 1}, {"heard": "yes"}, {"answered_at": world.AT},
        {"answered_at": world.AT, "heard": "yes", "knows_next": "yes", "better": "much"},
    ],
)  # fmt: skip
def test_the_database_keeps_no_half_answer(case: Case, wrong: dict[str, object]) -> None:
    check = asked(reading_of(reader(case), case.pk))
    with pytest.raises(IntegrityError), transaction.atomic():
        TrustCheck.objects.filter(pk=check.pk).update(**wrong)


@pytest.mark.parametrize("who", [reader, child])
def test_the_database_keeps_one_of_each_reader(case: Case, who) -> None:
    check = asked(reading_of(who(case), case.pk))
    check.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        check.save(force_insert=True)


def test_the_journal_says_that_it_was_answered_and_not_what(case: Case) -> None:
    check = answered(case, reader(case))
    event = Event.objects.get(act="answer_trust_check")
    assert event.facts == {"check": str(check.pk)}


# Never the case's verdict


@pytest.mark.parametrize("said", Reply)
def test_nothing_that_a_case_ends_by_and_no_clock_is_changed_by_an_answer(case: Case, said: Reply) -> None:
    world.followed(case)
    case = Case.objects.select_related("school__school_owner", "pupil").get(pk=case.pk)

    def verdicts():
        facts = ending_facts(case, LATER)
        return facts, [demands_of(one, facts, Said()) for one in Ending], list(Due.objects.order_by("pk").values())

    before = verdicts()
    for who in (reader(case), child(case)):
        answered(case, who, **dict.fromkeys(SAID, said))
    assert verdicts() == before


def test_who_reads_an_answer_is_a_closed_list() -> None:
    """The door that asks, and the numbers: neither the case, nor its file, nor a list, nor a notice."""
    sources = [path for path in ROOT.rglob("*.py") if "migrations" not in path.parts]
    named = re.compile(r"\bTrustCheck\b|trustcheck")
    reads = {str(path.relative_to(ROOT)) for path in sources if named.search(path.read_text())}
    assert reads == {
        "cases/models/__init__.py", "cases/models/trust.py", "family/actions/trust.py", "family/queries/trust.py",
        "insight/queries/trust.py",
    }  # fmt: skip


def test_rektor_sees_the_same_before_and_after(client: Client, case: Case, now: None) -> None:
    world.signed_in(client, world.principal_of(case.school))
    tabs = ("", "personer/", "familien/", "undersokelse/", "plan/", "logg/", "utskrift/")

    def seen():
        pages = [client.get(f"/saker/{case.number}/{tab}") for tab in tabs] + [client.get("/")]
        assert pages[0].status_code == 200
        return [re.sub(r'"[\w-]{36,64}"', "", page.content.decode()) for page in pages]

    before = seen()
    answered(case, reader(case))
    assert seen() == before


# The pages


def test_mother_finds_the_questions_under_what_she_reads_and_is_thanked(client: Client, case: Case, now: None) -> None:
    phone = Client()
    let_in(phone, letter_for(case, client, guardian(case).guardian.pk))
    edition = phone.get(EDITION).content.decode()
    assert f'href="{questions(case)}"' in edition and TrustCheck.objects.get().answered_at is None
    page = phone.get(questions(case)).content.decode()
    assert "Har barnet ditt det bedre nå?" in page and page.count("Vil ikke svare") == 3
    sent = posted(phone, case, heard="no_answer", knows_next="no", better="partly")
    assert sent.headers["Location"] == questions(case)
    assert "Takk for at du svarte" in phone.get(questions(case)).content.decode()
    check = TrustCheck.objects.get()
    assert (check.heard, check.knows_next, check.better) == ("no_answer", "no", "partly")
    assert questions(case) not in phone.get(EDITION).content.decode()
    assert posted(phone, case, heard="no").status_code == 200  # another window: thanks, and nothing is changed
    assert TrustCheck.objects.get() == check and TrustCheck.objects.get().heard == "no_answer"


def test_one_may_read_again_without_being_asked_anew(client: Client, case: Case, now: None) -> None:
    phone = Client()
    let_in(phone, letter_for(case, client, case.pupil_id))
    for _ in range(3):
        phone.get(EDITION)
        phone.get(questions(case))
    assert TrustCheck.objects.count() == 1


def test_what_is_missing_is_said_kindly_and_what_was_chosen_stands(client: Client, case: Case, now: None) -> None:
    phone = Client()
    let_in(phone, letter_for(case, client, case.pupil_id))
    page = posted(phone, case, heard="", better="mye")
    said = page.content.decode()
    assert page.status_code == 422 and "Velg ett av svarene." in said and "checked" in said
    assert TrustCheck.objects.get().answered_at is None


def test_a_small_child_is_asked_in_its_own_words(client: Client, case: Case, now: None) -> None:
    phone = Client()
    let_in(phone, letter_for(case, client, case.pupil_id))
    said = phone.get(questions(case)).content.decode()
    assert "Har de voksne hørt på deg?" in said and "Har du det bedre nå?" in said and "barnet ditt" not in said


def test_who_may_not_read_does_not_find_the_questions(client: Client, case: Case, now: None) -> None:
    phone = Client()
    let_in(phone, letter_for(case, client, guardian(case).guardian.pk))
    noted(case, "Mona Lien", "no_contact", at=world.AT + timedelta(minutes=1))
    assert phone.get(questions(case)).status_code == posted(phone, case).status_code == 404
    assert Client().get(questions(case)).headers["Location"] == "/skole/kode/"
    assert not TrustCheck.objects.exists()


def test_the_language_goes_along(client: Client, case: Case, now: None) -> None:
    phone = Client()
    let_in(phone, letter_for(case, client, case.pupil_id))
    assert f'href="{questions(case)}?sprak=so"' in phone.get(f"{EDITION}?sprak=so").content.decode()
    assert posted(phone, case, sprak="so").headers["Location"] == f"{questions(case)}?sprak=so"


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_questions_and_the_thanks_are_easy_to_read(
    client: Client, case: Case, now: None, language: str
) -> None:
    for to in (guardian(case).guardian.pk, case.pupil_id):
        phone = Client()
        let_in(phone, letter_for(case, client, to))
        pages = [phone.get(f"{questions(case)}?sprak={language}"), posted(phone, case, sprak=language)]
        pages[1] = phone.get(pages[1].headers["Location"])
        assert [lix(page) for page in pages if lix(page) >= 35] == []


def test_the_edition_and_the_questions_ask_a_fixed_number_of_queries(
    client: Client, case: Case, now: None, django_assert_max_num_queries
) -> None:
    phone = Client()
    let_in(phone, letter_for(case, client, case.pupil_id))
    phone.get(f"{EDITION}{case.pk}/")
    with django_assert_max_num_queries(14):
        phone.get(f"{EDITION}{case.pk}/")
    with django_assert_max_num_queries(14):
        phone.get(questions(case))

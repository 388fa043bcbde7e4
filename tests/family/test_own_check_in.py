"""The pupil says how it is from its own page, by an own code: nobody at school wrote it, and somebody answers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from innsats.cases.actions import answer_check_in, check_in_pupil, end_measures
from innsats.cases.models import Case, CheckIn, Due, FamilyKey
from innsats.cases.queries.voice import for_home
from innsats.family.actions import end_family_key
from innsats.journal.actors import Actor, ActorKind
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.rules.acts import Act
from innsats.rules.aftercare import Signal
from innsats.rules.calendar import OSLO
from innsats.rules.inquiry import Safe
from innsats.rules.voice import OWN_ANSWER_WAITS, Reply, To, Topic, Voice
from innsats.vault.sealing import open_one, seal
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.family.families import another_case, by_rektor, family, guardian
from tests.family.letters import KEY, a_case_to_read, let_in, letter_for, remembered, with_own_code
from tests.lix import lix

pytestmark = pytest.mark.django_db
ANSWERS = {"school": "4", "breaks": "3", "is_safe": "yes", "not_okay": "no", "trust": "yes"}
WAITED = world.AT + OWN_ANSWER_WAITS


@pytest.fixture
def case() -> Case:
    """With measures, and the pupil has an own code."""
    case = a_case_to_read()
    with_own_code(case)
    return case


@pytest.fixture
def phone(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The pupil's own, let in by its code."""
    world.it_is(monkeypatch)
    phone = Client()
    let_in(phone, letter_for(case, Client(), case.pupil_id))
    return phone


def pupil_of(case: Case) -> Actor:
    return Actor(ActorKind.PUPIL, str(case.pupil_id))


def said(case: Case, at: datetime = world.AT, by: Actor | None = None, **fields: Any) -> CheckIn:
    return check_in_pupil(case.pk, by=by or pupil_of(case), at=at, **{"is_safe": Safe.YES} | fields)


def own_key(case: Case) -> FamilyKey:
    return FamilyKey.objects.get(case=case, pupil=case.pupil_id, guardian=None, until=None, ended_at=None)


def where(case: Case) -> str:
    return f"/skole/fra-skolen/{case.pk}/svar/"


def sent(phone: Client, case: Case, **typed: str) -> Any:
    key = KEY.findall(phone.get(where(case)).content.decode())
    return phone.post(where(case), {"form_key": key[0] if key else str(uuid4()), **ANSWERS, **typed})


def dues(case: Case) -> list[tuple[str, bool]]:
    found = Due.objects.filter(case=case, code__in=("child_calls", "child_answered")).order_by("code", "pk")
    return [(one.code, one.met_at is not None) for one in found]


def test_the_pupil_answers_from_its_own_page_and_nobody_at_school_wrote_it(case: Case, phone: Client) -> None:
    page = text_of(phone.get("/skole/fra-skolen/"))
    assert "Si hvordan du har det" in page
    answer = sent(phone, case, own_words="Det er bedre i gymmen.", is_for_home="yes")
    assert answer.status_code == 302 and answer.headers["Location"] == where(case)
    held = CheckIn.objects.get()
    assert (held.by, held.typed_by, held.beside, held.voice, held.happened_at) == (None, None, None, "pupil", held.at)
    assert open_one(held.own_words, held.pk) == "Det er bedre i gymmen." and held.is_for_home is True
    event = Event.objects.get(act=Act.CHECK_IN_PUPIL)
    assert (event.actor_kind, event.actor_id) == ("pupil", str(case.pupil_id)) and event.facts["by_own_code"]


def test_the_page_says_who_reads_it_and_by_when_and_thanks_without_showing_the_answer(
    case: Case, phone: Client
) -> None:
    lead, by_when = case.caseaccess_set.get(part="lead").person.name, "senest mandag 23. mars kl. 16.00"
    asked = text_of(phone.get(where(case)))
    assert lead in asked and by_when in asked and "116 111" in asked and "Vil ikke svare nå" in asked
    sent(phone, case, own_words="De lo av meg.", wants_adult="on")
    thanks = text_of(phone.get(where(case)))
    assert "Takk for svaret" in thanks and lead in thanks and by_when in thanks and "116 111" in thanks
    assert "De lo av meg." not in thanks and "De lo av meg." not in text_of(phone.get("/skole/fra-skolen/"))


@pytest.mark.parametrize(
    ("at", "by_when"),
    [((2026, 3, 23, 15, 0), "tirsdag 24. mars kl. 12.00"), ((2026, 3, 28, 23, 0), "mandag 30. mars kl. 12.00")],
)
def test_out_of_hours_it_says_that_nobody_may_read_at_once(
    case: Case, client: Client, monkeypatch: pytest.MonkeyPatch, at: tuple[int, ...], by_when: str
) -> None:
    moment = datetime(*at, tzinfo=OSLO)  # type: ignore[arg-type, misc]
    world.it_is(monkeypatch, moment)
    remembered(client, own_key(case))
    page = text_of(client.get(where(case)))
    assert by_when in page and ("ikke sikkert at noen leser" in page) is (at[3] == 23)


@pytest.mark.parametrize(
    ("given", "calls"),
    [({"is_safe": "no"}, "not_safe"), ({"not_okay": "yes"}, "not_okay"), ({"wants_adult": "on"}, "wants_adult")],
)
def test_what_asks_for_an_adult_is_red_on_today_and_told_and_answered(
    case: Case, phone: Client, client: Client, given: dict[str, str], calls: str
) -> None:
    sent(phone, case, **given)
    held = CheckIn.objects.get()
    assert held.calls == calls and dues(case) == [("child_calls", False)]
    rektor = world.principal_of(case.school)
    tick(world.AT)
    assert rektor in {one.person for one in Notice.objects.filter(news="child_calls")}
    page = world.signed_in(client, rektor)
    today = page.get("/").content.decode()
    address = f"/saker/{case.number}/oppfolging/samtaler/{held.pk}/"
    assert "Eleven trenger en voksen nå" in today and address in today
    assert page.post(address, {"text": "Vi snakket i storefri.", "form_key": "b"}).status_code == 302
    assert dues(case) == [("child_calls", True)]


def test_two_steps_down_since_the_last_time_asks_for_an_adult(case: Case) -> None:
    steps = [Reply(topic=Topic.SCHOOL, to=to) for to in (To.VERY_GOOD, To.MIDDLING)]
    said(case, answers=steps[:1])
    assert said(case, WAITED, answers=steps[1:]).called == ("fell",)


def test_an_answer_that_asks_for_nobody_is_read_by_when_the_pupil_was_told(
    case: Case, phone: Client, client: Client
) -> None:
    sent(phone, case)
    due = Due.objects.get(case=case, code="child_answered")
    assert due.due_at == datetime(2026, 3, 23, 16, 0, tzinfo=OSLO) and due.responsible_role == "case_lead"
    tick(world.AT)
    lead = case.caseaccess_set.get(part="lead").person
    assert [one.person for one in Notice.objects.filter(news="child_answered")] == [lead]
    page = world.signed_in(client, world.principal_of(case.school))
    assert f"/oppfolging/samtaler/{due.about}/" in page.get("/").content.decode()
    answer_check_in(case.pk, check_in=CheckIn.objects.get().pk, **by_rektor(case, WAITED))
    assert dues(case) == [("child_answered", True)]


def test_the_adults_see_that_it_came_by_the_own_code_in_the_follow_up_the_curve_and_the_log(
    case: Case, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(case, answers=[Reply(topic=Topic.SCHOOL, to=To.GOOD)], own_words="Bra.")
    said(case, WAITED, answers=[Reply(topic=Topic.SCHOOL, to=To.GOOD)])
    world.it_is(monkeypatch, WAITED)
    page = world.signed_in(client, world.principal_of(case.school))
    follow_up = text_of(page.get(f"/saker/{case.number}/oppfolging/"))
    assert follow_up.count("eleven svarte selv, med egen kode") == 2 and "Eleven, med egen kode" in follow_up
    log = text_of(page.get(f"/saker/{case.number}/logg/"))
    assert "eleven selv" in log and "Bra." not in log


def test_a_second_click_is_the_same_answer_and_another_one_waits_and_loses_nothing(case: Case, phone: Client) -> None:
    key = KEY.findall(phone.get(where(case)).content.decode())[0]
    typed = {"form_key": key, **ANSWERS}
    assert [phone.post(where(case), typed).status_code for _ in range(2)] == [302, 302]
    again = phone.post(where(case), {**typed, "form_key": str(uuid4()), "own_words": "Og så dyttet de."})
    assert again.status_code == 422 and "Vent noen minutter" in text_of(again)
    assert "Og så dyttet de." in text_of(again) and CheckIn.objects.count() == 1
    said(case, WAITED)
    assert CheckIn.objects.count() == 2


def test_not_wanting_to_answer_is_an_answer_and_only_whether_it_is_safe_must_have_one(
    case: Case, phone: Client
) -> None:
    left_out = sent(phone, case, is_safe="", own_words="Husk meg.")
    assert left_out.status_code == 422 and "Husk meg." in text_of(left_out)
    assert 'href="#id_is_safe"' in left_out.content.decode() and 'id="id_is_safe"' in left_out.content.decode()
    assert sent(phone, case, is_safe="no_answer").status_code == 302
    assert CheckIn.objects.get().is_safe == "no_answer"


def test_a_guardian_by_the_guardians_code_never_answers_as_the_child(case: Case, client: Client) -> None:
    mother = guardian(case).guardian.pk
    mothers = Client()
    let_in(mothers, letter_for(case, client, mother))
    assert "Si hvordan du har det" not in text_of(mothers.get("/skole/fra-skolen/"))
    typed = {"form_key": str(uuid4()), **ANSWERS}
    assert [mothers.get(where(case)).status_code, mothers.post(where(case), typed).status_code] == [404, 404]
    for kind, who in ((ActorKind.GUARDIAN, mother), (ActorKind.GUARDIAN, case.pupil_id), (ActorKind.PUPIL, mother)):
        with not_visible():
            said(case, by=Actor(kind, str(who)))
    assert not CheckIn.objects.exists()


def test_a_pupil_who_is_merely_involved_does_not_meet_it(case: Case, client: Client) -> None:
    emma = family(case, "Emma Dahl").pupil
    with_own_code(case, pupil=emma.pk)
    phone = Client()
    remembered(phone, FamilyKey.objects.get(case=case, pupil=emma, until=None, ended_at=None))
    assert phone.get(where(case)).status_code == 404
    assert phone.post(where(case), {"form_key": str(uuid4()), **ANSWERS}).status_code == 404
    assert "Si hvordan du har det" not in text_of(phone.get("/skole/fra-skolen/"))
    with not_visible():
        said(case, by=Actor(ActorKind.PUPIL, str(emma.pk)))


def test_the_code_must_hold_when_it_is_sent_and_a_letter_that_nobody_used_opens_nothing(case: Case) -> None:
    end_family_key(case.pk, key=own_key(case).pk, **by_rektor(case))
    with not_visible():
        said(case)
    with_own_code(case)
    said(case)


def test_the_case_must_be_about_the_pupil_when_it_is_sent(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(pupil=family(case, "Emma Dahl").pupil)
    with not_visible():
        said(case)


@pytest.mark.parametrize("stage", ["reported", "inquiring", "closed"])
def test_it_is_answered_only_while_measures_run_or_the_follow_up_does(
    case: Case, phone: Client, stage: str
) -> None:
    page = phone.get(where(case))
    key = KEY.findall(page.content.decode())[0]
    Case.objects.filter(pk=case.pk).update(stage=stage)
    assert phone.get(where(case)).status_code == 404
    assert phone.post(where(case), {"form_key": key, **ANSWERS}).status_code == 404
    assert "Si hvordan du har det" not in text_of(phone.get("/skole/fra-skolen/"))
    with refused("wrong_stage"):
        said(case)
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    "theirs",
    [
        {"adult_view": "Hun lyver."}, {"signals": [Signal.ALONE]}, {"happened_at": world.AT - timedelta(minutes=1)},
        {"voice": Voice.ADULT, "is_safe": Safe.NO_ANSWER, "adult_view": "Jeg tror det går bra."},
    ],
)
def test_nothing_of_an_adults_comes_along(case: Case, theirs: dict[str, Any]) -> None:
    with refused("only_own_answer"):
        said(case, **theirs)
    assert not CheckIn.objects.exists()


def test_nobody_sits_beside_the_pupil_who_is_alone(case: Case) -> None:
    with refused("only_own_answer"):
        said(case, beside=world.principal_of(case.school).uuid)


@pytest.mark.parametrize(
    "more",
    [
        {"voice": "adult", "is_safe": "no_answer"}, {"signals": "alone"}, {"adult_view": "Hun lyver."},
        {"happened_at": world.AT - timedelta(hours=1)},
    ],
)
def test_the_database_refuses_a_row_by_nobody_that_is_not_the_pupils_alone(case: Case, more: dict[str, Any]) -> None:
    held = said(case)
    rektor = world.principal_of(case.school)
    if text := more.get("adult_view"):
        more = {"adult_view": seal(text, key=case.data_key_id, field="cases.CheckIn.adult_view", row=held.pk)}
    for column in ({"typed_by": rektor}, {"beside": rektor}, more):
        with pytest.raises(IntegrityError), transaction.atomic():
            CheckIn.objects.filter(pk=held.pk).update(**column)


def test_it_meets_the_talk_that_is_due_but_not_when_the_pupil_would_not_answer(case: Case) -> None:
    world.heard(case, safe=Safe.YES)
    rektor = world.principal_of(case.school)
    end_measures(case.pk, trusted_adult=rektor.uuid, going_on=[], **by_rektor(case))
    week = world.AT + timedelta(days=7)

    def met() -> list[bool]:
        rows = Due.objects.filter(case=case, code="aftercare_check").order_by("due_on")
        return [one.met_at is not None for one in rows]

    said(case, week, is_safe=Safe.NO_ANSWER)
    assert not any(met())
    said(case, week + OWN_ANSWER_WAITS)
    assert met() == [True, False, False]


def test_the_pupil_is_asked_in_kind_words_when_it_is_soon_time(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Client()
    invited = []
    for days in (3, 4, 8):  # a measure is evaluated on the seventh
        world.it_is(monkeypatch, world.AT + timedelta(days=days))
        remembered(phone, own_key(case))
        page = text_of(phone.get("/skole/fra-skolen/"))
        invited.append("Nå vil vi gjerne høre hvordan du har det." in page)
    assert invited == [False, True, True]


def test_of_two_cases_about_one_pupil_it_is_asked_in_the_one_that_waits(case: Case, phone: Client) -> None:
    other = world.measures_started(world.heard(world.received(another_case(case))))
    for first, later in ((case, other), (other, case)):
        Due.objects.filter(case=later, code="evaluation").update(due_on=world.AT + timedelta(days=60))
        Due.objects.filter(case=first, code="evaluation").update(due_on=world.AT + timedelta(days=7))
        assert where(first) in phone.get("/skole/fra-skolen/").content.decode()


def test_the_words_go_home_only_when_an_adult_has_read_what_nobody_saw_written(case: Case) -> None:
    held = said(case, own_words="Jeg har fått en venn.", is_for_home=True)
    assert for_home(case) == ()
    answer_check_in(case.pk, check_in=held.pk, **by_rektor(case, WAITED))
    assert [one.own_words for one in for_home(case)] == ["Jeg har fått en venn."]


@pytest.mark.parametrize("grade", [1, 6, 9])
def test_the_pages_are_easy_to_read_and_keep_nothing_on_the_device(case: Case, phone: Client, grade: int) -> None:
    type(case.pupil).objects.filter(pk=case.pupil_id).update(grade=grade)
    before = set(phone.cookies)
    asked = phone.get(where(case))
    sent(phone, case)
    thanks = phone.get(where(case))
    assert [lix(page) for page in (asked, thanks) if lix(page) >= 35] == []
    for page in (asked, thanks):
        said_there = page.content.decode()
        assert "<script>" not in said_there and " style=" not in said_there and case.number not in said_there
        assert not re.search(r"\b(offer|mobber)\b", said_there)
    assert set(phone.cookies) - before <= {"csrftoken"}


def test_it_costs_few_queries(case: Case, phone: Client, django_assert_num_queries: Any) -> None:
    phone.get(where(case))
    with django_assert_num_queries(8):
        phone.get(where(case))

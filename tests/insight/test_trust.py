"""What families say of how they were met: counted once, in the period it was said in, and told so that it finds nobody.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import product

import pytest

from innsats.cases.actions import correct_pupil
from innsats.cases.models import Case, TrustCheck
from innsats.insight.queries import page as numbers
from innsats.insight.queries.page import numbers_page
from innsats.insight.queries.trust import WHO_OF_WHAT, Answers, Who, answers_of, figures_of_trust
from innsats.people.models import Guardian
from innsats.people.viewers import viewer_of
from innsats.rules.calendar import OSLO
from innsats.rules.disclosure import LEAST, Period, in_steps
from innsats.rules.trust import Occasion, Question, Reply
from tests import world
from tests.desk.plans import asked, whole_tables_read
from tests.replaying import replayed

YEAR = Period(since=date(2025, 1, 1), until=date(2026, 1, 1), is_final=True)
NEXT = Period(since=date(2026, 1, 1), until=date(2027, 1, 1), is_final=True)
OCTOBER, DECEMBER, JANUARY = (
    datetime(2025, 10, 6, 9, 0, tzinfo=OSLO), datetime(2025, 12, 30, 9, 0, tzinfo=OSLO),
    datetime(2026, 1, 5, 9, 0, tzinfo=OSLO),
)  # fmt: skip
FIRST_BY_GUARDIAN = (Occasion.FIRST, Who.GUARDIAN)
ALL_YES = dict.fromkeys(Question, (1, 0))


@pytest.fixture
@replayed
def case(db: None) -> Case:
    school = world.a_school()
    world.a_principal(school)
    return world.a_case(school, pupil=world.a_pupil(school, guardians=["Mona Lien", "Per Lien"]), at=OCTOBER)


def said(case: Case, at: datetime = OCTOBER, *replies: Reply, guardian: str = "", answered_at: datetime | None = None):
    """Of one reader: without replies, asked and nothing more."""
    whole = dict(zip(Question, replies, strict=True)) if replies else {}
    guardians = dict(zip(("one", "other"), Guardian.objects.filter(pupil=case.pupil).order_by("pk"), strict=True))
    return TrustCheck.objects.create(
        school_owner_id=case.school_owner_id, case=case, pupil=case.pupil, occasion=Occasion.FIRST, at=at,
        guardian=guardians.get(guardian),
        answered_at=(answered_at or at) if replies else None, **{one.value: to for one, to in whole.items()},
    )  # fmt: skip


def counted(case: Case, period: Period = YEAR) -> dict[tuple[Occasion, Who], Answers]:
    return answers_of(case.school_owner_id, period)


def test_guardians_and_pupils_are_counted_apart_and_only_a_yes_is_a_yes(case: Case) -> None:
    said(case, OCTOBER, Reply.YES, Reply.PARTLY, Reply.NO_ANSWER, guardian="one")
    said(case, OCTOBER, guardian="other")
    said(case, OCTOBER, Reply.NO, Reply.YES, Reply.YES)
    assert counted(case) == {
        FIRST_BY_GUARDIAN: Answers(
            answered=1, unanswered=1,
            replies={Question.HEARD: (1, 0), Question.KNOWS_NEXT: (0, 1), Question.BETTER: (0, 0)},
        ),
        (Occasion.FIRST, Who.PUPIL): Answers(
            answered=1, unanswered=0,
            replies={Question.HEARD: (0, 1), Question.KNOWS_NEXT: (1, 0), Question.BETTER: (1, 0)},
        ),
    }  # fmt: skip
    assert counted(case, NEXT) == {}


def test_a_year_that_is_over_stays_as_it_was_and_no_answer_is_lost(case: Case) -> None:
    said(case, DECEMBER, Reply.YES, Reply.YES, Reply.YES, guardian="one", answered_at=JANUARY)
    nothing = Answers(answered=0, unanswered=1, replies=dict.fromkeys(Question, (0, 0)))
    assert counted(case) == {FIRST_BY_GUARDIAN: nothing}
    assert counted(case, NEXT) == {FIRST_BY_GUARDIAN: Answers(answered=1, unanswered=0, replies=ALL_YES)}


def test_another_owner_is_not_counted(case: Case) -> None:
    said(case, OCTOBER, Reply.YES, Reply.YES, Reply.YES)
    assert answers_of(world.an_owner("Nes kommune").pk, YEAR) == {}


def test_the_family_of_a_pupil_whom_it_was_wrongly_about_is_in_no_number(case: Case) -> None:
    world.received(case, at=OCTOBER)
    said(case, OCTOBER, Reply.YES, Reply.YES, Reply.YES)
    by = {"by": world.actor(world.principal_of(case.school)), "at": OCTOBER + timedelta(days=1)}
    correct_pupil(case.pk, pupil=world.a_pupil(case.school, "Ask Dale").pk, reason="Feil", told_otherwise=True, **by)
    assert counted(case) == {}


def test_nothing_is_counted_by_reading_a_whole_table(case: Case) -> None:
    said(case, OCTOBER, Reply.YES, Reply.YES, Reply.YES)
    with asked() as queries:
        counted(case)
    assert len(queries) == 1 and whole_tables_read(queries) == []


def test_t65_few_say_nothing_at_all() -> None:
    few = Answers(answered=4, unanswered=4, replies=dict.fromkeys(Question, (4, 0)))
    assert figures_of_trust(dict.fromkeys(WHO_OF_WHAT, few)) == ()


def test_t65_many_are_told_in_steps_and_who_did_not_answer_is_no_success() -> None:
    answers = Answers(
        answered=12, unanswered=9,
        replies={Question.HEARD: (11, 1), Question.KNOWS_NEXT: (6, 6), Question.BETTER: (3, 2)},
    )  # fmt: skip
    figures = figures_of_trust({FIRST_BY_GUARDIAN: answers})
    assert [one.is_few for one in figures] == [False, True, True, True]
    shown = figures[0]
    assert (shown.word, shown.note) == (
        "Foresatte, etter det første svaret", "Svarte: minst 10. Svarte ikke: minst 5."
    )
    assert [one["value"] for one in shown.shares] == ["Minst 71 % sa ja", "35–64 % sa ja", "For få til å vises"]


def test_t65_no_small_part_is_worked_out_by_laying_the_questions_side_by_side() -> None:
    """Two questions to the same people and how many of them answered: every way that it could have been."""
    largest, told = 13, defaultdict(set)
    for answered in range(largest + 1):
        ways = [(yes, other) for yes, other in product(range(answered + 1), repeat=2) if yes + other <= answered]
        for one, another in product(ways, repeat=2):
            told[in_steps(answered, 0).first, in_steps(*one), in_steps(*another)].add((answered, *one, *another))
    assert len(told) > 20
    for (whole, *parts), worlds in told.items():
        if whole.most > largest:
            continue  # not all of these were tried
        for place, shown in enumerate((part for split in parts for part in (split.first, split.second)), start=1):
            possible = {way[place] for way in worlds}
            assert not shown.is_few or {0, 1} <= possible
            assert shown.is_few or len(possible) > 1 or min(possible) >= LEAST
        unsaid = {way[0] - way[1] - way[2] for way in worlds}
        assert len(unsaid) > 1 or min(unsaid) >= LEAST


@pytest.mark.django_db
def test_the_owner_reads_it_among_the_numbers(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = world.an_officer(case.school.school_owner)
    viewer = viewer_of(world.actor(officer), world.AT)
    empty = numbers_page(viewer, year="2025", owner="")
    assert empty is not None and empty.trust == () and empty.is_small
    answers = Answers(answered=12, unanswered=9, replies=dict.fromkeys(Question, (7, 5)))
    monkeypatch.setattr(numbers, "answers_of", lambda owner, period: {FIRST_BY_GUARDIAN: answers})
    full = numbers_page(viewer, year="2025", owner="")
    assert full is not None and len(full.trust) == 4 and not full.is_small

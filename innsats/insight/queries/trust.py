"""What families themselves say of how they were met: counted, and told in steps of five alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.cases.models import PupilCorrection, TrustCheck
from innsats.rules.disclosure import Period, Split, in_steps, share_of
from innsats.rules.trust import Occasion, Question, Reply

from .figures import percent, said


class Who(StrEnum):
    """Who was asked."""

    GUARDIAN = "guardian"
    PUPIL = "pupil"


Asked = tuple[Occasion, Who]
WHO_OF_WHAT = {  # in the order they are shown
    (Occasion.FIRST, Who.GUARDIAN): gettext_lazy("Foresatte, etter det første svaret"),
    (Occasion.FIRST, Who.PUPIL): gettext_lazy("Elever, etter det første svaret"),
    (Occasion.END, Who.GUARDIAN): gettext_lazy("Foresatte, da det var over"),
    (Occasion.END, Who.PUPIL): gettext_lazy("Elever, da det var over"),
}
YES_TO = {
    Question.HEARD: gettext_lazy("Ble hørt"),
    Question.KNOWS_NEXT: gettext_lazy("Vet hva som skjer videre"),
    Question.BETTER: gettext_lazy("Har det bedre"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Of those who were asked on one occasion: who answered and who did not, and of each question yes and otherwise.

    Who will not say stands in none of the two: it is no yes and no no.
    """

    answered: int
    unanswered: int
    replies: dict[Question, tuple[int, int]]


NOBODY = Answers(answered=0, unanswered=0, replies=dict.fromkeys(Question, (0, 0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustFigure:
    """Who was asked of what, how many answered, and (`shares`) how many of them said yes to each question."""

    word: str
    note: str
    shares: tuple[dict[str, str], ...]
    is_few: bool


def answers_of(owner: int, period: Period) -> dict[Asked, Answers]:
    """By occasion and who. One query, whatever there is.

    An answer belongs to the period it was given in; who had been asked in the period and not answered when it ended,
    did not answer in it. So nothing is counted anew when it is over.
    """
    ends_at, within = period.ends_at, Q(at__gte=period.begins_at, at__lt=period.ends_at)
    has_answered = Q(answered_at__gte=period.begins_at, answered_at__lt=ends_at)
    moved = PupilCorrection.objects.filter(case=OuterRef("case"), at__gt=OuterRef("at"), at__lt=ends_at)
    counted = {
        f"{question}_{end}": Count("pk", filter=has_answered & Q(**{f"{question}__in": replies}))
        for question in Question
        for end, replies in (("yes", (Reply.YES,)), ("otherwise", (Reply.PARTLY, Reply.NO)))
    }
    waits = within & (Q(answered_at=None) | Q(answered_at__gte=ends_at))
    rows: Any = (
        TrustCheck.objects.filter(within | has_answered, school_owner=owner).exclude(Exists(moved)).order_by()
        .annotate(is_pupil=Q(guardian=None)).values("occasion", "is_pupil")
        .annotate(answered=Count("pk", filter=has_answered), unanswered=Count("pk", filter=waits), **counted)
    )  # fmt: skip
    return {
        (Occasion(row["occasion"]), Who.PUPIL if row["is_pupil"] else Who.GUARDIAN): Answers(
            answered=row["answered"], unanswered=row["unanswered"],
            replies={one: (row[f"{one}_yes"], row[f"{one}_otherwise"]) for one in Question},
        )
        for row in rows
    }  # fmt: skip


def figures_of_trust(answers: dict[Asked, Answers]) -> tuple[TrustFigure, ...]:
    """One for each who was asked of each; nothing when there is too little to tell anything at all."""
    figures = tuple(_figure(key, answers.get(key, NOBODY)) for key in WHO_OF_WHAT)
    return () if all(one.is_few for one in figures) else figures


def _figure(asked: Asked, answers: Answers) -> TrustFigure:
    came = in_steps(answers.answered, answers.unanswered)
    note = _("Svarte: {first}. Svarte ikke: {second}.").format(first=said(came.first), second=said(came.second))
    shares = tuple(
        {"word": str(YES_TO[one]), "value": _share(in_steps(*answers.replies[one]))} for one in Question
    )
    return TrustFigure(word=str(WHO_OF_WHAT[asked]), note=note, shares=shares, is_few=came.is_few)


def _share(parts: Split) -> str:
    """Of those who said anything: yes, and not partly."""
    share = share_of(parts)
    return _("{share} sa ja").format(share=percent(share)) if share else _("For få til å vises")

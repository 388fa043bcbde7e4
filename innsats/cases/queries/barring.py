"""What in a report or a case itself bars an act now, whoever asks, and before anything is filled in.

The act, its page and whoever asks whether one may, all ask here; who may at all stands in the policy.
"""

from __future__ import annotations

from collections.abc import Callable

from innsats.people.queries.mentions import names_a_pupil
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.attachments import obstacles_to_removal
from innsats.rules.dialogue import is_talked_with, obstacles_to_answering, obstacles_to_confirming
from innsats.rules.plans import obstacles_to_activation
from innsats.rules.reports import (
    Concern,
    Marking,
    obstacles_to_marking,
    obstacles_to_unfounded,
    obstacles_to_withdrawal,
)
from innsats.rules.verdicts import Obstacle

from ..models import (
    AbuseMark,
    Attachment,
    Case,
    CaseReport,
    HolderConfirmation,
    IntimatePicture,
    Party,
    Report,
    Withdrawal,
)
from .bursts import SAID_IN
from .plans import draft_plan, plan_facts
from .texts import keys_of, texts_of


def bars_unfounded(report: Report) -> tuple[Obstacle, ...]:
    """Why the report cannot be judged manifestly unfounded: it is about no employee, or is judged already."""
    return obstacles_to_unfounded(Concern(report.concern), is_judged=report.unfounded_set.exists())


def bars_withdrawal(report: Report) -> tuple[Obstacle, ...]:
    """The wish is written down already."""
    return obstacles_to_withdrawal(is_withdrawn=Withdrawal.objects.filter(report=report).exists())


def bars_answering(report: Report, viewer: Viewer) -> tuple[Obstacle, ...]:
    """Nobody would read the answer but who writes it, or nobody at all."""
    is_own = viewer.person_id == report.reporter_id and is_talked_with(report.channel, report.sender)
    return obstacles_to_answering(sender=report.sender, is_own=is_own)


def bars_confirming(report: Report) -> tuple[Obstacle, ...]:
    """The report has no code that somebody could hold, or it is known already who does."""
    is_signed_in = report.reporter_id is not None and is_talked_with(report.channel, report.sender)
    held = HolderConfirmation.objects.filter(report=report, end=None)
    return obstacles_to_confirming(is_signed_in=is_signed_in, is_confirmed=held.exists())


def bars_removal(attachment: Attachment) -> tuple[Obstacle, ...]:
    """The file has been removed already."""
    return obstacles_to_removal(is_removed=IntimatePicture.objects.filter(attachment=attachment).exists())


def bars_activation(case: Case) -> tuple[Obstacle, ...]:
    """What the draft lacks. That the pupil is not heard bars it until the act itself says why."""
    return obstacles_to_activation(plan_facts(case, draft_plan(case), has_reason=False))


def bars_marking(report: Report, *, is_abuse: bool = True) -> tuple[Obstacle, ...]:
    """Why the report cannot be marked as abuse of the open form, or the mark not be taken away. Three queries."""
    said = "\n".join(texts_of(*keys_of([report], *SAID_IN)).values())
    pupils = Party.objects.filter(report=report).exclude(pupil=None)
    asked = Marking(
        is_abuse=is_abuse, is_marked=is_marked(report), is_signed=report.reporter_id is not None,
        is_in_case=CaseReport.objects.filter(report=report).exists(),
        names_a_pupil=is_abuse and (pupils.exists() or names_a_pupil(said, report.school)),
        concern=Concern(report.concern),
    )  # fmt: skip
    return obstacles_to_marking(asked)


def is_marked(report: Report) -> bool:
    """Whether the newest word on it is that it is abuse."""
    newest = AbuseMark.objects.filter(report=report).order_by("at", "pk").last()
    return newest is not None and newest.is_abuse


BARS: dict[Act, Callable[..., tuple[Obstacle, ...]]] = {
    Act.FIND_UNFOUNDED: bars_unfounded,
    Act.WITHDRAW_REPORT: bars_withdrawal,
    Act.CONFIRM_HOLDER: bars_confirming,
    Act.REMOVE_ATTACHMENT: bars_removal,
    Act.MARK_ABUSE: lambda report: bars_marking(report, is_abuse=not is_marked(report)),
    Act.ACTIVATE_PLAN: bars_activation,
}


def bars_to(act: Act, row: Case | Report | Attachment) -> tuple[Obstacle, ...]:
    """Everything in `row` that bars `act`; nothing for an act that is judged only by what is given with it."""
    return BARS[act](row) if act in BARS else ()

"""What the clocks of a report and of a case are computed from: when things happened, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..reports import Concern
from ..roles import Role
from ..verdicts import Met
from .assisting import AdviceFacts, AssistanceFacts
from .governing import GovernorFacts
from .making import Lapse


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One who got rektor's part in a report and has opened it: when, and what became of it.

    `sent_on`: it went to somebody else before that one had declared.
    """

    at: datetime
    declared: Met | None = None
    sent_on: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What the clocks of a report rest on.

    `reported_at` is when it was sent or typed in, `said_at` when it was said, if that was earlier. `by_staff`: the
    reporter works at the school. `holder` is the role that has rektor's part now: PRINCIPAL, OWNER_OFFICER or
    OWNER_HEAD. `past_principal`: it went past rektor from the start or by re-routing; an inhabil rektor who handed on
    is not that. `available_to_principal_at`: when rektor or the deputy could read it, read or not. `told_by` is the
    event of the report itself. `readings`: one for each time the part went to somebody who has opened it.
    """

    reported_at: datetime
    about: Concern
    by_staff: bool
    told_by: str
    said_at: datetime | None = None
    holder: Role = Role.PRINCIPAL
    past_principal: bool = False
    available_to_principal_at: datetime | None = None
    readings: tuple[Reading, ...] = ()
    received: Met | None = None
    lead_named: Met | None = None
    safety: Met | None = None
    rerouted_to_owner: Met | None = None
    owner_told: Met | None = None
    unfounded: Met | None = None
    abuse: Met | None = None  # marked as abuse of the open form, and the mark stands
    closed: Met | None = None  # every case it belongs to is closed now
    pupil_left_on: date | None = None
    in_case: bool = False

    @property
    def began_at(self) -> datetime:
        """When somebody first said it: the promise counts from here, however late it was typed in."""
        return min(self.reported_at, self.said_at or self.reported_at)

    @property
    def first_read_at(self) -> datetime | None:
        """When somebody who holds or held rektor's part first opened it."""
        return min((reading.at for reading in self.readings), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationFacts:
    """One evaluation that the plan in force has promised. `about` is the measure's id, and tells rounds apart.

    `stopped_on`: the measure was stopped before its time. A measure that is done is still evaluated.
    """

    about: str
    due_on: date
    done: Met | None = None
    stopped_on: date | None = None
    over: Met | None = None  # the measures ended since it was promised


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpFacts:
    """One time the question of help from outside was asked by an evaluation. `over`: the measures ended since."""

    asked: Met
    answered: Met | None = None
    over: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AftercareFacts:
    """One period of follow-up. `checks`: when the pupil was asked, oldest first. `ended` before its time, and `why`."""

    starts_on: date
    until: date
    checks: tuple[Met, ...] = ()
    ended: Met | None = None
    why: Lapse = Lapse.REOPENED


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """One answer of the pupil that somebody must see to, by its id, and when somebody has said so.

    It asks for an adult `at_once`; or nobody at school saw it given, and it must be read.
    """

    about: str
    told: Met
    answered: Met | None = None
    at_once: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachFacts:
    """One time the case was found to be about the wrong child, when that may have told somebody something."""

    found_at: datetime
    assessed: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionFacts:
    """A physical intervention that the owner must hear of: when it was written down, and when the owner was told."""

    recorded: Met
    told: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopTalkFacts:
    """One follow-up of a stop talk that was booked, and the talk that came or the word that there are no more."""

    next_on: date
    done: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientAsked:
    """Something is held back from a guardian until a person decides, and when that was done."""

    noted: Met
    done: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFacts:
    """The work since a case was reopened. `shut_since`: when it had been closed, if it was."""

    reopened: Met
    shut_since: Met | None = None
    heard: Met | None = None
    promise_met: Met | None = None
    plan_activated: Met | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the clocks of a case rest on.

    `first_reported_at` is the earliest `began_at` of its reports. `promise_met` comes from `promise_met()` and
    `earliest()`. `plan_activated` is the first activation. `serious` is the first of the latest unbroken row of
    judgements that the case is serious, and `not_serious` the judgement that ended that row; None when not judged so.
    `left`: since when it waits to end, because the pupil has changed school; `ended_after` the first closing since.
    `closed` is the closing that stands now; `reopened` one for each time the case was opened again, the oldest first.
    `governor`: what the county governor has asked for and decided.
    """

    first_reported_at: datetime
    holder: Role = Role.PRINCIPAL
    has_lead: bool = False
    heard: Met | None = None
    promise_met: Met | None = None
    plan_activated: Met | None = None
    serious: Met | None = None
    not_serious: Met | None = None
    owner_told: Met | None = None
    interventions: tuple[InterventionFacts, ...] = ()
    evaluations: tuple[EvaluationFacts, ...] = ()
    help_questions: tuple[HelpFacts, ...] = ()
    aftercares: tuple[AftercareFacts, ...] = ()
    calls: tuple[CallFacts, ...] = ()
    stop_talks: tuple[StopTalkFacts, ...] = ()
    recipients: tuple[RecipientAsked, ...] = ()
    assistances: tuple[AssistanceFacts, ...] = ()
    advice: tuple[AdviceFacts, ...] = ()
    reopened: tuple[WorkFacts, ...] = ()
    left: Met | None = None
    ended_after: Met | None = None
    closed: Met | None = None
    breaches: tuple[BreachFacts, ...] = ()
    governor: GovernorFacts = GovernorFacts()

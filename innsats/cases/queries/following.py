"""What an ending and the follow-up rest on, of what is written since the case was opened or last reopened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from innsats.people.models import Pupil
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.aftercare import months_after
from innsats.rules.calendar import day_of, start_of_day
from innsats.rules.endings import RECURS_WITHIN, Ending, EndingFacts, Offer
from innsats.rules.evaluation import HelpAnswered
from innsats.rules.inquiry import Method
from innsats.rules.pupilword import PupilWord
from innsats.rules.stages import Stage
from innsats.rules.voice import Answers, Voice

from ..models import (
    Aftercare,
    AftercareStop,
    Case,
    CheckIn,
    Closure,
    ContactPerson,
    EndingCosign,
    Evaluation,
    Hearing,
    HelpAnswer,
    MeasureEnd,
    MeasureStart,
    Note,
    OfferedTalk,
    Party,
    PlanActivation,
    PupilCorrection,
    Reopening,
    Withdrawal,
)
from .access import visible
from .moved import before_move

WORD = ("is_safe", "happened_at", "at")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def since_when(case: Case) -> datetime:
    """When the case was last reopened: what was written before that belongs to how it ended then."""
    newest = Reopening.objects.filter(case=case).order_by("-at").values_list("at", flat=True).first()
    return newest or BEGINNING


def spoken_since(case: Case, since: datetime) -> datetime:
    """From when what the pupil was asked and answered is this pupil's: the case may have been about the wrong child."""
    corrected = PupilCorrection.objects.filter(case=case).order_by("-at").values_list("at", flat=True).first()
    return max(since, corrected or since)


def words_of_pupil(case: Case, since: datetime) -> tuple[PupilWord, ...]:
    """What the pupil has answered of being safe, by own word, the oldest first. Four queries."""
    heard = Hearing.objects.filter(case=case, at__gte=since, pupil=case.pupil_id, is_heard=True).order_by("at")
    here = {"case": case, "at__gte": spoken_since(case, since)}
    asked, held = pupils_answers().filter(**here).order_by("at"), Evaluation.objects.filter(**here).order_by("at")
    said = [(when, at, safe) for rows in (heard, asked) for safe, when, at in rows.values_list(*WORD)]
    for safe, on, at in held.values_list("pupil_safe", "held_on", "at"):
        said.append((at if on == day_of(at) else start_of_day(on), at, safe))
    return tuple(PupilWord(is_safe=safe, said_on=day_of(when)) for when, _at, safe in sorted(said))


def pupils_answers() -> QuerySet[CheckIn]:
    """The check-ins in which the pupil answered, never an adult on behalf of the pupil."""
    return CheckIn.objects.filter(voice=Voice.PUPIL)


def answers_before(case: Case, when: datetime) -> tuple[Answers, ...]:
    """What this pupil replied by topic each time before then, the oldest first. Two queries."""
    here = {"case": case, "at__gte": spoken_since(case, BEGINNING), "happened_at__lt": when}
    return tuple(one.replies for one in pupils_answers().filter(**here).order_by("happened_at", "at", "pk"))


def contact_of(case: Case) -> ContactPerson | None:
    """Whom this pupil has chosen to talk with, as it was chosen last."""
    chosen = ContactPerson.objects.filter(~before_move(), case=case).select_related("person")
    return chosen.order_by("-at", "pk").first()


def open_measures(case: Case) -> tuple[UUID, ...]:
    """The measures that have begun and not ended, by lineage, in the order they began."""
    ended = MeasureEnd.objects.filter(case=case).values("lineage")
    begun = MeasureStart.objects.filter(case=case).exclude(lineage__in=ended).order_by("started_on", "at", "pk")
    return tuple(begun.values_list("lineage", flat=True))


def aftercare_of(case: Case) -> Aftercare | None:
    """The follow-up as it was last agreed."""
    return Aftercare.objects.filter(case=case).select_related("trusted_adult").order_by("-at", "-until").first()


def trusted_by_others(case: Case) -> frozenset[str]:
    """The contact persons, by uuid, of pupils who are involved here and in whose open case this pupil is involved."""
    involved = Party.objects.filter(case=case, part=Party.INVOLVED).exclude(pupil=None)
    theirs = Party.objects.filter(pupil=case.pupil_id, part=Party.INVOLVED).exclude(case=None)
    mutual = Case.objects.filter(pk__in=theirs.values("case"), pupil__in=involved.values("pupil"))
    newest: dict[UUID, str] = {}
    chosen = ContactPerson.objects.filter(~before_move(), case__in=mutual.exclude(stage=Stage.CLOSED)).order_by("at")
    for other, adult in chosen.values_list("case", "person__uuid"):
        newest[other] = str(adult)
    return frozenset(newest.values())


def stop_of(case: Case) -> AftercareStop | None:
    """The family's wish to be without follow-up, when nothing else has been agreed since."""
    agreed = aftercare_of(case)
    since = spoken_since(case, since_when(case))
    stops = AftercareStop.objects.filter(case=case, at__gte=since, at__gt=agreed.at if agreed else BEGINNING)
    return stops.order_by("-at").first()


def first_activation(case: Case) -> date | None:
    """The day the first plan applied, since the case was opened or last reopened: rounds are counted from it."""
    found = PlanActivation.objects.filter(case=case, at__gte=since_when(case)).order_by("at")
    first = found.values_list("at", flat=True).first()
    return day_of(first) if first else None


def ending_facts(case: Case, at: datetime) -> EndingFacts:
    """The facts of every ending. A fixed number of queries."""
    since = since_when(case)
    spoken = {"case": case, "at__gte": spoken_since(case, since)}
    aftercare = aftercare_of(case)
    offers = OfferedTalk.objects.filter(**spoken).order_by("offered_on", "at", "pk")
    noted = Note.objects.filter(case=case, at__gte=since).order_by("happened_at")
    notes = list(noted.values_list("method", "happened_at"))
    observed = [day_of(when) for method, when in notes if method == Method.OBSERVATION]
    asked = HelpAnswer.objects.filter(**spoken, answer=HelpAnswered.EXTERNAL_TEAM)
    cosigned = EndingCosign.objects.filter(**spoken).order_by("at", "pk")
    return EndingFacts(
        stage=Stage(case.stage),
        on=day_of(at),
        words=words_of_pupil(case, since),
        open_measures=tuple(map(str, open_measures(case))),
        aftercare_until=aftercare.until if aftercare and aftercare.at >= since else None,
        is_stopped_by_family=stop_of(case) is not None,
        is_examined=bool(notes),
        offers=tuple(Offer(by=str(one.offered_by_id), how=one.how, on=one.offered_on) for one in offers),
        observed_on=max(observed, default=None),
        is_team_asked=asked.exists(),
        cosigned_by=frozenset(str(by) for by in cosigned.values_list("by", flat=True)),
        is_withdrawn_unheard=_is_withdrawn_unheard(case),
    )


def _is_withdrawn_unheard(case: Case) -> bool:
    """Somebody wishes to withdraw a report of the case, and the pupil it is about has never been heard."""
    wished = Withdrawal.objects.filter(report__casereport__case=case)
    heard = Hearing.objects.filter(case=case, pupil=case.pupil_id, is_heard=True)
    return wished.exists() and not heard.exists()


def earlier_cases(pupils: Iterable[Pupil | UUID], at: datetime, *, but: UUID | None = None) -> QuerySet[Case]:
    """The cases about these pupils that a new matter would be a recurrence of: followed up then, or lately closed.

    One that was closed as a mistake is none. Newest first; for somebody to see, ask `visible` too.
    """
    lately = start_of_day(months_after(day_of(at), -RECURS_WITHIN))
    ended = Closure.objects.filter(at__gte=lately).exclude(ending=Ending.MISTAKE).values("case")
    found = Case.objects.filter(Q(stage=Stage.AFTERCARE) | Q(stage=Stage.CLOSED, pk__in=ended), pupil__in=pupils)
    return found.filter(opened_at__lte=at).exclude(pk=but).order_by("-opened_at", "pk")


def earlier_seen(
    viewer: Viewer, pupils: Iterable[Pupil | UUID], at: datetime, *, but: UUID | None = None
) -> list[Case]:
    """Those of `earlier_cases` that the viewer may see."""
    return list(earlier_cases(pupils, at, but=but).filter(pk__in=visible(Act.SEE_CASE, viewer, Case).values("pk")))

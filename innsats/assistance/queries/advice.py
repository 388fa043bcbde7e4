"""What those who assist have advised, what the school does with it, and what the owner has decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import Advice, AdviceDone, AdviceReply, AdviceRuling, Case, Report
from innsats.cases.queries.access import NotVisible, has_part, visible
from innsats.cases.queries.moved import before_move, was_before_move
from innsats.cases.queries.texts import Key, keys_of
from innsats.people.viewers import Viewer
from innsats.rules.access import Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.advising import AdviceAnswer, AdviceState, Ruling, Weight, goes_to_owner
from innsats.rules.calendar import day_of
from innsats.rules.stages import Stage
from innsats.web import dates, words

ANSWER_LOOKS = {AdviceAnswer.ACCEPTED: "success", AdviceAnswer.ADAPTED: "success", AdviceAnswer.DECLINED: "neutral"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceShown:
    """One advice: in which thing, how heavily, how far it has come, and all that has been said of it."""

    uuid: UUID
    thing: str
    weight: str
    standing: str
    standing_look: str
    said: str
    text: str
    pairs: tuple[Mapping[str, str], ...]
    state: AdviceState


def advice_in(case: Case, advice: UUID) -> Advice:
    """One advice of this case, with who gave it. Raises NotVisible."""
    found = _advice().filter(case=case, pk=advice).first()
    if found is None:
        raise NotVisible(f"advice:{advice}")
    return found


def state_of(one: Advice) -> AdviceState:
    """How far it has come."""
    reply, ruling = _reply(one), _ruling(one)
    return AdviceState(
        weight=Weight(one.weight), answer=AdviceAnswer(reply.answer) if reply else None,
        is_raised=hasattr(one, "adviceraised"), is_ruled=ruling is not None,
        is_instructed=ruling is not None and ruling.ruling == Ruling.INSTRUCTED, is_carried_out=_done(one) is not None,
    )


def decided_on(one: Advice) -> date:
    """The day on which it was decided: by the owner, or when the team gave it where the team decides."""
    return day_of((_ruling(one) or one).at)


def has_waited_too_long(case: Case | Report, advice: UUID) -> bool:
    """Whether advice whose day is over without an answer is the owner's to decide now."""
    return isinstance(case, Case) and goes_to_owner(
        state_of(advice_in(case, advice)), None, is_at_school=case.is_at_school
    )


def is_own_to_decide(one: Advice, person: int | None) -> bool:
    """Whether this person gave the advice, or answered it for the school."""
    reply = _reply(one)
    return person in (one.by_id, reply.by_id if reply else one.by_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRows:
    """The advice of a case, the newest first. `is_closed`: so is the case, and nothing of it waits."""

    given: list[Advice]
    is_closed: bool

    def keys(self) -> list[Key]:
        """What must be opened to show it."""
        answers = [row for one in self.given for row in (_reply(one), _ruling(one), _done(one)) if row is not None]
        return [*keys_of(self.given, "words", "why"), *keys_of(answers, "words")]

    def stands(self) -> list[tuple[Advice, AdviceState, str]]:
        """Each, how far it has come, and what the owner has said."""
        rulings = ((one, _ruling(one)) for one in self.given)
        return [(one, state_of(one), ruling.ruling if ruling else "") for one, ruling in rulings]

    def waiting(self) -> list[Advice]:
        """Those without an answer, about the child whom the case is about now."""
        return [
            one for one, state, _ruling in self.stands()
            if (state.waits_for_school or state.waits_for_owner) and not was_before_move(one)
        ]

    def shown(self, said: Mapping[Key, str], owner_kind: str) -> tuple[AdviceShown, ...]:
        return tuple(_shown(one, state, said, owner_kind, self.is_closed) for one, state, _ruled in self.stands())


def advice_rows(case: UUID, standing: Standing) -> AdviceRows:
    """What this viewer may read of it: all for who reads the case, and what has gone to the owner for who decides it.

    One query; none for who reads nothing of it.
    """
    is_closed = standing.stage is Stage.CLOSED
    if obstacles_to(Act.READ_ADVICE, standing):
        return AdviceRows(given=[], is_closed=is_closed)
    given = _advice().filter(case=case).annotate(is_before_move=before_move()).order_by("-at", "pk")
    if obstacles_to(Act.READ_CASE, standing):
        given = given.exclude(adviceraised=None)
    return AdviceRows(given=list(given), is_closed=is_closed)


def to_be_done(viewer: Viewer) -> QuerySet[Advice]:
    """What was decided and not done yet, in the cases in which this viewer holds rektor's part; not of a child whom the
    case was wrongly about.
    """
    held = visible(Act.READ_CASE, viewer, Case).filter(has_part(Part.PRINCIPAL, viewer, Case)).values("pk")
    is_decided = Q(weight=Weight.DECISION) | Q(adviceruling__ruling=Ruling.INSTRUCTED)
    return Advice.objects.filter(is_decided, ~before_move(), advicedone=None, case__in=held)


def _advice() -> QuerySet[Advice]:
    return Advice.objects.select_related(
        "by", "assistance__team", "adviceraised", "advicereply__by", "adviceruling__by", "advicedone__by"
    )


def _reply(one: Advice) -> AdviceReply | None:
    return getattr(one, "advicereply", None)


def _ruling(one: Advice) -> AdviceRuling | None:
    return getattr(one, "adviceruling", None)


def _done(one: Advice) -> AdviceDone | None:
    return getattr(one, "advicedone", None)


def _shown(
    one: Advice, state: AdviceState, said: Mapping[Key, str], owner_kind: str, is_closed: bool
) -> AdviceShown:
    reply, ruling, done, titles = _reply(one), _ruling(one), _done(one), words.titles(owner_kind)
    pairs = [(_("Hvorfor det må til"), said[one, "why"])]
    if reply is not None:
        pairs += [(_signed(_("Skolens svar"), reply), words.of("advice_answer", reply.answer))]
        pairs += [(_("Skolens grunn"), said[reply, "words"])]
    if state.is_raised:
        passed = _("Gikk til {owner}").format(owner=titles["owner"])
        pairs += [(passed, dates.moment(one.adviceraised.at))]
    if ruling is not None:
        owner = _("Svar fra {owner}").format(owner=titles["owner"])
        pairs += [(_signed(owner, ruling), words.of("ruling", ruling.ruling, owner_kind=owner_kind))]
        pairs += [(_("Grunn"), said[ruling, "words"])]
    if done is not None:
        pairs += [(_signed(_("Gjort"), done), dates.day(done.done_on)), (_("Hva som ble gjort"), said[done, "words"])]
    standing, look = _standing(state, ruling, owner_kind, is_closed)
    return AdviceShown(
        uuid=one.pk, thing=words.of("thing", one.thing), weight=words.of("weight", one.weight), standing=standing,
        standing_look=look, text=said[one, "words"], state=state,
        said=_("{name}, {moment}").format(name=one.by.name, moment=dates.moment(one.at)),
        pairs=tuple({"word": word, "value": value} for word, value in pairs if value),
    )  # fmt: skip


def _standing(
    state: AdviceState, ruling: AdviceRuling | None, owner_kind: str, is_closed: bool
) -> tuple[str, str]:
    if state.is_carried_out:
        return words.of("advice_waits", "done"), "success"
    if state.waits_to_be_done:
        return words.of("advice_waits", "decision"), "warning"
    if is_closed and (state.waits_for_owner or state.waits_for_school):
        return words.of("advice_waits", "closed"), "neutral"
    if state.waits_for_owner:
        return words.of("advice_waits", "owner", owner_kind=owner_kind), "warning"
    if state.waits_for_school:
        return words.of("advice_waits", "school"), "warning"
    if ruling is not None:
        return words.of("ruling", ruling.ruling), "neutral"
    assert state.answer is not None  # or it waits, or the owner has decided
    return words.of("advice_answer", state.answer), ANSWER_LOOKS[state.answer]


def _signed(word: str, row: AdviceReply | AdviceRuling | AdviceDone) -> str:
    return _("{word} ({name}, {moment})").format(word=word, name=row.by.name, moment=dates.moment(row.at))

"""The pages of a concern for a child: one's own and those shared with one, and each act on one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.journal.looks import looked
from innsats.people.models import Appointment, Person, School, SchoolOwner
from innsats.people.viewers import Viewer, running_on
from innsats.rules.access import Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.web import dates, words

from ..models import Cause, CauseFeedback, CauseLeft, CauseSent
from .case_acts import CaseActPage, Choice
from .causes import causes_of, clocks_of, readers_of, seen_cause
from .clocks import ClockLine, line_of
from .head import Button
from .texts import keys_of, texts_of

ACTS = (
    Act.SEND_CHILD_WELFARE_REPORT, Act.NOTE_CHILD_WELFARE_FEEDBACK, Act.LEAVE_CAUSE_UNSENT, Act.SHARE_CAUSE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseLine:
    """One cause in a list: whom it is about, what is left, and whose it is when that is another."""

    whom: str
    said: str
    clock: ClockLine | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CausePage:
    """One cause with everything done about it. `readers`: who else may read it, by name, and why."""

    whom: str
    text: str
    ground: str
    said: str
    is_own: bool
    clocks: tuple[ClockLine, ...]
    done: tuple[tuple[str, str], ...]
    readers: tuple[tuple[str, str], ...]
    acts: tuple[Button, ...]


def causes_page(viewer: Viewer) -> tuple[CauseLine, ...]:
    """Those the viewer knows of, and those somebody has shown the viewer. Three queries at most."""
    causes = list(causes_of(viewer))
    said = texts_of(*keys_of(causes, "whom"))
    return tuple(_line(viewer, one, said[one, "whom"]) for one in causes)


def cause_page(viewer: Viewer, uuid: UUID) -> CausePage:
    """One cause, and the look of it is kept. Raises NotVisible."""
    cause, standing = seen_cause(viewer, uuid)
    looked(Act.READ_CAUSE, cause.subject, by=viewer.actor, at=viewer.at)
    shares = readers_of(cause)
    sent = list(CauseSent.objects.filter(cause=cause).order_by("at", "pk"))
    left = list(CauseLeft.objects.filter(cause=cause).order_by("at", "pk"))
    replies = list(CauseFeedback.objects.filter(cause=cause).order_by("received_on", "pk"))
    said = texts_of(
        *keys_of([cause], "whom", "words"), *keys_of(sent, "service"), *keys_of(left, "because"),
        *keys_of(replies, "words"), *keys_of(shares, "need"),
    )  # fmt: skip
    done = [(_sent(one), said[one, "service"]) for one in sent]
    done += [(_("Ikke sendt · {day}").format(day=dates.day(one.at)), said[one, "because"]) for one in left]
    done += [(_reply(one), said[one, "words"]) for one in replies]
    return CausePage(
        whom=said[cause, "whom"], text=said[cause, "words"], ground=words.of("ground", cause.ground),
        said=_seen(cause), is_own=cause.person_id == viewer.person_id, clocks=_clocks(viewer, cause),
        done=tuple(done), readers=tuple((one.person.name, said[one, "need"]) for one in shares),
        acts=tuple(_button(cause, standing, act) for act in ACTS),
    )  # fmt: skip


def act_on_cause(act: Act, viewer: Viewer, uuid: UUID) -> CaseActPage:
    """The frame of one act on a cause, with the people who work there for who may be shown it; the look is kept.

    Raises NotVisible.
    """
    cause, standing = seen_cause(viewer, uuid)
    looked(Act.READ_CAUSE, cause.subject, by=viewer.actor, at=viewer.at)
    said = texts_of(*keys_of([cause], "whom"))
    people = _at_work(cause, viewer) if act is Act.SHARE_CAUSE else ()
    return _frame(
        act, cause.pk, cause.school_owner, title=said[cause, "whom"], back=reverse("read_cause", args=[cause.pk]),
        reasons=_reasons(act, standing, cause), people=people, readers=_("Leses av deg, og av dem du selv har valgt."),
    )  # fmt: skip


def new_cause_page(viewer: Viewer) -> tuple[CaseActPage, tuple[Choice, ...]]:
    """Writing one down: the schools, and the owners, where the viewer works. One or two queries."""
    schools = School.objects.filter(pk__in={one.school_id for one in viewer.appointments if one.school_id})
    at_owner = {one.school_owner_id for one in viewer.appointments if one.school_id is None}
    units = [*schools.select_related("school_owner").order_by("sort_key", "pk")]
    owners = SchoolOwner.objects.filter(pk__in=at_owner).order_by("sort_key", "pk") if at_owner else ()
    choices = tuple((str(one.uuid), one.name) for one in (*units, *owners))
    frame = _frame(
        Act.SEE_CAUSE, viewer.actor.id, units[0].school_owner if units else None, title=_("Mine bekymringer"),
        back=reverse("causes"), reasons=() if choices else (_("Du har ingen rolle ved en skole nå."),),
        readers=_("Leses bare av deg, og av dem du selv velger."),
    )  # fmt: skip
    return frame, choices


def _frame(
    act: Act, uuid: Any, owner: SchoolOwner | None, *, title: str, back: str, reasons: tuple[str, ...], readers: str,
    people: tuple[Choice, ...] = (),
) -> CaseActPage:  # fmt: skip
    kind = owner.kind if owner else words.OwnerKind.MUNICIPALITY
    titles = words.titles(kind)
    return CaseActPage(
        uuid=UUID(str(uuid)), number="", act=act, word=words.of("act", act, owner_kind=kind), title=title, back=back,
        owner_kind=kind, owner=titles["owner"], principal=titles["principal"], readers=readers, reasons=reasons,
        people=people, names=dict(people),
    )  # fmt: skip


def _line(viewer: Viewer, cause: Cause, whom: str) -> CauseLine:
    running = [one for one in _clocks(viewer, cause) if one.status in ("open", "soon", "overdue")]
    is_own = cause.person_id == viewer.person_id
    by = "" if is_own else _("{name} vet dette").format(name=cause.person.name)
    return CauseLine(
        whom=whom, said=" · ".join(filter(None, (dates.day(cause.seen_on), by))),
        clock=running[0] if running and is_own else None, address=reverse("read_cause", args=[cause.pk]),
    )  # fmt: skip


def _clocks(viewer: Viewer, cause: Cause) -> tuple[ClockLine, ...]:
    return tuple(line_of(one, viewer.at, owner_kind=cause.school_owner.kind) for one in clocks_of(cause))


def _button(cause: Cause, standing: Standing, act: Act) -> Button:
    kind = cause.school_owner.kind
    return Button(
        act=act, word=words.of("act", act, owner_kind=kind), address=reverse(act.value, args=[cause.pk]),
        reasons=_reasons(act, standing, cause),
    )  # fmt: skip


def _reasons(act: Act, standing: Standing, cause: Cause) -> tuple[str, ...]:
    found = obstacles_to(act, standing)
    return tuple(words.of_obstacle(one, owner_kind=cause.school_owner.kind) for one in found)


def _at_work(cause: Cause, viewer: Viewer) -> tuple[Choice, ...]:
    """Those who work at the school, and at its owner, but for the viewer. One query."""
    at_unit = Q(school_owner=cause.school_owner_id) & (Q(school=cause.school_id) | Q(school=None))
    held = Appointment.objects.filter(running_on(day_of(viewer.at)) & at_unit)
    people = Person.objects.filter(pk__in=held.values("person")).exclude(pk=viewer.person_id or 0)
    return tuple((str(one.uuid), one.name) for one in people.order_by("sort_key", "pk"))


def _seen(cause: Cause) -> str:
    return _("Sett {day}, skrevet ned av {name}").format(day=dates.day(cause.seen_on), name=cause.person.name)


def _sent(one: CauseSent) -> str:
    return f"{_('Sendt')} · {dates.day(one.sent_on)} · {words.of('how', one.how)}"


def _reply(one: CauseFeedback) -> str:
    return f"{words.of('reply', one.reply)} · {dates.day(one.received_on)}"

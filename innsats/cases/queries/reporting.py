"""The reporter's side: where a report can go, who would read it, and what became of it, up to a ceiling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.database.prepared import Prepared
from innsats.journal.actors import ActorKind
from innsats.journal.models import Event
from innsats.people.calendars import calendar_of, limits_of
from innsats.people.models import Appointment, Person, School
from innsats.people.queries.closing import ClosedNow, closed_at
from innsats.people.queries.search import find_schools
from innsats.people.queries.units import school_known_by
from innsats.people.viewers import Viewer, running_on
from innsats.rules import attachments
from innsats.rules.calendar import day_of
from innsats.rules.deadlines import receipt_due
from innsats.rules.reports import AT_SCHOOL, Concern
from innsats.vault.sealing import open_all
from innsats.web import dates, words

from ..models import Party, Report
from .access import NotVisible
from .attachments import pairs_of_files, sent_with
from .messages import MessageLine, dialogue_for, has_news_for, talks_on
from .receipts import bars_first_code
from .recipients import Receiver, concern_at, receivers_of
from .reports import talk_in_words
from .statuses import ReporterStatus, in_a_word, status_words, statuses_of
from .withdrawing import sent_by, wish_of

Pair = dict[str, str]  # word and value, as `ui/pairs.html` wants them
Choice = tuple[str, str]  # value and word
NEXT_UP = {
    Concern.PUPILS: Concern.LEADERSHIP,
    Concern.EMPLOYEE: Concern.LEADERSHIP,
    Concern.LEADERSHIP: Concern.OFFICER,
}
SEALED = {  # parameter of `report_concern` → column
    "text": "words", "pupil_named": "pupil_named", "told_by": "told_by", "reach": "reach", "talk_wish": "talk_wish",
    "language_need": "language_need",
}  # fmt: skip
SHOWN_SCHOOLS_COUNT = 8
FIRST_WORDS_COUNT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where this reporter's report can go: the schools to choose among, and the one chosen, with its staff."""

    schools: tuple[Choice, ...]
    school: School | None
    staff: tuple[Choice, ...] = ()
    nothing_found: bool = False

    @property
    def owner_kind(self) -> str:
        return self.school.school_owner.kind if self.school else words.OwnerKind.MUNICIPALITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Who would read the report, and what its button says. `concern` is what the report is then sent as."""

    concern: str
    reader: str
    name: str
    send: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What will be sent, who reads it and by when it is answered; and whom to send to when that is the wrong one.

    `is_out_of_hours`: nobody can be expected to sit ready, and it says whom to call. `closed` as `ClosedNow`.
    """

    pairs: tuple[Pair, ...]
    route: Route | None
    other: Route | None
    answered_by: str
    owner: str
    is_out_of_hours: bool
    closed: ClosedNow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """A report as its reporter sent it, with its status in words. `unopened` says to whom it goes if nobody opens it.

    `closed` is how it was with the schools when it was sent. `wished`: the day on which its withdrawal was wished.
    `may_give_code`: it was typed in for another, just now, and that one has no code yet.
    """

    number: str
    sent: str
    school: str
    status: tuple[Pair, ...]
    pairs: tuple[Pair, ...]
    reader: str
    unopened: str
    answered_by: str
    owner: str
    closed: ClosedNow | None
    wished: str = ""
    messages: tuple[MessageLine, ...] = ()
    may_write: bool = False
    may_give_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """A report in the list of one's own."""

    number: str
    sent: str
    school: str
    first_words: str
    status: str
    color: str


def places(viewer: Viewer, *, school: str = "", called: str = "") -> Places:
    """The reporter's own schools, those found by name, and the chosen one. A single own school is chosen already.

    `school` is a uuid as typed in a form: unknown ones choose nothing. The search knows schools, never cases.
    """
    own = _schools(tuple(sorted({held.school_id for held in viewer.appointments if held.school_id is not None})))
    close = find_schools(called, limit=SHOWN_SCHOOLS_COUNT) if called.strip() else []
    known = {str(row.uuid): row for row in (*own, *close)}
    chosen = known.get(school) or school_known_by(school)
    if chosen is None and len(own) == 1 and not called.strip():
        chosen = own[0]
    shown = {str(row.uuid): row for row in (*([chosen] if chosen else []), *own, *close)}
    return Places(
        schools=tuple((uuid, f"{row.name}, {row.school_owner.name}") for uuid, row in shown.items()),
        school=chosen,
        staff=_staff(chosen, viewer) if chosen else (),
        nothing_found=bool(called.strip()) and not close,
    )


def preview(
    viewer: Viewer, school: School, facts: Mapping[str, object], *, files: tuple[str, ...] = (),
    picture: attachments.IntimatePicture | None = None,
) -> Preview:
    """What the reporter sees before sending. `facts` are the parameters of the act `report_concern`, `files` names."""
    kind, at = school.school_owner.kind, viewer.at
    adult = Person.objects.filter(uuid=facts["concerned"]).first() if facts.get("concerned") else None
    concern = concern_at(school, Concern(str(facts["concern"])), adult, at=at)
    concerned = frozenset({adult.pk} if adult else ())
    calendar = calendar_of(school.school_owner_id)
    return Preview(
        pairs=(*_sent(school, facts, adult.name if adult else "", kind), *pairs_of_files(files, picture)),
        route=_route(school, concern, concerned, at),
        other=_route(school, NEXT_UP[concern], concerned, at) if concern in NEXT_UP else None,
        answered_by=dates.moment(receipt_due(at, calendar)),
        owner=words.titles(kind)["owner"],
        is_out_of_hours=not calendar.is_working_time(at),
        closed=closed_at(school.school_owner_id, at),
    )


def reporter_status(report: Report, viewer: Viewer) -> ReporterStatus:
    """What the one who reported may know. Raises NotVisible for anybody but the reporter or who holds the receipt."""
    _require_sender(report, viewer)
    return statuses_of([report], viewer)[report.pk]


def as_sent(report: Report, viewer: Viewer) -> Mapping[str, Any]:
    """The report in the form it was sent, as parameters of `report_concern`: never what others made of it since.

    Raises NotVisible for anybody but the reporter or who holds the receipt.
    """
    _require_sender(report, viewer)
    return _given(report, _first_event(report))


def own_report(viewer: Viewer, number: str) -> OwnReport:
    """A report that the viewer sent, in the form it was sent. Raises NotVisible for somebody else's."""
    report = _numbered.first(number)
    if report is None:
        raise NotVisible(number)
    _require_sender(report, viewer)
    kind = report.school.school_owner.kind
    status, wish = reporter_status(report, viewer), wish_of(report)
    may_write = talks_on(viewer, report)
    sent_as = _first_event(report)
    facts = _given(report, sent_as)
    named = _adults_named(report.pk, report.reported_at)
    adult = next((one for one in named if one.by_id == viewer.person_id), None)
    first = _first_reader(report, Concern(sent_as["concern"]), sent_as["receiver"], adult)
    return OwnReport(
        number=report.number,
        sent=dates.moment(report.reported_at),
        school=report.school.name,
        status=tuple(status_words(status)),
        pairs=(
            *_sent(report.school, facts, adult.person.name if adult and adult.person else "", kind),
            *sent_with(report),
        ),
        reader=_reader(first, kind) if first else "",
        unopened=_if_unopened(report) if first is not None and first.receiving in AT_SCHOOL else "",
        answered_by=dates.moment(status.answer_due) if status.answer_due else "",
        owner=words.titles(kind)["owner"],
        closed=closed_at(report.school_owner_id, report.reported_at),
        wished=dates.day(wish.wished_on) if wish else "",
        messages=dialogue_for(viewer, report) if may_write else (),
        may_write=may_write,
        may_give_code=not bars_first_code(report, viewer.at),
    )


def own_reports(viewer: Viewer) -> tuple[OwnLine, ...]:
    """Everything the viewer has reported, newest first. A fixed number of queries."""
    found = _own(viewer).annotate(has_news=has_news_for(viewer))
    rows = list(found.select_related("school").order_by("-reported_at", "pk"))
    statuses = statuses_of(rows, viewer)
    texts = open_all((row.words, row.pk) for row in rows)
    return tuple(
        OwnLine(
            number=row.number,
            sent=dates.moment(row.reported_at),
            school=row.school.name,
            first_words=text if len(text) <= FIRST_WORDS_COUNT else f"{text[:FIRST_WORDS_COUNT].rstrip()} …",
            status=_("Skolen har skrevet") if row.has_news else in_a_word(statuses[row.pk]),
            color="success" if statuses[row.pk].written_at else "info",
        )
        for row, text in zip(rows, texts, strict=True)
    )


def _require_sender(report: Report, viewer: Viewer) -> None:
    holds_receipt = viewer.actor.kind is ActorKind.RECEIPT and viewer.actor.id == str(report.uuid)
    if not holds_receipt and (viewer.person_id is None or viewer.person_id != report.reporter_id):
        raise NotVisible(f"report:{report.uuid}")


def _first_event(report: Report) -> dict[str, Any]:
    return _first_events(report.subject.stream)[0].facts


def _given(report: Report, sent_as: Mapping[str, Any]) -> dict[str, Any]:
    """What the reporter gave, with the concern as it was sent: others may have sent it on as another since."""
    sealed = [(getattr(report, column), report.pk) for column in SEALED.values()]
    texts = dict(zip(SEALED, open_all(sealed), strict=True))
    columns = ("arena", "happened_on", "channel", "said_at", "sender", "wants_talk")
    asked = () if report.reporter_id else ("says_adult",)
    return texts | {name: getattr(report, name) for name in (*columns, *asked)} | {"concern": sent_as["concern"]}


def _own(viewer: Viewer):
    return Report.objects.filter(sent_by(viewer))


def _staff(school: School, viewer: Viewer) -> tuple[Choice, ...]:
    """Everybody who works at the school now, save the reporter."""
    found = _at_work(school.pk, day_of(viewer.at), viewer.person_id or 0)
    return tuple((str(uuid), name) for uuid, name in found)


@Prepared
def _schools(schools: tuple[int, ...]) -> QuerySet[School]:
    return School.objects.select_related("school_owner").filter(pk__in=schools).order_by("sort_key", "pk")


@Prepared
def _at_work(school: int, on: date, but: int) -> QuerySet[Person, tuple[UUID, str]]:
    held = Appointment.objects.filter(running_on(on), school=school).values("person")
    people = Person.objects.filter(pk__in=held).exclude(pk=but).order_by("sort_key", "pk")
    return people.values_list("uuid", "name")


def _route(school: School, concern: Concern, concerned: frozenset[int], at: datetime) -> Route | None:
    ordered = receivers_of(school, concern, at=at, concerned=concerned)
    if not ordered:
        return None
    kind, first = school.school_owner.kind, ordered[0]
    owner = words.titles(kind)["owner"]
    at_owner = concern not in (Concern.PUPILS, Concern.EMPLOYEE)
    return Route(
        concern=concern,
        reader=_reader(first, kind),
        name=first.person.name,
        send=_("Send til {owner}: {name}").format(owner=owner, name=first.person.name)
        if at_owner
        else _("Send til {name}").format(name=first.person.name),
    )


def _reader(receiver: Receiver, owner_kind: str) -> str:
    """Kari Vik, rektor"""
    capacity = words.of("receiving", receiver.receiving, owner_kind=owner_kind)
    return f"{receiver.person.name}, {capacity[:1].lower()}{capacity[1:]}"


def _if_unopened(report: Report) -> str:
    """To whom it goes, and when, as long as nobody opens it."""
    limits, owner = limits_of(report.school_owner_id), words.titles(report.school.school_owner.kind)["owner"]
    deputy, officer = limits.to_deputy_hours, limits.to_officer_hours
    first = ngettext(
        "Blir meldingen ikke åpnet innen én arbeidstime, får stedfortrederen den også.",
        "Blir meldingen ikke åpnet innen {count} arbeidstimer, får stedfortrederen den også.", deputy,
    )
    then = ngettext(
        "Etter én arbeidstime får {owner} den.", "Etter {count} arbeidstimer får {owner} den.", officer
    )
    return f"{first.format(count=deputy)} {then.format(count=officer, owner=owner)}"


def _first_reader(report: Report, concern: Concern, uuid: str | None, adult: Party | None) -> Receiver | None:
    """Whoever it was sent to, in the capacity of that moment."""
    concerned = frozenset({adult.person_id} if adult and adult.person_id else ())
    ordered = receivers_of(report.school, concern, at=report.reported_at, concerned=concerned)
    return next((one for one in ordered if str(one.person.uuid) == uuid), None)


def _sent(school: School, facts: Mapping[str, object], adult: str, owner_kind: str) -> tuple[Pair, ...]:
    """What was typed, word by word, without what was left empty."""

    def of(kind: str, code: object) -> str:
        return words.of(kind, str(code), owner_kind=owner_kind)

    is_unsaid = facts["concern"] == Concern.PUPILS and facts.get("says_adult", False) is None
    about = "" if is_unsaid else of("concern", facts["concern"])  # no words in the mouth of who does not know
    rows: list[tuple[str, object]] = [
        (_("Det du skrev"), facts["text"]),
        (_("Elev"), facts.get("pupil_named")),
        (_("Hvor"), of("arena", facts["arena"])),
        (_("Når det skjedde"), dates.day(facts["happened_on"]) if facts.get("happened_on") else ""),  # type: ignore[arg-type]
        (_("Det handler om"), f"{about}: {adult}" if adult else about),
        (_("Skole"), school.name),
        (_("Vil snakke med en voksen"), talk_in_words(facts.get("wants_talk"), str(facts.get("talk_wish", "")))),  # type: ignore[arg-type]
        (_("Slik kan du nås"), facts.get("reach")),
        (_("Tolk"), facts.get("language_need")),
    ]
    told = [str(facts["told_by"])] if facts.get("told_by") else []
    if facts.get("channel", "written") == "written":
        rows.append((_("Navn"), ", ".join(told)))
    else:
        rows += [
            (_("Skrevet for"), ", ".join([*told, of("sender", facts["sender"])])),
            (_("Slik ble det fortalt"), of("channel", facts["channel"])),
            (_("Når det ble sagt"), dates.moment(facts["said_at"]) if facts.get("said_at") else ""),  # type: ignore[arg-type]
        ]
    return tuple({"word": word, "value": str(value)} for word, value in rows if value)


# What is asked of the database each time a report is sent, compiled once


@Prepared
def _numbered(number: str) -> QuerySet[Report]:
    return Report.objects.filter(number=number).select_related("school__school_owner", "withdrawal").order_by("pk")


@Prepared
def _first_events(stream: str) -> QuerySet[Event]:
    return Event.objects.filter(stream=stream, seq=1).order_by("pk")


@Prepared
def _adults_named(report: UUID, at: datetime) -> QuerySet[Party]:
    return Party.objects.filter(report=report, part=Party.ADULT, at=at).select_related("person").order_by("pk")

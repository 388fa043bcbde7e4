"""The pages about families that wish that the school is not told yet, and what each family is told before it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.cases.models import FamilyRequest, FamilyWait
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.case_acts import CaseActPage
from innsats.cases.queries.clocks import left_of, look_of
from innsats.cases.queries.reporting import OwnReport, own_report
from innsats.cases.queries.texts import Key, keys_of, texts_of
from innsats.journal.looks import looked
from innsats.people.calendars import calendar_of
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.deadlines import promise_due
from innsats.rules.holding import clock_of, days_to_wait, talk_due, told_at
from innsats.teams.models import Team
from innsats.teams.queries.seen import keeps
from innsats.web import dates, words

from .asking import FamilyPage, family_page
from .waits import seen_wait, waits_seen

SAID = ("words", "pupil_named", "told_by", "phone", "asks", "other", "because")
NEXT = (Act.NOTE_FAMILY_TALK, Act.PASS_FAMILY_REQUEST, Act.WITHDRAW_FAMILY_REQUEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitLine:
    """One family that waits, without a name: the page may be seen over a shoulder. `step` is what to do next."""

    what: str
    note: str
    status: str
    left: str
    step: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitsPage:
    """The families that wait for a team."""

    team: Team
    lines: tuple[WaitLine, ...]
    keeps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said to the family before the talk ends: whom to call, and what happens by which day. `reader` has got
    it; nobody has while it waits.
    """

    name: str
    phone: str
    day: str
    principal: str
    owner: str
    reader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitPage:
    """One family that waits. The first of `acts` is what to do next."""

    frame: CaseActPage
    status: str
    left: str
    has_talked: bool
    talk_by: str
    pairs: tuple[Mapping[str, str], ...]
    told: Told
    acts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPage:
    """Typing in what a family asks that wishes to wait. `days`: when the school is told at the latest."""

    asking: FamilyPage
    days: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPage:
    """What to tell a family when the school has been told."""

    report: OwnReport
    told: Told


def wait_lines(viewer: Viewer) -> tuple[WaitLine, ...]:
    """All that wait for the viewer, for *I dag*. One query."""
    return tuple(_line(viewer, one) for one in waits_seen(viewer))


def waits_page(viewer: Viewer, uuid: UUID) -> WaitsPage:
    """Raises NotVisible for who does not answer for the team."""
    team = family_page(viewer, uuid).team
    rows = waits_seen(viewer).filter(team=team)
    return WaitsPage(team=team, lines=tuple(_line(viewer, one) for one in rows), keeps=keeps(viewer, team))


def hold_page(viewer: Viewer, uuid: UUID) -> HoldPage:
    """Raises NotVisible for who does not answer for the team."""
    asking = family_page(viewer, uuid)
    on = day_of(viewer.at)
    days = days_to_wait(on, on, calendar_of(asking.team.school_owner_id))
    return HoldPage(asking=asking, days=tuple((day.isoformat(), dates.day(day)) for day in days))


def wait_page(viewer: Viewer, uuid: UUID) -> WaitPage:
    """One family that waits, and the look of it is kept. Raises NotVisible."""
    row, said = _opened(viewer, uuid)
    clock, has_talked = clock_of(row.until), _has_talked(row)
    acts = [act for act in NEXT if not (has_talked and act is Act.NOTE_FAMILY_TALK)]
    return WaitPage(
        frame=_frame(Act.READ_FAMILY_WAIT, row, said), status=look_of(clock, viewer.at),
        left=left_of(clock, viewer.at), has_talked=has_talked, talk_by=_talk_by(row), pairs=_pairs(row, said),
        told=_told_waiting(row, said),
        acts=tuple((_of(act, row), reverse(act.value, args=[row.pk])) for act in acts),
    )  # fmt: skip


def wait_act_page(act: Act, viewer: Viewer, uuid: UUID) -> CaseActPage:
    """The frame of one act on a family that waits; the look is kept. Raises NotVisible."""
    row, said = _opened(viewer, uuid)
    return _frame(act, row, said)


def told_page(viewer: Viewer, number: str) -> ToldPage:
    """For whoever typed it in. Raises NotVisible."""
    report = own_report(viewer, number)
    asked = FamilyRequest.objects.filter(report__number=number).select_related("by", "report__school_owner").first()
    if asked is None:
        raise NotVisible(f"request:{number}")
    (phone,) = texts_of((asked, "phone")).values()
    return ToldPage(
        report=report,
        told=Told(
            name=asked.by.name, phone=phone, day=dates.day(promise_due(asked.asked_at)), reader=report.reader,
            **words.titles(asked.report.school_owner.kind),
        ),
    )


def _opened(viewer: Viewer, uuid: UUID) -> tuple[FamilyWait, Mapping[Key, str]]:
    row = seen_wait(viewer, uuid)
    looked(Act.READ_FAMILY_WAIT, row.subject, by=viewer.actor, at=viewer.at)
    return row, texts_of(*keys_of([row], *SAID))


def _line(viewer: Viewer, row: FamilyWait) -> WaitLine:
    clock, has_talked = clock_of(row.until), _has_talked(row)
    act = Act.PASS_FAMILY_REQUEST if has_talked else Act.READ_FAMILY_WAIT
    return WaitLine(
        what=_("Kontakt skolen når familien sier ja") if has_talked else _("En familie venter på den første samtalen"),
        note=_("{school} får vite det {day}").format(school=row.school.name, day=dates.moment(told_at(row.until))),
        status=look_of(clock, viewer.at), left=left_of(clock, viewer.at), step=_of(act, row),
        address=reverse(act.value, args=[row.pk]),
    )  # fmt: skip


def _frame(act: Act, row: FamilyWait, said: Mapping[Key, str]) -> CaseActPage:
    kind, titles = row.school.school_owner.kind, _titles(row)
    whom = said[row, "pupil_named"] or _("Et barn ved {school}").format(school=row.school.name)
    is_read = act is Act.READ_FAMILY_WAIT
    back = reverse("family_waits", args=[row.team.uuid]) if is_read else reverse("read_family_wait", args=[row.pk])
    return CaseActPage(
        uuid=row.pk, number="", act=act, word=_of(act, row), title=whom, back=back, owner_kind=kind, reasons=(),
        readers=_("Leses av den som leder teamet, og av mottakeren hos den teamet hører til. Ikke av skolen."),
        principal=titles["principal"], owner=titles["owner"],
    )  # fmt: skip


def _pairs(row: FamilyWait, said: Mapping[Key, str]) -> tuple[Mapping[str, str], ...]:
    why = "; ".join(words.of("assistance_reason", code) for code in row.reasons.split())
    pairs = (
        (_("Hvem som ringte eller kom"), said[row, "told_by"]),
        (_("Hvilket barn det gjelder"), said[row, "pupil_named"]),
        (_("Skole"), row.school.name),
        (_("Hva de forteller"), said[row, "words"]),
        (_("Hva de ber teamet om"), said[row, "asks"]),
        (_("Hvorfor"), f"{why}: {said[row, 'other']}" if said[row, "other"] else why),
        (_("Hvorfor de ønsker å vente"), said[row, "because"]),
        (_("Skrevet inn"), f"{dates.moment(row.at)}, {row.by.name}"),
        (_("Første samtale"), dates.day(row.familywaittalk.held_on) if _has_talked(row) else ""),
    )
    return tuple({"word": word, "value": value} for word, value in pairs if value)


def _told_waiting(row: FamilyWait, said: Mapping[Key, str]) -> Told:
    return Told(
        name=row.by.name, phone=said[row, "phone"], day=dates.day(row.until), **_titles(row)
    )


def _titles(row: FamilyWait) -> dict[str, str]:
    """Who leads the school, and whose the team is: its owner knows of it, also when the school is another's."""
    return words.titles(row.school.school_owner.kind) | {"owner": row.team.school_owner.name}


def _of(act: Act, row: FamilyWait) -> str:
    return words.of("act", act, owner_kind=row.school.school_owner.kind)


def _talk_by(row: FamilyWait) -> str:
    return dates.day(talk_due(day_of(row.asked_at), calendar_of(row.team.school_owner_id)))


def _has_talked(row: FamilyWait) -> bool:
    return hasattr(row, "familywaittalk")

"""I dag: everything that waits for somebody, on one page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.archive.queries.keptpages import is_any_overdue
from innsats.assistance.queries.consultpages import ConsultLine, waiting_lines
from innsats.assistance.queries.waitpages import WaitLine, wait_lines
from innsats.cases.models import Case, Declaration
from innsats.cases.queries.access import visible
from innsats.cases.queries.bursts import Burst, bursts_of
from innsats.cases.queries.compiled import rows_for
from innsats.cases.queries.deciding import to_decide
from innsats.cases.queries.reporting import OwnLine, own_reports
from innsats.database.prepared import Prepared
from innsats.notices.queries import Told, notices_of
from innsats.oversight.queries.waiting import WaitingLine
from innsats.oversight.queries.waiting import waiting_lines as log_lines
from innsats.people.queries.closing import without_duty
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.roles import HOLDING, Role
from innsats.teams.queries.own import OwnTeam, own_teams
from innsats.teams.queries.reviews import reviews_for
from innsats.web import dates, words
from innsats.web.drafts import KEPT_FOR
from innsats.web.models import Draft

from .agreed import own_steps
from .calls import cases_to_call_in
from .causes import own_duties
from .errands import errand_rows
from .leaving import cases_leaving
from .lying import LATE, LEFT, NOBODYS, Lying, lying_for
from .todo import TodoRow, todo_page

ASIDE_COUNT = 5  # of each kind beside the list
OWNING = (Role.OWNER_OFFICER, Role.OWNER_HEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """One line beside the list: what it is, with its address, and what else to know."""

    word: str
    note: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What `desk/today.html` shows. `lead` says in one sentence how it stands; `after` asks for more of the list.

    `unguarded` are the days to come without anybody on duty, for the owner's officer.
    """

    day: str
    lead: str
    duties: tuple[TodoRow, ...]
    errands: tuple[TodoRow, ...]
    families: tuple[WaitLine, ...]
    asked: tuple[ConsultLine, ...]
    log: tuple[WaitingLine, ...]
    mine: tuple[TodoRow, ...]
    team: tuple[TodoRow, ...]
    after: str
    is_later: bool
    bursts: tuple[Burst, ...]
    unguarded: tuple[Aside, ...]
    written: tuple[Aside, ...]
    calls: tuple[Aside, ...]
    late: tuple[Aside, ...]
    decided: tuple[Aside, ...]
    leaving: tuple[Aside, ...]
    unmanned: tuple[Aside, ...]
    decisions: tuple[Aside, ...]
    reviews: tuple[Aside, ...]
    news: tuple[Aside, ...]
    drafts: tuple[Aside, ...]
    seats: tuple[Aside, ...]
    overview: tuple[Aside, ...]
    own: tuple[OwnLine, ...]
    is_trained: bool
    works_here: bool
    leads: bool

    @property
    def has_asides(self) -> bool:
        lying = self.late, self.decided, self.unmanned
        beside = self.seats, self.calls, self.leaving, self.decisions, self.news, self.drafts, self.reviews
        return any((*lying, *beside, self.overview))

    @property
    def has_todo(self) -> bool:
        others = self.families, self.asked, self.log, self.bursts
        mine = self.duties, self.written, self.errands, *others, self.mine, self.team
        return any(mine) or self.is_later


def today_of(viewer: Viewer, after: str = "") -> Today:
    """What waits for the viewer: the first 25 clocks, or those from where the page before ended.

    At most fourteen queries, one more for whoever leads and one in the summer, five for an owner's officer, seven for
    a privacy officer, four when a mandate or an agreement lapses, two for who leads an external team. What one has
    reported is shown when nothing else waits.
    """
    todo, lying, teams = todo_page(viewer, after), lying_for(viewer), own_teams(viewer)
    agreed = () if after else own_steps(viewer)
    mine = sorted((*agreed, *(row for row in todo.rows if row.group == "mine")), key=lambda row: row.overdue_from)
    leads = any(held.role in HOLDING for held in viewer.appointments)
    answers = any(team.answers for team in teams)
    asked = waiting_lines(viewer) if answers else ()
    return Today(
        day=_capital(dates.day(viewer.at)),
        lead=_lead((*agreed, *todo.rows), viewer) if viewer.trained and viewer.appointments and not after else "",
        duties=() if after else own_duties(viewer),
        errands=() if after else errand_rows(lying.asked, viewer.at),
        families=wait_lines(viewer) if not after and (answers or viewer.owners_as(Role.OWNER_OFFICER)) else (),
        asked=() if after else asked,
        log=() if after else log_lines(viewer),
        mine=tuple(mine), team=tuple(row for row in todo.rows if row.group == "team"),
        after=todo.after, is_later=bool(after),
        bursts=bursts_of(viewer) if leads and viewer.trained and not after else (),
        unguarded=_unguarded(viewer), written=_written(lying), calls=_calls(viewer),
        late=_late(lying), decided=_decided(lying), leaving=_leaving(viewer), unmanned=_unmanned(lying),
        decisions=_decisions(viewer),
        reviews=_reviews(viewer, teams),
        news=tuple(one for one in _news(viewer) if one.address not in {line.address for line in asked}),
        drafts=_drafts(viewer),
        seats=() if "teams" in viewer.places else _seats([team for team in teams if team.has_seat]),
        overview=_overview(viewer),
        own=() if todo.rows or agreed or leads or after else own_reports(viewer)[:ASIDE_COUNT],
        is_trained=viewer.trained, works_here=bool(viewer.appointments), leads=leads,
    )  # fmt: skip


def _lead(rows: tuple[TodoRow, ...], viewer: Viewer) -> str:
    on = dates.date_of(viewer.at)
    over_count = sum(row.status == "overdue" for row in rows)
    today_count = sum(row.status in ("soon", "now") and dates.date_of(row.due) == on for row in rows)
    over = ngettext("Én ting er på overtid.", "{count} ting er på overtid.", over_count).format(count=over_count)
    now = ngettext("Én ting skal gjøres i dag.", "{count} ting skal gjøres i dag.", today_count)
    said = [sentence for sentence, count in ((over, over_count), (now.format(count=today_count), today_count)) if count]
    return " ".join(said) or (_("Alle klokkene dine er i rute.") if rows else "")


def _unguarded(viewer: Viewer) -> tuple[Aside, ...]:
    return tuple(
        Aside(
            word=one.said, note=one.owner_name,
            address=f"{reverse('name_duty', args=[one.owner])}?fra={one.first}&til={one.last}",
        )
        for one in without_duty(viewer)[:ASIDE_COUNT]
    )


def _calls(viewer: Viewer) -> tuple[Aside, ...]:
    return tuple(
        Aside(word=_("Ring foresatte som ikke har fått vite det"), note=number,
              address=reverse(Act.CONTACT_GUARDIANS.value, args=[number]))
        for number in cases_to_call_in(viewer)[:ASIDE_COUNT]
    )  # fmt: skip


def _written(lying: Lying) -> tuple[Aside, ...]:
    """That somebody has written on a report or from home, or answered one's own report: never what."""
    to_school = (("answer_reporter", _("Noen har skrevet til dere"), one) for one in lying.written)
    to_viewer = (("write_to_school", _("Skolen har skrevet til deg"), one) for one in lying.answered)
    from_home = (("case_family", _("Familien har skrevet til dere"), one) for one in lying.from_home)
    found = [one for kind in (to_school, from_home, to_viewer) for one in tuple(kind)[:ASIDE_COUNT]]
    return tuple(
        Aside(word=word, note=f"{number} · {dates.day(since)}", address=reverse(address, args=[number]))
        for address, word, (number, since) in found
    )


def _late(lying: Lying) -> tuple[Aside, ...]:
    said = {
        LATE: _("Et gjøremål er ikke gjort i tide"),
        NOBODYS: _("Ingen gjør dette gjøremålet nå"),
        LEFT: _("Se på et gjøremål fra før saken ble flyttet"),
    }
    return tuple(
        Aside(word=said[kind], note=number, address=f"{reverse('case_plan', args=[number])}#errands")
        for number, kind in lying.late[:ASIDE_COUNT]
    )


def _decided(lying: Lying) -> tuple[Aside, ...]:
    return tuple(
        Aside(
            word=_("Dette er bestemt. Hva er gjort?"), note=number,
            address=reverse(Act.CARRY_OUT_ADVICE.value, args=[number, advice]),
        )
        for number, advice in lying.decided[:ASIDE_COUNT]
    )


def _leaving(viewer: Viewer) -> tuple[Aside, ...]:
    return tuple(
        Aside(word=_("Avslutt saken, eller avtal med familien hva den nye skolen får vite"), note=number,
              address=reverse(Act.CLOSE_CASE.value, args=[number]))
        for number in cases_leaving(viewer, limit=ASIDE_COUNT)
    )  # fmt: skip


def _unmanned(lying: Lying) -> tuple[Aside, ...]:
    return tuple(
        Aside(
            word=_("Velg ny saksansvarlig") if lacks_lead else _("Velg ny ansvarlig for et tiltak"), note=number,
            address=reverse(Act.NAME_LEAD.value if lacks_lead else "case_plan", args=[number]),
        )
        for number, lacks_lead in lying.unmanned[:ASIDE_COUNT]
    )


def _decisions(viewer: Viewer) -> tuple[Aside, ...]:
    if not any(held.role in HOLDING for held in viewer.appointments):
        return ()
    return tuple(
        Aside(
            word=_("Avgjør om {name} er habil").format(name=name),
            note=f"{case or report} · {dates.day(at)}",
            address=reverse("decide_impartiality", args=[uuid]),
        )
        for uuid, name, case, report, at in rows_for(_deciding, viewer)
    )


def _deciding(viewer: Viewer) -> QuerySet[Declaration, Any]:
    return to_decide(viewer).values_list("pk", "person__name", "case__number", "report__number", "at")[:ASIDE_COUNT]


def _news(viewer: Viewer) -> tuple[Aside, ...]:
    return tuple(
        Aside(
            word=words.of("news", told.news, owner_kind=told.owner_kind),
            note=f"{told.number} · {dates.day(told.at)}",
            address=_where(told),
        )
        for told in notices_of(viewer, limit=ASIDE_COUNT)
    )


def _where(told: Told) -> str:
    if told.kind == "consult":
        return reverse("read_consult", args=[told.consult])
    if told.kind == "wait":
        return reverse("family_told", args=[told.told]) if told.told else reverse("family_waits", args=[told.team])
    return reverse("read_case" if told.kind == "case" else "read_report", args=[told.number])


def _drafts(viewer: Viewer) -> tuple[Aside, ...]:
    """What the viewer has begun to write, newest first. Of a case one may no longer see, nothing is said."""
    kept = _kept(viewer.person_id or 0, viewer.at - KEPT_FOR)
    found = [(form, saved_at, *_form_at(form)) for form, saved_at in kept]
    numbers = _seen(viewer, {number for *_form, number in found if number})
    return tuple(
        Aside(
            word=words.of("act", act),
            note=" · ".join(filter(None, (number, _("lagret {when}").format(when=dates.moment(saved_at))))),
            address=form,
        )
        for form, saved_at, act, number in found
        if act and (not number or number in numbers)
    )


@Prepared
def _kept(person: int, since: datetime) -> QuerySet[Draft, Any]:
    kept = Draft.objects.filter(person_id=person, saved_at__gt=since).order_by("-saved_at", "pk")
    return kept.values_list("form", "saved_at")[:ASIDE_COUNT]


def _form_at(address: str) -> tuple[str, str]:
    """The act that is done at this address, and the number of the case it is about; nothing for an unknown address."""
    try:
        found = resolve(address)
    except Resolver404:
        return "", ""
    return found.url_name or "", str(found.kwargs.get("number", ""))


def _reviews(viewer: Viewer, teams: list[OwnTeam]) -> tuple[Aside, ...]:
    found = reviews_for(viewer, teams)[:ASIDE_COUNT]
    return tuple(Aside(word=one.word, note=one.note, address=one.address) for one in found)


def _seats(seats: list[OwnTeam]) -> tuple[Aside, ...]:
    """One's own place in teams; and for whoever leads one, the answer to whether it can take one more case.

    Whoever has Team in the menu finds it there.
    """
    own = Aside(word=_("Min plass i teamet"), note=", ".join(one.name for one in seats), address=reverse("my_place"))
    led = (
        Aside(word=_("Kan teamet ta en ny sak?"), note=one.name, address=reverse("capacity", args=[one.uuid]))
        for one in seats if one.answers
    )  # fmt: skip
    return (own, *led) if seats else ()


def _overview(viewer: Viewer) -> tuple[Aside, ...]:
    """Where those at an owner find the year in numbers, and the cases that the archive has."""
    if not viewer.trained or not any(held.role in OWNING for held in viewer.appointments):
        return ()
    kept = _("Noen er forbi oppbevaringstida") if is_any_overdue(viewer) else _("Det arkivet har fått, og hvor lenge")
    return (
        Aside(word=_("Året i tall"), note=_("Til rapporten om læringsmiljøet"), address=reverse("numbers")),
        Aside(word=_("Arkiv og kassering"), note=kept, address=reverse("disposals")),
    )


def _seen(viewer: Viewer, numbers: Iterable[str]) -> set[str]:
    wanted = list(numbers)
    if not wanted:
        return set()
    return set(visible(Act.SEE_CASE, viewer, Case).filter(number__in=wanted).values_list("number", flat=True))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""The head that stands over every page of a case: whose it is, how far it has come, and what is left of the week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.journal.looks import looked
from innsats.people.calendars import calendar_of
from innsats.people.naming import with_class
from innsats.people.viewers import Viewer
from innsats.rules.access import Impartiality, Part, Standing, obstacles_to
from innsats.rules.acts import Act, Kind, kind_of
from innsats.rules.aftercare import gaps_in_aftercare
from innsats.rules.calendar import Calendar
from innsats.rules.deadlines import Code, measures_work_from
from innsats.rules.plans import gaps_after_evaluation
from innsats.rules.restricting import obstacles_to_admitting
from innsats.rules.stages import Stage
from innsats.rules.verdicts import Clock, Obstacle
from innsats.web import dates, words

from ..models import (
    Case,
    Due,
)
from .access import seen
from .clocks import ClockLine, clock_of, dues_of, line_of, still_running
from .following import earlier_seen
from .headrow import case_numbered
from .objections import told_in_doubt
from .texts import Key

OWNERS_PARTS = frozenset({Part.OWNER_TOLD, Part.ADVISED})  # the owner hears of the case, and does not read it
TABS = (  # url name and word
    ("read_case", gettext_lazy("Oversikt")),
    ("case_people", gettext_lazy("Personer")),
    ("case_inquiry", gettext_lazy("Undersøkelse")),
    ("case_plan", gettext_lazy("Plan")),
    ("case_assistance", gettext_lazy("Bistand")),
    ("case_governor", gettext_lazy("Statsforvalteren")),
    ("case_special", gettext_lazy("Særskilt")),
    ("case_log", gettext_lazy("Logg")),
)
FOLLOWED_TAB = ("case_aftercare", gettext_lazy("Oppfølging"))  # from when there are measures
WITH_NOUN = {Act.DECLARE_IMPARTIALITY, Act.SECURE_SAFETY, Act.TELL_OWNER}  # one address for reports and cases
Link = Mapping[str, object]  # word, address and whether one is here, as `ui/tabs.html` wants them


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One act as this viewer meets it. With `reasons` it is shut, and says why."""

    act: str
    word: str
    address: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What `cases/head.html` shows. `week` is énukesmålet, `closed` its second line when the school is closed.

    `withdrawn` says that somebody wishes to withdraw a report, as long as the pupil has not been heard.
    """

    number: str
    title: str
    school: str
    phases: tuple[Mapping[str, str], ...]
    week: ClockLine | None
    next_clock: ClockLine | None
    closed: str
    facts: tuple[Mapping[str, str], ...]
    withdrawn: str = ""
    tabs: tuple[Link, ...] = ()
    earlier: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutPage:
    """The head of a case that one may see and not read: number, stage and clocks, and what stands in the way.

    `cosign`: where the owner's officer agrees that no suitable measure remains, for one who may. `governor`: where the
    officer sees what the county governor waits for, and writes what is done about it. `assistance`: what the leader of
    the external team is asked, and answers. `advice`: what has gone to the officer, who decides it. `objection`: that a
    party objects to oneself, and who decides. `is_owners`: nothing stands in the way, for it is never the owner's to
    read.
    """

    head: Head
    reasons: tuple[str, ...]
    declare: str
    cosign: str
    governor: str
    assistance: str
    advice: str
    objection: str = ""
    is_owners: bool = False


class Shut(Exception):
    """The case may be seen and not read. Carries the page that says why, and the case for what needs no reading."""

    def __init__(self, page: ShutPage, case: OpenCase) -> None:
        super().__init__(page.head.number)
        self.page = page
        self.case = case


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case that somebody has opened to read it, and the trace of it is kept.

    `gaps` is what its newest evaluation asks for, or the newest talk and signs of the follow-up. `ending` is how it
    ended last. `has_earlier`: there are older cases about the pupil, seen by this viewer or not.
    `has_left_errands`: some were given while it was about another pupil, and nobody has looked at them since.
    `has_stop_talks`: stop talks are a way in this case. `has_knowledge`: something was brought in from a service.
    `spokesperson`: who speaks for the school, while only the named read it. `contact_name`: whom the pupil has chosen
    to talk with. `is_asked`: the pupil is asked how it is, since measures have run or a follow-up has.
    """

    row: Case
    standing: Standing
    viewer: Viewer
    lead_name: str
    has_draft: bool
    gaps: tuple[Obstacle, ...] = ()
    ending: str = ""
    reopened_at: datetime | None = None
    has_earlier: bool = False
    has_errands: bool = False
    has_left_errands: bool = False
    is_withdrawn_unheard: bool = False
    has_stop_talks: bool = False
    has_knowledge: bool = False
    spokesperson: str = ""
    contact_name: str = ""
    is_asked: bool = False

    @property
    def owner_kind(self) -> str:
        """Whose school it is decides what the leader and the owner are called."""
        return self.row.school.school_owner.kind

    @property
    def title_keys(self) -> list[Key]:
        """What must be opened to say whose case it is."""
        return [(self.row.pupil, "sealed_name")]

    def title(self, said: Mapping[Key, str]) -> str:
        """Noah Lien, 6A; for who may not read it, the number."""
        child = self.row.pupil
        if (child, "sealed_name") not in said:
            return _("Sak {number}").format(number=self.row.number)
        return with_class(said[child, "sealed_name"], child.class_name, child.grade)

    def of(self, kind: str, code: str) -> str:
        """The words for a code, as said at this owner."""
        return words.of(kind, code, owner_kind=self.owner_kind)

    def obstacles_to(self, act: Act) -> tuple[Obstacle, ...]:
        """Every reason why this viewer may not do `act` here now."""
        found = obstacles_to(act, self.standing)
        if act is Act.ADMIT_TO_TEAM:
            found += obstacles_to_admitting(self.standing.parts, is_restricted=bool(self.spokesperson))
        return found

    def reasons(self, obstacles: Iterable[Obstacle], names: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Each obstacle as a sentence."""
        return tuple(words.of_obstacle(one, owner_kind=self.owner_kind, names=names) for one in obstacles)


def read(viewer: Viewer, number: str) -> OpenCase:
    """Open the case to read it, and leave the look. Four queries or five, the first time within the hour.

    Raises NotVisible; and Shut for somebody who may know that the case is there and not read it.
    """
    row, standing = seen(viewer, case_numbered.first(number))
    obstacles = obstacles_to(Act.READ_CASE, standing)
    looked(Act.SEE_CASE if obstacles else Act.READ_CASE, row.subject, by=viewer.actor, at=viewer.at)
    case = OpenCase(
        row=row, standing=standing, viewer=viewer,
        lead_name=row.lead_name or "",  # type: ignore[attr-defined]
        has_draft=row.has_draft,  # type: ignore[attr-defined]
        gaps=_gaps(row),
        ending=row.ending or "",  # type: ignore[attr-defined]
        reopened_at=row.reopened_at,  # type: ignore[attr-defined]
        has_earlier=row.has_earlier,  # type: ignore[attr-defined]
        has_errands=row.has_errands,  # type: ignore[attr-defined]
        has_left_errands=row.has_left_errands,  # type: ignore[attr-defined]
        is_withdrawn_unheard=row.is_withdrawn and not row.is_heard,  # type: ignore[attr-defined]
        has_stop_talks=row.has_involved and not row.is_about_adult,  # type: ignore[attr-defined]
        has_knowledge=row.has_knowledge,  # type: ignore[attr-defined]
        spokesperson=row.spokesperson or "",  # type: ignore[attr-defined]
        contact_name=row.contact_name or "",  # type: ignore[attr-defined]
        is_asked=row.is_followed or bool(row.activated_at),  # type: ignore[attr-defined]
    )
    if obstacles:
        raise Shut(_shut_page(case, obstacles), case)
    return case


def opened(viewer: Viewer, number: str, *acts: Act) -> tuple[OpenCase, Head | None]:
    """The case; and for one who may not read it but do one of `acts`, the head without a name. A look leaves its trace.

    Raises NotVisible, or Shut for who may do none of them.
    """
    try:
        return read(viewer, number), None
    except Shut as shut:
        act = next((one for one in acts if not obstacles_to(one, shut.case.standing)), None)
        if act is None:
            raise
        if kind_of(act) is Kind.LOOK:
            looked(act, shut.case.row.subject, by=viewer.actor, at=viewer.at)
        return shut.case, shut.page.head


def _gaps(row: Any) -> tuple[Obstacle, ...]:
    """What is asked for, by the stage it stands in. `row` is one of `_case`."""
    if row.stage == Stage.CLOSED:
        return ()
    if row.stage == Stage.AFTERCARE:
        signs = [at for at in (row.sign_in_talk_at, row.sign_in_note_at) if at]
        return gaps_in_aftercare(row.asked_safe, asked_at=row.asked_at, signal_at=max(signs, default=None))
    return gaps_after_evaluation(row.said_safe, evaluated_at=row.evaluated_at, activated_at=row.activated_at)


def button(case: OpenCase, act: Act, *more: object, to: str = "") -> Button:
    """One act with its address here (or `to`, a page where it is found), and every reason why it cannot be done now."""
    return Button(
        act=act,
        word=case.of("act", act),
        address=to or address(act, case.row.number, *more),
        reasons=case.reasons(case.obstacles_to(act)),
    )


def tab(case: OpenCase, name: str) -> str:
    """The address of one of the tabs of this case."""
    return reverse(name, args=[case.row.number])


def address(act: Act, number: str, *more: object) -> str:
    """Where an act on a case is done. `more` is what it concerns: a measure, a member."""
    return reverse(act.value, args=[*(["saker"] if act in WITH_NOUN else []), number, *more])


def head_of(
    case: OpenCase, dues: Iterable[Due], said: Mapping[Key, str], here: str, calendar: Calendar | None = None
) -> Head:
    """The head over one of the tabs. At most one query: the calendar, when it is not given and the week runs."""
    names = [*TABS[:4], FOLLOWED_TAB, *TABS[4:]] if case.is_asked else TABS
    tabs = tuple({"word": word, "address": tab(case, name), "here": name == here} for name, word in names)
    return _head(case, [clock_of(due) for due in dues], case.title(said), tabs, calendar)


def closed_line(week: Clock, calendar: Calendar) -> str:
    """The second line beside énukesmålet when it ends in a closed period; nothing otherwise."""
    reopens = measures_work_from(week.due, calendar) if isinstance(week.due, date) else None
    if reopens is None:
        return ""
    return _("Skolen er stengt da. Tiltak skal virke fra første time {day}.").format(day=dates.day(reopens))


def _shut_page(case: OpenCase, obstacles: tuple[Obstacle, ...]) -> ShutPage:
    clocks = [clock_of(due) for due in dues_of(case.row.pk) if due.case_id]
    is_advised = any(clock.code == Code.ADVICE_DECIDED for clock in clocks)
    reads_advice = is_advised and not obstacles_to(Act.READ_ADVICE, case.standing)
    cosigning = button(case, Act.COSIGN_ENDING)
    may_declare = not obstacles_to(Act.DECLARE_IMPARTIALITY, case.standing)
    is_in_doubt = case.standing.impartiality is Impartiality.TO_ASSESS
    is_asked = Part.TEAM_LEADER in case.standing.parts  # to help, and to read no more than that
    if is_asked:
        obstacles = obstacles_to(Act.READ_ASSISTANCE, case.standing)
        may_declare &= bool(obstacles)
    is_owners = bool(OWNERS_PARTS & case.standing.parts) and [one.code for one in obstacles] == ["wrong_part"]
    return ShutPage(
        head=_head(case, clocks, case.title({}), (), None), is_owners=is_owners,
        reasons=() if is_owners else case.reasons(obstacles),
        declare=address(Act.DECLARE_IMPARTIALITY, case.row.number) if may_declare else "",
        cosign="" if cosigning.reasons else cosigning.address,
        governor="" if obstacles_to(Act.RECORD_GOVERNOR_STEP, case.standing) else tab(case, "case_governor"),
        assistance="" if obstacles_to(Act.READ_ASSISTANCE, case.standing) else tab(case, "case_assistance"),
        advice=tab(case, "case_assistance") if reads_advice else "",
        objection=told_in_doubt(case.row, case.viewer) if is_in_doubt else "",
    )


def _head(
    case: OpenCase, clocks: list[Clock], title: str, tabs: tuple[Link, ...], calendar: Calendar | None
) -> Head:
    at, kind = case.viewer.at, case.owner_kind
    running = still_running(clocks, at)
    week = next((one for one in reversed(clocks) if one.code == Code.SCHOOL_PROMISE), None)  # since last reopened
    following = next((one for one in running if one.code != Code.SCHOOL_PROMISE), None)
    is_running = week in running
    return Head(
        number=case.row.number,
        title=title,
        school=case.row.school.name,
        phases=_phases(Stage(case.row.stage)),
        week=line_of(week, at, owner_kind=kind) if week else None,
        next_clock=line_of(following, at, owner_kind=kind) if following else None,
        closed=closed_line(week, calendar or calendar_of(case.row.school_owner_id)) if is_running and week else "",
        facts=_facts(case),
        withdrawn=_withdrawn(case) if tabs else "",
        tabs=tabs,
        earlier=_earlier(case) if tabs and case.has_earlier else (),
    )


def _withdrawn(case: OpenCase) -> str:
    """Before the pupil has been heard, nobody's wish ends the case; after, the pupil's own word says how it is."""
    if not case.is_withdrawn_unheard or case.row.stage == Stage.CLOSED:
        return ""
    return _("En som meldte fra, ønsker å trekke meldingen. Skolen må likevel undersøke: Eleven skal bli hørt.")


def _earlier(case: OpenCase) -> tuple[Link, ...]:
    """The cases that this one may be a recurrence of, of those the viewer may see."""
    rows = earlier_seen(case.viewer, [case.row.pupil_id], case.row.opened_at, but=case.row.pk)
    return tuple(
        {"word": f"{_('Sak {number}').format(number=row.number)} · {words.of('stage', row.stage)}",
         "address": reverse("read_case", args=[row.number])}
        for row in rows
    )  # fmt: skip


def _phases(stage: Stage) -> tuple[Mapping[str, str], ...]:
    order = list(Stage)
    states = {-1: "done", 0: "now", 1: "later"}
    here = order.index(stage)
    return tuple(
        {"word": words.of("stage", one), "state": states[(place > here) - (place < here)]}
        for place, one in enumerate(order)
    )


def _facts(case: OpenCase) -> tuple[Mapping[str, str], ...]:
    """Who is responsible and how one's own habilitet stands; the rest is for those who may read the case."""
    said = [
        (_("Saksansvarlig"), case.lead_name or _("Ikke valgt ennå")),
        (_("Habiliteten din"), words.of("impartiality", case.standing.impartiality)),
    ]
    if case.spokesperson:
        said.insert(0, (_("Svarer pressen"), _("{name}. Bare navngitte leser saken.").format(name=case.spokesperson)))
    if not obstacles_to(Act.READ_CASE, case.standing):
        serious = {True: _("Ja"), False: _("Nei"), None: _("Ikke vurdert ennå")}[case.row.is_serious]
        said.insert(1, (_("Alvorlig"), serious))
        if case.contact_name:
            said.append((_("Kontaktperson"), case.contact_name))
        if left_on := case.row.pupil.left_on:
            said.insert(0, (_("Eleven byttet skole"), dates.long_date(left_on)))
        if case.row.stage == Stage.CLOSED and case.ending:
            said.insert(0, (_("Avsluttet"), words.of("ending", case.ending)))
    return tuple({"word": word, "value": value} for word, value in said)

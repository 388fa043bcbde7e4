"""The reader's side of a report: its head first, then the words, then what can be done and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.journal.looks import looked
from innsats.journal.models import Look
from innsats.people.models import Person
from innsats.people.naming import grade_in_words
from innsats.people.queries.pupils import opened
from innsats.people.viewers import Viewer
from innsats.rules.access import Impartiality, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.reports import Concern
from innsats.rules.verdicts import Status
from innsats.web import dates, words

from ..models import Case, Due, FamilyRequest, Party, Report, SafetyStep, Withdrawal
from .access import standing_of, visible
from .adults import adult_named, cleared_in
from .attachments import FileLine, PictureTold, came_with
from .barring import bars_marking
from .clocks import ClockLine, clock_of, line_of
from .finding import found, noun_of
from .marking import Mark, mark_on
from .messages import MessageLine, is_handling, lines_of, mark_seen, messages_on
from .recipients import SEATS, receivers_of
from .shut_out import shut_out_of
from .superiors import decides_for
from .texts import Key, keys_of, texts_of
from .withdrawing import Wish, wish_of, wish_shown

Pair = dict[str, str]
READ_WITH = ("school__school_owner", "reporter", "lead", "withdrawal__by", "familyrequest__team")
TEXTS = ("words", "pupil_named", "told_by", "reach", "talk_wish", "language_need")
BOTH_NOUNS = (Act.DECLARE_IMPARTIALITY, Act.SECURE_SAFETY, Act.TELL_OWNER)  # one address for reports and cases
RUNNING = (Status.OPEN, Status.OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something the reader can do with the report: done already, open, or shut for these reasons."""

    act: str
    word: str
    why: str
    address: str
    done: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detour:
    """Somebody else who can receive the report, in one click."""

    concern: str
    word: str
    send: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that was done about the report, as `ui/timeline.html` wants it."""

    what: str
    who: str
    happened: str
    words: str
    color: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAsked:
    """What the family has asked of which external team."""

    team: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report as its reader meets it. Until it is opened there is a head and one question.

    `next_step` is what to do now, `steps` the rest that is open, `shut` what must wait, and why. `team_asked`: what
    the family has asked of an external team.
    """

    report: Report
    head: tuple[Pair, ...]
    is_open: bool
    may_read: bool
    detours: tuple[Detour, ...]
    next_step: Step | None
    steps: tuple[Step, ...] = ()
    shut: tuple[Step, ...] = ()
    done: tuple[Pair, ...] = ()
    text: str = ""
    pairs: tuple[Pair, ...] = ()
    clocks: tuple[ClockLine, ...] = ()
    deeds: tuple[Deed, ...] = ()
    cases: tuple[Pair, ...] = ()
    undecided: str = ""
    team_asked: TeamAsked | None = None
    files: tuple[FileLine, ...] = ()
    pictures: tuple[PictureTold, ...] = ()
    wish: Wish | None = None
    messages: tuple[MessageLine, ...] = ()
    mark: Mark | None = None
    form_key: str = field(default_factory=lambda: str(uuid4()))


def read_report(viewer: Viewer, number: str, *, opens: bool) -> ReportPage:
    """The report, whole once the viewer has chosen to open it (`opens`) or has had it open before; else its head.

    Whoever has a task here and has not declared sees the head, and that there is something to declare.
    Raises NotVisible.
    """
    seen = visible(Act.READ_REPORT, viewer, Report).filter(number=number).exists()
    if not seen:
        found(Act.DECLARE_IMPARTIALITY, viewer, "meldinger", number)
    report = Report.objects.select_related(*READ_WITH).get(number=number)
    parties = list(report.party_set.select_related("pupil", "person").order_by("at", "pk"))
    standing = standing_of(viewer, report)
    if seen and (opens or has_opened(report, viewer)):
        looked(Act.READ_REPORT, report.subject, by=viewer.actor, at=viewer.at)
        return _opened_page(report, parties, standing, viewer)
    return ReportPage(
        report=report,
        head=_head(report, parties),
        is_open=False,
        may_read=seen,
        detours=detours_of(report, viewer) if seen else (),
        next_step=_step(Act.DECLARE_IMPARTIALITY, report, standing),
    )


def detours_of(report: Report, viewer: Viewer) -> tuple[Detour, ...]:
    """Where a click can send the report: the first receiver of every other kind of concern."""
    out = shut_out_of(report)
    kind, now = report.school.school_owner.kind, {name for name in SEATS.values() if getattr(report, name)}
    shown: dict[int, Detour] = {}
    for concern in (Concern.PUPILS, Concern.LEADERSHIP, Concern.OFFICER):
        first = next(iter(receivers_of(report.school, concern, at=viewer.at, concerned=out)), None)
        if first is None or first.seat in now or first.person.pk in shown:
            continue
        capacity = words.of("receiving", first.receiving, owner_kind=kind)
        send = _("Send til {name}, {capacity}").format(name=first.person.name, capacity=_small(capacity))
        what = words.of("concern", concern, owner_kind=kind)
        word = _("Handler den om {what}?").format(what=_small(what))
        shown[first.person.pk] = Detour(concern=concern, word=word, send=send)
    return (*_about_an_employee(report, kind), *shown.values())


def _about_an_employee(report: Report, owner_kind: str) -> tuple[Detour, ...]:
    """What was taken to be about pupils can turn out to be about a colleague: then the owner is told (§ 12-5)."""
    if report.concern != Concern.PUPILS:
        return ()
    what = words.of("concern", Concern.EMPLOYEE, owner_kind=owner_kind)
    word = _("Handler den om {what}?").format(what=_small(what))
    return (Detour(concern=Concern.EMPLOYEE, word=word, send=_("Ja, den gjelder en ansatt")),)


def reasons_against(act: Act, standing: Standing, owner_kind: str) -> tuple[str, ...]:
    """Why this act is shut, in words; empty when it is open."""
    return tuple(words.of_obstacle(one, owner_kind=owner_kind) for one in obstacles_to(act, standing))


def has_opened(report: Report, viewer: Viewer) -> bool:
    """Whether the viewer has chosen to read the report once: before that, a page shows its head."""
    looks = Look.objects.filter(stream=report.subject.stream, act=Act.READ_REPORT)
    return looks.filter(actor_id=viewer.actor.id).exists()


def _opened_page(report: Report, parties: list[Party], standing: Standing, viewer: Viewer) -> ReportPage:
    safety = list(report.safetystep_set.select_related("by").order_by("-at", "pk"))
    unfounded = report.unfounded_set.select_related("by").first()
    wish = wish_of(report)
    written = [*safety, *filter(None, (unfounded, wish))]
    asked: FamilyRequest | None = getattr(report, "familyrequest", None)
    theirs = keys_of([asked], "asks", "other") if asked else []
    said, came = messages_on(report), came_with([report.pk])
    texts = texts_of(
        *keys_of([report], *TEXTS), *keys_of([*written, *said], "words"), *theirs, *came.keys([report.pk])
    )
    if is_handling(standing):
        mark_seen(said, viewer.at, for_school=True)
    mark = mark_on(report)
    steps = _steps(report, standing, safety, has_unfounded=unfounded is not None, wish=wish)
    if report.reporter_id is None and mark is None and not bars_marking(report):
        steps.append(_step(Act.MARK_ABUSE, report, standing, why=_("Når dere har sett etter, og det er tull.")))
    return ReportPage(
        report=report, head=_head(report, parties), is_open=True, may_read=True,
        detours=detours_of(report, viewer), **_sorted_steps(steps), text=texts[report, "words"],
        pairs=_told(report, parties, {name: texts[report, name] for name in TEXTS}),
        clocks=_clocks(report, viewer.at),
        deeds=_deeds([(step, texts[step, "words"]) for step in safety]),
        cases=_cases(report, viewer),
        undecided=_undecided(report, viewer, standing),
        team_asked=_team_asked(asked, texts),
        wish=wish_shown(wish, texts) if wish else None,
        messages=lines_of(said, texts, report, for_school=True),
        files=came.lines(report, texts), pictures=came.pictures(report, texts), mark=mark,
    )  # fmt: skip


def _sorted_steps(steps: list[Step]) -> dict[str, Any]:
    """What to do now, the rest that is open, what must wait, and what is done."""
    undone = [step for step in steps if not step.done]
    open_steps = [step for step in undone if not step.reasons]
    return {
        "next_step": open_steps[0] if open_steps else None, "steps": tuple(open_steps[1:]),
        "shut": tuple(step for step in undone if step.reasons),
        "done": tuple({"word": step.word, "value": step.done} for step in steps if step.done),
    }  # fmt: skip


def _team_asked(asked: FamilyRequest | None, texts: Mapping[Key, str]) -> TeamAsked | None:
    if asked is None:
        return None
    why = "; ".join(words.of("assistance_reason", code) for code in asked.reasons.split())
    pairs = (
        (_("Hvorfor"), why), (_("Noe annet"), texts[asked, "other"]), (_("Hva familien ber om"), texts[asked, "asks"]),
    )  # fmt: skip
    return TeamAsked(
        team=asked.team.name, pairs=tuple({"word": word, "value": value} for word, value in pairs if value)
    )


def _head(report: Report, parties: list[Party]) -> tuple[Pair, ...]:
    """What is known before the words are read: enough to see whether one should read them."""
    grades = sorted({party.pupil.grade for party in parties if party.pupil and party.pupil.grade})
    rows = [
        (_("Trinn"), ", ".join(grade_in_words(grade) for grade in grades)),
        (_("Meldt fra av"), reporter_of(report)),
        (_("Gjelder en voksen på skolen"), _adult_concerned(report, parties)),
        (_("Meldt"), dates.moment(report.reported_at)),
        (_("Hvor"), words.of("arena", report.arena)),
        (_("Skole"), report.school.name),
    ]
    return tuple({"word": word, "value": value} for word, value in rows if value)


def reporter_of(report: Report) -> str:
    """Who reported, as those who may read the report are told."""
    sender = words.of("sender", report.sender)
    if report.reporter is None:
        return sender
    if report.channel == "written":
        return report.reporter.name
    said = _("{name}, for en annen ({sender})")
    return said.format(name=report.reporter.name, sender=_small(sender))


def _adult_concerned(report: Report, parties: list[Party]) -> str:
    """Yes, no or unknown. Staff always say what a report is about; whoever uses the open form may not know."""
    if report.concern != Concern.PUPILS or any(party.person_id for party in parties):
        return _("Ja")
    return _("Nei") if report.reporter_id or report.says_adult is False else _("Vet ikke")


def _told(report: Report, parties: list[Party], texts: Mapping[str, str]) -> tuple[Pair, ...]:
    kind = report.school.school_owner.kind
    pupils = opened(party.pupil for party in parties if party.pupil)
    cleared = cleared_in(report, parties)
    rows = [
        (_("Vil snakke med en voksen"), talk_in_words(report.wants_talk, texts["talk_wish"])),
        (_("Elev, slik det ble skrevet"), texts["pupil_named"]),
        (_("Når det skjedde"), dates.day(report.happened_on) if report.happened_on else ""),
        (_("Det handler om"), words.of("concern", report.concern, owner_kind=kind)),
        (_("Fortalt av"), texts["told_by"]),
        (_("Slik nås den som meldte fra"), texts["reach"]),
        (_("Trenger tolk"), texts["language_need"]),
        (_("Når det ble sagt"), dates.moment(report.said_at) if report.said_at else ""),
        (_("Elever som er ført opp"), "; ".join(one.with_class for one in pupils)),
        (_("Ansatte som er ført opp"), ", ".join(adult_named(party, cleared) for party in parties if party.person)),
    ]
    return tuple({"word": word, "value": value} for word, value in rows if value)


def talk_in_words(wants_talk: bool | None, wish: str) -> str:
    """Whether the one who reported wants an adult to come and talk, whom and when; "" when it was not answered."""
    if wants_talk is None:
        return wish
    answer = _("Ja") if wants_talk else _("Nei, ikke nå")
    return f"{answer}: {wish}" if wish else answer


def _clocks(report: Report, at: datetime) -> tuple[ClockLine, ...]:
    """The clocks of the report, by the day that each says, and what is met last."""
    clocks = [clock_of(due) for due in Due.objects.filter(report=report).order_by("overdue_from", "pk")]
    clocks.sort(key=lambda clock: (clock.status_at(at) not in RUNNING, dates.date_of(clock.due)))
    return tuple(line_of(clock, at, owner_kind=report.school.school_owner.kind) for clock in clocks)


def _steps(
    report: Report, standing: Standing, safety: list[SafetyStep], *, has_unfounded: bool, wish: Withdrawal | None
) -> list[Step]:
    """Everything its reader may come to do, in the order one does it."""
    owner = words.titles(report.school.school_owner.kind)["owner"]
    declared = "" if standing.impartiality is Impartiality.UNDECLARED else _("Svart")
    is_safe = _("Skrevet") if any(not step.is_provisional for step in safety) else ""
    told = report.ownertold_set.select_related("to").order_by("at").last()
    steps = [
        (Act.DECLARE_IMPARTIALITY, _("Si hvem det gjelder, og hvilken tilknytning du har til dem."), declared),
        (Act.SECURE_SAFETY, _("Det som ikke kan vente til i morgen. Dette kan du alltid gjøre."), is_safe),
        (Act.RECEIVE_REPORT, _("Den som meldte fra, får svar, og én person har ansvaret."), _name(report.lead)),
    ]
    if report.concern == Concern.EMPLOYEE:
        is_told = told.to.name if told else _("Ikke nødvendig") if has_unfounded else ""
        is_settled = _("Avgjort") if has_unfounded else _("Ikke aktuelt") if told else ""
        why_told = _("Meldingen gjelder en ansatt. Da skal {owner} få beskjed i dag.").format(owner=owner)
        why_not = _("Bare når det er klart uten at dere trenger å undersøke. Da får ikke {owner} beskjed.")
        steps += [(Act.TELL_OWNER, why_told, is_told), (Act.FIND_UNFOUNDED, why_not.format(owner=owner), is_settled)]
    why_withdrawn = _("Når den som meldte fra, ber om det. Dere skriver det ned, og undersøker likevel.")
    steps += [
        (Act.OPEN_CASE, _("Én sak for hver elev det gjelder."), ""),
        (Act.ANSWER_REPORTER, _("Svar, spør om mer, eller be om en samtale."), ""),
        (Act.WITHDRAW_REPORT, why_withdrawn, _("Ønsket {day}").format(day=dates.day(wish.wished_on)) if wish else ""),
    ]
    return [_step(act, report, standing, why=why, done=done) for act, why, done in steps]


def _step(act: Act, report: Report, standing: Standing, *, why: str = "", done: str = "") -> Step:
    kind = report.school.school_owner.kind
    return Step(
        act=act,
        word=words.of("act", act, owner_kind=kind),
        why=why,
        address=reverse(act.value, args=[*([noun_of(report)] if act in BOTH_NOUNS else []), report.number]),
        done=done,
        reasons=reasons_against(act, standing, kind),
    )


def _deeds(safety: list[tuple[SafetyStep, str]]) -> tuple[Deed, ...]:
    """What was done for safety, newest first."""
    return tuple(
        Deed(
            what=_("Trengs ikke i dag") if not step.is_needed else _("Gjort for at eleven er trygg"),
            who=_name(step.by),
            happened=dates.moment(step.at),
            words=_("{words}\n(foreløpig: en som er habil, må se på det)").format(words=text)
            if step.is_provisional
            else text,
            color="warning" if step.is_provisional else "success",
        )
        for step, text in safety
    )


def _cases(report: Report, viewer: Viewer) -> tuple[Pair, ...]:
    """The cases made from the report, of those the viewer may see at all."""
    seen = visible(Act.SEE_CASE, viewer, Case).filter(casereport__report=report).order_by("opened_at", "pk")
    return tuple(
        {"word": one.number, "value": words.of("stage", one.stage), "address": reverse("read_case", args=[one.number])}
        for one in seen
    )


def _undecided(report: Report, viewer: Viewer, standing: Standing) -> str:
    if standing.impartiality is not Impartiality.TO_ASSESS:
        return ""
    return " ".join((decides_for(report, viewer), _("Inntil da kan du bare gjøre eleven trygg i dag.")))


def _name(person: Person | None) -> str:
    return person.name if person else ""


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]

"""Logg: what was done with the case and its reports, from the journal, newest first. Codes in, sentences out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.journal.actors import ActorKind
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.web import dates, words

from ..models import Due
from .case_acts import pupil_parties
from .clocks import dues_of
from .head import Head, OpenCase, head_of, read
from .inquirypage import written_later
from .logged import PAGE_COUNT, page_of, people_named, without_grounds
from .peoplepage import names_of
from .texts import keys_of, texts_of

Facts = Mapping[str, Any]
# facts that say on which day it happened
DAYS = (
    "started_on", "done_on", "ended_on", "held_on", "given_on", "wished_on", "offered_on", "happened_on", "left_on",
    "came_on", "withdrawn_on",
)  # fmt: skip
# by the reporter, whose name the log does not say
FROM_REPORTER = (Act.REPORT_CONCERN, Act.WITHDRAW_REPORT, Act.WRITE_TO_SCHOOL, Act.GIVE_RECEIPT)
NAMING = ("lead", "member", "beside", "to", "receiver", "trusted_adult", "person")  # facts that name somebody
COLORS = {Act.REPORT_CONCERN: "danger", Act.HEAR_PUPIL: "success", Act.START_MEASURE: "success"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was done. `said` is when it was written and by whom, and when it happened if that was earlier."""

    what: str
    note: str
    said: str
    color: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDay:
    """A day, and what was written on it, newest first."""

    day: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """The tab Logg. `older` and `newer` are page numbers, 0 for none."""

    head: Head
    days: tuple[LogDay, ...]
    older: int
    newer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names that the log may say, by uuid, and who sent each report, by stream."""

    case: OpenCase
    names: Mapping[str, str]
    senders: Mapping[str, str]
    cleared: frozenset[str] = frozenset()

    def party(self, uuid: str) -> str:
        return _("en ansatt") if uuid in self.cleared else self.name(uuid)

    def name(self, uuid: str | None) -> str:
        return self.names.get(uuid or "", _("ukjent"))


def log_page(viewer: Viewer, number: str, page: int = 1) -> LogPage:
    """`PAGE_COUNT` entries. Raises NotVisible or Shut."""
    case = read(viewer, number)
    dues = dues_of(case.row.pk)
    parties = pupil_parties(case.row.pk)
    said = texts_of(*case.title_keys, *keys_of([party.pupil for party in parties], "sealed_name"))
    rows = page_of(case, dues, page)
    known = known_in(case, dues, rows, names_of(parties, said))
    return LogPage(
        head=head_of(case, dues, said, "case_log"),
        days=by_day(rows[:PAGE_COUNT], known),
        older=page + 1 if len(rows) > PAGE_COUNT else 0,
        newer=page - 1,
    )


def known_in(
    case: OpenCase, dues: Iterable[Due], rows: list[dict[str, Any]], pupils: Mapping[str, str]
) -> Known:
    """What must be known to say these events in words; `pupils` are the names of the pupils, by uuid. At most two
    queries.
    """
    names = {**pupils, **_people_in(rows)}
    return Known(case=case, names=names, senders=_senders(dues), cleared=_cleared(case, rows))


def _people_in(rows: list[dict[str, Any]]) -> dict[str, str]:
    """The names of everybody who did something, or was given something, in these events: never who reported."""
    done = [row for row in rows if row["actor_kind"] == ActorKind.PERSON and not is_reporters(row)]
    ids = {row["actor_id"] for row in done}
    for row in rows:
        facts = row["facts"]
        ids |= {facts.get(name) for name in NAMING} | set(facts.get("parties") or ()) | set(facts.get("members") or ())
    uuids = tuple(UUID(one) for one in ids if one and len(one) == 36)
    return {str(uuid): name for uuid, name in people_named(uuids)}


def _cleared(case: OpenCase, rows: Iterable[dict[str, Any]]) -> frozenset[str]:
    """The employees whose name stands here no more. One query, and none where nobody was named."""
    if not any(row["facts"].get("parties") for row in rows):
        return frozenset()
    return frozenset(str(person) for (person,) in without_grounds(case.row.pk))


def _senders(dues: Iterable[Due]) -> dict[str, str]:
    """What kind of sender each report has. The name stands on the report alone, for those who may read it."""
    return {due.report.subject.stream: words.of("sender", due.report.sender) for due in dues if due.report}


def by_day(rows: Iterable[dict[str, Any]], known: Known) -> tuple[LogDay, ...]:
    """These events in words, in their own order, day by day."""
    days: dict[date, list[Entry]] = {}
    for row in rows:
        days.setdefault(dates.date_of(row["at"]), []).append(_entry(row, known))
    return tuple(LogDay(day=dates.day(on), entries=tuple(entries)) for on, entries in days.items())


def _entry(row: dict[str, Any], known: Known) -> Entry:
    act, facts, at = row["act"], row["facts"], row["at"]
    return Entry(
        what=known.case.of("done", act),
        note=NOTES[act](facts, known) if act in NOTES else "",
        said=_joined(dates.time_of_day(at), who_did(row, known), _happened(facts, at)),
        color=COLORS.get(act, ""),
    )


def who_did(row: dict[str, Any], known: Known) -> str:
    """The name of who did it; of a report, only what kind of sender it has."""
    if is_reporters(row):
        return known.senders.get(row["stream"], "")
    if row["actor_kind"] == ActorKind.PERSON:
        return known.name(row["actor_id"])
    return words.of("actor", row["actor_kind"])


def is_reporters(row: dict[str, Any]) -> bool:
    """Done by whoever reported. A wish to withdraw may be written down by the report's reader instead."""
    return row["act"] in FROM_REPORTER and row["facts"].get("is_own", True)


def _happened(facts: Facts, at: datetime) -> str:
    """When it truly happened, for what was written later."""
    when = _when(facts, at)
    return _("skjedde {when}").format(when=when) if when else ""


def _when(facts: Facts, at: datetime) -> str:
    written_on = dates.date_of(at)
    if moment := facts.get("happened_at"):
        happened_at = datetime.fromisoformat(moment)
        if dates.date_of(happened_at) == written_on:
            return dates.time_of_day(happened_at) if written_later(happened_at, at) else ""
        return dates.moment(happened_at)
    on = next((date.fromisoformat(facts[name]) for name in DAYS if facts.get(name)), written_on)
    return dates.day(on) if on != written_on else ""


def _day(iso: str) -> str:
    return dates.day(date.fromisoformat(iso))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _lead(facts: Facts, known: Known) -> str:
    return _("Saksansvarlig: {name}").format(name=known.name(facts["lead"]))


def _serious(facts: Facts, known: Known) -> str:
    return _("Alvorlig: ja") if facts["is_serious"] else _("Alvorlig: nei")


def _received(facts: Facts, known: Known) -> str:
    return _joined(_lead(facts, known), _serious(facts, known), _rights_when(facts.get("rights_planned_on")))


def _rights_when(planned_on: str | None) -> str:
    return _("Familien får informasjon {day}").format(day=_day(planned_on)) if planned_on else ""


def _rights(facts: Facts, known: Known) -> str:
    to, how = words.of("rights_to", facts["to"]), words.of("how", facts["how"])
    return _joined(to, how, _rights_when(facts.get("planned_on")))


def _safety(facts: Facts, known: Known) -> str:
    needed = "" if facts["is_needed"] else _("Ikke nødvendig i dag")
    return _joined(needed, _("Foreløpig") if facts["is_provisional"] else "")


def _heard(facts: Facts, known: Known) -> str:
    pupil = known.name(facts["pupil"])
    return _joined(pupil, words.of("safe", facts["is_safe"]) if facts["is_heard"] else _("Ikke hørt, med grunn"))


def _parties(facts: Facts, known: Known) -> str:
    named = ", ".join(known.party(uuid) for uuid in facts.get("parties") or ())
    outcome = words.of("outcome", facts["outcome"]) if facts.get("outcome") else ""
    return _joined(named, outcome)


def _outcome(facts: Facts, known: Known) -> str:
    return words.of("outcome", facts["outcome"])


def _started(facts: Facts, known: Known) -> str:
    return "" if facts["counts"] else _("Dette er undersøkelse, og teller ikke i énukesmålet")


def _ended(facts: Facts, known: Known) -> str:
    return _("Gjennomført") if facts["is_done"] else _("Stoppet før tiden")


def _evaluated(facts: Facts, known: Known) -> str:
    helped = _("Hjalp det? {answer}").format(answer=words.of("helped", facts["helped"]))
    again = _("Evalueres igjen {day}").format(day=_day(facts["next_on"])) if facts.get("next_on") else ""
    return _joined(helped, words.of("safe", facts["pupil_safe"]), again)


def _told(facts: Facts, known: Known) -> str:
    return _joined(known.name(facts["to"]), words.of("how", facts["how"]))


def _sent(facts: Facts, known: Known) -> str:
    return _("Til {name}").format(name=known.name(facts["receiver"])) if facts.get("receiver") else ""


def _agreed(facts: Facts, known: Known) -> str:
    return _joined(_until(facts), known.name(facts["trusted_adult"]))


def _until(facts: Facts) -> str:
    return _("til {day}").format(day=_day(facts["until"]))


def _restricted(facts: Facts, known: Known) -> str:
    out = ", ".join(known.name(one) for one in facts["members"])
    speaks = _("{name} svarer pressen").format(name=known.name(facts["spokesperson"]))
    return _joined(speaks, _("Leser ikke saken lenger: {names}").format(names=out) if out else "")


def _erased(facts: Facts) -> str:
    count = len(facts.get("erased", ()))
    said = ngettext("{count} arbeidsnotat ble slettet", "{count} arbeidsnotater ble slettet", count)
    return said.format(count=count) if count else ""


def _stop_talk(facts: Facts, known: Known) -> str:
    again = _("Ny samtale {day}").format(day=_day(facts["next_on"]))
    return _joined(known.name(facts["pupil"]), known.name(facts["member"]), known.name(facts["beside"]), again)


def _shared(facts: Facts, known: Known) -> str:
    by_whom = words.of("consent_from", " ".join(facts["consented_by"])) if facts["consented_by"] else ""
    consent = _("Samtykke fra {whom}").format(whom=by_whom) if by_whom else words.of("gate_said", facts["gate"])
    return _joined(words.of("from_origin", facts["origin"]), known.name(facts["pupil"]), consent)


def _signs(facts: Facts) -> list[str]:
    return [words.of("signal", one) for one in facts["signals"]]


def _at_governor(facts: Facts, known: Known) -> str:
    detail = words.of("governor_detail", facts["detail"]) if facts["detail"] else ""
    due = _("Frist {day}").format(day=_day(facts["due_on"])) if facts["due_on"] else ""
    return _joined(known.case.of("governor_done", facts["step"]), detail, due)


def _dates_put_right(facts: Facts, known: Known) -> str:
    due = _("Frist {day}").format(day=_day(facts["due_on"])) if facts["due_on"] else ""
    return _joined(known.case.of("governor_done", facts["step"]), _day(facts["happened_on"]), due)


def _printed(facts: Facts, known: Known) -> str:
    """Enough of the sum to know a sheet of paper by: all of it stands in the journal."""
    return _("SHA-256 {sum}").format(sum=facts["sha256"][:16])


NOTES: dict[str, Callable[[Facts, Known], str]] = {
    Act.REPORT_CONCERN: lambda f, k: _joined(words.of("arena", f["arena"]), _sent(f, k)),
    Act.REROUTE_REPORT: _sent,
    Act.RECEIVE_REPORT: _lead,
    Act.WITHDRAW_REPORT: lambda f, k: _("Skolen undersøker likevel. Ingenting er slettet, og klokkene går."),
    Act.MARK_ABUSE: lambda f, k: _("Misbruk") if f["is_abuse"] else _("Ikke misbruk"),
    Act.RECEIVE_CASE: _received,
    Act.NAME_LEAD: _lead,
    Act.ADMIT_TO_TEAM: lambda f, k: k.name(f["member"]),
    Act.NOTE_OBJECTION: lambda f, k: k.name(f["person"]),
    Act.RELEASE_FROM_TEAM: lambda f, k: k.name(f["member"]),
    Act.ASSESS_SERIOUSNESS: _serious,
    Act.INFORM_OF_RIGHTS: _rights,
    Act.SECURE_SAFETY: _safety,
    Act.TELL_OWNER: _told,
    Act.DECLARE_IMPARTIALITY: _parties,
    Act.DECIDE_IMPARTIALITY: _outcome,
    Act.NAME_PARTY: _parties,
    Act.CORRECT_PUPIL: lambda f, k: words.of("outcome", f["outcome"]) if f.get("outcome") else "",
    Act.ASSESS_BREACH: lambda f, k: words.of("breach_risk", f["risk"]),
    Act.NOTE_INQUIRY: lambda f, k: words.of("method", f["method"]),
    Act.HEAR_PUPIL: _heard,
    Act.CONTACT_GUARDIANS: lambda f, k: _joined(k.name(f["pupil"]), words.of("how", f["how"])),
    Act.HOLD_STOP_TALK: _stop_talk,
    Act.END_STOP_TALKS: lambda f, k: _joined(k.name(f["pupil"]), words.of("talks_end", f["outcome"])),
    Act.DECIDE_RECIPIENT: lambda f, k: words.of("recipient_decision", f["decision"]),
    Act.APPROVE_EDITION: lambda f, k: words.of("edition_group", f["group"]),
    **dict.fromkeys((Act.WRITE_FROM_HOME, Act.WRITE_HOME, Act.LEAVE_UNANSWERED), lambda f, k: k.name(f["pupil"])),
    Act.SHARE_KNOWLEDGE: _shared,
    Act.WITHDRAW_CONSENT: lambda f, k: _joined(
        words.of("from_origin", f["origin"]), words.of("consenter", f["withdrawn_by"])
    ),
    Act.SHARE_NOTE: lambda f, k: words.of("method", f["method"]),
    Act.HOLD_TEAM_MEETING: lambda f, k: ", ".join(k.name(one) for one in f["members"]),
    Act.FINISH_STEP: lambda f, k: k.name(f["member"]),
    Act.HAND_NOTE_TO_SCHOOL: lambda f, k: words.of("method", f["method"]),
    Act.END_ASSISTANCE: lambda f, k: _erased(f),
    Act.ERASE_WORK_NOTES: lambda f, k: _erased(f),
    Act.ANSWER_HELP_QUESTION: lambda f, k: words.of("help_answer", f["answer"]),
    Act.END_MEASURES: _agreed,
    Act.RENEW_AFTERCARE: _agreed,
    Act.STOP_AFTERCARE: lambda f, k: words.of("agreed_with", f["wished_by"]),
    Act.CHECK_IN_PUPIL: lambda f, k: _joined(words.of("safe", f["is_safe"]), *_signs(f)),
    Act.NOTE_FOLLOWUP: lambda f, k: _joined(words.of("track", f["track"]), *_signs(f)),
    Act.OFFER_TALK: lambda f, k: _joined(k.name(f["member"]), words.of("how", f["how"])),
    Act.MOVE_PUPIL: lambda f, k: _("Begynte her") if f.get("came_on") else _("Sluttet her"),
    Act.CLOSE_CASE: lambda f, k: words.of("ending", f["ending"]),
    Act.RECORD_GOVERNOR_STEP: _at_governor,
    Act.CORRECT_GOVERNOR_STEP: _dates_put_right,
    Act.RECORD_INTERVENTION: lambda f, k: _joined(k.name(f["pupil"]), _("Særlig alvorlig") if f["is_serious"] else ""),
    Act.PROPOSE_EXCLUSION: lambda f, k: _joined(k.name(f["pupil"]), words.of("extent", f["extent"])),
    Act.PROPOSE_SCHOOL_CHANGE: lambda f, k: k.name(f["pupil"]),
    Act.PROPOSE_SURVEY: lambda f, k: words.of("survey_purpose", f["purpose"]),
    Act.NOTE_POLICE: lambda f, k: words.of("police_why", f["why"]),
    Act.NAME_SUPPORTER: lambda f, k: _joined(words.of("support", f["part"]), _until(f)),
    Act.RESTRICT_READERS: _restricted,
    Act.RECORD_DECISION: lambda f, k: _joined(words.of("proposal", f["what"]), words.of("decision", f["decision"])),
    **dict.fromkeys(
        (Act.GIVE_ERRAND, Act.FINISH_ERRAND, Act.DECLINE_ERRAND, Act.TAKE_BACK_ERRAND, Act.KEEP_ERRAND),
        lambda f, k: k.name(f["member"]),
    ),
    Act.DRAFT_MEASURE: lambda f, k: _("Nytt tiltak") if f["is_new"] else _("Endret tiltak"),
    Act.ACTIVATE_PLAN: lambda f, k: _("Utgave {number}").format(number=f["number"]),
    Act.START_MEASURE: _started,
    Act.END_MEASURE: _ended,
    Act.EVALUATE_MEASURE: _evaluated,
    Act.PRINT_CASE: _printed,
    Act.PRINT_PLAN: _printed,
}

"""Personer: whose case it is, whom it concerns, who works on it, and how their habilitet stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.models import Guardian, Pupil
from innsats.people.naming import class_in_words
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.impartiality import Outcome
from innsats.rules.recipients import Entitled, Responsibility
from innsats.web import dates, words

from ..models import CaseAccess, Declaration, EmployeeTold, Objection, Party
from ..models.case import runs_at
from .adults import adult_named, cleared_in, told_in, told_line
from .clocks import dues_of
from .entitled import KNOWN, Recipient, families_of
from .head import Button, Head, OpenCase, address, button, head_of, read, tab
from .moved import correction_line, corrections_in
from .objections import ObjectionShown, keys_in, objections_in, shown, still_said
from .texts import Key, keys_of, texts_of

PEOPLE_ACTS = (
    Act.CHOOSE_CONTACT_PERSON, Act.NAME_LEAD, Act.ADMIT_TO_TEAM, Act.NAME_PARTY, Act.CORRECT_PUPIL, Act.NOTE_OBJECTION,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who leads or works on the case. `release` is there for those who may be released."""

    name: str
    part: str
    since: str
    impartiality: str
    is_clear: bool
    release: Button | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """Somebody the case concerns, and in which part."""

    name: str
    part: str
    of_class: str = ""
    said: tuple[str, ...] = ()
    acts: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianLine:
    """A guardian of the pupil. `may_send` is False while anything keeps it back, or must be asked about first."""

    name: str
    said: str
    may_send: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """The tab Personer, all strings finished."""

    head: Head
    workers: tuple[Worker, ...]
    declared: tuple[Worker, ...]
    parties: tuple[PartyLine, ...]
    guardians: tuple[GuardianLine, ...]
    acts: tuple[Button, ...]
    moves: tuple[Mapping[str, str], ...]
    objections: tuple[ObjectionShown, ...]
    links: str
    family: str


def people_page(viewer: Viewer, number: str) -> PeoplePage:
    """Everybody in the case. Raises NotVisible or Shut."""
    case = read(viewer, number)
    dues = dues_of(case.row.pk)
    pk = case.row.pk
    access, parties = _workers(pk, viewer.at), _parties(pk)
    own = next((one for one in families_of(case.row, viewer.at, parties) if one.is_subject), None)
    outcomes, moves = _outcomes(case), corrections_in(case.row.pk)
    cleared, told = cleared_in(case.row, parties), told_in(pk) if any(one.person_id for one in parties) else []
    has_objections = any(party.has_objections for party in parties)  # type: ignore[attr-defined]
    objections = list(objections_in(pk)) if has_objections else []
    pupils = [party.pupil for party in parties if party.pupil]
    said = texts_of(
        *case.title_keys, *keys_of(pupils, "sealed_name"),
        *keys_of(moves, "because"), *keys_of(told, "told_by"), *keys_in(objections),
    )
    no_names = {str(party.person.uuid) for party in parties if party.person_id in cleared}
    at_work = {one.person_id for one in access}
    others = [one for one in outcomes.values() if one.person_id not in at_work]
    return PeoplePage(
        head=head_of(case, dues, said, "case_people"),
        workers=tuple(_worker(case, one, outcomes.get(one.person_id)) for one in access),
        declared=tuple(_declarer(one) for one in others if one.outcome != Outcome.DISQUALIFIED),
        parties=tuple(
            _pupil(one, one.pupil, said) if one.pupil else _adult(case, one, cleared, told, said) for one in parties
        ),
        guardians=tuple(checked_line(case, one) for one in (own.recipients if own else ())),
        acts=tuple(button(case, act) for act in PEOPLE_ACTS),
        moves=tuple(correction_line(one, said) for one in moves),
        objections=tuple(shown(one, said, no_names) for one in still_said(objections, said)),
        links=address(Act.LINK_CASES, case.row.number),
        family=tab(case, "case_family"),
    )


def _outcomes(case: OpenCase) -> dict[int, Declaration]:
    """What each person has declared towards the parties there are now."""
    return {one.person_id: one for one in _declarations(case.row.pk)}


@Prepared
def _workers(case: UUID, at: datetime) -> QuerySet[CaseAccess]:
    running = CaseAccess.objects.filter(runs_at(at), case=case).select_related("person")
    return running.order_by("part", "starts_at", "pk")


@Prepared
def _parties(case: UUID) -> QuerySet[Party]:
    """The parties, and whether any of them has objected to somebody: what is rare is asked for only then."""
    objected = Exists(Objection.objects.filter(case=OuterRef("case")))
    found = Party.objects.filter(case=case).annotate(has_objections=objected)
    return found.select_related("pupil", "person").order_by("at", "pk")


@Prepared
def guardians_of(pupil: UUID) -> QuerySet[Guardian]:
    return Guardian.objects.filter(pupil=pupil).order_by("pk")


@Prepared
def _declarations(case: UUID) -> QuerySet[Declaration]:
    held = Declaration.objects.filter(case=case, party_round=F("case__party_round"))
    return held.select_related("person").order_by("at", "pk")


def _worker(case: OpenCase, access: CaseAccess, declared: Declaration | None) -> Worker:
    release = None
    if access.part == CaseAccess.TEAM:
        release = button(case, Act.RELEASE_FROM_TEAM, access.person.uuid)
    return Worker(
        name=access.person.name,
        part=words.of("access_part", access.part),
        since=_("siden {day}").format(day=dates.day(access.starts_at)),
        impartiality=_outcome(declared),
        is_clear=declared is not None and declared.outcome == Outcome.IMPARTIAL,
        release=release,
    )


def _declarer(declared: Declaration) -> Worker:
    """Somebody who has declared without leading or working on the case: rektor, or who has rektor's part."""
    return Worker(
        name=declared.person.name,
        part=_("Har svart om habilitet"),
        since=dates.day(declared.at),
        impartiality=_outcome(declared),
        is_clear=declared.outcome == Outcome.IMPARTIAL,
    )


def _outcome(declared: Declaration | None) -> str:
    return words.of("outcome", declared.outcome) if declared else words.of("impartiality", "undeclared")


def _adult(
    case: OpenCase, party: Party, cleared: frozenset[int], told: Iterable[EmployeeTold], said: Mapping[Key, str]
) -> PartyLine:
    is_cleared = party.person_id in cleared
    acts = (Act.NOTE_EMPLOYEE_TOLD, *(() if is_cleared else (Act.FIND_NO_GROUNDS,)))
    buttons = (button(case, act, party.person.uuid) for act in acts)
    lines = [told_line(one, said) for one in told if one.party_id == party.pk]
    return PartyLine(
        name=adult_named(party, cleared), part=words.of("party_part", party.part),
        said=(*lines, *((_("Ingen holdepunkter"),) if is_cleared else ())),
        acts=tuple(one for one in buttons if not one.reasons),
    )  # fmt: skip


def _pupil(party: Party, child: Pupil, said: Mapping[Key, str]) -> PartyLine:
    of_class = class_in_words(child.class_name, child.grade)
    return PartyLine(name=said[child, "sealed_name"], part=words.of("party_part", party.part), of_class=of_class)


def guardian_line(guardian: Guardian, said: Mapping[Key, str]) -> GuardianLine:
    """As the register has it."""
    known = KNOWN[guardian.has_responsibility]
    return GuardianLine(
        name=said[guardian, "sealed_name"], said=_responsibility(known, guardian.as_of),
        may_send=known is Responsibility.YES,
    )  # fmt: skip


def checked_line(case: OpenCase, one: Recipient) -> GuardianLine:
    """As the recipient check answers, which stands before everything that is told to a guardian."""
    reasons = " ".join(case.reasons(one.verdict.reasons))
    as_of = max(one.guardian.as_of, one.note.as_of) if one.note else one.guardian.as_of
    is_held = one.verdict.answer is Entitled.HELD
    said = f"{words.of('entitled', Entitled.HELD)}. {reasons}" if is_held else ""
    return GuardianLine(
        name=one.name, said=said or _responsibility(one.facts.responsibility, as_of), may_send=one.may_get
    )


def _responsibility(known: Responsibility, as_of: date) -> str:
    template = {
        Responsibility.YES: _("Har foreldreansvar, ifølge opplysninger fra {day}"),
        Responsibility.NO: _("Har ikke foreldreansvar, ifølge opplysninger fra {day}"),
        Responsibility.UNKNOWN: _("Foreldreansvaret er ikke kjent. Spør før noe sendes"),
    }[known]
    return template.format(day=dates.short_date(as_of))


def names_of(parties: Iterable[Party], said: Mapping[Key, str]) -> dict[str, str]:
    """The name of each pupil by uuid: what an obstacle about a pupil says to somebody who reads the case."""
    return {str(party.pupil_id): said[party.pupil, "sealed_name"] for party in parties if party.pupil}

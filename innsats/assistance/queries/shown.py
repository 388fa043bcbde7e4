"""Every time help was asked for in a case, as it is shown on the tab and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper
from django.utils.translation import gettext as _

from innsats.cases.models import (
    Assignment,
    Assistance,
    AssistanceDecline,
    AssistanceEnd,
    Case,
    FamilyRequest,
    Practice,
)
from innsats.cases.queries.access import assisting, may_help
from innsats.cases.queries.helping import not_asked_yet
from innsats.cases.queries.standings import is_received
from innsats.cases.queries.texts import Key, keys_of
from innsats.rules.calendar import day_of
from innsats.web import dates, words

from .asking import called


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceShown:
    """One time help was asked for. `standing` says how far it has come; `who` assists, until when. `ask`: whom the
    school turns to when nobody in the team can take it.
    """

    title: str
    standing: str
    look: str
    said: str
    pairs: tuple[Mapping[str, str], ...]
    who: tuple[str, ...]
    until: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The newest assignment of an assistance, and who has it now: key and name."""

    row: Assignment
    people: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssistanceRows:
    """The rows of a case, the oldest first. By the key of the assistance: who goes, the answer no, the end, and who of
    the school has learned something by it.

    `now` is what a team is asked or does, and may. `is_received`: somebody who leads that team may know of it.
    """

    now: Assistance | None
    is_received: bool
    asked: Sequence[Assistance]
    given: Mapping[UUID, Given]
    noes: Mapping[UUID, AssistanceDecline]
    ends: Mapping[UUID, AssistanceEnd]
    practised: Mapping[UUID, Sequence[Practice]]

    def keys(self) -> list[Key]:
        """What must be opened to show them."""
        return [
            *keys_of(self.asked, "done", "asks", "necessity", "other"), *keys_of(self.noes.values(), "words"),
            *keys_of([one.family_request for one in self.asked if one.family_request], "asks", "other"),
            *keys_of(self.ends.values(), "done", "school_can", "owner_learns"),
        ]  # fmt: skip

    def shown(self, said: Mapping[Key, str], owner_kind: str) -> tuple[AssistanceShown, ...]:
        return tuple(
            _shown(
                one, self.given.get(one.pk), self.noes.get(one.pk), self.ends.get(one.pk), said, owner_kind,
                is_now=one == self.now, is_received=self.is_received, practised=self.practised.get(one.pk, ()),
            )  # fmt: skip
            for one in self.asked
        )


def waiting_in(case: UUID) -> list[FamilyRequest]:
    """What families have asked on the reports of this case, and no team has been asked of in it yet. One query."""
    waiting = FamilyRequest.objects.filter(not_asked_yet(), report__casereport__case=case)
    return list(waiting.select_related("team", "by").order_by("at", "pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestShown:
    """What a family has asked of which team, by its report: why, for what, and when."""

    report: UUID
    team: str
    said: str
    pairs: tuple[Mapping[str, str], ...]


def request_shown(one: FamilyRequest, said: Mapping[Key, str]) -> RequestShown:
    pairs = ((_("Hvorfor"), _why(one, said)), (_("Hva familien ber om"), said[one, "asks"]))
    return RequestShown(
        report=one.report_id, team=one.team.name, said=_by_family(one),
        pairs=tuple({"word": word, "value": value} for word, value in pairs),
    )


NOTHING_ASKED = AssistanceRows(now=None, is_received=True, asked=[], given={}, noes={}, ends={}, practised={})


def assistance_rows(case: Case, at: datetime) -> AssistanceRows:
    """What there is of one case, and who assists at `at`. Six queries, and two while nobody has begun."""
    of_case = {"case": case}
    newest = {one.assistance_id: one for one in Assignment.objects.filter(**of_case).order_by("at", "pk")}
    held = assisting(at, day_of(at)).filter(assignment__in=newest.values()).order_by("person__sort_key", "pk")
    people: dict[UUID, list[tuple[int, str]]] = {one.pk: [] for one in newest.values()}
    for assignment, person, name in held.values_list("assignment_id", "person_id", "person__name"):
        people[assignment].append((person, name))
    practised: dict[UUID, list[Practice]] = {}
    for one in Practice.objects.filter(**of_case).select_related("person", "end").order_by("person__sort_key", "pk"):
        practised.setdefault(one.end.assistance_id, []).append(one)
    may = ExpressionWrapper(may_help(day_of(at)), output_field=BooleanField())
    found = Assistance.objects.filter(**of_case).annotate(may_help=may)
    asked = list(found.select_related("team__school_owner", "by", "family_request__by").order_by("at", "pk"))
    now = next((one for one in asked if one.is_open and one.may_help), None)
    return AssistanceRows(
        now=now, is_received=now is None or now.pk in newest or is_received(now, case, at),
        asked=asked,
        given={key: Given(row=one, people=tuple(people[one.pk])) for key, one in newest.items()},
        noes={one.assistance_id: one for one in AssistanceDecline.objects.filter(**of_case)},
        ends={one.assistance_id: one for one in AssistanceEnd.objects.filter(**of_case)},
        practised=practised,
    )


def _shown(
    asked: Assistance, given: Given | None, no: AssistanceDecline | None, end: AssistanceEnd | None,
    said: Mapping[Key, str], owner_kind: str, *, is_now: bool, is_received: bool, practised: Sequence[Practice],
) -> AssistanceShown:  # fmt: skip
    by_family = asked.family_request
    told: Assistance | FamilyRequest = by_family or asked
    pairs = [
        (_("Hvorfor"), _why(told, said)),
        (_("Hva skolen har gjort"), said[asked, "done"]),
        (_("Hva familien ber om") if by_family else _("Hva skolen ber om"), said[told, "asks"]),
        (_("Hvorfor teamet kan få vite det"), words.of("basis", asked.basis)),
        (_("Hva som gjør det nødvendig"), said[asked, "necessity"]),
    ]
    if no is not None:
        pairs += [(_("Teamets svar"), words.of("declined", no.why)), (_("Hva skolen kan gjøre"), said[no, "words"])]
    if end is not None:
        pairs += [
            (_("Hva teamet har gjort"), said[end, "done"]),
            (_("Hva skolen kan gjøre selv nå"), said[end, "school_can"]),
            (_("Hvem på skolen som har lært hva"), _who_practised(practised)),
            (_("Hva {owner} bør lære").format(owner=words.titles(owner_kind)["owner"]), said[end, "owner_learns"]),
        ]
    standing, look = _standing(asked, given, no, end, is_now=is_now, is_received=is_received)
    return AssistanceShown(
        title=called(asked.team, asked.school_owner_id), standing=standing, look=look,
        said=_signed(asked),
        pairs=tuple({"word": word, "value": value} for word, value in pairs if value),
        who=tuple(name for _key, name in given.people) if given and is_now else (),
        until=dates.long_date(given.row.until) if given and is_now else "",
        ask=_whom_to_ask(asked) if is_now and not is_received else "",
    )  # fmt: skip


def _why(one: Assistance | FamilyRequest, said: Mapping[Key, str]) -> str:
    why = "; ".join(words.of("assistance_reason", code) for code in one.reasons.split())
    return f"{why}: {said[one, 'other']}" if said[one, "other"] else why


def _who_practised(practised: Sequence[Practice]) -> str:
    """Names, and what they learned: the same for all of them."""
    if not practised:
        return ""
    names = ", ".join(one.person.name for one in practised)
    learned = ", ".join(words.of("skill", code) for code in practised[0].skills.split())
    return f"{names}: {learned}"


def _whom_to_ask(asked: Assistance) -> str:
    said = _("{owner} kan la en annen i teamet ta imot. Ta kontakt med dem.")
    return said.format(owner=asked.team.school_owner.name)


def _signed(asked: Assistance) -> str:
    """Who asked, and when."""
    if asked.family_request:
        return _by_family(asked.family_request)
    return _("Bedt om av {name} {moment}").format(name=asked.by.name, moment=dates.moment(asked.at))


def _by_family(one: FamilyRequest) -> str:
    said = _("Familien ba teamet om hjelp {moment}. Skrevet inn av {name}")
    return said.format(name=one.by.name, moment=dates.moment(one.asked_at))


def _standing(
    asked: Assistance, given: Given | None, no: AssistanceDecline | None, end: AssistanceEnd | None, *, is_now: bool,
    is_received: bool,
) -> tuple[str, str]:  # fmt: skip
    """How far it has come. Why nobody can take it is not said: it may be a habilitet."""
    if asked.let_go_by_id is not None:
        return _("Saken gjaldt feil barn"), "neutral"
    if no is not None:
        return _("Teamet har sagt nei"), "neutral"
    if end is not None:
        return _("Avsluttet"), "neutral"
    if not is_now:
        return _("Avtalen med teamet tok slutt"), "neutral"
    if not is_received:
        return _("Ingen i teamet kan ta imot nå"), "danger"
    if given is None:
        return _("Venter på teamet"), "warning"
    return (_("I gang"), "success") if given.people else (_("Ingen hjelper nå"), "warning")

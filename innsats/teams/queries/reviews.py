"""What is to be looked over soon: mandates that end or are a year old, and agreements with neighbours that end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.viewers import Viewer
from innsats.rules.calendar import day_of
from innsats.rules.readiness import ENDS_SOON
from innsats.rules.reviewing import Review, agreement_review, mandate_review
from innsats.rules.teamfacts import MANDATE_LASTS
from innsats.rules.teams import Period
from innsats.web import dates

from ..models import Mandate, Membership, Team, TeamAgreement
from .agreements import holds_on
from .facts import as_fact
from .maps import newest_maps
from .own import OwnTeam
from .seen import keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReview:
    """Something to look over: a mandate (`agreement` None) or an agreement, of which team, and what is said of it."""

    team: Team
    row: Mandate | TeamAgreement
    review: Review

    @property
    def cause(self) -> str:
        """What one is reminded of once."""
        return f"{self.team.subject.stream}/review/{self.row.uuid}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewShown:
    """One line on I dag: what to do, of what, and where. Whoever only leads the team is told, and signs nothing."""

    word: str
    note: str
    address: str


def reviews_for(viewer: Viewer, teams: Iterable[OwnTeam]) -> list[ReviewShown]:
    """What the viewer is to look over, or knows must be: of those of these teams that one answers for, or leads.

    No query when nothing lapses, one at an owner.
    """
    on, owners = day_of(viewer.at), tuple(viewer.owners_kept)
    lapsing = [team.key for team in teams if team.lapses and (team.is_led or team.is_kept)]
    found = mandates_to_review(Mandate.objects.filter(team__in=lapsing), on) if lapsing else []
    if _ending(owners, on, on + ENDS_SOON):
        found += agreements_to_review(TeamAgreement.objects.filter(school_owner__in=owners), on)
    return [_shown(one, viewer) for one in found]


@Prepared
def _ending(owners: tuple[int, ...], on: date, last: date) -> QuerySet[TeamAgreement, tuple[int]]:
    """The first of the agreements of these owners that end within a month."""
    found = TeamAgreement.objects.filter(school_owner__in=owners, ends_on__range=(on, last))
    return found.order_by("pk").values_list("pk")[:1]


def mandates_to_review(signed: QuerySet[Mandate], on: date) -> list[ToReview]:
    """Those of these that are to be looked over now, by the name of the team. Two queries."""
    rows: dict[Team, list[Mandate]] = defaultdict(list)
    held = signed.filter(team__ending=None).select_related("team__school", "team__school_owner")
    for row in held.prefetch_related("authority_set").order_by("team__name", "team", "signed_on", "pk"):
        rows[row.team].append(row)
    return [
        ToReview(team=team, row=of_team[-1], review=review)
        for team, of_team in rows.items()
        if (review := mandate_review([as_fact(row) for row in of_team], on)) is not None
    ]


def agreements_to_review(agreed: QuerySet[TeamAgreement], on: date) -> list[ToReview]:
    """Those of these that are to be made anew now, by when they end. One query."""
    rows = list(agreed.exclude(ends_on__lt=on).select_related("team", "school_owner").order_by("ends_on", "pk"))
    periods = [(row, Period(starts_on=row.starts_on, ends_on=row.ends_on)) for row in rows]
    found = []
    for row, period in periods:
        others = [
            other for one, other in periods
            if one.pk != row.pk and (one.team_id, one.school_owner_id) == (row.team_id, row.school_owner_id)
        ]  # fmt: skip
        if (review := agreement_review(period, others, on)) is not None:
            found.append(ToReview(team=row.team, row=row, review=review))
    return found


def ending_soon(on: date) -> tuple[QuerySet[Mandate], QuerySet[TeamAgreement]]:
    """Everything signed for the teams of which some mandate ends, or is a year old, within a month; and the agreements
    of the owners of which one ends within a month. Nothing is asked yet.
    """
    last = on + ENDS_SOON
    ends = Q(ends_on__range=(on, last)) | Q(signed_on__range=(on - MANDATE_LASTS, last - MANDATE_LASTS))
    near = Mandate.objects.filter(ends)
    ending = TeamAgreement.objects.filter(ends_on__range=(on, last))
    return (
        Mandate.objects.filter(team__in=near.values("team")),
        TeamAgreement.objects.filter(school_owner__in=ending.values("school_owner")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceSigned:
    """When the last mandate was signed, and what has changed in the team since."""

    said: str
    changes: tuple[str, ...]


def signed_before(last: Mandate, on: date) -> dict[str, object]:
    """What the form of a mandate begins with: as last time, and until the same day of a later year where it had one."""
    until = last.ends_on
    while until and until <= on + ENDS_SOON:
        until = until.replace(year=until.year + 1, day=min(until.day, 28) if until.month == 2 else until.day)
    return {"document": last.document, "signed_by": last.signed_by, "ends_on": until}


def since_signed(last: Mandate, on: date) -> SinceSigned:
    """Three queries."""
    said = _("Mandatet ble sist skrevet under {day}").format(day=dates.long_date(last.signed_on))
    return SinceSigned(said=said, changes=tuple(_changes_since(last.team, last.signed_on, on)))


def _shown(one: ToReview, viewer: Viewer) -> ReviewShown:
    until = one.review.until
    when = _("gjelder til og med {day}").format(day=dates.long_date(until)) if until else _("gjelder ikke lenger")
    note = f"{one.team.name} · {when}"
    if isinstance(one.row, TeamAgreement):
        return ReviewShown(
            word=_("Avtal hjelp fra naboen på nytt"), note=note,
            address=reverse("team_agreement", args=[one.row.uuid]),
        )
    if keeps(viewer, one.team):
        word, address = _("Se over mandatet, og skriv under på nytt"), reverse("sign_mandate", args=[one.team.uuid])
    else:
        word, address = _("Mandatet må ses over. Si fra til den som passer på teamet"), reverse("my_place")
    return ReviewShown(word=word, note=note, address=address)


def _changes_since(team: Team, since: date, on: date) -> list[str]:
    """In sentences: who came and left after that day, whom else it helps, and how it works."""
    said = []
    for row in Membership.objects.filter(team=team).select_related("person").order_by("starts_on", "pk"):
        if since < row.starts_on <= on:
            said.append(_("{name} kom med {day}.").format(name=row.person.name, day=dates.long_date(row.starts_on)))
        if row.ends_on is not None and since <= row.ends_on < on:
            said.append(_("{name} sluttet {day}.").format(name=row.person.name, day=dates.long_date(row.ends_on)))
    asking = TeamAgreement.objects.filter(holds_on(on), team=team, starts_on__gt=since).select_related("school_owner")
    said += [_("Teamet hjelper også skolene til {owner}.").format(owner=row.school_owner.name) for row in asking]
    changed = [day_of(row.at) for row in newest_maps(team).values()]
    if any(day > since for day in changed):
        said.append(_("Måten teamet jobber på, ble endret {day}.").format(day=dates.long_date(max(changed))))
    return said

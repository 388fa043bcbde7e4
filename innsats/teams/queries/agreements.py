"""Agreements on another owner's external team: found, locked, asked of a day, and as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from innsats.database import walls
from innsats.people.models import SchoolOwner
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.teams import Period
from innsats.rules.verdicts import Obstacle, Refused
from innsats.web import dates

from ..models import Team, TeamAgreement


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementShown:
    """An agreement as either of the two owners sees it. `may_end`: it is not over."""

    uuid: UUID
    between: str
    period: str
    standing: str
    look: str
    may_end: bool
    pairs: tuple[dict[str, str], ...]


def holds_on(on: date) -> Q:
    """The agreements that hold on a day, the first and the last day included."""
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))


def agreed_with(owner: SchoolOwner, team: Team) -> list[Period]:
    """When the owner has had, or will have, an agreement with this team."""
    held = TeamAgreement.objects.filter(school_owner=owner, team=team).order_by("pk")
    return [Period(starts_on=first, ends_on=last) for first, last in held.values_list("starts_on", "ends_on")]


def agreement_on(owner: int, team: Team, on: date) -> TeamAgreement | None:
    """That by which the team may help the owner's schools on the day: two never hold at once."""
    return TeamAgreement.objects.filter(holds_on(on), school_owner=owner, team=team).first()


def lock_agreement(uuid: UUID) -> TeamAgreement:
    """The agreement with this uuid, and the asking owner, whose stream in the journal is now ours. Raises Refused."""
    row = TeamAgreement.objects.filter(uuid=uuid).first()
    if row is None:
        raise Refused((Obstacle("unknown_agreement", law.HOUSE_PRACTICE),))
    SchoolOwner.objects.select_for_update(no_key=True).get(pk=row.school_owner_id)
    walls.widen_to(row.school_owner_id)
    return TeamAgreement.objects.select_related("school_owner", "team__school_owner").get(pk=row.pk)


def lock_owners_asking(team: UUID) -> None:
    """Lock the owners that have an agreement with this team: their streams in the journal are now ours."""
    asking = TeamAgreement.objects.filter(team__uuid=team).values("school_owner")
    for owner in SchoolOwner.objects.select_for_update(no_key=True).filter(pk__in=asking).order_by("pk"):
        walls.widen_to(owner.pk)


def agreements_seen(viewer: Viewer) -> QuerySet[TeamAgreement]:
    """Those of the owners whose teams the viewer looks after, whichever side they are on; the newest first."""
    mine = viewer.owners_kept
    found = TeamAgreement.objects.filter(Q(school_owner__in=mine) | Q(team__school_owner__in=mine))
    return found.select_related("school_owner", "team__school_owner").order_by("-starts_on", "-pk")


def agreement_seen(viewer: Viewer, uuid: UUID) -> TeamAgreement | None:
    return agreements_seen(viewer).filter(uuid=uuid).first()


def owners_asking(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The owners that the viewer can make an agreement for, by name."""
    found = SchoolOwner.objects.filter(pk__in=viewer.owners_kept).order_by("sort_key", "pk")
    return list(found.values_list("uuid", "name"))


def teams_of_others(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The external teams one could agree on, the owner's name first, so that typing it finds them."""
    mine = viewer.owners_kept
    found = Team.objects.filter(school=None, ending=None).select_related("school_owner")
    others = found if len(mine) > 1 else found.exclude(school_owner__in=mine)
    return [
        (one.uuid, f"{one.school_owner.name}: {one.name}") for one in others.order_by("school_owner__sort_key", "pk")
    ]


def as_shown(row: TeamAgreement, on: date) -> AgreementShown:
    days, period = Period(starts_on=row.starts_on, ends_on=row.ends_on), dates.period(row.starts_on, row.ends_on)
    host = row.team.school_owner.name
    pairs = (
        (_("Hva teamet kan gjøre på skolene"), row.delegation), (_("Taushetsplikt"), row.secrecy),
        (_("Arkiv"), row.archive), (_("Vedtak eller dokument"), row.document),
        (_("Skrev under for {owner}").format(owner=row.school_owner.name), row.signed_by),
        (_("Skrev under for {owner}").format(owner=host), row.signed_by_team), (_("Gjelder"), period),
    )
    is_over = row.ends_on is not None and row.ends_on < on
    standing = (_("Gjelder"), "success") if days.holds(on) else (_("Er slutt") if is_over else _("Kommer"), "neutral")
    return AgreementShown(
        uuid=row.uuid, period=period, standing=standing[0], look=standing[1],
        between=_("{team} hos {host} kan hjelpe skolene til {owner}").format(
            team=row.team.name, host=host, owner=row.school_owner.name
        ),
        may_end=not is_over, pairs=tuple({"word": word, "value": value} for word, value in pairs),
    )  # fmt: skip

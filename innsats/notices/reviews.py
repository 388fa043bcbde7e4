"""Who is reminded of what is to be looked over in a team: those who sign it, and the team's leader."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from innsats.people.models import Appointment, Person
from innsats.people.viewers import running_on, viewers_of
from innsats.rules.calendar import day_of
from innsats.rules.roles import Role
from innsats.teams.models import Membership, TeamAgreement
from innsats.teams.queries.reviews import ToReview, agreements_to_review, ending_soon, mandates_to_review
from innsats.teams.queries.seen import LEADING


def reviews_due(at: datetime) -> list[tuple[ToReview, Person]]:
    """What lapses within a month, each with everybody who is to be reminded of it now.

    The owner's officers, for the team of a school rektor instead, when trained; and whoever leads the team or stands in
    for the leader. Of an agreement, the officers of the owner that asks. Three queries when nothing is due, else eight.
    """
    on = day_of(at)
    signed, agreed = ending_soon(on)
    found = [*mandates_to_review(signed, on), *agreements_to_review(agreed, on)]
    found = [one for one in found if one.review.until is not None]
    if not found:
        return []
    keeping, leading = _keeping(found, at), _leading(found, at)
    due = []
    for one in found:
        is_agreement = isinstance(one.row, TeamAgreement)
        unit = None if is_agreement else one.team.school_id
        people = keeping[one.row.school_owner_id, unit] + ([] if is_agreement else leading[one.team.pk])
        due += [(one, person) for person in {person.pk: person for person in people}.values()]
    return due


def _keeping(found: list[ToReview], at: datetime) -> dict[tuple[int, int | None], list[Person]]:
    """The trained officers of these owners, and rektor of each school whose own team it is. Four queries."""
    owners, schools = {one.row.school_owner_id for one in found}, {one.team.school_id for one in found}
    running = Appointment.objects.filter(running_on(day_of(at))).select_related("person")
    officers = running.filter(role=Role.OWNER_OFFICER, school=None, school_owner__in=owners)
    rektors = running.filter(role=Role.PRINCIPAL, school__in=schools - {None})
    held = [*officers.order_by("person"), *rektors.order_by("person")]
    trained = {key for key, viewer in viewers_of({row.person for row in held}, at).items() if viewer.trained}
    keeping: dict[tuple[int, int | None], list[Person]] = defaultdict(list)
    for row in held:
        if row.person_id in trained:
            keeping[row.school_owner_id, row.school_id].append(row.person)
    return keeping


def _leading(found: list[ToReview], at: datetime) -> dict[int, list[Person]]:
    """Who leads each of these teams today, or stands in. One query."""
    leading: dict[int, list[Person]] = defaultdict(list)
    teams = {one.team.pk for one in found}
    held = Membership.objects.filter(running_on(day_of(at)), team__in=teams, place__in=LEADING)
    for row in held.select_related("person").order_by("person"):
        leading[row.team_id].append(row.person)
    return leading

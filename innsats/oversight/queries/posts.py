"""What somebody was at work on a day that has passed: the appointment that ran, the nearest one first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from innsats.people.models import Appointment, Person
from innsats.rules.roles import Role

Posts = dict[int, list[Appointment]]  # by person


def posts_of(people: Iterable[Person]) -> Posts:
    """Every appointment that each of these has, or has had. One query."""
    rows = Appointment.objects.filter(person__in=[one.pk for one in people])
    found: Posts = defaultdict(list)
    for row in rows.select_related("school", "school_owner").order_by("pk"):
        found[row.person_id].append(row)
    return found


def post_on(held: Iterable[Appointment], on: date, near: Callable[[Appointment], object]) -> Appointment | None:
    """The one that ran on that day; of several, the first by `near`, which is smallest for the nearest."""
    running = [one for one in held if one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)]
    return min(running, key=lambda one: (near(one), one.pk), default=None)


def role_of(post: Appointment) -> str:
    """Its code among the words for parts in the log."""
    return "deputy" if post.deputy else str(Role(post.role))


def unit_of(post: Appointment) -> str:
    return post.school.name if post.school else post.school_owner.name

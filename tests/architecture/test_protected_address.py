"""A protected address: nothing that leaves says where the child is, or that somebody lives where nobody may know.

Which pages may show what is known of it stands in the access table (`a`): two, and no PDF, file or calendar.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail

from innsats.family.actions import approve_edition
from innsats.family.queries.pages import SLUGS
from innsats.notices.models import Mail
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.rules.editions import Group
from innsats.rules.mailing import GATHERS_FOR
from tests.architecture.access_families import of_edition
from tests.architecture.access_pages import PAGES
from tests.architecture.access_table import expected, shown
from tests.architecture.access_world import Watched
from tests.architecture.asking import browser_of, said_in, somebody
from tests.architecture.canaries import ADDRESS, CHILD, GROUPS, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
EXPECTED, SHOWN = expected(), shown()
LIMITED = "of_guardian"  # who may not know where the other guardian lives, perhaps with the child


def told_where(said: str, world: Watched) -> list[str]:
    """What `said` tells of where the child is: the school, and whoever works there."""
    there = Person.objects.filter(appointment__school=world.school).distinct().order_by("pk")
    return [name for name in (world.school.name, *(one.name for one in there)) if name in said]


def read_by(name: str, world: Watched) -> Iterator[tuple[str, str]]:
    """Every page of a family that this one gets, and what it says."""
    with somebody(name, world) as asking:
        for page, (got, _) in ((page, EXPECTED[page, name]) for page in PAGES):
            if got in "Pp" and EXPECTED[page, "anonymous"][0] == "K":
                yield page, said_in(asking.get(PAGES[page].address(world)).response)


def test_who_may_not_know_where_the_child_is_is_told_it_on_no_page(the_world: Watched) -> None:
    pages = dict(read_by(LIMITED, the_world))
    told = {page: told_where(said, the_world) + [one for one in GROUPS if one in said] for page, said in pages.items()}
    assert {page: found for page, found in told.items() if set(found) - {CHILD}} == {}
    assert set(pages) == {"family_editions", "read_edition", "answer_trust_check", "write_from_home", "choose_child"}
    assert told_where(dict(read_by("of_family", the_world))["read_edition"], the_world)  # there is something to tell


def test_nor_in_the_letter_that_is_handed_over(the_world: Watched) -> None:
    with somebody("rektor", the_world) as asking:
        letter, childs = (
            said_in(asking.get(of_edition("edition_letter", SLUGS[group]).address(the_world)).response)
            for group in (Group.LIMITED, Group.CHILD)
        )
    assert told_where(letter, the_world) == [] != told_where(childs, the_world)


def test_nor_in_the_list_of_several_to_choose_from(the_world: Watched) -> None:
    by = {"by": the_world.actor("rektor"), "at": NOW}
    with browser_of(LIMITED, the_world) as (client, _):
        approve_edition(the_world.over.pk, pupil=the_world.pupils[0].pk, group=Group.LIMITED, **by)
        said = client.get(PAGES["family_editions"].address(the_world)).content.decode()
    assert said.count("/skole/fra-skolen/") == 2 and told_where(said, the_world) == []


def test_what_is_known_of_it_is_on_two_pages_and_in_nothing_that_is_taken_out() -> None:
    """The matrix asks them all, and every PDF, file and calendar."""
    assert {page for page, groups in SHOWN.items() if ADDRESS in groups} == {"note_recipient", "decide_recipient"}


def test_no_mail_tells_anything_of_a_child_or_of_a_case(the_world: Watched) -> None:
    tick(NOW)
    tick(NOW + GATHERS_FOR)
    said = [f"{one.subject} {one.body} {one.extra_headers}" for one in mail.outbox]
    assert [text for text in said if any(group in text for group in GROUPS)] == []
    assert len(said) >= 5 and Mail.objects.exists()

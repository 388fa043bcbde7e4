"""Who a guardian of a story is, also where the demo lays the worlds of several stories together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from innsats.people.models import Guardian
from innsats.scenarios.binding import Names
from innsats.scenarios.demo import email_of, together
from innsats.scenarios.describe import STORIES
from innsats.scenarios.story import World, read_story
from innsats.scenarios.world import build
from innsats.vault.sealing import open_one
from tests import world as made


def built(*stories: str) -> Mapping[str, object]:
    names = Names()
    world: World = together([read_story(STORIES / f"{name}.yaml").world for name in stories], made.AT)
    build(world, names, at=made.AT, emails={name: email_of(adult) for name, adult in world.adults.items()})
    return names.rows


@pytest.mark.django_db
def test_a_guardian_with_another_name_is_nobody_at_work_who_has_the_short_one() -> None:
    """Ida's mother Eva Nesse, and Eva Lie of the team in another story."""
    rows = built("what-the-family-reads", "help-within-the-week")
    mother = rows["idan.eva"]
    assert isinstance(mother, Guardian) and mother.person_id is None
    assert open_one(mother.sealed_name, mother.pk) == "Eva Nesse"


@pytest.mark.django_db
def test_a_guardian_with_the_short_name_alone_is_the_one_at_work() -> None:
    rows = built("another-pupil")
    at_work = [one for one in rows.values() if isinstance(one, Guardian) and one.person_id]
    assert [open_one(one.sealed_name, one.pk) for one in at_work] == ["Rolf Aamodt"]

"""The one who knows may let somebody at work there read it, for a need; the duty stays."""

from __future__ import annotations

import pytest

from innsats.cases.actions import share_cause
from innsats.cases.queries.causes import causes_of
from innsats.people.viewers import viewer_of
from tests import world
from tests.cases.causes import a_cause
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def test_a_reader_is_named_with_a_need_and_names_nobody_else():
    school = world.a_school()
    lise, rektor, per = world.an_employee(school), world.a_principal(school), world.an_employee(school, "Per Sand")
    cause, by = a_cause(lise, school), {"by": world.actor(lise), "at": world.AT}
    with refused("text_missing"):
        share_cause(cause.pk, reader=rektor.uuid, need=" ", **by)
    share_cause(cause.pk, reader=rektor.uuid, need="Må vite det.", **by)
    assert [one.pk for one in causes_of(viewer_of(world.actor(rektor), world.AT))] == [cause.pk]
    with refused("reads_it_already"):
        share_cause(cause.pk, reader=rektor.uuid, need="Igjen.", **by)
    with refused("wrong_part"):
        share_cause(cause.pk, by=world.actor(rektor), at=world.AT, reader=per.uuid, need="Han også.")
    with not_visible():
        share_cause(cause.pk, by=world.actor(per), at=world.AT, reader=per.uuid, need="Vil se.")


def test_only_to_somebody_who_works_there():
    school = world.a_school()
    lise, stranger = world.an_employee(school), world.an_employee(world.a_school("Åsen skole"), "Fremmed")
    cause = a_cause(lise, school)
    with refused("reader_not_here"):
        share_cause(cause.pk, by=world.actor(lise), at=world.AT, reader=stranger.uuid, need="Vil se.")

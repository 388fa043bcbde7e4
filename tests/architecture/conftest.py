"""The watched world, for the tests that ask pages: laid anew for each file of them, and left as it was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from innsats.vault import keys
from tests.architecture.access_world import Watched, a_watched_world
from tests.architecture.canaries import NOW
from tests.replaying import replayed
from tests.world import it_is

watched = replayed(a_watched_world)


@pytest.fixture(scope="module")
def the_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Watched]:
    """It is the day after everything happened."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        keys.forget()
        it_is(patch, NOW)
        yield watched()
        transaction.set_rollback(True)
    keys.forget()

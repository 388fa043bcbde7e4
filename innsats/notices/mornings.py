"""Each school morning: the lists that somebody wants for a day without us are made, and those of before are removed."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import IntegrityError

from innsats.archive.actions import make_morning_list
from innsats.archive.pdf import CannotTypeset
from innsats.archive.queries.mornings import waiting_orders
from innsats.cases.models import MorningSheet
from innsats.journal.actors import CLOCK
from innsats.rules.calendar import day_of
from innsats.rules.verdicts import Refused

logger = logging.getLogger("innsats.mornings")


def make_morning_lists(at: datetime) -> None:
    """Make each in a transaction of its own: one that cannot be made is tried again by the next tick, and keeps no
    other from being made. Two queries when there is nothing to do.
    """
    old = MorningSheet.objects.filter(on__lt=day_of(at))
    if old.exists():
        old.delete()
    for order in waiting_orders(at):
        try:
            make_morning_list(order.pk, by=CLOCK, at=at)
        except Refused:  # it was ended since we asked
            continue
        except (IntegrityError, CannotTypeset) as error:  # another tick made it at the same moment, or the next will
            logger.warning("a morning's list was not made: %s", type(error).__name__)

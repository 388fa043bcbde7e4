"""Which families' requests no team has been asked of yet."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from ..models import Assistance


def not_asked_yet() -> Q:
    """Of a `FamilyRequest`: no team has been asked of it, save in a case that was about the wrong child."""
    return ~Q(Exists(Assistance.objects.filter(family_request=OuterRef("pk"), let_go_by=None)))

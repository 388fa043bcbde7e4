"""What is written whenever something is proposed about a pupil."""

from __future__ import annotations

from tests import world
from tests.replaying import replayed

TEXTS = {
    "reason": "Mats har slått tre elever denne uka.", "tried": "Samtaler, og en voksen ved siden av ham.",
    "pupil_view": "«De skal ikke le av meg.»", "best_interest": "Ro, og en voksen som kjenner ham.",
}  # fmt: skip


@replayed
def a_received_case(*, grade: int = 6, upper: bool = False):
    """A case about a pupil in this grade."""
    school = world.a_school()
    return world.received(world.a_case(school, pupil=world.a_pupil(school, "Mats Rød", grade=12 if upper else grade)))

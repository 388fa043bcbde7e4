"""The pages about what families read: a guardian whom it is kept from, and an edition that is approved or is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from innsats.cases.models import Case, HomeMessage
from innsats.cases.queries.entitled import families_of
from innsats.family.queries.edition import edition_for
from innsats.people.models import Guardian
from innsats.rules.editions import Group
from tests.architecture.access_page import TODAY, Page, Typed
from tests.architecture.access_world import Watched
from tests.architecture.canaries import NOW


def kept_from(world: Watched) -> Guardian:
    """Of the pupil whom `case` is about: somebody who does not work here, is kept from it by a decision, and lives at a
    protected address.
    """
    return Guardian.objects.get(pupil=world.pupils[0], person=None)


def of_guardian(name: str, typed: Callable[[Watched], Typed]) -> Page:
    return Page(
        name=name, of=lambda world: {"number": world.case.number, "guardian": kept_from(world).pk}, typed=typed
    )


def of_edition(name: str, way: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(
        name=name, of=lambda world: {"number": world.case.number, "pupil": world.pupils[0].pk, "way": way},
        typed=typed,
    )  # fmt: skip


def of_reader(name: str, typed: Callable[[Watched], Typed] = lambda world: {}) -> Page:
    """The pupil itself, who has an own code."""
    return Page(
        name=name, of=lambda world: {"number": world.case.number, "pupil": world.pupils[0].pk,
                                     "reader": world.pupils[0].pk}, typed=typed,
    )  # fmt: skip


def newest_shown(world: Watched) -> Mapping[str, Any]:
    """The newest message on the page that is answered, or said to need no answer."""
    rows = HomeMessage.objects.filter(case=world.case.pk, pupil=world.pupils[0].pk, guardian=None)
    return {"last": str(rows.latest("at", "pk").pk)}


def as_shown(world: Watched) -> Mapping[str, Any]:
    """What is read before it is approved."""
    case = Case.objects.select_related("school").get(pk=world.case.pk)
    family = families_of(case, NOW)[0]
    return {"seen": edition_for(case, family, Group.LIMITED, NOW).digest}


FAMILY_PAGES: dict[str, Page] = {
    "note_recipient": of_guardian(
        "note_recipient",
        lambda world: {"responsibility": "yes", "source": "from_family", "as_of": TODAY, "text": "Mor sa det."},
    ),
    "decide_recipient": of_guardian(
        "decide_recipient", lambda world: {"decision": "give", "reason": "Barnet vil det."}
    ),
    "case_family": Page(name="case_family", of=lambda world: {"number": world.case.number}),
    "approve_edition": of_edition("approve_edition", "uten-sted", as_shown),
    "edition_letter": of_edition("edition_letter", "barn"),
    "give_family_key": of_reader("give_family_key"),
    "end_family_key": of_reader("end_family_key"),
    "write_home": of_reader("write_home", lambda world: {"text": "Vi passer på."}),
    "leave_unanswered": of_reader("leave_unanswered", newest_shown),
    "use_family_key": Page(name="use_family_key", typed=lambda world: {"code": "0000 0000 0000 0000"}),
    "family_editions": Page(name="family_editions"),
    "read_edition": Page(name="read_edition", of=lambda world: {"case": world.case.pk}),
    "answer_trust_check": Page(
        name="answer_trust_check", of=lambda world: {"case": world.case.pk},
        typed=lambda world: {"heard": "no", "knows_next": "partly", "better": "no_answer"},
    ),
    "own_check_in": Page(
        name="own_check_in", of=lambda world: {"case": world.case.pk}, typed=lambda world: {"is_safe": "yes"}
    ),
    "ask_for_trail": Page(
        name="ask_for_trail", of=lambda world: {"case": world.case.pk}, typed=lambda world: {}
    ),
    "trail": Page(name="trail"),
    "release_trail": Page(
        name="release_trail", of=lambda world: {"asked": world.trail_request.pk}, typed=lambda world: {}
    ),
    "settle_reading": Page(
        name="settle_reading", of=lambda world: {"reading": world.reading.pk},
        typed=lambda world: {"found": "at_work"},
    ),
    "write_from_home": Page(
        name="write_from_home", of=lambda world: {"case": world.case.pk}, typed=lambda world: {"text": "Takk."}
    ),
}

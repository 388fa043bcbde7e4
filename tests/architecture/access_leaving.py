"""The pages of a case on its way out, for the access matrix."""

from __future__ import annotations

from collections.abc import Callable

from innsats.cases.models import MorningSheet
from tests.architecture.access_page import Page, Typed
from tests.architecture.access_world import Watched


def of_leaving(name: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"number": world.leaving.number}, typed=typed)


LEAVING_PAGES = {
    # what other pages do with a case that is closed
    "read_case closed": of_leaving("read_case"),
    "case_inquiry closed": of_leaving("case_inquiry"),
    "case_log closed": of_leaving("case_log"),
    "case_family closed": of_leaving("case_family"),
    "note_inquiry closed": of_leaving(
        "note_inquiry", lambda world: {"text": "Sett", "question": "facts", "method": "talk", "perspective": "staff"}
    ),
    "admit_to_team closed": of_leaving("admit_to_team", lambda world: {"member": str(world.people["reporter"].uuid)}),
    "print_case closed": of_leaving("print_case", lambda world: {}),
    "set_morning_list": Page(
        name="set_morning_list", typed=lambda world: {"unit": str(world.school.school_owner.uuid), "is_on": "yes"}
    ),
    "fetch_morning_list": Page(
        name="fetch_morning_list", typed=lambda world: {},
        of=lambda world: {"sheet": MorningSheet.objects.get(school_owner=world.school.school_owner).pk},
    ),
    "disposals": Page(name="disposals"),
    "set_keeping_time": Page(
        name="set_keeping_time", of=lambda world: {"owner": world.school.school_owner.uuid},
        typed=lambda world: {"years": "12", "document": "Plan 26/18"},
    ),
    "record_archived": of_leaving("record_archived", lambda world: {"reference": "26/4712"}),
    "place_hold": of_leaving("place_hold", lambda world: {"reason": "complaint", "text": "Klage"}),
    "lift_hold": Page(
        name="lift_hold", of=lambda world: {"number": world.leaving.number, "hold": world.hold.pk},
        typed=lambda world: {"text": "Avgjort"},
    ),
    "dispose_case": of_leaving("dispose_case", lambda world: {"confirmed": "on"}),
}

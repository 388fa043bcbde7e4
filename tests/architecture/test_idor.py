"""Every id in an address, after `?` and in a form, exchanged for somebody else's: not found, and nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from innsats.cases.models import Party
from tests.architecture.access_page import NOT_HIDDEN
from tests.architecture.access_pages import PAGES
from tests.architecture.access_table import expected
from tests.architecture.access_world import Watched, a_watched_world
from tests.architecture.asking import Asking, somebody

pytestmark = pytest.mark.django_db
EXPECTED = expected()
RIGHTLY_FOREIGN = {  # what may be somebody else's, and why
    ("report_concern", "school"): "a report may go to any school",
    ("open_report", "school"): "as above",
    ("pupils", "words"): "a name to look for among one's own pupils",
    ("cases by name", "finn"): "as above",
    ("cases by number", "finn"): "as above",
}
# A colleague may have dropped the measure meanwhile: what was typed comes back, and it is said that it is gone.
KEEPS_WHAT_WAS_TYPED = {"draft_measure changed": "4="}
OPEN_ADDRESSES = {  # the same answer to everybody
    "set_password", "link_by_letter", "sign_in_demo", "calendar", "child_check_in", "how_team_works open",
    "read_edition", "answer_trust_check", "ask_for_trail", "own_check_in", "write_from_home",
}  # fmt: skip
IN_BOTH_TEAMS = "member"
IN_BOTH_CASES = {"person", "pupil", "guardian", "reader"}  # the employee, and the pupil with its family


@pytest.fixture(scope="module")
def foreign(the_world: Watched) -> Watched:
    """The same once more, at another owner."""
    return a_watched_world()


@pytest.fixture
def rektor(the_world: Watched, foreign: Watched) -> Iterator[Asking]:
    with somebody("rektor", the_world) as asking:
        yield asking


def exchanged(own: dict[str, Any], theirs: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What differs between the two, one at a time: its name, and the own with theirs in that place."""
    for name, value in theirs.items():
        if own.get(name) != value:
            yield name, {**own, name: value}


def test_what_stands_in_an_address_is_ones_own_or_nothing(the_world: Watched, foreign: Watched, rektor: Asking) -> None:
    wrong = []
    for name, page in PAGES.items():
        own, theirs = dict(page.of(the_world)), dict(page.of(foreign))
        for part, mixed in () if name in OPEN_ADDRESSES else exchanged(own, theirs):
            assert part not in NOT_HIDDEN
            address = page.address(the_world, **mixed)
            wrong += [f"GET {name}/{part}"] * (rektor.get(address).outcome != "4")
            if page.typed:
                answer = rektor.post(address, dict(page.typed(the_world)))
                taken = answer.changed or answer.outcome not in KEEPS_WHAT_WAS_TYPED.get(name, "4")
                wrong += [f"POST {name}/{part}"] * taken
    assert wrong == []


def test_what_is_asked_for_after_the_address_is_ones_own_or_nothing(
    the_world: Watched, foreign: Watched, rektor: Asking
) -> None:
    page = PAGES["correct_record"]
    address = page.address(the_world).replace(str(the_world.note.pk), str(foreign.note.pk))
    assert rektor.get(address).outcome == rektor.post(address, dict(page.typed(the_world))).outcome == "4"
    for target in ("note", "note:x:words", f"note:{the_world.note.pk}:case", f"measure:{the_world.note.pk}:what"):
        assert rektor.get(f"/saker/{the_world.case.number}/rettelser/?tekst={target}").outcome == "4"


def test_what_is_chosen_in_a_form_is_among_ones_own_or_refused(
    the_world: Watched, foreign: Watched, rektor: Asking
) -> None:
    wrong, tried = [], 0
    for name, page in PAGES.items():
        if page.typed and EXPECTED[name, "rektor"][1] == "+":
            for part, mixed in exchanged(dict(page.typed(the_world)), dict(page.typed(foreign))):
                if (name, part) not in RIGHTLY_FOREIGN:
                    answer, tried = rektor.post(page.address(the_world), mixed), tried + 1
                    wrong += [f"{name}/{part}: {answer.outcome}"] * (answer.outcome not in "=4" or answer.changed)
    assert wrong == []
    assert tried >= 12


def test_a_thing_of_one_case_is_not_found_in_another_one(the_world: Watched, rektor: Asking) -> None:
    """Rektor may read both cases: what hangs in one must still not be reached through the other."""
    wrong = []
    for name, page in PAGES.items():
        hangs = set(page.of(the_world)) - {"number", "noun", "way", "step", IN_BOTH_TEAMS, *IN_BOTH_CASES}
        if hangs and "number" in page.of(the_world):
            address = page.address(the_world, number=the_world.fresh.number)
            assert page.typed
            answer = rektor.post(address, dict(page.typed(the_world)))
            taken = answer.changed or answer.outcome not in KEEPS_WHAT_WAS_TYPED.get(name, "4")
            wrong += [name] * (taken or rektor.get(address).outcome != "4")
    correct = PAGES["correct_record"].address(the_world, number=the_world.fresh.number)
    wrong += ["correct_record"] * (rektor.get(correct).outcome != "4")
    assert wrong == []


@pytest.mark.parametrize("page", ["declare_impartiality report", "declare_impartiality case"])
def test_a_pupil_of_another_owner_does_not_become_a_party(
    the_world: Watched, foreign: Watched, rektor: Asking, page: str
) -> None:
    before = Party.objects.count()
    typed = {"step": "answer", "none": "1", "parties": [str(foreign.pupils[0].pk)]}
    rektor.client.post(PAGES[page].address(the_world), typed)
    assert Party.objects.count() == before
    shown = rektor.client.post(PAGES[page].address(the_world), {**typed, "step": "choose"}).content.decode()
    assert foreign.first_name not in shown


@pytest.mark.parametrize("who", ["rektor", "lead", "holder", "officer"])
def test_nothing_of_another_owner_is_reached_by_anybody_here(the_world: Watched, foreign: Watched, who: str) -> None:
    with somebody(who, the_world) as asking:
        found = [
            name
            for name, page in PAGES.items()
            if dict(page.of(the_world)) != dict(page.of(foreign)) and name not in OPEN_ADDRESSES
            if asking.get(page.address(foreign)).outcome not in "4M"
        ]
    assert found == []

"""Every address × GET, POST × everybody: who gets it, what it shows, what it changes. The table stands beside it."""

from __future__ import annotations

import re

import pytest
from csp.constants import HEADER

from innsats.vault.fields import SealedField, SealedFileField
from innsats.vault.sealing import open_one
from innsats.web.middleware import HEADERS
from tests.architecture.access_page import NUMBER
from tests.architecture.access_pages import PAGES
from tests.architecture.access_personas import PERSONAS
from tests.architecture.access_table import expected, shown
from tests.architecture.access_world import Watched
from tests.architecture.asking import Answer, Asking, said_in, somebody, watched_models
from tests.architecture.canaries import GROUPS
from tests.architecture.test_closed_lists import routes

pytestmark = pytest.mark.django_db
EXPECTED, SHOWN = expected(), shown()
NO_CANARY = {  # typed later, or no words; a ruling tells the owner, and the officer here is not told: nor is it done
    "cases.RecipientNote.cautions", "people.Pupil.sealed_caution",
    "web.Draft.typed", "web.Upload.name", "people.CodeApp.sealed_seed",
    "people.OutsideSession.sealed_token",  # nobody here came by a provider
    "people.Pupil.sealed_birth_date", "cases.Declaration.facts", "cases.AdviceRuling.words",
    "cases.AdviceDone.words",
    # only of a report from nobody known that names nobody: said and read in the tests of the act
    "cases.AbuseMark.words",
    "cases.TrailRelease.lines",  # days, parts and units
    "cases.ArchiveReceipt.reference", "cases.KeepingTime.document",  # what the archive calls a case, and a plan
}  # fmt: skip

ON_BOTH = {  # whom PostgreSQL is asked for as well: each stands elsewhere to the wall, or has another way in
    "with_code", "of_family", "employee", "rektor", "recused", "deputy", "lead", "guardian", "told", "holder",
    "foreign", "team_leader", "assistant", "privacy", "past_assistant", "of_guardian", "other_guardian", "accused",
}  # fmt: skip

NO_LOOK = {  # what is shown there, and no look is kept
    "today": "names in a list, of cases that one may read",
    "cases by name": "as I dag",
    "cases by number": "as I dag",
    "my_reports": "one's own words",
    "own_report": "one's own words",
    "held_report": "as own_report, by the code",
    "family_told": "one's own words: the number that one gave the family",
    "choose_child": "the name of one's own child",
    "pupils": "the register of pupils, no case",
    "move_pupil": "as pupils",
    "hand_over_work": "as I dag",
    "errands": "as causes: what one was asked to do",
    "causes": "as I dag: names in a list, of what one knows or was shown",
    "print_open_cases": "recorded itself, with every case that is on the paper",
}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {page.name for page in PAGES.values()} == {route.name for route in routes()}
    assert {page for page, _ in EXPECTED} == set(PAGES) == set(SHOWN)


def test_there_are_enough_cells_to_mean_something() -> None:
    assert len(ON_BOTH) >= 14 and set(PERSONAS) >= ON_BOTH
    assert 2 * len(EXPECTED) >= 2_500


def test_everything_that_is_sealed_holds_a_canary(the_world: Watched) -> None:
    silent = {
        f"{model._meta.label}.{field.name}"
        for model in watched_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField) and not isinstance(field, SealedFileField)
        and not any(map(_sings, ((getattr(row, field.name), row.pk) for row in model._base_manager.all())))
    }
    assert silent == NO_CANARY


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=() if one in ON_BOTH else pytest.mark.sqlite) for one in PERSONAS]
)
def test_everybody_gets_what_is_theirs_by_get(the_world: Watched, name: str) -> None:
    with somebody(name, the_world) as asking:
        wrong = [cell for page in PAGES for cell in wrong_by_get(asking, the_world, page, name)]
    assert wrong == []


@pytest.mark.sqlite  # PostgreSQL is asked by GET
@pytest.mark.parametrize("name", PERSONAS)
def test_everybody_may_post_what_is_theirs(the_world: Watched, name: str) -> None:
    with somebody(name, the_world) as asking:
        wrong = [cell for page in PAGES for cell in wrong_by_post(asking, the_world, page, name)]
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in PERSONAS if EXPECTED["read_case", name][0] in "H4"])
def test_who_may_not_read_a_case_does_not_find_it_by_the_name_of_the_pupil(the_world: Watched, name: str) -> None:
    with somebody(name, the_world) as asking:
        found = asking.post("/saker/", {"finn": the_world.first_name}).response.content.decode()
    assert the_world.case.number not in found


@pytest.mark.parametrize("name", [name for name in PERSONAS if EXPECTED["read_case", name][0] == "4"])
def test_looking_for_a_hidden_number_answers_as_for_one_that_does_not_exist(the_world: Watched, name: str) -> None:
    with somebody(name, the_world) as asking:
        hidden, nothing = (
            re.sub(r'"\w{64}"', "", asking.post("/saker/", {"finn": number}).response.content.decode()).replace(
                number, ""
            )
            for number in (the_world.case.number, NUMBER)
        )
    assert hidden == nothing


def test_rektor_is_shown_everything_that_a_page_may_show(the_world: Watched) -> None:
    """There is something to leak on every page that may show something; own reports are the reporter's, what only one
    knows is that one's, what a family tells the team alone is its leader's, and the notes of those who assist are
    theirs.
    """
    missing: dict[str, frozenset[str]] = {}
    for name in ("rektor", "reporter", "with_code", "of_family", "of_guardian", "lead", "team_leader", "assistant"):
        with somebody(name, the_world) as asking:
            for page, may_show in SHOWN.items():
                if EXPECTED[page, name][0] == "P" and missing.get(page, may_show):
                    address, typed = PAGES[page].address(the_world), PAGES[page].typed
                    shows = asking.get(address).leaked
                    shows |= asking.post(address, dict(typed(the_world))).leaked if typed else frozenset()
                    missing[page] = missing.get(page, may_show) - shows
    assert {page: groups for page, groups in missing.items() if groups} == {}
    assert set(missing) == {page for page, may_show in SHOWN.items() if may_show}


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_no_page_takes_another_method(the_world: Watched, method: str) -> None:
    with somebody("rektor", the_world) as asking:
        taken = [name for name, page in PAGES.items() if asking.ask(method, page.address(the_world)).outcome != "M"]
    assert taken == []


def wrong_by_get(asking: Asking, world: Watched, page: str, name: str) -> list[str]:
    sign = EXPECTED[page, name][0]
    address = PAGES[page].address(world)
    answer = asking.get(address)
    told = wrong_in(answer, sign.upper(), SHOWN[page] if sign == "P" else frozenset())
    told += numbers_in(answer, hidden_from(name, world), address)
    if answer.leaked and page not in NO_LOOK and not answer.looks:
        told.append("shows it, and no look is kept")
    if answer.changed:
        told.append("changed something")
    if sign == "4" and (elsewhere := PAGES[page].nowhere(world)):
        told += differences(answer, asking.get(elsewhere), is_guessable=is_guessable(page, name, world))
    return [f"GET {page}: {what}" for what in told]


def wrong_by_post(asking: Asking, world: Watched, page: str, name: str) -> list[str]:
    got, sign = EXPECTED[page, name]
    address, typed = PAGES[page].address(world), PAGES[page].typed
    sign = sign or ("S" if got == "S" else "M")
    given = dict(typed(world)) if typed else {}
    answer = asking.post(address, given)
    told = wrong_in(answer, sign, SHOWN[page] if got == "P" else frozenset())
    told += numbers_in(answer, hidden_from(name, world), f"{address} {given}")
    if answer.leaked and page not in NO_LOOK and not answer.looks:
        told.append("shows it, and no look is kept")
    if answer.changed and sign != "+":
        told.append("changed something")
    if sign == "4" and typed and (elsewhere := PAGES[page].nowhere(world)):
        told += differences(answer, asking.post(elsewhere, given), is_guessable=is_guessable(page, name, world))
    return [f"POST {page}: {what}" for what in told]


def wrong_in(answer: Answer, sign: str, may_show: frozenset[str]) -> list[str]:
    """What is not as it should be in one answer: the outcome, what it lets out, its headers."""
    told = [f"{answer.outcome} instead of {sign}"] if answer.outcome != sign else []
    if answer.leaked - may_show:
        told.append(f"shows {sorted(answer.leaked - may_show)}")
    response = answer.response
    lacking = [name for name, value in HEADERS.items() if response.get(name) != value]
    if "default-src 'none'" not in response.get(HEADER, "") or "unsafe" in response.get(HEADER, ""):
        lacking.append(HEADER)
    if response.get("Cache-Control") != "no-store":
        lacking.append("Cache-Control")
    return told + [f"lacks {name}" for name in lacking]


def hidden_from(name: str, world: Watched) -> list[str]:
    """The numbers of the cases and reports that this persona may not know of. The log has them, and no more of them."""
    if name == "privacy":
        return []
    sees_cases = EXPECTED["read_case", name][0] in "PH"
    sees_reports = EXPECTED["secure_safety report", name][0] == "p" or name in ("reporter", "with_code")
    reads_one = EXPECTED["read_report", name][0] in "pP"  # whoever helps in the case may read its report
    rows = ([] if sees_cases else [world.case, world.fresh]) + ([] if sees_reports or reads_one else [world.report])
    sees_closed = EXPECTED["read_case closed", name][0] in "PH"  # and what it came of
    others = [world.loose_report] if sees_closed else [world.other_report, world.loose_report]
    return [row.number for row in [*rows, *([] if sees_reports else others)]]


def numbers_in(answer: Answer, hidden: list[str], sent: str) -> list[str]:
    """The hidden numbers that the answer tells, other than those that were sent to it."""
    said = said_in(answer.response) + answer.response.get("Location", "")
    return [f"tells the number {number}" for number in hidden if number in said and number not in sent]


def is_guessable(page: str, name: str, world: Watched) -> bool:
    """Whether somebody who may not know of the case could come upon this address by trying numbers."""
    return "number" in PAGES[page].of(world) and EXPECTED["read_case", name][0] not in "PH"


def differences(hidden: Answer, nothing: Answer, *, is_guessable: bool) -> list[str]:
    """What tells something hidden from what does not exist. Where the address can be guessed, the database is asked as
    often, so that time tells nothing either (`bench.guessing` takes the time); nobody comes upon a key of 122 bits.
    """
    here, there = (
        (one.response.status_code, one.response.content, dict(one.response.items())) for one in (hidden, nothing)
    )
    told = [] if here == there else ["not as what does not exist"]
    if is_guessable and hidden.queries_count != nothing.queries_count:
        told.append(f"{hidden.queries_count} queries, and {nothing.queries_count} for what does not exist")
    return told


def _sings(held: tuple[object, object]) -> bool:
    sealed, row = held
    return bool(sealed) and any(group in open_one(sealed, row) for group in GROUPS)

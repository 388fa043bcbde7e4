"""One vocabulary: an act's name is its name everywhere, so that one search shows the whole of it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation

from innsats.journal.action import ACTIONS
from innsats.rules.access import POLICY
from innsats.rules.acts import KINDS, Act, Kind, kind_of
from innsats.web import words
from innsats.web.middleware import SPOKEN
from tests.architecture.test_closed_lists import routes

ROOT = Path(__file__).resolve().parents[2]
SLICES = ("people", "teams", "cases", "assistance", "family", "oversight", "archive")
LOOKS = [act for act in Act if kind_of(act) is Kind.LOOK]
DONE = [act for act in Act if kind_of(act) is not Kind.LOOK]
PAGES = [act for act in Act if kind_of(act) is Kind.PAGE]


@cache
def modules(slice_: str, part: str) -> list[ModuleType]:
    """`innsats.<slice_>.<part>`, and every module of it when it is a folder."""
    try:
        top = importlib.import_module(f"innsats.{slice_}.{part}")
    except ModuleNotFoundError:
        return []
    inside = pkgutil.iter_modules(top.__path__, f"{top.__name__}.") if hasattr(top, "__path__") else ()
    return [top, *(importlib.import_module(found.name) for found in inside)]


def owners_of(part: str, name: str) -> list[str]:
    """The slices with something called `name` defined in their `part`, once for each place it is defined."""
    return [
        slice_
        for slice_ in SLICES
        for module in modules(slice_, part)
        if getattr(vars(module).get(name), "__module__", None) == module.__name__
    ]


def slice_of(act: Act) -> str:
    return ACTIONS[act].__module__.split(".")[1]


def form_of(act: Act) -> str:
    return "".join(word.capitalize() for word in act.split("_")) + "Form"


def written_in(folder: Path, word: str) -> bool:
    pattern = re.compile(rf"\b{word}\b")
    return any(pattern.search(path.read_text()) for path in folder.rglob("*.py"))


def test_what_is_no_page_is_listed_as_what_it_is() -> None:
    assert Kind.PAGE not in KINDS.values()


@pytest.mark.parametrize("act", Act)
def test_every_act_has_a_row_in_the_policy(act: Act) -> None:
    assert POLICY[act]


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("language", SPOKEN)
def test_every_act_can_be_said_before_and_after_it_is_done_in_every_language(act: Act, language: str) -> None:
    with translation.override(language):
        said = {kind: words.of(kind, act, about="") for kind in ("act", "done") if act in words.KINDS[kind]}
    with translation.override("nb"):
        in_bokmal = {kind: words.of(kind, act, about="") for kind in said}
    assert set(said) == {"act", "done"} and all(said.values())
    assert language != "en" or all(said[kind] != in_bokmal[kind] for kind in said)


@pytest.mark.parametrize("act", DONE)
def test_every_act_is_one_function_among_the_actions_of_one_slice(act: Act) -> None:
    assert len(owners_of("actions", act)) == 1
    assert ACTIONS[act].__name__ == act


def test_nothing_else_calls_itself_an_action() -> None:
    assert set(ACTIONS) == set(DONE)


@pytest.mark.parametrize("act", LOOKS)
def test_a_look_changes_nothing_and_is_no_action(act: Act) -> None:
    assert owners_of("actions", act) == []
    assert written_in(ROOT / "innsats" / "scenarios", act), "a story asks it by its name"


@pytest.mark.parametrize("act", Act)
def test_every_act_has_a_test_file_of_its_name(act: Act) -> None:
    tests = [path for slice_ in SLICES for path in (ROOT / "tests" / slice_).rglob(f"test_{act}.py")]
    assert len(tests) == 1, f"write tests/<slice>/test_{act}.py"
    assert act in LOOKS or tests[0].parent.name == slice_of(act)
    assert re.search(rf"\b{act}\b|\bAct\.{act.name}\b", tests[0].read_text())


@pytest.mark.parametrize("act", PAGES)
def test_a_page_act_has_a_view_of_its_name_in_its_own_slice(act: Act) -> None:
    assert owners_of("views", act) == [slice_of(act)]


@pytest.mark.parametrize("act", PAGES)
def test_a_page_act_has_an_address_of_its_name_that_leads_to_its_view(act: Act) -> None:
    addressed = get_resolver().reverse_dict.getlist(act)
    assert addressed
    views = [route.callback for route in routes() if route.name == act]
    assert {(view.__module__.split(".")[1], view.__name__) for view in views} == {(slice_of(act), act.value)}


@pytest.mark.parametrize("act", PAGES)
def test_a_page_act_has_a_template_of_its_name(act: Act) -> None:
    assert get_template(f"{slice_of(act)}/{act}.html")


@pytest.mark.parametrize("act", PAGES)
def test_a_page_act_has_a_form_of_its_name_that_its_view_uses(act: Act) -> None:
    assert owners_of("forms", form_of(act)) == [slice_of(act)]
    views = importlib.import_module(next(r.callback.__module__ for r in routes() if r.name == act))
    assert re.search(rf"\b{form_of(act)}\(", inspect.getsource(views))


@pytest.mark.parametrize("act", Act)
def test_every_act_is_told_of_in_the_printed_lists(act: Act) -> None:
    printed = ROOT / "docs" / "generated"
    assert f"`{act}`" in (printed / "access.md").read_text()
    assert act in LOOKS or act in (printed / "acts.md").read_text()


def test_no_address_counts_rows() -> None:
    """A running number would tell that something is hidden: addresses take numbers of cases, uuids and tokens."""
    taken = {kind for route in routes() for kind in re.findall(r"<(\w+):", str(route.pattern))}
    assert taken <= {"uuid", "slug", "str"}

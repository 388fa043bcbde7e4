"""What can stand in a story, printed from the code: every act and every ask, with what it takes and what may say no."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from innsats.rules.access import Impartiality, Part, Standing, obstacles_to
from innsats.rules.acts import Act, Kind, kind_of
from innsats.rules.stages import Stage
from innsats.rules.verdicts import Obstacle
from innsats.web.words.obstacles import OBSTACLES

from .asks import ASKS
from .binding import Parameter, parameters_of
from .reading import Value, read_yaml
from .walk import actions

STORIES = Path(__file__).parent / "stories"
SEATED = {"case", "report", "reports", "declaration"}


def acts_markdown() -> str:
    """docs/generated/acts.md: per act its kind, parameters, codes, reasons for a no, and one example from a story."""
    done = [act for act in Act if act in actions()]
    parts = [f"# Acts\n\n{len(done)} acts can stand in a story. Who may do which "
             "stands in [access.md](access.md); how a story is written, in [stories.md](../stories.md)."]  # fmt: skip
    for act in done:
        parts.append(_act(act, actions()[act]))
    return "\n\n".join(parts) + "\n"


def asks_markdown() -> str:
    """docs/generated/asks.md: per ask its parameters, its answer, and one example from a story."""
    parts = ["# Asks\n\nEach is a public query, asked by somebody at a time; "
             "what somebody may not see, is answered with `not_visible`."]  # fmt: skip
    for name, function in sorted(ASKS.items()):
        parts.append(f"## {name}\n\n{_plain(function)}\n\n{_parameters(function)}{_example('ask', name)}".rstrip())
    return "\n\n".join(parts) + "\n"


def codes_of(act: Act, function: Callable[..., Any]) -> tuple[str, ...]:
    """Every obstacle that the act may meet: those of the policy, then those in what its function reaches."""
    return tuple(dict.fromkeys([*_policy_codes(act, function), *sorted(_written_codes(inspect.unwrap(function)))]))


def _act(act: Act, function: Callable[..., Any]) -> str:
    kind = {Kind.PAGE: "on a page", Kind.COMMAND: "from the command line", Kind.CLOCK: "by the clock"}[kind_of(act)]
    codes = ", ".join(f"`{code}`" for code in codes_of(act, function)) or "none"
    return (
        f"## {act}\n\n{_plain(function)} Done {kind}.\n\n{_parameters(function)}"
        f"Refused with: {codes}.\n{_example('act', act)}"
    ).rstrip()


def _parameters(function: Callable[..., Any]) -> str:
    rows = [_row(one) for one in parameters_of(function)]
    return "\n".join(["| takes | type | |", "|---|---|---|", *rows, "", ""]) if rows else "Takes nothing.\n\n"


def _row(one: Parameter) -> str:
    keys = " or ".join(f"`{key}`" for key in one.keys)
    codes = "the name of an act" if one.hint is Act else ", ".join(f"`{code}`" for code in one.codes)
    shown = f"{one.shown}: {codes}" if one.codes else one.shown
    return f"| {keys} | {shown or 'not to be written in a story'} | {'required' if one.is_required else ''} |"


def _plain(function: Callable[..., Any]) -> str:
    """The first paragraph of the docstring, on one line."""
    return " ".join((inspect.getdoc(inspect.unwrap(function)) or "").split("\n\n")[0].split())


def _example(key: str, verb: str) -> str:
    step = first_steps().get((key, verb))
    return f"\n```yaml\n- {step}\n```\n" if step else ""


@cache
def first_steps() -> dict[tuple[str, str], str]:
    """The first step of the stories, by name of story, that does each act or asks each thing."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted(STORIES.glob("*.yaml")):
        for step in read_yaml(path).mapping("a story", optional=None)["steps"].items():
            pairs = step.mapping("a step", optional=None)
            key = "ask" if "ask" in pairs else "act"
            found.setdefault((key, pairs[key].text()), _flow({k: v for k, v in pairs.items() if k != "expect"}))
    return found


def _flow(said: object) -> str:
    """A value as YAML on one line."""
    if isinstance(said, Value):
        return _flow(said.said)
    if isinstance(said, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in said.items()) + "}"
    if isinstance(said, list):
        return f"[{', '.join(map(_flow, said))}]"
    if said is None:
        return "null"
    text = " ".join(str(said).split())
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    """Whether the text may stand without quotes."""
    try:
        read = yaml.compose(f"{{a: {text}}}", Loader=yaml.SafeLoader).value[0][1]
    except yaml.YAMLError:
        return False
    return bool(text) and isinstance(read, yaml.ScalarNode) and read.value == text


def _policy_codes(act: Act, function: Callable[..., Any]) -> list[str]:
    """What the policy can answer, over every standing that somebody can have to what the act concerns."""
    keys = {key for one in parameters_of(function) for key in one.keys}
    declared = list(Impartiality) if keys & SEATED else [Impartiality.IMPARTIAL]
    stages = [None, *Stage] if "case" in keys else [None]
    standings = (
        Standing(parts=frozenset({Part.ANYONE, part}), impartiality=impartiality, trained=trained, stage=stage)
        for part, impartiality, trained, stage in itertools.product(Part, declared, (True, False), stages)
    )
    return list(dict.fromkeys(obstacle.code for one in standings for obstacle in obstacles_to(act, one)))


def _written_codes(function: Callable[..., Any]) -> set[str]:
    """The obstacle codes that stand in the function's text, or in that of any function of ours it calls."""
    seen: set[Callable[..., Any]] = set()
    waiting, found = [function], set()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            codes, called = _in_text(one)
            found |= codes
            waiting += called
    return found


@cache
def _in_text(function: Callable[..., Any]) -> tuple[set[str], list[Callable[..., Any]]]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    tree.body[0].decorator_list = []  # type: ignore[attr-defined]
    codes = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in OBSTACLES}
    named = [one for node in ast.walk(tree) if isinstance(node, ast.Name) for one in _named(function, node.id)]
    codes |= {one.code for one in named if isinstance(one, Obstacle)}
    return codes, [one for one in named if inspect.isfunction(one) and _is_ours(one)]


def _named(function: Callable[..., Any], name: str) -> Iterator[Any]:
    if name in function.__globals__:
        one = function.__globals__[name]
        yield inspect.unwrap(one) if inspect.isfunction(one) else one


def _is_ours(function: Callable[..., Any]) -> bool:
    """The policy's own codes are found by asking it."""
    return function.__module__.startswith("innsats.") and function.__module__ != "innsats.rules.access"

"""`innsats docs`: print pages of docs/ from the code, so that what is written is what is done."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

from innsats.cli.licences import licences_page
from innsats.cli.limits import limits_page
from innsats.rules import law, mailing, telling
from innsats.rules.access import POLICY, Grant, Part
from innsats.rules.acts import Act, kind_of
from innsats.rules.deadlines import dates
from innsats.rules.stages import MOVES, Stage
from innsats.scenarios.describe import acts_markdown, asks_markdown

FOLDER = Path(__file__).resolve().parents[2] / "docs"
PRINTED = "<!-- Printed from the code by `make docs`. Change the code, not this page. -->\n\n"


def docs(arguments: list[str]) -> int:
    """Write every page, or with --check say which ones are not as the code has it (exit code 1)."""
    parser = argparse.ArgumentParser(prog="innsats docs")
    parser.add_argument("--check", action="store_true", help="change nothing; say what is out of step")
    only_check = parser.parse_args(arguments).check
    stale = [name for name, text in pages() if _differs(name, text)]
    if only_check:
        print("\n".join(f"docs/{name} is not what the code says; run `make docs`." for name in stale))
        return 1 if stale else 0
    for name, text in pages():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{len(stale)} of {len(PAGES)} pages changed in docs.")
    return 0


def pages() -> Iterator[tuple[str, str]]:
    """Every printed page: its path in docs/ and its text."""
    return ((name, PRINTED + write().rstrip() + "\n") for name, write in PAGES.items())


def access_page() -> str:
    """The policy as a matrix: an act a row, a part a column."""
    lines = [
        "# Who may do what",
        "",
        "● = may; ○ = may without having declared habilitet; ! = may even when inhabil, and then provisionally "
        "(fvl67 § 7). What is empty is denied. Training in privacy (opplf § 20-2) comes first, except where it says "
        "*ungated*. Where it says *decides*, somebody directly under an inhabil rektor may not (fvl67 § 6(3)).",
        "",
        _row("act", "kind", *Part, "stages", "gate"),
        _row(*["---"] * (len(Part) + 4)),
    ]
    for act in Act:
        cells = [_mark(act, part) for part in Part]
        gate = "decides" if any(row.decides for row in POLICY[act]) else ""
        gate = gate if all(row.trained for row in POLICY[act]) else "ungated"
        stages = "all" if any(Stage.CLOSED in row.stages for row in POLICY[act]) else "open"
        lines.append(_row(f"`{act}`", kind_of(act), *cells, stages, gate))
    return "\n".join(lines)


def stages_page() -> str:
    """The stages, and the acts that move a case between them."""
    lines = ["# The stages of a case", "", "```mermaid", "stateDiagram-v2", "  [*] --> reported: open_case"]
    lines += [
        f"  {start} --> {move.end}: {act}"
        for act, move in MOVES.items()
        for start in sorted(move.start, key=list(Stage).index)
    ]
    lines += ["```", "", "Every other act leaves the stage as it is. From where each of the six endings closes a case"]
    return "\n".join([*lines, "stands in `rules/endings.py`."])


def deadlines_page() -> str:
    """Every date that is computed: the promise, the source and the chosen reading, from the functions themselves."""
    lines = ["# Every promised date", "", "Computed in `innsats/rules/deadlines/` and nowhere else.", ""]
    for name, function in inspect.getmembers(dates, inspect.isfunction):
        if function.__module__ == dates.__name__ and not name.startswith("_"):
            lines += [f"## `{name}`", "", inspect.getdoc(function) or "", ""]
    lines += ["# What time does about them", ""]
    for rule in (telling.steps_of, telling.reminded, mailing.gathered_since, mailing.tried_again_at):
        lines += [f"## `{rule.__name__}`", "", inspect.getdoc(rule) or "", ""]
    return "\n".join(lines)


def law_page() -> str:
    """Every source, with what it weighs. Practice is never shown as law."""
    lines = [
        "# What the rules rest on",
        "",
        _row("source", "weighs", "says", "in force from", "constant"),
        _row(*["---"] * 5),
    ]
    for constant, source in sorted(law.sources().items(), key=lambda pair: (pair[1].strength, pair[1].name)):
        name = f"[{source.name}]({source.url})" if source.url else source.name
        since = str(source.in_force_from or "no day yet")
        lines.append(_row(name, source.strength, source.says, since, f"`{constant}`"))
    return "\n".join(lines)


PAGES: dict[str, Callable[[], str]] = {
    "generated/access.md": access_page,
    "generated/stages.md": stages_page,
    "generated/deadlines.md": deadlines_page,
    "generated/law.md": law_page,
    "generated/acts.md": acts_markdown,
    "generated/asks.md": asks_markdown,
    "security/licences.md": licences_page,
    "security/limits.md": limits_page,
}


def _differs(name: str, text: str) -> bool:
    path = FOLDER / name
    return not path.exists() or path.read_text(encoding="utf-8") != text


def _mark(act: Act, part: Part) -> str:
    held = [row for row in POLICY[act] if part in row.to]
    return _sign(min(held, key=lambda row: row.declared)) if held else ""


def _sign(row: Grant) -> str:
    if row.urgent:
        return "!"
    return "●" if row.declared else "○"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"

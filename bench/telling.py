"""The result as a table to read, and the bars it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .measuring import BARE, CROWD_COUNT, SAVING, THREADS_COUNT

# page: at least so many a second and at most so many ms (p95), both with eight clients; queries; ms of CPU
BARS: dict[str, tuple[int, int, int | None, int | None]] = {
    "I dag": (80, 150, 15, 12),
    "Oversikt": (100, 150, 15, 12),
    "Logg": (100, 150, 15, 12),
    SAVING: (50, 250, None, None),
}
CROWD_P95_MS = 1000  # of a report, with a hundred clients
KEPT_SAFE_MS, KEPT_SAFE_SAVING_MS = 2.0, 3.0  # sealing, journal, and the wall between owners, together
GROWTH, START_SECONDS, PSS_MB, CLOCKS_US = 1.5, 3.0, 300, 1000
HEAD = f"{'':18}{'cases':>8}{'c':>4}{'per s':>8}{'of bare':>9}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'queries':>8}"


def table(result: dict[str, Any]) -> str:
    """All the figures, medians over the rounds, and every bar that is missed."""
    lines = [HEAD, "─" * len(HEAD)]
    lines += [_line(cell, result) for cell in result["cells"]]
    lines += ["", *_others(result), "", *(list(_missed(result)) or ["Every bar is reached."])]
    return "\n".join(lines)


def _line(cell: dict[str, Any], result: dict[str, Any]) -> str:
    bare = _cell(result, BARE, cell["clients_count"])
    queries = _inside(result, cell["cases_count"])["queries"].get(cell["page"], 1)
    name = cell["page"] if cell["threads_count"] == THREADS_COUNT else f"{cell['page']}, 2×{cell['threads_count']}"
    wrong = f"  {cell['wrong']}" if cell["wrong"] else ""
    return (
        f"{name:18}{cell['cases_count']:>8,}{cell['clients_count']:>4}{cell['per_second']:>8.0f}"
        f"{cell['per_second'] / bare['per_second']:>8.1%} {cell['p50']:>8.1f}{cell['p95']:>8.1f}{cell['cpu_ms']:>8.2f}"
        f"{queries:>8}{wrong}"
    )


def _others(result: dict[str, Any]) -> Iterator[str]:
    for page, ratio in _growths(result).items():
        yield f"Growth of {page}, CPU of the largest to the smallest: {ratio:.2f}"
    for command, seconds in result["starts_seconds"].items():
        yield f"Start, innsats {command}: {seconds} s"
    for name, mb in result["pss_mb"].items():
        yield f"Memory after the run, {name}: {mb} MB PSS"
    inside = _inside(result, result["cells"][-1]["cases_count"])
    yield f"All the clocks of a long case: {inside['clocks_us']} µs"
    for page, costs in inside["costs"].items():
        yield f"In {page}, ms: " + ", ".join(f"{name} {ms}" for name, ms in costs.items())


def _missed(result: dict[str, Any]) -> Iterator[str]:
    for page, (per_second, p95, queries, cpu_ms) in BARS.items():
        cell = _cell(result, page, 8)
        asked = _inside(result, cell["cases_count"])["queries"][page]
        if cell["per_second"] < per_second:
            yield f"MISSED  {page}: {cell['per_second']:.0f} a second, the bar is {per_second}"
        if cell["p95"] > p95:
            yield f"MISSED  {page}: p95 {cell['p95']:.0f} ms, the bar is {p95}"
        if queries and asked > queries:
            yield f"MISSED  {page}: {asked} queries, the bar is {queries}"
        if cpu_ms and cell["cpu_ms"] > cpu_ms:
            yield f"MISSED  {page}: {cell['cpu_ms']:.1f} ms of CPU, the bar is {cpu_ms}"
        if cell["wrong"]:
            yield f"MISSED  {page}: unexpected answers {cell['wrong']}"
    crowd = _cell(result, SAVING, CROWD_COUNT)
    if crowd["p95"] > CROWD_P95_MS or crowd["wrong"]:
        yield f"MISSED  {SAVING}, a hundred at once: p95 {crowd['p95']:.0f} ms {crowd['wrong'] or ''}"
    yield from (f"MISSED  growth of {page}: {ratio:.2f}" for page, ratio in _growths(result).items() if ratio > GROWTH)
    yield from (
        f"MISSED  start, {command}: {seconds} s"
        for command, seconds in result["starts_seconds"].items() if seconds > START_SECONDS
    )  # fmt: skip
    yield from (f"MISSED  memory, {name}: {mb} MB" for name, mb in result["pss_mb"].items() if mb > PSS_MB)
    for page, costs in _inside(result, result["cells"][-1]["cases_count"])["costs"].items():
        kept_safe = sum(ms for name, ms in costs.items() if name != "guard")
        if kept_safe > (bar := KEPT_SAFE_SAVING_MS if page == SAVING else KEPT_SAFE_MS):
            yield f"MISSED  {page}: {kept_safe:.1f} ms for sealing, journal and wall, the bar is {bar}"
    if (clocks := _inside(result, result["cells"][-1]["cases_count"])["clocks_us"]) >= CLOCKS_US:
        yield f"MISSED  clocks: {clocks} µs"


def _growths(result: dict[str, Any]) -> dict[str, float]:
    """The median CPU of one request with the most cases to that with the fewest, one client."""
    found = {}
    for page in BARS:
        cells = [c for c in result["cells"] if c["page"] == page and c["clients_count"] == 1]
        cells.sort(key=lambda cell: cell["cases_count"])
        if len(cells) > 1:
            found[page] = cells[-1]["cpu_ms"] / cells[0]["cpu_ms"]
    return found


def _cell(result: dict[str, Any], page: str, clients_count: int) -> dict[str, Any]:
    """The cell with the most cases, served as `make run` does."""
    cells = [
        cell for cell in result["cells"]
        if (cell["page"], cell["clients_count"], cell["threads_count"]) == (page, clients_count, THREADS_COUNT)
    ]  # fmt: skip
    return max(cells, key=lambda cell: cell["cases_count"])


def _inside(result: dict[str, Any], cases_count: int) -> dict[str, Any]:
    inside = result["inside"]
    return inside.get(cases_count) or inside[str(cases_count)]

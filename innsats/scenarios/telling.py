"""A walked story told: as one object for machines, and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from innsats.cases.models import Case, CaseReport, Report
from innsats.notices.models import Notice

from .asks import clocks_of, status_code, status_of
from .saying import Saying, time_said
from .walk import Taken, Walk

WORDS = {"done": "done", "refused": "refused", "not_visible": "not to be seen"}


def as_object(walk: Walk, *, at: datetime) -> dict[str, Any]:
    """The whole story as `--json` prints it. Clocks are as they stand at `at`.

    A report or a case that the story gave no name goes by its number.
    """
    saying = walk.saying(at)
    names = {one: name for name, one in walk.names.ids.items()}
    reports = {names.get(row.pk, row.number): row for row in Report.objects.order_by("reported_at", "number")}
    cases = {names.get(row.pk, row.number): row for row in Case.objects.order_by("opened_at", "number")}
    return {
        "story": walk.story.title,
        "at": time_said(at),
        "steps": [_step(taken) for taken in walk.taken],
        "reports": {name: _report(row, cases, saying) for name, row in reports.items()},
        "cases": {name: _case(row, saying) for name, row in cases.items()},
        "notices": [_notice(one, channel, walk.made_by, saying) for one in _notices() for channel in one.channels],
    }


def as_lines(walk: Walk, *, at: datetime) -> Iterator[str]:
    """The story for somebody who reads: a line for each step, then how every clock stands."""
    told = as_object(walk, at=at)
    yield f"{told['story']}  ({walk.story.file})"
    for taken in walk.taken:
        yield _line(taken)
    for kind in ("reports", "cases"):
        for name, row in told[kind].items():
            yield f"  {name} {row['number']}: {row.get('stage') or row['status']}"
            yield from (f"    {_clock(clock)}" for clock in row["clocks"])
    for notice in told["notices"]:
        about = " ".join([notice["news"], *([notice["clock"]] if "clock" in notice else [])])
        yield f"  told {notice['at'].replace('T', ' ')}  {notice['to']:<12} {about} (step {notice['about_step']})"


def _step(taken: Taken) -> dict[str, Any]:
    step = taken.line.step
    told = {"n": step.n, "at": time_said(taken.line.at), "by": step.by.text()}
    told["act" if step.is_act else "ask"] = taken.line.verb
    told |= {kind: step.said[kind].text() for kind in ("case", "report") if kind in step.said}
    if step.made_as:
        told["as"] = step.made_as
    return told | {"outcome": taken.outcome, "obstacles": taken.obstacles, "answer": taken.answer}


def _report(row: Report, cases: dict[str, Case], saying: Saying) -> dict[str, Any]:
    linked = set(CaseReport.objects.filter(report=row).values_list("case", flat=True))
    return {
        "number": row.number,
        "status": status_code(status_of(row, saying.at)),
        "cases": [name for name, case in cases.items() if case.pk in linked],
        "clocks": saying.said(clocks_of(row)),
    }


def _case(row: Case, saying: Saying) -> dict[str, Any]:
    return {"number": row.number, "stage": row.stage, "clocks": saying.said(clocks_of(row))}


def _notices() -> QuerySet[Notice]:
    return Notice.objects.select_related("person").order_by("at", "cause", "person__sort_key")


def _notice(notice: Notice, channel: str, steps: Mapping[str, int], saying: Saying) -> dict[str, Any]:
    """One person told of one thing: of a step, or of what time did about the report or the case that the step made."""
    made = steps.get(f"{notice.cause.partition('/')[0].partition('#')[0]}#1")
    told = {
        "at": time_said(notice.at), "to": saying.said(notice.person), "channel": channel,
        "about_step": steps.get(notice.cause, made), "news": notice.news,
    }
    return told | ({"clock": notice.clock} if notice.clock else {})


def _line(taken: Taken) -> str:
    step = taken.line.step
    about = " ".join(step.said[kind].text() for kind in ("report", "case") if kind in step.said)
    made = f" → {step.made_as}" if step.made_as and taken.outcome == "done" else ""
    why = "; ".join(_reason(one) for one in taken.obstacles)
    verb = taken.line.verb if step.is_act else f"{taken.line.verb}?"
    at = time_said(taken.line.at).replace("T", " ")
    said = f"  {step.n:>3}  {at}  {step.by.text():<12} {verb} {about}{made}".rstrip()
    return f"{said}: {WORDS[taken.outcome]}{f' – {why}' if why else ''}"


def _reason(obstacle: dict[str, Any]) -> str:
    about = f" {', '.join(obstacle['about'])}" if obstacle["about"] else ""
    return f"{obstacle['code']}{about} ({obstacle['source']})"


def _clock(clock: dict[str, Any]) -> str:
    met = f" by step {clock['met_by']}" if clock["met_by"] else ""
    about = f" {clock['about']}" if "about" in clock else ""
    due = clock["due"].replace("T", " ")
    return f"{clock['clock'] + about:<32} {due:<17} {clock['status']}{met}  [{clock['for']}; {clock['source']}]"

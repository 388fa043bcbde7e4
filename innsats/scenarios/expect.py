"""What a step expects to come of it: the outcome, every obstacle, and as much of the answer as the story says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .reading import Value

OUTCOMES = ("done", "refused", "not_visible")


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Something came otherwise than expected: where that stands, what was expected, what came."""

    where: Value
    wanted: str
    came: str

    def __str__(self) -> str:
        return f"{self.where.file}:{self.where.line}: expected {self.wanted}, came {self.came}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What stands under `expect`. Nothing stands there: whatever comes is data."""

    where: Value | None = None
    outcome: str = ""
    obstacles: Value | None = None
    answer: Value | None = None

    def missed(self, outcome: str, obstacles: list[dict[str, Any]], answer: Any) -> list[Miss]:
        """Every way in which what came, in the words of the story, differs from this."""
        if self.where is None:
            return []
        if outcome != self.outcome:
            came = f"{outcome} ({', '.join(one['code'] for one in obstacles)})" if obstacles else outcome
            return [Miss(where=self.where, wanted=self.outcome, came=came)]
        missed = []
        if self.obstacles is not None:
            missed += _obstacles_missed(self.obstacles, obstacles)
        if self.answer is not None and (came := difference(self.answer, answer)):
            missed.append(Miss(where=self.answer, wanted=_said(self.answer), came=came))
        return missed


def expected(value: Value | None) -> Expected:
    """What a step expects. An outcome that is not said is `done`, or `refused` where obstacles are."""
    if value is None:
        return Expected()
    pairs = value.mapping("expect", optional=("outcome", "obstacles", "answer"))
    outcome = "refused" if "obstacles" in pairs else "done"
    if "outcome" in pairs:
        outcome = pairs["outcome"].code(OUTCOMES, "an outcome")
    if "obstacles" in pairs:
        _codes(pairs["obstacles"])
    return Expected(where=value, outcome=outcome, obstacles=pairs.get("obstacles"), answer=pairs.get("answer"))


def difference(wanted: Value, came: Any) -> str:
    """What came instead, or nothing. Keys that are not named may be anything; other elements may stand between."""
    if isinstance(wanted.said, dict):
        if not isinstance(came, dict):
            return _shown(came)
        wrong = {key: came.get(key, "nothing") for key, one in wanted.said.items() if difference(one, came.get(key))}
        return ", ".join(f"{key}: {_shown(one)}" for key, one in wrong.items())
    if isinstance(wanted.said, list):
        return _list_difference(wanted.said, came)
    return "" if _shown(came) == (wanted.said if wanted.said is not None else "null") else _shown(came)


def _list_difference(wanted: list[Value], came: Any) -> str:
    if not isinstance(came, list) or (came and not wanted):
        return _shown(came)
    rest = iter(came)
    for one in wanted:
        if not any(not difference(one, element) for element in rest):
            near = _nearest(one, came)
            return near or f"a list without {_said(one)}: {_shown(came)}"
    return ""


def _nearest(wanted: Value, came: list[Any]) -> str:
    """The element that the first key names, so that the answer is about that and not about everything."""
    if not isinstance(wanted.said, dict) or not wanted.said:
        return ""
    key, first = next(iter(wanted.said.items()))
    same = [one for one in came if isinstance(one, dict) and not difference(first, one.get(key))]
    return "; ".join(f"{key}: {_shown(one.get(key))}, {difference(wanted, one) or 'but before'}" for one in same)


def _obstacles_missed(wanted: Value, came: list[dict[str, Any]]) -> list[Miss]:
    """Every reason is told, so every reason is expected; the order says nothing."""
    codes = [code for code, _ in _codes(wanted)]
    if sorted(codes) != sorted(one["code"] for one in came):
        came_codes = ", ".join(one["code"] for one in came)
        return [Miss(where=wanted, wanted=", ".join(codes) or "none", came=came_codes or "none")]
    missed = []
    for code, about in _codes(wanted):
        told = [one["about"] for one in came if one["code"] == code]
        if about is not None and all(difference(about, one) for one in told):
            missed.append(Miss(where=about, wanted=f"{code} about {_said(about)}", came=_shown(told)))
    return missed


def _codes(value: Value) -> Iterable[tuple[str, Value | None]]:
    """Each obstacle as its code, or as {code, about}."""
    found: list[tuple[str, Value | None]] = []
    for one in value.items("a list of obstacles"):
        if isinstance(one.said, dict):
            pairs = one.mapping("an obstacle", required=("code",), optional=("about",))
            found.append((pairs["code"].text(), pairs.get("about")))
        else:
            found.append((one.text("the code of an obstacle"), None))
    return found


def _said(value: Value) -> str:
    if isinstance(value.said, dict):
        return "{" + ", ".join(f"{key}: {_said(one)}" for key, one in value.said.items()) + "}"
    if isinstance(value.said, list):
        return f"[{', '.join(map(_said, value.said))}]"
    return value.said if value.said is not None else "null"


def _shown(came: Any) -> str:
    if isinstance(came, dict):
        return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in came.items()) + "}"
    if isinstance(came, list):
        return f"[{', '.join(map(_shown, came))}]"
    if came is None or isinstance(came, bool):
        return {None: "null", True: "true", False: "false"}[came]
    return str(came)

"""A YAML file as values that remember the line they stand on, so that every mistake can be pointed at.

Scalars stay text until somebody knows what they should be: in YAML itself `no` would be false and `12:30` a number.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from innsats.rules.calendar import OSLO

OFFSET = re.compile(r"\+(\d{1,4})(?:([dhm])(?: (\d\d):(\d\d))?)?")
PERIOD = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
LOCAL_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?")
NAME = re.compile(r"\w[\w -]{0,59}")
FIRST_YEAR, LAST_YEAR = 2010, 2059
NOTHING = ("", "~", "null")


class Broken(Exception):
    """A story that cannot be walked: which file, which line, and what was expected there."""

    def __init__(self, file: str, line: int, expected: str) -> None:
        super().__init__(f"{file}:{line}: {expected}")


@dataclass(frozen=True, slots=True)
class Value:
    """Something that stands in a file: text, nothing, a list, or a mapping from key to value."""

    said: str | None | list[Value] | dict[str, Value]
    file: str
    line: int

    def broken(self, expected: str) -> Broken:
        """The error that says what was expected here."""
        return Broken(self.file, self.line, expected)

    @property
    def shown(self) -> str:
        """What stands here, short enough for an error."""
        if isinstance(self.said, str):
            return repr(self.said if len(self.said) < 60 else f"{self.said[:57]}…")
        return "a mapping" if isinstance(self.said, dict) else "a list" if self.said is not None else "nothing"

    def text(self, what: str = "text") -> str:
        """Any text, empty text in quotes included."""
        if not isinstance(self.said, str):
            raise self.broken(f"expected {what}, found {self.shown}")
        return self.said

    def name(self) -> str:
        """A short name, as given to people, schools, cases."""
        if not NAME.fullmatch(self.text("a name")):
            raise self.broken(f"expected a name, found {self.shown}")
        return self.text()

    def items(self, what: str = "a list") -> list[Value]:
        if not isinstance(self.said, list):
            raise self.broken(f"expected {what}, found {self.shown}")
        return self.said

    def mapping(
        self, what: str, *, required: Iterable[str] = (), optional: Iterable[str] | None = ()
    ) -> dict[str, Value]:
        """The pairs of a mapping that has all the `required` keys and no others but the `optional`; None allows any."""
        if not isinstance(self.said, dict):
            raise self.broken(f"expected {what}, found {self.shown}")
        needed = list(required)
        if optional is not None:
            known = [*needed, *optional]
            for key, value in self.said.items():
                if key not in known:
                    raise value.broken(f"unknown key {key!r} in {what}: {one_of(key, known)}")
        if missing := [key for key in needed if key not in self.said]:
            raise self.broken(f"{what} needs {', '.join(missing)}")
        return self.said

    def code(self, allowed: Iterable[str], what: str) -> str:
        """One of a closed list of codes."""
        codes = [str(code) for code in allowed]
        if self.said not in codes:
            raise self.broken(f"expected {what}, found {self.shown}: {one_of(str(self.said), codes)}")
        return str(self.said)

    def flag(self) -> bool:
        return self.code(("true", "false"), "true or false") == "true"

    def number(self) -> int:
        said = self.text("a whole number")
        if not re.fullmatch(r"-?\d{1,9}", said):
            raise self.broken(f"expected a whole number, found {self.shown}")
        return int(said)

    def moment(self, start: datetime) -> datetime:
        """Local time in Oslo: `2026-03-27T21:30`, or counted from `start`: `+2d 09:10`, `+90m`, `+0`."""
        found = OFFSET.fullmatch(self.text("a time"))
        return self._after(start, *found.groups()) if found else self.instant(", +2d 09:10, +90m or +0")

    def instant(self, or_else: str = "") -> datetime:
        """Local time in Oslo, written out: `2026-03-27T21:30`."""
        said = self.text("a time")
        if not LOCAL_TIME.fullmatch(said):
            raise self.broken(f"expected a time such as 2026-03-27T21:30{or_else}, found {self.shown}")
        return self._local(said.replace(" ", "T"))

    def day(self, start: datetime) -> date:
        """A date: `2026-04-02`, or counted from the day of `start`: `+6d`, `+0`."""
        said = self.text("a date")
        found = OFFSET.fullmatch(said)
        if found and found[2] in (None, "d") and not found[3]:
            return self._after(start, found[1], found[2], None, None).date()
        try:
            return date.fromisoformat(said) if re.fullmatch(r"\d{4}-\d\d-\d\d", said) else self._no_date()
        except ValueError:
            return self._no_date()

    def period(self) -> tuple[date, date]:
        """The first and the last day of `2026-03-30..2026-04-06`."""
        return period_of(self.text("a period"), self)

    def _no_date(self) -> date:
        raise self.broken(f"expected a date such as 2026-04-02 or +6d, found {self.shown}")

    def _after(self, start: datetime, count: str, unit: str | None, hour: str | None, minute: str | None) -> datetime:
        if unit is None and count != "0":
            raise self.broken(f"expected d, h or m after {self.shown}")
        if unit != "d" and hour:
            raise self.broken(f"expected a clock time only after days, as in +2d 09:10, found {self.shown}")
        if unit in ("h", "m"):
            passed = timedelta(hours=int(count)) if unit == "h" else timedelta(minutes=int(count))
            return (start.astimezone(ZoneInfo("UTC")) + passed).astimezone(OSLO)
        local = start.replace(tzinfo=None) + timedelta(days=int(count))
        return self._local(f"{local:%Y-%m-%d}T{hour}:{minute}" if hour else local)

    def _local(self, said: str | datetime) -> datetime:
        try:
            local = datetime.fromisoformat(said) if isinstance(said, str) else said
        except ValueError as error:
            raise self.broken(f"expected a time that exists, found {self.shown}") from error
        if not FIRST_YEAR <= local.year <= LAST_YEAR:
            raise self.broken(f"expected a year from {FIRST_YEAR} to {LAST_YEAR}, found {self.shown}")
        when = local.replace(tzinfo=OSLO)
        if when.astimezone(ZoneInfo("UTC")).astimezone(OSLO).replace(tzinfo=None) != local:
            raise self.broken(f"expected a time that exists, found {self.shown}: the clocks are put forward then")
        return when


def period_of(said: str, at: Value) -> tuple[date, date]:
    """As `Value.period`, of a text that is a key: errors point at `at`."""
    found = PERIOD.fullmatch(said)
    try:
        first, last = (date.fromisoformat(part) for part in found.groups()) if found else (None, None)
    except ValueError:
        first = last = None
    if first is None or last is None or last < first:
        raise at.broken(f"expected a period such as 2026-03-30..2026-04-06, found {said!r}")
    return first, last


def one_of(said: str, known: Iterable[str]) -> str:
    """The end of an error about a word that is not on the list: the nearest one, or all of them."""
    options = sorted(known)
    near = difflib.get_close_matches(said, options, n=1)
    return f"did you mean {near[0]!r}?" if near else f"expected {', '.join(options) or 'none'}"


def read_yaml(path: Path) -> Value:
    """The one document of the file. Raises Broken when there is no such file, or it is not YAML."""
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            raise Broken(file, 1, "expected a story, found an empty file")
        return _value(root, file, root.start_mark.line, set())
    except OSError as error:
        raise Broken(file, 1, f"expected a file that can be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Broken(file, 1, "expected text in UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Broken(file, mark.line + 1 if mark else 1, f"expected YAML: {error.problem or error.context}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Broken(file, line, f"expected text without control signs: {error.reason}") from error
    except RecursionError as error:
        raise Broken(file, 1, "expected a story, found lists within lists without end") from error


def _value(node: yaml.Node, file: str, line: int, seen: set[int]) -> Value:
    if id(node) in seen:
        raise Broken(file, node.start_mark.line + 1, "expected a value, found an alias (*): write it out")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        is_nothing = node.style is None and node.value.lower() in NOTHING
        return Value(None if is_nothing else node.value, file, line + 1)
    if isinstance(node, yaml.SequenceNode):
        return Value([_value(one, file, one.start_mark.line, seen) for one in node.value], file, line + 1)
    pairs: dict[str, Value] = {}
    for key, value in node.value:
        here = key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise Broken(file, here + 1, "expected a name as key")
        if key.value in pairs:
            raise Broken(file, here + 1, f"expected each key once, found {key.value!r} again")
        pairs[key.value] = _value(value, file, here, seen)
    return Value(pairs, file, line + 1)

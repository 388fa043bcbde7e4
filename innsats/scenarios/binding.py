"""From what a step says to what a function takes: read from its signature and type hints, for acts and asks alike.

Binding happens before anything is walked, so that a broken story changes nothing. What a name stands for is known only
when its step has been walked: a bound argument is therefore a function of the names.
"""

from __future__ import annotations

import inspect
import types
import typing
from base64 import b64decode
from collections import abc
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from innsats.journal.actors import ANONYMOUS, CLOCK, OPERATOR, Actor, ActorKind, Subject
from innsats.web.codes import derived, read_code

from .reading import Value, one_of
from .story import WORDS, Story

ACTORS = {"anonymous": ANONYMOUS, "clock": CLOCK, "operator": OPERATOR}
FAMILY = {"guardian": "PUPIL.GUARDIAN", "pupil": "a pupil"}
Period = tuple[date, date]
CODES = ("receipt", "lookup", "letter")  # written as the code on paper, and given as what finds it
PLACES = {"step": "MEETING.PLACE", "attachment": "REPORT.PLACE"}  # known by its place in something that has a name
CONTEXT = ("by", "at", "form_key")  # given by the walk, never by the story
SHOWN = {
    UUID: "name", date: "date", datetime: "time", str: "text", bool: "true or false", int: "number",
    Subject: "case or report", Period: "period", bytes: "base64",
}


@dataclass(slots=True)
class Names:
    """What each name of one story stands for. A name whose row was never made stands for an id that nobody has."""

    rows: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)

    def give(self, name: str, row: Any) -> None:
        """Let `name` stand for `row`. A measure is known by its lineage, the same through all versions of the plan."""
        self.rows[name] = row
        if known_by := getattr(row, "lineage", None) or getattr(row, "uuid", None):
            self.ids[name] = UUID(str(known_by))

    def id(self, name: str) -> UUID:
        return self.ids.get(name) or uuid5(NAMESPACE_URL, f"innsats:{name}")

    def subject(self, kind: str, name: str) -> Subject:
        row = self.rows.get(name)
        return row.subject if row is not None else Subject(kind, str(self.id(name)))

    def step(self, meeting: str, place: str) -> UUID:
        """What was agreed at a meeting, by its place among what was."""
        held = self.rows.get(meeting)
        steps = held.meetingstep_set.filter(place=place or 1) if held is not None else ()
        return next((one.pk for one in steps), self.id(f"{meeting}.{place}"))

    def attachment(self, report: str, place: str) -> UUID:
        """What came with a report, by its place among what did."""
        sent = self.rows.get(report)
        came = sent.attachment_set.filter(place=int(place or 1) - 1) if sent is not None else ()
        return next((one.pk for one in came), self.id(f"{report}.{place}"))

    def text(self, name: str, at: str) -> str:
        """How a text is pointed at in a correction: the row's kind, its id, and which of its texts."""
        row = self.rows.get(name)
        return f"{row._meta.model_name if row is not None else 'none'}:{self.id(name)}:{at}"


Bound = Callable[[Names], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing that an act or an ask takes. `hint` is the type without None, `many` when it takes a list of them.

    What no story can write, such as a whole register, is shown as nothing.
    """

    name: str
    hint: Any
    many: bool
    is_required: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The closed list, for a parameter that takes a code."""
        return tuple(one.value for one in self.hint) if _is_code(self.hint) else ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a step that give it: a subject is written as the case or the report it is."""
        return ("case", "report") if self.hint is Subject else (self.name,)

    @property
    def shown(self) -> str:
        """Its type, in the words of the documentation."""
        one = "code" if self.codes else SHOWN.get(self.hint, "")
        if not one and is_dataclass(self.hint):
            hints = typing.get_type_hints(self.hint)
            parts = [_part(part, hints[part.name]) for part in fields(self.hint)]
            one = "{" + ", ".join(part.name for part in parts) + "}" if all(part.shown for part in parts) else ""
        return f"list of {one}" if one and self.many else one


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What binding knows: the kind that each name has so far (`person`, `pupil`, `case` …), and how dates are read."""

    kinds: dict[str, str]
    start: datetime
    moved: Callable[[datetime], datetime]
    moved_day: Callable[[date], date]


def parameters_of(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """Everything the function takes from a story, in its own order."""
    plain = inspect.unwrap(function)
    hints = typing.get_type_hints(plain)
    given = inspect.signature(plain).parameters.values()
    return tuple(_parameter(one, hints[one.name]) for one in given if one.name not in CONTEXT)


def made_by(function: Callable[..., Any]) -> str:
    """The kind of name that `as` gives: `report`, `case`, or the row's own kind."""
    made = typing.get_type_hints(inspect.unwrap(function)).get("return")
    return str(getattr(made, "__name__", "row")).lower()


def bind(said: dict[str, Value], function: Callable[..., Any], where: Value, known: Known) -> dict[str, Bound]:
    """The arguments of one step. Raises Broken for an unknown key, a missing one, or a value of another kind."""
    wanted = {key: one for one in parameters_of(function) for key in one.keys}
    for key, value in said.items():
        if key not in wanted:
            raise value.broken(f"unknown key {key!r} for {function.__name__}: {one_of(key, wanted)}")
    bound: dict[str, Bound] = {}
    for parameter in dict.fromkeys(wanted.values()):
        given = [said[key] for key in parameter.keys if key in said and said[key].said is not None]
        if not given and parameter.is_required:
            raise where.broken(f"{function.__name__} needs {' or '.join(parameter.keys)}")
        if len(given) > 1:
            raise where.broken(f"{function.__name__} takes {' or '.join(parameter.keys)}, not both")
        if given:
            bound[parameter.name] = _argument(parameter, given[0], said, known)
    return bound


def actor_of(by: Value, kinds: dict[str, str]) -> Callable[[Names], Actor]:
    """Who acts: a person's name, `anonymous`, `receipt:NAME`, `guardian:PUPIL.NAME`, `pupil:NAME`, `clock`, `operator`.
    """
    said = by.text("who does it")
    if said in ACTORS:
        return lambda names: ACTORS[said]
    kind, _, report = said.rpartition(":")
    if kind in FAMILY:
        if kinds.get(report) != kind:
            raise by.broken(f"expected {kind}: and {FAMILY[kind]} of this world, found {by.shown}")
        return lambda names: Actor(ActorKind(kind), str(names.id(report)))
    if kind == "receipt":
        if kinds.get(report) != "report":
            raise by.broken(f"expected receipt: and a report made above, found {by.shown}")
        return lambda names: Actor(ActorKind.RECEIPT, str(names.id(report)))
    if kinds.get(said) != "person":
        people = [*WORDS, "receipt:NAME", *(name for name, kind in kinds.items() if kind == "person")]
        raise by.broken(f"expected who does it, found {by.shown}: {one_of(said, people)}")
    return lambda names: Actor(ActorKind.PERSON, str(names.id(said)))


def kinds_in(story: Story) -> dict[str, str]:
    """The kind of every name in the story's world."""
    world = story.world
    kinds = dict.fromkeys(world.owners, "owner") | dict.fromkeys(world.schools, "school")
    guardians = {f"{name}.{one.name}" for name, child in world.children.items() for one in child.guardians}
    people = dict.fromkeys(world.adults, "person") | dict.fromkeys(world.children, "pupil")
    return kinds | people | dict.fromkeys(sorted(guardians), "guardian")


def _parameter(one: inspect.Parameter, hint: Any) -> Parameter:
    options = [option for option in _options(hint) if option is not type(None)]
    many = typing.get_origin(options[0]) is abc.Iterable
    if many:
        options = list(_options(typing.get_args(options[0])[0]))
    plain = next((option for option in options if _is_code(option)), options[0])
    return Parameter(name=one.name, hint=plain, many=many, is_required=one.default is inspect.Parameter.empty)


def _is_code(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def _options(hint: Any) -> tuple[Any, ...]:
    is_union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    return typing.get_args(hint) if is_union else (hint,)


def _argument(parameter: Parameter, value: Value, said: dict[str, Value], known: Known) -> Bound:
    if parameter.hint is Subject:
        kind = "case" if "case" in said else "report"
        name = _name(value, known, kind)
        return lambda names: names.subject(kind, name)
    if parameter.many:
        each = [_one(parameter, one, known) for one in value.items(f"a list of {parameter.name}")]
        return lambda names: [one(names) for one in each]
    return _one(parameter, value, known)


def _one(parameter: Parameter, value: Value, known: Known) -> Bound:
    hint = parameter.hint
    if hint is UUID and parameter.name in PLACES:
        of, _, place = value.text(PLACES[parameter.name]).partition(".")
        _name(Value(of, value.file, value.line), known)
        return lambda names: getattr(names, parameter.name)(of, place)
    if hint is UUID and parameter.name == "guardian":
        guardian = value.text(FAMILY["guardian"])
        if known.kinds.get(guardian) != "guardian":
            raise value.broken(f"expected {FAMILY['guardian']} of this world, found {value.shown}")
        return lambda names: names.id(guardian)
    if hint is UUID:
        name = _name(value, known, parameter.name if parameter.name in ("case", "report") else "")
        return lambda names: names.id(name)
    if is_dataclass(hint):
        return _parts(parameter, value, known)
    if parameter.name == "target":
        name, _, text = value.text("NAME.TEXT").partition(".")
        _name(Value(name, value.file, value.line), known)
        return lambda names: names.text(name, text or "words")
    if parameter.name in CODES:
        code = read_code(value.text("a code of 16 digits"))
        if not code:
            raise value.broken(f"expected a code of 16 digits, found {value.shown}")
        return lambda names: derived(code).lookup.hex()
    plain = _plain(parameter, value, known)
    return lambda names: plain


def _plain(parameter: Parameter, value: Value, known: Known) -> Any:
    if parameter.codes:
        return _code(parameter.hint, value, parameter.name)
    if parameter.hint is datetime:
        return known.moved(value.moment(known.start))
    if parameter.hint is date:
        return known.moved_day(value.day(known.start))
    if parameter.hint == Period:
        return tuple(map(known.moved_day, value.period()))
    if parameter.hint is bytes:
        return _bytes(value)
    readers: dict[type, Callable[[], Any]] = {bool: value.flag, int: value.number, str: value.text}
    if parameter.hint not in readers:
        raise value.broken(f"{parameter.name} cannot be written in a story")
    return readers[parameter.hint]()


def _bytes(value: Value) -> bytes:
    try:
        return b64decode("".join(value.text("base64").split()), validate=True)
    except ValueError:
        raise value.broken(f"expected base64, found {value.shown[:40]}") from None


def _code(codes: type[StrEnum], value: Value, what: str) -> StrEnum:
    """A code, also in the other spelling that its list may know."""
    try:
        return codes(value.text(what))
    except ValueError:
        return codes(value.code([one.value for one in codes], what))


def _parts(parameter: Parameter, value: Value, known: Known) -> Bound:
    """A small fact of several parts, such as a tie: a mapping whose keys are the parts. `to` may stand for `party`."""
    hints = typing.get_type_hints(parameter.hint)
    parts = {one.name: _part(one, hints[one.name]) for one in fields(parameter.hint)}
    required = [one.name for one in parts.values() if one.is_required]
    said = value.mapping(f"one of {parameter.name}", optional=None)
    if "party" in parts and "to" in said and "party" not in said:
        said = {"party" if key == "to" else key: one for key, one in said.items()}
    said = Value(said, value.file, value.line).mapping(f"one of {parameter.name}", required=required, optional=parts)
    bound = {key: _one(parts[key], one, known) for key, one in said.items() if one.said is not None}
    made = {key: str if hints[key] is str else lambda part: part for key in bound}  # an id may be asked for as text
    return lambda names: parameter.hint(**{key: made[key](one(names)) for key, one in bound.items()})


def _part(one: Field[Any], hint: Any) -> Parameter:
    plain = inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY)
    if one.default is not MISSING:
        plain = plain.replace(default=one.default)
    return _parameter(plain, UUID if one.name == "party" else hint)


def _name(value: Value, known: Known, kind: str = "") -> str:
    """A name that stands for something by now; of one kind, when only that will do."""
    name = value.name()
    fitting = [one for one, is_kind in known.kinds.items() if not kind or is_kind == kind]
    if name not in fitting:
        what = f"a {kind} known by now" if kind else "a name known by now"
        raise value.broken(f"expected {what}, found {name!r}: {one_of(name, fitting)}")
    return name

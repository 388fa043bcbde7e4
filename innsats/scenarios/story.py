"""What a story says: a world, and steps in time. The structure only; what an act takes is `binding`'s matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from innsats.rules.impartiality import Relation
from innsats.rules.roles import Role

from .reading import NAME, Value, period_of, read_yaml

WORDS = ("anonymous", "clock", "operator")  # actors that are no person
STEP_KEYS = ("at", "by", "ask", "as", "expect")
Period = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A school owner, the days its schools and its SFO are closed, and who is on duty then."""

    where: Value = field(compare=False)
    kind: str
    title: str
    closed: tuple[Period, ...] = ()
    sfo_closed: tuple[Period, ...] = ()
    duty: tuple[tuple[Period, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    where: Value = field(compare=False)
    owner: str
    kind: str
    ownership: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An appointment to be made. `starts_on` None: since long before the story."""

    role: str
    unit: str
    starts_on: date | None = None
    ends_on: date | None = None
    deputy: bool = False
    leadership: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Adult:
    """Somebody with something to do at the schools. `relations`: (pupil, kind), hints until declared."""

    where: Value = field(compare=False)
    title: str
    posts: tuple[Post, ...] = ()
    trained: bool = False
    relations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardian:
    """A guardian of one pupil, perhaps also somebody at work there. `has_responsibility` None: not known.

    `is_named`: the story gives the name; else `title` is made of the short one.
    """

    name: str
    title: str
    is_named: bool = False
    has_responsibility: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A pupil."""

    where: Value = field(compare=False)
    title: str
    school: str
    grade: int | None = None
    class_name: str = ""
    born: date | None = None
    guardians: tuple[Guardian, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who and where, by short name. A guardian who is nobody else is known to the pupil's record only."""

    owners: dict[str, Owner] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    adults: dict[str, Adult] = field(default_factory=dict)
    children: dict[str, Child] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line: somebody does an act or asks something, at a time. `verb` is the act's or the query's name."""

    n: int
    where: Value
    at: datetime
    by: Value
    verb: Value
    is_act: bool
    made_as: str = ""
    said: dict[str, Value] = field(default_factory=dict)
    expect: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    title: str
    file: str
    start: datetime
    world: World
    steps: tuple[Step, ...]


def read_story(path: Path) -> Story:
    """The story in a file. Raises Broken with file, line and what was expected."""
    top = read_yaml(path).mapping("a story", required=("story", "start", "world", "steps"))
    title = top["story"].text("a sentence")
    if not title.strip():
        raise top["story"].broken("expected the story in one sentence")
    start = top["start"].instant()
    world = _world(top["world"], start)
    steps = tuple(_step(n, one, start) for n, one in enumerate(top["steps"].items("a list of steps"), start=1))
    if not steps:
        raise top["steps"].broken("expected at least one step")
    for before, step in zip(steps, steps[1:], strict=False):
        if step.at < before.at:
            raise step.where.broken(f"expected a time not before {before.at:%Y-%m-%d %H:%M}, that of the step above")
    if steps[0].at < start:
        raise steps[0].where.broken(f"expected a time not before the start, {start:%Y-%m-%d %H:%M}")
    return Story(title=title, file=str(path), start=start, world=world, steps=steps)


def _step(n: int, where: Value, start: datetime) -> Step:
    pairs = where.mapping("a step", required=("at", "by"), optional=None)
    verb = pairs.get("ask", pairs.get("act"))  # `ask: may` takes an act as its parameter
    if verb is None:
        raise where.broken("a step needs act or ask")
    is_act = "ask" not in pairs
    if "as" in pairs and not is_act:
        raise pairs["as"].broken("an ask makes nothing to name")
    return Step(
        n=n, where=where, at=pairs["at"].moment(start), by=pairs["by"], verb=verb, is_act=is_act,
        made_as=pairs["as"].name() if "as" in pairs else "", expect=pairs.get("expect"),
        said={key: value for key, value in pairs.items() if key not in STEP_KEYS and not (is_act and key == "act")},
    )


def _world(value: Value, start: datetime) -> World:
    parts = value.mapping("the world", optional=("owners", "schools", "people"))
    owners = {name: _owner(name, one) for name, one in _named(parts, "owners")}
    schools = {name: _school(name, one, owners) for name, one in _named(parts, "schools")}
    people = dict(_named(parts, "people"))
    pupils = {name: one for name, one in people.items() if "pupil_at" in _pairs(one)}
    children = {name: _child(name, one, schools, start) for name, one in pupils.items()}
    units = {**owners, **schools}
    adults = {name: _adult(name, one, units, start) for name, one in people.items() if name not in pupils}
    _once([owners, schools, people], parts)
    for name, one in people.items():
        _check_relations(one, adults.get(name), children)
    for owner, one in _named(parts, "owners"):
        if strangers := [who for _, who in owners[owner].duty if who not in adults]:
            raise one.broken(f"expected somebody among the people on duty, found {strangers[0]!r}")
    return World(owners=owners, schools=schools, adults=adults, children=children)


def _owner(name: str, value: Value) -> Owner:
    pairs = value.mapping("an owner", required=("kind",), optional=("calendar", "duty", "name"))
    calendar = pairs["calendar"].mapping("a calendar", optional=("closed", "sfo_closed")) if "calendar" in pairs else {}
    duty = pairs["duty"].mapping("duty", optional=None) if "duty" in pairs else {}
    return Owner(
        where=value,
        kind=pairs["kind"].code(("municipality", "county", "private"), "the kind of owner"),
        title=_title(name, pairs),
        closed=tuple(one.period() for one in _list(calendar, "closed")),
        sfo_closed=tuple(one.period() for one in _list(calendar, "sfo_closed")),
        duty=tuple((period_of(key, one), one.name()) for key, one in duty.items()),
    )


def _school(name: str, value: Value, owners: dict[str, Owner]) -> School:
    pairs = value.mapping("a school", required=("owner", "kind"), optional=("ownership", "name"))
    owner = pairs["owner"].code(owners, "an owner of this world")
    ownership = "private" if owners[owner].kind == "private" else "public"
    if "ownership" in pairs:
        ownership = pairs["ownership"].code(("public", "private"), "public or private")
    kind = pairs["kind"].code(("primary", "upper_secondary"), "the kind of school")
    return School(where=value, owner=owner, kind=kind, ownership=ownership, title=_title(name, pairs))


def _adult(name: str, value: Value, units: dict[str, object], start: datetime) -> Adult:
    pairs = value.mapping("a person", optional=("appointments", "trained", "relations", "name"))
    return Adult(
        where=value,
        title=_title(name, pairs),
        posts=tuple(_post(one, units, start) for one in _list(pairs, "appointments")),
        trained=_flag(pairs, "trained"),
        relations=tuple(_relation(one) for one in _list(pairs, "relations")),
    )


def _post(value: Value, units: dict[str, object], start: datetime) -> Post:
    keys = ("from", "until", "deputy", "leadership")
    pairs = value.mapping("an appointment", required=("role", "at"), optional=keys)
    return Post(
        role=pairs["role"].code(Role, "a role"),
        unit=pairs["at"].code(units, "an owner or a school of this world"),
        starts_on=pairs["from"].day(start) if "from" in pairs else None,
        ends_on=pairs["until"].day(start) if "until" in pairs else None,
        deputy=_flag(pairs, "deputy"),
        leadership=_flag(pairs, "leadership"),
    )


def _relation(value: Value) -> tuple[str, str]:
    pairs = value.mapping("a relation", required=("to", "kind"))
    return pairs["to"].name(), _kind(pairs["kind"])


def _kind(value: Value) -> str:
    try:
        return Relation(value.text("a relation")).value
    except ValueError:
        return value.code(Relation, "a relation")


def _child(name: str, value: Value, schools: dict[str, School], start: datetime) -> Child:
    keys = ("grade", "class_name", "born", "guardians", "name")
    pairs = value.mapping("a pupil", required=("pupil_at",), optional=keys)
    guardians = pairs["guardians"].mapping("guardians", optional=None) if "guardians" in pairs else {}
    return Child(
        where=value,
        title=_title(name, pairs), school=pairs["pupil_at"].code(schools, "a school of this world"),
        grade=pairs["grade"].number() if "grade" in pairs else None,
        class_name=pairs["class_name"].text("a class") if "class_name" in pairs else "",
        born=pairs["born"].day(start) if "born" in pairs else None,
        guardians=tuple(_guardian(who, one) for who, one in guardians.items()),
    )


def _guardian(name: str, value: Value) -> Guardian:
    pairs = value.mapping("a guardian", optional=("responsibility", "name")) if value.said is not None else {}
    said = pairs.get("responsibility")
    known = said is not None and said.said not in (None, "unknown")
    return Guardian(
        name=name, title=_title(name, pairs), is_named="name" in pairs,
        has_responsibility=said.flag() if said and known else None,
    )  # fmt: skip


def _title(name: str, pairs: dict[str, Value]) -> str:
    return pairs["name"].text("a name") if "name" in pairs else name.replace("_", " ").title()


def _flag(pairs: dict[str, Value], key: str) -> bool:
    return key in pairs and pairs[key].flag()


def _list(pairs: dict[str, Value], key: str) -> list[Value]:
    return pairs[key].items() if key in pairs else []


def _named(parts: dict[str, Value], key: str) -> list[tuple[str, Value]]:
    pairs = list(parts[key].mapping(key, optional=None).items()) if key in parts else []
    for name, value in pairs:
        if not NAME.fullmatch(name) or name in WORDS:
            raise value.broken(f"expected a name among the {key}, found {name!r}")
    return pairs


def _pairs(value: Value) -> dict[str, Value]:
    return value.mapping("a person or a pupil", optional=None)


def _once(kinds: list[dict[str, object]], parts: dict[str, Value]) -> None:
    """A name stands for one thing: `by`, `to` and every parameter use the same names."""
    seen: set[str] = set()
    for key, named in zip(("owners", "schools", "people"), kinds, strict=True):
        if twice := seen & named.keys():
            raise parts[key].broken(f"expected a name of its own, found {min(twice)!r} again")
        seen |= named.keys()


def _check_relations(value: Value, adult: Adult | None, children: dict[str, Child]) -> None:
    for pupil, _ in adult.relations if adult else ():
        if pupil not in children:
            raise value.broken(f"expected a pupil of this world, found {pupil!r}")


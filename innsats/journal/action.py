"""`@action`: one change, whole or not at all, attributed, and never without a trace."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet

from innsats.database.inserting import insert
from innsats.database.prepared import Prepared
from innsats.database.turns import in_turn
from innsats.rules.acts import Act
from innsats.rules.verdicts import Refused, Source

from .actors import Actor, Subject
from .heads import head_of
from .models import Event, Refusal, Untold
from .repeats import bound
from .writes import listed_write

P = ParamSpec("P")
R = TypeVar("R")
ACTIONS: dict[Act, Callable[..., Any]] = {}
CODE = re.compile(r"[\w.:#/+-]{0,80}")


@dataclass(slots=True)
class _Running:
    """The outermost action: what it has recorded so far, written just before commit."""

    act: Act
    drafts: list[Event] = field(default_factory=list)
    touched: dict[str, Subject] = field(default_factory=dict)
    seals: list[str] = field(default_factory=list)


_running: ContextVar[_Running | None] = ContextVar("_running", default=None)
_before_commit: list[Callable[[list[Subject], datetime], None]] = []


class NothingRecorded(Exception):
    """An action finished without recording anything. The change has been rolled back."""


def action(function: Callable[P, R]) -> Callable[..., R]:
    """Run `function` in one transaction and insist that it records what it did.

    Its name must be an `Act`, with keyword-only `by` and `at`. Callers may add `form_key`: a second call with the
    same key by the same actor returns the first result, when that still stands there, and does nothing.
    """
    act = Act(function.__name__)
    kinds = {name: p.kind for name, p in inspect.signature(function).parameters.items()}
    if not kinds.get("by") is kinds.get("at") is inspect.Parameter.KEYWORD_ONLY:
        raise TypeError(f"{function.__name__} must take keyword-only `by` and `at`")

    @functools.wraps(function)
    def whole(*args: Any, by: Actor, at: datetime, form_key: str = "", **kwargs: Any) -> R:
        if _running.get() is not None:  # an action of a lower slice: the outermost holds the transaction
            return function(*args, **{**kwargs, "by": by, "at": at})
        key = bound(form_key, by) if form_key else None
        try:
            with in_turn(), transaction.atomic():
                done = _done_with(key)
                return _made_by(done) if done else _run(act, function, args, {**kwargs, "by": by, "at": at}, key)
        except Refused as refused:
            refuse(act, refused, by=by, at=at)
            raise
        except IntegrityError:  # the same form, posted twice at the same moment
            done = _done_with(key)
            if done is None:
                raise
            return _made_by(done)

    ACTIONS[act] = whole
    return whole


def record(act: Act, subject: Subject, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Add one event to the journal when the action commits. `facts`: ids, codes and dates, never free text."""
    running = _running.get()
    if running is None:
        raise RuntimeError("record() outside an action")
    running.touched[subject.stream] = subject
    if running.seals:
        facts["seals"], running.seals = running.seals, []
    running.drafts.append(
        Event(
            stream=subject.stream,
            act=act,
            actor_kind=by.kind,
            actor_id=by.id,
            at=at,
            facts={name: _fact(value) for name, value in facts.items()},
            because="" if act is running.act else running.act,
            school_owner_id=subject.school_owner_id,
        )
    )


def keep_seal(sha256: str) -> None:
    """Let this action's next event hold the SHA-256 of a sealed text, so that the text cannot be exchanged unseen."""
    if (running := _running.get()) is not None:
        running.seals.append(sha256)


def before_commit(hook: Callable[[list[Subject], datetime], None]) -> None:
    """Call `hook` with every touched subject when the events are written, inside the transaction."""
    if hook not in _before_commit:
        _before_commit.append(hook)


def tell_hooks(subjects: list[Subject], at: datetime) -> None:
    """Let the registered hooks bring what they store in step with the journal."""
    for hook in _before_commit:
        hook(subjects, at)


def refuse(act: Act, refused: Refused, *, by: Actor, at: datetime) -> None:
    """Keep that the rules said no: who asked for what, and the codes."""
    codes = ",".join(obstacle.code for obstacle in refused.obstacles)[:400]
    with listed_write():
        Refusal.objects.create(act=act, actor_kind=by.kind, actor_id=by.id, codes=codes, at=at)


def _run(act: Act, function: Callable[..., R], args: Any, kwargs: Any, form_key: str | None) -> R:
    running = _Running(act)
    token = _running.set(running)
    try:
        with listed_write():
            result = function(*args, **kwargs)
            if not running.drafts:
                raise NothingRecorded(act)
            _write(running, result, form_key)
            tell_hooks(list(running.touched.values()), kwargs["at"])
            return result
    finally:
        _running.reset(token)


def _write(running: _Running, result: Any, form_key: str | None) -> None:
    heads = {stream: head_of.first(stream) for stream in running.touched}
    for event in running.drafts:
        seq, event.prev, latest = heads[event.stream] or (0, "", event.at)
        event.seq = seq + 1
        event.at = max(event.at, latest)  # time never runs backwards within a stream
        if event is running.drafts[-1]:
            event.form_key = form_key
            event.made = _name_of(result)
        event.hash = event.digest()
        heads[event.stream] = (event.seq, event.hash, event.at)
    insert(running.drafts)
    insert([Untold(event=event) for event in running.drafts])


@Prepared
def _of_form(form_key: str) -> QuerySet[Event, tuple[str]]:
    return Event.objects.filter(form_key=form_key).order_by("pk").values_list("made")


def _done_with(form_key: str | None) -> tuple[str] | None:
    """What the form with this key made, when it was posted before."""
    return _of_form.first(form_key) if form_key else None


def _made_by(done: tuple[str]) -> Any:
    """The row that the act returned; None when it returned none, or when another has taken its place since."""
    label, _, pk = done[0].rpartition(":")
    return apps.get_model(label)._default_manager.filter(pk=pk).first() if label else None


def _name_of(result: Any) -> str:
    return f"{result._meta.label_lower}:{result.pk}" if isinstance(result, models.Model) else ""


def _fact(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Source):
        return value.name
    if isinstance(value, UUID | date | datetime):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, list | tuple | frozenset):
        return [_fact(item) for item in (sorted(value) if isinstance(value, frozenset) else value)]
    if isinstance(value, str) and CODE.fullmatch(value):
        return value
    raise TypeError(f"an event's facts hold ids, codes and dates, not {type(value).__name__}")

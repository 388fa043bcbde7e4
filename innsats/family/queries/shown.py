"""An edition in words: to guardians, to the pupil, and to a child; short sentences, and the day it was approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from innsats.rules.calendar import day_of
from innsats.rules.deadlines import GovernorDates
from innsats.rules.editions import Group
from innsats.rules.governor import Answer, answer_to_family
from innsats.web import dates, words

from ..languages import read_in
from .content import Content, GovernorTold, MeasureTold, TalkTold

VOICES = {  # who is spoken to
    Group.GUARDIANS: "family_says", Group.LIMITED: "family_says", Group.PUPIL: "pupil_says", Group.CHILD: "child_says",
}  # fmt: skip
RIGHTS = ("right_safe", "right_heard", "right_say", "right_team", "right_read")
INVOLVED_RIGHTS = ("right_heard", "right_say", "right_read")
CHILD_RIGHTS = ("right_safe", "right_heard", "right_say")
INVOLVED_CHILD_RIGHTS = ("right_heard", "right_read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing under a heading."""

    title: str
    text: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, sentences under it, and things. `more` is what one opens to read."""

    title: str
    said: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    more: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """One edition, all strings finished, in `language`. `approved` is nothing while nobody has approved it."""

    language: str
    title: str
    lead: str
    school: str
    approved: str
    sections: tuple[Section, ...]


def edition_page(content: Content, *, at: datetime, approved_at: datetime | None = None) -> EditionPage:
    """What `content` says to its group on this day: in the language of the page, or in bokmål where we have no words in
    that. No query.
    """
    with translation.override(read_in()):
        return _edition_page(content, at, approved_at)


def _edition_page(content: Content, at: datetime, approved_at: datetime | None) -> EditionPage:
    said = _Said(content, day_of(at))
    approved = _("Skolen gikk gjennom dette {day}.").format(day=dates.long_date(approved_at)) if approved_at else ""
    return EditionPage(
        language=translation.get_language(),
        title=said("title") if content.is_subject else said("title_involved"),
        lead=said("lead") if content.is_subject else said("lead_involved"),
        school=content.school, approved=approved,
        sections=said.of_subject() if content.is_subject else said.of_involved(),
    )  # fmt: skip


class _Said:
    """How one edition is said to those who read it."""

    def __init__(self, content: Content, today: date) -> None:
        self.content, self.today, self.voice = content, today, VOICES[content.group]

    def __call__(self, code: str, **about: str) -> str:
        return words.of(self.voice, code, **{"name": self.content.name.split(" ")[0], **about})

    def of_subject(self) -> tuple[Section, ...]:
        rights = CHILD_RIGHTS if self.content.group is Group.CHILD else RIGHTS
        words = (self._own_words(),) if self.content.own_words else ()
        return (self._measures(), self._next(), *words, self._people(), self._rights(rights))

    def of_involved(self) -> tuple[Section, ...]:
        told, talks = map(self._talks, (self.content.told, self.content.talks))
        following = self._day("next_talk", self.content.next_talk) if self._is_ahead(self.content.next_talk) else ""
        sections = (
            Section(title=self("told"), items=told),
            Section(title=self("talks"), items=talks, said=tuple(filter(None, (following,)))),
        )
        filled = tuple(one for one in sections if one.items or one.said)
        rights = INVOLVED_CHILD_RIGHTS if self.content.group is Group.CHILD else INVOLVED_RIGHTS
        return (*filled, self._people(), self._rights(rights))

    def _measures(self) -> Section:
        said = [] if self.content.has_plan else [self("no_plan")]
        said += [self("others")] if self.content.has_others else []
        items = tuple(map(self._measure, self.content.measures))
        return Section(title=self("measures"), said=tuple(said), items=items)

    def _measure(self, one: MeasureTold) -> Item:
        lines = (
            _state(one) if self.content.school else "",
            _("Hvem: {name}").format(name=one.who) if one.who else "",
            self._day("looked_at", one.next) if self._is_ahead(one.next) else "",
        )
        text = one.text or (self("nothing_written") if self.content.school else "")
        return Item(title=words.of("family_measure", one.kind), text=text, lines=tuple(filter(None, lines)))

    def _next(self) -> Section:
        days = sorted((one.next, one.kind) for one in self.content.measures if self._is_ahead(one.next))
        items = tuple(
            Item(title=_day(on), text=self("look_again", about=words.of("family_measure", kind).lower()))
            for on, kind in days
        )
        until = self.content.follow_up if self._is_ahead(self.content.follow_up) else ""
        said = self._day("follow_up", until) if until else "" if items else self("no_dates")
        return Section(title=self("next"), said=tuple(filter(None, (said,))), items=items)

    def _own_words(self) -> Section:
        items = (Item(title=_day(one.on), text=f"«{one.text}»") for one in self.content.own_words)
        return Section(title=self("own_words"), said=(self("lets_you_read"),), items=tuple(items))

    def _people(self) -> Section:
        items = [Item(title=self(f"is_{part}"), text=name) for part, name in self.content.people]
        if self.content.is_subject:
            items.append(Item(title=self("is_ombud"), text=self("ombud")))
        said = () if self.content.people else (self("ask_school"),)
        return Section(title=self("people"), said=said, items=tuple(items))

    def _rights(self, codes: tuple[str, ...]) -> Section:
        said = tuple(self(code) for code in codes)
        told = self.content.governor
        if told is None:
            return Section(title=self("rights"), said=said)
        readings = tuple(
            Item(title=self(code), text=_day(on))
            for code, on in (
                ("reading_law", told.starts), ("reading_weekdays", told.five_weekdays),
                ("reading_school_days", told.five_school_days),
            )
            if on
        )  # fmt: skip
        why = Item(title=self("governor_more"), text=self("governor_reasons"))
        return Section(title=self("rights"), said=(*said, *self._governor(told)), more=(why, *readings))

    def _governor(self, told: GovernorTold) -> tuple[str, str]:
        answer = answer_to_family(_dates(told), on=self.today, has_left=told.has_left)
        return self(f"governor_{Answer(answer)}", about=_day(told.starts)), self("governor_always")

    def _talks(self, held: tuple[TalkTold, ...]) -> tuple[Item, ...]:
        return tuple(Item(title=_day(one.on), text=one.text or self("talked")) for one in held)

    def _day(self, code: str, on: str) -> str:
        return self(code, about=_day(on))

    def _is_ahead(self, on: str) -> bool:
        return bool(on) and date.fromisoformat(on) >= self.today


def _state(one: MeasureTold) -> str:
    if one.ended:
        return (_("Ferdig {day}") if one.is_done else _("Stoppet {day}")).format(day=_day(one.ended))
    if one.started:
        return _("I gang siden {day}").format(day=_day(one.started))
    return _("Starter {day}").format(day=_day(one.starts)) if one.starts else ""


def _dates(told: GovernorTold) -> GovernorDates | None:
    if not told.starts:
        return None
    return GovernorDates(
        from_=date.fromisoformat(told.starts), five_weekdays=date.fromisoformat(told.five_weekdays),
        five_school_days=date.fromisoformat(told.five_school_days), special_reasons=told.special_reasons,
    )  # fmt: skip


def _day(on: str) -> str:
    return dates.day(date.fromisoformat(on)) if on else ""

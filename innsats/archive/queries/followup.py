"""On paper: help from outside, the follow-up after bullying, and how the case ended and was taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import (
    Aftercare,
    AftercareStop,
    CheckIn,
    CheckInAnswer,
    Closure,
    ContactPerson,
    EndingCosign,
    FollowupNote,
    Handover,
    HelpAnswer,
    OfferedTalk,
    Reopening,
)
from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.inquirypage import written_later
from innsats.cases.queries.texts import Key, keys_of
from innsats.database.prepared import Prepared
from innsats.rules.acts import Act
from innsats.web import dates, words

from ..document import Entry, pairs, plain, words_of

Blocks = tuple[Any, ...]
Said = Mapping[Key, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRows:
    """Every row of the follow-up and of endings, the oldest first."""

    contacts: list[ContactPerson]
    agreed: list[Aftercare]
    stops: list[AftercareStop]
    checks: list[CheckIn]
    read: list[CheckInAnswer]
    notes: list[FollowupNote]
    answers: list[HelpAnswer]
    offers: list[OfferedTalk]
    cosigns: list[EndingCosign]
    closures: list[Closure]
    reopenings: list[Reopening]
    handovers: list[Handover]

    def keys(self) -> list[Key]:
        """What must be opened to show them."""
        return [
            *keys_of([*self.stops, *self.reopenings], "because"), *keys_of(self.checks, "own_words", "adult_view"),
            *keys_of(self.contacts, "reach"),
            *keys_of([*self.read, *self.notes, *self.answers, *self.cosigns, *self.closures], "words"),
            *keys_of(self.handovers, "words", "whom"),
        ]  # fmt: skip


def follow_rows(case: UUID) -> FollowRows:
    """Twelve queries."""
    return FollowRows(
        contacts=_contacts(case), agreed=_agreed(case), stops=_stops(case), checks=_checks(case), read=_read(case),
        notes=_notes(case), answers=_answers(case),
        offers=_offers(case), cosigns=_cosigns(case), closures=_closures(case), reopenings=_reopenings(case),
        handovers=_handovers(case),
    )  # fmt: skip


def followup_blocks(rows: FollowRows, corrections: Corrections, said: Said) -> Blocks:
    """What was agreed, each talk with the pupil, and what was done for the others."""
    read = {one.check_in_id: one for one in rows.read}
    return (
        *(_contact(one, said) for one in rows.contacts),
        *(_agreement(one) for one in rows.agreed),
        *(_stop(one, said) for one in rows.stops),
        *(_check(one, read.get(one.pk), corrections, said) for one in rows.checks),
        *(_note(one, corrections, said) for one in rows.notes),
    )


def ending_blocks(rows: FollowRows, said: Said) -> Blocks:
    """Help from outside, talks that were offered, and how the case ended and was taken up again, in order of time."""
    entries = [(one.at, _simple(words.of("help_answer", one.answer), one, said[one, "words"])) for one in rows.answers]
    entries += [(one.at, _offer(one)) for one in rows.offers]
    entries += [
        (one.at, _simple(words.of("demand", "cosigned"), one, said[one, "words"])) for one in rows.cosigns
    ]
    entries += [(one.at, _closure(one, said)) for one in rows.closures]
    entries += [
        (one.at, _simple(words.of("done", Act.REOPEN_CASE), one, said[one, "because"])) for one in rows.reopenings
    ]
    entries += [(one.at, _handed(one, said)) for one in rows.handovers]
    return tuple(entry for _at, entry in sorted(entries, key=lambda one: one[0]))


def _handed(one: Handover, said: Said) -> Entry:
    allowed = (
        (_("Til"), one.report.school.name),
        (_("Eleven tillot det"), dates.long_date(one.pupil_agreed_on) if one.pupil_agreed_on else ""),
        (_("Foresatte tillot det"), dates.long_date(one.guardians_agreed_on) if one.guardians_agreed_on else ""),
        (_("Hvem av dem"), said[one, "whom"]),
    )
    return Entry(
        title=words.of("done", Act.HAND_OVER_CASE), said=_signed(one),
        blocks=(*pairs(*((word, value) for word, value in allowed if value)), *plain(said[one, "words"])),
    )


def _contact(one: ContactPerson, said: Said) -> Entry:
    chosen = (
        (_("Eleven vil snakke med"), one.person.name),
        (_("Ønsket av"), words.of("agreed_with", one.asked_by)),
        (_("Når"), dates.long_date(one.asked_on)),
    )
    return Entry(title=_("Kontaktperson"), said=_signed(one), blocks=(*pairs(*chosen), *plain(said[one, "reach"])))


def _agreement(one: Aftercare) -> Entry:
    agreed = (
        (_("Eleven ville snakke med"), one.trusted_adult.name),
        (_("Fra og til"), f"{dates.long_date(one.starts_on)} – {dates.long_date(one.until)}"),
        (_("Avtalt med"), words.of("agreed_with", one.agreed_with)),
    )
    return Entry(title=_("Avtalen"), said=_signed(one), blocks=pairs(*agreed))


def _stop(one: AftercareStop, said: Said) -> Entry:
    who = (_("Hvem sa det"), words.of("agreed_with", one.wished_by))
    day = (_("Når"), dates.long_date(one.wished_on))
    because = plain(said[one, "because"])
    return Entry(title=_("Stoppet av familien"), said=_signed(one), blocks=(*pairs(who, day), *because))


def _check(one: CheckIn, read: CheckInAnswer | None, corrections: Corrections, said: Said) -> Entry:
    replies = ((words.of("topic", topic), words.of("child_reply", reply)) for topic, reply in one.replies.items())
    readers = {True: words.of("who_reads", "yes"), False: words.of("who_reads", "no"), None: ""}
    return Entry(
        title=_("Slik sier eleven at det går"),
        said=_happened(one),
        blocks=(
            *pairs(
                (_("Hvem svarte"), words.of("voice", one.voice)),
                (_("Har eleven det trygt og godt?"), words.of("safe", one.is_safe)),
                *replies,
                (_("Satt sammen med eleven"), one.beside.name if one.beside else ""),
                (_("Skrevet av"), one.typed_by.name if one.typed_by else _("Eleven selv")),
                (_("Eleven lar dette leses av"), readers[one.is_for_home]),
                (_("Eleven trengte en voksen"), ", ".join(words.of("call", call) for call in one.called)),
                (_("Tegn til at det kan komme tilbake"), _signs(one)),
            ),
            *words_of(corrections.shown(one, "own_words", said), _("Elevens egne ord")),
            *words_of(corrections.shown(one, "adult_view", said), _("Det de voksne ser")),
            *(pairs((_("Lest"), _signed(read))) if read else ()),
            *(plain(said[read, "words"]) if read else ()),
        ),
    )


def _note(one: FollowupNote, corrections: Corrections, said: Said) -> Entry:
    return Entry(
        title=words.of("track", one.track),
        said=_happened(one),
        blocks=(
            *pairs((_("Tegn til at det kan komme tilbake"), _signs(one))),
            *words_of(corrections.shown(one, "words", said)),
        ),
    )


def _offer(one: OfferedTalk) -> Entry:
    offered = (
        (_("Tilbudt av"), one.offered_by.name),
        (_("Hvordan"), words.of("how", one.how)),
        (_("Når"), dates.long_date(one.offered_on)),
    )
    return Entry(title=words.of("done", Act.OFFER_TALK), said=_signed(one), blocks=pairs(*offered))


def _closure(one: Closure, said: Said) -> Entry:
    days = (
        (_("Eleven sa selv at det er trygt og godt"), one.said_on),
        (_("Foresatte fikk vite det"), one.guardians_told_on),
        (_("Familien fikk beskjed om statsforvalteren"), one.governor_told_on),
        (_("Eleven sluttet"), one.left_on),
    )
    return Entry(
        title=words.of("ending", one.ending),
        said=_signed(one),
        blocks=(
            *pairs(
                *((word, dates.long_date(day) if day else "") for word, day in days),
                (_("Den andre saken"), one.double_of.number if one.double_of else ""),
            ),
            *plain(said[one, "words"]),
        ),
    )


def _simple(title: str, one: Any, text: str) -> Entry:
    return Entry(title=title, said=_signed(one), blocks=plain(text))


def _signs(one: CheckIn | FollowupNote) -> str:
    return ", ".join(words.of("signal", sign) for sign in one.seen)


def _signed(one: Any) -> str:
    return f"{dates.moment(one.at)} · {one.by.name}"


def _happened(one: CheckIn | FollowupNote) -> str:
    later = written_later(one.happened_at, one.at)
    written = _("skrevet {moment}").format(moment=later) if later else ""
    who = one.by.name if one.by else _("eleven selv, med egen kode")
    return " · ".join(filter(None, (dates.moment(one.happened_at), who, written)))


@Prepared
def _agreed(case: UUID) -> QuerySet[Aftercare]:
    return Aftercare.objects.filter(case=case).select_related("by", "trusted_adult").order_by("at", "pk")


@Prepared
def _contacts(case: UUID) -> QuerySet[ContactPerson]:
    return ContactPerson.objects.filter(case=case).select_related("by", "person").order_by("at", "pk")


@Prepared
def _read(case: UUID) -> QuerySet[CheckInAnswer]:
    return CheckInAnswer.objects.filter(case=case).select_related("by").order_by("at", "pk")


@Prepared
def _stops(case: UUID) -> QuerySet[AftercareStop]:
    return AftercareStop.objects.filter(case=case).select_related("by").order_by("at", "pk")


@Prepared
def _checks(case: UUID) -> QuerySet[CheckIn]:
    rows = CheckIn.objects.filter(case=case).select_related("by", "beside", "typed_by")
    return rows.order_by("happened_at", "at", "pk")


@Prepared
def _notes(case: UUID) -> QuerySet[FollowupNote]:
    return FollowupNote.objects.filter(case=case).select_related("by").order_by("happened_at", "at", "pk")


@Prepared
def _answers(case: UUID) -> QuerySet[HelpAnswer]:
    return HelpAnswer.objects.filter(case=case).select_related("by").order_by("at", "pk")


@Prepared
def _offers(case: UUID) -> QuerySet[OfferedTalk]:
    return OfferedTalk.objects.filter(case=case).select_related("by", "offered_by").order_by("at", "pk")


@Prepared
def _cosigns(case: UUID) -> QuerySet[EndingCosign]:
    return EndingCosign.objects.filter(case=case).select_related("by").order_by("at", "pk")


@Prepared
def _closures(case: UUID) -> QuerySet[Closure]:
    return Closure.objects.filter(case=case).select_related("by", "double_of").order_by("at", "pk")


@Prepared
def _reopenings(case: UUID) -> QuerySet[Reopening]:
    return Reopening.objects.filter(case=case).select_related("by").order_by("at", "pk")


@Prepared
def _handovers(case: UUID) -> QuerySet[Handover]:
    return Handover.objects.filter(case=case).select_related("by", "report__school").order_by("at", "pk")

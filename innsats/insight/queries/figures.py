"""The figures of a period as they may be told: a number in words, what it counts, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.rules import law
from innsats.rules.disclosure import Period, Split, Told, has_middle, middle, share_of, split, told
from innsats.web import words

from .counts import Counts, Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as it is told: what it is, what it counts, and (`more`) how. `before`: the same a year earlier."""

    word: str
    number: str
    note: str
    more: str
    is_few: bool
    before: str = ""


def beside(now: tuple[Figure, ...], earlier: tuple[Figure, ...], year: int) -> tuple[Figure, ...]:
    """Each figure with what it was in the whole of an earlier year."""
    said = _("Hele {year}: {number}")
    return tuple(
        replace(one, before=said.format(year=year, number=was.number)) for one, was in zip(now, earlier, strict=True)
    )


def figures_of_cases(counts: Counts, period: Period) -> tuple[Figure, ...]:
    """The six numbers of the schools' cases."""
    return *_how_it_began(counts, period.is_final), *_how_it_ended(counts, period.is_final)


def _how_it_began(counts: Counts, is_final: bool) -> tuple[Figure, ...]:
    promise = split(counts.promise.in_time, counts.promise.late, is_final=is_final)
    return (
        _counted(
            _("Meldinger"), told(counts.reports, is_final=is_final),
            _("Så mange ganger sa noen fra om at en elev kanskje ikke har det trygt og godt."),
            _("Alle meldinger til skolene eller til dere, også de som ikke ble en sak."),
        ),
        _counted(
            _("Saker åpnet"), told(counts.cases, is_final=is_final),
            _("Så mange skolemiljøsaker begynte. En sak handler om én elev."),
            _("Saker som ble åpnet ved en feil, eller to ganger, er ikke med."),
        ),
        _shared(
            _("Énukesmålet nådd"), promise,
            _("I så mange av sakene var det første tiltaket i gang innen én uke."),
            _(
                "Uka går fra den første meldingen, til det første tiltaket virkelig er i gang i en plan som gjelder. "
                "Her er sakene der uka gikk ut i perioden. Saker som ble avsluttet før det, er ikke med. ({source})"
            ).format(source=words.of_source(law.ONE_WEEK)),
        ),
        _half(counts.promise, promise),
    )  # fmt: skip


def _how_it_ended(counts: Counts, is_final: bool) -> tuple[Figure, ...]:
    ended = split(counts.ended_safe, counts.ended_otherwise, is_final=is_final)
    return (
        _counted(
            _("Eleven sa selv at det er trygt"), ended.first,
            _(
                "Så mange saker ble avsluttet fordi eleven selv sa at det er trygt. "
                "Avsluttet på en annen måte: {number}."
            ).format(number=said(ended.second)),
            _(
                "Ingen voksen kan si dette for eleven. «På en annen måte» er for eksempel at eleven byttet skole. En "
                "sak som ble avsluttet to ganger, teller to ganger. ({source})"
            ).format(source=words.of_source(law.SAFE_AND_GOOD)),
        ),
        _counted(
            _("Kom tilbake"), told(counts.came_back, is_final=is_final),
            _("Så mange ganger ble det en ny sak innen tolv måneder etter at eleven hadde sagt at det var trygt."),
            _("Saken ble tatt opp igjen i perioden, eller eleven fikk en ny sak hos dere."),
        ),
    )  # fmt: skip


def figures_of_help(counts: Counts, period: Period) -> tuple[Figure, ...]:
    """The four numbers of the external team's help."""
    asked = split(counts.asked_by_school, counts.asked_by_family, is_final=period.is_final)
    promise = split(counts.team_promise.in_time, counts.team_promise.late, is_final=period.is_final)
    return (
        _counted(
            _("Skolene ba om hjelp"), asked.first, _("Så mange ganger ba en skole teamet om hjelp i en sak."),
            _("Hver gang teller, også når teamet sa nei."),
        ),
        _counted(
            _("Familier ba om hjelp"), asked.second,
            _("Så mange ganger ba en elev eller foresatte selv teamet om hjelp."),
            _("Også når det ennå ikke var en sak på skolen."),
        ),
        _counted(
            _("Teamet sa nei"), told(counts.declined, is_final=period.is_final),
            _("Så mange ganger tok teamet det ikke på seg, og sa hva skolen kunne gjøre i stedet."),
            _("Regnes etter dagen teamet svarte."),
        ),
        _shared(
            _("Énukesmålet for teamet nådd"), promise,
            _("Så ofte var et nytt tiltak i gang innen én uke etter at teamet ble bedt om hjelp."),
            _(
                "Her er gangene der uka gikk ut i perioden. Sa teamet nei eller sluttet før det, er de ikke med. "
                "({source})"
            ).format(source=words.of_source(law.ONE_WEEK)),
        ),
    )  # fmt: skip


def said(number: Told) -> str:
    """31, minst 30 or færre enn 5: within a sentence."""
    if number.is_exact:
        return str(number.least)
    if number.is_few:
        return _("færre enn {count}").format(count=number.most + 1)
    return _("minst {count}").format(count=number.least)


def _counted(word: str, number: Told, note: str, more: str) -> Figure:
    return Figure(word=word, number=capital(said(number)), note=note, more=more, is_few=number.is_few)


def _shared(word: str, parts: Split, note: str, more: str) -> Figure:
    share = share_of(parts)
    both = _("I tide: {first}. Ikke i tide: {second}.").format(first=said(parts.first), second=said(parts.second))
    number = percent(share) if share else _("For få til å vises")
    return Figure(word=word, number=number, note=f"{note} {both}", more=more, is_few=parts.is_few)


def percent(share: Told) -> str:
    """77 %, minst 55 % or 20–60 %."""
    if share.is_exact:
        return _("{least} %").format(least=share.least)
    if share.most == 100:
        return _("Minst {least} %").format(least=share.least)
    if share.least == 0:
        return _("Høyst {most} %").format(most=share.most)
    return _("{least}–{most} %").format(least=share.least, most=share.most)


def _half(promise: Kept, parts: Split) -> Figure:
    """How long it took for half of the cases: in time or not, and begun or not."""
    number = _("For få til å vises")
    if has_middle(parts):
        days = middle(promise.days, promise.in_time + promise.late)
        one = _("Samme dag") if days == 0 else ngettext("{count} dag", "{count} dager", days or 0)
        number = _("Ikke i gang") if days is None else one.format(count=days)
    return Figure(
        word=_("Tid til det første tiltaket"), number=number,
        note=_("Halvparten av sakene hadde det første tiltaket i gang innen så lang tid etter meldingen."),
        more=_(
            "De samme sakene som i énukesmålet, og medianen av dem. En sak der tiltaket ikke er i gang når perioden er "
            "slutt, regnes blant dem som tok lengst tid. Vises bare når det er nok saker."
        ),
        is_few=not has_middle(parts),
    )  # fmt: skip


def capital(text: str) -> str:
    """As a sentence of its own begins."""
    return text[:1].upper() + text[1:]

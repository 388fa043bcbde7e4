"""Forms to fill in by hand: without any personal data, open to everybody who is signed in, typed in afterwards.

They ask what the pages ask, with the same words, so that nothing is asked for that cannot be entered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from innsats.web import words

from ..document import Boxes, Document, Section, Space, Text
from ..pdf import made

AS_OF = date(2026, 3, 1)  # of the forms themselves: change it when they are changed


def blank(name: str, language: str) -> bytes:
    """One of `BLANKS` as PDF, in the language that is spoken now. Made once for each language."""
    return _made(name, language)


@cache
def _made(name: str, language: str) -> bytes:
    return made(BLANKS[name](language))


def emergency(language: str) -> Document:
    """Meld fra on paper, for the day the system is down."""
    return _document(
        _("Nødskjema: meld fra på papir"),
        language,
        lead=(
            _("Bruk dette når systemet er nede. Mistanke er nok. Skriv det du vet, og gi arket til rektor med en gang."
              " I private skoler er det daglig leder."),
            _("Handler det om rektor eller noen i ledelsen? Gi arket til kommunen eller fylkeskommunen, og ikke til"
              " skolen. Private skoler: til styrelederen."),
            _("Er noen i fare nå: ring 112 (politi) eller 113 (ambulanse). Alarmtelefonen for barn og unge har 116 111,"
              " legevakta har 116 117."),
        ),
        sections=(
            _seen_or_heard(),
            Section(
                title=_("Trygg i dag"),
                blocks=(
                    Space(label=_("Hva gjør dere for at eleven er trygg i dag? Hvem, og fra når?"), count=4),
                ),
            ),
            Section(
                title=_("Hvem og når"),
                blocks=(
                    Space(label=_("Hvem melder fra? Skole og telefon"), count=2),
                    Space(label=_("Fortalt av, hvis det er en annen"), count=1),
                    Space(label=_("Dato og klokkeslett du skriver dette"), count=1),
                    Space(label=_("Tatt imot av, dato og klokkeslett"), count=1),
                ),
            ),
            _afterwards(
                _("Når systemet er oppe: Velg «Meld fra», åpne «Skriver du for noen som ringte eller sa det til deg?»,"
                  " og skriv klokkeslettet fra arket som tidspunktet det ble sagt. Klokkene går fra da.")
            ),
        ),
    )  # fmt: skip


def talk(language: str) -> Document:
    """A talk with a pupil that was held without a screen."""
    return _document(
        _("Samtale med eleven"),
        language,
        lead=(_("Skriv det eleven sier, med elevens egne ord. Det du selv tenker, skriver du for seg."),),
        sections=(
            _when_and_who(),
            Section(
                title=_("Samtalen"),
                blocks=(
                    Space(label=_("Hva sa eleven? Skriv elevens egne ord"), count=12),
                    Boxes(label=_("Har eleven det trygt og godt på skolen nå?"), choices=_choices("safe")),
                    Space(label=_("Hva mener eleven kan hjelpe?"), count=4),
                    Space(label=_("Hva er best for denne eleven?"), count=2),
                    Space(label=_("Hva la du selv merke til?"), count=4),
                    Space(label=_("Er eleven ikke hørt? Skriv hvorfor"), count=2),
                ),
            ),
            _afterwards(
                _("Skriv det inn under «Hør eleven» i saken, med tidspunktet samtalen ble holdt.")
            ),
        ),
    )


def observation(language: str) -> Document:
    """Something seen or found out, before it can be typed."""
    return _document(
        _("Observasjon og notat"),
        language,
        lead=(_("Skriv hva du så og hørte, før hva du tror det betyr."),),
        sections=(
            _when_and_who(),
            Section(
                title=_("Det du fant ut"),
                blocks=(
                    Boxes(label=_("Hvilket spørsmål svarer det på?"), choices=_choices("question")),
                    Boxes(label=_("Hvordan fant du det ut?"), choices=_choices("method")),
                    Boxes(label=_("Hvem har sett eller opplevd det?"), choices=_choices("perspective")),
                    Space(label=_("Hva har du sett, hørt eller funnet ut?"), count=11),
                    Space(label=_("Hva kan det bety?"), count=3),
                ),
            ),
            _afterwards(_("Skriv det inn under «Skriv et notat» i saken, med tidspunktet det skjedde.")),
        ),
    )


BLANKS: dict[str, Callable[[str], Document]] = {  # the last part of the address → the form
    "nodskjema": emergency,
    "samtale": talk,
    "observasjon": observation,
}


def _document(title: str, language: str, *, lead: tuple[str, ...], sections: tuple[Section, ...]) -> Document:
    foot = _("Arket inneholder taushetsbelagte opplysninger når det er fylt ut. Legg det aldri fra deg.")
    return Document(title=title, language=language, on=AS_OF, foot=foot, lead=lead, sections=sections)


def _seen_or_heard() -> Section:
    return Section(
        title=_("Det du har sett eller hørt"),
        blocks=(
            Space(label=_("Hva har du sett eller hørt?"), count=9),
            Space(label=_("Hvem gjelder det? Navn og klasse"), count=2),
            Boxes(label=_("Hvor skjer det?"), choices=_choices("arena")),
            Space(label=_("Når skjedde det?"), count=1),
            Boxes(label=_("Hva handler det om?"), choices=_choices("concern")),
        ),
    )


def _when_and_who() -> Section:
    return Section(
        title=_("Når og hvem"),
        blocks=(
            Space(label=_("Dato og klokkeslett da det skjedde"), count=1),
            Space(label=_("Sted"), count=1),
            Space(label=_("Elev og klasse, eller saksnummer"), count=1),
            Space(label=_("Hvem var til stede?"), count=2),
            Space(label=_("Skrevet av"), count=1),
        ),
    )


def _afterwards(said: str) -> Section:
    shred = _("Makuler arket når det er skrevet inn og lest over.")
    return Section(title=_("Etterpå"), blocks=(Text(text=said), Text(text=shred)))


def _choices(kind: str) -> tuple[str, ...]:
    return tuple(word for _code, word in words.choices(kind))

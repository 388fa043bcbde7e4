"""The whole case on paper: complete and in order, so that nobody needs the system to know what was done."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from innsats.cases.queries.head import OpenCase, read
from innsats.journal.actors import Subject
from innsats.people.naming import class_in_words
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.calendar import day_of
from innsats.web import dates, words

from ..document import Document, Pair
from .rows import CaseRows, case_rows
from .sections import sections_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The document, and the reports whose words stand in it: whoever prints it has read them."""

    document: Document
    reports: tuple[Subject, ...]


@dates.on_paper()
def case_file(viewer: Viewer, number: str) -> CaseFile:
    """Everything that is kept of a case, as `viewer` may read it. Raises NotVisible or Shut."""
    case = read(viewer, number)
    rows = case_rows(case)
    document = Document(
        title=_("Sak {number}").format(number=case.row.number),
        subtitle=printed_by(viewer),
        language=get_language() or "nb",
        on=day_of(viewer.at),
        foot=foot_of(case),
        facts=_facts(case, rows),
        lead=(
            _("Dette er hele saken slik den sto da den ble skrevet ut. Det som er rettet, står ved siden av det som"
              " først ble skrevet. Opplysninger om ansattes familie, som ligger bak svarene om habilitet, er ikke"
              " med."),
            _("Fila har taushetsbelagte opplysninger om barn."),
            own_case_only(),
        ),
        sections=sections_of(rows),
        has_contents=True,
    )  # fmt: skip
    return CaseFile(document=document, reports=tuple(one.subject for one in rows.reports if one.pk in rows.readable))


def printed_by(viewer: Viewer) -> str:
    """Skrevet ut av Kari Vik mandag 23. mars 2026 kl. 09.00"""
    return _("Skrevet ut av {name} {moment}").format(name=viewer.name, moment=dates.moment(viewer.at))


def own_case_only() -> str:
    """What a party who is given any of it must be told: it stands on the paper, so that it is told with it."""
    said = _("Den som er part og får noe av dette, kan bare bruke opplysningene i sin egen sak ({source}).")
    return said.format(source=words.of_source(law.OWN_CASE_ONLY))


def foot_of(case: OpenCase) -> str:
    """What every page says: the number of the case, who printed it and when. No name of a child."""
    return f"{_('Sak {number}').format(number=case.row.number)} · {printed_by(case.viewer)}"


def _facts(case: OpenCase, rows: CaseRows) -> tuple[Pair, ...]:
    child = case.row.pupil
    serious = {True: _("Ja"), False: _("Nei"), None: _("Ikke vurdert ennå")}[case.row.is_serious]
    return (
        (_("Eleven saken gjelder"), rows.said[child, "sealed_name"]),
        (_("Født"), _born(rows.said[child, "sealed_birth_date"])),
        (_("Klasse"), class_in_words(child.class_name, child.grade) or "–"),
        (_("Skole"), f"{case.row.school.name}, {case.row.school.school_owner.name}"),
        (_("Opprettet"), dates.moment(case.row.opened_at)),
        (_("Hvor saken står"), case.of("stage", case.row.stage)),
        (_("Saksansvarlig"), case.lead_name or _("Ikke valgt ennå")),
        (_("Alvorlig"), serious),
    )


def _born(iso: str) -> str:
    return dates.long_date(dates.date.fromisoformat(iso)) if iso else "–"

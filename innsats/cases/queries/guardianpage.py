"""The pages about one guardian of a pupil in the case, and how the check's answer is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.recipients import Caution, Entitled
from innsats.web import dates, words

from .access import NotVisible
from .case_acts import CaseActPage, framed
from .entitled import Recipient, how_it_stands, recipients_of
from .head import OpenCase, read
from .texts import keys_of, texts_of

COLORS = {Entitled.MAY: "success", Entitled.ASK: "warning", Entitled.HELD: "danger"}
ICONS = {Entitled.MAY: "Checkmark", Entitled.ASK: "QuestionmarkCircle", Entitled.HELD: "PadlockLocked"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientLine:
    """The answer for one guardian, in words: with every reason, and what follows for what is sent."""

    guardian: UUID
    name: str
    answer: str
    color: str
    icon: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianPage:
    """One guardian in an act. `saved` is what stands now, by the name of its field."""

    frame: CaseActPage
    line: RecipientLine
    child: str
    saved: Mapping[str, object]
    noted: str
    because: str
    decided: str


def guardian_page(act: Act, viewer: Viewer, number: str, guardian: UUID) -> GuardianPage:
    """Raises NotVisible, also for a guardian of nobody in the case, or Shut."""
    case = read(viewer, number)
    found = next((one for one in recipients_of(case.row, viewer.at) if one.guardian.pk == guardian), None)
    if found is None:
        raise NotVisible(f"guardian:{guardian}")
    own = [found.note] if found.note and found.note.case_id == case.row.pk else []  # words of a case stay in it
    rulings = [found.ruling] if found.ruling else []
    said = texts_of(
        *case.title_keys, (found.pupil, "sealed_name"), *keys_of(own, "words"), *keys_of(rulings, "because")
    )
    text = said[own[0], "words"] if own else ""
    return GuardianPage(
        frame=framed(case, act, said), line=recipient_line(case, found), child=said[found.pupil, "sealed_name"],
        saved=_saved(found, text, viewer), noted=_noted(found), because=text,
        decided=said[rulings[0], "because"] if rulings else "",
    )  # fmt: skip


def recipient_line(case: OpenCase, one: Recipient) -> RecipientLine:
    """As pages say it."""
    answer = one.verdict.answer
    lines = list(case.reasons(one.verdict.reasons))
    if Caution.PROTECTED in one.facts.cautions:
        lines.append(words.of("caution", Caution.PROTECTED))
    if one.verdict.is_limited:
        lines.append(_("Skal ikke vite skole, sted eller tid."))
    if not one.verdict.is_sent:
        lines.append(_("Ingenting på SMS eller i posten."))
    return RecipientLine(
        guardian=one.guardian.pk, name=one.name, answer=words.of("entitled", answer), color=COLORS[answer],
        icon=ICONS[answer], lines=tuple(lines),
    )  # fmt: skip


def _saved(one: Recipient, text: str, viewer: Viewer) -> dict[str, object]:
    """What the form opens with: all that is known, so that what is left alone stands."""
    return {
        "responsibility": one.facts.responsibility, "cautions": sorted(one.facts.cautions), "text": text,
        "source": one.note.source if one.note else "from_family", "as_of": day_of(viewer.at),
        "seen": how_it_stands(one),
    }  # fmt: skip


def _noted(one: Recipient) -> str:
    """From the register 1. august 2026, or who at the school wrote it down and when."""
    known = one.note if one.note and one.note.as_of >= one.guardian.as_of else one.guardian
    return f"{words.of('guardian_source', known.source)} {dates.long_date(known.as_of)}"

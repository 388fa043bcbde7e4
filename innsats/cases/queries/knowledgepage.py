"""The pages where knowledge from a origin is brought in, and a consent taken back; and the word that reminds of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.people.models import Pupil
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.handover import age_on
from innsats.rules.sharing import GATES, Gate, Origin, secrecy_of, who_consents
from innsats.web import words

from .access import NotVisible
from .case_acts import CaseActPage, Choice, act_page, choices_of, framed, pupils_in
from .head import Link, address, read, tab
from .knowledge import KnowledgeLine, ground_said, knowledge_in, knowledge_keys, knowledge_lines, withdrawal_of
from .origins import own_origins
from .texts import Key, keys_of, texts_of

ORIGINS = {  # in the address
    "skole": Origin.SCHOOL, "ppt": Origin.PPT, "helse": Origin.HEALTH, "barnevern": Origin.CHILD_WELFARE,
    "politi": Origin.POLICE, "andre": Origin.ELSEWHERE,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgePage:
    """What was brought in before, and from where one knows what one will bring in now.

    `own` says where the viewer comes from in a team, as a hint.
    """

    frame: CaseActPage
    lines: tuple[KnowledgeLine, ...]
    may_withdraw: bool
    ways: tuple[Link, ...]
    own: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundPage:
    """From one place, `said` in words: about whom, and which grounds there are. `consents` says who consents for each
    pupil, by uuid.
    """

    frame: CaseActPage
    origin: Origin
    said: str
    pupils: tuple[Choice, ...]
    consents: Mapping[str, str]
    gates: tuple[Gate, ...]
    secrecy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPage:
    """What was brought in on a consent, and who gave it."""

    frame: CaseActPage
    origin: str
    ground: str
    consented_by: tuple[str, ...]


def knowledge_page(viewer: Viewer, number: str) -> KnowledgePage:
    """What is known from services, and where one can know it from. Raises NotVisible or Shut."""
    case, on = read(viewer, number), day_of(viewer.at)
    rows = knowledge_in(case.row.pk)
    said = texts_of(*case.title_keys, *knowledge_keys(rows, on))
    return KnowledgePage(
        frame=replace(framed(case, Act.SHARE_KNOWLEDGE, said), back=tab(case, "case_inquiry")),
        lines=knowledge_lines(rows, said, on),
        may_withdraw=not case.obstacles_to(Act.WITHDRAW_CONSENT),
        ways=tuple(
            {"word": words.of("origin", one), "help": words.of("origin_help", one),
             "address": address(Act.SHARE_KNOWLEDGE, number, way)}
            for way, one in ORIGINS.items()
        ),
        own=", ".join(words.of("origin", one) for one in own_origins(viewer)),
    )  # fmt: skip


def ground_page(viewer: Viewer, number: str, origin: Origin) -> GroundPage:
    """What opens for knowledge from `origin`, and who consents. Raises NotVisible or Shut."""
    case = read(viewer, number)
    parties = pupils_in(case)
    children = [party.pupil for party in parties if party.pupil]
    said = texts_of(*case.title_keys, *keys_of(children, "sealed_name", "sealed_birth_date"))
    works_for, on = {held.school_owner_id for held in viewer.appointments}, day_of(viewer.at)
    is_same_owner = case.row.school_owner_id in works_for
    return GroundPage(
        frame=framed(case, Act.SHARE_KNOWLEDGE, said),
        origin=origin,
        said=words.of("from_origin", origin),
        pupils=choices_of(parties, said),
        consents={str(one.pk): _consents(origin, one, said, on) for one in children},
        gates=tuple(one for one in GATES[origin] if is_same_owner or one is not Gate.SAME_ORGAN),
        secrecy=words.of_source(secrecy_of(origin, on)),
    )


def withdraw_page(viewer: Viewer, number: str, knowledge: UUID) -> WithdrawPage:
    """Raises NotVisible, also where no consent can be taken back, or Shut."""
    frame = act_page(Act.WITHDRAW_CONSENT, viewer, number)
    found = next((one for one in knowledge_in(frame.uuid) if one.pk == knowledge), None)
    if found is None or found.gate != Gate.CONSENT or withdrawal_of(found):
        raise NotVisible(f"knowledge:{knowledge}")
    return WithdrawPage(
        frame=frame, origin=words.of("from_origin", found.origin), ground=ground_said(found),
        consented_by=tuple(found.consented_by.split()),
    )  # fmt: skip


def _consents(origin: Origin, child: Pupil, said: Mapping[Key, str], on: date) -> str:
    born = said[child, "sealed_birth_date"]
    age = age_on(date.fromisoformat(born), on) if born else None
    who, _rule = who_consents(origin, age)
    years = _("{age} år").format(age=age) if age is not None else _("Alderen er ikke kjent")
    return f"{years}. {words.of('consent_asked', ' '.join(who))}"

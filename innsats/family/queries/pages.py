"""The school's pages about what families read: who of them may, what is approved, and an edition as they see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.cases.models import Due, EditionApproval, HomeMessage
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.clocks import clock_of, dues_of, still_running
from innsats.cases.queries.entitled import Family, families_of
from innsats.cases.queries.guardianpage import RecipientLine, recipient_line
from innsats.cases.queries.head import Button, Head, OpenCase, button, head_of, read
from innsats.cases.queries.home import home_messages
from innsats.cases.queries.texts import texts_of
from innsats.people.models import Pupil
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.deadlines import Code
from innsats.rules.editions import Group, hints_for
from innsats.web import dates, words

from .approved import Approved, approved_in, names_another, opened
from .content import Content
from .edition import Told, edition_for
from .keys import Keys, key_said, keys_in
from .shown import EditionPage, edition_page
from .threads import ThreadShown, thread_shown

SLUGS = {  # how an edition stands in an address
    Group.GUARDIANS: "foresatte", Group.LIMITED: "uten-sted", Group.PUPIL: "elev", Group.CHILD: "barn",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyShown:
    """Whether somebody has a code, and where one is given, or shut."""

    said: str
    give: Button
    end: Button | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianShown:
    """A guardian, the check's answer, and what can be written and decided."""

    line: RecipientLine
    note: Button
    decide: Button
    key: KeyShown
    thread: ThreadShown


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """One edition: who reads it, where it stands, and where it is read before it is approved, or printed after."""

    title: str
    readers: str
    is_approved: bool
    state: str
    color: str
    icon: str
    preview: Button
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyShown:
    """A pupil of the case with its family."""

    name: str
    part: str
    guardians: tuple[GuardianShown, ...]
    key: KeyShown
    thread: ThreadShown
    editions: tuple[EditionLine, ...]

    @property
    def awaits_approval(self) -> bool:
        """Something here can be read and approved, and is not: until then the family sees nothing, or what was."""
        return any(not one.is_approved and not one.preview.reasons for one in self.editions)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFamilyPage:
    """What the families of the case read. `decide` says by when a person decides what is held back."""

    head: Head
    decide: str
    families: tuple[FamilyShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovePage:
    """One edition as the family would see it, and what whoever approves should look at first.

    `seen` is the digest of what is shown, `standing` says what the family sees meanwhile.
    """

    frame: CaseActPage
    pupil: UUID
    group: Group
    title: str
    readers: str
    hints: tuple[str, ...]
    edition: EditionPage
    seen: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """What was approved, to be printed and given: `unsent` names those it may not be sent to by post."""

    back: str
    readers: str
    unsent: str
    edition: EditionPage


def family_page(viewer: Viewer, number: str) -> CaseFamilyPage:
    """Who may read what, and what stands approved. Raises NotVisible or Shut."""
    case = read(viewer, number)
    dues, families, approved = dues_of(case.row.pk), families_of(case.row, viewer.at), approved_in(case.row.pk)
    said, told, keys = texts_of(*case.title_keys), Told(case.row, viewer.at), keys_in(case)
    written = list(home_messages(case.row.pk))
    return CaseFamilyPage(
        head=head_of(case, dues, said, "case_people"),
        decide=_decide_by(dues, viewer.at),
        families=tuple(_family(case, one, told, approved, keys, written) for one in families),
    )


def approve_page(viewer: Viewer, number: str, pupil: UUID, group: Group) -> ApprovePage:
    """One edition as it would be read now. Raises NotVisible, also for one that nobody reads, or Shut."""
    case, family, families = _opened(viewer, number, pupil, group)
    content = edition_for(case.row, family, group, viewer.at)
    before = approved_in(case.row.pk).get((pupil, group))
    frame = framed(case, Act.APPROVE_EDITION, texts_of(*case.title_keys))
    return ApprovePage(
        frame=replace(frame, names={}), pupil=pupil, group=group,
        title=words.of("edition_preview", group, about=family.name), readers=_readers(family, group, viewer),
        hints=_hints(case, content, family, families), edition=edition_page(content, at=viewer.at),
        seen=content.digest, standing=_standing(before, content),
    )  # fmt: skip


def letter_page(viewer: Viewer, number: str, pupil: UUID, group: Group) -> LetterPage:
    """The approved edition on paper. Raises NotVisible, also while nothing is approved, or Shut."""
    case, family, _families = _opened(viewer, number, pupil, group)
    approval = approved_in(case.row.pk).get((pupil, group))
    if approval is None:
        raise NotVisible(f"letter:{pupil}:{group}")
    kept = [one.name for one in family.recipients if one.may_get and one.group is group and not one.verdict.is_sent]
    return LetterPage(
        back=reverse("case_family", args=[number]), readers=_readers(family, group, viewer), unsent=", ".join(kept),
        edition=edition_page(opened(approval), at=viewer.at, approved_at=approval.at),
    )  # fmt: skip


def _opened(viewer: Viewer, number: str, pupil: UUID, group: Group) -> tuple[OpenCase, Family, list[Family]]:
    case = read(viewer, number)
    families = families_of(case.row, viewer.at)
    family = next((one for one in families if one.pupil.pk == pupil), None)
    if family is None or group not in family.readers(viewer.at):
        raise NotVisible(f"edition:{pupil}:{group}")
    return case, family, families


def _decide_by(dues: Iterable[Due], at: datetime) -> str:
    """Noe holdes tilbake. Avgjør det innen tirsdag 24. mars."""
    waiting = still_running([clock_of(due) for due in dues if due.code == Code.RECIPIENT_DECISION], at)
    said = _("Noe holdes tilbake. Avgjør det innen {day}.")
    return said.format(day=dates.day(waiting[0].due)) if waiting else ""


def _family(
    case: OpenCase, family: Family, told: Told, approved: Approved, keys: Keys, written: list[HomeMessage]
) -> FamilyShown:
    readers = family.readers(case.viewer.at)
    return FamilyShown(
        name=family.name,
        part=words.of("party_part", "subject" if family.is_subject else "involved"),
        guardians=tuple(
            GuardianShown(
                line=recipient_line(case, one), note=button(case, Act.NOTE_RECIPIENT, one.guardian.pk),
                decide=button(case, Act.DECIDE_RECIPIENT, one.guardian.pk),
                key=_key(case, family, one.guardian.pk, keys), thread=thread_shown(case, family, one, written),
            )
            for one in family.recipients
        ),
        key=_key(case, family, family.pupil.pk, keys), thread=thread_shown(case, family, None, written),
        editions=tuple(
            _edition(case, family, told.edition(family, group), names, approved.get((family.pupil.pk, group)))
            for group, names in readers.items()
        ),
    )  # fmt: skip


def _key(case: OpenCase, family: Family, reader: UUID, keys: Keys) -> KeyShown:
    held, where = keys.get(reader), [case.row.number, family.pupil.pk, reader]
    end = button(case, Act.END_FAMILY_KEY, to=reverse("end_family_key", args=where)) if held else None
    give = button(case, Act.GIVE_FAMILY_KEY, to=reverse("give_family_key", args=where))
    return KeyShown(said=key_said(held, case), give=give, end=end)


def _edition(
    case: OpenCase, family: Family, content: Content, names: Iterable[str], before: EditionApproval | None
) -> EditionLine:
    group = content.group
    is_now = before is not None and before.digest == content.digest
    color, icon = ("success", "Checkmark") if is_now else ("warning", "Hourglass")
    where = [case.row.number, family.pupil.pk, SLUGS[group]]
    preview = button(case, Act.APPROVE_EDITION, to=reverse("approve_edition", args=where))
    return EditionLine(
        title=words.of("edition_group", group), readers=", ".join(names), is_approved=is_now,
        state=_standing(before, content),
        color=color, icon=icon,
        preview=replace(preview, word=words.of("edition_preview", group, about=family.name)),
        letter=reverse("edition_letter", args=where) if before else "",
    )  # fmt: skip


def _standing(before: EditionApproval | None, content: Content) -> str:
    if before is None:
        return _("Ikke godkjent ennå. Familien ser ingenting.")
    said = (
        _("Godkjent {day} av {name}")
        if before.digest == content.digest
        else _("Endret siden det ble godkjent {day} av {name}. Familien ser det som ble godkjent da.")
    )
    return said.format(day=dates.day(before.at), name=before.by.name)


def _readers(family: Family, group: Group, viewer: Viewer) -> str:
    return ", ".join(family.readers(viewer.at)[group])


def _hints(case: OpenCase, content: Content, family: Family, families: list[Family]) -> tuple[str, ...]:
    """What to look at: names of other children in the case, and few enough in the grade to be found without one."""
    others = tuple(one.name for one in families if one.pupil.pk != family.pupil.pk)
    child = family.pupil
    peers = Pupil.objects.filter(school=child.school_id, grade=child.grade, left_on=None)
    in_grade = peers.count() if child.grade is not None else None
    found = case.reasons(hints_for(content.texts, others, family.name, in_grade=in_grade))
    named = tuple(one.name for one in families if one is not family and names_another(content, family, [family, one]))
    return (*found, *((_("Navnet det gjelder: {names}").format(names=", ".join(named)),) if named else ()))

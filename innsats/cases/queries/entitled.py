"""The recipient check: of each guardian of a pupil in a case, whether that one may get what the school tells, and why.

Everything that leaves the system towards a family asks here first: a page, a letter, a notice, a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from innsats.database.prepared import Prepared
from innsats.people.models import Guardian, Pupil
from innsats.people.models.pupils import CAUTION
from innsats.rules.calendar import day_of
from innsats.rules.editions import Group, group_of_guardian, group_of_pupil
from innsats.rules.recipients import (
    Caution,
    Decision,
    Entitled,
    RecipientFacts,
    Responsibility,
    Verdict,
    check_recipient,
)
from innsats.vault.sealing import destroyed_among

from ..models import Case, Party, RecipientDecision, RecipientNote
from .texts import Key, keys_of, texts_of

KNOWN = {True: Responsibility.YES, False: Responsibility.NO, None: Responsibility.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One guardian, and the answer.

    `note` and `ruling` are what it rests on, when somebody at the school has said more than the register.
    """

    guardian: Guardian
    name: str
    pupil: Pupil
    facts: RecipientFacts
    verdict: Verdict
    note: RecipientNote | None
    ruling: RecipientDecision | None

    @property
    def may_get(self) -> bool:
        return self.verdict.answer is Entitled.MAY

    @property
    def group(self) -> Group:
        """The edition that this guardian reads."""
        return group_of_guardian(is_limited=self.verdict.is_limited)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A pupil of a case with its guardians. `is_subject`: it is the pupil whom the case is about."""

    pupil: Pupil
    name: str
    born: date | None
    is_subject: bool
    recipients: tuple[Recipient, ...]

    def own_group(self, at: datetime) -> Group:
        """The edition that the pupil itself reads."""
        return group_of_pupil(self.born, at)

    def readers(self, at: datetime) -> dict[Group, tuple[str, ...]]:
        """The names of those who may read now, by the edition they read: the guardians' first, the pupil's last."""
        found: dict[Group, tuple[str, ...]] = {}
        for one in self.recipients:
            if one.may_get:
                found[one.group] = (*found.get(one.group, ()), one.name)
        return {**found, self.own_group(at): (self.name,)}


def how_it_stands(one: Recipient) -> str:
    """What the answer for this guardian rests on, in a word that anything noted, decided or learned since changes."""
    stands = (row.pk if row else "" for row in (one.note, one.ruling))
    facts = (one.facts.responsibility, one.facts.other_protected, one.facts.is_warned)
    return sha256("|".join(map(str, (*stands, *facts))).encode()).hexdigest()[:16]


def recipients_of(case: Case, at: datetime) -> list[Recipient]:
    """Every guardian of every pupil of the case, with the answer now."""
    return [one for family in families_of(case, at) for one in family.recipients]


def families_of(case: Case, at: datetime, parties: Iterable[Party] | None = None) -> list[Family]:
    """The pupils of the case with their guardians, its own first. `parties`: when they are read already.

    Two queries and those for keys; two more where something is noted or decided.
    """
    named = _parties(case.pk) if parties is None else parties
    pupils = sorted((one.pupil for one in named if one.pupil), key=lambda one: one.pk != case.pupil_id)
    guardians = list(_guardians(tuple(one.pk for one in pupils), case.pk))
    noted = tuple(one.pk for one in guardians if one.has_note)  # type: ignore[attr-defined]
    notes = {one.guardian_id: one for one in _notes(noted)}
    is_ruled = any(one.has_ruling for one in guardians)  # type: ignore[attr-defined]
    rulings = {one.guardian_id: one for one in _rulings(case.pk)} if is_ruled else {}
    lost = _lost([*notes.values(), *(one.note for one in rulings.values() if one.note)])
    said = texts_of(
        *keys_of(pupils, "sealed_name", "sealed_birth_date", "sealed_caution"), *keys_of(guardians, "sealed_name"),
        *keys_of([one for one in notes.values() if one.pk not in lost], "cautions"),
        *keys_of([one.note for one in rulings.values() if one.note and one.note.pk not in lost], "cautions"),
    )
    checked = _Checked(case, at, notes, rulings, said, lost)
    return [checked.family(one, [held for held in guardians if held.pupil_id == one.pk]) for one in pupils]


class _Checked:
    """How the rows of one case answer: what they share is gathered once."""

    def __init__(
        self, case: Case, at: datetime, notes: Mapping[UUID, RecipientNote],
        rulings: Mapping[UUID, RecipientDecision], said: Mapping[Key, str], lost: Collection[UUID],
    ) -> None:  # fmt: skip
        self.case, self.at, self.notes, self.rulings, self.said, self.lost = case, at, notes, rulings, said, lost

    def family(self, pupil: Pupil, guardians: list[Guardian]) -> Family:
        born = self.said[pupil, "sealed_birth_date"]
        child = Family(
            pupil=pupil, name=self.said[pupil, "sealed_name"], born=date.fromisoformat(born) if born else None,
            is_subject=pupil.pk == self.case.pupil_id, recipients=(),
        )  # fmt: skip
        warned = self._warned(pupil, guardians)
        protected = {one.pk for one in guardians if Caution.PROTECTED in self._cautions(self.notes.get(one.pk))}
        protected |= warned  # it may be one of these
        recipients = tuple(
            self._recipient(one, child, bool(protected - {one.pk}), is_warned=one.pk in warned) for one in guardians
        )
        return Family(
            pupil=pupil, name=child.name, born=child.born, is_subject=child.is_subject, recipients=recipients
        )

    def _warned(self, pupil: Pupil, guardians: list[Guardian]) -> set[UUID]:
        """Of whom nobody has noted anything since the child came here with a caution; or what was noted was lost with
        its case, as long as it was sealed with the key of that.
        """
        lost = {one.guardian_id for one in self.notes.values() if one.pk in self.lost}
        if self.said[pupil, "sealed_caution"] != CAUTION:
            return {one.pk for one in guardians if one.pk in lost}
        since = {one.guardian_id for one in self.notes.values() if day_of(one.at) >= (pupil.came_on or date.min)}
        return {one.pk for one in guardians} - since | lost

    def _recipient(
        self, guardian: Guardian, child: Family, other_protected: bool, *, is_warned: bool
    ) -> Recipient:
        note, ruling = self.notes.get(guardian.pk), self.rulings.get(guardian.pk)
        facts = RecipientFacts(
            responsibility=_responsibility(guardian, note), cautions=self._cautions(note),
            decided=Decision(ruling.decision) if ruling else None,
            settled=self._cautions(ruling.note) if ruling else frozenset(), other_protected=other_protected,
            is_warned=is_warned,
        )  # fmt: skip
        return Recipient(
            guardian=guardian, name=self.said[guardian, "sealed_name"], pupil=child.pupil, facts=facts,
            verdict=check_recipient(facts, child.born, self.at), note=note, ruling=ruling,
        )  # fmt: skip

    def _cautions(self, note: RecipientNote | None) -> frozenset[Caution]:
        if note is None or note.pk in self.lost:
            return frozenset()
        return frozenset(map(Caution, self.said[note, "cautions"].split()))


def _responsibility(guardian: Guardian, note: RecipientNote | None) -> Responsibility:
    """What the newest source says: the register, or somebody at the school on the same day or later.

    Whoever the newest file of the school system has not, is somebody to ask about.
    """
    gone = getattr(guardian, "not_in_file", None)
    if note is not None and note.as_of >= (gone.since if gone else guardian.as_of):
        return Responsibility(note.responsibility)
    return Responsibility.UNKNOWN if gone else KNOWN[guardian.has_responsibility]


def cautioned(pupils: Collection[UUID]) -> set[UUID]:
    """Those of these pupils of whose guardians somebody may not be told everything, as it was noted last; or perhaps
    may not, where it was lost with its case.
    """
    guardians = Guardian.objects.filter(pupil__in=pupils).order_by("pk").values_list("pk", "pupil")
    pupil_of = dict(guardians)
    notes = _notes(tuple(pupil_of))
    lost = _lost(notes)
    kept = [one for one in notes if one.responsibility == Responsibility.YES and one.pk not in lost]
    said = texts_of(*keys_of(kept, "cautions"))
    is_plain = {one.pk for one in kept if not said[one, "cautions"].split()}
    return {pupil_of[one.guardian_id] for one in notes if one.pk not in is_plain}


def _lost(notes: Iterable[RecipientNote]) -> set[UUID]:
    return destroyed_among((one.cautions, one.pk) for one in notes)


@Prepared
def _parties(case: UUID) -> QuerySet[Party]:
    return Party.objects.filter(case=case).exclude(pupil=None).select_related("pupil").order_by("at", "pk")


@Prepared
def _guardians(pupils: tuple[UUID, ...], case: UUID) -> QuerySet[Guardian]:
    """Each with whether anything is noted or decided: what is rare is asked for only then."""
    noted = Exists(RecipientNote.objects.filter(guardian=OuterRef("pk")))
    ruled = Exists(RecipientDecision.objects.filter(guardian=OuterRef("pk"), case=case))
    found = Guardian.objects.filter(pupil__in=pupils).annotate(has_note=noted, has_ruling=ruled)
    return found.select_related("not_in_file").order_by("pupil", "pk")


@Prepared
def _notes(guardians: tuple[UUID, ...]) -> QuerySet[RecipientNote]:
    """The newest about each, in whichever case it was written: who may not meet a child, may not in any of them."""
    newest = RecipientNote.objects.filter(guardian=OuterRef("guardian")).order_by("-at", "-pk").values("pk")[:1]
    return RecipientNote.objects.filter(guardian__in=guardians, pk=Subquery(newest)).order_by("guardian")


@Prepared
def _rulings(case: UUID) -> QuerySet[RecipientDecision]:
    """The newest about each in this case."""
    newest = RecipientDecision.objects.filter(case=case, guardian=OuterRef("guardian")).order_by("-at", "-pk")
    found = RecipientDecision.objects.filter(case=case, pk=Subquery(newest.values("pk")[:1]))
    return found.select_related("note").order_by("guardian")

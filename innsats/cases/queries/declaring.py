"""Habilitet, as one answers it and as somebody decides it: who the matter concerns, and how one stands to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.people.models import Appointment, KnownRelation, Person, Pupil
from innsats.people.queries.pupils import PupilShown, alike_in, matching, opened
from innsats.people.viewers import Viewer, running_on
from innsats.rules.access import WORKING, Impartiality, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Outcome, Relation
from innsats.rules.law import source_named
from innsats.rules.reports import THE_WRITER
from innsats.rules.roles import Role
from innsats.vault.index import words_of
from innsats.web import dates, words
from innsats.web.shell import address_of

from ..models import Case, Declaration, Report
from .access import NotVisible, is_conflicted, standing_of
from .adults import cleared_in
from .deciding import to_decide
from .finding import NOUNS, found, noun_of, row_address
from .objections import awaiting, said_against
from .reports import reasons_against
from .schoolties import let_on
from .superiors import decides_for
from .texts import texts_of
from .why import facts_of, reason_for

Choice = tuple[str, str]
Pair = dict[str, str]
R = Relation
FOUND_COUNT = 30
ASKED_AGAIN = (Act.NAME_PARTY, Act.CORRECT_PUPIL)  # whoever picks one of two who are alike
MOST_WORDS = 6
FAMILY = (
    *(R.PARENT, R.PARENTS_SPOUSE, R.STEP_PARENT, R.FOSTER_PARENT, R.DIRECT_LINE, R.SIBLING, R.SIBLINGS_SPOUSE),
    *(R.SIBLINGS_COHABITANT, R.RELATIVES_SPOUSE, R.RELATIVES_COHABITANT, R.UNCLE_AUNT_NEPHEW_NIECE, R.COUSIN),
)
OF_ADULTS = (
    *(R.SELF, R.SPOUSE, R.SPOUSE_FORMER, R.ENGAGED, R.COHABITANT, R.COHABITANT_FORMER, R.CHILD, R.PARENT, R.SIBLING),
    *(R.DIRECT_LINE, R.PARTNERS_DIRECT_LINE, R.PARTNERS_SIBLING, R.SIBLINGS_SPOUSE, R.SIBLINGS_COHABITANT),
    *(R.COHABITANTS_DIRECT_LINE, R.COHABITANTS_SIBLING, R.UNCLE_AUNT_NEPHEW_NIECE, R.COUSIN),
)
KNOWN = (R.CLOSE_FRIEND, R.CONFLICT, R.NEIGHBOUR)
RELATIONS_AT_WORK = (R.COLLEAGUE, R.EMPLOYER_SUPERIOR)
AGENT = (R.AGENT_NOW, R.AGENT_SINCE_CASE_BEGAN, R.AGENT_BEFORE_CASE_BEGAN)
IN_MATTER = (
    *(R.IS_CRITICISED, R.HANDLING_CRITICISED, R.HANDLED_AT_SCHOOL, R.DECIDED_MEASURE, R.GAVE_TREATMENT),
    *(R.STAKE_OWN, R.STAKE_OF_CLOSE_PERSON),
)
TO_PUPILS = (R.NONE, *FAMILY, *KNOWN, *AGENT, *IN_MATTER)
TO_ADULTS = (R.NONE, *OF_ADULTS, *KNOWN, *RELATIONS_AT_WORK, *AGENT, *IN_MATTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """Somebody the matter concerns. `hint` is what is known from before and must be answered; `ties` can be chosen."""

    uuid: str
    name: str
    note: str
    hint: str
    ties: tuple[Choice, ...]
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """Everybody it concerns, named already or picked just now (`new`, by uuid)."""

    pupils: Mapping[UUID, Pupil]
    adults: Mapping[int, Person]
    new: frozenset[UUID]
    needs_pupils: bool
    left_out: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarePage:
    """Who it concerns first, unless that is settled; then how one stands to them."""

    row: Report | Case
    number: str
    noun: str
    back: str
    lines: tuple[PartyLine, ...]
    found: tuple[Choice, ...]
    staff: tuple[Choice, ...]
    find: str
    has_twins: bool
    names_parties: bool
    needs_pupils: bool
    register: str
    reasons: tuple[str, ...]
    alike: frozenset[str] = frozenset()  # of those picked: a namesake or a twin is at the school
    is_own: bool = False  # a party objects, and the viewer decides alone

    @property
    def has_hints(self) -> bool:
        return any(line.hint for line in self.lines)

    @property
    def owner_kind(self) -> str:
        return self.row.school.school_owner.kind

    @property
    def names(self) -> dict[str, str]:
        return {line.uuid: line.name for line in self.lines}

    @property
    def initial(self) -> dict[str, object]:
        """The form on which parties are named, as it begins."""
        ticked = [line.uuid for line in self.lines if line.is_new]
        adults = [uuid for uuid, _name in self.staff if uuid in ticked]
        return {"find": self.find, "parties": ticked, "adult": adults[0] if adults else ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What an answer led to, in words. Without `back` there is nothing more to see."""

    said: str
    back: str
    is_clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDecide:
    """A habilitet in doubt, in a list or on its own page. `facts` are opened only for the one who decides; `seen` says
    what parties have said among them.
    """

    uuid: UUID
    who: str
    what: str
    when: str
    source: str
    row: Report | Case
    facts: tuple[Pair, ...] = ()
    reasons: tuple[str, ...] = ()
    seen: str = ""

    @property
    def owner_kind(self) -> str:
        return self.row.school.school_owner.kind


def declare_page(
    viewer: Viewer, noun: str, number: str, *, chosen: Iterable[str] = (), find: str | None = None,
    act: Act = Act.DECLARE_IMPARTIALITY,
) -> DeclarePage:  # fmt: skip
    """The page on which somebody answers. `chosen` are uuids picked on the page and not yet named.

    Parties are named on a report, and in a case by the act NAME_PARTY. Without `find`, the names the reporter wrote
    are looked up, for those who may read them. Raises NotVisible, or NamesWait before somebody from outside is let on.
    """
    chosen, corrects = tuple(chosen), act is Act.CORRECT_PUPIL
    row = found(Act.READ_CASE if corrects else act, viewer, noun, number)
    standing = standing_of(viewer, row)
    let_on(viewer, row, standing)
    reads_report = isinstance(row, Report) and not obstacles_to(Act.READ_REPORT, standing)
    reads_report &= bool(standing.parts.intersection(WORKING))  # who helps from outside looks no pupils up
    names_parties = act in (Act.NAME_PARTY, Act.CORRECT_PUPIL) or reads_report
    chosen = chosen if names_parties else ()  # an address from somebody else names nobody
    concerned = _concerned(row, chosen, viewer, but=row.pupil_id if corrects and isinstance(row, Case) else None)
    searched = _search_words(row, find) if names_parties else ""
    shown = opened(_matching(row, searched, but=[*concerned.pupils, *concerned.left_out])) if names_parties else []
    named = opened(concerned.pupils.values())
    offered = [*(one for one in named if corrects or one.uuid in concerned.new), *shown]
    picked = [one for one in concerned.pupils.values() if str(one.pk) in chosen] if act in ASKED_AGAIN else []
    return DeclarePage(
        row=row,
        number=number,
        noun=noun,
        back=row_address(row),
        lines=_lines(viewer, named, concerned),
        found=tuple((str(one.uuid), as_chosen(one)) for one in offered),
        staff=_staff(row, concerned, viewer) if names_parties else (),
        find=searched,
        has_twins=any(one.needs_care for one in shown),
        names_parties=names_parties,
        needs_pupils=concerned.needs_pupils,
        register=_register_address(row, viewer) if names_parties else "",
        reasons=reasons_against(act, standing, row.school.school_owner.kind),
        alike=frozenset(map(str, alike_in(row.school_id, picked))) if picked else frozenset(),
        is_own=standing.impartiality is Impartiality.TO_ASSESS and bool(awaiting(row, viewer.person_id).own),
    )


def after_declaring(viewer: Viewer, noun: str, number: str) -> After:
    """What the viewer's answer led to. Raises NotVisible for somebody who has not answered."""
    row = NOUNS[noun]._default_manager.filter(number=number).first()
    held = (
        row.declaration_set.filter(person_id=viewer.person_id or 0).order_by("at", "party_round").last()
        if row
        else None
    )
    if row is None or held is None:
        raise NotVisible(f"{noun}:{number}")
    if is_conflicted(viewer, row):
        said = _("Du er inhabil i denne saken. Den ligger nå hos andre, og du ser den ikke lenger.")
        said = f"{said} {reason_for(held, viewer)}"
        return After(said=said, back=_last_thing(viewer, row), is_clear=False)
    if held.outcome != Outcome.IMPARTIAL:
        until = _("Inntil da kan du bare gjøre eleven trygg i dag.")
        said = " ".join((_("Takk."), decides_for(row, viewer), until, reason_for(held, viewer)))
        return After(said=said, back=row_address(row), is_clear=False)
    return After(said=_("Du er habil."), back=row_address(row), is_clear=True)


def _last_thing(viewer: Viewer, row: Case | Report) -> str:
    """Whoever steps aside before anybody has made the pupil safe is asked for that first (fvl67 § 7)."""
    may = not obstacles_to(Act.SECURE_SAFETY, standing_of(viewer, row))
    return "" if row.safetystep_set.exists() or not may else reverse("secure_safety", args=[noun_of(row), row.number])


def waiting_decisions(viewer: Viewer) -> tuple[ToDecide, ...]:
    """Whose habilitet waits for this viewer, the longest wait first. No facts: those open one by one."""
    return tuple(_waiting(held) for held in _to_decide(viewer))


def decide_page(viewer: Viewer, uuid: UUID) -> ToDecide:
    """One habilitet in doubt with the facts it rests on. Raises NotVisible when it is not the viewer's to decide."""
    held = _to_decide(viewer).filter(pk=uuid).first()
    if held is None:
        raise NotVisible(f"declaration:{uuid}")
    reasons = () if viewer.trained else (_("Du må ha opplæring i personvern og sikkerhet før du kan avgjøre dette."),)
    return replace(_waiting(held, facts=facts_of(held), reasons=reasons), seen=said_against(held))


def _to_decide(viewer: Viewer) -> QuerySet[Declaration]:
    return to_decide(viewer).select_related("case__school__school_owner", "report__school__school_owner", "person")


def _waiting(held: Declaration, facts: tuple[Pair, ...] = (), reasons: tuple[str, ...] = ()) -> ToDecide:
    row = held.seated
    return ToDecide(
        uuid=held.pk,
        who=held.person.name,
        what=_("Sak {number}").format(number=row.number)
        if isinstance(row, Case)
        else _("Melding {number}").format(number=row.number),
        when=dates.moment(held.at),
        source=words.of_source(source_named(held.source)),
        row=row,
        facts=facts,
        reasons=reasons,
    )


def _concerned(row: Report | Case, chosen: Iterable[str], viewer: Viewer, *, but: UUID | None) -> Concerned:
    """Everybody named already, and those picked on the page: pupils of the school, and people who work there.

    `but` is a pupil whom it is found not to concern.
    """
    parties = list(row.party_set.select_related("pupil", "person").order_by("at", "pk"))
    pupils = {party.pupil.pk: party.pupil for party in parties if party.pupil and party.pupil_id != but}
    cleared = cleared_in(row, parties)
    adults = {party.person.pk: party.person for party in parties if party.person and party.person_id not in cleared}
    uuids = {uuid for uuid in map(_uuid, chosen) if uuid}
    left_out = (but,) if but else ()
    at_school = Pupil.objects.filter(school_id=row.school_id, pk__in=uuids)
    new_pupils = at_school.exclude(pk__in=[*pupils, *left_out]).order_by("pk")
    new_adults = _at_school(row, viewer).filter(uuid__in=uuids).exclude(pk__in=adults).order_by("pk")
    new: list[Pupil | Person] = [*new_pupils, *new_adults] if uuids else []
    return Concerned(
        pupils=pupils | {one.pk: one for one in new if isinstance(one, Pupil)},
        adults=adults | {one.pk: one for one in new if isinstance(one, Person)},
        new=frozenset(one.uuid for one in new),
        needs_pupils=not pupils,
        left_out=left_out,
    )


def _search_words(row: Report | Case, find: str | None) -> str:
    if find is not None or not isinstance(row, Report):
        return (find or "").strip()
    return texts_of((row, "pupil_named"))[row, "pupil_named"].removeprefix(THE_WRITER).strip(" :")


def _matching(row: Report | Case, searched: str, *, but: Iterable[UUID]) -> list[Pupil]:
    """The pupils at the school whose name has these words; when none has them all, those who have any of them.

    One's own children are found too: naming one is how a guardian becomes inhabil here.
    """
    at_school = matching(searched, row.school_owner_id).filter(school_id=row.school_id)
    found_all = list(at_school.exclude(pk__in=list(but))[:FOUND_COUNT])
    if found_all or not searched:
        return found_all
    any_word = [matching(word, row.school_owner_id) for word in words_of(searched)[:MOST_WORDS]]
    near = {one.pk: one for some in any_word for one in some.filter(school_id=row.school_id)[:FOUND_COUNT]}
    return [one for one in near.values() if one.pk not in set(but)][:FOUND_COUNT]


def _lines(viewer: Viewer, pupils: list[PupilShown], concerned: Concerned) -> tuple[PartyLine, ...]:
    known = KnownRelation.objects.filter(person_id=viewer.person_id or 0, pupil__in=[one.uuid for one in pupils])
    hints = {uuid: words.of("relation", code) for uuid, code in known.order_by("pk").values_list("pupil", "kind")}
    lines = [(one.uuid, one.name, _class_and_birth(one), hints.get(one.uuid, ""), TO_PUPILS) for one in pupils]
    lines += [(one.uuid, one.name, _("ansatt"), "", TO_ADULTS) for one in concerned.adults.values()]
    choices = {codes: tuple(words.choices("relation", codes)) for codes in (TO_PUPILS, TO_ADULTS)}
    return tuple(
        PartyLine(uuid=str(uuid), name=name, note=note, hint=hint, ties=choices[codes], is_new=uuid in concerned.new)
        for uuid, name, note, hint, codes in lines
    )


def as_chosen(one: PupilShown) -> str:
    """Class and birth date stand beside every name: nobody takes one pupil for another."""
    return ", ".join(filter(None, (one.name, _class_and_birth(one))))


def _class_and_birth(one: PupilShown) -> str:
    born = _("født {date}").format(date=dates.short_date(one.born)) if one.born else ""
    return ", ".join(filter(None, (one.class_name, born)))


def _register_address(row: Report | Case, viewer: Viewer) -> str:
    """Where one registers a pupil who is not found; nothing for those who may not."""
    may_register = viewer.trained and row.school_id in viewer.schools_as(Role.PRINCIPAL)
    return address_of("register_pupil") if may_register else ""


def _staff(row: Report | Case, concerned: Concerned, viewer: Viewer) -> tuple[Choice, ...]:
    """Those who work there and are not named already. Somebody only picked can still be unpicked."""
    named = [pk for pk, one in concerned.adults.items() if one.uuid not in concerned.new]
    people = _at_school(row, viewer).exclude(pk__in=named).order_by("sort_key", "pk")
    return tuple((str(one.uuid), one.name) for one in people)


def _at_school(row: Report | Case, viewer: Viewer) -> QuerySet[Person]:
    held = Appointment.objects.filter(running_on(day_of(viewer.at)), school_id=row.school_id)
    return Person.objects.filter(pk__in=held.values("person"))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None

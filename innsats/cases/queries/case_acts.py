"""The pages of single acts on a case: whose case it is, what to choose among, who will read what is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.naming import with_class
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.reports import THE_WRITER, Sender
from innsats.web import dates, words

from ..models import CaseAccess, Party, Report, SafetyStep, Seriousness
from ..models.case import runs_at
from .access import NotVisible, visible
from .adults import adult_in, adult_named, cleared_in
from .assignees import adults_to_trust, assignees_of
from .corrections import Corrected, Corrections, row_of, target_of
from .entitled import recipients_of
from .head import OpenCase, read, tab
from .origins import reminder
from .peoplepage import checked_line
from .reports import talk_in_words
from .texts import Key, keys_of, texts_of

Choice = tuple[str, str]
Pair = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseActPage:
    """One act on one case. `reasons` keep its button shut, `names` say who an obstacle is about. `comes_from` reminds a
    team member of the secrecy of the own service.
    """

    uuid: UUID
    number: str
    act: str
    word: str
    title: str
    back: str
    owner_kind: str
    owner: str
    principal: str
    readers: str
    reasons: tuple[str, ...]
    comes_from: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Choice, ...] = ()
    team: tuple[Choice, ...] = ()
    pupils: tuple[Choice, ...] = ()
    lines: tuple[Pair, ...] = ()
    has_safety: bool = False
    target: str = ""
    original: str = ""
    corrections: tuple[Corrected, ...] = ()

    @property
    def frame(self) -> CaseActPage:
        """A page that shows more holds one of these as its frame; this one has no more to show."""
        return self


def back_from(act: str, number: str) -> str:
    """The address one comes back to from the page of an act on a case."""
    return reverse(BACK.get(Act(act), "read_case"), args=[number])


def act_page(act: Act, viewer: Viewer, number: str) -> CaseActPage:
    """The frame of a page for one act. Raises NotVisible or Shut."""
    case = read(viewer, number)
    return framed(case, act, texts_of(*case.title_keys))


def framed(case: OpenCase, act: Act, said: Mapping[Key, str]) -> CaseActPage:
    """The frame, for a case that is open already."""
    titles = words.titles(case.owner_kind)
    readers = _("Leses av {principal}, saksansvarlig og saksteamet i denne saken.")
    return CaseActPage(
        uuid=case.row.uuid,
        number=case.row.number,
        act=act,
        word=case.of("act", act),
        title=case.title(said),
        back=back_from(act, case.row.number),
        owner_kind=case.owner_kind,
        owner=titles["owner"],
        principal=titles["principal"],
        readers=readers.format(principal=titles["principal"]),
        reasons=case.reasons(case.obstacles_to(act)),
        comes_from=reminder(case, act),
    )


BACK = {
    Act.REQUEST_ASSISTANCE: "case_assistance",
    Act.DECLINE_ASSISTANCE: "case_assistance",
    Act.ASSIGN_ASSISTANTS: "case_assistance",
    **dict.fromkeys((Act.END_ASSISTANCE, Act.GIVE_ADVICE, Act.ANSWER_ADVICE, Act.DECIDE_ADVICE), "case_assistance"),
    Act.CARRY_OUT_ADVICE: "case_assistance",
    **dict.fromkeys((Act.GIVE_COMMISSION, Act.END_COMMISSION, Act.CONFIRM_FAMILY_REQUEST), "case_assistance"),
    **dict.fromkeys((Act.HOLD_TEAM_MEETING, Act.FINISH_STEP, Act.WRITE_WORK_NOTE), "case_assistance"),
    Act.HAND_NOTE_TO_SCHOOL: "write_work_note",
    Act.NAME_LEAD: "case_people",
    Act.ADMIT_TO_TEAM: "case_people",
    Act.RELEASE_FROM_TEAM: "case_people",
    Act.CORRECT_PUPIL: "case_people",
    Act.NOTE_EMPLOYEE_TOLD: "case_people",
    Act.FIND_NO_GROUNDS: "case_people",
    Act.NOTE_OBJECTION: "case_people",
    Act.NOTE_INQUIRY: "case_inquiry",
    Act.HEAR_PUPIL: "case_inquiry",
    Act.CONTACT_GUARDIANS: "case_inquiry",
    Act.HOLD_STOP_TALK: "case_inquiry",
    Act.SHARE_KNOWLEDGE: "share_knowledge",
    Act.WITHDRAW_CONSENT: "share_knowledge",
    Act.END_STOP_TALKS: "case_inquiry",
    **dict.fromkeys((Act.NOTE_RECIPIENT, Act.DECIDE_RECIPIENT, Act.APPROVE_EDITION), "case_family"),
    **dict.fromkeys((Act.GIVE_FAMILY_KEY, Act.END_FAMILY_KEY), "case_family"),
    **dict.fromkeys((Act.WRITE_HOME, Act.LEAVE_UNANSWERED), "case_family"),
    Act.LINK_CASES: "case_people",
    Act.UNLINK_CASES: "link_cases",
    Act.SHARE_NOTE: "link_cases",
    Act.SHARE_MEASURE: "link_cases",
    Act.RENEW_AFTERCARE: "case_aftercare",
    Act.CHECK_IN_PUPIL: "case_aftercare",
    Act.START_CHECK_IN: "case_aftercare",
    Act.ANSWER_CHECK_IN: "case_aftercare",
    Act.CHOOSE_CONTACT_PERSON: "case_people",
    Act.NOTE_FOLLOWUP: "case_aftercare",
    Act.RECORD_GOVERNOR_STEP: "case_governor",
    Act.CORRECT_GOVERNOR_STEP: "case_governor",
    Act.END_MEASURES: "case_plan",
    Act.RECORD_INTERVENTION: "case_special",
    Act.PROPOSE_EXCLUSION: "case_special",
    Act.PROPOSE_SCHOOL_CHANGE: "case_special",
    Act.PROPOSE_SURVEY: "case_special",
    Act.RECORD_DECISION: "case_special",
    Act.NOTE_POLICE: "case_special",
    Act.NOTE_INTERPRETER: "case_special",
    Act.NAME_SUPPORTER: "case_special",
    Act.RESTRICT_READERS: "case_special",
    Act.LIFT_RESTRICTION: "case_special",
    Act.PRINT_PLAN: "case_plan",
    Act.DRAFT_MEASURE: "case_plan",
    Act.DROP_MEASURE: "case_plan",
    Act.ACTIVATE_PLAN: "case_plan",
    Act.START_MEASURE: "case_plan",
    Act.END_MEASURE: "case_plan",
    Act.EVALUATE_MEASURE: "case_plan",
    Act.GIVE_ERRAND: "case_plan",
    Act.TAKE_BACK_ERRAND: "case_plan",
    Act.KEEP_ERRAND: "case_plan",
}


def receive_page(viewer: Viewer, number: str) -> CaseActPage:
    """The five fields: who can be responsible, and whether safety is secured already. Raises NotVisible or Shut."""
    case = read(viewer, number)
    page = framed(case, Act.RECEIVE_CASE, texts_of(*case.title_keys))
    secured = SafetyStep.objects.filter(case=case.row, is_provisional=False).exists()
    return replace(_with_people(page, case), has_safety=secured)


def task_page(act: Act, viewer: Viewer, number: str) -> CaseActPage:
    """Naming a lead or admitting somebody: those who may have the task and lack it. Raises NotVisible or Shut."""
    case = read(viewer, number)
    page = framed(case, act, texts_of(*case.title_keys))
    held = CaseAccess.objects.filter(case=case.row, ends_at=None)
    if act is Act.NAME_LEAD:
        held = held.filter(part=CaseAccess.LEAD)
    return _with_people(page, case, but=set(held.values_list("person", flat=True)))


def adult_page(act: Act, viewer: Viewer, number: str, person: UUID) -> CaseActPage:
    """An employee whom the case is about. Raises NotVisible, also for somebody it is not about, or Shut."""
    case = read(viewer, number)
    party = adult_in(case.row, person)
    name = adult_named(party, cleared_in(case.row, [party]))
    frame = framed(case, act, texts_of(*case.title_keys))
    return replace(frame, lines=({"word": _("Hvem det gjelder"), "value": name},))


def release_page(viewer: Viewer, number: str, member: UUID) -> CaseActPage:
    """Somebody in the team. Raises NotVisible, also for somebody who is not in it, or Shut."""
    case = read(viewer, number)
    page = framed(case, Act.RELEASE_FROM_TEAM, texts_of(*case.title_keys))
    held = CaseAccess.objects.filter(case=case.row, part=CaseAccess.TEAM, ends_at=None, person__uuid=member)
    name = held.values_list("person__name", flat=True).first()
    if name is None:
        raise NotVisible(f"member:{member}")
    return replace(page, names={str(member): name}, lines=({"word": _("Navn"), "value": name},))


def readers_page(viewer: Viewer, number: str) -> CaseActPage:
    """Who may speak for the school, and whose work in the team goes on. Raises NotVisible or Shut."""
    case = read(viewer, number)
    page = framed(case, Act.RESTRICT_READERS, texts_of(*case.title_keys))
    adults = adults_to_trust(case.row, viewer.at)
    parts = [CaseAccess.TEAM, CaseAccess.ASSISTANT]
    team = CaseAccess.objects.filter(runs_at(viewer.at), case=case.row, part__in=parts).select_related("person")
    members = tuple((str(one.person.uuid), one.person.name) for one in team.order_by("person__sort_key", "pk"))
    chosen = tuple((str(one.uuid), one.name) for one in adults)
    return replace(page, people=chosen, names=dict(chosen), team=members)


def seriousness_page(viewer: Viewer, number: str) -> CaseActPage:
    """The judgement, with those before it, newest first. Raises NotVisible or Shut."""
    case = read(viewer, number)
    rows = list(Seriousness.objects.filter(case=case.row).select_related("by").order_by("-at", "pk"))
    said = texts_of(*case.title_keys, *keys_of(rows, "words"))
    lines = tuple({"word": _judged(row), "value": _why(row, said[row, "words"])} for row in rows)
    return replace(framed(case, Act.ASSESS_SERIOUSNESS, said), lines=lines)


def rights_page(viewer: Viewer, number: str) -> CaseActPage:
    """The guardians, and who of them may be told. Raises NotVisible or Shut."""
    case = read(viewer, number)
    guardians = [one for one in recipients_of(case.row, viewer.at) if one.pupil.pk == case.row.pupil_id]
    said = texts_of(*case.title_keys)
    shown = [checked_line(case, one) for one in guardians]
    lines = tuple({"word": one.name, "value": one.said} for one in shown)
    return replace(framed(case, Act.INFORM_OF_RIGHTS, said), lines=lines)


def hear_page(viewer: Viewer, number: str) -> CaseActPage:
    """The pupils who can be heard, the one the case is about first; and whom a pupil who told of itself asked to talk
    with. What somebody else asked for is not said where the pupil is heard: it would tell who reported.

    Raises NotVisible or Shut.
    """
    case = read(viewer, number)
    parties, wishes = pupils_in(case), _wishes_in(case)
    names = keys_of([one.pupil for one in parties], "sealed_name")
    said = texts_of(*case.title_keys, *names, *keys_of(wishes, "talk_wish", "pupil_named"))
    own = [one for one in wishes if said[one, "pupil_named"].startswith(THE_WRITER)]
    lines = tuple({"word": one.number, "value": talk_in_words(True, said[one, "talk_wish"])} for one in own)
    return replace(framed(case, Act.HEAR_PUPIL, said), pupils=choices_of(parties, said), lines=lines)


def _wishes_in(case: OpenCase) -> list[Report]:
    """The reports of pupils who wanted an adult to come and talk with them, of those that the viewer reads."""
    seen = visible(Act.READ_REPORT, case.viewer, Report).filter(casereport__case=case.row, wants_talk=True)
    return list(seen.filter(sender=Sender.PUPIL).order_by("reported_at", "pk"))


def correct_page(viewer: Viewer, number: str, target: str) -> CaseActPage:
    """A text as it stands with its corrections. Raises NotVisible, also when there is no such text, or Shut."""
    case = read(viewer, number)
    found = row_of(case.row, target)
    if found is None:
        raise NotVisible(f"text:{target[:80]}")
    corrections = Corrections(case.row)
    said = texts_of(*case.title_keys, found, *corrections.keys())
    written = corrections.shown(*found, said)
    return replace(
        framed(case, Act.CORRECT_RECORD, said),
        target=target_of(*found),
        original=written.text,
        corrections=written.corrections,
        back=tab(case, WHERE.get(target.partition(":")[0], "case_inquiry")),
    )


WHERE = {
    "safetystep": "read_case", "seriousness": "read_case", "evaluation": "case_plan", "checkin": "case_aftercare",
    "followupnote": "case_aftercare", "intervention": "case_special", "governorentry": "case_governor",
}  # fmt: skip
WHERE |= dict.fromkeys(
    ("proposal", "proposaldecision", "policecontact", "interpreterneed", "supporter", "restriction"), "case_special"
) | dict.fromkeys(("teammeeting", "meetingstep"), "case_assistance")


def pupils_in(case: OpenCase) -> list[Party]:
    """The pupils of the case, the one it is about first. One query."""
    return sorted(pupil_parties(case.row.pk), key=lambda party: party.pupil_id != case.row.pupil_id)


@Prepared
def pupil_parties(case: UUID) -> QuerySet[Party]:
    """The parties who are pupils, each with the pupil."""
    return Party.objects.filter(case=case).exclude(pupil=None).select_related("pupil").order_by("at", "pk")


def choices_of(parties: list[Party], said: Mapping[Key, str]) -> tuple[Choice, ...]:
    """Noah Lien, 6A (eleven saken gjelder)"""
    return tuple((str(one.pupil_id), _as_chosen(one, said[one.pupil, "sealed_name"])) for one in parties if one.pupil)


def _as_chosen(party: Party, name: str) -> str:
    child = party.pupil
    whom = with_class(name, child.class_name, child.grade) if child else name
    part = words.of("party_part", party.part)
    return f"{whom} ({part[:1].lower()}{part[1:]})"


def _with_people(page: CaseActPage, case: OpenCase, but: Collection[int] = ()) -> CaseActPage:
    people = [one for one in assignees_of(case.row, case.viewer.at) if one.pk not in but]
    own = _("{name} (deg selv)")
    named = ((one, own.format(name=one.name) if one.pk == case.viewer.person_id else one.name) for one in people)
    choices = tuple((str(one.uuid), name) for one, name in named)
    return replace(page, people=choices, names={str(one.uuid): one.name for one in people})


def _judged(row: Seriousness) -> str:
    said = _("Alvorlig") if row.is_serious else _("Ikke alvorlig")
    return f"{said} · {dates.day(row.at)} · {row.by.name}"


def _why(row: Seriousness, text: str) -> str:
    reason = words.of("serious_reason", row.reason) if row.reason else ""
    return "\n".join(filter(None, (reason, text)))

"""How a case may end: the six ways in plain words, and of each what it demands, ticked or missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.journal.looks import looked
from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.endings import Demand, Ending, Said, demands_of
from innsats.web import dates, words

from ..models import Case, Closure, HelpAnswer, OfferedTalk, Reopening
from .access import seen, visible
from .case_acts import CaseActPage, Choice, framed
from .following import ending_facts
from .head import Button, OpenCase, button, read, tab
from .texts import keys_of, texts_of

MEETS = {  # what one does about a demand that is not met; a follow-up that runs is the family's to stop
    "from_aftercare": Act.END_MEASURES,
    "by_own_word": Act.HEAR_PUPIL,
    "measures_ended": Act.END_MEASURES,
    "aftercare_over": Act.STOP_AFTERCARE,
    "examined": Act.NOTE_INQUIRY,
    "observed": Act.NOTE_INQUIRY,
    "offered": Act.OFFER_TALK,
    "offered_by_two": Act.OFFER_TALK,
    "offered_over_weeks": Act.OFFER_TALK,
    "team_asked": Act.ANSWER_HELP_QUESTION,
    "heard_though_withdrawn": Act.HEAR_PUPIL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandShown:
    """One demand in words. `state` is met, missing, or said in the form itself.

    Of what is missing, `why` says what, and `way` leads to where it is done, when the viewer may do it here.
    """

    word: str
    state: str
    why: str = ""
    way: Button | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingShown:
    """One way to end the case."""

    code: str
    word: str
    counts: str
    demands: tuple[DemandShown, ...]

    @property
    def lacks_count(self) -> int:
        return sum(one.state == "missing" for one in self.demands)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePage:
    """The six ways, the other cases that this one may double, and what was written of it before.

    `left_on`: the day the pupil left, as the register has it, which the form then proposes.
    """

    frame: CaseActPage
    endings: tuple[EndingShown, ...]
    doubles: tuple[Choice, ...]
    before: tuple[dict[str, str], ...]
    left_on: date | None = None

    @property
    def begun(self) -> dict[str, object]:
        """What the form begins with."""
        return {"ending": Ending.LEFT.value, "left_on": self.left_on} if self.left_on else {}


def close_page(viewer: Viewer, number: str) -> ClosePage:
    """Everything on the page of closing. Raises NotVisible or Shut."""
    case = read(viewer, number)
    facts = ending_facts(case.row, viewer.at)
    said = Said(by=str(viewer.person_id))
    shown = tuple(_ending(case, ending, demands_of(ending, facts, said)) for ending in Ending)
    others = visible(Act.READ_CASE, viewer, Case).filter(pupil=case.row.pupil_id, school=case.row.school_id)
    doubles = tuple((str(pk), name) for pk, name in _numbered(others.exclude(pk=case.row.pk)))
    return ClosePage(
        frame=framed(case, Act.CLOSE_CASE, texts_of(*case.title_keys)), endings=shown, doubles=doubles,
        before=_offered(case.row), left_on=case.row.pupil.left_on,
    )  # fmt: skip


def cosign_page(viewer: Viewer, number: str) -> CaseActPage:
    """For the owner's officer, who may know that the case is there and not read it: no name, and nothing of it.

    Raises NotVisible.
    """
    row, standing = seen(viewer, Case.objects.select_related("school__school_owner").filter(number=number).first())
    looked(Act.SEE_CASE, row.subject, by=viewer.actor, at=viewer.at)
    kind = row.school.school_owner.kind
    titles = words.titles(kind)
    readers = _("Leses av {principal}, saksansvarlig og saksteamet i denne saken.")
    return CaseActPage(
        uuid=row.uuid, number=number, act=Act.COSIGN_ENDING, word=words.of("act", Act.COSIGN_ENDING, owner_kind=kind),
        title=_("Sak {number}").format(number=number), back=reverse("read_case", args=[number]), owner_kind=kind,
        owner=titles["owner"], principal=titles["principal"], readers=readers.format(principal=titles["principal"]),
        reasons=tuple(
            words.of_obstacle(one, owner_kind=kind) for one in obstacles_to(Act.COSIGN_ENDING, standing)
        ),
    )  # fmt: skip


def reopen_page(viewer: Viewer, number: str) -> CaseActPage:
    """How the case ended, and was taken up again, each time before, newest first. Raises NotVisible or Shut."""
    case = read(viewer, number)
    closures = list(Closure.objects.filter(case=case.row).select_related("by").order_by("-at", "pk"))
    reopenings = list(Reopening.objects.filter(case=case.row).select_related("by").order_by("-at", "pk"))
    said = texts_of(*case.title_keys, *keys_of(closures, "words"), *keys_of(reopenings, "because"))
    turns = [(one.at, words.of("ending", one.ending), one.by.name, said[one, "words"]) for one in closures]
    turns += [(one.at, case.of("done", Act.REOPEN_CASE), one.by.name, said[one, "because"]) for one in reopenings]
    lines = tuple(
        {"word": f"{word} · {dates.day(at)} · {name}", "value": text}
        for at, word, name, text in sorted(turns, key=lambda turn: turn[0], reverse=True)
    )
    return replace(framed(case, Act.REOPEN_CASE, said), lines=lines)


def _ending(case: OpenCase, ending: Ending, demands: tuple[Demand, ...]) -> EndingShown:
    counts = {Ending.SAFE: _("Teller som trygg"), Ending.EXAMINED: _("Teller som trygg")}
    return EndingShown(
        code=ending, word=words.of("ending", ending), counts=counts.get(ending, ""),
        demands=tuple(_demand(case, one) for one in demands),
    )  # fmt: skip


def _demand(case: OpenCase, demand: Demand) -> DemandShown:
    word = case.of("demand", demand.code)
    if demand.is_said or demand.is_met:
        return DemandShown(word=word, state="said" if demand.is_said else "met")
    way = button(case, MEETS[demand.code]) if demand.code in MEETS else None
    if demand.code == "measures_ended" and way and way.reasons:  # past the measures, they are ended one by one
        way = button(case, Act.END_MEASURE, to=tab(case, "case_plan"))
    return DemandShown(
        word=word, state="missing", why=" ".join(dict.fromkeys(case.reasons(demand.lacks))),
        way=way if way and not way.reasons else None,
    )  # fmt: skip


def _numbered(rows: QuerySet[Case]) -> list[tuple[UUID, str]]:
    return list(rows.order_by("-opened_at", "pk").values_list("pk", "number"))


def _offered(row: Case) -> tuple[dict[str, str], ...]:
    """The talks that were offered, and what was answered about help from outside."""
    offers = OfferedTalk.objects.filter(case=row).select_related("offered_by").order_by("offered_on", "at", "pk")
    answers = HelpAnswer.objects.filter(case=row).select_related("by").order_by("at", "pk")
    lines = [
        {"word": dates.day(one.offered_on), "value": f"{one.offered_by.name} · {words.of('how', one.how)}"}
        for one in offers
    ]
    lines += [{"word": dates.day(one.at), "value": words.of("help_answer", one.answer)} for one in answers]
    return tuple(lines)

"""From the first report to what is known: what is picked for each act."""

from __future__ import annotations

from datetime import timedelta

from innsats.cases import actions
from innsats.cases.models import Declaration, Note, Report
from innsats.cases.queries.access import visible
from innsats.journal.looks import looked
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Relation, Tie
from innsats.rules.informing import Means
from innsats.rules.inquiry import Safe
from innsats.rules.reports import Arena, Concern

from .walk import Walk

RELATIONS = (Relation.NONE, Relation.COUSIN, Relation.PARENT)


def report_concern(walk: Walk) -> None:
    """A pupil's matter twice as often as the others; sometimes said before it was typed in."""
    concern = walk.one_of((Concern.PUPILS, *Concern))
    said_at = walk.at - timedelta(hours=20) if walk.yes() else None
    concerned = walk.person() if concern is Concern.EMPLOYEE and walk.yes() else None
    made = actions.report_concern(
        walk.school.uuid, text="Ord", arena=Arena.SCHOOL, concern=concern, said_at=said_at, concerned=concerned,
        channel="phone" if said_at else "written", **walk.done(),
    )  # fmt: skip
    walk.reports.append(made.pk)


def read(walk: Walk) -> None:
    row, viewer = walk.either(), viewer_of(walk.by, walk.at)
    act = Act.READ_REPORT if isinstance(row, Report) else Act.READ_CASE
    if visible(act, viewer, type(row)).filter(pk=row.pk).exists():
        looked(act, row.subject, **walk.done())


def declare_impartiality(walk: Walk) -> None:
    row, pupil = walk.either(), walk.pupil()
    tie = walk.one_of((Relation.NONE,) * 4 + RELATIONS)
    ties = [Tie(party=str(pupil), kind=tie)]
    actions.declare_impartiality(row.subject, parties=[pupil], ties=ties, **walk.done())


def decide_impartiality(walk: Walk) -> None:
    held = walk.one_of(list(Declaration.objects.order_by("at", "person__pk", "party_round")))
    actions.decide_impartiality(held.pk, is_impartial=walk.yes(), reason="Vurdert", **walk.done())


def reroute_report(walk: Walk) -> None:
    actions.reroute_report(walk.report().pk, concern=walk.one_of(tuple(Concern)), **walk.done())


def open_case(walk: Walk) -> None:
    reports = {walk.report().pk, walk.report().pk}
    walk.cases.append(actions.open_case(reports, pupil=walk.pupil(), **walk.done()).pk)


def receive_case(walk: Walk) -> None:
    case, lead, is_serious = walk.case(), walk.person(), walk.yes()
    actions.receive_case(
        case.pk, lead=lead, is_serious=is_serious, reason="long_lasting" if is_serious else "", reason_text="Nytt",
        safety="Voksen er med" if walk.yes() else "", rights_given_on=day_of(walk.at), **walk.done(),
    )  # fmt: skip


def assess_seriousness(walk: Walk) -> None:
    case, is_serious = walk.case(), walk.yes()
    actions.assess_seriousness(
        case.pk, is_serious=is_serious, reason="threats" if is_serious else "", reason_text="Nå", **walk.done()
    )


def name_party(walk: Walk) -> None:
    actions.name_party(walk.case().pk, parties=[walk.one_of((walk.pupil(), walk.person()))], **walk.done())


def hear_pupil(walk: Walk) -> None:
    case, pupil, words = walk.case(), walk.pupil(), "Jeg vil ha noen der." if walk.yes() else ""
    happened_at = walk.at - timedelta(hours=walk.one_of((0, 3, 20)))
    actions.hear_pupil(
        case.pk, pupil=pupil, own_words=words, not_heard_because="Vil ikke", is_safe=Safe.NO,
        happened_at=happened_at, **walk.done(),
    )  # fmt: skip


def note_inquiry(walk: Walk) -> None:
    given = {"text": "Sett", "method": "observation", "perspective": "staff", "question": "facts"}
    actions.note_inquiry(walk.case().pk, **given, **walk.done())


def correct_record(walk: Walk) -> None:
    note = walk.one_of(list(Note.objects.order_by("at", "pk")))
    actions.correct_record(note.case_id, target=f"note:{note.pk}:words", text="Nei", reason="Feil", **walk.done())


def receive_report(walk: Walk) -> None:
    actions.receive_report(walk.report().pk, lead=walk.person(), **walk.done())


def find_unfounded(walk: Walk) -> None:
    actions.find_unfounded(walk.report().pk, reason="Klart", **walk.done())


def secure_safety(walk: Walk) -> None:
    actions.secure_safety(walk.either().subject, text="Voksen", **walk.done())


def tell_owner(walk: Walk) -> None:
    actions.tell_owner(walk.either().subject, to=walk.people[4].uuid, **walk.done())


def link_report(walk: Walk) -> None:
    actions.link_report(walk.case().pk, report=walk.report().pk, **walk.done())


def name_lead(walk: Walk) -> None:
    actions.name_lead(walk.case().pk, lead=walk.person(), **walk.done())


def admit_to_team(walk: Walk) -> None:
    actions.admit_to_team(walk.case().pk, member=walk.person(), **walk.done())


def release_from_team(walk: Walk) -> None:
    actions.release_from_team(walk.case().pk, member=walk.person(), **walk.done())


def inform_of_rights(walk: Walk) -> None:
    actions.inform_of_rights(walk.case().pk, given_on=day_of(walk.at), **walk.done())


def contact_guardians(walk: Walk) -> None:
    actions.contact_guardians(
        walk.case().pk, pupil=walk.pupil(), whom="Mor", text="Vi ringte hjem.", how=Means.PHONE, **walk.done()
    )


def mark_abuse(walk: Walk) -> None:
    actions.mark_abuse(walk.report().pk, reason="Spurt alle", is_abuse=walk.one_of((True, False)), **walk.done())


def withdraw_report(walk: Walk) -> None:
    actions.withdraw_report(walk.report().pk, reason="Angrer", **walk.done())


def correct_pupil(walk: Walk) -> None:
    case, found_at = walk.case(), walk.at - timedelta(hours=walk.one_of((0, 2)))
    actions.correct_pupil(
        case.pk, pupil=walk.pupil(), reason="Feil elev", found_at=found_at, told_otherwise=walk.yes(), confirmed=True,
        **walk.done(),
    )  # fmt: skip


def assess_breach(walk: Walk) -> None:
    actions.assess_breach(walk.case().pk, risk="unlikely", reason="Ingen leste det", **walk.done())

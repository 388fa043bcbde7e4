"""Follow-up, endings, and cases that have to do with each other."""

from __future__ import annotations

from datetime import timedelta

from innsats.cases import actions
from innsats.cases.models import Note
from innsats.cases.queries.following import open_measures
from innsats.notices.ticking import pass_time
from innsats.rules.aftercare import Track
from innsats.rules.calendar import day_of
from innsats.rules.endings import Ending
from innsats.rules.inquiry import Safe
from innsats.rules.linking import LinkReason

from .walk import Walk


def end_measures(walk: Walk) -> None:
    """With everything that runs going on, and the pupil's word of now when rektor asks for it."""
    case = walk.case()
    going_on = open_measures(case) if walk.yes() else ()
    if walk.yes():
        given = {"pupil": case.pupil_id, "own_words": "Bra nå.", "is_safe": Safe.YES}
        actions.hear_pupil(case.pk, **given, **walk.done())
    actions.end_measures(case.pk, trusted_adult=walk.person(), going_on=going_on, **walk.done())


def check_in_pupil(walk: Walk) -> None:
    case, safe = walk.case(), walk.one_of(tuple(Safe))
    actions.check_in_pupil(case.pk, is_safe=safe, own_words="Går greit.", **walk.done())


def renew_aftercare(walk: Walk) -> None:
    until = day_of(walk.at) + timedelta(days=walk.one_of((200, 400)))
    actions.renew_aftercare(walk.case().pk, until=until, **walk.done())


def close_case(walk: Walk) -> None:
    """Any ending; those that count as safe need what the walk has done before."""
    case, ending = walk.case(), walk.one_of((Ending.LEFT, Ending.MISTAKE, *Ending))
    actions.close_case(case.pk, ending=ending, reason="Slik er det.", left_on=day_of(walk.at), **walk.done())


def stop_aftercare(walk: Walk) -> None:
    actions.stop_aftercare(walk.case().pk, wished_by="both", **walk.done())


def note_followup(walk: Walk) -> None:
    actions.note_followup(walk.case().pk, track=walk.one_of(tuple(Track)), text="Roligere i klassen.", **walk.done())


def offer_talk(walk: Walk) -> None:
    actions.offer_talk(walk.case().pk, offered_by=walk.person(), **walk.done())


def cosign_ending(walk: Walk) -> None:
    actions.cosign_ending(walk.case().pk, reason="Det er prøvd.", **walk.done())


def reopen_case(walk: Walk) -> None:
    actions.reopen_case(walk.case().pk, reason="Igjen", **walk.done())


def link_cases(walk: Walk) -> None:
    case, other = walk.case(), walk.case()
    actions.link_cases(case.pk, other=other.pk, why=walk.one_of(tuple(LinkReason)), **walk.done())


def unlink_cases(walk: Walk) -> None:
    case, other = walk.case(), walk.case()
    actions.unlink_cases(case.pk, other=other.pk, **walk.done())


def share_note(walk: Walk) -> None:
    note, to = walk.one_of(list(Note.objects.order_by("at", "pk"))), walk.case()
    actions.share_note(note.case_id, note=note.pk, to=to.pk, text="Noe hendte.", **walk.done())


def share_measure(walk: Walk) -> None:
    case, measure, to = walk.case(), walk.one_of(walk.lineages), walk.case()
    written = actions.share_measure(
        case.pk, measure=measure, to=to.pk, problem="Utrygg", what="Vi er to voksne", family_text="To voksne",
        **walk.done(),
    )  # fmt: skip
    walk.lineages.append(written.lineage)


def tick(walk: Walk) -> None:
    """Reminds and escalates."""
    pass_time(walk.at)

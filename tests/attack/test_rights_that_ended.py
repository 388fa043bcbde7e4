"""Whoever loses a right while the page is open: the very next request is answered as to somebody who never had it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from innsats.cases import actions
from innsats.cases.models import CaseAccess, FamilyKey, Receipt
from innsats.family.actions import end_family_key
from innsats.journal.actors import OPERATOR
from innsats.people.actions.persons import end_appointment
from innsats.people.actions.signin import reset_sign_in
from innsats.people.models import Appointment, OutsideSession
from innsats.rules.roles import Role
from innsats.teams.actions.setting_up import end_membership
from innsats.teams.models import Membership
from tests import world as builders
from tests.architecture.access_apart import CLOSED_NOT_DONE, CLOSED_READ
from tests.architecture.access_pages import PAGES
from tests.architecture.access_personas import (
    PERSONAS,
    a_member_is_what_it_is_about,
    rektor_is_recused,
    the_assistance_has_ended,
    the_pupils_key,
)
from tests.architecture.access_signin import SIGN_IN_PAGES
from tests.architecture.access_table import expected
from tests.architecture.access_world import Watched
from tests.architecture.asking import Asking, browser_of
from tests.architecture.canaries import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
EXPECTED = expected()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How somebody loses what `before` had, and whom the table says that they are to be answered as from then on.

    `apart` are pages that are answered otherwise: each list of them says why.
    """

    before: str
    after: str
    done: Callable[[Watched], object]
    apart: tuple[str, ...] = ()


def roles_end(who: str) -> Callable[[Watched], object]:
    def done(watched: Watched) -> None:
        for row in Appointment.objects.filter(person=watched.people[who], ends_on=None).order_by("pk"):
            end_appointment(row.uuid, by=OPERATOR, at=NOW)

    return done


def the_helper_leaves(watched: Watched) -> None:
    """The team, whose seat is what lets in, and the school."""
    roles_end("assistant")(watched)
    for seat in Membership.objects.filter(person=watched.people["assistant"], ends_on=None).order_by("pk"):
        end_membership(seat.uuid, by=watched.actor("officer"), at=NOW)


def the_helper_leaves_the_team(watched: Watched) -> None:
    """The seat ends by itself: it is what let in to the case that the team helps in."""
    seat = Membership.objects.get(person=watched.people["assistant"], ends_on=None)
    end_membership(seat.uuid, by=watched.actor("officer"), at=NOW)


def a_court_takes_custody(watched: Watched) -> None:
    known_since(watched, responsibility="no")


def a_court_forbids_visits(watched: Watched) -> None:
    known_since(watched, responsibility="yes", cautions=["no_contact"])


def rektor_withholds(watched: Watched) -> None:
    by = {"by": watched.actor("rektor"), "at": NOW}
    actions.decide_recipient(
        watched.case.pk, guardian=let_in(watched).guardian_id, decision="withhold", reason="Det er farlig.", **by
    )


def known_since(watched: Watched, **known: object) -> None:
    by = {"by": watched.actor("rektor"), "at": NOW}
    said = {"text": "Etter en dom.", "as_of": NOW.date(), **known}
    actions.note_recipient(watched.case.pk, guardian=let_in(watched).guardian_id, **said, **by)


def let_in(watched: Watched) -> FamilyKey:
    """The guardian's key of the persona."""
    return FamilyKey.objects.exclude(guardian=None).get(case=watched.case, until=None)


def the_guardians_key_ends(watched: Watched) -> None:
    end_family_key(watched.case.pk, by=watched.actor("rektor"), at=NOW, key=let_in(watched).pk)


def the_provider_ends_the_session(watched: Watched) -> None:
    OutsideSession.objects.update(ended_at=NOW)


def rektor_moves_to_the_next_school(watched: Watched) -> None:
    roles_end("rektor")(watched)
    builders.appointed(watched.people["rektor"], Role.PRINCIPAL, watched.next_school)


def the_way_in_is_taken(who: str) -> Callable[[Watched], object]:
    return lambda watched: reset_sign_in(watched.people[who].uuid, by=OPERATOR, at=NOW)


def released(watched: Watched) -> None:
    """From every case that is not closed."""
    member = watched.people["decided"]
    held_in = CaseAccess.objects.filter(person=member, part="team", ends_at=None).exclude(case=watched.leaving)
    for held in held_in.order_by("pk"):
        actions.release_from_team(held.case_id, by=watched.actor("rektor"), at=NOW, member=member.uuid)


def the_code_ends(watched: Watched) -> None:
    Receipt.objects.filter(report=watched.report).update(ended_at=NOW)


def the_key_ends(watched: Watched) -> None:
    end_family_key(watched.case.pk, by=watched.actor("rektor"), at=NOW, key=the_pupils_key(watched).pk)


OWN_WORDS = (  # what one sent and asked oneself, and a code to follow it by
    "own_report", "report_sent", "my_reports", "withdraw_report", "give_receipt", "receipt_code", "read_consult",
    "answer_consult",
)  # fmt: skip
CLOSED = (*CLOSED_READ, *CLOSED_NOT_DONE)  # of a closed case: nobody is released from it
OUT = ("child_check_in",)  # the turn that they gave ends with them: less than the table lets others do
ENDINGS = {
    "rektor's role ends": Ending(before="rektor", after="nobody", done=roles_end("rektor"), apart=OUT),
    "the lead's role ends": Ending(before="lead", after="nobody", done=roles_end("lead")),
    "a colleague's role ends": Ending(before="decided", after="nobody", done=roles_end("decided")),
    "the reporter's role ends": Ending(before="reporter", after="nobody", done=roles_end("reporter"), apart=OWN_WORDS),
    "the officer's role ends": Ending(before="told", after="nobody", done=roles_end("officer")),
    "who has rektor's part goes": Ending(before="holder", after="nobody", done=roles_end("officer"), apart=OUT),
    "the privacy officer's ends": Ending(before="privacy", after="nobody", done=roles_end("privacy_officer")),
    "the helper leaves the team": Ending(before="assistant", after="nobody", done=the_helper_leaves),
    "rektor gets another school": Ending(
        before="rektor", after="neighbour", done=rektor_moves_to_the_next_school, apart=OWN_WORDS
    ),
    "rektor is found inhabil": Ending(before="rektor", after="recused", done=rektor_is_recused),
    "released from the team": Ending(before="decided", after="employee", done=released, apart=CLOSED),
    "rektor's way in is taken": Ending(before="rektor", after="anonymous", done=the_way_in_is_taken("rektor")),
    "the lead's way in is taken": Ending(before="lead", after="anonymous", done=the_way_in_is_taken("lead")),
    "the assistance ends": Ending(before="assistant", after="past_assistant", done=the_assistance_has_ended),
    "only the seat ends": Ending(before="assistant", after="nobody", done=the_helper_leaves_the_team),
    "it turns out to be about a member": Ending(before="decided", after="accused", done=a_member_is_what_it_is_about),
    "custody is taken": Ending(before="of_guardian", after="kept_guardian", done=a_court_takes_custody),
    "visits are forbidden": Ending(before="of_guardian", after="kept_guardian", done=a_court_forbids_visits),
    "rektor withholds": Ending(before="of_guardian", after="kept_guardian", done=rektor_withholds),
    "the guardian's key is ended": Ending(before="of_guardian", after="anonymous", done=the_guardians_key_ends),
    "the provider ends the session": Ending(
        before="other_guardian", after="anonymous", done=the_provider_ends_the_session
    ),
    "the code is ended": Ending(before="with_code", after="anonymous", done=the_code_ends),
    "the family's key is ended": Ending(before="of_family", after="anonymous", done=the_key_ends),
}


def cells_of(ending: Ending) -> list[tuple[str, str]]:
    """(page, method) of what is answered otherwise afterwards; ways of signing in are one's own, whatever one may."""
    apart = {*ending.apart, *SIGN_IN_PAGES}
    pairs = {name: (EXPECTED[name, ending.before], EXPECTED[name, ending.after]) for name in PAGES if name not in apart}
    return [
        (name, method)
        for name, (before, after) in pairs.items()
        for method, was, now in zip(("get", "post"), before, after, strict=True)
        if was.upper() != now.upper() and now
    ]


def test_there_are_enough_of_them_to_mean_something() -> None:
    assert sum(len(cells_of(ending)) for ending in ENDINGS.values()) >= 500
    assert {ending.before for ending in ENDINGS.values()} <= set(PERSONAS)


@pytest.mark.parametrize("how", ENDINGS)
def test_the_next_request_is_refused(the_world: Watched, how: str) -> None:
    ending, wrong = ENDINGS[how], []
    with browser_of(ending.before, the_world) as (client, holder):
        opened = next(name for name, method in cells_of(ending) if EXPECTED[name, ending.before][0] in "Pp")
        assert client.get(PAGES[opened].address(the_world)).status_code == 200  # in the middle of it
        ending.done(the_world)
        asking = Asking(client, holder)
        for name, method in cells_of(ending):
            page = PAGES[name]
            typed = dict(page.typed(the_world)) if page.typed else {}
            address = page.address(the_world)
            answer = asking.get(address) if method == "get" else asking.post(address, typed)
            place = ("get", "post").index(method)
            told = (answer.outcome, EXPECTED[name, ending.after][place].upper())
            if told[0] != told[1] or (answer.changed and told[1] != "+"):
                wrong.append(f"{method} {name}: {told[0]} instead of {told[1]}, {sorted(answer.leaked)}")
    assert not wrong, "\n".join(wrong)

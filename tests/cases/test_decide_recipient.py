"""A person decides what a guardian gets, with a reason; what a court has settled is not decided here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import decide_recipient
from innsats.cases.models import RecipientDecision
from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import hidden
from tests.cases.refusals import not_visible, refused
from tests.family.families import a_family_case, another_case, by_rektor, decided, guardian, noted

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=2)


@pytest.fixture
def case():
    return a_family_case()


def answer(case, name="Mona Lien"):
    return guardian(case, name).verdict.answer


def test_withholding_is_a_decision_with_a_reason(case):
    ruling = decided(case, decision="withhold", reason="Faren truer.")
    assert open_one(ruling.because, ruling.pk) == "Faren truer."
    assert answer(case) == "held"
    assert Event.objects.get(act=Act.DECIDE_RECIPIENT).facts["decision"] == "withhold"


def test_it_is_given_again_by_another_decision_and_both_are_kept(case):
    decided(case, decision="withhold")
    decided(case, at=LATER)
    assert answer(case) == "may" and RecipientDecision.objects.count() == 2


def test_it_holds_in_this_case_alone(case):
    other = another_case(case)
    decided(case, decision="withhold")
    assert answer(other) == "may"


def test_the_childs_wish_is_settled_by_a_person_and_a_new_caution_is_decided_anew(case):
    noted(case, "Mona Lien", "child_wish")
    assert answer(case) == "held"
    decided(case, at=LATER)
    assert answer(case) == "may"
    noted(case, "Mona Lien", "child_wish", "danger", at=LATER + timedelta(hours=1))
    assert [one.code for one in guardian(case).verdict.reasons] == ["danger"]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"decision": "withhold", "reason": " "}, ["text_missing"]),
        ({"decision": "give"}, ["nothing_to_decide"]),
        ({"decision": "give", "reason": ""}, ["nothing_to_decide", "text_missing"]),
    ],
)
def test_what_is_not_decided_is_refused_with_every_reason(case, given, codes):
    with refused(*codes):
        decided(case, **given)


def test_a_ban_on_contact_is_not_decided_away(case):
    noted(case, "Mona Lien", "no_contact")
    with refused("no_contact"):
        decided(case)


def test_a_member_of_the_team_decides_nothing(case):
    member, one = world.in_team(case), guardian(case).guardian.pk
    world.declared(case, member)
    with refused("wrong_part"):
        decide_recipient(
            case.pk, guardian=one, decision="withhold", reason="Nei.", by=world.actor(member), at=world.AT
        )


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger, one = world.an_employee(case.school, "Siv Moen"), guardian(case).guardian.pk
    with not_visible():
        decide_recipient(
            case.pk, guardian=one, decision="withhold", reason="Nei.", by=world.actor(stranger), at=world.AT
        )


def test_a_guardian_of_nobody_in_the_case_is_refused(case):
    stranger = world.a_pupil(case.school, "Ada Moe", guardians=["Ivar Moe"]).guardian_set.get().pk
    with refused("unknown_guardian"):
        decide_recipient(case.pk, guardian=stranger, decision="withhold", reason="Nei.", **by_rektor(case))


def test_the_page_says_what_stands_in_the_way_and_keeps_the_decision(client, monkeypatch, case):
    world.it_is(monkeypatch)
    noted(case, "Mona Lien", "child_wish")
    rektor, who = world.signed_in(client, world.principal_of(case.school)), guardian(case).guardian.pk
    step = f"/saker/{case.number}/foresatte/{who}/avgjorelse/"
    assert "Ikke si det hjemme" not in rektor.get(step).content.decode()
    assert "Barnet har bedt om at det ikke blir sagt hjemme" in rektor.get(step).content.decode()
    assert rektor.post(step, {"decision": "give"}).status_code == 422
    assert rektor.post(step, {"decision": "give", "reason": "Barnet vil det nå."}).status_code == 302
    assert answer(case) == "may"
    assert rektor.get(step.replace(str(who), str(case.pk))).status_code == 404


def test_what_came_after_the_page_was_opened_is_not_settled_unseen(client, monkeypatch, case):
    noted(case, "Mona Lien", "child_wish")
    world.it_is(monkeypatch, LATER)
    rektor, who = world.signed_in(client, world.principal_of(case.school)), guardian(case).guardian.pk
    step, typed = f"/saker/{case.number}/foresatte/{who}/avgjorelse/", {"decision": "give", "reason": "Noah vil det."}
    opened = hidden(rektor.get(step), "seen")
    noted(another_case(case), "Mona Lien", "child_wish", "danger", at=LATER - timedelta(minutes=1))
    refused_page = rektor.post(step, typed | {"seen": opened})
    said = refused_page.content.decode()
    assert refused_page.status_code == 422 and "Noen andre har skrevet eller avgjort noe om den foresatte" in said
    assert "Barnet kan være i fare hvis denne foresatte får vite" in said and "Noah vil det." in said
    assert not RecipientDecision.objects.exists() and answer(case) == "held"
    assert rektor.post(step, typed | {"seen": hidden(refused_page, "seen")}).status_code == 302
    assert answer(case) == "may"


def test_what_another_has_decided_meanwhile_is_not_decided_again_unseen(client, monkeypatch, case):
    noted(case, "Mona Lien", "child_wish")
    world.it_is(monkeypatch, LATER)
    rektor, who = world.signed_in(client, world.principal_of(case.school)), guardian(case).guardian.pk
    step = f"/saker/{case.number}/foresatte/{who}/avgjorelse/"
    opened = hidden(rektor.get(step), "seen")
    decided(case, decision="withhold", reason="Hun er redd.", at=LATER - timedelta(minutes=1))
    answered = rektor.post(step, {"decision": "give", "reason": "Barnet vil det nå.", "seen": opened})
    assert answered.status_code == 422 and "Hun er redd." in answered.content.decode()
    assert answer(case) == "held" and RecipientDecision.objects.count() == 1

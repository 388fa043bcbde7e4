"""What the documentation says can stand in a story."""

from __future__ import annotations

import pytest
import yaml

from innsats.rules.acts import KINDS, Act, Kind, kind_of
from innsats.scenarios.asks import ASKS
from innsats.scenarios.describe import acts_markdown, asks_markdown, codes_of, first_steps
from innsats.scenarios.walk import actions

UNTOLD = {  # the world's, the operator's, the clock's
    Act.IMPORT_REGISTER, Act.IMPORT_PUPILS, Act.NOTE_RELATION, Act.ESCALATE_REPORT, Act.ESCALATE_ADVICE,
    Act.ERASE_WORK_NOTES,
    Act.MAKE_MORNING_LIST, Act.FETCH_MORNING_LIST,  # made by a tick that no story has
    Act.RAISE_READING, Act.SETTLE_READING,  # of what was read today, and a story is told of other days
    # of signing in: no story has a browser, an app or a Feide
    Act.ADD_CODE_APP, Act.ADD_PASSKEY, Act.REMOVE_FACTOR, Act.RENEW_RECOVERY_CODES, Act.CHANGE_PASSWORD,
    Act.RESET_SIGN_IN, Act.LINK_SIGN_IN, Act.LINK_FAMILY_SIGN_IN, Act.PROPOSE_APPOINTMENT, Act.CONFIRM_PROPOSAL,
    Act.DECLINE_PROPOSAL,
}


def test_every_act_that_changes_something_can_stand_in_a_story() -> None:
    assert set(actions()) == {act for act in Act if kind_of(act) is not Kind.LOOK}


def test_every_look_can_be_asked() -> None:
    assert {act for act, kind in KINDS.items() if kind is Kind.LOOK} <= set(ASKS)


def test_every_act_people_do_is_in_some_story() -> None:
    told = {verb for key, verb in first_steps() if key == "act"}
    assert set(actions()) - told == UNTOLD


def test_every_ask_is_in_some_story() -> None:
    assert {verb for key, verb in first_steps() if key == "ask"} == set(ASKS)


@pytest.mark.parametrize("step", first_steps().values())
def test_an_example_is_a_step_as_it_would_be_written(step: str) -> None:
    assert isinstance(yaml.safe_load(step), dict)


def test_reasons_come_from_the_policy_and_from_what_the_act_reaches() -> None:
    codes = codes_of(Act.ACTIVATE_PLAN, actions()[Act.ACTIVATE_PLAN])
    assert {"undeclared", "wrong_stage", "missing_evaluation", "pupil_not_heard", "missing_best_interest"} <= set(codes)
    assert "unknown_school" not in codes


def test_a_report_is_never_refused_for_who_sends_it() -> None:
    codes = codes_of(Act.REPORT_CONCERN, actions()[Act.REPORT_CONCERN])
    assert not {"wrong_part", "untrained", "undeclared", "disqualified"} & set(codes)


def test_the_printed_pages_name_every_act_and_every_ask() -> None:
    acts, asks = acts_markdown(), asks_markdown()
    assert all(f"\n## {act}\n" in acts for act in actions())
    assert all(f"\n## {name}\n" in asks for name in ASKS)

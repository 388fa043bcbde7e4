"""Every code has its words, in every language, and every obstacle says what to do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.utils import translation

import innsats
from innsats.journal.actors import ActorKind
from innsats.rules import (
    access,
    acts,
    aftercare,
    averting,
    deadlines,
    endings,
    evaluation,
    impartiality,
    informing,
    inquiry,
    interpreting,
    law,
    mandates,
    plans,
    proposals,
    readiness,
    reports,
    roles,
    seriousness,
    stages,
    supporting,
    verdicts,
)
from innsats.rules import teams as team_rules
from innsats.rules.verdicts import Obstacle
from innsats.web import words
from innsats.web.middleware import SPOKEN
from innsats.web.words import caring, codes, desk, followup, governor, special, teams
from innsats.web.words.obstacles import OBSTACLES

LISTS = {
    "act": acts.Act,
    "done": acts.Act,
    "stage": stages.Stage,
    "role": roles.Role,
    "impartiality": access.Impartiality,
    "actor": ActorKind,
    "status": verdicts.Status,
    "strength": verdicts.Strength,
    "clock": deadlines.Code,
    "lapse": deadlines.Lapse,
    "concern": reports.Concern,
    "arena": reports.Arena,
    "receiving": reports.Receiving,
    "relation": impartiality.Relation,
    "outcome": impartiality.Outcome,
    "serious_reason": seriousness.SeriousReason,
    "measure_kind": plans.MeasureKind,
    "question": inquiry.Question,
    "method": inquiry.Method,
    "perspective": inquiry.Perspective,
    "safe": inquiry.Safe,
    "carried_out": evaluation.CarriedOut,
    "helped": evaluation.Helped,
    "help_answer": evaluation.HelpAnswered,
    "agreed_with": informing.Informed,
    "track": aftercare.Track,
    "signal": aftercare.Signal,
    "ending": endings.Ending,
    "police_why": averting.PoliceWhy,
    "fear": averting.Fear,
    "interpreter": interpreting.Interpreter,
    "support": supporting.Support,
    "proposal": proposals.What,
    "decider": proposals.Decider,
    "decision": proposals.Decision,
    "extent": proposals.Extent,
    "survey_purpose": proposals.Purpose,
    "complication": proposals.Complication,
    "thing": mandates.Thing,
    "level": mandates.Level,
    "place": team_rules.Place,
    "profession": team_rules.Profession,
    "skill": team_rules.Skill,
    "principle": readiness.Principle,
    "colour": readiness.Colour,
    "verdict": readiness.Colour,
    "readiness": readiness.Reason,
}


def raised() -> set[str]:
    """Every obstacle code that the code names."""
    found = set()
    for path in Path(innsats.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Obstacle":
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    found.add(code.value)
    nothing = plans.MeasureFacts(
        key="m", kind=plans.MeasureKind.OTHER_MEASURE, has_problem=False, has_what=False, has_place=False,
        has_time=False, has_responsible=False, start_on=None, evaluate_on=None,
    )
    return found | set(plans.missing_contents(nothing)) | {"evaluation_before_start"}


@pytest.mark.parametrize("kind", LISTS)
def test_every_code_has_words(kind: str) -> None:
    assert {str(code) for code in LISTS[kind]} - set(words.KINDS[kind]) == set()


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("kind", words.KINDS)
def test_every_word_can_be_said_of_every_kind_of_school(kind: str, language: str) -> None:
    with translation.override(language):
        for code in words.KINDS[kind]:
            for owner_kind in words.OwnerKind:
                said = words.of(kind, code, owner_kind=owner_kind, about="Noah", name="Noah")
                assert said and "{" not in said


def test_every_obstacle_has_its_own_sentence() -> None:
    assert raised() - set(OBSTACLES) == set()


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("code", OBSTACLES)
def test_an_obstacle_is_a_whole_sentence_with_and_without_what_it_is_about(code: str, language: str) -> None:
    with translation.override(language):
        named = words.of_obstacle(Obstacle(code, law.PUPIL_HEARD, ("x1",)), names={"x1": "Noah"})
        unnamed = words.of_obstacle(Obstacle(code, law.PUPIL_HEARD, ("x1",)))
    assert "{" not in named + unnamed and "x1" not in named + unnamed
    for said in (named, unnamed):
        sentence = said.removesuffix(" (opplæringslova § 10-2)").removesuffix(" (the Education Act § 10-2)")
        assert sentence != said and sentence.endswith(".") and not sentence.endswith((": .", ":."))


@pytest.mark.parametrize("language", SPOKEN)
def test_what_an_obstacle_is_about_stands_where_it_can_be_left_out(language: str) -> None:
    with translation.override(language):
        wrong = [code for code, said in OBSTACLES.items() if "{about}" in str(said) and ": {about}" not in str(said)]
    assert wrong == []


def test_two_obstacles_never_read_the_same() -> None:
    told_apart = set(OBSTACLES) - {"trail_waits"}  # reads as `message_waits` does: that a family asked is not told
    said = [str(OBSTACLES[code]) for code in told_apart]
    assert len(set(said)) == len(said)


def test_somebody_who_gives_a_task_is_told_that_the_other_is_disqualified() -> None:
    mine = words.of_obstacle(Obstacle("disqualified", law.IMPARTIALITY))
    other = words.of_obstacle(Obstacle("disqualified", law.IMPARTIALITY, ("x1",)), names={"x1": "Lise Berg"})
    assert mine.startswith("Du er inhabil")
    assert "Lise Berg" in other and "Du" not in other


def test_a_private_school_has_a_daglig_leder_and_a_board() -> None:
    assert words.of("role", "principal", owner_kind="private") == "Daglig leder"
    assert words.of("clock", "serious_to_owner", owner_kind="private") == "Styret for skolen får vite om alvorlig sak"
    assert words.of("clock", "serious_to_owner", owner_kind="county").startswith("Fylkeskommunen")


def test_an_unforeseen_obstacle_still_says_no_in_words() -> None:
    assert words.of_obstacle(Obstacle("never_heard_of", law.HOUSE_PRACTICE)).startswith("Dette kan ikke gjøres nå.")


@pytest.mark.parametrize("language", SPOKEN)
def test_practice_is_never_cited_as_law(language: str) -> None:
    with translation.override(language):
        cited = words.of_source(law.HOUSE_PRACTICE)
    assert {"nb": "ikke lov", "nn": "ikkje lov", "en": "not law"}[language] in cited


def test_every_source_is_cited_in_full() -> None:
    for source in law.sources().values():
        assert words.of_source(source) != source.name


def test_a_long_text_is_told_how_long_it_may_be() -> None:
    said = words.of_obstacle(Obstacle("text_too_long", law.HOUSE_PRACTICE, ("text", "20000")))
    assert "det som har skjedd, høyst 20000 tegn" in said


def test_no_two_lists_of_words_have_the_same_name() -> None:
    names = [name for module in (codes, followup, governor, special, caring, desk, teams) for name in module.KINDS]
    assert len(names) == len(set(names))

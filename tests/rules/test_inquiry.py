"""Where an inquiry has gaps: said kindly, one by one, and never in the way."""

from __future__ import annotations

import pytest

from innsats.rules.inquiry import (
    Method,
    Perspective,
    Question,
    gaps_in_inquiry,
    note_obstacles,
    perspective_elsewhere,
)

ALL = list(Question)


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("methods", "perspectives", "questions", "codes"),
    [
        (["talk", "observation"], ["pupil", "staff"], ALL, []),
        (["talk", "talk"], ["pupil", "staff"], ALL, ["few_methods"]),
        (["talk", "survey"], ["pupil"], ALL, ["few_perspectives"]),
        (["talk", "survey"], ["pupil", "peers"], ["facts", "context"], ["questions_unanswered"]),
        ([], [], [], ["few_methods", "few_perspectives", "questions_unanswered"]),
    ],
)
def test_a_thin_inquiry_is_warned_about(
    methods: list[str], perspectives: list[str], questions: list[str], codes: list[str]
) -> None:
    assert [gap.code for gap in gaps_in_inquiry(methods, perspectives, questions)] == codes


def test_the_warning_names_each_question_that_nobody_has_written_about() -> None:
    (gap,) = gaps_in_inquiry(["talk", "survey"], ["pupil", "peers"], ["facts"])
    assert gap.about == (Question.EXPERIENCE, Question.CONTEXT)


def test_a_trace_that_nobody_holds_is_warned_about() -> None:
    (gap,) = gaps_in_inquiry(["talk", "survey"], ["pupil", "peers"], ALL, loose_traces=True)
    assert gap.code == "trace_held_by_nobody"


@pytest.mark.source("oppl § 12-4(4)")
@pytest.mark.parametrize("method", Method)
def test_a_note_tells_something_and_of_a_talk_the_childs_words_are_enough(method: Method) -> None:
    assert note_obstacles(method, has_text=True, has_own_words=False) == ()
    assert [one.code for one in note_obstacles(method, has_text=False, has_own_words=False)] == ["text_missing"]
    own_words_are_enough = note_obstacles(method, has_text=False, has_own_words=True) == ()
    assert own_words_are_enough == (method is Method.TALK)


@pytest.mark.source("practice")
def test_in_another_pupils_case_this_pupil_is_one_of_the_others() -> None:
    assert perspective_elsewhere(Perspective.PUPIL) is Perspective.PEERS
    assert perspective_elsewhere(Perspective.GUARDIANS) is Perspective.OTHER
    assert {perspective_elsewhere(one) for one in ("peers", "staff", "other")} == {"peers", "staff", "other"}

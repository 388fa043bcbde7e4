"""What may be marked as abuse of the open form: never what names a pupil of the school, whatever else it is."""

from __future__ import annotations

from itertools import product

from innsats.rules.reports import Concern, Marking, obstacles_to_marking

FLAGS = ("is_abuse", "is_marked", "is_signed", "is_in_case", "names_a_pupil")
EVERY = [
    Marking(concern=concern, **dict(zip(FLAGS, flags, strict=True)))
    for flags in product((False, True), repeat=len(FLAGS)) for concern in Concern
]  # fmt: skip


def codes(asked: Marking) -> set[str]:
    return {one.code for one in obstacles_to_marking(asked)}


def test_what_names_a_pupil_is_never_marked() -> None:
    assert all("abuse_names_pupil" in codes(one) for one in EVERY if one.is_abuse and one.names_a_pupil)


def test_only_an_anonymous_report_about_pupils_outside_a_case_is_marked_and_once() -> None:
    open_ones = [one for one in EVERY if one.is_abuse and not codes(one)]
    assert open_ones == [
        Marking(is_abuse=True, is_marked=False, is_signed=False, is_in_case=False, names_a_pupil=False,
                concern=Concern.PUPILS)
    ]  # fmt: skip


def test_a_mark_that_stands_can_always_be_taken_away_and_no_other() -> None:
    assert all(codes(one) == (set() if one.is_marked else {"abuse_not_marked"}) for one in EVERY if not one.is_abuse)

"""Whoever stands otherwise to some pages than the others of the same column of the access table.

The head is above the officer who keeps the teams; a code opens what it is the code of; and what turned out about
somebody is of the cases that are open.
"""

from __future__ import annotations

CLOSED_READ = ("read_case closed", "case_inquiry closed", "case_log closed", "case_family closed")
CLOSED_NOT_DONE = (
    "note_inquiry closed", "admit_to_team closed", "print_case closed", "record_archived", "place_hold", "lift_hold",
    "dispose_case",
)  # fmt: skip


def _guardian(name: str, **opens: str) -> dict[tuple[str, str], str]:
    """A guardian let in by an own code: past the door, and on to what `opens`."""
    past = {"family_editions": "PM", "choose_child": "P4", "link_family_sign_in": "44"}
    shut = {"read_edition": "4M", **dict.fromkeys(("answer_trust_check", "write_from_home"), "44")}
    never = dict.fromkeys(("own_check_in", "ask_for_trail"), "44")  # the child's; where it is must not be known
    return {(name, page): cell for page, cell in (past | shut | never | opens).items()}


APART = {
    ("head", page): cell
    for page, cell in {
        "numbers": "p", "capacity": "p", "teams": "p", "team external": "p", "team own": "p", "set_up_team": "p+",
        "add_member external": "p+", "add_member own": "p+", "end_membership": "p+", "record_competence": "p+",
        "set_process_map": "p+",
        "disposals": "p", "place_hold": "P+", "lift_hold": "P+", "dispose_case": "P=",
        "sign_mandate": "p+", "agree_release": "p+", "note_absence": "p+", "note_absence own": "p+",
        "end_absence": "p+", "agree_on_team": "p+", "team_agreement": "p", "end_team_agreement": "p+",
        "end_team": "p+", "keep_team": "p+",
    }.items()
} | {
    ("with_code", "held_report"): "P+", ("of_family", "family_editions"): "PM", ("of_family", "read_edition"): "PM",
    ("of_family", "answer_trust_check"): "p+",
    ("of_family", "own_check_in"): "p+",
    ("of_family", "ask_for_trail"): "44",  # under fifteen
    **_guardian("of_guardian", read_edition="PM", answer_trust_check="p+", write_from_home="P+"),
    **_guardian("kept_guardian"),  # has no foreldreansvar any more
    **_guardian("other_guardian", put_code_away="M+"),  # nothing of this case; there is a session to end
    ("other_code", "held_report"): "P+",  # the own one
    ("past_assistant", "my_place"): "p",  # still in the team, with an own calendar of nothing in this case
    **{("past_assistant", page): "p+" for page in ("note_absence own", "open_calendar", "close_calendar")},
    ("privacy", "trail"): "p", ("privacy", "release_trail"): "p+", ("privacy", "settle_reading"): "p+",
    ("of_family", "link_family_sign_in"): "44", ("of_family", "choose_child"): "P=",
    ("of_family", "write_from_home"): "P+",
    **dict.fromkeys((("own_child", page) for page in ("place_hold", "lift_hold", "dispose_case")), "44"),
    **dict.fromkeys((("recused", "child_check_in"), ("holder", "child_check_in")), "p="),  # who gave the turn is out
    **dict.fromkeys((("accused", page) for page in CLOSED_READ), "P"),
    **dict.fromkeys((("accused", page) for page in (*CLOSED_NOT_DONE, "cases by name")), "P="),
}  # fmt: skip

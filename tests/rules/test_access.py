"""The policy: every cell of it, and every mutant of it killed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules import law, stages
from innsats.rules.access import POLICY, Grant, Impartiality, Part, Standing, obstacles_to, require
from innsats.rules.acts import Act
from innsats.rules.stages import MOVES, Move, Stage
from innsats.rules.verdicts import Refused

from .expected_policy import ROWS, decides, is_allowed

CELLS = list(product(Part, Impartiality, (True, False), (None, *Stage)))  # of each act
STANDING = [
    Standing(parts=frozenset({part}), impartiality=impartiality, trained=trained, stage=stage)
    for part, impartiality, trained, stage in CELLS
]
STANDINGS = st.builds(
    Standing,
    parts=st.frozensets(st.sampled_from(Part)),
    impartiality=st.sampled_from(Impartiality),
    trained=st.booleans(),
    stage=st.none() | st.sampled_from(Stage),
    under_disqualified=st.booleans(),
)


@cache
def _expected(act: Act) -> list[bool]:
    return [
        is_allowed(act.value, part.value, impartiality.value, trained, stage.value if stage else None)
        for part, impartiality, trained, stage in CELLS
    ]


def _disagreements(act: Act) -> Iterator[tuple[object, ...]]:
    found = zip(CELLS, STANDING, _expected(act), strict=True)
    return ((act, *cell) for cell, standing, is_expected in found if (not obstacles_to(act, standing)) != is_expected)


def test_every_act_has_a_policy_row_and_an_expected_row():
    assert set(POLICY) == set(Act) == {Act(name) for name in ROWS}


def test_there_are_enough_cells_to_mean_something():
    assert len(Act) * len(CELLS) >= 10_000


@pytest.mark.parametrize("act", Act)
def test_every_cell_is_as_expected(act):
    assert list(_disagreements(act)) == []


def _mutants(row: Grant) -> Iterator[Grant]:
    """Each part removed, each absent one added, each condition flipped, each stage dropped and added."""
    for part in Part:
        yield replace(row, to=row.to ^ {part})
    for flag in ("declared", "trained", "urgent"):
        yield replace(row, **{flag: not getattr(row, flag)})
    for stage in Stage:
        yield replace(row, stages=row.stages ^ {stage})


def _equivalent(act: Act, row: Grant, mutant: Grant) -> bool:
    """Mutants that say the same: gates before the system's own parts, and stages that MOVES shuts anyway."""
    only_system = row.to <= {Part.ANYONE, Part.OPERATOR, Part.CLOCK}
    gates = (row.declared, row.trained) != (mutant.declared, mutant.trained)
    shut = act in MOVES and row.stages ^ mutant.stages and not (row.stages ^ mutant.stages) & MOVES[act].start
    return (only_system and gates) or bool(shut) or _covered_by_other_grant(act, row, mutant)


def _covered_by_other_grant(act: Act, row: Grant, mutant: Grant) -> bool:
    """Two rows of one act: a part added to or kept beside a row that asks less of it changes nothing there."""
    others = [other for other in POLICY[act] if other is not row]
    gained = mutant.to - row.to
    return bool(gained) and any(
        gained <= other.to and (other.declared, other.trained) <= (mutant.declared, mutant.trained) for other in others
    )


@pytest.mark.parametrize("act", Act)
def test_every_mutant_of_the_policy_is_killed(act, monkeypatch):
    survivors = []
    for place, row in enumerate(POLICY[act]):
        for mutant in _mutants(row):
            if _equivalent(act, row, mutant):
                continue
            rows = tuple(mutant if n == place else kept for n, kept in enumerate(POLICY[act]))
            with monkeypatch.context() as patched:
                patched.setitem(POLICY, act, rows)
                if not any(_disagreements(act)):
                    survivors.append(mutant)
    assert survivors == []


@pytest.mark.parametrize("act", MOVES)
def test_every_mutant_of_the_moves_is_killed(act, monkeypatch):
    for stage in Stage:
        if stage is Stage.CLOSED and not any(stage in row.stages for row in POLICY[act]):
            continue  # no grant of it reaches a closed case, so a wider start says the same there
        mutant = Move(MOVES[act].start ^ {stage}, MOVES[act].end)
        with monkeypatch.context() as patched:
            patched.setitem(stages.MOVES, act, mutant)
            assert any(_disagreements(act)), f"{act} survived {stage}"


def test_where_each_step_ends():
    assert {act.value: move.end.value for act, move in MOVES.items()} == {
        "receive_case": "inquiring", "activate_plan": "measures", "end_measures": "aftercare", "close_case": "closed",
        "reopen_case": "inquiring",
    }  # fmt: skip


@pytest.mark.source("fvl67 § 6")
@given(
    STANDINGS.map(lambda s: replace(s, impartiality=Impartiality.DISQUALIFIED)),
    st.sampled_from(sorted(set(Act) - {Act.SECURE_SAFETY})),
)
def test_someone_disqualified_may_do_nothing_and_is_told_only_that(standing, act):
    assert [o.code for o in obstacles_to(act, standing)] == ["disqualified"]


@pytest.mark.source("fvl67 § 6(3)")
@pytest.mark.parametrize("act", Act)
def test_T74_whoever_is_directly_under_somebody_disqualified_prepares_and_does_not_decide(act):
    people = set(Part) - {Part.ANYONE, Part.OPERATOR, Part.CLOCK}
    for row, part in ((one, part) for one in POLICY[act] for part in one.to & people):
        standing = Standing(parts=frozenset({part}), under_disqualified=True)
        assert row.decides is decides(act.value)
        assert [o.source for o in obstacles_to(act, standing)] == [law.IMPARTIALITY_DERIVED] * decides(act.value)


@pytest.mark.source("fvl67 § 6(3)")
@given(STANDINGS, st.sampled_from(Act))
def test_a_superior_who_is_disqualified_never_makes_anybody_freer(standing, act):
    free, under = (obstacles_to(act, replace(standing, under_disqualified=is_so)) for is_so in (False, True))
    assert set(free) <= set(under)


@pytest.mark.source("fvl67 § 7")
def test_T82_someone_disqualified_may_still_make_the_pupil_safe():
    standing = Standing(parts=frozenset({Part.PRINCIPAL}), impartiality=Impartiality.DISQUALIFIED, trained=False)
    assert obstacles_to(Act.SECURE_SAFETY, standing) == ()


@pytest.mark.source("fvl67 § 8")
def test_T86_somebody_undeclared_may_see_that_there_is_a_case_and_not_read_it():
    standing = Standing(parts=frozenset({Part.TEAM}), impartiality=Impartiality.UNDECLARED)
    assert obstacles_to(Act.SEE_CASE, standing) == ()
    assert [o.source for o in obstacles_to(Act.READ_CASE, standing)] == [law.IMPARTIALITY_SELF_DECIDED]


@pytest.mark.source("opplf § 20-2")
def test_T96_without_training_no_personal_data_is_visible_and_reporting_still_is():
    untrained = Standing(parts=frozenset(Part), trained=False)
    for act in (Act.SEE_CASE, Act.READ_CASE, Act.READ_REPORT):
        assert [o.code for o in obstacles_to(act, untrained)] == ["untrained"]
    assert obstacles_to(Act.REPORT_CONCERN, untrained) == ()


@given(STANDINGS, st.sampled_from(sorted(Act)))
def test_every_reason_is_told_at_once_and_none_twice(standing, act):
    obstacles = obstacles_to(act, standing)
    assert len(set(obstacles)) == len(obstacles)
    if obstacles:
        with pytest.raises(Refused) as refused:
            require(act, standing)
        assert refused.value.obstacles == obstacles


@given(STANDINGS, st.sampled_from(sorted(Act)), st.sampled_from(Part))
def test_one_more_part_never_takes_a_right_away(standing, act, part):
    more = replace(standing, parts=standing.parts | {part})
    if not obstacles_to(act, standing):
        assert not obstacles_to(act, more)


@pytest.mark.parametrize("act", Act)
def test_what_is_disposed_of_is_nobodys_to_do_anything_with(act):
    for impartiality in Impartiality:
        gone = Standing(parts=frozenset(Part), impartiality=impartiality, stage=Stage.CLOSED, is_disposed=True)
        assert [one.code for one in obstacles_to(act, gone)] == ["disposed"]


@pytest.mark.parametrize(
    ("act", "stage", "step"),
    [
        (Act.RECORD_ARCHIVED, Stage.AFTERCARE, "close_case"),
        (Act.NOTE_FOLLOWUP, Stage.MEASURES, "end_measures"),
        (Act.END_MEASURES, Stage.INQUIRING, "activate_plan"),
        (Act.ACTIVATE_PLAN, Stage.AFTERCARE, "reopen_case"),
        (Act.HEAR_PUPIL, Stage.CLOSED, "reopen_case"),
    ],
)
def test_what_comes_too_early_or_too_late_names_the_step_that_is_missing(act, stage, step):
    (found,) = obstacles_to(act, Standing(parts=frozenset({Part.PRINCIPAL}), stage=stage))
    assert (found.code, found.about) == ("wrong_stage", (step,))


@pytest.mark.parametrize(("act", "stage"), [(Act.RECEIVE_CASE, Stage.MEASURES), (Act.REOPEN_CASE, Stage.INQUIRING)])
def test_what_is_done_already_names_no_step(act, stage):
    (found,) = obstacles_to(act, Standing(parts=frozenset({Part.PRINCIPAL}), stage=stage))
    assert (found.code, found.about) == ("wrong_stage", ())

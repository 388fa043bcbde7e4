"""Another child's words are never in this child's case, whatever is written and shared, in whatever order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innsats.archive.queries import case_file
from innsats.cases import actions
from innsats.cases.models import Case, Measure, MeasureStart, Note
from innsats.cases.queries.case import overview
from innsats.cases.queries.inquirypage import inquiry_page
from innsats.cases.queries.peoplepage import people_page
from innsats.cases.queries.planpage import plan_page
from innsats.cases.queries.timeline import log_page
from innsats.people.viewers import viewer_of
from innsats.rules.verdicts import Refused
from innsats.vault.fields import SealedField
from innsats.vault.sealing import open_all
from tests import world

pytestmark = pytest.mark.django_db
NAMES = st.text(alphabet="abdefgiklmnorstuvy", min_size=3, max_size=8).map(str.capitalize)
KINDS = ("note", "hear", "measure", "start", "evaluate", "share_note", "share_measure", "copy", "name")
steps = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from([0, 1]), st.integers(0, 50)), max_size=20)


@dataclass(slots=True)
class Two:
    """Two linked cases, and the words that were typed in each: every word is typed once."""

    cases: list[Case]
    names: list[str]
    at: Any = world.AT
    typed: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def said(self, side: int) -> str:
        """A sentence of eight words of this case alone."""
        words = [f"{'ord' if side else 'tale'}{len(self.typed[side]) + n}x" for n in range(8)]
        self.typed[side] += words
        return " ".join(words)

    def by(self) -> dict[str, Any]:
        self.at += timedelta(minutes=1)
        return {"by": world.actor(world.principal_of(self.cases[0].school)), "at": self.at}

    def walk(self, kind: str, side: int, pick: int) -> None:
        """One act in the case of this side, or from it to the other. What cannot be done, is refused."""
        case, other = self.cases[side], self.cases[1 - side]
        notes = list(Note.objects.filter(case=case).order_by("at").values_list("pk", flat=True))
        measures = list(Measure.objects.filter(case=case).order_by("at").values_list("lineage", flat=True).distinct())
        note, measure = (rows[pick % len(rows)] if rows else None for rows in (notes, measures))
        if kind == "note":
            given = {"method": "talk", "perspective": "pupil", "question": "facts", "own_words": self.said(side)}
            actions.note_inquiry(case.pk, text=self.said(side), meaning=self.said(side), **given, **self.by())
        elif kind == "hear":
            actions.hear_pupil(case.pk, pupil=case.pupil_id, own_words=self.said(side), **self.by())
        elif kind == "measure":
            texts = {name: self.said(side) for name in ("problem", "what", "family_text")}
            actions.draft_measure(case.pk, **texts, **self.by())
        elif kind == "start" and measure and not MeasureStart.objects.filter(lineage=measure).exists():
            actions.start_measure(case.pk, measure=measure, **self.by())
        elif kind == "evaluate" and measure:
            answers = {"carried_out": "yes", "helped": "no", "pupil_safe": "no", "pupil_words": self.said(side)}
            actions.evaluate_measure(case.pk, measure=measure, **answers, **self.by())
        elif kind == "share_note" and note:
            actions.share_note(case.pk, note=note, to=other.pk, text=self.said(1 - side), **self.by())
        elif kind == "share_measure" and measure:
            texts = {name: self.said(1 - side) for name in ("problem", "what", "family_text")}
            actions.share_measure(case.pk, measure=measure, to=other.pk, **texts, **self.by())
        elif kind in ("copy", "name") and note:
            row = Note.objects.get(pk=note)
            (original,) = open_all([(row.words, row.pk)])
            text = original if kind == "copy" else f"{self.names[side]} var der."
            with pytest.raises(Refused):
                actions.share_note(case.pk, note=note, to=other.pk, text=text, **self.by())


def everything_sealed_in(case: Case) -> str:
    """Every sealed text of every row of a case, opened."""
    found: list[tuple[Any, Any]] = []
    for model in apps.get_app_config("cases").get_models():
        names = [one.name for one in model._meta.concrete_fields if isinstance(one, SealedField)]
        if names and any(one.name == "case" for one in model._meta.concrete_fields):
            rows = model._default_manager.filter(case=case)
            found += [(getattr(row, name), row.pk) for row in rows for name in names]
    return "\n".join(open_all(found))


def as_the_lead_reads(case: Case, at: Any) -> str:
    """What stands on the tabs, and in the printed file, for the lead of this case alone."""
    viewer = viewer_of(world.actor(case.caseaccess_set.get().person), at)
    pages = [page(viewer, case.number) for page in (overview, people_page, inquiry_page, plan_page, log_page)]
    return "\n".join(map(repr, [*pages, case_file(viewer, case.number).document]))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(names=st.lists(NAMES, min_size=4, max_size=4, unique=True), walked=steps)
@pytest.mark.source("fvl67 § 13")
def test_no_word_of_one_child_is_in_the_other_childs_case(db: None, names: list[str], walked: list[Any]) -> None:
    with transaction.atomic():
        two = linked([f"{names[0]} {names[1]}sen", f"{names[2]} {names[3]}rud"])
        for step in walked:
            try:
                with transaction.atomic():
                    two.walk(*step)
            except Refused:
                continue
        for side, case in enumerate(two.cases):
            sealed, read = everything_sealed_in(case), as_the_lead_reads(case, two.at)
            hidden = [*two.typed[1 - side], two.names[1 - side], two.cases[1 - side].number]
            assert [word for word in hidden if word in sealed or word in read] == []
        transaction.set_rollback(True)


def linked(names: list[str]) -> Two:
    school = world.a_school()
    cases = []
    for name in names:
        report = world.a_report(school, text="Noen sa fra.")
        case = world.a_case(school, pupil=world.a_pupil(school, name), report=report)
        case = world.received(case, lead=world.an_employee(school, f"Leder {len(cases)}"))
        lead = case.caseaccess_set.get().person
        for row in (case, report):
            world.declared(row, lead)
        cases.append(case)
    by = {"by": world.actor(world.principal_of(school)), "at": world.AT}
    actions.link_cases(cases[0].pk, other=cases[1].pk, why="same_event", **by)
    return Two(cases=cases, names=names)

"""T85: why somebody is habil or not names paragraph, letter and fact, to whoever declared and to whoever decides."""

from __future__ import annotations

import pytest
from django.utils import translation

from innsats.cases.actions import decide_impartiality
from innsats.cases.models import Declaration, Recusal
from innsats.cases.queries.why import facts_of, reason_for
from innsats.people.viewers import viewer_of
from innsats.rules.impartiality import Relation
from tests import world
from tests.cases.pages.reading import main_of, text_of
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
R = Relation
CITED = {
    "nb": "forvaltningsloven § 6 (1) b",
    "nn": "forvaltningsloven § 6 (1) b",
    "en": "the Public Administration Act § 6 (1) b",
}


@pytest.fixture
@replayed
def report():
    report = world.read(world.a_report())
    world.an_officer(report.school_owner)
    return report


def said_to(person, report) -> str:
    held = Declaration.objects.get(report=report, person=person)
    return reason_for(held, viewer_of(world.actor(person), world.AT))


@pytest.mark.source("fvl67 § 6(1) b")
@pytest.mark.parametrize("language", CITED)
def test_whoever_declared_is_told_the_fact_the_paragraph_and_the_letter(client, monkeypatch, report, language):
    world.it_is(monkeypatch)
    rektor, noah = world.principal_of(report.school), world.a_pupil(report.school)
    page = world.signed_in(client, rektor)
    typed = {"parties": str(noah.pk), "step": "answer", f"tie-{noah.pk}": "sibling", "form_key": "k"}
    with translation.override(language):
        said = text_of(page.post(f"/meldinger/{report.number}/habilitet/", typed, follow=True))
        reason = said_to(rektor, report)
    assert CITED[language] in reason and "Noah" not in reason and "Noah" not in said
    assert CITED["nb"] in said or language != "nb"


def test_only_the_ties_that_gave_the_outcome_are_the_reason(report):
    noah, ida = world.a_pupil(report.school), world.a_pupil(report.school, "Ida Moe")
    ties = {noah: R.COUSIN, ida: R.FOSTER_PARENT}
    world.declared(report, parties=[noah, ida], ties=ties)
    said = said_to(world.principal_of(report.school), report)
    assert said == "Grunnen er: Fosterforelder – forvaltningsloven § 6 (1) c."


def test_a_recorded_guardian_and_a_party_are_told_what_shuts_them_out(report):
    rektor = world.principal_of(report.school)
    child = world.a_pupil(report.school, "Ada Vik", guardians=[rektor])
    world.declared(report, parties=[child])
    assert said_to(rektor, report) == "Grunnen er: registrert som foresatt – forvaltningsloven § 6 (1) b."


def test_a_party_is_told_that_it_is_about_oneself(report):
    rektor = world.principal_of(report.school)
    world.declared(report, parties=[rektor])
    assert said_to(rektor, report) == "Grunnen er: Saken gjelder meg selv – forvaltningsloven § 6 (1) a."


@pytest.mark.source("fvl67 § 6(2)")
def test_whoever_decides_sees_each_fact_with_its_rule_and_no_name(client, monkeypatch, report):
    world.it_is(monkeypatch)
    noah = world.a_pupil(report.school)
    world.declared(report, parties=[noah], ties={noah: R.COUSIN})
    held = Declaration.objects.get(report=report)
    (line,) = facts_of(held)
    assert line["value"].endswith("– forvaltningsloven § 6 (2)")
    officer = report.school_owner.appointment_set.get(school=None).person
    body = main_of(world.signed_in(client, officer).get(f"/habilitet/{held.pk}/"))
    assert line["value"] in body and "Noah" not in body


@pytest.mark.source("fvl67 § 6(2)")
def test_who_is_found_inhabil_is_so_by_the_paragraph_of_the_doubt(report):
    noah = world.a_pupil(report.school)
    world.declared(report, parties=[noah], ties={noah: R.NEIGHBOUR})
    held = Declaration.objects.get(report=report)
    officer = report.school_owner.appointment_set.get(school=None).person
    decide_impartiality(
        held.pk, by=world.actor(officer), at=world.AT, is_impartial=False, reason="De er nære venner."
    )
    assert Recusal.objects.get(report=report).source == "fvl67 § 6(2)"

"""The plan as it is worked on: the draft beside what applies, what is missing, two at once, and versions compared."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from innsats.cases.actions import activate_plan, draft_measure, drop_measure, evaluate_measure, start_measure
from innsats.cases.models import Evaluation, Measure, MeasureEnd, MeasureStart, PlanActivation
from innsats.cases.queries.plans import TEXTS
from innsats.journal.models import Event
from innsats.vault.sealing import open_all
from tests import world
from tests.cases.pages.reading import hidden, main_of, text_of
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()
FULL = {
    "problem": "Han er alene.", "kind": "adult_close_by", "what": "En voksen går med ham.", "when_words": "Storefri",
    "start_on": "2026-03-23", "place": "Skolegården", "responsible": "", "evaluate_on": "2026-03-30",
    "family_text": "En voksen er der.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
@replayed
def case():
    return world.heard(world.received())


@pytest.fixture
def rektor(client, case):
    return world.signed_in(client, world.principal_of(case.school))


def by(case):
    return world.actor(world.principal_of(case.school))


def tab(page, case):
    return page.get(f"/saker/{case.number}/plan/")


def post(page, case, part, **typed):
    return page.post(f"/saker/{case.number}/{part}", {"form_key": "k", **typed})


def texts(measure):
    return dict(zip(TEXTS, open_all((getattr(measure, name), measure.pk) for name in TEXTS), strict=True))


# The tab


def test_without_a_plan_there_is_one_thing_to_do(rektor, case):
    body = main_of(tab(rektor, case))
    assert "Ingen plan ennå" in body and f'href="/saker/{case.number}/tiltak/"' in body


@pytest.mark.source("oppl § 12-4(3)")
def test_T17_what_is_missing_is_told_by_measure_and_with_its_source_and_the_button_is_shut(rektor, case):
    world.with_draft(case)
    world.with_draft(case, evaluate_on=None, responsible=None)
    body, said = main_of(tab(rektor, case)), text_of(tab(rektor, case))
    assert "Tiltaket mangler dato for evaluering: tiltak 2. (opplæringslova § 12-4 (3))" in said
    assert "Tiltaket sier ikke hvem som har ansvaret: tiltak 2." in said and "tiltak 1." not in said
    assert f'href="/saker/{case.number}/plan/aktivering/"' not in body and "disabled" in body


def test_when_nothing_is_missing_it_can_be_activated(rektor, case):
    world.with_draft(case)
    body = main_of(tab(rektor, case))
    assert "Alt loven krever, er på plass." in body and f'href="/saker/{case.number}/plan/aktivering/"' in body


def test_a_meeting_is_told_apart_as_inquiry_and_stops_nothing(rektor, case):
    world.with_draft(case, kind="meeting")
    said = text_of(tab(rektor, case))
    assert "teller ikke i énukesmålet" in said and "Alt loven krever, er på plass." in said


def test_every_measure_shows_what_the_family_reads(rektor, case):
    emma = world.a_pupil(case.school, "Emma Dahl")
    world.declared(case, parties=[emma])
    world.with_draft(case)
    world.with_draft(case, aimed_at=[emma.uuid], family_text="Emma får en ny plass.")
    said = text_of(tab(rektor, case))
    assert "Familien leser dette En voksen er sammen med Noah i friminuttene." in said
    assert "Familien leser dette Skolen har tiltak overfor andre elever." in said
    assert "Emma får en ny plass." not in said and "Rettet mot Emma Dahl" in said


def test_the_draft_stands_beside_what_applies_and_says_what_is_new_changed_and_gone(rektor, case):
    world.with_plan(case)
    world.with_draft(case, kind="safe_place")
    kept, new = Measure.objects.filter(case=case, plan__number=None).order_by("position")
    said = text_of(tab(rektor, case))
    assert "I kraft: utgave 1" in said and "Utkast" in said and "Som før" in said and "Nytt tiltak" in said
    world.with_draft(case, measure=kept.lineage, version=kept.version, what="To voksne.")
    assert "Endret" in text_of(tab(rektor, case))
    drop_measure(case.uuid, by=by(case), at=world.AT, measure=kept.lineage)
    assert re.search(r"Tatt ut\s+1\. Et annet tiltak", text_of(tab(rektor, case)))
    assert new.version == 1


def test_a_measure_that_is_to_begin_later_has_not_begun_today_by_one_press(rektor, case):
    world.with_draft(case, start_on=TODAY + timedelta(days=2))
    activate_plan(case.uuid, by=by(case), at=world.AT)
    start = f"/saker/{case.number}/tiltak/{Measure.objects.get(case=case).lineage}/start/"
    assert 'value="2026-03-23"' not in rektor.get(start).content.decode()
    assert post(rektor, case, start.removeprefix(f"/saker/{case.number}/"), started_on="").status_code == 422
    assert not MeasureStart.objects.exists()


def test_a_measure_says_where_it_stands_and_offers_what_comes_next(rektor, case):
    world.with_plan(case)
    lineage = Measure.objects.get(case=case).lineage
    where = f"/saker/{case.number}/tiltak/{lineage}"

    def shown():
        return text_of(tab(rektor, case)), main_of(tab(rektor, case))

    said, body = shown()
    assert "Planlagt, ikke begynt" in said and f"{where}/start/" in body and f"{where}/slutt/" not in body
    assert post(rektor, case, f"tiltak/{lineage}/start/", started_on="2026-03-23").status_code == 302
    said, body = shown()
    assert "I gang siden mandag 23. mars" in said and f"{where}/evaluering/" in body and f"{where}/start/" not in body
    ended = {"is_done": "no", "reason": "Det gjorde det verre.", "ended_on": "2026-03-23", "form_key": "k2"}
    assert post(rektor, case, f"tiltak/{lineage}/slutt/", **ended).status_code == 302
    said, body = shown()
    assert "Stoppet mandag 23. mars" in said and f"{where}/evaluering/" not in body
    assert MeasureStart.objects.count() == MeasureEnd.objects.count() == 1


# One measure


def test_a_measure_is_written_with_the_evaluation_proposed_on_day_7_21_and_49(rektor, case):
    page = rektor.get(f"/saker/{case.number}/tiltak/")
    assert (
        "Forslag: mandag 30. mars (dag 7), mandag 13. april (dag 21), mandag 11. mai (dag 49)." in text_of(page)
    )
    answer = post(rektor, case, "tiltak/", **FULL, version=hidden(page, "version") or "")
    assert answer.url == f"/saker/{case.number}/plan/"
    assert texts(Measure.objects.get(case=case))["what"] == "En voksen går med ham."


def test_anything_may_stand_empty_in_a_draft(rektor, case):
    assert post(rektor, case, "tiltak/", kind="adult_close_by").status_code == 302
    assert Measure.objects.filter(case=case).count() == 1


def test_kinds_that_are_inquiry_stand_in_a_group_of_their_own(rektor, case):
    body = main_of(rektor.get(f"/saker/{case.number}/tiltak/"))
    group = body.split("teller ikke i énukesmålet", 1)[1].split("</optgroup>", 1)[0]
    assert re.findall(r'value="(\w+)"', group) == ["meeting", "mapping", "assessment", "watching"]


def test_the_form_of_a_measure_begins_with_what_is_saved(rektor, case):
    measure = world.with_draft(case)
    page = rektor.get(f"/saker/{case.number}/tiltak/{measure.lineage}/")
    body = main_of(page)
    assert "Noah er alene i friminuttene." in body and 'value="Hvert storefri"' in body
    assert hidden(page, "version") == "1" and f'value="{measure.evaluate_on.isoformat()}"' in body


def test_whoever_saves_second_is_told_sees_both_versions_and_loses_nothing(rektor, case):
    measure = world.with_draft(case)
    part = f"tiltak/{measure.lineage}/"
    opened = rektor.get(f"/saker/{case.number}/{part}")
    member = world.in_team(case)
    theirs = {"measure": measure.lineage, "version": 1, "what": "To voksne går med ham.", "problem": "Gym."}
    draft_measure(case.uuid, by=world.actor(member), at=world.AT, **theirs)
    mine = FULL | {"version": hidden(opened, "version"), "what": "Mitt forslag til tiltak."}
    refused = post(rektor, case, part, **mine)
    said, body = text_of(refused), main_of(refused)
    assert refused.status_code == 422
    assert "Noen andre har endret dette mens du skrev" in said and f"{member.name}, mandag 23. mars kl. 09.00" in said
    assert "Lagret To voksne går med ham." in said and "Ditt Mitt forslag til tiltak." in said
    assert "Lagret Gym." in said and "Mitt forslag til tiltak.</textarea>" in body
    assert texts(Measure.objects.get(case=case))["what"] == "To voksne går med ham."
    assert hidden(refused, "version") == "2"
    again = post(rektor, case, part, **mine | {"version": "2", "form_key": "k2"})
    assert again.status_code == 302
    assert texts(Measure.objects.get(case=case))["what"] == "Mitt forslag til tiltak."


def test_a_measure_taken_out_meanwhile_can_be_saved_as_a_new_one(rektor, case):
    measure = world.with_draft(case)
    world.with_draft(case)
    part = f"tiltak/{measure.lineage}/"
    opened = rektor.get(f"/saker/{case.number}/{part}")
    drop_measure(case.uuid, by=by(case), at=world.AT, measure=measure.lineage)
    mine = FULL | {"version": hidden(opened, "version"), "what": "Mitt forslag til tiltak."}
    refused = post(rektor, case, part, **mine)
    assert refused.status_code == 422 and "Tiltaket finnes ikke i planen lenger" in text_of(refused)
    assert "Mitt forslag til tiltak.</textarea>" in main_of(refused) and "Lagre som nytt tiltak" in text_of(refused)
    to = re.search(r'<form class="form card" method="post" action="([^"]+)"', main_of(refused))[1]
    assert rektor.post(to, {"form_key": "k2", **mine}).status_code == 302
    assert "Mitt forslag til tiltak." in {texts(one)["what"] for one in Measure.objects.filter(case=case)}


def test_two_clicks_write_one_measure(rektor, case):
    for _ in range(2):
        assert post(rektor, case, "tiltak/", **FULL).status_code == 302
    assert Measure.objects.filter(case=case).count() == 1


def test_a_bad_date_keeps_the_rest_of_the_form(rektor, case):
    answer = post(rektor, case, "tiltak/", **FULL | {"evaluate_on": "snart"})
    assert answer.status_code == 422 and "Skriv datoen slik" in text_of(answer)
    assert "En voksen går med ham." in main_of(answer) and not Measure.objects.exists()


def test_taking_a_measure_out_is_confirmed_on_a_page(rektor, case):
    measure = world.with_draft(case)
    part = f"tiltak/{measure.lineage}/fjern/"
    assert "Noah er alene i friminuttene." in text_of(rektor.get(f"/saker/{case.number}/{part}"))
    assert Measure.objects.exists()
    assert post(rektor, case, part).status_code == 302 and not Measure.objects.exists()


@pytest.mark.parametrize("act", ["", "fjern/", "start/", "slutt/", "evaluering/"])
def test_a_measure_that_is_not_there_has_no_page(rektor, case, act):
    other = world.with_draft(world.received(world.a_case(case.school, pupil=world.a_pupil(case.school, "Emma Dahl"))))
    assert rektor.get(f"/saker/{case.number}/tiltak/{other.lineage}/{act}").status_code == 404
    assert rektor.get(f"/saker/{case.number}/tiltak/{case.uuid}/{act}").status_code == 404


# Activation, and what follows


def test_activation_says_what_will_apply_and_two_clicks_make_one_version(rektor, case):
    world.with_draft(case)
    assert "1. Et annet tiltak" in text_of(rektor.get(f"/saker/{case.number}/plan/aktivering/"))
    for _ in range(2):
        assert post(rektor, case, "plan/aktivering/").url == f"/saker/{case.number}/plan/"
    assert PlanActivation.objects.filter(case=case).count() == 1


def test_what_somebody_else_wrote_after_the_page_was_opened_does_not_apply_unseen(rektor, case):
    world.with_draft(case)
    read = hidden(rektor.get(f"/saker/{case.number}/plan/aktivering/"), "drafted")
    world.with_draft(case, what="Klassen bytter plasser.")
    refused = post(rektor, case, "plan/aktivering/", drafted=read)
    assert refused.status_code == 422 and "2. Et annet tiltak" in text_of(refused)
    assert "Noen andre endret planen etter at du åpnet siden." in text_of(refused)
    assert not PlanActivation.objects.filter(case=case).exists()
    assert post(rektor, case, "plan/aktivering/", drafted=hidden(refused, "drafted")).status_code == 302
    assert PlanActivation.objects.get(case=case).plan.measure_set.count() == 2


@pytest.mark.source("oppl § 10-2")
def test_T20_why_the_pupil_was_not_heard_is_asked_there_and_shown_with_the_plan(client):
    case = world.received()
    page = world.signed_in(client, world.principal_of(case.school))
    world.with_draft(case)
    assert "Hvorfor går det ikke?" in text_of(page.get(f"/saker/{case.number}/plan/aktivering/"))
    refused = post(page, case, "plan/aktivering/", not_heard_because="")
    assert refused.status_code == 422 and "Eleven er ikke hørt ennå" in text_of(refused)
    assert post(page, case, "plan/aktivering/", not_heard_because="Han er på sykehuset.").status_code == 302
    assert "Han er på sykehuset." in text_of(tab(page, case))


def test_a_refused_activation_names_every_gap_and_changes_nothing(rektor, case):
    world.with_draft(case, problem="", evaluate_on=None)
    before = Event.objects.count()
    refused = post(rektor, case, "plan/aktivering/")
    said = text_of(refused)
    assert refused.status_code == 422 and Event.objects.count() == before
    assert "sier ikke hvilket problem det skal løse: tiltak 1." in said
    assert "mangler dato for evaluering: tiltak 1." in said


def test_an_evaluation_keeps_the_pupils_words_apart_and_starts_the_next(rektor, case, monkeypatch):
    world.measures_started(world.with_plan(case))
    lineage = Measure.objects.get(case=case).lineage
    world.it_is(monkeypatch, world.AT + timedelta(days=7))
    typed = {
        "carried_out": "partly", "helped": "no", "pupil_safe": "no", "pupil_words": "De kommer når den voksne går.",
        "held_on": "2026-03-30", "next_on": "2026-04-13",
    }  # fmt: skip
    assert post(rektor, case, f"tiltak/{lineage}/evaluering/", **typed).status_code == 302
    body, said = main_of(tab(rektor, case)), text_of(tab(rektor, case))
    assert "Gjennomført? Delvis" in said and "Hjalp det? Nei" in said and "Evalueres igjen mandag 13. april" in said
    assert "De kommer når den voksne går." in body.split("<blockquote", 1)[1].split("</blockquote>", 1)[0]
    assert Evaluation.objects.count() == 1


def test_starting_before_the_report_is_refused_and_the_day_stays(rektor, case):
    world.with_plan(case)
    lineage = Measure.objects.get(case=case).lineage
    answer = post(rektor, case, f"tiltak/{lineage}/start/", started_on="2026-03-01")
    assert answer.status_code == 422 and "før noen meldte fra" in text_of(answer)
    assert 'value="2026-03-01"' in main_of(answer) and not MeasureStart.objects.exists()


# Versions


def second_version(case):
    """A plan in two versions: one measure changed, one new, one taken out."""
    world.with_draft(case)
    gone = world.with_draft(case, kind="safe_place", what="Biblioteket er åpent.")
    activate_plan(case.uuid, by=by(case), at=world.AT)
    kept = Measure.objects.get(case=case, position=0)
    changed = texts(kept) | {"what": "To voksne går med ham."}
    columns = {name: getattr(kept, name) for name in ("kind", "start_on", "evaluate_on")}
    draft_measure(
        case.uuid, by=by(case), at=world.AT, measure=kept.lineage, version=kept.version,
        responsible=kept.responsible.uuid, **changed, **columns,
    )  # fmt: skip
    drop_measure(case.uuid, by=by(case), at=world.AT, measure=gone.lineage)
    world.with_draft(case, kind="talk_with_adult", what="Samtale med helsesykepleier.")
    activate_plan(case.uuid, by=by(case), at=world.AT + timedelta(days=1))
    return case


def test_two_versions_stand_side_by_side_and_every_change_is_said_in_words(rektor, case, monkeypatch):
    second_version(case)
    world.it_is(monkeypatch, world.AT + timedelta(days=1))
    said = text_of(rektor.get(f"/saker/{case.number}/plan/versjoner/"))
    assert "Utgave 1, 23.03.2026" in said and "Utgave 2, 24.03.2026" in said
    assert re.search(r"Et annet tiltak Endret .* Hva gjøres endret En voksen går .* To voksne går med ham\.", said)
    assert re.search(r"Problem Noah er alene i friminuttene\. Noah er alene i friminuttene\.", said)
    assert re.search(r"Samtale med en voksen eleven er trygg på Nytt tiltak", said)
    assert re.search(r"Et trygt sted å være Tatt ut .* Biblioteket er åpent\.", said)


def test_any_two_versions_can_be_chosen_and_the_draft_is_one(rektor, case, monkeypatch):
    second_version(case)
    world.with_draft(case, kind="group_or_seating", what="Ny plass i klasserommet.")
    world.it_is(monkeypatch, world.AT + timedelta(days=1))
    newest = text_of(rektor.get(f"/saker/{case.number}/plan/versjoner/"))
    assert "Endre grupper eller plassering Nytt tiltak" in newest
    chosen = text_of(rektor.get(f"/saker/{case.number}/plan/versjoner/?fra=2&til=1"))
    assert "Ny plass i klasserommet" not in chosen and "Et trygt sted å være Nytt tiltak" in chosen
    assert rektor.get(f"/saker/{case.number}/plan/versjoner/?fra=99&til=x").status_code == 200


def test_with_one_version_there_is_nothing_to_compare(rektor, case):
    world.with_plan(case)
    assert "Ingenting å sammenligne ennå" in text_of(rektor.get(f"/saker/{case.number}/plan/versjoner/"))
    assert "versjoner/" not in main_of(tab(rektor, case))


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_with_a_draft_evaluations_and_corrections_costs_the_same(rektor, case, count, django_assert_num_queries):
    for _ in range(count):
        world.with_draft(case)
    activate_plan(case.uuid, by=by(case), at=world.AT)
    for lineage in Measure.objects.filter(case=case).values_list("lineage", flat=True):
        start_measure(case.uuid, by=by(case), at=world.AT, measure=lineage)
        evaluate_measure(
            case.uuid, by=by(case), at=world.AT, measure=lineage, carried_out="yes", helped="no", pupil_safe="no"
        )
    world.with_draft(case)
    tab(rektor, case)
    with django_assert_num_queries(13):  # the head's eight and five of its own
        assert tab(rektor, case).status_code == 200


@pytest.mark.parametrize(("part", "queries"), [("tiltak/", 11), ("plan/aktivering/", 10), ("plan/versjoner/", 9)])
@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_the_plan_cost_the_same_with_one_row_and_with_three(
    rektor, case, part, queries, count, django_assert_num_queries
):
    world.with_plan(case)
    for _ in range(count):
        world.with_draft(case)
    rektor.get(f"/saker/{case.number}/{part}")
    with django_assert_num_queries(queries):
        assert rektor.get(f"/saker/{case.number}/{part}").status_code == 200

"""The whole case on paper: complete, in order, recorded, and never more than the one who prints may read."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.utils import translation

from innsats.archive.actions import print_case, print_plan
from innsats.archive.pdf import made
from innsats.archive.queries import case_file
from innsats.cases import actions
from innsats.cases.models.case import InCase
from innsats.cases.models.followup import Signalled
from innsats.cases.models.shared import OnReportOrCase
from innsats.journal.models import Event, Look
from innsats.people.viewers import viewer_of
from innsats.rules.impartiality import Relation
from innsats.vault import keys
from tests import world
from tests.archive.files import SECTIONS, a_full_case, check_archive_file
from tests.archive.reading import opened, roles_in, text_of
from tests.cases.pages.reading import text_of as page_text
from tests.cases.refusals import not_visible, refused
from tests.family.families import by_rektor
from tests.family.writing import ANSWERED, ASKED, a_case_to_write_in, from_child, from_mother, to_mother

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
FILE_QUERIES = 73
PRINTED = {
    "InterpreterNeed", "PoliceContact", "Proposal", "ProposalDecision", "Supporter",
    "CaseAccess", "CaseReport", "Correction", "Declaration", "Evaluation", "GuardianContact", "Hearing", "Measure",
    "MeasureEnd",
    "MeasureStart", "Note", "OwnerTold", "Party", "Plan", "PlanActivation", "RightsInformation", "SafetyStep",
    "Seriousness", "Unfounded", "Aftercare", "AftercareStop", "CheckIn", "CheckInAnswer", "ContactPerson",
    "Closure", "EndingCosign", "FollowupNote",
    "GovernorCorrection", "GovernorEntry", "Handover", "HelpAnswer", "Intervention", "OfferedTalk", "PupilCorrection",
    "Errand", "ErrandEnd", "ErrandKept", "Reopening",
    "StopTalk", "StopTalksEnd", "Restriction", "Assignment", "Assistance", "AssistanceDecline",
    "AssistanceEnd", "Commission", "CommissionEnd", "Advice", "AdviceDone", "AdviceReply", "AdviceRuling",
    "Practice", "EmployeeTold", "NoGrounds", "SharedKnowledge", "ConsentWithdrawal",
    "TeamMeeting", "MeetingMember", "MeetingStep", "StepDone", "Objection", "SchoolTies", "HomeMessage",
}  # fmt: skip
NOT_PRINTED = {
    "RecipientNote": "a file may be handed out, and no guardian is to read what keeps something from another",
    "RecipientDecision": "the same; the log says that it was decided, and when",
    "EditionApproval": "its texts are printed where they were written, and the log says who approved it for whom",
    "TrailRelease": "given to one of the family by the privacy officer: the school is not told of it",
    "CheckInTurn": "where and when the pupil could answer; what was answered is printed",
    "Recusal": "follows from the declaration, whose outcome is printed",
    "CaseLink": "a file may be handed out, and neither family learns that another case exists",
    "BreachAssessment": "it is about another child, whom this file must not name",
    "WorkNote": "for those who assist alone; what the school needs of it is handed over, and the rest is erased",
    "ArchiveReceipt": "it is of this very file, and comes after it",
    "LegalHold": "why the case is kept here is nothing of what was done for the child; the log says that it is",
    "LegalHoldEnd": "the same",
    "SharedMeasure": "the same; the answer on carrying out is printed with each evaluation",
}


def printed(case, by=None):
    return print_case(case.pk, by=world.actor(by or world.principal_of(case.school)), at=world.AT)


def test_a_date_put_right_stands_beside_the_one_that_stood_there():
    said = text_of(printed(a_full_case(times=1)).pdf)
    assert "Frist: 31. mars 2026" in said and "frist 30. mars 2026" in said and "Leste feil 0." in said


@pytest.mark.source("fvl67 § 13 b(2)")
@pytest.mark.parametrize("paper", [print_case, print_plan], ids=["case", "plan"])
def test_t95_what_a_party_is_given_says_that_it_may_be_used_in_the_own_case_only(paper):
    case = world.measures_started()
    said = text_of(paper(case.pk, by=world.actor(world.principal_of(case.school)), at=world.AT).pdf)
    told = "Den som er part og får noe av dette, kan bare bruke opplysningene i sin egen sak"
    assert f"{told} (forvaltningsloven § 13 b (2))." in said


def address(case):
    return f"/saker/{case.number}/utskrift/"


def test_everything_that_is_written_stands_in_the_file_and_in_order():
    case = a_full_case(times=2)
    said = text_of(printed(case).pdf)
    place = said.index("Klokkene Klokke ")
    for title in SECTIONS:
        place = said.index(f"{title} ", place)
    for n in range(2):
        for text in ("Melding nummer", "Vurdert", "Voksen", "Notat", "Rettet", "Skrivefeil", "Best", "Tiltak",
                     "Litt bedre", "Slutter", "Stoppet", "Slo", "Holdt", "Vil se planen", "Hjelpte", "Kan selv",
                     "Møttes", "Bestemte", "Skal ringe", "Mor sa",
                     "Sluttet", "Ansatt", "Utgave", "Emma har snakket med oss", "Sover lite",
                     "Skjerm", "Bildet ligger hos"):  # fmt: skip
            assert f"{text} {n + 1 if text == 'Utgave' else n}" in said, text
        assert all(f"{text} {n}." in said for text in ("Foreslår", "Kommunen", "Politiet", "Sier imot"))
    for text in ("Noah Lien", "2. mai 2014", "Rita Lien", "Emma Dahl", "Bare et utkast", world.WORDS, "Jeg så det.",
                 "Lise Berg", "Ola Dahl", "Énukesmålet", "Familien kan gå til statsforvalteren"):  # fmt: skip
        assert text in said, text


def test_every_kind_of_row_of_a_case_is_printed_or_has_a_reason_not_to_be():
    bases = (InCase, OnReportOrCase, Signalled)
    rows = {model.__name__ for base in bases for model in base.__subclasses__() if not model._meta.abstract}
    assert rows == PRINTED | set(NOT_PRINTED), "print it in archive/queries, or say why not"


def test_what_was_written_with_each_at_home_stands_apart_and_says_whom_it_is_for():
    case = a_case_to_write_in()
    from_mother(case)
    from_child(case, "Jeg vil ikke i gangen.")
    to_mother(case, at=world.AT + timedelta(minutes=1))
    said = text_of(printed(case).pdf)
    mothers = "Mona Lien Bare for Mona Lien. Ta det ut før noen andre hjemme får saken."
    childs = "Noah Lien Bare for Noah Lien. Ta det ut før noen andre hjemme får saken."
    here = said[said.index(mothers) :]
    assert ASKED in here and ANSWERED in here[here.index(ASKED) :] and childs in said
    assert ASKED not in text_of(print_plan(case.pk, **by_rektor(case)).pdf)


def test_the_correction_stands_beside_the_original():
    said = text_of(printed(a_full_case()).pdf)
    assert "Slik det ble skrevet Slik det skulle ha stått Notat 0. Rettet 0." in said


def test_the_clock_ledger_says_by_when_how_it_went_and_what_met_it():
    case = world.measures_started()
    said = text_of(printed(case).pdf)
    assert "Første samtale med eleven innen onsdag 25. mars 2026 Nådd · mandag 23. mars 2026 kl. 09.00" in said
    assert "Eleven ble hørt · Kari Vik god praksis, ikke lov" in said


def test_the_facts_behind_a_declaration_are_not_printed():
    case = world.received()
    lise = world.an_employee(case.school, "Lise Nabo")
    actions.admit_to_team(case.pk, by=world.actor(world.principal_of(case.school)), at=world.AT, member=lise.uuid)
    world.declared(case, lise, ties={case.pupil: Relation.COUSIN})
    said = text_of(printed(case).pdf)
    assert "Lise Nabo Habilitet må vurderes" in said and "Søskenbarn" not in said


@pytest.mark.parametrize(("language", "tag", "title"), [
    ("nb", "nb-NO", "Sak {}"), ("nn", "nn-NO", "Sak {}"), ("en", "en-GB", "Case {}"),
])  # fmt: skip
def test_it_is_an_archive_file_that_can_be_heard_in_the_language_of_the_reader(language, tag, title):
    case = a_full_case()
    with translation.override(language):
        pdf = printed(case).pdf
    check_archive_file(pdf, language=tag, title=title.format(case.number))
    with opened(pdf) as file:
        assert {"/Table", "/TH", "/TD", "/TOC", "/TOCI", "/Link", "/H2", "/H3"} <= roles_in(file)


def test_the_log_tells_who_printed_and_the_sum_is_that_of_the_file():
    case = world.received()
    made_now = printed(case)
    event = Event.objects.get(act="print_case")
    assert made_now.sha256 == hashlib.sha256(made_now.pdf).hexdigest() == event.facts["sha256"]
    assert event.stream == case.subject.stream
    assert event.actor_id == str(world.principal_of(case.school).uuid)


def test_whoever_prints_has_read_the_reports_and_it_is_kept():
    case = world.received()
    lead = case.caseaccess_set.get().person
    report = case.casereport_set.get().report
    for row in (report, case):
        world.declared(row, lead)
    printed(case, lead)
    assert Look.objects.filter(actor_id=lead.uuid, stream=report.subject.stream, act="read_report").count() == 1
    assert Event.objects.get(act="print_case").facts["reports"] == [str(report.pk)]


def test_a_lead_who_has_not_declared_on_the_report_gets_the_file_without_its_words():
    case = world.received()
    lead = case.caseaccess_set.get().person
    world.declared(case, lead)
    report = case.casereport_set.get().report
    world.declared(report, parties=[world.a_pupil(case.school, "Ida Ness")])  # whom the case does not concern
    said = text_of(printed(case, lead).pdf)
    assert world.WORDS not in said and "Du må svare på om du er habil i meldingen" in said
    assert Event.objects.get(act="print_case").facts["reports"] == []


def test_somebody_in_the_team_reads_and_does_not_print():
    case = world.received()
    member = world.in_team(case)
    with refused("wrong_part"):
        printed(case, member)


def test_a_lead_who_has_not_declared_does_not_print():
    case = world.received()
    with refused("undeclared"):
        printed(case, case.caseaccess_set.get().person)


def test_for_somebody_inhabil_and_for_a_stranger_there_is_no_case():
    case = world.received()
    rektor, stranger = world.principal_of(case.school), world.an_employee(case.school, "Uten Del")
    with not_visible():
        printed(case, stranger)
    world.declared(case, rektor, ties={case.pupil: Relation.PARENT})
    with not_visible():
        printed(case, rektor)


def test_the_same_case_at_the_same_moment_gives_the_same_bytes():
    case = a_full_case()
    viewer = viewer_of(world.actor(world.principal_of(case.school)), world.AT)
    first, second = (made(case_file(viewer, case.number).document) for _ in range(2))
    assert first == second
    assert printed(case).pdf == first
    assert printed(case).pdf != first  # the first print stands in the log by now


@pytest.mark.parametrize("times", [1, 3])
def test_it_costs_the_same_with_one_row_and_with_three(times, django_assert_num_queries):
    case = a_full_case(times=times)
    viewer = viewer_of(world.actor(world.principal_of(case.school)), world.AT)
    case_file(viewer, case.number)
    keys.forget()
    with django_assert_num_queries(FILE_QUERIES):
        case_file(viewer, case.number)


def test_the_page_says_what_it_is_and_gives_a_file_that_nobody_keeps(client):
    case = world.measures_started()
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert "Utskriften blir ført i loggen" in page_text(rektor.get(address(case)))
    answer = rektor.post(address(case))
    assert answer.content.startswith(b"%PDF-1.7") and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{case.number}.pdf"'
    assert answer["Cache-Control"] == "no-store" and answer["X-Content-Type-Options"] == "nosniff"
    assert "Noah" not in str(answer.headers)


def test_each_download_is_recorded_also_from_one_page(client):
    case = world.received()
    rektor = world.signed_in(client, world.principal_of(case.school))
    for _ in range(2):
        assert rektor.post(address(case), {"form_key": "den samme"}).status_code == 200
    assert Event.objects.filter(act="print_case").count() == 2


def test_the_log_of_the_case_shows_the_print_with_its_sum(client):
    case = world.received()
    rektor = world.signed_in(client, world.principal_of(case.school))
    made_now = printed(case)
    log = page_text(rektor.get(f"/saker/{case.number}/logg/"))
    assert f"Hele saken ble skrevet ut SHA-256 {made_now.sha256[:16]}" in log


def test_the_way_to_it_stands_on_the_page_of_the_case(client):
    case = world.received()
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert address(case) in rektor.get(f"/saker/{case.number}/").content.decode()


def test_somebody_in_the_team_sees_why_the_button_is_shut(client):
    case = world.received()
    page = world.signed_in(client, world.in_team(case)).get(address(case))
    assert page.status_code == 200 and "Denne oppgaven ligger hos noen andre" in page_text(page)

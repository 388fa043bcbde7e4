"""Cases with something in every section, and what a printed file must be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pikepdf

from innsats.assistance.actions import answer_advice, carry_out_advice, end_assistance, end_commission, finish_step
from innsats.cases import actions
from innsats.cases.models import Case
from innsats.people.models import Person, Pupil
from innsats.rules.advising import Weight
from innsats.rules.attachments import IntimatePicture
from innsats.teams.models import Team
from tests import world
from tests.archive.reading import fonts_of, opened, roles_in
from tests.assistance.helping import a_ready_team, advised, asked_for_help, commissioned, helped, leader_of, met, ruled
from tests.cases.attached import a_text
from tests.cases.knowing import knowledge_of, withdrawn
from tests.replaying import replayed

SECTIONS = (
    "Klokkene", "Meldingene", "Trygg i dag", "Hvem er hvem", "Habilitet", "Elevene som er hørt", "Undersøkelsen",
    "Fra andre tjenester", "Særskilt", "Bistand", "Møter med det eksterne teamet", "Stoppsamtaler",
    "Foresatte som har fått vite noe", "Skrevet med familien", "Aktivitetsplanen", "Gjøremål",
    "Oppfølging etter mobbing",
    "Hvordan saken slutter", "Statsforvalteren", "Informasjon om rettigheter", "Hvor alvorlig saken er",
    "Skoleeier fikk beskjed", "Logg",
)  # fmt: skip


def by(case: Case) -> dict[str, Any]:
    return {"by": world.actor(world.principal_of(case.school)), "at": world.AT}


@replayed
def a_full_case(*, times: int = 1) -> Case:
    """A case with `times` rows of every kind that can be several, each text with its number."""
    school = world.a_school()
    officer, emma = world.an_officer(school.school_owner), world.a_pupil(school, "Emma Dahl")
    noah = world.a_pupil(school, guardians=["Rita Lien"])
    case = world.received(world.a_case(school, pupil=noah))
    world.declared(case, parties=[emma])
    team = a_ready_team(school.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    for n in range(times):
        _helped(case, team, n)
    for n in range(times):
        report = world.a_report(
            school, text=f"Melding nummer {n}.", files=[a_text("Hei", f"Skjerm {n}.txt")],
            picture=IntimatePicture(held_by=f"Bildet ligger hos {n}."),
        )
        world.declared(world.read(report), parties=[noah])
        actions.link_report(case.pk, report=report.pk, **by(case))
        actions.assess_seriousness(case.pk, is_serious=False, reason_text=f"Vurdert {n}.", **by(case))
        actions.inform_of_rights(case.pk, to="guardian", how="phone", given_on=world.AT.date(), **by(case))
        actions.secure_safety(case.subject, text=f"Voksen {n}.", **by(case))
        actions.tell_owner(case.subject, to=officer.uuid, how="phone", **by(case))
        world.heard(case)
        world.heard(case, emma)
        note = actions.note_inquiry(
            case.pk, text=f"Notat {n}.", method="talk", perspective="peers", question="facts", **by(case)
        )
        given = {"target": f"note:{note.pk}:words", "text": f"Rettet {n}.", "reason": f"Skrivefeil {n}."}
        actions.correct_record(case.pk, **given, **by(case))
        _objected(case, world.in_team(case, world.an_employee(school, f"Ansatt {n}")), n)
        actions.hear_pupil(case.pk, pupil=emma.pk, own_words="Jeg så det.", best_interest=f"Best {n}.", **by(case))
        told = {"whom": "Mona Dahl", "text": f"Emma har snakket med oss {n}."}
        actions.contact_guardians(case.pk, pupil=emma.pk, **told, **by(case))
        _talked(case, emma, n)
        _special(case, noah, emma, n)
        _measured(case, emma, n)
    _governed(case, times)
    world.with_draft(case, what="Bare et utkast.")
    _about_staff(case, times)
    return Case.objects.get(pk=case.pk)


def _measured(case: Case, emma: Pupil, n: int) -> None:
    """A measure from draft to end."""
    measure = world.with_draft(case, what=f"Tiltak {n}.", aimed_at=[emma.pk]).lineage
    actions.activate_plan(case.pk, **by(case))
    actions.start_measure(case.pk, measure=measure, **by(case))
    answers = {"carried_out": "yes", "helped": "partly", "pupil_safe": "no", "pupil_words": f"Litt bedre {n}."}
    actions.evaluate_measure(case.pk, measure=measure, **answers, **by(case))
    actions.end_measure(case.pk, measure=measure, is_done=False, reason=f"Sluttet {n}.", **by(case))


def _about_staff(case: Case, times: int) -> None:
    """Employees whom it turns out to be about, and against whom nothing holds."""
    staff = [world.an_employee(case.school, f"Nevnt {n}") for n in range(times)]
    world.declared(case, parties=staff)
    for n, one in enumerate(staff):
        told = {"told_by": f"Kommunalsjef {n}", "told_on": world.AT.date()}
        actions.note_employee_told(case.pk, person=one.uuid, **told, **by(case))
        actions.find_no_grounds(case.pk, person=one.uuid, reason=f"Var ikke der {n}.", **by(case))


def _objected(case: Case, member: Person, n: int) -> None:
    actions.note_objection(case.pk, person=member.uuid, part="guardian", text=f"Sier imot {n}.", **by(case))


def _governed(case: Case, times: int) -> None:
    """What the county governor asks for, by a date that is put right."""
    actions.record_governor_step(case.pk, step="reported", detail="guardian", text="Mor meldte.", **by(case))
    due = world.AT.date() + timedelta(days=7)
    for n in range(times):
        asked = actions.record_governor_step(case.pk, step="asked", due_on=due, text=f"Vil se planen {n}.", **by(case))
        right = {"due_on": due + timedelta(days=1), "reason": f"Leste feil {n}."}
        actions.correct_governor_step(case.pk, entry=asked.pk, **right, **by(case))


def _helped(case: Case, team: Team, n: int) -> None:
    asked_for_help(case, team)
    helped(case, team)
    end_commission(case.pk, commission=commissioned(case, text=f"Snakk med dem {n}.").pk, **by(case))
    instructed = ruled(case, advised(case, text=f"Råder {n}."), text=f"Gjør {n}.").advice
    carry_out_advice(case.pk, advice=instructed.pk, text=f"Vi gjorde {n}.", **by(case))
    plain = advised(case, weight=Weight.ADVICE, text=f"Råder også {n}.")
    answer_advice(case.pk, advice=plain.pk, answer="adapted", text=f"Heller {n}.", **by(case))
    met(case, text=f"Møttes {n}.", decisions=f"Bestemte {n}.", what=f"Skal ringe {n}.", family=f"Mor sa {n}.")
    finish_step(case.pk, step=case.meetingstep_set.get(done=None).pk, **by(case))
    leader = {"by": world.actor(leader_of(team)), "at": world.AT}
    end_assistance(case.pk, done=f"Hjelpte {n}.", school_can=f"Kan selv {n}.", **leader)


def _talked(case: Case, emma: Pupil, n: int) -> None:
    """A stop talk, and that there are no more; work that others were given; and what is known from a service, once with
    the consent taken back.
    """
    _asked_to_do(case, n)
    knowledge_of(case, emma, text=f"Sover lite {n}.")
    withdrawn(case, knowledge_of(case, emma, text=f"Trukket {n}."))
    adults = [world.an_employee(case.school, f"{name} {n}").uuid for name in ("Tale Voksen", "Terje Voksen")]
    talk = {"led_by": adults[0], "beside": adults[1], "next_on": world.AT.date() + timedelta(days=7)}
    actions.hold_stop_talk(case.pk, pupil=emma.pk, agreed=f"Slutter {n}.", **talk, **by(case))
    actions.end_stop_talks(case.pk, pupil=emma.pk, outcome="stopped", reason=f"Stoppet {n}.", **by(case))


def _asked_to_do(case: Case, n: int) -> None:
    """Work that somebody was given without reading the case, and did."""
    helper = world.an_employee(case.school, f"Hjelper {n}")
    said = {"what": f"Stå i gangen {n}.", "place": f"Gang {n}.", "tell_back": f"Så du noe {n}?"}
    due = world.AT + timedelta(hours=3)
    given = actions.give_errand(case.pk, person=helper.uuid, ends_at=due, **said, **by(case))
    actions.finish_errand(given.pk, text=f"Rolig der {n}.", by=world.actor(helper), at=world.AT)


def _special(case: Case, noah: Pupil, emma: Pupil, n: int) -> None:
    """Everything on Særskilt."""
    force = {"event": f"Slo {n}.", "intervention": f"Holdt {n}.", "pupil_view": "Jeg ble redd.", "by_whom": "Per"}
    actions.record_intervention(case.pk, pupil=noah.pk, **force, **by(case))
    asked = {"reason": f"Foreslår {n}.", "tried": "Samtaler.", "pupil_view": "Nei.", "best_interest": "Ro."}
    proposal = actions.propose_exclusion(
        case.pk, pupil=emma.pk, extent="hours", count=1, decider="principal", **asked, **by(case)
    )
    decided = {"decision": "refused", "decided_by": f"Kommunen {n}."}
    actions.record_decision(case.pk, proposal=proposal.pk, **decided, **by(case))
    actions.note_police(case.pk, why="asked", text=f"Politiet {n}.", reported_by="Rektor", **by(case))
    actions.note_interpreter(case.pk, for_whom="Mor", language="Tigrinja", interpreter="qualified", **by(case))
    beside = {"name": "Ombudet", "for_whom": "Emma", "scope": "Møter", "ends_on": world.AT.date()}
    actions.name_supporter(case.pk, part="supporter", **beside, **by(case))
    speaks = world.principal_of(case.school).uuid
    actions.restrict_readers(case.pk, spokesperson=speaks, reason=f"Avisa ringer {n}.", **by(case))


def check_archive_file(pdf: bytes, *, language: str, title: str) -> None:
    """PDF/A-2a and PDF/UA-1 as the file says itself, tagged, in a language, with a title, and every font inside."""
    with opened(pdf) as file:
        with file.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("2", "A", "1")
            assert said["dc:title"] == title
        root = file.Root
        assert str(root.Lang) == language
        assert bool(root.MarkInfo.Marked) and bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert {"/Document", "/Title", "/H1", "/P"} <= roles_in(file)
        fonts = fonts_of(file)
        assert fonts and all(_is_embedded(font) for font in fonts)
        assert {"/JavaScript", "/AA", "/OpenAction", "/AcroForm"} & set(root.keys()) == set()


def _is_embedded(font: Any) -> bool:
    descriptor = font.DescendantFonts[0].FontDescriptor
    has_program = isinstance(descriptor.get("/FontFile2", descriptor.get("/FontFile3")), pikepdf.Stream)
    return has_program and "/ToUnicode" in font

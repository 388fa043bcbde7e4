"""Every address of the product with something in it, and what somebody who may would post there."""

from __future__ import annotations

from innsats.archive.queries import BLANKS
from innsats.cases.models import StopTalk
from tests.architecture.access_assistance import ASSISTANCE_PAGES
from tests.architecture.access_families import FAMILY_PAGES
from tests.architecture.access_leaving import LEAVING_PAGES
from tests.architecture.access_outside import OUTSIDE_PAGES
from tests.architecture.access_page import (
    LATER,
    RIGHTS,
    SAFETY,
    TODAY,
    Page,
    a_measure,
    a_new_role,
    a_talk,
    about_pupil,
    appointment,
    declares,
    follow_up,
    knows,
    of_adult,
    of_case,
    of_cause,
    of_errand,
    of_file,
    of_link,
    of_measure,
    of_moved,
    of_over,
    of_person,
    of_report,
    on,
    uuid_of,
)
from tests.architecture.access_signin import SIGN_IN_PAGES
from tests.architecture.access_talk import TALK_PAGES
from tests.architecture.access_teams import TEAM_PAGES

NEW_PUPIL = {
    "name": "Ny Elev", "born": "2015-01-02", "grade": "5", "class_name": "5A", "source": "typed_in", "as_of": TODAY,
    "foresatt-TOTAL_FORMS": "0", "foresatt-INITIAL_FORMS": "0",
}  # fmt: skip
PAGES: dict[str, Page] = {
    # open to all
    "alive": Page(name="alive"),
    "ready": Page(name="ready"),
    "metrics": Page(name="metrics"),
    "about": Page(name="about"),
    "components": Page(name="components"),
    "security_txt": Page(name="security_txt"),
    "choose_language": Page(name="choose_language", typed=lambda world: {"language": "nn", "next": "/"}),
    **SIGN_IN_PAGES,
    **OUTSIDE_PAGES,
    # without an account
    "open_report": Page(
        name="open_report", typed=lambda world: {"school": str(world.school.uuid), "text": "Noe", "go": "send"}
    ),
    "type_code": Page(name="type_code", typed=lambda world: {"code": "0000 0000 0000 0000"}),
    "held_report": Page(name="held_report", typed=lambda world: {"text": "Noe mer"}),
    "put_code_away": Page(name="put_code_away", typed=lambda world: {}),
    "leave": Page(name="leave"),
    # one's own
    "today": Page(name="today"),
    "numbers": Page(name="numbers"),
    "cases by name": Page(name="cases", typed=lambda world: {"finn": world.first_name}),
    "cases by number": Page(name="cases", typed=lambda world: {"finn": world.case.number}),
    "my_reports": Page(name="my_reports"),
    "report_concern": Page(
        name="report_concern",
        typed=lambda world: {
            "text": "Noe", "arena": "school", "concern": "pupils", "school": str(world.school.uuid), "send_as": "as_is"
        },
    ),
    "keep_draft": Page(
        name="keep_draft", asked=lambda world: f"for=/saker/{world.case.number}/funn/",
        typed=lambda world: {"text": "Halvskrevet"},
    ),
    "own_report": of_report("own_report"),
    "report_sent": of_report("report_sent"),
    # the report, to its readers
    "read_report": of_report("read_report"),
    "read_report opened": Page(
        name="read_report", of=lambda world: {"number": world.report.number}, asked=lambda world: "les=1"
    ),
    "reroute_report": of_report("reroute_report", lambda world: {"concern": "leadership"}),
    "receive_report": of_report("receive_report", lambda world: {"lead": uuid_of("decided")(world)}),
    "find_unfounded": of_report("find_unfounded", lambda world: {"reason": "Klart"}),
    "withdraw_report": of_report("withdraw_report", lambda world: {"reason": "Angrer"}),
    **TALK_PAGES,
    "read_attachment": of_file("read_attachment"),
    "attachment_file": of_file("attachment_file"),
    "remove_attachment": of_file("remove_attachment", lambda world: {"reason": "Skal bort"}),
    "mark_abuse": of_report("mark_abuse", lambda world: {"reason": "Spurt alle"}),
    "burst": of_report("burst", lambda world: {"reports": [world.report.number], "reason": "Spurt alle"}),
    "open_case": of_report("open_case", lambda world: {"pupil": str(world.pupils[1].pk), "confirmed": "on"}),
    "declare_impartiality report": on(lambda world: world.report, "declare_impartiality", declares),
    "declare_impartiality case": on(lambda world: world.case, "declare_impartiality", declares),
    "declare_school_ties": of_case("declare_school_ties", lambda world: {"answer": "none"}),
    "note_objection": of_case(
        "note_objection",
        lambda world: {
            "person": uuid_of("decided")(world), "objector": f"subject:{world.pupils[0].pk}", "text": "Tar parti",
        },
    ),
    "secure_safety report": on(lambda world: world.report, "secure_safety", lambda world: SAFETY),
    "secure_safety case": on(lambda world: world.case, "secure_safety", lambda world: SAFETY),
    "tell_owner report": on(
        lambda world: world.report, "tell_owner", lambda world: {"to": uuid_of("head")(world), "how": "phone"}
    ),
    "tell_owner case": on(
        lambda world: world.case, "tell_owner", lambda world: {"to": uuid_of("head")(world), "how": "phone"}
    ),
    "impartiality_to_decide": Page(name="impartiality_to_decide"),
    "decide_impartiality": Page(
        name="decide_impartiality", of=lambda world: {"declaration": world.doubt.pk},
        typed=lambda world: {"is_impartial": "yes", "reason": "Langt unna"},
    ),
    # the case
    "read_case": of_case("read_case"),
    "case_people": of_case("case_people"),
    "case_inquiry": of_case("case_inquiry"),
    "case_plan": of_case("case_plan"),
    "compare_plans": of_case("compare_plans"),
    "case_log": of_case("case_log"),
    "link_report": of_case("link_report", lambda world: {"report": world.loose_report.number}),
    "receive_case": Page(
        name="receive_case", of=lambda world: {"number": world.fresh.number},
        typed=lambda world: {
            "lead": uuid_of("lead")(world), "is_serious": "no", "reason_text": "Nytt", "safety": "Voksen", **RIGHTS,
            "rights_to": "both", "rights_how": "talk",
        },
    ),
    "assess_seriousness": of_case("assess_seriousness", lambda world: {"is_serious": "no", "reason_text": "Nytt"}),
    "name_lead": of_case("name_lead", lambda world: {"lead": uuid_of("decided")(world)}),
    "admit_to_team": of_case("admit_to_team", lambda world: {"member": uuid_of("reporter")(world)}),
    "release_from_team": Page(
        name="release_from_team",
        of=lambda world: {"number": world.case.number, "member": world.people["decided"].uuid},
        typed=lambda world: {},
    ),
    "name_party": of_case(
        "name_party", lambda world: {"step": "answer", "none": "1", "parties": [uuid_of("employee")(world)]}
    ),
    "correct_pupil": of_case(
        "correct_pupil",
        lambda world: {
            "step": "answer", "none": "1", "pupil": str(world.pupils[1].pk), "reason": "Feil elev", "confirmed": "on",
        },
    ),
    "assess_breach": of_moved("assess_breach", lambda world: {"risk": "unlikely", "reason": "Ingen leste det"}),
    "inform_of_rights": of_case("inform_of_rights", lambda world: {"to": "both", "how": "talk", **RIGHTS}),
    "note_inquiry": of_case(
        "note_inquiry",
        lambda world: {"text": "Sett", "question": "facts", "method": "talk", "perspective": "staff"},
    ),
    "note_inquiry talk": Page(
        name="note_inquiry", of=lambda world: {"number": world.case.number, "way": "samtale"},
        typed=lambda world: {"own_words": "Sa", "question": "facts", "perspective": "pupil"},
    ),
    "hear_pupil": of_case(
        "hear_pupil", lambda world: {"pupil": str(world.pupils[0].pk), "own_words": "Jeg", "is_safe": "no"}
    ),
    "contact_guardians": of_case(
        "contact_guardians",
        lambda world: {"pupil": str(world.pupils[1].pk), "whom": "Far", "how": "phone", "text": "Vi snakket sammen."},
    ),
    "hold_stop_talk": of_over("hold_stop_talk", a_talk),
    "hold_stop_talk adult": of_case("hold_stop_talk", a_talk),
    "end_stop_talks": of_over(
        "end_stop_talks",
        lambda world: {
            "talk": StopTalk.objects.filter(end=None).latest("at").pk, "outcome": "stopped", "reason": "Rolig",
        },
    ),
    "share_knowledge": of_case("share_knowledge", lambda world: {}),
    "share_knowledge health": Page(
        name="share_knowledge", of=lambda world: {"number": world.case.number, "way": "helse"}, typed=knows,
    ),
    "withdraw_consent": Page(
        name="withdraw_consent", of=lambda world: {"number": world.case.number, "knowledge": world.knowledge.pk},
        typed=lambda world: {"withdrawn_by": "guardians", "withdrawn_on": TODAY},
    ),
    "link_cases": of_case("link_cases", lambda world: {"number": world.fresh.number, "why": "siblings"}),
    "unlink_cases": of_link("unlink_cases", lambda world: {}),
    "share_note": of_link(
        "share_note", lambda world: {"note": str(world.note.pk), "text": "Fortalt slik det gjelder denne eleven."}
    ),
    "share_measure": of_link(
        "share_measure",
        lambda world: {"measure": str(world.measures["waiting"]), "problem": "Eleven er alene.", "what": "Voksen"},
    ),
    "correct_record": Page(
        name="correct_record", of=lambda world: {"number": world.case.number},
        asked=lambda world: f"tekst=note:{world.note.pk}:words",
        typed=lambda world: {"text": "Riktig", "reason": "Feil"},
    ),
    # help from outside, follow-up and endings
    "case_aftercare": of_over("case_aftercare"),
    "answer_help_question": of_case("answer_help_question", lambda world: {"answer": "external_team"}),
    "end_measures": of_case("end_measures", follow_up),
    "renew_aftercare": of_over("renew_aftercare", follow_up),
    "stop_aftercare": of_case("stop_aftercare", lambda world: {"wished_by": "both", "wished_on": TODAY}),
    "check_in_pupil": of_over(
        "check_in_pupil", lambda world: {"is_safe": "yes", "own_words": "Fint", "voice": "pupil"}
    ),
    "start_check_in": of_over("start_check_in", lambda world: {}),
    "answer_check_in": Page(
        name="answer_check_in", of=lambda world: {"number": world.over.number, "check_in": world.check_in.pk},
        typed=lambda world: {"text": "Snakket sammen"},
    ),
    "choose_contact_person": of_over(
        "choose_contact_person",
        lambda world: {"person": uuid_of("lead")(world), "asked_by": "pupil", "asked_on": TODAY},
    ),
    "child_check_in": Page(
        name="child_check_in", of=lambda world: {"key": f"turn-{world.over.pk}"},
        typed=lambda world: {"is_safe": "no_answer"},
    ),
    "child_check_in of nobody": Page(
        name="child_check_in", of=lambda world: {"key": "c0-ffee"}, typed=lambda world: {"is_safe": "no_answer"}
    ),
    "note_followup": of_over("note_followup", lambda world: {"track": "class", "text": "Rolig"}),
    "offer_talk": of_case(
        "offer_talk",
        lambda world: {"offered_by": uuid_of("lead")(world), "how": "talk", "offered_on": TODAY},
    ),
    "cosign_ending": of_case("cosign_ending", lambda world: {"reason": "Alt er prøvd"}),
    "close_case": of_over("close_case", lambda world: {"ending": "left", "left_on": TODAY}),
    "reopen_case": of_over("reopen_case", lambda world: {"reason": "Det er tilbake"}),
    "hand_over_case": of_case("hand_over_case", lambda world: {"text": "Trygg voksen", "guardians_agreed_on": TODAY}),
    # the county governor's case
    "case_governor": of_case("case_governor"),
    "record_governor_step": Page(
        name="record_governor_step", of=lambda world: {"number": world.case.number, "step": "vedtak"},
        typed=lambda world: {"detail": "order", "happened_on": TODAY, "due_on": LATER, "text": "Rett opp"},
    ),
    "correct_governor_step": Page(
        name="correct_governor_step", of=lambda world: {"number": world.case.number, "entry": world.asked.pk},
        typed=lambda world: {"happened_on": TODAY, "due_on": LATER, "reason": "Feil dag"},
    ),
    # what only one knows
    "causes": Page(name="causes"),
    "see_cause": Page(
        name="see_cause",
        typed=lambda world: {"whom": "Et barn", "text": "Sett", "ground": "unsure", "seen_on": TODAY},
    ),
    "read_cause": of_cause("read_cause", "sent"),
    "send_child_welfare_report": of_cause(
        "send_child_welfare_report", "seen",
        lambda world: {"service": "Fjordvik", "how": "letter", "sent_on": TODAY},
    ),
    "leave_cause_unsent": of_cause("leave_cause_unsent", "seen", lambda world: {"reason": "Ikke grunn"}),
    "note_child_welfare_feedback": of_cause(
        "note_child_welfare_feedback", "sent", lambda world: {"reply": "opened", "received_on": TODAY}
    ),
    "give_errand": of_case(
        "give_errand",
        lambda world: {"person": uuid_of("employee")(world), "what": "Stå i gangen", "ends_at": f"{LATER}T12:00"},
    ),
    "take_back_errand": Page(
        name="take_back_errand", of=lambda world: {"number": world.case.number, "errand": world.errand.pk},
        typed=lambda world: {"reason": "Trengs ikke"},
    ),
    "keep_errand": Page(
        name="keep_errand", of=lambda world: {"number": world.moved.number, "errand": world.left_errand.pk},
        typed=lambda world: {},
    ),
    "errands": Page(name="errands"),
    "read_errand": of_errand("read_errand"),
    "finish_errand": of_errand("finish_errand", lambda world: {"text": "Rolig"}),
    "decline_errand": of_errand("decline_errand", lambda world: {"reason": "På tur"}),
    "share_cause": of_cause(
        "share_cause", "seen", lambda world: {"reader": uuid_of("rektor")(world), "need": "Må vite"}
    ),
    # what is rare
    "case_special": of_case("case_special"),
    "record_intervention": of_case(
        "record_intervention",
        lambda world: {
            "pupil": str(world.pupils[1].pk), "event": "Slo", "intervention": "Holdt", "pupil_view": "Redd",
            "by_whom": "Per", "is_serious": "no",
        },
    ),
    "propose_exclusion": of_case(
        "propose_exclusion",
        lambda world: {**about_pupil(world), "extent": "hours", "count": "2", "decider": "principal"},
    ),
    "propose_school_change": of_case(
        "propose_school_change", lambda world: {**about_pupil(world), "must_move": "no", "unsafe_journey": "no"}
    ),
    "propose_survey": of_case(
        "propose_survey",
        lambda world: {"purpose": "prevent", "asks_who": "no", "reason": "Trivsel", "checks": "Samtaler"},
    ),
    "record_decision": Page(
        name="record_decision", of=lambda world: {"number": world.case.number, "proposal": world.proposal.pk},
        typed=lambda world: {"decision": "granted", "decided_by": "Rektor", "decided_on": TODAY},
    ),
    "note_employee_told": of_adult(
        "note_employee_told", lambda world: {"told_by": "Kommunalsjefen", "told_on": TODAY}
    ),
    "find_no_grounds": of_adult("find_no_grounds", lambda world: {"reason": "Var ikke der"}),
    "note_police": of_case(
        "note_police", lambda world: {"why": "asked", "text": "Spurte", "reported_by": "Rektor"}
    ),
    "note_interpreter": of_case(
        "note_interpreter", lambda world: {"for_whom": "Mor", "language": "Tigrinja", "interpreter": "qualified"}
    ),
    "name_supporter": of_case(
        "name_supporter",
        lambda world: {
            "part": "supporter", "name": "Ombudet", "for_whom": "Eleven", "scope": "Møter", "starts_on": TODAY,
            "ends_on": LATER,
        },
    ),
    "restrict_readers": of_case(
        "restrict_readers",
        lambda world: {
            "spokesperson": str(world.people["deputy"].uuid), "readers": [uuid_of("decided")(world)], "reason": "NRK",
        },
    ),
    "lift_restriction": of_case("lift_restriction", lambda world: {}),
    "activate_plan": of_case("activate_plan", lambda world: {}),
    "draft_measure new": of_case("draft_measure", a_measure),
    "draft_measure changed": of_measure("draft_measure", "drafted", lambda world: {**a_measure(world), "version": 1}),
    "drop_measure": of_measure("drop_measure", "drafted", lambda world: {}),
    "start_measure": of_measure("start_measure", "waiting", lambda world: {"started_on": TODAY}),
    "end_measure": of_measure("end_measure", "started", lambda world: {"is_done": "yes", "ended_on": TODAY}),
    "evaluate_measure": of_measure(
        "evaluate_measure", "started",
        lambda world: {"carried_out": "yes", "helped": "yes", "pupil_safe": "yes", "held_on": TODAY},
    ),
    # on paper
    "print_case": of_case("print_case", lambda world: {}),
    "print_plan": of_case("print_plan", lambda world: {}),
    "print_open_cases": Page(name="print_open_cases", typed=lambda world: {"unit": str(world.school.uuid)}),
    **{
        f"blank_form {name}": Page(name="blank_form", of=lambda world, name=name: {"blank_name": name})
        for name in BLANKS
    },
    # people and pupils
    "people": Page(name="people"),
    "person": of_person("person", "employee"),
    "register_person": Page(
        name="register_person",
        typed=lambda world: {"name": "Ny Ansatt", "email": "ny@solbakken.example", **a_new_role(world)},
    ),
    "appoint": of_person("appoint", "employee", lambda world: {**a_new_role(world), "role": "deputy"}),
    "end_appointment": Page(name="end_appointment", of=appointment, typed=lambda world: {"ends_on": TODAY}),
    "hand_over_work": of_person(
        "hand_over_work", "lead", lambda world: {f"lead-{world.case.pk}": uuid_of("decided")(world)}
    ),
    "record_training": of_person("record_training", "untrained", lambda world: {"completed_on": TODAY}),
    "confirm_real_use": Page(
        name="confirm_real_use", of=lambda world: {"owner": world.school.school_owner.uuid},
        typed=lambda world: dict.fromkeys(
            ("strong_sign_in", "backup", "processing_agreement", "impact_assessment"), "on"
        ),
    ),
    "owner_days": Page(name="owner_days", of=lambda world: {"owner": world.school.school_owner.uuid}),
    "set_calendar": Page(
        name="set_calendar", of=lambda world: {"owner": world.school.school_owner.uuid},
        typed=lambda world: {
            "since": TODAY, "version": "0", "periode-TOTAL_FORMS": "1", "periode-INITIAL_FORMS": "0",
            "periode-0-closes": "school", "periode-0-starts_on": LATER, "periode-0-ends_on": LATER,
        },
    ),
    "name_duty": Page(
        name="name_duty", of=lambda world: {"owner": world.school.school_owner.uuid},
        typed=lambda world: {"person": uuid_of("officer")(world), "starts_on": LATER, "ends_on": LATER},
    ),
    "set_limits": Page(
        name="set_limits", of=lambda world: {"owner": world.school.school_owner.uuid},
        typed=lambda world: {"first_talk_school_days": "1", "to_deputy_hours": "1", "to_officer_hours": "2"},
    ),
    "succeed_school": Page(
        name="succeed_school", of=lambda world: {"owner": world.school.school_owner.uuid},
        typed=lambda world: {
            "school": str(world.next_school.uuid), "to": str(world.school.uuid), "on": TODAY, "document": "Sak 1",
        },
    ),
    **ASSISTANCE_PAGES,
    **TEAM_PAGES,
    **FAMILY_PAGES,
    **LEAVING_PAGES,
    "pupils": Page(name="pupils", typed=lambda world: {"words": world.first_name}),
    "move_pupil": Page(
        name="move_pupil", of=lambda world: {"pupil": world.pupils[1].pk},
        typed=lambda world: {"school": str(world.next_school.uuid), "moved_on": TODAY, "grade": "7"},
    ),
    "register_pupil": Page(name="register_pupil", typed=lambda world: {"school": str(world.school.uuid), **NEW_PUPIL}),
}  # fmt: skip

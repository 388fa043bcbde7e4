"""The vocabulary: everything anyone can do.

The act's name is the name everywhere: policy row, function, form, view, URL name, template, event, test, words, story.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How an act is done: on a page, by looking, by the clock, or from the command line."""

    PAGE = "page"
    LOOK = "look"
    CLOCK = "clock"
    COMMAND = "command"


class Act(StrEnum):
    # Looks: they change nothing and leave a trace.
    SEE_CASE = "see_case"
    READ_CASE = "read_case"
    READ_REPORT = "read_report"
    READ_EDITION = "read_edition"
    READ_TRAIL = "read_trail"

    # The register: who, where, from when.
    IMPORT_REGISTER = "import_register"
    SET_CALENDAR = "set_calendar"
    NAME_DUTY = "name_duty"
    SET_LIMITS = "set_limits"
    CONFIRM_REAL_USE = "confirm_real_use"
    REGISTER_PERSON = "register_person"
    APPOINT = "appoint"
    END_APPOINTMENT = "end_appointment"
    RECORD_TRAINING = "record_training"
    LINK_SIGN_IN = "link_sign_in"
    PROPOSE_APPOINTMENT = "propose_appointment"
    CONFIRM_PROPOSAL = "confirm_proposal"
    DECLINE_PROPOSAL = "decline_proposal"
    REGISTER_PUPIL = "register_pupil"
    IMPORT_PUPILS = "import_pupils"
    NOTE_RELATION = "note_relation"
    MOVE_PUPIL = "move_pupil"
    HAND_OVER_WORK = "hand_over_work"
    SUCCEED_SCHOOL = "succeed_school"
    SUCCEED_OWNER = "succeed_owner"

    # Signing in: how somebody shows who it is.
    ADD_CODE_APP = "add_code_app"
    ADD_PASSKEY = "add_passkey"
    REMOVE_FACTOR = "remove_factor"
    RENEW_RECOVERY_CODES = "renew_recovery_codes"
    CHANGE_PASSWORD = "change_password"
    RESET_SIGN_IN = "reset_sign_in"

    # The response teams: who, what they know, what they may.
    SET_UP_TEAM = "set_up_team"
    ADD_MEMBER = "add_member"
    END_MEMBERSHIP = "end_membership"
    RECORD_COMPETENCE = "record_competence"
    SIGN_MANDATE = "sign_mandate"
    SET_PROCESS_MAP = "set_process_map"
    AGREE_RELEASE = "agree_release"
    NOTE_ABSENCE = "note_absence"
    END_ABSENCE = "end_absence"
    OPEN_CALENDAR = "open_calendar"
    CLOSE_CALENDAR = "close_calendar"
    AGREE_ON_TEAM = "agree_on_team"
    END_TEAM_AGREEMENT = "end_team_agreement"
    END_TEAM = "end_team"
    KEEP_TEAM = "keep_team"

    # The report.
    REPORT_CONCERN = "report_concern"
    REROUTE_REPORT = "reroute_report"
    ESCALATE_REPORT = "escalate_report"
    DECLARE_IMPARTIALITY = "declare_impartiality"
    DECIDE_IMPARTIALITY = "decide_impartiality"
    DECLARE_SCHOOL_TIES = "declare_school_ties"
    NOTE_OBJECTION = "note_objection"
    RECEIVE_REPORT = "receive_report"
    FIND_UNFOUNDED = "find_unfounded"
    WITHDRAW_REPORT = "withdraw_report"
    ANSWER_REPORTER = "answer_reporter"
    WRITE_TO_SCHOOL = "write_to_school"
    CONFIRM_HOLDER = "confirm_holder"
    END_CONFIRMATION = "end_confirmation"
    GIVE_RECEIPT = "give_receipt"
    RENEW_RECEIPT = "renew_receipt"
    REMOVE_ATTACHMENT = "remove_attachment"
    MARK_ABUSE = "mark_abuse"
    SECURE_SAFETY = "secure_safety"
    TELL_OWNER = "tell_owner"

    # The case.
    OPEN_CASE = "open_case"
    LINK_REPORT = "link_report"
    RECEIVE_CASE = "receive_case"
    ASSESS_SERIOUSNESS = "assess_seriousness"
    NAME_LEAD = "name_lead"
    ADMIT_TO_TEAM = "admit_to_team"
    RELEASE_FROM_TEAM = "release_from_team"
    NAME_PARTY = "name_party"
    NOTE_EMPLOYEE_TOLD = "note_employee_told"
    FIND_NO_GROUNDS = "find_no_grounds"
    CORRECT_PUPIL = "correct_pupil"
    ASSESS_BREACH = "assess_breach"
    INFORM_OF_RIGHTS = "inform_of_rights"
    NOTE_INQUIRY = "note_inquiry"
    HEAR_PUPIL = "hear_pupil"
    CONTACT_GUARDIANS = "contact_guardians"
    HOLD_STOP_TALK = "hold_stop_talk"
    END_STOP_TALKS = "end_stop_talks"
    CORRECT_RECORD = "correct_record"
    SHARE_KNOWLEDGE = "share_knowledge"
    WITHDRAW_CONSENT = "withdraw_consent"

    # What the family reads, and who of it may.
    NOTE_RECIPIENT = "note_recipient"
    DECIDE_RECIPIENT = "decide_recipient"
    APPROVE_EDITION = "approve_edition"
    GIVE_FAMILY_KEY = "give_family_key"
    USE_FAMILY_KEY = "use_family_key"
    END_FAMILY_KEY = "end_family_key"
    LINK_FAMILY_SIGN_IN = "link_family_sign_in"
    ANSWER_TRUST_CHECK = "answer_trust_check"
    ASK_FOR_TRAIL = "ask_for_trail"
    WRITE_FROM_HOME = "write_from_home"
    WRITE_HOME = "write_home"
    LEAVE_UNANSWERED = "leave_unanswered"

    # Cases that have to do with each other.
    LINK_CASES = "link_cases"
    UNLINK_CASES = "unlink_cases"
    SHARE_NOTE = "share_note"
    SHARE_MEASURE = "share_measure"

    # On paper: what leaves the system leaves a trace.
    PRINT_CASE = "print_case"
    PRINT_PLAN = "print_plan"
    PRINT_OPEN_CASES = "print_open_cases"
    SET_MORNING_LIST = "set_morning_list"
    MAKE_MORNING_LIST = "make_morning_list"
    FETCH_MORNING_LIST = "fetch_morning_list"

    # Out of here: when the archive has it, its time is over and nothing keeps it.
    SET_KEEPING_TIME = "set_keeping_time"
    RECORD_ARCHIVED = "record_archived"
    PLACE_HOLD = "place_hold"
    LIFT_HOLD = "lift_hold"
    DISPOSE_CASE = "dispose_case"

    # Help from outside, aftercare, and how a case ends.
    ANSWER_HELP_QUESTION = "answer_help_question"
    END_MEASURES = "end_measures"
    RENEW_AFTERCARE = "renew_aftercare"
    STOP_AFTERCARE = "stop_aftercare"
    CHECK_IN_PUPIL = "check_in_pupil"
    START_CHECK_IN = "start_check_in"
    ANSWER_CHECK_IN = "answer_check_in"
    CHOOSE_CONTACT_PERSON = "choose_contact_person"
    NOTE_FOLLOWUP = "note_followup"
    OFFER_TALK = "offer_talk"
    COSIGN_ENDING = "cosign_ending"
    CLOSE_CASE = "close_case"
    REOPEN_CASE = "reopen_case"
    HAND_OVER_CASE = "hand_over_case"

    # Help from the external team. The school keeps the case.
    READ_ASSISTANCE = "read_assistance"
    TAKE_FAMILY_REQUEST = "take_family_request"
    CONFIRM_FAMILY_REQUEST = "confirm_family_request"
    READ_FAMILY_WAIT = "read_family_wait"
    HOLD_FAMILY_REQUEST = "hold_family_request"
    NOTE_FAMILY_TALK = "note_family_talk"
    PASS_FAMILY_REQUEST = "pass_family_request"
    WITHDRAW_FAMILY_REQUEST = "withdraw_family_request"
    CONSULT_TEAM = "consult_team"
    READ_CONSULT = "read_consult"
    ANSWER_CONSULT = "answer_consult"
    REQUEST_ASSISTANCE = "request_assistance"
    DECLINE_ASSISTANCE = "decline_assistance"
    ASSIGN_ASSISTANTS = "assign_assistants"
    END_ASSISTANCE = "end_assistance"
    GIVE_COMMISSION = "give_commission"
    END_COMMISSION = "end_commission"
    READ_ADVICE = "read_advice"
    GIVE_ADVICE = "give_advice"
    ANSWER_ADVICE = "answer_advice"
    ESCALATE_ADVICE = "escalate_advice"
    DECIDE_ADVICE = "decide_advice"
    CARRY_OUT_ADVICE = "carry_out_advice"
    HOLD_TEAM_MEETING = "hold_team_meeting"
    FINISH_STEP = "finish_step"
    READ_WORK_NOTES = "read_work_notes"
    WRITE_WORK_NOTE = "write_work_note"
    HAND_NOTE_TO_SCHOOL = "hand_note_to_school"
    ERASE_WORK_NOTES = "erase_work_notes"

    # The county governor's case.
    RECORD_GOVERNOR_STEP = "record_governor_step"
    CORRECT_GOVERNOR_STEP = "correct_governor_step"

    # Særskilt: what is rare, and the law has rules of its own for.
    RECORD_INTERVENTION = "record_intervention"
    PROPOSE_EXCLUSION = "propose_exclusion"
    PROPOSE_SCHOOL_CHANGE = "propose_school_change"
    PROPOSE_SURVEY = "propose_survey"
    RECORD_DECISION = "record_decision"
    NOTE_POLICE = "note_police"
    NOTE_INTERPRETER = "note_interpreter"
    NAME_SUPPORTER = "name_supporter"
    RESTRICT_READERS = "restrict_readers"
    LIFT_RESTRICTION = "lift_restriction"

    # Concern for how a child is cared for: a duty of the one who knows, on no case.
    SEE_CAUSE = "see_cause"
    READ_CAUSE = "read_cause"
    SEND_CHILD_WELFARE_REPORT = "send_child_welfare_report"
    LEAVE_CAUSE_UNSENT = "leave_cause_unsent"
    NOTE_CHILD_WELFARE_FEEDBACK = "note_child_welfare_feedback"
    SHARE_CAUSE = "share_cause"

    # Gjøremål: work for somebody who may not, or need not, see the case.
    GIVE_ERRAND = "give_errand"
    READ_ERRAND = "read_errand"
    FINISH_ERRAND = "finish_errand"
    DECLINE_ERRAND = "decline_errand"
    TAKE_BACK_ERRAND = "take_back_errand"
    KEEP_ERRAND = "keep_errand"

    # Who looked: the log as the privacy officer reads it.
    RELEASE_TRAIL = "release_trail"
    RAISE_READING = "raise_reading"
    SETTLE_READING = "settle_reading"

    # The plan and its measures.
    DRAFT_MEASURE = "draft_measure"
    DROP_MEASURE = "drop_measure"
    ACTIVATE_PLAN = "activate_plan"
    START_MEASURE = "start_measure"
    END_MEASURE = "end_measure"
    EVALUATE_MEASURE = "evaluate_measure"


KINDS: dict[Act, Kind] = {
    Act.SEE_CASE: Kind.LOOK,
    Act.READ_CASE: Kind.LOOK,
    Act.READ_REPORT: Kind.LOOK,
    Act.READ_EDITION: Kind.LOOK,
    Act.READ_TRAIL: Kind.LOOK,
    Act.READ_CAUSE: Kind.LOOK,
    Act.READ_ERRAND: Kind.LOOK,
    Act.READ_ASSISTANCE: Kind.LOOK,
    Act.READ_ADVICE: Kind.LOOK,
    Act.READ_FAMILY_WAIT: Kind.LOOK,
    Act.READ_CONSULT: Kind.LOOK,
    Act.READ_WORK_NOTES: Kind.LOOK,
    Act.IMPORT_REGISTER: Kind.COMMAND,
    Act.IMPORT_PUPILS: Kind.COMMAND,
    Act.NOTE_RELATION: Kind.COMMAND,
    Act.SUCCEED_OWNER: Kind.COMMAND,
    Act.ESCALATE_REPORT: Kind.CLOCK,
    Act.ESCALATE_ADVICE: Kind.CLOCK,
    Act.ERASE_WORK_NOTES: Kind.CLOCK,
    Act.RAISE_READING: Kind.CLOCK,
    Act.MAKE_MORNING_LIST: Kind.CLOCK,
}


def kind_of(act: Act) -> Kind:
    """Page unless said otherwise: only page acts must have a form, a view, a URL and a template."""
    return KINDS.get(act, Kind.PAGE)

"""Every change to a report or a case: one function per act, each whole, attributed and recorded."""

from .abuse import mark_abuse
from .adults import find_no_grounds, note_employee_told
from .around import name_supporter, note_interpreter, note_police
from .attachments import remove_attachment
from .caring import (
    leave_cause_unsent,
    note_child_welfare_feedback,
    see_cause,
    send_child_welfare_report,
    share_cause,
)
from .case import assess_seriousness, inform_of_rights, link_report, open_case, receive_case
from .confirming import confirm_holder, end_confirmation
from .dialogue import answer_reporter, write_to_school
from .endings import close_case, cosign_ending, offer_talk, reopen_case
from .entitled import decide_recipient, note_recipient
from .errands import decline_errand, finish_errand, give_errand, keep_errand, take_back_errand
from .followup import (
    answer_help_question,
    end_measures,
    note_followup,
    renew_aftercare,
    stop_aftercare,
)
from .governor import correct_governor_step, record_governor_step
from .guardians import contact_guardians
from .handover import hand_over_case
from .impartiality import decide_impartiality, declare_impartiality
from .inquiry import correct_record, hear_pupil, note_inquiry
from .leaving import hand_over_work
from .linked import link_cases, share_measure, share_note, unlink_cases
from .measures import end_measure, evaluate_measure, start_measure
from .objecting import note_objection
from .people import admit_to_team, name_lead, name_party, release_from_team
from .plan import activate_plan, draft_measure, drop_measure
from .proposals import propose_exclusion, propose_school_change, propose_survey, record_decision
from .receipts import give_receipt, renew_receipt
from .report import escalate_report, find_unfounded, receive_report, report_concern, reroute_report
from .restricting import lift_restriction, restrict_readers
from .safety import secure_safety, tell_owner
from .schoolties import declare_school_ties
from .sharing import share_knowledge, withdraw_consent
from .special import record_intervention
from .succession import succeed_owner, succeed_school
from .talks import end_stop_talks, hold_stop_talk
from .voice import answer_check_in, check_in_pupil, choose_contact_person, start_check_in
from .withdrawing import withdraw_report
from .wrongpupil import assess_breach, correct_pupil

__all__ = [
    "activate_plan",
    "admit_to_team",
    "answer_check_in",
    "answer_help_question",
    "answer_reporter",
    "assess_breach",
    "assess_seriousness",
    "check_in_pupil",
    "choose_contact_person",
    "close_case",
    "confirm_holder",
    "contact_guardians",
    "correct_governor_step",
    "correct_pupil",
    "correct_record",
    "cosign_ending",
    "decide_impartiality",
    "decide_recipient",
    "declare_impartiality",
    "declare_school_ties",
    "decline_errand",
    "draft_measure",
    "drop_measure",
    "end_confirmation",
    "end_measure",
    "end_measures",
    "end_stop_talks",
    "escalate_report",
    "evaluate_measure",
    "find_no_grounds",
    "find_unfounded",
    "finish_errand",
    "give_errand",
    "give_receipt",
    "keep_errand",
    "hand_over_case",
    "hand_over_work",
    "hear_pupil",
    "hold_stop_talk",
    "inform_of_rights",
    "leave_cause_unsent",
    "lift_restriction",
    "link_cases",
    "link_report",
    "mark_abuse",
    "name_lead",
    "name_party",
    "name_supporter",
    "note_child_welfare_feedback",
    "note_employee_told",
    "note_followup",
    "note_inquiry",
    "note_interpreter",
    "note_objection",
    "note_police",
    "note_recipient",
    "offer_talk",
    "open_case",
    "propose_exclusion",
    "propose_school_change",
    "propose_survey",
    "receive_case",
    "receive_report",
    "record_decision",
    "record_governor_step",
    "record_intervention",
    "release_from_team",
    "renew_aftercare",
    "renew_receipt",
    "reopen_case",
    "remove_attachment",
    "report_concern",
    "reroute_report",
    "restrict_readers",
    "secure_safety",
    "see_cause",
    "send_child_welfare_report",
    "share_cause",
    "share_knowledge",
    "share_measure",
    "share_note",
    "start_check_in",
    "start_measure",
    "stop_aftercare",
    "succeed_owner",
    "succeed_school",
    "take_back_errand",
    "tell_owner",
    "unlink_cases",
    "withdraw_consent",
    "withdraw_report",
    "write_to_school",
]

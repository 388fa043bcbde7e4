"""What each act asks for, written apart from the code and in another shape. A change of policy is changed twice.

act | who | gates that stand before it | stages ("any" or "open") | start stages when the act moves the case
An act with two lines asks less of some than of others.
Gates: d = habilitet declared and clear, t = trained, s = no superior inhabil (it decides). "-" = none. "!" = also for
somebody inhabil (urgent).
"""

from __future__ import annotations

TABLE = """
see_case             | principal lead team assistant team_leader owner_told advised | t  | any  |
read_case            | principal lead team assistant  | dt | any  |
read_edition         | family                         | -  | any  |
note_recipient       | principal lead team            | dt | any  |
decide_recipient     | principal lead                 | dts | any |
approve_edition      | principal lead                 | dt | any  |
give_family_key      | principal lead                 | dt | any  |
use_family_key       | anyone                         | -  | any  |
end_family_key       | principal lead                 | dt | any  |
link_family_sign_in  | family                         | -  | any  |
answer_trust_check   | family                         | -  | any  |
write_from_home      | family                         | -  | any  |
ask_for_trail        | family                         | -  | any  |
read_trail           | privacy_officer                | dt | any  |
release_trail        | privacy_officer                | dt | any  |
raise_reading        | clock                          | dt | any  |
settle_reading       | privacy_officer                | dt | any  |
write_home           | principal lead                 | dt | any  |
leave_unanswered     | principal lead                 | dt | any  |
read_assistance      | principal lead team assistant team_leader | dt | any  |
take_family_request  | team_leader officer_of_unit    | dt | open |
confirm_family_request | principal lead                 | dt | open |
read_family_wait     | team_leader officer_of_unit    | dt | open |
hold_family_request  | team_leader officer_of_unit    | dt | open |
note_family_talk     | team_leader officer_of_unit    | dt | open |
pass_family_request  | team_leader officer_of_unit    | dt | open |
pass_family_request  | clock                          | dt | open |
withdraw_family_request | team_leader officer_of_unit | dt | open |
consult_team         | at_work_at_unit                | t  | open |
read_consult         | asker                          | -  | open |
read_consult         | team_leader                    | t  | open |
answer_consult       | team_leader                    | t  | open |
request_assistance   | principal lead                 | dt | open |
decline_assistance   | team_leader                    | dt | any  |
assign_assistants    | team_leader                    | dt | open |
end_assistance       | team_leader                    | dt | any  |
give_commission      | principal lead                 | dt | open |
end_commission       | principal lead                 | dt | any  |
read_advice          | principal lead team assistant  | dt | any  |
read_advice          | advised                        | t  | any  |
give_advice          | assistant                      | dt | open |
answer_advice        | principal lead                 | dts | open |
escalate_advice      | clock                          | dt | open |
decide_advice        | advised                        | t  | open |
carry_out_advice     | principal lead                 | dt | any  |
hold_team_meeting    | principal lead team assistant  | dt | open |
finish_step          | principal lead team assistant  | dt | open |
read_work_notes      | assistant                      | dt | any  |
write_work_note      | assistant                      | dt | open |
hand_note_to_school  | assistant                      | dt | any  |
erase_work_notes     | clock                          | dt | open |
read_report          | principal                      | t  | any  |
read_report          | lead team assistant            | dt | any  |
declare_school_ties  | principal lead team assistant team_leader | t | open |
note_objection       | principal lead team assistant team_leader | dt | open |
import_register      | operator                       | dt | open |
set_calendar         | operator officer_of_unit       | dt | open |
name_duty            | operator officer_of_unit       | dt | open |
set_limits           | operator officer_of_unit       | dt | open |
confirm_real_use     | officer_of_unit                | dt | open |
register_person      | officer_of_unit head_of_unit principal_of_unit operator | dt | open |
appoint              | officer_of_unit principal_of_unit operator | dt | open |
end_appointment      | officer_of_unit principal_of_unit operator | dt | open |
record_training      | officer_of_unit principal_of_unit operator | dt | open |
add_code_app         | oneself                        | -  | open |
add_passkey          | oneself                        | -  | open |
remove_factor        | oneself                        | -  | open |
renew_recovery_codes | oneself                        | -  | open |
change_password      | oneself                        | -  | open |
reset_sign_in        | officer_of_unit principal_of_unit operator | dt | open |
link_sign_in         | anyone                         | d  | open |
propose_appointment  | anyone                         | d  | open |
confirm_proposal     | officer_of_unit principal_of_unit | dt | open |
decline_proposal     | officer_of_unit principal_of_unit | dt | open |
register_pupil       | principal_of_unit operator     | dt | open |
import_pupils        | operator                       | dt | open |
note_relation        | principal_of_unit operator     | dt | open |
move_pupil           | principal_of_unit operator     | dt | open |
hand_over_work       | officer_of_unit principal_of_unit | dt | open |
succeed_school       | operator officer_of_unit       | dt | open |
succeed_owner        | operator                       | dt | open |
set_up_team          | officer_of_unit head_of_unit principal_of_unit | dt | open |
add_member           | officer_of_unit head_of_unit principal_of_unit | dt | open |
end_membership       | officer_of_unit head_of_unit principal_of_unit | dt | open |
record_competence    | officer_of_unit head_of_unit principal_of_unit | dt | open |
sign_mandate         | officer_of_unit head_of_unit principal_of_unit | dt | open |
set_process_map      | officer_of_unit head_of_unit | dt | open |
agree_release        | officer_of_unit head_of_unit principal_of_unit | dt | open |
note_absence         | officer_of_unit head_of_unit principal_of_unit | dt | open |
note_absence         | seat_holder                    | d  | open |
end_absence          | officer_of_unit head_of_unit principal_of_unit | dt | open |
end_absence          | seat_holder                    | d  | open |
open_calendar        | seat_holder                    | d  | open |
close_calendar       | seat_holder                    | d  | open |
agree_on_team        | officer_of_unit head_of_unit   | dt | open |
end_team_agreement   | officer_of_unit head_of_unit   | dt | open |
end_team             | officer_of_unit head_of_unit principal_of_unit | dt | open |
keep_team            | officer_of_unit head_of_unit principal_of_unit | dt | open |
report_concern       | anyone                         | -  | open |
reroute_report       | principal                      | t  | open |
escalate_report      | clock                          | dt | open |
declare_impartiality | principal lead team assistant team_leader | t  | open |
decide_impartiality  | decider                        | t  | open |
receive_report       | principal                      | dt | open |
find_unfounded       | principal                      | dts | open |
withdraw_report      | reporter                       | -  | any  |
withdraw_report      | principal                      | dt | any  |
answer_reporter      | principal lead                 | dt | any  |
write_to_school      | reporter                       | -  | any  |
confirm_holder       | principal lead                 | dt | any  |
end_confirmation     | principal lead                 | dt | any  |
give_receipt         | reporter                       | -  | any  |
renew_receipt        | principal lead                 | dt | any  |
remove_attachment    | principal                      | t  | any  |
remove_attachment    | lead team                      | dt | any  |
mark_abuse           | principal                      | ts | open |
secure_safety        | principal lead team stepped_aside | -! | open |
tell_owner           | principal                      | dt | open |
open_case            | principal                      | dt | open |
link_report          | principal                      | dt | open |
receive_case         | principal lead                 | dts | open | reported
assess_seriousness   | principal                      | dts | open |
name_lead            | principal                      | dt | open |
admit_to_team        | principal lead                 | dt | open |
release_from_team    | principal lead                 | dt | open |
name_party           | principal lead team            | dt | open |
note_employee_told   | principal                      | dt | any  |
find_no_grounds      | principal                      | dts | any  |
correct_pupil        | principal                      | dt | open | reported inquiring measures
assess_breach        | principal                      | dt | any  |
inform_of_rights     | principal lead team            | dt | open |
note_inquiry         | principal lead team commissioned            | dt | open |
hear_pupil           | principal lead team commissioned            | dt | open |
contact_guardians    | principal lead team            | dt | open |
hold_stop_talk       | principal lead team commissioned            | dt | open |
end_stop_talks       | principal lead team            | dt | open |
share_knowledge      | principal lead team assistant  | dt | open |
withdraw_consent     | principal lead team assistant  | dt | any  |
link_cases           | principal                      | dt | open |
unlink_cases         | principal                      | dt | any  |
share_note           | principal lead team            | dt | open |
share_measure        | principal lead team            | dt | open |
correct_record       | principal lead team            | dt | any  |
print_case           | principal lead                 | dt | any  |
print_plan           | principal lead                 | dt | any  |
print_open_cases     | officer_of_unit principal_of_unit | dt | open |
set_morning_list     | officer_of_unit principal_of_unit | dt | open |
make_morning_list    | clock                          | dt | open |
fetch_morning_list   | officer_of_unit principal_of_unit | dt | open |
set_keeping_time     | officer_of_unit                | dt | open |
record_archived      | principal lead                 | dt | any  | closed
place_hold           | principal lead                 | dt | any  |
place_hold           | officer_of_unit head_of_unit   | t  | any  |
lift_hold            | principal                      | dt | any  |
lift_hold            | officer_of_unit head_of_unit   | t  | any  |
dispose_case         | officer_of_unit head_of_unit   | t  | any  | closed
answer_help_question | principal lead                 | dts | open |
end_measures         | principal lead                 | dts | open | measures
renew_aftercare      | principal lead                 | dts | open | aftercare
stop_aftercare       | principal lead                 | dt | open | measures aftercare
check_in_pupil       | principal lead team            | dt | open | measures aftercare
check_in_pupil       | own_pupil                      | -  | open | measures aftercare
start_check_in       | principal lead team            | dt | open | measures aftercare
answer_check_in      | principal lead team            | dt | any  |
choose_contact_person | principal lead team           | dt | open |
note_followup        | principal lead team            | dt | open | aftercare
offer_talk           | principal lead team            | dt | open |
cosign_ending        | owner_told                     | t  | open |
close_case           | principal                      | dts | open | reported inquiring measures aftercare
reopen_case          | principal lead                 | dt | any  | aftercare closed
hand_over_case       | principal                      | dt | any  |
record_governor_step | principal lead                 | dt | any  |
record_governor_step | owner_told                     | t  | any  |
correct_governor_step | principal lead                | dt | any  |
correct_governor_step | owner_told                    | t  | any  |
record_intervention  | principal lead team            | dt | open |
propose_exclusion    | principal lead team            | dt | open |
propose_school_change | principal lead team           | dt | open |
propose_survey       | principal lead team            | dt | open |
record_decision      | principal lead                 | dt | open |
note_police          | principal lead team            | dt | open |
note_interpreter     | principal lead team            | dt | open |
name_supporter       | principal lead team            | dt | open |
restrict_readers     | principal                      | dt | any  |
lift_restriction     | principal                      | dt | any  |
see_cause            | at_work_at_unit                | -  | open |
read_cause           | knower                         | -  | any  |
read_cause           | cause_reader                   | t  | any  |
send_child_welfare_report | knower                    | -  | open |
leave_cause_unsent   | knower                         | -  | open |
note_child_welfare_feedback | knower                  | -  | open |
share_cause          | knower                         | -  | open |
give_errand          | principal lead team            | dt | open |
take_back_errand     | principal lead team            | dt | any  |
keep_errand          | principal lead team            | dt | any  |
read_errand          | errand_holder                  | -  | any  |
finish_errand        | errand_holder                  | -  | any  |
decline_errand       | errand_holder                  | -  | any  |
draft_measure        | principal lead team            | dt | open |
drop_measure         | principal lead team            | dt | open |
activate_plan        | principal lead                 | dts | open | reported inquiring measures
start_measure        | principal lead team            | dt | open |
end_measure          | principal lead team            | dt | open |
evaluate_measure     | principal lead team            | dt | open |
"""
SYSTEM = {"anyone", "operator", "clock"}


def rows() -> dict[str, list[dict[str, object]]]:
    """The lines of the table by act."""
    found: dict[str, list[dict[str, object]]] = {}
    for line in TABLE.strip().splitlines():
        act, who, gates, stages, starts = (cell.strip() for cell in line.split("|"))
        row = {"who": set(who.split()), "gates": gates, "stages": stages, "starts": set(starts.split())}
        found.setdefault(act, []).append(row)
    return found


ROWS = rows()


def decides(act: str) -> bool:
    """Whether the act is a decision, which nobody directly under somebody inhabil takes."""
    return any("s" in str(row["gates"]) for row in ROWS[act])


def is_allowed(act: str, part: str, impartiality: str, trained: bool, stage: str | None) -> bool:
    """Whether somebody with exactly this part may do the act, by the table above."""
    return any(_allows(row, part, impartiality, trained, stage) for row in ROWS[act])


def _allows(row: dict[str, object], part: str, impartiality: str, trained: bool, stage: str | None) -> bool:
    if part not in row["who"]:
        return False
    if impartiality == "disqualified" and "!" not in row["gates"]:
        return False
    if stage and (row["stages"] == "open" and stage == "closed" or row["starts"] and stage not in row["starts"]):
        return False
    if part in SYSTEM:
        return True
    return (trained or "t" not in row["gates"]) and (impartiality == "impartial" or "d" not in row["gates"])

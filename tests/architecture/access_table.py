"""Who meets what, page by page: what is expected, written down by hand and read by a person.

A cell is what GET and then POST answer. POST is given what somebody who may would post; where nothing stands for it,
the page takes none, and says so (405, or the way to sign in).

P  the page, which may show what stands under `shows`      +  done: something is changed
p  a page that shows nothing of a child or of what was     =  not done, and said why: nothing is changed
   written                                                  M  405: not this way
H  403: the head of a case, and what stands in the way     S  302: sign in first
4  404: the same bytes as for what does not exist          G  410: a link that is over
C  409: no owner whose key could seal it                 A  302: away from here
K  302: show a code first                                  O  302: on to where one was going

`shows`: r what a reporter wrote, c what was written in a case, n a child's or a guardian's name, w what only one knows,
e what somebody was asked to do, o what those who assist wrote for themselves, a what is known of a protected address.
"""

from __future__ import annotations

from tests.architecture.access_apart import APART
from tests.architecture.access_personas import BY_CODE, PERSONAS
from tests.architecture.canaries import ADDRESS, CASE, CAUSE, CHILD, ERRAND, OWN, REPORT

SHOWS = {"a": ADDRESS, "e": ERRAND, "o": OWN, "w": CAUSE, "r": REPORT, "c": CASE, "n": CHILD, "-": ""}
COLUMNS: dict[str, tuple[str, ...]] = {
    "anon": ("anonymous", *BY_CODE),  # nobody is signed in
    "gone": ("former", "nobody", "past_assistant"),  # no appointment now; one was in the team, and one has assisted
    "none": ("employee", "untrained", "concerned", "accused", "guardian", "head", "privacy"),  # at work, and no part
    "sent": ("reporter",),
    "rekt": ("rektor",),
    "keep": ("deputy",),  # leads the school, and has no part in it
    "out": ("recused",),  # rektor, who is inhabil here and may still make the pupil safe
    "new": ("new_rektor",),  # untrained
    "next": ("neighbour",),
    "lead": ("lead",),
    "undc": ("member", "doubtful"),
    "team": ("decided",),
    "ownr": ("officer", "own_child"),
    "told": ("told",),
    "hold": ("holder",),
    "far": ("foreign",),
    "ask": ("team_leader",),  # leads the external team
    "help": ("assistant",),
}
TABLE = """
page                        shows anon gone none sent rekt keep out new next lead undc team ownr told hold far ask help
alive                       -     p    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
ready                       -     p    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
metrics                     -     4    4    4    4    4    4    4   4   4    4    4    4    4    4    4    4   4   4
about                       -     p    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
components                  -     p    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
security_txt                -     4    4    4    4    4    4    4   4   4    4    4    4    4    4    4    4   4   4
choose_language             -     M=   M=   M=   M=   M=   M=   M=  M=  M=   M=   M=   M=   M=   M=   M=   M=  M=  M=
sign_in                     -     p=   p=   p=   p=   p=   p=   p=  p=  p=   p=   p=   p=   p=   p=   p=   p=  p=  p=
sign_in_demo                -     M4   M4   M4   M4   M4   M4   M4  M4  M4   M4   M4   M4   M4   M4   M4   M4  M4  M4
sign_out                    -     M=   M=   M=   M=   M=   M=   M=  M=  M=   M=   M=   M=   M=   M=   M=   M=  M=  M=
set_password                -     GG   GG   GG   GG   GG   GG   GG  GG  GG   GG   GG   GG   GG   GG   GG   GG  GG  GG
sign_in_passkey             -     p=   p=   p=   p=   p=   p=   p=  p=  p=   p=   p=   p=   p=   p=   p=   p=  p=  p=
prove_oneself               -     SS   O=   O=   O=   O=   O=   O=  O=  O=   O=   O=   O=   O=   O=   O=   O=  O=  O=
set_up                      -     S    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
own_sign_in                 -     S    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
add_code_app                -     SS   p=   p=   p=   p=   p=   p=  p=  p=   p=   p=   p=   p=   p=   p=   p=  p=  p=
add_passkey                 -     SS   p=   p=   p=   p=   p=   p=  p=  p=   p=   p=   p=   p=   p=   p=   p=  p=  p=
rename_factor               -     SS   44   44   44   p+   44   p+  44  44   44   44   44   44   44   44   44  44  44
remove_factor               -     SS   44   44   44   p+   44   p+  44  44   44   44   44   44   44   44   44  44  44
recovery_codes              -     S    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
renew_recovery_codes        -     SS   p+   p+   p+   p+   p+   p+  p+  p+   p+   p+   p+   p+   p+   p+   p+  p+  p+
change_password             -     SS   44   44   44   44   44   44  44  44   44   44   44   44   44   44   44  44  44
end_session                 -     SS   M=   M=   M=   M=   M=   M=  M=  M=   M=   M=   M=   M=   M=   M=   M=  M=  M=
end_other_sessions          -     SS   M=   M=   M=   M=   M=   M=  M=  M=   M=   M=   M=   M=   M=   M=   M=  M=  M=
go_to_provider              -     M4   M4   M4   M4   M4   M4   M4  M4  M4   M4   M4   M4   M4   M4   M4   M4  M4  M4
come_back                   -     4    4    4    4    4    4    4   4   4    4    4    4    4    4    4    4   4   4
told_out                    -     M4   M4   M4   M4   M4   M4   M4  M4  M4   M4   M4   M4   M4   M4   M4   M4  M4  M4
link_sign_in                -     SS   44   44   44   44   44   44  44  44   44   44   44   44   44   44   44  44  44
link_by_letter              -     M4   M4   M4   M4   M4   M4   M4  M4  M4   M4   M4   M4   M4   M4   M4   M4  M4  M4
propose_appointment         -     SS   SS   SS   SS   SS   SS   SS  SS  SS   SS   SS   SS   SS   SS   SS   SS  SS  SS
confirm_proposal            -     SS   44   44   44   p+   p+   p+  44  44   44   44   44   p+   p+   p+   44  44  44
decline_proposal            -     SS   44   44   44   p+   p+   p+  44  44   44   44   44   p+   p+   p+   44  44  44
go_to_family_provider       -     K4   K4   K4   K4   K4   K4   K4  K4  K4   K4   K4   K4   K4   K4   K4   K4  K4  K4
family_comes_back           -     4    4    4    4    4    4    4   4   4    4    4    4    4    4    4    4   4   4
link_family_sign_in         -     KK   KK   KK   KK   KK   KK   KK  KK  KK   KK   KK   KK   KK   KK   KK   KK  KK  KK
choose_child                n     KK   KK   KK   KK   KK   KK   KK  KK  KK   KK   KK   KK   KK   KK   KK   KK  KK  KK

calendar                    -     p    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
calendar of nobody          -     4    4    4    4    4    4    4   4   4    4    4    4    4    4    4    4   4   4

open_report                 -     p+   p+   p+   p+   p+   p+   p+  p+  p+   p+   p+   p+   p+   p+   p+   p+  p+  p+
type_code                   -     p=   p=   p=   p=   p=   p=   p=  p=  p=   p=   p=   p=   p=   p=   p=   p=  p=  p=
held_report                 r     KK   KK   KK   KK   KK   KK   KK  KK  KK   KK   KK   KK   KK   KK   KK   KK  KK  KK
put_code_away               -     M=   M=   M=   M=   M=   M=   M=  M=  M=   M=   M=   M=   M=   M=   M=   M=  M=  M=
use_family_key              -     K=   K=   K=   K=   K=   K=   K=  K=  K=   K=   K=   K=   K=   K=   K=   K=  K=  K=
family_editions             cn    KM   KM   KM   KM   KM   KM   KM  KM  KM   KM   KM   KM   KM   KM   KM   KM  KM  KM
read_edition                cn    KM   KM   KM   KM   KM   KM   KM  KM  KM   KM   KM   KM   KM   KM   KM   KM  KM  KM
answer_trust_check          -     KK   KK   KK   KK   KK   KK   KK  KK  KK   KK   KK   KK   KK   KK   KK   KK  KK  KK
own_check_in                -     KK   KK   KK   KK   KK   KK   KK  KK  KK   KK   KK   KK   KK   KK   KK   KK  KK  KK
ask_for_trail               -     KK   KK   KK   KK   KK   KK   KK  KK  KK   KK   KK   KK   KK   KK   KK   KK  KK  KK
write_from_home             cn    KK   KK   KK   KK   KK   KK   KK  KK  KK   KK   KK   KK   KK   KK   KK   KK  KK  KK
leave                       -     AA   AA   AA   AA   AA   AA   AA  AA  AA   AA   AA   AA   AA   AA   AA   AA  AA  AA

today                       n     S    p    p    p    P    p    p   p   p    P    p    P    p    p    P    p   p   P
cases by name               n     SS   p=   p=   p=   P=   p=   p=  p=  p=   P=   p=   P=   p=   p=   P=   p=  p=  P=
cases by number             n     SS   p=   p=   p=   P=   p=   p=  p=  p=   P=   p=   P=   p=   p=   P=   p=  p=  P=
my_reports                  r     S    p    p    P    p    p    p   p   p    p    p    p    p    p    p    p   p   p
report_concern              -     SS   p+   p+   p+   p+   p+   p+  p+  p+   p+   p+   p+   p+   p+   p+   p+  p+  p+
keep_draft                  -     SS   MC   M+   M+   M+   M+   M+  M+  M+   M+   M+   M+   M+   M+   M+   M+  MC  MC
own_report                  r     S    4    4    P    4    4    4   4   4    4    4    4    4    4    4    4   4   4
report_sent                 -     S    4    4    p    4    4    4   4   4    4    4    4    4    4    4    4   4   4

read_report                 rcn   S    4    4    4    P    4    4   4   4    p    p    p    4    4    P    4   4   p
read_report opened          rcn   S    4    4    4    P    4    4   4   4    P    p    P    4    4    P    4   4   P
reroute_report              -     SS   44   44   44   p+   44   44  44  44   p=   44   p=   44   44   p=   44  44  p=
receive_report              -     SS   44   44   44   p+   44   44  44  44   p=   44   p=   44   44   p+   44  44  p=
find_unfounded              -     SS   44   44   44   p+   44   44  44  44   p=   44   p=   44   44   p+   44  44  p=
withdraw_report             -     SS   44   44   p+   p+   44   44  44  44   p=   44   p=   44   44   p+   44  44  p=
answer_reporter             rn    SS   44   44   44   P+   44   44  44  44   O=   44   O=   44   44   P+   44  44  O=
write_to_school             -     SS   44   44   44   44   44   44  44  44   44   44   44   44   44   44   44  44  44
confirm_holder              n     SS   44   44   44   P=   44   44  44  44   P=   44   P=   44   44   P=   44  44  P=
end_confirmation            n     SS   44   44   44   P+   44   44  44  44   P+   44   P=   44   44   P+   44  44  P=
give_receipt                -     SS   44   44   p=   44   44   44  44  44   44   44   44   44   44   44   44  44  44
renew_receipt               n     SS   44   44   44   P+   44   44  44  44   P+   44   P=   44   44   P+   44  44  P=
receipt_code                -     S    4    4    p    p    4    4   4   4    p    4    p    4    4    p    4   4   p
read_attachment             r     S    4    4    4    P    4    4   4   4    P    4    P    4    4    P    4   4   P
attachment_file             r     S    4    4    4    P    4    4   4   4    P    4    P    4    4    P    4   4   P
remove_attachment           r     SS   44   44   44   P+   44   44  44  44   P+   44   P+   44   44   P+   44  44  P=
mark_abuse                  -     SS   44   44   44   p=   44   44  44  44   p=   44   p=   44   44   p=   44  44  p=
burst                       -     SS   44   44   44   p=   44   44  44  44   p=   44   p=   44   44   p=   44  44  p=
tell_owner report           -     SS   44   44   44   p+   44   44  44  44   p=   44   p=   44   44   p+   44  44  p=
open_case                   n     SS   44   44   44   P+   44   44  44  44   P=   44   P=   44   44   P+   44  44  P=

declare_impartiality report n     SS   44   44   44   P+   44   44  44  44   P+   P+   P+   44   44   P+   44  44  P+
declare_impartiality case   n     SS   44   44   44   P+   44   44  44  44   P+   P+   P+   44   44   P+   44  P+  P+
impartiality_to_decide      -     S    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
decide_impartiality         -     SS   44   44   44   p+   44   44  44  44   44   44   44   44   44   p+   44  44  44
declare_school_ties         -     SS   44   44   44   p=   44   44  44  44   p=   p=   p=   44   44   p=   44  p=  p=
note_objection              n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  p=  P+
secure_safety report        -     SS   44   44   44   p+   44   p+  p+  44   p+   p+   p+   44   44   p+   44  44  44
secure_safety case          -     SS   44   44   44   p+   44   p+  p+  44   p+   p+   p+   44   44   p+   44  44  44
tell_owner case             -     SS   44   44   44   p+   44   44  44  44   p=   p=   p=   44   p=   p+   44  p=  p=
link_report                 r     SS   44   44   44   P+   44   44  44  44   p=   p=   p=   44   p=   P+   44  p=  p=

read_case                   cn    S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   P
case_people                 cn    S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   P
case_inquiry                cn    S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   P
case_plan                   cne   S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   P
compare_plans               cn    S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   P
case_log                    n     S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   P
receive_case                n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  44  44
assess_seriousness          cn    SS   44   44   44   P+   44   44  44  44   P=   HH   P=   44   HH   P+   44  HH  P=
name_lead                   n     SS   44   44   44   P+   44   44  44  44   P=   HH   P=   44   HH   P+   44  HH  P=
admit_to_team               n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
release_from_team           n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
name_party                  n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
note_employee_told          n     SS   44   44   44   P+   44   44  44  44   P=   HH   P=   44   HH   P+   44  HH  P=
find_no_grounds             n     SS   44   44   44   P+   44   44  44  44   P=   HH   P=   44   HH   P+   44  HH  P=
correct_pupil               n     SS   44   44   44   P+   44   44  44  44   P=   HH   P=   44   HH   P+   44  HH  P=
assess_breach               n     SS   44   44   44   P+   44   44  44  44   P=   HH   P=   44   HH   P+   44  44  44
inform_of_rights            n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
note_inquiry                n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
note_inquiry talk           n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
hear_pupil                  n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
contact_guardians           n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
hold_stop_talk              n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
hold_stop_talk adult        n     SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   HH   P=   44  HH  P=
end_stop_talks              n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
share_knowledge             cn    SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   HH   P=   44  HH  P=
share_knowledge health      n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P+
withdraw_consent            n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P+
note_recipient              cna   SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
decide_recipient            cna   SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
case_family                 n     S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   P
approve_edition             n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
give_family_key             n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
end_family_key              n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
write_home                  cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
leave_unanswered            cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
edition_letter              cn    S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   P
link_cases                  n     SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   HH   P=   44  HH  P=
unlink_cases                n     SS   44   44   44   P+   44   44  44  44   P=   HH   P=   44   HH   P+   44  HH  44
share_note                  cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
share_measure               cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
correct_record              cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
case_aftercare              cn    S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   4
answer_help_question        n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
end_measures                n     SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   HH   P=   44  HH  P=
renew_aftercare             n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  44
stop_aftercare              n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
check_in_pupil              n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
start_check_in              n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
answer_check_in             cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
choose_contact_person       cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
child_check_in              -     p+   p+   p+   p+   p+   p+   p+  p+  p+   p+   p+   p+   p+   p+   p+   p+  p+  p+
child_check_in of nobody    -     GG   GG   GG   GG   GG   GG   GG  GG  GG   GG   GG   GG   GG   GG   GG   GG  GG  GG
note_followup               n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  44
offer_talk                  n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
cosign_ending               -     SS   44   44   44   p=   44   44  44  44   p=   p=   p=   44   p+   p=   44  p=  p=
close_case                  n     SS   44   44   44   P+   44   44  44  44   P=   HH   P=   44   HH   P+   44  HH  44
reopen_case                 cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  44
hand_over_case              cn    SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   HH   P=   44  HH  P=
case_assistance             cn    S    4    4    4    P    4    4   4   4    P    H    P    4    P    P    4   P   P
confirm_family_request      -     SS   44   44   44   44   44   44  44  44   44   HH   44   44   HH   44   44  HH  44
request_assistance          n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  44  44
decline_assistance          -     SS   44   44   44   p=   44   44  44  44   p=   HH   p=   44   HH   p=   44  p+  44
assign_assistants           -     SS   44   44   44   44   44   44  44  44   44   HH   44   44   HH   44   44  p+  44
end_assistance              -     SS   44   44   44   44   44   44  44  44   44   HH   44   44   HH   44   44  p+  44
give_commission             n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
end_commission              cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
give_advice                 n     SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   HH   P=   44  HH  P+
answer_advice               cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
decide_advice               cn    SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   P+   P=   44  HH  P=
carry_out_advice            cn    SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   HH   P=   44  HH  P=
hold_team_meeting           cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P+
finish_step                 cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P+
write_work_note             on    SS   44   44   44   44   44   44  44  44   44   HH   44   44   HH   44   44  HH  P+
hand_note_to_school         on    SS   44   44   44   44   44   44  44  44   44   HH   44   44   HH   44   44  HH  P+
case_governor               cn    S    4    4    4    P    4    4   4   4    P    H    P    4    p    P    4   H   P
record_governor_step        n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   p+   P+   44  HH  P=
correct_governor_step       n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   p+   P+   44  HH  P=
causes                      w     S    p    p    p    p    p    p   p   p    P    p    p    p    p    p    p   p   p
see_cause                   -     SS   p=   p+   p+   p+   p+   p+  p+  p+   p+   p+   p+   p+   p+   p+   p+  p=  p=
read_cause                  w     S    4    4    4    4    4    4   4   4    P    4    4    4    4    4    4   4   4
send_child_welfare_report   w     SS   44   44   44   44   44   44  44  44   P+   44   44   44   44   44   44  44  44
leave_cause_unsent          w     SS   44   44   44   44   44   44  44  44   P+   44   44   44   44   44   44  44  44
note_child_welfare_feedback w     SS   44   44   44   44   44   44  44  44   P+   44   44   44   44   44   44  44  44
share_cause                 w     SS   44   44   44   44   44   44  44  44   P+   44   44   44   44   44   44  44  44
give_errand                 n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
take_back_errand            ne    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
keep_errand                 ne    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  44  44
errands                     e     S    p    p    p    P    p    P   p   p    p    p    p    p    p    p    p   p   p
read_errand                 e     S    4    4    4    P    4    P   4   4    4    4    4    4    4    4    4   4   4
finish_errand               e     SS   44   44   44   P+   44   P+  44  44   44   44   44   44   44   44   44  44  44
decline_errand              e     SS   44   44   44   P+   44   P+  44  44   44   44   44   44   44   44   44  44  44

case_special                cn    S    4    4    4    P    4    4   4   4    P    H    P    4    H    P    4   H   P
record_intervention         n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
propose_exclusion           n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
propose_school_change       n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
propose_survey              n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
record_decision             n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
note_police                 n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
note_interpreter            n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
name_supporter              n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
restrict_readers            n     SS   44   44   44   P+   44   44  44  44   P=   HH   P=   44   HH   P+   44  HH  P=
lift_restriction            n     SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   HH   P=   44  HH  P=
activate_plan               n     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
draft_measure new           n     SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
draft_measure changed       cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
drop_measure                cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
start_measure               cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
end_measure                 cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=
evaluate_measure            cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P+   44   HH   P+   44  HH  P=

print_case                  rcne  SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
print_plan                  cn    SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   HH   P+   44  HH  P=
print_open_cases            n     SS   44   44   44   P+   p+   p+  44  p=   44   44   44   p+   p+   P+   p=  44  44
blank_form nodskjema        -     S    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
blank_form samtale          -     S    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p
blank_form observasjon      -     S    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p   p   p

set_morning_list            -     SS   44   44   44   p=   p=   p=  44  p=   44   44   44   p+   p+   p+   p=  44  44
fetch_morning_list          -     SS   44   44   44   p+   44   44  44  44   44   44   44   44   44   44   44  44  44
disposals                   -     S    4    4    4    4    4    4   4   4    4    4    4    p    p    p    p    4   4
set_keeping_time            -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
record_archived             n     SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   44   HH   44  44  44
read_case closed            n     S    4    4    4    P    4    4   4   4    P    H    P    4    4    H    4   4   4
case_inquiry closed         n     S    4    4    4    P    4    4   4   4    P    H    P    4    4    H    4   4   4
case_log closed             n     S    4    4    4    P    4    4   4   4    P    H    P    4    4    H    4   4   4
case_family closed          n     S    4    4    4    P    4    4   4   4    P    H    P    4    4    H    4   4   4
note_inquiry closed         n     SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   44   HH   44  44  44
admit_to_team closed        n     SS   44   44   44   P=   44   44  44  44   P=   HH   P=   44   44   HH   44  44  44
print_case closed           rcn   SS   44   44   44   P+   44   44  44  44   P+   HH   P=   44   44   HH   44  44  44
place_hold                  c     SS   44   44   44   P+   44   44  44  44   P+   HH   P=   P+   P+   P+   44  44  44
lift_hold                   c     SS   44   44   44   P+   44   44  44  44   P=   HH   P=   P+   P+   P+   44  44  44
dispose_case                c     SS   44   44   44   P=   44   44  44  44   P=   HH   P=   P=   P=   P=   44  44  44

people                      -     S    4    4    4    p    p    p   p   p    4    4    4    p    p    p    p   4   4
person                      -     S    4    4    4    p    p    p   4   4    4    4    4    p    p    p    4   4   4
register_person             -     SS   44   44   44   p+   p+   p+  44  p=   44   44   44   p+   p+   p+   p=  44  44
appoint                     -     SS   44   44   44   p+   p+   p+  44  44   44   44   44   p+   p+   p+   44  44  44
end_appointment             -     SS   44   44   44   p+   p+   p+  44  44   44   44   44   p+   p+   p+   44  44  44
hand_over_work              n     SS   44   44   44   P+   p=   p=  44  44   44   44   44   p=   p=   P+   44  44  44
record_training             -     SS   44   44   44   p+   p+   p+  44  44   44   44   44   p+   p+   p+   44  44  44
reset_sign_in               -     SS   44   44   44   p+   p+   p+  44  44   44   44   44   p+   p+   p+   44  44  44
confirm_real_use            -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
set_calendar                -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
name_duty                   -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
set_limits                  -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
succeed_school              -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
owner_days                  -     S    4    4    4    4    4    4   4   4    4    4    4    p    p    p    4   4   4
numbers                     -     S    4    4    4    4    4    4   4   4    4    4    4    p    p    p    p   4   4
teams                       -     S    4    4    4    p    p    p   4   p    4    4    4    p    p    p    p   4   4
team external               -     S    4    4    4    p    p    p   4   p    4    4    4    p    p    p    4   4   4
team own                    -     S    4    4    4    p    p    p   4   4    4    4    4    p    p    p    4   4   4
capacity                    -     S    4    4    4    4    4    4   4   4    4    4    4    p    p    p    4   p   4
take_family_request         -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  p+  44
hold_family_request         -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  p+  44
family_waits                -     S    4    4    4    4    4    4   4   4    4    4    4    p    p    p    4   p   4
family_told                 c     S    4    4    4    4    4    4   4   4    4    4    4    4    4    4    4   P   4
read_family_wait            c     S    4    4    4    4    4    4   4   4    4    4    4    P    P    P    4   P   4
note_family_talk            c     SS   44   44   44   44   44   44  44  44   44   44   44   P+   P+   P+   44  P+  44
pass_family_request         c     SS   44   44   44   44   44   44  44  44   44   44   44   P+   P+   P+   44  P+  44
withdraw_family_request     c     SS   44   44   44   44   44   44  44  44   44   44   44   P+   P+   P+   44  P+  44
consults                    -     S    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p    p   p
consult_team                -     SS   p=   p=   p=   p=   p=   p=  p=  p=   p=   p=   p=   p=   p=   p=   p=   p=  p=
read_consult                c     S    4    4    4    P    4    P   4   4    4    4    4    4    4    4    4    P   4
answer_consult              c     SS   44   44   44   P=   44   P=  44  44   44   44   44   44   44   44   44  P+  44
my_place                    -     S    4    4    4    4    4    4   4   4    4    4    4    4    4    4    4   p   p
set_up_team                 -     SS   44   44   44   44   44   44  44  p+   44   44   44   p+   p+   p+   p=  44  44
add_member external         -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
add_member own              -     SS   44   44   44   p+   p+   p+  44  44   44   44   44   p+   p+   p+   44  44  44
end_membership              -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
record_competence           -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
sign_mandate                -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
how_team_works              -     4    4    p    p    p    p    p   p   p    p    p    p    p    p    p    4    4   4
how_team_works open         -     p    p    p    p    p    p    p   p   p    p    p    p    p    p    p    p    p   p
set_process_map             -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
agree_release               -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
note_absence                -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
note_absence own            -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  p=  p+
open_calendar               -     SS   44   44   44   44   44   44  44  44   44   44   44   44   44   44   44  p+  p+
close_calendar              -     SS   44   44   44   44   44   44  44  44   44   44   44   44   44   44   44  44  p+
end_absence                 -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
agree_on_team               -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   p=  44  44
team_agreement              -     S    4    4    4    4    4    4   4   4    4    4    4    p    p    p    p   4   4
end_team                    -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
keep_team                   -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   44  44  44
end_team_agreement          -     SS   44   44   44   44   44   44  44  44   44   44   44   p+   p+   p+   p+  44  44
trail                       -     S    4    4    4    4    4    4   4   4    4    4    4    4    4    4    4   4   4
release_trail               -     SS   44   44   44   44   44   44  44  44   44   44   44   44   44   44   44  44  44
settle_reading              -     SS   44   44   44   44   44   44  44  44   44   44   44   44   44   44   44  44  44
pupils                      n     SS   44   44   44   P=   P=   P=  44  p=   44   44   44   44   44   44   44  44  44
register_pupil              -     SS   44   44   44   p+   p+   p+  44  p=   44   44   44   44   44   44   44  44  44
move_pupil                  n     SS   44   44   44   P+   P+   P+  44  44   44   44   44   44   44   44   44  44  44
"""


def expected() -> dict[tuple[str, str], tuple[str, str]]:
    """(page, persona) → what GET and POST are expected to answer; POST is "" where the page takes none."""
    found = {}
    for page, _, cells in _rows():
        for column, cell in zip(COLUMNS, cells, strict=True):
            for persona in COLUMNS[column]:
                own = APART.get((persona, page), cell)
                found[page, persona] = (own[0], own[1:])
    return found


def shown() -> dict[str, frozenset[str]]:
    """Page → the groups of canaries that it may show to whoever gets it whole."""
    return {page: frozenset(SHOWS[letter] for letter in shows if letter != "-") for page, shows, _ in _rows()}


def _rows() -> list[tuple[str, str, list[str]]]:
    head, *lines = [line for line in TABLE.splitlines() if line]
    assert head.split()[2:] == list(COLUMNS)
    assert sorted(persona for column in COLUMNS.values() for persona in column) == sorted(PERSONAS)
    return [(line[:28].strip(), *_split(line[28:])) for line in lines]


def _split(rest: str) -> tuple[str, list[str]]:
    shows, *cells = rest.split()
    return shows, cells

"""The addresses of reports and cases: Norwegian nouns, and never a primary key."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from .views import (
    adults,
    bursts,
    caring,
    case,
    declaring,
    errands,
    followup,
    governor,
    inquiry,
    leaving,
    linked,
    naming,
    plan,
    reporting,
    reports,
    sharing,
    special,
    succession,
    talks,
    wrongpupil,
)

ON_BOTH = r"^(?P<noun>meldinger|saker)/(?P<number>[0-9-]{1,16})"
REPORT_URLS: list[URLPattern] = [
    path("meld/", reporting.report_concern, name="report_concern"),
    path("meldinger/", reporting.my_reports, name="my_reports"),
    path("mine-meldinger/<slug:number>/", reporting.own_report, name="own_report"),
    path("mine-meldinger/<slug:number>/sendt/", reporting.report_sent, name="report_sent"),
    path("meldinger/<slug:number>/", reports.read_report, name="read_report"),
    path("meldinger/<slug:number>/omruting/", reports.reroute_report, name="reroute_report"),
    path("meldinger/<slug:number>/mottak/", reports.receive_report, name="receive_report"),
    path("meldinger/<slug:number>/grunnlos/", reports.find_unfounded, name="find_unfounded"),
    path("meldinger/<slug:number>/tilbaketrekking/", reports.withdraw_report, name="withdraw_report"),
    path("meldinger/<slug:number>/misbruk/", reports.mark_abuse, name="mark_abuse"),
    path("meldinger/<slug:number>/samtidige/", bursts.burst, name="burst"),
    path("meldinger/<slug:number>/sak/", reports.open_case, name="open_case"),
    path("saker/<slug:number>/meldinger/", reports.link_report, name="link_report"),
    re_path(rf"{ON_BOTH}/habilitet/$", declaring.declare_impartiality, name="declare_impartiality"),
    re_path(rf"{ON_BOTH}/trygghet/$", reports.secure_safety, name="secure_safety"),
    re_path(rf"{ON_BOTH}/varsling/$", reports.tell_owner, name="tell_owner"),
    path("habilitet/", declaring.impartiality_to_decide, name="impartiality_to_decide"),
    path("habilitet/<uuid:declaration>/", declaring.decide_impartiality, name="decide_impartiality"),
]
CAUSE = "bekymringer/<uuid:cause>/"
CAUSE_URLS: list[URLPattern] = [
    path("bekymringer/", caring.causes, name="causes"),
    path("bekymringer/ny/", caring.see_cause, name="see_cause"),
    path(CAUSE, caring.read_cause, name="read_cause"),
    path(f"{CAUSE}sendt/", caring.send_child_welfare_report, name="send_child_welfare_report"),
    path(f"{CAUSE}ikke-sendt/", caring.leave_cause_unsent, name="leave_cause_unsent"),
    path(f"{CAUSE}svar/", caring.note_child_welfare_feedback, name="note_child_welfare_feedback"),
    path(f"{CAUSE}deling/", caring.share_cause, name="share_cause"),
]
ERRAND = "gjoremal/<uuid:errand>/"
ERRAND_URLS: list[URLPattern] = [
    path("gjoremal/", errands.errands, name="errands"),
    path(ERRAND, errands.read_errand, name="read_errand"),
    path(f"{ERRAND}gjort/", errands.finish_errand, name="finish_errand"),
    path(f"{ERRAND}kan-ikke/", errands.decline_errand, name="decline_errand"),
]
CASE = "saker/<slug:number>/"
MEASURE = f"{CASE}tiltak/<uuid:measure>/"
CASE_URLS: list[URLPattern] = [
    path(CASE, case.read_case, name="read_case"),
    path(f"{CASE}personer/", case.case_people, name="case_people"),
    path(f"{CASE}undersokelse/", case.case_inquiry, name="case_inquiry"),
    path(f"{CASE}plan/", plan.case_plan, name="case_plan"),
    path(f"{CASE}logg/", case.case_log, name="case_log"),
    path(f"{CASE}mottak/", case.receive_case, name="receive_case"),
    path(f"{CASE}alvor/", case.assess_seriousness, name="assess_seriousness"),
    path(f"{CASE}ansvarlig/", case.name_lead, name="name_lead"),
    path(f"{CASE}team/", case.admit_to_team, name="admit_to_team"),
    path(f"{CASE}personer/<uuid:person>/fortalt/", adults.note_employee_told, name="note_employee_told"),
    path(f"{CASE}personer/<uuid:person>/ikke-holdepunkter/", adults.find_no_grounds, name="find_no_grounds"),
    path(f"{CASE}team/<uuid:member>/slutt/", case.release_from_team, name="release_from_team"),
    path(f"{CASE}parter/", naming.name_party, name="name_party"),
    path(f"{CASE}habilitet/skolen/", declaring.declare_school_ties, name="declare_school_ties"),
    path(f"{CASE}innsigelse/", declaring.note_objection, name="note_objection"),
    path(f"{CASE}elev/", wrongpupil.correct_pupil, name="correct_pupil"),
    path(f"{CASE}personvern/", wrongpupil.assess_breach, name="assess_breach"),
    path(f"{CASE}rettigheter/", case.inform_of_rights, name="inform_of_rights"),
    path(f"{CASE}funn/", inquiry.note_inquiry, name="note_inquiry"),
    path(f"{CASE}funn/<slug:way>/", inquiry.note_inquiry, name="note_inquiry"),
    path(f"{CASE}samtaler/", case.hear_pupil, name="hear_pupil"),
    path(f"{CASE}foresatte/", linked.contact_guardians, name="contact_guardians"),
    path(f"{CASE}stoppsamtaler/", talks.hold_stop_talk, name="hold_stop_talk"),
    path(f"{CASE}stoppsamtaler/slutt/", talks.end_stop_talks, name="end_stop_talks"),
    # what is known from a service
    path(f"{CASE}kunnskap/", sharing.share_knowledge, name="share_knowledge"),
    path(f"{CASE}kunnskap/<uuid:knowledge>/trukket/", sharing.withdraw_consent, name="withdraw_consent"),
    path(f"{CASE}kunnskap/<slug:way>/", sharing.share_knowledge, name="share_knowledge"),
    # cases that have to do with each other
    path(f"{CASE}koblinger/", linked.link_cases, name="link_cases"),
    path(f"{CASE}koblinger/<uuid:link>/opphev/", linked.unlink_cases, name="unlink_cases"),
    path(f"{CASE}koblinger/<uuid:link>/notat/", linked.share_note, name="share_note"),
    path(f"{CASE}koblinger/<uuid:link>/tiltak/", linked.share_measure, name="share_measure"),
    path(f"{CASE}rettelser/", case.correct_record, name="correct_record"),
    path(f"{CASE}gjoremal/", errands.give_errand, name="give_errand"),
    path(f"{CASE}gjoremal/<uuid:errand>/", errands.take_back_errand, name="take_back_errand"),
    path(f"{CASE}hjelp/", followup.answer_help_question, name="answer_help_question"),
    path(f"{CASE}oppfolging/", followup.case_aftercare, name="case_aftercare"),
    path(f"{CASE}oppfolging/start/", followup.end_measures, name="end_measures"),
    path(f"{CASE}oppfolging/forlengelse/", followup.renew_aftercare, name="renew_aftercare"),
    path(f"{CASE}oppfolging/stopp/", followup.stop_aftercare, name="stop_aftercare"),
    path(f"{CASE}oppfolging/samtaler/", followup.check_in_pupil, name="check_in_pupil"),
    path(f"{CASE}oppfolging/notater/", followup.note_followup, name="note_followup"),
    path(f"{CASE}tilbud/", followup.offer_talk, name="offer_talk"),
    path(f"{CASE}medunderskrift/", followup.cosign_ending, name="cosign_ending"),
    path(f"{CASE}avslutning/", followup.close_case, name="close_case"),
    path(f"{CASE}gjenapning/", followup.reopen_case, name="reopen_case"),
    path(f"{CASE}videre/", followup.hand_over_case, name="hand_over_case"),
    path(f"{CASE}statsforvalteren/", governor.case_governor, name="case_governor"),
    path(f"{CASE}statsforvalteren/<uuid:entry>/", governor.correct_governor_step, name="correct_governor_step"),
    path(f"{CASE}statsforvalteren/<slug:step>/", governor.record_governor_step, name="record_governor_step"),
    path(f"{CASE}sarskilt/", special.case_special, name="case_special"),
    path(f"{CASE}sarskilt/inngrep/", special.record_intervention, name="record_intervention"),
    path(f"{CASE}sarskilt/bortvisning/", special.propose_exclusion, name="propose_exclusion"),
    path(f"{CASE}sarskilt/skolebytte/", special.propose_school_change, name="propose_school_change"),
    path(f"{CASE}sarskilt/undersokelse/", special.propose_survey, name="propose_survey"),
    path(f"{CASE}sarskilt/forslag/<uuid:proposal>/", special.record_decision, name="record_decision"),
    path(f"{CASE}sarskilt/politi/", special.note_police, name="note_police"),
    path(f"{CASE}sarskilt/tolk/", special.note_interpreter, name="note_interpreter"),
    path(f"{CASE}sarskilt/stotte/", special.name_supporter, name="name_supporter"),
    path(f"{CASE}sarskilt/innsyn/", special.restrict_readers, name="restrict_readers"),
    path(f"{CASE}sarskilt/innsyn/opphev/", special.lift_restriction, name="lift_restriction"),
    path(f"{CASE}plan/aktivering/", plan.activate_plan, name="activate_plan"),
    path(f"{CASE}plan/versjoner/", plan.compare_plans, name="compare_plans"),
    path(f"{CASE}tiltak/", plan.draft_measure, name="draft_measure"),
    path(MEASURE, plan.draft_measure, name="draft_measure"),
    path(f"{MEASURE}fjern/", plan.drop_measure, name="drop_measure"),
    path(f"{MEASURE}start/", plan.start_measure, name="start_measure"),
    path(f"{MEASURE}slutt/", plan.end_measure, name="end_measure"),
    path(f"{MEASURE}evaluering/", plan.evaluate_measure, name="evaluate_measure"),
]

UNIT_URLS = [
    path("eiere/<uuid:owner>/overtakelse/", succession.succeed_school, name="succeed_school"),
    path("folk/<uuid:person>/arbeid/", leaving.hand_over_work, name="hand_over_work"),
]

urlpatterns = [*REPORT_URLS, *CAUSE_URLS, *ERRAND_URLS, *CASE_URLS, *UNIT_URLS]

"""The addresses of help from the external team."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views
from .views import calendars, consulting

urlpatterns: list[URLPattern] = [
    path("saker/<slug:number>/bistand/", views.case_assistance, name="case_assistance"),
    path("saker/<slug:number>/bistand/be-om-hjelp/", views.request_assistance, name="request_assistance"),
    path("saker/<slug:number>/bistand/hvem-gar/", views.assign_assistants, name="assign_assistants"),
    path("saker/<slug:number>/bistand/nei/", views.decline_assistance, name="decline_assistance"),
    path("saker/<slug:number>/bistand/slutt/", views.end_assistance, name="end_assistance"),
    path(
        "saker/<slug:number>/bistand/familie/<uuid:report>/", views.confirm_family_request,
        name="confirm_family_request",
    ),
    path("saker/<slug:number>/bistand/oppdrag/", views.give_commission, name="give_commission"),
    path(
        "saker/<slug:number>/bistand/oppdrag/<uuid:commission>/slutt/", views.end_commission, name="end_commission"
    ),
    path("saker/<slug:number>/bistand/rad/", views.give_advice, name="give_advice"),
    path("saker/<slug:number>/bistand/rad/<uuid:advice>/svar/", views.answer_advice, name="answer_advice"),
    path("saker/<slug:number>/bistand/rad/<uuid:advice>/avgjor/", views.decide_advice, name="decide_advice"),
    path("saker/<slug:number>/bistand/rad/<uuid:advice>/gjort/", views.carry_out_advice, name="carry_out_advice"),
    path("saker/<slug:number>/bistand/moter/", views.hold_team_meeting, name="hold_team_meeting"),
    path("saker/<slug:number>/bistand/moter/steg/<uuid:agreed>/", views.finish_step, name="finish_step"),
    path("saker/<slug:number>/bistand/arbeidsnotater/", views.write_work_note, name="write_work_note"),
    path(
        "saker/<slug:number>/bistand/arbeidsnotater/<uuid:note>/", views.hand_note_to_school,
        name="hand_note_to_school",
    ),
    path("kalender/<str:key>.ics", calendars.calendar, name="calendar"),
    path("innsatsteam/min-plass/", views.my_place, name="my_place"),
    path("sporsmal/", consulting.consults, name="consults"),
    path("sporsmal/nytt/", consulting.consult_team, name="consult_team"),
    path("sporsmal/<uuid:consult>/", consulting.read_consult, name="read_consult"),
    path("sporsmal/<uuid:consult>/svar/", consulting.answer_consult, name="answer_consult"),
    path("innsatsteam/<uuid:team>/familie/", views.take_family_request, name="take_family_request"),
    path("innsatsteam/<uuid:team>/slutt/", views.end_team, name="end_team"),
    path("innsatsteam/<uuid:team>/fortsett/", views.keep_team, name="keep_team"),
    path("innsatsteam/<uuid:team>/familie/vent/", views.hold_family_request, name="hold_family_request"),
    path("innsatsteam/<uuid:team>/familier/", views.family_waits, name="family_waits"),
    path("innsatsteam/familie/<slug:number>/sagt/", views.family_told, name="family_told"),
    path("innsatsteam/familier/<uuid:wait>/", views.read_family_wait, name="read_family_wait"),
    path("innsatsteam/familier/<uuid:wait>/samtale/", views.note_family_talk, name="note_family_talk"),
    path("innsatsteam/familier/<uuid:wait>/si-fra/", views.pass_family_request, name="pass_family_request"),
    path("innsatsteam/familier/<uuid:wait>/trekk/", views.withdraw_family_request, name="withdraw_family_request"),
    path("innsatsteam/<uuid:team>/ny-sak/", views.capacity, name="capacity"),
]

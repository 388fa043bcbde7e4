"""The addresses of what is printed, and of what leaves."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("apne-saker/utskrift/", views.print_open_cases, name="print_open_cases"),
    path("apne-saker/morgen/", views.set_morning_list, name="set_morning_list"),
    path("apne-saker/morgen/<uuid:sheet>/", views.fetch_morning_list, name="fetch_morning_list"),
    path("saker/<slug:number>/utskrift/", views.print_case, name="print_case"),
    path("saker/<slug:number>/plan/utskrift/", views.print_plan, name="print_plan"),
    path("kassering/", views.disposals, name="disposals"),
    path("eiere/<uuid:owner>/oppbevaring/", views.set_keeping_time, name="set_keeping_time"),
    path("saker/<slug:number>/arkiv/", views.record_archived, name="record_archived"),
    path("saker/<slug:number>/bevaring/", views.place_hold, name="place_hold"),
    path("saker/<slug:number>/bevaring/<uuid:hold>/", views.lift_hold, name="lift_hold"),
    path("saker/<slug:number>/kassering/", views.dispose_case, name="dispose_case"),
    path("skjema/<slug:blank_name>/", views.blank_form, name="blank_form"),
]

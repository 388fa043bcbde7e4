"""The addresses of what is printed."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("apne-saker/utskrift/", views.print_open_cases, name="print_open_cases"),
    path("saker/<slug:number>/utskrift/", views.print_case, name="print_case"),
    path("saker/<slug:number>/plan/utskrift/", views.print_plan, name="print_plan"),
    path("skjema/<slug:blank_name>/", views.blank_form, name="blank_form"),
]

"""The addresses of the families' side. Those of the open doors say nothing of what is behind them."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import asked, comingin, inside, school
from .views import open as doors

OPEN_URLS: list[URLPattern] = [
    path("skole/", doors.open_report, name="open_report"),
    path("skole/kode/", doors.type_code, name="type_code"),
    path("skole/kode/vis/", doors.held_report, name="held_report"),
    path("skole/kode/bort/", doors.put_code_away, name="put_code_away"),
    path("skole/brev/", inside.use_family_key, name="use_family_key"),
    path("skole/fra-skolen/", inside.family_editions, name="family_editions"),
    path("skole/fra-skolen/<uuid:case>/", inside.read_edition, name="read_edition"),
    path("skole/fra-skolen/<uuid:case>/sporsmal/", asked.answer_trust_check, name="answer_trust_check"),
    path("skole/fra-skolen/<uuid:case>/hvem/", asked.ask_for_trail, name="ask_for_trail"),
    path("skole/fra-skolen/<uuid:case>/svar/", asked.own_check_in, name="own_check_in"),
    path("skole/fra-skolen/<uuid:case>/skriv/", inside.write_from_home, name="write_from_home"),
    path("skole/inn/knytt/", comingin.link_family_sign_in, name="link_family_sign_in"),
    path("skole/inn/barn/", comingin.choose_child, name="choose_child"),
    path("skole/inn/<slug:provider>/", comingin.go_to_family_provider, name="go_to_family_provider"),
    path("skole/inn/<slug:provider>/svar/", comingin.family_comes_back, name="family_comes_back"),
    path("bort/", doors.leave, name="leave"),
]
EDITION = "saker/<slug:number>/familien/<uuid:pupil>/<slug:way>/"
KEY = "saker/<slug:number>/familien/<uuid:pupil>/kode/<uuid:reader>/"
THREAD = "saker/<slug:number>/familien/<uuid:pupil>/skriv/<uuid:reader>/"
SCHOOL_URLS: list[URLPattern] = [
    path("saker/<slug:number>/familien/", school.case_family, name="case_family"),
    path(KEY, school.give_family_key, name="give_family_key"),
    path(f"{KEY}stengt/", school.end_family_key, name="end_family_key"),
    path(THREAD, school.write_home, name="write_home"),
    path(f"{THREAD}uten-svar/", school.leave_unanswered, name="leave_unanswered"),
    path(EDITION, school.approve_edition, name="approve_edition"),
    path(f"{EDITION}brev/", school.edition_letter, name="edition_letter"),
]
urlpatterns: list[URLPattern] = [*OPEN_URLS, *SCHOOL_URLS]

from django.urls import URLPattern, path

from .views import school

EDITION = "saker/<slug:number>/familien/<uuid:pupil>/<slug:way>/"
urlpatterns: list[URLPattern] = [
    path("saker/<slug:number>/familien/", school.case_family, name="case_family"),
    path(EDITION, school.approve_edition, name="approve_edition"),
    path(f"{EDITION}brev/", school.edition_letter, name="edition_letter"),
]

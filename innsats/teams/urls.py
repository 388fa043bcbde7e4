from django.urls import path

from . import views

urlpatterns = [
    path("innsatsteam/", views.teams, name="teams"),
    path("innsatsteam/ny/", views.set_up_team, name="set_up_team"),
    path("innsatsteam/medlemmer/<uuid:membership>/slutt/", views.end_membership, name="end_membership"),
    path("innsatsteam/fravaer/<uuid:absence>/slutt/", views.end_absence, name="end_absence"),
    path("innsatsteam/min-plass/kalender/", views.open_calendar, name="open_calendar"),
    path("innsatsteam/min-plass/kalender/slutt/", views.close_calendar, name="close_calendar"),
    path("innsatsteam/avtaler/ny/", views.agree_on_team, name="agree_on_team"),
    path("innsatsteam/avtaler/<uuid:agreement>/", views.team_agreement, name="team_agreement"),
    path("innsatsteam/avtaler/<uuid:agreement>/slutt/", views.end_team_agreement, name="end_team_agreement"),
    path("innsatsteam/<uuid:team>/", views.team, name="team"),
    path("innsatsteam/<uuid:team>/medlemmer/", views.add_member, name="add_member"),
    path("innsatsteam/<uuid:team>/kompetanse/", views.record_competence, name="record_competence"),
    path("innsatsteam/<uuid:team>/mandat/", views.sign_mandate, name="sign_mandate"),
    path("innsatsteam/<uuid:team>/slik-jobber-teamet/", views.how_team_works, name="how_team_works"),
    path("innsatsteam/<uuid:team>/slik-jobber-teamet/<slug:way>/", views.set_process_map, name="set_process_map"),
    path("innsatsteam/<uuid:team>/frigjoring/", views.agree_release, name="agree_release"),
    path("innsatsteam/<uuid:team>/fravaer/", views.note_absence, name="note_absence"),
]

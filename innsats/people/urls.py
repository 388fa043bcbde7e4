from django.urls import path

from .views import calendar, people, pupils, signin

urlpatterns = [
    path("logg-inn/", signin.sign_in, name="sign_in"),
    path("logg-inn/demo/<uuid:person>/", signin.sign_in_demo, name="sign_in_demo"),
    path("logg-ut/", signin.sign_out, name="sign_out"),
    path("passord/<uuid:person>/<str:token>/", signin.set_password, name="set_password"),
    path("folk/", people.people, name="people"),
    path("folk/ny/", people.register_person, name="register_person"),
    path("folk/roller/<uuid:appointment>/slutt/", people.end_appointment, name="end_appointment"),
    path("folk/<uuid:person>/", people.person, name="person"),
    path("folk/<uuid:person>/roller/", people.appoint, name="appoint"),
    path("folk/<uuid:person>/opplaring/", people.record_training, name="record_training"),
    path("eiere/<uuid:owner>/", calendar.owner_days, name="owner_days"),
    path("eiere/<uuid:owner>/skolerute/", calendar.set_calendar, name="set_calendar"),
    path("eiere/<uuid:owner>/ferievakt/", calendar.name_duty, name="name_duty"),
    path("eiere/<uuid:owner>/grenser/", calendar.set_limits, name="set_limits"),
    path("eiere/<uuid:owner>/i-bruk/", people.confirm_real_use, name="confirm_real_use"),
    path("elever/", pupils.list_pupils, name="pupils"),
    path("elever/ny/", pupils.register_pupil, name="register_pupil"),
    path("elever/<uuid:pupil>/skole/", pupils.move_pupil, name="move_pupil"),
]

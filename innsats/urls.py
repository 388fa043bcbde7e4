"""Every address of the product. The slices own their own."""

from django.urls import include, path

urlpatterns = [
    path("", include("innsats.desk.urls")),
    path("", include("innsats.insight.urls")),
    path("", include("innsats.oversight.urls")),
    path("", include("innsats.notices.urls")),
    path("", include("innsats.archive.urls")),
    path("", include("innsats.family.urls")),
    path("", include("innsats.assistance.urls")),
    path("", include("innsats.cases.urls")),
    path("", include("innsats.teams.urls")),
    path("", include("innsats.people.urls")),
    path("", include("innsats.web.urls")),
]
handler400 = "innsats.web.views.bad_request"
handler403 = "innsats.web.views.permission_denied"
handler404 = "innsats.web.views.not_found"
handler500 = "innsats.web.views.server_error"

from django.urls import path

from . import health, views

urlpatterns = [
    path("hva-dette-er/", views.about, name="about"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("sprak/", views.choose_language, name="choose_language"),
    path("utkast/", views.keep_draft, name="keep_draft"),
    path("helse/", health.alive, name="alive"),
    path("helse/klar/", health.ready, name="ready"),
    path("ui/", views.show_components, name="components"),
]

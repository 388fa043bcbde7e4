from django.urls import path

from . import views

urlpatterns = [
    path("hva-dette-er/", views.about, name="about"),
    path("sprak/", views.choose_language, name="choose_language"),
    path("utkast/", views.keep_draft, name="keep_draft"),
    path("ui/", views.show_components, name="components"),
]

"""The working day: what needs me now, and the list of cases."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.today, name="today"),
    path("saker/", views.cases, name="cases"),
]

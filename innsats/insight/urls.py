"""The picture of a year, in numbers."""

from django.urls import path

from . import views

urlpatterns = [path("tall/", views.numbers, name="numbers")]

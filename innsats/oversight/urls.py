"""The addresses of the privacy officer."""

from django.urls import path

from . import views

urlpatterns = [
    path("innsynslogg/", views.trail, name="trail"),
    path("innsynslogg/til-familien/<uuid:asked>/", views.release_trail, name="release_trail"),
    path("innsynslogg/lesing/<uuid:reading>/", views.settle_reading, name="settle_reading"),
]

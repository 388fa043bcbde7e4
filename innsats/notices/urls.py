"""The address of what the machine says of itself."""

from django.urls import path

from . import views

urlpatterns = [path("helse/tall/", views.metrics, name="metrics")]

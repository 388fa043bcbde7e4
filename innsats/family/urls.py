"""The addresses of the open doors. They say nothing of what is behind them."""

from __future__ import annotations

from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("skole/", views.open_report, name="open_report"),
    path("skole/kode/", views.type_code, name="type_code"),
    path("skole/kode/vis/", views.held_report, name="held_report"),
    path("skole/kode/bort/", views.put_code_away, name="put_code_away"),
    path("bort/", views.leave, name="leave"),
]

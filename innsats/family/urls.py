"""The addresses of the open doors. They say nothing of what is behind them."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import open as doors

urlpatterns: list[URLPattern] = [
    path("skole/", doors.open_report, name="open_report"),
    path("skole/kode/", doors.type_code, name="type_code"),
    path("skole/kode/vis/", doors.held_report, name="held_report"),
    path("skole/kode/bort/", doors.put_code_away, name="put_code_away"),
    path("bort/", doors.leave, name="leave"),
]

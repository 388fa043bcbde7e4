"""A bare Django page: one row by its key through the ORM, one template, on the same database. Nothing to compare with
is cheaper and still Django."""

from __future__ import annotations

import os

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.shortcuts import render
from django.urls import path

PAGE = "<!doctype html><title>{{ person.name }}</title><h1>{{ person.name }}</h1><p>{{ person.uuid }}</p>"

settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="bench.bare",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    DATABASES={"default": dict(dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600))},
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"page.html": PAGE})]},
        }
    ],
)
django.setup()


class Person(models.Model):
    name = models.CharField(max_length=200)
    uuid = models.UUIDField()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "people_person"


def page(request):
    """One query, one template."""
    return render(request, "page.html", {"person": Person.objects.get(pk=int(request.GET["pk"]))})


urlpatterns = [path("", page)]
application = get_wsgi_application()

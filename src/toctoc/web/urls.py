"""Every address of the HTML face."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from . import ask, demo, find, home, mine, pages, question

urlpatterns: list[URLPattern | URLResolver] = [
    *home.urlpatterns,
    *ask.urlpatterns,
    *question.urlpatterns,
    *find.urlpatterns,
    *mine.urlpatterns,
    *pages.urlpatterns,
    *demo.urlpatterns,
    path("", include("toctoc.api.urls")),
    path("compte/", include("allauth.urls")),
]

"""Every address of the HTML face."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import import_string

from toctoc.live.views import poll

from . import (
    ask,
    demo,
    editing,
    find,
    home,
    joining,
    mine,
    moderation_proofs,
    oversight,
    pages,
    private,
    question,
    removal,
    transposing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *home.urlpatterns,
    *ask.urlpatterns,
    *removal.urlpatterns,  # these three before question's, which ends with any verb
    *editing.urlpatterns,
    *oversight.urlpatterns,
    *private.urlpatterns,
    *question.urlpatterns,
    *transposing.urlpatterns,
    *find.urlpatterns,
    *mine.urlpatterns,
    *pages.urlpatterns,
    *demo.urlpatterns,
    *joining.urlpatterns,
    *moderation_proofs.urlpatterns,
    path("", include("toctoc.api.urls")),
    path("live/poll", poll, name="live_poll"),
    path("metrics", import_string("toctoc.ops.metrics.metrics"), name="metrics"),
    path("compte/", include("allauth.urls")),
]
if settings.DEMO:
    # By name: the imitation lives above this package.
    urlpatterns.append(path("psc-demo/", include("toctoc.ops.psc_demo.urls")))

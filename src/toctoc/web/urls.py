"""Every address of the HTML face."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import import_string

from toctoc.live.views import poll

from . import (
    announcements,
    ask,
    councils,
    demo,
    desk,
    editing,
    evidence,
    find,
    home,
    joining,
    judgements,
    leaks,
    mine,
    moderation_proofs,
    notices,
    oversight,
    pages,
    past,
    picture_bytes,
    picture_flag,
    picture_labs,
    picture_own,
    picture_view,
    pictures,
    pictures_review,
    private,
    question,
    removal,
    rights,
    stories,
    transparency,
    transposing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *home.urlpatterns,
    *ask.urlpatterns,
    *removal.urlpatterns,  # these before question's, which ends with any verb
    *editing.urlpatterns,
    *oversight.urlpatterns,
    *past.urlpatterns,
    *notices.urlpatterns,
    *stories.urlpatterns,
    *private.urlpatterns,
    *picture_own.urlpatterns,
    *question.urlpatterns,
    *picture_bytes.urlpatterns,
    *picture_flag.urlpatterns,
    *picture_view.urlpatterns,
    *transposing.urlpatterns,
    *find.urlpatterns,
    *mine.urlpatterns,
    *pages.urlpatterns,
    *demo.urlpatterns,
    *joining.urlpatterns,
    *councils.urlpatterns,
    *judgements.urlpatterns,
    *rights.urlpatterns,
    *desk.urlpatterns,
    *leaks.urlpatterns,
    *evidence.urlpatterns,
    *transparency.urlpatterns,
    *announcements.urlpatterns,
    *pictures.urlpatterns,
    *picture_labs.urlpatterns,
    *pictures_review.urlpatterns,  # after those whose words it would take for a file
    *moderation_proofs.urlpatterns,
    path("", include("toctoc.api.urls")),
    path("live/poll", poll, name="live_poll"),
    path("metrics", import_string("toctoc.ops.metrics.metrics"), name="metrics"),
    path("compte/", include("allauth.urls")),
]
if settings.DEMO:
    # By name: the imitation lives above this package.
    urlpatterns.append(path("psc-demo/", include("toctoc.ops.psc_demo.urls")))

"""Addresses of the API and of its pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from . import errors, pages
from .service import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("moi/jetons/", pages.tokens, name="tokens"),
    path("moi/jetons/<slug:public_id>/revoquer", pages.revoke, name="revoke_token"),
    path("api/v1/docs", pages.docs, name="api_docs"),
    path("api/v1/", api.urls),
    re_path(r"^api/(?P<rest>.*)$", errors.not_found),
]

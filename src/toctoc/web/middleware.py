from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class MemberMiddleware:
    """Nothing a member reads may stay in a shared cache or be indexed (D1)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

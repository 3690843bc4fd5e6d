from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old or came from elsewhere: say so, and give back what was typed."""
    typed = {
        name: value
        for name, value in request.POST.items()
        if name not in ("csrfmiddlewaretoken", "password", "password1") and value
    }
    return render(request, "errors/csrf.html", {"typed": typed}, status=403)

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page knows of the instance."""
    return {"instance_name": settings.TOCTOC_NAME, "demo": settings.DEMO}

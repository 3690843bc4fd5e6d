from __future__ import annotations

from toctoc.people.models import Person

from .models import ApiToken


def tokens_of(person: Person) -> list[ApiToken]:
    """The person's own keys, newest first; the revoked stay in the list, so that one sees them."""
    return list(ApiToken.objects.filter(person=person).order_by("-id")[:50])

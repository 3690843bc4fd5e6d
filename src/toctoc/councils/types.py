"""What the right door is made of."""

from __future__ import annotations

from dataclasses import dataclass


class NotUnderstood(Exception):
    """What the operator gave can't be kept; `problems` are codes with where they stand."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        super().__init__(", ".join(code for _line, code in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Order:
    """One of the seven Orders."""

    code: str
    name: str
    # Which of its councils receives a grievance, and the article that fixes conciliation within a
    # month and transmission within three; "" where we have read no source that says so.
    level: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The one right door for a situation, and others that may help beside it."""

    situation: str
    profession: str
    department: str
    body: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a body, as somebody checked it."""

    name: str = ""
    postal: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    source_kind: str = ""
    source_url: str = ""
    # ISO date; "" when nobody has checked.
    verified_on: str = ""

    @property
    def reaches(self) -> bool:
        return bool(self.postal or self.phone or self.email or self.web)

"""The same place, hospital or employer always said the same way; a second one "autre"."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Registry:
    """What each thing named became, in order of appearance over a thread."""

    said: dict[str, str] = field(default_factory=dict)

    def say(self, key: str, wording: str) -> str:
        """`wording` for `key`; "une autre …" when something else already took it."""
        if key in self.said:
            return self.said[key]
        taken = wording in self.said.values()
        for article in ("une ", "un "):
            if taken and wording.startswith(article):
                wording = f"{article}autre {wording.removeprefix(article)}"
                break
        self.said[key] = wording
        return wording

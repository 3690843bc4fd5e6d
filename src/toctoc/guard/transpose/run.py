"""Readers, mending and the guard in turn, until nothing is left to say another way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toctoc.guard.report import Level
from toctoc.guard.transpose.ages import read_ages
from toctoc.guard.transpose.compose import Edit, compose
from toctoc.guard.transpose.contacts import read_contacts
from toctoc.guard.transpose.dates import read_dates
from toctoc.guard.transpose.facts import clinical_facts
from toctoc.guard.transpose.hospitals import read_hospitals
from toctoc.guard.transpose.jobs import read_employers, read_jobs
from toctoc.guard.transpose.mend import mend
from toctoc.guard.transpose.origins import read_origins
from toctoc.guard.transpose.people import Cast, read_people
from toctoc.guard.transpose.places import read_places
from toctoc.guard.transpose.registry import Registry
from toctoc.guard.transpose.scene import Scene, look
from toctoc.guard.transpose.types import Change, apply_changes

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterator, Sequence

_ROUNDS = 8
_PLAIN_FROM = 4  # rounds after which a detail the guard still sees is simply removed
_HARD = (Level.BLOCK, Level.FIX)
_KIND = {
    "name": "person",
    "initials": "person",
    "birth_date": "age",
    "date": "date",
    "address": "place",
    "postcode": "place",
    "place": "place",
    "hospital": "hospital",
    "age": "age",
    "profession": "profession",
    "family": "profession",
    "employer": "employer",
    "origin": "origin",
}
# what the guard is sure of goes whatever it holds; the rest must not carry a clinical fact
_SURE = frozenset(("person", "date", "contact", "place", "hospital"))


@dataclass(slots=True)
class Pen:
    """What stays the same over the rounds of one transposition."""

    today: datetime.date | None
    final: bool
    kinds: Collection[str] | None
    contested: Collection[str]
    cast: Cast = field(default_factory=Cast)
    said: Registry = field(default_factory=Registry)
    thread: list[Scene] = field(default_factory=list)
    seen: dict[str, Scene] = field(default_factory=dict)

    def read_thread(self, thread: Sequence[str]) -> None:
        """Learn who and what the earlier texts named."""
        for text in thread:
            scene = look(text, self.today, self.final, (), self.contested)
            self.thread.append(scene)
            for _ in (
                *read_people(scene, self.cast),
                *read_places(scene, self.said),
                *read_hospitals(scene, self.said),
            ):
                pass

    def look(self, text: str) -> Scene:
        """The text with the names met so far known; a text is judged once."""
        if text not in self.seen:
            names = self.cast.names()
            self.seen[text] = look(text, self.today, self.final, names, self.contested)
        return self.seen[text]

    def wants(self, kind: str) -> bool:
        """Whether changes of this kind were asked for."""
        return self.kinds is None or kind in self.kinds


def settle(original: str, pen: Pen, changes: Sequence[Change] = ()) -> list[Change]:
    """`changes` completed until the readers and the guard have nothing more to say."""
    done = list(changes)
    for turn in range(_ROUNDS):
        text = apply_changes(original, done)
        scene = pen.look(text)
        edits = _fit(scene, list(_edits(scene, pen, turn)))
        if not edits:
            break
        done = compose(original, done, edits)
    return done


def _edits(scene: Scene, pen: Pen, turn: int) -> Iterator[Edit]:
    if turn >= _PLAIN_FROM:
        for hit in scene.found:
            kind = _KIND.get(hit.category, "contact")
            harms = clinical_facts(scene.text[hit.start : hit.end]) and kind == "place"
            if hit.finding.level in _HARD and pen.wants(kind) and not harms:
                yield Edit(hit.start, hit.end, "", kind, "left", hit.category)
        return
    ages = list(read_ages(scene))
    for edit in (
        *read_contacts(scene),
        *read_employers(scene, pen.said),
        *read_people(scene, pen.cast),
        *read_hospitals(scene, pen.said),
        *read_places(scene, pen.said),
        *read_dates(scene, pen.thread, bool(ages) or turn > 0),
        *read_jobs(scene, pen.wants("age")),  # a trade may take the age beside it along
        *ages,
        *read_origins(scene),
    ):
        if pen.wants(edit.kind) and not _harms(scene, edit):
            yield edit


def _harms(scene: Scene, edit: Edit) -> bool:
    """Whether an edit of a soft detail would take a clinical fact with it."""
    if edit.kind in _SURE:
        return False
    lost = clinical_facts(scene.text[edit.start : edit.end]) - clinical_facts(edit.text)
    return bool(lost) and edit.kind != "age"


def _fit(scene: Scene, edits: list[Edit]) -> list[Edit]:
    """Edits mended and apart, in the offsets of the text before it was cleaned."""
    kept: list[Edit] = []
    cover = bytearray(len(scene.text) + 1)
    for edit in _joined(scene.text, edits):
        for attempt in (mend(scene.text, edit), edit):
            free = 0 <= attempt.start < attempt.end <= len(scene.text)
            if free and not any(cover[attempt.start : attempt.end]):
                cover[attempt.start : attempt.end] = b"\x01" * (attempt.end - attempt.start)
                kept.append(attempt)
                break
    return back(scene, kept)


def _joined(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits, with removals that only spaces part told as one."""
    out: list[Edit] = []
    ends = {e.end: e for e in edits if not e.text}
    for edit in edits:
        gap = len(text[: edit.start]) - len(text[: edit.start].rstrip(" "))
        first = ends.get(edit.start - gap) if gap and not edit.text else None
        if first is not None and first in out:
            out[out.index(first)] = replace(first, end=edit.end)
        elif first is not None:
            out.append(replace(edit, start=first.start))
        else:
            out.append(edit)
    return out


def back(scene: Scene, edits: Sequence[Edit]) -> list[Edit]:
    """Edits of the cleaned text in the offsets of the text it came from, sorted and apart."""
    out: list[Edit] = []
    at = 0
    for edit in sorted(edits, key=lambda e: scene.norm.original(e.start, e.end)[0]):
        start, end = scene.norm.original(edit.start, edit.end)
        if at <= start < end and scene.text[edit.start : edit.end] != edit.text:
            out.append(Edit(start, end, edit.text, edit.kind, edit.reason, edit.before_kind))
            at = end
    return out

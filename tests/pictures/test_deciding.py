"""Its author decides, seeing (D5, D7, T15): nothing is ready before all is said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import NOON, member
from tests.pictures import kit
from toctoc.guard.files.read import Reading
from toctoc.guard.files.types import Box, Decision, Kind, Rect, Refused, Status
from toctoc.people.models import Person
from toctoc.people.types import NotVisible
from toctoc.pictures import actions, queries
from toctoc.pictures.models import Banned, Picture
from toctoc.pictures.types import (
    AlreadyRemoved,
    AltRefused,
    Choice,
    FoundMore,
    Sheet,
    Unanswered,
    Unreasoned,
)
from toctoc.posts.actions import save_draft

pytestmark = pytest.mark.django_db
SUBJECTS = (
    "Photographie d’une lésion cutanée", "Photographie d’une plaie", "Dermatoscopie",
    "Électrocardiogramme", "Radiographie", "Échographie", "Scanner", "IRM", "Fond d’œil",
    "Résultats de biologie", "Compte rendu",
)  # fmt: skip


class Renders:
    """The second reading: what it was asked, and what it answers."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer = kit.reading(seed=70)

    def __call__(self, draft: bytes, **said: Any) -> Reading:
        self.asked.append(said)
        return self.answer


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> Renders:
    made = Renders()
    monkeypatch.setattr("toctoc.guard.files.read.render", made)
    return made


def first_sheet(person: Person, upload: str) -> Sheet:
    return queries.review(person, upload).sheets[0]


def decide(person: Person, upload: str, choice: Choice) -> None:
    one = first_sheet(person, upload).public_id
    actions.decide(by=person, picture=one, choice=choice, at=NOON)


def answer(person: Person, upload: str, consent: str = "unrecognisable") -> None:
    actions.answer(by=person, upload=upload, answers=dict(kit.NO), consent=consent, at=NOON)


def state(person: Person, upload: str) -> str:
    return queries.review(person, upload).state


def test_what_was_asked_is_answered_and_what_is_uncovered_has_a_reason(renders: Renders) -> None:
    author = member()
    upload = kit.sent(author, answer=kit.reading(kit.FACE, kit.MAYBE))
    with pytest.raises(Unanswered) as silent:
        decide(author, upload, Choice())
    assert silent.value.boxes == ("b2",)
    with pytest.raises(Unreasoned) as bare:
        decide(author, upload, Choice(kept={"b1": " non ", "b2": ""}))
    assert bare.value.boxes == ("b1",)
    with pytest.raises(Unreasoned):  # a reason that names somebody is none
        decide(author, upload, Choice(kept={"b1": "c’est Mme Valmorin", "b2": ""}))
    assert renders.asked == []
    assert not first_sheet(author, upload).done
    decide(author, upload, Choice(kept={"b1": "mannequin de simulation", "b2": ""}))
    assert renders.asked[0]["kept"] == [kit.FACE.rect, kit.MAYBE.rect]
    assert renders.asked[0]["covers"] == []
    assert first_sheet(author, upload).done


def test_ready_once_every_page_is_decided_and_consent_is_said(renders: Renders) -> None:
    """T15; a page that is left out is decided as well."""
    author = member()
    upload = kit.sent(author, answer=kit.reading(pages=2))
    one, two = (sheet.public_id for sheet in queries.review(author, upload).sheets)
    with pytest.raises(Unanswered):
        actions.answer(by=author, upload=upload, answers={}, consent="", at=NOON)
    answer(author, upload)
    actions.decide(by=author, picture=one, choice=Choice(), at=NOON)
    assert state(author, upload) == "review"
    actions.decide(by=author, picture=two, choice=Choice(left_out=True), at=NOON)
    assert state(author, upload) == "ready"
    with pytest.raises(NotVisible):
        queries.preview_bytes(author, two)
    actions.decide(by=author, picture=two, choice=Choice(covers=((0, 0, 9, 9),)), at=NOON)
    assert queries.preview_bytes(author, two)[:4] == b"RIFF"
    assert state(author, upload) == "ready"


def test_where_all_is_covered_as_found_no_child_is_needed(renders: Renders) -> None:
    """The first reading made that very picture and read it again: 5 s on a phone."""
    author = member()
    upload = kit.sent(author, answer=kit.reading(kit.FACE, kit.MAYBE, seed=30))
    decide(author, upload, Choice(answered=("b2",)))
    assert renders.asked == []
    one = first_sheet(author, upload).public_id
    assert queries.preview_bytes(author, one) == kit.webp(30)


def test_a_name_typed_since_is_looked_for(renders: Renders) -> None:
    """The text named nobody when the file came; now it does: the picture is read once more."""
    author = member()
    upload = kit.sent(author)
    fields = {"body": "Mme Quennebroc, 52 ans, lésion du bras."}
    save_draft(by=author, target="ask", fields=fields, revision=0, at=NOON)
    decide(author, upload, Choice())
    assert any("Quennebroc" in one for one in renders.asked[0]["known"])


def test_covers_moves_strokes_and_crop_reach_the_child(renders: Renders) -> None:
    author = member()
    upload = kit.sent(author, answer=kit.reading(kit.FACE, kit.MAYBE))
    choice = Choice(
        covers=((1, 2, 3, 4),),
        answered=("b2",),
        moved={"b1": (20, 20, 80, 80)},
        strokes=(((100, 20, 5), (120, 20, 5)),),
        crop=(0, 0, 150, 100),
    )
    decide(author, upload, choice)
    (said,) = renders.asked
    covers = [tuple(rect) for rect in said["covers"]]
    assert covers[:3] == [(20, 20, 80, 80), (88, 88, 44, 16), (1, 2, 3, 4)]
    brushed = covers[3:]
    assert all(any(x <= at < x + w for x, _, w, _ in brushed) for at in range(95, 126))
    assert said["crop"] == Rect(0, 0, 150, 100)
    assert first_sheet(author, upload).choice == choice, "the page finds it again"


def test_an_endless_brush_stroke_is_one_rectangle(renders: Renders) -> None:
    author = member()
    upload = kit.sent(author)
    stroke = tuple((n % 200, (n * 7) % 150, 1) for n in range(20_000))
    decide(author, upload, Choice(strokes=(stroke,)))
    assert [tuple(rect) for rect in renders.asked[0]["covers"]] == [(-1, -1, 202, 152)]


def test_what_the_second_reading_finds_is_shown_first(renders: Renders) -> None:
    """D5: covered by the machine, but nothing goes out that its author has not seen."""
    author = member()
    upload = kit.ready(author)
    more = Box(Kind.FACE, Rect(100, 100, 30, 30), Decision.HIDE, 0.99, "face")
    renders.answer = kit.reading(more)
    with pytest.raises(FoundMore):
        decide(author, upload, Choice(covers=((0, 0, 5, 5),)))
    sheet = first_sheet(author, upload)
    assert (sheet.found[-1].rect, sheet.done) == ((100, 100, 30, 30), False)
    assert sheet.choice is not None
    assert sheet.choice.covers == ((0, 0, 5, 5),), "what was chosen is not lost"
    assert state(author, upload) == "review"
    renders.answer = kit.reading()
    decide(author, upload, sheet.choice)
    assert (98, 98, 34, 34) in [tuple(rect) for rect in renders.asked[-1]["covers"]]
    assert state(author, upload) == "ready"


def test_what_cannot_be_made_is_said_and_nothing_changes(renders: Renders) -> None:
    author = member()
    upload = kit.ready(author)
    renders.answer = Reading(Status.REFUSED, why="seen")
    with pytest.raises(Refused) as refused:
        decide(author, upload, Choice(covers=((0, 0, 5, 5),)))
    assert refused.value.code == "seen"
    assert state(author, upload) == "ready"


@pytest.mark.parametrize("alt", SUBJECTS)
def test_an_ordinary_description_passes(renders: Renders, alt: str) -> None:
    author = member()
    upload = kit.sent(author)
    decide(author, upload, Choice(alt=alt))
    assert Picture.objects.get().alt == alt


@pytest.mark.parametrize("alt", ["Mme Quennebroc à Valence", "Jeanne Valmorin de dos"])
def test_a_description_that_names_somebody_does_not(renders: Renders, alt: str) -> None:
    """D6: alt text goes through the guard."""
    author = member()
    upload = kit.sent(author)
    with pytest.raises(AltRefused) as refused:
        decide(author, upload, Choice(alt=alt))
    assert refused.value.findings
    assert Picture.objects.get().alt == ""


def test_a_name_of_the_file_may_not_stand_in_the_description(renders: Renders) -> None:
    author = member()
    upload = kit.sent(author, answer=kit.reading(words=("DUPONTEL",)))
    with pytest.raises(AltRefused):
        decide(author, upload, Choice(alt="Scanner dupontel"))


def test_a_picture_that_was_removed_is_recognised_when_it_is_made(renders: Renders) -> None:
    author = member()
    upload = kit.ready(author, answer=kit.reading(seed=40))
    likeness = Picture.objects.get().likeness
    assert likeness
    Banned.objects.create(likeness=likeness, at=NOON)
    renders.answer = kit.reading(seed=40)
    with pytest.raises(AlreadyRemoved):
        decide(author, upload, Choice(covers=((0, 0, 5, 5),)))
    assert state(author, upload) == "review"


def test_nobody_decides_for_somebody_else(renders: Renders) -> None:
    author, other = member(), member()
    upload = kit.ready(author)
    one = first_sheet(author, upload).public_id
    with pytest.raises(NotVisible):
        actions.decide(by=other, picture=one, choice=Choice(left_out=True), at=NOON)
    with pytest.raises(NotVisible):
        answer(other, upload)
    with pytest.raises(NotVisible):
        actions.move(by=other, upload=upload, before=None, at=NOON)
    actions.discard(by=other, upload=upload, at=NOON)
    assert state(author, upload) == "ready"


def test_files_keep_the_order_that_their_author_gives_them() -> None:
    author = member()
    one, two, three = (kit.sent(author) for _ in range(3))
    actions.move(by=author, upload=three, before=one, at=NOON)
    actions.move(by=author, upload=one, before=None, at=NOON)
    assert [sent.public_id for sent in queries.sent_for(author, "ask")] == [three, two, one]

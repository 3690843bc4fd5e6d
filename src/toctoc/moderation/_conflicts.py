"""Who may not judge: whoever has a part in the dispute, or has judged it already.

One query answers for any number of people and cases: a claim, a queue, a list of colleagues to ask.
Teams and establishments are not known of anybody here; who shares one recuses (`recuse`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from toctoc.people.models import Person, Sponsorship
from toctoc.posts.models import Post

from ._words import reporter_key
from .models import Appeal, Case, Decision, Notice, Remark

# In the order in which one is told: the first that holds is the reason.
_WHYS = ("own", "reporter", "judged", "tie", "thread", "earlier", "recused")
_SPONSORED, _REPORTED, _JUDGED, _WROTE, _ACCUSED, _RECUSED, _SPOKE = range(1, 8)


@dataclass(frozen=True, slots=True)
class Stakes:
    """Of some people in some cases: who has a part in what, and who gave or asked an opinion."""

    parts: frozenset[tuple[str, int, int]]  # (why, person, case)
    spoke: frozenset[tuple[int, int]]  # (person, case)

    @classmethod
    def of(cls, people: Sequence[Person], cases: Sequence[Case]) -> Self:
        """Cases come with their post and person."""
        if not people or not cases:
            return cls(frozenset(), frozenset())
        found = _Found(people, cases)
        return cls(frozenset(found.parts()), frozenset(found.spoke))

    def why_not(self, person: Person, case: Case) -> str:
        """ "own", "reporter", "judged", "tie", "thread", "earlier", "recused"; "" if they may."""
        return next((why for why in _WHYS if (why, person.pk, case.pk) in self.parts), "")


def why_not(moderator: Person, case: Case) -> str:
    """Why this moderator may not judge this case; "" if they may."""
    return Stakes.of([moderator], [case]).why_not(moderator, case)


class _Found:
    """The rows of one query, and what they mean."""

    def __init__(self, people: Sequence[Person], cases: Sequence[Case]) -> None:
        self.cases = {case.pk: case for case in cases}
        self.people = {one.pk for one in people}
        self.about: dict[int, set[int]] = {}  # cases by the person judged
        self.threads: dict[int, set[int]] = {}  # cases by the first post of the thread
        for case in cases:
            if case.person_id:
                self.about.setdefault(case.person_id, set()).add(case.pk)
            if case.post:
                root = case.post.thread_id or case.post.pk
                self.threads.setdefault(root, set()).add(case.pk)
        self.keys = {reporter_key(one): one.pk for one in people}
        judged = {case.person.pk: case.person for case in cases if case.person}
        self.their_keys = {reporter_key(one): pk for pk, one in judged.items()}
        self.spoke: set[tuple[int, int]] = set()

    def parts(self) -> Iterable[tuple[str, int, int]]:
        for pk, case in self.cases.items():
            if case.person_id in self.people:
                yield "own", case.person_id, pk
        for kind, one, other, key in self._rows():
            yield from self._meaning(kind, one, other, key)

    def _meaning(self, kind: int, one: int, other: int, key: str) -> Iterable[tuple[str, int, int]]:
        if kind == _SPONSORED:
            for me, them in ((one, other), (other, one)):
                if me in self.people:
                    yield from self._each("tie", me, self.about.get(them, ()))
        elif kind == _REPORTED:
            me = self.keys[key]
            yield from self._each("reporter", me, {one} & self.cases.keys())
            yield from self._each("tie", me, self.about.get(other, ()))  # an earlier dispute
        elif kind == _JUDGED:
            yield "judged", one, other
        elif kind == _WROTE:
            yield from self._each("thread", one, self.threads.get(other, ()))
        elif kind == _ACCUSED:
            yield from self._each("earlier", one, self.about.get(self.their_keys[key], ()))
        elif kind == _RECUSED:
            yield "recused", one, other
        elif kind == _SPOKE:
            self.spoke.add((one, other))

    @staticmethod
    def _each(why: str, person: int, cases: Iterable[int]) -> Iterable[tuple[str, int, int]]:
        return ((why, person, case) for case in cases)

    def _rows(self) -> QuerySet[Any, Any]:
        """(kind, one, other, key), all in one query."""
        people, about, cases = self.people, self.about.keys(), self.cases.keys()
        # Only what was given ties: somebody could otherwise ask every moderator, and choose judges.
        sponsored = Sponsorship.objects.filter(
            Q(sponsor__in=people, proof__person__in=about)
            | Q(sponsor__in=about, proof__person__in=people),
            state=Sponsorship.State.GIVEN,
        )
        reported = Notice.objects.filter(
            Q(case__in=cases) | Q(case__person__in=about), reporter_key__in=self.keys
        )
        back = Decision.objects.filter(case__in=cases, appeals__outcome=Appeal.Outcome.OVERTURNED)
        roots = self.threads.keys()
        wrote = Post.objects.filter(Q(pk__in=roots) | Q(thread__in=roots), author__in=people)
        accused = Notice.objects.filter(
            case__person__in=people, reporter_key__in=self.their_keys.keys()
        )
        said = Remark.objects.filter(case__in=cases, by__in=people)
        spoke = (Remark.Kind.QUESTION, Remark.Kind.OPINION)
        return _named(sponsored, _SPONSORED, "sponsor", "proof__person").union(
            _named(reported, _REPORTED, "case", Coalesce("case__person", 0), "reporter_key"),
            _named(back.filter(by__in=people), _JUDGED, "by", "case"),
            _named(back.filter(confirmed_by__in=people), _JUDGED, "confirmed_by", "case"),
            _named(wrote, _WROTE, "author", Coalesce("thread", "pk")),
            _named(accused, _ACCUSED, "case__person", Value(0), "reporter_key"),
            _named(said.filter(kind=Remark.Kind.RECUSAL), _RECUSED, "by", "case"),
            _named(said.filter(kind__in=spoke), _SPOKE, "by", "case"),
            all=True,
        )


def _named(
    found: QuerySet[Any], kind: int, one: str, other: Any, key: str = ""
) -> QuerySet[Any, Any]:
    columns = {
        "what": Value(kind, IntegerField()),
        "one": F(one),
        "other": F(other) if isinstance(other, str) else other,
        "key_": F(key) if key else Value("", CharField()),
    }
    named: QuerySet[Any, Any] = found.annotate(**columns).order_by()
    return named.values_list("what", "one", "other", "key_")

"""Whether a pseudonym would pass for a professional of the national directory (K7).

"Jean-Jaques Fraslin" is not "Jean-Jacques Fraslin", and would be read as him: one letter more,
less, changed or moved is still that person, in either order, in any alphabet, in one word.
"""

from __future__ import annotations

from collections.abc import Iterable

from .folding import fold_name, is_near, latin, neighbours, words
from .models import DirectoryEntry

Pair = tuple[str, str]  # family, given
_MOST_WORDS = 5
_SHORTEST = 3  # letters of a name inside a word: "annemartin"
_LONG = 4  # names shorter than this have too many neighbours: Léa, Léo
_MOST_GIVEN = 5_000  # given names borne with one family name


def passes_for_somebody(name: str) -> bool:
    """Three queries at most, each on the index of names."""
    seen = {name, latin(name)}
    pairs = {pair for text in seen for pair in _cut_between_words(words(text))}
    return _exact(pairs | {pair for text in seen for pair in _cut_in_word(text)}) or _near(pairs)


def _cut_between_words(parts: list[str]) -> Iterable[Pair]:
    if not 2 <= len(parts) <= _MOST_WORDS:
        return
    for cut in range(1, len(parts)):
        yield from _both("".join(parts[:cut]), "".join(parts[cut:]))


def _cut_in_word(text: str) -> Iterable[Pair]:
    parts = words(text)
    if len(parts) != 1:
        return
    for cut in range(_SHORTEST, len(parts[0]) - _SHORTEST + 1):
        yield from _both(parts[0][:cut], parts[0][cut:])


def _both(one: str, other: str) -> Iterable[Pair]:
    one, other = fold_name(one), fold_name(other)
    return (one, other), (other, one)


def _exact(pairs: set[Pair]) -> bool:
    families, given = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    found = DirectoryEntry.objects.filter(family_key__in=families, given_key__in=given)
    return any(pair in pairs for pair in found.values_list("family_key", "given_key"))


def _near(pairs: set[Pair]) -> bool:
    return _near_given(pairs) or _near_family(pairs)


def _near_given(pairs: set[Pair]) -> bool:
    wanted = {pair for pair in pairs if len(pair[1]) >= _LONG}
    found = DirectoryEntry.objects.filter(family_key__in={family for family, _ in wanted})
    borne = found.values_list("family_key", "given_key").distinct()[:_MOST_GIVEN]
    return any(
        family == other and is_near(given, named) for other, named in borne
        for family, given in wanted
    )  # fmt: skip


def _near_family(pairs: set[Pair]) -> bool:
    """The index goes by family name: each neighbour of it is looked up with the given name."""
    wanted = {pair: neighbours(pair[0]) for pair in pairs if len(pair[0]) > _LONG}
    found = DirectoryEntry.objects.filter(
        family_key__in=set().union(*wanted.values()), given_key__in={given for _, given in wanted}
    )
    return any(
        given == named and other in near
        for other, named in found.values_list("family_key", "given_key")
        for (_family, given), near in wanted.items()
    )

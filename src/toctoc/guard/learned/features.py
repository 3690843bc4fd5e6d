"""What the learned model sees of a token: rows of its table, by hash, and none of the rules.

A token is described alone (spelling, case, lexicons), its three neighbours on each side more
briefly, then how it stands among them. The same code trains the model (bench/train_guard.py):
whoever changes a feature trains it again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from toctoc.guard import lexicon
from toctoc.guard.text import vocabulary
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Doc

OFFSETS = (-3, -2, -1, 1, 2, 3)
EDGE = "\x02"  # stands before the first token and after the last
_WORD_ROWS = 32768  # rows of the table for the token itself
_NEAR_ROWS = 5120  # for each of its neighbours
_LINE_ROWS = 4096  # for what the line tells
_LINE_FROM = _WORD_ROWS + len(OFFSETS) * _NEAR_ROWS
ROWS = _LINE_FROM + _LINE_ROWS
_BACK, _AHEAD, _RUN = 8, 3, 3  # tokens looked at: before in the line, after, capitals in a row
_LONGEST = 5  # words of a commune
_LINKS = frozenset((" ", "-", "'", "-\n", "\n"))
_MONTHS = frozenset(
    (
        *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre"),
        *("octobre", "novembre", "decembre", "janv", "fev", "avr", "juil", "sept", "oct", "nov"),
        "dec",
    )
)


# words that lead to an identifier some words later
_CUES = frozenset(
    words("""
    habite habitait habitant vit vivait vivant reside residait domicilie domiciliee demeure
    demeurant loge installe installee demenage originaire natif native venant vient arrive
    arrivee parti partie transfere transferee transfert mute mutee mutation hospitalise
    hospitalisee hospitalisation adresse adressee suivi suivie vu vue opere operee pris prise
    orientee oriente confie confiee admis admise sortie sorti ne nee dr docteur pr professeur
    mme madame monsieur mr mlle patient patiente enfant fils fille mari epouse epoux frere soeur
    mere pere maman papa nom prenom appelle nomme nommee service chu ch hopital clinique ehpad
    foyer residence rue avenue route chemin lieu quartier commune ville village maire medecin
    ide infirmiere interne chef chirurgien cardiologue neurologue kine psychologue secretaire
    cher chere bonjour cordialement confraternellement amicalement signe copie maladie syndrome
    test score classification manoeuvre reflexe technique article etude selon auteurs traitement
    sous
    """)
)


def _case(text: str) -> str:
    if text.isdigit():
        return f"d{min(len(text), 6)}"
    if not text.isalpha():
        return "x"
    if text.islower():
        return "l"
    if text.isupper():
        return "U" if len(text) > 1 else "u"
    return "C" if text[1:].islower() else "m"


def _size(place: lexicon.Place | None) -> str:
    if place is None:
        return "0"
    if place.abroad:
        return "a"
    return "1" if place.population < 2000 else "2" if place.population < 20000 else "3"


def _kind(low: str) -> str:
    """What other list holds the word, in one letter."""
    tests = (
        ("d", lexicon.is_drug),
        ("e", lexicon.is_eponym),
        ("o", lexicon.opens_eponym),
        ("y", lexicon.is_acronym),
        ("s", lexicon.is_species),
        ("r", lexicon.starts_region),
        ("h", lexicon.is_hospital_acronym),
        ("h", lexicon.starts_hospital),
        ("n", lexicon.is_home_noun),
    )
    return next((letter for letter, test in tests if test(low)), "0")


@lru_cache(maxsize=16384)
def _lexical(low: str) -> str:
    """What the lexicons say of a folded word, in six characters."""
    if not low.isalpha():
        return "-"
    word = lexicon.word(low)
    place = lexicon.place(low) if len(low) > 1 else None
    clinical = "c" if lexicon.is_clinical(low) else "0"
    return f"{word.first}{word.last}{word.common:d}{_size(place)}{_kind(low)}{clinical}"


def _role(low: str) -> str:
    if low in vocabulary.TITLES:
        return "T" + vocabulary.TITLES[low]
    for letter, group in (
        ("K", vocabulary.KIN),
        ("R", vocabulary.ROLES),
        ("B", vocabulary.BEARERS),
        ("P", vocabulary.PARTICLES),
        ("M", _MONTHS),
    ):
        if low in group:
            return letter
    return ""


def _row(feature: str) -> int:
    return crc32(feature.encode()) % _WORD_ROWS


def _figures(case: str, low: str) -> list[str]:
    return [f"c{case}", f"w{low}" if len(low) < 3 else f"D{low[:2]}{len(low)}"]


def _alone(text: str, low: str) -> list[str]:
    case, lex, size = _case(text), _lexical(low), len(low)
    if case[0] == "d":
        return _figures(case, low)
    found = [f"w{low}", f"c{case}{min(size, 9)}", f"L{lex}", f"LC{lex}{case}"]
    found.append(f"r{_role(low)}{case}")
    if lex != "-":
        plain = lex[2] + lex[5]
        found += [f"L1{lex[0]}{plain}", f"L2{lex[1]}{plain}", f"L3{lex[3]}{plain}"]
        found.append(f"L4{lex[4]}{lex[2]}")
    if size > 3:
        found += [f"p{low[:3]}", f"s{low[-3:]}", f"s{low[-2:]}", f"p{low[:2]}"]
        if size > 4:
            found += [f"s{low[-4:]}{case[0]}", f"p{low[:4]}"]
        padded = f"<{low}>"
        found += [f"g{padded[k : k + 3]}" for k in range(1, size - 1)]
    return found


def _briefly(text: str, low: str) -> list[str]:
    if text == EDGE:
        return [EDGE]
    case = _case(text)
    if case[0] == "d":
        return _figures(case, low)
    found = [f"w{low}", f"c{case}", f"L{_lexical(low)}", f"r{_role(low)}"]
    if len(low) > 4:
        found.append(f"s{low[-3:]}")
    return found


def word_rows(text: str, low: str) -> list[int]:
    """Rows for the token itself."""
    return [_row(feature) for feature in _alone(text, low)]


@lru_cache(maxsize=8192)
def _near(text: str, low: str) -> tuple[int, ...]:
    return tuple([crc32(feature.encode()) % _NEAR_ROWS for feature in _briefly(text, low)])


def near_rows(text: str, low: str, slot: int) -> list[int]:
    """Rows for a neighbour, at `OFFSETS[slot]` from the token."""
    base = _WORD_ROWS + slot * _NEAR_ROWS
    return [base + row for row in _near(text, low)]


@lru_cache(maxsize=4096)
def _gap(gap: str) -> str:
    """What stands between two tokens, in two characters at most."""
    if gap in (" ", ""):
        return gap
    if "\n" in gap:
        return "\n\n" if "\n\n" in gap else "\n"
    return gap.strip()[:2] or "  "


def _phrase_end(doc: Doc, start: int) -> int:
    """The last token of the longest commune of several words that opens there, or `start`."""
    tokens, gaps, end = doc.tokens, doc.gaps, start
    name = tokens[start].low
    if not lexicon.starts_place(name):
        return start
    for j in range(start + 1, min(start + _LONGEST, len(tokens))):
        if gaps[j] not in _LINKS:
            break
        name += " " + tokens[j].low
        if lexicon.place(name) is not None:
            end = j
    return end


def phrase(doc: Doc, index: int, ends: dict[int, int]) -> str:
    """Where the token stands in a commune of several words: "a" first, "z" later, else nothing.

    `ends` remembers what was looked up in this text.
    """
    for start in range(max(0, index - _LONGEST + 1), index + 1):
        if start not in ends:
            ends[start] = _phrase_end(doc, start)
        if ends[start] > start and ends[start] >= index:
            return "a" if start == index else "z"
    return ""


def _shown(low: str) -> str:
    return f"#{len(low)}" if low.isdigit() else low


def frame(doc: Doc, index: int, within: str) -> tuple[str, ...]:
    """How the token stands in its sentence, whatever the words beside it: see `frame_rows`."""
    token, last = doc.tokens[index], index + 1 == len(doc.tokens)
    return (
        _case(token.text),
        _known(token.low),
        _gap(doc.gaps[index]),
        "$" if last else _gap(doc.gaps[index + 1]),
        "O" if doc.opens(index) else "",
        "S" if doc.shouted else "",
        within,
    )


def _known(low: str) -> str:
    lex = _lexical(low)
    return lex if lex == "-" else lex[2:4] + lex[5]


def frame_rows(
    case: str, known: str, before: str, after: str, opens: str, shouted: str, within: str
) -> list[int]:
    """Rows for the token's case, what is known of it, the gaps around, where it stands."""
    return [
        _row(f"G{before}|{after}"),
        _row(f"G1{before}{case}{opens}"),
        _row(f"G2{after}{case}"),
        _row(f"O{opens}{case}{shouted}{known}"),
        _row(f"F{within}{case}"),
    ]


def beside_rows(doc: Doc, index: int) -> list[int]:
    """Rows for the token with the words beside it."""
    tokens, gaps, last = doc.tokens, doc.gaps, index + 1 == len(doc.tokens)
    case, known = _case(tokens[index].text), _known(tokens[index].low)
    before, after = _gap(gaps[index]), "$" if last else _gap(gaps[index + 1])
    prev = _shown(tokens[index - 1].low) if index else EDGE
    prev2 = tokens[index - 2].low if index > 1 else EDGE
    follow = EDGE if last else _shown(tokens[index + 1].low)
    return [
        _row(f"P{prev}|{case}{before}"),
        _row(f"PL{prev}|{known}"),
        _row(f"N{follow}|{case}{after}"),
        _row(f"NL{follow}|{known}"),
        _row(f"PP{prev2}|{prev}|{case[0]}"),
        _row(f"PN{prev}|{follow}"),
    ]


def local_rows(doc: Doc, index: int, within: str) -> list[int]:
    """Rows for the token's place in its sentence; `within` is what `phrase` says of it."""
    return frame_rows(*frame(doc, index, within)) + beside_rows(doc, index)


def _leads(doc: Doc, index: int) -> tuple[str, str, str]:
    """(nearest cue before the token in its line, label of the line, words before it in the line).

    The first two end in their distance, in words.
    """
    tokens, gaps = doc.tokens, doc.gaps
    cue = label = ""
    for back in range(_BACK):
        at = index - back
        gap = gaps[at]
        if at == 0 or "\n" in gap:
            return cue, label, str(min(back, 4))
        low = tokens[at - 1].low
        if not label and ":" in gap:
            label = f"{low}{min(back, 2)}"
        if not cue and low in _CUES:
            cue = f"{low}{min(back, 3)}"
    return cue, label, "m"


def line_rows(doc: Doc, index: int) -> list[int]:
    """Rows for what stands further off: a cue, the line's label and ends, a run of capitals."""
    tokens, gaps, last = doc.tokens, doc.gaps, len(doc.tokens)
    cue, label, opened = _leads(doc, index)
    closed = "m"
    for ahead in range(1, _AHEAD + 1):
        if index + ahead >= last or "\n" in gaps[index + ahead]:
            closed = str(ahead)
            break
    left = right = index
    while left and index - left < _RUN and tokens[left - 1].cap and gaps[left] in _LINKS:
        left -= 1
    while right - index < _RUN and right + 1 < last:
        if not (tokens[right + 1].cap and gaps[right + 1] in _LINKS):
            break
        right += 1
    case = _case(tokens[index].text)
    told = (
        f"Q{cue}|{case[0]}",
        f"A{label}|{case[0]}",
        f"B{opened}{closed}{case}",
        f"R{index - left}{right - index}{case}",
    )
    return [_LINE_FROM + crc32(feature.encode()) % _LINE_ROWS for feature in told]

"""French clinical prose to words: folded, stripped of elisions, stemmed, each with its position.

Accents are folded before stemming: the other order gives dyspnée and dyspnee two stems.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from snowballstemmer import stemmer

LONGEST = 20_000  # characters of a text that are read; a post is far shorter

_INVISIBLE = dict.fromkeys(
    (
        0,
        0xAD,
        0x2060,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
)
_LETTERS = _INVISIBLE | str.maketrans(
    {
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O",
        "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "λ": "lambda", "μ": "u", "µ": "u",
        "’": "'", "ʼ": "'", "‘": "'", "´": "'", "‐": "-", "‑": "-", "–": "-",
    }
)  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f]")
_ELISION = re.compile(
    r"(?<![A-Za-z0-9])(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu)'(?=[A-Za-z])", re.I
)
_DOTTED = re.compile(r"(?<![A-Za-z0-9.])(?:[A-Za-z]\.){2,}[A-Za-z]?(?![A-Za-z])")
_WORD = re.compile(
    r"\d+[.,]\d+"
    r"|\d+(?=(?:mg|g|kg|ml|l|ui|mn|min|h|j|an|ans|cm|mm|sem|mois|jours)(?![A-Za-z0-9]))"
    r"|[A-Za-z0-9]+",
    re.I,
)


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


PREFIXES = _listed(
    "anti hypo hyper post pre sous sur intra extra inter sub supra retro para poly hemi non auto "
    "cardio neuro gastro psycho tele micro macro mono bi co re dys iso"
)
STOP = _listed(
    """a ai aie ait alors au aucun aucune aussi autre autres aux avait avant avec avez avoir
    avons bien bonjour bonsoir c ca car ce ceci cela celle celles celui ces cet cette ceux chaque
    chez ci comme comment d dans de deja depuis des deux donc dont du elle elles en encore entre
    est et etaient etait etant etc ete etes etre eu eux fait faire faut font hui ici il ils j je
    l la le les leur leurs lui m ma mais me meme memes merci mes mm moi moins mon n ne ni nos notre
    nous on ont ou par parce pas peu peut peuvent plus plutot pour pourquoi pouvez puis qu quand
    que quel quelle quelles quels qui quoi s sa sans se sera ses si sinon soit son sont suis sur
    t ta te tel telle tes toi ton tous tout toute toutes tres trop tu un une va vers voici voila
    vos votre vous vu y"""
)
# Words of every consultation: they say nothing of what two questions share.
COMMON = _listed(
    """patient patiente ans mois jour jours semaine semaines heure heures avis idee idees conseil
    conseils aide sos cher chers collegue collegues confrere confreres question questions cas vois
    vu voir recu recois consultation consult cs ce matin soir hier aujourdhui demain ras ok
    antecedent antecedents atcd atcds traitement traitements ttt tt bilan examen clinique normal
    normale normaux penser pensez feriez fait faites proposer proposez propose quelquun homme femme
    garcon fille monsieur madame h f age connu connue adresse adressee suivi suivie apparition
    retrouve note actuellement actuel debut probleme conduite tenir pec prise charge besoin savoir
    sait faire gauche droit droite dg sous"""
)


class Word(NamedTuple):
    text: str
    stem: str
    position: int
    capital: bool
    joined: bool  # glued from a hyphenated prefix: "anti-inflammatoire" is also one word


def fold(text: str) -> str:
    """`text` without accents, ligatures, invisible characters; letter case is kept."""
    if text.isascii():
        return text.replace("\0", "")
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).translate(_LETTERS))


_snowball = stemmer("french")
_turn = threading.Lock()  # the stemmer keeps the word in itself: two threads would mix theirs


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded lower-case word; figures and very short words are their own."""
    if len(word) < 4 or not word.isalpha() or len(word) > 60:
        return word[:60]
    with _turn:
        root: str = _snowball.stemWord(word)
    # Folding hides from snowball the accents of participles: traite, traitee, traites.
    if len(root) > 4 and root[-1] == "e":
        root = root[:-1]
    if len(root) > 4 and root[-1] == "e":
        root = root[:-1]
    return root


def words(text: str) -> list[Word]:
    """Every word of `text` in order; positions count words, so that phrases can be searched."""
    folded = fold(text[:LONGEST])
    folded = _DOTTED.sub(lambda found: found.group().replace(".", ""), folded)
    folded = folded.replace("jourd'hui", "jourdhui")
    folded = _ELISION.sub("", folded)
    shouting = len(folded) > 20 and folded.isupper()
    out: list[Word] = []
    end = -1
    previous = ""
    for position, found in enumerate(_WORD.finditer(folded)):
        raw = found.group()
        low = raw.lower().replace(",", ".")
        if previous in PREFIXES and found.start() == end + 1 and folded[end] == "-":
            out.append(Word(previous + low, stem(previous + low), position - 1, False, True))
        capital = not shouting and len(raw) > 1 and raw.isupper()
        out.append(Word(low, stem(low), position, capital, False))
        previous, end = low, found.end()
    return out

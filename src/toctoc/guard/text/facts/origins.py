"""Nationality, origin, religion and language of a person, never of a disease or a device."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from toctoc.guard.lexicon import is_clinical, word
from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.jobs.inflect import inflected
from toctoc.guard.text.jobs.occupations import lexicon
from toctoc.guard.text.names.persons import SINGLE, age_begins, age_ends
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_OF = frozenset(words("d de du des la le l les une un en"))
_HOME = frozenset(words("originaire originaires natif native natifs ressortissant ressortissante"))
_ORIGIN = frozenset(words("origine origines orig nationalite nationalites nat nationalité ethnie"))
_CREED = frozenset(
    words("""
    confession religion culte obedience foi eglise communaute tradition culture conversion
    baptise baptisee pretre
""")
)
_SPEAK = frozenset(
    words("""
    parle parlent parlant parlait langue langues interprete locuteur locutrice locuteurs
    traducteur traductrice traduction maternelle interpretariat
""")
)
_SAYS = _SPEAK | frozenset(
    words(
        "surtout que uniquement seulement bien le l en un une de d peu mal maison foyer usuelle"
        " domicile principale unique lsf"
    )
)
_WHO = SINGLE | frozenset(
    words("""
    detenu detenue prevenu auteur francophone ressortissante mna parents demandeur demandeuse
    migrants refugies etudiant etudiante travailleur ressortissant travailleuse touriste exile
    exilee famille communaute nee ne mineur mineure isole isolee primo-arrivant saisonnier
    saisonniere arrivant naturalise naturalisee asile jeune vieille vieux dame oncle grand
    ouvrier militaire legionnaire moine pere nounou baby sujet tous toutes ts
""")
)
_TALKS = frozenset(words("parle parlent parlant parlait"))
_TOLD = frozenset(
    words("""
    conseil anamnese entretien entretiens explique expliquee expliquees interrogatoire echange
    echanges menee mene conduit conduite recueilli recueillie traduit traduite informe informee
""")
)
_PRACTICE = frozenset(
    words("pratiquant pratiquante croyant croyante convertie converti pratiquants")
)
_STATUS = frozenset(
    words(
        "pratiquant pratiquante arrive arrivee refugie refugiee naturalise en age agee ne nee"
        " installe installee residant resident vivant"
    )
)
_BREEDS = frozenset(("berger", "boucher", "patron"))
_OWN = frozenset(words("sa son leur ses"))
_SHORT = frozenset(("nat", "orig"))
_ENDINGS = ("phone", "phones")


@cache
def _table() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First folded word -> (the words after it, kinds), the longest first."""
    text = resources.files("toctoc.guard").joinpath("data/demonyms.tsv").read_text("utf-8")
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, names = line.partition("\t")
        for name in names.split():
            for form, _many in inflected(name):
                rests = found.setdefault(form[0], {})
                rests[form[1:]] = f"{rests.get(form[1:], '')} {kind}".strip()
    return {
        first: tuple(sorted(rests.items(), key=lambda item: -len(item[0])))
        for first, rests in found.items()
    }


def find_origins(doc: Doc) -> Iterator[Hit]:
    """Where a patient or relative comes from, believes and speaks."""
    table = _table()
    for at, token in enumerate(doc.tokens):
        rests = table.get(token.low)
        if rests is None:
            spoken = token.low.endswith(_ENDINGS) and _speaker(doc, at)
            if spoken or (at and doc.tokens[at - 1].low in _TALKS and _unheard(doc, at)):
                yield _hit(doc, at, at + 1)
            continue
        for rest, kinds in rests:
            stop = at + 1 + len(rest)
            if _follows(doc, at, rest) and _personal(doc, at, stop, kinds):
                yield _hit(doc, at, stop)
                break


def _hit(doc: Doc, first: int, stop: int) -> Hit:
    start, end = doc.tokens[first].start, doc.tokens[stop - 1].end
    return Hit(start, end, Category.ORIGIN, Level.WARN, "origin", (), contestable=True)


def _follows(doc: Doc, at: int, rest: tuple[str, ...]) -> bool:
    tokens = doc.tokens
    if at + len(rest) >= len(tokens):
        return False
    return all(
        tokens[i].low == word and not doc.gap(i).strip(" -'") for i, word in enumerate(rest, at + 1)
    )


def _speaker(doc: Doc, at: int) -> bool:
    """Whether "turcophone", "non francophone" is said of somebody."""
    return doc.tokens[at].low not in ("telephone", "megaphone", "dictaphone", "xylophone") and (
        at > 0 and (_near(doc, at, _WHO, 3) or age_ends(doc, at - 1) or _set_apart(doc, at, at + 1))
    )


def _unheard(doc: Doc, at: int) -> bool:
    """Whether "parle" leads to a word that is no French: a tongue that no list holds."""
    token = doc.tokens[at]
    if doc.gap(at) != " " or token.cap or not token.alpha or len(token.low) < 4:
        return False
    return not (word(token.low).common or is_clinical(token.low))


def _near(doc: Doc, at: int, wanted: frozenset[str], reach: int) -> bool:
    """Whether one of `wanted` stands up to `reach` tokens before `at`, in the same clause."""
    for j in range(at - 1, max(-1, at - 1 - reach), -1):
        gap = doc.gap(j + 1)
        if gap.strip(" ,('-/:=+" + "." * (doc.tokens[j].low in _SPEAK)) and not (
            gap.startswith(".") and doc.tokens[j].low in _SHORT
        ):
            return False
        if doc.tokens[j].low in wanted:
            return True
    return False


def _personal(doc: Doc, at: int, stop: int, kinds: str) -> bool:
    """Whether token `at` tells of a person: after "d'origine", a person's noun or an age."""
    tokens = doc.tokens
    if at == 0:
        return "homeland" not in kinds and _alone(doc, at, stop)
    before, gap = tokens[at - 1], doc.gap(at)
    if "people" in kinds and _near(doc, at, _ORIGIN, 2):
        return True
    if "homeland" in kinds and before.low in _OF and _near(doc, at, _HOME, 3):
        return True
    spoken = "tongue" in kinds or "people" in kinds
    if spoken and before.low in _SAYS and _near(doc, at, _SPEAK, 4):
        return True
    if "tongue" in kinds and (_told_tongue(doc, at) or _only(doc, at, stop)):
        return True
    if "tongue" in kinds and before.low == "en" and _near(doc, at, _TOLD, 5):
        return True
    if "tongue" in kinds and before.low == "parents":
        return True
    if "creed" in kinds and (stop - at > 1 or _near(doc, at, _CREED, 2) or _practises(doc, stop)):
        return True
    if "people" not in kinds and "creed" not in kinds:
        return False
    if gap == " " and before.low in _WHO and len(before.low) > 1:
        return True
    if gap in (" ", ", ", ",", " (", ", (") and age_ends(doc, at - 1):
        return gap != " " or tokens[at].low not in ("suisse", "normand", "corse")
    if (
        gap == " "
        and before.low in ("est", "sont", "une", "un", "est-il")
        and _is_somebody(doc, at)
    ):
        return True
    if gap == " " and _job_ends(doc, at):
        return True
    if gap in (", ", " (", " ") and _after_origin(doc, at):
        return True
    if gap == " " and before.low == "et" and _near(doc, at, frozenset(("est",)), 6):
        return True
    if (gap.endswith((", ", "(")) or before.low == "chez") and _status_follows(doc, stop):
        return True
    return _alone(doc, at, stop) or _set_apart(doc, at, stop)


def _practises(doc: Doc, stop: int) -> bool:
    tokens = doc.tokens
    return stop < len(tokens) and doc.gap(stop) == " " and tokens[stop].low in _PRACTICE


def _is_somebody(doc: Doc, at: int) -> bool:
    """Whether "elle est", "patient … est", "un" + age tells of a person."""
    low = doc.tokens[at - 1].low
    if low in ("un", "une"):
        after = at + 1
        return after < len(doc.tokens) and doc.tokens[after].low in ("de", "ans")
    return _near(doc, at - 1, _WHO | {"elle", "il", "ils", "elles"}, 2)


def _job_ends(doc: Doc, at: int) -> bool:
    """Whether a job stands just before ("orpailleur brésilien")."""
    jobs = lexicon().get(doc.tokens[at - 1].low, ())
    sure = doc.tokens[at - 1].low not in _BREEDS
    if sure and any(not j.rest and ("sure" in j.kind or "careful" in j.kind) for j in jobs):
        return True
    return doc.tokens[at - 1].low in ("lourd", "lourds", "agricole", "routier") and at > 2


def _after_origin(doc: Doc, at: int) -> bool:
    """Whether an origin stands just before ("touareg malien", "mahoraise, musulmane")."""
    if at < 2 or doc.tokens[at - 1].low not in _table():
        return False
    rests = dict(_table()[doc.tokens[at - 1].low])
    return () in rests and _personal(doc, at - 1, at, rests[()])


def _status_follows(doc: Doc, stop: int) -> bool:
    """Whether an age, a second origin or "en situation…" comes next."""
    tokens = doc.tokens
    if age_begins(doc, stop):
        return True
    if stop >= len(tokens) or doc.gap(stop) != " ":
        return False
    return tokens[stop].low in _STATUS or (tokens[stop].low in _table() and not tokens[stop].cap)


def _set_apart(doc: Doc, at: int, stop: int) -> bool:
    """Whether commas or brackets stand on both sides, as for an apposition."""
    tokens = doc.tokens
    after = doc.text[tokens[stop - 1].end : tokens[stop - 1].end + 2].strip()[:1]
    if stop + 2 < len(tokens) and tokens[stop].low == "par" and tokens[stop + 1].low in _OWN:
        after = ","  # "cafrine par sa mère"
    if stop + 1 < len(tokens) and tokens[stop].low in ("de", "du", "d") and tokens[stop + 1].cap:
        after = ","  # "kurdes de Turquie"
    if tokens[at].cap and not doc.shouted:
        return False
    return doc.gap(at).endswith((", ", "(", ") ")) and after in (",", ")", ".", ";", "")


def _told_tongue(doc: Doc, at: int) -> bool:
    """Whether "la langue parlée à la maison est le" leads to token `at`."""
    tokens = doc.tokens
    if (
        at < 3
        or tokens[at - 1].low not in ("le", "l")
        or tokens[at - 2].low not in ("est", "etait")
    ):
        return False
    return any(t.low in _SPEAK for t in tokens[max(0, at - 9) : at - 2])


def _only(doc: Doc, at: int, stop: int) -> bool:
    """Whether a tongue stands apart with "seulement" after it: ", dari seulement"."""
    tokens = doc.tokens
    if not doc.gap(at).endswith(", ") or stop >= len(tokens):
        return False
    return doc.gap(stop) == " " and tokens[stop].low in ("seulement", "uniquement")


def _alone(doc: Doc, at: int, stop: int) -> bool:
    """A sentence or a clause of its own: "Malienne, en France depuis…", "Nigérian, magasinier"."""
    if not doc.opens(at) or stop >= len(doc.tokens):
        return False
    gap, after = doc.gap(stop), doc.tokens[stop].low
    return gap.startswith((",", ".")) or (gap == " " and (after in _STATUS or after[0].isdigit()))

"""The job of a patient or of a relative, with its complement; never the treating colleague's."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.jobs.jobcues import backward, forward, introduced, opens_alone, treats
from toctoc.guard.text.jobs.jobtails import has_work, tail
from toctoc.guard.text.jobs.jobtrades import (
    ANNOUNCERS,
    TRADES,
    coined_at,
    may_be_coined,
    told_before,
    trade_at,
)
from toctoc.guard.text.jobs.occupations import Job, lexicon
from toctoc.guard.text.names.persons import KIN, SINGLE
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_THEIR = frozenset(words("son sa ses leur leurs mon ma mes notre nos votre vos"))
_LINKS = frozenset(words("de du des la l d le au aux chez"))
_AILMENTS = frozenset(
    words("""
    poumon poumons asthme eczema maladie maladies rhinite dermite dermatite alveolite kyste
    genou genoux pneumopathie syndrome coude epaule main mains gale bursite hygroma nodule
    nodules silicose fievre surdite dystonie crampe cal callosites pied doigt ongle tendinite
    verrue verrues pathologie pathologies muscle risque exposition cancer cancers lombalgie
    sinus hernie
    fracture fractures toux signe thorax dos croix pain place rue impasse chemin allee quai cafe
    restaurant cite ecole
""")
)
_STAFF = frozenset(
    words("""
    ide aesh atsem infirmier infirmiere aide ambulancier ambulanciere brancardier dentiste
    pharmacien pharmacienne sage veterinaire medecin
""")
)
_OF_HOMES = frozenset(words("aide huile tache economie vie poubelle gestion batterie"))
_PAST = frozenset(words("ancien ancienne anciens anciennes ex"))
_BRIEF = frozenset(words("ide ash aesh avs aed asv eje tisf atsem elu lad"))
_OF_CARE = frozenset(words("aide auxiliaire femme"))
_THEN = frozenset(words("puis et ensuite enfin"))
_THE = frozenset(words("le la l les au du"))
_BROAD = frozenset(words("salarie salariee employe employee"))  # tell nothing alone
_OTHERS = frozenset(words("patient patiente pt pte mon ma j je"))
_OF_AGE = frozenset(("mineur", "mineurs"))  # a miner only after "ancien", "veuve de"
_ACCENTED = {"eleve": "élève", "eleves": "élèves"}
_NEVER_OF = frozenset(("externe", "interne"))  # of a fixator, an ear, a malleolus
_ONE = frozenset(("un", "une", "en", "ex", "ancien", "ancienne", "comme", "est"))
_HAEMOGLOBIN = frozenset(words("electrophorese drepanocytose drepano drepanocytaire hemoglobinose"))
_MARKED = frozenset(  # another word stands under the accents: "cure", "charge", "attache"
    words("cure cures charge charges chargee attache attachee delegue deleguee abbe abbes")
)


def find_plain_jobs(doc: Doc) -> Iterator[Hit]:
    """Any job of the lexicon, where the sentence gives it to a patient or a relative."""
    known, tokens, free = lexicon(), doc.tokens, 0
    for at in [i for i, token in enumerate(tokens) if may_be_job(token.low)]:
        if at < free:
            continue
        low = tokens[at].low
        jobs = known.get(low)
        if jobs:
            stop = _job_at(doc, at, jobs, chained=0 < free < at and _chains(doc, free, at))
        elif low in TRADES:
            stop = trade_at(doc, at)
        elif low in ANNOUNCERS:
            stop, told = 0, told_before(doc, at)
            if told < at:
                yield _hit(doc, told, at - 1)
        else:
            stop = coined_at(doc, at)
        if stop:
            yield _hit(doc, _with_studies(doc, at), stop)
            free = stop


@lru_cache(maxsize=8192)
def may_be_job(low: str) -> bool:
    """Whether a folded word may begin or announce a job; most words of a text cannot."""
    return low in lexicon() or low in TRADES or low in ANNOUNCERS or may_be_coined(low)


def _hit(doc: Doc, first: int, stop: int) -> Hit:
    if doc.tokens[first].low in _PAST and first + 1 < stop:
        first += 1  # what they did, less that it is over
    start, end = doc.tokens[first].start, doc.tokens[stop - 1].end
    rule = "profession.plain"
    return Hit(start, end, Category.PROFESSION, Level.WARN, rule, (), contestable=True)


def _with_studies(doc: Doc, first: int) -> int:
    """Index of "formation" in "formation d'aide-soignante", or `first`; "ancien" tells no job."""
    tokens = doc.tokens
    if first > 1 and tokens[first - 1].low in ("d", "de") and tokens[first - 2].low == "formation":
        return first - 2
    return first


def _chains(doc: Doc, free: int, at: int) -> bool:
    """Whether only "puis", "et" stand between the job before token `free` and token `at`."""
    return at - free < 3 and all(t.low in _THEN for t in doc.tokens[free:at])


def _job_at(doc: Doc, first: int, jobs: tuple[Job, ...], *, chained: bool) -> int:
    """Index after the job that begins at token `first` with its complement, or 0.

    `chained`: another job was told just before ("docker, puis gardien de square").
    """
    for job in jobs:
        stop = first + 1 + len(job.rest)
        if not _reads(doc, first, job):
            continue
        if chained or _is_job(doc, first, stop, job):
            whatever = "any" in job.kind or (chained and "of" in job.kind)
            lone = "of" in job.kind and not job.rest
            stop = tail(doc, stop, healer="health" in job.kind, whatever=whatever, lone=lone)
            own = first > 0 and doc.tokens[first - 1].low in KIN
            cared = treats(doc, stop, health="health" in job.kind)
            return 0 if cared and not own else stop
        if job.rest and job.kind == "health":
            return 0  # "assistante sociale" is not an assistant
    return 0


def _reads(doc: Doc, first: int, job: Job) -> bool:
    """Whether the job's words follow token `first`, a space or a hyphen apart."""
    tokens = doc.tokens
    if first + len(job.rest) >= len(tokens):
        return False
    for i, word in enumerate(job.rest, first + 1):
        if tokens[i].low != word or doc.gap(i).strip(" -'"):
            return False
    return True


def _is_job(doc: Doc, first: int, stop: int, job: Job) -> bool:
    tokens = doc.tokens
    token = tokens[first]
    written = _ACCENTED.get(token.low)
    if written and not job.rest and token.text.lower() != written:
        return False
    if token.low == "menagere" and first and tokens[first - 1].low in _OF_HOMES:
        return False
    if token.low in _MARKED and token.text.lower() == token.low and not doc.shouted:
        return False
    if token.low in _NEVER_OF and _of_a_thing(doc, first):
        return False
    if token.low == "as" and not doc.words.isdisjoint(_HAEMOGLOBIN):
        return False
    if _goes_on(doc, first):
        return False
    if len(token.low) < 4 and not token.upper and not job.rest:
        return token.low in _BRIEF and backward(doc, first, strict=True, stop=stop)
    if token.low in _OF_AGE and not job.rest:
        return _mines(doc, first, stop)
    if _defined(doc, first) and not forward(doc, stop):
        return False
    if token.low in _BROAD and tail(doc, stop) == first + 1:
        return False
    kinds = job.kind
    health = "health" in kinds
    kin = first > 0 and doc.gap(first) == " " and tokens[first - 1].low in KIN
    if treats(doc, stop, health=health or token.low in _OF_CARE) and not kin:
        return False
    if first and tokens[first - 1].low in _THEIR and not forward(doc, stop):
        return False
    if not health and (token.upper or token.cap) and not _prose(doc, first):
        return False
    if _of_an_ailment(doc, first) or _denied(doc, first) or _asked(doc, first, stop):
        return False
    if job.many:
        return _theirs(doc, first)
    if "sure" in kinds or "phrase" in kinds.replace("phrase?", ""):
        return True
    if "any" in kinds or "of" in kinds:
        if has_work(doc, stop, whatever="any" in kinds):
            return True
        if "careful" not in kinds:
            return False
    until = tail(doc, stop, healer=health)
    if backward(doc, first, strict=health, stop=until) or forward(doc, until):
        return True
    alone = not health or (first == 0 and not _tells_of_another(doc, until))
    if alone and opens_alone(doc, first, until):
        return not health or token.low in _STAFF
    if not health and introduced(doc, first, stop):
        return True
    return _at_work(doc, first, stop, health=health)


def _of_a_thing(doc: Doc, first: int) -> bool:
    """ "fixateur externe": what stands before is no one, and no study follows."""
    tokens = doc.tokens
    studies = first + 1 < len(tokens) and tokens[first + 1].low == "en"
    whole = not first or doc.gap(first) != " " or studies
    return not whole and tokens[first - 1].low not in KIN | SINGLE | _ONE


def _goes_on(doc: Doc, first: int) -> bool:
    """Whether it says which health worker: "infirmier-chef de poste", "sage-femme coordinateur"."""
    if not first or doc.gap(first) not in ("-", " "):
        return False
    before, low = doc.tokens[first - 1].low, doc.tokens[first].low
    if doc.gap(first) == "-":
        return low == "chef" and before in _STAFF
    staff = before in _STAFF or before in ("femme", "soignant", "soignante", "kine")
    return staff and low.startswith(("coordinat", "coordonnat", "coordonat"))


def _tells_of_another(doc: Doc, stop: int) -> bool:
    """Whether a patient is named next: the health worker who opens the text is its author."""
    return any(t.low in _OTHERS for t in doc.tokens[stop : stop + 4])


def _mines(doc: Doc, first: int, stop: int) -> bool:
    """Whether "mineur" is one who digs: "ancien mineur", "veuve de mineur", "mineur retraité"."""
    tokens = doc.tokens
    before = tokens[first - 1].low if first else ""
    if before in _PAST or (stop < len(tokens) and tokens[stop].low in ("retraite", "retraites")):
        return True
    return before == "de" and first > 1 and tokens[first - 2].low in ("veuve", "fils", "fille")


def _at_work(doc: Doc, first: int, stop: int, *, health: bool) -> bool:
    """A job between a break and the place of work: ", berger à Larrau", "Aide-soignante à l'…"."""
    tokens = doc.tokens
    if stop >= len(tokens) or (health and tokens[first].low not in _STAFF):
        return False
    gap, after = doc.gap(stop), tokens[stop].low
    if health and not doc.opens(first):
        return False
    if not health and not doc.opens(first):
        before = tokens[first - 1]
        if (
            (before.cap and after != "chez")
            or not before.alpha
            or not doc.gap(first).startswith(",")
        ):
            return False
    if after in ("a", "chez", "dans", "sur") and not gap.strip():
        return True
    return health and after == "de" and tokens[first].low != "infirmiere"


def _prose(doc: Doc, first: int) -> bool:
    """Whether the capital of token `first` is the sentence's rather than a name's."""
    token = doc.tokens[first]
    if doc.opens(first) or doc.shouted or doc.gap(first).strip().endswith((",", "/", "-")):
        return True
    if token.upper:
        near = doc.tokens[max(0, first - 2) : first + 3]
        return len(token.low) < 6 or sum(t.upper for t in near) > 1
    return backward(doc, first, strict=True) or forward(doc, first + 1)


def _of_an_ailment(doc: Doc, first: int) -> bool:
    """Whether it names a disease, a muscle or a street ("poumon de fermier", "rue du Forgeron")."""
    tokens, at = doc.tokens, first
    while at and tokens[at - 1].low in _LINKS and first - at < 3:
        at -= 1
    if at == 0 or (at == first and tokens[first - 1].low != "muscle"):
        return False
    return tokens[at - 1].low in _AILMENTS


def _defined(doc: Doc, first: int) -> bool:
    """Whether "le" or "la" stands before token `first`: somebody of the story, not the patient."""
    tokens = doc.tokens
    if [t.low for t in tokens[max(0, first - 2) : first]] in (["par", "un"], ["par", "une"]):
        return True
    if not first or tokens[first - 1].low not in _THE or doc.gap(first).strip(" '"):
        return False
    at = first - 1
    if not at:
        return True
    before = tokens[at - 1]
    return not (before.low in SINGLE or (before.cap and not before.upper))


def _denied(doc: Doc, first: int) -> bool:
    """Whether "pas de" or "aucun" stands before token `first`."""
    before = [t.low for t in doc.tokens[max(0, first - 2) : first]]
    return before == ["pas", "de"] or before[-1:] in (["aucun"], ["aucune"])


def _asked(doc: Doc, first: int, stop: int) -> bool:
    """Whether a sentence asks it in one word: "Chauffeur ?"."""
    after = doc.gap(stop) if stop < len(doc.tokens) else doc.text[doc.tokens[stop - 1].end :]
    return doc.opens(first) and after.lstrip().startswith("?")


def _theirs(doc: Doc, first: int) -> bool:
    """Whether a plural is the job of relatives ("parents viticulteurs", "tous deux maçons")."""
    tokens = doc.tokens
    for j in range(first - 1, max(-1, first - 7), -1):
        if doc.gap(j + 1).strip(" ,(:'"):
            return False
        low = tokens[j].low
        if low in ("parents", "freres", "soeurs", "sœurs"):
            return True
        if low == "deux" and j == first - 1:
            return j > 0 and tokens[j - 1].low in ("tous", "toutes")
        if low in ("famille", "fils", "fille", "couple") and j == first - 2:
            return True
    return False

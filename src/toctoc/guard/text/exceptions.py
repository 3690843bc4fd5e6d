# ruff: noqa: E501  (patterns read better whole)
"""What looks like a person and is not: eponyms, references, microbes, places of scores."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.journals import find_journals
from toctoc.guard.text.numbers.contacts import public_links
from toctoc.guard.text.vocabulary import KIN
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_N = r"(?:(?:L[ea]|De|Van|Von|Ben|El|Al|Di|Mac|Mc|de|van|von|der|den|ter|ben|el|al|da|dos) ){0,2}[A-ZÀ-ÖØ-Þ][\w'\-]{1,24}"
_JOURNAL = (
    r"(?:N ?Engl|NEJM|Lancet|JAMA|BMJ|PLoS|Blood|Chest|Gut|Brain|Cancer|Circ|Nature|Science|Cell|Rev|Revue|Presse|Ann|Annales"
    r"|Arch|Archives|Am|Eur|Br|Acta|Clin|J|Int|Nat|Curr|Pediatr|Diabet|Stroke|Neurol|Heart|Thorax|Leuk|Radiol|Surg|Bull|Bulletin"
    r"|Med|Méd|Joint|Arthritis|Rheum|Semin|Medicine|Crit|Intensive|Anesth|Anaesth|Gastro|Hepatol|Nephrol|Kidney|Urol|Obstet"
    r"|Gynecol|Dermatol|Ophthalmol|Epilepsia|Mov|Muscle|Allergy|Vaccine|Infect|Emerg|Antimicrob|Hum|Genet|Proc|Front|World|Can"
    r"|Scand|Indian|Saudi|Pan|Afr|Trop|Prog|Prat|Encephale|Encéphale|Exercer|Prescrire|Minerva|EMC|BEH|Médecine|Journal|Cochrane)"
)
_CITED = re.compile(
    rf"\b{_N}(?: (?:[A-Z]{{1,2}}\.? ?){{1,2}})?(?:(?:, | et | & | and ){_N}(?: [A-Z]{{1,2}}\.?)?){{0,6}},? (?:et|and) (?:al|coll|collaborateurs|collègues)\b\.?"
    rf"|\b{_N}(?:(?: et | & | and ){_N})?,? \(?(?:1[89]|20)\d\d[a-c]?(?:\)| ?; [A-Z])"
    rf"|(?<!par )(?<!Drs )(?<!Dr )\b{_N} et {_N}, (?:1[89]|20)\d\d(?![\d/.-])"
    rf"|(?<!Mme )(?<!Dr )(?<!Mr )(?<!M\. )(?<!Pr )\b(?:[A-Z]\. ?)?{_N}(?: {_N})?(?:,? (?:[A-Z]\.?-?){{1,3}})?(?: et {_N}(?: [A-Z]{{1,2}})?)?[,.;:]{{0,2}} (?:[Ii]n:? )?{_JOURNAL}\b\.?(?:,? (?:of |de |d'|the |in )?[A-Z][\w.&]{{0,16}}){{0,5}},?[ (]{{1,2}}(?:1[89]|20)\d\d\b"
    rf"|(?<!Mme )(?<!Dr )(?<!Mr )(?<!M\. )\b{_N},? (?=et (?:ses|leurs) (?:coll|équipe)|dans (?:une|sa|leur|son) (?:série|étude|revue|méta-analyse|travail|thèse|cohorte))"
    rf"|\(\s?{_N}(?: [A-Z]{{1,2}}\.?)?(?:(?: et | & | and |, ){_N}(?: [A-Z]{{1,2}}\.?)?){{0,4}},? (?:1[89]|20)\d\d[a-c]?\s?(?:\)| ?;)"
    rf"|\b{_N}(?: (?:et )?{_N})? \[\d{{1,3}}(?:[,\- ]|\])"
    rf"|\b{_N} [A-Z]{{1,2}}(?:, {_N} [A-Z]{{1,2}}){{1,8}}\b"
    rf"|\b{_N} (?:[A-Z]\.?-?){{1,3}}(?:[.,;:]| ?[-–]) [^\n]{{5,240}}\b(?:1[89]|20)\d\d ?[;,:] ?(?:n° ?)?\d{{1,4}}(?: ?\(\w{{1,9}}\))? ?[:;,(]"
    rf"|\b{_N} et {_N},? (?:en (?:1[89]|20)\d\d,? )?(?=ont (?:rapporté|décrit|publié|proposé|colligé|démontré|montré|individualisé|suggéré))"
    rf"|(?<!Mme )(?<!Dr )(?<!Mr )(?<!M\. )\b{_N} \((?:[A-Z][\w.&]{{1,14}} ){{1,4}}(?:1[89]|20)\d\d\)"
    rf"|\b{_N} (?:[A-Z]\.?-?){{1,3}},? [A-ZÉ][\w.&]{{1,20}}(?: [\w.&]{{1,20}}){{0,5}}, ?(?:1[89]|20)\d\d(?= ?[;)])"
    rf"|\b{_N} [A-Z]{{1,2}}[.,] [^\n.]{{5,160}}\. [A-Z][\w .]{{2,40}}[ ,.;]{{1,2}}(?:1[89]|20)\d\d"
)
_OTHER = r"(?!Mme|M\.|Mr|Dr|Pr|Docteur|Professeur|Madame|Monsieur)[A-ZÉ][a-zà-ÿ]{2,}\b"
# citations that a word in lower case leads to, and the words that must stand in the text
_LED = re.compile(
    rf"(?:écrit|apporté|ublié|roposé|ndividualisé|olligé|ntroduit|odifié|is au point|émontré)(?:e|s|es)?(?: [a-zéèà' ]{{0,30}})? par {_N}(?:(?:, | et | & ){_N}){{0,3}},? (?=en (?:1[89]|20)\d\d|(?:dans|chez) (?:l[ae]|l'|les|un|une|leur|\d)|puis par|et coll)"
    rf"|\b(?:cas|observations|séries?|techniques?|méthodes?|triade) (?:[a-zéèà]+ ){{0,2}}(?:(?:décrit|publié|proposé|colligé)(?:e|s|es)?|rapportée?s) par {_OTHER}(?:(?:, | et ){_OTHER}){{0,3}}(?! [A-ZÉ])"
    rf"|\b(?:[Cc]f\.?|[Vv]oir|[Ss]elon|[Dd]'après|in) {_N}(?: et {_N})?,? (?:1[89]|20)\d\d\b(?![/.-]\d)"
)
_LEADS = frozenset(
    words("""
    decrit decrite decrits decrites rapporte rapportee rapportes rapportees publie publiee publies
    publiees propose proposee proposes proposees individualise individualisee collige colligee colliges colligees
    introduit introduite modifie modifiee point demontre demontree cf voir selon apres in
    """)
)
# what every citation holds: "et al", a year, initials before a comma, a number in brackets
_MAY_CITE = re.compile(
    r" al\b| coll|collègues|(?:1[89]|20)\d\d|\b[A-Z]{1,2}[,.] |\[\d| ont | par [A-Z]"
)
_LISTED = re.compile(
    r"(?:\A|\n)[^\w\n]{0,4}(?:r[ée]f[ée]rences?(?: bibliographiques?)?|bibliographie|litt[ée]rature)[^\w\n]{0,4}(?=\n|\d|\[|[A-Z])",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-c]?\b")
_AUTHOR = re.compile(rf"\b{_N} (?:[A-Z]\.?-?){{1,3}}[.,;:]| et al\b")
_SOMEBODY = re.compile(r"\b(?:Mme|Mr|Dr|Docteur|Monsieur|Madame|[Nn]ée?) ")
_DATED = re.compile(r"[A-Z0-9]{2,5} \(?(?:19|20)\d\d\b")  # "HTA (2005)" cites nobody
_DOI = re.compile(
    r"\b10\.\d{4,9}/[^\s\"<>]{1,100}|\b(?:pmid|pmc|doi|pubmed|nct|isbn)\W{0,4}(?:n°)?\s?[\w./\-()]{4,60}"
)
# "grade 2B de l'université du Texas", "critères de l'hôpital de Birmingham"
_SCALE = re.compile(
    r"\b(?:(?:grade|stade|classe)(?: [\dA-DIV]{1,4})? (?:de l['’]|de la )(?:université|école)"
    r"|(?:classification|score|échelle|critères) (?:de l['’]|de la )(?:université|école|hôpital|clinique|institut))"
    r"(?: de la| de| du| d['’])? ?(?:[A-ZÀ-Þ][\w\-]+)"
)
_SCALES = frozenset(words("universite ecole hopital clinique institut"))
_DOI_CUES = ("10.", "pmid", "pmc", "doi", "pubmed", "nct", "isbn")
_HEADS = words("""
    tetanos formes? maladies? syndromes? signes? scores? tests? echelles? criteres? classification classes? stades?
    grades? manoeuvres? reflexes? triades? tetrade pentade phenomene loi formule index indice
    methode technique intervention operation procedure fractures? hernies? corps cellules?
    nodules? noeuds? trompes? canal canaux aires? ligaments? muscles? nerfs? artere? arteres?
    veines? anse? anses? faisceau faisceaux ganglions? glandes? ampoule sphincter trou fosse
    espace cul-de-sac point points ligne lignes plan trigone triangle tumeurs? sarcomes?
    lymphomes? adenomes? carcinomes? ulceres? ulcerations? abces kystes? polypes? thyroidite
    goitre anemie angine angor arterite vascularite purpura neuropathie amyotrophie dystrophie
    myopathie chorees? ataxie demence encephalopathie encephalite aphasie paralysie nevralgie
    algie spasmes? contracture retraction ostéochondrite osteochondrite apophysite epiphysite
    necrose bacille bacilles virus parasite gangrene cirrhose nephropathie nephrite
    glomerulonephrite hepatite colite ileite iléite gastrite oesophage diverticule diverticules
    bourse tunnel coiffe ondes? espace? rythme bloc voie drains? sonde sondes? valves? prothese
    protheses? clips? clou broche broches? vis plaque pince pinces? ballonnet catheter position
    lumiere lampe solution serum liqueur soluté solute coloration reaction phenotype antigene
    groupe echelon inventaire questionnaire critère consensus conference recommandations?
    protocole regle regles theoreme courbe abaque equation cotation cycle effet sillon scissure
    circonvolution polygone hexagone cercle plexus zone cone cones membrane arc anneau tache
    taches lesion lesions pseudo-kyste deformation malformation anomalie tetralogie dermatose
    dermite erytheme lupus pemphigus mycosis mal pied main main- doigt genou coude hanche epaule
    orteil tendinite maneuvre signe- incision voie- suture greffe lambeau plastie derivation
    shunt anastomose resection fistule ponction biopsie bronchite pneumonie fievre typhus
    paludisme peste agent gale teigne leishmaniose bandage attelle corset collier chaussure
    lunettes masque batterie grille modele theorie crise crises epilepsie migraine
    vertiges? hemiplegie hemorragie corticotherapie regime facteur deficit thrombasthenie trait
    botte bottes milieu gelose mont angle angles incidence cliche complexe granulomes? follicules? organe canalicule ilot ilots capsule couche bande facies
    face doigts porphyrie stereoscopie prisme prismes lentille lentilles loge loges fixateur stereotest nomogramme diagramme abord gouttiere fantome monofilament aiguille couteau ecarteur canule trocart curette dague echogramme spatule tube drainage redon montage figures? fleurs? cerclage embrochage ostheosynthese enclouage arthrodese osteotomie mobilisation articulation anatomie nuage raie tubercule apophyse ponts? tendon fibres? osteodystrophie exercices?
""")
_HEAD = (
    frozenset(_HEADS)
    | {h.removesuffix("?").removesuffix("s") for h in _HEADS}
    | {h.replace("?", "") for h in _HEADS}
)
_LINKS = frozenset(
    ("de", "d", "du", "des", "la", "le", "von", "van", "type", "et", "ou", "selon", "dit")
)
_OPERATIONS = ("plastie", "ectomie", "tomie", "pexie", "rraphie", "dese", "prothese")
_BEFORE = frozenset(
    (
        "selon",
        "type",
        "anti",
        "dits",
        "positif",
        "negatif",
        "stade",
        "grade",
        "score",
        "western",
        "southern",
        "northern",
    )
)
_AFTER = frozenset(
    (
        "positif",
        "positive",
        "negatif",
        "negative",
        "neg",
        "pos",
        "bilateral",
        "indifferent",
        "flechisseur",
        "extenseur",
        "stade",
        "grade",
        "score",
        "like",
        "idiopathique",
        "avancee",
        "debutant",
        "debutante",
        "test",
        "syndrome",
        "disease",
    )
)


def find_exempt(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans of bibliographic references and links to public sites."""
    yield from public_links(doc)
    yield from _listed(doc)
    yield from find_journals(doc)
    for match in _DOI.finditer(doc.low) if any(cue in doc.low for cue in _DOI_CUES) else ():
        yield match.span()
    for match in _SCALE.finditer(doc.text) if not _SCALES.isdisjoint(doc.words) else ():
        yield match.span()
    for match in _citations(doc) if _MAY_CITE.search(doc.text) else ():
        patient = len(match.group()) > 60 and _SOMEBODY.search(match.group())
        if not (patient or _DATED.match(match.group()) or _born(doc, match)):
            yield match.span()


def _citations(doc: Doc) -> Iterator[re.Match[str]]:
    """Matches of `_CITED`, tried only where a capital opens a word, or a bracket before it."""
    text, at = doc.text, 0
    for token in doc.tokens:
        if not token.cap or token.start < at:
            continue
        opens = text.endswith(("(", "( "), 0, token.start)
        bracket = text.rfind("(", 0, token.start) if opens else -1
        found = _CITED.match(text, bracket) if bracket >= at else None
        found = found or _CITED.match(text, token.start)
        if found:
            at = found.end()
            yield found
    if not _LEADS.isdisjoint(doc.words):
        yield from _LED.finditer(text)


def _born(doc: Doc, match: re.Match[str]) -> bool:
    """ "sa fille Jeanne (1954)": a first name and a year of birth cite nobody."""
    alone = re.fullmatch(r"(\w+) \((?:19|20)\d\d\)", match.group())
    before = doc.index_at(match.start()) - 1
    if not alone or before < 0:
        return False
    known = lexicon.word(doc.tokens[before + 1].low)
    lead = doc.tokens[max(0, before - 7) : before + 1]
    return (known.first == 4 and known.last < 3) or any(
        t.low in KIN or t.low == "fratrie" for t in lead
    )


def _listed(doc: Doc) -> Iterator[tuple[int, int]]:
    """Lines that cite authors and a year below the heading "Références"."""
    head = _LISTED.search(doc.text) if "ef" in doc.low or "bibl" in doc.low else None
    at = head.end() if head else len(doc.text)
    while at < len(doc.text):
        stop = doc.text.find("\n", at + 1)
        stop = len(doc.text) if stop < 0 else stop
        if doc.text[at:stop].strip():
            line = doc.text[at:stop]
            if not (_YEAR.search(line) and _AUTHOR.search(line)) or _SOMEBODY.search(line):
                return
            yield at, stop
        at = stop


def headed(doc: Doc, index: int) -> bool:
    """Whether a medical head noun leads to token `index`: "signe de X", "score X", "selon X"."""
    tokens = doc.tokens
    at = index - 1
    hops = 0
    while at >= 0 and hops < 5 and "\n\n" not in doc.gap(at + 1):
        gap = doc.gap(at + 1)
        if gap != " " and any(c in gap for c in ".;:!?("):
            return False
        low = tokens[at].low
        if (
            low in _HEAD
            or low.removesuffix("s") in _HEAD
            or low in _BEFORE
            or (not hops and low.endswith(_OPERATIONS))
        ):
            return True
        if not (low in _LINKS or tokens[at].cap or "-" in gap):
            return False
        at -= 1
        hops += 1
    return False


def eponym(doc: Doc, index: int) -> bool:
    """Whether token `index` names a disease, a sign, a device… and not a person."""
    token = doc.tokens[index]
    if not lexicon.is_eponym(token.low):
        return headed(doc, index) or in_long_eponym(doc, index)
    if headed(doc, index) or in_long_eponym(doc, index):
        return True
    known = lexicon.word(token.low)
    if known.first < 3 and not (known.last >= 4 and known.first >= 1):
        return True
    after = doc.tokens[index + 1].low if index + 1 < len(doc.tokens) else ""
    return after in _AFTER


def in_long_eponym(doc: Doc, index: int) -> bool:
    """Whether token `index` stands in an eponym of several words: "Claude Bernard-Horner"."""
    for first in range(max(0, index - 2), index + 1):
        if not lexicon.opens_eponym(doc.tokens[first].low):
            continue
        for last in range(max(first + 1, index), min(first + 4, len(doc.tokens))):
            name = " ".join(t.low for t in doc.tokens[first : last + 1])
            if lexicon.is_eponym(name):
                return True
    return False

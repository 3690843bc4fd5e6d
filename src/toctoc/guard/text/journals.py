# ruff: noqa: E501  (patterns read better whole)
"""Authors cited with their journal or by the history of medicine, in whatever order.

"Carlier Y., Trends Parasitol", "Gumaste VV et Dave PB (Am J Gastroenterol 1992)", "décrit par Guild
en 1941", "Hart O., de Charleston, la décrivit". A journal is told by its words, most of them cut
short; what is only a name and a town is nobody's citation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.normalise import fold
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_NAME = r"(?:(?:L[ea]|De|Van|Von|Ben|El|Al|Di|Da|Mac|Mc|de|van|von|ben|el|al|der|den|ten) ){0,2}[A-ZÀ-ÖØ-Þ][\w'’\-]{1,24}"
_INITIALS = r"(?:[A-Z]\.?-?){1,3}"
_AUTHORS = rf"{_NAME}(?: {_INITIALS})?(?:(?:, ?| et | & | and ){_NAME}(?: {_INITIALS})?){{0,5}}?(?:,? et (?:al|coll)\.?)?"
_TITLE = (
    r"[A-ZÀ-Þ][\w.&]{0,18}(?: (?:of |de |d'|des |the |in |and |et |for )?[A-ZÀ-Þ][\w.&]{0,18}){0,6}"
)
_LAST_INITIALS = re.compile(rf" {_INITIALS}\Z")
_WITH_TITLE = re.compile(
    rf"(?P<authors>{_AUTHORS})(?:[.,:;]{{1,2}} ?| ?[(\[]| )(?P<title>{_TITLE})\.?(?:,? ?\(?(?P<year>(?:1[89]|20)\d\d))?(?=[ )\];,.:]|\Z)"
)
_YEAR = r"(?:1[6-9]|20)\d\d"
_OLD = r"(?:1[6-8]\d\d|19[0-3]\d)"
_TOLD = re.compile(
    rf"(?P<lead>écrit|apporté|ublié|roposé|ndividualisé|solé|dentifié|ntroduit|nventé|éalisé|nommé|aptisé)(?:e|s|es)?(?: [a-zéèà' ]{{0,30}})?(?:,? en {_YEAR},?)? par {_NAME}(?:(?:, | et | & | puis ){_NAME}){{0,3}},? en {_YEAR}"
    rf"|\ben {_OLD},? par {_NAME}(?:(?:, | et ){_NAME}){{0,2}}"
    rf"|(?:écrit|apporté|ublié|roposé|ndividualisé)(?:e|s|es)?(?: [a-zéèà' ]{{0,30}})? par (?:{_NAME} )?{_NAME},? (?:en|dès|vers) {_YEAR}"
)
_THAT = re.compile(
    rf"\bque {_NAME}(?: et {_NAME})? (?:a|ont) (?:décrit|rapporté|publié|proposé|individualisé|isolé)(?:e|s|es)?(?: à {_NAME})?(?: (?:en|dès|vers) {_YEAR})?"
)
# two authors compared with, without a year: "contrairement à Pantell et Goodman"
_COMPARED = re.compile(
    r"\b(?:[Cc]ontrairement à|[AÀ] la différence de|[Àà] l['’]instar de|(?:série|étude|travaux|cohorte|méta-analyse|constatations|hypothèse) de"
    r"|(?:rejoi|compar|semblabl|superposabl|conform|proche|similaire|inférieur|supérieur)\w{0,8}(?: à| de)? (?:ceux|celles?|celui) de)"
    rf" (?P<one>{_NAME}) (?:et|&) (?P<two>{_NAME})(?= ?[.,;:)]| qui\b| ont\b|\Z)"
)
_DID = re.compile(
    rf"{_NAME}(?:,? {_INITIALS},?)?(?:(?:, | et ){_NAME})?(?:,? (?:de|à) {_NAME},)?(?:,? en {_YEAR},?)? (?:(?:l[ae]s?|l'|en|y|lui) ?)?"
    r"(?:décrivi(?:ren)?t|rapport(?:a|èrent)|publi(?:a|èrent)|propos(?:a|èrent)|isol(?:a|èrent)|individualis(?:a|èrent)|introduisi(?:ren)?t|démontr(?:a|èrent)|invent(?:a|èrent))(?: [a-zéèà' ]{2,40}? en (?:1[6-9]|20)\d\d)?"
)
_SEE = re.compile(
    rf"\b(?:[Vv]oir(?: aussi)?|[Cc]f\.?|[Ss]elon|[Dd]'après|[Ss]érie de|[Ee]n accord avec) (?P<who>{_NAME} {_INITIALS}(?: et {_NAME} {_INITIALS})?(?:,? (?:{_YEAR}))?)(?= ?[),;.]|,? {_YEAR}|\Z)"
)
_FIRST = re.compile(
    r"\b(?:[Ll]e|[Ll]a|[Ll]es|[Ss]a|[Uu]ne?|[Ss]on) (?:tou(?:te|t) )?premi(?:er|ère)s? (?:cas|descriptions?|observations?|extraction|intervention|greffe|opération|isolement|publication)"
    rf"[^.\n;]{{0,60}}? en (?P<y>{_OLD})\b"
    rf"|(?:écrit|apporté|ublié|éalisa|écrivit|apporta|ublia)[^.\n;]{{0,60}}? en (?P<z>{_OLD})\b"
)
_SPEAKS = frozenset(
    words("""
    adv adolesc am afr acta arch ann ann. autoimmun asian aust best bmc bmj bone br brain bull burns can
    cancer cardiol cardiovasc case cases cell cephalalgia chest chin chir chirurg circ circulation clin clinics
    cochrane contact contraception cornea crit curr cutis dermatology dev diabetes diabetologia dig dis drug
    drugs east emerg endocr endocrine endoscopy epilepsia epilepsy eur expert exp eye fertil foot front gait
    gastro gastroenterology genet gut haematologica haematol hand headache health heart hepatology hip hum ijd
    immun immunity indian infect injury int intern ital j jama jcem jpn joint journal kidney knee korean lancet
    leuk leukemia lett lupus malar mal med méd medicine metab microb minerva mol mov muscle mycoses nat nature
    nejm neonatology nephron nervenarzt neurology neurosurgery new north obes obesity obstet ocul oncol oncologist
    oncotarget open oral orphanet ortho orthop pain pan parasite pediatr pediatrics perinat pharmacother physician
    placenta plos pneumonia pract prat prenat presse proc prog psychiatry psychosom q quart radiographics radiology
    rare recenti rep res respir resuscitation retina rev revue rhum rheum sao saudi scand schizophr sci science seizure
    semin singapore skin sleep soc south spine stroke stud sud surgery swiss thorax thromb thyroid toxicon toxins
    transfus transfusion transplant trauma travel trends trop tunis turk urology vaccine vasc viruses vox west wilderness
    wien world zentralbl
    """)
)
_LEADS = frozenset(
    words("""
    decrit decrite decrits decrites rapporte rapportee rapportes rapportees publie publiee publies
    publiees propose proposee proposes proposees individualise individualisee isole isolee identifie
    identifiee introduit introduite invente inventee realise realisee nomme nommee baptise baptisee en
    """)
)
_DEEDS = frozenset(
    words("""
    decrivit decrivirent rapporta rapporterent publia publierent proposa proposerent isola isolerent
    individualisa individualiserent introduisit introduisirent demontra demontrerent inventa inventerent
    """)
)
_COMPARES = frozenset(
    words("""
    contrairement difference instar ceux celle celles celui serie etude travaux cohorte hypothese
    analyse constatations
    """)
)
_SEES = frozenset(words("voir cf selon apres serie accord"))
_FIRSTS = frozenset(
    words("premier premiere premieres decrit rapporte publie realisa decrivit rapporta publia")
)


def find_journals(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans of authors cited with a journal, or by what they did for medicine."""
    text = doc.text
    if not _LEADS.isdisjoint(doc.words):
        if " par " in doc.low:
            yield from (m.span() for m in _TOLD.finditer(text))
        if "que " in doc.low:
            yield from (m.span() for m in _THAT.finditer(text))
    if not _DEEDS.isdisjoint(doc.words):
        yield from (m.span() for m in _DID.finditer(text) if not _titled(doc, m.start()))
    if not _SEES.isdisjoint(doc.words):
        yield from (m.span("who") for m in _SEE.finditer(text))
    if not _COMPARES.isdisjoint(doc.words) and (" et " in text or " & " in text):
        for found in _COMPARED.finditer(text):
            if _authors(found):
                yield found.start("one"), found.end("two")
    if not _FIRSTS.isdisjoint(doc.words):
        for found in _FIRST.finditer(text):
            yield found.span("y" if found["y"] else "z")
    if doc.shouted or not any(t.low in _SPEAKS or _cut(t.low) for t in doc.tokens if t.cap):
        return
    at = 0
    for i, token in enumerate(doc.tokens):
        if token.cap and token.start >= at and not _titled(doc, token.start):
            match = _WITH_TITLE.match(text, token.start)
            if match and _cites(doc, i, match):
                at = match.end()
                yield match.span()


_TITLES = frozenset(words("mme mr m dr pr docteur monsieur madame professeur mlle me ne nee"))
_ALSO_ILL = frozenset(
    words("cancer trauma stroke lupus contact transplant rare case open pain parasite health med")
)
_SMALL = frozenset(words("of de des the in and et for"))


def _titled(doc: Doc, start: int) -> bool:
    """Whether "Mme" or "Dr" stands before the name at offset `start`."""
    before = doc.index_at(start) - 1
    return before >= 0 and doc.tokens[before].low in _TITLES


def _authors(match: re.Match[str]) -> bool:
    """Whether neither name is a usual first name: "contrairement à Paul et Marie"."""
    return all(lexicon.word(fold(match[group])).first < 3 for group in ("one", "two"))


def _cut(low: str) -> bool:
    """Whether a word is cut as journals' are: "Hepatol", "Ther"."""
    return len(low) > 4 and low.endswith(("ol", "ther", "iatr", "surg", "immun", "ogy"))


def _cites(doc: Doc, index: int, match: re.Match[str]) -> bool:
    """Whether the title is a journal's: each of its words speaks of one, or one before a year."""
    lows = [w.strip(".").lower() for w in match["title"].split()]
    told = [w in _SPEAKS or _cut(w) for w in lows if w not in _SMALL]
    initials = _LAST_INITIALS.search(match["authors"]) is not None
    if match["year"] and (initials or not (len(told) == 1 and lows[0] in _ALSO_ILL)):
        apart = doc.text[match.end("authors") : match.start("title")] != " "
        named = index and doc.tokens[index - 1].cap and doc.gap(index) == " "
        return all(told) if not apart else any(told) and (initials or not named)
    if not all(told) or doc.text[match.end("authors") : match.start("title")] == " ":
        return False
    return len(told) > 1 or (initials and len(lows[0]) > 4)

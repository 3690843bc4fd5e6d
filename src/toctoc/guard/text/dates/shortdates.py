# ruff: noqa: E501  (patterns read better whole)
"""Days said short: "le 12/03", "le 12.3", "vendredi 13", "du 2 au 5/04", "le 12 puis le 19"."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from toctoc.guard.text.dates.births import day_hit
from toctoc.guard.text.dates.calendar import DAY_NAMES, DAY_WORD, WEEKDAY, day_number, weekday, when
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc, Hit

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_SHORT = re.compile(
    rf"(?<![\d/.,\-+])(?P<d>{_D})(?:er)?\s?/\s?(?P<m>0?[1-9]|1[0-2])(?![\d/]|[.,]\d|-\d(?!\d?/\d)| \d{{3}}\b|\s?(?:mmhg|cmhg|mm|e\b|eme|%|h\b|[x*]))"
)
_DOTTED = re.compile(
    rf"(?<![\d/.,\-+])(?P<d>{_D})[.\-](?P<m>0?[1-9]|1[0-2])"
    r"(?![\d\-/]|[.,]\d|\s?(?:mg|g|ml|ui|µg|mmol|%|cm|mm|m|l|kg|t|ch|french|j|ans?|sem|mois|x|eme|e)\b)"
)
_DOT_LEAD = re.compile(r"(?<![a-z])(?P<l>le|les|ie|du|au|ne|nee|date|jusqu'au)\s\Z")
_SURE_LEADS = frozenset(("le", "les", "ie", "ne", "nee", "jusqu'au"))
_RANGE = re.compile(
    rf"(?<![\d/.,])(?P<d>{_D})(?:er)?(?=(?: (?:au|a|et|puis) (?:le )?| ?- ?){_D}/(?P<m>0?[1-9]|1[0-2])(?!\d|[.,]\d))"
)
_WEEK = re.compile(
    rf"\b(?P<w>{'|'.join(DAY_NAMES)})(?: le)? (?P<d>[12]\d|3[01]|0?[1-9]|1er|(?!un [a-z])(?:{DAY_WORD})\b)(?![\d%]|[.,/]\d| ?h\b| ?h\d| ?(?:mg|g|ml|cp|fois|ans|jours|j|x|ui|µg|semaines|mois|comprimes?|patients?|visites?|prises?|nuits?|doses?)\b)"
)
_ALONE = re.compile(
    rf"(?P<d>{_D}|1er)(?= ?(?:[,;)\n]|\.(?!\d)|\Z)| (?:puis|et le (?!1(?:1\d|[578])\b)|matin|au matin|soir|au soir|par|aux urg|courant|de ce mois|du mois|du meme mois|du courant|dernier|prochain|vers \d|a \d{{1,2}} ?h)\b)"
)
_MONTHLY = re.compile(r" (?:du (?:meme mois|mois courant|courant)|courant)\b")
_AT_DAY = frozenset(("le", "ie", "du", "au"))
_NAMED = re.compile(rf"(?<![a-z]){WEEKDAY},? \Z")
_OF = re.compile(
    r"(?<![a-z])(?:examen|reveillon|consult(?:ation)?|cs|nuit|visite|garde|staff|rcp|scanner|irm|tdm|bilan|radio|echo|bio|courrier|mail|passage|ecbu|eeg|ecg|seance|cure) du \Z"
)
# "l'accident du 11 a laissé", "suite à notre entretien du 20, voici"
_NOUN_OF = re.compile(r"(?<![a-z])(?P<noun>[a-z]{3,16})(?: tel| telephonique| notarie)? du \Z")
_NO_EVENT = frozenset(
    words("""
    service chambre bus ligne tram metro dent doigt orteil appel boite secteur departement rue
    avenue place numero box lit salle bloc autour rayon niveau etage poste milieu partir lors
    compter taux match groupe type fin debut pompiers samu samedi equipe maillot menu fibre
""")
)
_THEN_VERB = re.compile(
    r"\s?(?:[,;:)\n]|\.(?!\d)|\Z)| (?:a|avait|etait|est|montre|retrouve|avec|chez|par|au|et|ou|dernier|normale?s?|neg|pos|ok)\b"
)
_DAY_OF = re.compile(
    rf"(?P<d>{_D})(?![\d%/]|[.,]\d| ?(?:mg|g|ml|cp|ans?|mois|jours?|j|x|h|e|eme|er)\b)"
)
_SPAN = re.compile(rf"(?P<d>{_D}|1er) au (?P<e>{_D}|1er)(?= ?(?:[,;)\n]|\.(?!\d)|\Z))")
_ALONE_LEAD = re.compile(r"(?<![a-z])(?:le|ie|jusqu'au) \Z")
_LEAD = re.compile(
    r"\b(?:le|ie|les|du|au|ce|depuis|depuis le|des|avant|avant le|apres le|jusqu'au|jusqu'a|vers le|datee? du|date|en date du|vue?|vu le|faite?|reali[sz]ee?|prelevee?|posee?|admise?|hospitalisee?|sortie?|revue?|"
    r"irm|scanner|tdm|tep|rx|radio|echo|ett|eeg|emg|eto|coro|bio|nfs|ecbu|hemocs?|rdv|rv|entree|arrivee|naissance|accouchement|terme|dpa|et le|et|matin|soir|nuit|midi|samu|appel|cs|visite|staff|rcp|scan|rp|pds|accouchee?|regles|cesar(?:ienne)?|vaccin(?:ee?)?|inj(?:ection)?|rappel|recue?|signee?|editee?|imprimee?|transfert|deces|decedee?|morte?|chute|debut|jour|faite?|"
    r"lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ddr|ddg|op(?:ere)?e?(?: le)?|dose|j\d{1,2}|consult(?:ation)?|ne|nee|ddn)\.?\s*[:=(]?\s*\Z"
)
_SCORE = re.compile(
    r"(?:\b(?:ta|pa|pas|tension|pression|score|eva|en|gcs|glasgow|mms|mmse|moca|bref|av|avl|acuite|od|og|odg|apgar|cotee?|dlr|"
    r"douleur|note|parinaud|p|stade|grade|environ|sur|en moyenne|ratio|phq|gds|hdrs|madrs|ham|nihss|asa|bishop|silverman|epworth|ppc|testing|force|fm|"
    r"ps|a|adl|iadl|mna|tinetti|barthel|norton|braden|bp|pam|souffle|rankin|had|edss|constant|dash|bras|d|g|dte|gche|droite?|gauche|mvtc|constantes?|titre|dilution|wells|hit|tug)\s*[:=(]?\s*(?:a|de|est a|est de|d'environ|ce jour|=|:)?\s*)\Z"
)
_TENSION = re.compile(
    r"\b(?:ta|pa|tension|eva|score|bras|test|force|acuite|av|od|og|fc|sat|spo2|pouls|fr)\b"
)
_STRONG = frozenset(
    words("""
    lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche hier ddr dpa
    terme ne nee ddn rdv rv matin soir nuit sortie entree arrivee naissance appel
""")
)
_DAYS = frozenset(DAY_NAMES)
_PART = frozenset(("12", "13", "23", "14", "34", "15", "45", "35"))
_TIME = re.compile(r" ?(?:,|a|vers|-|–)? ?\d{1,2} ?(?:h\b|h\d|:\d)")
_NO_TAIL = re.compile(
    r"\s?(?:des|de la|de l'|ans?\b|mois|jours?|j\b|sem|cp|fois|/|inf|sup|moyen|ext|int|distal|prox|tiers|dose|prise|instill|cure|droite?|gauches?|antero|postero|ante|poste|later|medi|circonf|en circ)"
)
_FROM = re.compile(r" (?:des|de la|de l'|ext|int)")
_TITLED = re.compile(r"\s?(?::(?!\d)|[-–=] |\) )")
_LINED = re.compile(r",? (?:[a-z]{3}|j ?\d)")
_FRACTIONS = frozenset(("12", "13", "23", "14", "34", "15", "25", "35", "45", "16", "56"))
_RESCUE = frozenset(("15",))
_CHAIN = re.compile(
    r"\b(?:ta|pa|tension|eva|en|score|force|testing|av)\b[^.\n;]{0,24}\d/\d{1,2}[^.\n]{0,12}\Z"
)
_EXAMS = frozenset(
    words("""
    irm scanner tdm tep rx radio echo ett eeg emg eto coro bio nfs ecbu hemoc hemocs crp tap pl ecg
    coproc bk anapath biopsie fibro colo fogd coloscopie bilan iono holter efr dopp doppler scinti
    mammo frottis c1 c2 c3 c4 c5 c6 c7 c8 cure pose ablation opere operee op bloc cesar cs
""")
)
_BOTTLES = frozenset(words("hemoc hemocs hemoculture hemocultures flacons"))
_CALL = re.compile(
    r"\b(?:appel\w*|compos\w+|contact\w+|faire|faites|fait|par|via|chambre|lit|numero|box|poste|dent|dents)\s\Z"
)
_YES = re.compile(r"\b(?:le|les|ie|du|au|ce|ddn|ddr)\s?\Z")


def find_short_dates(doc: Doc, dated: bool = False) -> Iterator[Hit]:
    """Days without the name of their month or their year; `dated`: another day was found."""
    today = doc.today or datetime.date(2000, 1, 1)
    text = doc.digits
    slashed = "/" in text
    for match in doc.figures(_RANGE) if slashed else ():
        if _YES.search(doc.low, max(0, match.start() - 12), match.start()):
            yield day_hit(doc, *match.span("d"), _dated(doc, match, today))
    for match in _WEEK.finditer(text) if _DAYS & doc.words else ():
        number = day_number(match["d"])
        found = weekday(match["w"], number, today) if doc.today and number else None
        yield day_hit(doc, *match.span(), found)
    for match in doc.figures(_DOTTED):
        if _dotted(doc, match):
            dated = True
            yield day_hit(doc, *match.span(), _dated(doc, match, today))
    for match in doc.figures(_SHORT) if slashed else ():
        if _is_day(doc, match, dated):
            dated = True
            named = _NAMED.search(text, max(0, match.start() - 10), match.start())
            start = named.start() if named else match.start()
            yield day_hit(doc, start, match.end(), _dated(doc, match, today))
    if dated or doc.final:
        yield from _alone(doc, dated)


def _dated(doc: Doc, match: re.Match[str], today: datetime.date) -> datetime.date | None:
    return when(match["d"], match["m"], None, today) if doc.today else None


def _dotted(doc: Doc, match: re.Match[str]) -> bool:
    """ "le 12.3", "RP 08.11", "17.03" that opens a line; 12.5 is a figure."""
    text, start = doc.digits, match.start()
    lead = _DOT_LEAD.search(text, max(0, start - 10), start)
    if lead:
        return len(match["m"]) == 2 or lead["l"] in _SURE_LEADS
    if not doc.final or len(match["m"]) == 1 or "0" not in (match["d"][0], match["m"][0]):
        return False
    opens = match["m"][0] == "0" and text[start - 1 : start] == "\n"
    return opens or _LEAD.search(text, max(0, start - 24), start) is not None


def _alone(doc: Doc, dated: bool) -> Iterator[Hit]:
    """ "revenu le 8.", "le 12 puis le 19": days only in the author's mind."""
    if doc.words.isdisjoint(_AT_DAY):
        return
    for match in doc.figures(_SPAN):
        if doc.low.endswith("du ", 0, match.start()):
            yield day_hit(doc, *match.span("d"), None)
            yield day_hit(doc, *match.span("e"), None)
    for match in doc.figures(_DAY_OF):
        start = match.start()
        if not doc.low.endswith("du ", 0, start):
            continue
        if _OF.search(doc.low, max(0, start - 18), start) or _event_of(doc, match, dated):
            yield day_hit(doc, *match.span(), None)
    for match in doc.figures(_ALONE):
        if not _ALONE_LEAD.search(doc.low, max(0, match.start() - 11), match.start()):
            continue
        before = doc.low[max(0, match.start() - 27) : max(0, match.start() - 3)]
        if _CALL.search(before) or (match["d"] in _RESCUE and not dated):
            continue
        if match["d"] == "1er" and not dated:
            continue
        monthly = _MONTHLY.match(doc.low, match.end("d"))
        end = monthly.end() if monthly else match.end("d")
        yield day_hit(doc, match.start("d"), end, None)


def _event_of(doc: Doc, match: re.Match[str], dated: bool) -> bool:
    """ "l'accident du 11 a laissé": an event, a letter, an exam and its day."""
    lead = _NOUN_OF.search(doc.low, max(0, match.start() - 30), match.start())
    if lead is None or lead["noun"] in _NO_EVENT or (match["d"] in _RESCUE and not dated):
        return False
    return bool(_THEN_VERB.match(doc.low, match.end()))


def _dawns(doc: Doc, match: re.Match[str]) -> bool:
    """ "24/5 : rotation des opioïdes", "13/3 J18": a day that opens its line or its sentence."""
    start, end = match.span()
    before = doc.low[max(0, start - 4) : start].rstrip(" -•*")
    lined = start == 0 or before.endswith("\n") or (not before and start < 4)
    if not (lined or before.endswith((".", ";"))):
        return False
    if _TITLED.match(doc.low, end):
        return True
    return (lined and (match["m"] not in ("5", "10") or int(match["d"]) > 10)) and bool(
        _LINED.match(doc.low, end)
    )


def _is_day(doc: Doc, match: re.Match[str], dated: bool) -> bool:
    """12/03 is a date after "le", with a zero or a time; never after "TA"."""
    low, (start, end) = doc.low, match.span()
    before = low[max(0, start - 28) : start]
    day, month = match["d"], match["m"]
    if _SCORE.search(before):
        return bool(_YES.search(before))
    zero = (len(day) == 2 and day[0] == "0") or (len(month) == 2 and month[0] == "0")
    lead = _LEAD.search(before)
    tail = low[end : end + 14]
    if _CHAIN.search(low, max(0, start - 50), start) and not _YES.search(before):
        return False
    if day + month not in _FRACTIONS and _dawns(doc, match):
        return True
    near = before.rstrip(" :=(.").split(" ")[-1].lstrip("(")
    if near in _BOTTLES and int(day) <= int(month) < 7 and not zero:
        return False  # two bottles out of two
    if near in _EXAMS and day + month not in _FRACTIONS and (month != "10" or int(day) > 10):
        return not _NO_TAIL.match(tail) or tail.startswith((" des ", " inf"))
    if lead:
        led = bool(_YES.search(before))
        if day + month in _PART and (
            not led
            or before.endswith((" au ", " a ", " les "))
            or re.match(r" (?:du|d'|des?)\b", tail)
        ):
            return False  # the lower third, two doses out of three
        if _NO_TAIL.match(tail) and not (
            led and day + month not in _FRACTIONS and _FROM.match(tail)
        ):
            return False
        strong = lead.group().rstrip(" :=(.").split(" ")[-1]
        return led or zero or int(day) > int(month) or strong in _STRONG
    if _TIME.match(tail):
        return zero or int(day) > 12
    if _TENSION.search(low[max(0, start - 40) : start]):
        return False
    if zero and not _NO_TAIL.match(tail):
        return doc.final or dated
    if not doc.final:
        return False
    opens = start == 0 or low[max(0, start - 3) : start].rstrip(" ").endswith("\n")
    return opens and int(day) > 12 and tail.lstrip().startswith((":", "-", "–"))

# ruff: noqa: E501  (patterns read better whole)
"""Phone numbers, e-mail addresses, links and social handles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.numbers.ids import find_banking
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_S = r"[ .·\-/_\n]{0,3}"
_HEAD = rf"(?:\+|00){_S}\(?33\)?{_S}(?:\(0\){_S})?|\(\s?3\s?3\s?\){_S}0?{_S}|0{_S}"
# each alternative begins with a figure, "+" or "(": it is tried only where figures begin
_PHONE = re.compile(
    rf"(?:\(\s?\d ?\d\s?\){_S})?(?:{_HEAD})[1-9](?:{_S}(?:\d{{2}}|oo)){{4}}(?!\d)"
    rf"|(?:(?:\+|00){_S}\(?(?:262|269|508|590|594|596|681|687|689)\)?{_S}(?:\(0\){_S})?\d{{2,3}}(?:{_S}\d{{2}}){{2,3}})(?!\d)"
    rf"|\((?:262|269|508|590|594|596|681|687|689)\) ?\d\d(?: ?\d\d){{2,3}}(?!\d)"
    rf"|0(?: \d){{9}}(?!\d)|00[1-9]\d{{0,2}}(?: \d{{2,4}}){{3,4}}(?!\d)"
    rf"|\(\+\d{{1,3}}\){_S}\d{{1,4}}(?:[ .\-]?\d{{2,4}}){{2,5}}(?![\d%])"
    rf"|\+{_S}\d{{1,3}}(?:{_S}\(?\d{{1,4}}\)?){{2,5}}(?![\d%])"
    rf"|\d{{2}}(?:(?:\.\d{{2}}){{4}}|(?:-\d{{2}}){{4}})(?![\d.\-])|00(?: \d\d){{4}}(?!\d)"
    rf"|0[1-9]{_S}\d{{3}}{_S}\d{{3}}{_S}\d{{2}}(?!\d)"
    rf"|\(0[1-9]\){_S}\d{{2}}(?:{_S}\d{{2}}){{3}}(?!\d)|33 ?[1-9](?: ?\d{{2}}){{4}}(?!\d)"
    r"|0\d\d[ /.]\d\d(?:[ .]\d\d){2}(?![ .,/]?\d| ?(?:mg|ml|ui|g)\b)"
    rf"|0\d{{1,3}}/\d{{2,3}}(?:[. ]\d\d){{2}}(?![\d/])"
    rf"|0 ?[1-9](?:[ .\-]{{0,2}}\d){{8}}(?![\d]|[.,/\-]\d)"
    r"|(?:4[09]|8[79]) \d\d \d\d \d\d(?![ .,/]?\d)"
)
_PHONE_O = re.compile(rf"\b(?:zero|o) ?[1-9](?:{_S}\d{{2}}){{4}}(?!\d)")
_LEAD = frozenset(" (+")
# what follows "06" or "au" and would be a phone number with it: "mon 06 c'est le 12 34 56 78"
_PHONE_REST = re.compile(
    r"\d\d(?P<sep>[ .\-])\d\d(?:(?P=sep)\d\d){1,2}(?![ .\-]?\d| ?(?:mg|g|ml|ans?|%|h|ui|kg)\b)"
)
# a number of another country: "au 6 00 00 41 87"
_FOREIGN_REST = re.compile(r"\d(?: \d\d){4}(?![ .\-]?\d)")
_REST_LEAD = re.compile(r"\b0[67]\b[^\d\n]{1,20}\Z|\b(?:au|contact|num|numero|tel)\s?:? \Z")
_POST = re.compile(r" ?(?:\(?poste|\(?bip|\(?ligne directe)\b")
_DATED = re.compile(r"\d\d[/.\- ]\d\d[/.\- ](?:19|20)\d\d\b")  # a date, then an hour
_PHONE_WORD = re.compile(
    r"\b(?:tel(?:ephone)?|portable|gsm|fax|faxer au|joindre au|joignable au|rappel(?:er|ez)? (?:au|le)|appel(?:er|ez) (?:au|le)"
    r"|bip|dect|poste|ligne|int\.|interne|secretariat|whatsapp)\b(?:\.? (?:dom|pro|perso|fixe|port|mobile|bureau|mere|pere|epouse|fille|fils|conjoint|famille|mari|ide|nc|direct))?[\s.:°n]{0,6}[+(]?\Z"
)
# six figures in pairs are a number of the Pacific, unless they make a date
_PAIRS = re.compile(r"\d\d([ .])\d\d\1\d\d(?![ .]?\d)")
_ON_CALL = re.compile(
    r"\b(?:astreinte|garde|standard|fixe|vini|mobile|domicile|urgences|accueil|joignable|gsm|cell?)\s?: \Z"
)
_PAGED = re.compile(r"\b(?:bip|dect)\s?:?\s\Z")
_CALLED = frozenset(
    words("""
    tel telephone portable gsm fax faxer joindre joignable rappel rappeler rappelez appel appeler
    appelez bip dect poste ligne int interne secretariat whatsapp
""")
)
_ANY_PHONE = re.compile(
    r"\d(?:[\d .\-/]|\(\d{1,3}\)|(?<=\d)\)){1,20}\d(?! ?(?:h|mg|ans?|g|ml|%|fois|/)\b)"
)
_SHORT_OK = re.compile(r"(?:15|17|18|112|114|115|119|3114|3919|36ry)\Z")
_AT = r"(?:\s?@\s?|\s?(?:\(at\)|\[at\]|\{at\}|\(a\)|\[a\]|\(@\)|\[@\]|<at>|_at_|\barobase?\b|\barrobase?\b|\bchez\b(?=\s?(?:gmail|yahoo|hotmail|outlook|orange|free|laposte|wanadoo|sfr)))\s?)"
# one of these stands in every address that `_AT_CUE` finds
_AT_SIGNS = (
    *("@", " at ", "(a", "[a", "{a", "<at", "_at_", "arob", "arrob", "gmail", "yahoo", "hotmail"),
    *("outlook", "orange", "free", "laposte", "wanadoo", "sfr"),
)
_AT_CUE = re.compile(rf"{_AT.strip()}| at ")
_DOT = r"(?:\.(?: (?=(?:fr|com|net|org|exemple|example)\b))?|\s\.\s|\s?(?:\(dot\)|\[dot\]|\(point\)|\[point\]|\bpoint\b|\bdot\b)\s?)"
_LABEL = r"[a-z0-9][a-z0-9\-]{0,62}"
_EMAIL = re.compile(
    rf"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+'\-]{{0,63}}\s?{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}{_DOT}[a-z]{{2,12}}\b"
)
_BARE_EMAIL = re.compile(
    r"(?<![\w.%+@/\-])[a-z][\w.%+\-]{1,40}@[a-z][a-z0-9\-]{2,40}(?:-\n[a-z0-9\-]{2,40})?(?:\.[a-z]{2,12})?(?![\w@])"
)
_EMAIL_AT = re.compile(
    rf"(?<![a-z0-9._%+\-])(?:[a-z]{{1,20}} (?:dot|point) ){{0,2}}[a-z0-9][a-z0-9._%+\-]{{1,63}} at {_LABEL}{_DOT}(?:fr|com|net|org|eu|be|ch|re)\b"
)
_HOSTS = frozenset(words("gmail hotmail yahoo outlook wanadoo laposte sfr free orange"))
_BLANK_EMAIL = re.compile(
    r"\b[a-z][a-z0-9._\-]{2,40} (?:gmail|hotmail|yahoo|outlook|orange|wanadoo|laposte|sfr|free) (?:com|fr|net)\b"
)
_URL = re.compile(
    r"\b(?:https?|ftp|hxxps?)\s?:\s?//[^\s<>\"']{2,500}|\bwww\.[^\s<>\"']{3,300}"
    r"|(?<![@\w.\-/])(?:[a-z0-9\-]{1,40}\.){1,4}(?:fr|com|org|net|eu|io|info|be|ch|re|gouv|sante|health|app|me|ly|gl|co|uk|ca|biz|tv|edu|int|bzh|paris|alsace|corsica|gp|mq|gf|yt|pf|online|blog|shop|video|cloud|example|exemple|test)\b(?:/[^\s<>\"']{0,300})?"
    r"|(?<![@\w.\-/])(?:[a-z0-9\-]{2,40}\.){1,3}(?:de|es|it|nl|lu|pt|nc|pm|re|ma|tn|sn|ci|site|page|link|care|pro|us|is|at|se|dev|in)/[^\s<>\"']{1,300}"
    r"|(?<![@\w.\-/])[a-z0-9]{2,30}-[a-z0-9\-]{2,30}\.(?:de|nc|re|site|page|link|care|pro|dev)\b"
)
_LINK_CUE = re.compile(
    r"\b(?:https?|ftp|hxxps?)\s?:\s?//|\bwww\.|[a-z0-9](?=\.[a-z0-9\-]{0,40}[a-z0-9\-])(?!\.\d)|[a-z0-9](?=-[a-z0-9\-]{2,30}\.)"
)
_POINTED = re.compile(r"\.[a-z0-9\-]")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
_PUBLIC = frozenset(
    words("""
    has-sante.fr ncbi.nlm.nih.gov pubmed.gov nih.gov doi.org dx.doi.org ansm.sante.fr
    legifrance.gouv.fr lecrat.fr sante.gouv.fr solidarites-sante.gouv.fr vidal.fr cochrane.org
    cochranelibrary.com nejm.org thelancet.com bmj.com jamanetwork.com orpha.net who.int
    ema.europa.eu europa.eu santepubliquefrance.fr ameli.fr cismef.org chu-rouen.fr/cismef
    conseil-national.medecin.fr antibioclic.com theriaque.org
    base-donnees-publique.medicaments.gouv.fr sciencedirect.com springer.com wiley.com
    nature.com infectiologie.com sfar.org cngof.fr sfmu.org escardio.org uptodate.com cairn.info
    em-consulte.com hcsp.fr ecdc.europa.eu cdc.gov nice.org.uk fda.gov snfge.org sfdermato.org
    sfpediatrie.com larevuedupraticien.fr prescrire.org exercer.fr ebmfrance.net aporose.fr
    presse.inserm.fr inserm.fr e-cancer.fr cnil.fr service-public.fr data.gouv.fr esante.gouv.fr
    medscape.com mdcalc.com clinicaltrials.gov isidore.science hal.science sf-neuro.org
    sfrhumato.fr plos.org frontiersin.org biomedcentral.com mdpi.com gov.uk acc.org
    ahajournals.org academic.oup.com tandfonline.com sagepub.com karger.com pasteur.fr
    vaccination-info-service.fr mesvaccins.net medicaments.gouv.fr
""")
)
_COUNT = r"(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|et)"
_SPOKEN = re.compile(
    rf"\b(?:zero|oh?)(?:[ ,.\-\n]{{1,3}}{_COUNT}s?\b){{4,14}}"
    rf"|(?<=[a-z:] )(?:(?<=tel )|(?<=tel: )|(?<=tel : )|(?<=num )|(?<=au )|(?<=le ))(?:{_COUNT}s?[ ,.\-]{{1,3}}){{5,12}}{_COUNT}s?\b"
)
_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante")
_ACCOUNT = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|twitter|facebook|fb|linkedin|telegram|discord|skype|messenger|bluesky|mastodon|threads|youtube|twitch|dailymotion)\b"
    r"(?: (?:c'?est|c|perso|compte|pro|de lui|d'elle))?(?:\s?(?::|=|->)\s?[\"']?|\s(?:[\"']|« ?)?(?=[a-z0-9.]{0,29}(?:_|\d\b|[a-z]\.[a-z])))(?P<id>@?[a-z0-9][a-z0-9._\-]{2,30}[a-z0-9_])"
)
_NETWORKS = frozenset(
    words("""
    insta instagram snap snapchat tiktok twitter facebook fb linkedin telegram discord skype
    messenger bluesky mastodon threads youtube twitch dailymotion
""")
)
_HANDLE = re.compile(r"(?<![\w@./])@[a-z_][\w.]{1,29}\w")


def is_public(url: str) -> bool:
    """Whether a folded link leads to a public reference and carries no address."""
    host = re.sub(r"^[a-z]{3,5}\s?:\s?//", "", url).split("/")[0].split("?")[0].split(":")[0]
    parts = host.removeprefix("www.").split(".")
    known = any(".".join(parts[i:]) in _PUBLIC for i in range(len(parts)))
    return known and "@" not in url


def find_phones(doc: Doc) -> Iterator[Hit]:
    """French phone numbers in every spelling, others with their country code or a word."""
    accounts = [(h.start, h.end) for h in find_banking(doc)]
    for start, end in _phones(doc):
        if any(first <= start and end <= last for first, last in accounts):
            continue  # the middle of "DE89 3704 0044 0532 0130 00"
        yield Hit(start, end, Category.PHONE, Level.BLOCK, "phone", (Proposal("", "remove"),))


def _phones(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans of phone numbers, looked for where figures begin."""
    digits, low, done = doc.digits, doc.low, 0
    called = not doc.words.isdisjoint(_CALLED)
    for number in doc.numbers if doc.count > 2 else ():
        if number < done:
            continue
        found = _whole(digits, number) or _partial(doc, number, called)
        if found:
            done = found[1]
            yield found
    if doc.count >= 8 and ("zero" in low or " o" in digits):
        yield from (m.span() for m in _PHONE_O.finditer(digits))
    if "zero" in low or any(ten in low for ten in _TENS):
        yield from (m.span() for m in _SPOKEN.finditer(low))


def _whole(digits: str, number: int) -> tuple[int, int] | None:
    """The span of a phone number that needs no word to announce it, or None."""
    start = number
    while start and number - start < 4 and digits[start - 1] in _LEAD:
        start -= 1
    for at in range(start, number + 1):
        before = digits[at - 1 : at]
        if digits[at] == " " or before.isdigit() or (before and before in ".,+"):
            continue
        match = _PHONE.match(digits, at)
        if match is None:
            continue
        found = match.group()
        if digits[at] in "4890" and before in ("/", "-") and found[2:3] not in " .-/":
            continue
        if sum(c.isdigit() or c == "o" for c in found) < 8 or found.count("\n") > 1:
            continue
        if not _DATED.match(found):
            return match.span()
    return None


def _partial(doc: Doc, number: int, called: bool) -> tuple[int, int] | None:
    """The span of a short number that a word announces: "poste 24 36", "mon 06 c'est le…"."""
    digits, low = doc.digits, doc.low
    match = _PHONE_REST.match(digits, number)
    if match and not digits[number - 1 : number].isdigit():
        lead = low[max(0, number - 26) : number]
        asked = _REST_LEAD.search(lead)
        six = match.end() - number == 8
        if asked and (not six or not asked.group().startswith("0")):
            return match.span()
        if _POST.match(low, match.end()) and lead.endswith(": "):
            return match.span()
    far = _FOREIGN_REST.match(digits, number)
    if far and _REST_LEAD.search(low[max(0, number - 26) : number]):
        return far.span()
    if not called or not _PHONE_WORD.search(low, max(0, number - 40), number):
        paired = _PAIRS.match(digits, number)
        if paired and _ON_CALL.search(low, max(0, number - 16), number):
            day, month = int(digits[number : number + 2]), int(digits[number + 3 : number + 5])
            return paired.span() if day > 31 or not 0 < month < 13 else None
        return None
    match = _ANY_PHONE.match(low, number)
    if match is None:
        return None
    found = re.sub(r"\D", "", match.group())
    paged = len(found) == 3 and _PAGED.search(low, max(0, number - 8), number)
    if (len(found) < 4 and not paged) or _SHORT_OK.match(found):
        return None
    start = number - (low[number - 1] in "+(")
    return start, match.end()


def find_emails(doc: Doc) -> Iterator[Hit]:
    """E-mail addresses, also with "arobase", (at) or "point"."""
    low = doc.low
    if not (any(sign in low for sign in _AT_SIGNS) and _AT_CUE.search(low)):
        for match in _BLANK_EMAIL.finditer(low) if not _HOSTS.isdisjoint(doc.words) else ():
            yield Hit(*match.span(), Category.EMAIL, Level.BLOCK, "email")
        return
    barred = {_EMAIL_AT: " at " not in low, _BARE_EMAIL: "@" not in low}
    for pattern in (_EMAIL, _EMAIL_AT, _BARE_EMAIL):
        if barred.get(pattern):
            continue
        for match in pattern.finditer(low):
            yield Hit(*match.span(), Category.EMAIL, Level.BLOCK, "email")


def _links(doc: Doc) -> Iterator[re.Match[str]]:
    """Matches of `_URL`, tried only around "//", "www." or a point inside a word."""
    low, at, run = doc.low, 0, 0  # `run`: where the last host tried ends
    if not ("//" in low or "www." in low or _POINTED.search(low)):
        return
    for cue in _LINK_CUE.finditer(low):
        start = cue.start()
        if start < at:
            continue
        if cue.end() - start < 2:
            if start < run:
                continue
            run = start + 1
            while start > at and low[start - 1] in _HOST:
                start -= 1
            while run < len(low) and low[run] in _HOST:
                run += 1
        found = _URL.match(low, start)
        if found:
            at = found.end()
            yield found


def find_urls(doc: Doc) -> Iterator[Hit]:
    """Links that are not public references."""
    for match in _links(doc):
        end = match.start() + len(match.group().rstrip(".,;:!?)»'\""))
        if is_public(doc.low[match.start() : end]):
            continue
        yield Hit(match.start(), end, Category.URL, Level.BLOCK, "url", contestable=True)


def public_links(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans of links that are references."""
    for match in _links(doc):
        if is_public(match.group().rstrip(".,;:!?)»'\"")):
            yield match.span()


def find_handles(doc: Doc) -> Iterator[Hit]:
    """Accounts of social networks."""
    for match in _HANDLE.finditer(doc.low) if "@" in doc.low else ():
        if match.group() not in ("@doctoctoc", "@toctoc"):
            yield Hit(*match.span(), Category.HANDLE, Level.BLOCK, "handle", contestable=True)
    for match in doc.led(_ACCOUNT, _NETWORKS, doc.low):
        yield Hit(*match.span("id"), Category.HANDLE, Level.BLOCK, "handle", contestable=True)

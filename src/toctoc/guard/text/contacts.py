# ruff: noqa: E501  (patterns read better whole)
"""Phone numbers, e-mail addresses, links and social handles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level, Proposal
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_S = r"[ .\-/_\n]{0,3}"
_PHONE = re.compile(
    rf"(?<![\d.,+])(?:\(\s?\d ?\d\s?\){_S})?(?:(?:\+|00){_S}\(?33\)?{_S}(?:\(0\){_S})?|\(\s?3\s?3\s?\){_S}0?{_S}|0{_S})[1-9](?:{_S}\d{{2}}){{4}}(?!\d)"
    rf"|(?<![\d.,+])(?:(?:\+|00){_S}\(?(?:262|269|508|590|594|596|681|687|689)\)?{_S}(?:\(0\){_S})?\d{{2,3}}(?:{_S}\d{{2}}){{2,3}})(?!\d)"
    rf"|(?<![\d.,+])0(?: \d){{9}}(?!\d)"
    rf"|(?<![\w.,])\+{_S}\d{{1,3}}(?:{_S}\(?\d{{1,4}}\)?){{2,5}}(?![\d%])"
    rf"|(?<![\d.,+\-])\d{{2}}(?:(?:\.\d{{2}}){{4}}|(?:-\d{{2}}){{4}})(?![\d.\-])|\bo[1-9](?:[ .\-]\d{{2}}){{4}}(?!\d)|(?<![\d.,+])00(?: \d\d){{4}}(?!\d)"
    rf"|(?<![\d.,+])0[1-9]{_S}\d{{3}}{_S}\d{{3}}{_S}\d{{2}}(?!\d)"
    rf"|(?<![\d.,+])\(0[1-9]\){_S}\d{{2}}(?:{_S}\d{{2}}){{3}}(?!\d)|(?<![\d.,+])33 ?[1-9](?: ?\d{{2}}){{4}}(?!\d)"
    rf"|(?<![\d.,+/\-])0 ?[1-9](?:[ .\-]{{0,2}}\d){{8}}(?![\d]|[.,/\-]\d)"
    rf"|\b(?:zero|o) ?[1-9](?:{_S}\d{{2}}){{4}}(?!\d)"
)
# Eight figures close together, without which there is no number to look for.
_FIGURES = re.compile(r"\d(?:[ .\-/_\n()+]{0,8}\d){7}")
# what follows "06" or "au" and would be a phone number with it: "mon 06 c'est le 12 34 56 78"
_PHONE_REST = re.compile(
    r"\b(?:0[67]\b[^\d\n]{1,20}|(?:au|contact|num|numero)\s?:? )(?P<id>\d\d(?:[ .\-]\d\d){3})(?![ .]?\d| ?(?:mg|g|ml|ans?|%|h)\b)"
    r"|(?:au|tel|contact|num|numero)\s?:? (?P<six>\d\d[ .]\d\d[ .]\d\d)(?![ .]?\d| ?(?:mg|g|ml|ans?|%|h)\b)"
)
_DATED = re.compile(r"\d\d[/.\- ]\d\d[/.\- ](?:19|20)\d\d\b")  # a date, then an hour
_PHONE_WORD = re.compile(
    r"\b(?:tel(?:ephone)?|portable|gsm|fax|faxer au|joindre au|joignable au|rappel(?:er|ez)? (?:au|le)|appel(?:er|ez) (?:au|le)"
    r"|bip|dect|poste|ligne|int\.|interne|secretariat|whatsapp)\b[\s.:°n]{0,6}(?P<id>[+(]?\d[\d .()\-/]{2,20}\d)(?! ?(?:h|mg|ans?|g|ml|%|fois|/)\b)"
)
_SHORT_OK = re.compile(r"(?:15|17|18|112|114|115|119|3114|3919|36ry)\Z")
_AT = r"(?:\s?@\s?|\s?(?:\(at\)|\[at\]|\{at\}|\(a\)|\[a\]|\(@\)|\[@\]|<at>|_at_|\barobase?\b|\barrobase?\b|\bchez\b(?=\s?(?:gmail|yahoo|hotmail|outlook|orange|free|laposte|wanadoo|sfr)))\s?)"
_DOT = r"(?:\.|\s\.\s|\s?(?:\(dot\)|\[dot\]|\(point\)|\[point\]|\bpoint\b|\bdot\b)\s?)"
_LABEL = r"[a-z0-9][a-z0-9\-]{0,62}"
_EMAIL = re.compile(
    rf"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{{0,63}}\s?{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}{_DOT}[a-z]{{2,12}}\b"
)
_BARE_EMAIL = re.compile(
    r"(?<![\w.%+@/\-])[a-z][\w.%+\-]{1,40}@[a-z][a-z0-9\-]{2,40}(?:-\n[a-z0-9\-]{2,40})?(?:\.[a-z]{2,12})?(?![\w@])"
)
_EMAIL_AT = re.compile(
    rf"(?<![a-z0-9._%+\-])(?:[a-z]{{1,20}} (?:dot|point) ){{0,2}}[a-z0-9][a-z0-9._%+\-]{{1,63}} at {_LABEL}{_DOT}(?:fr|com|net|org|eu|be|ch|re)\b"
)
_URL = re.compile(
    r"\b(?:https?|ftp|hxxps?)\s?:\s?//[^\s<>\"']{2,500}|\bwww\.[^\s<>\"']{3,300}"
    r"|(?<![@\w.\-/])(?:[a-z0-9\-]{1,40}\.){1,4}(?:fr|com|org|net|eu|io|info|be|ch|re|gouv|sante|health|app|me|ly|gl|co|uk|ca|biz|tv|edu|int|bzh|paris|alsace|corsica|gp|mq|gf|yt|pf|online|blog|shop|video|cloud|example)\b(?:/[^\s<>\"']{0,300})?"
    r"|(?<![@\w.\-/])(?:[a-z0-9\-]{2,40}\.){1,3}(?:de|es|it|nl|lu|pt|nc|pm|re|ma|tn|sn|ci|site|page|link|care|pro|us|is|at|se|dev|in)/[^\s<>\"']{1,300}"
    r"|(?<![@\w.\-/])[a-z0-9]{2,30}-[a-z0-9\-]{2,30}\.(?:de|nc|re|site|page|link|care|pro|dev)\b"
)
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
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|twitter|facebook|fb|linkedin|telegram|discord|skype|messenger|bluesky|mastodon|threads)\b"
    r"(?: (?:c'?est|c|perso|compte|pro|de lui|d'elle))?(?:\s?(?::|=|->)\s?[\"']?|\s[\"']?(?=[a-z0-9.]{0,29}(?:_|\d\b|[a-z]\.[a-z])))(?P<id>@?[a-z0-9][a-z0-9._\-]{2,30}[a-z0-9_])"
)
_HANDLE = re.compile(r"(?<![\w@./])@[a-z_][\w.]{1,29}\w")
_UNIT = re.compile(r"@\s?\d")


def is_public(url: str) -> bool:
    """Whether a folded link leads to a public reference and carries no address."""
    host = re.sub(r"^[a-z]{3,5}\s?:\s?//", "", url).split("/")[0].split("?")[0].split(":")[0]
    parts = host.removeprefix("www.").split(".")
    known = any(".".join(parts[i:]) in _PUBLIC for i in range(len(parts)))
    return known and "@" not in url


def find_phones(doc: Doc) -> Iterator[Hit]:
    """French phone numbers in every spelling, others with their country code or a word."""
    proposal = (Proposal("", "remove"),)
    for match in _PHONE.finditer(doc.digits) if _FIGURES.search(doc.digits) else ():
        digits = sum(c.isdigit() for c in match.group())
        broken = match.group().count("\n") > 1 or _DATED.match(match.group())
        if digits >= 8 and not broken:
            yield Hit(*match.span(), Category.PHONE, Level.BLOCK, "phone", proposal)
    for match in _PHONE_REST.finditer(doc.digits):
        group = "id" if match["id"] else "six"
        yield Hit(*match.span(group), Category.PHONE, Level.BLOCK, "phone", proposal)
    spoken = "zero" in doc.low or any(ten in doc.low for ten in _TENS)
    for match in _SPOKEN.finditer(doc.low) if spoken else ():
        yield Hit(*match.span(), Category.PHONE, Level.BLOCK, "phone", proposal)
    for match in _PHONE_WORD.finditer(doc.low):
        found = re.sub(r"\D", "", match["id"])
        if len(found) >= 4 and not _SHORT_OK.match(found):
            yield Hit(*match.span("id"), Category.PHONE, Level.BLOCK, "phone", proposal)


def find_emails(doc: Doc) -> Iterator[Hit]:
    """E-mail addresses, also with "arobase", (at) or "point"."""
    low = doc.low
    if (
        "@" not in low
        and " at " not in low
        and not re.search(r"aro?robas|arobas|[(\[{<_]a|chez", low)
    ):
        return
    for pattern in (_EMAIL, _EMAIL_AT, _BARE_EMAIL):
        for match in pattern.finditer(low):
            yield Hit(*match.span(), Category.EMAIL, Level.BLOCK, "email")


def find_urls(doc: Doc) -> Iterator[Hit]:
    """Links that are not public references."""
    for match in _URL.finditer(doc.low):
        end = match.start() + len(match.group().rstrip(".,;:!?)»'\""))
        if is_public(doc.low[match.start() : end]):
            continue
        yield Hit(match.start(), end, Category.URL, Level.BLOCK, "url", contestable=True)


def public_links(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans of links that are references."""
    for match in _URL.finditer(doc.low):
        if is_public(match.group().rstrip(".,;:!?)»'\"")):
            yield match.span()


def find_handles(doc: Doc) -> Iterator[Hit]:
    """Accounts of social networks."""
    for match in _HANDLE.finditer(doc.low):
        if match.group() not in ("@doctoctoc", "@toctoc"):
            yield Hit(*match.span(), Category.HANDLE, Level.BLOCK, "handle", contestable=True)
    for match in _ACCOUNT.finditer(doc.low):
        yield Hit(*match.span("id"), Category.HANDLE, Level.BLOCK, "handle", contestable=True)

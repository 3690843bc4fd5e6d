"""Undo the tricks that hide a name (zero width, look-alikes, tags), keeping the way back.

`normalise` returns two strings of equal length, the cleaned text and its folded twin, and for each
character the span of the original it came from. Findings are made on the twins and mapped back.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = re.compile(r"[\n\x20-\x25\x27-\x3b\x3d-\x7eÀ-ÖØ-öø-ÿ°²³µ«»±œŒæÆ€→≥≤]*\Z")
_LATIN = (
    "aàáâãäåāăą cçćčĉ dďđ eèéêëēĕėęě gğĝ hĥ iìíîïīĭįı jĵ kķ lłľĺļ nñńňņ oòóôõöøōŏő rŕřŗ sśŝşšș "
)
_LATIN += "tţťț uùúûüũūŭůűų wŵ yýÿŷ zźżž"
_FOLD = {
    ord(v): ord(group[0])
    for group in _LATIN.split()
    for c in group[1:]
    for v in {c, c.upper()}
    if len(v) == 1
}
_FOLD |= {ord(c): ord(c) + 32 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_FOLD |= {ord("Œ"): ord("œ"), ord("Æ"): ord("æ")}

# letters of other alphabets drawn like Latin ones, plus typographic variants of one character
_ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХЗЬавеѕіјкморстухүһԁԛԝɡӏ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχ",
        "ABESIJKMHOPCTYX3baBesijKMopcTyxyhdqwgl" + "ABEZHIKMNOPTYXaeiKvoptux",
        strict=True,
    )
)
_ALIKE |= {"к": "k", "м": "m", "в": "b", "κ": "k", "н": "h", "п": "n", "г": "r", "т": "t"}
_ALIKE |= dict(zip("ᴀʙᴄᴅᴇғꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdeffghijklmnoprstuvwyz", strict=True))
_ALIKE |= dict.fromkeys("’‘ʼʹ´`′‛ʻ＇", "'")
_ALIKE |= dict.fromkeys("‐‑‒–—―−﹣－", "-")
_ALIKE |= dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\t\v\f\x1c\x1d\x1e\x1f", " ")
_ALIKE |= {chr(c): " " for c in range(0x2000, 0x200B)}
_ALIKE |= dict.fromkeys("\r\u0085\u2028\u2029", "\n")
_ALIKE |= {"“": '"', "”": '"', "…": ".", "μ": "µ", "ı": "i", "ȷ": "j", "º": "°", "˚": "°"}
_ALIKE |= {"。": ".", "․": ".", "‧": ".", "∕": "/", "⁄": "/", "﹫": "@"}
_HIDDEN = frozenset("\u115f\u1160\u3164\uffa0\u2800\ufffc\u034f\u17b4\u17b5")
_MARKS = ("Mn", "Me")  # accents, and variation selectors, which show nothing
_SPACE = frozenset("\n\t\r\v\f\u0085")

_MARKUP = re.compile(
    r"<!--.{0,2000}?-->"
    r"|</?(?P<tag>a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins"
    r"|kbd|li|mark|ol|p|pre|q|s|samp|script|section|small|span|strike|strong|style|sub|sup|table|tbody"
    r"|td|tfoot|th|thead|tr|tt|u|ul|var|wbr|font|article|header|footer|main|nav|input|button|form|svg"
    r"|iframe|video|audio|details|summary|bdi|bdo|ruby|rt|rp|time|label)(?=[\s/>])(?P<rest>[^<>]{0,2000})>"
    r"|&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});",
    re.IGNORECASE | re.DOTALL,
)
_BREAKS = frozenset(
    [
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "td",
        "th",
        "ul",
    ]
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` and `low` have the same length; `starts`/`ends` map each character back.

    `starts` is None when nothing changed: then an offset is its own original.
    """

    text: str
    low: str
    starts: list[int] | None
    ends: list[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind a non-empty span of `text`."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> str:
    """Lower case without accents, same length; ligatures stay."""
    if text.isascii():
        return text.lower()
    for char in set(text):
        if char > "\x7f":
            if ord(char) in _FOLD:
                text = text.replace(char, chr(_FOLD[ord(char)]))
            elif char.lower() != char:
                return text.translate(_FOLD)  # a capital that stays one: "Σ"
    return text.lower()


def key(text: str) -> str:
    """The lexicon key of a word: folded, ligatures opened."""
    return fold(text).replace("œ", "oe").replace("æ", "ae")


@lru_cache(maxsize=4096)
def _clean(char: str) -> str:
    """What one original character becomes: nothing, itself, or a few plain ones."""
    if char in _ALIKE:
        return _ALIKE[char]
    if char in _SPACE:
        return "\n"
    if char in _HIDDEN or unicodedata.category(char) in ("Cf", "Cc", "Cs", "Co"):
        return ""
    if ord(char) < 0x100:
        return char
    plain = unicodedata.normalize("NFKC", char)
    if plain != char:
        return "".join(
            _ALIKE.get(c, _known(c)) for c in plain if unicodedata.category(c)[0] not in "CM"
        )
    return _known(char)


def _known(char: str) -> str:
    """A figure of any script as 0-9; a letter whose accent `fold` doesn't know, without it."""
    figure = unicodedata.decimal(char, None)
    if figure is not None:
        return str(figure)
    base = unicodedata.normalize("NFD", char)[0]
    return base if base != char and base.isascii() and ord(char) not in _FOLD else char


class _Writer:
    """Collects cleaned characters and where each came from."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def put(self, text: str, start: int, end: int) -> None:
        """Append `text`, which stands for original[start:end]."""
        for char in text:
            self.chars.append(char)
            self.starts.append(start)
            self.ends.append(end)

    def accent(self, mark: str, end: int) -> None:
        """Join a combining mark to the letter before it, or drop it."""
        if not self.chars:
            return
        joined = unicodedata.normalize("NFC", self.chars[-1] + mark)
        if len(joined) == 1:
            self.chars[-1] = _known(joined)
        self.ends[-1] = end

    def raw(self, text: str, base: int, end: int | None = None) -> None:
        """Clean `text` that starts at original offset `base` (or all stands for base..end)."""
        for i, char in enumerate(text):
            start, stop = (base + i, base + i + 1) if end is None else (base, end)
            if unicodedata.category(char) in _MARKS:
                self.accent(char, stop)
            else:
                self.put(_clean(char), start, stop)


def _write(text: str) -> _Writer:
    out = _Writer()
    attributes: list[tuple[int, str]] = []
    at = 0
    for match in _MARKUP.finditer(text) if "<" in text or "&" in text else ():
        out.raw(text[at : match.start()], at)
        found = match.group()
        if found.startswith("&"):
            out.raw(html.unescape(found), match.start(), match.end())
        else:
            if (match["tag"] or "").lower() in _BREAKS:
                out.put("\n", match.start(), match.end())
            if (match["rest"] or "").strip(" /"):
                attributes.append((match.start("rest"), match["rest"]))
        at = match.end()
    out.raw(text[at:], at)
    for start, value in attributes:  # what a tag carries is judged too, after the text
        out.put("\n", start, start + 1)
        out.raw(value, start)
    return out


def normalise(text: str) -> Normalised:
    """Clean `text` (see the module); plain French text costs one regex and one translation."""
    typed, chars = text, set(text)
    if not text.isascii():
        for char in chars & _ALIKE.keys():  # one for one: offsets hold
            typed = typed.replace(char, _ALIKE[char])
        chars = set(typed)
    if _PLAIN.match("".join(chars)):
        return Normalised(typed, fold(typed), None, None)
    out = _write(text)
    clean = "".join(out.chars)
    return Normalised(clean, fold(clean), out.starts, out.ends)

# ruff: noqa: E501  (patterns read better whole)
"""People become roles: the same person always the same one, over the text and its thread."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toctoc.guard.normalise import fold
from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.compose import Edit
from toctoc.guard.transpose.cues import sex_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.transpose.scene import Found, Scene

_TITLES = {
    **dict.fromkeys(listed("m mr monsieur mister"), "m"),
    **dict.fromkeys(listed("mme madame mlle melle mademoiselle veuve vve mrs miss"), "f"),
    **dict.fromkeys(listed("dr docteur docteure dre pr prof professeur professeure me maitre"), "care"),
}  # fmt: skip
_PARTICLES = frozenset(
    listed("de du des d la le les l van von ben bin el al da dos di y et nee ne")
)
_TITLE_BEFORE = re.compile(rf"(?:\A|[^\w])(?P<t>{'|'.join(_TITLES)})\.?\s*\Z")
_KIN_WORD = r"(?:mari|femme|epoux|epouse|conjointe?|compagnon|compagne|fils|fille|frere|s(?:oe|œ)ur|mere|pere|maman|papa|cousine?|oncle|tante|neveu|niece|grand-mere|grand-pere|belle-fille|belle-mere|beau-pere|beau-fils|voisine?|ami|amie|copain|copine|tuteur|tutrice|curateur|curatrice|aidante?|jumeau|jumelle|ex-mari|ex-femme)"
_DET = r"(?:son|sa|leur|mon|ma|notre|votre|le|la|l'|un|une|du|au) ?"
_KIN = re.compile(
    rf"(?:\A|[^\w])(?P<role>(?:{_DET})?(?:petite?|jeune|grande?)? ?{_KIN_WORD}(?: aine| ainee| cadet| cadette)?)(?P<gap>\s?[,:(]?\s?(?:m\.|mr|mme|monsieur|madame)?\s?)\Z"
)
# "le fils de la patiente, Kévin, m'appelle": the tie was said before
_APART = re.compile(
    rf"(?:\A|[^\w])(?:{_DET}){_KIN_WORD}(?: (?:de|du|d')[^.;,()\n]{{1,30}})?(?P<gap>\s?[,(]\s?)\Z"
)
_BOTH = re.compile(r"(?:\A|[^\w])(?:monsieur|m\.?|mr) et \Z")
_TIE = r"(?:directeur|directrice|employeur|patronne?|professeure?|entraineu\w+|collegue|avocate?|maitresse|instit\w*|voisine?|tuteur|tutrice|assistante? \w+)"
_KIN_AFTER = re.compile(
    rf",? ?\(?(?P<role>(?:(?:son|sa|leur|mon|ma|notre|le|la)? ?{_KIN_WORD}|(?:son|sa|leur|notre) {_TIE}))\b(?! d[eu'])"
)
_CHILD = re.compile(
    r"(?:\A|[^\w])(?P<lead>(?:(?:le|la|notre|ce|cette) )?(?:petite?|jeune|enfant|bebe|bb|nourrisson|nouveau-ne))\s\Z"
)
_CHILD_AGE = re.compile(r",? ?\(?(?P<n>\d{1,2}) ?(?P<u>ans?|a|mois|m|j|jours|sem|semaines)\b")
_PATIENT = re.compile(
    r"(?:\A|[^\w])(?P<noun>patiente?s?|pte?s?|pat|dame|homme|femme|famille|couple|foyer)(?P<gap>\s?(?:(?:pre)?nommee?|appelee?|du nom de|:|,|\()?\s?(?:m\.|mr|mme|monsieur|madame)?\s?)\Z"
)
_CARER = r"(?:interne|externe|ide|infirmiere?|kine\w*|sage-femme|chirurgien\w*|[a-z]{4,}(?:logue|iatre|iste|trice)|medecin(?: traitante?| generaliste)?|mt|mg|collegue|confrere|cons(?:oe|œ)ur|conf|senior|chef(?: de (?:service|clinique))?|secretaire|pharmacienn?e?|dentiste|operateur|correspondante?|prescripteur|cardio|neuro|gyneco|pneumo|dermato|ortho|rhumato|endoc\w*|uro|gastro|onco|hemato|nephro|psy|radio|chir|anesth\w*|mar|orl|ophtalmo|geriatre|urgentiste|dentiste|cadre|directeur|directrice|principale?|proviseure?|entraineur|entraineuse|maitresse|instit\w*|prof|assfam|educ\w*|as|ash|ambulanciere?|avocate?|juge|brigadiere?|remplacante?)"
_CARER_BEFORE = re.compile(
    rf"(?:\A|[^\w])(?P<noun>{_CARER})(?: (?:major|chef|cadre|referente?|coordinat\w+|scolaire|liberale?|de (?:garde|nuit|service)))?(?P<gap>\s?(?:,|:|\()?\s?(?:le |la )?(?:(?:dr|docteur|pr|professeur)\.?)?\s?)\Z"
)
_BY = re.compile(
    r"\b(?:vue?|suivie?|adressee?|operee?|traitee?|prescrite?|pose|posee|realisee?|faite?|examinee?|signee?|envoyee?|recue?|prise? en charge) par (?:le |la )?\Z"
    r"|\b(?:avis|cr|courrier|lettre|consultation) (?:de |du |d'|aupres de )\Z"
)
_DEAR = re.compile(
    r"\b(?P<dear>cher|chere)(?: (?:docteur|dr|confrere|cons(?:oe|œ)ur|collegue|ami|amie))?\.?\s\Z"
)
_STILL = re.compile(r" (?:(?:dite?|alias|ou) )?|-")
_INTRO = re.compile(
    r"(?:,\s)?(?:\b(?:qui )?(?:s'appelle|s'appelait|s'appelant|m'appelle)|(?:pre)?nommee?s?|\bnee?|\balias|\bdu nom de|\bau nom de|\brepondant au nom de|\bsignee?\s?:?|\bappelee?"
    r"|(?:bien )?(?:cordialement|confraternellement|amicalement|amities),?"
    r"|(?:initiales?|prenom|surnom(?:mee?)?)|(?:(?:nom(?: de (?:naissance|famille|jeune fille)| d'usage| d'epouse| marital)?|prenoms?|nom prenom|identite)\s?[:=]))\s*\Z"
)
_CLOSING = re.compile(r"(?:cordialement|confraternellement|amicalement|amities),?\s*\Z")
_APPOSITION = re.compile(
    r", (?=(?:une? |l'|la |le )?(?:patiente?|femme|homme|jeune|dame|garcon|fillette|fille|primipare|[hf] ?\d))"
)


@dataclass(slots=True)
class Person:
    """Somebody named: folded words of the name, "m", "f" or "", and the role that replaces it."""

    words: set[str]
    sex: str
    kind: str  # patient, child, kin, carer
    role: str = ""


@dataclass(slots=True)
class Cast:
    """The people of a thread, in order of appearance."""

    people: list[Person] = field(default_factory=list)
    cue: str = ""

    def names(self) -> list[str]:
        """Words of names long enough to be looked for in any later text."""
        return sorted({w for p in self.people for w in p.words if len(w) > 4})

    def meet(self, words: set[str], sex: str, kind: str, role: str) -> Person:
        """The person of that name, known or new."""
        for person in self.people:
            clash = sex and person.sex and sex != person.sex
            if person.kind == "kin" and sex and sex == self.cue and words < person.words:
                continue  # the surname alone, with the patient's sex, is the patient
            carer = (kind == "carer") != (person.kind == "carer") and kind and person.kind
            if words & person.words and not clash and not (carer and len(words & person.words) < 2):
                person.words |= words
                person.sex = person.sex or sex
                return person
        person = Person(words, sex, kind or "patient", role)
        if not person.role:
            person.role = self._new_role(person)
        self.people.append(person)
        return person

    def _new_role(self, person: Person) -> str:
        before = [p for p in self.people if p.kind == person.kind]
        if person.kind == "carer":
            return "un confrère" if not before else "un autre confrère"
        if person.kind == "child":
            return "l'enfant" if not before else "l'autre enfant"
        if not before and self.cue and person.sex and person.sex != self.cue:
            return "un proche"
        noun = {"f": "patiente", "m": "patient"}.get(person.sex or ("" if before else self.cue))
        if noun is None:
            return "la personne" if not before else "l'autre personne"
        article = "la" if noun == "patiente" else "le"
        if not before:
            return f"{article} {noun}"
        return (
            f"l'autre {noun}" if len(before) == 1 else f"un{'e' * (article == 'la')} autre {noun}"
        )


def _words(low: str) -> tuple[set[str], str]:
    """(words of the name, what its titles say) of a folded span."""
    words = re.findall(r"[^\W\d_]+", low)
    said = next((_TITLES[w] for w in words if w in _TITLES and len(words) > 1), "")
    kept = {w for w in words if w not in _TITLES and w not in _PARTICLES}
    return {w for w in kept if len(w) > 1} or kept, said


def _gap_title(low: str, start: int) -> tuple[int, str]:
    """A civility that stands just before a finding and not in it."""
    match = _TITLE_BEFORE.search(low[max(0, start - 14) : start])
    return (
        (start - (len(match.group().lstrip(" ,(:'\n"))), _TITLES[match["t"]])
        if match
        else (start, "")
    )


def read_people(scene: Scene, cast: Cast) -> Iterator[Edit]:
    """Every name of the findings, in order; `cast` learns who is who."""
    if not cast.cue and any(h.category in ("name", "initials") for h in scene.found):
        cast.cue = sex_of(*_unnamed(scene))
    last = -9
    for hit in _whole(scene):
        if hit.end > hit.start:
            if scene.text[last : hit.start] == " (" and scene.text[hit.end : hit.end + 1] == ")":
                cast.people[-1].words |= _words(scene.low[hit.start : hit.end])[0]
                yield Edit(last, hit.end + 1, "", "person", "person", hit.category)
                continue  # "Mme Petit (Rose-Marie)": still her
            if cast.people and last > 0 and _STILL.fullmatch(scene.low[last : hit.start]):
                cast.people[-1].words |= _words(scene.low[hit.start : hit.end])[0]
                yield Edit(last, hit.end, "", "person", "person", hit.category)
                last = hit.end
                continue  # "Hnawia Jean-Marc dit Waé": still him
            last = hit.end
            edit = _one(scene, hit, cast)
            dotted = hit.category == "initials" and edit.end == hit.end
            lone = scene.text[max(0, hit.end - 2) : hit.end + 1]
            if re.fullmatch(r"[ .-][A-ZÀ-Þ]\.", lone) and edit.end == hit.end:
                closes = re.match(r"\s+[A-ZÀ-Þ]|\s*\Z", scene.text[hit.end + 1 : hit.end + 4])
                if not closes:
                    edit = replace(edit, end=hit.end + 1)  # "M. Martin P., 60 ans"
            elif dotted and re.match(r"\.(?: [a-z0-9]|,)", scene.text[hit.end : hit.end + 3]):
                edit = replace(edit, end=hit.end + 1)  # the dot was the initial's
            yield edit


def _whole(scene: Scene) -> Iterator[Found]:
    """Name findings with the civility that another finding left alone before them."""
    title: Found | None = None
    for hit in scene.found:
        if hit.category not in ("name", "initials"):
            continue
        low = scene.low[hit.start : hit.end]
        if scene.text[max(0, hit.start - 1) : hit.start] == "°":  # "38,5 °C. Lucas"
            hit = replace(hit, start=hit.start + len(low) - len(low[1:].lstrip(" .,")))
        if title is not None and not scene.text[title.end : hit.start].strip(" ."):
            hit = replace(hit, start=title.start)
        title = hit if low.strip(" .") in _TITLES else None
        if title is None:
            yield hit


def _unnamed(scene: Scene) -> tuple[str, str]:
    """The text without its names and civilities, so that M. X's wife stays a woman."""
    text, low = scene.text, scene.low
    for hit in reversed(scene.found):
        if hit.category in ("name", "initials"):
            start = _gap_title(low, hit.start)[0]
            text, low = text[:start] + " " + text[hit.end :], low[:start] + " " + low[hit.end :]
    return text, low


def _one(scene: Scene, hit: Found, cast: Cast) -> Edit:
    low = scene.low
    words, title = _words(low[hit.start : hit.end])
    start = hit.start
    if not title:
        start, title = _gap_title(low, start)
    before, after = low[max(0, start - 60) : start], low[hit.end : hit.end + 40]
    sex = title if title in ("m", "f") else ""
    carer = title == "care" or hit.finding.rule == "name.caregiver"

    def edit(first: int, text: str, end: int = hit.end) -> Edit:
        reason = {"carer": "carer", "kin": "kin"}.get(who.kind, "person")
        return Edit(first, end, text, "person", reason, hit.category)

    found = _CARER_BEFORE.search(before)
    if found and (carer or not sex or "," not in found["gap"]):
        noun = found["noun"]
        role = (
            "le médecin traitant" if noun in ("medecin traitant", "mt", "medecin traitante") else ""
        )
        who = cast.meet(words, sex, "carer", role)
        return edit(start - len(found["gap"]), "", _closed(low, start - len(found["gap"]), hit.end))
    found = _KIN.search(before)
    if found and not carer:
        role = scene.text[
            start - len(before) + found.start("role") : start - len(before) + found.end("role")
        ]
        who = cast.meet(words, sex, "kin", _kin_role(role))
        return edit(start - len(found["gap"]), "", _closed(low, start - len(found["gap"]), hit.end))
    found = _DEAR.search(before)
    if found:
        who = cast.meet(words, "", "carer", "")
        return edit(
            start - len(found.group()),
            "Chère consœur" if found["dear"] == "chere" else "Cher confrère",
        )
    found = _CLOSING.search(before)
    if found:
        who = cast.meet(words, "", "carer", "")
        return edit(start, "")
    found = _PATIENT.search(before)
    if found and not carer:
        noun = found["noun"]
        who = cast.meet(words, sex or _noun_sex(noun), "", "")
        gap = len(found["gap"])
        return edit(start - gap, "", _closed(low, start - gap, hit.end))
    found = _INTRO.search(before)
    if found:
        who = cast.meet(words, sex, "carer" if carer else "", "")
        return edit(start - len(found.group()), "")
    if (found := _APART.search(before)) and re.match(r"\s?[,)]", after) and not carer:
        cast.meet(words, sex, "kin", "")
        closed = after[:1] == ")" and before[-1:] == "("
        closed = closed or bool("," in found["gap"] and re.match(r", (?!\d|une? |la |le )", after))
        end = hit.end + closed
        if "(" in found["gap"] and after[:1] == ",":
            return Edit(start, hit.end + 2, "", "person", "kin", hit.category)
        return Edit(start - len(found["gap"]), end, "", "person", "kin", hit.category)
    if title == "f" and _BOTH.search(before):
        civil = re.match(r"(?:madame|mme|mlle)\b\.?", low[start : hit.end])
        who = cast.meet(words, "", "", "")
        return edit(start + (len(civil.group()) if civil else 0), "")
    found = _KIN_AFTER.match(after)
    if found and not carer:
        role = found["role"].strip()
        bracket = "(" in found.group()[:3]
        who = cast.meet(
            words,
            sex,
            "kin",
            _kin_role(
                scene.text[hit.end + found.start("role") : hit.end + found.end("role")].strip()
            ),
        )
        if not role.startswith(("son", "sa", "mon", "ma", "notre", "leur")) and after.startswith(
            (" (", "(", ", ")
        ):
            return edit(start, who.role)
        if bracket and after[found.end() : found.end() + 1] == ")":
            return edit(start, who.role, hit.end + found.end() + 1)
        return edit(start, "", hit.end + found.start("role"))
    by = _BY.search(before)
    if carer or (by and not (sex and " par " not in by.group())):
        who = cast.meet(words, "", "carer", "")
        return edit(start, who.role)
    return _patient(scene, hit, start, words, sex, cast)


def _closed(low: str, first: int, end: int) -> int:
    """The closing bracket goes with the opening one."""
    return end + 1 if "(" in low[first : first + 2] and low[end : end + 1] == ")" else end


def _noun_sex(noun: str) -> str:
    if noun in ("patiente", "pte", "dame", "femme"):
        return "f"
    return "m" if noun in ("patient", "homme") else ""


def _kin_role(role: str) -> str:
    """The role as later mentions say it: with its determiner."""
    role = role.strip()
    low = fold(role)
    if low.startswith(("un ", "une ", "du ", "au ")):
        role = role.split(" ", 1)[1]
        low = fold(role)
    if re.match(rf"(?:{_DET})", low) and re.match(
        r"(?:son|sa|leur|mon|ma|notre|votre|le|la|l')\b", low
    ):
        return role[0].lower() + role[1:]
    feminine = re.search(
        r"(?:femme|epouse|conjointe|compagne|fille|s(?:oe|œ)ur|mere|maman|cousine|tante|niece|voisine|copine|trice|aidante|jumelle)",
        low,
    )
    return ("sa " if feminine and low[0] not in "aeiouh" else "son ") + role


def _patient(scene: Scene, hit: Found, start: int, words: set[str], sex: str, cast: Cast) -> Edit:
    low = scene.low
    before, after = low[max(0, start - 40) : start], low[hit.end : hit.end + 24]
    child = _CHILD.search(before)
    age = _CHILD_AGE.match(after)
    young = bool(
        age and (age["u"] in ("mois", "j", "jours", "sem", "semaines") or int(age["n"]) < 15)
    )
    grown = bool(age and age["u"] in ("ans", "an", "a") and int(age["n"]) >= 15)
    kind = "child" if (child and not grown) or (young and not sex) else ""
    who = cast.meet(words, sex, kind, "")
    first, text, end = start, who.role, hit.end
    civil = re.match(r" (?:mme|mr|m\.?|monsieur|madame|mlle)(?=[\s,.])", low[end : end + 12])
    if civil and not re.match(
        r" [A-ZÀ-Þ][a-zà-ÿ]", scene.text[end + civil.end() : end + civil.end() + 3]
    ):
        end += civil.end()
        after = low[end : end + 24]
    if child and grown and child["lead"].endswith("jeune"):
        noun = who.role.removeprefix("la ").removeprefix("le ").removeprefix("l'autre ")
        return Edit(start, hit.end, noun, "person", "person", hit.category)
    if child:
        first = start - len(child["lead"]) - 1
        if not child["lead"].split()[-1].startswith(("petit", "jeune")):
            return Edit(start, hit.end, "", "person", "person", hit.category)
    apposition = _APPOSITION.match(after)
    opens = re.search(r"(?:\A|[.!?\n])\s*\Z", before)
    if apposition and opens:
        text, end = "", hit.end + apposition.end()
    elif opens and who.role == "la personne" and re.match(r",? ?\(?\d{1,3} ?(?:ans|a)\b", after):
        text = "personne"
    elif (
        opens
        and re.match(r",? ?\(?\d{1,3} ?(?:ans|a)\b", after)
        and who.role in ("le patient", "la patiente")
    ):
        text = who.role.split(" ")[1]
    return Edit(first, end, text, "person", "person", hit.category)

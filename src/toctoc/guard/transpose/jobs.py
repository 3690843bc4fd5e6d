# ruff: noqa: E501  (patterns read better whole)
"""Professions as families that keep the exposure, and employers as kinds."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from toctoc.guard.normalise import fold
from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose import bands
from toctoc.guard.transpose.compose import Edit
from toctoc.guard.transpose.cues import sex_of
from toctoc.guard.transpose.table import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.transpose.registry import Registry
    from toctoc.guard.transpose.scene import Found, Scene


class Job(NamedTuple):
    """`family` begins with its article; `sex` is "" for epicene names."""

    family: str
    sex: str


# read as a job only where the sentence says so: the words mean other things or other people
_CAREFUL = frozenset(
    fold(w)
    for w in listed("""juge marin taxi pressing carrière chasseur pasteur secrétaire infirmier infirmière
    aide-soignant aide-soignante radiologue vétérinaire puériculteur puéricultrice curé facteur commercial
    commerciale routier routière acteur religieux religieuse ambulancier ambulancière pompier pompière
    policier policière gendarme anatomopathologiste fondeur pêcheur animalier animalière carrier cuisinière
    jardinière restaurateur restauratrice enseignant enseignante nounou berger bergère boucher bouchère
    charpentier meunier meunière verrière conducteur pilote professeur tanneur serveur serveuse
    ministre procureur avocat avocate ripeur colombophile auxiliaire mécanicien teinturier
    instituteur institutrice assistante assistant journaliste laborantin laborantine""")
)
_DISEASE = re.compile(
    r"\b(?:asthme|poumons?|maladie|eczema|rhinite|genou|kyste|bursite|crampe|canal|main|doigt|oeil|silicose|fievre|coude|dermite|dermatite|gale|ongle|syndrome|tendinite|alveolite|epaule|pneumopathie|croix|herpes|elongation) (?:du|de la|des|de l'|de|d') ?\Z"
)
_SAID = re.compile(
    r"(?:\b(?:profession|metier|travail|job|emploi)\s?[:=]\s?|\b(?:travaille|travaillait|exerce|exercait|bosse|retraitee?|employee?) (?:comme |en tant que |en tant qu'|de )?(?:une? )?|\bcomme |\b(?:est|etait|fut|soit) (?:une? )?|\b(?:ancien|ancienne|ex|ex-|apprentie?|futur|future) ?|\bpatiente? |\b(?:homme|femme|mari|epouse?) |\b\d{2} ?(?:a|ans),? ?|\bne[e]?, |\bmtravaille )\Z"
)
_OLD = re.compile(r"\b(?P<o>anciens?|anciennes?|ex|apprentie?)[ -]\Z")
_VERB = re.compile(r"\b(?P<v>est|était|etait|fut)(?P<a> (?:une? )?)\Z", re.IGNORECASE)
_WORKS = re.compile(r"\b(?:travaille|travaillait|exerce|exerçait|exercait|bosse|employée?) (?P<c>comme |en tant que |en tant qu'|de )(?:une? )?\Z", re.IGNORECASE)  # fmt: skip
_ARTICLE = re.compile(
    r"(?P<a>\b(?:une?|le|la|du|au|mon|ma|notre|ce|cette|des?) |\b(?:de l'|l'|d'))\Z"
)
_NOUN = re.compile(
    r"\b(?:patiente?|homme|femme|dame|monsieur|pte?|maman|papa|mere|pere|mari|epouse?|epoux|conjointe?|compagne|compagnon|fils|fille|frere|soeur|parents?)\s\Z"
)
_WORD = re.compile(r"[^\W\d_]+")
_TAIL = re.compile(
    r" (?:adjointe?|municipale?|stagiaire|titulaire|nationale?|mobile|volontaire|lyrique|de (?:profession|metier|formation)|a la retraite|en activite|retraitee?s?)\b"
)
_HERD = re.compile(
    r" (?:de |d')(?P<what>lapins|brebis|chevres|vaches|porcs|poules|volailles|canards|oies|moutons|chevaux|visons|chiens|chats|bovins|ovins|caprins|abeilles|huitres|moules|perruches|pigeons)\b"
)
_AGE_NEXT = re.compile(r" (?P<of>de |d')?(?P<n>\d{1,2})(?P<u> ?(?:ans|a))\b(?! (?:de\b|d')| ?\d)")
_KIN_NEAR = re.compile(
    r"\b(?:mere|maman|mamans|pere|papa|parents?|mari|epouse?|epoux|conjointe?|compagne|compagnon|fils|frere|soeur|sœur|oncle|tante|cousine?|grand-pere|grand-mere|belle-mere|beau-pere|voisine?|fille d[eu]|sa fille|sa femme|son ami)\b[^.;!?\n]*\Z"
)
_LEARNER = re.compile(r"\b(?:une?|le|la|son|sa|mon|ma|meilleure?|jeune|futur|future|notre) \Z")
_OFFICE_OF = re.compile(r" (?:de la |de l'|du |de |d'|des )(?=commune|ville|village|[A-ZÀ-Þ])")
_EMPLOYED = (
    r"\b(?:travaille|travaillait|travaillant|bosse|employee?|salariee?|ouvriere?|agente?|cadre|technicienn?e?|ingenieure?|interimaire|operateur|operatrice|poste|retraitee?|chauffeur|licenciee?|embauchee?|directeur|directrice)"
    r" (?:[a-z]{{3,14}} )?(?P<prep>chez |a la |a l'|a |aux |de la |de l'|de |d'|du |au |pour |pour la |pour l')(?P<who>{0})(?![\w-])"
    r"|(?<!\w)(?P<chez>chez )(?P<at>{0})(?![\w-])"
)


@cache
def _jobs() -> dict[str, Job]:
    found: dict[str, Job] = {}
    for male, female, family in rows("transpose_professions.tsv"):
        one, _, two = family.partition("|")
        same = fold(male) == fold(female)
        found[fold(female)] = Job(two or one, "" if same else "f")
        found[fold(male)] = Job(one, "" if same else "m")
        for word, sex in ((male, "" if same else "m"), (female, "" if same else "f")):
            found.setdefault(fold(word) + "s", Job((two or one) if sex == "f" else one, sex))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_jobs(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


@cache
def _firsts() -> frozenset[str]:
    return frozenset(re.split(r"[ '-]", name)[0] for name in _jobs())


def _mentions(low: str) -> Iterator[re.Match[str]]:
    """Names of jobs in a folded text, looked for only where their first word stands."""
    at = 0
    for word in _WORD.finditer(low):
        if word.start() >= at and word.group() in _firsts():
            match = _pattern().match(low, word.start())
            if match:
                at = match.end()
                yield match


def _next_to(low: str, end: int) -> int:
    """Where a second trade beside the first ends ("marin pêcheur"), or `end`."""
    found = _pattern().match(low, end + 1) if low[end : end + 1] in (" ", "-") else None
    return found.end() if found else end


@cache
def _employers() -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    table = rows("transpose_employers.tsv")
    names = "|".join(row[0] for row in table)
    return re.compile(_EMPLOYED.format(names)), tuple((r[0], r[1]) for r in table)


def read_jobs(scene: Scene, aged: bool = True) -> Iterator[Edit]:
    """Professions of the table, and those the guard asks about.

    aged: the age that follows a trade may be said before its family.
    """
    low, sex = scene.low, ""
    taken: list[tuple[int, int]] = []
    for match in _mentions(low):
        if scene.overlaps(*match.span(), "name", "initials", "hospital", "address", "url", "place"):
            continue
        if _is_job(scene, match):
            if any(s <= match.start() < e for s, e in taken):
                continue
            job = _jobs()[match.group()]
            sex = sex or sex_of(scene.text, low)
            edit = _edit(scene, match.start(), _next_to(low, match.end()), job, sex, aged)
            taken.append((edit.start, edit.end))
            yield edit
    for hit in scene.found:
        if hit.category != "profession" or hit.finding.level.value == "warn":
            continue
        if not any(s < hit.end and hit.start < e for s, e in taken):
            yield _unknown(scene, hit)


def _unknown(scene: Scene, hit: Found) -> Edit:
    """A job that the guard asks about and no table knows."""
    job = Job("une activité connue du public", "")
    return _edit(scene, hit.start, hit.end, job, "?", False)


def ends_with_job(low: str) -> bool:
    """Whether a folded text ends with a profession of the table."""
    words = low.split()[-4:]
    return any(" ".join(words[i:]) in _jobs() for i in range(len(words)))


def _is_job(scene: Scene, match: re.Match[str]) -> bool:
    low, start = scene.low, match.start()
    before = low[max(0, start - 40) : start]
    after = low[match.end() : match.end() + 20]
    if _DISEASE.search(before):
        return False
    word = match.group()
    if word == "cure" and scene.text[match.end() - 1] not in "éÉ":
        return False
    flagged = scene.overlaps(start, match.end(), "profession", "family")
    if word.rstrip("s") in _CAREFUL and not flagged:
        said = _SAID.search(before) or (
            re.search(r", \Z", before) and re.match(r"[,.;)\n]|\Z| retrait", after)
        )
        aged = re.match(r" (?:de )?\d{2} ?(?:ans|a)\b", after)
        return bool(said or aged) or bool(_TAIL.match(after))
    initial = scene.text[start].isupper() and not scene.text[start : match.end()].isupper()
    opens = re.search(r"(?:\A|[.!?:\n(])\s*\Z", before)
    return flagged or not initial or bool(opens) or bool(_SAID.search(before))


def _edit(scene: Scene, start: int, end: int, job: Job, sex: str, aged: bool) -> Edit:
    """The job with what goes with it: article, verb, "de profession"."""
    before, low = scene.text[max(0, start - 40) : start], scene.low
    family = job.family
    if family == "un élu" and job.sex == "f":
        family = "une élue"
    bare = family.split(" ", 1)[1]
    herd = _HERD.match(low, end) if bare.endswith("élevage") else None
    if herd:
        bare, end = f"{bare} : {scene.text[herd.start('what') : herd.end()]}", herd.end()
    tail = _TAIL.match(low, end)
    retired = ""
    if tail:
        end = tail.end()
        said = scene.text[tail.start() + 1 : tail.end()]
        if "etrait" in said:
            retired = said + ", " if said[0] == "r" or said[0] == "R" else "à la retraite, "
    office = _OFFICE_OF.match(scene.text, end) if "élu" in family else None
    if office:
        place = next(
            (f for f in scene.found if f.category == "place" and f.start == office.end()), None
        )
        if place:
            end = place.end
    old = _OLD.search(fold(before))
    if old:
        start -= len(old.group())
        before = before[: -len(old.group())]
        if old["o"].startswith("apprenti"):
            if _LEARNER.search(before.lower()):
                word = scene.text[start : start + len(old["o"])]
                text = f"{word} dans {family}"
                return Edit(start, end, text, "profession", "profession")
            led = "en " if _VERB.search(before) else ""
            text = f"{led}apprentissage d'{family}"
            return Edit(start, end, text, "profession", "profession")
        retired = retired or ("ancien" if family.startswith("un ") else "ancienne") + " "
    person = {"f": "une femme", "m": "un homme"}.get(job.sex, "")
    kin = bool(_KIN_NEAR.search(low[max(0, start - 60) : start]))
    if kin:
        person = ""  # the trade of a relative: the patient's sex is not told here

    def done(first: int, text: str) -> Edit:
        kind = "profession" if scene.overlaps(start, end, "profession") else ""
        after = _AGE_NEXT.match(low, end) if aged and f" ({retired}{bare})" in text else None
        if after and 2 < int(after["n"]) < 120 and not kin:
            years = int(after["n"])
            said = (
                f" {bands.long(years, False)[1]}"
                if after["of"]
                else f" {bands.short(years)}{after['u']}"
            )
            text = text.replace(f" ({retired}{bare})", f"{said} ({retired}{bare})")
            return Edit(first, after.end(), text, "profession", "profession", kind)
        return Edit(first, end, text, "profession", "profession", kind)

    former = f"{family.split(' ')[0]} {retired}{bare}" if retired.startswith("anc") else family
    verb = _VERB.search(before)
    if verb and "élu" not in family:
        past = verb["v"].lower() != "est"
        text = f"{'exerçait' if past else 'exerce'} {former}"
        if retired and not retired.startswith("anc"):
            text = f"{verb['v']} {retired.rstrip(', ')} après {family}"
        return done(start - len(verb.group()), text)
    works = _WORKS.search(before)
    if works:
        return done(start - len(works.group()) + works.start("c") - works.start(), f"dans {former}")
    article = _ARTICLE.search(before.lower())
    if article and "élu" not in family:
        first = start - len(article.group())
        lead = article["a"].strip().lower()
        if not person and kin:
            person = "une personne"
        if not person:
            person = {"une": "une femme", "la": "une femme", "ma": "une femme"}.get(lead, "une personne" if lead in ("l'", "de l'", "d'") else "un homme")  # fmt: skip
        if lead in ("des", "de", "d'") and lead != "de l'":
            return done(start, f"{retired}{bare}" if lead == "des" else former)
        prefix = {"du": "d'", "de l'": "d'", "au": "à "}.get(lead, "")
        return done(first, f"{prefix}{person} ({retired}{bare})")
    if article:
        return done(start, former)
    if _NOUN.search(fold(before.rstrip(", ") + " ")) and before.endswith(", "):
        return done(start, f"{retired}{bare}")
    if _NOUN.search(fold(before)):
        return done(start, f"({retired}{bare})")
    opens = re.search(r"(?:\A|[.!?\n])\s*\Z", before)
    if before.endswith(("chez ", "Chez ")):
        return done(start, f"{person or 'une personne'} ({retired}{bare})")
    if person and not sex:
        next_age = aged and _AGE_NEXT.match(low, end)
        if opens or next_age:
            return done(start, f"{person.split(' ')[1]} ({retired}{bare})")
        return done(start, f"{person.split(' ')[1]}, {retired}{bare}")
    return done(start, f"{retired}{bare}")


# a noun with nothing between it and the employer: "l'assurance Untel", "contrôleur SNCF"
_BESIDE = re.compile(
    r"\b(?!(?:a|au|aux|de|du|d|des|en|dans|sur|vers|chez|par|pour|entre|et|ou|puis|la|le|les|l|une?|cette|ce|notre|ma|mon|avec|contre|est|c|ex|soit|voir|cf) )[^\W\d_]{2,} (?P<article>la |le |les |l')?\Z"
)


def read_employers(scene: Scene, said: Registry) -> Iterator[Edit]:
    """Employers after a verb of work, and those the guard finds."""
    pattern, table = _employers()
    for match in pattern.finditer(scene.low):
        who, prep = match["who"] or match["at"], match["prep"] or match["chez"]
        kind = next(k for name, k in table if re.fullmatch(name, who))
        link = "pour " if prep.startswith("pour ") else "d'" if prep[0] == "d" else "dans "
        start = match.start("prep") if match["prep"] else match.start("chez")
        yield Edit(start, match.end(), link + said.say("e:" + who, kind), "employer", "employer")
    for hit in scene.found:
        if hit.category == "employer":
            low = scene.low[hit.start : hit.end]
            found = next(
                (k for name, k in table if re.search(rf"\b(?:{name})\b", low)), "une entreprise"
            )
            texts = [p.text for p in hit.finding.proposals if p.text]
            wording = found if found != "une entreprise" or not texts else texts[0]
            lead = re.search(
                r"\b(?:chez |a la |a l'|aux? )\Z", scene.low[max(0, hit.start - 8) : hit.start]
            )
            first = hit.start - (len(lead.group()) if lead else 0)
            text = ("dans " if lead else "") + said.say("e:" + low, wording)
            beside = _BESIDE.search(scene.low[max(0, hit.start - 24) : hit.start])
            if not lead and beside:
                text = "" if wording == "une entreprise" else f"dans {text}"
                first -= len(beside["article"] or "")
            yield Edit(
                first,
                hit.end,
                text,
                "employer",
                "employer",
                "employer",
            )

"""Professions, specialties and departments in words. Tables and their sources: `_nos.py`."""

from __future__ import annotations

from functools import lru_cache

from ._nos import DEPARTMENTS, PROFESSIONS, SAME_DISCIPLINE, SPECIALTIES

__all__ = [
    "DEPARTMENTS",
    "DOCTOR",
    "GP",
    "PROFESSIONS",
    "SPECIALTIES",
    "department_label",
    "discipline",
    "is_gp",
    "profession_choices",
    "profession_label",
    "same_specialty",
    "specialty_choices",
    "specialty_label",
    "status_in_words",
]

DOCTOR = "10"
GP = frozenset({"SM26", "SM53", "SM54"})
# "Dr" is the title of those whose degree is a state doctorate of practice and who are known by it.
TITLED = frozenset({"10", "40"})

# The specialties a profession may hold start with these letters (TRE_R38).
_PREFIX = {"10": "SM", "21": "SP", "40": "SCD", "60": "SI"}
_STUDENT = {"fr": "Étudiant en {}", "en": "{} student"}
_INTERN = {"fr": "Interne en {}", "en": "Resident in {}"}
_RETIRED = {"fr": "{}, retraité", "en": "{}, retired"}


def profession_label(code: str, lang: str = "fr") -> str:
    """The profession in words; "" for a code that is in none of the official lists."""
    profession = PROFESSIONS.get(code)
    if profession is None:
        return ""
    return profession.english if lang == "en" else profession.label


def specialty_label(code: str, lang: str = "fr") -> str:
    """The specialty as a field, capitalised: "Neurologie", "Médecine générale"."""
    specialty = SPECIALTIES.get(code)
    if specialty is None:
        return ""
    field = specialty.english_field if lang == "en" else specialty.field
    return field[:1].upper() + field[1:]


@lru_cache(2)
def specialty_labels(lang: str) -> dict[str, str]:
    """Every specialty by code."""
    return {code: specialty_label(code, lang) for code in SPECIALTIES}


def department_label(code: str) -> str:
    return DEPARTMENTS.get(code, "")


def is_gp(code: str) -> bool:
    return code in GP


@lru_cache(1024)
def discipline(code: str) -> frozenset[str]:
    """All official codes of the same discipline, this one included."""
    for group in SAME_DISCIPLINE:
        if code in group:
            return group
    return frozenset({code})


def same_specialty(a: str, b: str) -> bool:
    """Whether two codes name one discipline, whatever the reform they come from."""
    return bool(a) and b in discipline(a)


def profession_choices(lang: str = "fr") -> list[tuple[str, str]]:
    """Every profession that can be proven: the commonest first, then by name (T16)."""
    common = ("10", "21", "40", "50", "60", "70")
    rest = sorted(
        (p for p in PROFESSIONS if p not in common), key=lambda p: profession_label(p, lang)
    )
    return [(code, profession_label(code, lang)) for code in (*common, *rest)]


def specialty_choices(profession: str, lang: str = "fr") -> list[tuple[str, str]]:
    """The specialties of a profession, one a discipline, by name."""
    prefix = _PREFIX.get(profession)
    if prefix is None:
        return []
    seen: dict[str, str] = {}
    for code in sorted(SPECIALTIES, reverse=True):  # the newest code of a discipline wins
        if code.startswith(prefix):
            seen.setdefault(specialty_label(code, lang), code)
    return sorted(((code, label) for label, code in seen.items()), key=lambda pair: pair[1])


def fits(profession: str, specialty: str) -> bool:
    """Whether this specialty is one of this profession."""
    prefix = _PREFIX.get(profession)
    return not specialty or (
        specialty in SPECIALTIES and prefix is not None and specialty.startswith(prefix)
    )


@lru_cache(4096)
def status_in_words(profession: str, specialty: str, stage: str, lang: str = "fr") -> str:
    """What a reader is told of somebody: "Neurologue", "Interne en neurologie", "Pharmacien"."""
    lang = "en" if lang == "en" else "fr"
    known, special = PROFESSIONS.get(profession), SPECIALTIES.get(specialty)
    if known is None:
        return ""
    if stage == "student" and known.study:
        return _STUDENT[lang].format(known.english_study if lang == "en" else known.study)
    if stage == "intern" and special:
        return _INTERN[lang].format(special.english_field if lang == "en" else special.field)
    if stage == "intern" and known.study:
        if lang == "en":
            return f"{known.english_study} resident"
        return _INTERN[lang].format(known.study)
    who = (
        (special.english_reader if lang == "en" else special.reader)
        if special
        else (profession_label(profession, lang))
    )
    return _RETIRED[lang].format(who) if stage == "retired" else who

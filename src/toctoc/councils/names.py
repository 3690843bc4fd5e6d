"""What councils and offices are called, in French everywhere: these are proper names. Pure."""

from __future__ import annotations

from toctoc.people.codes import PROFESSIONS, department_label, profession_label

from .departments import REGIONS
from .doors import ARS, CCI, CDU, CNIL, CPAM, ENGINES, LINE, ORDERS, POLICE, RIGHTS

_LEVELS = {
    "department": "Conseil départemental de l’Ordre des {}",
    "": "Conseil de l’Ordre des {}",
}
_NAMES = {
    ARS: "Agence régionale de santé",
    CPAM: "Caisse d’assurance maladie",
    CDU: "Commission des usagers de l’établissement",
    CCI: "Commission de conciliation et d’indemnisation",
    CNIL: "CNIL",
    RIGHTS: "Défenseur des droits",
    POLICE: "Police ou gendarmerie",
    LINE: "Santé Info Droits, de France Assos Santé",
    **{code: f"Moteur de recherche {rank}" for rank, code in enumerate(ENGINES, 1)},
}


def place(department: str) -> str:
    """ "Rhône (69)", or ""."""
    name = department_label(department)
    return f"{name} ({department})".replace("'", "’") if name else ""


def recipient(body: str, department: str) -> str:
    """Whom the letter is for: "Conseil départemental de l’Ordre des médecins, Rhône (69)"."""
    if body in ORDERS:
        where = place(department)
        name = _LEVELS[ORDERS[body].level].format(ORDERS[body].name)
    elif body in (ARS, CCI):
        region = REGIONS.get(department, "")
        where = region or place(department)
        # We know of no agency in the Pacific nor in Saint-Pierre-et-Miquelon.
        elsewhere = department and not region and body == ARS
        name = "Administration de la santé" if elsewhere else _NAMES[body]
    else:
        where = place(department) if body == CPAM else ""
        name = _NAMES[body]
    return f"{name}, {where}" if where else name


def french_profession(code: str) -> str:
    """For a letter: "médecin", "sage-femme"; what is left unsaid is said in general."""
    if code not in PROFESSIONS:
        return "professionnel de santé"
    label = profession_label(code).replace("'", "’")
    return label[:1].lower() + label[1:]

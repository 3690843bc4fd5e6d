"""The right door: situation × profession × département gives exactly one (B1-B3). Pure.

Addresses are rows that the operator keeps.
"""

from __future__ import annotations

from toctoc.people.codes import PROFESSIONS

from .types import Order, Route

# The councils of doctors and their delays (L.4123-2) are those we have read; for the six others the
# page names the Order and promises nothing.
ORDERS: dict[str, Order] = {
    order.code: order
    for order in (
        Order("10", "médecins", "department", "L.4123-2"),
        Order("40", "chirurgiens-dentistes"),
        Order("50", "sages-femmes"),
        Order("21", "pharmaciens"),
        Order("60", "infirmiers"),
        Order("70", "masseurs-kinésithérapeutes"),
        Order("80", "pédicures-podologues"),
    )
}
UNKNOWN = "autre"  # another profession, or the patient doesn't know which
# Health professions without an Order that a patient is likely to meet, as the page offers them.
WITHOUT = (
    "35", "93", "91", "94", "92", "28", "26", "95", "96", "98", "36", "37", "31", "39", "86", "71",
    "73", "72", "85",
)  # fmt: skip
_SAME = {"69": "60"}  # a nurse of psychiatry is a nurse

# Doors that are not an Order.
ARS, CPAM, CDU, CCI, CNIL, RIGHTS, POLICE, LINE = (
    "ars", "cpam", "cdu", "cci", "cnil", "rights", "police", "line",
)  # fmt: skip
# No doors: the forms of search engines, for a member's delisting request (M17).
ENGINES = ("moteur-1", "moteur-2", "moteur-3")
BODIES = (*ORDERS, ARS, CPAM, CDU, CCI, CNIL, RIGHTS, POLICE, LINE, *ENGINES)
# Those with one council or office a département; the others have one national address.
LOCAL = (*ORDERS, ARS, CPAM, CCI)
# Those that a letter reaches; the others take calls or a form of their own.
BY_LETTER = (*ORDERS, ARS, CPAM, CDU)

_ORDER = "order"
# For each situation: the right door, then others that may help. "order" is the profession's own.
_SITUATIONS: dict[str, tuple[str, ...]] = {
    "reproche": (_ORDER, CDU, LINE),
    "refus": (_ORDER, CPAM, RIGHTS, LINE),
    "discrimination": (RIGHTS, _ORDER, LINE),
    "violences": (POLICE, _ORDER, LINE),
    "erreur": (CCI, CDU, _ORDER, LINE),
    "donnees": (CNIL, _ORDER, LINE),
    "sejour": (CDU, ARS, RIGHTS, LINE),
    "honoraires": (CPAM, _ORDER, LINE),
    "autre": (LINE, _ORDER, CDU),
}
SITUATIONS = tuple(_SITUATIONS)
# Where the door depends on who the professional is: these two ask before they answer.
ASKING = frozenset({"reproche", "refus"})
# Without an Order, who answers for the professional.
_INSTEAD = {"refus": CPAM}


def known_profession(code: str) -> str:
    """The code as doors know it; `UNKNOWN` for one that no list holds."""
    code = _SAME.get(code, code)
    return code if code in PROFESSIONS else UNKNOWN


def route(situation: str, profession: str, department: str) -> Route:
    """The one right door. An unknown situation is led to those who help to find one's way."""
    situation = situation if situation in _SITUATIONS else "autre"
    profession = known_profession(profession)
    own = profession if profession in ORDERS else _INSTEAD.get(situation, ARS)
    doors = dict.fromkeys(own if door == _ORDER else door for door in _SITUATIONS[situation])
    body, *also = doors
    return Route(situation, profession, department, body, tuple(also))

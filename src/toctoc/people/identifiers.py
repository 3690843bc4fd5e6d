"""National identifiers of French professionals: RPPS, ADELI and the IDNPS made of them.

Formats: Agence du numérique en santé, "identification nationale PP" = type (0 ADELI, 8 RPPS) and
the identifier. The last digit of an RPPS is its Luhn key.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

_ADELI = re.compile(r"[0-9][0-9AB][0-9A-Z][0-9]{6}")
_TEST = re.compile(r"ANS[0-9A-Z]{5,17}")


class BadIdentifier(ValueError):
    """Not an identifier of this kind; `reason` is a word for programs, the text is for people."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


def luhn_key(digits: str) -> str:
    """The digit that makes `digits` + key pass the Luhn check."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def check_rpps(text: str) -> str:
    """The eleven digits, spaces and dots removed, or `BadIdentifier`."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not (digits.isascii() and digits.isdigit()):
        raise BadIdentifier("not_digits", _("Un numéro RPPS ne contient que des chiffres."))
    if len(digits) != 11:
        raise BadIdentifier(
            "length", _("Un numéro RPPS a 11 chiffres ; celui-ci en a %d.") % len(digits)
        )
    if luhn_key(digits[:-1]) != digits[-1]:
        raise BadIdentifier(
            "key",
            _("La clé de ce numéro RPPS est fausse : relisez-le, un chiffre a pu être inversé."),
        )
    return digits


def check_adeli(text: str) -> str:
    """The nine characters of an ADELI number (department, profession, rank), or `BadIdentifier`."""
    value = re.sub(r"[\s.\-]", "", text).upper()
    if len(value) != 9:
        raise BadIdentifier(
            "length", _("Un numéro ADELI a 9 caractères ; celui-ci en a %d.") % len(value)
        )
    if not _ADELI.fullmatch(value):
        raise BadIdentifier("not_digits", _("Ce n'est pas un numéro ADELI."))
    return value


def check_idnps(text: str, *, test_ids: bool = False) -> str:
    """A national identifier: "8" + RPPS, "0" + ADELI, or, if `test_ids`, a sandbox "ANS…" one."""
    value = text.strip().upper()
    if test_ids and _TEST.fullmatch(value):
        return value
    if value[:1] == "8":
        return "8" + check_rpps(value[1:])
    if value[:1] == "0":
        return "0" + check_adeli(value[1:])
    raise BadIdentifier("type", _("Ce type d'identifiant national n'est pas reconnu."))


def idnps_of_number(text: str) -> str:
    """The IDNPS of what somebody typed: an RPPS (11 digits) or an ADELI (9 characters)."""
    value = re.sub(r"[\s.\-]", "", text)
    if len(value) == 9:
        return "0" + check_adeli(value)
    return "8" + check_rpps(value)

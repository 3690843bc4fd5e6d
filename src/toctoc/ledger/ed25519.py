"""Ed25519 signatures (RFC 8032): verification alone, in Python alone, some 3 ms each.

For the verifier that strangers run (`verifier.py`). The instance signs and checks with a library;
nothing secret ever passes through here, so that timing doesn't matter.
"""

from __future__ import annotations

import hashlib

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_SQRT_M1 = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]  # extended coordinates X, Y, Z, T with XY = ZT


def _add(p: _Point, q: _Point) -> _Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _point(data: bytes) -> _Point | None:
    """The point that these 32 bytes encode, None if there is none (section 5.1.3)."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _SQRT_M1 % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


def _bytes(p: _Point) -> bytes:
    inverse = pow(p[2], -1, _P)
    x, y = p[0] * inverse % _P, p[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


_BASE = _point(bytes.fromhex("58" + "66" * 31)) or (0, 1, 1, 0)


def signature_holds(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of `key` signed `message`."""
    a = _point(key) if len(key) == 32 else None
    s = int.from_bytes(signature[32:], "little")
    if a is None or len(signature) != 64 or s >= _L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _L
    minus_a = (_P - a[0], a[1], 1, _P - a[3])
    both, found = _add(_BASE, minus_a), (0, 1, 1, 0)
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):  # sB - kA, at once
        found = _add(found, found)
        one, other = s >> bit & 1, k >> bit & 1
        if one or other:
            found = _add(found, both if one and other else _BASE if one else minus_a)
    return _bytes(found) == signature[:32]

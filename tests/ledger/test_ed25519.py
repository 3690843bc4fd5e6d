"""The verifier's own signatures agree with RFC 8032 and with the library that signs."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from toctoc.ledger import _keys
from toctoc.ledger.ed25519 import _L, signature_holds

# Section 7.1: secret key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
            "f9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
            "f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
            "4dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c664"
            "31e0303dca179c138ac17ad9bef1177331a704"
        ),
    ),
]
CHECKS = [signature_holds, _keys.holds]


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("vector", VECTORS)
def test_the_vectors_of_the_rfc(check, vector: tuple[str, ...]) -> None:
    _secret, key, message, signature = map(bytes.fromhex, vector)
    assert check(key, signature, message)
    assert not check(key, signature, message + b"!")
    spoiled = bytes([signature[0] ^ 1]) + signature[1:]
    assert not check(key, spoiled, message)


@pytest.mark.parametrize("check", CHECKS)
def test_what_is_no_signature_is_refused(check) -> None:
    _secret, key, message, signature = map(bytes.fromhex, VECTORS[1])
    more = (int.from_bytes(signature[32:], "little") + _L).to_bytes(32, "little")
    assert not check(key, signature[:32] + more, message), "the same one written otherwise"
    assert not check(key, signature[:-1], message)
    assert not check(key[:-1], signature, message)
    assert not check(b"\xff" * 32, signature, message), "no point of the curve"
    assert not check(b"\x02" + bytes(31), signature, message), "no square root"


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
def test_it_agrees_with_the_library(seed: bytes, message: bytes, bit: int) -> None:
    secret = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = secret.public_key().public_bytes_raw(), bytearray(secret.sign(message))
    assert signature_holds(key, bytes(signature), message)
    signature[bit // 8] ^= 1 << bit % 8
    assert not signature_holds(key, bytes(signature), message)

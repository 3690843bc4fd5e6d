#!/usr/bin/env python3
"""Check a record or a sealed file of Toctoc. Needs Python 3.9 or newer, and nothing else.

    python verify.py FILE [--key HEX] [--anchors FILE]

FILE is an export of the ledger (.jsonl) or a sealed file (.zip, or its folder once unpacked).
--key: the instance's public key as you know it from elsewhere (its page /registre/, a letter).
--anchors: anchors that you kept earlier; each must still be in the record, unchanged.
Exit status: 0 intact, 1 not, 2 unreadable.

This goes into every sealed file and stands on /registre/ (`standalone.py` puts the two modules
that it imports in their place); the instance judges itself by it too, so that both say the same.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .ed25519 import signature_holds
from .trees import GENESIS, Tree, is_in_tree

FORMAT = 1
_AS_WRITTEN = argparse.RawDescriptionHelpFormatter
_REASONS = {
    "altered": ("was altered", "a été modifiée"),
    "missing": ("is missing", "manque"),
    "misplaced": ("is not in its place: inserted, copied or reordered",
                  "n’est pas à sa place : insérée, copiée ou déplacée"),
    "unlinked": ("does not follow the one before: one of the two was rewritten",
                 "ne suit pas la précédente : l’une des deux a été réécrite"),
    "rewritten": ("signed another past: what it covers was rewritten",
                  "avait signé un autre passé : ce qu’elle couvre a été réécrit"),
    "signature": ("has a false signature", "porte une fausse signature"),
    "key": ("is signed by another key than yours", "est signée par une autre clé que la vôtre"),
    "kept": ("is not the one that you kept", "n’est pas celle que vous aviez gardée"),
    "format": ("can't be read", "est illisible"),
    "unproven": ("is not in the signed record", "n’est pas dans le registre signé"),
    "words": ("does not say what the record committed to",
              "ne dit pas ce que le registre avait engagé"),
    "stranger": ("does not belong to the file", "n’appartient pas au dossier"),
}  # fmt: skip
_FRENCH = {"entry": "écriture", "anchor": "ancre", "header": "en-tête", "part": "pièce"}


class Broken(Exception):
    """The first thing that does not fit: `what` ("entry", "anchor"…), which one, and why."""

    def __init__(self, what: str, which: Any, code: str) -> None:
        super().__init__(f"{what} {which} {_REASONS[code][0]}")
        self.what, self.which, self.code = what, which, code

    def in_french(self) -> str:
        return f"{_FRENCH[self.what]} {self.which} : {_REASONS[self.code][1]}"


Check = Callable[[bytes, bytes, bytes], bool]


class Trust(NamedTuple):
    """What the reader brings: known public keys, anchors kept earlier; how signatures are checked
    (the instance has a faster way than this file)."""

    keys: Sequence[str] = ()
    kept: Mapping[int, str] = {}
    check: Check = signature_holds

    def judge(self, key: Any, signature: str, purpose: str, text: str) -> str:
        """ "" if the signature holds and its key is one of ours; else what is wrong with it."""
        try:
            raw_key, raw = bytes.fromhex(key), bytes.fromhex(signature)
        except (ValueError, TypeError):
            return "signature"
        one_way = raw_key.hex() == key and raw.hex() == signature  # of writing it, no other
        if not one_way or not self.check(raw_key, raw, to_sign(purpose, text)):
            return "signature"
        return "key" if self.keys and key not in self.keys else ""


NOTHING_KNOWN = Trust()


def to_sign(purpose: str, text: str) -> bytes:
    """What is signed: an anchor can't pass for a sealed file."""
    return f"toctoc {purpose}\n{text}".encode()


# The record: a line an entry, each with the hash of the one before; anchors sign where it stands.


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Follower:
    """Follows a record entry by entry and raises `Broken` at the first that doesn't fit."""

    def __init__(self, trust: Trust, start: Sequence[Any] = (0, GENESIS, 0, GENESIS)) -> None:
        """`start`: the last entry before, its digest, the last anchor before, its hash."""
        self.sequence, self.digest, self.anchors, self.anchor_hash = start
        self.anchored = self.sequence
        self.signers: dict[str, int] = {}  # public key: its first anchor
        self._trust, self._tree = trust, Tree()

    def entry(self, text: str, digest: str) -> None:
        if sha256(text) != digest:
            raise Broken("entry", self.sequence + 1, "altered")
        try:
            fields = json.loads(text)
            number, previous = fields[0] + 0, fields[6]
        except (ValueError, TypeError, LookupError):
            raise Broken("entry", self.sequence + 1, "format") from None
        self.link(number, previous, digest)

    def link(self, number: int, previous: str, digest: str) -> None:
        """An entry whose digest was found to be that of its text."""
        expected = self.sequence + 1
        if number != expected:
            raise Broken("entry", expected, "missing" if number > expected else "misplaced")
        if previous != self.digest:
            raise Broken("entry", expected, "unlinked")
        self._tree.add(digest)
        self.sequence, self.digest = expected, digest

    def anchor(self, text: str, signature: str) -> None:
        expected = self.anchors + 1
        try:
            number, first, sequence, digest, root, _at, previous, key = json.loads(text)
        except (ValueError, TypeError):
            raise Broken("anchor", expected, "format") from None
        fault = self._trust.judge(key, signature, "anchor", text)
        if fault:
            raise Broken("anchor", expected, fault)
        if number != expected:
            raise Broken("anchor", expected, "missing" if number > expected else "misplaced")
        if self._trust.kept.get(number, text) != text:
            raise Broken("anchor", number, "kept")
        if sequence > self.sequence:
            raise Broken("entry", self.sequence + 1, "missing")
        if (first, sequence) != (self.anchored + 1, self.sequence):
            raise Broken("anchor", number, "misplaced")
        if previous != self.anchor_hash:
            raise Broken("anchor", number, "unlinked")
        if digest != self.digest or root != self.root():
            raise Broken("anchor", number, "rewritten")
        self.signers.setdefault(key, number)
        self.anchors, self.anchor_hash, self.anchored = number, sha256(text), sequence
        self._tree = Tree()

    def root(self) -> str:
        """Of the entries since the last anchor."""
        return self._tree.root()

    def end(self) -> None:
        """The record stops here: anchors that somebody kept must all have been met."""
        late = [number for number in self._trust.kept if number > self.anchors]
        if late:
            raise Broken("anchor", min(late), "missing")


def signed_line(kind: str, text: str, signature: str) -> str:
    return f'{{"{kind}":{text},"signature":"{signature}"}}'


def entry_line(text: str, digest: str) -> str:
    return f'{{"entry":{text},"digest":"{digest}"}}'


def _split(line: str, head: str, middle: str, length: int) -> tuple[str, str] | None:
    """`{"head":TEXT,"middle":"SEAL"}` as (TEXT, SEAL): exactly so, to the byte."""
    opening, closing = f'{{"{head}":', f',"{middle}":"'
    cut = len(line) - length - 2
    start = cut - len(closing)
    if line.startswith(opening) and line.endswith('"}') and line[start:cut] == closing:
        return line[len(opening) : start], line[cut:-2]
    return None


def _signed(line: str, kind: str) -> tuple[str, str] | None:
    return _split(line, kind, "signature", 128)


def _lines(raw: Iterable[bytes]) -> Iterator[str]:
    for line in raw:
        whole = line[:-1] if line.endswith(b"\n") else line + b"?"  # cut short: fits nowhere
        yield whole.decode("utf-8", "replace")


def read_anchors(raw: Iterable[bytes], trust: Trust = NOTHING_KNOWN) -> dict[int, str]:
    """{number: statement} of signed anchors, as the page /registre/ gives them."""
    found: dict[int, str] = {}
    for text, signature in filter(None, (_signed(line, "anchor") for line in _lines(raw))):
        fields = json.loads(text)
        fault = trust.judge(fields[-1], signature, "anchor", text)
        if fault:
            raise Broken("anchor", fields[0], fault)
        found[fields[0]] = text
    return found


def check_export(raw: Iterable[bytes], trust: Trust = NOTHING_KNOWN) -> Follower:
    """Follow an export from its signed first line to its end, or raise `Broken`."""
    lines = _lines(raw)
    text, signature = _signed(next(lines, ""), "ledger") or ("", "")
    try:
        version, _name, _made, entries, anchors, digest, start, key = json.loads(text)
        last, last_anchor = start[0] + entries, start[2] + anchors
    except (ValueError, TypeError, LookupError):
        raise Broken("header", 1, "format") from None
    fault = trust.judge(key, signature, "ledger", text) or ("" if version == FORMAT else "format")
    if fault:
        raise Broken("header", 1, fault)
    found = Follower(trust, start)
    for line in lines:
        _follow(found, line)
    if found.sequence < last:
        raise Broken("entry", found.sequence + 1, "missing")
    if found.sequence > last or found.digest != digest:
        raise Broken("entry", last + 1, "misplaced")
    if found.anchors != last_anchor:
        raise Broken("anchor", found.anchors + 1, "missing")
    found.end()
    return found


def _follow(found: Follower, line: str) -> None:
    entry = _split(line, "entry", "digest", 64)
    anchor = None if entry else _signed(line, "anchor")
    if entry:
        found.entry(*entry)
    elif anchor:
        found.anchor(*anchor)
    elif line.startswith('{"anchor"'):
        raise Broken("anchor", found.anchors + 1, "altered")
    else:
        raise Broken("entry", found.sequence + 1, "altered")


# Sealed files: a signed manifest of parts, entries of the record proven one by one, and the words.


def commitment(opening: str, text: str) -> str:
    """The keyed hash by which the record binds a text without letting anybody guess it."""
    return hmac.new(bytes.fromhex(opening), text.encode(), hashlib.sha256).hexdigest()


def check_sealed(parts: Mapping[str, bytes], trust: Trust = NOTHING_KNOWN) -> dict[str, Any]:
    """The manifest of a sealed file of which everything holds, or raise `Broken`."""
    text = parts.get("manifest.json", b"").decode("utf-8", "replace")
    try:
        manifest: dict[str, Any] = json.loads(text)
        known = {part["name"]: part["sha256"] for part in manifest["parts"]}
    except (ValueError, TypeError, KeyError):
        raise Broken("part", "manifest.json", "format") from None
    signature = parts.get("manifest.sig", b"").decode("ascii", "replace").strip()
    fault = trust.judge(manifest.get("key"), signature, "evidence", text)
    if fault:
        raise Broken("part", "manifest.json", fault)
    for name in sorted(set(parts) - set(known) - {"manifest.json", "manifest.sig"}):
        raise Broken("part", name, "stranger")
    for name, digest in known.items():
        if name not in parts:
            raise Broken("part", name, "missing")
        if hashlib.sha256(parts[name]).hexdigest() != digest:
            raise Broken("part", name, "altered")
    facts = _check_extract(parts, trust)
    for name, part in sorted(parts.items()):
        if name.startswith("posts/"):
            _check_words(name, json.loads(part), facts)
    return manifest


def _check_extract(parts: Mapping[str, bytes], trust: Trust) -> dict[int, dict[str, Any]]:
    """The facts of each entry of the extract, by its sequence, all proven by a signed anchor."""
    signed = read_anchors(parts["ledger/anchors.jsonl"].splitlines(True), trust)
    facts = {}
    for line in parts["ledger/entries.jsonl"].splitlines():
        told = json.loads(line)
        entry = told["entry"]
        if told["anchor"] not in signed:
            raise Broken("entry", entry[0], "unproven")
        _number, first, last, _digest, root = json.loads(signed[told["anchor"]])[:5]
        place = (entry[0] - first, last - first + 1)
        if not is_in_tree(sha256(canonical(entry)), *place, told["path"], root):
            raise Broken("entry", entry[0], "unproven")
        facts[entry[0]] = json.loads(entry[5])
    return facts


def _check_words(name: str, post: dict[str, Any], facts: dict[int, dict[str, Any]]) -> None:
    """Each version whose hash the record holds must be the words it was made from."""
    for version in post.get("versions", []):
        bound = version.get("bound")
        if bound is None:  # written before the record bound words, or in part erased
            continue
        entry = facts.get(bound["entry"])
        if entry is None or entry.get("content") != commitment(bound["opening"], version["body"]):
            raise Broken("part", name, "words")


def parts_of(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        files = [file for file in path.rglob("*") if file.is_file()]
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if len(names) != len(set(names)):
            raise Broken("part", "manifest.json", "stranger")
        return {name: archive.read(name) for name in names}


def _check_file(path: Path, trust: Trust) -> str:
    if path.is_dir() or zipfile.is_zipfile(path):
        manifest = check_sealed(parts_of(path), trust)
        return f"{len(manifest['parts'])} parts, key {manifest['key']}"
    with path.open("rb") as raw:
        found = check_export(raw, trust)
    signers = ", ".join(f"{key} (anchor {number})" for key, number in found.signers.items())
    return f"entries to {found.sequence}, anchors to {found.anchors}, key {signers}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AS_WRITTEN)
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--anchors", type=Path)
    options = parser.parse_args(arguments)
    keys = [key.lower() for key in options.key]
    try:
        kept = options.anchors.read_bytes().splitlines(True) if options.anchors else []
        print(f"INTACT / INTÈGRE: {_check_file(options.file, Trust(keys, read_anchors(kept)))}")
    except Broken as broken:
        print(f"NOT INTACT: {broken}.\nALTÉRÉ : {broken.in_french()}.")
        return 1
    except (OSError, ValueError, LookupError, TypeError, zipfile.BadZipFile) as error:
        print(f"UNREADABLE / ILLISIBLE: {options.file} ({type(error).__name__})")
        return 2
    if not keys:
        print("Compare this key with the one that you know. / Comparez cette clé à celle connue.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A sealed file: a ZIP that whoever receives it can check with Python alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings

import toctoc
from toctoc.ledger.actions import Broken, OtherKey, anchor, public_key, sign
from toctoc.ledger.models import Entry
from toctoc.ledger.queries import entries_about, proven
from toctoc.ledger.standalone import source
from toctoc.ledger.verifier import canonical, signed_line
from toctoc.moderation.queries import decisions_about
from toctoc.people.types import CivilIdentity
from toctoc.posts.models import Post

from ._contents import told
from ._demands import about
from ._readme import readme
from .models import Demand
from .types import RecordBroken

FORMAT = 1


def sealed(
    demand: Demand,
    posts: list[Post],
    identities: Mapping[str, CivilIdentity],
    *,
    at: dt.datetime,
) -> bytes:
    """The file, signed. The record is anchored first, so that each entry told of is proven."""
    _sign_the_record(at)
    parts = _parts(demand, posts, identities)
    parts |= {name: text.encode() for name, text in readme(public_key()).items()}
    parts["verify.py"] = source().encode()
    manifest = _manifest(demand, parts, at)
    parts["manifest.json"] = manifest.encode()
    parts["manifest.sig"] = sign("evidence", manifest).encode() + b"\n"
    return _zip(parts, at)


def _sign_the_record(at: dt.datetime) -> None:
    try:
        anchor(at=at)
    except (Broken, OtherKey) as error:
        raise RecordBroken from error


def _parts(
    demand: Demand, posts: list[Post], identities: Mapping[str, CivilIdentity]
) -> dict[str, bytes]:
    judged = {post.public_id: decisions_about(post.public_id) for post in posts}
    decisions = {one.public_id for made in judged.values() for one in made}
    entries = entries_about(
        [
            about(demand),
            *(f"post:{one}" for one in judged),
            *(f"decision:{one}" for one in decisions),
        ]
    )
    by_post: dict[str, list[Entry]] = {f"post:{one}": [] for one in judged}
    for entry in entries:
        by_post.get(entry.about, []).append(entry)
    parts = {
        f"posts/{one.public_id}.json": _text(
            told(one, by_post[f"post:{one.public_id}"], judged[one.public_id])
        )
        for one in posts
    }
    for account, identity in identities.items():
        parts[f"identities/{account}.json"] = _text(_identity(account, identity))
    return parts | _extract(entries)


def _extract(entries: list[Entry]) -> dict[str, bytes]:
    """Entries with the proof of each, and the anchors that they lead to."""
    lines, anchors = [], {}
    for found, line in proven(entries):
        lines.append(canonical(line) + "\n")
        anchors[found.number] = signed_line("anchor", found.statement, found.signature) + "\n"
    return {
        "ledger/entries.jsonl": "".join(lines).encode(),
        "ledger/anchors.jsonl": "".join(anchors.values()).encode(),
    }


def _identity(account: str, identity: CivilIdentity) -> dict[str, Any]:
    shown = asdict(identity)
    shown["established_at"] = identity.established_at.isoformat()
    return {"account": f"person:{account}"} | shown


def _manifest(demand: Demand, parts: Mapping[str, bytes], at: dt.datetime) -> str:
    listed = [
        {"name": name, "sha256": hashlib.sha256(part).hexdigest(), "size": len(part)}
        for name, part in sorted(parts.items())
    ]
    told_of = {
        "format": FORMAT,
        "program": f"Toctoc {toctoc.__version__}",
        "instance": settings.TOCTOC_NAME,
        "address": settings.ADDRESS,
        "demand": demand.public_id,
        "authority": demand.authority,
        "reference": demand.reference,
        "opened_at": demand.opened_at.astimezone(dt.UTC).isoformat(),
        "made_at": at.astimezone(dt.UTC).isoformat(),
        "key": public_key(),
        "parts": listed,
    }
    return _text(told_of).decode()


def _text(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _zip(parts: Mapping[str, bytes], at: dt.datetime) -> bytes:
    file = io.BytesIO()
    stamp = at.astimezone(dt.UTC).timetuple()[:6]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, part)
    return file.getvalue()

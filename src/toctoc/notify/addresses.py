"""Where an inbox line leads: one table for the inbox, the e-mail and the push."""

from __future__ import annotations

from .models import Notice

# By kind; all others lead to their question.
_ADDRESSES = {
    Notice.Kind.SPONSOR: "/parrainage/{ref}/",
    Notice.Kind.PROOF: "/rejoindre/",
    Notice.Kind.STORY: "/moi/histoires/{ref}/",
    Notice.Kind.REPORT: "/moi/signalements/{ref}/",
    Notice.Kind.DECISION: "/moi/decisions/{ref}/",
    Notice.Kind.APPEAL: "/moi/decisions/{ref}/",
    Notice.Kind.DESK: "/moderation/dossiers/{ref}/",
    Notice.Kind.DISCLOSURE: "/moderation/levees/{ref}/",
    Notice.Kind.DATA: "/moi/donnees/",
}


def address_of(notice: Notice) -> str:
    """A path on this site, without its host."""
    if notice.kind == Notice.Kind.PROOF and notice.ref == "queue":
        return "/moderation/preuves/"  # a document waits for a moderator
    if notice.kind == Notice.Kind.DESK and notice.ref == "histoires":
        return "/moderation/histoires/"  # a patient waits for a moderator
    if notice.kind == Notice.Kind.DATA and notice.ref == "expiry":
        return f"/q/{notice.anchor}/passe"  # where its author may choose another end
    if notice.kind == Notice.Kind.DATA and notice.ref.startswith("picture-"):
        return f"/q/{notice.anchor}/images"  # where its author may remove it too
    known = _ADDRESSES.get(Notice.Kind(notice.kind))
    if known is not None:
        return known.format(ref=notice.ref)
    if not notice.ref:
        return "/moi/"
    return f"/q/{notice.ref}" + (f"#p-{notice.anchor}" if notice.anchor else "")

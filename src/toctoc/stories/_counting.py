"""Abuse is bounded without knowing anybody: a hash of the day for an address, a hash for a mailbox,
and a bound for the whole instance (K18)."""

from __future__ import annotations

import datetime as dt
import ipaddress
import secrets

from django.db.models import Q

from toctoc.limits.actions import TooMany, check_left, limit_named, spend
from toctoc.notify.queries import local, local_date
from toctoc.sealing import fingerprint

from .models import Request, Salt
from .types import Busy

_EVERYBODY = "instance"


def requester_of(address: str, at: dt.datetime) -> str:
    """Who asks, recognisable until the day's salt is destroyed, and never again."""
    day = local_date(at)
    salt, _ = Salt.objects.get_or_create(day=day, defaults={"value": secrets.token_hex(32)})
    return fingerprint("story.requester", f"{salt.value}:{_network(address)}")


def _network(address: str) -> str:
    """A home has one IPv4 address, or 2^64 of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)


def mailbox_of(email: str) -> str:
    return fingerprint("story.mailbox", email.strip().lower()) if email else ""


def hides_today(requester: str, at: dt.datetime) -> int:
    return Request.objects.filter(requester=requester, hid=True).count()


def hides_by_mail(mailbox: str, at: dt.datetime) -> int:
    day = at - dt.timedelta(days=1)
    return Request.objects.filter(mailbox=mailbox, hid=True, at__gte=day).count()


def check_requester(requester: str, mailbox: str, at: dt.datetime) -> None:
    """So many requests a day, whatever becomes of them; `Busy` until tomorrow past that."""
    most = limit_named("story_ask").burst
    known = Q(requester=requester)
    if mailbox:
        known |= Q(mailbox=mailbox, at__gte=at - dt.timedelta(days=1))
    if Request.objects.filter(known).count() >= most:
        raise Busy(_until_midnight(at))


def _until_midnight(at: dt.datetime) -> dt.timedelta:
    here = local(at)
    return (here.replace(hour=0, minute=0, second=0) + dt.timedelta(days=1)) - here


def may_hide_more(requester: str, at: dt.datetime) -> bool:
    return hides_today(requester, at) < limit_named("story").burst


def may_hide_by_mail(mailbox: str, at: dt.datetime) -> bool:
    return hides_by_mail(mailbox, at) < limit_named("story").burst


def check_room(at: dt.datetime, *, by_link: bool, worked: bool) -> None:
    """In a storm, `Busy` from short reads: nobody waits in line for the ledger (K18)."""
    ways = ["story_mail"] if not worked else ["story_hide"] * by_link + ["story_search"]
    refused: TooMany | None = None
    for name in ways:
        try:
            check_left(name, _EVERYBODY, at=at)
        except TooMany as busy:
            refused = busy
        else:
            return
    if refused is not None:
        raise Busy(refused.wait)


def spend_hide(at: dt.datetime) -> bool:
    """One of the messages that this instance hides by itself; False when a person must look."""
    try:
        spend("story_hide", _EVERYBODY, at=at)
    except TooMany:
        return False
    return True


def spend_search(at: dt.datetime) -> None:
    _spend("story_search", at)


def spend_mail(at: dt.datetime) -> None:
    _spend("story_mail", at)


def _spend(name: str, at: dt.datetime) -> None:
    try:
        spend(name, _EVERYBODY, at=at)
    except TooMany as refused:
        raise Busy(refused.wait) from None

"""Small things an operator does by hand: name an operator, read the corpus."""

from __future__ import annotations

import argparse
import json

from django.db import transaction
from django.utils import timezone


def make_operator(argv: list[str]) -> int:
    """Give an existing, proven account the operator's role; the ledger says so."""
    parser = argparse.ArgumentParser(
        prog="toctoc make-operator",
        description="Give an existing account the operator's role: moderation and its decisions.",
    )
    parser.add_argument("email")
    email = parser.parse_args(argv).email.strip().lower()
    from toctoc.ledger.actions import record
    from toctoc.people.models import Person

    with transaction.atomic():
        person = Person.objects.select_for_update().filter(email=email).first()
        if person is None:
            print(
                f"No account has the address {email}.\n"
                "1. Sign up on the site with this address and confirm it.\n"
                f"2. Run `toctoc make-operator {email}` again."
            )
            return 1
        person.role = Person.Role.OPERATOR
        person.save(update_fields=["role"])
        record("person.operator", at=timezone.now(), about=f"person:{person.public_id}")
    print(f"{email} is an operator from the next page on.")
    if not person.is_member:
        print("Still to do: this account must prove its profession before it can read or moderate.")
    return 0


def retention(argv: list[str]) -> int:
    """Execute the retention table now, or say what tonight would destroy."""
    parser = argparse.ArgumentParser(
        prog="toctoc retention",
        description="Destroy what has lived its time, line by line, and write the report.",
    )
    parser.add_argument("--dry-run", action="store_true", help="say it, and destroy nothing")
    dry = parser.parse_args(argv).dry_run
    from toctoc.rights.clock import execute, rehearse

    done = (rehearse if dry else execute)(timezone.now())
    for one in done:
        print(f"{one.rows:>8}  {one.line}{f'  FAILED: {one.failed}' if one.failed else ''}")
    total = sum(one.rows for one in done)
    print(f"{total:>8}  rows {'would be destroyed' if dry else 'destroyed'}")
    return 1 if any(one.failed for one in done) else 0


def corpus(argv: list[str]) -> int:
    """What members say that the guard missed or marked wrongly, one JSON object a line."""
    parser = argparse.ArgumentParser(
        prog="toctoc guard corpus",
        description="Outlines of what the guard missed or marked wrongly: letters are a, digits 9.",
    )
    parser.parse_args(argv)
    from toctoc.posts.queries import corpus_lines

    for line in corpus_lines():
        print(json.dumps(line, ensure_ascii=False))
    return 0

"""Small things an operator does by hand: check the record, name an operator, read the corpus."""

from __future__ import annotations

import argparse
import json

from django.db import transaction
from django.utils import timezone


def ledger(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="toctoc ledger", description="Prove that nobody rewrote the record of acts."
    )
    parser.add_argument("what", choices=["verify"])
    parser.parse_args(argv)
    from toctoc.ledger.queries import verify

    verdict = verify()
    if verdict.intact:
        print(f"The ledger is intact: {verdict.entries} entries, each chained to the one before.")
        return 0
    print(f"The ledger is broken at entry {verdict.broken_at}: {verdict.reason}.")
    return 1


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

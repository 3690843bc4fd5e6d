"""`toctoc doctor`: what is wrong with this installation, in plain words, and how to mend it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .checks import Finding

SIGNS = {"ok": "ok  ", "warn": "look", "bad": "BAD "}


def main(argv: list[str]) -> int:
    """Exit status: 0 when nothing is bad, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="toctoc doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="for machines")
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")
    refusal = _set_up()
    if refusal:
        print(
            json.dumps([{"name": "Settings", "level": "bad", "says": refusal}])
            if options.json
            else f"BAD  Settings: {refusal}"
        )
        return 1
    findings = _examine()
    if options.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(f"{SIGNS[finding.level]} {finding.name}: {finding.says}")
            if finding.level != "ok" and finding.remedy:
                print(f"       -> {finding.remedy}")
        bad = sum(finding.level == "bad" for finding in findings)
        print(f"\n{len(findings)} checks, {bad} bad." if bad else "\nNothing is bad.")
    return int(any(finding.level == "bad" for finding in findings))


def _examine() -> list[Finding]:
    from django.db import connection

    from .checks import CHECKS

    if connection.vendor == "postgresql":
        connection.settings_dict["OPTIONS"]["connect_timeout"] = 5
    return [run() for _name, run in CHECKS]


def _set_up() -> str:
    """Load the settings; return why they can't be, when they can't."""
    import django

    from .config import ConfigError

    try:
        django.setup()
    except ConfigError as error:
        return str(error)
    except OSError as error:
        return f"the data folder can't be used: {error.strerror}: {error.filename}"
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The `toctoc` command. Each subcommand imports what it needs, so that help comes at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

Command = Callable[[list[str]], int]

HELP = """usage: toctoc COMMAND [options]      (toctoc COMMAND --help says more)

  serve               pages, live streams and background work on this machine
  serve pages|live|worker
                      one part of it, for several machines or processes
  demo                an instance filled with invented members, on this machine
  migrate             bring the database up to date
  doctor              what is wrong with this installation, and how to mend it
  backup FILE         write everything to one file
  restore FILE        fill an empty instance, on either database, from such a file
  import-directory FILE
                      read the official extraction of health professionals
  ledger verify [FILE]
                      prove that nobody rewrote the record: this one, or an export of it
  ledger anchor|export|roles|verifier
                      sign it, give it away, let the application only add to it
  retention [--dry-run]
                      destroy what has lived its time (the clock does it each night)
  trace FILE          which account's pages a leaked capture shows
  make-operator EMAIL
                      give an account the operator's role
  guard check|transpose [FILE|-]
                      what could identify somebody in a text, and another way to say it
  guard file FILE... [--out FOLDER]
                      the same for pictures, PDF and DICOM: fresh pixels without it
  guard corpus        what members say the guard missed, as lines of JSON, without their words
  simulate            try routing settings on an imagined network
  manage ...          Django's own commands
  version             which Toctoc this is

The environment: TOCTOC_DATA (data folder, default var), DATABASE_URL, TOCTOC_ADDRESS.
"""


def _module(name: str, function: str = "main") -> Command:
    def run(arguments: list[str]) -> int:
        return int(getattr(import_module(name), function)(arguments) or 0)

    return run


def _with_django(command: Command) -> Command:
    def run(arguments: list[str]) -> int:
        _setup()
        return command(arguments)

    return run


def _setup() -> None:
    import django

    from .config import ConfigError

    try:
        django.setup()
    except ConfigError as error:
        raise SystemExit(f"The configuration can't be used: {error}") from None


def _django(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["toctoc manage", *arguments])
    return 0


def _migrate(arguments: list[str]) -> int:
    return _django(["migrate", *arguments])


def _version(arguments: list[str]) -> int:
    from toctoc import __version__

    print(f"Toctoc {__version__}")
    return 0


def _guard(arguments: list[str]) -> int:
    """The library's commands need neither database nor Django; the corpus lives in the instance."""
    if arguments[:1] == ["corpus"]:
        return _with_django(_module("toctoc.ops.desk", "corpus"))(arguments[1:])
    return _module("toctoc.guard.cli")(arguments)


COMMANDS: dict[str, Command] = {
    "serve": _module("toctoc.ops.serve"),
    "demo": _module("toctoc.ops.demo.__main__"),
    "guard": _guard,
    "simulate": _module("toctoc.ops.simulate.__main__"),
    "import-directory": _with_django(_module("toctoc.people.directory_cli")),
    "doctor": _module("toctoc.ops.doctor"),
    "backup": _with_django(_module("toctoc.ops.backup")),
    "restore": _with_django(_module("toctoc.ops.restore")),
    "ledger": _with_django(_module("toctoc.ops.ledger")),
    "retention": _with_django(_module("toctoc.ops.desk", "retention")),
    "trace": _with_django(_module("toctoc.marks.cli")),
    "make-operator": _with_django(_module("toctoc.ops.desk", "make_operator")),
    "migrate": _migrate,
    "manage": _django,
    "version": _version,
}


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0
    name = {"--version": "version", "-V": "version"}.get(arguments[0], arguments[0])
    command = COMMANDS.get(name)
    if command is None:
        print(f"toctoc: no command “{name}”\n\n{HELP}", end="", file=sys.stderr)
        return 2
    return command(arguments[1:])


if __name__ == "__main__":
    sys.exit(main())

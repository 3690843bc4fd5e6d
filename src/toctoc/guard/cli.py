"""`toctoc guard`: the guard on files and streams, for other programs and for the curious.

No Django, no database, no network. Exit status: 0 nothing to change, 1 something to change,
2 a call or an input that can't be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any, TextIO

from toctoc.guard import GuardError, check_text, cli_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from toctoc.guard.report import Report


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="toctoc guard", description="What in a clinical text or file could identify somebody."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("file", nargs="?", default="-", help="a UTF-8 text; - reads standard input")
    shared.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
    shared.add_argument("--lang", choices=["fr", "en"], default="fr", help="language of sentences")
    check = commands.add_parser("check", parents=[shared], help="find, explain, count")
    check.add_argument(
        "--jsonl",
        action="store_true",
        help='lines {"id", "text"} in, lines {"id", "findings", "k"} out; offsets are characters',
    )
    check.add_argument(
        "--typing", action="store_true", help="precision first, as while a text is typed"
    )
    change = commands.add_parser("transpose", parents=[shared], help="say the case another way")
    change.add_argument(
        "--sex", action="store_true", help="also the other sex, where nothing binds"
    )
    change.add_argument(
        "--jsonl",
        action="store_true",
        help='lines {"id", "text"} in, lines {"id", "text", "changes", "sex_swap"} out',
    )
    cli_files.add(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; see `toctoc guard --help`."""
    options = _parser().parse_args(arguments)
    if options.command == "file":
        return cli_files.run(options)
    try:
        with _opened(options.file) as source:
            if options.jsonl:
                return _stream(source, _JUDGES[options.command], options)
            if options.command == "transpose":
                return _transpose(source.read(), options)
            return _check(source.read(), options)
    except (OSError, UnicodeDecodeError, GuardError) as error:
        print(f"toctoc guard: {options.file}: {error}", file=sys.stderr)
        return 2


def _opened(name: str) -> TextIO:
    if name == "-":
        return open(sys.stdin.fileno(), encoding="utf-8", newline="", closefd=False)
    return open(name, encoding="utf-8", newline="")


def judged(text: str, *, final: bool, lang: str) -> tuple[Report, dict[str, Any]]:
    """The report on a text, and the plain dictionary of findings and k that leaves the program."""
    report = check_text(text, final=final)
    answer = report.to_json(lang)
    return report, {name: answer[name] for name in ("findings", "tone", "k", "meter")}


def _checked(text: str, options: argparse.Namespace) -> tuple[bool, dict[str, Any]]:
    report, answer = judged(text, final=not options.typing, lang=options.lang)
    return bool(report.pressing), answer


def _transposed(text: str, options: argparse.Namespace) -> tuple[bool, dict[str, Any]]:
    from toctoc.guard.transpose import transpose

    result = transpose(text, sex=options.sex)
    left = bool(check_text(result.text, final=True).pressing)
    return left, result.to_json(options.lang)


# Each says whether something is left to change, and what goes out.
_JUDGES: dict[str, Callable[[str, argparse.Namespace], tuple[bool, dict[str, Any]]]] = {
    "check": _checked,
    "transpose": _transposed,
}


def _stream(
    source: TextIO,
    judge: Callable[[str, argparse.Namespace], tuple[bool, dict[str, Any]]],
    options: argparse.Namespace,
) -> int:
    status = 0
    for number, row in _rows(source):
        if row is None or not isinstance(row.get("text"), str):
            print(f'toctoc guard: line {number}: not an object with a "text"', file=sys.stderr)
            status = 2
            continue
        try:
            left, answer = judge(row["text"], options)
        except GuardError as error:
            answer, status = {"error": str(error)}, 2
        else:
            status = max(status, int(left))
        print(json.dumps({"id": row.get("id"), **answer}, ensure_ascii=False), flush=True)
    return status


def _rows(source: TextIO) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Line numbers and objects; None where a line is no JSON object."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        yield number, row if isinstance(row, dict) else None


def _check(text: str, options: argparse.Namespace) -> int:
    report, answer = judged(text, final=not options.typing, lang=options.lang)
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return 1 if report.pressing else 0
    for found in (*report.findings, *report.tone):
        line = text.count("\n", 0, found.start) + 1
        column = found.start - (text.rfind("\n", 0, found.start) + 1) + 1
        words = " ".join(text[found.start : found.end].split())
        print(f"{line}:{column}  {found.level:5}  {words}  · {found.why(options.lang)}")
    if report.meter:
        print(report.meter.words(options.lang))
    return 1 if report.pressing else 0


def _transpose(text: str, options: argparse.Namespace) -> int:
    left, answer = _transposed(text, options)
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(answer["text"], end="" if answer["text"].endswith("\n") else "\n")
    return int(left)

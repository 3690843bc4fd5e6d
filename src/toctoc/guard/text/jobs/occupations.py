"""The lexicon of job names: every gender and number of each, found by their first word."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

from toctoc.guard.text.jobs.inflect import inflected


class Job(NamedTuple):
    """`rest`: the folded words after the first; `kind`: see occupations.tsv; `many`: a plural."""

    rest: tuple[str, ...]
    kind: str
    many: bool


@cache
def lexicon() -> dict[str, tuple[Job, ...]]:
    """First folded word -> the jobs that begin with it, the longest first."""
    text = resources.files("toctoc.guard").joinpath("data/occupations.tsv").read_text("utf-8")
    found: dict[str, dict[tuple[str, ...], Job]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, names = line.partition("\t")
        for name in names.split():
            spelt = [name, name.replace("œ", "oe")] if "œ" in name else [name]
            for form, many in (pair for one in spelt for pair in inflected(one)):
                jobs = found.setdefault(form[0], {})
                known = jobs.get(form[1:])
                jobs[form[1:]] = Job(
                    form[1:],
                    kind if known is None or kind in known.kind else f"{known.kind} {kind}",
                    many if known is None else many and known.many,
                )
    return {
        first: tuple(sorted(jobs.values(), key=lambda job: -len(job.rest)))
        for first, jobs in found.items()
    }

"""Templates rendered once for each shape they take, then only filled in: what a hot page is made of.

A context has two parts. The *shape* (flags, kinds, language) decides which markup comes out, and
takes few values; the *holes* (names, dates, ids) are text printed somewhere in it. A template is
rendered once a shape with a mark in each hole; afterwards a page costs one join.

Nothing of one reader can stay in the stencil of another: it is rendered without the request,
from the shape alone, and a template that asks for anything else fails (`Unforeseen`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from django.template import engines
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# A template can't write these characters by itself, and what members type loses them at the door.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_MOST = 4_000

Context = dict[str, Any]
_stencils: dict[tuple[str, Hashable], tuple[list[str], list[str]]] = {}


class Unforeseen(RuntimeError):
    """A template asks a sealed object for what its shape doesn't hold."""


class Sealed:
    """Stands for the request or the user while a stencil is rendered: it has these values only."""

    def __init__(self, **values: object) -> None:
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> object:
        if name.startswith("_") or name in ("resolve_expression", "do_not_call_in_templates"):
            raise AttributeError(name)
        raise Unforeseen(name)

    def __getitem__(self, name: str) -> object:
        raise KeyError(name)  # Django tries this first, then the attribute


def hole(name: str) -> SafeString:
    """The mark of a hole, to be put in a context where its text will be printed."""
    return mark_safe(f"{_OPEN}{name}{_CLOSE}")  # noqa: S308


def fill(
    template: str, shape: Hashable, context: Callable[[], Context], holes: Mapping[str, str]
) -> str:
    """The template as it would be rendered, with these holes.

    `context` builds the marked context of this shape; it is called the first time only. Plain
    strings of `holes` are escaped, safe ones are printed as they are.
    """
    key = (template, shape)
    stencil = _stencils.get(key)
    if stencil is None:
        stencil = _cut(template, context())
        if len(_stencils) >= _MOST:  # shapes are few; a mistake must not eat the memory
            _stencils.clear()
        _stencils[key] = stencil
    literals, names = stencil
    pieces = list(literals)
    pieces[1::2] = [_printed(holes[name]) for name in names]
    return "".join(pieces)


def _printed(text: str) -> str:
    return text if isinstance(text, SafeString) else escape(text)


def _cut(template: str, context: Context) -> tuple[list[str], list[str]]:
    """The template's own text at even places, room for the holes' at odd ones, and their names."""
    rendered = engines["django"].get_template(template).render(context)
    pieces: Sequence[str] = _MARK.split(rendered)
    return list(pieces), list(pieces[1::2])


def forget() -> None:
    """Forget every stencil (settings or templates changed)."""
    _stencils.clear()

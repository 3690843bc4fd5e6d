"""Templates rendered once for each shape they take, then only filled in: the hot pages' way.

Of a context, flags, numbers of items and empty texts decide which markup comes out: that is its
*shape*, and it takes few values. The texts are printed somewhere in it: those are the *holes*. A
template is rendered once a shape, with a mark in each hole; afterwards a page costs one join.
Texts a template compares with others ("question", "doctors") belong to the shape: `kinds`. What a
template works out by itself (`now`, a filter over a text) would be frozen: the context says it.

Nothing of one reader can stay in the stencil of another: it is rendered without the request, from
the shape alone, and a template that asks the reader for anything else fails (`Unforeseen`).
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Collection, Hashable, Mapping
from html import escape
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import engines
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .context import is_unread
from .helplines import help_html
from .marking import mark_of

log = logging.getLogger(__name__)
# Private-use characters: no template holds them.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_MOST = 4_000
_FLAGS = ("is_authenticated", "is_member", "may_write", "is_moderator")

_stencils: dict[Hashable, tuple[list[str], list[str]]] = {}


class Unforeseen(RuntimeError):
    """A template asks for something its shape doesn't hold."""


class _Sealed:
    """Stands for the request or the reader while a stencil is cut: it has these values only."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> object:
        if name.startswith("_") or name in ("resolve_expression", "do_not_call_in_templates"):
            raise AttributeError(name)
        raise Unforeseen(name)


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    kinds: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """As `django.shortcuts.render` for a whole page, many times faster; `context` as in `fill`."""
    if len(get_messages(request)):
        return render(request, template, context, status=status)
    reader = {name: getattr(request.user, name, False) for name in _FLAGS}
    reader["public_id"] = getattr(request.user, "public_id", "")
    theme = request.COOKIES.get("theme", "")
    whole = {
        "user": reader,
        "request": {
            "COOKIES": {"theme": theme if theme in ("dark", "light") else ""},
            "get_full_path": request.get_full_path(),
        },
        "instance_name": settings.TOCTOC_NAME,
        "demo": settings.DEMO,
        "made_at": int(time.time()),
        "help_html": help_html(),
        "mark": mark_of(request),
        "messages": [],
    } | context  # fmt: skip
    if "csrf_token" not in whole:
        whole["csrf_token"] = get_token(request)
    if "unread" not in whole:
        whole["unread"] = is_unread(request)
    try:
        html = fill(template, whole, kinds={*kinds, "theme", "here"})
    except Unforeseen as error:  # slower, never wrong; the tests don't let it happen
        log.warning("%s is rendered whole: %s", template, error)
        return render(request, template, context, status=status)
    return HttpResponse(html, status=status)


def fill(template: str, context: dict[str, Any], *, kinds: Collection[str] = ()) -> SafeString:
    """The template rendered with a context of plain values: texts, numbers, flags, lists, dicts.

    A number prints as it is; one the template reasons about is named in `kinds`.
    """
    shape: list[Hashable] = [template, get_language()]
    holes: dict[str, str] = {}
    _measure(context, "", kinds, shape, holes)
    key = tuple(shape)
    stencil = _stencils.get(key)
    if stencil is None:
        stencil = _cut(template, context, kinds)
        if len(_stencils) >= _MOST:  # shapes are few; a mistake must not eat the memory
            _stencils.clear()
        _stencils[key] = stencil
    literals, names = stencil
    pieces = literals.copy()
    pieces[1::2] = [_printed(holes[name]) for name in names]
    return SafeString("".join(pieces))


def _printed(text: str) -> str:
    return text if isinstance(text, SafeString) else escape(text)


def _measure(
    value: Any, path: str, kinds: Collection[str], shape: list[Hashable], holes: dict[str, str]
) -> None:
    """Sort the leaves of a context into its shape and its holes."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in kinds:
                shape.append((name, repr(item)))
            else:
                shape.append(name)
                _measure(item, f"{path}.{name}", kinds, shape, holes)
    elif isinstance(value, str):
        shape.append(bool(value))
        if value:
            holes[path] = value
    elif value is None or isinstance(value, bool):
        shape.append(repr(value))
    elif isinstance(value, int):
        shape.append(bool(value))
        holes[path] = str(value)
    elif isinstance(value, list | tuple):
        shape.append(len(value))
        for number, item in enumerate(value):
            _measure(item, f"{path}.{number}", kinds, shape, holes)
    else:
        raise Unforeseen(f"{path} is a {type(value).__name__}")


def _marked(value: Any, path: str, kinds: Collection[str]) -> Any:
    """The same context with a mark in place of each text and number."""
    if isinstance(value, dict):
        return {
            name: item if name in kinds else _marked(item, f"{path}.{name}", kinds)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_marked(item, f"{path}.{number}", kinds) for number, item in enumerate(value)]
    if value and isinstance(value, str | int) and not isinstance(value, bool):
        return mark_safe(f"{_OPEN}{path}{_CLOSE}")  # noqa: S308
    return value


def _cut(
    template: str, context: dict[str, Any], kinds: Collection[str]
) -> tuple[list[str], list[str]]:
    """The template's own text at even places, room for the holes at odd ones, and their names."""
    marked = _marked(context, "", kinds)
    for name in ("user", "request"):
        if name in marked:
            marked[name] = _Sealed(marked[name])
    pieces = _MARK.split(engines["django"].get_template(template).render(marked))
    return pieces, pieces[1::2]


def forget() -> None:
    """Forget every stencil (templates or settings changed)."""
    _stencils.clear()

"""Logs that never quote what somebody wrote (Law 5)."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def frames_of(error: BaseException) -> str:
    """Where it happened and of what class, without the message: it may hold a patient's words."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [frames_of(cause), "then:"] if cause is not None else []
    return "\n".join([*before, *lines, _class_of(error)])


def _class_of(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


class Discreet(logging.Formatter):
    """Keeps the frames of an exception and drops its message."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 (the standard library's name)
        return frames_of(ei[1]) if ei[1] is not None else ""

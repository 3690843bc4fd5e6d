"""Queries compiled once. The ORM says what is read and on whose behalf; its SQL is kept, and only
the values change from one call to the next: building the same queryset again costs more than
running it. PostgreSQL keeps its plan too: planning costs it more than reading.

    _UNREAD = Prepared(
        lambda person: Notice.objects.filter(person=person, read_at=None).values_list("ref"),
        person=int,
    )
    rows = _UNREAD(person=7)

Values are numbers, strings or moments. What else changes the SQL (a list's length, a choice of
rules) is a `variant`, compiled apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

# Values that no real row holds: they say where each parameter went in the compiled query.
_NUMBER = 8_070_450_532_247_928_832
_TEXT = "\ue0f2"
_MOMENT = dt.datetime(9998, 1, 1, tzinfo=dt.UTC)


class _Compiled(NamedTuple):
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]
    converters: list[tuple[int, Callable[[Any], Any]]]

    def filled(self, values: Mapping[str, int | str | dt.datetime]) -> list[Any]:
        """The parameters, each of these values in its places."""
        parameters = list(self.parameters)
        for place, name in self.places:
            parameters[place] = _adapted(values[name])
        return parameters

    def run(self, sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
        with _cursor() as cursor:
            cursor.execute(sql, parameters)
            rows = cursor.fetchall()
        return _converted(rows, self.converters) if self.converters else rows


class Prepared:
    """`build(**values)` gives a `values_list` queryset; calling this gives its rows as tuples.

    `values` say the type of each parameter: int, str or dt.datetime.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **values: type) -> None:
        self._build = build
        self._values = values
        self._compiled: dict[tuple[str, Hashable], _Compiled] = {}

    def __call__(
        self, variant: Hashable = None, **values: int | str | dt.datetime
    ) -> list[tuple[Any, ...]]:
        known = self._known(variant)
        return known.run(known.sql, known.filled(values))

    def each(
        self, several: Sequence[Mapping[str, int | str | dt.datetime]], variant: Hashable = None
    ) -> list[tuple[Any, ...]]:
        """The rows for each of several sets of values, one after the other, in one query."""
        known = self._known(variant)
        part = f"SELECT * FROM ({known.sql}) AS part"  # noqa: S608  # the ORM's words only
        sql = " UNION ALL ".join([part] * len(several))
        return known.run(sql, [value for values in several for value in known.filled(values)])

    def _known(self, variant: Hashable) -> _Compiled:
        key = (connection.vendor, variant)
        known = self._compiled.get(key)
        if known is None:
            known = self._compiled[key] = self._compile(variant)
        return known

    def _compile(self, variant: Hashable) -> _Compiled:
        marks: dict[Any, str] = {}
        given: dict[str, Any] = {}
        for number, (name, kind) in enumerate(self._values.items()):
            given[name] = _mark(kind, number)
            marks[_adapted(given[name])] = name
        queryset = self._build(**given) if variant is None else self._build(variant, **given)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        places = tuple(
            (place, marks[value])
            for place, value in enumerate(parameters)
            if isinstance(value, int | str | dt.datetime) and value in marks
        )
        if {name for _, name in places} != set(self._values):
            raise LookupError("a value of this prepared query is not among its parameters")
        expressions = [select[0] for select in compiler.select]
        converters = [
            (place, _one(convert, expression))
            for place, (converts, expression) in compiler.get_converters(expressions).items()
            for convert in converts
        ]
        return _Compiled(sql, tuple(parameters), places, converters)


def _mark(kind: type, number: int) -> int | str | dt.datetime:
    if kind is int:
        return _NUMBER + number
    return f"{_TEXT}{number}" if kind is str else _MOMENT + dt.timedelta(days=number)


def _adapted(value: Any) -> Any:
    """As the database takes it: SQLite keeps moments as text; for PostgreSQL, numbers of different
    sizes would be statements of different types."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, int) and connection.vendor == "postgresql":
        from psycopg.types.numeric import Int8

        return Int8(value)
    return value


def _cursor() -> CursorWrapper:
    """Django's own, unless the backend has one whose statements the database keeps."""
    prepared: Callable[[], CursorWrapper] | None = getattr(connection, "prepared_cursor", None)
    return prepared() if prepared else connection.cursor()


def _one(convert: Callable[..., Any], expression: Any) -> Callable[[Any], Any]:
    """A converter of the ORM as a function of the value alone; the commonest ones made short."""
    if convert.__name__ == "convert_booleanfield_value":
        return bool
    if convert.__name__ == "convert_datetimefield_value" and connection.vendor == "sqlite":
        zone = connection.timezone
        return lambda value: _moment(value).replace(tzinfo=zone)
    return lambda value: convert(value, expression, connection)


def _moment(value: dt.datetime | str) -> dt.datetime:
    """SQLite's driver reads the moments of a column, not those of an expression."""
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value


def _converted(
    rows: list[tuple[Any, ...]], converters: list[tuple[int, Callable[[Any], Any]]]
) -> list[tuple[Any, ...]]:
    """The rows in Python's types, as the ORM would give them. None stays None."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    if not columns:
        return rows
    for place, convert in converters:
        columns[place] = [None if value is None else convert(value) for value in columns[place]]
    return list(zip(*columns, strict=True))

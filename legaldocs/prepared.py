"""Queries compiled once per process.

Building SQL from a queryset costs more than running it on a page of few rows (0.3–1.5 ms each, measured); the queries
of the document page are always the same but for their values. The queryset stays the one place where the query is
written; only its SQL is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

#: Stand-ins while compiling: they must fit every integer column and clash with no constant of a query.
_FIRST_NUMBER = 32_101
_FIRST_TEXT = 0xE100


class Prepared:
    """A ``values_list`` queryset with open places, for example ``Prepared(lambda pk: rows(pk), int)``."""

    def __init__(self, make: Callable[..., models.QuerySet[Any]], *types: type) -> None:
        self.make = make
        self.slots = [
            chr(_FIRST_TEXT + place) if kind is str else _FIRST_NUMBER + place for place, kind in enumerate(types)
        ]
        self.compiled: dict[str, tuple[str, tuple[Any, ...], Any, Any]] = {}

    def rows(self, *values: Any) -> list[Any]:
        """Run the query with these values in its open places."""
        sql, params, compiler, converters = self._compile()
        filled = [self._filled(param, values) for param in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            found: list[Any] = cursor.fetchall()
        if converters:
            found = list(compiler.apply_converters(found, converters))
        return found

    def _filled(self, param: Any, values: Sequence[Any]) -> Any:
        if param in self.slots:
            return values[self.slots.index(param)]
        if isinstance(param, str):  # a pattern of LIKE around an open place
            for slot, value in zip(self.slots, values, strict=True):
                if isinstance(slot, str) and slot in param:
                    return param.replace(slot, connection.ops.prep_for_like_query(value))
        return param

    def _compile(self) -> tuple[str, tuple[Any, ...], Any, Any]:
        key = f"{connection.alias}.{connection.vendor}"
        kept = self.compiled.get(key)
        if kept is None:
            query = self.make(*self.slots).query
            compiler = query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
            converters = compiler.get_converters([column[0] for column in compiler.select])
            # Converters ask the connection they were made for nothing but its vendor's features.
            kept = self.compiled[key] = (sql, tuple(params), compiler, converters)
        return kept


def column_names(model: type[models.Model], *without: str) -> list[str]:
    """Columns of a model in its own order, as ``from_db`` wants them."""
    return [field.attname for field in model._meta.concrete_fields if field.attname not in without]


def instance(model: type[Any], names: list[str], values: Any) -> Any:
    """A model instance of a row of these columns; the others are deferred."""
    return model.from_db(connection.alias, names, values)


@cache
def _insert_of(model: type[models.Model], vendor: str, returns_key: bool) -> tuple[str, str, list[Any], str]:
    """``INSERT`` up to its values, one row of open places, the fields in their order, what it returns."""
    quote = connection.ops.quote_name
    fields: list[Any] = [field for field in model._meta.concrete_fields if not (returns_key and field.primary_key)]
    columns = ", ".join(quote(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    key: Any = model._meta.pk
    back = f" RETURNING {quote(key.column)}" if returns_key else ""
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ", row, fields, back  # noqa: S608


def _values(row: models.Model, fields: Sequence[Any]) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]


def insert_one(row: Any) -> None:
    """Store a new row whose key the database gives. No signal is sent: for rows nothing listens to."""
    model: type[models.Model] = type(row)
    head, places, fields, back = _insert_of(model, connection.vendor, True)
    with connection.cursor() as cursor:
        cursor.execute(f"{head}{places}{back}", _values(row, fields))
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


def insert_rows(*groups: Sequence[models.Model]) -> None:
    """Store new rows, each group of one model in one statement; on PostgreSQL all groups in one round trip.

    Keys that the database gives are not read back. No signal is sent.
    """
    statements: list[tuple[str, list[Any]]] = []
    most = connection.features.max_query_params or 30_000
    for group in groups:
        if not group:
            continue
        gives_key = isinstance(group[0]._meta.pk, models.AutoField)
        head, places, fields, _ = _insert_of(type(group[0]), connection.vendor, gives_key)
        size = max(1, most // len(fields))
        for start in range(0, len(group), size):
            rows = group[start : start + size]
            values = [value for row in rows for value in _values(row, fields)]
            statements.append((head + ", ".join([places] * len(rows)), values))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and statements:
            cursor.execute(";\n".join(sql for sql, _ in statements), [value for _, row in statements for value in row])
            return
        for sql, values in statements:
            cursor.execute(sql, values)

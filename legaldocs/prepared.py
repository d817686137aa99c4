"""Queries compiled once per process.

Building SQL from a queryset costs more than running it on a page of few rows (0.3–1.5 ms each, measured); the queries
of the document page are always the same but for their values. The queryset stays the one place where the query is
written; only its SQL is kept.
"""

from __future__ import annotations

from collections.abc import Callable
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
        filled = [values[self.slots.index(param)] if param in self.slots else param for param in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            found: list[Any] = cursor.fetchall()
        if converters:
            found = list(compiler.apply_converters(found, converters))
        return found

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

"""Wagtail's own search, for the choosers and lists of the admin only.

The stock database backend answers blank, ``"`` and NUL queries with a server error on SQLite (stack.md 2);
the wrapper cleans what reaches it. The public search is ``legaldocs.search``.
"""

from __future__ import annotations

import re
from typing import Any

from modelsearch.backends.database import SearchBackend as database_backend
from wagtail.search.query import PlainText

_UNSAFE = re.compile(r"[^\w\s/.-]+", re.UNICODE)
MAX_QUESTION = 200


def clean_question(query: Any) -> Any:
    """The question reduced to words the database's parser accepts; other query objects pass unchanged."""
    text = query.query_string if isinstance(query, PlainText) else query
    if not isinstance(text, str):
        return query
    cleaned = _UNSAFE.sub(" ", text)[:MAX_QUESTION].strip()
    return PlainText(cleaned, operator=query.operator) if isinstance(query, PlainText) and cleaned else cleaned or "∅"


def SearchBackend(params: dict[str, Any]) -> Any:
    """The database backend of the running engine, with cleaned questions."""
    backend = database_backend(params)
    search, autocomplete = backend.search, backend.autocomplete
    backend.search = lambda query, *args, **kwargs: search(clean_question(query), *args, **kwargs)
    backend.autocomplete = lambda query, *args, **kwargs: autocomplete(clean_question(query), *args, **kwargs)
    return backend

"""A document from one row, and a list with filters and counts, written straight on the tables."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def rows(sql: str, *values: object) -> list[dict[str, object]]:
    """Rows of a query as dictionaries."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def document(request: HttpRequest, slug: str) -> HttpResponse:
    """One document with its whole text, one query."""
    found = rows(
        "SELECT d.number, d.abstract, d.issued_on, e.source_text FROM legaldocs_legaldocument d"
        " JOIN legaldocs_expression e ON e.document_id = d.id WHERE d.slug = %s LIMIT 1",
        slug,
    )
    return render(request, "document.html", {"document": found[0]})


def listing(request: HttpRequest) -> HttpResponse:
    """Twenty documents, filters by year, counts of types and years."""
    year = int(request.GET.get("nam", "0") or 0)
    where = "WHERE live AND (%s = 0 OR year = %s)"
    context = {
        "documents": rows(
            f"SELECT number, abstract, issued_on FROM legaldocs_legaldocument {where} ORDER BY issued_on DESC, id DESC LIMIT 20",
            year,
            year,
        ),
        "total": rows(f"SELECT count(*) AS n FROM legaldocs_legaldocument {where}", year, year)[0]["n"],
        "types": rows(
            f"SELECT document_type AS name, count(*) AS n FROM legaldocs_legaldocument {where} GROUP BY 1", year, year
        ),
        "years": rows(
            "SELECT year AS name, count(*) AS n FROM legaldocs_legaldocument WHERE live GROUP BY 1 ORDER BY 1 DESC"
        ),
    }
    return render(request, "list.html", context)


urlpatterns = [path("van-ban/", listing), path("van-ban/<slug:slug>/", document)]

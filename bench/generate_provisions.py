"""A corpus of millions of made-up provisions in PostgreSQL, to see how the search grows; the same on every run (seeded).

    DATABASE_URL=postgres://…/empty .venv/bin/python bench/generate_provisions.py --provisions 3000000

The database must be migrated and hold no documents. Words are two syllables long and follow Zipf's law, so that a few stand
in nearly every provision and most in few, as in the Pháp điển ("quy định" in 80 %, "xã hội" in 13 %, "kết hôn" in 0.2 %).
Rows go in by COPY and the index is built at the end: this is not how documents are published.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

INITIALS = [
    "b",
    "c",
    "ch",
    "d",
    "g",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
FINALS = [
    "a",
    "an",
    "ang",
    "anh",
    "ao",
    "ap",
    "at",
    "au",
    "ay",
    "e",
    "em",
    "en",
    "eo",
    "i",
    "ia",
    "ich",
    "iem",
    "ien",
    "inh",
    "o",
    "oa",
    "oan",
    "oi",
    "om",
    "on",
    "ong",
    "u",
    "ua",
    "uan",
    "ui",
    "um",
    "ung",
    "uoc",
]
WORDS, ARTICLES, CHUNK = 6_000, 45, 200
HEADING, CLAUSES, CLAUSE = 5, 4, 18


def vocabulary() -> list[str]:
    """Words of two syllables, the most frequent first; each is its own pair."""
    source = random.Random(1)
    syllables = [first + last for first in INITIALS for last in FINALS]
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words[f"{source.choice(syllables)} {source.choice(syllables)}"] = None
    return list(words)


def weights(count: int) -> list[float]:
    """Cumulated weights by Zipf's law."""
    total, sums = 0.0, []
    for rank in range(1, count + 1):
        total += 1 / (rank + 2)
        sums.append(total)
    return sums


def articles(document: int, words: list[str], sums: list[float]) -> Iterator[tuple[str, list[str]]]:
    """Heading and clauses of each article of one document; a document has a subject its words come back to."""
    source = random.Random(document)
    subject = source.choices(words, cum_weights=sums, k=6)
    for _ in range(ARTICLES):
        body = source.choices(words, cum_weights=sums, k=CLAUSES * CLAUSE)
        for place in range(0, len(body), 9):
            body[place] = source.choice(subject)
        heading = [source.choice(subject), *source.choices(words, cum_weights=sums, k=HEADING - 1)]
        yield " ".join(heading), [" ".join(body[n : n + CLAUSE]) for n in range(0, len(body), CLAUSE)]


def fill(provisions: int) -> None:
    """Write everything."""
    from django.db import connection
    from django.utils import timezone

    from legaldocs.models import Expression, LegalDocument, Organization, Provision
    from legaldocs.models.search import DOCUMENT_SHIFT
    from legaldocs.search.tokens import entry_tokens, hashed

    if LegalDocument.objects.exists():
        raise SystemExit("the database holds documents already")
    words, now = vocabulary(), timezone.now()
    sums = weights(len(words))
    issuer, _ = Organization.objects.get_or_create(code="BENCH", defaults={"name": "Cơ quan đo tốc độ"})
    columns = [field.column for field in Provision._meta.concrete_fields]
    entry_columns = ["id", "document_id", "provision_id", "kind", "part", "heading_length", "length", "tokens"]
    documents = -(-provisions // ARTICLES)
    number = 0
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS legaldocs_searchentry_tokens")
    for start in range(0, documents, CHUNK):
        rows, entries = io.StringIO(), io.StringIO()
        made = []
        for serial in range(start + 1, min(start + CHUNK, documents) + 1):
            year = 1990 + serial % 35
            name = " ".join(random.Random(serial).choices(words, cum_weights=sums, k=6))
            made.append(
                LegalDocument(
                    document_type="nghi-dinh", number=f"{serial}/{year}/NĐ-CP", number_key=f"{serial}/{year}/nd-cp",
                    abstract=f"Quy định về {name}", folded=name, issuer=issuer, issued_on=f"{year}-03-01", year=year,
                    slug=f"{serial}-{year}-nd-cp", live=True, status="in_force", first_published_at=now,
                )
            )  # fmt: skip
        made = LegalDocument.objects.bulk_create(made)
        wordings = Expression.objects.bulk_create(
            [Expression(document=document, source_text="", live=True) for document in made]
        )
        for document, wording in zip(made, wordings, strict=True):
            serial = int(document.number.split("/")[0])
            context = f"nghi dinh {serial} {document.year} nd cp {document.folded}"
            _entry(entries, document.pk, 0, None, "document", context, "", "", entry_tokens, hashed, DOCUMENT_SHIFT)
            order = 0
            for place, (heading, clauses) in enumerate(articles(serial, words, sums), 1):
                head, order = number + 1, order + 1
                number += 1
                _provision(rows, columns, number, wording.pk, None, "article", place, heading, "", order, len(clauses))
                for clause, text in enumerate(clauses, 1):
                    number, order = number + 1, order + 1
                    _provision(
                        rows, columns, number, wording.pk, head, "clause", clause, "", text, order, 0, under=place
                    )
                body = " ".join(clauses)
                _entry(entries, document.pk, place, head, "provision", f"dieu {place} {heading}", body, context,
                       entry_tokens, hashed, DOCUMENT_SHIFT)  # fmt: skip
        rows.seek(0)
        entries.seek(0)
        with connection.cursor() as cursor:
            quoted = ", ".join(f'"{column}"' for column in columns)
            cursor.cursor.copy_expert(f"COPY legaldocs_provision ({quoted}) FROM STDIN", rows)
            cursor.cursor.copy_expert(f"COPY legaldocs_searchentry ({', '.join(entry_columns)}) FROM STDIN", entries)
        print(f"{start + len(made):,} of {documents:,} documents", end="\r", file=sys.stderr, flush=True)
    started = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(
            "CREATE INDEX legaldocs_searchentry_tokens ON legaldocs_searchentry USING gin (tokens)"
            " WITH (fastupdate = on, gin_pending_list_limit = 2048)"
        )
        print(f"\nindex built in {time.monotonic() - started:.0f} s", file=sys.stderr)
        cursor.execute("VACUUM (ANALYZE) legaldocs_searchentry")
        cursor.execute("VACUUM (ANALYZE) legaldocs_provision")
        cursor.execute("VACUUM (ANALYZE) legaldocs_legaldocument")


def _entry(out, document, place, provision, kind, heading, body, context, entry_tokens, hashed, shift) -> None:  # type: ignore[no-untyped-def]
    tokens = ",".join(map(str, sorted(map(hashed, entry_tokens(heading, body, context)))))
    out.write(
        f"{document << shift | place}\t{document}\t{provision or chr(92) + 'N'}\t{kind}\t0\t{heading.count(' ') + 1}"
        f"\t{body.count(' ') + 1}\t{{{tokens}}}\n"
    )


def _provision(out, columns, pk, expression, parent, kind, num, heading, text, order, below, under=0) -> None:  # type: ignore[no-untyped-def]
    eid = f"art_{num}" if kind == "article" else f"art_{under}__cl_{num}"
    known = {
        "id": pk, "expression_id": expression, "parent_id": parent or "\\N", "kind": kind, "num": num,
        "marker": f"Điều {num}." if kind == "article" else f"{num}.", "heading": heading, "text": text, "eid": eid,
        "anchor": eid, "order": order, "end_order": order + below, "depth": 0 if kind == "article" else 1, "line": order,
        "text_hash": "", "lineage": "",
    }  # fmt: skip
    out.write("\t".join(str(known.get(column, "\\N")) for column in columns) + "\n")


def main() -> None:
    """Read the arguments and fill the database."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--provisions", type=int, default=3_000_000)
    options = parser.parse_args()
    import django

    django.setup()
    fill(options.provisions)


if __name__ == "__main__":
    main()

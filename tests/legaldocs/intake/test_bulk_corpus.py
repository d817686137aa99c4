"""Documents of the codified law, drawn at random in seven rounds and counted by reading, against what is read of them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from legaldocs.domain.emphasis import escaped
from legaldocs.domain.structure import Kind, Node, parse, walk
from legaldocs.intake.bulk import BulkDocument, iter_bulk
from legaldocs.services.bulk_importing import article_order

TABLE = Path(__file__).parents[1] / "domain" / "reference" / "codified.jsonl"


def wanted() -> dict[tuple[str, str], str]:
    rows = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return {(row["source"].partition(":")[2], row["number"]): row["articles"] for row in rows}


def units(node: Node) -> tuple[int, int]:
    """Khoản and điểm below, quotations left out."""
    clauses = points = 0
    for child in node.children:
        if child.kind is Kind.QUOTE:
            continue
        more = units(child)
        clauses += more[0] + (child.kind is Kind.CLAUSE)
        points += more[1] + (child.kind is Kind.POINT)
    return clauses, points


def articles(text: str) -> str:
    found = []
    for node, _ in walk(parse(text)):
        if node.kind is Kind.ARTICLE and "quote_" not in node.eid:
            clauses, points = units(node)
            found.append(f"{node.num}:{clauses}/{points}")
    return " ".join(found)


def test_every_article_clause_and_point_of_the_codified_documents_is_right(corpus_dir):
    table = wanted()
    numbers = {number for _, number in table}
    with gzip.open(corpus_dir / "phap-dien-2026-01.jsonl.gz", "rb") as lines:
        data = b"".join(line for line in lines if any(number.encode() in line[:200] for number in numbers))
    wrong, seen = [], 0
    for _, document in iter_bulk("a.jsonl", data=data):
        assert isinstance(document, BulkDocument)
        truth = table.get((str(document.extra.get("vbpl_id", "")), document.number))
        if truth is None:
            continue
        seen += 1
        document.articles.sort(key=article_order)  # as the import does: 11/2017/QH14 prints Điều 33 before Điều 32
        found = articles(escaped(document.text()))
        if sorted(found.split()) != sorted(truth.split()):  # rows of the first draws stand in the order of the source
            wrong.append(document.number)
    assert seen == len(table) == 385
    assert wrong == []

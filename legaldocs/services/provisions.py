"""From a parsed text to provision rows, matched by eId so that what points at a provision stays."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat

from legaldocs.domain.text import text_hash
from legaldocs.domain.tree import Kind, Node, Structure
from legaldocs.models import Expression, Provision
from legaldocs.services.provision_rows import insert_first, kept_values

#: Fields that a rebuild may change on a row that stays.
REBUILT_FIELDS = [
    "parent",
    "kind",
    "num",
    "marker",
    "heading",
    "text",
    "anchor",
    "order",
    "end_order",
    "depth",
    "line",
    "text_hash",
    "emphasis",
]
COMPARED_FIELDS = ["parent_id", *REBUILT_FIELDS[1:]]
PARENT, ANCHOR = COMPARED_FIELDS.index("parent_id"), COMPARED_FIELDS.index("anchor")
OUTLINE_KINDS = {Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ARTICLE, Kind.ANNEX, Kind.FORM}
BATCH = 1000


@dataclass(slots=True)
class PlacedNode:
    """A node with its place: position in document order, end of its subtree, depth, parent's position."""

    node: Node
    order: int
    end_order: int
    depth: int
    parent: int | None


def place(structure: Structure) -> list[PlacedNode]:
    """Every node in document order with its place. Iterative: depth of nesting is not limited by the stack."""
    placed: list[PlacedNode] = []
    stack: list[tuple[Node, int, int | None]] = [(node, 0, None) for node in reversed(structure.nodes)]
    while stack:
        node, depth, parent = stack.pop()
        order = len(placed)
        placed.append(PlacedNode(node, order, order, depth, parent))
        if node.children:
            stack.extend((child, depth + 1, order) for child in reversed(node.children))
    for item in reversed(placed):
        if item.parent is not None:
            above = placed[item.parent]
            above.end_order = max(above.end_order, item.end_order)
    return placed


def outline_of(placed: Iterable[PlacedNode]) -> list[list[object]]:
    """Contents list: ``[kind, num, heading, eid, anchor, depth]`` for each unit that has a place in a contents list.

    A text without Điều lists its top clauses instead (directives, dispatches).
    """
    rows: list[list[object]] = []
    has_articles = False
    clauses: list[list[object]] = []
    for item in placed:
        node = item.node
        if "quote_" in node.eid:
            continue
        row: list[object] = [node.kind.value, node.num, node.heading, node.eid, node.anchor, item.depth]
        if node.kind in OUTLINE_KINDS:
            has_articles = has_articles or node.kind is Kind.ARTICLE
            rows.append(row)
        elif node.kind is Kind.CLAUSE and item.depth <= 1:
            row[2] = node.heading or node.text.split("\n", 1)[0][:160]
            clauses.append(row)
    return rows if has_articles else clauses + rows


def write_provisions(expression: Expression, placed: list[PlacedNode]) -> None:
    """Provision rows of a stored wording, matched by eId: a row that stays keeps its primary key and lineage."""
    existing = {row.eid: row for row in expression.provisions.all()}
    if existing:
        _rebuild_rows(expression, placed, existing)
    else:
        insert_first(expression.pk, placed, lineages(expression))


def describe(
    expression: Expression, structure: Structure, placed: list[PlacedNode], noticed: Sequence[dict[str, Any]] = ()
) -> None:
    """Set what a wording says of its own text: contents list, counts, findings (``noticed`` first), text hash."""
    expression.outline = outline_of(placed)
    expression.provision_count = len(placed)
    expression.article_count = sum(
        1 for item in placed if item.node.kind is Kind.ARTICLE and "quote_" not in item.node.eid
    )
    expression.text_hash = text_hash(expression.source_text)
    found = [
        {"code": f.code, "message": f.message, "line": f.line, "severity": f.severity.value} for f in structure.findings
    ]
    present = {(row["code"], row["line"]) for row in found}
    expression.findings = [*(row for row in noticed if (row["code"], row["line"]) not in present), *found]


def _rebuild_rows(expression: Expression, placed: list[PlacedNode], existing: dict[str, Provision]) -> None:
    before = kept_values(existing.values(), COMPARED_FIELDS)
    rows = _rows(expression, placed, existing)
    stale = set(before) - {row.pk for row in rows if row.pk}
    if stale:
        Provision.objects.filter(parent_id__in=stale).update(parent=None)  # or what stays would go with what goes
        expression.provisions.filter(pk__in=stale).delete()
    _free_anchors(row for row in rows if row.pk and row.anchor != before[row.pk][ANCHOR])
    _store(rows, placed, before, stale)


def _rows(expression: Expression, placed: list[PlacedNode], existing: dict[str, Provision]) -> list[Provision]:
    rows = []
    for item in placed:
        node = item.node
        row = existing.get(node.eid) or Provision(expression=expression, eid=node.eid, lineage=str(uuid.uuid4()))
        row.kind, row.num, row.marker = node.kind.value, node.num[:40], node.marker[:255]
        row.heading, row.text, row.anchor, row.line = node.heading, node.text, node.anchor, node.line
        row.order, row.end_order, row.depth = item.order, item.end_order, item.depth
        row.emphasis = node.emphasis or None
        row.text_hash = text_hash(f"{node.heading}\n{node.text}")
        rows.append(row)
    return rows


def lineages(expression: Expression) -> dict[str, str]:
    """Lineage keys of the document's latest other wording, by text hash (where unique) and by eId."""
    others = Expression.objects.filter(document_id=expression.document_id, language=expression.language).exclude(
        pk=expression.pk
    )
    previous = others.order_by("-pk").values_list("pk", flat=True).first()
    if previous is None:
        return {}
    rows = list(Provision.objects.filter(expression_id=previous).values_list("eid", "text_hash", "lineage"))
    counts = Counter(row[1] for row in rows)
    found = {eid: lineage for eid, _, lineage in rows}
    found |= {digest: lineage for _, digest, lineage in rows if counts[digest] == 1}
    return found


def _free_anchors(rows: Iterable[Provision]) -> None:
    """Move anchors that will change out of the way: two rows may exchange theirs in one rebuild."""
    moving = [row.pk for row in rows]
    Provision.objects.filter(pk__in=moving).update(anchor=Concat(Value("~"), F("eid")))


def _store(
    rows: list[Provision], placed: list[PlacedNode], before: dict[int, tuple[object, ...]], stale: set[int]
) -> None:
    """Write new rows and those that changed, level by level: a parent has its key before its children name it."""
    by_depth: dict[int, list[int]] = {}
    for item in placed:
        by_depth.setdefault(item.depth, []).append(item.order)
    changed: list[Provision] = []
    for depth in sorted(by_depth):
        fresh: list[Provision] = []
        for order in by_depth[depth]:
            row, parent = rows[order], placed[order].parent
            row.parent_id = rows[parent].pk if parent is not None else None
            if not row.pk:
                fresh.append(row)
            elif before[row.pk][PARENT] in stale or kept_values([row], COMPARED_FIELDS)[row.pk] != before[row.pk]:
                changed.append(row)
        Provision.objects.bulk_create(fresh, batch_size=BATCH)
    Provision.objects.bulk_update(changed, REBUILT_FIELDS, batch_size=200)

"""How a provision is called in lists and tables: "Điều 5 khoản 2 điểm đ", and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legaldocs.models import Provision

GENERAL = "Chung"
FRAME = {"preface": "Phần mở đầu", "preamble": "Căn cứ ban hành", "conclusions": "Phần ký ban hành"}
IN_PATH = {"annex", "form", "quote", "article", "clause", "point"}


@dataclass(frozen=True)
class ProvisionPath:
    """One provision as a table names it."""

    id: int
    label: str
    heading: str
    order: int
    expression_id: int
    article_id: int
    anchor: str


def provision_paths(expression_ids: Iterable[int]) -> dict[int, ProvisionPath]:
    """Paths of all provisions of some wordings, in document order; one query."""
    rows = (
        Provision.objects.filter(expression_id__in=list(expression_ids))
        .only("pk", "parent_id", "kind", "num", "marker", "heading", "order", "expression_id", "anchor", "eid")
        .order_by("expression_id", "order")
    )
    known: dict[int, Provision] = {}
    paths: dict[int, ProvisionPath] = {}
    for row in rows:
        known[row.pk] = row
        parts, article, node = [_name(row)], row, known.get(row.parent_id or 0)
        while node is not None:
            if node.kind in IN_PATH and row.kind in IN_PATH | {"paragraph", "table"}:
                parts.append(_name(node))
            if node.kind == "article" and article.kind != "article":
                article = node
            node = known.get(node.parent_id or 0)
        label = " ".join(reversed(parts))
        heading = row.heading or article.heading
        paths[row.pk] = ProvisionPath(
            row.pk, label[:1].upper() + label[1:], heading, row.order, row.expression_id, article.pk, row.anchor
        )
    return paths


def _name(row: Provision) -> str:
    if row.eid in FRAME:
        return FRAME[row.eid]
    label = row.label.rstrip(".:")
    return f"{label[:80].rstrip()}…" if len(label) > 81 else label

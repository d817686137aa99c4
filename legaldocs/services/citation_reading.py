"""Citations read again: of texts published before they were read at all, or after the reading has learnt something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q

from legaldocs import rendering
from legaldocs.domain.tree import Kind, Node, Structure
from legaldocs.models import Citation, CitedDocument, Expression
from legaldocs.services.citation_refresh import counted
from legaldocs.services.citation_upkeep import resolve_rows, rows_of_keys
from legaldocs.services.citing import record_citations

KEYS_AT_ONCE = 100


def texts_to_read(*, everything: bool = False) -> list[int]:
    """Published wordings whose citations were never read with this markup; all of them where asked."""
    rows = Expression.objects.filter(live=True).order_by("pk")
    if not everything:
        rows = rows.exclude(rendered__markup=rendering.MARKUP)
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def read_again(expression_id: int) -> int:
    """Find and resolve the citations of a published wording in the provisions it has; how many there are.

    The wording itself is not touched, so this may be done to one that is frozen.
    """
    expression = Expression.objects.select_related("document").without_text().select_for_update(of=("self",))
    row = expression.filter(pk=expression_id, live=True).first()
    if row is None:
        return 0
    structure = Structure(nodes=list(_nodes(rendering.tree(rendering.rows_of(row)))))
    rendering.store(row, structure.nodes, record_citations(row, structure))
    return Citation.objects.filter(expression_id=expression_id).count()


def _nodes(rows: Iterable[rendering.TextNode]) -> Iterator[Node]:
    for row in rows:
        kind, children = Kind(row.kind), list(_nodes(row.children))
        yield Node(
            kind,
            row.num,
            row.marker,
            row.heading,
            row.text,
            row.eid,
            row.anchor,
            children=children,
            emphasis=row.emphasis or "",
        )


def waiting_keys() -> list[str]:
    """What documents are waited for, by key."""
    rows = Citation.objects.waiting().exclude(key="").order_by("key")
    return list(rows.values_list("key", flat=True).distinct())


def resolve_waiting(keys: list[str]) -> Iterator[int]:
    """Look at waiting citations again, some keys at a time; how many were resolved each time."""
    for start in range(0, len(keys), KEYS_AT_ONCE):
        with transaction.atomic():
            yield resolve_rows(rows_of_keys(keys[start : start + KEYS_AT_ONCE]))


def wrong_counts() -> dict[int, tuple[int, int]]:
    """Documents whose kept count differs from the citations: kept and counted. Empty when all is well."""
    wrong = {}
    kept = dict(CitedDocument.objects.values_list("document_id", "documents"))
    cited = Citation.objects.filter(~Q(document=None)).order_by().values_list("document_id", flat=True).distinct()
    documents = sorted({*kept, *(pk for pk in cited if pk is not None)})
    for start in range(0, len(documents), 1000):
        some = documents[start : start + 1000]
        counts = counted(some)
        for pk in some:
            if kept.get(pk, 0) != counts.get(pk, 0):
                wrong[pk] = (kept.get(pk, 0), counts.get(pk, 0))
    return wrong

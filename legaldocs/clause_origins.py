"""Which comments changed a clause: the way back from the law to what people said of its draft.

Comments and answers belong to the app above; they are reached by the related names of a provision. The lineage of a
provision leads from the wording that was changed to the one shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from legaldocs.citations_page import capital
from legaldocs.domain.uris import anchor_from_eid, unit_eid, words_of_eid
from legaldocs.models import Provision
from legaldocs.reading_page import Reading

MOST_SHOWN = 60


@dataclass(frozen=True)
class Origin:
    """One clause of the wording shown that an answer to comments has changed."""

    clause: str
    url: str
    decision: str
    comments: int
    answer_url: str


def clause_origins(reading: Reading, unit: Provision | None = None) -> list[Origin]:
    """Clauses of the wording shown, or of one unit of it, that were changed after comments; in the order of the text.

    Nothing is asked for a document that was never put out for consultation.
    """
    if reading.expression is None or not reading.consultations:
        return []
    answers = _answers([page.pk for page in reading.consultations])
    if not answers:
        return []
    here = Provision.objects.filter(
        expression_id=reading.expression.pk, lineage__in={row["lineage"] for row in answers}
    )
    if unit is not None:
        here = here.filter(order__gte=unit.order, order__lte=unit.end_order)
    eids = dict(here.order_by("-order").values_list("lineage", "eid"))
    order = {eid: place for place, eid in enumerate(here.order_by("order").values_list("eid", flat=True))}
    rows = [(order[eids[row["lineage"]]], row) for row in answers if row["lineage"] in eids]
    rows.sort(key=lambda item: (item[0], item[1]["responses__pk"]))
    return [_origin(reading, eids[row["lineage"]], row) for _, row in rows[:MOST_SHOWN]]


def _answers(consultations: Iterable[int]) -> list[dict[str, Any]]:
    """Published answers that changed a clause, with how many public comments each answers; one query."""
    if not hasattr(Provision, "responses"):
        return []
    rows: Any = Provision.objects.filter(
        responses__consultation__in=list(consultations), responses__published_at__isnull=False
    ).exclude(lineage="")
    counted = Count("responses__comments", filter=Q(responses__comments__state="published"))
    return list(
        rows.order_by()
        .values("lineage", "responses__pk", "responses__decision", "responses__consultation")
        .annotate(comments=counted)
        .filter(comments__gt=0)
    )


def _origin(reading: Reading, eid: str, row: dict[str, Any]) -> Origin:
    field = Provision._meta.get_field("responses").related_model._meta.get_field("decision")  # type: ignore[union-attr]
    unit, anchor = anchor_from_eid(unit_eid(eid)), anchor_from_eid(eid)
    wording = "" if reading.is_current_expression else f"?phien-ban={reading.expression.pk}"  # type: ignore[union-attr]
    page = next(page for page in reading.consultations if page.pk == row["responses__consultation"])
    pk = row["responses__pk"]
    return Origin(
        clause=capital(words_of_eid(eid)),
        url=f"{reading.url}{unit}/{wording}{f'#{anchor}' if anchor != unit else ''}",
        decision=str(dict(field.flatchoices).get(row["responses__decision"], "")),  # type: ignore[union-attr]
        comments=row["comments"],
        answer_url=f"{page.get_absolute_url()}tra-loi/?tra-loi={pk}#tra-loi-{pk}",
    )

"""Publishing of wordings and documents: one transaction each, side effects after commit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from legaldocs import rendering
from legaldocs.compliance import blocking_failures
from legaldocs.domain.citations import Citation
from legaldocs.domain.structure import parse
from legaldocs.domain.text import nfc, text_hash
from legaldocs.domain.tree import Structure
from legaldocs.errors import FrozenExpression, NotPublishable
from legaldocs.models import Expression, LegalDocument
from legaldocs.search.indexing import index_documents, remove_documents
from legaldocs.services.citation_upkeep import documents_left
from legaldocs.services.citing import record_citations
from legaldocs.services.provision_rows import insert_first
from legaldocs.services.provisions import PlacedNode, describe, lineages, place, write_provisions
from legaldocs.services.validity import refresh_status, refresh_statuses
from legaldocs.services.wording_check import refuse_posting
from legaldocs.signals import document_published, expression_published


@transaction.atomic
def publish_expression(
    *,
    expression: Expression,
    user: Any = None,
    index: bool = True,
    structure: Structure | None = None,
    citations: Sequence[Citation] | None = None,
    noticed: Sequence[dict[str, Any]] = (),
) -> Expression:
    """Make the wording's source text public: provisions, contents list and index rows are derived anew from it.

    Rows are matched by eId, so what points at a provision stays. Raises ``FrozenExpression`` when the wording has been
    posted for consultation and its text differs. ``index=False`` leaves the search index to the caller (bulk import);
    ``structure`` is what was parsed from this very text and ``citations`` what was found in it, where the caller has
    them; ``noticed`` are findings of reading its file, kept before those of the text. A wording not yet stored is
    stored once.
    """
    expression.source_text = nfc(expression.source_text)
    if expression.pk:
        _refuse_frozen(expression)
    structure = structure or parse(expression.source_text)
    placed = _made_public(expression, structure, noticed)
    arrives = expression.pk is None
    expression.save()
    if arrives:
        insert_first(expression.pk, placed, lineages(expression))
    else:
        write_provisions(expression, placed)
    rendering.store(expression, structure.nodes, record_citations(expression, structure, citations))
    if index:
        index_documents([expression.document_id])
    expression_published.send(sender=Expression, expression=expression)
    return expression


def publish_first_wording(
    expression: Expression,
    *,
    structure: Structure | None = None,
    citations: Sequence[Citation] | None = None,
    noticed: Sequence[dict[str, Any]] = (),
) -> None:
    """``publish_expression`` for the wording of a document that was stored in the same transaction, the caller's: there
    is nothing yet to compare with, and the index is left to the caller."""
    expression.source_text = nfc(expression.source_text)
    structure = structure or parse(expression.source_text)
    placed = _made_public(expression, structure, noticed)
    expression.save()
    insert_first(expression.pk, placed, {})
    rendering.store(expression, structure.nodes, record_citations(expression, structure, citations, arrives=True))
    expression_published.send(sender=Expression, expression=expression)


def _made_public(expression: Expression, structure: Structure, noticed: Sequence[dict[str, Any]]) -> list[PlacedNode]:
    """A wording marked as public and described by its text, not stored; answers its provisions with their places."""
    first = not expression.live or expression.first_published_at is None
    expression.live = True
    expression.has_unpublished_changes = False
    expression.last_published_at = timezone.now()
    if first:
        expression.first_published_at = expression.last_published_at
    placed = place(structure)
    describe(expression, structure, placed, noticed)
    return placed


def _refuse_frozen(expression: Expression) -> None:
    stored = Expression.objects.select_for_update().only("posted_at", "source_text").get(pk=expression.pk)
    if stored.posted_at and stored.source_text != expression.source_text:
        raise FrozenExpression(
            f"{expression.name} đã được đăng lấy ý kiến nên không thể sửa. Hãy tạo dự thảo mới cho phần thay đổi."
        )


@transaction.atomic
def post_expression(*, expression: Expression, now: datetime.datetime) -> Expression:
    """Freeze a wording for consultation: published if it was not, then never changed again. Idempotent.

    Raises ``NotPublishable`` while the fidelity report names an error that nobody settled.
    """
    stored = Expression.objects.select_for_update().get(pk=expression.pk)
    if stored.posted_at is None:
        refuse_posting(stored)
        if not stored.live or not stored.provision_count or stored.text_hash != text_hash(stored.source_text):
            publish_expression(expression=stored)
        stored.posted_at = now
        stored.save(update_fields=["posted_at"])
    expression.posted_at = stored.posted_at
    return stored


def refuse_blocked(document: LegalDocument) -> None:
    """Raise ``NotPublishable`` naming each blocker rule that a stored document fails."""
    failures = blocking_failures(document)
    if failures:
        raise NotPublishable("Chưa thể công khai văn bản: " + " ".join(failures), failures)


@transaction.atomic
def publish_document(
    *,
    document: LegalDocument,
    user: Any = None,
    revision: bool = True,
    index: bool = True,
    on: datetime.date | None = None,
) -> LegalDocument:
    """Make a saved document public and compute its validity.

    Raises ``NotPublishable`` naming each blocker rule that fails; nothing is stored then. ``revision=False`` skips the
    Wagtail revision (bulk import), ``index=False`` leaves the search index to the caller.
    """
    refuse_blocked(document)
    if revision:
        document.save_revision(user=user).publish(user=user)  # the published signal calls after_document_published
        document.refresh_from_db()
        return document
    document.live = True
    document.has_unpublished_changes = False
    document.last_published_at = timezone.now()
    document.first_published_at = document.first_published_at or document.last_published_at
    document.save()
    after_document_published(document, on=on, index=index)
    return document


def after_document_published(document: LegalDocument, *, on: datetime.date | None = None, index: bool = True) -> None:
    """What follows every publication, also one made by Wagtail itself: validity of it and of what it acts on, index."""
    today = on or timezone.localdate()
    refresh_status(document, today)
    targets = list(document.outgoing_relations.exclude(target=None).values_list("target_id", flat=True))
    if targets:
        refresh_statuses(today, [pk for pk in targets if pk])
    if index:
        index_documents([document.pk])
    document_published.send(sender=LegalDocument, document=document)


def after_document_unpublished(document: LegalDocument, *, on: datetime.date | None = None) -> None:
    """What follows when a document is taken back: out of the index, its effects on others gone."""
    remove_documents([document.pk])
    documents_left([document])
    targets = list(document.outgoing_relations.exclude(target=None).values_list("target_id", flat=True))
    refresh_statuses(on or timezone.localdate(), [pk for pk in targets if pk])

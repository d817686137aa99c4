"""A document that comes into the corpus with its wording: every row is written once, public at once where asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from legaldocs.domain.citations import Citation
from legaldocs.domain.metadata import Signer as ReadSigner
from legaldocs.domain.tree import Structure
from legaldocs.models import Expression, LegalDocument, Organization, Signer, Subject
from legaldocs.search.indexing import index_documents
from legaldocs.services.legal_bases import link_waiting_relations, propose_acts, propose_legal_bases
from legaldocs.services.publishing import publish_first_wording, refuse_blocked
from legaldocs.services.validity import refresh_status, status_of
from legaldocs.signals import document_published


@dataclass(frozen=True, slots=True)
class Arrival:
    """What comes in beside the record itself: others who issued it, who signed, its fields, what it cites."""

    joint_issuers: Sequence[Organization] = ()
    signers: Sequence[ReadSigner] = ()
    subjects: Sequence[Subject] = ()
    citations: Sequence[Citation] = ()
    findings: Sequence[dict[str, Any]] = ()
    structure: Structure | None = None


def arrive(
    document: LegalDocument,
    expression: Expression,
    arrival: Arrival,
    *,
    public: bool,
    keep: Callable[[LegalDocument], None],
    user: Any = None,
    index: bool = True,
) -> None:
    """Store a new record with its wording; the caller holds the transaction. ``keep`` stores its file.

    ``public`` publishes both; raises ``NotPublishable`` naming the blocker rules that fail, and the caller rolls back.
    ``index=False`` leaves the search index to the caller.
    """
    today = timezone.localdate()
    document.live = public
    if public:
        document.first_published_at = document.last_published_at = timezone.now()
        document.has_unpublished_changes = False
        document.status, document.status_on = status_of(document, today, ()).status.value, today
    if arrival.joint_issuers:
        document.joint_issuers.set(arrival.joint_issuers)
    if arrival.subjects:
        document.subjects.set(arrival.subjects)
    document.save()
    Signer.objects.bulk_create(
        Signer(document=document, name=s.name[:100], title=s.title[:200], authority=s.authority[:60], sort_order=number)
        for number, s in enumerate(arrival.signers)
    )
    propose_legal_bases(document, arrival.citations, arrival.structure)
    propose_acts(document, arrival.structure, arrival.citations)
    named_before = link_waiting_relations(document)
    keep(document)
    expression.document = document
    if not public:
        expression.live, expression.findings = False, list(arrival.findings)
        expression.save()
        return
    publish_first_wording(
        expression, structure=arrival.structure, citations=arrival.citations or None, noticed=arrival.findings
    )
    refuse_blocked(document)
    if named_before:
        refresh_status(document, today)
    if index:
        index_documents([document.pk])
    document_published.send(sender=LegalDocument, document=document, arrives=True)

"""What the first page shows: open consultations, answered ones, new documents, sections. A fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import AgencyInvitation, Comment, CommentState, ConsultationPage, ConsultationState, Response
from legaldocs.models import LegalDocument

if TYPE_CHECKING:
    from home.models import HomePage

OPEN_SHOWN = 5
ANSWERED_SHOWN = 3
DOCUMENTS_SHOWN = 6


def front_page(home: HomePage, request: HttpRequest) -> dict[str, Any]:
    """The context of the first page."""
    return {
        "search_examples": [
            {"text": text, "url": f"{search_address()}?{urlencode({'q': text})}"} for text in home.example_questions
        ],
        "open_consultations": open_consultations(),
        "answered_consultations": answered_consultations(),
        "new_documents": new_documents(),
        "sections": sections(home, request),
        "consultations_url": reverse("consultations:consultation_list"),
    }


def search_address() -> str:
    """The search page in the language of the page."""
    try:
        return reverse("legaldocs:search")
    except NoReverseMatch:
        return "/tim-kiem/"


def _count(rows: QuerySet[Any], by: str = "consultation") -> Coalesce:
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _visible() -> QuerySet[ConsultationPage]:
    published = Comment.objects.filter(state=CommentState.PUBLISHED)
    return (
        ConsultationPage.objects.live()
        .public()
        .annotate(comment_count=_count(published), invited=_count(AgencyInvitation.objects.all()))
    )


def open_consultations() -> list[dict[str, Any]]:
    """Consultations that accept comments at this moment, the one that closes first on top."""
    now = timezone.now()
    rows = (
        _visible()
        .filter(state=ConsultationState.OPEN, opens_at__lte=now, closes_at__gt=now)
        .order_by("closes_at", "pk")
    )
    return [
        {
            "url": page.get_absolute_url(),
            "title": page.title,
            "summary": page.summary,
            "closes_at": page.closes_at,
            "comment_count": page.comment_count,
            "asked": _asked(page.invited),
        }
        for page in rows[:OPEN_SHOWN]
    ]


def _asked(invited: int) -> str:
    if not invited:
        return _("every organization and person")
    return ngettext(
        "every organization and person; %(n)s agency by letter",
        "every organization and person; %(n)s agencies by letter",
        invited,
    ) % {"n": invited}


def answered_consultations() -> list[dict[str, Any]]:
    """Consultations whose comments were answered, newest first, with what was accepted and what explained."""
    published = Response.objects.filter(published_at__isnull=False)
    comments = Comment.objects.filter(response__published_at__isnull=False)
    rows = (
        _visible()
        .filter(state__in=[ConsultationState.ANSWERED, ConsultationState.ENACTED])
        .annotate(
            accepted=_count(comments.filter(response__decision__in=["tiep_thu", "tiep_thu_mot_phan"])),
            explained=_count(comments.filter(response__decision="giai_trinh")),
            changed=_count(published.filter(Q(changed_provision__isnull=False) | ~Q(resulting_wording=""))),
        )
        .order_by("-answered_at", "-pk")
    )
    return [
        {
            "url": page.get_absolute_url(),
            "title": page.title,
            "summary": page.outcome or page.summary,
            "answered_at": page.answered_at,
            "comment_count": page.comment_count,
            "accepted": page.accepted,
            "explained": page.explained,
            "changed": page.changed,
        }
        for page in rows[:ANSWERED_SHOWN]
    ]


def new_documents() -> list[dict[str, Any]]:
    """The documents issued last."""
    rows = LegalDocument.objects.public().issued().for_listing().order_by("-issued_on", "-pk")[:DOCUMENTS_SHOWN]
    return [
        {
            "url": document.get_absolute_url(),
            "number": document.number,
            "type_name": document.type_name,
            "abstract": document.abstract,
            "issuer": str(document.issuer) if document.issuer_id else "",
            "issued_on": document.issued_on,
            "status": document.status,
            "sample": document.is_sample,
        }
        for document in rows
    ]


def sections(home: HomePage, request: HttpRequest) -> list[dict[str, str]]:
    """The sections the editors placed on the first page; pages that are not public are left out."""
    found = []
    for section in home.sections.select_related("page__locale") if home.pk else []:
        page = section.page
        if page is not None and not page.live:
            continue
        url = page.get_url(request) if page is not None else section.url
        if url:
            found.append({"title": section.title or page.title, "url": url, "text": section.text})
    return found

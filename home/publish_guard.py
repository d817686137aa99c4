"""Refuses to publish in the admin what breaks a blocker rule. What was typed is already saved as a draft by then."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from wagtail.models import Page

from consultations.compliance import blocking_failures as consultation_failures
from consultations.models import ConsultationPage
from legaldocs.compliance import blocking_failures as document_failures
from legaldocs.models import LegalDocument


def failures_of(instance: Any) -> list[str]:
    """Blocker rules that stand against publishing this page or document."""
    specific = instance.specific if type(instance) is Page else instance
    if isinstance(specific, ConsultationPage):
        return consultation_failures(specific)
    if isinstance(specific, LegalDocument):
        return document_failures(specific)
    return []


def refuse_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Message and way back for a consultation that may not be published; None lets it pass."""
    failures = failures_of(page)
    return _back(request, failures, reverse("wagtailadmin_pages:edit", args=[page.pk])) if failures else None


def refuse_snippet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Message and way back for a document that may not be published; None lets it pass."""
    failures = failures_of(instance)
    if not failures:
        return None
    return _back(request, failures, reverse("wagtailsnippets_legaldocs_legaldocument:edit", args=[instance.pk]))


def _back(request: HttpRequest, failures: list[str], url: str) -> HttpResponse:
    items = format_html_join("", "<li>{}</li>", ((failure,) for failure in failures))
    text = format_html(
        "Chưa công khai được; nội dung vừa nhập đã được lưu thành bản nháp. Quy định chưa đạt:<ul>{}</ul>", items
    )
    messages.error(request, text)
    return redirect(url)

"""Who may open which screen, and the rows that every screen begins with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from legaldocs.models import Expression, LegalDocument

LIST_URL = "wagtailsnippets_legaldocs_legaldocument:list"
EDIT_URL = "wagtailsnippets_legaldocs_legaldocument:edit"
LARGEST_KEY = 2**63 - 1
View = Callable[..., HttpResponse]


def staff_view(*allowed: Callable[[Any], bool]) -> Callable[[View], View]:
    """Only for users for whom every predicate holds; others get the refusal of the admin."""

    def decorate(view: View) -> View:
        @wraps(view)
        @never_cache
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not all(may(request.user) for may in allowed):
                raise PermissionDenied
            if any(isinstance(key, int) and key > LARGEST_KEY for key in kwargs.values()):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def document_or_404(pk: int) -> LegalDocument:
    """The document without its long fields."""
    return get_object_or_404(LegalDocument.objects.for_listing(), pk=pk)


def wording_or_404(pk: int, expression: int) -> Expression:
    """The wording of that document with its last revision."""
    rows = Expression.objects.select_related("document", "document__issuer", "latest_revision__user", "locked_by")
    return get_object_or_404(rows, pk=expression, document_id=pk)


def ids_of(values: list[str]) -> list[int]:
    """Row numbers out of a form; what is none is left out."""
    return [int(value) for value in values[:5000] if value.isdecimal() and len(value) < 19]


def crumbs(*items: tuple[str, str]) -> list[dict[str, Any]]:
    """The way from the home of the admin: (address, label) pairs, the last one being this page."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    return [home, *({"url": url, "label": label} for url, label in items)]


def document_crumbs(document: LegalDocument, *items: tuple[str, str]) -> list[dict[str, Any]]:
    """The way to a screen of one document."""
    name = document.citation_name if document.number else document.full_title
    return crumbs(
        (reverse(LIST_URL), _("Legal documents")),
        (reverse(EDIT_URL, args=[document.pk]), name if len(name) <= 80 else f"{name[:78]}…"),
        *items,
    )

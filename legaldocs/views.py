"""Public pages of the corpus."""

from django.http import HttpRequest, HttpResponse


def document_list(request: HttpRequest) -> HttpResponse:
    """List of documents."""
    return HttpResponse("")


def document_detail(request: HttpRequest, document_type: str, year: int, slug: str) -> HttpResponse:
    """One document."""
    return HttpResponse("")

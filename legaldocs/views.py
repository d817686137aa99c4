"""Public pages of the corpus: the list, one document, one article, the whole text, a file."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from legaldocs import article_page, citations_page, document_context, list_context
from legaldocs.caching import public_page
from legaldocs.domain.emphasis import without_marks
from legaldocs.domain.numbers import number_key, number_slug
from legaldocs.domain.text import slugify
from legaldocs.domain.types import DocumentType
from legaldocs.forms import ListingQuery
from legaldocs.listing import list_documents, visible_documents
from legaldocs.models import DocumentFile, Expression, LegalDocument
from legaldocs.reading_page import Reading, document_at, read_document
from legaldocs.rendering import body_html, whole_body
from portal.malware import opened

TYPES = {kind.value for kind in DocumentType}
MAX_SAME_NUMBER = 100
ANCHOR = re.compile(r"[a-z0-9-]{1,255}")


@public_page
def document_list(request: HttpRequest) -> HttpResponse:
    """``/van-ban/``: documents with filters, counts and order. Any query gives a list."""
    listing = list_documents(ListingQuery.read(request.GET))
    response = render(request, "legaldocs/document_list.html", list_context.context(listing))
    response.changed_at = listing.changed_at  # type: ignore[attr-defined]
    return response


@public_page
def document_detail(request: HttpRequest, document_type: str, year: int, slug: str) -> HttpResponse:
    """``/van-ban/<loại>/<năm>/<số>/``: one document. Other spellings of the address lead here."""
    found = find_document(document_type, year, slug)
    if isinstance(found, str):
        return redirect(found, permanent=True)
    reading = _reading(request, found)
    response = render(request, "legaldocs/document_detail.html", document_context.context(request, reading))
    response.changed_at = _changed_at(reading)  # type: ignore[attr-defined]
    return response


@public_page
def article_detail(request: HttpRequest, document_type: str, year: int, slug: str, anchor: str) -> HttpResponse:
    """``/van-ban/…/dieu-10/``: one article, chapter or annex with its neighbours."""
    found = find_document(document_type, year, slug)
    document = _resolved(found)
    clean = "--".join(slugify(part) for part in anchor.split("--"))
    if isinstance(found, str) or clean != anchor:
        return redirect(
            "legaldocs:article_detail",
            document.document_type,
            document.year,
            document.slug,
            clean or "x",
            permanent=True,
        )
    reading = _reading(request, document)
    unit = article_page.find_unit(reading, anchor)
    if unit is None:
        raise Http404
    if unit.anchor != anchor:  # khoản, điểm: on the page of their article
        return redirect(f"{article_page.unit_url(reading, unit.anchor)}#{anchor}", permanent=True)
    context = document_context.frame(request, reading) | article_page.context(request, reading, unit)
    response = render(request, "legaldocs/article_detail.html", context)
    response.changed_at = _changed_at(reading)  # type: ignore[attr-defined]
    return response


@public_page
def full_text(request: HttpRequest, document_type: str, year: int, slug: str) -> HttpResponse:
    """``/van-ban/…/toan-van/``: everything on one page, for printing and saving."""
    found = find_document(document_type, year, slug)
    if isinstance(found, str):
        return redirect(f"{found}toan-van/", permanent=True)
    reading = _reading(request, found)
    body = ""
    if reading.expression is not None:
        rendered = reading.rendered
        whole = rendered is not None and rendered.is_whole
        body = body_html(rendered, reading.url) if whole and rendered else whole_body(reading.expression)
    context = document_context.frame(request, reading) | {"body": body}
    response = render(request, "legaldocs/full_text.html", context)
    response.changed_at = _changed_at(reading)  # type: ignore[attr-defined]
    return response


@public_page
def citing_documents(request: HttpRequest, document_type: str, year: int, slug: str) -> HttpResponse:
    """``/van-ban/…/duoc-dan-chieu/``: who cites the document, or with ``?don-vi=dieu-10`` one article of it."""
    found = find_document(document_type, year, slug)
    if isinstance(found, str):
        return redirect(f"{found}duoc-dan-chieu/", permanent=True)
    reading = _reading(request, found)
    unit = citations_page.unit_at(reading, request.GET.get("don-vi", ""))
    page = citations_page.citing_page(found, unit.eid if unit else "", request.GET.get("page"))
    context = document_context.frame(request, reading) | {
        "crumbs": list_context.crumbs(
            {"title": document_context.citation(found), "url": reading.url}, {"title": gettext("Cited by"), "url": ""}
        ),
        "unit_name": article_page.unit_label(unit) if unit else "",
        "unit_url": article_page.unit_url(reading, unit.anchor) if unit else "",
        "all_url": citations_page.list_url(found),
        "page": page,
        "rows": citations_page.citing_rows(found, unit.eid if unit else "", page),
    }
    return render(request, "legaldocs/citing_documents.html", context)


@public_page
def print_styles(request: HttpRequest, document_type: str, year: int, slug: str) -> HttpResponse:
    """``/van-ban/…/in.css``: number and date of the document on top of every printed sheet."""
    document = _resolved(find_document(document_type, year, slug))
    return HttpResponse(document_context.print_css(document), content_type="text/css; charset=utf-8")


@public_page
def qr_code(request: HttpRequest, document_type: str, year: int, slug: str) -> HttpResponse:
    """``/van-ban/…/ma-qr.svg``: the official address of a document, or of the unit ``don-vi``, to be read off paper."""
    document = _resolved(find_document(document_type, year, slug))
    unit = request.GET.get("don-vi", "")
    if unit and not ANCHOR.fullmatch(unit):
        raise Http404
    address = request.build_absolute_uri(document.get_absolute_url() + (f"{unit}/" if unit else ""))
    import segno  # rarely asked for: most pages are never printed

    picture = BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", border=4, scale=4, light="#fff", xmldecl=False)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@public_page
def documents_by_number(request: HttpRequest, number: str) -> HttpResponse:
    """``/van-ban/so/<number in any spelling>/``: the document, or the choice among several of that number."""
    key = number_key(number)[:100]
    documents: list[LegalDocument] = []
    if key:
        rows = visible_documents().select_related("issuer").defer("folded").order_by("-issued_on", "-pk")
        documents = list(rows.filter(number_key=key)[:MAX_SAME_NUMBER])
        documents = documents or list(rows.filter(slug=number_slug(number))[:MAX_SAME_NUMBER])
    if not documents:
        raise Http404
    if len(documents) == 1:
        return redirect(documents[0])
    context = {
        "number": documents[0].number,
        "documents": [list_context.row(document) for document in documents],
        "crumbs": list_context.crumbs({"title": documents[0].number, "url": ""}),
    }
    return render(request, "legaldocs/documents_by_number.html", context)


@require_safe
def file_download(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """``/van-ban/tep/<id>/``: one file of a public document, under its own name."""
    if pk > 2**62:
        raise Http404
    file = DocumentFile.objects.filter(pk=pk, document__in=visible_documents()).first()
    if file is None:
        raise Http404
    etag = f'"{file.sha256}"' if file.sha256 else None
    early = get_conditional_response(request, etag=etag)
    if isinstance(early, HttpResponseNotModified):
        return early
    try:
        content = opened(file.file)
    except (OSError, ValueError) as error:
        raise Http404 from error
    name = file.original_name or str(file.file.name).rsplit("/", 1)[-1]
    response = FileResponse(content, as_attachment=True, filename=name.replace("\n", " ").replace("\r", " "))
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=3600"
    return response


def text_file(request: HttpRequest, document_type: str, year: int, slug: str) -> HttpResponse:
    """``/van-ban/…/toan-van.txt``: the wording as a plain text file to keep."""
    found = find_document(document_type, year, slug)
    if isinstance(found, str):
        return redirect(f"{found}toan-van.txt", permanent=True)
    reading = _reading(request, found)
    if reading.expression is None:
        raise Http404
    text = Expression.objects.values_list("source_text", flat=True).get(pk=reading.expression.pk)
    response = HttpResponse(without_marks(text), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.txt"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


def find_document(document_type: str, year: int, slug: str) -> LegalDocument | str:
    """The document at an address, or the right address when it was spelt otherwise. Raises ``Http404``."""
    if not 1 <= year <= 9999:
        raise Http404
    document = document_at(document_type, year, slug) if document_type in TYPES and "\x00" not in slug else None
    if document is not None:
        return document
    clean_type = slugify(document_type)
    if clean_type in TYPES:
        plain = slugify(slug)[:200]
        spellings = {plain, number_slug(slug[:200]), re.sub(r"^0+(?=\d)", "", plain)}  # 02-CT-BNV is 2-ct-bnv
        document = visible_documents().filter(document_type=clean_type, year=year, slug__in=spellings).first()
        document = document or _issued_draft(clean_type, year, spellings)
        if document is not None:
            return document.get_absolute_url()
    raise Http404


def _issued_draft(document_type: str, year: int, spellings: set[str]) -> LegalDocument | None:
    """A document that was public as a draft keeps that address all its life; its number leads there too."""
    rows = visible_documents().filter(document_type=document_type, issued_on__year=year, slug__startswith="du-thao-")
    return next((row for row in rows[:200] if row.number and number_slug(row.number) in spellings), None)


def _resolved(found: LegalDocument | str) -> LegalDocument:
    if isinstance(found, LegalDocument):
        return found
    document_type, year, slug = found.strip("/").split("/")[-3:]
    return visible_documents().get(document_type=document_type, year=year, slug=slug)


def _reading(request: HttpRequest, document: LegalDocument) -> Reading:
    wanted = request.GET.get("phien-ban", "")
    expression_id = None
    if wanted:
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 18):
            raise Http404(gettext("There is no such wording."))
        expression_id = int(wanted)
    reading = read_document(document, on=timezone.localdate(), expression_id=expression_id)
    if reading is None:
        raise Http404(gettext("There is no such wording."))
    return reading


def _changed_at(reading: Reading) -> Any:
    """The last change of anything shown; validity is shown as of today, so never before this day began."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    made = [reading.rendered.made_at] if "rendered" in reading.__dict__ and reading.rendered else []
    return max(reading.changed_at, midnight, *made)

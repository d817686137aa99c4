"""What the pages of one document show: titles, the seven fields of Article 10.1.e, actions, parts, machine data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from legaldocs.addresses import address_in
from legaldocs.citations_page import list_url
from legaldocs.clause_origins import clause_origins
from legaldocs.domain.dates import format_date
from legaldocs.list_context import crumbs, type_word
from legaldocs.models import LegalDocument
from legaldocs.reading_page import Reading
from legaldocs.rendering import body_html, contents_html
from legaldocs.structured_data import dublin_core, json_ld, legislation
from portal.templatetags.portal_tags import file_size


def frame(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    """What every page of a document needs: title block, status, addresses."""
    document = reading.document
    url = reading.url
    parts = (document.document_type, document.year, document.slug)
    permanent = request.build_absolute_uri(url)
    return {
        "reading": reading,
        "document": document,
        "citation": citation(document),
        "status": None if reading.is_draft else reading.status.status.value,
        "url": url,
        "permanent_url": permanent,
        "citation_text": citation_text(reading, permanent),
        "full_text_url": address_in("legaldocs:full_text", *parts) + _expression_query(reading),
        "qr_url": address_in("legaldocs:qr_code", *parts),
        "print_css_url": address_in("legaldocs:print_styles", *parts),
        "crumbs": crumbs({"title": citation(document), "url": url}),
        "consultations": [_consultation(request, page) for page in reading.consultations],
    }


def context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    """Everything ``legaldocs/document_detail.html`` expects."""
    rendered = reading.rendered
    values = frame(request, reading)
    url = values["url"]
    values |= {
        "properties": properties(reading),
        "files": reading.files,
        "main_file": reading.files[0] if reading.files else None,
        "relations": reading.relations,
        "relation_count": sum(group.count for group in reading.relations),
        "cited_count": getattr(reading.document, "cited_count", 0),
        "cited_url": list_url(reading.document),
        "origins": clause_origins(reading),
        "history": history(reading),
        "body": body_html(rendered, url) if rendered else "",
        "contents": contents_html(rendered, url) if rendered and rendered.contents else "",
        "is_whole": rendered.is_whole if rendered else True,
        "next_url": f"{url}{rendered.next_anchor}/{_expression_query(reading)}"
        if rendered and rendered.next_anchor
        else "",
        "dublin_core": dublin_core(reading, request.build_absolute_uri),
        "json_ld": json_ld(legislation(reading, request.build_absolute_uri)),
        "alternates": _alternates(request, reading.document),
    }
    return values


def citation(document: LegalDocument) -> str:
    """The document's name as a heading: its Vietnamese name, whatever the language of the page."""
    if document.number:
        return document.citation_name
    if document.stage == "draft":
        return document.citation_name
    return document.title or f"{document.type_name} (không số)"


def citation_text(reading: Reading, permanent: str) -> str:
    """How to cite the document in full (NĐ 34/2016/NĐ-CP Điều 75): type, number, date, issuer, name, address."""
    document = reading.document
    words = [citation(document)]
    if document.issued_on:
        words.append(
            f"ngày {document.issued_on.day:02d} tháng {document.issued_on.month:02d} năm {document.issued_on.year}"
        )
    if reading.issuer_names:
        words.append(f"của {', '.join(reading.issuer_names)}")
    return f"{' '.join(words)}: {document.abstract.rstrip('.')}. {permanent}"


def _expression_query(reading: Reading) -> str:
    if reading.expression is None or reading.is_current_expression:
        return ""
    return f"?phien-ban={reading.expression.pk}"


def _consultation(request: HttpRequest, page: Any) -> dict[str, Any]:
    return {
        "title": page.title,
        "url": page.get_url(request) or "",
        "is_open": getattr(page, "state", "") == "open",
        "closes_at": getattr(page, "closes_at", None),
    }


def _alternates(request: HttpRequest, document: LegalDocument) -> list[tuple[str, str]]:
    found = []
    for code in ("vi", "en"):
        with override(code):
            found.append((code, request.build_absolute_uri(document.get_absolute_url())))
    return found


def properties(reading: Reading) -> list[dict[str, Any]]:
    """The seven fields of điểm e khoản 1 Điều 10 NĐ 43/2011/NĐ-CP first, then what else is known."""
    document = reading.document
    effective: Any = format_date(document.valid_from) if document.valid_from else _undetermined(document)
    rows: list[dict[str, Any]] = [
        {"label": gettext("Form of the document"), "value": type_word(document.document_type)},
        {"label": gettext("Issuing authority"), "value": "; ".join(_issuer_words(reading))},
        {"label": gettext("Number and symbol"), "value": document.number or _no_number(reading)},
        {"label": gettext("Date of issue"), "value": format_date(document.issued_on) if document.issued_on else ""},
        {"label": gettext("Date of effect"), "value": effective},
        {
            "label": gettext("Abstract"),
            "html": format_html('<span lang="vi">{}</span>', document.abstract) if document.abstract else "",
        },
        {"label": gettext("File of the document"), "html": _file_links(reading)},
    ]
    if reading.is_draft:
        rows = [row for row in rows if row["label"] not in (gettext("Date of issue"), gettext("Date of effect"))]
    optional = [
        (gettext("No longer in effect from"), format_date(document.valid_until) if document.valid_until else ""),
        (gettext("Signed by"), "; ".join(_signer(row) for row in reading.signers)),
        (gettext("Place of issue"), document.place),
        (gettext("Official Gazette"), _gazette(document)),
    ]
    rows += [{"label": name, "value": value} for name, value in optional if value]
    if reading.subjects:
        base = reverse("legaldocs:document_list")
        links = format_html_join(
            ", ", '<a href="{}?linh-vuc={}">{}</a>', ((base, row["second"], row["name"]) for row in reading.subjects)
        )
        rows.append({"label": gettext("Field of law"), "html": links})
    if document.source_url.startswith(("https://", "http://")):
        rows.append(
            {
                "label": gettext("Source"),
                "html": format_html('<a href="{0}" rel="nofollow">{0}</a>', document.source_url),
            }
        )
    return rows


def _undetermined(document: LegalDocument) -> str:
    if document.valid_from_note:
        return gettext("Not determined (%(reason)s)") % {"reason": document.valid_from_note}
    return gettext("Not determined")


def _issuer_words(reading: Reading) -> list[str]:
    issuer = reading.document.issuer
    if get_language() == "en" and issuer is not None and issuer.name_en:
        return [issuer.name_en, *reading.issuer_names[1:]]
    return reading.issuer_names


def _no_number(reading: Reading) -> str:
    return gettext("Draft, not numbered yet") if reading.is_draft else gettext("Without number")


def _signer(row: dict[str, str]) -> str:
    position = ", ".join(part for part in (row["third"], row["second"]) if part)
    return f"{row['name']} ({position})" if position else row["name"]


def _gazette(document: LegalDocument) -> str:
    if document.gazette_number and document.gazette_on:
        return gettext("No. %(number)s of %(date)s") % {
            "number": document.gazette_number,
            "date": format_date(document.gazette_on),
        }
    if document.gazette_number:
        return gettext("No. %(number)s") % {"number": document.gazette_number}
    return format_date(document.gazette_on) if document.gazette_on else ""


def _file_links(reading: Reading) -> SafeString | str:
    if not reading.files:
        return ""
    rows = (
        (
            file["url"],
            file["title"],
            ", ".join([file["extension"].upper(), *([file_size(file["size"])] if file["size"] else [])]),
        )
        for file in reading.files[:20]
    )
    return format_html_join(mark_safe("<br>"), '<a href="{}">{} ({})</a>', rows)


def history(reading: Reading) -> list[dict[str, Any]]:
    """All public wordings, newest first."""
    return [
        {
            "name": row.name,
            "valid_from": row.valid_from,
            "valid_until": row.valid_until,
            "posted_at": row.posted_at,
            "is_shown": reading.expression is not None and row.pk == reading.expression.pk,
            "url": f"{reading.url}?phien-ban={row.pk}",
        }
        for row in reversed(reading.expressions)
    ]


def print_css(document: LegalDocument) -> str:
    """A running head for paper: number on the left, date on the right."""
    left = _css_string(citation(document)[:120])
    right = _css_string(f"ngày {format_date(document.issued_on)}" if document.issued_on else "")
    font = 'font: 9pt "Be Vietnam Pro", sans-serif; color: #333; padding-bottom: 4mm; vertical-align: bottom;'
    return f"@page {{ @top-left {{ content: {left}; {font} }} @top-right {{ content: {right}; {font} }} }}\n"


def _css_string(text: str) -> str:
    """A CSS string of any text: everything but letters, digits and plain marks is escaped by code point."""
    safe = "".join(char if char.isalnum() or char in " -./,:()" else f"\\{ord(char):x} " for char in text)
    return f'"{safe}"'

"""One document on the search page with what was found in it, as HTML.

Ten to twenty of them stand on a page, of a dozen values each: as a template they were half of its nodes and cost more than
finding the answers (``docs/performance.md``). Everything is escaped here; passages come escaped, with their marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legaldocs.search.answers import Result
from portal.templatetags.portal_tags import status_badge, vi_date

#: Words of a document's abstract above what was found in it.
ABSTRACT_WORDS = 30


def group_html(
    document: Any, itself: Result | None, provisions: Sequence[Result], *, named: bool, whole: bool, more_url: str
) -> SafeString:
    """The document's name, passage or abstract, issuer, date and validity, then its provisions.

    ``named``: the question names it; ``whole``: with the abstract where no passage stands; ``more_url``: all hits in it.
    """
    issuer, day = document.issuer.name if document.issuer else "", vi_date(document.issued_on)
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in (issuer, day) if fact)
    return SafeString(
        f'<article class="doc-row hit{" hit-named" if named else ""}">'
        f'<h2 class="doc-title"><a href="{escape(document.get_absolute_url())}">{_name(document)}</a></h2>'
        f"{_passage(document, itself, whole)}"
        f'<ul class="meta">{facts}</ul>'
        f'<p class="doc-status">{_status(document)}</p>'
        f"{_found(provisions, more_url)}</article>"
    )


def _name(document: Any) -> str:
    if not document.number:
        return escape(document.citation_name)
    return f'{escape(document.type_name)} <span class="number">{escape(document.number)}</span>'


def _passage(document: Any, itself: Result | None, whole: bool) -> str:
    if itself is not None and itself.snippet:
        return _snippet(itself)
    words = document.abstract.split() if whole else []
    if not words:
        return ""
    more = "…" if len(words) > ABSTRACT_WORDS else ""
    return f'<p class="snippet of-document">{escape(" ".join(words[:ABSTRACT_WORDS]))}{more}</p>'


def _status(document: Any) -> str:
    if document.stage == "issued":
        return status_badge(document.status)
    return f'<span class="badge">{escape(pgettext("document", "Draft"))}</span>'


def _snippet(hit: Result) -> str:
    return f'<p class="snippet">{hit.snippet}</p>' if hit.snippet else ""


def _found(provisions: Sequence[Result], more_url: str) -> str:
    if not provisions:
        return ""
    rows = "".join(
        f'<li><h3><a href="{escape(hit.url)}">{escape(hit.title)}</a></h3>{_snippet(hit)}</li>' for hit in provisions
    )
    if not more_url:
        return f'<ol class="found">{rows}</ol>'
    more = f'<p class="meta"><a href="{escape(more_url)}" rel="nofollow">{escape(_("More in this document"))}</a></p>'
    return f'<ol class="found">{rows}</ol>{more}'

"""What the search page shows of an answer: facets, chips, groups, the reading of the question, offers, ways out of an empty answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from legaldocs.domain.types import TYPE_INFO, DocumentType
from legaldocs.domain.validity import Status
from legaldocs.list_context import type_word
from legaldocs.models import LegalDocument
from legaldocs.search.answers import Result, SearchAnswer
from legaldocs.search.facets import ISSUERS, SUBJECTS
from legaldocs.search.names import BODIES
from legaldocs.search.plan import Order
from legaldocs.search.question import Question
from legaldocs.search_filters import (
    AS_OF,
    LINEAGE,
    LITERAL,
    MAX_CHOICES,
    ORDER,
    ORDERS,
    PARAMETERS,
    SINCE,
    UNTIL,
    WITHIN,
    read_day,
    year_span,
)
from legaldocs.search_group_html import group_html
from portal.templatetags.portal_tags import status_word, vi_date

#: Terms shown as "also looked for"; more would be noise.
SHOWN_TERMS = 4
TYPES = {kind.value for kind in DocumentType}
STATUSES = {status.value for status in Status}


@dataclass(slots=True)
class Group:
    """The hits of one document on a page, the document's own hit first where there is one."""

    document: LegalDocument
    itself: Result | None = None
    provisions: list[Result] = field(default_factory=list)
    more_url: str = ""
    #: A content beside the law (a consultation, an answer, a file), which stands by itself.
    content: Result | None = None
    html: SafeString | str = ""

    @property
    def named(self) -> bool:
        """The question names this document or a provision of it."""
        return any(hit.named for hit in (self.itself, *self.provisions) if hit)


def address(query: QueryDict, *, without: Iterable[str] = (), **changes: Any) -> str:
    """The search page with this query changed; the page number is never kept."""
    data = query.copy()
    for name in ("page", *without):
        data.pop(name, None)
    for name, value in changes.items():
        data.setlist(name.replace("_", "-"), [str(v) for v in (value if isinstance(value, list | tuple) else [value])])
    return f"{search_url()}?{data.urlencode()}"


def search_url() -> str:
    """The address of the search page in the language of the page."""
    return address_of("legaldocs:search")


def address_of(name: str) -> str:
    """The address of a page without parameters in the language of the page."""
    return _address_of(name, get_language(), get_script_prefix())


@lru_cache(maxsize=64)
def _address_of(name: str, _language: str | None, _prefix: str) -> str:
    return reverse(name)


def groups(found: SearchAnswer, query: QueryDict) -> list[Group]:
    """Hits under their documents, in the order of each document's best; what the question names stands by itself."""
    by_document: dict[tuple[int, bool, str], Group] = {}
    for hit in found.results:
        if hit.shown is not None:
            by_document[(hit.document.pk, False, hit.url)] = Group(hit.document, content=hit)
            continue
        group = by_document.setdefault((hit.document.pk, hit.named, ""), Group(hit.document))
        if hit.kind == "provision" and _says_nothing_new(hit):
            hit.snippet = mark_safe("")
        if hit.kind == "document":
            group.itself = hit
        else:
            group.provisions.append(hit)
    if WITHIN not in query:
        here = address(query)
        for group in by_document.values():
            group.more_url = f"{here}&{WITHIN}={group.document.pk}"
    for group in by_document.values():
        if group.content is None:
            group.html = group_html(
                group.document,
                group.itself,
                group.provisions,
                named=group.named,
                whole=WITHIN not in query,
                more_url=group.more_url,
            )
    return list(by_document.values())


def _says_nothing_new(hit: Result) -> bool:
    """Whether the passage only repeats the heading."""
    passage = hit.snippet.replace("<mark>", "").replace("</mark>", "").strip(" .…")
    return bool(passage) and passage in escape(hit.title)


def facet_groups(found: SearchAnswer, query: QueryDict) -> list[dict[str, Any]]:
    """Facets as the filter component expects them; what was chosen stays there even where nothing passes it any more."""
    legends = {
        "kind": _("What is found"),
        "document_type": _("Document type"),
        "status": _("Validity"),
        "year": _("Year of issue"),
        "issuer": _("Issuing authority"),
        "subject": _("Field of law"),
    }
    named = chosen_values(query)
    shown = []
    for name, legend in legends.items():
        rows = found.facets.get(name, [])
        choices = [
            {"value": value, "label": facet_word(name, value, label), "count": count, "checked": chosen}
            for value, label, count, chosen in rows
        ]
        present = {choice["value"] for choice in choices}
        choices += [
            {"value": value, "label": label, "count": 0, "checked": True}
            for value, label in named[name]
            if value not in present
        ]
        if name == "kind" and any(choice["checked"] for choice in choices):
            choices.insert(0, {"value": "", "label": _("Everything"), "count": None, "checked": False})
        if len(choices) > 1 or any(choice["checked"] for choice in choices):
            kind = "radio" if name == "kind" else "checkbox"
            shown.append({"legend": legend, "name": PARAMETERS[name], "choices": choices, "kind": kind})
    return shown


def facet_word(name: str, value: str, label: str) -> str:
    """A choice in the visitor's language."""
    if name == "document_type":
        return type_word(value)
    if name == "status":
        return status_word(value)
    if name == "kind":
        return kind_words()[value]
    return label


def kind_words() -> dict[str, str]:
    """The kinds of content in the visitor's language."""
    return _kind_words(get_language())


@lru_cache(maxsize=4)
def _kind_words(_language: str | None) -> dict[str, str]:
    return {
        "document": _("Documents"),
        "provision": _("Provisions"),
        "draft": _("Drafts"),
        "consultation": _("Consultations"),
        "answer": pgettext("kind of content", "Answers"),
        "file": _("Files"),
    }


def chosen_values(query: QueryDict) -> dict[str, list[tuple[str, str]]]:
    """What the address chooses of each facet, as (value, label); what does not exist is left out."""
    issuers, fields = ISSUERS.get(), dict(SUBJECTS.get().values())
    labels: dict[str, Callable[[str], str]] = {
        "document_type": lambda value: type_word(value) if value in TYPES else "",
        "issuer": lambda value: issuers[value].name if value in issuers else "",
        "year": lambda value: value if value.isascii() and value.isdigit() and len(value) == 4 else "",
        "status": lambda value: status_word(value) if value in STATUSES else "",
        "kind": lambda value: kind_words().get(value, ""),
        "subject": lambda value: fields.get(value, ""),
    }
    chosen: dict[str, list[tuple[str, str]]] = {}
    for name, label in labels.items():
        values = query.getlist(PARAMETERS[name])[: 1 if name == "kind" else MAX_CHOICES]
        chosen[name] = [(value, str(label(value))) for value in dict.fromkeys(values) if label(value)]
    return chosen


def orders(query: QueryDict, order: Order) -> list[dict[str, Any]]:
    """The orders to choose from, as links."""
    names = {Order.BEST: _("Best match"), Order.NEWEST: _("Newest"), Order.EFFECT: _("Date of effect")}
    words = {order: word for word, order in ORDERS.items()}
    return [
        {
            "label": label,
            "active": value is order,
            "url": address(query, without=(ORDER,), **({"sap_xep": words[value]} if value in words else {})),
        }
        for value, label in names.items()
    ]


def chips(query: QueryDict, within: LegalDocument | None) -> list[dict[str, str]]:
    """The chosen filters, each removable."""
    shown = []
    if within:
        shown.append(
            {"label": _("In: %(name)s") % {"name": within.citation_name}, "name": WITHIN, "value": str(within.pk)}
        )
    span = year_span(query)
    for name, chosen in chosen_values(query).items():
        if not (name == "year" and span):
            shown += [{"label": label, "name": PARAMETERS[name], "value": value} for value, label in chosen]
    as_of = read_day(query.get(AS_OF, ""))
    if as_of:
        label = _("Validity as of %(date)s") % {"date": vi_date(as_of)}
        shown.append({"label": label, "url": address(query, without=(AS_OF,))})
    if span:
        url = address(query, without=(SINCE, UNTIL))
        label = _("Years %(first)s–%(last)s") % {"first": span[0], "last": span[1]}
        shown.append({"label": label, "url": url})
    if query.get(LINEAGE) == "1" and query.getlist(PARAMETERS["issuer"]):
        shown.append({"label": _("with predecessors"), "name": LINEAGE, "value": "1"})
    return shown


def reading(question: Question, query: QueryDict) -> dict[str, Any]:
    """How the question was read, and how to have it read otherwise."""
    correction = question.correction
    shown: dict[str, Any] = {"terms": _terms(question), "bodies": _bodies(question)}
    if question.corrected and correction:
        shown["corrected"] = correction.shown
        shown["typed"] = question.typed_words
        shown["literal_url"] = address(query, nguyen_van=1)
    elif correction:
        meant = question.with_words(correction.shown)
        shown["offered"] = correction.shown
        shown["offered_url"] = address(query, q=meant)
    if question.literal and query.get(LITERAL):
        shown["help_url"] = address(query, without=(LITERAL,))
    return shown


def _terms(question: Question) -> list[dict[str, str]]:
    """Terms of the question with what was looked for beside them."""
    return [
        {"phrase": found.term.phrase, "meaning": ", ".join(found.term.shown[:2])}
        for found in question.terms[:SHOWN_TERMS]
        if not (question.law_only and found.term.kind == "name")
    ]


def _bodies(question: Question) -> list[dict[str, str]]:
    """Bodies that no longer exist, with those that answer for them today."""
    index = BODIES.get()
    shown = []
    for found in question.bodies[:2]:
        today = index.today(found.body.pk)
        if today:
            shown.append({"name": found.body.name, "today": ", ".join(body.name for body in today)})
    return shown


def offers(question: Question, query: QueryDict) -> list[dict[str, str]]:
    """Filters and orders the question speaks of, as links; those chosen already are not offered."""
    shown: list[dict[str, str]] = []

    def offer(label: str, **changes: Any) -> None:
        names = [name.replace("_", "-") for name in changes]
        if not any(name in query for name in names):
            shown.append({"label": label, "url": address(query, **changes)})

    kind = question.document_type
    if kind and not (question.number_tokens or question.law_documents or question.serial) and kind in TYPE_INFO:
        offer(_("Only: %(choice)s") % {"choice": type_word(DocumentType(kind).value)}, loai=kind)
    years = question.period.years
    if len(years) == 1 and not (question.number_tokens or question.law_only):
        offer(_("Issued in %(year)s") % {"year": years[0]}, nam=years[0])
    elif len(years) > 1:
        label = _("Issued %(first)s–%(last)s") % {"first": years[0], "last": years[-1]}
        offer(label, tu_nam=years[0], den_nam=years[-1])
    index = BODIES.get()
    for found in question.bodies[:2]:
        lineage = index.lineage(found.body.pk)
        if found.body.issues or any(index.bodies[pk].issues for pk in lineage if pk in index.bodies):
            changes: dict[str, Any] = {"co_quan": found.body.pk}
            if len(lineage) > 1:
                changes["ke_thua"] = 1
            offer(_("Issued by: %(name)s") % {"name": found.body.name}, **changes)
    if question.period.statuses:
        words = ", ".join(str(status_word(value)) for value in question.period.statuses)
        offer(_("Validity: %(choice)s") % {"choice": words}, hieu_luc=list(question.period.statuses))
    if question.period.newest:
        offer(_("Newest first"), sap_xep="moi-nhat")
    if question.law_documents and not question.law_only and not question.number_tokens:
        offer(_("Search in: %(name)s") % {"name": question.law_name}, trong=question.law_documents[0])
    return shown


def ways_out(found: SearchAnswer, query: QueryDict, filtered: bool) -> list[dict[str, str]]:
    """What to try when nothing was found."""
    question = found.question
    shown: list[dict[str, str]] = []
    if filtered:
        keep = {"q": question.text}
        shown.append({"title": _("Search without filters"), "url": f"{search_url()}?{urlencode(keep)}"})
    if question.phrases:
        plain = question.text.replace('"', " ").replace("“", " ").replace("”", " ")
        shown.append({"title": _("Search without quotation marks"), "url": address(query, q=" ".join(plain.split()))})
    for fewer in _fewer_words(question):
        shown.append({"title": _("Search for “%(words)s”") % {"words": fewer}, "url": address(query, q=fewer)})
    if query.get(LITERAL):
        shown.append({"title": _("Search with spelling help"), "url": address(query, without=(LITERAL,))})
    shown.append({"title": _("Browse the list of documents"), "url": reverse("legaldocs:document_list")})
    return shown


def _fewer_words(question: Question) -> list[str]:
    """The question without its rarest word, and its first words."""
    from legaldocs.search.understanding import knowledge

    words = question.shown_words.split()
    if len(words) < 3 or question.number_tokens or len(words) != len(question.words):
        return []
    vocabulary = knowledge().vocabulary
    rarest = min(range(len(words)), key=lambda place: vocabulary.count(question.words[place]))
    without = " ".join(word for place, word in enumerate(words) if place != rarest)
    half = " ".join(words[: max(2, len(words) // 2)])
    return list(dict.fromkeys([without, half]))


def count_words(found: SearchAnswer) -> str:
    """How many were found, in words; beyond what is counted "more than"."""
    from portal.templatetags.portal_tags import vi_number

    shown = vi_number(found.count)
    if found.is_least:
        return _("More than %(shown)s results") % {"shown": shown}
    return ngettext("%(shown)s result", "%(shown)s results", found.count) % {"shown": shown}

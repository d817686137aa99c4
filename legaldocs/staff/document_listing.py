"""The list of documents in the admin: filters, columns, search."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusTagColumn, TitleColumn
from wagtail.snippets.views.snippets import IndexView

from legaldocs.models import LegalDocument, Organization, Subject
from legaldocs.models.document import STATUS_CHOICES, TYPE_CHOICES
from legaldocs.staff.finding_documents import find_documents

ABSTRACT_SHOWN = 140


def issuers(request: HttpRequest | None) -> QuerySet[Any]:
    """Organizations that issued something in the corpus."""
    issued = LegalDocument.objects.exclude(issuer=None).order_by().values("issuer").distinct()
    return Organization.objects.filter(pk__in=issued).only("pk", "name").order_by("name")


def years() -> list[tuple[int, str]]:
    """Years of the documents, the newest first."""
    found = LegalDocument.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


class DocumentFilters(WagtailFilterSet):
    """Type, issuer, year, published or not, validity, field."""

    document_type = django_filters.MultipleChoiceFilter(label=_("Document type"), choices=TYPE_CHOICES)
    issuer = django_filters.ModelChoiceFilter(label=_("Issuing authority"), queryset=issuers)
    year = django_filters.ChoiceFilter(label=_("Year"), choices=years)
    live = django_filters.BooleanFilter(label=_("Published"))
    has_unpublished_changes = django_filters.BooleanFilter(label=_("With unpublished changes"))
    status = django_filters.MultipleChoiceFilter(label=_("Validity"), choices=STATUS_CHOICES)
    subjects = django_filters.ModelChoiceFilter(
        label=_("Field of law"), queryset=Subject.objects.all(), method="by_subject"
    )

    class Meta:
        model = LegalDocument
        fields: list[str] = []

    def by_subject(self, rows: QuerySet[Any], name: str, subject: Subject | None) -> QuerySet[Any]:
        """Documents that carry the field."""
        return rows.filter(tagged_subjects__tag=subject) if subject else rows


def short_abstract(document: LegalDocument) -> str:
    """The beginning of the abstract: a row stays two lines high."""
    text = document.abstract
    return f"{text[:ABSTRACT_SHOWN].rsplit(' ', 1)[0]}…" if len(text) > ABSTRACT_SHOWN else text


def status_of(document: LegalDocument) -> str:
    """Validity in words."""
    return str(document.get_status_display())


def publication_of(document: LegalDocument) -> str:
    """Public or not, from the row alone: Wagtail's own column asks the workflow once for each row."""
    if not document.live:
        return gettext("not yet public")
    return gettext("public, with unpublished changes") if document.has_unpublished_changes else gettext("public")


class DocumentIndexView(IndexView):
    """Rows: number, abstract, issuer, date, validity, published or not."""

    filterset_class = DocumentFilters
    default_ordering = "-issued_on"
    paginate_by = 30
    search_fields = ["folded"]
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Any]:
        """With what a row shows, in one query."""
        return super().get_base_queryset().select_related("issuer").defer("folded", "foreign_ids")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Equal dates in a fixed order, or paging would show a row twice."""
        ordered = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "-pk") if ordered.query.order_by else ordered

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """A number in any spelling, or words without their marks."""
        return find_documents(queryset, self.search_query) if self.is_searching else queryset

    @property
    def columns(self) -> list[Column]:
        """In the order in which an editor looks for a document."""
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            TitleColumn(
                "name",
                label=_("Number"),
                accessor="citation_name",
                sort_key="number_key",
                get_url=self.get_edit_url,
                get_title_id=lambda row: f"snippet_{row.pk}_title",
            ),
            Column("abstract", label=_("Abstract"), accessor=short_abstract),
            Column("issuer", label=_("Issuing authority"), accessor="issuer"),
            Column(
                "issued_on",
                label=_("Date of issue"),
                accessor=lambda row: f"{row.issued_on:%d/%m/%Y}" if row.issued_on else "",
                sort_key="issued_on",
            ),
            StatusTagColumn(
                "status",
                label=_("Validity"),
                accessor=status_of,
                sort_key="status",
                primary=lambda row: row.status == "in_force",
            ),
            StatusTagColumn(
                "live", label=_("State"), accessor=publication_of, sort_key="live", primary=lambda row: row.live
            ),
        ]

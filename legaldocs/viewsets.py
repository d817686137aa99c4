"""Admin screens of the corpus, declared; what they do is in ``legaldocs.staff``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from legaldocs.choosers import DocumentChooserViewSet, FilteredSelectMultiple
from legaldocs.models import LegalDocument, Organization, Subject
from legaldocs.panels import document_edit_handler
from legaldocs.staff.document_listing import DocumentIndexView
from legaldocs.staff.document_views import (
    DocumentCreateView,
    DocumentDeleteView,
    DocumentEditView,
    DocumentWorkflowActionView,
)
from legaldocs.staff.finding_documents import find_organizations, find_subjects
from legaldocs.staff.register_forms import OrganizationForm, SubjectForm


class LegalDocumentViewSet(SnippetViewSet):
    """Documents: list, facts, preview, workflow, schedule, history, locking."""

    model = LegalDocument
    icon = "doc-full"
    menu_label = _("Legal documents")
    menu_name = "legal_documents"
    menu_order = 110
    add_to_admin_menu = True
    base_url_path = "van-ban"
    index_view_class = DocumentIndexView
    add_view_class = DocumentCreateView
    edit_view_class = DocumentEditView
    delete_view_class = DocumentDeleteView
    workflow_action_view_class = DocumentWorkflowActionView
    chooser_viewset_class = DocumentChooserViewSet
    list_export = ["document_type", "number", "abstract", "issuer", "issued_on", "valid_from", "status", "live"]
    export_filename = "van-ban"
    list_per_page = 30
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_edit_handler(self) -> Any:
        """The form's groups."""
        return document_edit_handler().bind_to_model(self.model)


class OrganizationIndexView(IndexView):
    """Organizations found by code or folded words."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """A code or words of a name."""
        return find_organizations(queryset, self.search_query) if self.is_searching else queryset


class OrganizationViewSet(ModelViewSet):
    """The register of issuers and consulted agencies."""

    model = Organization
    icon = "group"
    menu_label = _("Organizations")
    menu_order = 130
    add_to_admin_menu = True
    index_view_class = OrganizationIndexView
    list_display = ["name", "code", "kind", "valid_until", "in_directory"]
    list_filter = ["kind", "in_directory"]
    list_export = ["code", "name", "kind", "valid_from", "valid_until", "email", "edoc_address", "postal_address"]
    search_fields = ["name"]
    list_per_page = 50
    copy_view_enabled = False

    def get_edit_handler(self) -> Any:
        """Identity, succession, contact."""
        return ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel("name"),
                        FieldRowPanel(["code", "kind"]),
                        FieldPanel("other_names"),
                        FieldPanel("name_en"),
                        FieldPanel("parent"),
                    ],
                    heading=_("Name"),
                    icon="group",
                ),
                MultiFieldPanel(
                    [
                        FieldRowPanel(["valid_from", "valid_until"]),
                        FieldPanel("successors", widget=FilteredSelectMultiple),
                    ],
                    heading=_("Period and successors"),
                    icon="calendar-alt",
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("postal_address"),
                        FieldRowPanel(["email", "phone"]),
                        FieldRowPanel(["fax", "website"]),
                        FieldPanel("edoc_address"),
                        FieldPanel("organ_id"),
                        FieldPanel("in_directory"),
                    ],
                    heading=_("Contact"),
                    icon="mail",
                ),
            ],
            base_form_class=OrganizationForm,
        ).bind_to_model(self.model)


class SubjectIndexView(IndexView):
    """Fields found by folded words."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Words of the name without their marks."""
        return find_subjects(queryset, self.search_query) if self.is_searching else queryset


class SubjectViewSet(ModelViewSet):
    """The vocabulary of fields of law."""

    model = Subject
    icon = "tag"
    menu_label = _("Fields of law")
    menu_order = 140
    add_to_settings_menu = True
    index_view_class = SubjectIndexView
    list_display = ["name", "slug"]
    search_fields = ["name"]
    list_per_page = 100
    copy_view_enabled = False

    def get_edit_handler(self) -> Any:
        """The name alone: the address follows from it."""
        return ObjectList([FieldPanel("name")], base_form_class=SubjectForm).bind_to_model(self.model)

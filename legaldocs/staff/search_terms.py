"""The words of the search as editors keep them (``/quan-tri/tu-tim-kiem/``); effective at once."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from legaldocs.models import SearchTerm


class SearchTermForm(WagtailAdminModelForm):
    """Remembers that an editor changed the entry, so that loading the shipped ones leaves it."""

    def save(self, commit: bool = True) -> Any:
        """Mark and store."""
        self.instance.edited = True
        return super().save(commit)


class SearchTermIndexView(IndexView):
    """Found by what people type or by the words of the law, in capitals or not."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Words of the phrase or of its meanings."""
        if not self.is_searching:
            return queryset
        key = SearchTerm.key_of(self.search_query)
        return queryset.filter(Q(key__contains=key) | Q(meanings__icontains=key))


class SearchTermViewSet(ModelViewSet):
    """The register of search terms."""

    model = SearchTerm
    icon = "search"
    menu_label = _("Search terms")
    menu_order = 10
    add_to_admin_menu = False
    index_view_class = SearchTermIndexView
    list_display = ["phrase", "kind", "meanings", "enabled", "shipped"]
    list_filter = ["kind", "enabled", "shipped", "edited"]
    list_export = ["phrase", "kind", "meanings", "enabled", "note"]
    export_filename = "tu-tim-kiem"
    search_fields = ["phrase"]
    list_per_page = 100
    copy_view_enabled = False

    def get_edit_handler(self) -> Any:
        """What is typed, what is meant."""
        return ObjectList(
            [
                FieldRowPanel([FieldPanel("phrase"), FieldPanel("kind")]),
                FieldPanel("meanings"),
                FieldPanel("enabled"),
                FieldPanel("note"),
            ],
            base_form_class=SearchTermForm,
        ).bind_to_model(self.model)

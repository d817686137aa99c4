"""Registers the screens of the corpus with Wagtail's admin; no logic here."""

from __future__ import annotations

from typing import Any

from django.db.models import ManyToManyField
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from legaldocs.choosers import ListedChoices, OrganizationChooserViewSet
from legaldocs.permissions import may_import, may_review_relations, may_see_documents
from legaldocs.staff import (
    search_hooks,  # noqa: F401  (registers the screens of the search)
    urls,
)
from legaldocs.staff.document_views import refuse_deletion
from legaldocs.staff.history_words import register_pointing, register_settling
from legaldocs.staff.home_panel import CorpusPanel
from legaldocs.viewsets import LegalDocumentViewSet, OrganizationViewSet, SubjectViewSet

register_snippet(LegalDocumentViewSet)
register_form_field_override(ManyToManyField, override={"form_class": ListedChoices})


class GuardedMenuItem(MenuItem):
    """Shown to those for whom ``allowed`` holds."""

    def __init__(self, *args: Any, allowed: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowed = allowed

    def is_shown(self, request: HttpRequest) -> bool:
        """By permission."""
        return bool(self.allowed(request.user))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """The registers, and the chooser of organizations wherever a form asks for one."""
    return [
        OrganizationChooserViewSet("organization_chooser", url_prefix="chon-co-quan"),
        OrganizationViewSet("organizations", url_prefix="co-quan"),
        SubjectViewSet("subjects", url_prefix="linh-vuc"),
    ]


@hooks.register("register_admin_urls")
def staff_urls() -> list[Any]:
    """Wordings, files, import, relations."""
    return [path("", include((urls.urlpatterns, urls.app_name)))]


@hooks.register("register_admin_menu_item")
def import_item() -> MenuItem:
    """Import."""
    return GuardedMenuItem(
        _("Import documents"),
        reverse("corpus:intake_index"),
        name="import",
        icon_name="upload",
        order=111,
        allowed=may_import,
    )


@hooks.register("register_admin_menu_item")
def relations_item() -> MenuItem:
    """Proposed relations."""
    return GuardedMenuItem(
        _("Proposed relations"),
        reverse("corpus:relation_index"),
        name="relations",
        icon_name="link",
        order=112,
        allowed=may_review_relations,
    )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What editors settle and point stands in the history of the document."""
    register_settling(actions)
    register_pointing(actions)


@hooks.register("register_admin_menu_item")
def citations_item() -> MenuItem:
    """Cited documents that the collection lacks."""
    return GuardedMenuItem(
        _("Missing documents"),
        reverse("corpus:citation_index"),
        name="citations",
        icon_name="link-external",
        order=113,
        allowed=may_see_documents,
    )


@hooks.register("construct_homepage_panels")
def corpus_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Tasks of the corpus."""
    if may_see_documents(request.user):
        panels.insert(0, CorpusPanel())


@hooks.register("insert_global_admin_css")
def staff_css() -> str:
    """Style of the screens and of the form's own panel."""
    return format_html('<link rel="stylesheet" href="{}">', static("legaldocs/staff.css"))


@hooks.register("before_delete_snippet")
def guard_deletion(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """What is public, posted or referred to is not deleted."""
    return refuse_deletion(request, instances)

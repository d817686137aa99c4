"""Registers what the portal adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from home import compliance_report, page_choice, publish_guard
from home.health_panel import HealthPanel
from home.schedule_panel import HeldBackPanel
from home.scheduled_publishing import BLOCKED
from home.viewsets import NavigationViewSet


@hooks.register("register_admin_viewset")
def navigation_viewset() -> NavigationViewSet:
    """Menu and footer of each language."""
    return NavigationViewSet("navigation", url_prefix="trinh-don")


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """The compliance report at ``/quan-tri/tuan-thu/``."""
    return [path("tuan-thu/", compliance_report.report, name="compliance_report")]


class ComplianceMenuItem(MenuItem):
    """Shown to those who may read the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Head of the editorial board and administrators."""
        return compliance_report.may_read(request.user)


@hooks.register("register_reports_menu_item")
def compliance_menu_item() -> MenuItem:
    """Stands among the reports."""
    return ComplianceMenuItem(
        _("Compliance"), reverse("compliance_report"), name="compliance", icon_name="clipboard-list", order=50
    )


@hooks.register("before_publish_page")
def refuse_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A consultation that breaks a blocker rule stays a draft."""
    return publish_guard.refuse_page(request, page)


@hooks.register("before_publish")
def refuse_snippet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """A document that breaks a blocker rule stays a draft."""
    return publish_guard.refuse_snippet(request, instance)


@hooks.register("construct_page_chooser_queryset")
def pages_to_choose(pages: Any, request: HttpRequest) -> Any:
    """No titles of drafts to those whose work they are not."""
    return page_choice.choosable(pages, request.user)


@hooks.register("construct_homepage_panels")
def held_back_panel(request: HttpRequest, panels: list[Any]) -> None:
    """What the clock had to hold back comes first."""
    panels.insert(0, HeldBackPanel())


@hooks.register("construct_homepage_panels")
def health_panel(request: HttpRequest, panels: list[Any]) -> None:
    """What does not work, before everything else, for those who run the portal."""
    panels.insert(0, HealthPanel())


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The refusal stands in the history with its reasons."""

    @actions.register_action(BLOCKED)
    class HeldBack(LogFormatter):
        label = _("Scheduled publication held back")

        def format_message(self, entry: Any) -> str:
            """With the reasons."""
            reasons = " ".join((entry.data or {}).get("reasons", []))
            return gettext("Not published as scheduled: %(reasons)s") % {"reasons": reasons}


@hooks.register("construct_main_menu")
def main_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's own help leads to other hosts; its "documents" are files, not legal documents."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]
    for item in menu_items:
        if item.name == "documents":
            item.label = pgettext("adminmenu", "Files")


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """Our colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("home/admin.css"))


@hooks.register("insert_editor_js")
def editor_js() -> str:
    """A form sent while the editor saves by itself waits for that saving."""
    return format_html('<script src="{}"></script>', static("home/publish-after-saving.js"))

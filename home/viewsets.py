"""Admin views of the portal's own plain models."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from home.models import Navigation


class NavigationViewSet(ModelViewSet):
    """Main menu and footer, one row per language; rows are made by the installation, editors change them."""

    model = Navigation
    icon = "list-ul"
    menu_label = _("Menu and footer")
    add_to_settings_menu = True
    list_display = ["__str__"]
    inspect_view_enabled = False
    copy_view_enabled = False
    panels = ["menu", "footer"]

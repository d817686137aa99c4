"""Admin screens for plain data of the consultations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from consultations.models import AgencyOfficer


class AgencyOfficerViewSet(ModelViewSet):
    """Which account acts for which agency at the agency desk."""

    model = AgencyOfficer
    icon = "user"
    menu_label = _("Agency officers")
    add_to_settings_menu = True
    list_display = ["user", "organization", "can_send"]
    list_filter = ["organization", "can_send"]
    search_fields = ["user__username", "user__last_name", "organization__folded_name"]
    panels = [FieldPanel("user"), FieldPanel("organization"), FieldPanel("can_send")]
    inspect_view_enabled = False
    copy_view_enabled = False

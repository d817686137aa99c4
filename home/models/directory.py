"""Contact of the portal and of its units, and the public directory of organizations."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.models.base import ContentPage
from legaldocs.domain.text import fold, nfc
from legaldocs.models import Organization
from legaldocs.models.organization import OrganizationKind

ROWS_PER_PAGE = 30
MAX_QUESTION = 200
# A unit of a department of the ministry stands two levels below it.
LEVELS_OF_UNITS = 3


class ContactPage(ContentPage):
    """Contact of the ministry and, for each unit, its address for electronic documents.

    Điểm l khoản 1 Điều 10 NĐ 43/2011; Directive 02/CT-BNV, point 1.b: each unit publishes the address where it
    exchanges electronic documents.
    """

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    template = "home/contact_page.html"

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Units of this ministry that are listed in the directory; the ministry itself stands above them."""
        from home.models.frame import MinistrySettings

        context = super().get_context(request, *args, **kwargs)
        ministry = MinistrySettings.for_request(request) if request else MinistrySettings()
        context["units"] = list(units_of(ministry.name).order_by("folded_name", "pk").defer("aliases"))
        return context


def units_of(ministry: str) -> QuerySet[Organization]:
    """Listed units below the ministry of that name, and units with no superior body in the register.

    A ministry the register does not know (or has no name yet) has every unit of kind "unit": that kind means its own.
    """
    listed = Organization.objects.filter(in_directory=True, valid_until__isnull=True)
    name = fold(nfc(ministry)).strip()
    if not name or not Organization.objects.filter(folded_name=name).exists():
        return listed.filter(kind=OrganizationKind.UNIT)
    below = Q(kind=OrganizationKind.UNIT, parent__isnull=True)
    for depth in range(1, LEVELS_OF_UNITS + 1):
        below |= Q(**{f"{'__'.join(['parent'] * depth)}__folded_name": name})
    return listed.filter(below)


class DirectoryPage(ContentPage):
    """The directory of organizations, searchable with and without diacritics."""

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1
    template = "home/directory_page.html"

    class Meta:
        verbose_name = _("directory page")
        verbose_name_plural = _("directory pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Organizations whose name or code holds every word asked for."""
        context = super().get_context(request, *args, **kwargs)
        question = nfc(request.GET.get("q", ""))[:MAX_QUESTION].replace("\x00", " ").strip()
        found = (
            Organization.objects.filter(in_directory=True, valid_until__isnull=True)
            .select_related("parent")
            .defer("aliases")
        )
        for word in fold(question).split():
            found = found.filter(Q(folded_name__contains=word) | Q(code__icontains=word))
        context["question"] = question
        context["page_of_rows"] = Paginator(found.order_by("folded_name", "pk"), ROWS_PER_PAGE).get_page(
            request.GET.get("page")
        )
        return context

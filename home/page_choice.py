"""Which pages an account may choose from: the public ones, and drafts only where its work is (page permissions)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

#: More digits than any key has.
LONGEST_KEY = 18


def choosable(pages: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Of these pages those whose title the account may see in a chooser."""
    own = PagePermissionPolicy().explorable_instances(user)
    return pages.filter(Q(live=True) | Q(pk__in=own.order_by().values("pk")))


class ChosenPages(ChosenMultipleView):
    """Wagtail's answer to “these were chosen”, for pages this account may see; what is no key is passed over."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The names and addresses of the pages."""
        keys = [key for key in request.GET.getlist("id") if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY]
        seen = choosable(Page.objects.filter(pk__in=keys, depth__gt=1), request.user).values_list("pk", flat=True)
        request.GET = QueryDict("&".join(f"id={key}" for key in seen))
        answer: HttpResponse = super().get(request)
        return answer


chosen_pages = require_admin_access(ChosenPages.as_view())

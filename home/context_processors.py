"""What every page's frame needs: menus, footer, the ministry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Menu, footer columns and ministry for ``base.html``."""
    return {}

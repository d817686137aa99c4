"""Asks the portal for one of its own pages as a visitor would, inside this process."""

from __future__ import annotations

import html
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.utils import translation


@dataclass(frozen=True)
class Answer:
    """What a visitor gets."""

    status: int
    text: str

    def links_to(self, path: str) -> bool:
        """Whether the page has a link to that address."""
        return f'href="{path}"' in html.unescape(self.text)


def visit(path: str) -> Answer:
    """GET ``path`` without log-in. A page that breaks answers 500; nothing is raised."""
    client = Client(raise_request_exception=False, HTTP_HOST=_host())
    language = translation.get_language()
    try:
        response = client.get(path, secure=True)
        content = b"".join(getattr(response, "streaming_content", [])) if response.streaming else response.content
        return Answer(response.status_code, content.decode("utf-8", "replace"))
    finally:
        if language:
            translation.activate(language)


def _host() -> str:
    named = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    allowed = [host for host in settings.ALLOWED_HOSTS if "*" not in host and not host.startswith(".")]
    return named if "*" in settings.ALLOWED_HOSTS or named.split(":")[0] in allowed or not allowed else allowed[0]

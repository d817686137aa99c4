"""Views that are no pages: robots.txt and the XML site maps."""

from __future__ import annotations

from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.site_map import sitemaps


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by machines; the desks behind a log-in and receipts may not."""
    lines = [
        "User-agent: *",
        "Disallow: /quan-tri/",
        "Disallow: /co-quan/",
        "Disallow: /gop-y/",
        "Disallow: /tra-cuu-bien-nhan/",
        "Disallow: /phan-anh-kien-nghi/tra-cuu/",
        "Allow: /",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=600)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The index of all XML site maps."""
    return sitemap_views.index(request, sitemaps=sitemaps(), sitemap_url_name="sitemap_section")


@require_safe
@cache_control(public=True, max_age=600)
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One XML site map; an unknown name or page number is not found."""
    return sitemap_views.sitemap(request, sitemaps=sitemaps(), section=section)

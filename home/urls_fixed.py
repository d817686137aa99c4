"""Addresses that carry no language: robots.txt, sitemap.xml."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

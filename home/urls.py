"""Addresses of the portal around the corpus that are not pages."""

from django.urls import URLPattern

app_name = "home"

urlpatterns: list[URLPattern] = []

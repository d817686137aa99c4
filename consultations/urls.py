"""Public addresses of commenting, receipts and the agency desk."""

from django.urls import URLPattern

app_name = "consultations"

urlpatterns: list[URLPattern] = []

"""Public addresses of the summary, below a consultation; included in the namespace ``consultations``."""

from django.urls import path, re_path

from consultations.reports import views

urlpatterns = [
    path("lay-y-kien/<slug:slug>/tong-hop/", views.summary_page, name="summary"),
    re_path(r"^lay-y-kien/(?P<slug>[-\w]+)/tong-hop\.(?P<kind>docx|xlsx)$", views.summary_file, name="summary_file"),
]

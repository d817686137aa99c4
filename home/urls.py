"""Addresses of the portal around the corpus that are not pages."""

from django.urls import path

from home import open_data
from home.feeds import NewsFeed

app_name = "home"

urlpatterns = [
    path("tin-tuc/tin-moi.atom", NewsFeed(), name="news_feed"),
    path("du-lieu-mo/van-ban.jsonl", open_data.documents_jsonl, name="documents_jsonl"),
]

"""Public addresses of the corpus, below ``/van-ban/`` and ``/tim-kiem/``."""

from django.urls import path

from legaldocs import feeds, saved_search_views, search_feed, search_page, views

app_name = "legaldocs"

urlpatterns = [
    path("tim-kiem/", search_page.search, name="search"),
    path("tim-kiem/goi-y/", search_page.suggestions, name="search_suggestions"),
    path("tim-kiem/dem/", search_page.count_click, name="search_click"),
    path("tim-kiem/atom/", search_feed.SearchFeed(), name="search_feed"),
    path("tim-kiem/theo-doi/", saved_search_views.saved_search, name="saved_search"),
    path("tim-kiem/theo-doi/<str:token>/", saved_search_views.confirm, name="saved_search_confirm"),
    path("tim-kiem/theo-doi/<str:token>/thoi/", saved_search_views.end, name="saved_search_end"),
    path("van-ban/", views.document_list, name="document_list"),
    path("van-ban/atom/", feeds.DocumentFeed(), name="document_feed"),
    path("van-ban/so/<path:number>/", views.documents_by_number, name="by_number"),
    path("van-ban/tep/<int:pk>/", views.file_download, name="file_download"),
    path("van-ban/<str:document_type>/<int:year>/<str:slug>/", views.document_detail, name="document_detail"),
    path("van-ban/<str:document_type>/<int:year>/<str:slug>/in.css", views.print_styles, name="print_styles"),
    path("van-ban/<str:document_type>/<int:year>/<str:slug>/ma-qr.svg", views.qr_code, name="qr_code"),
    path("van-ban/<str:document_type>/<int:year>/<str:slug>/toan-van.txt", views.text_file, name="text_file"),
    path("van-ban/<str:document_type>/<int:year>/<str:slug>/toan-van/", views.full_text, name="full_text"),
    path(
        "van-ban/<str:document_type>/<int:year>/<str:slug>/duoc-dan-chieu/",
        views.citing_documents,
        name="citing_documents",
    ),
    path(
        "van-ban/<str:document_type>/<int:year>/<str:slug>/<str:anchor>/", views.article_detail, name="article_detail"
    ),
]

"""Public addresses of the corpus, below ``/van-ban/`` and ``/tim-kiem/``."""

from django.urls import path

from legaldocs import feeds, search_page, views

app_name = "legaldocs"

urlpatterns = [
    path("tim-kiem/", search_page.search, name="search"),
    path("van-ban/", views.document_list, name="document_list"),
    path("van-ban/atom/", feeds.DocumentFeed(), name="document_feed"),
    path("van-ban/so/<path:number>/", views.documents_by_number, name="by_number"),
    path("van-ban/tep/<int:pk>/", views.file_download, name="file_download"),
    path("van-ban/<str:document_type>/<int:year>/<str:slug>/", views.document_detail, name="document_detail"),
    path("van-ban/<str:document_type>/<int:year>/<str:slug>/in.css", views.print_styles, name="print_styles"),
    path("van-ban/<str:document_type>/<int:year>/<str:slug>/toan-van.txt", views.text_file, name="text_file"),
    path("van-ban/<str:document_type>/<int:year>/<str:slug>/toan-van/", views.full_text, name="full_text"),
    path(
        "van-ban/<str:document_type>/<int:year>/<str:slug>/<str:anchor>/", views.article_detail, name="article_detail"
    ),
]

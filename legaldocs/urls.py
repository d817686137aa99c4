"""Public addresses of the corpus, below ``/van-ban/`` and ``/tim-kiem/``."""

from django.urls import path

from legaldocs import views

app_name = "legaldocs"

urlpatterns = [
    path("van-ban/", views.document_list, name="document_list"),
    path("van-ban/<slug:document_type>/<int:year>/<slug:slug>/", views.document_detail, name="document_detail"),
]

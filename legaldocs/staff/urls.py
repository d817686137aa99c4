"""Addresses below ``/quan-tri/``, registered by ``wagtail_hooks``."""

from django.urls import path

from legaldocs.staff import (
    citation_views,
    file_views,
    intake_reading_views,
    intake_review_views,
    intake_views,
    pointing_views,
    relation_views,
    wording_editor_views,
    wording_history_views,
    wording_views,
)

app_name = "corpus"

WORDING = "van-ban/<int:pk>/loi-van/"
FILES = "van-ban/<int:pk>/tep/"
CITATIONS = "van-ban/<int:pk>/dan-chieu/"
IMPORT = "nhap-van-ban/"

urlpatterns = [
    path(WORDING, wording_views.wording_index, name="wording_index"),
    path(f"{WORDING}them/", wording_views.wording_create, name="wording_create"),
    path(f"{WORDING}<int:expression>/", wording_editor_views.wording_edit, name="wording_edit"),
    path(f"{WORDING}<int:expression>/thuoc-tinh/", wording_views.wording_facts, name="wording_facts"),
    path(f"{WORDING}<int:expression>/xem-truoc/", wording_history_views.wording_preview, name="wording_preview"),
    path(f"{WORDING}<int:expression>/lich-su/", wording_history_views.wording_history, name="wording_history"),
    path(
        f"{WORDING}<int:expression>/lich-su/<int:revision>/",
        wording_history_views.wording_revision,
        name="wording_revision",
    ),
    path(
        f"{WORDING}<int:expression>/lich-su/<int:revision>/khoi-phuc/",
        wording_history_views.wording_restore,
        name="wording_restore",
    ),
    path(f"{WORDING}<int:expression>/du-thao-moi/", wording_history_views.wording_copy, name="wording_copy"),
    path(f"{WORDING}<int:expression>/giu/", wording_history_views.wording_hold, name="wording_hold"),
    path(FILES, file_views.file_index, name="file_index"),
    path(f"{FILES}<int:file>/", file_views.file_open, name="file_open"),
    path(f"{FILES}<int:file>/sua/", file_views.file_change, name="file_change"),
    path(f"{FILES}<int:file>/bo/", file_views.file_delete, name="file_delete"),
    path("dan-chieu/", citation_views.citation_index, name="citation_index"),
    path("dan-chieu/cho/", citation_views.citation_waiting, name="citation_waiting"),
    path(CITATIONS, pointing_views.document_citations, name="document_citations"),
    path(
        f"{CITATIONS}<int:expression>/<int:place>-<int:start>-<int:end>/",
        pointing_views.citation_point,
        name="citation_point",
    ),
    path(
        f"{CITATIONS}<int:expression>/soan/<int:place>-<int:start>-<int:end>/",
        pointing_views.citation_point,
        {"draft": True},
        name="draft_citation_point",
    ),
    path(f"{CITATIONS}<int:pointed>/bo/", pointing_views.citation_take_back, name="citation_take_back"),
    path("quan-he/", relation_views.relation_index, name="relation_index"),
    path("quan-he/quyet-dinh/", relation_views.relation_decide, name="relation_decide"),
    path("quan-he/hoan-tac/", relation_views.relation_undo, name="relation_undo"),
    path(IMPORT, intake_views.intake_index, name="intake_index"),
    path(f"{IMPORT}<int:batch>/", intake_views.intake_batch, name="intake_batch"),
    path(f"{IMPORT}<int:batch>/<int:item>/", intake_review_views.intake_item, name="intake_item"),
    path(f"{IMPORT}<int:batch>/<int:item>/doc-lai/", intake_views.intake_read, name="intake_read"),
    path(f"{IMPORT}<int:batch>/<int:item>/sua-doi/", intake_reading_views.intake_changes, name="intake_changes"),
    path(f"{IMPORT}<int:batch>/<int:item>/nhan-dang/", intake_reading_views.intake_recognise, name="intake_recognise"),
    path(f"{IMPORT}<int:batch>/<int:item>/bo/", intake_views.intake_discard, name="intake_discard"),
    path(f"{IMPORT}<int:batch>/<int:item>/tep-goc/", intake_views.intake_file, name="intake_file"),
    path(f"{IMPORT}<int:batch>/<int:item>/tep-goc/trang/<int:page>/", intake_views.intake_page, name="intake_page"),
]

"""Public addresses of consultations, commenting and receipts.

Consultations are Wagtail pages; their addresses stand here as well, so that a page costs no walk down the page tree
and is found under ``/en/`` too.
"""

from django.urls import include, path

from consultations.feeds import ConsultationFeed
from consultations.views import commenting, feedback, receipts, sending, showing

app_name = "consultations"

urlpatterns = [
    path("tai-khoan/", include("consultations.accounts.urls")),
    path("co-quan/", include("consultations.agency.urls")),
    path("", include("consultations.reports.urls")),
    path("lay-y-kien/", showing.consultation_list, name="consultation_list"),
    path("lay-y-kien/atom.xml", ConsultationFeed(), name="feed"),
    path("lay-y-kien/<slug:slug>/", showing.consultation_detail, name="consultation_detail"),
    path("lay-y-kien/<slug:slug>/gop-y/", showing.comment_list, name="comment_list"),
    path("lay-y-kien/<slug:slug>/tra-loi/", showing.answer_list, name="answer_list"),
    path("gop-y/ho-so/<int:pk>/", showing.dossier_file, name="dossier_file"),
    path("gop-y/bao-ve-du-lieu-ca-nhan/", showing.privacy, name="privacy"),
    path("gop-y/ban-sao/", commenting.copy_of_text, name="copy_of_text"),
    path("gop-y/<slug:slug>/", commenting.basket, name="basket"),
    path("gop-y/<slug:slug>/chung/", commenting.comment_whole, name="comment_whole"),
    path("gop-y/<slug:slug>/cau-hoi/<int:question>/", commenting.comment_question, name="comment_question"),
    path(
        "gop-y/<slug:slug>/ban-<int:expression>/<str:anchor>/", commenting.comment_provision, name="comment_provision"
    ),
    path("gop-y/<slug:slug>/bo-gop-y/", commenting.change_basket, name="change_basket"),
    path("gop-y/<slug:slug>/nguoi-gui/", sending.sender, name="sender"),
    path("gop-y/<slug:slug>/gui/", sending.send, name="send"),
    path("gop-y/<slug:slug>/da-gui/", sending.sent, name="sent"),
    path("phan-anh-kien-nghi/", feedback.regulation_feedback, name="regulation_feedback"),
    path("phan-anh-kien-nghi/da-gui/", feedback.feedback_sent, name="feedback_sent"),
    path("phan-anh-kien-nghi/tra-cuu/", feedback.feedback_status, name="feedback_status"),
    path("tra-cuu-bien-nhan/", receipts.lookup, name="receipt_lookup"),
    path("tra-cuu-bien-nhan/gui-thu/", receipts.email_receipt, name="receipt_email"),
]

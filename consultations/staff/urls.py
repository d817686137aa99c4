"""Addresses below ``/quan-tri/``, registered by ``wagtail_hooks``."""

from django.urls import path, re_path

from consultations.staff import answer_views, feedback_views, letters, moderation_views, period_views, report_views

urlpatterns = [
    path("gop-y/", moderation_views.moderation, name="moderation"),
    path("gop-y/quyet-dinh/", moderation_views.decide, name="moderation_decide"),
    path("gop-y/hoan-tac/", moderation_views.undo, name="moderation_undo"),
    path("phan-anh-kien-nghi/", feedback_views.feedback_index, name="feedback_index"),
    path("phan-anh-kien-nghi/<int:pk>/", feedback_views.feedback_detail, name="feedback_detail"),
    path("tiep-thu/", answer_views.answer_index, name="answer_index"),
    path("tiep-thu/<int:pk>/", answer_views.answer_board, name="answer_board"),
    path("tiep-thu/<int:pk>/tra-loi/<int:response_id>/", answer_views.answer_edit, name="answer_edit"),
    path("tiep-thu/<int:pk>/cong-bo/", answer_views.publish_answers, name="answers_publish"),
    path("tiep-thu/<int:pk>/thoi-han/", period_views.period, name="consultation_period"),
    path("tiep-thu/van-ban-co-quan/<int:pk>/", letters.agency_letter, name="agency_letter"),
    path("tiep-thu/<int:pk>/co-quan/", report_views.agencies, name="consultation_agencies"),
    re_path(
        r"^tiep-thu/(?P<pk>\d{1,18})/tong-hop\.(?P<kind>docx|xlsx)$", report_views.summary_report, name="summary_report"
    ),
    path("tiep-thu/<int:pk>/ban-chup-y-kien.zip", report_views.opinions_archive, name="opinions_archive"),
]

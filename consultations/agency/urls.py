"""Addresses of the agency desk; included below ``co-quan/`` in the namespace ``consultations``."""

from django.urls import path

from consultations.agency import reply_views, views

urlpatterns = [
    path("", views.agency_home, name="agency_home"),
    path("dang-nhap/", views.agency_login, name="agency_login"),
    path("dang-xuat/", views.agency_logout, name="agency_logout"),
    path("<int:consultation_id>/", views.agency_consultation, name="agency_consultation"),
    path("<int:consultation_id>/ho-so.zip", views.agency_dossier, name="agency_dossier"),
    path("<int:consultation_id>/ho-so/<int:pk>/", views.agency_dossier_file, name="agency_dossier_file"),
    path("<int:consultation_id>/y-kien-chung/", reply_views.agency_general, name="agency_general"),
    path("<int:consultation_id>/dieu-khoan/", reply_views.agency_provisions, name="agency_provisions"),
    path("<int:consultation_id>/dieu-khoan/<int:provision_id>/", reply_views.agency_line, name="agency_line"),
    path("<int:consultation_id>/tep/", reply_views.agency_files, name="agency_files"),
    path("<int:consultation_id>/tep/<int:pk>/", views.agency_reply_file, name="agency_reply_file"),
    path("<int:consultation_id>/xem-lai/", reply_views.agency_preview, name="agency_preview"),
    path("<int:consultation_id>/da-gui/", reply_views.agency_sent, name="agency_sent"),
]

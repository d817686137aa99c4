"""Addresses of passwords; included below ``tai-khoan/`` in the namespace ``consultations``."""

from django.urls import path

from consultations.accounts import views

urlpatterns = [
    path("quen-mat-khau/", views.password_forgotten, name="password_forgotten"),
    path("quen-mat-khau/da-gui/", views.password_asked, name="password_asked"),
    path("dat-lai-mat-khau/xong/", views.password_done, name="password_done"),
    path("dat-lai-mat-khau/<uidb64>/<token>/", views.PasswordSet.as_view(), name="password_set"),
    path("doi-mat-khau/", views.password_change, name="password_change"),
]

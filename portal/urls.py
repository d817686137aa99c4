"""The only module, with ``portal/api.py``, that knows every app."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.page_choice import chosen_pages
from portal import views
from portal.api import api, description
from portal.kept_forms import send_again

handler400 = "portal.views.bad_request"
handler403 = "portal.views.permission_denied"
handler404 = "portal.views.page_not_found"
handler500 = "portal.views.server_error"

urlpatterns = [
    path("suc-khoe/", views.health, name="health"),
    path("gui-lai/", send_again, name="send_again"),
    path("ngon-ngu/", set_language, name="set_language"),
    path("quan-tri/tep/<path:path>", views.office_file, name="office_file"),
    path("quan-tri/password_reset/", RedirectView.as_view(url="/tai-khoan/quen-mat-khau/")),
    path("quan-tri/choose-page/chosen-multiple/", chosen_pages),  # before Wagtail's own
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("api/v1/openapi.json", description),
    path("api/v1/", api.urls),
    path("", include("home.urls_fixed")),
]

if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^tep/(?P<path>.*)$", views.public_file)]

urlpatterns += i18n_patterns(
    path("", include("legaldocs.urls")),
    path("", include("consultations.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

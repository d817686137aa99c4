"""The portal as in production, but for HTTPS and its secrets; static files are not collected."""

from portal.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "bench"
ALLOWED_HOSTS = ["127.0.0.1"]
DEMO_LOGINS = False
SERVE_MEDIA = False
WHITENOISE_AUTOREFRESH = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

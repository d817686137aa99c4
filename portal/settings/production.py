"""Production: demands its secrets, speaks HTTPS only, has no demo and no fixed log-in."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403
from portal.settings.base import STORAGES

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
STORAGES["staticfiles"] = {"BACKEND": "portal.storage.HashedStaticFilesStorage"}
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.items("TRUSTED_PROXIES") else None
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
DEMO_LOGINS = False
SERVE_MEDIA = env.flag("SERVE_MEDIA", False)

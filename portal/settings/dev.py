"""Running on one's own machine: needs no environment variable at all."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403

DEBUG = env.flag("DEBUG", True)
SECRET_KEY = env.text("SECRET_KEY", "only-for-development-never-in-production-0123456789abcdef")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS", "*")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DEMO_LOGINS = True
SERVE_MEDIA = True

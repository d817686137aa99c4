"""Settings of the site the journeys walk through: the sample content of ``make run``, in a folder of its own."""

from pathlib import Path

from portal.settings import env
from portal.settings.test import *  # noqa: F403

BROWSER_SITE = Path(env.text("BROWSER_SITE", ""))
DATABASES = {"default": env.database(f"sqlite:///{BROWSER_SITE}/site.sqlite3", BROWSER_SITE)}
MEDIA_ROOT = BROWSER_SITE / "media"
DEMO_LOGINS_FILE = BROWSER_SITE / "demo-logins.json"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = BROWSER_SITE / "mail"
SUBMISSION_RATE_LIMIT = 1000

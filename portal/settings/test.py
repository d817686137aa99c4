"""The test suite: fast hashes, mail in memory, tasks run by the database worker only when a test drains it."""

import os
import tempfile
from pathlib import Path

from portal.settings import env
from portal.settings.base import *  # noqa: F403
from portal.settings.base import BASE_DIR, DATABASES

DEBUG = False
SECRET_KEY = "test-key-not-a-secret-0123456789abcdefghijklmnop"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_worker = f"{env.text('TEST_DATABASE_SUFFIX', '')}{env.text('PYTEST_XDIST_WORKER', '')}"
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"portal-test-media-{_worker}-{os.getpid()}"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DEMO_LOGINS = True
SERVE_MEDIA = True
SUBMISSION_MIN_SECONDS = 0
FRAME_SECONDS = 0
SEARCH_COUNTS_SECONDS = 0
_suffix = env.text("TEST_DATABASE_SUFFIX", "")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    (BASE_DIR / "var").mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(BASE_DIR / "var" / f"test{_suffix}.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_portal{_suffix}"}
    DATABASES["default"]["CONN_MAX_AGE"] = 0

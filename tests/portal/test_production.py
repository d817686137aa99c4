"""Production settings: demand real secrets, pass Django's own examination, know no sample log-in, log no personal data."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET = secrets.token_urlsafe(50)


def manage(*arguments, **env):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = {"DJANGO_SETTINGS_MODULE": "portal.settings.production", **kept, **env}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120
    )


def test_the_deployment_check_finds_nothing(tmp_path):
    done = manage(
        "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=SECRET, ALLOWED_HOSTS="congkhai.example.gov.vn"
    )
    assert done.returncode == 0, done.stderr
    assert "identified no issues" in done.stdout


@pytest.mark.parametrize(
    "key",
    [
        None,
        "",
        "ngan",
        "a" * 80,
        "only-for-development-never-in-production-0123456789abcdef",
        "test-key-not-a-secret-0123456789abcdefghijklmnop-0123456789",
        "django-insecure-" + "0123456789abcdefghij" * 3,
        "CHANGE-ME-" + "0123456789abcdefghij" * 3,
    ],
)
def test_a_missing_short_or_known_secret_is_refused(key):
    env = {} if key is None else {"SECRET_KEY": key}
    done = manage("check", ALLOWED_HOSTS="a.example.gov.vn", **env)
    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_without_a_name_is_refused():
    done = manage("check", SECRET_KEY=SECRET)
    assert done.returncode == 1
    assert "ALLOWED_HOSTS" in done.stderr


def test_cookies_redirects_and_proxies_are_as_a_public_site_needs_them():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DEBUG"]
    names += ["DEMO_LOGINS", "SERVE_MEDIA", "SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_HTTPONLY"]
    code = f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {names}]))"
    done = manage("shell", "-v0", "-c", code, SECRET_KEY=SECRET, ALLOWED_HOSTS="a.example.gov.vn")
    values = dict(zip(names, json.loads(done.stdout.strip().splitlines()[-1]), strict=True))
    assert values == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "DEBUG": False,
        "DEMO_LOGINS": False,
        "SERVE_MEDIA": False,
        "SECURE_PROXY_SSL_HEADER": None,
        "SESSION_COOKIE_HTTPONLY": True,
    }


def test_sample_content_is_refused(tmp_path):
    done = manage(
        "load_demo",
        SECRET_KEY=SECRET,
        ALLOWED_HOSTS="a.example.gov.vn",
        DATABASE_URL=f"sqlite:///{tmp_path}/site.sqlite3",
    )
    assert done.returncode == 2
    assert not (tmp_path / "demo-logins.json").exists()

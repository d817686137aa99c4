"""The stack the user fixed: Wagtail must not have moved, Django stays on its long-term release."""

import os
import subprocess
import sys

import django
import wagtail
from django.conf import settings


def test_wagtail_did_not_move():
    assert wagtail.__version__.startswith("8.0.")


def test_django_is_the_long_term_release():
    assert django.VERSION[:2] == (5, 2)


def test_the_interface_is_vietnamese_in_vietnams_time():
    assert settings.LANGUAGE_CODE == "vi"
    assert settings.TIME_ZONE == "Asia/Ho_Chi_Minh"
    assert settings.USE_TZ


def test_the_required_libraries_stand_in_the_hashed_lock():
    lock = (settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8")
    for name in ("wagtail==8.0", "django==5.2", "psycopg2-binary==", "django-taggit==", "elasticsearch-dsl==8."):
        assert f"\n{name}" in lock
    assert "--hash=sha256:" in lock


def test_the_lock_names_no_registry():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (settings.BASE_DIR / name).read_text(encoding="utf-8")
        assert "://" not in lock
        assert "--index-url" not in lock


def test_a_web_worker_starts_without_the_libraries_that_only_reports_and_tasks_need():
    code = (
        "import sys, portal.wsgi; from django.urls import get_resolver; get_resolver().url_patterns;"
        " print([name for name in ('pyhanko', 'docx', 'xlsxwriter', 'pdfplumber', 'pypdfium2', 'ocrmypdf') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_web_worker_asked_for_its_health_loads_no_client_of_a_cluster_that_is_not_there(tmp_path):
    code = (
        "import sys, portal.wsgi; from django.test import Client;"
        " answer = Client(headers={'host': '127.0.0.1'}).get('/suc-khoe/').json();"
        " clients = ('elasticsearch', 'elastic_transport', 'aiohttp', 'pyhanko');"
        " print('search' in answer, [name for name in clients if name in sys.modules])"
    )
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "SEARCH_URL": ""}
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip().splitlines()[-1] == "True []"

"""Every test begins in Vietnamese, whatever page an earlier one opened; the demo is loaded once a file that asks for it."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation


@pytest.fixture(autouse=True)
def vietnamese():
    """The language of the portal."""
    with translation.override("vi"):
        yield


def load_demo() -> str:
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, loaded once for all tests that only look at it; what the command printed."""
    folder = tmp_path_factory.mktemp("demo")
    with (
        override_settings(DEMO_LOGINS_FILE=folder / "demo-logins.json", MEDIA_ROOT=folder / "media"),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def own_files(tmp_path, settings):
    """Log-ins and media of one test alone."""
    settings.DEMO_LOGINS_FILE = tmp_path / "demo-logins.json"
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def anyone():
    """A reader without log-in."""
    return Client()

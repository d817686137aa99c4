"""Accounts of the roles."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "tep"


@pytest.fixture
def account(db, django_user_model):
    """Makes an account of a role."""

    def make(role: str, name: str = ""):
        user = django_user_model.objects.create_user(
            username=name or f"nguoi-{role}", password="Mat-khau-dai-12", last_name=name or role
        )
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def as_role(account):
    """A browser logged in with a role."""

    def enter(role: str, name: str = "") -> Client:
        client = Client()
        client.force_login(account(role, name))
        return client

    return enter


@pytest.fixture
def editor(as_role) -> Client:
    return as_role("Biên tập viên", "bien-tap")

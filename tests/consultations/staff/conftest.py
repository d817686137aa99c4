"""People and an open consultation for the tests of the editors' part."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User

from consultations.models import Comment
from legaldocs.models import Provision
from tests.factories.consultations import ConsultationFactory, posted_expression, submit


@pytest.fixture
def staff_user(db):
    """Makes an editor with admin access and the named permissions of this app."""

    def make(username: str, *codenames: str) -> User:
        user = User.objects.create_user(username, password="mat-khau-rat-dai")
        wanted = Permission.objects.filter(content_type__app_label="consultations", codename__in=codenames)
        assert wanted.count() == len(codenames)
        user.user_permissions.set([*wanted, Permission.objects.get(codename="access_admin")])
        return user

    return make


@pytest.fixture
def moderator(client, staff_user):
    user = staff_user("kiem-duyet", "moderate_comment")
    client.force_login(user)
    return user


@pytest.fixture
def officer(client, staff_user):
    user = staff_user("soan-thao", "answer_comment", "export_consultation")
    client.force_login(user)
    return user


@pytest.fixture
def head(client, staff_user):
    user = staff_user(
        "truong-ban",
        "moderate_comment",
        "answer_comment",
        "publish_response",
        "export_consultation",
        "view_personaldata",
    )
    client.force_login(user)
    return user


@pytest.fixture
def consultation(db):
    return ConsultationFactory(open=True)


@pytest.fixture
def clause(consultation):
    """Điều 3 khoản 1."""
    return Provision.objects.get(expression=posted_expression(consultation), eid="art_3__cl_1")


@pytest.fixture
def comments(consultation, clause):
    """Three comments on the clause."""
    for _ in range(3):
        submit(consultation, provision_id=clause.pk)
    return list(Comment.objects.order_by("pk"))

"""Binding accounts to agencies: administrators only."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from consultations.models import AgencyOfficer
from legaldocs.models import Organization

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/can-bo-co-quan/"


def test_an_administrator_binds_an_account_to_an_agency(client):
    admin = User.objects.create_user("quan-tri", password="mat-khau-rat-dai")
    admin.groups.add(Group.objects.get(name="Quản trị viên"))
    client.force_login(admin)
    account = User.objects.create_user("can-bo")
    organization = Organization.objects.create(code="X1", name="Bộ Tài chính")
    assert client.get(ADDRESS).status_code == 200
    client.post(f"{ADDRESS}new/", {"user": account.pk, "organization": organization.pk, "can_send": "on"})
    assert AgencyOfficer.objects.get().organization == organization


def test_moderators_and_drafting_officers_do_not(client, staff_user):
    client.force_login(staff_user("khac", "moderate_comment", "answer_comment"))
    assert client.get(ADDRESS).status_code in (302, 403)


@pytest.mark.parametrize(
    ("role", "moderates", "answers", "exports"),
    [
        ("Kiểm duyệt viên", True, False, False),
        ("Chuyên viên soạn thảo", False, True, True),
        ("Trưởng ban biên tập", True, True, True),
        ("Biên tập viên", False, False, False),
        ("Cán bộ cơ quan", False, False, False),
    ],
)
def test_each_role_sees_only_its_work(client, consultation, role, moderates, answers, exports):
    user = User.objects.create_user("nguoi-dung", password="mat-khau-rat-dai")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    for path, allowed in (
        ("/quan-tri/gop-y/", moderates),
        ("/quan-tri/tiep-thu/", answers),
        (f"/quan-tri/tiep-thu/{consultation.pk}/tong-hop.xlsx", exports),
    ):
        assert (client.get(path).status_code == 200) is allowed, path

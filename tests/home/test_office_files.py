"""Private files of the office: each role opens those of its work, a guessed address opens nothing."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from portal.storage import office_storage, private_storage
from tests.factories.home import user_with_role

pytestmark = pytest.mark.django_db

ROLES = {
    "Biên tập viên": {"van-ban", "tiep-nhan", "lay-y-kien"},
    "Kiểm duyệt viên": {"lay-y-kien"},
    "Chuyên viên soạn thảo": {"van-ban", "tiep-nhan", "lay-y-kien"},
    "Trưởng ban biên tập": {"van-ban", "tiep-nhan", "lay-y-kien"},
    "Cán bộ cơ quan": set(),
    "Quản trị viên": {"van-ban", "tiep-nhan", "lay-y-kien"},
}


@pytest.fixture
def files():
    return {
        folder: office_storage().save(f"{folder}/thu.txt", ContentFile(b"noi bo"))
        for folder in ("van-ban", "tiep-nhan", "lay-y-kien")
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_the_folders_of_its_work(client, files, role):
    client.force_login(user_with_role(role))
    opened = {folder for folder, name in files.items() if client.get(f"/quan-tri/tep/{name}").status_code == 200}
    assert opened == ROLES[role]


def test_whoever_is_not_logged_in_is_led_to_the_log_in_and_back(client, files):
    address = f"/quan-tri/tep/{files['van-ban']}"
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"] == f"/quan-tri/login/?next={address}"


@pytest.mark.parametrize("role", ["Quản trị viên", "Trưởng ban biên tập"])
def test_files_of_agencies_and_of_the_system_open_for_nobody_here(client, role):
    private_storage().save("co-quan/tra-loi.pdf", ContentFile(b"cua co quan"))
    client.force_login(user_with_role(role))
    for name in (
        "co-quan/tra-loi.pdf",
        "van-ban/../co-quan/tra-loi.pdf",
        "van-ban/khong-co.txt",
        "/etc/passwd",
        "van-ban",
    ):
        assert client.get(f"/quan-tri/tep/{name}").status_code in {403, 404}

"""``/tep/…``: stored public files, and every name that cannot be one."""

from __future__ import annotations

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404

from portal.views import public_file


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "van-ban").mkdir(parents=True)
    (settings.MEDIA_ROOT / "van-ban" / "ban-ky.txt").write_text("Điều 1", encoding="utf-8")
    (tmp_path / "bi-mat.txt").write_text("không ai được đọc", encoding="utf-8")
    return settings.MEDIA_ROOT


def test_a_stored_file_is_served(rf, media):
    answer = public_file(rf.get("/tep/van-ban/ban-ky.txt"), "van-ban/ban-ky.txt")
    assert b"".join(answer.streaming_content).decode() == "Điều 1"


@pytest.mark.parametrize(
    "path",
    [
        "khong-co.pdf",
        "",
        "van-ban",
        "x" * 10_000,
        "x/" * 3000,
        "ạ" * 300,
        "../bi-mat.txt",
        "van-ban/ban-ky.txt/x",
        "a\x00b",
    ],
    ids=[
        "absent",
        "nothing",
        "a folder",
        "too long",
        "too deep",
        "too long in bytes",
        "outside",
        "under a file",
        "NUL",
    ],
)
def test_a_name_that_is_no_file_is_not_there(rf, media, path):
    with pytest.raises((Http404, SuspiciousFileOperation)):
        public_file(rf.get("/tep/x"), path)

"""A demo that is interrupted leaves nothing half; the next run goes on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Page

from consultations.models import Submission
from home.demo import consultation_closed, documents, loading
from home.demo.document_facts import DOCUMENTS
from home.demo.logins import logins_path
from legaldocs.models import LegalDocument


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def load() -> str:
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture
def small_demo(tmp_path, settings, monkeypatch):
    """Log-ins and media of this test alone; one decree and the consultation that went the whole way."""
    settings.DEMO_LOGINS_FILE = tmp_path / "demo-logins.json"
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(loading, "PARTS", loading.PARTS[:3])
    monkeypatch.setattr(documents, "DOCUMENTS", [facts for facts in DOCUMENTS if facts.file == "01-2025-nd-cpm"])
    return tmp_path


@pytest.mark.django_db
def test_a_part_that_fails_leaves_neither_rows_nor_files_and_the_next_run_goes_on(small_demo, monkeypatch):
    real, pages_before = consultation_closed.finish, Page.objects.count()

    def breaks(**kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(consultation_closed, "finish", breaks)
    with pytest.raises(RuntimeError):
        load()
    decree = LegalDocument.objects.get(is_sample=True)
    assert Page.objects.count() == pages_before
    assert not Submission.objects.exists()
    assert {path.parent.name for path in files_below(small_demo / "media-private")} == {str(decree.uuid)}
    assert not logins_path().exists()
    assert not loading.is_loaded()

    monkeypatch.setattr(consultation_closed, "finish", real)
    said = load()
    assert "đã nạp: văn bản" not in said
    assert "đã nạp: lấy ý kiến đã trả lời" in said
    assert loading.is_loaded()

"""``read_documents`` and ``import_documents``: their interface, their report, their exit codes."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from legaldocs.models import DocumentFile, LegalDocument, Organization
from tests.legaldocs.services.test_importing import DECREE, media_files

KINDS = {
    "part",
    "chapter",
    "section",
    "subsection",
    "article",
    "clause",
    "point",
    "paragraph",
    "annex",
    "form",
    "table",
    "quote",
}


def run(command: str, *args: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(command, *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(DECREE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(DECREE.replace("15/2020", "16/2020"), encoding="utf-8")
    return tmp_path


def test_read_documents_prints_one_line_of_json_for_each_file_without_the_database(folder):
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 broken")
    out, _ = run("read_documents", str(folder), "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["ok"] for row in rows] == [True, True, False]
    row = rows[0]
    assert set(row) == {"path", "ok", "error", "line", "metadata", "provisions", "citations", "warnings"}
    assert set(row["metadata"]) == {
        "type",
        "number",
        "number_key",
        "issuers",
        "issued_on",
        "effective_on",
        "abstract",
        "signers",
        "place",
    }
    assert row["metadata"]["type"] == "Nghị định"
    assert row["metadata"]["issued_on"] == "2020-02-03"
    assert all(set(provision) == {"eid", "anchor", "kind", "num", "heading", "text"} for provision in row["provisions"])
    assert {provision["kind"] for provision in row["provisions"]} <= KINDS
    texts = {provision["eid"]: provision["text"] for provision in row["provisions"]}
    for citation in row["citations"]:
        assert texts[citation["provision"]][citation["start"] : citation["end"]] == citation["text"]
    assert rows[2]["error"]
    assert rows[2]["metadata"] is None


def test_read_documents_reports_in_vietnamese_and_fails_when_a_file_fails(folder):
    (folder / "c.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(CommandError, match="1 tệp không đọc được"):
        run("read_documents", str(folder))
    out, _ = run("read_documents", str(folder / "a.txt"))
    assert "Ngày ban hành: 03/02/2020" in out
    assert "2 điều" in out


def test_read_documents_without_a_file_says_so(tmp_path):
    with pytest.raises(CommandError, match="Không có tệp"):
        run("read_documents", str(tmp_path))


@pytest.mark.django_db
def test_import_documents_imports_publishes_and_reports(folder, tmp_path):
    report = tmp_path / "bao-cao.json"
    out, _ = run("import_documents", str(folder / "a.txt"), str(folder / "b.txt"), "--publish", "--report", str(report))
    assert "2 văn bản đã công khai" in out
    assert LegalDocument.objects.filter(live=True).count() == 2
    data = json.loads(report.read_text(encoding="utf-8"))
    assert data["counts"] == {"published": 2}
    assert data["entries"][0]["path"].endswith("a.txt")


@pytest.mark.django_db
def test_a_second_run_imports_nothing(folder):
    run("import_documents", str(folder), "--publish")
    out, _ = run("import_documents", str(folder), "--publish")
    assert "2 văn bản đã có từ trước" in out
    assert LegalDocument.objects.count() == 2
    assert DocumentFile.objects.count() == 2


@pytest.mark.django_db
def test_a_dry_run_stores_no_row_and_no_file(folder):
    files, organizations = media_files(), Organization.objects.count()
    out, _ = run("import_documents", str(folder), "--publish", "--dry-run")
    assert "Chạy thử" in out
    assert "2 văn bản đã công khai" in out
    assert LegalDocument.objects.count() == 0
    assert Organization.objects.count() == organizations
    assert media_files() == files


@pytest.mark.django_db
def test_a_file_that_fails_is_named_and_the_rest_goes_on(folder):
    (folder / "aa.txt").write_bytes(b"\xff\xfe\xfa" + b"\xd8" * 9)
    (folder / "x.jsonl").write_text("{\n", encoding="utf-8")
    report = folder.parent / "bao-cao.txt"
    err = io.StringIO()
    with pytest.raises(CommandError, match="2 tệp hoặc dòng không nhập được"):
        call_command("import_documents", str(folder), "--report", str(report), stdout=io.StringIO(), stderr=err)
    assert "aa.txt" in err.getvalue()
    assert "x.jsonl dòng 1" in err.getvalue()
    assert LegalDocument.objects.count() == 2
    assert "KHÔNG NHẬP ĐƯỢC" in report.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_ctrl_c_reports_what_was_done_and_says_how_to_go_on(folder, monkeypatch):
    from legaldocs.services import import_files

    real = import_files.import_read_document
    monkeypatch.setattr(import_files, "TOGETHER", 1)

    def stop_at_second(result, **kwargs):
        if result.path.endswith("b.txt"):
            raise KeyboardInterrupt
        return real(result, **kwargs)

    monkeypatch.setattr(import_files, "import_read_document", stop_at_second)
    with pytest.raises(CommandError, match="Chạy lại lệnh này") as stopped:
        run("import_documents", str(folder), "--publish")
    assert stopped.value.returncode == 130
    assert LegalDocument.objects.count() == 1
    monkeypatch.setattr(import_files, "import_read_document", real)
    out, _ = run("import_documents", str(folder), "--publish")
    assert "1 văn bản đã công khai" in out
    assert "1 văn bản đã có từ trước" in out


@pytest.mark.django_db
def test_a_failure_nobody_foresaw_is_reported_and_stores_nothing(folder, monkeypatch):
    from legaldocs.services import arriving

    monkeypatch.setattr(arriving, "propose_legal_bases", lambda *args: 1 / 0)
    files = media_files()
    with pytest.raises(CommandError):
        run("import_documents", str(folder))
    assert LegalDocument.objects.count() == 0
    assert media_files() == files

"""Files imported side by side by several processes give what one process gives (PostgreSQL; SQLite has one writer)."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from legaldocs.models import LegalDocument, Relation
from legaldocs.search.answers import answer
from legaldocs.services import import_files, import_workers
from legaldocs.services.import_run import ImportRun, Plan

pytestmark = pytest.mark.django_db(transaction=True)
several_writers = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")


def decree(serial: int, basis: str = "") -> str:
    return (
        "CHÍNH PHỦ\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
        f"Số: {serial}/2020/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2020\nNGHỊ ĐỊNH\nQuy định về việc số {serial}\n"
        f"{basis}Chính phủ ban hành Nghị định quy định về việc số {serial}.\n"
        f"Điều 1. Phạm vi điều chỉnh\nNghị định này quy định về việc số {serial}.\n"
        "Điều 2. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành kể từ ngày 01 tháng 5 năm 2020./.\n"
        "TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Văn Mẫu\n"
    )


@pytest.fixture
def folder(tmp_path):
    for serial in range(1, 9):
        other = f"Căn cứ Nghị định số {9 - serial}/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;\n"
        (tmp_path / f"nd-{serial}.txt").write_text(decree(serial, other), encoding="utf-8")
    return tmp_path


def imported(folder, processes: int) -> ImportRun:
    run = ImportRun(publish=True, processes=processes)
    list(run.over(Plan.of([folder])))
    return run


@several_writers
def test_two_processes_take_in_all_files_in_their_order_and_index_them(folder, monkeypatch):
    monkeypatch.setattr(import_files, "TOGETHER", 2)
    run = imported(folder, 2)
    assert [entry.path.rsplit("/", 1)[1] for entry in run.entries] == [f"nd-{n}.txt" for n in range(1, 9)]
    assert {entry.state for entry in run.entries} == {"published"}
    assert LegalDocument.objects.filter(live=True).count() == 8
    assert answer("7/2020/NĐ-CP").results[0].document.number == "7/2020/NĐ-CP"


@several_writers
def test_documents_that_name_each_other_are_linked_though_neither_saw_the_other(folder, monkeypatch):
    monkeypatch.setattr(import_files, "TOGETHER", 1)
    imported(folder, 2)
    assert not Relation.objects.filter(target=None).exists()
    assert Relation.objects.filter(kind="based_on").count() == 8


@several_writers
def test_the_same_document_in_two_files_becomes_one_record_with_both(folder, monkeypatch):
    monkeypatch.setattr(import_files, "TOGETHER", 1)
    for name in ("a", "b", "c", "d"):
        (folder / f"{name}.txt").write_text(decree(77) + f"\n{name}\n", encoding="utf-8")
    run = imported(folder, 2)
    document = LegalDocument.objects.get(number="77/2020/NĐ-CP")
    assert document.files.count() == 4
    assert not run.failures


@several_writers
def test_an_unreadable_file_among_others_is_named_and_the_rest_goes_on(folder, monkeypatch):
    monkeypatch.setattr(import_files, "TOGETHER", 3)
    (folder / "nd-3.txt").write_bytes(b"")
    run = imported(folder, 2)
    assert [failure.rsplit("/", 1)[1].split(":")[0] for failure in run.failures] == ["nd-3.txt"]
    assert LegalDocument.objects.count() == 7


@several_writers
def test_a_process_that_dies_is_named_for_its_files(folder, monkeypatch):
    monkeypatch.setattr(import_files, "TOGETHER", 8)
    monkeypatch.setattr(import_workers, "processes_for", lambda *given: 2)
    monkeypatch.setattr("legaldocs.services.import_run.processes_for", lambda *given: 2)
    monkeypatch.setattr(import_files.FileImporter, "group", lambda self, paths: os._exit(9))
    run = imported(folder, 2)
    assert len(run.failures) == 8
    assert all("chạy lại" in failure for failure in run.failures)
    assert not LegalDocument.objects.exists()


def test_one_unforeseen_failure_in_a_group_spoils_only_its_own_file_and_is_logged(folder, monkeypatch, caplog):
    real = import_files.import_read_document

    def fail_at_five(result, **options):
        if result.path.endswith("nd-5.txt"):
            raise ArithmeticError("nobody foresaw this")
        return real(result, **options)

    monkeypatch.setattr(import_files, "import_read_document", fail_at_five)
    run = imported(folder, 1)
    assert [entry.path.rsplit("/", 1)[1] for entry in run.entries if entry.failed] == ["nd-5.txt"]
    why = next(record for record in caplog.records if "could not be stored together" in record.getMessage())
    assert "nd-" in why.getMessage()
    assert why.exc_info is not None
    assert isinstance(why.exc_info[1], ArithmeticError)
    assert LegalDocument.objects.filter(live=True).count() == 7
    assert all(
        document.files.get().file.storage.exists(document.files.get().file.name)
        for document in LegalDocument.objects.all()
    )


def test_on_sqlite_and_inside_a_transaction_one_process_imports():
    if connection.vendor == "sqlite":
        assert import_workers.processes_for(50, 4) == 1
        return
    assert import_workers.processes_for(50, 4) == 4
    assert import_workers.processes_for(1, 4) == 1
    from django.db import transaction

    with transaction.atomic():
        assert import_workers.processes_for(50, 4) == 1


def test_groups_keep_the_order_hold_little_and_leave_archives_alone(tmp_path):
    sizes = {"a.txt": 10, "b.txt": import_files.TOGETHER_BYTES, "c.zip": 10, "d.txt": 10, "e.txt": 10}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
    groups = import_files.groups_of([*(tmp_path / name for name in sizes), tmp_path / "missing.txt"])
    assert [[path.name for path in group] for group in groups] == [
        ["a.txt"], ["b.txt"], ["c.zip"], ["d.txt", "e.txt", "missing.txt"],
    ]  # fmt: skip

"""Uploads read again: scans recognised by the worker with progress, tracked changes the other way, nothing typed lost."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from legaldocs.intake import recognition
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Changes, Extracted, warning
from legaldocs.models import Expression, IntakeItem, LegalDocument
from legaldocs.models.intake import IntakeState
from legaldocs.services import receiving, recognising
from legaldocs.services.receiving import NotReviewable
from tests.legaldocs.intake.pdf_files import pdf
from tests.legaldocs.intake.printed_files import directive_page, image_file, printed, text_at
from tests.legaldocs.intake.word_files import docx, paragraph
from tests.legaldocs.staff.conftest import account, as_role, editor  # noqa: F401

pytestmark = pytest.mark.django_db
TEXT = (
    "BỘ NỘI VỤ\nSố: 02/CT-BNV\nHà Nội, ngày 11 tháng 9 năm 2012\nCHỈ THỊ\nVề việc thử nghiệm nhận dạng chữ\n"
    "1. Các đơn vị thực hiện nghiêm túc.\n2. Văn phòng Bộ theo dõi.\nBỘ TRƯỞNG\n\nNguyễn Văn Thử"
)
CHANGED = docx(
    paragraph("Điều 1. Phạm vi")
    + paragraph(raw='<w:r><w:t xml:space="preserve">1. Mức </w:t></w:r><w:del w:author="Lan"><w:r><w:delText>cũ</w:delText></w:r></w:del><w:ins w:author="Lan"><w:r><w:t>mới</w:t></w:r></w:ins>')
)  # fmt: skip


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "tep"


@pytest.fixture
def recogniser(monkeypatch):
    """A recogniser that reads every scan as the same text, page by page."""
    told: list[IntakeItem] = []

    def extract(data, kind, *, options, progress):
        for done in (1, 2):
            progress(done, 2)
            told.append(IntakeItem.objects.get())
        facts = {"recognised": {"confidence": 0.91, "pages": [[1, 0.95], [2, 0.87]]}}
        return Extracted(TEXT, [warning("text-recognised", "Lời văn được nhận dạng từ bản quét.")], facts)

    monkeypatch.setattr(receiving, "is_available", lambda: True)
    monkeypatch.setattr(recognising, "is_available", lambda: True)
    monkeypatch.setattr(recognising, "extract", extract)
    return told


def receive(name: str, data: bytes) -> IntakeItem:
    batch = receiving.receive(uploads=[SimpleUploadedFile(name, data)], user=None)
    receiving.read_or_enqueue(batch)
    return batch.items.get()


def scan() -> bytes:
    return pdf(["x"], ["y"], image_only=True)


def test_a_scan_waits_for_the_worker_and_is_recognised_page_by_page(recogniser, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        item = receive("quet.pdf", scan())
    assert item.state == IntakeState.SCAN
    assert DBTaskResult.objects.get().task_path.endswith("recognise_intake_item")
    item = recognising.recognise_item(item.pk)
    assert [(row.pages_done, row.pages_total, row.state) for row in recogniser] == [(1, 2, "scan"), (2, 2, "scan")]
    assert (item.state, item.recognised_percent) == (IntakeState.READ, 91)
    assert item.metadata["facts"]["number"] == "02/CT-BNV"
    assert "text-recognised" in [row["code"] for row in item.findings]
    with item.file.open("rb") as handle:
        assert handle.read() == scan()  # the original never changes


def test_a_run_at_work_is_left_alone_and_one_that_died_is_taken_up(recogniser):
    item = receive("quet.pdf", scan())
    IntakeItem.objects.filter(pk=item.pk).update(pages_total=9, updated_at=timezone.now())
    assert recognising.recognise_item(item.pk).state == IntakeState.SCAN
    IntakeItem.objects.filter(pk=item.pk).update(updated_at=timezone.now() - datetime.timedelta(minutes=6))
    assert recognising.recognise_item(item.pk).state == IntakeState.READ
    assert recognising.recognise_item(item.pk).state == IntakeState.READ
    assert recognising.recognise_item(item.pk + 99) is None


def test_a_scan_set_aside_meanwhile_stays_aside(recogniser, monkeypatch):
    item = receive("quet.pdf", scan())
    usual = recognising.extract

    def extract(*args, **options):
        receiving.discard(item_id=item.pk)
        return usual(*args, **options)

    monkeypatch.setattr(recognising, "extract", extract)
    assert recognising.recognise_item(item.pk).state == IntakeState.DISCARDED


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UnreadableFile("Nhận dạng chữ không thành công.", is_scan=True), "không thành công"),
        (OSError("disk"), "kho lưu trữ"),
        (KeyError("x"), "ngoài dự kiến"),
    ],
)
def test_a_recognition_that_fails_is_told_and_can_be_asked_again(recogniser, monkeypatch, error, words):
    item = receive("quet.pdf", scan())

    def extract(*_, **__):
        raise error

    monkeypatch.setattr(recognising, "extract", extract)
    item = recognising.recognise_item(item.pk)
    assert item.state == IntakeState.FAILED
    assert words in item.error
    assert recognising.ask_for_recognition(item_id=item.pk).state == IntakeState.SCAN


def test_without_a_recogniser_a_scan_is_refused_with_advice(monkeypatch):
    monkeypatch.setattr(receiving, "is_available", lambda: False)
    item = receive("quet.pdf", scan())
    assert item.state == IntakeState.FAILED
    assert "hình ảnh quét" in item.error
    monkeypatch.setattr(recognising, "is_available", lambda: False)
    with pytest.raises(NotReviewable, match="chưa cài bộ nhận dạng"):
        recognising.ask_for_recognition(item_id=item.pk)


def test_recognised_text_says_so_in_public_until_somebody_compared_it(recogniser, client):
    item = receive("quet.pdf", scan())
    recognising.recognise_item(item.pk)
    item.refresh_from_db()
    outcome = receiving.make_document(
        item_id=item.pk,
        facts=item.metadata["facts"] | {"valid_from_note": "không nêu"},
        text=item.text,
        publish=True,
        user=None,
    )
    document = LegalDocument.objects.get(pk=outcome.document_id)
    expression = Expression.objects.get(document=document)
    assert (document.live, expression.recognised_percent) == (True, 91)
    page = client.get(document.get_absolute_url()).content.decode()
    assert "nhận dạng" in page
    assert "91" in page
    Expression.objects.update(recognised_checked_on=datetime.date(2026, 3, 12))
    page = client.get(document.get_absolute_url()).content.decode()
    assert "12/03/2026" in page or "12/3/2026" in page


def test_tracked_changes_are_read_the_other_way_and_the_choice_is_kept(editor):  # noqa: F811
    item = receive("sua.docx", CHANGED)
    assert "1. Mức mới" in item.text
    page = editor.get(reverse("corpus:intake_item", args=[item.batch_id, item.pk])).content.decode()
    assert reverse("corpus:intake_changes", args=[item.batch_id, item.pk]) in page
    answer = editor.post(
        reverse("corpus:intake_changes", args=[item.batch_id, item.pk]), {"changes": "rejected"}, follow=True
    )
    assert answer.status_code == 200
    item.refresh_from_db()
    assert "1. Mức cũ" in item.text
    assert item.metadata["changes_wanted"] == "rejected"
    assert item.metadata["reading"]["changes"]["read_as"] == "rejected"
    assert recognising.read_with_changes(item_id=item.pk, changes=Changes.ACCEPTED).text.endswith("Mức mới")


def test_corrections_are_not_dropped_without_a_word(editor):  # noqa: F811
    item = receive("sua.docx", CHANGED)
    receiving.keep_corrections(
        item_id=item.pk, facts=item.metadata["facts"], text=item.text + "\n2. Gõ thêm", read_again=False
    )
    address = reverse("corpus:intake_changes", args=[item.batch_id, item.pk])
    refused = editor.post(address, {"changes": "rejected"}, follow=True).content.decode()
    assert "đã được sửa" in refused
    item.refresh_from_db()
    assert item.text.endswith("2. Gõ thêm")
    editor.post(address, {"changes": "rejected", "drop": "1"})
    item.refresh_from_db()
    assert "Gõ thêm" not in item.text
    assert "Mức cũ" in item.text


def test_reading_the_corrected_text_again_keeps_what_the_file_told(editor):  # noqa: F811
    item = receive("sua.docx", CHANGED)
    item = receiving.keep_corrections(
        item_id=item.pk, facts=item.metadata["facts"], text=item.text + "\n2. Thêm", read_again=True
    )
    assert "tracked-changes" in [row["code"] for row in item.findings]


def test_pages_that_are_pictures_can_be_asked_for(recogniser, editor):  # noqa: F811
    item = receive("a.txt", TEXT.encode())
    item.metadata = {**item.metadata, "reading": {"pages": 3, "pages_without_text": [2]}}
    item.save()
    page = editor.get(reverse("corpus:intake_item", args=[item.batch_id, item.pk])).content.decode()
    address = reverse("corpus:intake_recognise", args=[item.batch_id, item.pk])
    assert address in page
    answer = editor.post(address, follow=True)
    item.refresh_from_db()
    assert (answer.status_code, item.state) == (200, IntakeState.SCAN)
    again = editor.post(address, follow=True)
    assert "không đọc lại được" in again.content.decode()


def test_progress_is_shown_beside_the_file(recogniser, editor):  # noqa: F811
    item = receive("quet.pdf", scan())
    IntakeItem.objects.filter(pk=item.pk).update(pages_done=3, pages_total=7)
    page = editor.get(reverse("corpus:intake_batch", args=[item.batch_id])).content.decode()
    assert '<progress max="7" value="3">' in page
    assert 'data-waiting="1"' in page


@pytest.mark.skipif(not recognition.is_available(), reason="tesseract-ocr-vie chưa được cài")
def test_the_whole_way_of_a_scanned_page_with_the_real_recogniser():
    item = receive("chi-thi.png", image_file(directive_page(), "PNG"))
    assert item.state == IntakeState.SCAN
    item = recognising.recognise_item(item.pk)
    assert item.state == IntakeState.READ, item.error
    assert item.metadata["facts"]["number"] == "02/CT-BNV"
    assert item.recognised_percent > 80


def test_an_archive_with_a_scan_gives_an_item_that_waits(recogniser):
    from tests.legaldocs.intake.test_reader import archive

    batch = receiving.receive(
        uploads=[SimpleUploadedFile("goi.zip", archive(a__txt=TEXT.encode(), quet__pdf=scan()))], user=None
    )
    receiving.read_or_enqueue(batch)
    states = dict(batch.items.values_list("original_name", "state"))
    assert states == {"goi.zip": "imported", "a.txt": "read", "quet.pdf": "scan"}
    waiting = batch.items.get(state=IntakeState.SCAN)
    with waiting.file.open("rb") as handle:
        assert handle.read() == scan()


def test_commands_keep_recognised_documents_as_drafts():
    from legaldocs.intake.filetype import FileType
    from legaldocs.intake.reader import result_of
    from legaldocs.services.importing import ImportState, import_read_document

    extracted = Extracted(TEXT, [], {"recognised": {"confidence": 0.9, "pages": [[1, 0.9]]}})
    data = printed(text_at(25, 30, "x"))
    outcome = import_read_document(result_of("quet.pdf", data, FileType.PDF, extracted), publish=True)
    assert outcome.state is ImportState.DRAFT
    assert "để đối chiếu" in outcome.message

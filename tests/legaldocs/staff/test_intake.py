"""Import in the admin: upload, reading, review, saving; nothing half, nothing twice, nothing typed lost."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legaldocs.models import DocumentFile, IntakeBatch, IntakeItem, LegalDocument
from legaldocs.services import receiving
from legaldocs.staff.intake_forms import ReviewForm

pytestmark = pytest.mark.django_db

DECREE = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/2020/NĐ-CP
Hà Nội, ngày 05 tháng 02 năm 2020
NGHỊ ĐỊNH
Quy định về việc thử nghiệm nhập văn bản

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định việc thử nghiệm.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2020.

TM. CHÍNH PHỦ
THỦ TƯỚNG
Nguyễn Văn Thử
"""


def upload(client, *files: tuple[str, bytes], follow: bool = True):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("corpus:intake_index"), {"files": sent}, follow=follow)


def review(item: IntakeItem) -> str:
    return reverse("corpus:intake_item", args=[item.batch_id, item.pk])


def as_read(item: IntakeItem, **changes: str) -> dict[str, str]:
    values = ReviewForm.initial_of(item.metadata["facts"], item.text)
    return {name: value or "" for name, value in values.items()} | changes


def test_the_seed_directive_is_read_reviewed_and_published(editor, client, corpus_dir):
    upload(editor, ("chi-thi.txt", (corpus_dir / "chi-thi-02-ct-bnv-2012.txt").read_bytes()))
    item = IntakeItem.objects.get()
    facts = item.metadata["facts"]
    assert (item.state, facts["document_type"], facts["number"], facts["issued_on"]) == (
        "read",
        "chi-thi",
        "02/CT-BNV",
        "2012-09-11",
    )
    assert facts["issuers"] == ["Bộ Nội vụ"]
    assert facts["signers"][0][0] == "Văn Tất Thu"
    page = editor.get(review(item)).content.decode()
    assert "bị cắt ở cuối" in page
    editor.post(
        review(item), as_read(item, valid_from_note="Chỉ thị không nêu ngày có hiệu lực") | {"action": "publish"}
    )
    document = LegalDocument.objects.get()
    item.refresh_from_db()
    assert (item.state, item.document_id, document.live) == ("imported", document.pk, True)
    assert client.get(document.get_absolute_url()).status_code == 200
    assert DocumentFile.objects.get().sha256 == item.sha256


def test_corrected_facts_go_into_the_document_and_a_draft_stays_a_draft(editor):
    upload(editor, ("a.txt", DECREE.encode()))
    item = IntakeItem.objects.get()
    editor.post(
        review(item),
        as_read(item, abstract="Trích yếu đã sửa", signers="Trần Thị Hai | Bộ trưởng | KT.") | {"action": "save"},
    )
    document = LegalDocument.objects.get()
    assert (document.abstract, document.live, document.signers.get().name) == (
        "Trích yếu đã sửa",
        False,
        "Trần Thị Hai",
    )
    assert document.expressions.get().source_text.count("Điều") == 2


def test_reading_again_follows_the_corrected_text_but_keeps_what_the_editor_corrected(editor):
    upload(editor, ("a.txt", DECREE.encode()))
    item = IntakeItem.objects.get()
    text = item.text.replace("12/2020/NĐ-CP", "13/2020/NĐ-CP").replace("Điều 2. Hiệu lực", "Điều 3. Hiệu lực")
    editor.post(review(item), as_read(item, abstract="Của biên tập viên", text=text) | {"action": "reread"})
    item.refresh_from_db()
    assert item.metadata["facts"]["number"] == "13/2020/NĐ-CP"
    assert item.metadata["facts"]["abstract"] == "Của biên tập viên"
    assert [row[1] for row in item.outline] == ["1", "3"]


def test_a_wrong_form_comes_back_with_everything_typed(editor):
    upload(editor, ("a.txt", DECREE.encode()))
    item = IntakeItem.objects.get()
    answer = editor.post(
        review(item),
        as_read(item, document_type="", abstract="", text="Lời đang sửa", issued_on="hôm qua", signers="| x")
        | {"action": "save"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert {"document_type", "abstract", "issued_on", "signers"} <= set(answer.context["form"].errors)
    assert "Lời đang sửa" in page
    assert "hôm qua" in page
    assert not LegalDocument.objects.exists()


def test_a_broken_file_is_named_with_the_reason_and_the_others_go_on(editor):
    answer = upload(
        editor,
        ("hong.docx", b"PK\x03\x04 hong"),
        ("rong.txt", b""),
        ("anh.png", b"\x89PNG\r\n"),
        ("tot.txt", DECREE.encode()),
    )
    page = answer.content.decode()
    states = dict(IntakeItem.objects.values_list("original_name", "state"))
    assert {name: states[name] for name in ("hong.docx", "anh.png", "tot.txt")} == {
        "hong.docx": "failed",
        "anh.png": "failed",
        "tot.txt": "read",
    }
    assert "không mở được" in page
    assert "ảnh bị hỏng" in page
    failed = IntakeItem.objects.get(original_name="hong.docx")
    assert editor.post(reverse("corpus:intake_read", args=[failed.batch_id, failed.pk])).status_code == 302
    assert editor.get(review(failed)).status_code == 302


def test_an_archive_becomes_an_item_for_each_document_in_it(editor):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("thu-muc/mot.txt", DECREE)
        archive.writestr("hai.txt", DECREE.replace("12/2020", "14/2020"))
        archive.writestr("hong.docx", b"PK\x03\x04")
    upload(editor, ("goi.zip", packed.getvalue()))
    rows = dict(IntakeItem.objects.values_list("original_name", "state"))
    assert rows == {"goi.zip": "imported", "thu-muc/mot.txt": "read", "hai.txt": "read", "hong.docx": "failed"}
    for item in IntakeItem.objects.filter(state="read"):
        editor.post(review(item), as_read(item) | {"action": "save"})
    assert LegalDocument.objects.count() == 2


def test_lines_of_a_bulk_file_are_reviewed_one_by_one(editor):
    line = {
        "number": "5/2001/QĐ-TTg",
        "type": "Quyết định",
        "title": "Về việc thử",
        "issued_on": "2001-02-03",
        "issuer": "Thủ tướng Chính phủ",
        "articles": [{"num": "1", "heading": "Một", "text": "Lời."}],
    }
    upload(editor, ("kho.jsonl", (json.dumps(line) + "\n{hỏng\n").encode()))
    good = IntakeItem.objects.get(state="read")
    assert IntakeItem.objects.filter(state="failed", error_line=2).exists()
    editor.post(review(good), as_read(good) | {"action": "save"})
    assert LegalDocument.objects.get().number == "5/2001/QĐ-TTg"


def test_the_same_file_and_the_same_document_are_recognised_and_made_once(editor):
    upload(editor, ("a.txt", DECREE.encode()))
    first = IntakeItem.objects.get()
    editor.post(review(first), as_read(first) | {"action": "save"})
    document = LegalDocument.objects.get()
    upload(editor, ("a-lan-hai.txt", DECREE.encode()), ("ban-khac.txt", (DECREE + "\n\n").encode()))
    for item in IntakeItem.objects.filter(state="read"):
        page = editor.get(review(item))
        assert reverse("wagtailsnippets_legaldocs_legaldocument:edit", args=[document.pk]) in page.content.decode()
        editor.post(review(item), as_read(item) | {"action": "publish"})
        item.refresh_from_db()
        assert (item.state, item.document_id) == ("imported", document.pk)
    assert LegalDocument.objects.count() == 1
    assert DocumentFile.objects.count() == 2


def test_a_failed_import_leaves_no_half_document_and_no_bytes(editor, monkeypatch, settings):
    upload(editor, ("a.txt", DECREE.encode()))
    item = IntakeItem.objects.get()

    def fail(*args, **kwargs):
        raise receiving.NotReviewable("hỏng giữa chừng")

    monkeypatch.setattr(receiving, "publish_imported", fail)
    answer = editor.post(review(item), as_read(item, abstract="Vẫn còn đây") | {"action": "publish"})
    assert answer.status_code == 409
    assert "Vẫn còn đây" in answer.content.decode()
    assert not LegalDocument.objects.exists()
    assert not DocumentFile.objects.exists()
    assert list((settings.MEDIA_ROOT / "van-ban").rglob("*.txt")) == []
    item.refresh_from_db()
    assert item.state == "read"


def test_a_draft_taken_for_an_issued_decree_is_not_published_and_says_where_it_belongs(editor):
    text = DECREE.replace("Số: 12/2020/NĐ-CP\n", "")
    upload(editor, ("du-thao.txt", text.encode()))
    item = IntakeItem.objects.get()
    answer = editor.post(review(item), as_read(item, number="", issued_on="") | {"action": "publish"}, follow=True)
    assert "đưa vào một đợt lấy ý kiến" in answer.content.decode()
    assert not LegalDocument.objects.filter(live=True).exists()


def test_a_file_set_aside_can_be_taken_back(editor):
    upload(editor, ("a.txt", DECREE.encode()))
    item = IntakeItem.objects.get()
    url = reverse("corpus:intake_discard", args=[item.batch_id, item.pk])
    editor.post(url)
    item.refresh_from_db()
    assert item.state == "discarded"
    editor.post(url, {"back": "1"})
    item.refresh_from_db()
    assert item.state == "read"


def test_a_large_file_waits_for_the_worker_or_for_the_button(editor, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(receiving, "SMALL", 10)
    upload(editor, ("a.txt", DECREE.encode()))
    item = IntakeItem.objects.get()
    assert item.state == "waiting"
    batch = reverse("corpus:intake_batch", args=[item.batch_id])
    assert "data-waiting" in editor.get(batch, {"manh": "1"}).content.decode()
    answer = editor.post(reverse("corpus:intake_read", args=[item.batch_id, item.pk]))
    assert answer["Location"] == review(item)
    assert "data-waiting" not in editor.get(batch, {"manh": "1"}).content.decode()


def test_the_task_reads_a_waiting_file_once(editor):
    from legaldocs.tasks import read_intake_item

    batch = receiving.receive(uploads=[SimpleUploadedFile("a.txt", DECREE.encode())], user=None)
    item = batch.items.get()
    read_intake_item.func(item.pk)
    read_intake_item.func(item.pk)
    item.refresh_from_db()
    assert item.state == "read"
    read_intake_item.func(10**9)


def test_nothing_chosen_and_too_much_are_said_in_words(editor, settings):
    assert editor.post(reverse("corpus:intake_index")).status_code == 422
    settings.MAX_UPLOAD_BYTES = 10
    answer = upload(editor, ("to.txt", b"x" * 50))
    assert "to.txt" in answer.content.decode()
    assert not IntakeBatch.objects.exists()


def test_an_unexpected_failure_of_reading_is_a_state_not_a_server_error(editor, monkeypatch):
    def explode(*args, **kwargs):
        raise RuntimeError("bất ngờ")

    monkeypatch.setattr(receiving, "iter_file", explode)
    assert upload(editor, ("a.txt", DECREE.encode())).status_code == 200
    assert IntakeItem.objects.get().state == "failed"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 4000,
        b"\xff\xfe" + b"\xd8" * 501,
        "Điều 1.\n".encode() * 2000,
        b"%PDF-1.4",
        b"{\\rtf1",
        b"\x1f\x8b\x00",
        b'{"a":1}\n' * 2000,
    ],
)
def test_any_bytes_give_a_page(editor, content):
    assert upload(editor, ("tep.txt", content)).status_code == 200
    for item in IntakeItem.objects.filter(state="read"):
        assert editor.get(review(item)).status_code == 200
        assert editor.post(review(item), as_read(item) | {"action": "save"}).status_code in (302, 409, 422)


def test_the_queries_of_the_lists_do_not_grow_with_their_rows(editor):
    upload(editor, ("a.txt", DECREE.encode()))
    counts = []
    for more in (0, 8):
        for n in range(more):
            upload(editor, (f"{n}.txt", DECREE.replace("12/2020", f"{n + 20}/2020").encode()))
            IntakeItem.objects.create(
                batch_id=IntakeBatch.objects.order_by("pk").first().pk, original_name=f"{n}", state="failed"
            )
        with CaptureQueriesContext(connection) as queries:
            editor.get(reverse("corpus:intake_index"))
            editor.get(reverse("corpus:intake_batch", args=[IntakeBatch.objects.order_by("pk").first().pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]

"""The report on the screens: beside the source, settled and asked again, errors that block, nothing typed lost."""

from __future__ import annotations

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from legaldocs.models import Expression, IntakeItem, LegalDocument, SettledFinding
from legaldocs.services import drafting, receiving
from legaldocs.staff.intake_forms import ReviewForm
from tests.factories.legaldocs import DraftFactory, ExpressionFactory, PostedDraftFactory
from tests.legaldocs.intake.pdf_files import pdf

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
GAP = "Điều 1. Tên\n1. Khoản một.\n3. Khoản ba.\n"
BROKEN = "Điều 1. Phạm vi\nVăn bản h\ufffdng chữ.\n"
DECREE = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/2020/NĐ-CP
Hà Nội, ngày 05 tháng 02 năm 2020
NGHỊ ĐỊNH
Quy định về việc thử nghiệm

Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định việc thử nghiệm.
3. Khoản ba viết như vậy.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2020.

TM. CHÍNH PHỦ
THỦ TƯỚNG
Nguyễn Văn Thử
"""


def address(wording: Expression, name: str = "wording_edit") -> str:
    return reverse(f"corpus:{name}", args=[wording.document_id, wording.pk])


def fingerprint(page: str, title: str) -> str:
    """The name under which the finding with this title stands on the page."""
    rows = re.findall(r'data-fingerprint="([0-9a-f]{64})">(.*?)</li>', page, re.DOTALL)
    return next(name for name, inside in rows if title in inside)


def upload(client, name: str = "a.txt", text: str | bytes = DECREE) -> IntakeItem:
    data = text if isinstance(text, bytes) else text.encode()
    client.post(reverse("corpus:intake_index"), {"files": [SimpleUploadedFile(name, data)]})
    return IntakeItem.objects.order_by("-pk").first()


def review(item: IntakeItem) -> str:
    return reverse("corpus:intake_item", args=[item.batch_id, item.pk])


def as_read(item: IntakeItem, **changes: str) -> dict[str, str]:
    values = ReviewForm.initial_of(item.metadata["facts"], item.text)
    return {name: value or "" for name, value in values.items()} | changes


def test_a_sentence_that_begins_with_the_name_of_its_finding_says_it_once(editor):
    item = upload(editor, text=DECREE.replace("Hà Nội, ngày 05 tháng 02 năm 2020\n", ""))
    page = editor.get(review(item)).content.decode()
    shown = re.sub(r"<[^>]+>", " ", page)
    assert shown.count("Không đọc được ngày ban hành") == 1


# -- a wording ----------------------------------------------------------------------------------------
def test_the_report_stands_beside_the_text_with_counts_lines_and_what_to_do(editor):
    wording = ExpressionFactory(source_text=GAP)
    page = editor.get(address(wording)).content.decode()
    assert "1 điều, 2 khoản" in page
    assert "Số bị nhảy" in page
    assert 'data-line="3"' in page
    assert "3. Khoản ba." in page
    assert "Đúng như bản gốc" in page


def test_a_finding_is_settled_with_a_note_shown_with_who_and_when_and_asked_again(editor):
    wording = ExpressionFactory(source_text=GAP)
    page = editor.get(address(wording))
    name = fingerprint(page.content.decode(), "Số bị nhảy")
    answer = editor.post(
        address(wording),
        {"text": GAP, "version": page.context["version"], "settle": name, f"note-{name}": "Theo bản ký"},
    )
    assert answer.status_code == 302
    page = editor.get(address(wording))
    assert page.context["settled_count"] == 1
    shown = page.content.decode()
    assert "Theo bản ký" in shown
    assert "bien-tap" in shown
    history = editor.get(address(wording, "wording_history")).content.decode()
    assert "Theo bản ký" in history
    row = SettledFinding.objects.get()
    editor.post(address(wording), {"text": GAP, "version": page.context["version"], "unsettle": row.pk})
    assert editor.get(address(wording)).context["settled_count"] == 0
    record = reverse("wagtailsnippets_legaldocs_legaldocument:history", args=[wording.document_id])
    assert "Thiếu khoản trước khoản 3" in editor.get(record).content.decode()


def test_settling_without_javascript_keeps_the_text_that_was_not_saved(editor):
    wording = ExpressionFactory(source_text=GAP)
    page = editor.get(address(wording))
    name = fingerprint(page.content.decode(), "Số bị nhảy")
    typed = GAP + "\nĐiều 2. Đang gõ dở\nNội dung.\n"
    answer = editor.post(address(wording), {"text": typed, "version": page.context["version"], "settle": name})
    assert answer.status_code == 200
    assert "Đang gõ dở" in answer.content.decode()
    assert answer.context["settled_count"] == 1
    wording.refresh_from_db()
    assert wording.source_text == GAP


def test_the_module_gets_the_report_as_it_stands_after_settling(editor):
    wording = ExpressionFactory(source_text=GAP)
    page = editor.get(address(wording))
    name = fingerprint(page.content.decode(), "Số bị nhảy")
    told = editor.post(address(wording), {"text": GAP, "action": "check", "settle": name}, headers=JSON).json()
    assert told["open"] == page.context["open_count"] - 1
    assert "Bỏ xác nhận" in told["report"]
    wrong = editor.post(address(wording), {"text": GAP, "action": "check", "settle": "x" * 64}, headers=JSON)
    assert (wrong.status_code, "không còn" in wrong.json()["error"]) == (409, True)
    for bad in ("", "abc", "9" * 30):
        answer = editor.post(address(wording), {"text": GAP, "action": "check", "unsettle": bad or "0"}, headers=JSON)
        assert answer.status_code == 409


def test_who_may_only_look_settles_nothing(as_role):
    wording = ExpressionFactory(source_text=GAP)
    for role in ("Kiểm duyệt viên", "Cán bộ cơ quan"):
        reader = as_role(role)
        assert reader.post(address(wording), {"text": GAP, "settle": "x" * 64}).status_code in (302, 403)
    assert not SettledFinding.objects.exists()


def test_findings_of_a_frozen_wording_are_settled_and_its_text_stays(editor):
    wording = PostedDraftFactory(source_text=GAP)
    page = editor.get(address(wording))
    name = fingerprint(page.content.decode(), "Số bị nhảy")
    editor.post(address(wording), {"text": wording.source_text, "version": page.context["version"], "settle": name})
    assert SettledFinding.objects.get().document_id == wording.document_id
    wording.refresh_from_db()
    assert wording.source_text == GAP


def test_an_error_stops_publishing_is_named_with_its_line_and_the_draft_is_kept(editor):
    wording = ExpressionFactory(source_text="Điều 1. Cũ")
    begun = editor.get(address(wording)).context["version"]
    answer = editor.post(address(wording), {"text": BROKEN, "version": begun, "action": "publish"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "104/2016/QH13" in page
    assert "dòng 2" in page
    wording.refresh_from_db()
    assert not wording.live
    assert drafting.current_text(wording) == drafting.typed_text(BROKEN)


def test_an_error_stops_publishing_also_when_another_editor_saved_meanwhile(as_role):
    wording = ExpressionFactory(source_text="Điều 1. Cũ")
    first, second = as_role("Biên tập viên", "mot"), as_role("Biên tập viên", "hai")
    begun = first.get(address(wording)).context["version"]
    first.post(address(wording), {"text": "Điều 1. Một", "version": begun, "action": "save"})
    answer = second.post(address(wording), {"text": BROKEN, "version": begun, "action": "publish"})
    assert answer.status_code == 409
    assert "chữ." in answer.content.decode()
    wording.refresh_from_db()
    assert wording.source_text == "Điều 1. Một"


def test_the_text_saves_itself_and_is_told_when_somebody_else_saved(as_role):
    wording = ExpressionFactory(source_text="Điều 1. Cũ")
    first, second = as_role("Biên tập viên", "mot"), as_role("Biên tập viên", "hai")
    begun = first.get(address(wording)).context["version"]
    told = first.post(address(wording), {"text": "Điều 1. A", "version": begun, "action": "autosave"}).json()
    again = first.post(
        address(wording),
        {"text": "Điều 1. AB", "version": told["version"], "action": "autosave", "autosaved": told["autosaved"]},
    ).json()
    assert again["autosaved"] == told["autosaved"]
    refused = second.post(address(wording), {"text": "Điều 1. Khác", "version": begun, "action": "autosave"})
    assert (refused.status_code, refused.json()["conflict"]) == (409, True)
    wording.refresh_from_db()
    assert drafting.current_text(wording) == "Điều 1. AB"


def test_the_facts_of_text_and_record_stand_side_by_side(editor):
    wording = ExpressionFactory(source_text=DECREE, document__number="13/2020/NĐ-CP")
    rows = {row.label: row for row in editor.get(address(wording)).context["facts"]}
    assert (rows["Số, ký hiệu"].read, rows["Số, ký hiệu"].differs) == ("12/2020/NĐ-CP", True)
    assert not rows["Loại văn bản"].differs
    draft = ExpressionFactory(source_text=DECREE, document=DraftFactory())
    assert not any(row.differs for row in editor.get(address(draft)).context["facts"])


def test_a_piece_of_the_text_is_previewed_alone(editor):
    wording = ExpressionFactory()
    answer = editor.post(address(wording, "wording_preview"), {"text": "Điều 9. <b>Tên</b>\n1. Khoản.", "manh": "1"})
    page = answer.content.decode()
    assert 'id="dieu-9--khoan-1"' in page
    assert "<b>" not in page
    assert "<html" not in page


def test_the_report_of_the_civil_code_does_not_make_saving_wait(editor, corpus_dir):
    text = (corpus_dir / "laws" / "Bo-luat-dan-su-2015-296215.txt").read_text(encoding="utf-8")
    wording = ExpressionFactory(source_text=text)
    base = drafting.version_of(drafting.current_text(wording))
    changed = text.replace("Điều 10.", "Điều 10. Sửa", 1)
    began = time.process_time()
    answer = editor.post(address(wording), {"text": changed, "version": base, "action": "save"}, headers=JSON)
    assert answer.status_code == 200
    assert "689 điều" in answer.json()["report"]
    assert time.process_time() - began < 1.5


# -- an uploaded file ---------------------------------------------------------------------------------
def test_the_report_of_an_upload_knows_its_name_and_stands_beside_its_source(editor):
    item = upload(editor, "15-2020-ND-CP.txt")
    page = editor.get(review(item)).content.decode()
    assert "Tệp ghi khác văn bản" in page
    assert "Số bị nhảy" in page
    assert reverse("corpus:intake_file", args=[item.batch_id, item.pk]) in page
    assert "3. Khoản ba viết như vậy." in page


def test_what_is_settled_before_saving_holds_for_the_document(editor):
    item = upload(editor)
    name = fingerprint(editor.get(review(item)).content.decode(), "Số bị nhảy")
    answer = editor.post(review(item), as_read(item) | {"settle": name, f"note-{name}": "Bản ký ghi vậy"})
    assert answer.status_code == 200
    assert answer.context["settled_count"] == 1
    editor.post(review(item), as_read(item) | {"action": "publish"})
    document = LegalDocument.objects.get()
    assert document.live
    assert document.settled_findings.get().note == "Bản ký ghi vậy"
    page = editor.get(address(document.expressions.get()))
    assert page.context["settled_count"] == 1


def test_an_upload_with_an_error_becomes_a_draft_that_says_why(editor):
    item = upload(editor)
    editor.post(
        review(item), as_read(item, text=item.text.replace("thử nghiệm.", "thử nghi\ufffdm.")) | {"action": "publish"}
    )
    document = LegalDocument.objects.get()
    assert not document.live
    page = editor.get(reverse("corpus:intake_batch", args=[item.batch_id])).content.decode()
    assert document.number in page


def test_checking_an_upload_stores_nothing(editor):
    item = upload(editor)
    typed = as_read(item, text=item.text.replace("3. Khoản ba", "2. Khoản hai"), abstract="Đang sửa")
    told = editor.post(review(item), typed | {"action": "check"}, headers=JSON).json()
    assert "Số bị nhảy" not in told["report"]
    page = editor.post(review(item), typed | {"action": "check"})
    assert "Đang sửa" in page.content.decode()
    before = item.text
    item.refresh_from_db()
    assert item.text == before


def test_two_editors_of_one_upload_never_overwrite_each_other_unseen(as_role):
    first, second = as_role("Biên tập viên", "mot"), as_role("Biên tập viên", "hai")
    item = upload(first)
    begun = first.get(review(item)).context["version"]
    assert begun == second.get(review(item)).context["version"]
    kept = first.post(
        review(item), as_read(item, text=f"{item.text}\nCủa người thứ nhất.") | {"action": "autosave", "version": begun}
    )
    assert kept.json()["version"] != begun
    mine = as_read(item, text=f"{item.text}\nCủa người thứ hai.", abstract="Trích yếu của người thứ hai")
    told = second.post(review(item), mine | {"action": "autosave", "version": begun})
    assert (told.status_code, told.json()["conflict"]) == (409, True)
    for action in ("keep", "save", "publish", "reread"):
        answer = second.post(review(item), mine | {"action": action, "version": begun})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Của người thứ hai." in page
        assert ">nhất<" in page  # word by word beside "hai"
        assert "Trích yếu của người thứ hai" in page
    assert not LegalDocument.objects.exists()
    now = answer.context["version"]
    assert second.post(review(item), mine | {"action": "keep", "version": now}).status_code == 302
    item.refresh_from_db()
    assert item.text.endswith("Của người thứ hai.")


def test_saving_by_itself_waits_while_a_fact_is_no_value_yet(editor):
    item = upload(editor)
    answer = editor.post(review(item), as_read(item, issued_on="hôm qua") | {"action": "autosave"})
    assert answer.status_code == 409
    assert answer.json()["error"]
    item.refresh_from_db()
    assert item.metadata["facts"]["issued_on"] == "2020-02-05"


def test_pages_of_a_pdf_are_shown_and_what_is_no_page_is_not_found(editor):
    item = upload(
        editor, "a.pdf", pdf(["Dieu 1. Pham vi", "1. Khoan mot cua nghi dinh nay quy dinh ve viec thu nghiem."])
    )
    page = editor.get(review(item)).content.decode()
    assert "data-pages" in page

    def at(number):
        return editor.get(reverse("corpus:intake_page", args=[item.batch_id, item.pk, number]))

    assert at(1)["Content-Type"] == "image/png"
    assert at(1).content.startswith(b"\x89PNG")
    assert [at(n).status_code for n in (0, 2, 10**9)] == [404, 404, 404]
    other = upload(editor)
    assert editor.get(reverse("corpus:intake_page", args=[other.batch_id, other.pk, 1])).status_code == 404


def test_a_review_version_names_facts_and_text(editor):
    item = upload(editor)
    before = receiving.review_version(item)
    item.text += "x"
    assert receiving.review_version(item) != before

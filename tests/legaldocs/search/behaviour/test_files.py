"""The text of files is found on every engine, while anybody may open the file and its document; recognised text is marked."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from legaldocs.intake.extracted import Extracted
from legaldocs.intake.recognition import is_available
from legaldocs.models import DocumentFile, FileText, FileTextState, ScannedContent, ScanState, SearchContent
from legaldocs.search.answers import answer
from legaldocs.search.plan import Filters
from legaldocs.services import file_texts
from legaldocs.services.file_texts import read_file_text, waiting_files
from legaldocs.services.publishing import publish_document, publish_expression
from tests.legaldocs.intake.printed_files import image_file, printed, text_at
from tests.legaldocs.search.behaviour.conftest import settle

NUMBER = "43/2011/NĐ-CP"
ANNEX = """Phụ lục về trạm khí tượng

Điều kiện đặt trạm khí tượng trên đảo xa.

Danh mục máy đo gió, máy đo mưa và phao quan trắc sóng biển.
"""


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "tep"


def keep(document, data, name="phu-luc.txt", kind="annex", title="Phụ lục I", **more):
    """Store a file beside a document and have it read, as the task does after commit."""
    content = ContentFile(data if isinstance(data, bytes) else data.encode(), name=name)
    file = DocumentFile.objects.create(
        document=document, kind=kind, title=title, original_name=name, file=content, **more
    )
    read_file_text(file.pk)
    settle()
    return file


def found(question, **more):
    """The files found, by their address."""
    answered = answer(question, filters=Filters(kind="file", **more), page_size=100)
    assert not answered.failed
    return [] if answered.relaxed else [hit.url for hit in answered.results]


@pytest.fixture
def file(editable):
    return keep(editable[NUMBER], ANNEX)


@pytest.mark.parametrize("question", ["trạm khí tượng", "tram khi tuong tren dao xa", '"phao quan trắc sóng biển"'])
def test_the_words_of_a_file_are_found(file, question):
    assert found(question) == [f"/van-ban/tep/{file.pk}/"]
    assert f"/van-ban/tep/{file.pk}/" in [hit.url for hit in answer(question).results]


def test_a_hit_names_file_kind_and_document(file, editable):
    (hit,) = answer("phao quan trắc", filters=Filters(kind="file")).results
    assert (hit.kind, hit.title, hit.document.pk) == ("file", "Phụ lục I", editable[NUMBER].pk)
    assert "TXT" in hit.shown.facts
    assert hit.shown.caution == ""
    assert "<mark>phao</mark>" in hit.snippet or "<mark>phao quan trắc</mark>" in hit.snippet


def test_the_law_stands_before_a_file_that_says_as_much(editable):
    keep(editable["31/2024/QH15"], "Bản thuyết minh\n\nChế độ sở hữu đất đai và các ví dụ.\n")
    kinds = [hit.kind for hit in answer("chế độ sở hữu đất đai").results]
    assert "file" in kinds
    assert kinds[0] != "file"


def test_what_the_wording_says_itself_is_not_found_a_second_time(editable):
    document = editable[NUMBER]
    file = keep(document, document.expressions.get().source_text, kind="original")
    assert FileText.objects.get(pk=file.pk).state == FileTextState.READ
    assert found("thông tin chủ yếu") == []
    assert not SearchContent.objects.filter(kind="file").exists()


def test_a_file_whose_wording_is_replaced_is_found_by_its_own_words(editable):
    document = editable[NUMBER]
    expression = document.expressions.get()
    file = keep(document, expression.source_text, kind="original")
    assert found("thông tin chủ yếu") == []
    expression.source_text = "Điều 1. Tên khác\nNội dung khác hẳn với tệp đã gửi trước đây.\n"
    publish_expression(expression=expression)
    settle()
    assert found("thông tin chủ yếu") == [f"/van-ban/tep/{file.pk}/"]


@pytest.mark.parametrize("state", [ScanState.WAITING, ScanState.INFECTED])
def test_a_file_the_scanner_holds_is_neither_read_nor_found(editable, state):
    document = editable[NUMBER]
    data = ContentFile(ANNEX.encode(), name="giu.txt")
    file = DocumentFile.objects.create(document=document, kind="annex", title="Giữ", file=data)
    row = ScannedContent.objects.hold(
        path=str(file.file.name), storage="office", sha256=file.sha256, original_name="giu.txt"
    )
    ScannedContent.objects.filter(pk=row.pk).update(state=state)
    assert read_file_text(file.pk).state == FileTextState.HELD
    assert FileText.objects.get(pk=file.pk).text == ""
    settle()
    assert found("trạm khí tượng") == []


def test_a_file_found_infected_later_vanishes_at_once_and_one_released_is_read(
    file, django_capture_on_commit_callbacks
):
    row = ScannedContent.objects.hold(
        path=str(file.file.name), storage="office", sha256=file.sha256, original_name="phu-luc.txt"
    )
    settle()
    assert found("trạm khí tượng") == []
    assert not SearchContent.objects.filter(kind="file").exists()
    with django_capture_on_commit_callbacks() as callbacks:
        row.state = ScanState.CLEAN
        row.save()
    assert any("read_file_text" in repr(callback) or "enqueue" in repr(callback) for callback in callbacks)
    read_file_text(file.pk)
    settle()
    assert found("trạm khí tượng") == [f"/van-ban/tep/{file.pk}/"]


def test_a_file_held_behind_the_back_of_the_index_is_not_shown(file):
    ScannedContent.objects.bulk_create(
        [ScannedContent(path=str(file.file.name), sha256=file.sha256, original_name="x", state=ScanState.INFECTED)]
    )
    assert SearchContent.objects.filter(kind="file").exists()
    assert found("trạm khí tượng") == []


def test_a_file_of_a_document_that_is_not_public_is_not_found(file, editable):
    editable[NUMBER].unpublish()
    settle()
    assert found("trạm khí tượng") == []
    assert not SearchContent.objects.filter(kind="file").exists()
    document = type(editable[NUMBER]).objects.get(pk=editable[NUMBER].pk)
    publish_document(document=document, revision=False)
    settle()
    assert found("trạm khí tượng") == [f"/van-ban/tep/{file.pk}/"]


def test_a_file_taken_away_vanishes_and_its_neighbour_stays(file, editable):
    other = keep(editable[NUMBER], "Phụ lục II\n\nSơ đồ trạm khí tượng trên núi cao.\n", name="hai.txt")
    assert len(found("trạm khí tượng")) == 2
    file.delete()
    settle()
    assert found("trạm khí tượng") == [f"/van-ban/tep/{other.pk}/"]


def test_adding_a_file_writes_no_entry_of_the_law(editable):
    from legaldocs.models import SearchEntry

    law = SearchEntry.objects.filter(document=editable[NUMBER])
    before = list(law.order_by("pk").values_list("pk", flat=True))
    file = keep(editable[NUMBER], ANNEX)
    after = list(law.order_by("pk").values_list("pk", flat=True))
    assert set(before) < set(after)
    assert len(after) == len(before) + 1
    file.delete()
    assert list(law.order_by("pk").values_list("pk", flat=True)) == before


def test_a_long_file_is_found_in_its_parts(editable):
    pages = [f"Bảng số {number}: cao độ mốc {'địa chính ' * 300}" for number in range(1, 6)]
    file = keep(editable[NUMBER], "\n\n".join([*pages, "Mốc cuối cùng ở cù lao xanh."]))
    assert SearchContent.objects.filter(kind="file", key=file.pk).count() > 2
    assert found('"cù lao xanh"') == [f"/van-ban/tep/{file.pk}/"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"%PDF-1.4 broken", b"PK\x03\x04broken"])
def test_a_file_that_cannot_be_read_harms_nothing(editable, data):
    file = keep(editable[NUMBER], data, name="hong.bin")
    assert FileText.objects.get(pk=file.pk).state == FileTextState.NO_TEXT
    assert answer("thông tin chủ yếu").count


def test_words_of_any_signs_are_kept_and_found(editable, monkeypatch):
    text = "Biên bản\x00 kiểm kê \ud800 phao neo <b>."
    monkeypatch.setattr(file_texts, "extract", lambda *args, **more: Extracted(text))
    file = keep(editable[NUMBER], b"x", name="la.txt")
    assert found("kiểm kê phao neo") == [f"/van-ban/tep/{file.pk}/"]


def test_a_file_lost_from_the_store_harms_nothing(editable):
    file = DocumentFile.objects.create(
        document=editable[NUMBER], kind="annex", title="Mất", file=ContentFile(b"x", name="mat.txt")
    )
    file.file.storage.delete(file.file.name)
    assert read_file_text(file.pk).state == FileTextState.NO_TEXT
    assert read_file_text(10**12) is None


def test_words_recognised_from_an_image_are_marked_so(editable, monkeypatch):
    def recognised(data, kind, **more):
        return Extracted("Biên bản nghiệm thu đèn biển.", facts={"recognised": {"confidence": 0.8, "pages": []}})

    monkeypatch.setattr(file_texts, "extract", recognised)
    keep(editable[NUMBER], b"x", name="quet.pdf", kind="scan", title="")
    (hit,) = answer("nghiệm thu đèn biển", filters=Filters(kind="file")).results
    assert hit.shown.caution == "Văn bản nhận dạng từ ảnh, có thể có lỗi."


def test_a_scan_is_recognised_only_where_its_words_stand_nowhere_else(editable, monkeypatch):
    asked = []

    def extract(data, kind, options=None, **more):
        from legaldocs.intake.errors import UnreadableFile

        asked.append(bool(options and options.recognise))
        if not asked[-1]:
            raise UnreadableFile("scan", is_scan=True)
        return Extracted("Chữ trong ảnh.", facts={"recognised": {"confidence": 1, "pages": []}})

    monkeypatch.setattr(file_texts, "extract", extract)
    monkeypatch.setattr(file_texts, "is_available", lambda: True)
    keep(editable[NUMBER], b"%PDF-", name="ban-ky.pdf", kind="scan")
    assert asked == [False]
    keep(editable[NUMBER], b"%PDF-", name="phu-luc.pdf", kind="annex")
    assert asked == [False, False, True]


def test_without_a_recogniser_a_scan_waits_for_one(editable, monkeypatch):
    monkeypatch.setattr(file_texts, "is_available", lambda: False)
    page = printed(text_at(20, 30, "Trang này chỉ là ảnh quét"))
    file = keep(editable[NUMBER], image_file(page, "PNG"), name="quet.png")
    assert FileText.objects.get(pk=file.pk).state == FileTextState.NEEDS_RECOGNITION
    assert file.pk not in waiting_files()
    monkeypatch.setattr(file_texts, "is_available", lambda: True)
    assert file.pk in waiting_files()


@pytest.mark.skipif(not is_available(), reason="tesseract-ocr-vie chưa được cài")
def test_a_real_scan_is_recognised_found_and_marked(editable):
    lines = ("Biên bản kiểm tra phao tiêu", "Đoàn kiểm tra ghi nhận phao tiêu số bảy bị trôi.")
    page = printed(text_at(20, 30, *lines, size=16, step=12))
    file = keep(editable[NUMBER], image_file(page, "PNG"), name="quet.png", title="Biên bản")
    assert FileText.objects.get(pk=file.pk).recognised
    (hit,) = answer("phao tiêu", filters=Filters(kind="file")).results
    assert hit.shown.caution


def test_a_pdf_with_letters_is_read(editable):
    page = printed(text_at(20, 30, "Thuyết minh về luồng hàng hải", "Độ sâu của luồng hàng hải là mười mét.", size=14))
    file = keep(editable[NUMBER], page, name="thuyet-minh.pdf", title="Thuyết minh")
    assert found("luồng hàng hải") == [f"/van-ban/tep/{file.pk}/"]


def test_storing_a_file_puts_its_reading_into_the_queue(editable, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        DocumentFile.objects.create(document=editable[NUMBER], kind="annex", file=ContentFile(b"x", name="a.txt"))
    assert len(callbacks) >= 1


def test_files_of_an_earlier_release_are_read_when_the_portal_starts(editable):
    file = DocumentFile.objects.create(
        document=editable[NUMBER], kind="annex", title="Cũ", file=ContentFile(ANNEX.encode(), name="cu.txt")
    )
    assert file.pk in waiting_files()
    read_file_text(file.pk)
    assert file.pk not in waiting_files()

"""Mẫu số 10: rows, order, counts, and the three forms made from them."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from consultations.models import AgencyInvitation, Comment, ConsultationPage, Response
from consultations.reports import wording
from consultations.reports.docx_report import write_docx
from consultations.reports.xlsx_report import write_xlsx
from consultations.services.reporting import summarize, summary_rows
from consultations.services.submitting import NewComment, Sender, receive_submission
from legaldocs.models import Organization, Provision
from tests.factories.consultations import ConsultationFactory, add_question, answer, posted_expression, submit

pytestmark = pytest.mark.django_db
LONG_NAME = "Viện nghiên cứu và đào tạo cán bộ, công chức, viên chức của Bộ Khoa học và Công nghệ tại Hà Nội"


@pytest.fixture
def consultation():
    return ConsultationFactory(open=True)


@pytest.fixture
def at(consultation):
    """Provisions by eId."""
    rows = Provision.objects.filter(expression=posted_expression(consultation))
    return {row.eid: row.pk for row in rows}


def say(consultation, text="Đề nghị rà soát.", provision_id=None, stance="partly", **values):
    comments = [NewComment(stance=stance, text=text, provision_id=provision_id, **values)]
    return submit(consultation, comments=comments)


def agency(consultation, name, code, comments, number="12/BTC-PC"):
    organization = Organization.objects.create(code=code, name=name)
    AgencyInvitation.objects.create(consultation=consultation, organization=organization)
    if comments:
        sender = Sender(
            kind="organization",
            organization=organization,
            official_number=number,
            official_on=datetime.date(2026, 2, 3),
        )
        receive_submission(
            consultation_id=consultation.pk, channel="agency", sender=sender, comments=comments, now=timezone.now()
        )
    return organization


def sheet_of(summary):
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(summary))).worksheets[0]


def test_general_comes_first_then_document_order(consultation, at):
    for eid in ("art_3__cl_2", "art_2__cl_2__point_đ", "art_1", "art_2__cl_2__point_a", "art_3"):
        say(consultation, f"Về {eid}", at[eid])
    say(consultation, "Ý kiến chung")
    assert [row.label for row in summary_rows(consultation)] == [
        "Chung",
        "Điều 1",
        "Điều 2 khoản 2 điểm a",
        "Điều 2 khoản 2 điểm đ",
        "Điều 3",
        "Điều 3 khoản 2",
    ]


def test_identical_opinions_become_one_row_that_names_everybody(consultation, at):
    for _ in range(3):
        say(consultation, "Thời hạn quá dài.", at["art_3__cl_1"])
    say(consultation, "Thời  hạn quá dài.\n", at["art_3__cl_1"])
    agency(
        consultation,
        "Bộ Tài chính",
        "BTC1",
        [NewComment(stance="partly", text="Thời hạn quá dài.", provision_id=at["art_3__cl_1"])],
    )
    (row,) = summary_rows(consultation)
    assert row.count == 5
    assert row.subjects == ["Người dân (4 ý kiến)", "Bộ Tài chính"]


def test_the_same_words_with_different_answers_stay_apart(consultation, at):
    for _ in range(2):
        say(consultation, "Thời hạn quá dài.", at["art_3__cl_1"])
    answer(
        consultation, Comment.objects.filter(pk=Comment.objects.first().pk), decision="giai_trinh", text="Theo luật."
    )
    assert len(summary_rows(consultation)) == 2


def test_agreeing_and_silent_units_stand_apart_with_number_and_date(consultation, at):
    agency(consultation, LONG_NAME, "V1", [NewComment(stance="agree")], "99/VNC-TH")
    agency(consultation, "Bộ Tư pháp", "BTP1", [NewComment(stance="partly", text="Sửa.", provision_id=at["art_1"])])
    agency(consultation, "Bộ Tài chính", "BTC1", [])
    summary = summarize(consultation)
    sentences = " ".join(wording.unit_sentences(summary))
    assert f"{LONG_NAME} (Văn bản số 99/VNC-TH ngày 03/02/2026)" in sentences
    assert "Chưa có văn bản trả lời (1): Bộ Tài chính." in sentences
    assert [row.label for row in summary.rows] == ["Điều 1"]
    assert summary.invited == 3


def test_counts_add_up_to_what_was_received(consultation, at):
    for n in range(4):
        say(consultation, f"Ý {n}", at["art_1"])
    agency(consultation, "Bộ Tư pháp", "BTP1", [NewComment(stance="agree")])
    Comment.objects.filter(text="Ý 0").update(state="withheld")
    Comment.objects.filter(text="Ý 1").update(state="withdrawn")
    Comment.objects.filter(text="Ý 2").update(state="published")
    for public in (False, True):
        summary = summarize(consultation, public=public)
        assert summary.total == 4
        assert summary.in_rows + summary.agreements_apart + summary.withheld + summary.waiting == 4
    assert summarize(consultation).waiting == 0
    assert summarize(consultation, public=True).waiting == 2


def test_the_public_summary_holds_only_what_is_public(consultation, at):
    say(consultation, "Chưa kiểm duyệt", at["art_1"])
    submit(consultation, state="published", sender=Sender(full_name="Lê Thị Cúc"))
    answer(consultation, Comment.objects.filter(state="published"), text="Nội bộ, chưa công khai", published=False)
    text = str(summary_rows(consultation, public=True))
    assert "Chưa kiểm duyệt" not in text
    assert "Nội bộ" not in text
    assert "Lê Thị Cúc" not in str(summary_rows(consultation))


def test_the_answer_names_decision_reason_and_resulting_wording(consultation, at):
    say(consultation, "Thời hạn quá dài.", at["art_3__cl_1"])
    given = answer(consultation, Comment.objects.all(), decision="tiep_thu", text="Đã rút ngắn.")
    Response.objects.filter(pk=given.pk).update(
        changed_provision=at["art_3__cl_1"], resulting_wording="1. Thời hạn là 10 ngày."
    )
    (row,) = summary_rows(consultation)
    assert row.answer == "Tiếp thu. Đã rút ngắn.\nChỉnh lý Điều 3 khoản 1 thành: “1. Thời hạn là 10 ngày.”"


def test_the_word_file_has_the_form_order_and_counts(consultation, at):
    say(consultation, "Thời hạn quá dài.", at["art_3__cl_1"])
    say(consultation, "Ý kiến chung")
    agency(consultation, LONG_NAME, "V1", [NewComment(stance="agree")])
    document = Document(io.BytesIO(write_docx(summarize(consultation), on=datetime.date(2026, 2, 5))))
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    head = document.tables[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.cell(0, 1).text
    assert "VỤ PHÁP CHẾ" in head.cell(0, 0).text
    assert "ngày 05 tháng 02 năm 2026" in head.cell(1, 1).text
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "1. Tổng số 1 cơ quan, tổ chức, cá nhân đã gửi xin ý kiến và tổng số 3 ý kiến nhận được." in text
    table = document.tables[1]
    assert [cell.text for cell in table.rows[0].cells] == list(wording.COLUMNS)
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [row.cells[0].text for row in table.rows[1:]] == ["Chung", "Điều 3 khoản 1. Thời hạn"]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert "PAGE" in section.header._element.xml


def test_what_people_typed_is_never_a_formula_or_a_link(consultation, at):
    typed = ["=1+1", "+1", "-2+3", "@SUM(A1)", "http://example.com", "=cmd|' /C calc'!A0", "mailto:a@b.vn", "00123"]
    for text in typed:
        say(consultation, text)
    sheet = sheet_of(summarize(consultation))
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.value}
    for text in typed:
        assert cells[text].data_type == "s"
        assert cells[text].hyperlink is None
    archive = zipfile.ZipFile(io.BytesIO(write_xlsx(summarize(consultation))))
    assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "sheet" in name)


def test_the_workbook_prints_as_a4_landscape_with_its_header_repeated(consultation, at):
    say(consultation, "Ý kiến", at["art_1"])
    sheet = sheet_of(summarize(consultation))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet["C3"].alignment.wrap_text


@pytest.mark.parametrize("text", ["x" * 10_000, "a\tb\nc", "<b>&amp;</b> \u200d", "𠮷 và 😀"])
def test_any_text_can_be_written(consultation, text):
    say(consultation, text)
    summary = summarize(consultation)
    assert Document(io.BytesIO(write_docx(summary))).tables[1].rows[1].cells[2].text
    assert sheet_of(summary)["C3"].value


def test_a_consultation_without_opinions_has_a_form_too(consultation):
    summary = summarize(consultation)
    assert "Tổng số 0" in wording.totals(summary)
    assert Document(io.BytesIO(write_docx(summary))).tables[1].rows[1].cells[0].text == wording.NO_ROWS
    assert sheet_of(summary)["A3"].value == wording.NO_ROWS


def test_four_hundred_opinions_on_one_clause_cost_no_more_queries(consultation, at):
    say(consultation, "Ý đầu", at["art_1"])
    with CaptureQueriesContext(connection) as one:
        summarize(consultation)
    submit(
        consultation,
        comments=[NewComment(stance="partly", text=f"Ý {n}", provision_id=at["art_1"]) for n in range(400)],
    )
    with CaptureQueriesContext(connection) as many:
        summary = summarize(consultation)
    assert len(many) <= len(one)
    assert summary.in_rows == 401
    assert len(Document(io.BytesIO(write_docx(summary))).tables[1].rows) == 402


def test_the_public_page_appears_with_the_answers(client, consultation, at):
    say(consultation, "Thời hạn quá dài.", at["art_3__cl_1"])
    Comment.objects.update(state="published")
    answer(consultation, Comment.objects.all(), decision="tiep_thu", text="Đã rút ngắn.")
    address = f"/lay-y-kien/{consultation.slug}/tong-hop"
    assert client.get(f"{address}/").status_code == 404
    assert client.get(f"{address}.docx").status_code == 404
    ConsultationPage.objects.filter(pk=consultation.pk).update(state="answered", answered_at=timezone.now())
    response = client.get(f"{address}/")
    page = response.content.decode()
    assert "Thời hạn quá dài." in page
    assert "Tiếp thu. Đã rút ngắn." in page
    assert not response.cookies
    assert f"{address}/" in client.get(f"/lay-y-kien/{consultation.slug}/").content.decode()
    assert client.get(f"{address}.docx").content[:2] == b"PK"
    assert client.get(f"{address}.xlsx")["Content-Disposition"].endswith('.xlsx"')


def test_the_copies_for_appraisal_hold_letters_opinions_and_summary(client, consultation, at, django_user_model):
    import hashlib
    import json

    submit(consultation, sender=Sender(full_name="Lê Thị Cúc"), provision_id=at["art_1"])
    agency(consultation, "Bộ Tư pháp", "BTP1", [NewComment(stance="agree")])
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    response = client.get(f"/quan-tri/tiep-thu/{consultation.pk}/ban-chup-y-kien.zip")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    names = archive.namelist()
    assert sum(name.endswith(".docx") for name in names) == 1
    assert any(name.startswith("1-co-quan/") for name in names)
    assert any("Lê Thị Cúc" in name for name in names)
    for line in archive.read("SHA256SUMS.txt").decode().splitlines():
        assert hashlib.sha256(archive.read(line[66:])).hexdigest() == line[:64]
    assert json.loads(archive.read("manifest.json"))["opinions"] == 2


def test_names_that_were_not_to_be_published_need_their_own_permission(consultation):
    from consultations.services.dossier import opinion_entries

    submit(consultation, sender=Sender(full_name="Lê Thị Cúc"))
    for entry in opinion_entries(consultation):
        assert "Cúc" not in entry.name
        assert "Cúc" not in entry.open().read().decode()


def test_questions_come_last_under_their_own_name(consultation, at):
    question = add_question(consultation, "Thời hạn có phù hợp không?")
    say(consultation, "Về câu hỏi.", question_id=question.pk)
    say(consultation, "Về Điều 3.", at["art_3__cl_1"])
    say(consultation, "Chung.")
    rows = summary_rows(consultation)
    assert [row.content for row in rows] == ["Chung.", "Về Điều 3.", "Về câu hỏi."]
    assert (rows[-1].label, rows[-1].heading) == ("Câu hỏi", "Thời hạn có phù hợp không?")

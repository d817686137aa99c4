"""The report of wordings and uploads against record, file and corpus; settling, undoing, and what follows a document."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from legaldocs.compliance import blocking_failures
from legaldocs.domain.findings import Finding, Severity
from legaldocs.errors import NotPublishable
from legaldocs.fidelity_guard import unsettled_errors
from legaldocs.models import IntakeBatch, IntakeItem, SettledFinding
from legaldocs.services import drafting
from legaldocs.services.fidelity import (
    carried,
    file_facts,
    findings_data,
    judge,
    known_from,
    report_on_item,
    report_on_wording,
)
from legaldocs.services.publishing import publish_document
from legaldocs.services.settling import (
    SETTLED,
    UNDONE,
    NotSettled,
    history_of,
    move_to_document,
    settle,
    settlements_of,
    undo,
)
from tests.factories.legaldocs import (
    DraftFactory,
    ExpressionFactory,
    LegalDocumentFactory,
    OrganizationFactory,
    PublishedExpressionFactory,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)
GAP = "Điều 1. Tên\n1. Khoản một.\n3. Khoản ba.\n"


def codes(report):
    return [finding.code for finding in report.findings]


def judged(document, text):
    return judge(report_on_wording(document, text, today=TODAY), text, settlements_of(document=document))


def named(report, code):
    return next(row for row in report.rows if row.finding.code == code)


def settle_it(document, text, code="numbering-gap", note="", user=None):
    report = judged(document, text)
    return settle(
        report=report, fingerprint=named(report, code).fingerprint, note=note, user=user, text=text, document=document
    )


# -- the report ---------------------------------------------------------------------------------------
def test_a_record_that_says_something_else_than_its_text_is_named():
    document = LegalDocumentFactory(
        number="13/2020/NĐ-CP", issuer=OrganizationFactory(name="Chính phủ"), issued_on=datetime.date(2020, 2, 5)
    )
    text = "CHÍNH PHỦ\nSố: 12/2020/NĐ-CP\nHà Nội, ngày 05 tháng 02 năm 2020\nNGHỊ ĐỊNH\nVề việc thử\n\n" + GAP
    report = report_on_wording(document, text, today=TODAY)
    assert "record-conflict" in codes(report)
    assert "numbering-gap" in codes(report)
    document.number = "12/2020/NĐ-CP"
    assert "record-conflict" not in codes(report_on_wording(document, text, today=TODAY))


def test_blank_lines_at_the_end_are_no_cut():
    document = LegalDocumentFactory()
    assert "text-cut" not in codes(report_on_wording(document, GAP + "\n\n", today=TODAY))
    assert "text-cut" in codes(report_on_wording(document, "Điều 1. Tên\nNội dung dở dang\n", today=TODAY))


def test_a_draft_is_not_asked_for_what_it_cannot_have():
    assert (
        set(codes(report_on_wording(DraftFactory(), "Điều 1. Tên\n1. Khoản một.\n2. Khoản hai.", today=TODAY))) == set()
    )


def test_cited_documents_that_are_unknown_or_had_ended_are_named_with_their_line():
    LegalDocumentFactory(number="5/2010/NĐ-CP", valid_until=datetime.date(2019, 1, 1))
    LegalDocumentFactory(number="6/2010/NĐ-CP", valid_until=datetime.date(2030, 1, 1))
    LegalDocumentFactory(number="7/2010/NĐ-CP", valid_until=None)
    document = LegalDocumentFactory(issued_on=datetime.date(2020, 3, 1))
    text = (
        "Điều 1. Tên\n1. Theo Nghị định số 5/2010/NĐ-CP.\n2. Theo Nghị định số 6/2010/NĐ-CP và Nghị định số 7/2010/NĐ-CP.\n"
        "3. Theo Nghị định số 99/2010/NĐ-CP và Nghị định này.\n"
    )
    found = {
        (f.code, f.line) for f in report_on_wording(document, text, today=TODAY).findings if f.code.startswith("cited")
    }
    assert found == {("cited-expired", 2), ("cited-unknown", 4)}


def test_of_two_documents_with_one_number_one_in_force_is_enough():
    for end in (datetime.date(2005, 1, 1), None):
        LegalDocumentFactory(number="5/2010/NĐ-CP", valid_until=end)
    document = LegalDocumentFactory(issued_on=datetime.date(2020, 3, 1))
    assert "cited-expired" not in codes(
        report_on_wording(document, "Điều 1. Theo Nghị định số 5/2010/NĐ-CP.", today=TODAY)
    )


def test_a_consolidated_text_may_cite_what_has_ended():
    LegalDocumentFactory(number="5/2010/NĐ-CP", valid_until=datetime.date(2019, 1, 1))
    document = LegalDocumentFactory(document_type="van-ban-hop-nhat", number="1/VBHN-BTP")
    assert "cited-expired" not in codes(
        report_on_wording(document, "Điều 1. Theo Nghị định số 5/2010/NĐ-CP.", today=TODAY)
    )


def test_looking_up_what_is_cited_costs_a_fixed_number_of_queries(django_assert_num_queries):
    document = LegalDocumentFactory()
    text = "Điều 1. Tên\n" + "\n".join(f"{n}. Theo Nghị định số {n}/2010/NĐ-CP và Luật Thử {n}." for n in range(1, 150))
    with django_assert_num_queries(4):  # joint issuers, what is pointed, numbers, names
        report_on_wording(document, text, today=TODAY)


def test_what_only_the_file_could_tell_stays_until_its_line_is_corrected():
    lines = ["Điều 1. Tên", "1. Khoán một.", "2. Khoản hai."]
    stored = findings_data(
        [
            Finding("ocr-doubt", "Chưa chắc", 2),
            Finding("tracked-changes", "Có sửa đổi"),
            Finding("numbering-gap", "Thiếu", 3),
            Finding("brand-new-code", "Từ bộ đọc sau này", 3, Severity.INFO),
        ],
        "\n".join(lines),
    )
    moved = carried(stored, ["", *lines])
    assert [(f.code, f.line) for f in moved] == [("ocr-doubt", 3), ("tracked-changes", None), ("brand-new-code", 4)]
    assert [f.code for f in carried(stored, [lines[0], "1. Khoản một.", lines[2]])] == [
        "tracked-changes",
        "brand-new-code",
    ]
    assert carried([{"code": "ocr-doubt", "message": "cũ", "line": 99}], lines)[0].line == 3


def test_an_upload_is_compared_with_its_name_and_with_the_facts_in_the_form():
    item = IntakeItem(
        original_name="15-2020-ND-CP.docx", metadata={"file": {"title": "", "created_on": "không phải ngày"}}
    )
    text = "CHÍNH PHỦ\nSố: 12/2020/NĐ-CP\nHà Nội, ngày 05 tháng 02 năm 2020\nNGHỊ ĐỊNH\nVề việc thử\n\n" + GAP
    facts = {
        "number": "12/2020/NĐ-CP",
        "issued_on": "2020-02-06",
        "issuers": ["Chính phủ"],
        "document_type": "nghi-dinh",
    }
    item.save = None  # nothing is stored
    report = report_on_item(item, text, facts, today=TODAY)
    assert "file-conflict" in codes(report)
    assert [f.message for f in report.findings if f.code == "record-conflict"] == [
        "Thuộc tính ghi ngày ban hành là “06/02/2020”, lời văn ghi “05/02/2020”."
    ]
    assert file_facts(item).created_on is None
    assert known_from({}).issuers == ()


# -- settling -----------------------------------------------------------------------------------------
def test_a_settled_finding_stays_settled_while_its_line_stays_and_comes_back_when_it_changes(django_user_model):
    user = django_user_model.objects.create_user("bien-tap")
    document = LegalDocumentFactory()
    row = settle_it(document, GAP, note="Bản ký\nghi vậy", user=user)
    assert (row.code, row.line, row.excerpt, row.note) == ("numbering-gap", 3, "3. Khoản ba.", "Bản ký ghi vậy")
    again = named(judged(document, "Dòng thêm ở trên.\n\n" + GAP), "numbering-gap")
    assert again.settled == row
    assert not again.is_open
    changed = named(judged(document, GAP.replace("Khoản ba", "Khoản ba đã sửa")), "numbering-gap")
    assert changed.is_open


def test_settling_twice_keeps_one_row_and_undoing_asks_again(django_user_model):
    user = django_user_model.objects.create_user("bien-tap")
    document = LegalDocumentFactory()
    assert settle_it(document, GAP, user=user) == settle_it(document, GAP, user=user)
    row = SettledFinding.objects.get()
    undo(settled_id=row.pk, user=user, document=document)
    assert named(judged(document, GAP), "numbering-gap").is_open
    with pytest.raises(NotSettled):
        undo(settled_id=row.pk, user=user, document=document)
    fresh = settle_it(document, GAP, user=user)
    assert fresh.pk != row.pk
    assert [entry.undone_at is None for entry in history_of(document)] == [True, False]
    assert list(
        ModelLogEntry.objects.filter(object_id=str(document.pk)).order_by("pk").values_list("action", flat=True)
    ) == [SETTLED, UNDONE, SETTLED]


def test_the_settling_of_another_document_is_none_of_this_one(django_user_model):
    one, other = LegalDocumentFactory(), LegalDocumentFactory()
    row = settle_it(one, GAP)
    assert named(judged(other, GAP), "numbering-gap").is_open
    with pytest.raises(NotSettled):
        undo(settled_id=row.pk, user=None, document=other)


def test_a_finding_that_is_gone_is_not_settled():
    document = LegalDocumentFactory()
    with pytest.raises(NotSettled, match="không còn"):
        settle(report=judged(document, GAP), fingerprint="x" * 64, note="", user=None, text=GAP, document=document)


def test_the_database_keeps_one_active_settling_and_one_owner():
    document = LegalDocumentFactory()
    settle_it(document, GAP)
    first = SettledFinding.objects.get()
    for wrong in (
        SettledFinding(document=document, fingerprint=first.fingerprint, code="x"),
        SettledFinding(fingerprint="y", code="x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


def test_what_was_settled_for_a_file_holds_for_its_document():
    item = IntakeItem.objects.create(batch=IntakeBatch.objects.create(), original_name="a.txt")
    report = judge(report_on_item(item, GAP, {}, today=TODAY), GAP, [])
    settle(
        report=report, fingerprint=named(report, "numbering-gap").fingerprint, note="", user=None, text=GAP, item=item
    )
    document = LegalDocumentFactory()
    assert move_to_document(item, document) == 1
    assert not named(judged(document, GAP), "numbering-gap").is_open
    assert settlements_of(item=item) == []


# -- blocking -----------------------------------------------------------------------------------------
BROKEN = "Điều 1. Phạm vi\nVăn bản h\ufffdng chữ.\n"


def test_an_error_keeps_a_wording_and_its_document_from_being_published_and_names_rule_and_line(django_user_model):
    user = django_user_model.objects.create_user("bien-tap")
    document = LegalDocumentFactory(live=False)
    wording = ExpressionFactory(document=document, source_text="Điều 1. Cũ")
    base = drafting.version_of("Điều 1. Cũ")
    with pytest.raises(NotPublishable) as refused:
        drafting.publish_wording(expression_id=wording.pk, text=BROKEN, base_version=base, user=user)
    assert "104/2016/QH13" in refused.value.rules[0]
    assert "dòng 2" in refused.value.rules[0]
    wording.refresh_from_db()
    assert (wording.live, wording.source_text) == (False, "Điều 1. Cũ")
    PublishedExpressionFactory(document=document, source_text=BROKEN)
    assert any("dòng 2" in reason for reason in blocking_failures(document))
    with pytest.raises(NotPublishable):
        publish_document(document=document, user=user)


def test_an_error_that_only_a_correction_mends_cannot_be_settled():
    document = LegalDocumentFactory()
    with pytest.raises(NotSettled, match="phải được sửa"):
        settle_it(document, BROKEN, "broken-characters", note="Bản gốc vậy")


def test_a_mark_of_secrecy_is_settled_with_its_reason_only_and_then_the_document_may_be_published():
    text = "BỘ THỬ\nMẬT\nSố: 1/2020/QĐ-BT\n\nĐiều 1. Tên\nNội dung.\n"
    document = LegalDocumentFactory(live=False)
    PublishedExpressionFactory(document=document, source_text=text)
    assert any("mức độ mật" in reason for reason in unsettled_errors(document))
    with pytest.raises(NotSettled, match="lý do"):
        settle_it(document, text, "secrecy-mark")
    settle_it(document, text, "secrecy-mark", note="Giải mật theo Quyết định 5/2021")
    assert unsettled_errors(document) == []


def test_warnings_never_block():
    document = LegalDocumentFactory(live=False)
    PublishedExpressionFactory(document=document, source_text=GAP)
    assert blocking_failures(document) == []


def test_many_errors_are_said_in_a_few_sentences():
    document = LegalDocumentFactory(live=False)
    PublishedExpressionFactory(document=document, source_text="\n".join(f"{n}. h\ufffdng" for n in range(40)))
    said = unsettled_errors(document)
    assert len(said) == 6
    assert "lỗi khác" in said[-1]


def test_publishing_keeps_the_whole_report_with_the_wording(django_user_model):
    user = django_user_model.objects.create_user("bien-tap")
    wording = ExpressionFactory(source_text="", findings=findings_data([Finding("tracked-changes", "Có sửa đổi")]))
    drafting.publish_wording(expression_id=wording.pk, text=GAP, base_version=drafting.version_of(""), user=user)
    wording.refresh_from_db()
    assert {"tracked-changes", "numbering-gap"} <= {row["code"] for row in wording.findings}


# -- saving by itself ---------------------------------------------------------------------------------
def test_saving_by_itself_keeps_one_state_in_the_history_until_somebody_saves_on_purpose(django_user_model):
    user = django_user_model.objects.create_user("bien-tap")
    wording = ExpressionFactory(source_text="Điều 1. Cũ")

    def save(text, base, **how):
        return drafting.save_wording(
            expression_id=wording.pk, text=text, base_version=drafting.version_of(base), user=user, **how
        )

    first = save("Điều 1. A", "Điều 1. Cũ", autosaved=0).latest_revision_id
    second = save("Điều 1. AB", "Điều 1. A", autosaved=first).latest_revision_id
    assert second == first
    kept = save("Điều 1. ABC", "Điều 1. AB").latest_revision_id
    assert kept != first
    other = django_user_model.objects.create_user("khac")
    theirs = drafting.save_wording(
        expression_id=wording.pk,
        text="Điều 1. Của người khác",
        base_version=drafting.version_of("Điều 1. ABC"),
        user=other,
        autosaved=kept,
    )
    assert theirs.latest_revision_id != kept
    texts = [row.content["source_text"] for row in wording.revisions.order_by("pk")]
    assert texts == ["Điều 1. Cũ", "Điều 1. AB", "Điều 1. ABC", "Điều 1. Của người khác"]

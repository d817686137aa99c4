"""Taking documents in: every fact in its place, nothing half, nothing twice."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import settings

from legaldocs.domain.validity import RelationKind
from legaldocs.errors import NotPublishable
from legaldocs.intake.reader import read_file
from legaldocs.models import (
    DocumentFile,
    Expression,
    FileKind,
    LegalDocument,
    Organization,
    Provision,
    Relation,
    Signer,
)
from legaldocs.services import arriving, importing
from legaldocs.services.importing import ImportRefused, ImportState, import_read_document
from legaldocs.services.issuer_register import IssuerRegister
from legaldocs.services.publishing import publish_document, publish_expression

pytestmark = pytest.mark.django_db

DECREE = """CHÍNH PHỦ
-------
Số: 15/2020/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Hà Nội, ngày 03 tháng 02 năm 2020

NGHỊ ĐỊNH
Quy định xử phạt vi phạm hành chính trong lĩnh vực bưu chính, viễn thông
Căn cứ Luật Tổ chức Chính phủ số 76/2015/QH13 ngày 19 tháng 6 năm 2015;
Căn cứ Luật Viễn thông số 41/2009/QH12 ngày 23 tháng 11 năm 2009;
Chính phủ ban hành Nghị định quy định xử phạt vi phạm hành chính trong lĩnh vực bưu chính, viễn thông.
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định về hành vi vi phạm.
2. Nghị định này không áp dụng đối với:
a) Bí mật nhà nước;
b) Bí mật công tác.
Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 15 tháng 4 năm 2020.
Nơi nhận:
- Ban Bí thư Trung ương Đảng;
- Lưu: VT.
TM. CHÍNH PHỦ
THỦ TƯỚNG

Nguyễn Xuân Phúc
"""


def read(text: str = DECREE, name: str = "nghi-dinh.txt"):
    return read_file(name, data=text.encode())[0]


def media_files() -> set[Path]:
    roots = (Path(settings.MEDIA_ROOT), Path(f"{settings.MEDIA_ROOT}-private"))
    return {path for root in roots for path in root.rglob("*") if path.is_file()}


def counts() -> tuple[int, ...]:
    return tuple(
        model.objects.count() for model in (LegalDocument, Expression, Provision, DocumentFile, Relation, Signer)
    )


def test_the_seed_document_is_imported_with_every_field_right(corpus_dir):
    (result,) = read_file(corpus_dir / "chi-thi-02-ct-bnv-2012.txt")
    outcome = import_read_document(result, publish=True)
    document = LegalDocument.objects.get(pk=outcome.document_id)
    assert outcome.state is ImportState.PUBLISHED
    assert (document.number, document.number_key, document.document_type) == ("02/CT-BNV", "2/ct-bnv", "chi-thi")
    assert document.issuer == Organization.objects.get(code="BNV")
    assert (document.issued_on, document.valid_from) == (datetime.date(2012, 9, 11), datetime.date(2012, 9, 11))
    assert [signer.name for signer in document.signers.all()] == ["Văn Tất Thu"]
    assert "tăng cường sử dụng văn bản điện tử trong hoạt động của bộ nội vụ" in document.abstract.lower()
    assert document.place == "Hà Nội"
    assert sorted(subject.name for subject in document.subjects.all()) == ["Bộ máy hành chính", "Công nghệ thông tin"]
    assert document.get_absolute_url() == "/van-ban/chi-thi/2012/2-ct-bnv/"
    assert "text-cut" in {finding.code for finding in outcome.findings}
    (expression,) = document.expressions.all()
    assert "text-cut" in {finding["code"] for finding in expression.findings}
    assert expression.live
    assert expression.provisions.filter(kind="point").count() == 3
    (file,) = document.files.all()
    assert file.file.read() == result.data
    assert (file.sha256, file.size, file.kind) == (result.sha256, result.size, FileKind.TEXT)


def test_a_decree_brings_its_signer_its_bases_and_its_provisions():
    document = LegalDocument.objects.get(pk=import_read_document(read(), publish=True).document_id)
    assert document.live
    assert document.issuer.code == "CP"
    (signer,) = document.signers.all()
    assert (signer.name, signer.authority) == ("Nguyễn Xuân Phúc", "TM.")
    bases = document.outgoing_relations.all()
    assert {(r.kind, r.target_number, r.is_confirmed) for r in bases} == {
        (RelationKind.BASED_ON.value, "76/2015/QH13", False),
        (RelationKind.BASED_ON.value, "41/2009/QH12", False),
    }
    assert document.expressions.get().provisions.filter(eid="art_1__cl_2__point_b").exists()


def test_without_publish_nothing_is_public():
    outcome = import_read_document(read())
    document = LegalDocument.objects.get(pk=outcome.document_id)
    assert outcome.state is ImportState.DRAFT
    assert not document.live
    assert not document.expressions.get().live


def test_the_same_file_is_taken_in_once():
    first = import_read_document(read(), publish=True)
    before = counts()
    second = import_read_document(read(), publish=True)
    assert second.state is ImportState.UNCHANGED
    assert second.document_id == first.document_id
    assert counts() == before


def test_a_draft_taken_in_before_is_published_when_asked_later():
    first = import_read_document(read())
    assert import_read_document(read(), publish=True).state is ImportState.PUBLISHED
    assert LegalDocument.objects.get(pk=first.document_id).live


def test_another_file_of_the_same_document_is_kept_beside_it():
    first = import_read_document(read(), publish=True)
    before = LegalDocument.objects.get(pk=first.document_id).expressions.get().source_text
    outcome = import_read_document(read(DECREE.replace("Bí mật công tác", "Bí mật khác"), "ban-khac.txt"), publish=True)
    document = LegalDocument.objects.get()
    assert outcome.state is ImportState.ATTACHED
    assert document.files.count() == 2
    assert document.expressions.get().source_text == before


def test_two_documents_with_one_number_and_date_but_different_types_both_stand():
    law = (
        DECREE.replace("15/2020/NĐ-CP", "18/2008/QH12")
        .replace("CHÍNH PHỦ\n-------", "QUỐC HỘI\n-------")
        .replace("\nNGHỊ ĐỊNH\n", "\nLUẬT\n")
    )
    resolution = law.replace("\nLUẬT\n", "\nNGHỊ QUYẾT\n")
    import_read_document(read(law), publish=True)
    assert import_read_document(read(resolution), publish=True).state is ImportState.PUBLISHED
    assert {document.document_type for document in LegalDocument.objects.all()} == {"luat", "nghi-quyet"}


def test_a_failure_in_the_middle_leaves_no_row_and_no_file(monkeypatch):
    before, files = counts(), media_files()

    def fail(document):
        raise RuntimeError("disk full")

    monkeypatch.setattr(arriving, "refuse_blocked", fail)
    with pytest.raises(RuntimeError):
        import_read_document(read(), publish=True)
    assert counts() == before
    assert media_files() == files


def test_a_document_a_blocker_rule_refuses_stays_a_whole_draft_with_one_file(monkeypatch):
    def refuse(document):
        raise NotPublishable("Chưa thể công khai văn bản: thiếu tệp.", ["thiếu tệp"])

    monkeypatch.setattr(arriving, "refuse_blocked", refuse)
    files = media_files()
    outcome = import_read_document(read(), publish=True)
    document = LegalDocument.objects.get(pk=outcome.document_id)
    assert outcome.state is ImportState.DRAFT
    assert "thiếu tệp" in outcome.message
    assert not document.live
    assert document.signers.count() == 1
    assert document.expressions.get().source_text
    assert not document.expressions.get().live
    assert document.search_entries.count() == 0
    file = document.files.get().file
    assert file.storage.exists(file.name)
    assert len(media_files() - files) == 1


def test_taking_in_and_publishing_at_once_stores_what_doing_it_in_steps_stores():
    at_once = import_read_document(read(), publish=True).document_id
    kept = facts(at_once)
    LegalDocument.objects.get(pk=at_once).delete()
    draft = import_read_document(read()).document_id
    document = LegalDocument.objects.get(pk=draft)
    assert not document.live
    publish_expression(expression=document.expressions.get())
    publish_document(document=document)
    assert facts(draft) == kept


def facts(pk):
    """All that is stored of a document but keys, moments and random names."""
    document = LegalDocument.objects.get(pk=pk)
    expression = document.expressions.get()
    passing = {"id", "uuid", "document_id", "created_at", "updated_at", "latest_revision_id", "live_revision_id"}
    passing |= {"first_published_at", "last_published_at", "provision_id"}
    rows = {
        "document": [document], "expression": [expression], "signers": document.signers.all(),
        "relations": document.outgoing_relations.all(), "entries": document.search_entries.order_by("pk"),
    }  # fmt: skip
    found = {
        name: [
            {key: value for key, value in vars(row).items() if key not in passing and not key.startswith("_")}
            for row in several
        ]
        for name, several in rows.items()
    }
    for row in [*found["signers"], *found["relations"]]:
        row.pop("source_id", None)
    found["provisions"] = list(
        expression.provisions.order_by("order").values_list(
            "kind", "num", "marker", "heading", "text", "eid", "anchor", "order", "end_order", "depth", "parent__eid"
        )
    )
    found["rendered"] = [expression.rendered.body, expression.rendered.contents]
    return found


def test_what_could_not_be_read_is_refused_and_stores_nothing():
    before = counts()
    with pytest.raises(ImportRefused, match="rỗng"):
        import_read_document(read(""))
    assert counts() == before


def test_an_unknown_issuer_is_added_as_other_and_found_again():
    text = DECREE.replace(
        "CHÍNH PHỦ\n-------\nSố: 15/2020/NĐ-CP", "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG\n-------\nSố: 7/2020/QĐ-UBND"
    ).replace("\nNGHỊ ĐỊNH\n", "\nQUYẾT ĐỊNH\n")
    import_read_document(read(text))
    document = LegalDocument.objects.get()
    if document.issuer is None:
        pytest.skip("the reader names no issuer for a local authority")
    assert document.issuer.kind == "other"
    assert IssuerRegister().find_all([document.issuer.name]) == [document.issuer]


def test_a_document_of_unknown_type_is_kept_as_a_draft_and_says_why():
    outcome = import_read_document(
        read("Đây là vài dòng ghi chép không phải văn bản.\nKhông có số, không có loại."), publish=True
    )
    assert outcome.state is ImportState.DRAFT
    assert "loại văn bản" in outcome.message


def test_an_effect_before_the_issue_is_announced_and_not_believed():
    document = LegalDocument(
        document_type="nghi-dinh", issued_on=datetime.date(2020, 2, 3), valid_from=datetime.date(2011, 1, 1)
    )
    (finding,) = importing.settle_dates(document)
    assert finding.code == "effect-before-issue"
    assert document.valid_from is None
    assert "01/01/2011" in document.valid_from_note


def test_a_relation_that_waited_for_a_document_finds_it():
    import_read_document(read())
    law = (
        DECREE.replace("Số: 15/2020/NĐ-CP", "Luật số: 41/2009/QH12")
        .replace("CHÍNH PHỦ\n-------", "QUỐC HỘI\n-------")
        .replace("\nNGHỊ ĐỊNH\n", "\nLUẬT\n")
    )
    target = LegalDocument.objects.get(pk=import_read_document(read(law)).document_id)
    assert [relation.source.number for relation in target.incoming_relations.all()] == ["15/2020/NĐ-CP"]


def test_a_law_is_named_as_its_running_text_writes_it():
    law = (
        DECREE.replace("Số: 15/2020/NĐ-CP", "Luật số: 26/2023/QH15")
        .replace("CHÍNH PHỦ\n-------", "QUỐC HỘI\n-------")
        .replace(
            "\nNGHỊ ĐỊNH\nQuy định xử phạt vi phạm hành chính trong lĩnh vực bưu chính, viễn thông\n",
            "\nLUẬT\nCĂN CƯỚC\n",
        )
        .replace(
            "Chính phủ ban hành Nghị định quy định xử phạt vi phạm hành chính trong lĩnh vực bưu chính, viễn thông.",
            "Quốc hội ban hành Luật Căn cước.",
        )
    )
    assert LegalDocument.objects.get(pk=import_read_document(read(law)).document_id).title == "Luật Căn cước"


def test_names_of_joint_issuers_are_told_apart():
    found = IssuerRegister().find_all(["Bộ Công an, Bộ Quốc phòng và Bộ Tài chính"])
    assert [organization.code for organization in found] == ["BCA", "BQP", "BTC"]


def test_a_name_in_another_spelling_is_the_same_body():
    register = IssuerRegister()
    assert register.find_all(["Bộ công thương", "Bộ Công Thương.", "BỘ  CÔNG THƯƠNG"]) == [
        Organization.objects.get(code="BCT")
    ]


def test_a_document_whose_date_one_source_lacks_is_the_same_document():
    dated = LegalDocument.objects.get(pk=import_read_document(read()).document_id)
    undated = LegalDocument(
        document_type="nghi-dinh", number=dated.number, number_key=dated.number_key, issuer=dated.issuer
    )
    assert importing.find_twin(undated) == dated
    undated.number, undated.number_key = "97/NĐ-CP", "97/nd-cp"
    assert importing.find_twin(undated) is None

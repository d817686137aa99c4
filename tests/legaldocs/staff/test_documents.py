"""The facts of a document in the admin: draft, publish, refusal, duplicates, files, deletion, list."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Workflow, WorkflowContentType
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from legaldocs.models import DocumentFile, LegalDocument, Relation, Signer
from legaldocs.services.publishing import publish_expression
from tests.factories.legaldocs import (
    DocumentFileFactory,
    ExpressionFactory,
    LegalDocumentFactory,
    OrganizationFactory,
    PostedDraftFactory,
    RelationFactory,
)

pytestmark = pytest.mark.django_db
NAMES = "wagtailsnippets_legaldocs_legaldocument"


def form(**values):
    data = {
        "document_type": "nghi-dinh",
        "stage": "issued",
        "number": "43/2011/NĐ-CP",
        "title": "",
        "abstract": "Quy định về việc cung cấp thông tin",
        "issuer": "",
        "joint_issuers": [],
        "issued_on": "2011-06-13",
        "place": "Hà Nội",
        "gazette_number": "",
        "gazette_on": "",
        "valid_from": "2011-08-01",
        "valid_from_note": "",
        "valid_until": "",
        "status_override": "",
        "status_override_on": "",
        "status_override_source": "",
        "signers": inline_formset([]),
        "outgoing_relations": inline_formset([]),
        "subjects": [],
        "secrecy": "none",
        "source_url": "",
        "go_live_at": "",
        "expire_at": "",
    } | values
    return nested_form_data(data)


def edit(document) -> str:
    return reverse(f"{NAMES}:edit", args=[document.pk])


def test_a_document_goes_from_an_empty_form_to_the_public_page(editor, client):
    issuer = OrganizationFactory()
    signers = inline_formset([{"name": "Nguyễn Tấn Dũng", "title": "Thủ tướng", "authority": "TM. CHÍNH PHỦ"}])
    answer = editor.post(reverse(f"{NAMES}:add"), form(issuer=issuer.pk, signers=signers))
    document = LegalDocument.objects.get(number="43/2011/NĐ-CP")
    assert answer.status_code == 302
    assert not document.live
    assert client.get(document.get_absolute_url()).status_code == 404
    publish_expression(expression=ExpressionFactory(document=document, source_text="Điều 1. Phạm vi\nNghị định này."))
    kept = document.signers.get()
    signers = inline_formset(
        [{"id": kept.pk, "name": kept.name, "title": kept.title, "authority": kept.authority}], initial=1
    )
    editor.post(edit(document), form(issuer=issuer.pk, signers=signers) | {"action-publish": "1"})
    document.refresh_from_db()
    assert document.live
    assert Signer.objects.get(document=document).name == "Nguyễn Tấn Dũng"
    assert client.get(document.get_absolute_url()).status_code == 200


def test_a_wording_nobody_published_does_not_make_a_document_publishable(editor):
    document = LegalDocumentFactory(live=False)
    ExpressionFactory(document=document, source_text="Điều 1. Phạm vi\nNghị định này.", live=False)
    answer = editor.post(
        edit(document), form(issuer=document.issuer_id, number=document.number) | {"action-publish": "1"}, follow=True
    )
    document.refresh_from_db()
    assert not document.live
    assert "lời văn được công khai" in answer.content.decode()


def test_publishing_is_refused_by_a_blocker_which_is_named_and_the_words_are_kept(editor):
    document = LegalDocumentFactory(live=False)
    answer = editor.post(
        edit(document),
        form(issuer=document.issuer_id, number=document.number, abstract="Lời vừa gõ") | {"action-publish": "1"},
        follow=True,
    )
    page = answer.content.decode()
    document.refresh_from_db()
    assert not document.live
    assert "Điều 10" in page
    assert "Lời vừa gõ" in page
    assert document.get_latest_revision_as_object().abstract == "Lời vừa gõ"


def test_approval_in_the_workflow_is_no_way_past_a_blocker(as_role):
    head = as_role("Trưởng ban biên tập")
    document = LegalDocumentFactory(live=False)
    kind = ContentType.objects.get_for_model(LegalDocument)
    WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": Workflow.objects.first()})
    data = form(issuer=document.issuer_id, number=document.number)
    head.post(edit(document), data | {"action-submit": "1"})
    document = LegalDocument.objects.get(pk=document.pk)
    state = document.current_workflow_task_state
    approve = reverse(f"{NAMES}:workflow_action", args=[document.pk, "approve", state.pk])
    head.post(approve)
    head.post(edit(document), data | {"action-workflow-action": "1", "workflow-action-name": "approve"})
    document.refresh_from_db()
    assert not document.live
    publish_expression(expression=ExpressionFactory(document=document))
    head.post(approve)
    document.refresh_from_db()
    assert document.live


def test_publishing_asks_for_the_fields_of_article_10_beside_each_field(editor):
    answer = editor.post(reverse(f"{NAMES}:add"), form(issued_on="", valid_from="") | {"action-publish": "1"})
    errors = answer.context["form"].errors
    assert {"issuer", "issued_on", "valid_from"} <= set(errors)
    assert not LegalDocument.objects.exists()
    draft = editor.post(reverse(f"{NAMES}:add"), form(issued_on="", valid_from=""))
    assert draft.status_code == 302


def test_a_document_that_stands_already_is_an_error_beside_the_number_never_a_server_error(editor):
    twin = LegalDocumentFactory(number="43/2011/NĐ-CP", issued_on=datetime.date(2011, 6, 13))
    answer = editor.post(reverse(f"{NAMES}:add"), form(issuer=twin.issuer_id, number="043/2011/ND-CP"))
    assert answer.status_code == 200
    assert "Đã có văn bản cùng số" in str(answer.context["form"].errors["number"])
    assert LegalDocument.objects.count() == 1


def test_what_another_stores_between_check_and_save_is_an_error_too(editor, monkeypatch):
    twin = LegalDocumentFactory(number="43/2011/NĐ-CP", issued_on=datetime.date(2011, 6, 13))
    monkeypatch.setattr("legaldocs.staff.document_form.LegalDocumentForm._refuse_twin", lambda self, cleaned: None)
    answer = editor.post(reverse(f"{NAMES}:add"), form(issuer=twin.issuer_id))
    assert answer.status_code == 200
    assert "vừa được người khác lưu" in str(answer.context["form"].errors["number"])
    assert LegalDocument.objects.count() == 1


def test_relations_without_target_to_itself_or_twice_are_errors(editor):
    document, target = LegalDocumentFactory(live=False), LegalDocumentFactory()
    blank = {
        "kind": "amends",
        "target": "",
        "target_number": "",
        "target_title": "",
        "source_eid": "",
        "target_eid": "",
        "effective_on": "",
        "note": "",
    }

    def answer(*rows):
        data = form(
            issuer=document.issuer_id,
            number=document.number,
            outgoing_relations=inline_formset([blank | row for row in rows]),
        )
        return editor.post(edit(document), data)

    for rows in ([{"note": "x"}], [{"target": document.pk}], [{"target": target.pk}, {"target": target.pk}]):
        assert answer(*rows).status_code == 200
        assert Relation.objects.count() == 0
    assert answer({"target": target.pk}, {"target_number": "1/2001/NĐ-CP"}).status_code == 302


def test_impossible_values_come_back_as_errors(editor):
    bad = form(
        document_type="lạ",
        number="9" * 200,
        issued_on="32/13/2020",
        issuer="999999",
        status_override="in_force",
        source_url="xyz",
        joint_issuers=["x"],
    )
    answer = editor.post(reverse(f"{NAMES}:add"), bad)
    assert answer.status_code == 200
    assert {"document_type", "number", "issued_on", "issuer", "source_url"} <= set(answer.context["form"].errors)


def test_the_preview_shows_the_public_page_of_what_is_typed(editor):
    document = LegalDocumentFactory(live=False)
    ExpressionFactory(document=document, source_text="Điều 1. Lời của bản nháp")
    url = reverse(f"{NAMES}:preview_on_edit", args=[document.pk])
    editor.post(url, form(issuer=document.issuer_id, number=document.number, abstract="Trích yếu đang gõ"))
    page = editor.get(url).content.decode()
    assert "Trích yếu đang gõ" in page
    assert "Lời của bản nháp" in page
    new = reverse(f"{NAMES}:preview_on_add")
    editor.post(new, form(abstract="Văn bản chưa lưu"))
    assert "Văn bản chưa lưu" in editor.get(new).content.decode()


@pytest.mark.parametrize(
    "question", ["43/2011", "043-2011 ND CP", "nghị định 43/2011/NĐ-CP", "cung cap THONG tin", "CUNG CẤP"]
)
def test_a_document_is_found_by_its_number_in_any_spelling_and_by_folded_words(editor, question):
    wanted = LegalDocumentFactory(number="43/2011/NĐ-CP", abstract="Quy định về việc cung cấp thông tin")
    LegalDocumentFactory(number="7/1999/QĐ-TTg", abstract="Khác hẳn")
    for name in (f"{NAMES}:list", "wagtailsnippetchoosers_legaldocs_legaldocument:choose_results"):
        page = editor.get(reverse(name), {"q": question}).content.decode()
        assert wanted.number in page
        assert "Khác hẳn" not in page


@pytest.mark.parametrize(
    "query",
    [
        "q=%22",
        "q=" + "a" * 5000,
        "q=%25_",
        "ordering=xyz",
        "document_type=x&year=y&issuer=z&live=w&status=v",
        "p=99999",
        "subjects=abc",
    ],
)
def test_no_query_of_the_list_is_a_server_error(editor, query):
    LegalDocumentFactory()
    assert editor.get(f"{reverse(f'{NAMES}:list')}?{query}").status_code in (200, 404)


def test_the_queries_of_the_list_do_not_grow_with_its_rows(editor):
    LegalDocumentFactory()
    url = reverse(f"{NAMES}:list")
    editor.get(url)
    with CaptureQueriesContext(connection) as one:
        editor.get(url)
    LegalDocumentFactory.create_batch(12)
    with CaptureQueriesContext(connection) as many:
        editor.get(url)
    assert len(many) == len(one), [query["sql"][:300] for query in many][-30:]


def test_a_file_is_kept_by_its_content_and_refused_with_the_reason(editor):
    document = LegalDocumentFactory()
    url = reverse("corpus:file_index", args=[document.pk])

    def send(name, content):
        return editor.post(url, {"files": SimpleUploadedFile(name, content), "kind": "original"})

    assert send("ban-ky.pdf", b"%PDF-1.4 noi dung").status_code == 302
    kept = DocumentFile.objects.get()
    assert kept.sha256 in editor.get(url).content.decode()
    for name, content in [
        ("a.pdf", b""),
        ("a.pdf", b"MZ chuong trinh"),
        ("a.docx", b"%PDF-1.4 khac"),
        ("a.html", b"<script>"),
        ("b.pdf", b"%PDF-1.4 noi dung"),
    ]:
        answer = send(name, content)
        assert answer.status_code == 422
        assert name in answer.content.decode()
    assert editor.post(url, {}).status_code == 422
    assert DocumentFile.objects.count() == 1
    assert b"".join(editor.get(reverse("corpus:file_open", args=[document.pk, kept.pk])).streaming_content).startswith(
        b"%PDF"
    )


def test_the_last_file_of_a_public_document_without_text_stays(editor):
    file = DocumentFileFactory()
    url = reverse("corpus:file_delete", args=[file.document_id, file.pk])
    editor.post(url)
    assert DocumentFile.objects.filter(pk=file.pk).exists()
    publish_expression(expression=ExpressionFactory(document=file.document))
    editor.post(url)
    assert not DocumentFile.objects.filter(pk=file.pk).exists()


def test_a_file_is_not_held_back_by_what_stood_against_its_document_before(editor):
    file = DocumentFileFactory(document__number="", document__issued_on=None)
    DocumentFileFactory(document=file.document)
    editor.post(reverse("corpus:file_delete", args=[file.document_id, file.pk]))
    assert not DocumentFile.objects.filter(pk=file.pk).exists()


def test_what_is_public_posted_or_referred_to_is_not_deleted(as_role):
    head = as_role("Trưởng ban biên tập")
    public, posted = LegalDocumentFactory(), PostedDraftFactory(document__live=False).document
    referred = RelationFactory(target__live=False).target
    free = LegalDocumentFactory(live=False)
    for document in (public, posted, referred, free):
        assert head.post(reverse(f"{NAMES}:delete", args=[document.pk])).status_code == 302
    assert set(LegalDocument.objects.values_list("pk", flat=True)) >= {public.pk, posted.pk, referred.pk}
    assert not LegalDocument.objects.filter(pk=free.pk).exists()

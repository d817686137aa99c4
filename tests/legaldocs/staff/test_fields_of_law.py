"""The fields of law of a document in its form: chosen from the vocabulary, kept whole, in drafts and when published."""

from __future__ import annotations

import pytest
from django.urls import reverse

from legaldocs.models import LegalDocument, Subject
from legaldocs.services.publishing import publish_expression
from tests.factories.legaldocs import ExpressionFactory, LegalDocumentFactory
from tests.legaldocs.staff.test_documents import NAMES, edit, form

pytestmark = pytest.mark.django_db


@pytest.fixture
def fields(db):
    names = ("Bưu chính", "Thử nghiệm, chất lượng sản phẩm", "Đất đai")
    return [Subject.objects.create(name=name) for name in names]


def facts(document, *chosen, **values):
    return form(issuer=document.issuer_id, number=document.number, **values) | {"subjects": list(chosen)}


def draft_of(document):
    return LegalDocument.objects.get(pk=document.pk).get_latest_revision_as_object()


def names_of(document) -> list[str]:
    return sorted(subject.name for subject in LegalDocument.objects.get(pk=document.pk).subjects.all())


def test_a_field_with_a_comma_in_its_name_is_chosen_and_stays_whole_over_many_savings(editor, fields):
    document = LegalDocumentFactory(live=False)
    sent = facts(document, fields[0].pk, fields[1].pk)
    publish_expression(expression=ExpressionFactory(document=document, source_text="Điều 1. Phạm vi\nNghị định này."))
    for _ in range(2):
        assert editor.post(edit(document), sent | {"action-publish": "1"}).status_code == 302
        assert names_of(document) == ["Bưu chính", "Thử nghiệm, chất lượng sản phẩm"]


def test_the_form_shows_what_is_chosen_among_the_whole_vocabulary_in_order(editor, fields):
    document = LegalDocumentFactory()
    document.subjects.add(fields[1])
    document.save()
    page = editor.get(edit(document)).content.decode()
    assert f'<option value="{fields[1].pk}" selected>Thử nghiệm, chất lượng sản phẩm</option>' in page
    assert f'<option value="{fields[0].pk}">Bưu chính</option>' in page
    assert page.count(" selected>Thử nghiệm") == 1


def test_a_draft_keeps_the_fields_without_giving_them_to_the_public_document(editor, fields):
    document = LegalDocumentFactory(live=True)
    document.subjects.add(fields[0])
    document.save()
    answer = editor.post(edit(document), facts(document, fields[2].pk))
    assert answer.status_code == 302
    assert names_of(document) == ["Bưu chính"]
    assert [tag.name for tag in draft_of(document).subjects.all()] == ["Đất đai"]


def test_all_fields_may_be_taken_away(editor, fields):
    document = LegalDocumentFactory(live=False)
    document.subjects.add(*fields)
    document.save()
    editor.post(edit(document), facts(document))
    assert list(draft_of(document).subjects.all()) == []


@pytest.mark.parametrize("sent", ["99999999", "khong-phai-so", "9" * 400, "-1", "1'--"])
def test_a_field_that_is_not_in_the_vocabulary_is_refused_beside_the_list_and_the_words_come_back(editor, fields, sent):
    document = LegalDocumentFactory(live=False)
    answer = editor.post(edit(document), facts(document, sent, abstract="Lời vừa gõ"))
    assert answer.status_code == 200
    assert answer.context["form"].errors["subjects"]
    assert "Lời vừa gõ" in answer.content.decode()
    assert Subject.objects.count() == len(fields)


@pytest.mark.parametrize("sent", ["9" * 400, "99999999999999999999", "x", "5'"])
def test_an_impossible_joint_issuer_is_refused_beside_the_list(editor, sent):
    document = LegalDocumentFactory(live=False)
    answer = editor.post(edit(document), facts(document) | {"joint_issuers": [sent]})
    assert answer.status_code == 200
    assert answer.context["form"].errors["joint_issuers"]


def test_each_screen_of_a_document_has_a_heading_that_names_it(editor):
    document = LegalDocumentFactory(live=False)
    for url in (edit(document), reverse(f"{NAMES}:add")):
        answer = editor.get(url)
        assert f'<h1 class="w-sr-only">{answer.context["header_title"]}</h1>' in " ".join(
            answer.content.decode().split()
        ).replace("> ", ">").replace(" <", "<")

"""Only what is public is found, in its present wording, at once."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from legaldocs.models import Expression, LegalDocument, Organization
from legaldocs.search.answers import answer
from legaldocs.search.indexing import index_documents
from legaldocs.services.publishing import post_expression, publish_document, publish_expression
from tests.legaldocs.search.behaviour.conftest import first, numbers, publish, rows, settle
from tests.legaldocs.search.behaviour.texts import Text

NEW = Text(
    "nghi-dinh",
    "77/2025/NĐ-CP",
    "Quy định về nuôi chim yến",
    "BH-CP",
    datetime.date(2025, 3, 1),
    "Điều 1. Nuôi chim yến\nNgười nuôi chim yến báo với xã.\n",
)


def test_a_document_published_now_is_found_now(editable):
    assert answer('"nuôi chim yến"').count == 0
    publish(NEW)
    settle()
    assert first("nuôi chim yến")[0] == NEW.number
    assert first("77/2025/NĐ-CP") == (NEW.number, None)
    assert first("điều 1 nghị định 77/2025") == (NEW.number, "art_1")


def test_a_document_not_published_is_not_found(editable):
    document = publish(NEW, live=False)
    index_documents([document.pk])
    settle()
    assert answer('"nuôi chim yến"').count == 0
    assert not any(result.named for result in answer("77/2025/NĐ-CP").results)


@pytest.mark.parametrize("secrecy", ["mat", "toi-mat", "tuyet-mat"])
def test_a_document_made_secret_is_no_longer_found(editable, secrecy):
    document = publish(NEW)
    settle()
    LegalDocument.objects.filter(pk=document.pk).update(live=False, secrecy=secrecy)
    index_documents([document.pk])
    settle()
    assert answer('"nuôi chim yến"').count == 0
    for question in ("77/2025/NĐ-CP", "điều 1 nghị định 77/2025", "nuôi chim yến"):
        assert NEW.number not in numbers(question), question


def test_a_document_withdrawn_vanishes_in_every_way(editable):
    editable["31/2024/QH15"].unpublish()
    settle()
    for question in ("luật đất đai", "31/2024/QH15", "điều 5 luật đất đai", '"chế độ sở hữu đất đai"'):
        assert "31/2024/QH15" not in numbers(question), question


def test_a_document_published_again_comes_back(editable):
    document = editable["31/2024/QH15"]
    document.unpublish()
    settle()
    publish_document(document=document, revision=False)
    settle()
    assert first("luật đất đai") == ("31/2024/QH15", None)


def test_a_deleted_document_vanishes(editable):
    publish(NEW)
    settle()
    LegalDocument.objects.get(number=NEW.number).delete()
    settle()
    assert answer('"nuôi chim yến"').count == 0
    assert not answer("77/2025/NĐ-CP").failed


def test_a_republished_wording_replaces_the_old_one(editable):
    expression = editable["31/2024/QH15"].expressions.get()
    expression.source_text = "Điều 1. Phạm vi điều chỉnh\nLuật này quy định về khoáng sản đáy hồ.\n"
    publish_expression(expression=expression)
    settle()
    assert answer('"chế độ sở hữu đất đai"').count == 0
    assert first("khoáng sản đáy hồ")[0] == "31/2024/QH15"
    assert "31/2024/QH15" not in {number for number, eid in rows('"thu hồi đất"') if eid}


def test_republishing_touches_only_its_document(editable):
    before = {number: eids for number, eids in _by_number("phạm vi điều chỉnh").items() if number != "31/2024/QH15"}
    expression = editable["31/2024/QH15"].expressions.get()
    expression.source_text = "Điều 1. Tên khác\nNội dung khác.\n"
    publish_expression(expression=expression)
    settle()
    after = {number: eids for number, eids in _by_number("phạm vi điều chỉnh").items() if number != "31/2024/QH15"}
    assert after == before


def _by_number(question):
    found: dict[str, set] = {}
    for number, eid in rows(question, page_size=100):
        found.setdefault(number, set()).add(eid)
    return found


def test_the_consolidated_wording_is_the_one_found(editable):
    document = editable["43/2011/NĐ-CP"]
    text = "Điều 1. Phạm vi điều chỉnh\nĐã được sửa đổi về cổng dịch vụ quốc gia.\n"
    wording = Expression.objects.create(document=document, kind="consolidated", source_text=text)
    publish_expression(expression=wording)
    settle()
    assert first("cổng dịch vụ quốc gia") == ("43/2011/NĐ-CP", "art_1")
    assert "43/2011/NĐ-CP" not in {number for number, eid in rows('"chiến lược, quy hoạch"') if eid}


def test_a_wording_not_published_is_not_found(editable):
    wording = Expression.objects.create(
        document=editable["43/2011/NĐ-CP"],
        kind="consolidated",
        source_text="Điều 1. Nháp\nBí mật của người soạn.\n",
        live=False,
    )
    index_documents([wording.document_id])
    settle()
    assert answer('"bí mật của người soạn"').count == 0
    assert first("chiến lược quy hoạch")[0] == "43/2011/NĐ-CP"


def posted_draft(abstract: str, source: str) -> LegalDocument:
    draft = LegalDocument.objects.create(
        document_type="nghi-dinh", stage="draft", abstract=abstract, issuer=Organization.objects.get(code="BH-CP")
    )
    wording = Expression.objects.create(document=draft, kind="draft", draft_number=1, live=False, source_text=source)
    post_expression(expression=wording, now=timezone.now())
    publish_document(document=draft, revision=False)
    settle()
    return draft


def test_law_in_force_stands_before_a_draft_that_says_the_same_and_before_none_that_says_more(editable):
    draft = posted_draft(
        "Dự thảo quy định về chăn nuôi",
        "Điều 1. Nuôi chim yến\nNgười nuôi chim yến báo với xã.\nĐiều 2. Nuôi cá sấu\nNuôi cá sấu phải có chuồng.\n",
    )
    publish(NEW)
    settle()
    found = answer("người nuôi chim yến báo với xã").results
    assert [result.document.pk == draft.pk for result in found[:2]] == [False, True]
    assert answer("nuôi cá sấu").results[0].document.pk == draft.pk


def test_a_draft_is_found_once_it_is_posted_and_not_before(editable):
    draft = LegalDocument.objects.create(
        document_type="nghi-dinh",
        stage="draft",
        abstract="Dự thảo quy định về đàn ong mật",
        issuer=Organization.objects.get(code="BH-CP"),
        live=False,
    )
    wording = Expression.objects.create(
        document=draft, kind="draft", draft_number=1, live=False, source_text="Điều 1. Đàn ong mật\nNuôi ong.\n"
    )
    settle()
    assert answer('"đàn ong mật"').count == 0
    post_expression(expression=wording, now=timezone.now())
    draft.live = True
    draft.save()
    publish_document(document=draft, revision=False)
    settle()
    found = answer("đàn ong mật").results
    assert found
    assert found[0].document.pk == draft.pk
    assert found[0].document.stage == "draft"


def test_a_new_name_replaces_the_old_one(editable):
    document = editable["38/2020/TT-BTC"]
    document.abstract = "Quy định về cân điện tử"
    document.save()
    publish_document(document=document, revision=False)
    settle()
    assert first("quy định về cân điện tử") == ("38/2020/TT-BTC", None)
    assert first("quy chuẩn kỹ thuật về thước đo") != ("38/2020/TT-BTC", None)


def test_indexing_twice_changes_nothing(editable):
    before = rows("phạm vi điều chỉnh", page_size=100)
    index_documents([document.pk for document in editable.values()])
    settle()
    assert rows("phạm vi điều chỉnh", page_size=100) == before

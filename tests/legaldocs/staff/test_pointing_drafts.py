"""Citations of a text nobody has seen yet, on the pages where they are listed and pointed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legaldocs.models import Citation, PointedCitation
from legaldocs.services.draft_mentions import draft_mentions
from legaldocs.services.drafting import current_text, save_wording, version_of
from tests.factories.legaldocs import (
    DocumentFileFactory,
    ExpressionFactory,
    LegalDocumentFactory,
    PostedDraftFactory,
    PublishedExpressionFactory,
)

pytestmark = pytest.mark.django_db
NUMBER = "12/2020/QĐ-UBND"
TEXT = f"Điều 1. Phạm vi\n1. Theo khoản 1 Điều 1 Quyết định số {NUMBER}.\n2. Theo Điều 9 Nghị định này."
TARGET = "Điều 1. Phạm vi\n1. Một.\nĐiều 2. Hiệu lực thi hành\nTừ ngày ký."


@pytest.fixture
def provinces():
    rows = [LegalDocumentFactory(document_type="quyet-dinh", number=NUMBER, abstract=f"Tỉnh {n}") for n in "AB"]
    for row in rows:
        PublishedExpressionFactory(document=row, source_text=TARGET)
    return rows


@pytest.fixture
def draft():
    document = LegalDocumentFactory(live=False)
    DocumentFileFactory(document=document)
    return ExpressionFactory(document=document, source_text=TEXT)


def index_url(expression) -> str:
    return reverse("corpus:document_citations", args=[expression.document_id])


def point_url(expression, number: int = 0) -> str:
    first = draft_mentions(expression)[number].first
    args = [expression.document_id, expression.pk, first.place, first.start, first.end]
    return reverse("corpus:draft_citation_point", args=args)


def page(client, url: str, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def test_from_the_report_of_a_draft_to_its_link_on_the_day_of_publication(editor, client, provinces, draft):
    """Upload, report, correct, publish: the citation is settled before a visitor can see it."""
    url = reverse("corpus:wording_edit", args=[draft.document_id, draft.pk])
    listed = f"{index_url(draft)}?loi-van={draft.pk}-soan"
    assert listed in page(editor, url)
    assert point_url(draft) in page(editor, listed)
    choosing = page(editor, point_url(draft), **{"van-ban": provinces[1].pk})
    assert "Như lời văn nêu: Khoản 1 Điều 1" in choosing
    sent = {"mark": draft_mentions(draft)[0].mark, "van-ban": provinces[1].pk, "dieu-khoan": "nhu-loi-van"}
    response = editor.post(point_url(draft), sent)
    assert response.status_code == 302
    assert response.url == listed
    assert "Chỉ bằng tay" in page(editor, response.url, loai="tay")
    assert not Citation.objects.exists()
    sent = {"action": "publish", "text": TEXT, "version": version_of(current_text(draft))}
    assert editor.post(url, sent).status_code == 302
    draft.refresh_from_db()
    assert draft.live
    assert Citation.objects.get(expression=draft, by_hand=True).document == provinces[1]


def test_a_document_with_a_draft_alone_shows_the_draft(editor, provinces, draft):
    html = page(editor, index_url(draft), loai="tat-ca")
    assert html.count("citation-words") == 2
    assert "lời văn đang soạn, trước khi người đọc thấy" in html
    assert f'value="{draft.pk}-soan"' in html
    assert "chính văn bản này" in html
    assert (
        "chưa công khai" not in html.split('class="citation-meaning"')[-1].split("</p>")[0]
    )  # of itself that says nothing


@pytest.mark.parametrize(("state", "shown"), [("cho", 1), ("thieu", 1), ("noi", 0), ("tay", 0), ("tat-ca", 2)])
def test_a_draft_is_filtered_like_a_published_text(editor, provinces, draft, state, shown):
    assert page(editor, index_url(draft), loai=state).count("citation-words") == shown


def test_a_published_text_and_its_changes_are_both_listed(editor, provinces):
    expression = PublishedExpressionFactory(source_text=TARGET)
    user = editor.get(reverse("wagtailadmin_home")).wsgi_request.user
    save_wording(expression_id=expression.pk, text=TEXT, base_version=version_of(TARGET), user=user)
    html = page(editor, index_url(expression))
    assert "Lời văn này không có dẫn chiếu" in html or "citation-words" not in html
    assert f'<option value="{expression.pk}-soan">Bản ban hành, đang soạn</option>' in html
    assert page(editor, index_url(expression), **{"loi-van": f"{expression.pk}-soan"}).count("citation-words") == 1


def test_words_of_a_draft_are_marked_as_no_citation_and_the_mark_is_undone(editor, provinces, draft):
    mark = draft_mentions(draft)[0].mark
    response = editor.post(point_url(draft), {"mark": mark, "quyet-dinh": "khong"})
    assert "không phải dẫn chiếu" in page(editor, response.url)
    undo = reverse("corpus:citation_take_back", args=[draft.document_id, PointedCitation.objects.get().pk])
    response = editor.post(undo, {"loi-van": f"{draft.pk}-soan"})
    assert response.url == f"{index_url(draft)}?loi-van={draft.pk}-soan"
    assert len(draft_mentions(draft)) == 2


def test_a_draft_changed_meanwhile_is_not_pointed(editor, provinces, draft):
    url, mark = point_url(draft), draft_mentions(draft)[0].mark
    draft.source_text = TEXT.replace("Theo khoản", "Nêu khoản")
    draft.save()
    response = editor.post(url, {"mark": mark, "van-ban": provinces[0].pk})
    assert response.status_code in (302, 422)
    draft.source_text = "Điều 1. Phạm vi\n1. Không dẫn gì."
    draft.save()
    assert editor.get(url).url == index_url(draft)
    assert not PointedCitation.objects.exists()


def test_a_frozen_wording_has_no_draft_to_point_in(editor):
    expression = PostedDraftFactory()
    url = reverse("corpus:draft_citation_point", args=[expression.document_id, expression.pk, 0, 0, 5])
    assert editor.get(url).status_code == 302
    assert f"{expression.pk}-soan" not in page(editor, index_url(expression))


@pytest.mark.parametrize("wanted", ["-soan", "9-soan", "9" * 40 + "-soan", "x-soan", "-1-soan"])
def test_any_name_of_a_wording_leads_to_the_page(editor, draft, wanted):
    assert page(editor, index_url(draft), **{"loi-van": wanted})
    undo = reverse("corpus:citation_take_back", args=[draft.document_id, 1])
    assert editor.post(undo, {"loi-van": wanted}).status_code == 302


def test_huge_numbers_in_the_address_lead_back(editor, draft):
    url = reverse("corpus:draft_citation_point", args=[draft.document_id, draft.pk, 10**12, 10**15, 2**62])
    assert editor.get(url).status_code == 302


def test_only_those_who_tend_relations_point_in_drafts(client, as_role, provinces, draft):
    url, mark = point_url(draft), draft_mentions(draft)[0].mark
    assert client.get(url).status_code == 302
    assert as_role("Kiểm duyệt viên").post(url, {"mark": mark, "quyet-dinh": "khong"}).status_code in (302, 403)
    assert not PointedCitation.objects.exists()


def test_the_queries_of_a_draft_do_not_grow_with_its_citations(editor, provinces, draft):
    clauses = "\n".join(f"{n}. Theo Điều 1 Quyết định số {NUMBER}, Nghị định số {n}/2011/NĐ-CP." for n in range(1, 40))
    many = ExpressionFactory(document=LegalDocumentFactory(live=False), source_text=f"Điều 1. Việc\n{clauses}")
    page(editor, index_url(draft))
    with CaptureQueriesContext(connection) as one:
        page(editor, index_url(draft), loai="tat-ca")
    with CaptureQueriesContext(connection) as all_of_them:
        page(editor, index_url(many), loai="tat-ca")
    assert len(all_of_them) <= len(one) + 1

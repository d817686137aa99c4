"""From a comment to its answer, to the clause it changed, to the clause in force, and back again."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import ConsultationPage, Decision, PostedExpression, Response
from consultations.receipts import grouped
from legaldocs.models import LegalDocument, Provision
from legaldocs.services.publishing import post_expression, publish_expression
from tests.consultations.places import clause, on
from tests.factories.consultations import DRAFT_TEXT, ConsultationFactory, DraftExpressionFactory, answer, submit
from tests.factories.legaldocs import ExpressionFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "15 ngày làm việc kể từ ngày tiếp nhận", "10 ngày làm việc kể từ ngày tiếp nhận"
THIRD = DRAFT_TEXT.replace(OLD, NEW)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


class Walk:
    """A consultation with one comment on khoản 1 Điều 3, answered by a change in draft 3, then issued."""

    def __init__(self, *, issued: bool = True, third_posted: bool = False, published: bool = True) -> None:
        self.consultation = ConsultationFactory(open=True)
        document = self.consultation.document
        text = "Thời hạn 15 ngày quá dài."
        self.comments = submit(
            self.consultation, state="published", comments=on(clause(self.consultation), text=text)
        ).comments
        third = publish_expression(
            expression=DraftExpressionFactory(document=document, draft_number=3, source_text=THIRD)
        )
        if third_posted:
            post_expression(expression=third, now=timezone.now())
            PostedExpression.objects.create(
                consultation=self.consultation, expression=third, posted_at=timezone.now(), sort_order=5
            )
        self.third = third
        self.answer = answer(
            self.consultation, self.comments, decision=Decision.ACCEPTED, text="Tiếp thu.", published=published
        )
        changed = Provision.objects.get(expression=third, anchor="dieu-3--khoan-1")
        wording = f"Thời hạn trả lời kiến nghị là {NEW}."
        Response.objects.filter(pk=self.answer.pk).update(changed_provision=changed, resulting_wording=wording)
        if issued:
            LegalDocument.objects.filter(pk=document.pk).update(
                stage="issued", number=f"{document.pk}/2026/NĐ-CP", issued_on=datetime.date(2026, 1, 5), year=2026,
                slug=f"{document.pk}-2026-nd-cp", valid_from=datetime.date(2026, 2, 20),
            )  # fmt: skip
            document = LegalDocument.objects.get(pk=document.pk)
            publish_expression(expression=ExpressionFactory(document=document, source_text=THIRD))
        self.document = LegalDocument.objects.get(pk=document.pk)
        ConsultationPage.objects.filter(pk=self.consultation.pk).update(state="answered", answered_at=timezone.now())
        self.answers_url = reverse("consultations:answer_list", args=[self.consultation.slug])

    @property
    def answer_url(self) -> str:
        return f"{self.answers_url}?tra-loi={self.answer.pk}#tra-loi-{self.answer.pk}"


def page(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_the_answer_leads_to_the_clause_of_the_document_as_issued(client):
    walk = Walk()
    link = f'href="{walk.document.get_absolute_url()}dieu-3/#dieu-3--khoan-1"'
    for address in (walk.answers_url, reverse("consultations:comment_list", args=[walk.consultation.slug])):
        html = page(client, address)
        assert link in html
        assert "tại bản ban hành" in html
    article = page(client, f"{walk.document.get_absolute_url()}dieu-3/")
    assert NEW in article
    assert 'id="dieu-3--khoan-1"' in article


def test_a_draft_nobody_may_read_is_no_link_and_a_posted_one_is(client):
    hidden = page(client, Walk(issued=False).answers_url)
    assert "Điều khoản đã sửa: khoản 1 Điều 3" in hidden
    assert "tại Dự thảo 3" not in hidden
    walk = Walk(issued=False, third_posted=True)
    html = page(client, walk.answers_url)
    target = f"{walk.consultation.get_absolute_url()}?ban={walk.third.pk}"
    assert f'href="{target}#dieu-3--khoan-1"' in html
    assert NEW in page(client, target)


def test_a_clause_named_as_it_was_commented_on_is_said_to_be_the_old_one(client):
    walk = Walk()
    Response.objects.filter(pk=walk.answer.pk).update(changed_provision=clause(walk.consultation))
    html = page(client, walk.answers_url)
    assert "như cũ, tại Dự thảo 2" in html
    assert f'href="{walk.document.get_absolute_url()}dieu-3/#dieu-3--khoan-1"' in html
    assert "Sửa theo góp ý" in page(client, f"{walk.document.get_absolute_url()}dieu-3/")
    assert re.search(r"<del[^>]*>[^<]*15", html)


def test_the_answer_shows_word_by_word_what_became_of_the_clause_as_it_was_commented_on(client):
    html = page(client, Walk().answers_url)
    shown = re.search(r'class="answer .*?</div>\s*<p class="meta"', html, re.S)[0]
    assert re.search(r"<del[^>]*>[^<]*15", shown)
    assert re.search(r"<ins[^>]*>[^<]*10", shown)


def test_the_clause_in_force_leads_back_to_the_comments_that_changed_it(client):
    walk = Walk()
    for address in (f"{walk.document.get_absolute_url()}dieu-3/", walk.document.get_absolute_url()):
        html = page(client, address)
        assert "Sửa theo góp ý" in html
        assert f'href="{walk.answer_url}"' in html
        assert "Khoản 1 Điều 3" in html
        assert "1 góp ý và trả lời" in html
    answers = page(client, walk.answer_url)
    assert f'id="tra-loi-{walk.answer.pk}"' in answers
    assert "Thời hạn 15 ngày quá dài." in answers


def test_an_article_no_comment_changed_says_nothing(client):
    walk = Walk()
    assert "Sửa theo góp ý" not in page(client, f"{walk.document.get_absolute_url()}dieu-1/")


def test_the_commented_clause_says_what_was_decided(client):
    walk = Walk()
    html = page(client, walk.consultation.get_absolute_url())
    assert f'href="{walk.answer_url}">Trả lời: Tiếp thu' in html
    assert html.count("Trả lời: Tiếp thu") == 1


def test_the_receipt_leads_the_sender_to_the_clause_in_force(client):
    walk = Walk()
    code = grouped(walk.comments.get().submission.receipt_code)
    html = client.post(reverse("consultations:receipt_lookup"), {"code": code}).content.decode()
    assert f'href="{walk.document.get_absolute_url()}dieu-3/#dieu-3--khoan-1"' in html


def test_an_answer_not_public_yet_is_told_nowhere(client):
    walk = Walk(published=False)
    for address in (
        walk.consultation.get_absolute_url(),
        walk.document.get_absolute_url(),
        f"{walk.document.get_absolute_url()}dieu-3/",
    ):
        html = page(client, address)
        assert "Sửa theo góp ý" not in html
        assert "Trả lời: Tiếp thu" not in html


def test_withheld_comments_are_not_counted_and_a_withdrawn_page_is_not_led_to(client):
    walk = Walk()
    walk.comments.update(state="withheld")
    assert "Sửa theo góp ý" not in page(client, walk.document.get_absolute_url())
    walk.comments.update(state="published")
    ConsultationPage.objects.filter(pk=walk.consultation.pk).update(live=False)
    assert "Sửa theo góp ý" not in page(client, walk.document.get_absolute_url())


def test_the_consultation_and_its_answers_lead_to_what_was_issued(client):
    walk = Walk()
    law = walk.document.get_absolute_url()
    for address in (walk.consultation.get_absolute_url(), walk.answers_url):
        assert re.search(rf'Đã ban hành: <a href="{law}"', page(client, address))
    assert "Xem văn bản đã ban hành" in page(client, walk.consultation.get_absolute_url())
    LegalDocument.objects.filter(pk=walk.document.pk).update(live=False)
    assert law not in page(client, walk.consultation.get_absolute_url())
    assert "Đã ban hành: <a" not in page(client, Walk(issued=False).answers_url)


def test_a_document_taken_back_is_not_led_to(client):
    walk = Walk()
    LegalDocument.objects.filter(pk=walk.document.pk).update(live=False)
    html = page(client, walk.answers_url)
    assert "tại bản ban hành" not in html
    assert walk.document.get_absolute_url() not in html


def test_under_english_the_whole_walk_is_open_too(client):
    walk = Walk()
    law = walk.document.get_absolute_url()
    assert f'href="/en{law}dieu-3/' in page(client, f"/en{walk.answers_url}")
    assert "Changed after comments" in page(client, f"/en{law}")


def test_the_number_of_queries_does_not_grow_with_the_answers(client):
    def queries(walk: Walk) -> list[int]:
        counts = []
        for address in (
            walk.answers_url,
            walk.consultation.get_absolute_url(),
            walk.document.get_absolute_url(),
            f"{walk.document.get_absolute_url()}dieu-3/",
        ):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    few = queries(Walk())
    walk = Walk()
    ConsultationPage.objects.filter(pk=walk.consultation.pk).update(state="open")
    for anchor in ("dieu-3--khoan-2", "dieu-2--khoan-1", "dieu-1", "dieu-2--khoan-2--diem-a"):
        sent = submit(walk.consultation, state="published", comments=on(clause(walk.consultation, anchor)))
        given = answer(walk.consultation, sent.comments, decision=Decision.ACCEPTED, text="Tiếp thu.")
        changed = Provision.objects.get(expression=walk.third, anchor=anchor)
        Response.objects.filter(pk=given.pk).update(changed_provision=changed, resulting_wording="Mới.")
    ConsultationPage.objects.filter(pk=walk.consultation.pk).update(state="answered")
    assert queries(walk) == few

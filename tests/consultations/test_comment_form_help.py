"""What a newcomer needs to see on the way of a comment: where to propose a wording, a code that can be scanned."""

from __future__ import annotations

import urllib.parse

import pytest
from django.urls import reverse
from lxml import html

from consultations.receipts import grouped
from tests.consultations.places import clause
from tests.consultations.steps import form_url
from tests.factories.consultations import ConsultationFactory, answer, submit

pytestmark = pytest.mark.django_db


def test_the_place_to_propose_a_wording_shows_that_it_opens(client):
    page = html.fromstring(client.get(form_url(ConsultationFactory(open=True))).content.decode())
    (summary,) = page.xpath("//details[@class='proposal']/summary")
    assert summary.xpath(".//*[local-name()='use'][contains(@href, 'chevron-down')]")
    assert " ".join(summary.text_content().split()) == "Đề xuất viết lại điều khoản này (không bắt buộc)"


def test_the_code_on_a_receipt_stands_on_white_whatever_the_theme(client):
    submission = submit(ConsultationFactory(open=True))
    sent = {"code": grouped(submission.receipt_code)}
    page = client.post(reverse("consultations:receipt_lookup"), sent).content.decode()
    picture = html.fromstring(page).xpath("//img[starts-with(@src, 'data:image/svg+xml')]/@src")[0]
    assert "#fff" in urllib.parse.unquote(picture)


def test_an_address_of_an_answer_shows_the_comments_it_answers_too(client):
    consultation = ConsultationFactory(closed=False, open=True)
    sent = submit(consultation, state="published", provision_id=clause(consultation).pk)
    given = answer(consultation, sent.comments)
    page = html.fromstring(client.get(reverse("consultations:answer_list", args=[consultation.slug])).content.decode())
    (entry,) = page.xpath(f"//*[@id='tra-loi-{given.pk}']")
    assert entry.xpath(".//article[contains(@class, 'comment')]")
    assert "Đã chỉnh lý." in entry.text_content()

"""The draft on a consultation page links what it cites, as the page of a document does."""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legaldocs.models import Expression
from legaldocs.services.citation_refresh import refresh
from legaldocs.services.pointing import mention_at, point
from legaldocs.services.publishing import after_document_unpublished
from tests.factories.consultations import ConsultationFactory, posted_expression
from tests.factories.legaldocs import LegalDocumentFactory, PublishedExpressionFactory

pytestmark = pytest.mark.django_db
CITED = "Điều 1. Phạm vi\n1. Nghị định này quy định việc thử.\n2. Đối tượng.\nĐiều 2. Hiệu lực\nTừ ngày ký."
DRAFT = """Điều 1. Phạm vi
1. Theo khoản 2 Điều 1 Nghị định số 43/2011/NĐ-CP.
2. Thực hiện theo Điều 2 Nghị định này.
Điều 2. Hiệu lực
Nghị định này có hiệu lực từ ngày ký."""


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def cited(number: str = "43/2011/NĐ-CP"):
    document = LegalDocumentFactory(number=number, issued_on=datetime.date(2011, 6, 13))
    PublishedExpressionFactory(document=document, source_text=CITED)
    return document


def page(client, consultation, prefix: str = "") -> str:
    response = client.get(f"{prefix}{consultation.get_absolute_url()}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_citation_in_the_draft_is_a_link_as_on_the_page_of_the_document(client):
    document = cited()
    consultation = ConsultationFactory(open=True, source_text=DRAFT)
    link = f'href="{document.get_absolute_url()}dieu-1/#dieu-1--khoan-2"'
    html = page(client, consultation)
    assert link in html
    assert 'href="#dieu-2"' in html.split('class="law')[-1]
    assert 'id="dieu-2"' in html
    of_document = client.get(consultation.document.get_absolute_url()).content.decode()
    assert link in of_document


def test_the_words_of_the_draft_stay_as_they_are(client):
    cited()
    consultation = ConsultationFactory(open=True, source_text=DRAFT)
    html = page(client, consultation)
    for anchor in ('<a class="cite', "</a>"):
        assert anchor in html
    assert ">khoản 2 Điều 1 Nghị định số 43/2011/NĐ-CP</a>." in html


def test_under_english_the_links_keep_the_language(client):
    document = cited()
    consultation = ConsultationFactory(open=True, source_text=DRAFT)
    link = f'href="/en{document.get_absolute_url()}dieu-1/#dieu-1--khoan-2"'
    assert link not in page(client, consultation)
    assert link in page(client, consultation, "/en")


def test_a_document_that_arrives_later_becomes_a_link_although_the_wording_is_frozen(client):
    consultation = ConsultationFactory(open=True, source_text=DRAFT)
    assert "/van-ban/nghi-dinh/2011/" not in page(client, consultation)
    document = cited()
    from legaldocs.services.citation_upkeep import documents_shown

    documents_shown([document])
    refresh()
    assert document.get_absolute_url() in page(client, consultation)
    document.live = False
    document.save()
    after_document_unpublished(document)
    refresh()
    assert document.get_absolute_url() not in page(client, consultation)


def test_what_an_editor_points_by_hand_is_shown_at_once(client, django_user_model):
    other = cited("99/2012/NĐ-CP")
    consultation = ConsultationFactory(open=True, source_text=DRAFT)
    page(client, consultation)
    wording = Expression.objects.get(pk=posted_expression(consultation).pk)
    row = wording.citations.order_by("place", "start").first()
    user = django_user_model.objects.create_user("bt")
    point(mention=mention_at(wording, row.place, row.start, row.end), user=user, target=other)
    assert f'href="{other.get_absolute_url()}dieu-1/#dieu-1--khoan-2"' in page(client, consultation)


def test_the_number_of_queries_does_not_grow_with_the_citations(client):
    def queries(consultation) -> tuple[int, int]:
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                page(client, consultation)
            counts.append(len(captured))
        return counts[0], counts[1]

    for n in range(40, 60):
        cited(f"{n}/2011/NĐ-CP")
    few = ConsultationFactory(open=True, source_text=DRAFT)
    text = "\n".join(f"Điều {n}. Tên\nTheo Điều 1 Nghị định số {39 + n}/2011/NĐ-CP." for n in range(1, 21))
    many = ConsultationFactory(open=True, source_text=text)
    page(client, few)
    cache.clear()
    assert queries(few) == queries(many)

"""The list of documents: filters, exact counts, order, pages, whatever stands in the address."""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from legaldocs.forms import MAX_PAGE, ListingQuery, Sort
from legaldocs.listing import list_documents
from legaldocs.models import LegalDocument, Subject
from tests.factories.legaldocs import DraftFactory, LegalDocumentFactory, OrganizationFactory, PostedDraftFactory

pytestmark = pytest.mark.django_db
URL = "/van-ban/"


@pytest.fixture(autouse=True)
def _vietnamese():
    """A request in English leaves its language active in the thread of the test."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def ask(query: str = "", **kwargs):
    return list_documents(ListingQuery.read(QueryDict(query)), **kwargs)


def numbers(listing) -> list[str]:
    return [document.number for document in listing.page.object_list]


def test_reads_any_address_as_a_valid_question():
    query = ListingQuery.read(QueryDict("loai=xx&loai=luat&nam=abc&nam=2020&nam=99999&hieu-luc=zz&sap-xep=?&page=-1"))
    assert query == ListingQuery(types=("luat",), years=(2020,))
    assert ListingQuery.read(QueryDict("page=" + "9" * 500)).page == MAX_PAGE
    assert ListingQuery.read(QueryDict("page=٣")).page == 1
    assert ListingQuery.read(QueryDict("q=" + "a" * 10_000)).q == "a" * 200


def test_counts_of_a_facet_ignore_its_own_choice():
    ministry, other = OrganizationFactory(), OrganizationFactory()
    LegalDocumentFactory.create_batch(2, document_type="luat", issuer=ministry)
    LegalDocumentFactory(document_type="thong-tu", issuer=ministry)
    LegalDocumentFactory(document_type="thong-tu", issuer=other, status="expired")
    counts = ask(f"loai=luat&co-quan={ministry.code}").counts
    assert counts.total == 2
    assert counts.types == {"luat": 2, "thong-tu": 1}
    assert counts.issuers == {ministry.code: 2}
    assert counts.statuses == {"in_force": 2}
    assert ask("hieu-luc=expired").counts.total == 1


def test_counts_equal_what_the_database_counts_for_every_facet_value():
    for place in range(12):
        LegalDocumentFactory(
            document_type=["luat", "nghi-dinh", "thong-tu"][place % 3],
            issued_on=datetime.date(2018 + place % 4, 1, 1 + place),
            status=["in_force", "expired"][place % 2],
        )
    listing = ask("nam=2019&nam=2020")
    for value, count in listing.counts.types.items():
        assert ask(f"nam=2019&nam=2020&loai={value}").counts.total == count
    for year, count in listing.counts.years.items():
        assert LegalDocument.objects.filter(year=year).count() == count


def test_a_field_of_law_filters_and_is_counted_once_per_document():
    health, labour = Subject.objects.create(name="Y tế"), Subject.objects.create(name="Lao động")
    both = LegalDocumentFactory()
    both.subjects.add(health, labour)
    both.save()
    LegalDocumentFactory()
    listing = ask(f"linh-vuc={health.slug}&linh-vuc={labour.slug}")
    assert listing.counts.total == 1 == len(listing.page.object_list)
    assert listing.counts.subjects == {health.slug: 1, labour.slug: 1}


@pytest.mark.parametrize("words", ["dat dai", "ĐẤT ĐAI", "Dat", "đất  đai 9", "9/2020", "  "])
def test_words_are_found_with_or_without_diacritics(words):
    LegalDocumentFactory(number="9/2020/NĐ-CP", abstract="Quy định chi tiết Luật Đất đai")
    LegalDocumentFactory(abstract="Khác hẳn", number="77/2020/NĐ-CP")
    found = ask(f"q={words}")
    assert "9/2020/NĐ-CP" in numbers(found)
    assert found.counts.total == (2 if not words.strip() else 1)


@pytest.mark.parametrize("spelling", ["43/2011/NĐ-CP", "43/2011/nd-cp", "043/2011/NĐ-CP", "43/2011/ND-CP"])
def test_a_full_number_finds_its_document_in_any_spelling(spelling):
    LegalDocumentFactory(number="43/2011/NĐ-CP")
    LegalDocumentFactory(number="143/2011/NĐ-CP")
    assert numbers(ask(f"q={spelling}")) == ["43/2011/NĐ-CP"]


def test_pages_neither_repeat_nor_lose_a_document_even_when_dates_are_equal_or_missing():
    LegalDocumentFactory.create_batch(5, issued_on=datetime.date(2020, 1, 1))
    LegalDocumentFactory.create_batch(4, issued_on=None)
    for sort in Sort:
        seen = []
        for page in range(1, 6):
            seen += numbers(ask(f"page={page}&sap-xep={sort.value}", page_size=2))
        assert len(seen) == len(set(seen)) == 9, sort
    assert all(document.issued_on is None for document in ask("page=5", page_size=2).page.object_list)


def test_deep_pages_are_the_same_as_shallow_ones(monkeypatch):
    LegalDocumentFactory.create_batch(5, issued_on=datetime.date(2020, 1, 1))
    LegalDocumentFactory.create_batch(2, issued_on=None)
    shallow = [numbers(ask(f"page={page}", page_size=3)) for page in (1, 2, 3)]
    monkeypatch.setattr("legaldocs.listing.DEEP", 0)
    assert [numbers(ask(f"page={page}", page_size=3)) for page in (1, 2, 3)] == shallow


def test_a_page_far_beyond_the_end_is_the_last_page():
    LegalDocumentFactory.create_batch(3)
    listing = ask("page=999999999999999999999", page_size=2)
    assert listing.page.number == 2
    assert len(listing.page.object_list) == 1


def test_orders_by_serial_number_as_a_number():
    for number in ("100/2020/NĐ-CP", "9/2020/NĐ-CP", "43/2020/NĐ-CP", ""):
        LegalDocumentFactory(number=number)
    assert numbers(ask("sap-xep=so")) == ["9/2020/NĐ-CP", "43/2020/NĐ-CP", "100/2020/NĐ-CP", ""]


def test_unpublished_secret_and_draft_documents_are_not_listed():
    LegalDocumentFactory(live=False)
    DraftFactory()
    PostedDraftFactory()
    LegalDocumentFactory(live=False, secrecy="mat")
    listing = ask()
    assert listing.counts.total == 0 == len(listing.page.object_list)


def test_counts_follow_a_publication_at_once():
    LegalDocumentFactory()
    assert ask().counts.total == 1
    LegalDocumentFactory()
    assert ask().counts.total == 2
    document = LegalDocument.objects.latest("pk")
    document.live = False
    document.save()
    assert ask().counts.total == 1


def test_listing_takes_at_most_eight_queries_and_no_more_with_more_rows(client, django_assert_max_num_queries):
    LegalDocumentFactory()
    with django_assert_max_num_queries(8):
        client.get(URL)
    with CaptureQueriesContext(connection) as few:
        cache.clear()
        client.get(URL, {"loai": "nghi-dinh", "q": "thu"})
    LegalDocumentFactory.create_batch(30)
    with CaptureQueriesContext(connection) as many:
        cache.clear()
        client.get(URL, {"loai": "nghi-dinh", "q": "thu"})
    assert len(many) <= len(few) <= 8


HOSTILE = [
    "?page=0", "?page=-5", "?page=1e9", "?page=" + "9" * 300, "?nam=0000&nam=9999", "?loai[]=x", "?co-quan=%27%3B--",
    "?q=%25_%5C%22%27", "?q=%C3%28", "?q=%EF%BF%BD%F0%9F%98%80", "?q=" + "x" * 5000, "?linh-vuc=../../etc",
    "?sap-xep=%3Cscript%3E", "?" + "&".join(f"loai=t{n}" for n in range(500)), "?q=%ED%A0%80", "?&&&===", "?q=&q=&page=",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("base", ["/van-ban/", "/en/van-ban/", "/van-ban/atom/"])
def test_no_query_breaks_list_or_feed(client, query, base):
    LegalDocumentFactory()
    response = client.get(base + query)
    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_a_nul_character_is_refused_politely(client):
    assert client.get("/van-ban/?q=%00").status_code == 400


def test_chips_take_away_one_filter_each(client):
    LegalDocumentFactory()
    page = client.get(URL, {"loai": "nghi-dinh", "nam": "2020", "q": "thử"}).content.decode()
    assert 'href="?nam=2020&amp;q=th%E1%BB%AD"' in page
    assert "Từ khóa: “thử”" in page


def test_an_empty_result_says_what_to_try(client):
    LegalDocumentFactory()
    page = client.get(URL, {"q": "khongcogi"}).content.decode()
    assert "Không có văn bản nào khớp" in page
    assert f"{reverse('legaldocs:search')}?q=khongcogi" in page


def test_the_english_list_speaks_english(client):
    LegalDocumentFactory.create_batch(2, document_type="luat")
    page = client.get("/en/van-ban/").content.decode()
    assert "2 documents" in page
    assert "Newest first" in page
    assert 'href="/en/van-ban/luat/' in page


def test_markup_in_a_document_is_shown_as_text(client):
    LegalDocumentFactory(abstract="<script>alert(1)</script>", issuer=OrganizationFactory(name="<b>Bộ</b>"))
    page = client.get(URL).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<b>Bộ</b>" not in page

"""Facets count what a click would show; filters narrow; orders order; pages never repeat."""

from __future__ import annotations

import pytest

from legaldocs.models import Organization
from legaldocs.search.answers import MAX_PAGE, answer
from legaldocs.search.plan import Filters, Order
from tests.legaldocs.search.behaviour.conftest import first, numbers, rows
from tests.legaldocs.search.behaviour.texts import ALIKE

QUESTION = "phạm vi điều chỉnh"
FIELDS = {"document_type": str, "issuer": int, "year": int, "status": str}


@pytest.mark.parametrize("facet", FIELDS)
@pytest.mark.parametrize("question", [QUESTION, "lao động", "hợp đồng", "quy định"])
def test_a_facet_counts_what_its_click_would_show(library, facet, question):
    choices = answer(question).facets[facet]
    assert choices
    for value, _, count, chosen in choices:
        assert not chosen
        narrowed = answer(question, filters=Filters(**{facet: (FIELDS[facet](value),)}), page_size=100)
        assert narrowed.count == count == len(narrowed.results)


@pytest.mark.parametrize("question", [QUESTION, "lao động"])
def test_the_facet_of_kinds_counts_documents_and_provisions(library, question):
    found = answer(question, page_size=100)
    assert sum(count for _, _, count, _ in found.facets["kind"]) == found.count
    for value, _, count, _ in found.facets["kind"]:
        narrowed = answer(question, filters=Filters(kind=value), page_size=100)
        assert narrowed.count == count
        assert {result.kind for result in narrowed.results} == {value}


def test_a_chosen_facet_does_not_narrow_itself_but_the_others(library):
    free = answer(QUESTION)
    found = answer(QUESTION, filters=Filters(document_type=("thong-tu",)))
    assert [row[:3] for row in found.facets["document_type"]] == [row[:3] for row in free.facets["document_type"]]
    assert sum(row[2] for row in found.facets["year"]) == found.count < free.count
    assert [row[0] for row in found.facets["document_type"] if row[3]] == ["thong-tu"]


def test_values_of_one_filter_add_up_and_filters_narrow_each_other(library):
    both = numbers(QUESTION, filters=Filters(document_type=("thong-tu", "nghi-dinh")))
    assert {"15/2012/TT-BNV", "43/2011/NĐ-CP"} <= both
    assert not both & {"31/2024/QH15"}
    assert numbers(QUESTION, filters=Filters(document_type=("thong-tu", "nghi-dinh"), year=(2012,))) == {
        "15/2012/TT-BNV"
    }


@pytest.mark.parametrize(
    "filters",
    [
        Filters(document_type=("khong-co",)),
        Filters(issuer=(10**9,)),
        Filters(year=(1000,)),
        Filters(status=("khong-co",)),
        Filters(document_id=10**9),
        Filters(document_type=("thong-tu",), year=(2024,)),
    ],
)
def test_a_filter_that_nothing_passes_gives_nothing(library, filters):
    found = answer(QUESTION, filters=filters)
    assert (found.count, found.results, found.failed) == (0, [], False)


@pytest.mark.parametrize(("status", "number", "other"), [("expired", "81/2006/QH11", "68/2020/QH14"), ("in_force", "68/2020/QH14", "81/2006/QH11")])  # fmt: skip
def test_the_validity_filter(library, status, number, other):
    found = numbers("cư trú", filters=Filters(status=(status,)))
    assert number in found
    assert other not in found


def test_years_stand_newest_first_and_labels_are_readable(library):
    facets = answer(QUESTION).facets
    years = [value for value, *_ in facets["year"]]
    assert years == sorted(years, reverse=True)
    assert "Nghị định" in {label for _, label, *_ in facets["document_type"]}
    assert "Quốc hội" in {label for _, label, *_ in facets["issuer"]}


def test_searching_inside_one_document(library):
    decree = library["43/2011/NĐ-CP"]
    found = answer("thông tin", filters=Filters(document_id=decree.pk), page_size=100)
    assert found.count == len(found.results)
    assert {result.document.pk for result in found.results} == {decree.pk}


def test_newest_first_is_by_the_date_of_issue(library):
    dates = [result.document.issued_on for result in answer(QUESTION, order=Order.NEWEST, page_size=100).results]
    assert len(set(dates)) > 3
    assert dates == sorted(dates, reverse=True)


def test_the_order_does_not_change_what_is_found(library):
    best = rows(QUESTION, page_size=100)
    newest = rows(QUESTION, order=Order.NEWEST, page_size=100)
    assert sorted(map(str, best)) == sorted(map(str, newest))


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("size", [1, 7, 20])
def test_pages_of_equal_answers_neither_repeat_nor_lose_any(library, size, order):
    question = "phép hiệu chuẩn thước cặp"
    everything = answer(question, page_size=100, order=order)
    assert everything.count == len(everything.results) == ALIKE
    pages = [rows(question, page=n, page_size=size, order=order) for n in range(1, ALIKE // size + 2)]
    paged = [row for page in pages for row in page]
    assert len(paged) == len(set(paged)) == ALIKE
    assert paged == [(result.document.number, result.eid) for result in everything.results]


def test_asking_again_gives_the_same_order(library):
    assert rows("hiệu chuẩn", page_size=100) == rows("hiệu chuẩn", page_size=100)


def test_pages_with_a_named_document_do_not_repeat_it(library):
    question = "nghị định 43/2011/NĐ-CP"
    everything = answer(question, page_size=100)
    pages = [row for n in range(1, 8) for row in rows(question, page=n, page_size=2)]
    assert len(pages) == len(set(pages)) == everything.count == len(everything.results)


@pytest.mark.parametrize("page", [-(10**9), -1, 0, 2, MAX_PAGE, MAX_PAGE + 1, 10**12])
def test_any_page_number_is_answered(library, page):
    found = answer(QUESTION, page=page)
    assert not found.failed
    assert 1 <= found.page <= MAX_PAGE


@pytest.mark.parametrize("size", [-1, 0, 1, 100, 10**9])
def test_any_page_size_is_answered_and_bounded(library, size):
    assert 1 <= len(answer("hiệu chuẩn", page_size=size).results) <= 100


def test_a_page_behind_the_last_is_empty_and_keeps_the_count(library):
    found = answer(QUESTION, page=400)
    assert found.results == []
    assert found.count == answer(QUESTION).count


def test_the_issuer_of_a_document_is_found_by_its_name(library):
    issuer = Organization.objects.get(code="BH-BLDTBXH")
    assert first("bảo hiểm thất nghiệp", filters=Filters(issuer=(issuer.pk,)))[0] == "28/2015/TT-BLĐTBXH"

"""Questions and what comes first; the same on every engine."""

from __future__ import annotations

import unicodedata

import pytest

from legaldocs.models import SearchEntry
from legaldocs.search.answers import answer
from legaldocs.search.indexing import index_documents
from legaldocs.search.plan import Filters
from legaldocs.services.publishing import publish_expression


def first(question, **kwargs):
    results = answer(question, **kwargs).results
    return (results[0].document.number, results[0].eid) if results else None


@pytest.mark.parametrize(
    "question",
    [
        "43/2011/NĐ-CP",
        "43/2011/nđ-cp",
        "43/2011/ND-CP",
        "nd 43 2011",
        "43 2011 nd cp",
        "nghị định 43",
        "nghi dinh so 43/2011",
        "43/2011",
        "NĐ43/2011",
        "Nghị định số 43/2011/NĐ-CP ngày 13/6/2011",
    ],
)
def test_a_number_in_any_spelling_finds_its_document_first(corpus, question):
    assert first(question) == ("43/2011/NĐ-CP", None)


@pytest.mark.parametrize("question", ["02/CT-BNV", "2/CT-BNV", "02/ct-bnv", "chỉ thị 02/CT-BNV", "chi thi 2"])
def test_a_number_without_year_finds_its_document_first(corpus, question):
    assert first(question) == ("02/CT-BNV", None)


@pytest.mark.parametrize(
    ("question", "eid"),
    [
        ("điều 10 nghị định 43/2011", "art_10"),
        ("dieu 10 nghi dinh 43/2011/nd-cp", "art_10"),
        ("khoản 1 điều 10 nghị định 43/2011/NĐ-CP", "art_10__cl_1"),
        ("điểm đ khoản 1 Điều 10 Nghị định 43/2011/NĐ-CP", "art_10__cl_1__point_đ"),
        ("43/2011/NĐ-CP điều 10", "art_10"),
    ],
)
def test_a_provision_named_by_number_comes_first(corpus, question, eid):
    assert first(question) == ("43/2011/NĐ-CP", eid)


@pytest.mark.parametrize("question", ["điều 5 luật đất đai", "dieu 5 luat dat dai", "khoản 2 điều 5 luật đất đai 2024"])
def test_a_provision_of_a_law_cited_by_name_comes_first(corpus, question):
    found = first(question)
    assert found is not None
    assert found[0] == "31/2024/QH15"
    assert found[1].startswith("art_5")


@pytest.mark.parametrize(
    "question",
    ["luật đất đai", "luat dat dai", "LUẬT ĐẤT ĐAI", unicodedata.normalize("NFD", "luật đất đai"), "luật đất đai 2024"],
)
def test_a_law_by_its_name_comes_first(corpus, question):
    assert first(question) == ("31/2024/QH15", None)


@pytest.mark.parametrize("question", ["hoà giải", "hòa giải", "hoa giai", "Hòa Giải đối thoại"])
def test_old_and_new_tone_placement_find_the_same(corpus, question):
    assert "58/2020/QH14" in {r.document.number for r in answer(question).results}


@pytest.mark.parametrize(
    "question", ["xử phạt", "xu phat", "xử phạt doanh nghiệp", unicodedata.normalize("NFD", "xử phạt")]
)
def test_a_clause_is_found_with_or_without_diacritics_and_linked(corpus, question):
    result = answer(question).results[0]
    assert result.eid == "art_10__cl_2"
    assert result.url.endswith("/dieu-10/#dieu-10--khoan-2")
    assert "<mark>" in result.snippet


def test_quoted_words_must_stand_together(corpus):
    assert answer('"chiến lược quy hoạch"').count == 1
    assert answer('"quy hoạch chiến lược"').count == 0


def test_a_word_can_be_excluded(corpus):
    numbers = {r.document.number for r in answer("phạm vi -viên").results}
    assert "15/2012/TT-BNV" not in numbers
    assert "43/2011/NĐ-CP" in numbers


def test_mentions_of_a_number_come_after_the_document_itself(corpus):
    found = [(r.document.number, r.eid) for r in answer("43/2011/NĐ-CP").results]
    assert found[0] == ("43/2011/NĐ-CP", None)
    assert ("15/2012/TT-BNV", "art_1") in found


def test_nothing_is_listed_twice_and_pages_do_not_repeat(corpus):
    everything = answer("điện tử", page_size=100)
    pages = [answer("điện tử", page_size=2, page=n).results for n in range(1, 10)]
    paged = [(r.document.pk, r.provision.pk if r.provision else None) for page in pages for r in page]
    assert len(paged) == len(set(paged)) == everything.count == len(everything.results)


def test_counts_of_direct_hits_are_right(corpus):
    found = answer("nghị định 43/2011/NĐ-CP", page_size=100)
    assert found.count == len(found.results)


def test_facets_count_what_a_click_would_show(corpus):
    found = answer("phạm vi", page_size=100)
    for value, _, count, _ in found.facets["document_type"]:
        assert answer("phạm vi", filters=Filters(document_type=(value,))).count == count
    for value, _, count, _ in found.facets["issuer"]:
        assert answer("phạm vi", filters=Filters(issuer=(int(value),))).count == count
    for value, _, count, _ in found.facets["year"]:
        assert answer("phạm vi", filters=Filters(year=(int(value),))).count == count


def test_newest_first_is_by_date_of_issue(corpus):
    dates = [r.document.issued_on for r in answer("phạm vi", order="newest").results]
    assert dates == sorted(dates, reverse=True)


def test_when_not_all_words_occur_together_near_answers_are_shown_and_said(corpus):
    found = answer("thủy lợi viên chức")
    assert found.relaxed
    assert found.results


def test_words_that_occur_nowhere_give_an_honest_empty_answer(corpus):
    found = answer("xyzzy quux")
    assert (found.count, found.results) == (0, [])


@pytest.mark.parametrize(
    "question",
    ["", " ", '"', "'", "\x00", "a\x00b", "%", "*", "-", "- -", "AND OR NOT", "NEAR(a b)", '"" ""', "(((", "a" * 10_000, "điều " * 3000,
     "\ud800", "🙂", "<script>alert(1)</script>", "'; DROP TABLE x; --", "a:b", "heading:x", "!a & b | c", "<->", "\\", "điều", "khoản 1", "0/0", "٣/٢٠١١"],
)  # fmt: skip
def test_any_string_is_answered(corpus, question):
    found = answer(question)
    assert not found.failed


@pytest.mark.parametrize("which", [-1, 0, 1, 10**9])
def test_any_page_number_is_answered(corpus, which):
    assert not answer("phạm vi", page=which).failed


def test_markup_in_a_text_is_escaped_in_the_passage(corpus):
    expression = corpus["decree"].expressions.get()
    expression.source_text += "Điều 11. Tấn công\nĐoạn <script>alert(1)</script> nguy hiểm.\n"
    publish_expression(expression=expression)
    result = answer("nguy hiểm").results[0]
    assert "<script>" not in result.snippet
    assert "&lt;script&gt;" in result.snippet


def test_publishing_anew_replaces_the_words_of_that_document_only(corpus):
    before = SearchEntry.objects.exclude(document=corpus["land"]).count()
    expression = corpus["land"].expressions.get()
    expression.source_text = "Điều 1. Phạm vi\nLuật này quy định về khoáng sản.\n"
    publish_expression(expression=expression)
    assert answer('"chế độ sở hữu"').count == 0
    assert answer("khoáng sản").count == 1
    assert SearchEntry.objects.exclude(document=corpus["land"]).count() == before


def test_a_document_taken_back_or_deleted_is_not_found(corpus):
    corpus["land"].unpublish()
    assert answer('"sở hữu đất đai"').count == 0
    corpus["circular"].delete()
    assert answer('"tuyển dụng"').count == 0
    assert not answer("viên chức").failed


def test_indexing_twice_changes_nothing(corpus):
    before = answer("phạm vi").count
    index_documents([document.pk for document in corpus.values()])
    assert answer("phạm vi").count == before


def test_the_number_of_queries_does_not_grow_with_hits(corpus, django_assert_max_num_queries):
    answer("phạm vi", page_size=1)  # an engine outside the database has its entries now
    with django_assert_max_num_queries(14):
        answer("phạm vi", page_size=50)


def test_one_very_long_unit_is_found_by_its_last_words(corpus):
    expression = corpus["decree"].expressions.get()
    expression.source_text += (
        "Điều 12. Dài\n" + "từ ngữ lặp lại nhiều lần " * 30_000 + "\nkết thúc bằng chữ kim cương.\n"
    )
    publish_expression(expression=expression)
    assert answer("kim cương").results[0].eid == "art_12"

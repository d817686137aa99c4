"""The search page: how the question was read, offers, groups, ways out, feeds, suggestions, counts."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legaldocs.models import Organization, QueryCount
from legaldocs.search import usage
from legaldocs.search.suggestions import COMPLETIONS, build_completions, suggest
from legaldocs.search.vocabulary import build_vocabulary
from legaldocs.search_filters import read_filters, year_span


@pytest.fixture
def counted(corpus):
    build_vocabulary()
    build_completions()
    return corpus


def page(client, **query):
    response = client.get("/tim-kiem/", query)
    assert response.status_code == 200
    return response.content.decode()


def links(body):
    return {
        re.sub(r"<[^>]+>", "", text).strip(): unescape(url)
        for url, text in re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', body, re.S)
    }


def test_the_reading_is_shown_and_can_be_made_literal(client, corpus):
    body = page(client, q="43/2011/nđ-cp")
    assert "Đang tìm theo số hiệu 43/2011/nđ-cp." in body
    assert "%2243%2F2011" in links(body)["Tìm nguyên văn cụm từ này"]


def test_a_correction_is_said_and_can_be_taken_back(client, counted):
    body = page(client, q="luaatj ddaats ddai")
    assert "Đang hiển thị kết quả cho <b>luật đất đai</b>" in body
    assert "31/2024/QH15" in body
    back = next(url for text, url in links(body).items() if text.startswith("Tìm đúng như đã gõ"))
    assert "nguyen-van=1" in back
    assert "Đang hiển thị kết quả cho" not in client.get(back).content.decode()


def test_terms_are_said(client, corpus):
    body = page(client, q="ubnd xã")
    assert "Đồng thời tìm:" in body
    assert "ủy ban nhân dân" in body


def test_a_body_that_ended_is_named_with_its_successor(client, corpus):
    body = page(client, q="thông tư bộ giao thông vận tải")
    assert "Bộ Giao thông vận tải nay là Bộ Xây dựng" in body


def test_years_types_and_order_asked_for_are_offered_as_links(client, corpus):
    shown = links(page(client, q="thông tư về viên chức từ 2010 đến 2015 mới nhất"))
    assert "tu-nam=2010" in shown["Ban hành 2010–2015"]
    assert "den-nam=2015" in shown["Ban hành 2010–2015"]
    assert "loai=thong-tu" in shown["Chỉ tìm: Thông tư"]
    assert any("sap-xep=moi-nhat" in url for url in shown.values())


def test_a_chosen_offer_is_offered_no_more_and_shown_as_a_chip(client, corpus):
    body = page(client, q="phạm vi từ 2010 đến 2015", **{"tu-nam": "2010", "den-nam": "2015"})
    assert "Ban hành 2010–2015" not in body
    assert "Năm 2010–2015" in body
    assert "31/2024/QH15" not in body
    assert "15/2012/TT-BNV" in body


def test_an_issuer_is_offered_with_those_before_it(client, corpus):
    old = Organization.objects.get(code="BGTVT")
    new = Organization.objects.get(code="BXD")
    corpus["circular"].issuer = old
    corpus["circular"].save()
    shown = links(page(client, q="viên chức bộ xây dựng"))
    url = shown["Do Bộ Xây dựng ban hành"]
    assert f"co-quan={new.pk}" in url
    assert "ke-thua=1" in url
    query = QueryDict(url.split("?", 1)[1])
    assert set(read_filters(query).issuer) >= {old.pk, new.pk}


def test_hits_stand_under_their_document(client, corpus):
    body = page(client, q="thông tin chủ yếu")
    assert body.count('class="doc-row hit') < body.count("<h3>") + 2
    assert re.search(r'<ol class="found"><li>\s*<h3><a href="/van-ban/nghi-dinh/2011/43-2011-nd-cp/dieu-', body)


def test_what_the_question_names_stands_by_itself_and_first(client, corpus):
    body = page(client, q="điều 10 nghị định 43/2011")
    assert body.index("hit-named") < body.index("Điều 10. Thông tin chủ yếu")


def test_a_document_can_be_searched_alone(client, corpus):
    body = page(client, q="phạm vi", trong=corpus["land"].pk)
    assert "Tìm trong Luật số 31/2024/QH15" in body
    assert "43/2011/NĐ-CP" not in body
    assert f'name="trong" value="{corpus["land"].pk}"' in body


def test_more_of_a_document_is_one_link_away(client, corpus):
    assert f"trong={corpus['decree'].pk}" in links(page(client, q="thông tin chủ yếu"))["Tìm tiếp trong văn bản này"]


def test_an_empty_answer_helps(client, counted):
    body = page(client, q="đất đai kim cương xyzzy")
    assert "Không tìm thấy kết quả" in body or "Không văn bản nào" in body or "có một số từ" in body
    body = page(client, q='"kim cương thần kỳ"', loai="luat")
    shown = links(body)
    assert "Tìm không dùng bộ lọc" in shown
    assert "Tìm không cần nguyên văn" in shown
    assert shown["Xem danh mục văn bản"] == "/van-ban/"


def test_the_page_costs_the_same_queries_whatever_is_understood(client, counted, django_assert_max_num_queries):
    for question in (
        "đất đai",
        "thông tư bộ nội vụ từ 2010 đến 2015 mới nhất",
        "luaatj ddaats ddai",
        "điều 10 nghị định 43/2011",
    ):
        page(client, q=question)
        with django_assert_max_num_queries(16):
            page(client, q=question)


@pytest.mark.parametrize("query", [{"tu-nam": "x", "den-nam": "2015"}, {"tu-nam": "0000", "den-nam": "9999"}, {"ke-thua": "1", "co-quan": "9" * 30},
                                   {"nguyen-van": "zz"}, {"trong": "-1"}, {"trong": "999999"}])  # fmt: skip
def test_no_parameter_breaks_the_page(client, corpus, query):
    assert client.get("/tim-kiem/", {"q": "đất", **query}).status_code == 200


def test_years_from_and_to_are_bounded_and_put_in_order():
    assert year_span(QueryDict("tu-nam=2018&den-nam=2015")) == (2015, 2018)
    assert year_span(QueryDict("tu-nam=1945&den-nam=9999"))[1] < 2100
    assert year_span(QueryDict("tu-nam=15&den-nam=2015")) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_any_question_gives_a_page(client, corpus, text):
    assert client.get("/tim-kiem/", {"q": text.replace("\x00", "")}).status_code == 200
    assert client.get("/tim-kiem/goi-y/", {"q": text.replace("\x00", "")}).status_code == 200


# -- feed ------------------------------------------------------------------------------------------
def test_a_question_has_an_atom_feed_with_its_filters(client, corpus):
    body = page(client, q="phạm vi", loai="luat")
    url = links(body)["Nguồn Atom của lần tìm này"]
    feed = client.get(url)
    assert feed["Content-Type"].startswith("application/atom+xml")
    text = feed.content.decode()
    assert "31/2024/QH15" in text
    assert "43/2011/NĐ-CP" not in text
    assert "<updated>" in text


@pytest.mark.parametrize("question", ["", "xyzzy", "\x0b", "<b>", "43/2011"])
def test_the_feed_of_any_question_is_a_feed(client, corpus, question):
    assert client.get("/tim-kiem/atom/", {"q": question}).status_code == 200


# -- suggestions -------------------------------------------------------------------------------------
def texts(raw):
    return [line.text for line in suggest(raw)]


def test_laws_and_headings_are_suggested_from_their_beginning(counted):
    assert texts("luat d")[0] == "Luật Đất đai"
    assert "Nguyên tắc sử dụng đất" in texts("nguyên tắc")
    assert "Nguyên tắc sử dụng đất" in texts("su dung")


def test_headings_every_text_has_are_not_suggested(counted):
    assert "Phạm vi điều chỉnh" not in COMPLETIONS.get().texts


@pytest.mark.parametrize("typed", ["43/2", "43/2011/n", "nđ 43", "nghi dinh 43", "43 2011"])
def test_numbers_are_suggested_as_they_begin(counted, typed):
    assert "Nghị định 43/2011/NĐ-CP" in texts(typed)


def test_everyday_words_are_suggested_with_what_they_mean(counted):
    line = next(line for line in suggest("sổ đ") if line.text == "sổ đỏ")
    assert line.detail.startswith("giấy chứng nhận")


def test_keys_of_telex_are_understood(counted):
    assert "Luật Đất đai" in texts("luaatj")


@pytest.mark.parametrize("typed", ["", "a", " ", "…", "zzzzzz", "x" * 500, "'\";--", "%_%"])
def test_what_is_too_short_or_unknown_suggests_nothing(counted, typed):
    assert texts(typed) == []


def test_suggestions_answer_as_json_that_may_be_cached(client, counted):
    response = client.get("/tim-kiem/goi-y/", {"q": "luật"})
    data = json.loads(response.content)
    assert set(data["suggestions"][0]) == {"text", "kind", "detail", "url"}
    assert len(data["suggestions"]) <= 8
    assert "max-age" in response["Cache-Control"]
    assert "Set-Cookie" not in response


def test_unpublished_documents_are_not_suggested(counted):
    counted["decree"].unpublish()
    assert texts("43/2011") == []


def test_the_search_field_offers_suggestions_only_with_javascript(client, corpus):
    body = page(client, q="")
    assert 'data-enhance="suggest"' in body
    assert 'role="combobox"' not in body


# -- counts ------------------------------------------------------------------------------------------
def rows():
    usage.write()
    return {row.text: (row.asked, row.empty, row.followed, row.first_place) for row in QueryCount.objects.all()}


@pytest.fixture(autouse=True)
def _nothing_waits():
    usage._waiting.clear()
    yield
    usage._waiting.clear()


def test_questions_are_counted_without_identity(client, corpus):
    page(client, q="phạm vi")
    page(client, q="phạm vi")
    page(client, q="PHẠM VI", page="2")
    page(client, q="xyzzy")
    assert rows() == {"phạm vi": (2, 0, 0, 0), "xyzzy": (1, 1, 0, 0)}
    assert {field.name for field in QueryCount._meta.fields} == {
        "id", "key", "text", "asked", "empty", "followed", "first_place", "first_on", "last_on", "settled"
    }  # fmt: skip


def test_filtered_questions_are_not_counted(client, corpus):
    page(client, q="phạm vi", loai="luat")
    assert rows() == {}


def test_followed_answers_are_counted(client, corpus):
    page(client, q="phạm vi")
    assert client.post("/tim-kiem/dem/", {"q": "phạm vi", "place": "1"}).status_code == 204
    assert client.post("/tim-kiem/dem/", {"q": "phạm vi", "place": "4"}).status_code == 204
    assert rows() == {"phạm vi": (1, 0, 2, 1)}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"q": "x"},
        {"q": "x", "place": "0"},
        {"q": "x", "place": "-1"},
        {"q": "", "place": "1"},
        {"q": "y" * 500, "place": "1"},
        {"q": "x", "place": "9" * 30},
    ],
)
def test_a_click_that_makes_no_sense_is_not_counted(client, db, data):
    assert client.post("/tim-kiem/dem/", data).status_code == 204
    assert rows() == {}


def test_clicks_are_only_posted(client, db):
    assert client.get("/tim-kiem/dem/").status_code == 405


@pytest.mark.parametrize(
    "text",
    [
        "0912 345 678",
        "sđt 0912.345.678",
        "căn cước 079123456789",
        "a@b.vn",
        "https://x.vn",
        "Nguyễn Văn An",
        "nguyễn thị b vay tiền",
        "tran van c",
        "ông Lê Văn Tám",
    ],
)
def test_what_looks_personal_is_never_stored(text):
    assert usage.is_personal(text)
    usage.note_asked(text, empty=True)
    assert usage._waiting == {}


@pytest.mark.parametrize(
    "text",
    [
        "43/2011/NĐ-CP",
        "1234/2020/NĐ-CP ngày 13/6/2020",
        "đường Hồ Chí Minh",
        "Luật Lý lịch tư pháp",
        "lệ phí trước bạ",
        "phạm vi điều chỉnh",
        "Hà Nội",
    ],
)
def test_what_is_not_personal_is_counted(text):
    assert not usage.is_personal(text)


def test_a_long_text_is_not_stored(db):
    usage.note_asked("đất " * 60, empty=True)
    assert rows() == {}


def test_old_counts_go(db):
    import datetime

    today = datetime.date(2026, 11, 23)
    for key, asked, age in (("a", 9, 200), ("b", 9, 100), ("c", 1, 40), ("d", 1, 10)):
        day = today - datetime.timedelta(days=age)
        QueryCount.objects.create(key=key, text=key, asked=asked, first_on=day, last_on=day)
    assert usage.forget_old(today) == 2
    assert set(QueryCount.objects.values_list("key", flat=True)) == {"b", "d"}


def test_a_failing_database_loses_counts_never_a_page(monkeypatch, db):
    from django.db import DatabaseError

    usage.note_asked("đất", empty=False)

    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(QueryCount.objects, "filter", broken)
    assert usage.write() == 0

"""The search page and its API."""

from __future__ import annotations

import pytest


def test_the_page_shows_what_the_question_names_first(client, corpus):
    response = client.get("/tim-kiem/", {"q": "43/2011/nđ-cp"})
    body = response.content.decode()
    assert response.status_code == 200
    assert body.index("43/2011/NĐ-CP</span>") < body.index("15/2012/TT-BNV")
    assert "số hiệu 43/2011" in body


def test_an_empty_question_shows_examples_and_no_error(client, db):
    response = client.get("/tim-kiem/")
    assert response.status_code == 200
    assert "điều 10 nghị định 43/2011" in response.content.decode()


def test_an_empty_answer_helps(client, corpus):
    body = client.get("/tim-kiem/", {"q": "xyzzy"}).content.decode()
    assert "Không tìm thấy kết quả" in body


def test_the_page_sets_no_cookie(client, corpus):
    response = client.get("/tim-kiem/", {"q": "đất"})
    assert "Set-Cookie" not in response
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_filters_narrow_and_can_be_removed(client, corpus):
    body = client.get("/tim-kiem/", {"q": "phạm vi", "loai": "thong-tu"}).content.decode()
    assert "15/2012/TT-BNV" in body
    assert "Nghị định số 43/2011/NĐ-CP</a>" not in body
    assert "chip" in body


@pytest.mark.parametrize(
    "query",
    [
        {"q": "đất", "page": "99999999999999999999"},
        {"q": "đất", "page": "x"},
        {"q": "đất", "nam": "abc", "co-quan": "9" * 40, "loai": "'", "hieu-luc": "%", "tim": "z", "trong": "²"},
        {"q": "a" * 10_000},
        {"q": "\ud800".encode("utf-8", "surrogatepass")},
        {"q": "a\x00b"},
    ],
)
def test_no_parameter_gives_a_server_error(client, corpus, query):
    assert client.get("/tim-kiem/", query).status_code in {200, 400}


def test_markup_in_the_question_is_escaped(client, corpus):
    body = client.get("/tim-kiem/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in body


def test_the_page_speaks_english_under_en(client, corpus):
    body = client.get("/en/tim-kiem/", {"q": "đất"}).content.decode()
    assert "Best match" in body or "result" in body
    assert "Kết quả tìm kiếm" not in body


def test_the_api_answers_as_designed(client, corpus):
    data = client.get("/api/v1/search", {"q": "khoản 1 điều 10 nghị định 43/2011/NĐ-CP", "page_size": 5}).json()
    assert set(data) == {"count", "understood_as", "results"}
    hit = data["results"][0]
    assert set(hit) == {
        "kind",
        "number",
        "document_type",
        "issued_on",
        "title",
        "article",
        "eid",
        "url",
        "snippet",
        "score",
    }
    assert (hit["number"], hit["article"], hit["eid"], hit["kind"]) == (
        "43/2011/NĐ-CP",
        "10",
        "art_10__cl_1",
        "provision",
    )
    assert hit["issued_on"] == "2011-06-13"
    assert hit["document_type"] == "nghi-dinh"


def test_the_api_names_no_article_for_a_whole_document(client, corpus):
    hit = client.get("/api/v1/search", {"q": "luat dat dai"}).json()["results"][0]
    assert (hit["kind"], hit["article"], hit["eid"], hit["title"]) == ("document", None, None, "Luật Đất đai")


@pytest.mark.parametrize("query", [{"page": "0"}, {"page_size": "1000"}, {"page": "9" * 30}, {"page_size": "x"}])
def test_the_api_refuses_bad_numbers_by_name(client, corpus, query):
    assert client.get("/api/v1/search", {"q": "đất", **query}).status_code == 422


def test_a_failing_database_is_said_and_the_question_stays(client, corpus, monkeypatch):
    from django.db import DatabaseError

    def broken(*args, **kwargs):
        raise DatabaseError("no index")

    monkeypatch.setattr("legaldocs.search.answers._direct_hits", broken)
    response = client.get("/tim-kiem/", {"q": "đất đai"})
    assert response.status_code == 200
    assert 'value="đất đai"' in response.content.decode()
    assert "tạm thời chưa trả lời" in response.content.decode()
    assert client.get("/api/v1/search", {"q": "đất đai"}).status_code == 503


def test_words_are_marked_on_the_page_itself(client, corpus):
    body = client.get("/tim-kiem/", {"q": "xu phat"}).content.decode()
    assert "<mark>Xử phạt</mark>" in body
    assert "&lt;mark" not in body


def test_the_reading_of_the_question_keeps_the_words_as_typed(client, corpus):
    assert "từ khóa “xử phạt”" in client.get("/tim-kiem/", {"q": "xử phạt"}).content.decode()

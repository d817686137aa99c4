"""Nothing that can be typed fails, is obeyed, or takes long."""

from __future__ import annotations

import time

import pytest

from legaldocs.models import LegalDocument, SearchEntry
from legaldocs.search.answers import answer
from legaldocs.search.engine import Filters
from tests.legaldocs.search.behaviour.conftest import numbers

EMPTY = ["", " ", "\t\n", "\u200b", "\x00", '"', '""', "'", "-", "- -", "--", "…", "*", "%", "_", "?", "(((", "）", "。", "\ufeff", "🙂", "‮"]  # fmt: skip
FTS = ["AND OR NOT", "NEAR(a b)", "NEAR(đất đai, 5)", "đất AND đai", "đất NOT đai", "heading:đất", "{heading body}: đất", "đất*", "^đất", "đất + đai", "\"đất", "rowid:1", "- col : x"]  # fmt: skip
TSQUERY = ["!a & b | c", "<->", "đất <-> đai", "đất <2> đai", "đất:*", "đất:A", "!đất", "đất & !đai", "a'b", "a''b", "\\", "\\'", "đất\\"]  # fmt: skip
LUCENE = ["đất~2", "đất^4", "+đất -đai", "[2011 TO 2024]", "{a TO b}", "/đất.*/", "_exists_:heading", "_id:1", "đất OR (", "đ?t", "&&", "||", "*:*"]  # fmt: skip
DSL = ['{"query":{"match_all":{}}}', '{"script":"1"}', "${jndi:ldap://x}", "{{7*7}}", "<script>alert(1)</script>", "'; DROP TABLE legaldocs_searchentry; --", "1; SELECT pg_sleep(10)", "../../etc/passwd", "%00", "%27", "\\u0000", "&#39;"]  # fmt: skip
LONG = ["a" * 10_000, "điều " * 3000, "đất đai " * 2000, '"' * 5000, "-" * 5000, "-a " * 4000, "43/2011 " * 1500, "điều 1 khoản 1 " * 800, "(" * 10_000, "ạ" * 10_000, "\u0301" * 10_000, "a\u0323\u0301" * 3000]  # fmt: skip
STRANGE = ["a\x00b", "\ud800", "\udfff đất", "đất\ud800đai", "\uffff", "\U0010ffff", "٣/٢٠١١", "४३/२०११", "𝟒𝟑/𝟐𝟎𝟏𝟏", "²/₂", "ß ﬁ ǅ İ", "日本 法律", "отдел 43/2011", "\u202e11/34", "a\u2028b", "\x1b[31m"]  # fmt: skip
NUMBERS = ["0/0", "99999999999999999999/9999", "43/0000/NĐ-CP", "-1/2011", "1e309", "điều 99999999999999", "khoản 0 điều 0 luật đất đai", "điều -1", "43/2011/" + "A" * 5000, "nghị định " + "9" * 4000]  # fmt: skip


@pytest.mark.parametrize(
    "question", [*EMPTY, *FTS, *TSQUERY, *LUCENE, *DSL, *LONG, *STRANGE, *NUMBERS], ids=lambda q: ascii(q)[:40]
)
def test_any_string_is_answered_in_time(library, question):
    start = time.process_time()
    found = answer(question)
    assert not found.failed
    assert found.count >= len(found.results)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("question", EMPTY, ids=lambda q: ascii(q)[:40])
def test_signs_alone_ask_for_nothing(library, question):
    found = answer(question)
    assert (found.count, found.results) == (0, [])


@pytest.mark.parametrize(
    "question",
    [
        "heading:sở hữu đất",
        "sở hữu đất*",
        "sở hữu && đất",
        "sở hữu^4 đất~2",
        "+sở +hữu +đất",
        "(sở hữu) đất",
        "sở & hữu | đất",
        "sở <-> hữu <-> đất",
    ],
)
def test_operators_are_read_as_words_or_nothing(library, question):
    assert "31/2024/QH15" in numbers(question)


def test_operators_never_widen_what_is_found(library):
    everything = SearchEntry.objects.count()
    for question in (
        "*",
        "*:*",
        "a* OR b*",
        "[* TO *]",
        "_exists_:heading",
        '{"match_all":{}}',
        "%",
        "1=1",
        "' OR '1'='1",
    ):
        assert answer(question).count < everything / 2, question


def test_nothing_typed_changes_the_database(library):
    before = LegalDocument.objects.count(), SearchEntry.objects.count()
    for question in (*DSL, *FTS, *TSQUERY, *LUCENE):
        answer(question)
    assert (LegalDocument.objects.count(), SearchEntry.objects.count()) == before


@pytest.mark.parametrize(
    "filters",
    [
        Filters(document_type=("' OR 1=1 --",)),
        Filters(status=("*", "%", '"')),
        Filters(issuer=(2**31 - 1, 0)),
        Filters(year=(0, 9999)),
        Filters(kind="document"),
        Filters(document_type=tuple(f"loai-{n}" for n in range(20)), issuer=tuple(range(20)), year=tuple(range(20))),
    ],
)
def test_any_filter_is_answered(library, filters):
    assert not answer("đất đai", filters=filters).failed


@pytest.mark.parametrize("question", [*FTS, *TSQUERY, *LUCENE, *DSL, *STRANGE], ids=lambda q: ascii(q)[:40])
def test_the_page_answers_and_shows_no_markup_of_the_question(client, library, question):
    response = client.get("/tim-kiem/", {"q": question.encode("utf-8", "surrogatepass")})
    assert response.status_code in {200, 400}
    body = response.content.decode()
    assert "<script>alert" not in body
    assert "Traceback" not in body


@pytest.mark.parametrize("question", [*FTS[:4], *LUCENE[:4], *DSL[:6]], ids=lambda q: ascii(q)[:40])
def test_the_api_answers(client, library, question):
    response = client.get("/api/v1/search", {"q": question})
    assert response.status_code == 200
    data = response.json()
    assert data["count"] >= len(data["results"])


@pytest.mark.parametrize("name", ["loai", "co-quan", "nam", "hieu-luc", "tim", "trong", "page", "sap-xep", "tu", "den"])
@pytest.mark.parametrize(
    "value", ["thong-tu\x00", "' OR 1=1 --", "9" * 60, "-1", "*", "²", "", "\u202e", "[object Object]"]
)
def test_any_parameter_of_the_page_is_answered(client, library, name, value):
    assert client.get("/tim-kiem/", {"q": "đất đai", name: value}).status_code in {200, 400}


def test_what_follows_a_very_long_question_is_cut_and_the_beginning_answered(library):
    assert "31/2024/QH15" in numbers("chế độ sở hữu đất đai " + "\u0301" * 20_000)

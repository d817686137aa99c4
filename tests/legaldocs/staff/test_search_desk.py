"""Screens of the search for editors: terms, failing questions, explanations; who may open them."""

from __future__ import annotations

import datetime

import pytest

from legaldocs.models import QueryCount, SearchTerm
from legaldocs.search import usage
from legaldocs.search.terms import TERMS, words_in
from tests.legaldocs.search.conftest import corpus  # noqa: F401

TERMS_URL = "/quan-tri/tu-tim-kiem/"
USE_URL = "/quan-tri/cau-hoi-tim-kiem/"
DEBUG_URL = "/quan-tri/giai-thich-tim-kiem/"
EDITORS = ["Biên tập viên", "Trưởng ban biên tập", "Quản trị viên"]
OTHERS = ["Kiểm duyệt viên", "Chuyên viên soạn thảo"]
DAY = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _nothing_waits():
    usage._waiting.clear()
    yield
    usage._waiting.clear()


@pytest.mark.parametrize("role", EDITORS)
@pytest.mark.parametrize("url", [TERMS_URL, USE_URL, DEBUG_URL])
def test_editors_open_the_screens(as_role, role, url):
    assert as_role(role).get(url).status_code == 200


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("url", [TERMS_URL, USE_URL, DEBUG_URL])
def test_others_do_not(as_role, role, url):
    assert as_role(role).get(url).status_code in {302, 403}


def test_nobody_else_sees_them(client, db):
    for url in (TERMS_URL, USE_URL, DEBUG_URL):
        assert client.get(url).status_code == 302


def test_a_term_is_added_changed_and_effective_at_once(as_role):
    editor = as_role("Biên tập viên")
    data = {
        "phrase": "thẻ xanh thần kỳ",
        "kind": "everyday",
        "meanings": "giấy chứng nhận",
        "enabled": "on",
        "note": "",
    }
    assert editor.post(f"{TERMS_URL}new/", data).status_code == 302
    term = SearchTerm.objects.get(phrase="thẻ xanh thần kỳ")
    assert term.edited
    assert TERMS.get().find(words_in("thẻ xanh thần kỳ"))
    assert editor.post(f"{TERMS_URL}edit/{term.pk}/", data | {"enabled": ""}).status_code == 302
    assert not TERMS.get().find(words_in("thẻ xanh thần kỳ"))


def test_a_shipped_term_an_editor_changed_stays_as_changed(as_role):
    term = SearchTerm.objects.get(phrase="sổ đỏ")
    data = {"phrase": "sổ đỏ", "kind": "everyday", "meanings": "giấy chứng nhận", "enabled": "on", "note": "ngắn hơn"}
    as_role("Trưởng ban biên tập").post(f"{TERMS_URL}edit/{term.pk}/", data)
    term.refresh_from_db()
    assert (term.meanings, term.edited, term.shipped) == ("giấy chứng nhận", True, True)


@pytest.mark.parametrize(
    "wrong", [{"phrase": ""}, {"meanings": ""}, {"phrase": "sổ đỏ"}, {"phrase": "x", "meanings": "X"}, {"kind": "zz"}]
)
def test_a_term_that_makes_no_sense_is_refused_and_nothing_is_lost(as_role, wrong):
    data = {
        "phrase": "từ thử",
        "kind": "everyday",
        "meanings": "ý nghĩa thử",
        "enabled": "on",
        "note": "ghi chú thử",
    } | wrong
    response = as_role("Biên tập viên").post(f"{TERMS_URL}new/", data)
    assert response.status_code == 200
    assert "ghi chú thử" in response.content.decode()
    assert not SearchTerm.objects.filter(note="ghi chú thử").exists()


def test_terms_are_found_in_the_list(as_role):
    body = as_role("Biên tập viên").get(TERMS_URL, {"q": "SỔ ĐỎ"}).content.decode()
    assert "sổ đỏ" in body
    assert "UBND" not in body


def make(text, **counts):
    return QueryCount.objects.create(key=text, text=text, first_on=DAY, last_on=DAY, **counts)


def test_failing_questions_are_listed_by_kind(as_role):
    make("không thấy", asked=5, empty=5)
    make("không mở", asked=4, empty=0)
    make("tốt", asked=9, followed=7, first_place=6)
    make("hiếm", asked=1, empty=0)
    editor = as_role("Biên tập viên")
    empty = editor.get(USE_URL).content.decode()
    assert "không thấy" in empty
    assert "không mở" not in empty
    assert "20/11/2026" in empty
    unopened = editor.get(USE_URL, {"kind": "khong-mo"}).content.decode()
    assert "không mở</span>" in unopened
    assert "hiếm" not in unopened
    assert "tốt" in editor.get(USE_URL, {"kind": "tat-ca"}).content.decode()


def test_what_waits_in_the_process_is_shown_at_once(as_role):
    usage.note_asked("câu vừa hỏi", empty=True)
    assert "câu vừa hỏi" in as_role("Biên tập viên").get(USE_URL).content.decode()


def test_a_question_can_be_settled(as_role):
    row = make("không thấy", asked=5, empty=5)
    editor = as_role("Trưởng ban biên tập")
    editor.post(f"{USE_URL}xong/", {"row": [row.pk], "kind": "khong-ket-qua"})
    assert "không thấy" not in editor.get(USE_URL).content.decode().replace("Đã xử lý", "")
    assert "không thấy" in editor.get(USE_URL, {"settled": "1"}).content.decode()


@pytest.mark.parametrize("rows", [[], ["x"], ["9" * 30], ["1"]])
def test_settling_nothing_is_said(as_role, rows):
    assert as_role("Biên tập viên").post(f"{USE_URL}xong/", {"row": rows}).status_code == 302


def test_an_answer_is_explained(as_role, corpus):  # noqa: F811
    body = as_role("Biên tập viên").get(DEBUG_URL, {"q": "điều 10 ubnd thông tin chủ yếu -rừng"}).content.decode()
    for part in ("art_10", "ủy ban nhân dân", "thong tin", "rung", "Trọng số", "sqlite", "postgresql"):
        if part in {"sqlite", "postgresql"}:
            continue
        assert part in body, part
    assert "sqlite" in body or "postgresql" in body


def test_the_explanation_says_where_each_term_stands(as_role, corpus):  # noqa: F811
    body = as_role("Biên tập viên").get(DEBUG_URL, {"q": "thông tin chủ yếu"}).content.decode()
    assert "Nghị định số 43/2011/NĐ-CP" in body
    assert "ở tên điều (" in body


@pytest.mark.parametrize(
    "question", ["", " ", "…", "43/2011", "\ud800", "<script>alert(1)</script>", "'" * 300, "đ" * 3000, "-a -b", '""']
)
def test_any_question_is_explained(as_role, corpus, question):  # noqa: F811
    response = as_role("Biên tập viên").get(DEBUG_URL, {"q": question.encode("utf-8", "surrogatepass")})
    assert response.status_code in {200, 400}
    assert "<script>alert" not in response.content.decode()

"""Questions are drawn from the corpus the same way every time, and every right answer to them is counted."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from bench import search_draw
from bench.bench_search_quality import DRAWN, SETS, labels_of
from bench.search_draw import (
    FEWEST,
    MOST_BEARERS,
    WAYS,
    Bearers,
    Name,
    asked,
    digest,
    drawn,
    names_of_corpus,
    slip,
    spoken,
    telex,
)
from bench.search_labels import CLASSES, HALVES
from legaldocs.domain.text import fold
from tests.legaldocs.search.conftest import corpus  # noqa: F401  (a fixture)

SUBJECTS = (
    "đất đai",
    "hộ tịch",
    "hóa đơn",
    "hòa giải",
    "cư trú",
    "thuế thu nhập",
    "tàu biển",
    "khoáng sản",
    "thư viện",
    "điện ảnh",
)
ACTS = (
    "cấp giấy phép",
    "thu hồi chứng chỉ",
    "đăng ký lần đầu",
    "kiểm tra định kỳ",
    "báo cáo thống kê",
    "xử lý vi phạm",
)
NAMES = [
    Name(f"{number}/2020/nd-cp#art_{place}", f"{act.capitalize()} về {subject}", True)
    for number, subject in enumerate(SUBJECTS, 1)
    for place, act in enumerate(ACTS, 1)
] + [
    Name(f"{number}/2020/nd-cp", f"Quy định chi tiết về {subject}, chế độ kèm theo")
    for number, subject in enumerate(SUBJECTS, 1)
]


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    for name, count in (("HEADINGS", 10), ("TITLES", 3), ("SLIPS", 6)):
        monkeypatch.setattr(search_draw, name, count)


def everything():
    return [label for half in HALVES for label in drawn(NAMES, half)]


def test_the_same_names_give_the_same_questions_whatever_their_order():
    assert drawn(NAMES, "tune") == drawn(NAMES, "tune")
    assert [x.question for x in drawn(NAMES[::-1], "tune")] == [x.question for x in drawn(NAMES, "tune")]


def test_a_name_more_leaves_the_others_as_they_were():
    before = {label.question for label in drawn(NAMES, "test")}
    after = {
        label.question for label in drawn([*NAMES, Name("99/2020/nd-cp#art_1", "Sử dụng pháo hoa nổ", True)], "test")
    }
    assert len(before - after) <= 3


def test_the_halves_share_no_question_and_every_question_has_an_answer():
    tune, test = ({label.question for label in drawn(NAMES, half)} for half in HALVES)
    assert tune
    assert test
    assert not tune & test
    for label in everything():
        assert label.kind in CLASSES
        assert label.best, label.question
        assert not set(label.best) & set(label.good)


def test_each_question_is_asked_with_diacritics_and_without():
    for kind in ("heading", "title"):
        marked = [x.question for x in everything() if x.kind == kind]
        plain = [x.question for x in everything() if x.kind == f"{kind}_plain"]
        assert [fold(question) for question in marked] == plain
        assert all(question.isascii() for question in plain)


def test_the_digest_of_a_name_does_not_see_diacritics_case_or_marks():
    assert digest("Hòa giải, đối thoại") == digest("hoà giải đối thoại") == digest("HOA GIAI DOI THOAI")
    assert digest("a") == hashlib.sha256(f"{search_draw.SEED}|a".encode()).digest()


TWINS = [
    Name("1/2020/qh14#art_5", "Thời hạn bảo hành", True),
    Name("2/2020/nd-cp#art_9", "Thời hạn bảo hành công trình", True),
    Name("3/2020/nd-cp#art_2", "Thời hạn bảo hành", True),
    Name("4/2020/tt-bxd", "Quy định thời hạn bảo hành"),
    Name("5/2020/tt-bxd#art_1", "Thời hạn báo hành", True),
]


def test_all_that_bear_the_very_name_are_right_and_longer_names_help():
    bearers = Bearers(TWINS, plain=False)
    words = ("thời", "hạn", "bảo", "hành")
    assert bearers.exactly(words) == ["1/2020/qh14#art_5", "3/2020/nd-cp#art_2"]
    assert bearers.holding(words) == [TWINS[0].key, TWINS[1].key, TWINS[2].key, TWINS[3].key]


def test_words_of_a_name_are_whole_words_side_by_side():
    bearers = Bearers(TWINS, plain=False)
    assert bearers.holding(("bảo", "hành", "công")) == ["2/2020/nd-cp#art_9"]
    assert bearers.holding(("hành", "thời")) == []
    assert bearers.holding(("thời", "hạn", "b")) == []


def test_without_diacritics_those_that_differ_by_them_only_are_right_too():
    assert TWINS[4].key in Bearers(TWINS, plain=True).exactly(("thoi", "han", "bao", "hanh"))
    assert TWINS[4].key not in Bearers(TWINS, plain=False).exactly(("thời", "hạn", "bảo", "hành"))


def test_the_place_of_a_tone_mark_makes_no_other_name():
    names = [
        Name("1/2020/qh14#art_1", "Hoà giải viên lao động", True),
        Name("2/2020/qh14#art_1", "Hòa giải viên lao động", True),
    ]
    assert len(Bearers(names, plain=False).exactly(names[0].words)) == 2
    assert spoken("hoà") == spoken("hòa") != spoken("hóa")


def test_names_that_many_bear_are_not_asked_for():
    many = [Name(f"{n}/2020/nd-cp#art_1", "Tổ chức thực hiện nghị định", True) for n in range(MOST_BEARERS + 1)]
    assert [label for half in HALVES for label in drawn(many, half)] == []
    few = many[:MOST_BEARERS]
    assert any(len(label.best) == MOST_BEARERS for half in HALVES for label in drawn(few, half))


def test_names_with_numbers_short_and_very_long_ones_are_not_asked_for():
    names = [
        Name("1/2020/nd-cp#art_1", "Sửa đổi Nghị định số 12 năm 2010", True),
        Name("1/2020/nd-cp#art_2", "Báo cáo", True),
        Name("1/2020/nd-cp#art_3", " ".join(["chữ"] * 40), True),
        Name("1/2020/nd-cp#chp_1", "Chương không phải là điều", False),
    ]
    assert [label for half in HALVES for label in drawn(names, half)] == []


def test_a_part_of_a_name_is_cut_at_a_word_of_grammar():
    parts = set()
    for number in range(60):
        name = Name(
            "1/2020/nd-cp",
            f"Cấp giấy phép xây dựng {'mới ' * (number % 7 + 1)}trong khu công nghệ cao, khu chế xuất lớn {number * 'x'}",
        )
        parts.add(asked(name)[:6])
    assert ("cấp", "giấy", "phép", "xây", "dựng", "mới") in parts
    assert ("khu", "công", "nghệ", "cao") in parts or ("khu", "công", "nghệ", "cao", "khu", "chế") in parts
    assert all(len(part) >= FEWEST and part[0] not in ("trong", "công") for part in parts)


@pytest.mark.parametrize(
    ("word", "keys"),
    [("đất", "ddaats"), ("được", "dduwowcj"), ("luật", "luaatj"), ("năm", "nawm"), ("nghỉ", "nghir"), ("ban", "ban")],
)
def test_the_keys_of_telex(word, keys):
    assert telex(word) == keys


WORDS = ("trách", "nhiệm", "đăng", "ký", "đất")


def made(way, word, place=0):
    """The slip of this way in this word."""
    return slip(
        WORDS,
        bytes(
            [
                0,
                0,
                0,
                way,
                [p for p, w in enumerate(WORDS) if len(w) > 2].index(word) if way < WAYS - 1 else word,
                place,
            ]
        ),
    )


@pytest.mark.parametrize(
    ("way", "word", "place", "slipped"),
    [
        (0, 1, 1, "trách nihệm đăng ký đất"),
        (1, 0, 2, "trch nhiệm đăng ký đất"),
        (2, 4, 0, "trách nhiệm đăng ký đđất"),
        (3, 0, 0, "yrách nhiệm đăng ký đất"),
        (4, 4, 0, "trách nhiệm đăng ký ddaats"),
        (5, 0, 0, "chách nhiệm đăng ký đất"),
        (5, 2, 0, "trách nhiệm đăn ký đất"),
        (6, 2, 0, "trách nhiệm đăngký đất"),
    ],
)
def test_slips_are_those_of_fingers_and_ears(way, word, place, slipped):
    assert made(way, word, place) == slipped


def test_a_slip_that_the_search_would_not_see_is_none():
    assert slip(("bà", "ta", "ở"), bytes(6)) == ""
    assert made(4, 1) != ""
    assert slip(("anh", "em"), bytes([0, 0, 0, 4, 0, 0])) == ""


def test_every_slip_of_a_draw_differs_from_the_name():
    slips = [label for label in everything() if label.kind == "slip"]
    assert len(slips) >= 6
    lines = {fold(" ".join(name.words)) for name in NAMES}
    assert not {fold(label.question) for label in slips} & lines


def test_a_set_is_chosen_by_its_name(monkeypatch):
    monkeypatch.setattr("bench.bench_search_quality.load_drawn", lambda half: [half])
    assert labels_of(f"{DRAWN}tune") == ["tune"]
    assert {label.half for label in labels_of("tune")} == {"tune"}
    assert SETS == ("tune", "test", "drawn-tune", "drawn-test")


def test_names_come_from_what_is_public_and_can_be_found(corpus_names):
    keys = {name.key: name for name in corpus_names}
    assert keys["43/2011/nd-cp#art_10"].text == "Thông tin chủ yếu"
    assert keys["43/2011/nd-cp#art_10"].is_article
    assert not keys["43/2011/nd-cp"].is_article
    assert unicodedata.is_normalized("NFC", keys["43/2011/nd-cp"].text)
    assert not [key for key in keys if key.startswith("7/2024/")]


@pytest.fixture
def corpus_names(corpus):  # noqa: F811
    from legaldocs.models import LegalDocument

    LegalDocument.objects.create(document_type="nghi-dinh", number="07/2024/NĐ-CP", abstract="Chưa công bố", live=False)
    return list(names_of_corpus())

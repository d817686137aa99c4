"""Which of the documents that share a number or a name a mention means; where facts do not decide, none."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.domain.identity import (
    Candidate,
    Citing,
    Mention,
    choose,
    cited_key,
    date_behind,
    name_key,
    names_of,
    type_named,
)

Day = datetime.date
CITING = Citing(99, issuer=7, issued_on=Day(2015, 3, 1), valid_from=Day(2015, 4, 15))


def candidate(pk: int, kind: str = "quyet-dinh", issued=None, valid=None, issuer: int | None = 1) -> Candidate:
    return Candidate(pk, kind, issued, valid, issuer)


def chosen(mention: Mention, *rows: Candidate, citing: Citing = CITING) -> int | None:
    best = choose(mention, rows, citing)
    return best.pk if best is not None else None


class TestNumbers:
    def test_the_only_document_of_a_number_is_meant(self):
        assert chosen(Mention("43/2011/NĐ-CP", "Nghị định số 43/2011/NĐ-CP"), candidate(1, "nghi-dinh")) == 1

    def test_no_candidate_means_none(self):
        assert chosen(Mention("43/2011/NĐ-CP", "")) is None

    def test_of_two_provinces_the_citing_one_means_its_own(self):
        mention = Mention("12/2014/QĐ-UBND", "Quyết định số 12/2014/QĐ-UBND")
        rows = candidate(1, issuer=5), candidate(2, issuer=7)
        assert chosen(mention, *rows) == 2
        assert chosen(mention, candidate(1, issuer=5), candidate(2, issuer=6)) is None

    def test_a_day_decides_between_two_and_a_slip_of_the_day_does_not_lose_the_only_one(self):
        mention = Mention("12/2014/QĐ-UBND", "", "2014-05-02")
        rows = candidate(1, issued=Day(2014, 5, 1)), candidate(2, issued=Day(2014, 5, 2))
        assert chosen(mention, *rows) == 2
        assert chosen(mention, rows[0]) == 1

    def test_an_old_number_without_its_year_needs_the_day_said_or_an_earlier_document(self):
        dated = Mention("64-CP", "Nghị định số 64-CP", "1993-09-27")
        assert chosen(dated, candidate(1, "nghi-dinh", Day(1993, 9, 27))) == 1
        assert chosen(dated, candidate(1, "nghi-dinh", Day(1995, 9, 27))) is None
        plain = Mention("64-CP", "Nghị định số 64-CP")
        assert chosen(plain, candidate(1, "nghi-dinh", Day(1993, 9, 27))) == 1
        assert chosen(plain, candidate(1, "nghi-dinh", Day(2016, 1, 1))) is None

    def test_a_law_and_a_resolution_of_one_number_are_told_by_their_type(self):
        rows = candidate(1, "luat", issuer=1), candidate(2, "nghi-quyet", issuer=1)
        assert chosen(Mention("18/2008/QH12", "Luật số 18/2008/QH12"), *rows) == 1
        assert chosen(Mention("18/2008/QH12", "Nghị quyết số 18/2008/QH12"), *rows) == 2
        assert chosen(Mention("18/2008/QH12", "18/2008/QH12"), *rows) is None
        assert chosen(Mention("18/2008/QH12", "Bộ luật Thử số 18/2008/QH12"), *rows) == 1
        assert chosen(Mention("18/2008/QH12", "Nghị quyết số 18/2008/QH12"), rows[0]) is None

    def test_a_wrong_word_for_the_type_does_not_lose_a_number_that_tells_it(self):
        assert chosen(Mention("43/2011/NĐ-CP", "Thông tư số 43/2011/NĐ-CP"), candidate(1, "nghi-dinh")) == 1


class TestNames:
    LAWS = (
        candidate(1, "luat", Day(2003, 11, 26), Day(2004, 7, 1)),
        candidate(2, "luat", Day(2013, 11, 29), Day(2014, 7, 1)),
        candidate(3, "luat", Day(2024, 1, 18), Day(2024, 8, 1)),
    )

    @pytest.mark.parametrize(
        ("on", "meant"),
        [
            (Day(2000, 1, 1), None),
            (Day(2014, 6, 30), 1),
            (Day(2014, 7, 1), 2),
            (Day(2015, 1, 1), 2),
            (Day(2026, 1, 1), 3),
        ],
    )
    def test_a_name_means_the_law_that_bore_it_on_the_day(self, on, meant):
        citing = Citing(99, None, None, on)
        assert chosen(Mention("", "Luật Đất đai"), *self.LAWS, citing=citing) == meant

    def test_a_year_said_goes_before_the_day(self):
        assert chosen(Mention("", "Luật Đất đai", "2003"), *self.LAWS) == 1
        assert chosen(Mention("", "Luật Đất đai", "2013-11-29"), *self.LAWS) == 2
        assert chosen(Mention("", "Luật Đất đai", "1999"), *self.LAWS) is None

    def test_without_a_day_only_the_only_one_is_meant(self):
        unknown = Citing(99, None, None, None)
        assert chosen(Mention("", "Luật Đất đai"), *self.LAWS, citing=unknown) is None
        assert chosen(Mention("", "Luật Đất đai"), self.LAWS[0], citing=unknown) == 1

    def test_of_several_amending_laws_of_one_name_none_is_taken(self):
        assert chosen(Mention("", "Luật sửa đổi, bổ sung một số điều của Luật Thử"), *self.LAWS[:2]) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("X ngày 27 tháng 9 năm 1993 của", "1993-09-27"),
        ("X, ngày 27/9/1993", "1993-09-27"),
        ("X (ngày 27/9/1993)", "1993-09-27"),
        ("X có hiệu lực từ ngày 27/9/1993", ""),
        ("X 27/9/1993", ""),
        ("X", ""),
        ("X ngày 99/99/1993", ""),
    ],
)
def test_the_day_right_behind_a_mention_is_its_own(text, day):
    assert date_behind(text, 1) == day


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Luật  Đất đai", "luat dat dai"),
        ("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", "hien phap"),
        ("Luật", ""),
        ("Bộ luật", ""),
        ("Luật này", ""),
        ("", ""),
        ("Hiệp định TRIPS", "hiep dinh trips"),
    ],
)
def test_a_name_is_looked_for_by_its_folded_words(name, key):
    assert name_key(name) == key


def test_a_law_is_found_by_its_name_with_or_without_the_word_for_its_type():
    assert "luat dat dai" in names_of("luat", "Luật Đất đai", "Đất đai")
    assert "luat dat dai" in names_of("luat", "", "Đất đai")
    assert names_of("hien-phap", "", "") == {"hien phap"}
    assert names_of("nghi-dinh", "Nghị định A", "A") == set()


def test_types_are_read_from_the_first_words():
    assert type_named("Nghị quyết liên tịch số 1/2005/NQLT") == "nghi-quyet-lien-tich"
    assert type_named("Luật Đất đai số 31/2024/QH15") == "luat"
    assert type_named("Điều ước") == ""


def test_a_key_fits_its_column():
    assert len(cited_key("9" * 5000)) <= 160
    assert len(name_key("Luật " + "dài " * 500)) <= 160


days = st.none() | st.dates(Day(1945, 1, 1), Day(2100, 1, 1))
candidates = st.lists(
    st.builds(
        Candidate,
        st.integers(1, 6),
        st.sampled_from(["luat", "nghi-quyet", "quyet-dinh"]),
        days,
        days,
        st.integers(1, 3),
    ),
    unique_by=lambda row: row.pk,
    max_size=5,
)
numbers = st.sampled_from(["", "18/2008/QH12", "64-CP", "12/2014/QĐ-UBND", "x"]) | st.text(max_size=12)
names = st.sampled_from(["Luật Đất đai", "Nghị quyết số 1", "", "Luật sửa đổi"]) | st.text(max_size=12)
dated = st.sampled_from(["", "2013", "1993-09-27"])
citings = st.builds(Citing, st.just(9), st.none() | st.integers(1, 3), days, days)


@given(st.builds(Mention, numbers, names, dated), candidates, citings)
@settings(max_examples=300, deadline=None)
def test_one_of_the_candidates_or_none_whatever_their_order(mention, rows, citing):
    best = choose(mention, rows, citing)
    assert best is None or best in rows
    assert choose(mention, rows[::-1], citing) == best

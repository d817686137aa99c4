"""Which law governs what a sentence is about."""

from __future__ import annotations

import datetime

import pytest
import yaml

from legaldocs.domain.text import search_tokens
from legaldocs.search.fields import DATA, MOST_FIELDS, FieldIndex, shipped_fields
from legaldocs.search.names import LawIndex
from legaldocs.search.question import Knowledge, read_question
from legaldocs.search.terms import TermIndex, words_in

D = datetime.date
LAWS = LawIndex.of(
    [
        (1, "bo-luat", "Bộ luật Lao động", "", 2012, "expired", D(2012, 6, 18), "10/2012/qh13"),
        (2, "bo-luat", "lao động", "", 2019, "in_force", D(2019, 11, 20), "45/2019/qh14"),
        (3, "luat", "Hôn nhân và gia đình", "", 2014, "in_force", D(2014, 6, 19), "52/2014/qh13"),
        (4, "bo-luat", "Hình sự", "", 2015, "in_force", D(2015, 11, 27), "100/2015/qh13"),
        (5, "bo-luat", "Dân sự", "", 2015, "in_force", D(2015, 11, 24), "91/2015/qh13"),
    ]
)
KNOWN = Knowledge(laws=LAWS, fields=shipped_fields())


def laws_of(text: str) -> list[int]:
    return [pk for pk, _ in shipped_fields().find(words_in(text), LAWS)]


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("sếp không trả lương cho nhân viên", 2),
        ("vợ chồng ly hôn ai nuôi con", 3),
        ("đánh người bị thương có bị đi tù không", 4),
        ("chơi hụi bị giật đòi nợ thế nào", 5),
        ("lượm được của rơi mà không trả", 5),
    ],
)
def test_everyday_words_lead_to_the_law_of_their_field(text, law):
    assert laws_of(text)[0] == law


def test_the_law_in_force_is_meant_and_not_the_one_it_replaced():
    assert LAWS.older == {1}
    assert 1 not in laws_of("công ty nợ lương")


def test_a_law_the_corpus_lacks_is_no_field():
    assert shipped_fields().find(words_in("máy bay trễ chuyến"), LawIndex()) == []


def test_words_of_no_field_lead_nowhere():
    assert laws_of("quy hoạch mạng lưới trạm quan trắc") == []


def test_few_laws_are_looked_through_and_the_surest_comes_first():
    found = shipped_fields().find(words_in("vợ chồng ly hôn chia tài sản, công ty nợ lương, đánh người bị đi tù"), LAWS)
    assert len(found) <= MOST_FIELDS
    assert [sure for _, sure in found] == sorted((sure for _, sure in found), reverse=True)
    assert all(0 < sure <= 1 for _, sure in found)


def test_a_word_of_several_fields_counts_for_each_a_little():
    index = FieldIndex(
        TermIndex.of([("nợ", "field", "Bộ luật Dân sự\nBộ luật Lao động"), ("lương", "field", "Bộ luật Lao động")])
    )
    assert [pk for pk, _ in index.find(words_in("nợ lương"), LAWS)] == [2]


def test_other_diacritics_are_other_words():
    assert laws_of("tú tài") == []


def test_only_a_sentence_has_a_field_and_a_named_law_has_none():
    assert read_question("công ty nợ lương thì phải làm gì", KNOWN).fields
    assert not read_question("hợp đồng lao động", KNOWN).fields
    assert not read_question("bộ luật hình sự nói gì về công ty nợ lương", KNOWN).fields
    assert not read_question("nghị định 145/2020/NĐ-CP trả lương thế nào", KNOWN).fields


def test_every_field_names_a_law_and_has_words():
    data = yaml.safe_load(DATA.read_text("utf-8"))
    assert len(data) > 70
    for law, cues in data.items():
        assert law.split()[0] in {"Luật", "Bộ", "Pháp"}, law
        assert [cue for cue in cues.split(",") if cue.strip()], law


def test_the_places_of_words_of_a_field_are_known():
    assert shipped_fields().places(words_in("hôm qua sếp nợ lương")) == frozenset([2, 3, 4])
    assert shipped_fields().places(words_in("hôm qua trời đẹp")) == frozenset()


def test_a_question_keeps_the_words_as_typed_and_where_those_of_its_field_stand():
    question = read_question("Sếp nợ lương thì LÀM GÌ", KNOWN)
    assert question.wanted.typed == ("sếp", "nợ", "lương", "thì", "làm", "gì")
    assert question.wanted.of_field >= {0, 1, 2}


def test_of_words_that_ask_nothing_no_field_is_told():
    assert read_question("nợ lương", KNOWN).wanted.of_field == frozenset()


@pytest.mark.parametrize(
    ("text", "told"), [("bao nhiêu tiền", False), ("bão lũ", True), ("bao lu lut", True), ("mưa bao giờ tạnh", False)]
)
def test_one_syllable_without_diacritics_is_another_word_where_others_have_theirs(text, told):
    cues = FieldIndex(TermIndex.of([("bão", "field", "Luật Phòng, chống thiên tai")]))
    assert bool(cues.found(words_in(text))) is told
    assert bool(cues.places(words_in(text))) is told


def test_words_of_several_syllables_may_lack_diacritics_anywhere():
    assert shipped_fields().places(words_in("tau ca bị bắt")) >= {0, 1}


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("nuôi gà hôi thối cả xóm thì báo ai", "Luật Chăn nuôi"),
        ("heo chết hàng loạt phải làm sao", "Luật Thú y"),
        ("giếng khoan nhà tôi cạn nước", "Luật Tài nguyên nước"),
        ("làm phiếu lý lịch ở đâu", "Luật Lý lịch tư pháp"),
        ("treo bảng hiệu tiếng anh có được không", "Luật Quảng cáo"),
        ("bán thận có bị cấm không", "Luật Hiến, lấy, ghép mô, bộ phận cơ thể người và hiến, lấy xác"),
    ],
)
def test_fields_of_farms_trades_and_papers_are_known(text, law):
    names = {" ".join(name) for found in shipped_fields().found(words_in(text)) for name in found.term.meanings}
    assert search_tokens(law) in names

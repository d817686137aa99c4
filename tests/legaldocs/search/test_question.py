"""A question read whole: names, terms, bodies, spelling, what tells nothing; pure where nothing is known, with the corpus elsewhere."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.models import Organization
from legaldocs.search.names import BodyIndex, LawIndex, same_spelling
from legaldocs.search.naming import named_documents
from legaldocs.search.question import MAX_LENGTH, MAX_WORDS, Knowledge, read_question
from legaldocs.search.question_words import numeral_variants, read_numeral, say
from legaldocs.search.readings import understood_as
from legaldocs.search.terms import TermIndex, shipped_terms, words_in
from legaldocs.search.understanding import understand
from legaldocs.search.vocabulary import count_texts
from tests.legaldocs.search.conftest import ASSEMBLY, GOVERNMENT, MINISTRY, publish

D = datetime.date
LAWS = LawIndex.of(
    [
        (1, "luat", "Luật Đất đai", "", 2013, "expired", D(2013, 11, 29), "45/2013/qh13"),
        (2, "luat", "Luật Đất đai", "", 2024, "in_force", D(2024, 1, 18), "31/2024/qh15"),
        (3, "bo-luat", "Dân sự", "Dân sự", 2015, "in_force", D(2015, 11, 24), "91/2015/qh13"),
        (4, "bo-luat", "Bộ luật Lao động", "", 2019, "in_force", D(2019, 11, 20), "45/2019/qh14"),
        (5, "luat", "", "HÔN NHÂN VÀ GIA ĐÌNH", 2014, "in_force", D(2014, 6, 19), "52/2014/qh13"),
        (6, "luat", "Luật Tố tụng hành chính", "", 2015, "in_force", D(2015, 11, 25), "93/2015/qh13"),
        (7, "luat", "Thuế thu nhập cá nhân", "", 2007, "in_force", D(2007, 11, 21), "4/2007/qh12"),
        (8, "luat", "Luật Tiêu chuẩn và quy chuẩn kỹ thuật", "", 2006, "in_force", None, "68/2006/qh11"),
        (9, "luat", "Thương mại", "", 2005, "in_force", D(2005, 6, 14), "36/2005/qh11"),
    ]
)
BODIES = BodyIndex.of(
    [
        (1, "BXD", "Bộ Xây dựng", []),
        (2, "BGTVT", "Bộ Giao thông vận tải", ["Bộ GTVT", "GTVT"]),
        (3, "CA", "Bộ Công an", ["CA"]),
    ],
    [(2, 1)],
    {1, 2},
)
KNOWN = Knowledge(TermIndex.of(shipped_terms()), LAWS, BODIES, count_texts([]), 2026)


def read(text, **kwargs):
    return read_question(text, KNOWN, **kwargs)


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("luật đất đai", (2, 1)),
        ("LUAT DAT DAI", (2, 1)),
        (unicodedata.normalize("NFD", "luật đất đai"), (2, 1)),
        ("luật đất đai 2013", (1,)),
        ("luật đất đai năm 2024", (2,)),
        ("luật đất đai mới nhất", (2, 1)),
        ("toàn văn luật đất đai", (2, 1)),
        ("BLDS", (3,)),
        ("BLDS 2015", (3,)),
        ("bộ luật dân sự", (3,)),
        ("luật dân sự", (3,)),
        ("luật hôn nhân", (5,)),
        ("luật HNGĐ", (5,)),
        ("LTTHC", (6,)),
        ("luật thuế TNCN", (7,)),
        ("thuế TNCN luật", (7,)),
        ("luật tiêu chuẩn và qui chuẩn kĩ thuật", (8,)),
        ("bộ luật lao", (4,)),
    ],
)
def test_a_law_is_named_by_its_name_its_short_name_its_beginning_or_its_initials(text, documents):
    question = read(text)
    assert question.law_documents == documents
    assert question.law_only


@pytest.mark.parametrize("text", ["nhượng quyền thương mại", "thương mại", "đất đai", "luật", "doanh nghiệp"])
def test_words_of_a_name_alone_name_no_law(text):
    assert read(text).law_documents == ()


def test_more_words_beside_a_law_ask_for_more_than_the_law():
    question = read("thu hồi đất theo luật đất đai vì mục đích quốc phòng")
    assert question.law_documents
    assert not question.law_only


def test_a_provision_of_a_law_by_its_short_name():
    question = read("khoản 2 điều 651 BLDS")
    assert (question.eid, question.law_documents, question.law_only) == ("art_651__cl_2", (3,), True)
    assert ("dieu", "651") not in question.wanted.phrases


def test_a_provision_without_a_document_is_a_phrase():
    assert ("dieu", "651") in read("điều 651").wanted.phrases


def test_chapters_are_read_as_heads():
    question = read("chương III luật đất đai")
    assert question.head_eids == ("chp_3", "chp_III")
    assert question.reference == "chương III"


def test_terms_become_variants_and_abbreviations_stand_instead():
    question = read("ubnd cấp sổ đỏ")
    runs = {variant.runs[0]: variant.instead for variant in question.variants}
    assert runs[("uy", "ban", "nhan", "dan")]
    assert ("giay", "chung", "nhan", "quyen", "su", "dung", "dat") in runs


def test_words_never_written_so_are_not_looked_for_as_typed():
    knowledge = Knowledge(TermIndex.of(shipped_terms()), vocabulary=count_texts(["Sơ đồ tổ chức. Sơ đồ bố trí."] * 3))
    typed = read_question("sổ đỏ", knowledge)
    plain = read_question("so do", knowledge)
    assert [variant.instead for variant in typed.variants] == [True]
    assert [variant.instead for variant in plain.variants] == [False]
    assert read_question("sơ đồ", knowledge).variants == ()


def test_bodies_are_named_with_what_became_of_them():
    question = read("thông tư của bộ giao thông vận tải")
    body = question.bodies[0].body
    assert body.name == "Bộ Giao thông vận tải"
    assert [one.name for one in BODIES.today(body.pk)] == ["Bộ Xây dựng"]
    assert BODIES.lineage(1) == (1, 2)
    assert BODIES.today(1) == []
    assert (("bgtvt",),) in [variant.runs for variant in question.variants]


def test_two_letters_name_no_body():
    assert read("ca trực").bodies == ()


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("mất giấy tờ thì làm thế nào", {"thi", "lam", "the", "nao"}),
        ("luật đất đai mới nhất", {"moi", "nhat"}),
        ("vợ có được xin ly hôn không", {"co", "duoc", "khong"}),
    ],
)
def test_words_of_asking_tell_nothing(text, idle):
    question = read(text)
    assert {question.words[place] for place in question.idle} >= idle


@pytest.mark.parametrize("text", ["thế nào", "là gì", "không", "mới nhất"])
def test_a_question_of_nothing_but_such_words_keeps_them(text):
    assert read(text).idle == frozenset()


def test_a_sentence_is_told_from_words():
    assert read("bố mẹ chết thì con có được hưởng không").natural
    assert not read("xử phạt vi phạm hành chính").natural
    assert not read("nghị định 100/2019/NĐ-CP nói gì").natural


@pytest.mark.parametrize(
    ("words", "number", "length"),
    [
        ("mười tám tuổi", 18, 2), ("ba mươi phút", 30, 2), ("hai mươi mốt ngày", 21, 3), ("năm tuổi", 5, 1), ("mười ngày", 10, 1),
        ("mười lăm ngày", 15, 2), ("hai mươi năm", 20, 2),
    ],
)  # fmt: skip
def test_numerals_are_read(words, number, length):
    assert read_numeral(words.split()) == (number, length)


@pytest.mark.parametrize("words", ["tuổi", "", "không đồng", "mươi"])
def test_other_words_are_no_numerals(words):
    assert read_numeral(words.split()) is None


def test_every_number_below_a_hundred_is_read_as_it_is_said():
    for number in range(1, 100):
        if number % 10 == 5 and number > 20:
            continue  # "hai mươi lăm" is read, "hai mươi năm" is twenty years
        assert read_numeral(say(number)) == (number, len(say(number)))


def test_a_number_with_what_it_counts_is_looked_for_both_ways():
    (variant,) = numeral_variants(words_in("nghỉ 5 ngày"))
    assert set(variant.runs) == {("05", "ngay"), ("nam", "ngay")}
    (variant,) = numeral_variants(words_in("con dưới ba tuổi"))
    assert ("36", "thang", "tuoi") in variant.runs
    assert numeral_variants(words_in("43 2011")) == []


def test_keys_of_telex_are_shown_as_corrected_and_can_be_kept():
    question = read("luaatj ddaats ddai")
    assert question.corrected
    assert question.law_documents == (2, 1)
    assert question.correction.shown == "luật đất đai"
    assert question.typed_words == "luật đất đai"
    literal = read("luaatj ddaats ddai", literal=True)
    assert literal.correction is None
    assert literal.words == ("luaatj", "ddaats", "ddai")


def test_a_correction_keeps_number_and_provision():
    question = read("điều 5 luaatj ddaats ddai")
    assert question.with_words("luật đất đai") == "Điều 5 luật đất đai"


def test_quoted_words_and_exclusions_are_kept_apart():
    question = read('"chiến lược quy hoạch" đất -rừng')
    assert question.phrases == (("chien", "luoc", "quy", "hoach"),)
    assert question.excluded == ("rung",)
    assert question.words == ("dat",)
    assert "cụm từ “chiến lược quy hoạch”" in understood_as(question)
    assert "không có “rung”" in understood_as(question)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("43/2011/nđ-cp", "số hiệu 43/2011/nđ-cp"),
        ("khoản 2 điều 5 luật đất đai", "khoản 2 Điều 5, tên văn bản “Luật Đất đai”"),
        ("nghị định 43", "số 43, từ khóa “nghị định 43”"),
        ("xử phạt", "từ khóa “xử phạt”"),
        ("", ""),
    ],
)
def test_the_reading_is_said_in_words(text, reading):
    assert understood_as(read(text)) == reading


def test_the_reading_is_said_in_the_language_of_the_page():
    with translation.override("en"):
        assert understood_as(read("43/2011/nđ-cp")) == "document number 43/2011/nđ-cp"
        assert understood_as(read('"chiến lược quy hoạch" -rừng')) == "phrase “chiến lược quy hoạch”, without “rung”"


def test_a_question_is_cut_to_what_a_person_would_type():
    question = read("đất " * 3000)
    assert len(question.text) <= MAX_LENGTH
    assert len(question.words) <= MAX_WORDS


def test_i_and_y_are_one_in_names():
    assert same_spelling(["qui", "ky", "lyn"]) == ("qui", "ki", "lyn") or same_spelling(["quy"]) == ("qui",)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_and_read_alike_twice(text):
    question = read(text)
    again = read(text)
    assert question == again
    assert question.wanted.words == question.words
    assert all(0 <= place < len(question.words) for place in question.idle)
    assert all(0 <= v.start < v.end <= len(question.words) for v in question.variants)
    understood_as(question)
    question.with_words("x")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["điều", "khoản", "luật", "đất", "đai", "43/2011", "nđ", "sổ đỏ", "-", '"', "năm", "2013", "từ", "đến", "bộ xây dựng",
                                 "BLDS", "ddaats", "không", "gì", "chương", "III", "ubnd", "18", "tuổi", "ba", "mươi"]), max_size=14))  # fmt: skip
def test_any_mixture_of_what_is_understood_is_read(parts):
    question = read(" ".join(parts))
    assert all(0 <= v.start < v.end <= len(question.words) for v in question.variants)
    assert question.wanted.idle <= frozenset(range(len(question.words)))


def numbers(text):
    return [document.number for document in named_documents(understand(text))]


def test_the_corpus_knows_its_laws_as_soon_as_they_are_published(corpus):
    assert numbers("luật đất đai") == ["31/2024/QH15"]
    publish(
        "luat",
        "45/2013/QH13",
        "Luật Đất đai",
        ASSEMBLY,
        D(2013, 11, 29),
        "Điều 1. Phạm vi\nNội dung.\n",
        title="Luật Đất đai",
    )
    assert set(numbers("luật đất đai")) == {"31/2024/QH15", "45/2013/QH13"}
    assert numbers("luật đất đai 2013") == ["45/2013/QH13"]
    corpus["land"].unpublish()
    assert numbers("luật đất đai") == ["45/2013/QH13"]


def test_of_two_documents_of_one_number_the_named_issuer_comes_first(corpus):
    for issuer, number in ((MINISTRY, "80/2019/TT-BNV"), (("SR-BCA", "Bộ Công an"), "80/2019/TT-BCA")):
        publish("thong-tu", number, "Quy định chung", issuer, D(2019, 5, 5), "Điều 1. Phạm vi\nNội dung.\n")
    assert numbers("thông tư 80/2019 của Bộ Công an")[0] == "80/2019/TT-BCA"
    assert numbers("thông tư 80/2019 của Bộ Nội vụ")[0] == "80/2019/TT-BNV"
    assert numbers("tt 80 2019 bca") == ["80/2019/TT-BCA"]


def test_a_serial_with_words_finds_the_document_that_speaks_of_them(corpus):
    publish(
        "nghi-dinh",
        "43/2014/NĐ-CP",
        "Quy định chi tiết thi hành một số điều của Luật Đất đai",
        GOVERNMENT,
        D(2014, 5, 15),
        "",
    )
    assert numbers("nghị định 43")[0] == "43/2014/NĐ-CP"
    assert numbers("nghị định 43 dịch vụ công trực tuyến") == ["43/2011/NĐ-CP"]


def test_a_number_that_is_not_there_names_nothing(corpus):
    assert numbers("999/2031/NĐ-CP") == []
    assert numbers("43/2011/NĐ-TTg") == []


def test_a_renamed_body_is_known_at_once(corpus):
    assert not understand("bộ kỳ lân").bodies
    Organization.objects.create(code="BKL", name="Bộ Kỳ lân")
    assert understand("bộ kỳ lân").bodies[0].body.name == "Bộ Kỳ lân"

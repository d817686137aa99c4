"""The counted words of a corpus, and spelling help that stands on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.models import SearchVocabulary
from legaldocs.search.spelling import correct, well_written
from legaldocs.search.terms import words_in
from legaldocs.search.vocabulary import (
    VOCABULARY,
    Vocabulary,
    build_vocabulary,
    count_texts,
    is_outdated,
    stored_vocabulary,
    tone_placed,
    words_of,
)

TEXTS = [
    "Xử phạt vi phạm hành chính đối với doanh nghiệp. Cơ quan có thẩm quyền xử phạt vi phạm hành chính.",
    "Đăng ký tạm trú, đăng ký thường trú. Hồ sơ đăng ký tạm trú. Gia hạn tạm trú.",
    "Giấy phép lái xe; cấp lại giấy phép lái xe. Hộ chiếu phổ thông; hộ chiếu công vụ.",
    "Sự phát triển của đất nước. Quyền sử dụng đất đai. Luật giáo dục nghề nghiệp; giáo dục đại học.",
    "Người lao động nghỉ thai sản. Chế độ thai sản. Trợ giúp pháp lý cho người nghèo. Thi hành án dân sự. Hòa giải ở cơ sở.",
    "Tin nhắn rác, thư điện tử rác. Chống tin nhắn rác. Bồi thường thiệt hại. Trách nhiệm bồi thường.",
] * 12


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return count_texts(TEXTS)


def test_words_and_pairs_are_counted_folded(vocabulary):
    assert vocabulary.count("phat") == 36
    assert vocabulary.pair("xu", "phat") == 24
    assert vocabulary.pair("phat", "xu") == 0
    assert vocabulary.count("khong") == 0


def test_what_was_typed_with_diacritics_is_counted_with_them(vocabulary):
    assert vocabulary.written_pair("xử", "phạt") == 24
    assert vocabulary.written_pair("sử", "phạt") == 0
    assert vocabulary.written_pair("sự", "phát") == 12
    assert vocabulary.written_pair("hoà", "giải") == vocabulary.written_pair("hòa", "giải") == 12


def test_signs_and_figures_part_sentences():
    assert list(words_of("Điều 5. Đất đai, nhà ở")) == [["điều"], ["đất", "đai"], ["nhà", "ở"]]


def test_diacritics_come_back_as_they_are_mostly_written(vocabulary):
    assert vocabulary.with_marks(["xu", "phat", "vi", "pham"]) == "xử phạt vi phạm"
    assert vocabulary.with_marks(["su", "phat", "trien"]) == "sự phát triển"
    assert vocabulary.with_marks(["zzz"]) == "zzz"
    assert vocabulary.with_marks([]) == ""


def test_the_packed_vocabulary_says_the_same(vocabulary):
    again = Vocabulary.unpack(vocabulary.pack())
    assert again == vocabulary
    assert again.with_marks(["giay", "phep", "lai", "xe"]) == "giấy phép lái xe"


def test_a_vocabulary_of_another_version_is_as_good_as_none(monkeypatch, vocabulary):
    payload = vocabulary.pack()
    monkeypatch.setattr("legaldocs.search.vocabulary._VERSION", 99)
    assert not Vocabulary.unpack(payload)


def test_tone_marks_have_one_agreed_place():
    assert tone_placed("hoà") == tone_placed("hòa")
    assert tone_placed("thuỷ") == tone_placed("thủy")
    assert tone_placed("hoa") != tone_placed("hòa")
    assert tone_placed("quý") != tone_placed("quỷ")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sử phạt vi phạm hành chính", "xử phạt vi phạm hành chính"),
        ("đăng ký tạm chú", "đăng ký tạm trú"),
        ("giấy phép lái xee", "giấy phép lái xe"),
        ("hộ chếu", "hộ chiếu"),
        ("luật giáodục nghề nghiệp", "luật giáo dục nghề nghiệp"),
        ("ngĩ thai sản", "nghỉ thai sản"),
        ("thi haành án", "thi hành án"),
        ("trợ dúp pháp lý", "trợ giúp pháp lý"),
        ("chống tin nhắn rát", "chống tin nhắn rác"),
        ("trách nhiem bồi thườg", "trách nhiệm bồi thường"),
        ("hòa giải ở cơ xở", "hòa giải ở cơ sở"),
    ],
)
def test_usual_slips_are_mended(vocabulary, typed, meant):
    correction = correct(words_in(typed), vocabulary)
    assert correction is not None
    assert correction.sure
    assert correction.shown == meant


@pytest.mark.parametrize(
    "typed",
    [
        "xử phạt vi phạm hành chính",
        "xu phat",
        "sự phát triển",
        "đất đai",
        "giấy phép lái xe",
        "hộ chiếu",
        "Trách nhiệm bồi thường",
        "43 2011",
    ],
)
def test_what_is_right_is_left_alone(vocabulary, typed):
    assert correct(words_in(typed), vocabulary) is None


def test_words_known_to_be_right_are_left_alone(vocabulary):
    words = words_in("hộ chếu")
    assert correct(words, vocabulary, frozenset({1})) is None


def test_in_a_citizens_sentence_only_what_is_no_word_is_mended(vocabulary):
    assert correct(words_in("chó cắn hàng xóm"), vocabulary, cautious=True) is None
    mended = correct(words_in("làm hộ chếu"), vocabulary, cautious=True)
    assert mended is None or mended.words[-1] == "chieu"


def test_without_a_vocabulary_nothing_is_mended():
    assert correct(words_in("hộ chếu"), Vocabulary()) is None


def test_what_nobody_can_mend_is_not_offered(vocabulary):
    assert correct(words_in("xyzzy quux blorp"), vocabulary) is None


def test_a_word_keeps_the_diacritics_it_was_typed_with(vocabulary):
    words = words_in("sự phát triển")
    assert well_written(words, [word.folded for word in words], vocabulary) == "sự phát triển"


def test_the_public_corpus_is_counted_and_kept(corpus):
    row = build_vocabulary()
    assert (row.words, row.pairs) > (50, 50)
    assert VOCABULARY.get().pair("dat", "dai") > 0
    assert stored_vocabulary().count("nghiencuukhongco") == 0
    build_vocabulary()
    assert SearchVocabulary.objects.filter(name="public").count() == 1


def test_words_of_unpublished_documents_are_not_counted(corpus):
    corpus["land"].unpublish()
    build_vocabulary()
    assert stored_vocabulary().pair("dat", "dai") == 0


def test_counting_is_due_when_a_document_changed(corpus):
    assert is_outdated()
    build_vocabulary()
    assert not is_outdated()
    corpus["land"].save()
    assert is_outdated()


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_texts_are_counted_and_any_words_asked(texts):
    counted = Vocabulary.unpack(count_texts(texts).pack())
    for text in texts:
        correct(words_in(text), counted)
        counted.with_marks([word.folded for word in words_in(text)])


ABROAD = ["Đầu tư ra nước ngoài; chuyển tiền ra nước ngoài."] * 40 + ["Khóc nức nở."] * 30


def test_a_word_typed_as_nobody_writes_it_is_no_word_though_its_letters_are_one():
    vocabulary = count_texts(ABROAD)
    found = correct(words_in("đầu tư ra nưc ngoài"), vocabulary)
    assert found is not None
    assert found.sure
    assert found.shown == "đầu tư ra nước ngoài"


def test_in_a_sentence_too():
    found = correct(words_in("đầu tư ra nưc ngoài"), count_texts(ABROAD), cautious=True)
    assert found is not None
    assert found.shown == "đầu tư ra nước ngoài"


def test_a_word_that_is_written_so_elsewhere_is_kept_in_a_sentence():
    assert correct(words_in("đầu tư ra nức ngoài"), count_texts(ABROAD), cautious=True) is None


def test_a_sentence_full_of_slips_is_offered_its_correction_only():
    vocabulary = count_texts(["Đăng ký tạm trú tại nơi cư trú của công dân."] * 40)
    few, many = (
        correct(words_in(f"{typed} tại nơi cư trú"), vocabulary) for typed in ("đăng ký tjm trs", "đawng kyd tjm trs")
    )
    assert few is not None
    assert few.sure
    assert many is not None
    assert not many.sure
    assert many.shown == few.shown == "đăng ký tạm trú tại nơi cư trú"

"""Search terms: found by the words typed, shipped as data, kept by editors, effective at once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from legaldocs.domain.text import search_tokens
from legaldocs.models import SearchTerm, TermKind
from legaldocs.search.answers import answer
from legaldocs.search.terms import TERMS, TermIndex, load_terms, shipped_terms, words_in

INDEX = TermIndex.of(
    [
        ("sổ đỏ", "everyday", "giấy chứng nhận quyền sử dụng đất"),
        ("UBND", "abbreviation", "ủy ban nhân dân"),
        ("luật hôn nhân", "name", "Luật Hôn nhân và gia đình"),
        ("bằng lái", "everyday", "giấy phép lái xe"),
        ("bằng lái xe", "everyday", "giấy phép lái xe"),
        ("hoà giải", "equivalent", "hòa giải viên"),
        ("", "everyday", "không gì"),
        ("không gì", "everyday", "\n \n"),
    ]
)


def found(text):
    return [(match.term.phrase, match.start, match.end) for match in INDEX.find(words_in(text))]


@pytest.mark.parametrize("text", ["sổ đỏ", "so do", "SỔ ĐỎ", "so đỏ", "sổ do", "Sổ  đỏ!"])
def test_a_term_is_found_with_diacritics_in_part_or_without(text):
    assert found(text) == [("sổ đỏ", 0, 2)]


@pytest.mark.parametrize("text", ["sơ đồ", "số đo", "so", "đỏ sổ"])
def test_other_diacritics_are_other_words(text):
    assert found(text) == []


def test_the_longest_term_at_a_place_wins():
    assert found("mất bằng lái xe thì sao") == [("bằng lái xe", 1, 4)]


def test_tone_placement_does_not_matter():
    assert found("hòa giải") == found("hoà giải") == [("hoà giải", 0, 2)]


def test_several_terms_are_found_in_one_question():
    assert [phrase for phrase, _, _ in found("ubnd cấp sổ đỏ")] == ["UBND", "sổ đỏ"]


def test_a_term_without_words_on_both_sides_is_no_term():
    assert INDEX.size == 6


def test_hundreds_of_terms_are_shipped_and_each_says_something_else():
    rows = shipped_terms()
    assert len(rows) > 600
    keys = [SearchTerm.key_of(phrase) for phrase, _, _ in rows]
    assert len(keys) == len(set(keys))
    for phrase, kind, meanings in rows:
        lines = meanings.splitlines()
        assert kind in TermKind.values
        assert lines, phrase
        assert SearchTerm.key_of(phrase) not in {SearchTerm.key_of(line) for line in lines}, phrase


def test_shipped_terms_are_there_after_migrating(db):
    assert SearchTerm.objects.filter(shipped=True).count() == len(shipped_terms())
    assert "giấy chứng nhận quyền sử dụng đất" in SearchTerm.objects.get(phrase="sổ đỏ").meanings


def test_loading_again_changes_nothing(db):
    assert load_terms() == (0, 0)


def test_loading_follows_the_data_but_leaves_what_an_editor_changed(db):
    SearchTerm.objects.filter(phrase="sổ đỏ").update(meanings="cũ")
    SearchTerm.objects.filter(phrase="sổ hồng").update(meanings="của biên tập viên", edited=True)
    SearchTerm.objects.filter(phrase="UBND").delete()
    added, changed = load_terms()
    assert (added, changed) == (1, 1)
    assert SearchTerm.objects.get(phrase="sổ đỏ").meanings != "cũ"
    assert SearchTerm.objects.get(phrase="sổ hồng").meanings == "của biên tập viên"


def test_a_term_no_longer_shipped_goes_unless_an_editor_changed_it(db):
    SearchTerm.objects.create(phrase="thôi dùng", meanings="cũ", shipped=True)
    SearchTerm.objects.create(phrase="thôi dùng nhưng sửa", meanings="cũ", shipped=True, edited=True)
    SearchTerm.objects.create(phrase="của biên tập viên", meanings="mới")
    load_terms()
    left = set(SearchTerm.objects.filter(meanings__in=["cũ", "mới"]).values_list("phrase", flat=True))
    assert left == {"thôi dùng nhưng sửa", "của biên tập viên"}


def test_the_command_reports(db, capsys):
    call_command("load_search_terms")
    assert "Thêm 0 mục từ" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("phrase", "meanings"),
    [
        ("", "đất"),
        ("…", "đất"),
        ("từ " * 13, "đất"),
        ("abc", ""),
        ("abc", "…"),
        ("abc", "từ " * 13),
        ("Abc", "abc"),
        ("sổ  ĐỎ", "đất"),
    ],
)
def test_a_term_that_says_nothing_is_refused(db, phrase, meanings):
    with pytest.raises(ValidationError):
        SearchTerm(phrase=phrase, meanings=meanings).full_clean()


def test_a_new_term_is_effective_at_once(corpus):
    assert answer("trích lục thần kỳ").results == [] or answer("trích lục thần kỳ").relaxed
    SearchTerm.objects.create(phrase="trích lục thần kỳ", meanings="chế độ sở hữu đất đai")
    found_now = answer("trích lục thần kỳ")
    assert found_now.results[0].document.pk == corpus["land"].pk
    SearchTerm.objects.filter(phrase="trích lục thần kỳ").first().delete()
    assert TERMS.get().find(words_in("trích lục thần kỳ")) == []


def test_a_term_switched_off_is_not_used(corpus):
    term = SearchTerm.objects.create(phrase="kim bài", meanings="đất đai")
    assert TERMS.get().find(words_in("kim bài"))
    term.enabled = False
    term.save()
    assert not TERMS.get().find(words_in("kim bài"))


SCATTERED = TermIndex.of(
    [
        ("công ty/sếp + đuổi/đuổi việc", "everyday", "sa thải"),
        (
            "công ty/sếp + đuổi/đuổi việc + trái luật",
            "everyday",
            "đơn phương chấm dứt hợp đồng lao động trái pháp luật",
        ),
        ("vay/cho vay + lãi/lãi suất", "everyday", "lãi suất"),
        (" + ", "everyday", "không gì"),
        ("một + ", "everyday", "không gì"),
    ]
)


def scattered(text):
    return [(term.meanings[0], sorted(places)) for places, term in SCATTERED.find_scattered(words_in(text))]


def test_words_that_mean_something_together_are_found_wherever_they_stand():
    assert scattered("sếp bảo tôi hư rồi đuổi") == [(("sa", "thai"), [0, 5])]
    assert scattered("bị đuổi việc ở công ty") == [(("sa", "thai"), [1, 2, 4, 5])]
    assert scattered("sep duoi toi") == [(("sa", "thai"), [0, 1])]


def test_all_parts_must_be_there_by_their_diacritics():
    assert scattered("sếp tăng lương") == []
    assert scattered("sếp dưới quyền") == []
    assert scattered("đuổi theo") == []


def test_the_term_of_most_parts_counts_and_one_that_adds_no_word_does_not():
    assert [meaning[0] for meaning, _ in scattered("công ty đuổi trái luật")] == ["don"]


def test_of_two_ways_to_say_a_part_the_longer_counts():
    assert scattered("lãi suất cho vay") == [(("lai", "suat"), [0, 1, 2, 3])]


def test_a_word_serves_one_part_only():
    index = TermIndex.of([("anh + anh", "everyday", "hai anh")])
    assert index.find_scattered(words_in("anh đi")) == []
    assert len(index.find_scattered(words_in("anh với anh"))) == 1


def test_shipped_phrases_fit_their_column():
    assert max(len(phrase) for phrase, _, _ in shipped_terms()) <= 120
    assert sum("+" in phrase for phrase, _, _ in shipped_terms()) > 300


def test_a_part_of_one_syllable_typed_without_diacritics_is_another_word_where_others_have_theirs():
    index = TermIndex.of([("bão/lũ + hỗ trợ/tiền", "everyday", "hỗ trợ khắc phục hậu quả thiên tai")])
    assert index.find_scattered(words_in("mang bao nhiêu tiền")) == []
    assert len(index.find_scattered(words_in("bão làm hư nhà có tiền không"))) == 1
    assert len(index.find_scattered(words_in("bao lam hu nha co tien khong"))) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hàng xóm nuôi gà mất vệ sinh thì báo ai", "xử lý chất thải trong chăn nuôi nông hộ"),
        ("ruộng nhà tôi muốn trồng cây khác được không", "chuyển đổi cơ cấu cây trồng trên đất trồng lúa"),
        ("mở tiệm thuốc thì cần gì", "điều kiện cấp giấy chứng nhận đủ điều kiện kinh doanh dược"),
        ("con bị sởi có phải ở riêng không", "tổ chức cách ly y tế"),
        ("cô giáo dạy thêm tại nhà được không", "các hành vi bị nghiêm cấm trong cơ sở giáo dục"),
        ("quỹ phụ huynh ai giữ", "ban đại diện cha mẹ học sinh, trẻ mầm non"),
        ("nấu rượu đem bán thì sao", "điều kiện sản xuất rượu thủ công nhằm mục đích kinh doanh"),
        (
            "bộ đội có được lập công ty không",
            "quyền thành lập, góp vốn, mua cổ phần, mua phần vốn góp và quản lý doanh nghiệp",
        ),
        ("hãng bay làm hỏng hành lý đền mấy", "mức bồi thường thiệt hại hàng hóa, hành lý"),
        ("làng tôi mở lễ hội phải báo ai", "tổ chức lễ hội tín ngưỡng lần đầu, lễ hội tín ngưỡng được khôi phục"),
    ],
)
def test_shipped_words_of_farms_schools_trades_and_journeys_mean_something_together(text, meant):
    index = TermIndex.of(shipped_terms())
    assert tuple(search_tokens(meant).split()) in [term.meanings[0] for _, term in index.find_scattered(words_in(text))]

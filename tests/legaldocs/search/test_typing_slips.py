"""Words as fingers leave them, and as they were meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.search.typing_slips import (
    LONGEST,
    confusions,
    heard_alike,
    is_syllable,
    one_edit_away,
    reread,
    slip_cost,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddaats", "đất"), ("ddai", "đai"), ("luaatj", "luật"), ("nghij", "nghị"), ("ddijnh", "định"), ("nguyeexn", "nguyễn"),
        ("dduwowngf", "đường"), ("giaays", "giấy"), ("suwr", "sử"), ("cojc", "cọc"), ("hoas", "hóa"), ("quyeets", "quyết"),
        ("phaps", "pháp"), ("cuwa", "cưa"), ("DDAATS", "đất"),
    ],
)  # fmt: skip
def test_keys_of_telex_left_in_a_word_are_read_as_meant(typed, meant):
    assert reread(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("d9a61t", "đất"), ("luat65", "luật"), ("nghi5", "nghị"), ("d9u7o7ng2", "đường")]
)
def test_keys_of_vni_left_in_a_word_are_read_as_meant(typed, meant):
    assert reread(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        "đất",
        "dat",
        "visa",
        "online",
        "internet",
        "b2",
        "qh15",
        "h1n1",
        "covid19",
        "43",
        "a",
        "",
        "website",
        "2011",
        "logo",
        "karaoke",
    ],
)
def test_what_is_no_leftover_stays(word):
    assert reread(word) == word


@pytest.mark.parametrize("word", ["nghieng", "duong", "quyet", "giao", "y", "an", "thuyen", "khuya", "quoc", "ngoai"])
def test_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["ngi", "cien", "kam", "quu", "xyz", "thgh", "", "ghanh", "datt", "ngheo1"])
def test_what_no_syllable_can_be_is_known(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [("su", "xu"), ("tru", "chu"), ("dup", "giup"), ("ky", "ki"), ("lam", "nam"), ("lan", "lang"), ("mac", "mat")],
)
def test_sounds_confused_somewhere_in_the_country_are_told(one, other):
    assert other in confusions(one)
    assert one in confusions(other)


def test_a_word_is_never_its_own_confusion():
    assert all(word not in confusions(word) for word in ("su", "tru", "nghieng", "y"))


@pytest.mark.parametrize(("one", "other"), [("sử", "xử"), ("chú", "trú"), ("dúp", "giúp"), ("rát", "rác")])
def test_words_heard_alike_keep_their_tone(one, other):
    assert other in heard_alike(one)


@pytest.mark.parametrize("slip", ["dta", "dt", "daat", "dat", "fat", "at", "dats"])
def test_one_slip_away_are_swapped_lost_doubled_and_wrong_letters(slip):
    assert "dat" in set(one_edit_away(slip)) or slip == "dat"


def test_a_long_word_has_no_slips():
    assert list(one_edit_away("a" * (LONGEST + 1))) == []


def test_a_swap_or_a_lost_letter_is_likelier_than_a_wrong_one_far_away():
    assert slip_cost("dta", "dat") < slip_cost("dap", "dat")
    assert slip_cost("dt", "dat") < slip_cost("dap", "dat")
    assert slip_cost("daat", "dat") < slip_cost("dabt", "dat")
    assert slip_cost("dar", "dat") < slip_cost("dap", "dat"), "r and t are neighbours"


@given(st.text(max_size=40))
def test_any_word_is_read_without_harm(word):
    read = reread(word)
    assert read == word or is_syllable(read.lower().translate(str.maketrans("", ""))) or read
    confusions(word[:12])
    heard_alike(word[:12])

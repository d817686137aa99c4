"""Codes that survive reading aloud, copying by hand and typing on a phone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations import receipts

positions = st.integers(0, receipts.LENGTH - 1)


def test_codes_have_sixteen_signs_that_cannot_be_confused():
    code = receipts.new_code()
    assert len(code) == 16
    assert not set(code) & set("ILOUZ")
    assert receipts.normalise(code) == code
    assert len({receipts.new_code() for _ in range(2000)}) == 2000


@given(positions, st.sampled_from(receipts.ALPHABET))
def test_any_single_wrong_sign_is_noticed(position, sign):
    code = receipts.new_code()
    wrong = code[:position] + sign + code[position + 1 :]
    assert receipts.normalise(wrong) == ("" if wrong != code else code)


@given(positions, positions)
def test_any_two_signs_exchanged_are_noticed(left, right):
    code = receipts.new_code()
    signs = list(code)
    signs[left], signs[right] = signs[right], signs[left]
    wrong = "".join(signs)
    assert receipts.normalise(wrong) == ("" if wrong != code else code)


@pytest.mark.parametrize("noise", ["-", " ", "–", ".", "\u00a0", "\n"])
def test_groups_case_and_look_alikes_do_not_matter(noise):
    code = receipts.new_code()
    typed = noise.join(code[start : start + 4] for start in range(0, 16, 4)).lower()
    assert receipts.normalise(typed.replace("0", "o").replace("1", "i").replace("2", "z")) == code


@given(st.one_of(st.none(), st.text(max_size=400), st.integers()))
def test_nothing_typed_raises(typed):
    assert receipts.normalise(typed) in {"", *([] if typed is None else [receipts.normalise(str(typed))])}

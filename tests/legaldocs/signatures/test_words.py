"""Every state has its own words, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from legaldocs.signatures.report import Chain, Coverage, Integrity, SignatureReport, TimeSource
from legaldocs.signatures.words import describe, words_for

GOOD = SignatureReport(
    signer="Nguyễn Văn Mẫu",
    organization="Bộ Mẫu",
    authority="CA mẫu",
    serial="1f",
    signed_at="2026-11-20T02:05:00+00:00",
    time_source=TimeSource.TIMESTAMP,
    integrity=Integrity.INTACT,
    coverage=Coverage.WHOLE,
    chain=Chain.TRUSTED,
)


def said(**changes):
    with override("vi"):
        return describe(replace(GOOD, **changes))


def test_a_good_signature_says_who_when_and_that_nothing_changed():
    words = said()
    assert words.summary == "Đã ký số bởi Nguyễn Văn Mẫu lúc 09:05 ngày 20/11/2026; tệp chưa bị thay đổi."
    assert words.tone == "success"
    assert any("chứng thư" in line.lower() for line in words.details)


def test_english_pages_say_it_in_english():
    with override("en"):
        assert "has not been changed" in describe(GOOD).summary


@pytest.mark.parametrize(
    ("changes", "tone", "words"),
    [
        ({"integrity": Integrity.BROKEN}, "error", "không còn khớp"),
        ({"coverage": Coverage.CHANGED}, "error", "sau đó tệp đã bị thay đổi"),
        ({"coverage": Coverage.PARTIAL}, "error", "không bao trùm toàn bộ tệp"),
        ({"coverage": Coverage.EXTENDED}, "success", "phần đã ký không thay đổi"),
        ({"chain": Chain.NO_ROOT}, "info", "tệp chưa bị thay đổi"),
        ({"chain": Chain.EXPIRED}, "warning", "tệp chưa bị thay đổi"),
        ({"chain": Chain.REVOKED}, "warning", "tệp chưa bị thay đổi"),
    ],
)
def test_each_state_has_its_tone_and_words(changes, tone, words):
    found = said(**changes)
    assert found.tone == tone
    assert words in found.summary


def test_an_unverified_signer_is_said_plainly_and_names_the_missing_root():
    details = " ".join(said(chain=Chain.NO_ROOT).details)
    assert "chưa xác minh được" in details.lower()
    assert "CA mẫu" in details


def test_a_claimed_time_is_not_presented_as_certain():
    assert any("máy tính của người ký" in line for line in said(time_source=TimeSource.CLAIMED).details)


def test_no_time_leaves_no_hole_in_the_sentence():
    assert "Mẫu;" in said(signed_at="", time_source=TimeSource.NONE).summary


def test_an_unreadable_signature_is_named():
    assert "không đọc được" in said(integrity=Integrity.UNREADABLE).summary


def test_files_not_checked_or_not_signed_have_no_words():
    assert words_for(None) == []
    assert words_for([]) == []


@pytest.mark.parametrize("chain", [chain for chain in Chain if chain is not Chain.TRUSTED])
def test_a_name_nobody_verified_is_never_shown_as_fact(chain):
    assert "chưa được xác minh" in said(chain=chain).summary
    assert "chưa được xác minh" not in said().summary

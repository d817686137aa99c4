"""Signatures made for real under an authority of the tests' own: each of the four states by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.signatures.checking import check_signatures
from legaldocs.signatures.report import Chain, Coverage, Integrity, SignatureReport, TimeSource
from tests.legaldocs.signatures.authority import Authority, authority, changed_afterwards, plain_pdf, signed


@pytest.fixture(scope="module")
def content() -> bytes:
    return signed(plain_pdf(), authority().signer(), reason="Phát hành văn bản")


def only(content: bytes, roots=None) -> SignatureReport:
    (report,) = check_signatures(content, [authority().root] if roots is None else roots)
    return report


def test_a_whole_signature_names_signer_organization_authority_time_and_reason(content):
    report = only(content)
    assert (report.signer, report.organization, report.authority) == (
        "Nguyễn Văn Mẫu", "Bộ Mẫu", "CA mẫu của phép thử",
    )  # fmt: skip
    assert report.integrity is Integrity.INTACT
    assert report.coverage is Coverage.WHOLE
    assert report.chain is Chain.TRUSTED
    assert report.time_source is TimeSource.CLAIMED
    assert report.signed_at.endswith("+00:00")
    assert report.reason == "Phát hành văn bản"


def test_without_the_root_the_file_is_whole_but_the_signer_is_not_verified(content):
    report = only(content, roots=[])
    assert (report.integrity, report.coverage, report.chain) == (Integrity.INTACT, Coverage.WHOLE, Chain.NO_ROOT)


def test_another_root_of_the_same_name_does_not_verify_the_signer(content):
    assert only(content, roots=[Authority().root]).chain is not Chain.TRUSTED


def test_one_changed_byte_breaks_the_signature(content):
    position = content.index(b"/MediaBox")
    broken = content[: position + 1] + b"N" + content[position + 2 :]
    assert only(broken).integrity is Integrity.BROKEN


def test_a_second_signature_leaves_the_first_one_good(content):
    first, second = check_signatures(
        signed(content, authority().signer("Trần Thị Mẫu"), field_name="Chu-ky-2"), [authority().root]
    )
    assert (first.signer, first.coverage, first.integrity) == ("Nguyễn Văn Mẫu", Coverage.EXTENDED, Integrity.INTACT)
    assert (second.signer, second.coverage) == ("Trần Thị Mẫu", Coverage.WHOLE)


def test_a_page_changed_after_signing_is_told_apart_from_a_broken_signature(content):
    report = only(changed_afterwards(content))
    assert report.integrity is Integrity.INTACT
    assert report.coverage is Coverage.CHANGED


def test_a_certificate_that_had_ended_before_signing_is_not_trusted():
    report = only(signed(plain_pdf(), authority().signer("Hết Hạn", days=(-800, -400))))
    assert report.chain is Chain.EXPIRED
    assert report.integrity is Integrity.INTACT


def test_a_certificate_that_ended_after_signing_is_trusted_for_what_it_signed():
    import time_machine

    signer = authority().signer("Đã Nghỉ Hưu", days=(-800, -100))
    import datetime

    with time_machine.travel(datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=300), tick=False):
        content = signed(plain_pdf(), signer)
    assert only(content).chain is Chain.TRUSTED


def test_a_pdf_nobody_signed_and_a_drawn_seal_have_no_signature():
    assert check_signatures(plain_pdf()) == []
    assert check_signatures(plain_pdf() + b"% (con dau do) /ByteRange ve bang tay") == []


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 /ByteRange", b"PK\x03\x04 /ByteRange", b"%PDF-1.4\n/ByteRange [0 1 2"]
)
def test_what_is_no_whole_pdf_never_counts_as_signed(content):
    assert all(report.integrity is Integrity.UNREADABLE for report in check_signatures(content))


def test_a_file_cut_in_the_middle_is_never_called_whole(content):
    for part in (3, 5, 9):
        for report in check_signatures(content[: len(content) * part // 10], [authority().root]):
            assert report.integrity is not Integrity.INTACT or report.coverage is not Coverage.WHOLE


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_mutated_signed_files_never_raise_and_never_seem_unchanged(data):
    content = bytearray(_SIGNED())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    mutated = bytes(content)
    for report in check_signatures(mutated, [authority().root]):
        if mutated != _SIGNED() and report.integrity is Integrity.INTACT and report.coverage is Coverage.WHOLE:
            start, end = _contents(mutated)
            assert mutated[:start] == _SIGNED()[:start]
            assert mutated[end:] == _SIGNED()[end:]


_kept: list[bytes] = []


def _SIGNED() -> bytes:
    if not _kept:
        _kept.append(signed(plain_pdf(), authority().signer()))
    return _kept[0]


def _contents(content: bytes) -> tuple[int, int]:
    """Where the signature itself stands: the only part it does not sign."""
    start = _SIGNED().index(b"/Contents <") + len(b"/Contents ")
    return start, _SIGNED().index(b">", start) + 1


def test_a_report_survives_being_stored(content):
    report = only(content)
    assert SignatureReport.of(report.data()) == report

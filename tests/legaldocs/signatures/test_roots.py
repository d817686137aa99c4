"""Roots are files an operator puts into a folder."""

from __future__ import annotations

import pytest

from legaldocs.signatures.roots import certificates_of, installed_roots
from tests.legaldocs.signatures.authority import Authority, authority


def test_no_folder_means_no_root(settings, tmp_path):
    settings.SIGNATURE_ROOTS = ""
    assert installed_roots() == []
    settings.SIGNATURE_ROOTS = str(tmp_path / "missing")
    assert installed_roots() == []


def test_pem_and_der_are_read_several_in_one_file_and_what_is_no_certificate_is_left_out(settings, tmp_path, caplog):
    settings.SIGNATURE_ROOTS = str(tmp_path)
    other = Authority(name="CA thứ hai")
    (tmp_path / "hai.pem").write_bytes(authority().pem() + other.pem())
    (tmp_path / "mot.cer").write_bytes(other.der())
    (tmp_path / "hong.crt").write_bytes(b"khong phai chung thu")
    (tmp_path / "ghi-chu.txt").write_text("bo qua")
    assert len(installed_roots()) == 3
    assert "hong.crt" in caplog.text


def test_a_new_file_in_the_folder_counts_at_once(settings, tmp_path):
    settings.SIGNATURE_ROOTS = str(tmp_path)
    (tmp_path / "mot.pem").write_bytes(authority().pem())
    assert len(installed_roots()) == 1
    (tmp_path / "hai.pem").write_bytes(Authority(name="CA thứ hai").pem())
    assert len(installed_roots()) == 2


@pytest.mark.parametrize(
    "content", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"\x30\x03\x02\x01"]
)
def test_broken_certificates_are_refused(content):
    with pytest.raises(ValueError):
        certificates_of(content)

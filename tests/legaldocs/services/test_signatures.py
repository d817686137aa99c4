"""Stored files are checked by a task, again by command, and shown with what was found."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from legaldocs.models import DocumentFile
from legaldocs.services.signatures import check_file
from tests.factories.legaldocs import LegalDocumentFactory
from tests.legaldocs.signatures.authority import authority, plain_pdf, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return LegalDocumentFactory(live=True)


def stored(document, content: bytes, name: str = "van-ban.pdf") -> DocumentFile:
    file = DocumentFile(document=document, media_type="pdf" if name.endswith(".pdf") else "text")
    file.file.save(name, ContentFile(content), save=False)
    file.save()
    return file


@pytest.fixture
def trusted(settings, tmp_path):
    (tmp_path / "goc.pem").write_bytes(authority().pem())
    settings.SIGNATURE_ROOTS = str(tmp_path)


def run(*arguments: str) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("check_signatures", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_stored_pdf_is_checked_by_a_task_after_commit(document, trusted):
    file = stored(document, signed(plain_pdf(), authority().signer()))
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
    file.refresh_from_db()
    assert [row["signer"] for row in file.signatures] == ["Nguyễn Văn Mẫu"]
    assert file.signatures_checked_at is not None


def test_a_text_file_asks_for_no_check(document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = stored(document, b"van ban", "van-ban.txt")
    file.refresh_from_db()
    assert file.signatures_checked_at is None


def test_the_bytes_stay_as_received(document, trusted):
    content = signed(plain_pdf(), authority().signer())
    file = stored(document, content)
    check_file(file)
    assert file.file.open("rb").read() == content


def test_bytes_that_changed_in_the_store_are_a_fault_and_the_result_stays(document, trusted):
    file = stored(document, signed(plain_pdf(), authority().signer()))
    check_file(file)
    before = file.signatures
    with file.file.storage.open(file.file.name, "wb") as handle:
        handle.write(plain_pdf())
    checked = check_file(DocumentFile.objects.get(pk=file.pk))
    assert "SHA-256" in checked.fault
    assert DocumentFile.objects.get(pk=file.pk).signatures == before


def test_the_command_checks_new_files_once_and_says_what_it_found(document, trusted):
    stored(document, signed(plain_pdf(), authority().signer()))
    stored(document, plain_pdf(), "khong-ky.pdf")
    out, _ = run()
    assert "Đã ký số bởi Nguyễn Văn Mẫu" in out
    assert "2 tệp: 1 tệp có chữ ký số" in out
    assert "0 tệp: 0 tệp có chữ ký số" in run()[0]


def test_a_root_installed_later_changes_the_result_when_all_are_checked_again(document, settings, tmp_path):
    settings.SIGNATURE_ROOTS = ""
    file = stored(document, signed(plain_pdf(), authority().signer()))
    assert "Chưa cài chứng thư gốc" in run()[1]
    file.refresh_from_db()
    assert file.signatures[0]["chain"] == "no-root"
    (tmp_path / "goc.der").write_bytes(authority().der())
    settings.SIGNATURE_ROOTS = str(tmp_path)
    run("--all")
    file.refresh_from_db()
    assert file.signatures[0]["chain"] == "trusted"


def test_the_command_checks_the_documents_named_and_fails_for_a_lost_file(document, trusted):
    file = stored(document, signed(plain_pdf(), authority().signer()))
    other = stored(LegalDocumentFactory(), signed(plain_pdf(), authority().signer()))
    file.file.storage.delete(file.file.name)
    with pytest.raises(CommandError, match="1 tệp"):
        run(document.number)
    other.refresh_from_db()
    assert other.signatures is None


def test_the_document_page_says_who_signed_and_a_file_without_signature_says_nothing(document, trusted, client):
    check_file(stored(document, signed(plain_pdf(), authority().signer())))
    check_file(stored(document, plain_pdf(2), "scan.pdf"))
    page = client.get(document.get_absolute_url()).content.decode()
    assert page.count("Đã ký số bởi Nguyễn Văn Mẫu") == 1
    assert "Về chữ ký này" in page


def test_names_in_a_certificate_are_text_and_never_markup(document, trusted, client):
    check_file(stored(document, signed(plain_pdf(), authority().signer("<script>alert(1)</script>"))))
    page = client.get(document.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_editors_see_what_each_signature_proves_and_that_a_picture_is_none(document, trusted, admin_client):
    check_file(stored(document, signed(plain_pdf(), authority().signer())))
    check_file(stored(document, plain_pdf(2), "con-dau.pdf"))
    stored(document, plain_pdf(3), "cho.pdf")
    page = admin_client.get(reverse("corpus:file_index", args=[document.pk])).content.decode()
    assert page.count("Đã ký số bởi Nguyễn Văn Mẫu") == 1
    assert page.count("không phải là chữ ký số") == 1
    assert page.count("Đang kiểm tra chữ ký số") == 1


def test_a_number_the_command_does_not_know_is_named(document):
    with pytest.raises(CommandError, match="Không có văn bản số 999/khong"):
        run("999/khong")

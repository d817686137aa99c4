"""Files and the malware scanner on every way in: refused by name, held while it is silent, let go when it answers."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from legaldocs.models import DocumentFile, IntakeItem, LegalDocument, ScannedContent, ScanState
from legaldocs.models.intake import IntakeState
from legaldocs.services import quarantine, receiving
from portal import malware
from portal.malware import HeldFile, Judgement, Verdict
from tests.clamd import EICAR, free_port, is_installed, running
from tests.legaldocs.intake.pdf_files import pdf
from tests.legaldocs.staff.conftest import account, as_role, editor  # noqa: F401

pytestmark = pytest.mark.django_db
needs_clamd = pytest.mark.skipif(not is_installed(), reason="ClamAV (clamav-daemon) chưa được cài")
TEXT = "BỘ NỘI VỤ\nSố: 02/CT-BNV\nHà Nội, ngày 11 tháng 9 năm 2012\nCHỈ THỊ\nVề việc thử\n1. Một.\n2. Hai."
LONG = "A line of some length for this page of the file"


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "tep"


@pytest.fixture
def silent(settings):
    settings.CLAMAV_URL = f"127.0.0.1:{free_port()}"


@pytest.fixture
def answering(monkeypatch, settings):
    """A scanner that calls a file infected when it holds the test words."""
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"
    monkeypatch.setattr(malware, "answers", lambda: True)

    def scan(pieces):
        data = b"".join(pieces)
        return Verdict(Judgement.INFECTED, "Eicar-Test") if EICAR in data else Verdict(Judgement.CLEAN)

    monkeypatch.setattr(malware, "scan", scan)


def receive(*files: tuple[str, bytes]):
    return receiving.receive(uploads=[SimpleUploadedFile(name, data) for name, data in files], user=None)


def test_an_infected_upload_is_named_and_not_kept_and_the_others_go_on(answering):
    batch = receive(("xau.txt", EICAR), ("tot.txt", TEXT.encode()))
    bad, good = batch.items.all()
    assert (bad.state, bool(bad.file)) == (IntakeState.FAILED, False)
    assert "Eicar-Test" in bad.error
    receiving.read_or_enqueue(batch)
    good.refresh_from_db()
    assert good.state == IntakeState.READ
    assert receiving.read_item(bad.pk, again=True).state == IntakeState.FAILED


def test_while_the_scanner_is_silent_an_upload_is_kept_closed_and_unread(silent):
    batch = receive(("a.txt", TEXT.encode()))
    (item,) = batch.items.all()
    assert (item.state, item.error) == (IntakeState.HELD, quarantine.HELD_NOTE)
    assert receiving.read_or_enqueue(batch) == 0
    assert receiving.read_item(item.pk, again=True).state == IntakeState.HELD
    with pytest.raises(HeldFile):
        malware.opened(item.file)
    assert quarantine.scan_held() == 0


def test_when_the_scanner_answers_a_held_upload_is_let_go_and_read(silent, monkeypatch, settings, request):
    (item,) = receive(("a.txt", TEXT.encode())).items.all()
    request.getfixturevalue("answering")
    assert quarantine.scan_held() == 1
    item.refresh_from_db()
    assert item.state == IntakeState.WAITING
    assert receiving.read_item(item.pk).state == IntakeState.READ
    assert malware.opened(item.file).read() == TEXT.encode()
    assert quarantine.scan_held() == 0


def test_malware_found_later_stays_closed_for_everybody(silent, request):
    (item,) = receive(("a.txt", EICAR)).items.all()
    request.getfixturevalue("answering")
    assert quarantine.scan_held() == 1
    item.refresh_from_db()
    assert item.state == IntakeState.FAILED
    assert "Eicar-Test" in item.error
    row = ScannedContent.objects.get()
    assert (row.state, row.signature, bool(row.checked_at)) == (ScanState.INFECTED, "Eicar-Test", True)
    with pytest.raises(HeldFile):
        malware.opened(item.file)


def test_a_held_file_that_is_gone_is_forgotten(silent, request):
    (item,) = receive(("a.txt", TEXT.encode())).items.all()
    item.file.storage.delete(item.file.name)
    request.getfixturevalue("answering")
    assert quarantine.scan_held() == 0
    assert not ScannedContent.objects.exists()


def test_one_that_the_scanner_cannot_take_does_not_keep_the_others(silent, request, monkeypatch):
    receive(("lon.txt", b"lon " * 10), ("nho.txt", TEXT.encode()))
    request.getfixturevalue("answering")
    usual = malware.scan

    def scan(pieces):
        data = b"".join(pieces)
        return Verdict(Judgement.UNKNOWN, reason="INSTREAM size limit exceeded.") if b"lon " in data else usual([data])

    monkeypatch.setattr(malware, "scan", scan)
    assert quarantine.scan_held(limit=1) == 0
    assert quarantine.scan_held(limit=1) == 1
    assert ScannedContent.objects.get(state=ScanState.WAITING).note.startswith("INSTREAM")


def test_held_files_stay_held_when_scanning_is_switched_off(silent, settings):
    receive(("a.txt", TEXT.encode()))
    settings.CLAMAV_URL = ""
    assert quarantine.scan_held() == 0
    assert ScannedContent.objects.unreleased().count() == 1


@pytest.fixture
def document():
    return LegalDocument.objects.create(document_type="chi-thi", number="02/CT-BNV", abstract="Thử", live=True)


def add(client, document, name: str, data: bytes):
    return client.post(
        reverse("corpus:file_index", args=[document.pk]),
        {"files": [SimpleUploadedFile(name, data)], "kind": "original"},
        follow=True,
    )


def test_a_file_of_a_document_is_refused_by_the_name_of_the_malware(answering, editor, document):  # noqa: F811
    page = add(editor, document, "a.pdf", pdf([LONG]) + EICAR)
    assert page.status_code == 422
    assert "Eicar-Test" in page.content.decode()
    assert not DocumentFile.objects.exists()


def test_a_held_file_of_a_public_document_is_given_to_nobody(silent, editor, client, document):  # noqa: F811
    page = add(editor, document, "a.pdf", pdf([LONG]))
    file = DocumentFile.objects.get()
    assert "Tệp này đang bị khóa" in page.content.decode()
    assert client.get(reverse("legaldocs:file_download", args=[file.pk])).status_code == 404
    refused = editor.get(reverse("corpus:file_open", args=[document.pk, file.pk]))
    assert refused.status_code == 302
    assert editor.get(f"/quan-tri/tep/{file.file.name}").status_code == 403
    ScannedContent.objects.update(state=ScanState.CLEAN)
    assert client.get(reverse("legaldocs:file_download", args=[file.pk])).status_code == 200
    assert editor.get(f"/quan-tri/tep/{file.file.name}").status_code == 200


def test_files_that_could_act_by_themselves_are_not_offered_to_the_public(editor, document):  # noqa: F811
    page = add(editor, document, "a.pdf", pdf([LONG]) + b"\n<< /S /JavaScript /JS (app.alert(1)) >>")
    assert "mã lệnh" in page.content.decode()
    assert not DocumentFile.objects.exists()


@needs_clamd
def test_the_whole_way_with_the_real_daemon(settings, tmp_path):
    port = free_port()
    settings.CLAMAV_URL = f"127.0.0.1:{port}"
    items = list(receive(("xau.txt", EICAR), ("tot.txt", TEXT.encode())).items.all())
    assert [item.state for item in items] == [IntakeState.HELD, IntakeState.HELD]
    with running(tmp_path) as address:
        settings.CLAMAV_URL = address
        assert quarantine.scan_held() == 2
        states = {item.original_name: item.state for item in IntakeItem.objects.all()}
        assert states == {"xau.txt": IntakeState.FAILED, "tot.txt": IntakeState.WAITING}
        (again,) = receive(("xau2.txt", EICAR)).items.all()
        assert (again.state, bool(again.file)) == (IntakeState.FAILED, False)


def test_the_path_and_not_the_name_tells_a_held_file():
    ScannedContent.objects.hold(path="van-ban/a.pdf", storage="office", sha256="0" * 64, original_name="a.pdf")
    assert ScannedContent.objects.holds("van-ban/a.pdf")
    assert not ScannedContent.objects.holds("van-ban/b.pdf")
    stored = DocumentFile(original_name="a.pdf")
    stored.file.storage.save("van-ban/b.pdf", ContentFile(b"x"))
    stored.file.name = "van-ban/b.pdf"
    with malware.opened(stored.file) as handle:
        assert handle.read() == b"x"

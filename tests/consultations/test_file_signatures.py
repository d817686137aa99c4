"""Signatures of agencies' letters and dossiers: checked once stored, shown to those concerned, checked again by command."""

from __future__ import annotations

import hashlib
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from consultations.models import (
    AgencyInvitation,
    AgencyOfficer,
    AgencyReply,
    AgencyReplyFile,
    Comment,
    ConsultationPage,
    DossierFile,
    FileSignatures,
)
from consultations.services.file_signatures import check_waiting
from consultations.services.replying import GeneralPart, save_general, send_reply
from consultations.tasks import check_consultation_file
from legaldocs.models import Organization, ScannedContent
from tests.factories.consultations import ConsultationFactory
from tests.legaldocs.signatures.authority import authority, plain_pdf, signed

pytestmark = pytest.mark.django_db
SIGNED = "Đã ký số bởi Nguyễn Văn Mẫu"


@pytest.fixture(autouse=True)
def _files_and_roots(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "goc.pem").write_bytes(authority().pem())
    settings.SIGNATURE_ROOTS = str(tmp_path)


@pytest.fixture
def consultation():
    return ConsultationFactory(open=True)


@pytest.fixture
def agency(consultation):
    organization = Organization.objects.create(code="BTC-T", name="Bộ Tài chính thử")
    AgencyInvitation.objects.create(consultation=consultation, organization=organization)
    return organization


def person(django_user_model, role: str) -> Client:
    user = django_user_model.objects.create_user(f"nguoi-{role}", password="Mat-khau-dai-12")
    user.groups.add(Group.objects.get(name=role))
    browser = Client()
    browser.force_login(user)
    return browser


def letter(consultation, agency, content: bytes, name: str = "cong-van.pdf", user=None) -> AgencyReplyFile:
    reply, _ = AgencyReply.objects.get_or_create(consultation=consultation, organization=agency)
    stored = AgencyReplyFile(reply=reply, original_name=name, size=len(content), sha256=_sha(content))
    stored.file.save(name, ContentFile(content), save=False)
    stored.save()
    return stored


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def paper(consultation, content: bytes, name: str = "to-trinh.pdf") -> DossierFile:
    return DossierFile.objects.create(
        consultation=consultation, kind="to_trinh", title="Tờ trình", file=ContentFile(content, name)
    )


def send(consultation, agency, user) -> AgencyReply:
    part = GeneralPart("agree", "Nhất trí.", "12/BTC-PC", timezone.localdate(), "Nguyễn Văn Mẫu")
    reply = AgencyReply.objects.get(consultation=consultation, organization=agency)
    now = timezone.now()
    reply = save_general(
        consultation=consultation, organization=agency, part=part, version=reply.version, user=user, now=now
    )
    send_reply(consultation=consultation, organization=agency, revision=reply.revision, user=user, now=now)
    return AgencyReply.objects.get(pk=reply.pk)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("check_signatures", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_letter_and_paper_are_checked_by_a_task_once_they_are_stored(
    consultation, agency, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = letter(consultation, agency, signed(plain_pdf(), authority().signer()))
        second = paper(consultation, signed(plain_pdf(2), authority().signer("Trần Thị Tờ Trình")))
        paper(consultation, b"khong phai pdf", "bang.docx")
    asked = DBTaskResult.objects.filter(task_path=check_consultation_file.module_path)
    assert sorted(row.args_kwargs["args"] for row in asked) == [["dossier", second.pk], ["letter", first.pk]]
    for row in asked:
        check_consultation_file.func(*row.args_kwargs["args"])
    found = {row["signer"] for check in FileSignatures.objects.all() for row in check.signatures}
    assert found == {"Nguyễn Văn Mẫu", "Trần Thị Tờ Trình"}
    check_consultation_file.func("letter", 10**9)  # gone meanwhile


def test_four_findings_are_kept_apart(consultation, agency):
    stored = letter(consultation, agency, signed(plain_pdf(), authority().signer()))
    assert check_waiting() == 1
    row = FileSignatures.objects.get(pk=stored.sha256).signatures[0]
    assert (row["integrity"], row["coverage"], row["chain"]) == ("intact", "whole", "trusted")
    assert row["signed_at"]


def test_the_public_page_says_who_signed_a_paper_of_the_dossier(consultation, client):
    paper(consultation, signed(plain_pdf(), authority().signer()))
    paper(consultation, plain_pdf(2), "scan.pdf")
    check_waiting()
    page = client.get(consultation.get_absolute_url()).content.decode()
    assert page.count(SIGNED) == 1
    assert "Về chữ ký này" in page


def test_the_agency_sees_what_its_own_letter_proves(consultation, agency, django_user_model):
    letter(consultation, agency, signed(plain_pdf(), authority().signer()))
    letter(consultation, agency, plain_pdf(3), "phu-luc.pdf")
    officer = django_user_model.objects.create_user("can-bo")
    AgencyOfficer.objects.create(user=officer, organization=agency)
    browser = Client()
    browser.force_login(officer)
    address = reverse("consultations:agency_files", args=[consultation.pk])
    assert browser.get(address).content.decode().count("Đang kiểm tra chữ ký số") == 2
    check_waiting()
    page = browser.get(address).content.decode()
    assert page.count(SIGNED) == 1
    assert page.count("không phải là chữ ký số") == 1
    assert SIGNED in browser.get(reverse("consultations:agency_consultation", args=[consultation.pk])).content.decode()


def test_of_a_word_file_nothing_is_claimed(consultation, agency, django_user_model):
    letter(consultation, agency, b"PK word", "cong-van.docx")
    send(consultation, agency, django_user_model.objects.create_user("gui"))
    browser = person(django_user_model, "Chuyên viên soạn thảo")
    page = browser.get(reverse("consultation_agencies", args=[consultation.pk])).content.decode()
    assert "chỉ được kiểm tra với tệp PDF" in page
    assert "Không có chữ ký số" not in page


def test_moderators_and_drafting_officers_see_the_letter_and_open_it(consultation, agency, django_user_model):
    content = signed(plain_pdf(), authority().signer())
    stored = letter(consultation, agency, content)
    check_waiting()
    send(consultation, agency, django_user_model.objects.create_user("gui"))
    comment = Comment.objects.get()
    opened = reverse("agency_letter", args=[stored.pk])
    screens = {
        "Kiểm duyệt viên": f"{reverse('moderation')}?chon={comment.pk}&state=all",
        "Chuyên viên soạn thảo": reverse("consultation_agencies", args=[consultation.pk]),
    }
    for role, address in screens.items():
        browser = person(django_user_model, role)
        page = browser.get(address).content.decode()
        assert SIGNED in page, role
        assert opened in page
        response = browser.get(opened)
        assert b"".join(response.streaming_content) == content
    comment.state = "published"
    comment.save()
    browser = Client()
    browser.force_login(django_user_model.objects.get(username="nguoi-Chuyên viên soạn thảo"))
    assert SIGNED in browser.get(reverse("answer_board", args=[consultation.pk])).content.decode()


def test_a_letter_not_sent_and_the_letters_of_others_are_opened_by_nobody(
    consultation, agency, client, django_user_model
):
    stored = letter(consultation, agency, plain_pdf())
    address = reverse("agency_letter", args=[stored.pk])
    assert client.get(address).status_code == 302
    assert person(django_user_model, "Kiểm duyệt viên").get(address).status_code == 404
    assert person(django_user_model, "Biên tập viên").get(address).status_code in (302, 403)


def test_a_file_the_scanner_has_not_released_is_neither_checked_nor_opened(consultation, agency, django_user_model):
    stored = letter(consultation, agency, signed(plain_pdf(), authority().signer()))
    send(consultation, agency, django_user_model.objects.create_user("gui"))
    hold = ScannedContent.objects.hold(
        path=str(stored.file.name), storage="private", sha256=stored.sha256, original_name="cong-van.pdf", note=""
    )
    assert check_waiting() == 0
    assert "0 tệp" in run("--all")
    browser = person(django_user_model, "Kiểm duyệt viên")
    assert browser.get(reverse("agency_letter", args=[stored.pk])).status_code == 404
    page = browser.get(f"{reverse('moderation')}?state=all").content.decode()
    assert "chờ quét mã độc" in page
    assert reverse("agency_letter", args=[stored.pk]) not in page
    ScannedContent.objects.filter(pk=getattr(hold, "pk", None) or ScannedContent.objects.get().pk).update(state="clean")
    assert check_waiting() == 1
    assert FileSignatures.objects.filter(pk=stored.sha256).exists()


def test_the_command_checks_them_too_and_again_after_a_root_is_installed(consultation, agency, settings, tmp_path):
    settings.SIGNATURE_ROOTS = ""
    letter(consultation, agency, signed(plain_pdf(), authority().signer()))
    paper(consultation, signed(plain_pdf(2), authority().signer()))
    out = run()
    assert "2 tệp: 2 tệp có chữ ký số" in out
    assert "Bộ Tài chính thử" in out
    assert "0 tệp: 0 tệp" in run()
    settings.SIGNATURE_ROOTS = str(tmp_path)
    assert "2 kết quả mới" in run("--all")
    chains = {row["chain"] for check in FileSignatures.objects.all() for row in check.signatures}
    assert chains == {"trusted"}


def test_bytes_that_changed_or_are_gone_are_a_fault_and_the_result_stays(consultation, agency):
    stored = letter(consultation, agency, signed(plain_pdf(), authority().signer()))
    lost = paper(consultation, plain_pdf(2))
    check_waiting()
    before = FileSignatures.objects.get(pk=stored.sha256).signatures
    with stored.file.storage.open(stored.file.name, "wb") as handle:
        handle.write(plain_pdf(4))
    lost.file.storage.delete(lost.file.name)
    with pytest.raises(CommandError, match="2 tệp"):
        run("--all")
    assert FileSignatures.objects.get(pk=stored.sha256).signatures == before


def test_an_older_revision_of_the_page_does_not_bring_an_old_result_back(consultation, client):
    paper(consultation, signed(plain_pdf(), authority().signer()))
    revision = ConsultationPage.objects.get(pk=consultation.pk).save_revision()
    check_waiting()
    revision.publish()
    assert SIGNED in client.get(consultation.get_absolute_url()).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_files(consultation, client):
    other = ConsultationFactory(open=True)
    paper(other, plain_pdf())
    for n in range(6):
        paper(consultation, signed(plain_pdf(n + 1), authority().signer()), f"tep-{n}.pdf")
    check_waiting(20)
    counts = []
    for page in (other, consultation):
        client.get(page.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(page.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]

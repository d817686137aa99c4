"""The list, the archive, the reply from first word to proof of sending."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consultations.models import (
    AgencyInvitation,
    AgencyOfficer,
    AgencyReply,
    Comment,
    ConsultationPage,
    DossierFile,
    Submission,
)
from consultations.services.verifying import seal_problems
from legaldocs.models import Organization
from tests.consultations.agency.conftest import LONG_NAME, PDF, docx_bytes, make_officer
from tests.factories.consultations import ConsultationFactory

pytestmark = pytest.mark.django_db


def body(response):
    return b"".join(response.streaming_content)


def end(consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now() - datetime.timedelta(minutes=1))


def test_the_list_shows_deadlines_and_a_name_of_ninety_letters(desk, consultation):
    page = desk.client.get("/co-quan/").content.decode()
    assert len(LONG_NAME) >= 90
    assert LONG_NAME in page
    assert consultation.title in page


def test_the_nearest_deadline_stands_first(desk, ours):
    later = ConsultationFactory(open=True, title="Dự thảo hạn xa")
    sooner = ConsultationFactory(open=True, title="Dự thảo hạn gần")
    today = timezone.localdate()
    for page, days in ((later, 9), (sooner, 1)):
        due = today + datetime.timedelta(days=days)
        AgencyInvitation.objects.create(consultation=page, organization=ours.organization, due_on=due)
    rows = desk.client.get("/co-quan/").context["waiting"]
    assert next(row["consultation"].pk for row in rows) == sooner.pk
    assert [row["consultation"].pk for row in rows][-1] == later.pk


def test_the_list_costs_no_more_queries_with_more_drafts(desk, ours):
    with CaptureQueriesContext(connection) as one:
        desk.client.get("/co-quan/")
    for _ in range(5):
        AgencyInvitation.objects.create(consultation=ConsultationFactory(open=True), organization=ours.organization)
    with CaptureQueriesContext(connection) as many:
        desk.client.get("/co-quan/")
    assert len(many) <= len(one) + 1


def test_a_draft_the_agency_is_not_asked_about_does_not_exist_for_it(desk):
    other = ConsultationFactory(open=True)
    names = ["consultation", "dossier", "general", "provisions", "files", "preview", "sent"]
    for name in names:
        assert desk.client.get(reverse(f"consultations:agency_{name}", args=[other.pk])).status_code == 404, name
    for pk in (10**18, 10**30):
        assert desk.client.get(reverse("consultations:agency_consultation", args=[pk])).status_code == 404


def test_one_agency_never_sees_the_reply_of_another(desk, theirs, clause):
    desk.complete()
    stored = desk.reply().files.get()
    client = Client()
    client.force_login(theirs.user)
    assert client.get(desk.url("reply_file", stored.pk)).status_code == 404
    secrets = ["Cơ bản nhất trí với dự thảo.", "Thời hạn quá dài.", "987/KHCN-PC", stored.original_name]
    for name, args in [
        ("consultation", []),
        ("general", []),
        ("provisions", []),
        ("line", [clause.pk]),
        ("files", []),
        ("preview", []),
        ("sent", []),
    ]:
        page = client.get(desk.url(name, *args), follow=True).content.decode()
        assert not [word for word in secrets if word in page], name
    client.post(desk.url("files"), {"remove": stored.pk})
    client.post(desk.url("line", clause.pk), {"remove": "1", "version": "1"})
    client.post(desk.url("preview"), {"revision": desk.reply().revision})
    assert desk.reply().state == "draft"
    assert (desk.reply().files.count(), desk.reply().lines.count()) == (1, 1)


def test_the_files_of_a_reply_lie_where_no_public_address_reaches(desk, settings):
    desk.attach()
    stored = desk.reply().files.get()
    assert not stored.file.path.startswith(f"{settings.MEDIA_ROOT}/")
    assert Client().get(f"/tep/{stored.file.name}").status_code == 404
    with pytest.raises(ValueError, match="accessible"):
        stored.file.url


def test_the_archive_holds_draft_dossier_and_a_manifest_that_verifies(desk, consultation):
    DossierFile.objects.create(
        consultation=consultation,
        kind="to_trinh",
        title="Tờ trình số 1/2: dự thảo",
        file=ContentFile(PDF, name="tt.pdf"),
    )
    DossierFile.objects.create(
        consultation=consultation, kind="khac", title="Tờ trình số 1/2: dự thảo", file=ContentFile(b"x", name="tt.pdf")
    )
    data = body(desk.client.get(desk.url("dossier")))
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    sums = archive.read("SHA256SUMS.txt").decode().splitlines()
    listed = {line[66:]: line[:64] for line in sums}
    assert set(listed) | {"SHA256SUMS.txt"} == set(archive.namelist())
    for name, digest in listed.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest, name
    manifest = json.loads(archive.read("manifest.json"))
    assert {entry["name"] for entry in manifest["files"]} | {"manifest.json"} == set(listed)
    assert any(name.endswith("Dự thảo 2.txt") for name in listed)
    assert "Điều 3. Thời hạn" in archive.read("1-du-thao/Dự thảo 2.txt").decode("utf-8-sig")
    assert any("Tờ trình số 1-2" in name for name in listed)
    assert body(desk.client.get(desk.url("dossier"))) == data


def test_a_file_that_is_gone_is_named_and_the_archive_still_opens(desk, consultation):
    item = DossierFile.objects.create(
        consultation=consultation, kind="khac", title="Báo cáo", file=ContentFile(b"x", name="b.pdf")
    )
    item.file.storage.delete(item.file.name)
    archive = zipfile.ZipFile(io.BytesIO(body(desk.client.get(desk.url("dossier")))))
    assert "Báo cáo" in json.loads(archive.read("manifest.json"))["missing"][0]
    assert desk.client.get(desk.url("dossier_file", item.pk)).status_code == 404


def test_a_reply_is_prepared_sent_and_proved(desk, consultation, ours):
    desk.complete()
    preview = desk.client.get(desk.url("preview")).content.decode()
    assert "Thời hạn quá dài." in preview
    assert desk.send()["Location"] == desk.url("sent")
    submission = Submission.objects.get()
    assert (submission.channel, submission.organization, submission.official_number) == (
        "agency",
        ours.organization,
        "987/KHCN-PC",
    )
    assert list(submission.comments.order_by("position").values_list("provision__eid", "text")) == [
        (None, "Cơ bản nhất trí với dự thảo."),
        ("art_3__cl_1", "Thời hạn quá dài."),
    ]
    proof = desk.client.get(desk.url("sent")).content.decode()
    assert submission.sealed_hash in proof
    assert hashlib.sha256(PDF).hexdigest() in proof
    sealed = json.loads(submission.original.payload)
    assert sealed["files"] == [{"name": "công văn.pdf", "size": len(PDF), "sha256": hashlib.sha256(PDF).hexdigest()}]
    assert seal_problems(submission) == []
    assert Comment.objects.filter(state="received").count() == 2


def test_a_plain_agreement_can_be_sent_without_a_word(desk):
    desk.general(stance="agree", general_text="")
    desk.attach()
    desk.send()
    assert Comment.objects.get().stance == "agree"


def test_what_is_missing_is_named_and_nothing_is_sent(desk):
    desk.general(official_number="", signer="", official_on="", stance="")
    response = desk.send()
    assert response.status_code == 409
    assert {field for field, _ in response.context["problems"]} == {
        "stance",
        "official_number",
        "official_on",
        "signer",
        "files",
    }
    assert not Submission.objects.exists()


def test_a_reply_is_sent_only_once(desk):
    desk.complete()
    desk.send()
    desk.send()
    assert Submission.objects.count() == 1


def test_after_sending_nothing_changes(desk, clause):
    desk.complete()
    desk.send()
    for response in (
        desk.general(general_text="Khác", version=1),
        desk.line(text="Khác", version=1),
        desk.attach("b.docx", docx_bytes()),
    ):
        assert response.status_code == 409
    desk.client.post(desk.url("line", clause.pk), {"remove": "1", "version": "1"})
    desk.client.post(desk.url("files"), {"remove": desk.reply().files.get().pk})
    reply = desk.reply()
    assert (reply.general_text, reply.lines.get().text, reply.files.count()) == (
        "Cơ bản nhất trí với dự thảo.",
        "Thời hạn quá dài.",
        1,
    )
    assert desk.client.get(desk.url("general")).status_code == 302


def test_after_the_closing_everything_is_read_only_and_the_words_typed_come_back(desk, consultation):
    desk.complete()
    end(consultation)
    response = desk.general(general_text="Chưa kịp lưu", version=1)
    assert response.status_code == 409
    assert "Chưa kịp lưu" in response.content.decode()
    assert desk.send().status_code == 409
    assert not Submission.objects.exists()
    page = desk.client.get(desk.url("consultation")).content.decode()
    assert "Cơ bản nhất trí với dự thảo." in page
    assert desk.client.get(desk.url("general")).status_code == 302


def test_past_its_own_deadline_a_reply_is_still_taken_and_marked_late(desk, ours):
    AgencyInvitation.objects.update(due_on=timezone.localdate() - datetime.timedelta(days=2))
    desk.complete()
    desk.send()
    assert Submission.objects.count() == 1
    assert desk.client.get("/co-quan/").context["done"][0]["late"]


def test_two_officers_on_the_general_part_lose_no_word(desk):
    assert desk.general(general_text="Lời của người thứ nhất").status_code == 302
    response = desk.general(general_text="Lời của người thứ hai")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Lời của người thứ nhất" in page
    assert "Lời của người thứ hai" in page
    assert desk.reply().general_text == "Lời của người thứ nhất"
    assert desk.general(general_text="Cả hai", version=response.context["form"]["version"].value()).status_code == 302


def test_two_officers_on_one_clause_lose_no_word(desk, clause):
    desk.line(text="Lời của người thứ nhất")
    response = desk.line(text="Lời của người thứ hai")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Lời của người thứ nhất" in page
    assert "Lời của người thứ hai" in page
    response = desk.client.post(desk.url("line", clause.pk), {"remove": "1", "version": "0"})
    assert response.status_code == 409
    assert desk.reply().lines.get().text == "Lời của người thứ nhất"


def test_a_line_removed_by_a_colleague_is_not_silently_written_again(desk, clause):
    desk.line()
    desk.client.post(desk.url("line", clause.pk), {"remove": "1", "version": "1"})
    response = desk.line(text="Lời sửa", version=1)
    assert response.status_code == 409
    assert "Lời sửa" in response.content.decode()


def test_work_on_a_clause_does_not_disturb_a_colleague_on_the_general_part(desk):
    desk.general()
    desk.line()
    assert desk.general(general_text="Tiếp", version=1).status_code == 302


def test_a_reply_changed_after_the_preview_is_not_sent(desk):
    desk.complete()
    seen = desk.reply().revision
    desk.line(text="Sửa sau khi xem lại", version=1)
    response = desk.send(revision=seen)
    assert response.status_code == 409
    assert "Sửa sau khi xem lại" in response.content.decode()
    assert not Submission.objects.exists()


def test_an_officer_without_the_right_to_send_prepares_only(desk, ours):
    desk.complete()
    AgencyOfficer.objects.update(can_send=False)
    assert desk.send().status_code == 409
    assert not Submission.objects.exists()


def test_a_colleague_of_the_same_agency_works_on_the_same_reply(desk, ours):
    desk.general()
    client = Client()
    client.force_login(make_officer(ours.organization, "dong-nghiep"))
    assert "987/KHCN-PC" in client.get(desk.url("consultation")).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("van-ban.pdf", PDF, 302),
        ("van-ban.docx", docx_bytes(), 302),
        ("van-ban.pdf.exe", PDF, 302),
        ("van-ban.pdf", b"MZ\x90\x00 not a pdf", 409),
        ("van-ban.docx", b"PK\x03\x04 broken", 409),
        ("van-ban.docx", b"PK\x03\x04" + b"\x00" * 2000, 409),
        ("rong.pdf", b"", 409),
        ("../../../etc/passwd", PDF, 302),
        ("a" * 180 + ".pdf", PDF, 302),
    ],
)
def test_files_are_judged_by_their_content(desk, name, data, status):
    assert desk.attach(name, data).status_code == status
    kept = list(AgencyReply.objects.values_list("files__original_name", flat=True))
    if status == 302:
        assert kept[0].endswith((".pdf", ".docx"))
        assert "/" not in kept[0]
    else:
        assert not [name for name in kept if name]


def test_a_file_that_is_too_large_is_refused_with_a_sentence(desk, settings):
    settings.MAX_UPLOAD_BYTES = 10
    assert desk.attach().status_code == 409


def test_a_form_without_a_file_is_answered(desk):
    assert desk.client.post(desk.url("files"), {}).status_code == 409
    assert desk.client.post(desk.url("files"), {"remove": "9" * 40}).status_code == 302
    assert (
        desk.client.post(desk.url("files"), {"file": SimpleUploadedFile("x.pdf", PDF), "remove": ""}).status_code == 302
    )


def test_only_clauses_of_the_posted_draft_are_offered_and_taken(desk, clause):
    from tests.factories.consultations import DraftExpressionFactory

    foreign = DraftExpressionFactory(draft_number=1, document=clause.expression.document)
    from legaldocs.services.publishing import publish_expression

    publish_expression(expression=foreign)
    assert desk.client.get(desk.url("line", foreign.provisions.first().pk)).status_code == 404
    rows = desk.client.get(desk.url("provisions"), {"q": "điều 3"}).context["rows"]
    assert [row["path"].label for row in rows] == ["Điều 3", "Điều 3 khoản 1", "Điều 3 khoản 2"]
    assert desk.client.get(desk.url("provisions"), {"q": "\x01%_'\"" * 50}).status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"official_on": "31/02/2026"},
        {"official_on": "01/01/2999"},
        {"stance": "xyz"},
        {"general_text": "x" * 10_001},
        {"version": ""},
        {"version": "9" * 30},
        {"signer": "y" * 151},
    ],
)
def test_a_wrong_form_is_answered_and_keeps_what_was_typed(desk, values):
    response = desk.general(**{"general_text": "Giữ lại lời này", **values})
    assert response.status_code in (409, 422)
    if "general_text" not in values:
        assert "Giữ lại lời này" in response.content.decode()
    assert not AgencyReply.objects.exclude(general_text="").exists()


def test_an_opinion_says_something(desk):
    assert desk.line(text="").status_code == 422
    assert desk.line(text="", change="replace").status_code == 422
    assert desk.line(text="", stance="agree").status_code == 302


def test_a_draft_that_is_only_planned_is_not_shown(desk, ours):
    planned = ConsultationFactory()
    AgencyInvitation.objects.create(consultation=planned, organization=ours.organization)
    assert desk.client.get(reverse("consultations:agency_consultation", args=[planned.pk])).status_code == 404


def test_an_organization_is_never_deleted_under_its_reply(desk, ours):
    from django.db.models import ProtectedError

    desk.general()
    with pytest.raises(ProtectedError):
        Organization.objects.filter(pk=ours.organization.pk).delete()

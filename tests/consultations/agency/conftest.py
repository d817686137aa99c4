"""Two agencies invited to one consultation, each with an officer."""

from __future__ import annotations

import datetime
import io
import zipfile
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from consultations.models import AgencyInvitation, AgencyOfficer
from legaldocs.models import Organization, Provision
from tests.factories.consultations import ConsultationFactory, posted_expression

PASSWORD = "mat-khau-rat-dai"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
LONG_NAME = "Viện nghiên cứu và đào tạo cán bộ, công chức, viên chức của Bộ Khoa học và Công nghệ tại Hà Nội"


def docx_bytes() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


@pytest.fixture
def consultation(db, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return ConsultationFactory(open=True)


@pytest.fixture
def clause(consultation):
    return Provision.objects.get(expression=posted_expression(consultation), eid="art_3__cl_1")


def make_officer(organization, username, **values):
    user = User.objects.create_user(username, password=PASSWORD)
    AgencyOfficer.objects.create(user=user, organization=organization, **values)
    return user


@pytest.fixture
def ours(consultation):
    """Our organization, its officer and invitation."""
    organization = Organization.objects.create(code="OURS", name=LONG_NAME)
    due = timezone.localdate() + datetime.timedelta(days=5)
    invitation = AgencyInvitation.objects.create(consultation=consultation, organization=organization, due_on=due)
    return SimpleNamespace(organization=organization, user=make_officer(organization, "can-bo"), invitation=invitation)


@pytest.fixture
def theirs(consultation):
    """Another agency, invited to the same consultation."""
    organization = Organization.objects.create(code="THEIRS", name="Bộ Tài chính")
    AgencyInvitation.objects.create(consultation=consultation, organization=organization)
    return SimpleNamespace(organization=organization, user=make_officer(organization, "can-bo-khac"))


@pytest.fixture
def desk(client, consultation, clause, ours):
    """The desk of our officer: addresses and the steps of a reply."""
    client.force_login(ours.user)

    def url(name, *args):
        return reverse(f"consultations:agency_{name}", args=[consultation.pk, *args])

    def general(**values):
        data = {
            "stance": "partly",
            "general_text": "Cơ bản nhất trí với dự thảo.",
            "official_number": "987/KHCN-PC",
            "official_on": timezone.localdate().strftime("%d/%m/%Y"),
            "signer": "Nguyễn Văn An, Thứ trưởng",
            "version": "0",
        }
        return client.post(url("general"), data | values)

    def line(**values):
        data = {"stance": "disagree", "text": "Thời hạn quá dài.", "version": "0"}
        return client.post(url("line", clause.pk), data | values)

    def attach(name="công văn.pdf", data=PDF):
        return client.post(url("files"), {"file": SimpleUploadedFile(name, data)})

    def send(revision=None):
        reply = consultation.agency_replies.get(organization=ours.organization)
        return client.post(url("preview"), {"revision": reply.revision if revision is None else revision})

    def reply():
        return consultation.agency_replies.get(organization=ours.organization)

    def complete():
        general()
        line()
        attach()

    return SimpleNamespace(
        url=url, general=general, line=line, attach=attach, send=send, reply=reply, complete=complete, client=client
    )

"""A sample consultation from record and dossier to opening, by the services of the portal."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.models import (
    AgencyInvitation,
    ConsultationIndexPage,
    ConsultationPage,
    ConsultationQuestion,
    DossierFile,
    PostedExpression,
)
from consultations.services.closing import open_consultation
from consultations.services.replying import GeneralPart, LinePart, add_file, save_general, save_line
from home.demo.documents import read_text_of
from home.demo.kept_files import KeptFiles
from home.demo.opinions import rewritten
from home.demo.organizations import organization
from home.demo.word_files import MEDIA_TYPE, word_file
from legaldocs.domain.dates import format_date_words
from legaldocs.domain.text import slugify
from legaldocs.models import Expression, LegalDocument, Provision
from legaldocs.services.importing import subjects_of
from legaldocs.services.publishing import publish_expression

RECEIVER = "BMTN-PC"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One file of the dossier, made from plain text."""

    kind: str
    title: str
    text: str
    suffix: str = ".docx"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a consultation asks, of whom, on which draft, in which period."""

    slug: str
    title: str
    summary: str
    body: str
    document_type: str
    abstract: str
    subjects: tuple[str, ...]
    issuer: str
    draft_text: str
    opens_at: datetime.datetime
    closes_at: datetime.datetime
    letter_number: str
    invited: tuple[tuple[str, int], ...]
    questions: tuple[tuple[str, str], ...]
    papers: tuple[Paper, ...]


def draft_record(plan: Plan, *, live: bool) -> LegalDocument:
    """The record of the draft: one record and one address from draft to repeal."""
    document = LegalDocument(
        stage="draft",
        document_type=plan.document_type,
        abstract=plan.abstract,
        issuer=organization(plan.issuer),
        owned=True,
        is_sample=True,
        live=live,
    )
    document.save()
    document.subjects.set(subjects_of(list(plan.subjects)))
    document.save()
    return document


def add_draft(document: LegalDocument, number: int, text_name: str) -> Expression:
    """One numbered wording of the draft (NĐ 34/2016/NĐ-CP Điều 39), published."""
    expression = Expression(document=document, kind="draft", draft_number=number, source_text=read_text_of(text_name))
    expression.save()
    return publish_expression(expression=expression)


def set_up(plan: Plan, document: LegalDocument, expression: Expression, files: KeptFiles) -> ConsultationPage:
    """The page with draft, questions, invitations and dossier, open from its opening moment on."""
    index = ConsultationIndexPage.objects.get(locale__language_code="vi")
    page = index.add_child(
        instance=ConsultationPage(
            title=plan.title,
            slug=plan.slug,
            locale=index.locale,
            summary=plan.summary,
            body=plan.body,
            document=document,
            opens_at=plan.opens_at,
            closes_at=plan.closes_at,
            receiving_unit=organization(RECEIVER),
            legal_basis="Khoản 1 và khoản 3 Điều 6 Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15",
            phone=organization(RECEIVER).phone,
            is_sample=True,
            first_published_at=plan.opens_at,
        )
    )
    PostedExpression.objects.create(consultation=page, expression=expression, sort_order=0)
    for place, (audience, text) in enumerate(plan.questions):
        ConsultationQuestion.objects.create(consultation=page, sort_order=place, audience=audience, text=text)
    for place, (code, days) in enumerate(plan.invited):
        AgencyInvitation.objects.create(
            consultation=page,
            sort_order=place,
            organization=organization(code),
            due_on=plan.closes_at.date() - datetime.timedelta(days=days),
            letter_number=plan.letter_number,
        )
    for place, paper in enumerate(plan.papers):
        add_paper(page, place, paper, files)
    ConsultationPage.objects.get(pk=page.pk).save_revision(log_action="wagtail.create").publish()
    open_consultation(consultation_id=page.pk, now=plan.opens_at)
    ConsultationPage.objects.filter(pk=page.pk).update(first_published_at=plan.opens_at)
    return ConsultationPage.objects.get(pk=page.pk)


def add_paper(page: ConsultationPage, place: int, paper: Paper, files: KeptFiles) -> None:
    """One file of the dossier: a Word file, or the text itself."""
    data = word_file(paper.text) if paper.suffix == ".docx" else paper.text.encode()
    stored = DossierFile(consultation=page, sort_order=place, kind=paper.kind, title=paper.title)
    stored.file = ContentFile(data, name=f"{slugify(paper.title)[:80]}{paper.suffix}")
    stored.save()
    files.remember(stored.file)


@dataclass(frozen=True, kw_only=True)
class OfficialOpinion:
    """What one agency writes, in general and on single provisions."""

    code: str
    stance: str
    general: str
    lines: tuple[tuple[str, LinePart], ...] = ()
    number: str = ""
    signer: str = ""


def prepare_reply(
    page: ConsultationPage,
    expression: Expression,
    opinion: OfficialOpinion,
    *,
    user: object,
    now: datetime.datetime,
    files: KeptFiles,
    signed: bool,
) -> int:
    """Write an agency's reply as its officers do; with the signed letter when it is ready. Answers its revision."""
    agency = organization(opinion.code)
    reply = save_general(
        consultation=page,
        organization=agency,
        part=GeneralPart(
            stance=opinion.stance,
            general_text=opinion.general,
            official_number=opinion.number,
            official_on=now.date() if signed else None,
            signer=opinion.signer,
        ),
        version=0,
        user=user,
        now=now,
    )
    for eid, line in opinion.lines:
        provision = Provision.objects.get(expression=expression, eid=eid)
        line = replace(line, proposed_wording=rewritten(provision, line.change, line.proposed_wording))
        save_line(consultation=page, organization=agency, provision=provision, part=line, version=0, user=user, now=now)
    if signed:
        upload = SimpleUploadedFile(
            "van-ban-tra-loi.docx", word_file(_letter_text(page, opinion, now)), content_type=MEDIA_TYPE
        )
        files.remember(add_file(consultation=page, organization=agency, upload=upload, user=user, now=now).file)
    reply.refresh_from_db()
    return reply.revision


def _letter_text(page: ConsultationPage, opinion: OfficialOpinion, now: datetime.datetime) -> str:
    agency = organization(opinion.code)
    return "\n".join(
        [
            agency.name.upper(),
            "-------",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            f"Số: {opinion.number}",
            f"Thành phố Mẫu, {format_date_words(now.date())}",
            "(Văn bản mẫu dùng để giới thiệu Cổng Công khai, không có giá trị pháp lý)",
            "Kính gửi: Bộ Mẫu và Thử nghiệm.",
            f"{agency.name} có ý kiến đối với {page.title} như sau:",
            opinion.general,
            *(f"{number}. {line.text}" for number, (_, line) in enumerate(opinion.lines, start=1)),
            f"{agency.name} gửi Bộ Mẫu và Thử nghiệm để tổng hợp./.",
            "(Đã ký)",
            opinion.signer,
        ]
    )

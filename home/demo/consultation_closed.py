"""The consultation that went the whole way: asked, closed, answered, and the document issued on the same record."""

from __future__ import annotations

import datetime
from string import Template
from typing import Any

from consultations.models import ConsultationPage, ConsultationState, DossierKind
from consultations.services import moderating
from consultations.services.answering import AnswerDraft, publish_all_and_close, save_answer
from consultations.services.closing import close_due, finish
from consultations.services.replying import LinePart, send_reply
from consultations.wording import wording_of
from home.demo.document_facts import CONSUMERS, TESTING
from home.demo.documents import add_word_file, read_text_of
from home.demo.drafting import OfficialOpinion, Paper, Plan, add_draft, add_paper, draft_record, prepare_reply, set_up
from home.demo.kept_files import KeptFiles, whole_part
from home.demo.moments import at
from home.demo.opinions import Sent, send
from home.demo.opinions_closed import ANSWERS, LETTERS
from home.demo.organizations import organization
from home.demo.papers import circular_papers
from legaldocs.domain.dates import format_date_words
from legaldocs.domain.validity import RelationKind
from legaldocs.models import Expression, LegalDocument, Provision, Relation, Signer
from legaldocs.services.publishing import publish_document, publish_expression

SLUG = "diem-tiep-nhan-mau-luu-dong"
LETTER_NUMBER = "688/BMTN-QLTN"
OUTCOME = (
    "Bộ Mẫu và Thử nghiệm đã nhận 11 ý kiến của 9 cơ quan, tổ chức, cá nhân. Bộ tiếp thu việc mở điểm ngoài giờ hành chính, thông báo "
    "lịch sớm hơn, trả kết quả điện tử và yêu cầu về lối đi cho xe lăn; tiếp thu một phần về số mẫu mỗi người; chưa tiếp thu đề nghị "
    "miễn toàn bộ giá dịch vụ. Thông tư đã được ban hành trên cơ sở Dự thảo 3."
)
REPLY_LINE = "art_5__cl_1"


def is_there() -> bool:
    """Whether this consultation was loaded."""
    return ConsultationPage.objects.filter(slug=SLUG, is_sample=True).exists()


def plan(today: datetime.date) -> Plan:
    """What was asked, of whom, and until when."""
    return Plan(
        slug=SLUG,
        title="Dự thảo Thông tư quy định về điểm tiếp nhận mẫu lưu động",
        summary="Đưa việc nhận mẫu thử nghiệm đến chợ, siêu thị, nhà văn hóa của từng xã, phường.",
        body=(
            "Bộ Mẫu và Thử nghiệm lấy ý kiến đối với dự thảo Thông tư quy định về điểm tiếp nhận mẫu lưu động (Dự thảo 2): địa điểm, thời "
            "gian, cách báo lịch, số mẫu mỗi người và cách trả kết quả.\n\n"
            "Đây là nội dung mẫu để giới thiệu Cổng Công khai."
        ),
        document_type="thong-tu",
        abstract="Quy định về điểm tiếp nhận mẫu lưu động",
        subjects=(TESTING, CONSUMERS),
        issuer="BMTN",
        draft_text="drafts/diem-luu-dong-2",
        opens_at=at(today, -150, 8),
        closes_at=at(today, -120, 17),
        letter_number=LETTER_NUMBER,
        invited=(("BDVM", 2), ("UBND-MS", 2)),
        questions=(("Người dân", "Điểm tiếp nhận nên mở vào lúc nào để Ông/Bà đến được?"),),
        papers=circular_papers(LETTER_NUMBER),
    )


REPLIED = OfficialOpinion(
    code="BDVM",
    stance="agree",
    general="Bộ Dịch vụ Mẫu nhất trí với nội dung dự thảo Thông tư.",
    number="201/BDVM-PC",
    signer="Hoàng Thị Dịch",
    lines=(
        (
            REPLY_LINE,
            LinePart(
                stance="partly",
                text="Thông báo trước 03 ngày là ngắn, nhất là ở địa bàn phải truyền tin bằng loa truyền thanh.",
                change="replace",
                proposed_wording="Lịch của điểm tiếp nhận được thông báo trước ít nhất 05 ngày trên trang thông tin điện tử của Ủy ban nhân dân cấp xã.",
                reason="Để người dân sắp xếp được thời gian.",
            ),
        ),
    ),
)


def load(today: datetime.date, people: dict[str, Any]) -> None:
    """From opening to the issued document, in one transaction."""
    chosen = plan(today)
    with whole_part() as files:
        document = draft_record(chosen, live=False)
        expression = add_draft(document, 2, chosen.draft_text)
        page = set_up(chosen, document, expression, files)
        moderator = people.get("kiemduyet")
        sent = send(page, expression, LETTERS, opened_at=chosen.opens_at, moderator=moderator)
        _official_reply(page, expression, sent, today, people, files)
        close_due(chosen.closes_at + datetime.timedelta(minutes=1))
        final = add_draft(document, 3, "drafts/diem-luu-dong-3")
        _answer(page, final, sent, today, people.get("soanthao"))
        add_paper(page, len(chosen.papers), _summary(), files)
        issue(document, today, files)
        finish(consultation_id=page.pk, state=ConsultationState.ENACTED)


def _official_reply(
    page: ConsultationPage,
    expression: Expression,
    sent: Sent,
    today: datetime.date,
    people: dict[str, Any],
    files: KeptFiles,
) -> None:
    moment, officer = at(today, -127, 10), people.get("cq-dichvu")
    revision = prepare_reply(page, expression, REPLIED, user=officer, now=moment, files=files, signed=True)
    submission = send_reply(
        consultation=page, organization=organization("BDVM"), revision=revision, user=officer, now=moment
    )
    comments = list(submission.comments.order_by("position"))
    moderating.publish(comment_ids=[comment.pk for comment in comments], user=people.get("kiemduyet"), now=moment)
    sent.comments["agency-general"], sent.comments["agency-schedule"] = comments


def _answer(page: ConsultationPage, final: Expression, sent: Sent, today: datetime.date, officer: Any) -> None:
    """The answers of the drafting unit, published together at one moment."""
    page = ConsultationPage.objects.get(pk=page.pk)
    page.outcome = OUTCOME
    page.save_revision().publish()
    page = ConsultationPage.objects.get(pk=page.pk)
    for answer in ANSWERS:
        changed = Provision.objects.get(expression=final, eid=answer.changed) if answer.changed else None
        save_answer(
            consultation=page,
            comment_ids=[sent.comments[key].pk for key in answer.keys],
            draft=AnswerDraft(
                decision=answer.decision,
                text=answer.text,
                resulting_wording=wording_of(changed) if changed else "",
                changed_provision=changed,
            ),
            user=officer,
        )
    publish_all_and_close(consultation=page, now=at(today, -95, 16))


def _summary() -> Paper:
    lines = "\n".join(f"| {', '.join(answer.about)} | {answer.text or 'Tiếp thu.'} |" for answer in ANSWERS)
    return Paper(
        kind=DossierKind.SUMMARY,
        title="Bản tổng hợp ý kiến, tiếp thu, giải trình",
        text=f"BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH\n(Văn bản mẫu)\n| Nội dung | Tiếp thu, giải trình |\n|---|---|\n{lines}\n",
    )


def issue(document: LegalDocument, today: datetime.date, files: KeptFiles) -> None:
    """The draft becomes the issued document: number, date and wording are added to the same record."""
    issued_on = today - datetime.timedelta(days=60)
    valid_from = issued_on + datetime.timedelta(days=45)
    number = f"12/{issued_on.year}/TT-BMTN"
    text = Template(read_text_of("drafts/diem-luu-dong-ban-hanh")).substitute(
        number=number, issued=format_date_words(issued_on), effective=format_date_words(valid_from)
    )
    document = LegalDocument.objects.get(pk=document.pk)
    document.stage, document.number, document.place = "issued", number, "Thành phố Mẫu"
    document.issued_on, document.valid_from = issued_on, valid_from
    document.signers.set([Signer(name="Trần Thị Thử", title="Thứ trưởng", authority="KT.")])
    document.save()
    expression = Expression(document=document, kind="enacted", valid_from=valid_from, source_text=text)
    expression.save()
    publish_expression(expression=expression)
    add_word_file(document, expression, files)
    decree = LegalDocument.objects.get(number="01/2025/NĐ-CPM", is_sample=True)
    for kind in (RelationKind.BASED_ON, RelationKind.GUIDES):
        Relation.objects.create(source=document, kind=kind.value, target=decree)
    publish_document(document=LegalDocument.objects.get(pk=document.pk))

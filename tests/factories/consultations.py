"""The smallest valid consultation, submission and answer; traits for the states they pass through."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from consultations.models import (
    CommentState,
    ConsultationIndexPage,
    ConsultationPage,
    ConsultationQuestion,
    ConsultationState,
    Decision,
    PostedExpression,
    Response,
)
from consultations.services.closing import open_consultation
from consultations.services.submitting import NewComment, Sender, receive_submission
from home.models import HomePage
from legaldocs.models import Expression, LegalDocument, Organization

DRAFT_TEXT = """NGHỊ ĐỊNH
Quy định về tiếp nhận và trả lời kiến nghị của người dân

Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định việc tiếp nhận, xử lý và trả lời kiến nghị của người dân.

Điều 2. Đối tượng áp dụng
1. Cơ quan nhà nước các cấp.
2. Người dân, doanh nghiệp và tổ chức có liên quan, gồm:
a) Công dân Việt Nam;
b) Người nước ngoài cư trú tại Việt Nam;
đ) Doanh nghiệp thành lập theo pháp luật Việt Nam.

Chương II
THỜI HẠN TRẢ LỜI

Điều 3. Thời hạn
1. Thời hạn trả lời kiến nghị là 15 ngày làm việc kể từ ngày tiếp nhận.
2. Vụ việc phức tạp được kéo dài thêm không quá 10 ngày làm việc.
"""


def consultation_index() -> ConsultationIndexPage:
    """The Vietnamese list of consultations (made by a migration; made again after a flushed database)."""
    found = ConsultationIndexPage.objects.filter(locale__language_code="vi").first()
    if found is not None:
        return found
    from wagtail.models import Page, Site

    locale, _ = Locale.objects.get_or_create(language_code="vi")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    home = HomePage.objects.filter(locale=locale).first() or root.add_child(
        instance=HomePage(title="Trang chủ", slug="trang-chu", locale=locale)
    )
    Site.objects.get_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    return home.add_child(instance=ConsultationIndexPage(title="Lấy ý kiến dự thảo", slug="lay-y-kien", locale=locale))


class ReceivingUnitFactory(DjangoModelFactory):
    """The unit that receives comments, with the address and e-mail Article 10.1.i asks for."""

    class Meta:
        model = Organization
        django_get_or_create = ["code"]

    code = "VPC"
    name = "Vụ Pháp chế, Bộ Nội vụ"
    kind = "unit"
    postal_address = "Số 8 Tôn Thất Thuyết, quận Cầu Giấy, thành phố Hà Nội"
    email = "phapche@moha.gov.vn"


class DraftDocumentFactory(DjangoModelFactory):
    """A draft decree, published as a record."""

    class Meta:
        model = LegalDocument

    stage = "draft"
    document_type = "nghi-dinh"
    abstract = factory.Sequence(lambda n: f"Quy định về tiếp nhận và trả lời kiến nghị của người dân ({n})")
    live = True


class DraftExpressionFactory(DjangoModelFactory):
    """Draft 2, the one that is posted (NĐ 34/2016/NĐ-CP Điều 39)."""

    class Meta:
        model = Expression

    document = factory.SubFactory(DraftDocumentFactory)
    kind = "draft"
    draft_number = 2
    source_text = DRAFT_TEXT


class ConsultationFactory(DjangoModelFactory):
    """A planned consultation on one draft; traits ``open``, ``closed`` and ``answered`` take it further."""

    class Meta:
        model = ConsultationPage

    class Params:
        open = factory.Trait(target_state=ConsultationState.OPEN)
        closed = factory.Trait(target_state=ConsultationState.SUMMARIZING)

    title = factory.Sequence(lambda n: f"Dự thảo Nghị định về trả lời kiến nghị ({n})")
    slug = factory.Sequence(lambda n: f"du-thao-nghi-dinh-tra-loi-kien-nghi-{n}")
    document = factory.SubFactory(DraftDocumentFactory)
    receiving_unit = factory.SubFactory(ReceivingUnitFactory)
    opens_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=10))
    closes_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=20))
    body = "Bộ Nội vụ lấy ý kiến đối với dự thảo Nghị định."
    target_state = ConsultationState.PLANNED
    source_text = DRAFT_TEXT

    @classmethod
    def _create(cls, model_class, *args, target_state=ConsultationState.PLANNED, source_text=DRAFT_TEXT, **kwargs):
        index = consultation_index()
        page = index.add_child(instance=model_class(*args, locale=index.locale, **kwargs))
        expression = DraftExpressionFactory(document=page.document, source_text=source_text)
        PostedExpression.objects.create(consultation=page, expression=expression)
        if target_state != ConsultationState.PLANNED:
            open_consultation(consultation_id=page.pk, now=page.opens_at)
        if target_state == ConsultationState.SUMMARIZING:
            closes_at = timezone.now() - datetime.timedelta(hours=1)
            ConsultationPage.objects.filter(pk=page.pk).update(
                state=target_state, closes_at=closes_at, closed_at=closes_at
            )
        return model_class.objects.get(pk=page.pk)


def posted_expression(consultation: ConsultationPage) -> Expression:
    """The wording posted last."""
    return consultation.posted_expressions.order_by("sort_order", "pk").last().expression


def add_question(
    consultation: ConsultationPage, text: str = "Thời hạn 15 ngày có phù hợp không?"
) -> ConsultationQuestion:
    """One question put to citizens."""
    return ConsultationQuestion.objects.create(consultation=consultation, audience="Người dân", text=text)


def submit(
    consultation: ConsultationPage, *, state: str = "", sender: Sender | None = None, comments=None, now=None, **kwargs
):
    """Send one submission the way every channel does; ``state`` sets the comments' state afterwards."""
    if comments is None:
        comments = [NewComment(stance="partly", text="Đề nghị quy định rõ hơn.", **kwargs)]
    submission = receive_submission(
        consultation_id=consultation.pk,
        channel="web",
        sender=sender or Sender(),
        comments=comments,
        now=now or timezone.now(),
    )
    if state:
        published_at = timezone.now() if state == CommentState.PUBLISHED else None
        submission.comments.update(state=state, published_at=published_at)
    return submission


def answer(
    consultation: ConsultationPage,
    comments,
    *,
    decision: str = Decision.PARTLY,
    text: str = "Đã chỉnh lý.",
    published=True,
):
    """One published answer for some comments."""
    response = Response.objects.create(
        consultation=consultation, decision=decision, text=text, published_at=timezone.now() if published else None
    )
    comments.update(response=response)
    return response

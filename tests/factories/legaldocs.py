"""The smallest valid objects of the corpus."""

from __future__ import annotations

import datetime
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from legaldocs.models import (
    DocumentFile,
    Expression,
    LegalDocument,
    Organization,
    Relation,
    Signer,
    Subject,
)
from legaldocs.services.publishing import post_expression, publish_expression

SHORT_DECREE = """\
CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Căn cứ Luật Tổ chức Chính phủ;

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định việc cung cấp thông tin.
2. Nghị định này không áp dụng đối với:
a) Bí mật nhà nước;
b) Bí mật công tác.

Điều 2. Đối tượng áp dụng
Nghị định này áp dụng đối với cơ quan nhà nước.
"""


class OrganizationFactory(DjangoModelFactory):
    """One issuing body."""

    class Meta:
        model = Organization

    code = factory.Sequence(lambda n: f"CQ{n}")
    name = factory.Sequence(lambda n: f"Bộ Thử nghiệm {n}")
    kind = "ministry"


class SubjectFactory(DjangoModelFactory):
    """One field of law."""

    class Meta:
        model = Subject

    name = factory.Sequence(lambda n: f"Lĩnh vực {n}")


class LegalDocumentFactory(DjangoModelFactory):
    """A published decree. ``live=False`` for one that is not; ``stage="draft"`` with ``number=""`` for a draft."""

    class Meta:
        model = LegalDocument

    document_type = "nghi-dinh"
    number = factory.Sequence(lambda n: f"{n + 1}/2020/NĐ-CP")
    abstract = factory.Sequence(lambda n: f"Quy định về việc thử nghiệm số {n}")
    issuer = factory.SubFactory(OrganizationFactory)
    issued_on = datetime.date(2020, 3, 1)
    valid_from = datetime.date(2020, 4, 15)
    status = "in_force"
    live = True


class DraftFactory(LegalDocumentFactory):
    """A draft decree: no number, no dates."""

    stage = "draft"
    number = ""
    issued_on = None
    valid_from = None
    status = "unknown"
    owned = True


class ExpressionFactory(DjangoModelFactory):
    """One wording with its source text, not yet published (no provisions)."""

    class Meta:
        model = Expression

    document = factory.SubFactory(LegalDocumentFactory)
    kind = "enacted"
    source_text = SHORT_DECREE
    live = False


class PublishedExpressionFactory(ExpressionFactory):
    """One published wording with its provisions."""

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Expression:
        expression = super()._create(model_class, *args, **kwargs)
        return publish_expression(expression=expression)


class PostedDraftFactory(PublishedExpressionFactory):
    """A draft wording posted for consultation: frozen."""

    document = factory.SubFactory(DraftFactory)
    kind = "draft"
    draft_number = 1

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Expression:
        expression = super()._create(model_class, *args, **kwargs)
        return post_expression(expression=expression, now=timezone.now())


class SignerFactory(DjangoModelFactory):
    """One signer."""

    class Meta:
        model = Signer

    document = factory.SubFactory(LegalDocumentFactory)
    name = "Nguyễn Văn Thử"
    title = "Thứ trưởng"
    authority = "KT. BỘ TRƯỞNG"


class DocumentFileFactory(DjangoModelFactory):
    """One file with real bytes."""

    class Meta:
        model = DocumentFile

    document = factory.SubFactory(LegalDocumentFactory)
    title = "Bản ký"
    original_name = "43-2011-nd-cp.pdf"
    media_type = "application/pdf"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4 sample", name="43-2011-nd-cp.pdf"))


class RelationFactory(DjangoModelFactory):
    """One document amends another."""

    class Meta:
        model = Relation

    source = factory.SubFactory(LegalDocumentFactory)
    target = factory.SubFactory(LegalDocumentFactory)
    kind = "amends"

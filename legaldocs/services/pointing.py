"""Pointing of citations by hand: an editor says what a mention means; who, when and why are kept, and it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from legaldocs.errors import LegalDocsError
from legaldocs.models import Citation, Expression, LegalDocument, PointedCitation, Provision
from legaldocs.services.citation_reading import read_again
from legaldocs.services.pointed import mention_mark

POINTED, TAKEN_BACK = "legaldocs.point_citation", "legaldocs.unpoint_citation"
MOST_NOTE = 500
_AROUND = 150


class NotPointed(LegalDocsError):
    """The words are not there any more, or what was chosen is not."""


@dataclass(frozen=True, slots=True)
class MentionAt:
    """One mention in a wording: where it stands and what the reading made of it."""

    expression: Expression
    rows: tuple[Citation, ...]
    text: str
    is_draft: bool = False  # read from the text being written (``draft_mentions``), not from the published one

    @property
    def first(self) -> Citation:
        """Its first target; a list of provisions has several, all of one document."""
        return self.rows[0]

    @property
    def mark(self) -> str:
        """Its name, by which it is found again."""
        return mention_mark(self.first.source_eid, self.text, self.first.start, self.first.end)

    @property
    def words(self) -> str:
        """What is printed."""
        return " ".join(self.text[self.first.start : self.first.end].split())

    @property
    def excerpt(self) -> str:
        """The words with some around them."""
        first, last = max(0, self.first.start - _AROUND), self.first.end + _AROUND
        return " ".join(self.text[first:last].split())


def mention_at(expression: Expression, place: int, start: int, end: int) -> MentionAt | None:
    """The mention with this span in a published wording."""
    rows = tuple(
        Citation.objects.filter(expression_id=expression.pk, place=place, start=start, end=end)
        .select_related("document")
        .defer("document__folded", "document__foreign_ids")
        .order_by("pk")
    )
    if not rows:
        return None
    provision = Provision.objects.filter(expression_id=expression.pk, eid=rows[0].source_eid).only("text").first()
    if provision is None or not start < end <= len(provision.text):
        return None
    return MentionAt(expression, rows, provision.text)


@transaction.atomic
def point(
    *,
    mention: MentionAt,
    user: Any,
    target: LegalDocument | None,
    eid: str | None = None,
    everywhere: bool = False,
    note: str = "",
) -> PointedCitation:
    """Keep what a mention means and draw its link; ``target`` None says that the words cite nothing.

    ``eid`` is None where the provisions are those the text names, "" for the whole document. ``everywhere`` means every
    mention of the same number or name in the texts of the document. What was said before of the same is taken back.
    Raises ``NotPointed`` naming what is missing.
    """
    document = LegalDocument.objects.select_for_update().get(pk=mention.expression.document_id)
    key = mention.first.key
    if everywhere and not key:
        raise NotPointed("Chỗ này không nêu số, ký hiệu hay tên văn bản nên chỉ có thể chỉ riêng từng chỗ.")
    if everywhere and eid is not None:
        raise NotPointed("Chỉ một điều, khoản cụ thể thì chỉ áp dụng cho riêng chỗ này.")
    if target is not None and target.secrecy != "none":
        raise NotPointed("Không thể dẫn đến văn bản có độ mật.")
    if target is not None and eid and not has_provision(target, eid):
        raise NotPointed("Lời văn hiện hành của văn bản được chọn không có điều, khoản này.")
    fingerprint = "" if everywhere else mention.mark
    same = PointedCitation.objects.select_for_update().filter(
        document=document, undone_at=None, fingerprint=fingerprint
    )
    for before in same.filter(key=key) if everywhere else same:
        _take_back(before, user)
    made = PointedCitation.objects.create(
        document=document,
        fingerprint=fingerprint,
        key=key,
        source_eid="" if everywhere else mention.first.source_eid,
        words=((mention.first.number or mention.first.name) if everywhere else mention.words)[:300],
        excerpt="" if everywhere else mention.excerpt[:400],
        is_citation=target is not None,
        target=target,
        as_said=eid is None,
        eid=eid or "",
        note=" ".join(note.split())[:MOST_NOTE],
        pointed_by=user,
    )
    log(document, POINTED, user=user, data=_told(made))
    _read_texts(document)
    return made


@transaction.atomic
def take_back(*, document: LegalDocument, pointed: int, user: Any) -> PointedCitation:
    """The mention means again what the reading makes of it."""
    LegalDocument.objects.select_for_update().only("pk").get(pk=document.pk)
    row = PointedCitation.objects.filter(pk=pointed, document=document, undone_at=None).select_related("target").first()
    if row is None:
        raise NotPointed("Lần chỉ này đã được bỏ trước đó.")
    _take_back(row, user)
    log(document, TAKEN_BACK, user=user, data=_told(row))
    _read_texts(document)
    return row


def has_provision(document: LegalDocument, eid: str) -> bool:
    """Whether a provision stands in any wording of a document that visitors may read."""
    return Provision.objects.filter(expression__document=document, expression__live=True, eid=eid).exists()


def _take_back(row: PointedCitation, user: Any) -> None:
    row.undone_by, row.undone_at = user, timezone.now()
    row.save(update_fields=["undone_by", "undone_at"])


def _read_texts(document: LegalDocument) -> None:
    """Every published wording of the document follows at once; their words are not touched."""
    for pk in Expression.objects.filter(document=document, live=True).order_by("pk").values_list("pk", flat=True):
        read_again(pk)


def _told(row: PointedCitation) -> dict[str, Any]:
    return {"words": row.words, "meaning": row.meaning, "place": row.place, "note": row.note}

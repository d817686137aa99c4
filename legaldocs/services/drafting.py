"""Writing of a wording: drafts kept as revisions, two editors never overwrite each other unseen."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from legaldocs.domain.structure import parse
from legaldocs.domain.text import nfc
from legaldocs.errors import FrozenExpression, LegalDocsError, NotPublishable
from legaldocs.models import Expression, ExpressionKind, LegalDocument
from legaldocs.services.fidelity import findings_data
from legaldocs.services.publishing import publish_expression
from legaldocs.services.wording_check import checked

MAX_CHARACTERS = 10_000_000
_CONTROL = {code: None for code in range(32) if code not in (9, 10)} | {0x7F: None}


class WordingConflict(LegalDocsError):
    """Someone else saved the wording since it was opened. Carries what stands now; nothing was stored."""

    def __init__(self, current: str, revision: Revision | None) -> None:
        super().__init__("Lời văn đã được người khác lưu trong lúc đang soạn.")
        self.current = current
        self.revision = revision


class WordingLocked(LegalDocsError):
    """Another editor holds the wording."""


class WordingTooLong(LegalDocsError):
    """More than any document holds."""


def typed_text(text: str) -> str:
    """What a browser sends, as it is kept: NFC, line feeds, no control characters. No visible character is lost."""
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n")).translate(_CONTROL)


def current_text(expression: Expression) -> str:
    """What an editor goes on writing: the last draft when there is one not yet published, else the stored wording."""
    revision = expression.latest_revision
    if expression.has_unpublished_changes and revision is not None:
        return str(revision.content.get("source_text", expression.source_text))
    return expression.source_text


def version_of(text: str) -> str:
    """Names a state of the text: two editors work on the same one as long as theirs is equal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@transaction.atomic
def save_wording(
    *,
    expression_id: int,
    text: str,
    base_version: str,
    user: Any,
    overwrite: bool = False,
    autosaved: int | None = None,
) -> Expression:
    """Keep a draft of the wording as a revision.

    ``autosaved`` is set when the editor's page saves by itself: the revision it made so (0 for none yet) is written
    anew while it is still the newest and the same user's, so that the history holds states and not every minute.

    Raises ``FrozenExpression`` for a posted wording, ``WordingLocked`` while another holds it, ``WordingConflict`` when
    the text changed since ``base_version`` (``overwrite`` is the editor's answer to that: theirs stays in the history).
    """
    expression = _held(expression_id, user)
    text = typed_text(text)
    if len(text) > MAX_CHARACTERS:
        raise WordingTooLong("Lời văn dài hơn 10 triệu ký tự. Hãy chia thành nhiều văn bản.")
    present = current_text(expression)
    if text == present and expression.latest_revision_id:
        return expression
    if version_of(present) != base_version and text != present and not overwrite:
        raise WordingConflict(present, expression.latest_revision)
    if expression.latest_revision_id is None and present:
        _keep(expression, present, None)  # the text as imported stays in the history
    _keep(expression, text, user, autosaved=autosaved)
    if not expression.live:
        expression.source_text = text
        expression.save(update_fields=["source_text", "updated_at"])
    return expression


@transaction.atomic
def publish_wording(
    *, expression_id: int, text: str, base_version: str, user: Any, overwrite: bool = False
) -> Expression:
    """Keep the draft and make it the wording visitors read; nothing is stored when either is refused.

    Raises ``NotPublishable`` while the fidelity report names an error that nobody settled.
    """
    expression = save_wording(
        expression_id=expression_id, text=text, base_version=base_version, user=user, overwrite=overwrite
    )
    expression.source_text = current_text(expression)
    structure = parse(expression.source_text)
    report, reasons = checked(expression, structure)
    if reasons:
        raise NotPublishable("Chưa thể công khai lời văn: " + " ".join(reasons), reasons)
    expression.live_revision = expression.latest_revision
    published = publish_expression(expression=expression, user=user, structure=structure)
    published.findings = findings_data(report.findings, expression.source_text)
    published.save(update_fields=["findings"])
    return published


@transaction.atomic
def restore_wording(*, expression_id: int, revision_id: int, user: Any) -> Expression:
    """Go on from an earlier revision: it becomes the newest draft, what stood before stays in the history."""
    expression = _held(expression_id, user)
    revision = expression.revisions.get(pk=revision_id)
    text = str(revision.content.get("source_text", ""))
    return save_wording(
        expression_id=expression_id, text=text, base_version=version_of(current_text(expression)), user=user
    )


@transaction.atomic
def new_draft_from(*, expression: Expression, user: Any) -> Expression:
    """A new draft wording of the same document with the text of this one; the usual answer to a frozen wording.

    Where a machine read that text from a scan, the new draft says so too, with what the reading of the file noticed.
    """
    LegalDocument.objects.select_for_update().get(pk=expression.document_id)
    numbers = Expression.objects.filter(
        document_id=expression.document_id, kind=ExpressionKind.DRAFT, language=expression.language
    )
    latest = max((number for number in numbers.values_list("draft_number", flat=True) if number), default=0)
    text = current_text(expression)
    draft = Expression.objects.create(
        document_id=expression.document_id,
        kind=ExpressionKind.DRAFT,
        draft_number=latest + 1,
        language=expression.language,
        source_text=text,
        findings=expression.findings,
        recognised_confidence=expression.recognised_confidence,
        recognised_checked_on=expression.recognised_checked_on,
        live=False,
    )
    _keep(draft, text, user)
    return draft


def _held(expression_id: int, user: Any) -> Expression:
    Expression.objects.select_for_update().only("pk").get(pk=expression_id)
    expression = Expression.objects.select_related("latest_revision", "locked_by", "document").get(pk=expression_id)
    if expression.posted_at:
        raise FrozenExpression(
            f"{expression.name} đã được đăng lấy ý kiến nên không thể sửa. Hãy tạo dự thảo mới cho phần thay đổi."
        )
    if expression.locked and expression.locked_by_id != getattr(user, "pk", None):
        holder = (
            expression.locked_by.get_full_name() or expression.locked_by.get_username()
            if expression.locked_by
            else "người khác"
        )
        raise WordingLocked(f"Lời văn đang do {holder} giữ để soạn, nên chưa thể lưu.")
    return expression


def _keep(expression: Expression, text: str, user: Any, *, autosaved: int | None = None) -> None:
    stored, latest = expression.source_text, expression.latest_revision
    expression.source_text = text
    mine = bool(autosaved) and latest is not None and latest.pk == autosaved and latest.user_id == user.pk
    expression.latest_revision = expression.save_revision(
        user=user, clean=False, log_action=autosaved is None, overwrite_revision=latest if mine else None
    )
    expression.source_text = stored
    expression.has_unpublished_changes = True


@transaction.atomic
def hold_wording(*, expression_id: int, user: Any, hold: bool, may_break: bool = False) -> bool:
    """Lock the wording for one editor or give it free; False when another holds it."""
    expression = Expression.objects.select_for_update().only("locked", "locked_by").get(pk=expression_id)
    if expression.locked and expression.locked_by_id != user.pk and not may_break:
        return False
    Expression.objects.filter(pk=expression_id).update(
        locked=hold, locked_by=user if hold else None, locked_at=timezone.now() if hold else None
    )
    return True

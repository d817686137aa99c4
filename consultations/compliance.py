"""Rules of the consultation section as checks (điểm i khoản 1 Điều 10 NĐ 43/2011; domain.md 1.1 B)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from consultations.models import (
    ConsultationIndexPage,
    ConsultationPage,
    ConsultationState,
    DossierFile,
    DossierKind,
    PostedExpression,
)
from legaldocs.services.wording_check import posting_refusals
from portal.compliance import Offender, Verdict, check, failed, not_applicable, passed
from portal.probing import visit
from portal.rulesets import rules, rules_on

OFFICIAL_DOMAINS = (".gov.vn", ".chinhphu.vn", ".quochoi.vn")
PROBED = 20


# -- one consultation: what must hold before it is published ----------------------------------------
def lacks_full_text(consultation: ConsultationPage) -> str:
    """Why the whole draft cannot be read, or an empty string: a wording with text, or a file of the full draft."""
    postings = list(consultation.posted_expressions.all())
    if any(posting.expression_id and posting.expression.source_text.strip() for posting in postings):
        return ""
    files = [file for file in consultation.dossier_files.all() if file.kind == DossierKind.DRAFT and file.file]
    if files:
        return ""
    if postings:
        return "Dự thảo đã chọn chưa có nội dung."
    return "Chưa chọn bản dự thảo nào và chưa đính kèm tệp toàn văn dự thảo."


def lacks_deadline(consultation: ConsultationPage) -> str:
    """Why the period for comments is not known, or an empty string."""
    if not consultation.opens_at and not consultation.closes_at:
        return "Chưa nhập thời điểm bắt đầu và kết thúc."
    if not consultation.closes_at:
        return "Chưa nhập thời điểm kết thúc."
    if not consultation.opens_at:
        return "Chưa nhập thời điểm bắt đầu."
    return ""


CONSULTATION_BLOCKERS: dict[str, Callable[[ConsultationPage], str]] = {
    "ND43-10-1i-fulltext": lacks_full_text,
    "ND43-10-1i-deadline": lacks_deadline,
}


def blocking_failures(consultation: ConsultationPage) -> list[str]:
    """Blocker rules this consultation fails, each as one Vietnamese sentence naming the rule; empty when none."""
    counting = {rule.id for rule in rules_on(timezone.localdate())}
    found = []
    for rule_id, reason in CONSULTATION_BLOCKERS.items():
        if rule_id in counting and (detail := reason(consultation)):
            found.append(rules()[rule_id].sentence(detail))
    return found + unfaithful_wordings(consultation)


def unfaithful_wordings(consultation: ConsultationPage) -> list[str]:
    """Errors of the fidelity report in wordings that are to be posted; what is posted already is frozen."""
    if consultation.state not in (ConsultationState.PLANNED, ConsultationState.OPEN):
        return []
    waiting = [row for row in consultation.posted_expressions.all() if row.expression_id and row.posted_at is None]
    return [
        reason
        for row in waiting
        if row.expression.posted_at is None and row.expression.source_text.strip()
        for reason in posting_refusals(row.expression)
    ]


# -- all consultations ------------------------------------------------------------------------------
def _public() -> Any:
    return ConsultationPage.objects.live().public()


def _open(now: datetime.datetime) -> Any:
    return (
        _public().filter(state=ConsultationState.OPEN, opens_at__lte=now, closes_at__gt=now).order_by("closes_at", "pk")
    )


def _offender(consultation: ConsultationPage, why: str = "") -> Offender:
    title = f"{consultation.title}: {why}" if why else consultation.title
    try:
        return Offender(title, reverse("wagtailadmin_pages:edit", args=[consultation.pk]))
    except NoReverseMatch:
        return Offender(title)


def _each(reason: Callable[[ConsultationPage], str], wrong: str) -> Verdict:
    rows = list(
        _public().select_related("receiving_unit").prefetch_related("posted_expressions__expression", "dossier_files")
    )
    if not rows:
        return not_applicable("Chưa có cuộc lấy ý kiến nào được công khai.")
    bad = [(row, why) for row in rows if (why := reason(row))]
    return _verdict(bad, len(rows), wrong)


def _verdict(bad: Iterable[tuple[ConsultationPage, str]], total: int, wrong: str) -> Verdict:
    offenders = [_offender(row, why) for row, why in bad]
    if offenders:
        return failed(f"{len(offenders)} trong {total} cuộc lấy ý kiến {wrong}.", offenders, len(offenders))
    return passed(f"Đủ ở cả {total} cuộc lấy ý kiến.")


@check("ND43-10-1i-fulltext")
def full_text_is_posted(on: datetime.date) -> Verdict:
    """Every public consultation offers the whole draft. The long texts stay in the database: only their presence is asked."""
    with_text = PostedExpression.objects.exclude(expression__source_text="").values("consultation")
    with_file = DossierFile.objects.filter(kind=DossierKind.DRAFT, size__gt=0).values("consultation")
    total = _public().count()
    if not total:
        return not_applicable("Chưa có cuộc lấy ý kiến nào được công khai.")
    bad = [(row, "") for row in _public().exclude(pk__in=with_text).exclude(pk__in=with_file)]
    return _verdict(bad, total, "chưa đăng toàn văn dự thảo")


@check("ND43-10-1i-deadline")
def deadline_is_shown(on: datetime.date) -> Verdict:
    """Every public consultation says until when comments are taken."""
    total = _public().count()
    if not total:
        return not_applicable("Chưa có cuộc lấy ý kiến nào được công khai.")
    bad = [(row, lacks_deadline(row)) for row in _public().filter(Q(closes_at__isnull=True) | Q(opens_at__isnull=True))]
    return _verdict(bad, total, "chưa nêu thời hạn")


@check("ND43-10-1i-list")
def list_is_complete(on: datetime.date) -> Verdict:
    """The public list answers and names every open consultation."""
    if not ConsultationIndexPage.objects.live().public().filter(locale__language_code="vi").exists():
        return failed("Trang danh sách lấy ý kiến chưa được công khai.")
    answer = visit(reverse("consultations:consultation_list"))
    if answer.status != 200:
        return failed(f"Trang danh sách lấy ý kiến không mở được (mã {answer.status}).")
    rows = list(_open(timezone.now())[:PROBED])
    missing = [_offender(row) for row in rows if _address(row) not in answer.text]
    if missing:
        return failed(f"{len(missing)} cuộc lấy ý kiến đang mở không có trong danh sách.", missing)
    return passed(
        f"Danh sách nêu đủ {len(rows)} cuộc lấy ý kiến đang mở."
        if rows
        else "Danh sách mở được; hiện không có cuộc lấy ý kiến nào đang mở."
    )


def _address(consultation: ConsultationPage) -> str:
    return reverse("consultations:consultation_detail", args=[consultation.slug])


@check("ND43-10-1i-view")
def comments_are_viewable(on: datetime.date) -> Verdict:
    """Where comments were published, the page and its list of comments open, and the list holds them."""
    counted = Count("comments", filter=Q(comments__state="published"))
    everywhere = ConsultationPage.objects.annotate(shown=counted).filter(shown__gt=0)
    if not everywhere.exists():
        return not_applicable("Chưa có góp ý nào được duyệt công khai.")
    public = set(_public().values_list("pk", flat=True))
    bad = [
        (row, f"{row.shown} góp ý đã duyệt nhưng trang không công khai") for row in everywhere if row.pk not in public
    ]
    for row in everywhere.filter(pk__in=public).order_by("-last_published_at")[:PROBED]:
        answer = visit(reverse("consultations:comment_list", args=[row.slug]))
        if answer.status != 200:
            bad.append((row, f"danh sách góp ý không mở được (mã {answer.status})"))
        elif "gop-y-" not in answer.text:
            bad.append((row, "danh sách góp ý không hiện góp ý nào"))
    return _verdict(bad, everywhere.count(), "chưa cho xem đủ góp ý")


@check("ND43-10-1i-submit")
def comments_are_taken(on: datetime.date) -> Verdict:
    """Open consultations offer the form; those past their closing moment are closed; none that is due waits unopened."""
    now = timezone.now()
    due = _public().filter(state=ConsultationState.PLANNED, opens_at__lte=now, closes_at__gt=now)
    bad = [(row, " ".join(["đã đến ngày nhưng chưa mở nhận góp ý.", *unfaithful_wordings(row)])) for row in due]
    overdue = _public().filter(state=ConsultationState.OPEN, closes_at__lte=now - datetime.timedelta(minutes=10))
    bad += [(row, "đã hết hạn nhưng chưa được đóng") for row in overdue]
    rows = list(_open(now)[:PROBED])
    for row in rows:
        answer = visit(reverse("consultations:comment_whole", args=[row.slug]))
        if answer.status != 200 or "<form" not in answer.text:
            bad.append((row, f"biểu mẫu góp ý không mở được (mã {answer.status})"))
    if not rows and not bad:
        return not_applicable("Hiện không có cuộc lấy ý kiến nào đang mở.")
    return _verdict(bad, len(rows) + due.count() + overdue.count(), "chưa nhận góp ý đúng thời hạn")


@check("ND43-10-1i-address")
def address_is_shown(on: datetime.date) -> Verdict:
    """Every public consultation names the postal address of the receiving unit."""
    return _each(
        lambda row: "" if row.contact_address.strip() else "thiếu địa chỉ", "thiếu địa chỉ của đơn vị tiếp nhận"
    )


@check("ND43-10-1i-email")
def email_is_shown(on: datetime.date) -> Verdict:
    """Every public consultation names a valid official e-mail of the receiving unit."""
    return _each(_wrong_email, "thiếu thư điện tử công vụ của đơn vị tiếp nhận")


def _wrong_email(consultation: ConsultationPage) -> str:
    email = consultation.contact_email.strip()
    if not email:
        return "thiếu thư điện tử"
    try:
        validate_email(email)
    except ValidationError:
        return f"“{email}” không phải địa chỉ thư điện tử"
    domain = "." + email.rpartition("@")[2].lower()
    return "" if domain.endswith(OFFICIAL_DOMAINS) else f"“{email}” không thuộc tên miền công vụ (.gov.vn)"


@check("ND43-10-1i-feedback")
def feedback_on_regulations(on: datetime.date) -> Verdict:
    """Feedback and petitions on administrative regulations are taken with a receipt (Decree 20/2008)."""
    try:
        path = reverse("consultations:regulation_feedback")
    except NoReverseMatch:
        return failed("Cổng chưa có mục tiếp nhận phản ánh, kiến nghị về quy định hành chính.")
    answer = visit(path)
    if answer.status != 200 or "<form" not in answer.text:
        return failed(f"Biểu mẫu phản ánh, kiến nghị không mở được (mã {answer.status}).")
    return passed("Biểu mẫu phản ánh, kiến nghị mở được.")

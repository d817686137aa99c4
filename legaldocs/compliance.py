"""Rules of the documents section as checks (điểm e khoản 1 Điều 10, điểm c khoản 1 Điều 17 NĐ 43/2011; domain.md 1.1 A)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode

from legaldocs.domain.numbers import parse_number
from legaldocs.domain.text import fold
from legaldocs.domain.types import DocumentType
from legaldocs.fidelity_guard import unsettled_errors
from legaldocs.models import DocumentFile, Expression, LegalDocument
from legaldocs.models.document import Stage
from portal.compliance import Offender, Verdict, check, failed, not_applicable, passed
from portal.probing import visit
from portal.rulesets import rules, rules_on
from portal.working_days import working_days_between

FILE_TYPES = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".zip")
TYPES = [kind.value for kind in DocumentType]


# -- one document: what must hold before it is published -------------------------------------------
def lacks_file(document: LegalDocument) -> str:
    """Why the document has nothing to download, or an empty string.

    A wording with text counts: the portal itself offers it as a file.
    """
    if document.pk is None:
        return "Văn bản chưa được lưu."
    sizes = [
        (name, size) for name, size in DocumentFile.objects.filter(document_id=document.pk).values_list("file", "size")
    ]
    if any(size > 0 and str(name).lower().endswith(FILE_TYPES) for name, size in sizes):
        return ""
    if Expression.objects.filter(document_id=document.pk, live=True).exclude(source_text="").exists():
        return ""
    if sizes:
        return "Các tệp đính kèm đều rỗng hoặc không thuộc loại cho phép tải về."
    return "Văn bản chưa có tệp đính kèm và chưa có lời văn được công khai. Hãy tải tệp lên, hoặc mở lời văn và bấm “Lưu và công khai”."


def lacks_identity(document: LegalDocument) -> str:
    """Why nobody could tell which issued document this is, or an empty string.

    Some old documents have no number and some sources lost a date; what has neither is most often a draft that was taken
    for law, and the portal must not say that it is in force.
    """
    if document.stage != Stage.ISSUED or document.number or document.issued_on:
        return ""
    return (
        "Văn bản chưa có cả số, ký hiệu lẫn ngày ban hành, nên không thể công khai như văn bản đã ban hành. Hãy ghi số hoặc ngày"
        " ban hành theo bản gốc; nếu đây là dự thảo thì đưa vào một đợt lấy ý kiến."
    )


DOCUMENT_BLOCKERS: dict[str, Callable[[LegalDocument], str]] = {
    "ND43-10-1e-number": lacks_identity,
    "ND43-10-1e-file": lacks_file,
}


def blocking_failures(document: LegalDocument) -> list[str]:
    """Blocker rules this document fails and errors of its text, each as one Vietnamese sentence that names the rule."""
    counting = {rule.id for rule in rules_on(timezone.localdate())}
    found = []
    for rule_id, reason in DOCUMENT_BLOCKERS.items():
        if rule_id in counting and (detail := reason(document)):
            found.append(rules()[rule_id].sentence(detail))
    return found + unsettled_errors(document)


# -- the whole corpus ------------------------------------------------------------------------------
def _public() -> QuerySet[LegalDocument]:
    return LegalDocument.objects.public().issued()


def _offender(document: Any) -> Offender:
    try:
        url = reverse("wagtailsnippets_legaldocs_legaldocument:edit", args=[document.pk])
    except NoReverseMatch:
        url = ""
    return Offender(document.citation_name, url)


def _none_of(rows: QuerySet[LegalDocument], wrong: str) -> Verdict:
    """Passes when ``rows`` (the documents that break the rule) is empty."""
    total = _public().count()
    if not total:
        return not_applicable("Chưa có văn bản nào được công khai.")
    count = rows.count()
    if count:
        return failed(
            f"{count} trong {total} văn bản {wrong}.", map(_offender, rows.order_by("-issued_on", "-pk")[:10]), count
        )
    return passed(f"Đủ ở cả {total} văn bản.")


@check("ND43-10-1e-form")
def form_is_shown(on: datetime.date) -> Verdict:
    """Every public document has a type of the controlled list."""
    return _none_of(_public().exclude(document_type__in=TYPES), "chưa có loại văn bản trong danh mục")


@check("ND43-10-1e-authority")
def authority_is_shown(on: datetime.date) -> Verdict:
    """Every public document has an issuer of the register."""
    return _none_of(_public().filter(issuer__isnull=True, joint_issuers__isnull=True), "chưa nêu cơ quan ban hành")


@check("ND43-10-1e-number")
def number_is_shown(on: datetime.date) -> Verdict:
    """A number, or "Không số" in words; numbers outside the grammar are named without failing the rule."""
    verdict = _none_of(
        _public().filter(number="").filter(title="", abstract=""),
        "không có số, ký hiệu và không rõ là văn bản không số",
    )
    odd = [
        number
        for number in _public().exclude(number="").order_by("-pk").values_list("number", flat=True)[:5000]
        if parse_number(number) is None
    ]
    if odd and not verdict.offenders:
        return passed(
            f"{verdict.detail} Nên xem lại {len(odd)} số, ký hiệu viết khác thể thức, ví dụ: {'; '.join(odd[:3])}."
        )
    return verdict


@check("ND43-10-1e-issued")
def issue_date_is_shown(on: datetime.date) -> Verdict:
    """Every public document has a date of issue, not in the future."""
    return _none_of(
        _public().filter(Q(issued_on__isnull=True) | Q(issued_on__gt=on)),
        "thiếu ngày ban hành hoặc ngày ban hành ở tương lai",
    )


@check("ND43-10-1e-effective")
def effective_date_is_shown(on: datetime.date) -> Verdict:
    """A date of effect or the reason why it is not known; an earlier date than the issue needs its reason too."""
    missing = Q(valid_from__isnull=True) & Q(valid_from_note="")
    backwards = Q(valid_from__lt=F("issued_on")) & Q(valid_from_note="")
    return _none_of(
        _public().filter(missing | backwards),
        "thiếu ngày hiệu lực mà không nêu lý do, hoặc ngày hiệu lực trước ngày ban hành",
    )


@check("ND43-10-1e-abstract")
def abstract_is_shown(on: datetime.date) -> Verdict:
    """Every public document has an abstract that is not its number."""
    return _none_of(_public().filter(Q(abstract="") | (~Q(number="") & Q(abstract=F("number")))), "chưa có trích yếu")


@check("ND43-10-1e-file")
def file_is_offered(on: datetime.date) -> Verdict:
    """Every public document offers a file or a text that can be taken as a file."""
    by_type = Q()
    for suffix in FILE_TYPES:
        by_type |= Q(file__iendswith=suffix)
    with_file = DocumentFile.objects.filter(by_type, size__gt=0).values("document")
    with_text = Expression.objects.filter(live=True).exclude(source_text="").values("document")
    return _none_of(_public().exclude(pk__in=with_file).exclude(pk__in=with_text), "không có tệp cho phép tải về")


@check("ND43-10-1e-search")
def search_finds(on: datetime.date) -> Verdict:
    """The newest document is found by its number and by its abstract, with and without diacritics."""
    document = _public().exclude(number="").exclude(abstract="").order_by("-issued_on", "-pk").first()
    if document is None:
        return not_applicable("Chưa có văn bản nào để thử tìm.")
    path = document.get_absolute_url()
    words = " ".join(document.abstract.split()[:12])
    questions = {
        "số, ký hiệu": document.number,
        "trích yếu": f"{document.number} {words}",
        "trích yếu không dấu": fold(f"{document.number} {words}"),
    }
    missed = [name for name, question in questions.items() if not _found("legaldocs:search", {"q": question}, path)]
    year = document.issued_on.year if document.issued_on else document.year
    filters = {"loai": document.document_type, "nam": year, "q": document.number}
    if not _found("legaldocs:document_list", filters, path):
        missed.append("danh mục lọc theo loại, năm")
    if missed:
        return failed(
            f"Tìm “{document.number}” theo {', '.join(missed)} không thấy văn bản này.", [_offender(document)]
        )
    return passed(
        f"Đã thử với “{document.number}”: tìm theo số, theo trích yếu có dấu và không dấu, lọc theo loại và năm."
    )


def _found(view: str, query: dict[str, Any], path: str) -> bool:
    answer = visit(f"{reverse(view)}?{urlencode(query)}")
    return answer.status == 200 and path in answer.text


# -- time limits -----------------------------------------------------------------------------------
@check("ND43-17-1c-own")
def own_documents_are_quick(on: datetime.date) -> Verdict:
    """Documents of the ministry stand on the portal within 2 working days of their date."""
    return _within(LegalDocument.objects.filter(owned=True), rules()["ND43-17-1c-own"].days or 2, on)


@check("ND43-17-1c-scope")
def other_documents_are_quick(on: datetime.date) -> Verdict:
    """Documents of others stand on the portal within 10 working days of their date."""
    return _within(LegalDocument.objects.filter(owned=False), rules()["ND43-17-1c-scope"].days or 10, on)


def _within(rows: QuerySet[LegalDocument], days: int, on: datetime.date) -> Verdict:
    """Judges documents issued since the portal opened (its first publication): older ones were never its duty."""
    opened = LegalDocument.objects.filter(first_published_at__isnull=False, is_sample=False).order_by(
        "first_published_at"
    )
    first = opened.values_list("first_published_at", flat=True).first()
    if first is None:
        return not_applicable("Cổng chưa công khai văn bản nào.")
    begun = timezone.localtime(first).date()
    due = rows.filter(stage="issued", secrecy="none", is_sample=False, issued_on__gte=begun, issued_on__lte=on)
    late: list[tuple[LegalDocument, int]] = []
    judged = 0
    for document in due.only(
        "pk", "number", "title", "document_type", "stage", "issued_on", "first_published_at"
    ).iterator():
        if document.issued_on is None:
            continue
        judged += 1
        used = working_days_between(document.issued_on, _shown_on(document, on))
        if used > days:
            late.append((document, used))
    if not judged:
        return not_applicable(f"Không có văn bản nào ban hành từ ngày cổng hoạt động ({begun:%d/%m/%Y}).")
    if late:
        return failed(f"{len(late)} trong {judged} văn bản quá {days:02d} ngày làm việc.", _late(late), len(late))
    return passed(f"Cả {judged} văn bản ban hành từ {begun:%d/%m/%Y} đều trong hạn {days:02d} ngày làm việc.")


def _shown_on(document: LegalDocument, on: datetime.date) -> datetime.date:
    published = document.first_published_at
    return min(on, timezone.localtime(published).date()) if published else on


def _late(late: Iterable[tuple[LegalDocument, int]]) -> list[Offender]:
    rows = sorted(late, key=lambda item: -item[1])[:10]
    named = []
    for document, used in rows:
        about = _offender(document)
        state = "đăng sau" if document.first_published_at else "chưa đăng, đã"
        named.append(Offender(f"{about.title}: {state} {used} ngày làm việc", about.url))
    return named

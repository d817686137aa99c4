"""The fixed sentences of Mẫu số 10 (domain.md 3.4). Vietnamese whatever the language of the interface."""

from __future__ import annotations

import datetime
import re

from django.utils import timezone

from consultations.services.reporting import Summary, SummaryRow
from legaldocs.domain.dates import format_date_words

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TITLE = "BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý, PHẢN BIỆN XÃ HỘI"
COLUMNS = (
    "NHÓM VẤN ĐỀ / ĐIỀU / KHOẢN",
    "CHỦ THỂ GÓP Ý",
    "NỘI DUNG GÓP Ý",
    "NỘI DUNG TIẾP THU, GIẢI TRÌNH",
)
NO_ROWS = "Không có ý kiến góp ý về từng điều, khoản."
RESULTS = "2. Kết quả cụ thể như sau:"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text that XML can carry."""
    return _UNWRITABLE.sub("", text)


def draft_name(summary: Summary) -> str:
    """ "dự thảo Nghị định quy định về …"."""
    document = summary.consultation.document
    if document is None:
        return summary.consultation.title
    abstract = document.abstract.strip().rstrip(".")
    if not abstract:
        return summary.consultation.title
    return f"dự thảo {document.type_name} {abstract[:1].lower()}{abstract[1:]}"


def agency_lines(summary: Summary) -> tuple[str, str]:
    """The two lines at the top left: superior body and the unit that received the opinions."""
    unit = summary.consultation.receiving_unit
    if unit is None:
        return "", ""
    return (unit.parent.name.upper() if unit.parent else "", unit.name.upper())


def place_and_date(summary: Summary, on: datetime.date | None = None) -> str:
    """ "Hà Nội, ngày 05 tháng 02 năm 2026"; the place is left to be filled in when it is not known."""
    document = summary.consultation.document
    place = (document.place if document else "") or "…………"
    return f"{place}, {format_date_words(on or timezone.localdate())}"


def basis(summary: Summary) -> str:
    """The opening sentence."""
    unit = summary.consultation.receiving_unit
    who = unit.name if unit else "cơ quan chủ trì soạn thảo"
    return (
        f"Căn cứ Luật Ban hành văn bản quy phạm pháp luật, {who} đã tổ chức lấy ý kiến, tham vấn, phản biện xã hội "
        f"đối với {draft_name(summary)}."
    )


def totals(summary: Summary) -> str:
    """Point 1 of the form: who was asked, how many opinions came."""
    return (
        f"1. Tổng số {number(summary.invited)} cơ quan, tổ chức, cá nhân đã gửi xin ý kiến và tổng số "
        f"{number(summary.total)} ý kiến nhận được."
    )


def unit_sentences(summary: Summary) -> list[str]:
    """Units that agree, that gave opinions, that did not reply; opinions kept from the public. Only what there is."""
    replied = [unit for unit in summary.units if unit.replied_at]
    sentences = []
    if summary.units:
        sentences.append(
            f"Số cơ quan, tổ chức đã có văn bản trả lời: {number(len(replied))}; "
            f"chưa có văn bản trả lời: {number(len(summary.silent))}."
        )
    for units, opening in (
        (summary.agreeing, "Nhất trí hoàn toàn với nội dung dự thảo"),
        (summary.with_opinions, "Có ý kiến góp ý"),
        (summary.silent, "Chưa có văn bản trả lời"),
    ):
        if units:
            sentences.append(f"{opening} ({number(len(units))}): {'; '.join(unit.letter for unit in units)}.")
    if summary.withheld:
        sentences.append(
            f"Có {number(summary.withheld)} ý kiến được tính vào tổng số nhưng không công khai nội dung "
            "theo căn cứ nêu trong quyết định kiểm duyệt."
        )
    if summary.waiting:
        sentences.append(f"Có {number(summary.waiting)} ý kiến đang được kiểm duyệt.")
    return sentences


def group_text(row: SummaryRow) -> str:
    """First column: the provision and, on its first row, its heading."""
    return f"{row.label}. {row.heading}" if row.heading and row.first_of_group else row.label


def number(value: int) -> str:
    """``1.234``: figures as written in Vietnamese."""
    return f"{value:,}".replace(",", ".")


def file_stem(summary: Summary) -> str:
    """Name of the files, plain letters only."""
    return f"tong-hop-y-kien-{summary.consultation.slug}"[:100]

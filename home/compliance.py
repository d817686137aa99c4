"""Rules that are about the portal as a whole: its sections stand in the main menu and open."""

from __future__ import annotations

import datetime

from django.urls import reverse

from home.navigation import resolve_frame
from legaldocs.models import LegalDocument
from portal.compliance import Verdict, check, failed, passed
from portal.probing import visit


def _in_menu(path: str) -> bool:
    menu = resolve_frame("vi")["menu"]
    return any(item["url"] == path or any(child["url"] == path for child in item["children"]) for item in menu)


def _section(path: str, name: str) -> Verdict | None:
    """What is wrong with a section, or None."""
    if not _in_menu(path):
        return failed(f"Trình đơn chính không có mục {name} ({path}).")
    answer = visit(path)
    if answer.status != 200:
        return failed(f"Mục {name} không mở được (mã {answer.status}).")
    return None


@check("ND43-10-1e")
def documents_section(on: datetime.date) -> Verdict:
    """The documents section is in the main menu, opens, and holds at least one document."""
    wrong = _section(reverse("legaldocs:document_list"), "“Văn bản”")
    if wrong:
        return wrong
    total = LegalDocument.objects.public().issued().count()
    if not total:
        return failed("Mục “Văn bản” chưa có văn bản nào được công khai.")
    return passed(f"Có trong trình đơn chính, mở được, {total} văn bản.")


@check("ND43-10-1i")
def consultations_section(on: datetime.date) -> Verdict:
    """The consultation section is in the main menu and opens."""
    return _section(reverse("consultations:consultation_list"), "“Lấy ý kiến”") or passed(
        "Có trong trình đơn chính và mở được."
    )

"""The demo in parts: each is loaded whole or not at all, once; a run that was stopped goes on where it stopped."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from home.demo import accounts, consultation_closed, consultation_open, documents, organizations, pages
from legaldocs.models import LegalDocument


@dataclass(frozen=True)
class Part:
    """One part: its name for the reader, whether it is there, how it is loaded."""

    name: str
    is_there: Callable[[], bool]
    load: Callable[[datetime.date], object]


@transaction.atomic
def _organizations(today: datetime.date) -> None:
    organizations.add_organizations()
    accounts.add_accounts()


PARTS = (
    Part("cơ quan, đơn vị", organizations.are_there, _organizations),
    Part("văn bản", documents.are_there, documents.load_documents),
    Part(
        "lấy ý kiến đã trả lời",
        consultation_closed.is_there,
        lambda today: consultation_closed.load(today, accounts.users()),
    ),
    Part(
        "lấy ý kiến đang mở", consultation_open.is_there, lambda today: consultation_open.load(today, accounts.users())
    ),
    Part("trang, trình đơn, liên hệ", pages.are_there, pages.fill_pages),
)


def is_loaded() -> bool:
    """Whether the demo was loaded whole once; what editors deleted since does not come back."""
    return accounts.are_open()


def load_parts(today: datetime.date, say: Callable[[str], None]) -> None:
    """Load what is missing, then open the accounts: their being open says that everything was loaded."""
    for part in PARTS:
        if part.is_there():
            continue
        part.load(today)
        say(part.name)
    accounts.open_accounts()


def size() -> str:
    """What the demo holds, for the reader."""
    count = LegalDocument.objects.filter(is_sample=True, stage="issued").count()
    return f"{count} văn bản mẫu, 2 đợt lấy ý kiến"

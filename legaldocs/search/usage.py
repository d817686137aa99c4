"""How questions fare, counted without identity, to find those the search fails.

Counted are a question's words, how often they were asked, found nothing, led to a text; days, never moments or persons.
What looks personal (telephone and identity numbers, addresses of e-mail, names of people) and long texts are not counted at
all. Counts gather in the process and are written together now and then.
"""

from __future__ import annotations

import datetime
import logging
import re
import threading
import time
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from legaldocs.domain.text import fold, nfc, search_tokens
from legaldocs.models import QueryCount

logger = logging.getLogger(__name__)

LONGEST = 100
#: Written when so many questions wait or the first has waited so many seconds.
MOST_WAITING = 200
SECONDS = 30.0
KEPT = datetime.timedelta(days=180)
#: A question asked once only is let go earlier.
ONCE_KEPT = datetime.timedelta(days=30)
MOST_ROWS = 50_000
_NUMBERS = re.compile(r"(?:\d[ .-]?){9,}")
_ADDRESS = re.compile(r"\S@\S|https?:|www\.")
_SURNAMES = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Trương|Mai|Cao|Tô|Lương|Lưu|Tạ|Chu|Đào|Vương|Hà|Thái"
_CAPITAL = r"[A-ZĐÀ-ỸÂĂÊÔƠƯ][a-zđà-ỹâăêôơư]{1,6}"
_PERSON = re.compile(rf"\b(?:{_SURNAMES})(?:\s+{_CAPITAL}){{1,3}}(?!\w)")
_OFFICIAL = re.compile(r"\b(?:luat|nghi dinh|thong tu|ly van ban|dinh van ban|do thi)\b")
#: "nguyễn văn an", "tran thi b": the middle names of most people, in any spelling.
_MIDDLE = re.compile(
    r"\b(?:nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh)\s+(?:van|thi|duc|ngoc|minh)\s+[a-z]{1,7}\b"
)
_PUBLIC_NAMES = (
    "Hồ Chí Minh",
    "Lê Duẩn",
    "Hà Nội",
    "Hà Nam",
    "Hà Giang",
    "Hà Tĩnh",
    "Thái Bình",
    "Thái Nguyên",
    "Cao Bằng",
)


@dataclass(slots=True)
class Tally:
    """What waits to be written of one question."""

    text: str
    asked: int = 0
    empty: int = 0
    followed: int = 0
    first_place: int = 0


_waiting: dict[str, Tally] = {}
_lock = threading.Lock()
_since = 0.0


def is_personal(text: str) -> bool:
    """Whether a question looks as if it spoke of a person; such a question is never stored."""
    text = nfc(text)
    if _NUMBERS.search(text) or _ADDRESS.search(text):
        return True
    for name in _PUBLIC_NAMES:
        text = text.replace(name, " ")
    if _PERSON.search(text) is not None:
        return True
    return _MIDDLE.search(fold(text)) is not None and not _OFFICIAL.search(fold(text))


def _key(text: str) -> str:
    return "" if len(text) > LONGEST or is_personal(text) else search_tokens(text)[:120]


def note_asked(text: str, *, empty: bool) -> None:
    """Somebody asked, and was answered or not."""
    _add(text, asked=1, empty=int(empty))


def note_followed(text: str, place: int) -> None:
    """Somebody followed the answer at this place (1 is the first)."""
    _add(text, followed=1, first_place=int(place == 1))


def _add(text: str, *, asked: int = 0, empty: int = 0, followed: int = 0, first_place: int = 0) -> None:
    global _since
    key = _key(text)
    if not key:
        return
    with _lock:
        if not _waiting:
            _since = time.monotonic()
        tally = _waiting.get(key)
        if tally is None:
            if len(_waiting) >= 4 * MOST_WAITING:
                return
            tally = _waiting[key] = Tally(text[:LONGEST])
        tally.asked += asked
        tally.empty += empty
        tally.followed += followed
        tally.first_place += first_place
        due = len(_waiting) >= MOST_WAITING or time.monotonic() - _since > SECONDS
    if due:
        write()


def write() -> int:
    """Write what waits; how many questions. A database that does not answer loses counts, never a page."""
    with _lock:
        tallies = dict(_waiting)
        _waiting.clear()
    if not tallies:
        return 0
    today = timezone.localdate()
    try:
        with transaction.atomic():
            known = set(QueryCount.objects.filter(key__in=tallies).values_list("key", flat=True))
            new = [
                QueryCount(key=key, text=tally.text, first_on=today, last_on=today)
                for key, tally in tallies.items()
                if key not in known
            ]
            QueryCount.objects.bulk_create(new, ignore_conflicts=True)
            for key, tally in tallies.items():
                QueryCount.objects.filter(key=key).update(
                    asked=F("asked") + tally.asked,
                    empty=F("empty") + tally.empty,
                    followed=F("followed") + tally.followed,
                    first_place=F("first_place") + tally.first_place,
                    last_on=today,
                )
    except DatabaseError:
        logger.warning("counts of %s questions could not be written", len(tallies))
        return 0
    return len(tallies)


def forget_old(today: datetime.date | None = None) -> int:
    """Let old counts go; how many."""
    today = today or timezone.localdate()
    old = QueryCount.objects.filter(last_on__lt=today - KEPT)
    once = QueryCount.objects.filter(asked__lte=1, last_on__lt=today - ONCE_KEPT)
    gone = old.delete()[0] + once.delete()[0]
    surplus = QueryCount.objects.count() - MOST_ROWS
    if surplus > 0:
        least = list(QueryCount.objects.order_by("last_on", "asked").values_list("pk", flat=True)[:surplus])
        gone += QueryCount.objects.filter(pk__in=least).delete()[0]
    return gone

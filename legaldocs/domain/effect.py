"""When a document takes effect and when a law was passed, as its own words say."""

from __future__ import annotations

import re
from datetime import date, timedelta

from legaldocs.domain.dates import find_date
from legaldocs.domain.tree import Kind, Node, Structure

_TYPES = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Sắc lệnh|Lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|"
    r"Thông tư liên tịch|Thông tư|Chỉ thị|Quy chế|Quy định|Văn bản|Công văn|Kế hoạch)"
)
_IN_FORCE = re.compile(
    rf"\b{_TYPES}\s+(?:liên tịch\s+)?này\s+"
    r"(?:(?:sẽ|bắt đầu|chính thức|và [^.;]{1,80}?|(?:đã\s+)?được\s+[^.;]{1,200}?(?:\s+và|,)(?:\s+sẽ)?)\s+)?có hiệu lực(?:\s+thi hành)?\s*,?\s*"
    r"(?:(?:kể\s+)?từ|sau|vào|ngay)\b"
    r"|^(?:Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị)\s+có hiệu lực(?:\s+thi hành)?\s+(?:kể\s+)?từ\s+ngày\b"  # "này" left out
    r"|^(?:Có\s+)?hiệu lực(?:\s+thi hành)?\s*:?\s*(?:kể\s+)?từ\s+ngày\b",
    re.I | re.M,
)
_AFTER_DAYS = re.compile(
    r"sau\s+(\d{1,3})\s*(?:\([^)]*\)\s*)?ngày\s*,?\s*(?:kể\s+)?từ\s+ngày\s+(ký|ban hành|đăng|công bố)", re.I
)
_FROM_SIGNING = re.compile(r"(?:kể\s+)?từ\s+ngày\s+(?:được\s+)?(?:ký|ban hành|thông qua)", re.I)
_PASSED = re.compile(r"này\s+(?:đã\s+)?được\s+.{0,200}?(?:thông qua|biểu quyết)[^.]{0,40}?ngày", re.I | re.S)
_WINDOW = 260


def texts(nodes: list[Node]) -> list[str]:
    """The own texts of provisions, quotations and annexes left out."""
    found: list[str] = []
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if node.kind in (Kind.QUOTE, Kind.ANNEX, Kind.FORM, Kind.TABLE):
            continue
        if "iệu lực" in node.text:
            found.append(node.text)
        stack.extend(reversed(node.children))
    return found


def read_effective_date(structure: Structure, issued_on: date | None, published_on: date | None) -> date | None:
    """The date of effect that the closing provisions name; None when they name none that can be computed."""
    for text in texts(structure.nodes):
        match = _IN_FORCE.search(text)
        if match is None:
            continue
        begin = text.lower().rfind("hiệu lực", match.start(), match.end())  # behind the day of passing
        window = text[begin : begin + _WINDOW]
        after = _AFTER_DAYS.search(window)
        if after is not None:
            start = issued_on if after[2].lower() in ("ký", "ban hành") else published_on
            return start + timedelta(days=int(after[1])) if start is not None else None
        signing = _FROM_SIGNING.search(window)
        found = find_date(window)
        if signing is not None and (found is None or signing.start() < found[1]):
            return issued_on
        if found is not None:
            return found[0]
    return None


def read_passing_date(text: str) -> date | None:
    """ "Luật này được Quốc hội … thông qua ngày …" (NQ 351/2017/UBTVQH14 Điều 36)."""
    match = _PASSED.search(text)
    if match is None:
        return None
    found = find_date(text[match.end() - 4 : match.end() + 60])
    return found[0] if found is not None else None

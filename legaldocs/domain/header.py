"""The header of an official document: issuer, number, place and date, type and abstract (domain.md 4.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from legaldocs.domain.dates import find_date, parse_date
from legaldocs.domain.front import TYPE_NAMES, type_name
from legaldocs.domain.markers import is_upper
from legaldocs.domain.numbers import find_numbers, parse_number
from legaldocs.domain.types import NAME_TO_TYPE

_SPACES = re.compile(r"\s+")
_RULE = re.compile(r"[-_=*~—–─\s.]{3,}$|^[-_=*~—–─\s.]+$")
_NATION = re.compile(
    r"C[ỘO]NG\s+H(?:ÒA|OÀ|ÓA|OA)\s+X[ÃA]\s+H[ỘO]I\s+CH[ỦU]\s+NGH[ĨI]A\s+VI[ỆE]T\s+NAM|"
    r"NƯỚC VIỆT NAM DÂN CHỦ CỘNG H(?:ÒA|OÀ)",
    re.I,
)
_MOTTO = re.compile(r"Đ[ộô]c\s+l[ậâ]p\s*[-–—.]*\s*T[ựư]\s+do\s*[-–—.]*\s*H[ạa]nh\s+ph[úu]c", re.I)
_NUMBER = re.compile(
    r"^(?:(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Quyết định|"
    r"Sắc lệnh|Lệnh|Chỉ thị)\s+)?"
    r"(?:[Ss]ố|SỐ)\s*:\s*(.*)$",
    re.I,
)
_PARTY_NUMBER = re.compile(r"^Số\s+(?=\d{1,5}-[A-ZĐ]\w*/[A-ZĐ][\w-]*$)")  # the Party prints no colon: "Số 69-QĐ/TW"
#: Words behind the type in its line that are none of the subject: "CÔNG ĐIỆN HỎA TỐC", "KẾT LUẬN THANH TRA".
_QUALIFIERS = frozenset(
    {"KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HOẢ TỐC", "HỎA TỐC HẸN GIỜ", "THANH TRA", "KIỂM TRA", "KIỂM TOÁN", "PHỐI HỢP"}
)
_NUMBER_IN_TITLE = re.compile(r"\b(?:SỐ|số|Số)\s*:?\s*(\d[\w./-]*[/-][\w./&-]*)")
_PLACE = re.compile(r"(?:^|\s{2,}|\|)\s*([^\W\d_][^\d,;:|]{1,48}?)\s*,\s*(?=ngày\b)", re.I)
_OFFICE_LINE = re.compile(
    r"(?:CHỦ TỊCH NƯỚC|THỦ TƯỚNG CHÍNH PHỦ|BỘ TRƯỞNG BỘ|QUỐC HỘI NƯỚC|CHÁNH ÁN TÒA|VIỆN TRƯỞNG VIỆN)\b"
)
_BLANK_DATE = re.compile(r"^(.{2,40}?),\s*ngày\s*[.…_\s]*\s*tháng", re.I)
_SUBJECT = re.compile(r"^V\s*/\s*v\s*:?\s*", re.I)
_SECRET = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\d{1,2}$")
_TITLE_LINE = re.compile(
    r"^(?P<type>" + "|".join(sorted((re.escape(name) for name in NAME_TO_TYPE), key=len, reverse=True)) + r")"
    r"\s+(?:số\s*:?\s*)?(?=\d)(?P<rest>.+)$",
    re.I,
)
_FACTS_LINE = re.compile(
    r"^ngày ban hành\s*:?\s*(?P<issued>[^;]*);\s*(?P<issuer>[^;]*);\s*(?:ngày (?:có )?)?hiệu lực\s*:?\s*(?P<effective>[^;]*)$",
    re.I,
)
_BEFORE_TITLE = re.compile(
    r"^(?:CỦA [A-ZĐÀ-Ỹ ,–-]{3,140}? (?=SỐ\b))?(?:(?:BỘ LUẬT|LUẬT|PHÁP LỆNH|SẮC LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH) )?"
    r"SỐ \S*\d\S*\s+(?:NGÀY (?:\d{1,2} THÁNG \d{1,2} NĂM \d{4}|[\d\s./-]+)\s+)?(?:CỦA (?:QUỐC HỘI|CHÍNH PHỦ) )?(?=\S)"
)
_ABOUT = re.compile(r"^VỀ (?:VIỆC )?(?=\S)")
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Sắc lệnh"})
_BY_WHOM = re.compile(r"^CỦA [A-ZĐÀ-Ỹ ,–-]{3,140}$")
_AFTER_TITLE = re.compile(r"\s+SỐ \S*\d\S*(?:\s+NGÀY [\d\s./-]+)?(?:\s+CỦA [A-ZĐÀ-Ỹ\s]+)?$")
_PASSED_BY = re.compile(r"^CỦA (?:QUỐC HỘI|ỦY BAN|UỶ BAN|CHỦ TỊCH|CHÍNH PHỦ)\b")
_END_OF_ABSTRACT = re.compile(
    r"^(?:Kính gửi|QUYẾT NGHỊ|QUYẾT ĐỊNH\s*:|NGHỊ ĐỊNH\s*:|\(?Tài liệu|RA SẮC LỆNH|MỤC LỤC|Nay ban|"
    r"Lời nói đầu|LỜI NÓI ĐẦU)"
)


@dataclass(slots=True)
class Header:
    """What the header prints."""

    type_name: str = ""
    number: str = ""
    number_blank: bool = False
    issuer_lines: list[str] = field(default_factory=list)
    place: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    abstract: str = ""
    secrecy: str = ""


def squeeze(line: str) -> str:
    """A line without repeated spaces and without the rules drawn under headings."""
    return _RULE.sub("", _SPACES.sub(" ", line).strip()).strip()


def printed_number(text: str) -> str:
    """The number at the start of what follows "Số:", as printed, without spaces around its separators."""
    tight = re.sub(r"\s*([/\-–])\s*", r"\1", text.strip(" .;:*|"))
    tight = re.sub(r"(?<=/)(QH|UBTVQH)\s+(?=\d)", r"\1", tight)
    head = re.match(r"[\w./&+\-–]+", tight)
    if head is None or head[0][0] in "/-–.…_":
        return ""
    number = head[0].strip(".-–/")
    return number if re.search(r"\d", number) else ""


def cells(lines: Iterable[str]) -> list[str]:
    """Header tables of Word files as lines: left column first, as the form orders the boxes."""
    result: list[str] = []
    for line in lines:
        if line.startswith("|") and line.endswith("|"):
            parts = [part.strip() for part in line.strip("|").split("|")]
            result.extend(part for part in parts if part and not set(part) <= set("-: "))
        else:
            result.append(line)
    return result


def read_header(lines: Sequence[str]) -> Header:
    """Read the lines before the legal bases."""
    header = Header()
    shown = [line for line in (squeeze(raw) for raw in cells(lines)) if line]
    shown = [line for line in shown if not _read_facts_line(header, line)]
    type_at = _find_type(shown, header)
    for index, line in enumerate(shown):
        if index > type_at >= 0:
            break
        if index != type_at:
            _read_line(header, line)
    if type_at >= 0:
        _read_abstract(header, shown, type_at)
    elif not header.abstract:
        _read_subject(header, shown)
    if not header.number:
        _number_from_title(header, shown)
    if not header.number and not header.type_name and shown:
        _read_title_line(header, shown)
    return header


def _read_facts_line(header: Header, line: str) -> bool:
    """One line of labelled facts: "ngày ban hành 2011-06-13; Chính phủ; hiệu lực 2011-10-01"."""
    match = _FACTS_LINE.match(line)
    if match is None:
        return False
    header.issued_on = parse_date(match["issued"])
    header.effective_on = parse_date(match["effective"])
    if match["issuer"].strip():
        header.issuer_lines.append(match["issuer"].strip())
    return True


def _read_title_line(header: Header, lines: Sequence[str]) -> None:
    """A text that begins with its title: "Nghị định số 43/2011/NĐ-CP ngày … của … quy định về …"."""
    match = _TITLE_LINE.match(lines[0])
    found = find_numbers(match["rest"]) if match is not None else []
    if match is None or not found or found[0][0] > 1:
        return
    header.type_name = next(name for name in NAME_TO_TYPE if name.lower() == " ".join(match["type"].lower().split()))
    header.number = found[0][2].display
    rest = match["rest"][found[0][1] :]
    dated = find_date(rest)
    if dated is not None and dated[1] < 4:
        header.issued_on = header.issued_on or dated[0]
        rest = rest[dated[2] :]
    rest = re.sub(r"^\s*của\s+(?:[A-ZĐỦ]\S*(?:\s+(?:[A-ZĐ]\S*|phủ|hội|tướng|trưởng|và|,))*)", "", rest)
    parts = [rest.strip(" ,:-–")]
    for line in lines[1:]:
        if len(" ".join(parts)) > 400 or _END_OF_ABSTRACT.match(line) or line[0].isupper():
            break
        parts.append(line)
    header.abstract = header.abstract or " ".join(part for part in parts if part)


def _find_type(lines: Sequence[str], header: Header) -> int:
    for index, line in enumerate(lines):
        name = type_name(_FOOTNOTE.sub("", line))
        if name and not (index == 0 and len(lines) > 1 and (_NATION.search(line) or _is_above_issuers(lines))):
            header.type_name = name
            return index
    for index, line in enumerate(lines):
        bare = _FOOTNOTE.sub("", line)
        if is_upper(bare):
            for upper, name in sorted(TYPE_NAMES.items(), key=lambda item: -len(item[0])):
                if bare.startswith(upper + " ") and not _NATION.search(bare):
                    header.type_name = name
                    return index
    return -1


def _is_above_issuers(lines: Sequence[str]) -> bool:
    """Whether the first line is only the word "LIÊN TỊCH" over the names of joint issuers, the type standing below."""
    return lines[0] == "LIÊN TỊCH" and any(type_name(line) for line in lines[2:])


def _read_line(header: Header, line: str) -> None:
    if line.strip("() ") in _SECRET:
        header.secrecy = line.strip("() ")
        return
    match = _NUMBER.match(_PARTY_NUMBER.sub("Số: ", line))
    if match is not None:
        if not header.type_name and line.lower().startswith("luật"):
            header.type_name = "Luật"
        number = printed_number(_PLACE.split(match[1])[0])
        parsed = parse_number(number) if number else None
        if not header.number and (parsed is not None or (number and number[0].isdigit())):
            header.number = number
        elif not header.number:
            header.number_blank = True
        line = match[1]
    line = _MOTTO.sub("", _NATION.sub("", line)).strip(" -–*_")
    if not line:
        return
    found = find_date(line)
    if found is not None and header.issued_on is None and "ngày" in line.lower():
        header.issued_on = found[0]
        place = _PLACE.search(line[: found[1] + 5])
        if place is not None:
            header.place = place[1].strip()
        elif "," in line[: found[1]]:
            header.place = line[: found[1]].rsplit(",", 1)[0].split("  ")[-1].strip()
        return
    blank = _BLANK_DATE.match(line)
    if blank is not None:
        header.place = header.place or blank[1].strip()
        return
    if match is not None or _SUBJECT.match(line):
        return
    rest = _MOTTO.sub("", _NATION.sub("", line)).strip(" -–*")
    if (
        rest
        and is_upper(rest)
        and rest == line.strip(" -–*")
        and len(rest) < 160
        and not rest.startswith(("DỰ THẢO", "HỎA TỐC", "THƯỢNG KHẨN"))
    ):
        header.issuer_lines.append(line)


def _read_abstract(header: Header, lines: Sequence[str], type_at: int) -> None:
    title = lines[type_at]
    parts: list[str] = []
    if not type_name(_FOOTNOTE.sub("", title)):
        upper = header.type_name.upper()
        rest = title[len(upper) :].strip() if title.startswith(upper) else title
        if rest not in _QUALIFIERS:
            parts.append(rest)
    for line in lines[type_at + 1 :]:
        if _END_OF_ABSTRACT.match(line) or line.startswith(("CHƯƠNG ", "Chương ")):
            break
        if _NUMBER.match(line) or (_PLACE.search(line) and find_date(line) and len(line) < 60):
            _read_line(header, line)
            continue
        if not parts and _BY_WHOM.match(line) and line != lines[-1]:
            header.issuer_lines = header.issuer_lines or [line.removeprefix("CỦA ")]
            continue  # "QUYẾT ĐỊNH / CỦA BỘ TRƯỞNG BỘ Y TẾ / Về việc …"
        if parts and is_upper(line) and not is_upper(parts[0]) and len(parts[0]) > 3:
            break
        if parts and _OFFICE_LINE.match(line) and not header.issuer_lines:
            header.issuer_lines.append(line)
        if parts and (line.startswith("(") or _OFFICE_LINE.match(line) or _PASSED_BY.match(line)):
            break
        parts.append(line)
    whole = _FOOTNOTE.sub("", _SPACES.sub(" ", " ".join(parts))).strip()
    if is_upper(whole):
        bare = _BEFORE_TITLE.sub("", whole)
        if bare != whole and header.type_name in _LAWS:
            bare = _ABOUT.sub("", bare)
        whole = _AFTER_TITLE.sub("", bare)
    header.abstract = whole


def _read_subject(header: Header, lines: Sequence[str]) -> None:
    """An official dispatch prints "V/v …" under its number, often over several lines."""
    for index, line in enumerate(lines):
        match = _SUBJECT.match(line)
        if match is None:
            continue
        parts = [line[match.end() :]]
        for following in lines[index + 1 :]:
            if (
                is_upper(following)
                or _PLACE.search(following)
                or _END_OF_ABSTRACT.match(following)
                or following.startswith("Kính")
            ):
                break
            parts.append(following)
        header.abstract = " ".join(parts).strip()
        header.type_name = header.type_name or "Công văn"
        return


def _number_from_title(header: Header, lines: Sequence[str]) -> None:
    """Old laws print number and date in their title: "LUẬT SỐ 102-SL/L-004 NGÀY 20-5-1957 …"."""
    for line in lines:
        match = _NUMBER_IN_TITLE.search(line) if is_upper(line) else None
        if match is None:
            continue
        found = find_numbers(line)
        header.number = found[0][2].display if found else printed_number(match[1])
        if header.issued_on is None:
            after = find_date(line[match.end() :])
            header.issued_on = after[0] if after is not None else None
        return

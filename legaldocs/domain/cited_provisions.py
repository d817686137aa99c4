"""Mentions of provisions by number: "điểm a và điểm b khoản 1 Điều 3", "các khoản 1, 2 và 3", "từ điểm a đến điểm c".

A mention is read into chains of units, largest first, one for each provision it covers (domain.md 4.6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from legaldocs.domain.text import VIETNAMESE_LETTERS

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_KINDS = {
    "tiết": "indent",
    "điểm": "point",
    "khoản": "clause",
    "điều": "article",
    "tiểu mục": "subsection",
    "mục": "section",
    "chương": "chapter",
    "phần": "part",
    "mẫu biểu": "form",
    "mẫu": "form",
    "biểu mẫu": "form",
    "biểu": "form",
    "phụ lục": "annex",
}
_RANK = {kind: rank for rank, kind in enumerate(dict.fromkeys(_KINDS.values()))}
_LONGEST_RANGE = 200
_MOST_PARTS = 80
_MOST_CHAINS = 400  # in one mention; keeps a hostile text from asking for billions


@dataclass(frozen=True, slots=True)
class Unit:
    """One provision of a chain; ``num`` is None for "này"."""

    kind: str
    num: str | None


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """One mention: where it stands, the chains it covers, and where its document is named, if right behind it."""

    start: int
    end: int
    chains: tuple[tuple[Unit, ...], ...]
    document_start: int | None = None


@dataclass(slots=True)
class _Part:
    """A run of numbers behind one level word."""

    kind: str
    nums: list[str | None]
    start: int
    end: int
    spread: bool  # "các khoản 1, 2": what stands before belongs to each of them
    beside: bool = False  # an annex in a list with articles, not around them


_WORD_END = r"(?![^\W_])"
_NOT_COUNTED = (
    r"(?!\s*(?:ngày|tháng|năm|người|lần|giờ|tuổi|triệu|tỷ|đồng|nghìn|%|bản|bộ|cơ quan|km|m2|mét|tấn|kg|phút|trường hợp"
    r"|loại|nhóm|nội dung|hồ sơ|thành viên|đơn vị)\b)"
)
_GLUED = r"(?=của|và|này|thì|Luật|Nghị|Thông|Quyết)"  # a lost space: "Phụ lục IThông tư này"
_NUMBER = rf"(?:\d{{1,4}}(?:[a-zđ]?\d?{_WORD_END}|{_GLUED})(?!\.\d|/\d|,\d+\s*(?:tỷ|triệu|nghìn|đồng|lần|m2|%|USD)))"
_CODE = rf"(?:[A-ZĐ]{{1,4}})?\d{{1,3}}[a-zA-ZđĐ]?(?:[-./][A-Z0-9ĐÂĂÊÔƠƯ]\w*)*{_WORD_END}"
#: "Mẫu 5B tại Phụ lục …", "mẫu 10a, 10b ban hành kèm theo …": a form without "số" is one where its annex or document follows.
_NAMED_WITH_ANNEX = r"(?=(?:[^.;:\n]|\.\w){0,60}?(?:[Pp]hụ\s+lục|ban\s+hành\s+kèm|kèm\s+theo)(?![^\W_]))"
_NUMERALS = {
    "indent": rf"(?:(?:[a-zđ](?:\.?\d{{1,2}}){{0,2}}|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}){_WORD_END}(?!/\d))",
    "point": (
        rf"(?:(?:[a-zđ](?:\.?\d{{1,2}}){{0,3}}|\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}[a-zđ]?){_WORD_END}(?![.,/]\d)"
        rf"|[A-ZĐ]{_WORD_END}(?=,?\s+[Kk]hoản\s\d))"  # "điểm C khoản 2 Điều 4"
    ),
    "clause": rf"(?:{_NUMBER}|\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}{_WORD_END}(?![.,/]\d))",
    "article": _NUMBER,
    "subsection": rf"(?:\d{{1,3}}{_WORD_END}|[IVXLC]+{_WORD_END}|[A-Z]{_WORD_END})",
    "section": rf"(?:\d{{1,3}}{_WORD_END}(?!\.\d)|[IVXLC]+{_WORD_END}|[A-Z]{_WORD_END})",
    "chapter": rf"(?:[IVXLC]+[a-z]?(?:{_WORD_END}|{_GLUED})|\d{{1,3}}{_WORD_END})",
    "part": rf"(?:(?:[IVXLC]+|thứ\s(?:nhất|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười)|\d{{1,2}}){_WORD_END})",
    "annex": (
        rf"(?:(?:số\s+)?(?:[IVXLC]+(?:{_GLUED}|[a-zA-ZđĐ]?(?:\.\d+)?{_WORD_END})|\d{{1,3}}[a-zA-ZđĐ]?(?:/[A-ZĐ]\w{{0,9}})?{_WORD_END}"
        rf"|[A-Z]{_WORD_END}))"
    ),
    "form": (
        rf"(?:số\s+{_CODE}(?:\s[-–]\s?[A-ZĐ]{{2,6}}(?=\s+(?:ban|kèm|tại|[Pp]hụ)))?"
        rf"|\d{{1,3}}[a-zA-Z]?(?:[-/][A-ZĐÂĂÊÔƠƯ]\w*)+{_WORD_END}|{_CODE}(?:\.\s[A-ZĐ]{{2}}[\w/-]*)?{_NAMED_WITH_ANNEX})"
    ),
}
_FOLLOWING = {"form": rf"(?:(?:số\s+)?{_CODE})"}
_JOIN = r"(?:\s*[,;]\s*(?:(?:và|hoặc|và/hoặc)\s+)?|\s+(?:và|hoặc|và/hoặc|,)\s+)"
_RANGE = r"(?:\s+đến\s+(?:hết\s+)?|\s*[-–]\s*(?=\d))"


_NOT_DETAIL = r"(?<![Cc]hi\s)"  # "quy định chi tiết Chương II"
_THIS_UNIT = rf"này(?:{_WORD_END}|(?=mà|và|thì|được|có|do|để))"


def _part_pattern(word: str) -> str:
    """One level word with its numbers, as one group named after the level."""
    kind = _KINDS[word]
    first, rest = word[0], word[1:].replace(" ", r"\s+")
    level = rf"{_NOT_DETAIL if word == 'tiết' else ''}[{first}{first.upper()}]{rest}"
    num = _NUMERALS[kind]
    next_num = _FOLLOWING.get(kind, num)
    more = rf"(?:(?:{_JOIN}{next_num}{_NOT_COUNTED})|(?:{_RANGE}(?:{level}\s+)?{next_num}))"
    return rf"(?P<{word.replace(' ', '_')}>{level}\s+(?:{_THIS_UNIT}|{num}{_NOT_COUNTED}{more}{{0,60}}))"


_LEVEL = re.compile(r"[ĐđKkMmCcPpTtBb](?:iểm|hoản|iều|ục|hương|hần|hụ\s+lục|ẫu|iểu\s+mục|iểu|iết)\s")
_PART = re.compile("|".join(_part_pattern(word) for word in _KINDS))
_BEFORE_PART = re.compile(r"(?<![^\W_])(?:(?P<many>(?:[Cc]ác|[Nn]hững)\s+)(?:[Tt]ừ\s+)?|[Tt]ừ\s+)$")
_LONGEST_BEFORE = 16
_IN_BRACKETS = {  # "Điều 6, Khoản 1 (d)", "Điều 20(1)"
    "khoản": ("point", re.compile(r"\s?\(([a-zđ])\)")),
    "điều": ("clause", re.compile(r"\((\d{1,2})\)")),
}
_LEVEL_WORDS = re.compile(
    r"\b(?:tiết|điểm|khoản|điều|tiểu\s+mục|mục|chương|phần|phụ\s+lục|biểu\s+mẫu|mẫu\s+biểu|mẫu|biểu)\s+", re.IGNORECASE
)
_ITEM = re.compile(
    rf"(?P<range>\s+đến\s+(?:hết\s+)?|\s*[-–]\s*)|(?P<num>này|thứ\s\w+|[\w{VIETNAMESE_LETTERS}]+(?:[-./]\w+)*)"
)
_WITHIN = re.compile(r"\)?\s*(?:,\s*|\([^()\n]{1,240}\)\s*)?(?:(?:của|tại|thuộc|trong)\s+)?")
_IN_ANNEX = re.compile(
    r"\s*[,–-]?\s*(?:được\s+)?(?:(?:quy\s+định|ban\s+hành|nêu)\s+(?:tại|trong|ở)\s+|(?:ban\s+hành\s+)?kèm\s+theo\s+)?"
)
_BESIDE = re.compile(r"[^\S\n]*[,;]?[^\S\n]*(?:(?:và|hoặc|và/hoặc|đến|đến hết)\s+)?(?:tại\s+)?")
_ISSUED_WITH = r"(?:được\s+)?(?:(?:ban\s+hành\s+)?kèm\s+(?:theo\s+)?|ban\s+hành\s+theo\s+)"
_BEFORE_DOCUMENT = re.compile(
    rf"\s*,?\s*(?:\((?:nếu\s+có|mặt\s+\w+)\)\s*)?(?:{_ISSUED_WITH}|của\s+|tại\s+|trong\s+|thuộc\s+)?"
)
_ANNEX_OF_FORM = re.compile(
    r"\s*[,–-]?\s*(?:được\s+)?(?:(?:quy\s+định|ban\s+hành|nêu)\s+)?(?:(?:tại|thuộc|trong|của|ở)\s+)?[Pp]hụ\s+lục\s+"
    rf"(?:{_ISSUED_WITH}|của\s+)"
)
_ANNEX_TITLE = re.compile(
    r"\s*(?:[-–:]\s*[^.;:()\n]{3,160}?\s|\([^()\n]{3,240}\)\s*)(?:được\s+)?ban\s+hành\s+kèm\s+theo\s+"
)
_LONGEST_GAP = 280
_LETTERED = re.compile(r"[a-zđ]\d{1,2}")


def _numbers_in(words: str) -> list[str | None]:
    """The numbers of one part, ranges filled in."""
    plain = re.sub(r"\bsố\s+", "", _LEVEL_WORDS.sub("", words))
    plain = re.sub(r"(?<=\d)\s[-–]\s?(?=[A-ZĐ]{2})", "-", plain)  # "Mẫu số 01 - XLĐ"
    plain = re.sub(r"(?<=[\da-zđ])\.\s(?=[A-ZĐ]{2})", ".", plain)  # "Mẫu 5. BBKT"
    nums: list[str | None] = []
    in_range = False
    for match in _ITEM.finditer(plain):
        if match["range"]:
            in_range = bool(nums)
            continue
        num = match["num"]
        if num in ("và", "hoặc", "các", "những", "từ", "Từ", "Các", "hết", "và/hoặc"):
            continue
        if in_range and nums and nums[-1] is not None:
            nums.extend(_between(nums[-1], num))
        else:
            nums.append(None if num == "này" else num)
        in_range = False
    return nums


def _between(first: str, last: str) -> list[str]:
    """What follows ``first`` up to ``last``: letters in Vietnamese order, numbers by value."""
    if first in POINT_LETTERS and last in POINT_LETTERS:
        letters = POINT_LETTERS[POINT_LETTERS.index(first) + 1 : POINT_LETTERS.index(last) + 1]
        return list(letters) or [last]
    low, high = re.match(r"\d+", first), re.match(r"\d+", last)
    if low and high and 0 < int(high[0]) - int(low[0]) <= _LONGEST_RANGE:
        width = len(low[0]) if low[0].startswith("0") else 0  # "Mẫu số 01 đến Mẫu số 04"
        return [*(str(value).zfill(width) for value in range(int(low[0]) + 1, int(high[0]))), last]
    return [last]


def _is_glued(text: str, start: int) -> bool:
    """A lost space: "tạiĐiều 20", "tạikhoản 4"."""
    return (text[start].isupper() and text[start - 1].islower()) or text.endswith(("tại", "và", "hành"), 0, start)


def _parts(text: str) -> Iterator[_Part]:
    after = 0
    for level in _LEVEL.finditer(text):
        start = level.start()
        if start < after or (text[start - 1 : start].isalnum() and not _is_glued(text, start)):
            continue
        match = _PART.match(text, start)
        if match is None or match.lastgroup is None:
            continue
        after = match.end()
        before = text[max(0, start - _LONGEST_BEFORE) : start]
        words = _BEFORE_PART.search(before)
        first = start - (len(before) - words.start()) if words else start
        many = words is not None and words["many"] is not None
        yield _Part(_KINDS[match.lastgroup.replace("_", " ")], _numbers_in(match[0]), first, after, spread=many)
        kind, brackets = _IN_BRACKETS.get(match.lastgroup, ("", None))
        inner = brackets.match(text, after) if brackets is not None else None
        if inner is not None:
            after = inner.end()
            yield _Part(kind, [inner[1]], inner.start(), after, spread=False)


def find_unit_groups(text: str, document_starts: Set[int] = frozenset()) -> Iterator[UnitGroup]:
    """Every mention in ``text``; ``document_starts`` tells where documents are named."""
    for parts in _runs(text):
        group = _group(text, parts, document_starts)
        if group.chains:  # not a tiết alone
            yield group


def _runs(text: str) -> Iterator[list[_Part]]:
    """The parts of each mention."""
    pending: list[_Part] = []
    for part in _parts(text):
        if pending and (len(pending) >= _MOST_PARTS or not _continues(text, pending[-1], part)):
            yield pending
            pending = []
        part.beside = _is_listed(text, pending, part)
        pending.append(part)
    if pending:
        yield pending


def _is_listed(text: str, before: list[_Part], part: _Part) -> bool:
    """Whether an annex is one more of a list: "Điều 9, Điều 10, Phụ lục I, II"; but "Điều 9, Phụ lục I" lies in it."""
    if part.kind != "annex" or not before or before[-1].kind not in ("article", "annex"):
        return False
    if before[-1].kind == "annex":
        return before[-1].beside
    many = len(part.nums) > 1 or (len(before) > 1 and before[-2].kind == "article")
    between = text[before[-1].end : part.start].split()
    return (many or "và" in between) and _BESIDE.fullmatch(text, before[-1].end, part.start) is not None


def _continues(text: str, before: _Part, part: _Part) -> bool:
    """Whether two parts belong to one mention: a larger one around the smaller, or another in the list."""
    if (before.nums == [None] and before.kind != "indent") or part.start - before.end > _LONGEST_GAP:
        return False
    if part.kind == "form" and before.kind != "form":  # forms hold no articles
        return False
    if before.kind == "form" and part.kind == "annex" and _IN_ANNEX.fullmatch(text, before.end, part.start):
        return True
    joint = _WITHIN if _RANK[part.kind] > _RANK[before.kind] else _BESIDE
    if part.kind == "annex" and before.kind == "article":  # "Điều 1 và Phụ lục I ban hành kèm theo Thông tư số …"
        return _WITHIN.fullmatch(text, before.end, part.start) is not None or (
            _BESIDE.fullmatch(text, before.end, part.start) is not None
        )
    return joint.fullmatch(text, before.end, part.start) is not None


def _group(text: str, parts: list[_Part], document_starts: Set[int]) -> UnitGroup:
    end = parts[-1].end
    gap = _BEFORE_DOCUMENT.match(text, end)
    if parts[-1].kind == "annex" and not (gap is not None and gap.end() in document_starts):
        gap = _ANNEX_TITLE.match(text, end)
    if parts[-1].kind == "form" and not (gap is not None and gap.end() in document_starts):
        gap = _ANNEX_OF_FORM.match(text, end)
    document_start = (
        gap.end() if gap is not None and gap.end() in document_starts and parts[-1].nums != [None] else None
    )
    return UnitGroup(parts[0].start, end, tuple(_chains(text, parts)), document_start)


def _chains(text: str, parts: list[_Part]) -> list[tuple[Unit, ...]]:
    """The chains of one mention, in the order of the text."""
    parts = _small_to_large(text, parts)
    chains: list[tuple[Unit, ...]] = []
    for index, part in enumerate(parts):
        holds_previous = index > 0 and _RANK[parts[index - 1].kind] < _RANK[part.kind] and not part.beside
        nums = part.nums
        if holds_previous:
            if part.spread or len(nums) == 1:
                continue
            nums = nums[1:]
        above = _above(parts, index)
        chains.extend(filter(None, (_provision((*upper, Unit(part.kind, num))) for upper in above for num in nums)))
        if len(chains) >= _MOST_CHAINS:
            break
    return chains[:_MOST_CHAINS]


def _provision(chain: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The chain of a điểm for one that ends in a tiết: "tiết b1 điểm b khoản 5" is printed "b1)" in khoản 5.

    A tiết that has no number of this kind is a part of what it stands in.
    """
    last = chain[-1]
    if last.kind != "indent":
        return chain
    outer = chain[:-1]
    if last.num is None or not _LETTERED.fullmatch(last.num):
        return outer
    point = outer[-1] if outer and outer[-1].kind == "point" else None
    if point is None:
        return (*outer, Unit("point", last.num))
    if point.num is None:  # "tiết b1 điểm này"
        return (Unit("clause", None), Unit("point", last.num))
    return (*outer[:-1], Unit("point", last.num)) if point.num == last.num[0] else outer


def _above(parts: list[_Part], index: int) -> list[tuple[Unit, ...]]:
    """What a part stands in: the nearest larger parts to its right, largest first."""
    chains: list[tuple[Unit, ...]] = [()]
    rank = _RANK[parts[index].kind]
    for part in parts[index + 1 :]:
        if _RANK[part.kind] <= rank or part.beside:
            continue
        rank = _RANK[part.kind]
        nums = part.nums if part.spread else part.nums[:1]
        chains = [(Unit(part.kind, num), *lower) for num in nums for lower in chains][:_MOST_CHAINS]
    return chains


def _small_to_large(text: str, parts: list[_Part]) -> list[_Part]:
    """ "Điều 5 khoản 1" turned into "khoản 1 Điều 5": runs from large to small with only spaces between.

    Behind a comma a khoản belongs to the Điều before it when no other Điều follows: "Điều 8, Khoản 1 Nghị định".
    """
    ordered: list[_Part] = []
    run: list[_Part] = []
    last_article = max((index for index, part in enumerate(parts) if part.kind == "article"), default=-1)
    for index, part in enumerate(parts):
        between = text[run[-1].end : part.start].strip(" \t\n(") if run else ""
        comma = between == "," and index > last_article and len(run[-1].nums) == 1 and run[-1].kind != "form"
        falls = run and _RANK[part.kind] < _RANK[run[-1].kind] and (not between or comma)
        if run and not falls:
            ordered.extend(reversed(run))
            run = []
        run.append(part)
    ordered.extend(reversed(run))
    return ordered

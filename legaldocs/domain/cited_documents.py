"""Mentions of documents: by number, by name and year, and by "này".

A law cited by name takes the number that the same text gave it earlier (usually in its legal bases), or the number its
name and year have; when neither is known the number stays unknown (domain.md 4.6).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from legaldocs.domain.dates import find_date
from legaldocs.domain.law_name_ends import KNOWN_NAMES, LAW, NameTree, end_of_name
from legaldocs.domain.law_names import LAW_NUMBERS
from legaldocs.domain.law_periods import law_number_on
from legaldocs.domain.numbers import find_numbers
from legaldocs.domain.short_names import ShortNames
from legaldocs.domain.text import VIETNAMESE_LETTERS, search_tokens


@dataclass(frozen=True, slots=True)
class DocumentMention:
    """One document named in a text. ``is_attached`` for a regulation or charter issued with another document."""

    start: int
    end: int
    number: str | None
    name: str
    is_self: bool = False
    is_attached: bool = False


_TYPES = (
    "Nghị quyết liên tịch|Thông tư liên tịch|Thông tư liên bộ|Thông tư|Nghị định|Nghị quyết|Quyết định|Chỉ thị"
    "|Pháp lệnh|Bộ luật|Luật|Hiến pháp|Sắc lệnh|Sắc luật|Lệnh|Văn bản hợp nhất|Công văn|Công điện|Thông báo|Kết luận"
    "|Hướng dẫn|Quy chế|Quy định|Quy chuẩn|Điều lệ|Văn bản|Quy trình|Nội quy|Kế hoạch|Đề án"
)
_ATTACHED = frozenset({"quy chế", "quy định", "quy chuẩn", "điều lệ", "quy trình", "nội quy", "đề án", "kế hoạch"})
_ANY_CASE = "|".join(rf"[{name[0]}{name[0].lower()}]{name[1:]}".replace(" ", r"\s+") for name in _TYPES.split("|"))
#: Written small these are things done or papers of any kind: "Việc thông báo này", "kế hoạch này".
_NOUNS = frozenset(
    {"thông báo", "hướng dẫn", "kế hoạch", "kết luận", "lệnh", "công văn", "công điện", "đề án", "quy trình"}
)
_THIS = re.compile(r"này(?:(?![^\W_])|(?=mà|và|thì|được|có|do|để))")
_BEGINS = r"(?:(?<![^\W_])|(?<=[IVX])(?=[TNQ]))"  # a lost space: "Phụ lục IThông tư này"
_SELF_BEFORE = re.compile(rf"{_BEGINS}({_ANY_CASE})\s+$")
_TYPE_BEFORE = re.compile(rf"{_BEGINS}(?:{_ANY_CASE})(?:\s+số){{0,2}}\s*:?\s*$")
_NUMBER_WORD_BEFORE = re.compile(r"(?<![^\W_])[Ss]ố\s*:?\s*$")
_LONGEST_TYPE = 40
_LONGEST_SELF = 30
_ATTACHED_BEFORE = re.compile(
    r"[Đđ]iều\s+\d+[a-zđ]?(?:\s+của)?\s+((?:Quy chế|Quy định|Điều lệ|Quy trình|Nội quy|Quy chuẩn|Danh mục)"
    r"(?:\s+[^\s.;:]+){0,15}?\s+(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\s+)$"
)
_LONGEST_ATTACHED = 160

_CAPITAL = "A-Z" + VIETNAMESE_LETTERS.upper()
_EXTERNAL = re.compile(
    r"\s+(?:(?:của|thuộc)\s+)?((?:Hiệp định|Công ước|Nghị định thư|Hiến chương|Thỏa thuận|Thoả thuận|Hợp đồng|Quy chế|Quy định"
    r"|Điều lệ|Nội quy|Nghị quyết|Nghị định|Thông tư|Quyết định|Luật|Pháp lệnh|Quy chuẩn)"
    rf"(?:\s+[{_CAPITAL}][\w-]*){{0,6}})"
    r"(?![^\W_])(?!\s+này)"
)
_YEAR_AFTER = re.compile(r"(?:\s+\(sửa\s+đổi\))?\s+(?:năm\s+)?((?:19|20)\d\d)(?![\d/])")
_DATE_AFTER = re.compile(
    r"\s+(?:đã\s+được\s+.{0,60}?\s+)?ngày\s+\d{1,2}\s*(?:tháng|[/.-])\s*\d{1,2}\s*(?:năm|[/.-])\s*(\d{4})"
)
_NUMBER_AFTER = re.compile(r"(?:\s+\(sửa\s+đổi\))?\s*[,(]?\s*(?:số|Số)\s*:?\s*$")
_LONGEST_BEFORE_NUMBER = 24
_LONGEST_TITLE = 420
_AHEAD = datetime.timedelta(days=75)  # decrees are issued shortly before the law they detail takes effect
_END_OF_SENTENCE = re.compile(r";|\. |[.:;]\n")
_Days = tuple[datetime.date, datetime.date]
_DESCRIBES = re.compile(r"quy định|hướng dẫn|thi hành|sửa đổi|ban hành")


class LawNumbers:
    """What one text has told about the numbers of laws so far; ``on`` is the day the text speaks from, if known."""

    def __init__(self, on: datetime.date | None = None) -> None:
        self._told: dict[str, set[str]] = {}
        self._bases: set[str] = set()
        self._on = on
        self.short = ShortNames()
        self.names = NameTree()

    def learn(self, name: str, number: str) -> None:
        """The text calls ``number`` by this name."""
        self._told.setdefault(_key(name), set()).add(number)

    def learn_name(self, name: str, number: str) -> None:
        """The text announces this name for a law; ``number`` is ``""`` where it does not tell it."""
        if KNOWN_NAMES.begins(name):  # a law known by its own name
            return
        self.names.add(name)
        if number:
            self.learn(name, number)

    def end_bases(self) -> None:
        """What was told up to here are the legal bases: the laws the text itself speaks of."""
        self._bases = {number for numbers in self._told.values() for number in numbers}

    def number_of(self, name: str, year: str | None, described: _Days | None = None, newest: int = 0) -> str | None:
        """The number of a law by its name: in the year given, as told before, or the one that bore the name on the
        day of the text. None when it is not certain. ``described`` is the day of the document whose title names it;
        ``newest`` the last year of the documents cited beside it: codified texts have been amended since their day."""
        key = _key(name)
        told = self._told.get(key, set())
        if year is None and described is not None:
            first, last = (law_number_on(key, day) for day in described)
            if (first or last) and first != last:
                return None
            known = _NUMBERS_BY_KEY.get(key, ())
            younger = bool(known) and min(_year_of(number) for number in known) > described[1].year
            if last is not None or younger or any(_year_of(number) > described[1].year for number in told):
                return last
        if year is None:
            on_the_day = self._on_the_day(key, newest)
            if len(told) == 1 and (on_the_day is None or told <= {on_the_day, *self._bases}):
                return next(iter(told))
            return on_the_day if not told or on_the_day in told else None
        of_year = {number for number in (*told, *_NUMBERS_BY_KEY.get(key, ())) if f"/{year}/" in number}
        return next(iter(of_year)) if len(of_year) == 1 else None

    def _on_the_day(self, key: str, newest: int) -> str | None:
        if self._on is None:
            return None
        if newest <= self._on.year:
            return law_number_on(key, self._on)
        first, last = (law_number_on(key, datetime.date(newest, month, 1)) for month in (1, 12))
        return first if first == last else None


def _key(name: str) -> str:
    """A name as it is compared: "Pháp lệnh về phí và lệ phí" is "Pháp lệnh phí và lệ phí"."""
    return search_tokens(name).replace("phap lenh ve ", "phap lenh ", 1)


def _year_of(number: str) -> int:
    match = re.search(r"/((?:19|20)\d\d)/", number)
    return int(match[1]) if match else 0


_NUMBERS_BY_KEY = {search_tokens(name): numbers for name, numbers in LAW_NUMBERS.items()}


def find_document_mentions(text: str, laws: LawNumbers) -> list[DocumentMention]:
    """Every document named in ``text``, in order, none inside another."""
    found: list[DocumentMention] = []
    numbers: dict[int, tuple[int, str]] = {}
    if "/" in text or "-" in text or "–" in text:  # most clauses name no document: one look instead of a search
        numbers = {start: (end, number.normal) for start, end, number in find_numbers(text)}
    named = _laws_by_name(text, laws, numbers) if "uật" in text or "háp" in text else []
    taken = [(mention.start, mention.end) for mention in named]
    found.extend(named)
    for start, (end, number) in numbers.items():
        if not any(first <= start < last for first, last in taken):
            found.append(_numbered(text, start, end, number))
    if "này" in text:
        found.extend(_this_document(text))
    found.extend(
        DocumentMention(start, end, number, name)
        for start, end, number, name in laws.short.find(text)
        if not any(mention.start < end and start < mention.end for mention in found)
    )
    found.sort(key=lambda mention: mention.start)
    if "sau đây" in text:
        laws.short.learn(text, [(mention.start, mention.end, mention.number) for mention in found if mention.number])
        told = [
            (mention.start, mention.end, mention.number or "", mention.name) for mention in found if not mention.is_self
        ]
        for name, number in laws.short.laws(text, told):
            laws.learn_name(name, number)
    return found


def _this_document(text: str) -> Iterator[DocumentMention]:
    """ "Nghị định này", "Quy chế này"."""
    for this in _THIS.finditer(text):
        before = text[max(0, this.start() - _LONGEST_SELF) : this.start()]
        match = _SELF_BEFORE.search(before)
        if match is not None and " ".join(match[1].split()) not in _NOUNS:
            start = this.start() - (len(before) - match.start())
            attached = " ".join(match[1].lower().split()) in _ATTACHED
            name = " ".join(text[start : this.end()].split())
            yield DocumentMention(start, this.end(), "", name, is_self=True, is_attached=attached)


def _numbered(text: str, start: int, end: int, number: str) -> DocumentMention:
    """A document cited by number, with the words for its type before it."""
    before = text[max(0, start - _LONGEST_TYPE) : start]
    match = _TYPE_BEFORE.search(before) or _NUMBER_WORD_BEFORE.search(before)
    first = start - (len(before) - match.start()) if match else start
    name = " ".join(text[first:end].split())
    wider = text[max(0, first - _LONGEST_ATTACHED) : first]
    attached = _ATTACHED_BEFORE.search(wider)
    if attached is None:
        return DocumentMention(first, end, number, name)
    return DocumentMention(first - (len(wider) - attached.start(1)), end, number, name, is_attached=True)


def external_document_after(text: str, position: int, laws: LawNumbers) -> DocumentMention | None:
    """A document named right behind a provision without number or known name: "Điều 5 Hiệp định TRIPS"."""
    match = _EXTERNAL.match(text, position)
    if match is None:
        return None
    name = " ".join(match[1].split())
    return DocumentMention(match.start(1), match.end(1), laws.short.number_of(name), name)


def _laws_by_name(text: str, laws: LawNumbers, numbers: dict[int, tuple[int, str]]) -> list[DocumentMention]:
    found: list[DocumentMention] = []
    newest = max((_year_of(number) for _, number in numbers.values()), default=0)
    after = 0
    for match in LAW.finditer(text):
        if match.start() < after or text[match.start() - 1 : match.start()].isalnum():
            continue
        end = end_of_name(text, match, laws.names)
        if end is None:
            continue
        mention = _named(text, match.start(), end, laws, numbers, newest)
        if mention is not None:
            found.append(mention)
            after = mention.end
    return found


def _named(
    text: str, start: int, end: int, laws: LawNumbers, numbers: dict[int, tuple[int, str]], newest: int
) -> DocumentMention | None:
    """A law cited by name: with the number or year behind the name, or by what is known of it."""
    name = " ".join(text[start:end].split())
    for number_start in range(end, min(end + _LONGEST_BEFORE_NUMBER, len(text))):
        if number_start in numbers and _NUMBER_AFTER.fullmatch(text, end, number_start):
            number_end, number = numbers[number_start]
            laws.learn(name, number)
            return DocumentMention(start, number_end, number, name)
    year = _YEAR_AFTER.match(text, end)
    if year is not None:
        number_of_year = laws.number_of(name, year[1])
        if number_of_year is not None:
            laws.learn(name, number_of_year)
        return DocumentMention(start, year.end(), number_of_year, name)
    dated = _DATE_AFTER.match(text, end)
    number_by_name = laws.number_of(name, dated[1] if dated else None, _described_on(text, start, numbers), newest)
    if dated and number_by_name is not None:
        laws.learn(name, number_by_name)
    return DocumentMention(start, end, number_by_name, name)


def _described_on(text: str, start: int, numbers: dict[int, tuple[int, str]]) -> _Days | None:
    """The day of the document in whose title a law is named: "Nghị định số 58/2012/NĐ-CP ngày … quy định chi tiết …".

    Without a day in the text it lies in the year of the number: its first and its last possible day are returned.
    """
    first = max(0, start - _LONGEST_TITLE)
    for mark in _END_OF_SENTENCE.finditer(text, first, start):
        first = mark.end()
    cited = [(end, number) for at, (end, number) in numbers.items() if first <= at and end <= start]
    if not cited:
        return None
    end, number = cited[-1]
    found = find_date(text[end : end + 40])
    if found is not None and found[1] <= 2:
        return (found[0] + _AHEAD,) * 2 if _DESCRIBES.search(text, end + found[2], start) else None
    year = _year_of(number)
    if not year or not _DESCRIBES.search(text, end, start):
        return None
    return datetime.date(year, 1, 1) + _AHEAD, datetime.date(year, 12, 31) + _AHEAD

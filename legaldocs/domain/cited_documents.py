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
from legaldocs.domain.law_names import LAW_NUMBERS, NAMES_ALONE
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
_SMALL = "a-z" + VIETNAMESE_LETTERS
_EXTERNAL = re.compile(
    r"\s+(?:(?:của|thuộc)\s+)?((?:Hiệp định|Công ước|Nghị định thư|Hiến chương|Thỏa thuận|Thoả thuận|Hợp đồng|Quy chế|Quy định"
    r"|Điều lệ|Nội quy|Nghị quyết|Nghị định|Thông tư|Quyết định|Luật|Pháp lệnh|Quy chuẩn)"
    rf"(?:\s+[{_CAPITAL}][\w-]*){{0,6}})"
    r"(?![^\W_])(?!\s+này)"
)
_LAW = re.compile(r"[BLPH](?:ộ\s+[Ll]uật|uật|háp\s+lệnh|iến\s+pháp)(?![^\W_])(?!\s+này)")
_NAME_WORD = re.compile(rf"\s+(\([{_CAPITAL}{_SMALL}/]+\)|[{_CAPITAL}{_SMALL}/]+)([,;](?=\s))?")
_YEAR_AFTER = re.compile(r"(?:\s+\(sửa\s+đổi\))?\s+(?:năm\s+)?((?:19|20)\d\d)(?![\d/])")
_DATE_AFTER = re.compile(
    r"\s+(?:đã\s+được\s+.{0,60}?\s+)?ngày\s+\d{1,2}\s*(?:tháng|[/.-])\s*\d{1,2}\s*(?:năm|[/.-])\s*(\d{4})"
)
_NUMBER_AFTER = re.compile(r"(?:\s+\(sửa\s+đổi\))?\s*[,(]?\s*(?:số|Số)\s*:?\s*$")
_LONGEST_BEFORE_NUMBER = 24
_CONSTITUTION = re.compile(
    r"(?:\s+nước\s+(?:Cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam|CHXHCN\s+Việt\s+Nam))?"
)
_AMENDING_LAW = re.compile(
    r"\s+[Ss]ửa\s+đổi,?\s+bổ\s+sung\s+(?:(?:một\s+số\s+[Đđ]iều|Điều\s+\d+|các\s+điều)\s+(?:của\s+)?(?:các\s+)?"
    r"|(?=(?:Luật|Bộ\s+[Ll]uật|Pháp\s+lệnh)\s))"
)
_END_OF_NAME = re.compile(
    r"(?:ngày|năm|số|được|có|thì|đã|này|hiện|hành|khi|để|về|cho|trong|do|phải|không|hoặc|là|mà|với|như|sẽ|đang|nhưng|nếu"
    r"|và|của|theo|tại|thuộc|quy|từ|đến|bị|cũng|khác|trên|dưới|sau|trước|còn|ban|sửa|bổ|nêu)"
)
_ABOUT = re.compile(r"\s+về(?=\s)")  # "Pháp lệnh về phí và lệ phí"
_GLUED_WORD = re.compile(  # a lost space: "Luật Quản lý thuếvà", "thuếngày"
    rf"([{_CAPITAL}{_SMALL}]{{2,}}?)(?:và|ngày|thì|nếu|khi|để|được|quy|có|theo|tại|của|bao|cụ|trình|hoặc|này|Điều|khoản)[{_CAPITAL}{_SMALL}]*"
)
_ABBREVIATED = re.compile(r"[A-ZĐ/]{2,}")  # a name ends with its abbreviation: "Luật Thuế TNDN"
_PREVENTION = re.compile(r"[Pp]hòng,\s+chống\s")  # the one comma that stands inside so many names
_LONGEST_UNKNOWN_NAME = 7
_LONGEST_TITLE = 420
_AHEAD = datetime.timedelta(days=75)  # decrees are issued shortly before the law they detail takes effect
_END_OF_SENTENCE = re.compile(r";|\. |[.:;]\n")
_Days = tuple[datetime.date, datetime.date]
_DESCRIBES = re.compile(r"quy định|hướng dẫn|thi hành|sửa đổi|ban hành")
_MOST_AMENDED_LAWS = 40
_AND_ANOTHER = re.compile(r"\s*(?:,|;)?\s*(?:và\s+)?(?=(?:Luật|Bộ\s+luật)\s)")


class _NameTree(dict[str, "_NameTree"]):
    """Known names as a tree of folded words."""

    ends_name = False

    def follow(self, words: str) -> _NameTree | None:
        """The branch after these words."""
        place: _NameTree | None = self
        for word in search_tokens(words).split():
            place = place.get(word) if place is not None else None
        return place

    def begins(self, text: str) -> bool:
        """Whether ``text`` begins with a known name."""
        place: _NameTree | None = self
        for word in search_tokens(text).split():
            place = place.get(word) if place is not None else None
            if place is None or place.ends_name:
                break
        return place is not None and place.ends_name

    def add(self, name: str) -> None:
        """Know one more name."""
        place = self
        for word in search_tokens(name).split():
            place = place.setdefault(word, _NameTree())
        place.ends_name = True


_NAMES = _NameTree()
for _name in (*LAW_NUMBERS, *NAMES_ALONE):
    _NAMES.add(_name)


class LawNumbers:
    """What one text has told about the numbers of laws so far; ``on`` is the day the text speaks from, if known."""

    def __init__(self, on: datetime.date | None = None) -> None:
        self._told: dict[str, set[str]] = {}
        self._bases: set[str] = set()
        self._on = on
        self.short = ShortNames()
        self.names = _NameTree()

    def learn(self, name: str, number: str) -> None:
        """The text calls ``number`` by this name."""
        self._told.setdefault(_key(name), set()).add(number)

    def learn_name(self, name: str, number: str) -> None:
        """The text announces this name for a law; ``number`` is ``""`` where it does not tell it."""
        if _NAMES.begins(name):  # a law known by its own name
            return
        self.names.add(name)
        if number:
            self.learn(name, number)

    def end_bases(self) -> None:
        """What was told up to here are the legal bases: the laws the text itself speaks of."""
        self._bases = {number for numbers in self._told.values() for number in numbers}

    def number_of(self, name: str, year: str | None, described: _Days | None = None) -> str | None:
        """The number of a law by its name: in the year given, as told before, or the one that bore the name on the
        day of the text. None when it is not certain. ``described`` is the day of the document whose title names it."""
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
            on_the_day = law_number_on(key, self._on) if self._on is not None else None
            if len(told) == 1 and (on_the_day is None or told <= {on_the_day, *self._bases}):
                return next(iter(told))
            return on_the_day if not told or on_the_day in told else None
        of_year = {number for number in (*told, *_NUMBERS_BY_KEY.get(key, ())) if f"/{year}/" in number}
        return next(iter(of_year)) if len(of_year) == 1 else None


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
    after = 0
    for match in _LAW.finditer(text):
        if match.start() < after or text[match.start() - 1 : match.start()].isalnum():
            continue
        end = _end_of_name(text, match, laws.names)
        if end is None:
            continue
        mention = _named(text, match.start(), end, laws, numbers)
        if mention is not None:
            found.append(mention)
            after = mention.end
    return found


def _named(
    text: str, start: int, end: int, laws: LawNumbers, numbers: dict[int, tuple[int, str]]
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
    number_by_name = laws.number_of(name, dated[1] if dated else None, _described_on(text, start, numbers))
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


def _end_of_name(text: str, match: re.Match[str], told: _NameTree | None = None) -> int | None:
    """Where the name of a law ends: the longest known name, else its words up to one that ends names."""
    kind = " ".join(match[0].lower().split())
    if kind == "hiến pháp":
        country = _CONSTITUTION.match(text, match.end())
        return country.end() if country else match.end()
    amending = _AMENDING_LAW.match(text, match.end())
    if amending is not None:
        end = _end_of_amended_laws(text, amending.end())
        return end if end > amending.end() else None
    announced = _end_of_known_name(text, match, told) if told else None
    known = _end_of_known_name(text, match, _NAMES)
    return max(announced or 0, known or 0) or _end_of_unknown_name(text, match)


def _end_of_amended_laws(text: str, position: int) -> int:
    """Where "Luật A, Luật B và Luật C" ends, after "Luật sửa đổi, bổ sung một số điều của"."""
    end = position
    closed = False  # the law behind "và" is the last of the list
    for _ in range(_MOST_AMENDED_LAWS):
        inner = _LAW.match(text, position)
        name_end = _end_of_name(text, inner) if inner else None
        if name_end is None:
            break
        end = name_end
        joint = _AND_ANOTHER.match(text, end)
        if joint is None or closed:
            break
        closed = "và" in joint[0]
        position = joint.end()
    return end


def _end_of_known_name(text: str, match: re.Match[str], names: _NameTree) -> int | None:
    place = names.follow(match[0])
    at, best = match.end(), None
    about = _ABOUT.match(text, at)
    if about is not None and text[match.start()] in "Pp":
        at = about.end()
    while place and (word := _NAME_WORD.match(text, at)):
        glued = _GLUED_WORD.fullmatch(word[1])
        following = place.follow(word[1])
        if following is None and glued is not None:
            last = place.follow(glued[1])
            return word.start(1) + len(glued[1]) if last is not None and last.ends_name else best
        place = following
        at = word.end()
        if place is not None and place.ends_name:
            best = word.end(1)
    return best


def _end_of_unknown_name(text: str, match: re.Match[str]) -> int | None:
    at, best = match.end(), None
    for count in range(_LONGEST_UNKNOWN_NAME):
        word = _NAME_WORD.match(text, at)
        if word is None or _END_OF_NAME.fullmatch(word[1]):
            break
        if (
            count == 0 and not word[1][0].isupper() and match[0][0] != "B"
        ):  # a code of any kind: "Bộ luật phòng chống Doping"
            break
        best = word.end(1)
        abbreviated = _ABBREVIATED.match(word[1])
        if abbreviated is not None:
            return word.start(1) + abbreviated.end()
        if word[2] and not _PREVENTION.match(text, word.start(1)):
            break
        at = word.end()
    return best

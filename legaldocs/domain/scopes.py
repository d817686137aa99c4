"""Scopes of numbering and the question whether a recognised marker is believed in its context."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from legaldocs.domain.findings import Finding
from legaldocs.domain.markers import NOTES_TITLE, OFFICIAL_POINT_ORDER, POINT_ORDER, Mark, is_upper
from legaldocs.domain.quotes import OpenQuote
from legaldocs.domain.tree import Kind, Node
from legaldocs.domain.uris import roman_value
from legaldocs.domain.wrapping import OPEN_END

LEVELS = {
    Kind.PART: 0,
    Kind.CHAPTER: 1,
    Kind.SECTION: 2,
    Kind.SUBSECTION: 3,
    Kind.ARTICLE: 4,
    Kind.CLAUSE: 5,
    Kind.POINT: 6,
}
_BY_LEVEL = list(LEVELS)
#: Kinds whose numbering starts again where one of this kind opens; articles run through.
_BELOW = {
    kind: tuple(below for below in _BY_LEVEL[level + 1 :] if below is not Kind.ARTICLE)
    for kind, level in LEVELS.items()
}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SUB_ROMAN = {"i": 1, "v": 5, "x": 10}
_NAMES = {
    Kind.PART: "Phần", Kind.CHAPTER: "Chương", Kind.SECTION: "Mục", Kind.SUBSECTION: "Tiểu mục",
    Kind.ARTICLE: "Điều", Kind.CLAUSE: "khoản", Kind.POINT: "điểm",
}  # fmt: skip
_MAX_CLAUSE_GAP = 3

Rank = tuple[int, str]


def plain_num(mark: Mark) -> str:
    """The number of a mark without words: "thứ nhất" → "1", "ii" → "II"."""
    if mark.num.isalnum():
        return mark.num
    words = mark.num.split()
    if len(words) > 1:
        tens = 10 if len(words) == 3 else 0
        unit = {"bẩy": "bảy", "bốn": "tư", "lăm": "năm", "một": "nhất"}.get(words[-1].lower(), words[-1].lower())
        return str(tens + _ORDINALS.index(unit) + 1) if unit in _ORDINALS else mark.num
    return mark.num


def rank(mark: Mark) -> Rank:
    """The place of a mark in its sequence: (5, "a") for 5a; letters of điểm by the Vietnamese order."""
    num = mark.num
    return _rank(num if num.isalnum() else plain_num(mark), mark.kind is Kind.POINT, mark.style == "letter")


@lru_cache(maxsize=4096)
def _rank(num: str, is_point: bool, is_letter: bool) -> Rank:
    if is_point:
        return POINT_ORDER.find(num[0]) + 1, num[1:]
    if is_letter:
        return POINT_ORDER.find(num.lower()) + 1, ""
    digits = 0
    while digits < len(num) and num[digits].isdigit():
        digits += 1
    if digits:
        return int(num[:digits]), num[digits:]
    value = roman_value(num)
    if value is None and num[-1:].islower():
        return roman_value(num[:-1]) or 0, num[-1:]
    return value or POINT_ORDER.find(num.lower()[:1]) + 1, ""


def follows_point(last: int, now: int) -> bool:
    """Whether a letter is the next one, skipping letters that drafting rules leave out (f, j, w, z)."""
    if now == last + 1:
        return True
    return last < now <= last + 2 and POINT_ORDER[last] not in OFFICIAL_POINT_ORDER


class Scope:
    """One numbering of its own: the document, an annex, a form or a quotation."""

    __slots__ = (
        "has_articles",
        "has_content",
        "kind",
        "last",
        "names_articles",
        "node",
        "path",
        "pending",
        "quote",
        "styles",
        "sub_roman",
    )

    def __init__(self, node: Node | None, quote: OpenQuote | None = None) -> None:
        self.node = node
        self.kind = node.kind if node is not None else None
        self.quote = quote
        self.path: list[Node] = []
        self.last: dict[Kind, Rank] = {}
        self.styles: dict[Kind, str] = {}
        self.pending: list[tuple[str, int]] = []
        self.has_articles = False
        self.has_content = False
        self.names_articles = False
        self.sub_roman = 0

    @property
    def eid(self) -> str:
        """The prefix of everything named in this scope."""
        return self.node.eid if self.node is not None else ""

    @property
    def is_plain(self) -> bool:
        """Whether numbers inside are not provisions: forms to fill in, notes of a consolidated text."""
        return self.kind is Kind.FORM or (self.node is not None and self.node.marker == NOTES_TITLE)

    @property
    def leaf(self) -> Node | None:
        """The innermost open provision."""
        return self.path[-1] if self.path else self.node

    def is_next_article(self, mark: Mark) -> bool:
        """Whether an article continues the numbering of this scope."""
        last = self.last.get(Kind.ARTICLE)
        value, suffix = rank(mark)
        return last is not None and ((value == last[0] + 1 and not suffix) or (value == last[0] and suffix > last[1]))

    def is_soon_article(self, mark: Mark) -> bool:
        """Whether an article comes a little later in the numbering of this scope, some missing between."""
        last = self.last.get(Kind.ARTICLE)
        return last is not None and last[0] < rank(mark)[0] <= last[0] + _MAX_CLAUSE_GAP

    def is_next(self, mark: Mark) -> bool:
        """Whether a mark is the first or the next of its kind at this place."""
        last = self.last.get(mark.kind)
        value, suffix = rank(mark)
        if last is None:
            return value == 1
        if mark.kind is Kind.POINT:
            return follows_point(last[0], value) or (value == last[0] and suffix > last[1])
        return value == last[0] + 1 or (value == last[0] and suffix > last[1])

    def note(self, mark: Mark) -> None:
        """Remember an opened provision; deeper numberings start again, articles run through chapters."""
        kind = mark.kind
        self.last[kind] = rank(mark)
        self.styles[kind] = mark.style
        for deeper in _BELOW[kind]:
            self.last.pop(deeper, None)
            self.styles.pop(deeper, None)
        self.sub_roman = 0
        if kind is Kind.ARTICLE:
            self.has_articles = True

    def numbering_finding(self, mark: Mark, line: int) -> Finding | None:
        """What is odd about the number of a provision about to be opened."""
        if self.quote is not None or self.kind is Kind.FORM:
            return None
        kind = mark.kind
        if kind is Kind.POINT and len(mark.num) == 1 and mark.num in "fjwz":
            return Finding(
                "unusual-point-letter", f"Điểm “{mark.num})” dùng chữ cái không có trong bảng chữ cái tiếng Việt.", line
            )
        if (self.node is not None and kind is not Kind.ARTICLE) or self.is_next(mark):
            return None
        last = self.last.get(kind)
        value, suffix = rank(mark)
        name = _NAMES[kind]
        if last is None:
            runs_on = kind is Kind.PART or (
                kind is Kind.CHAPTER and Kind.PART in self.last
            )  # chapters run through parts
            if not runs_on and mark.style not in ("roman", "letter"):
                return Finding(
                    "numbering-gap", f"{name} đầu tiên mang số “{mark.num}”, không phải số đầu của dãy.", line
                )
            return None
        if value > last[0]:
            return Finding(
                "numbering-gap", f"Thiếu {name} trước {name} {mark.num}: số liền trước không có trong văn bản.", line
            )
        if kind in (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT) and (value, suffix) != last:
            return Finding("numbering-backwards", f"{name} {mark.num} đứng sau một số lớn hơn.", line)
        return None


def stands_alone(scope: Scope, mark: Mark, lines: Sequence[str], index: int) -> bool:
    """Whether "Điều 4." alone on its line is an article though some before it are missing (codified texts leave articles out):
    the line before it does not go on there, and a sentence begins after it. So is one that repeats the number of the last."""
    last = scope.last.get(Kind.ARTICLE)
    if mark.kind is not Kind.ARTICLE or not mark.dotted or mark.rest or last is None or scope.is_plain or scope.quote:
        return False
    if rank(mark) < last or not 0 < index < len(lines) - 1:
        return False
    first = lines[index + 1][0]
    return OPEN_END.search(lines[index - 1]) is None and (first.isupper() or first.isdigit())


def accepts(scope: Scope, mark: Mark) -> bool:
    """Whether a recognised mark opens a provision here."""
    if scope.is_plain:
        return False
    kind = mark.kind
    if kind is Kind.POINT:
        return _accepts_point(scope, mark)
    if kind is Kind.CLAUSE:
        return _accepts_clause(scope, mark)
    if kind is Kind.ARTICLE:
        return _accepts_article(scope, mark)
    return _accepts_upper(scope, mark)


def _accepts_article(scope: Scope, mark: Mark) -> bool:
    last = scope.last.get(Kind.ARTICLE)
    if last is None:
        titled_below = not mark.rest and (scope.node is None or scope.quote is not None)
        return mark.dotted or rank(mark)[0] == 1 or titled_below  # "Điều 17" alone in an annex: a cell of a table
    if scope.is_next(mark):
        return True
    if not mark.dotted or not mark.rest:
        return False
    return not mark.rest[0].islower()


def _accepts_upper(scope: Scope, mark: Mark) -> bool:
    if mark.style:
        return _accepts_heading(scope, mark)
    if scope.is_next(mark):
        return True
    if mark.rest and not mark.dotted and not is_upper(mark.rest):
        return False
    if mark.kind in (Kind.CHAPTER, Kind.PART):
        return mark.dotted or is_upper(mark.marker) or not mark.rest
    if rank(mark)[0] == 1 or scope.quote is not None:
        return True
    if not mark.rest:  # the title stands on the next line; the section before it may be repealed or not printed
        return scope.kind is None and scope.has_articles
    return is_upper(mark.rest)


def _accepts_heading(scope: Scope, mark: Mark) -> bool:
    """``I.`` and ``A.`` only outside articles and in sequence; C, D, I, V and X may be letters of the other style."""
    if scope.has_articles:
        return False
    if mark.style == "roman" and len(mark.num) == 1:
        letters = scope.last.get(Kind.PART)
        place = POINT_ORDER.find(mark.num.lower()) + 1
        if letters is not None and scope.styles.get(Kind.PART) == "letter" and follows_point(letters[0], place):
            following = scope.last.get(Kind.SECTION)
            if following is None or roman_value(mark.num) != following[0] + 1:
                mark.kind, mark.style = Kind.PART, "letter"
                return True
    return scope.is_next(mark) or (rank(mark)[0] == 1 and mark.style == "roman" and is_upper(mark.rest))


def _accepts_clause(scope: Scope, mark: Mark) -> bool:
    last = scope.last.get(Kind.CLAUSE)
    value, suffix = rank(mark)
    style = scope.styles.get(Kind.CLAUSE, mark.style)
    if mark.style == "note":
        return scope.has_articles and bool(scope.path) and scope.is_next(mark) and value > 0
    if mark.style != "." and (scope.quote is None or last is not None):
        in_article = bool(scope.path) and any(node.kind is Kind.ARTICLE for node in scope.path)
        return in_article and scope.is_next(mark) and style == mark.style and bool(mark.rest)
    if last is None:
        return (
            value == 1
            or scope.quote is not None
            or (bool(scope.path) and value <= 1 + _MAX_CLAUSE_GAP and scope.has_articles)
        )
    if value == last[0]:
        return True if suffix > last[1] else bool(scope.path) and scope.has_articles and suffix == last[1]
    if value > last[0]:
        return value - last[0] <= (_MAX_CLAUSE_GAP if scope.quote is None else 1000)
    return value == 1 and last[0] > 1 and not scope.has_articles and scope.quote is None


def _accepts_point(scope: Scope, mark: Mark) -> bool:
    value, suffix = rank(mark)
    last = scope.last.get(Kind.POINT)
    expected = scope.is_next(mark)
    if mark.style == ".":
        if scope.styles.get(Kind.POINT, ".") != ".":
            return False
        return expected and bool(scope.path)
    letter = mark.num
    if letter in _SUB_ROMAN and not expected and (scope.quote is None or last is not None):
        roman = _SUB_ROMAN[letter]
        if roman == 1 or roman == scope.sub_roman + 1:
            scope.sub_roman = roman
            return False
    if last is None:
        return value == 1 or scope.quote is not None or bool(scope.path)
    if value == last[0] and suffix == last[1]:
        return scope.has_articles
    return value > 0

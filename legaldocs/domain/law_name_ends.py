"""Names of laws in running text: where they end, by the names known and by the words that end one."""

from __future__ import annotations

import re

from legaldocs.domain.law_names import LAW_NUMBERS, NAMES_ALONE
from legaldocs.domain.text import VIETNAMESE_LETTERS, search_tokens

_LETTERS = f"A-Za-z{VIETNAMESE_LETTERS.upper()}{VIETNAMESE_LETTERS}"
LAW = re.compile(r"[BLPH](?:ộ\s+[Ll]uật|uật|háp\s+lệnh|iến\s+pháp)(?![^\W_])(?!\s+này)")
_NAME_WORD = re.compile(rf"\s+(\([{_LETTERS}/]+\)|[{_LETTERS}/]+)([,;](?=\s))?")
_CONSTITUTION = re.compile(
    r"(?:\s+nước\s+(?:Cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam|CHXHCN\s+Việt\s+Nam))?"
)
_AMENDING_LAW = re.compile(
    r"\s+[Ss]ửa\s+đổi,?\s+bổ\s+sung\s+(?:(?:một\s+số\s+[Đđ]iều|Điều\s+\d+|các\s+điều)\s+(?:của\s+)?(?:các\s+)?"
    r"|(?=(?:Luật|Bộ\s+[Ll]uật|Pháp\s+lệnh)\s))"
)
_AMENDING_MANY = re.compile(  # "Luật sửa đổi, bổ sung một số điều của các luật về thuế"
    r"\s+[Ss]ửa\s+đổi,?\s+bổ\s+sung\s+một\s+số\s+[Đđ]iều\s+(?:của|tại)\s+(?:các|\d{1,2})\s+[Ll]uật\s+(?:về|(?:có\s+)?liên\s+quan\s+đến)"
    r"(?:\s+(?!(?:ngày|năm|số|được|có|thì|đã|này|và|của|theo|tại|trong|do|để|khi|từ|hết)(?![^\W_]))"
    rf"[{_LETTERS}]+){{1,6}}"
)
_END_OF_NAME = re.compile(
    r"(?:ngày|năm|số|được|có|thì|đã|này|hiện|hành|khi|để|về|cho|trong|do|phải|không|hoặc|là|mà|với|như|sẽ|đang|nhưng|nếu"
    r"|và|của|theo|tại|thuộc|quy|từ|đến|bị|cũng|khác|trên|dưới|sau|trước|còn|ban|sửa|bổ|nêu)"
)
_ABOUT = re.compile(r"\s+về(?=\s)")  # "Pháp lệnh về phí và lệ phí"
_GLUED_WORD = re.compile(  # a lost space: "Luật Quản lý thuếvà", "thuếngày"
    rf"([{_LETTERS}]{{2,}}?)(?:và|ngày|thì|nếu|khi|để|được|quy|có|theo|tại|của|bao|cụ|trình|hoặc|này|Điều|khoản)[{_LETTERS}]*"
)
_ABBREVIATED = re.compile(r"[A-ZĐ/]{2,}")  # a name ends with its abbreviation: "Luật Thuế TNDN"
_PREVENTION = re.compile(r"[Pp]hòng,\s+chống\s")  # the one comma that stands inside so many names
_LONGEST_UNKNOWN_NAME = 7
_MOST_AMENDED_LAWS = 40
_AND_ANOTHER = re.compile(r"\s*(?:,|;)?\s*(?:và\s+)?(?=(?:Luật|Bộ\s+luật)\s)")


class NameTree(dict[str, "NameTree"]):
    """Known names as a tree of folded words."""

    ends_name = False

    def follow(self, words: str) -> NameTree | None:
        """The branch after these words."""
        place: NameTree | None = self
        for word in search_tokens(words).split():
            place = place.get(word) if place is not None else None
        return place

    def begins(self, text: str) -> bool:
        """Whether ``text`` begins with a known name."""
        place: NameTree | None = self
        for word in search_tokens(text).split():
            place = place.get(word) if place is not None else None
            if place is None or place.ends_name:
                break
        return place is not None and place.ends_name

    def add(self, name: str) -> None:
        """Know one more name."""
        place = self
        for word in search_tokens(name).split():
            place = place.setdefault(word, NameTree())
        place.ends_name = True


KNOWN_NAMES = NameTree()
for _known in (*LAW_NUMBERS, *NAMES_ALONE):
    KNOWN_NAMES.add(_known)


def end_of_name(text: str, match: re.Match[str], told: NameTree | None = None) -> int | None:
    """Where the name of a law ends: the longest known name, else its words up to one that ends names."""
    kind = " ".join(match[0].lower().split())
    if kind == "hiến pháp":
        country = _CONSTITUTION.match(text, match.end())
        return country.end() if country else match.end()
    many = _AMENDING_MANY.match(text, match.end())
    if many is not None:
        return many.end()
    amending = _AMENDING_LAW.match(text, match.end())
    if amending is not None:
        end = _end_of_amended_laws(text, amending.end())
        return end if end > amending.end() else None
    announced = _end_of_known_name(text, match, told) if told else None
    known = _end_of_known_name(text, match, KNOWN_NAMES)
    return max(announced or 0, known or 0) or _end_of_unknown_name(text, match)


def _end_of_amended_laws(text: str, position: int) -> int:
    """Where "Luật A, Luật B và Luật C" ends, after "Luật sửa đổi, bổ sung một số điều của"."""
    end = position
    closed = False  # the law behind "và" is the last of the list
    for _ in range(_MOST_AMENDED_LAWS):
        inner = LAW.match(text, position)
        name_end = end_of_name(text, inner) if inner else None
        if name_end is None:
            break
        end = name_end
        joint = _AND_ANOTHER.match(text, end)
        if joint is None or closed:
            break
        closed = "và" in joint[0]
        position = joint.end()
    return end


def _end_of_known_name(text: str, match: re.Match[str], names: NameTree) -> int | None:
    place = names.follow(match[0])
    at, best = match.end(), None
    about = _ABOUT.match(text, at)
    if about is not None and text[match.start()] in "Pp":
        at = about.end()
    while place and (word := _NAME_WORD.match(text, at)):
        following = place.follow(word[1])
        glued = _GLUED_WORD.fullmatch(word[1]) if following is None else None
        if glued is not None:
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
        if count == 0 and not word[1][0].isupper() and (match[0][0] != "B" or word[1] == "quốc"):
            break  # but "Bộ luật phòng chống Doping thế giới"
        best = word.end(1)
        abbreviated = _ABBREVIATED.match(word[1])
        if abbreviated is not None:
            return word.start(1) + abbreviated.end()
        if word[2] and not _PREVENTION.match(text, word.start(1)):
            break
        at = word.end()
    return best

"""Words of a question that tell nothing, how to see that it is a citizen's sentence, and numerals said two ways."""

from __future__ import annotations

from collections.abc import Sequence

from legaldocs.domain.text import fold
from legaldocs.search.plan import Variant
from legaldocs.search.terms import Word, words_in
from legaldocs.search.vocabulary import tone_placed

#: Phrases people ask with. Written with diacritics: a word typed with others is another word ("bị" is not "bí").
_ASKING = (
    "cho tôi hỏi", "cho mình hỏi", "cho em hỏi", "cho hỏi", "xin hỏi", "xin cho biết", "cho biết", "tôi muốn hỏi", "tôi muốn biết",
    "tôi muốn", "mình muốn", "em muốn", "muốn biết", "làm ơn", "giúp tôi", "giúp với", "vui lòng", "ai biết", "ai có thể",
    "là gì", "là ai", "là sao", "là như thế nào", "là thế nào", "như thế nào", "thế nào", "ra sao", "làm sao", "làm thế nào",
    "làm gì", "bằng cách nào", "kiểu gì", "tại sao", "vì sao", "bao nhiêu", "bao lâu", "bao giờ", "khi nào", "lúc nào", "ở đâu",
    "chỗ nào", "nơi nào", "đâu", "những gì", "cái gì", "gì", "nào", "mấy", "có phải", "có được", "có bị", "có bắt buộc", "có cần",
    "có thể", "có đúng", "có quyền", "có nên", "được không", "phải không", "đúng không", "hay không", "có không", "hay chưa",
    "được chưa", "được phép không", "không", "chưa", "hả", "nhỉ", "nhé", "ạ", "vậy", "thế", "à", "ơi", "ai",
)  # fmt: skip
#: Words of grammar and address; in a sentence they need not stand in the answer.
_GRAMMAR = (
    "thì", "mà", "là", "bị", "được", "cho", "của", "và", "với", "các", "những", "này", "đó", "kia", "ấy", "khi", "nếu", "như",
    "cũng", "rồi", "đang", "đã", "sẽ", "phải", "cần", "tại", "ở", "về", "để", "do", "vì", "nên", "hay", "hoặc", "lại", "ra",
    "vào", "lên", "xuống", "đi", "có", "tôi", "mình", "em", "anh", "chị", "cháu", "con", "nó", "họ", "người ta", "một", "cái",
    "việc", "theo", "từ", "đến", "tới", "trong", "ngoài", "trên", "dưới", "hết", "luôn", "muốn", "thêm", "nữa", "nhiều", "nhất",
    "tối đa", "tối thiểu", "theo quy định", "theo pháp luật", "quy định", "pháp luật", "hiện nay", "hiện tại", "bây giờ",
)  # fmt: skip
#: The lightest of them: in any long question they tell nothing.
_LIGHT = (
    "thì",
    "mà",
    "là",
    "bị",
    "được",
    "cho",
    "của",
    "và",
    "các",
    "những",
    "này",
    "đó",
    "khi",
    "nếu",
    "cũng",
    "đã",
    "sẽ",
    "phải",
    "cần",
)
#: Asked of any document: they are offered as an order or a filter, no text need hold them.
_WISHES = (
    "mới nhất",
    "hiện hành",
    "đang có hiệu lực",
    "còn hiệu lực",
    "toàn văn",
    "tải về",
    "download",
    "file word",
    "file pdf",
    "pdf",
)
#: Grammar that keeps its sense when it stands in these.
_SOLID = (
    "con nuôi", "con dấu", "con người", "người con", "con đẻ", "con cái", "con chung", "con riêng", "con ngoài", "có công",
    "có hiệu lực", "họ tên", "được phép", "tối thiểu vùng", "lương tối thiểu", "mức tối thiểu", "việc làm", "thôi việc",
    "nghỉ việc", "làm việc", "thử việc", "sự việc", "ngày lễ", "đi lại", "xuất khẩu", "đã qua", "pháp luật lao động",
    "văn bản quy định", "phổ biến pháp luật", "giáo dục pháp luật", "quy phạm pháp luật", "trên biển", "ngoài nước", "nước ngoài",
    "trong nước", "cấp lại", "đổi lại", "thu lại", "cho vay", "cho thuê", "tặng cho", "cho phép", "ra quyết định", "xuất cảnh",
    "anh hùng", "chị em", "anh em", "họ hàng", "từ thiện", "từ chối", "đến hạn", "tới hạn", "một phần", "một lần", "một thành viên",
    "do thái", "tự do", "lý do", "vì lợi ích", "nguyên tắc", "tối đa hóa", "hết hiệu lực", "hết hạn", "đi lính", "lên thổ cư",
    "có hại", "có thai", "bị can", "bị cáo", "bị đơn", "bị hại", "bị thương", "đang thi công", "họ, hụi", "dưới", "thêm giờ", "học thêm", "dạy thêm", "làm thêm",
    "không gian", "hàng không", "không khí", "không phép", "không trung", "thế chấp", "thế giới", "gây ra", "ra tù", "thay thế",
)  # fmt: skip


#: Words of somebody who tells what happened; the names of documents and provisions have none of them.
_TELLING = (
    "rồi", "mà", "thì", "mình", "tôi", "muốn", "người ta", "nhà mình", "bị người", "con tôi", "vợ tôi", "chồng tôi",
    "nó", "hàng xóm", "sang nhà", "không chịu", "bắt đền", "chưa trả", "rồi không",
)  # fmt: skip


#: "Không được", "không thuộc" are the law's own words.
_RULED = frozenset(["duoc", "thuoc", "phai", "qua", "gian", "khi", "trung", "nhan"])
#: What may follow the word that ends a question.
_AFTER_ALL = frozenset(["a", "nhi", "nhe", "vay", "the", "ha", "luat", "su", "moi", "nguoi", "em", "anh", "chi"])


def _phrases(texts: Sequence[str]) -> dict[str, list[tuple[tuple[str, str], ...]]]:
    table: dict[str, list[tuple[tuple[str, str], ...]]] = {}
    for text in texts:
        words = tuple((word.folded, tone_placed(word.typed)) for word in words_in(text))
        table.setdefault(words[0][0], []).append(words)
    for rows in table.values():
        rows.sort(key=len, reverse=True)
    return table


_ASKING_TABLE, _GRAMMAR_TABLE = _phrases(_ASKING), _phrases(_GRAMMAR)
_LIGHT_TABLE, _TELLING_TABLE = _phrases(_LIGHT), _phrases(_TELLING)
_ASKED_AT_ANY_PLACE = _phrases(("hay không", "có không", "được không", "phải không", "đúng không", "được phép không"))
_WISHES_TABLE, _SOLID_TABLE = _phrases(_WISHES), _phrases(_SOLID)


def _covered(words: Sequence[Word], table: dict[str, list[tuple[tuple[str, str], ...]]]) -> set[int]:
    """Places of words that stand in one of the phrases."""
    places: set[int] = set()
    for start, word in enumerate(words):
        for phrase in table.get(word.folded, ()):
            run = words[start : start + len(phrase)]
            if len(run) == len(phrase) and all(
                one.folded == folded and (one.is_plain or tone_placed(one.typed) == spoken)
                for one, (folded, spoken) in zip(run, phrase, strict=True)
            ):
                places.update(range(start, start + len(phrase)))
                break
    return places


#: So many words are a sentence, whatever they are: an answer may lack some.
LONG = 9


def plain_places(words: Sequence[Word]) -> frozenset[int]:
    """Places of words of asking and grammar, typed rightly: spelling help leaves them."""
    return frozenset(_covered(words, _ASKING_TABLE) | _covered(words, _GRAMMAR_TABLE) | _covered(words, _SOLID_TABLE))


def _denying(words: Sequence[Word]) -> set[int]:
    """Places of "không" and "chưa" that deny: they ask at the end of a sentence only."""
    ends = [place for place in range(len(words)) if all(word.folded in _AFTER_ALL for word in words[place + 1 :])]
    covered = _covered(words, _ASKED_AT_ANY_PLACE)
    return {
        place for place, word in enumerate(words) if word.folded in ("khong", "chua") and place not in ends
    } - covered


def is_told(words: Sequence[Word]) -> bool:
    """Whether somebody tells what happened, without asking anything; words without diacritics do not say so."""
    denied = {place for place in _denying(words) if words[place + 1].folded not in _RULED}
    return any(not words[place].is_plain for place in denied | _covered(words, _TELLING_TABLE))


def idle_places(words: Sequence[Word], kept: frozenset[int] = frozenset()) -> tuple[frozenset[int], bool]:
    """Places of words that tell nothing, and whether the question is a sentence in a citizen's own words.

    Words in ``kept`` (a term, a name) tell something. A question of words that all tell nothing keeps them all.
    """
    solid = _covered(words, _SOLID_TABLE) | kept
    asked = _covered(words, _ASKING_TABLE) - _covered(words, _SOLID_TABLE) - _denying(words)
    asking = asked - kept
    plain = all(word.is_plain for word in words)
    strong = {place for place in asking if place == len(words) - 1 or not plain or len(words) > 3}
    natural = bool(strong or (asked and not plain)) and len(words) - len(asked) >= 1 and len(words) >= 4
    idle = (_covered(words, _WISHES_TABLE) - kept) | (strong if natural else set())
    if natural or len(words) >= LONG:
        idle |= _covered(words, _GRAMMAR_TABLE if natural else _LIGHT_TABLE) - solid
    if len(idle) >= len(words):
        return frozenset(), natural
    return frozenset(idle), natural


_DIGITS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNITS = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_WORD_OF = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_COUNTED = frozenset(
    [
        "tuoi",
        "ngay",
        "thang",
        "nam",
        "gio",
        "phut",
        "giay",
        "tuan",
        "lan",
        "nguoi",
        "phan",
        "trieu",
        "nghin",
        "ty",
        "dong",
        "met",
        "thanh",
        "con",
        "co",
        "ban",
        "cong",
        "quy",
        "dem",
        "lop",
        "hang",
        "vung",
    ]
)


#: The law counts the age of small children in months: "con dưới 36 tháng tuổi".
MONTHS_UP_TO = 6


def read_numeral(words: Sequence[str]) -> tuple[int, int] | None:
    """The number said by the first words (below 100) and how many words say it; words as typed."""
    if not words:
        return None
    first, rest = words[0], words[1:]
    if first == "mười":
        if rest and (unit := _DIGITS.get(rest[0], _UNITS.get(rest[0]))):
            return 10 + unit, 2
        return 10, 1
    if first not in _DIGITS:
        return None
    if rest and rest[0] in {"mươi", "chục"} and _DIGITS[first] > 1:
        tens = _DIGITS[first] * 10
        if len(rest) > 1 and (unit := _DIGITS.get(rest[1], _UNITS.get(rest[1]))) and rest[1] != "năm":
            return tens + unit, 3
        return tens, 2
    return (_DIGITS[first], 1) if _DIGITS[first] else None


def say(number: int) -> tuple[str, ...]:
    """A number below 100 in words: 21 is "hai mươi mốt"."""
    if number < 10:
        return (_WORD_OF[number],)
    tens, unit = divmod(number, 10)
    head = ("mười",) if tens == 1 else (_WORD_OF[tens], "mươi")
    if not unit:
        return head
    last = {1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(unit, _WORD_OF[unit])
    return (*head, last)


def numeral_variants(words: Sequence[Word]) -> list[Variant]:
    """ "ba năm" is also "03 năm" and "3 năm"; "18 tuổi" is also "mười tám tuổi": a number with the thing it counts."""
    found: list[Variant] = []
    typed = [word.typed for word in words]
    for place, word in enumerate(words):
        if word.folded.isascii() and word.folded.isdigit() and len(word.folded) <= 2:
            number, length = int(word.folded), 1
        else:
            numeral = read_numeral(typed[place : place + 3])
            if numeral is None:
                continue
            number, length = numeral
        after = words[place + length].folded if place + length < len(words) else ""
        if not 0 < number < 100 or after not in _COUNTED:
            continue
        own = tuple(one.folded for one in words[place : place + length + 1])
        runs = [(str(number), after), (f"{number:02d}", after), (*(fold(part) for part in say(number)), after)]
        if after == "tuoi" and number <= MONTHS_UP_TO:
            runs.append((str(12 * number), "thang", "tuoi"))
        others = tuple(dict.fromkeys(run for run in runs if run != own))
        found.append(Variant(place, place + length + 1, others))
    return found

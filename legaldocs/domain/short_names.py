"""Short names a text gives to documents: "(sau đây viết tắt là Thông tư liên tịch số 06/2018)", "(… gọi tắt là Nghị định)".

Only what is announced in this way is known; another document of the same serial keeps its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TYPES = (
    r"(?:Nghị\s+quyết\s+liên\s+tịch|Thông\s+tư\s+liên\s+tịch|Thông\s+tư|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Chỉ\s+thị"
    r"|Pháp\s+lệnh|Bộ\s+luật|Luật)"
)
_NUMBER = r"(?:\s+số)?\s+(?P<serial>\d{1,4})(?:/(?P<year>(?:19|20)\d\d))?(?![\w/-]|\.\d)"
_SHORT = re.compile(rf"(?<![^\W_])(?P<type>{_TYPES}){_NUMBER}")
_ANNOUNCED = re.compile(
    r"sau\s+đây\s+(?:được\s+)?(?:gọi|viết)\s+(?:(?:tắt|chung|gọn)\s+)?là\s*:?\s*[“\"]?"
    rf"(?P<name>{_TYPES}(?:\s+số)?(?:\s+\d{{1,4}}(?:/(?:19|20)\d\d)?)?)(?![\w/-])\s*[”\"]?\s*(?=[).,;]|$)"
)
_LAW_ANNOUNCED = re.compile(  # "Luật Trọng tài thương mại (sau đây gọi tắt là Luật TTTM)"
    r"sau\s+đây\s+(?:được\s+)?(?:gọi|viết)\s+(?:(?:tắt|chung|gọn)\s+)?là\s*:?\s*[“\"]?"
    r"(?P<name>(?:Bộ\s+luật|Luật|Pháp\s+lệnh)(?:,?\s+(?!này|năm|số)[^\W\d_]+(?:/[^\W\d_]+)?){1,10})[”\"]?\s*(?=[).;]|$)"
)
_LONGEST_DESCRIPTION = 600  # between the number and the short name stand the date, the issuer and the title
_SERIAL = re.compile(r"0*(\d+)(?:/((?:19|20)\d\d))?")


def _key(name: str) -> str:
    return re.sub(r"\s+(?:số\s+)?0*(?=\d)", " ", " ".join(name.split())).lower().removesuffix(" số")


class ShortNames:
    """The short names one text has announced so far, each with the number it stands for."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def learn(self, text: str, mentions: list[tuple[int, int, str]]) -> None:
        """Take the short names announced in ``text``; ``mentions`` are its documents with start, end and number."""
        for announced in _ANNOUNCED.finditer(text):
            before = [mention for mention in mentions if 0 <= announced.start() - mention[1] <= _LONGEST_DESCRIPTION]
            number = self._meant(announced["name"], before)
            if number is not None:
                self._numbers[_key(announced["name"])] = number

    @staticmethod
    def laws(text: str, mentions: list[tuple[int, int, str, str]]) -> Iterator[tuple[str, str]]:
        """Names announced for laws, each with the number of the law they stand for, "" where it is not known.

        ``mentions`` are the documents of ``text`` with start, end, number and name.
        """
        for announced in _LAW_ANNOUNCED.finditer(text):
            before = [
                (number, name)
                for _, end, number, name in mentions
                if 0 <= announced.start() - end <= _LONGEST_DESCRIPTION
            ]
            name = " ".join(announced["name"].split())
            of_type = [row for row in before if row[1].split()[0].lower() == name.split()[0].lower()]
            if of_type:
                yield name, "" if "chung" in announced[0] and len(of_type) > 1 else of_type[-1][0]

    @staticmethod
    def _meant(name: str, before: list[tuple[int, int, str]]) -> str | None:
        """The document before a short name: the one of the same serial, else the only one."""
        serial = _SERIAL.search(name)
        if serial is not None:
            same = [number for _, _, number in before if _same_serial(number, serial[1], serial[2])]
            return same[-1] if same else None
        return before[0][2] if len({number for _, _, number in before}) == 1 else None

    def number_of(self, name: str) -> str | None:
        """The number a short name stands for, as "Nghị định" behind a provision."""
        return self._numbers.get(_key(name))

    def find(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Where announced short names with a serial stand: start, end, number, name."""
        if not self._numbers:
            return
        for match in _SHORT.finditer(text):
            number = self._numbers.get(_key(match[0]))
            if number is not None:
                yield match.start(), match.end(), number, " ".join(match[0].split())


def _same_serial(number: str, serial: str, year: str | None) -> bool:
    match = _SERIAL.match(number)
    return match is not None and match[1] == serial and (year is None or match[2] is None or match[2] == year)

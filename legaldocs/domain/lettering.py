"""The letters of a text: what does not belong into a Vietnamese legal text, line by line.

Greek letters, mathematics, currencies and the letters of other Latin alphabets are at home in legal texts (formulas,
names, treaties); Cyrillic look-alikes, signs of private fonts and what is left of old fonts are not (domain.md 4.3,
QĐ 72/2002/QĐ-TTg and TCVN 6909:2001 on Unicode). The different words of a text are looked at first, the text itself
only for what was found among them: that is ten times as fast.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from legaldocs.domain.findings import Finding, Severity
from legaldocs.domain.syllables import is_odd

MOST_LINES = 30
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTER, _OLD = r"[^\W\d_]", "\u00b5\u00b6\u00b8\u00b9\u00a8\u00a9\u00ae\u00be"


@dataclass(frozen=True, slots=True)
class _Check:
    code: str
    pattern: re.Pattern[str]
    say: Callable[[list[str]], str]
    severity: Severity = Severity.WARNING


def _listed(found: list[str]) -> str:
    names = [f"“{word}”" for word in dict.fromkeys(found)]
    return ", ".join(names[:5]) + (f" và {len(names) - 5} chữ khác" if len(names) > 5 else "")


def _named(found: list[str]) -> str:
    names = [f"U+{ord(sign):04X} {unicodedata.name(sign, '').lower()}".strip() for sign in dict.fromkeys(found)]
    return ", ".join(names[:3]) + (f" và {len(names) - 3} ký tự khác" if len(names) > 3 else "")


_CHECKS = (
    _Check("broken-characters", re.compile("\ufffd"),
           lambda found: f"Có {len(found)} ký tự đã mất (�) do sai bảng mã.", Severity.ERROR),
    _Check("private-character", re.compile(r"[\ue000-\uf8ff]"),
           lambda found: f"Có ký hiệu của phông riêng, máy khác không hiện được: {_named(found)}."),
    _Check("foreign-letter",
           re.compile(r"[\u0400-\u058f\u0590-\u1dbf\u2c00-\u2dff\u3040-\u9fff\ua640-\ua7ff\uac00-\ud7af]"),
           lambda found: f"Chữ cái {_listed(found)} không thuộc bảng chữ cái tiếng Việt và La-tinh."),
    _Check("odd-character",
           re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u0300-\u036f\u00a1\u00a4\u00a6\u00bf\u202a-\u202e\u2066-\u2069"
                      r"\ufb00-\ufb06\ufe00-\ufe0f\ufff0-\ufffc\U0001f000-\U0001faff]"),
           lambda found: f"Có ký tự không dùng trong văn bản: {_named(found)}."),
    _Check("legacy-font-leftover",
           re.compile(rf"[a-zA-Z]{{1,9}}[{_OLD}](?=[a-z\u00e0-\u00fe])[\w{_OLD}]{{1,9}}|\u00ae[\u00a8-\u00fe\w]{{1,9}}|"
                      r"(?<![a-zA-Z])[a-zA-Z]{1,4}[\u00b5\u00b6\u00b8](?![\w/])|ñ[aeiouöô]\w{0,9}|"
                      r"[a-zA-Z]{0,9}(?:[aeouAEOU][øùûõïØÙÛÕÏ]|[öÖ][ôøùûõïÔØÙÛÕÏ])(?![^\W\d_])"),
           lambda found: f"{_listed(found)} giống chữ sót lại của phông cũ (TCVN3, VNI)."),
    _Check("ocr-digits", re.compile(rf"(?<![\w.,/-]){_LETTER}{{0,9}}[ăâđêôơưà-ý\u1ea0-\u1ef9]{_LETTER}{{0,9}}[0158]{_LETTER}{{2,9}}"),
           lambda found: f"{_listed(found)} lẫn chữ và chữ số; có thể nhận dạng nhầm."),
)  # fmt: skip


def check_letters(text: str) -> list[Finding]:
    """What is odd about the letters, one finding a line and kind; linear in the length of the text."""
    different = "\n".join(set(text.split()))
    odd = sorted({word for word in set(_WORD.findall(different)) if is_odd(word)}, key=len, reverse=True)[:2000]
    findings: list[Finding] = []
    if odd:
        several = re.compile(rf"(?<!{_LETTER})(?:{'|'.join(map(re.escape, odd))})(?!{_LETTER})")
        findings += _by_lines(text, _Check("odd-syllable", several, _say_odd))
    for check in _CHECKS:
        if check.pattern.search(different):
            findings += _by_lines(text, check)
    return findings


def check_lost(text: str) -> list[Finding]:
    """Characters that were lost when the text was stored."""
    return list(_by_lines(text, _CHECKS[0])) if "\ufffd" in text else []


def _say_odd(found: list[str]) -> str:
    return f"{_listed(found)} không phải âm tiết tiếng Việt; có thể dính chữ, thiếu chữ hoặc sai dấu."


def _by_lines(text: str, check: _Check) -> Iterable[Finding]:
    """One finding for each of the first lines, one for all that follow."""
    by_line: dict[int, list[str]] = {}
    line, counted = 1, 0
    for match in check.pattern.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        by_line.setdefault(line, []).append(match[0])
    rows = list(by_line.items())
    for number, found in rows[:MOST_LINES]:
        yield Finding(check.code, check.say(found), number, check.severity)
    if len(rows) > MOST_LINES:
        more = f"Còn {len(rows) - MOST_LINES} dòng khác có cùng nhận xét, kể từ dòng này."
        yield Finding(check.code, more, rows[MOST_LINES][0], check.severity)

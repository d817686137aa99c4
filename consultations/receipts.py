"""Receipt codes: sixteen signs in four groups of four, the last one a check sign; easy to read aloud and to type.

The alphabet has 31 signs, without the letters that look like figures (I, L, O, U, Z); a code is found again whatever
the case, the spaces and dashes, and with O typed for 0, I and L for 1, Z for 2.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
LENGTH = 16
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_LOOK_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "Đ": "D"})
_NOISE = re.compile(r"[\s\-‐‑–—.·_/]+")


def _check_sign(body: str) -> str:
    """The sign that makes the sum of position × value divisible by 31, as in ISBN-10.

    31 is prime and positions are 1 … 16, so any single wrong sign and any two signs exchanged are noticed.
    """
    total = sum(position * _VALUE[sign] for position, sign in enumerate(body, start=1))
    return ALPHABET[-2 * total % 31]  # 2 is the inverse of 16, the weight of the check sign


def new_code() -> str:
    """A fresh code from the system's source of randomness (74 bits)."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + _check_sign(body)


def normalise(typed: object) -> str:
    """The code as stored, or an empty string when what was typed cannot be one."""
    code = _NOISE.sub("", str(typed or "")[:200]).upper().translate(_LOOK_ALIKE)
    if len(code) != LENGTH or any(sign not in _VALUE for sign in code):
        return ""
    return code if _check_sign(code[:-1]) == code[-1] else ""


def grouped(code: str) -> str:
    """``AB12-CD34-EF56-GH78``."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))

"""Which law a name meant on a day: "Luật Đất đai" in a text of 2015 is 45/2013/QH13, in one of 2025 it is 31/2024/QH15.

Days of effect: the closing articles of the laws, as printed in Công báo and recorded in Bộ pháp điển.
"""

from __future__ import annotations

import datetime

from legaldocs.domain.law_names import LAW_NUMBERS
from legaldocs.domain.numbers import parse_number
from legaldocs.domain.text import search_tokens

#: Laws that replaced another of the same name, with their day of effect. A number that stands in ``LAW_NUMBERS`` behind
#: another and not here amends the one before it: the name goes on meaning that one.
EFFECTIVE_FROM: dict[str, str] = {
    "91/2015/QH13": "2017-01-01", "95/2015/QH13": "2017-07-01", "100/2015/QH13": "2018-01-01",
    "45/2019/QH14": "2021-01-01", "92/2015/QH13": "2016-07-01", "101/2015/QH13": "2018-01-01",
    "116/2025/QH15": "2026-07-01", "80/2015/QH13": "2016-07-01", "64/2025/QH15": "2025-04-01",
    "58/2014/QH13": "2016-01-01", "41/2024/QH15": "2025-07-01", "117/2025/QH15": "2026-03-01",
    "55/2014/QH13": "2015-01-01", "72/2020/QH14": "2022-01-01", "19/2023/QH15": "2024-07-01",
    "32/2024/QH15": "2024-07-01", "80/2025/QH15": "2025-07-01", "23/2018/QH14": "2019-07-01",
    "07/2017/QH14": "2018-07-01", "54/2019/QH14": "2021-01-01", "73/2014/QH13": "2015-07-01",
    "37/2018/QH14": "2019-07-01", "53/2014/QH13": "2015-01-01", "46/2024/QH15": "2025-07-01",
    "50/2024/QH15": "2025-07-01", "68/2020/QH14": "2021-07-01", "48/2019/QH14": "2020-07-01",
    "12/2022/QH15": "2023-07-01", "45/2024/QH15": "2025-07-01", "68/2014/QH13": "2015-07-01",
    "59/2020/QH14": "2021-01-01", "09/2017/QH14": "2018-01-01", "105/2016/QH13": "2017-01-01",
    "30/2018/QH14": "2019-07-01", "45/2013/QH13": "2014-07-01", "31/2024/QH15": "2024-08-01",
    "43/2013/QH13": "2014-07-01", "22/2023/QH15": "2024-01-01", "67/2014/QH13": "2015-07-01",
    "61/2020/QH14": "2021-01-01", "39/2019/QH14": "2020-01-01", "58/2024/QH15": "2025-01-01",
    "05/2022/QH15": "2023-01-01", "61/2024/QH15": "2025-02-01", "06/2017/QH14": "2018-07-01",
    "16/2023/QH15": "2024-07-01", "20/2023/QH15": "2024-07-01", "43/2019/QH14": "2020-07-01",
    "23/2008/QH12": "2009-07-01", "54/2014/QH13": "2015-01-01", "69/2025/QH15": "2026-01-01",
    "52/2014/QH13": "2015-01-01", "23/2012/QH13": "2013-07-01", "17/2023/QH15": "2024-07-01",
    "88/2015/QH13": "2017-01-01", "15/2023/QH15": "2024-01-01", "29/2013/QH13": "2014-01-01",
    "81/2015/QH13": "2016-01-01", "08/2022/QH15": "2023-01-01", "66/2014/QH13": "2015-07-01",
    "29/2023/QH15": "2024-08-01", "33/2024/QH15": "2025-07-01", "75/2015/QH13": "2016-01-01",
    "83/2015/QH13": "2017-01-01", "89/2025/QH15": "2026-01-01", "69/2020/QH14": "2022-01-01",
    "65/2014/QH13": "2015-07-01", "27/2023/QH15": "2024-08-01", "51/2014/QH13": "2015-01-01",
    "13/2022/QH15": "2023-07-01", "73/2021/QH14": "2022-01-01", "53/2024/QH15": "2025-07-01",
    "14/2022/QH15": "2023-03-01", "36/2018/QH14": "2019-07-01", "20/2017/QH14": "2018-07-01",
    "42/2024/QH15": "2025-01-01", "38/2019/QH14": "2020-07-01", "108/2025/QH15": "2026-07-01",
    "22/2018/QH14": "2019-01-01", "112/2025/QH15": "2026-03-01", "28/2023/QH15": "2024-07-01",
    "57/2020/QH14": "2021-01-01", "11/2022/QH15": "2023-07-01", "84/2025/QH15": "2025-07-01",
    "06/2022/QH15": "2024-01-01", "106/2025/QH15": "2026-07-01", "41/2019/QH14": "2020-01-01",
    "127/2025/QH15": "2026-07-01", "89/2015/QH13": "2016-07-01", "39/2024/QH15": "2025-01-01",
    "48/2024/QH15": "2025-07-01", "109/2025/QH15": "2026-07-01", "67/2025/QH15": "2025-10-01",
    "66/2025/QH15": "2026-01-01", "107/2016/QH13": "2016-09-01", "18/2017/QH14": "2019-01-01",
    "25/2018/QH14": "2019-01-01", "76/2015/QH13": "2016-01-01", "63/2025/QH15": "2025-03-01",
    "65/2025/QH15": "2025-03-01", "72/2025/QH15": "2025-06-16", "34/2024/QH15": "2025-01-01",
    "93/2015/QH13": "2016-07-01", "10/2017/QH14": "2018-07-01", "11/2017/QH14": "2018-01-01",
    "74/2025/QH15": "2026-01-01", "24/2023/QH15": "2024-07-01", "50/2014/QH13": "2015-01-01",
    "19/2012/QH13": "2013-07-01", "14/2008/QH12": "2009-01-01", "44/2013/QH13": "2014-07-01",
    "27/2008/QH12": "2009-04-01", "17/2012/QH13": "2013-01-01", "63/2014/QH13": "2015-06-01",
    "57/2014/QH13": "2016-01-01", "24/2008/QH12": "2009-07-01", "56/2010/QH12": "2011-07-01",
}  # fmt: skip
#: Up to here the table of names is held to be complete: of a later text it says nothing.
KNOWN_UNTIL = datetime.date(2026, 1, 1)

_Periods = tuple[tuple[datetime.date, str], ...]


def _beginning(number: str, *, is_first: bool) -> datetime.date | None:
    """The day from which a name means this law; the first of a name from the year after it was passed."""
    if number in EFFECTIVE_FROM:
        return datetime.date.fromisoformat(EFFECTIVE_FROM[number])
    parsed = parse_number(number)
    return datetime.date(parsed.year + 1, 1, 1) if is_first and parsed is not None and parsed.year else None


def _periods() -> dict[str, _Periods]:
    found: dict[str, _Periods] = {}
    for name, numbers in LAW_NUMBERS.items():
        begins = [(_beginning(number, is_first=place == 0), number) for place, number in enumerate(numbers)]
        found[search_tokens(name)] = tuple(sorted((day, number) for day, number in begins if day is not None))
    return found


_PERIODS = _periods()


def law_number_on(name: str, on: datetime.date) -> str | None:
    """The number of the law that bore this name on a day; None when it is not known."""
    if on >= KNOWN_UNTIL:
        return None
    begun = [number for day, number in _PERIODS.get(search_tokens(name), ()) if day <= on]
    return begun[-1] if begun else None

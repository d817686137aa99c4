"""Provisions that share the document named behind the next one: "Điều 5 và cụm từ “…” tại khoản 1 Điều 13 Thông tư số …"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from legaldocs.domain.cited_documents import DocumentMention
from legaldocs.domain.cited_provisions import UnitGroup

_SHARING = re.compile(
    r"\s*,?\s*(?:(?:bao\s+)?gồm\s+(?:các\s+)?(?:điều\s+)?"
    r"|(?:và|,)\s+(?:các\s+)?(?:cụm\s+)?từ\s+[“\"][^”\"\n]{1,300}[”\"]\s+tại\s+)"
)
_AND = re.compile(r"\s*(?:,|;)?\s*(?:và\s+)?")
_AND_A_FORM = re.compile(r"\s*,?\s*và\s+")
_SAID_IN = re.compile(r"\s+(?:được\s+)?(?:(?:quy\s+định|ban\s+hành)\s+)?tại\s+")
_SAME_SENTENCE = re.compile(r"[^\S\n]*,?[^\S\n]+và\s[^.;:\n()]{1,100}?\s(?:tại|theo)\s+")


def document_of_next(
    text: str, groups: list[UnitGroup], by_start: Mapping[int, DocumentMention], last_article: int
) -> DocumentMention | None:
    """The document that ``groups[0]``, which names none, shares with a group behind it.

    ``last_article`` is the highest number of an article of the text itself: one beyond it can only be another's.
    """
    if groups[0].document_start is not None or len(groups) < 2:
        return None
    behind = groups[1]
    if len(groups) > 2 and _is_form(behind) and behind.document_start is None:
        # "… điểm a khoản 2 Điều 9 và Mẫu số 02 được quy định tại khoản 1 Điều 10 Thông tư số …"
        form, behind = behind, groups[2]
        said = _SAID_IN.fullmatch(text, form.end, behind.start)
        joins = said is not None and _AND.fullmatch(text, groups[0].end, form.start) is not None
    elif _is_form(behind):  # "khoản 9 Điều 3 và Mẫu số 01 kèm theo Thông tư số …"
        joins = _AND_A_FORM.fullmatch(text, groups[0].end, behind.start) is not None
    else:
        joint = _SAME_SENTENCE if _lies_beyond(groups[0], last_article) else _SHARING
        joins = joint.fullmatch(text, groups[0].end, behind.start) is not None
    if not joins or behind.document_start is None:
        return None
    mention = by_start.get(behind.document_start)
    return mention if mention is not None and not mention.is_self else None


def _is_form(group: UnitGroup) -> bool:
    return group.chains[0][-1].kind == "form"


def _lies_beyond(group: UnitGroup, last_article: int) -> bool:
    """Whether every article of a group has a number the text itself does not reach."""
    tops = [chain[0] for chain in group.chains]
    numbers = [re.match(r"\d+", unit.num or "") for unit in tops if unit.kind == "article"]
    return 0 < len(numbers) == len(tops) and all(n is not None and int(n[0]) > last_article > 0 for n in numbers)

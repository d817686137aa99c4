"""Wordings of provisions: the text a citizen quotes or rewrites, and two wordings compared word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from django.db.models import Q

from legaldocs.domain.text import nfc
from legaldocs.models import Provision

_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
MOST_TOKENS = 1_500  # beyond this what differs is shown as two whole passages: difflib is quadratic


def wording_of(provision: Provision) -> str:
    """The provision and everything below it as plain lines, with their numbers."""
    rows = Provision.objects.subtree(provision).order_by("order").values_list("marker", "heading", "text")
    return "\n".join(line for row in rows for line in provision_lines(*row))


def wordings_of(provisions: Iterable[Provision]) -> dict[int, str]:
    """The wordings of several provisions by key, in one query."""
    wanted = {provision.pk: provision for provision in provisions}
    if not wanted:
        return {}
    ranges = Q()
    for provision in wanted.values():
        ranges |= Q(expression_id=provision.expression_id, order__range=(provision.order, provision.end_order))
    rows = Provision.objects.filter(ranges).order_by("expression_id", "order")
    lines = [
        (expression_id, order, line)
        for expression_id, order, *words in rows.values_list("expression_id", "order", "marker", "heading", "text")
        for line in provision_lines(*words)
    ]
    return {
        pk: "\n".join(
            line
            for expression_id, order, line in lines
            if expression_id == provision.expression_id and provision.order <= order <= provision.end_order
        )
        for pk, provision in wanted.items()
    }


def provision_lines(marker: str, heading: str, text: str) -> list[str]:
    """ "1. Thời hạn …" as it is printed: number and first words on one line."""
    lines = [line for line in (heading, *text.split("\n")) if line.strip()]
    if not marker:
        return lines
    return [f"{marker} {lines[0]}", *lines[1:]] if lines else [marker]


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Segments (equal, delete, insert) of the two wordings, word by word."""
    old, new = _TOKEN.findall(nfc(before)), _TOKEN.findall(nfc(after))
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = _compare(old[start : len(old) - end], new[start : len(new) - end])
    segments = [("equal", "".join(old[:start])), *middle, ("equal", "".join(old[len(old) - end :]))]
    return [segment for segment in segments if segment[1]]


def _compare(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    if len(old) + len(new) > MOST_TOKENS:
        return [("delete", "".join(old)), ("insert", "".join(new))]
    out: list[tuple[str, str]] = []
    for tag, start, end, to_start, to_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(("equal", "".join(old[start:end])))
            continue
        out.append(("delete", "".join(old[start:end])))
        out.append(("insert", "".join(new[to_start:to_end])))
    return out

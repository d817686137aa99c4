"""Wordings of provisions: the text a citizen quotes or rewrites, and two wordings compared word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from django.db.models import Q

from legaldocs.domain.text import nfc
from legaldocs.models import Provision

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")
MOST_TOKENS = 4_000  # beyond this a comparison is shown as whole texts: difflib is quadratic


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
    if len(old) + len(new) > MOST_TOKENS:
        return [("delete", before), ("insert", after)]
    out: list[tuple[str, str]] = []
    for tag, start, end, to_start, to_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(("equal", "".join(old[start:end])))
            continue
        if end > start:
            out.append(("delete", "".join(old[start:end])))
        if to_end > to_start:
            out.append(("insert", "".join(new[to_start:to_end])))
    return out

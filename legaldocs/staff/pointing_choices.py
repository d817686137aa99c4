"""What an editor can choose from when pointing a citation: documents of the collection, provisions of one of them."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q

from legaldocs.citations_page import capital
from legaldocs.domain.text import fold
from legaldocs.domain.uris import words_of_eid
from legaldocs.models import LegalDocument, Provision
from legaldocs.rendering import shorten
from legaldocs.services.cited_records import current_wordings, is_name, records_by_key
from legaldocs.staff.access import LARGEST_KEY
from legaldocs.staff.finding_documents import find_documents

DOCUMENTS, PROVISIONS = 20, 60
_UNIT = re.compile(r"\b(phan|chuong|muc|tieu muc|dieu|khoan|diem|phu luc|mau so|doan) (\w+)")


def chosen_document(sent: str) -> LegalDocument | None:
    """The document whose key was sent; None for whatever is none."""
    if not sent.isdecimal() or len(sent) > 19 or int(sent) > LARGEST_KEY:
        return None
    return LegalDocument.objects.for_listing().filter(pk=int(sent), secrecy="none").first()


def document_choices(key: str, question: str, own: int) -> list[LegalDocument]:
    """Documents that the question finds; without one those that bear the number or the name in the text."""
    rows: Any = LegalDocument.objects.filter(secrecy="none").for_listing().order_by("-live", "-issued_on", "-pk")
    if question.strip():
        return list(find_documents(rows, question)[:DOCUMENTS])
    if not key:
        return []
    same = Q(number_key=key)
    if is_name(key):
        same = Q(pk__in=[record.shown.pk for record in records_by_key({key}).get(key, [])])
    return list(rows.filter(same).exclude(pk=own)[:DOCUMENTS])


def provision_choices(document: LegalDocument, question: str, said: list[str]) -> list[dict[str, str]]:
    """Provisions of the wording that applies: those the question finds, else those the text names and the articles."""
    wording = current_wordings([document.pk]).get(document.pk)
    if wording is None:
        return []
    rows = Provision.objects.filter(expression_id=wording).exclude(kind__in=("paragraph", "table", "quote"))
    units, words = _asked(question)
    found = []
    for eid, kind, heading, text in rows.order_by("order").values_list("eid", "kind", "heading", "text"):
        name = words_of_eid(eid)
        if question.strip():
            wanted = _fits(name, f"{heading} {text}", units, words)
        else:
            wanted = kind not in ("clause", "point") or eid in said
        if not wanted:
            continue
        found.append({"eid": eid, "name": capital(name), "words": shorten(heading or text)})
        if len(found) >= PROVISIONS:
            break
    return found


def _asked(question: str) -> tuple[list[str], list[str]]:
    """Units with their numbers ("dieu 5"), and the other words."""
    folded = " ".join(fold(question).replace(",", " ").split())
    units = [f"{name} {number}" for name, number in _UNIT.findall(folded)]
    if folded.isdigit():
        return [f"dieu {folded}"], []
    return units, [word for word in _UNIT.sub(" ", folded).split() if word]


def _fits(name: str, text: str, units: list[str], words: list[str]) -> bool:
    padded = f" {fold(name)} "
    if not all(f" {unit} " in padded for unit in units):
        return False
    if not words:
        return bool(units)
    folded = fold(text)
    return all(word in folded for word in words)

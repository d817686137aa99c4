"""Proof of the seals, and the erasure of personal data that leaves them intact."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from consultations.models import PersonalData, Submission
from consultations.sealing import matches, personal_hash
from consultations.services.submitting import comment_words


def seal_problems(submission: Submission) -> list[str]:
    """What does not agree between a submission, its comments, its personal data and its sealed original."""
    original = getattr(submission, "original", None)
    if original is None:
        return ["không có bản gốc niêm phong"]
    if not matches(original.payload, original.salt, submission.sealed_hash):
        return ["bản gốc niêm phong không khớp mã băm SHA-256"]
    sealed = json.loads(original.payload)
    problems = [
        f"{name} khác bản gốc"
        for name, value in (
            ("submission", str(submission.uuid)),
            ("consultation", submission.consultation_id),
            ("channel", submission.channel),
            ("sender_kind", submission.sender_kind),
            ("province", submission.province),
            ("official_number", submission.official_number),
        )
        if sealed[name] != value
    ]
    problems += list(_comment_problems(sealed, submission))
    personal = getattr(submission, "personal_data", None)
    if personal is not None and personal.erased_at is None:
        values = {name: getattr(personal, name) for name in ("full_name", "email", "phone", "address")}
        if personal_hash(values, personal.salt) != sealed["personal"]:
            problems.append("dữ liệu cá nhân khác bản gốc")
    elif personal is None and sealed["personal"]:
        problems.append("dữ liệu cá nhân bị mất mà không có dấu xóa")
    return problems


def _comment_problems(sealed: dict[str, Any], submission: Submission) -> Iterator[str]:
    rows = {str(row.uuid): row for row in submission.comments.all()}
    expected = {item["uuid"]: item for item in sealed["comments"]}
    if rows.keys() != expected.keys():
        yield f"có {len(rows)} góp ý, bản gốc có {len(expected)}"
    for key in rows.keys() & expected.keys():
        row, item = rows[key], expected[key]
        eid = row.provision.eid if row.provision else ""
        if any(item[name] != value for name, value in comment_words(row).items()) or item["eid"] != eid:
            yield f"góp ý số {row.position + 1} khác bản gốc"


def check_all_seals() -> Iterator[tuple[Submission, list[str]]]:
    """Every submission with its problems, in batches, oldest first."""
    rows = (
        Submission.objects.order_by("pk")
        .select_related("original", "personal_data")
        .prefetch_related("comments__provision")
    )
    for submission in rows.iterator(chunk_size=500):
        yield submission, seal_problems(submission)


@transaction.atomic
def erase_personal_data(*, submission_id: int, now: datetime.datetime) -> bool:
    """Erase name, contact and the salt of their hash; published text, counts and seal stay. ``False`` if nothing was there.

    Luật 91/2025/QH15 Điều 14: deletion on request or when the purpose is complete.
    """
    personal = PersonalData.objects.select_for_update().filter(pk=submission_id, erased_at=None).first()
    if personal is None:
        return False
    for name in ("full_name", "email", "phone", "address", "salt"):
        setattr(personal, name, "")
    personal.erased_at = now
    personal.save()
    Submission.objects.filter(pk=submission_id).exclude(channel="agency").update(public_name="", publish_name=False)
    return True

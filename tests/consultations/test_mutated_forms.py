"""Two thousand broken forms: never a 500, never anything half stored."""

from __future__ import annotations

import random

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consultations.models import Comment, RateWindow, SealedOriginal, Submission
from consultations.receipts import new_code
from consultations.services.verifying import seal_problems
from tests.factories.consultations import ConsultationFactory, add_question, posted_expression, submit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FORMS = 2000
VALUES = [
    "",
    " ",
    "\x00",
    "\x00abc\x1b",
    "a" * 10_001,
    "ế" * 70_000,
    "e\u0302\u0301" * 50,
    "\ud83d",
    "\U0001f600" * 20,
    "\u202eabc",
    "'\"><svg onload=1>",
    "{{ 7*7 }}{% load x %}",
    "%s%d%(x)s",
    "../../etc/passwd",
    "-1",
    "0",
    "1e309",
    "NaN",
    "9" * 400,
    "null",
    "[]",
    "{}",
    "true",
    "on",
    "agree",
    "disagree",
    "replace",
    "delete",
    "citizen",
    "a@b",
    "a@b.vn",
    "=cmd|' /C calc'!A0",
    "\r\nSet-Cookie: x=1",
    "Điều 1. Phạm vi",
    "Huế",
    "\n" * 5000,
]
NAMES = [
    "stance",
    "text",
    "change",
    "proposed_wording",
    "reason",
    "website",
    "started",
    "sender_kind",
    "full_name",
    "email",
    "phone",
    "address",
    "province",
    "publish_name",
    "consent",
    "basket",
    "sender",
    "once",
    "item",
    "undo",
    "code",
    "ma",
    "lạ",
    "csrfmiddlewaretoken",
]


def test_two_thousand_mutated_forms_never_fail_nor_store_half(client, settings):
    cache.clear()
    settings.SUBMISSION_RATE_LIMIT = 10**6
    rng = random.Random(20261123)
    consultation, closed = ConsultationFactory(open=True), ConsultationFactory(closed=True)
    expression, question, code = (
        posted_expression(consultation).pk,
        add_question(consultation).pk,
        submit(consultation).receipt_code,
    )
    slug = consultation.slug
    paths = [
        reverse("consultations:comment_provision", args=[slug, expression, "dieu-3--khoan-1"]),
        reverse("consultations:comment_question", args=[slug, question]),
        reverse("consultations:comment_whole", args=[slug]),
        reverse("consultations:comment_whole", args=[closed.slug]),
        reverse("consultations:basket", args=[slug]),
        reverse("consultations:change_basket", args=[slug]),
        reverse("consultations:sender", args=[slug]),
        reverse("consultations:send", args=[slug]),
        reverse("consultations:receipt_lookup"),
        reverse("consultations:receipt_email"),
        reverse("consultations:copy_of_text"),
    ]
    good = {"stance": "partly", "text": "Ý kiến hợp lệ.", "sender_kind": "citizen", "code": code, "email": "a@b.vn"}
    client.raise_request_exception = True
    for number in range(FORMS):
        if number % 100 == 0:
            RateWindow.objects.all().delete()
        data = {name: value for name, value in good.items() if rng.random() < 0.7}
        for _ in range(rng.randint(0, 6)):
            data[rng.choice(NAMES)] = [rng.choice(VALUES) for _ in range(rng.randint(1, 2))]
        if rng.random() < 0.05:
            data["text"] = SimpleUploadedFile("tệp.bin", bytes(rng.randrange(256) for _ in range(64)))
        if rng.random() < 0.1:
            data["code"] = new_code()
        path = rng.choice(paths)
        if rng.random() < 0.1:
            body = bytes(rng.randrange(256) for _ in range(rng.randint(0, 300)))
            kind = rng.choice(
                [
                    "application/json",
                    "multipart/form-data; boundary=x",
                    "multipart/form-data",
                    "text/plain",
                    "application/x-www-form-urlencoded",
                ]
            )
            response = client.generic("POST", path, body, content_type=kind)
        else:
            response = client.post(path, {name: _encodable(value) for name, value in data.items()})
        assert response.status_code < 500 or response.status_code == 503, (number, path, data)
        assert response.status_code != 503, (number, path, data)
    assert Submission.objects.count() == SealedOriginal.objects.count()
    assert not Comment.objects.filter(consultation=closed).exists()
    assert all(seal_problems(row) == [] for row in Submission.objects.all())


def _encodable(value):
    """The test client cannot encode lone surrogates; a browser cannot send them either."""
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

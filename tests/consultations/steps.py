"""The steps of a citizen from a clause to the receipt, as a browser takes them."""

from __future__ import annotations

import datetime
import re

from django.urls import reverse
from django.utils import timezone

from consultations.models import ConsultationPage
from tests.factories.consultations import posted_expression

WORDS = "Đề nghị rút ngắn thời hạn còn 10 ngày làm việc để người dân không phải chờ."


def form_url(consultation, anchor="dieu-3--khoan-1"):
    expression = posted_expression(consultation)
    return reverse("consultations:comment_provision", args=[consultation.slug, expression.pk, anchor])


def url(name, consultation):
    return reverse(f"consultations:{name}", args=[consultation.slug])


def hidden(response, name):
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', response.content.decode())
    assert found, f"no hidden field {name}"
    return found.group(1)


def add_comment(client, consultation, *, anchor="dieu-3--khoan-1", **data):
    data = {"stance": "partly", "text": WORDS, **data}
    return client.post(form_url(consultation, anchor), data)


def to_review(client, consultation, **data):
    return client.post(url("sender", consultation), {"sender_kind": "citizen", **data})


def send(client, consultation, review):
    data = {name: hidden(review, name) for name in ("basket", "sender", "once")}
    return client.post(url("send", consultation), data)


def closed_now(consultation):
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_at=timezone.now() - datetime.timedelta(seconds=1))

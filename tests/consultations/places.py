"""Where comments are made and listed."""

from __future__ import annotations

from django.urls import reverse

from consultations.services.submitting import NewComment
from legaldocs.models import Provision
from tests.factories.consultations import (
    posted_expression,
)


def listing_url(consultation):
    return reverse("consultations:comment_list", args=[consultation.slug])


def clause(consultation, anchor="dieu-3--khoan-1"):
    return Provision.objects.get(expression=posted_expression(consultation), anchor=anchor)


def on(target, **kwargs):
    return [
        NewComment(
            stance=kwargs.pop("stance", "partly"), text=kwargs.pop("text", "Ý kiến."), provision_id=target.pk, **kwargs
        )
    ]

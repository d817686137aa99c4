"""The e-mail by which a forgotten password is set anew."""

from __future__ import annotations

import logging
import smtplib
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
TIMEOUT = 10
MOST_ACCOUNTS = 5


def accounts_of(email: str) -> list[int]:
    """Accounts with this address that log in by password; one person may have several."""
    rows = get_user_model()._default_manager.filter(email__iexact=email.strip(), is_active=True).order_by("pk")
    return [user.pk for user in rows[:MOST_ACCOUNTS] if user.has_usable_password()]


def send_reset(account: int) -> bool:
    """Send the link to one account; ``False`` when it is gone or the mail server does not take it.

    The link is made here and stands nowhere else; it ends when it is used, when the account logs in or after
    ``PASSWORD_RESET_TIMEOUT``.
    """
    user: Any = get_user_model()._default_manager.filter(pk=account, is_active=True).first()
    if user is None or not user.email or not user.has_usable_password():
        return False
    with translation.override(settings.LANGUAGE_CODE):
        token, uid = default_token_generator.make_token(user), urlsafe_base64_encode(force_bytes(user.pk))
        path = reverse("consultations:password_set", args=[uid, token])
        context = {
            "name": user.get_full_name() or user.get_username(),
            "username": user.get_username(),
            "address": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}",
            "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        }
        message = EmailMessage(
            subject=_("Set your password anew"),
            body=render_to_string("emails/password_reset.txt", context),
            to=[user.email],
            connection=get_connection(timeout=TIMEOUT),
        )
    try:
        return bool(message.send())
    except (OSError, smtplib.SMTPException, ValueError):
        logger.exception("a link to set a password anew could not be e-mailed")
        return False

"""E-mails of the public part. Nothing personal but the address they go to, which is not kept."""

from __future__ import annotations

import logging
import smtplib

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from consultations import receipts
from consultations.models import Submission
from consultations.typed_text import clean_line

logger = logging.getLogger(__name__)
TIMEOUT = 10


def send_receipt(*, submission: Submission, email: str, address: str) -> bool:
    """Send code and address of one receipt; ``False`` when the mail server does not take it."""
    code = receipts.grouped(submission.receipt_code)
    context = {"submission": submission, "consultation": submission.consultation, "code": code, "address": address}
    message = EmailMessage(
        subject=clean_line(_("Receipt %(code)s for your comments") % {"code": code}),
        body=render_to_string("emails/receipt.txt", context),
        to=[email],
        connection=get_connection(timeout=TIMEOUT),
    )
    try:
        return bool(message.send())
    except (OSError, smtplib.SMTPException, ValueError):
        logger.exception("a receipt could not be e-mailed")
        return False

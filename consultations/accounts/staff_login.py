"""The log-in of the editors' part: wrong tries are counted per account and per address, like those of the agencies' desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import LoginForm

from consultations.errors import TooManyRequests
from consultations.rate_limit import client_address, count, require_below

TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS = 5, 30
PER_ACCOUNT, PER_ADDRESS = "staff-login-account", "staff-login-address"


class StaffLoginForm(LoginForm):
    """Wagtail's form with a limit; right or wrong is not looked at while the limit is reached."""

    def clean(self) -> dict[str, Any]:
        """Raises ``ValidationError`` when there were too many wrong tries within ten minutes, or this is another."""
        if self.request is None:
            return super().clean()
        now, address = timezone.now(), client_address(self.request)
        account = str(self.cleaned_data.get("username", "")).strip().casefold()
        try:
            require_below(PER_ACCOUNT, account, TRIES_PER_ACCOUNT, now)
            require_below(PER_ADDRESS, address, TRIES_PER_ADDRESS, now)
        except TooManyRequests as refused:
            minutes = max(1, -(-refused.retry_after // 60))
            words = _("Too many wrong tries. Please wait %(minutes)s minutes, then try again.")
            raise forms.ValidationError(words % {"minutes": minutes}, code="too_many") from refused
        try:
            return super().clean()
        except forms.ValidationError:
            count(PER_ACCOUNT, account, now)
            count(PER_ADDRESS, address, now)
            raise

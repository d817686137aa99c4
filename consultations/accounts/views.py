"""``/tai-khoan/``: a forgotten password set anew by e-mail, one's own password changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from consultations.accounts.forms import ChangePasswordForm, ForgottenForm, NewPasswordForm
from consultations.accounts.resetting import accounts_of
from consultations.agency.access import officer_of
from consultations.errors import TooManyRequests
from consultations.rate_limit import client_address, count, require_below
from consultations.tasks import send_password_reset

ASKED_PER_ADDRESS, ASKED_PER_EMAIL, WRONG_PER_ACCOUNT = 10, 3, 5
NOBODY = 0  # asked for with every unknown address too, so that both take the same time


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for the e-mail. What is answered is the same whether there is such an account or not."""
    form = ForgottenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _forgotten(request, form, 422 if request.method == "POST" else 200)
    now, email = timezone.now(), form.cleaned_data["email"].casefold()
    try:
        require_below("password-reset-address", client_address(request), ASKED_PER_ADDRESS, now)
    except TooManyRequests as refused:
        form.add_error(None, _wait(refused))
        return _forgotten(request, form, 429)
    count("password-reset-address", client_address(request), now)
    try:
        require_below("password-reset-email", email, ASKED_PER_EMAIL, now)
    except TooManyRequests:  # e-mails enough: said in the same words, for the number of tries tells of an account too
        return redirect("consultations:password_asked")
    count("password-reset-email", email, now)
    for account in accounts_of(email) or [NOBODY]:
        send_password_reset.enqueue(account)
    return redirect("consultations:password_asked")


def _wait(refused: TooManyRequests) -> str:
    minutes = max(1, -(-refused.retry_after // 60))
    return _("Too many tries. Please wait %(minutes)s minutes, then try again.") % {"minutes": minutes}


def _forgotten(request: HttpRequest, form: ForgottenForm, status: int) -> HttpResponse:
    return render(request, "consultations/accounts/forgotten.html", {"form": form}, status=status)


@never_cache
@require_safe
def password_asked(request: HttpRequest) -> HttpResponse:
    """What happens next, in the same words for everybody."""
    return render(request, "consultations/accounts/asked.html")


@method_decorator(never_cache, name="dispatch")
class PasswordSet(PasswordResetConfirmView):
    """The page behind the link of the e-mail; the token moves into the session, out of the address."""

    template_name = "consultations/accounts/set.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("consultations:password_done")

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again with its reasons; passwords are never sent back."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


@never_cache
@require_safe
def password_done(request: HttpRequest) -> HttpResponse:
    """The new password holds."""
    return render(request, "consultations/accounts/done.html")


@never_cache
@sensitive_post_parameters()
@login_required(login_url=reverse_lazy("consultations:agency_login"))
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    """Change one's own password; wrong tries at the present one are counted."""
    form = ChangePasswordForm(request.user, request.POST or None)
    status = 200
    if request.method == "POST":
        now, account = timezone.now(), str(request.user.pk)
        try:
            require_below("password-change", account, WRONG_PER_ACCOUNT, now)
        except TooManyRequests as refused:
            form = ChangePasswordForm(request.user)
            return _change(request, form, 429, _wait(refused))
        if form.is_valid():
            form.save()
            update_session_auth_hash(request, form.user)
            messages.success(request, _("Your password has been changed. Other devices have been logged out."))
            return HttpResponseRedirect(_home_of(request))
        if "old_password" in form.errors:
            count("password-change", account, now)
        status = 422
    return _change(request, form, status)


def _change(request: HttpRequest, form: ChangePasswordForm, status: int, wait: str = "") -> HttpResponse:
    context = {"form": form, "wait": wait, "officer": officer_of(request.user), "home": _home_of(request)}
    return render(request, "consultations/accounts/change.html", context, status=status)


def _home_of(request: HttpRequest) -> str:
    """Where the person works."""
    return reverse("consultations:agency_home") if officer_of(request.user) else reverse("wagtailadmin_home")

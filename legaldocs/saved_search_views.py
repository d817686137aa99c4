"""``/tim-kiem/theo-doi/``: follow a question by e-mail, confirm, end. These pages hold a token and are not cached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from legaldocs.errors import TooManySavedSearches
from legaldocs.list_context import home_crumb
from legaldocs.models import SavedSearch
from legaldocs.search.question import MAX_LENGTH, clean
from legaldocs.services import saved_searches
from portal.clients import client_address


class FollowForm(forms.Form):
    """An address, and the question it is to be told about."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_(
            "We send you a link; only when you have opened it do we write to you. The address is shown to nobody."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    q = forms.CharField(max_length=MAX_LENGTH, widget=forms.HiddenInput)
    filters = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)
    #: Left empty by people: the field is hidden from them.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def clean_q(self) -> str:
        """The question as it is asked."""
        return clean(self.cleaned_data["q"])

    def clean_filters(self) -> str:
        """Only filters the search page has."""
        try:
            return saved_searches.kept_filters(QueryDict(self.cleaned_data["filters"]))
        except (ValueError, UnicodeError):
            return ""


def _page(request: HttpRequest, template: str, title: Any, status: int = 200, **context: Any) -> HttpResponse:
    search = {"title": _("Search"), "url": reverse("legaldocs:search")}
    crumbs = [home_crumb(), search, {"title": title, "url": ""}]
    return render(request, template, {"title": title, "crumbs": crumbs, **context}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved_search(request: HttpRequest) -> HttpResponse:
    """The form; a valid one is always answered alike."""
    if request.method != "POST":
        data = request.GET
        initial = {"q": clean(data.get("q", "")), "filters": saved_searches.kept_filters(data)}
        form = FollowForm(initial=initial)
        return _form(request, form, initial["q"])
    form = FollowForm(request.POST)
    question = clean(request.POST.get("q", ""))
    if not form.is_valid() or not question:
        return _form(request, form, question, status=422)
    if form.cleaned_data["website"]:
        return _page(request, "legaldocs/saved_search_sent.html", _("Look into your mailbox"))
    try:
        saved_searches.require_pace(client_address(request))
        saved_searches.follow(
            email=form.cleaned_data["email"],
            question=form.cleaned_data["q"],
            filters=form.cleaned_data["filters"],
            language=get_language() or "vi",
            now=timezone.now(),
        )
    except TooManySavedSearches as error:
        form.add_error(None, str(error))
        return _form(request, form, question, status=429)
    return _page(request, "legaldocs/saved_search_sent.html", _("Look into your mailbox"), question=question)


def _form(request: HttpRequest, form: FollowForm, question: str, status: int = 200) -> HttpResponse:
    feed = ""
    if question:
        query = QueryDict(form["filters"].value() or "", mutable=True)
        query["q"] = question
        feed = f"{reverse('legaldocs:search_feed')}?{query.urlencode()}"
    return _page(
        request,
        "legaldocs/saved_search.html",
        _("Follow this search"),
        status,
        form=form,
        question=question,
        feed_url=feed,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button confirms: programs that open links of e-mails in advance confirm nothing."""
    row = SavedSearch.objects.filter(token=token[:40]).first()
    title = _("Follow a search")
    if row is None:
        return _page(request, "legaldocs/saved_search_gone.html", title, 404)
    if request.method == "POST":
        saved_searches.confirm(token, timezone.now())
        return _page(
            request,
            "legaldocs/saved_search_done.html",
            _("You now follow this search"),
            question=row.question,
            token=row.token,
            search_url=saved_searches.page_address(row),
        )
    return _page(request, "legaldocs/saved_search_confirm.html", title, row=row)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """A button ends it; mail programs post here by themselves (RFC 8058), so no token of a form is asked for."""
    title = _("End a followed search")
    row = SavedSearch.objects.filter(token=token[:40]).first()
    if row is None:
        return _page(request, "legaldocs/saved_search_gone.html", title, 404)
    if request.method == "POST":
        saved_searches.end(token)
        return _page(
            request, "legaldocs/saved_search_ended.html", _("You no longer follow this search"), question=row.question
        )
    return _page(request, "legaldocs/saved_search_end.html", title, row=row)

"""Saved searches: confirmed by a link, told by e-mail when a new document answers the question, ended by a link.

Kept are the address and the question, nothing else; what was never confirmed goes after two days. Whoever asks learns
nothing of other people's: every request is answered alike.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import logging
import smtplib
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from legaldocs.errors import TooManySavedSearches
from legaldocs.models import LegalDocument, SavedSearch
from legaldocs.search.answers import answer
from legaldocs.search.plan import Filters, Order
from legaldocs.search_filters import read_filters

logger = logging.getLogger(__name__)

#: Questions one address may follow, and requests it may make in a day before confirming any.
MOST_OF_ONE = 20
MOST_UNCONFIRMED = 5
#: Requests from one network address in ten minutes.
MOST_REQUESTS = 5
WINDOW_SECONDS = 600
UNCONFIRMED_KEPT = datetime.timedelta(days=2)
#: At most one e-mail a day for a question.
PAUSE = datetime.timedelta(hours=23)
#: New documents looked at one by one; of more, the newest answers are compared with them.
MOST_SINGLY = 40
MOST_TOLD = 20
MOST_MAILS = 200
TIMEOUT = 10
#: What of an address of the search page belongs to a saved search.
KEPT_PARAMETERS = (
    "loai",
    "co-quan",
    "ke-thua",
    "nam",
    "tu-nam",
    "den-nam",
    "hieu-luc",
    "tinh-trang-ngay",
    "linh-vuc",
    "tim",
    "trong",
)


def kept_filters(query: QueryDict) -> str:
    """The filters of an address as one line, always in the same order."""
    data = QueryDict(mutable=True)
    for name in KEPT_PARAMETERS:
        values = sorted(set(query.getlist(name)))[:20]
        if values:
            data.setlist(name, values)
    return data.urlencode()[:1000]


def require_pace(who: str) -> None:
    """Raise ``TooManySavedSearches`` when one network address asks too often; only a keyed hash of it is counted."""
    key = hmac.new(settings.SECRET_KEY.encode(), f"saved search\n{who}".encode(), hashlib.sha256).hexdigest()
    name = f"legaldocs.saved_search.{key}"
    cache.add(name, 0, WINDOW_SECONDS)
    try:
        asked = cache.incr(name)
    except ValueError:  # it ended between the two calls
        asked = 1
    if asked > MOST_REQUESTS:
        raise TooManySavedSearches(
            _(
                "Too many requests came from this network address. Please try again in ten minutes; your entries are below."
            )
        )


@transaction.atomic
def follow(*, email: str, question: str, filters: str, language: str, now: datetime.datetime) -> SavedSearch | None:
    """Keep the wish and send the link that confirms it; None when nothing was sent because it runs already.

    Raises ``TooManySavedSearches``.
    """
    email = email.strip().lower()
    own = SavedSearch.objects.select_for_update().filter(email=email)
    row = own.filter(question=question, filters=filters).first()
    if row is not None and row.confirmed_at:
        return None
    waiting = own.filter(confirmed_at=None, created_at__gt=now - datetime.timedelta(days=1)).count()
    if own.count() >= MOST_OF_ONE or (row is None and waiting >= MOST_UNCONFIRMED):
        raise TooManySavedSearches(
            _("This address follows many questions already. Please end one of them first, or try again tomorrow.")
        )
    if row is None:
        row = SavedSearch.objects.create(
            email=email, question=question, filters=filters, language=language, seen_until=now
        )
    transaction.on_commit(lambda: _send_confirmation(row))
    return row


def confirm(token: str, now: datetime.datetime) -> SavedSearch | None:
    """Begin to tell; None for a link that is none or has ended."""
    row = SavedSearch.objects.filter(token=token[:40]).first()
    if row is not None and row.confirmed_at is None:
        row.confirmed_at = row.seen_until = now
        row.save(update_fields=["confirmed_at", "seen_until"])
    return row


def end(token: str) -> bool:
    """Forget the wish and the address."""
    return bool(SavedSearch.objects.filter(token=token[:40]).delete()[0])


def forget_unconfirmed(now: datetime.datetime) -> int:
    """Wishes nobody confirmed go."""
    return SavedSearch.objects.filter(confirmed_at=None, created_at__lt=now - UNCONFIRMED_KEPT).delete()[0]


def tell_due(now: datetime.datetime) -> int:
    """Send what is due; how many e-mails went out. Stops after ``MOST_MAILS``, the rest follows at the next turn."""
    due = SavedSearch.objects.filter(Q(told_at=None) | Q(told_at__lt=now - PAUSE), confirmed_at__isnull=False)
    sent, known = 0, {}
    for row in due.order_by("told_at", "pk")[: 5 * MOST_MAILS]:
        if sent >= MOST_MAILS:
            break
        key = (row.question, row.filters, row.seen_until)
        if key not in known:
            known[key] = new_answers(row, now)
        documents = known[key]
        if documents and not _send_news(row, documents):
            continue
        sent += bool(documents)
        row.seen_until, row.told_at = now, now
        row.save(update_fields=["seen_until", "told_at"])
    return sent


def new_answers(row: SavedSearch, now: datetime.datetime) -> list[LegalDocument]:
    """Documents published since the last time that answer the question, newest first."""
    rows = LegalDocument.objects.public().filter(first_published_at__gt=row.seen_until, first_published_at__lte=now)
    new = set(rows.values_list("pk", flat=True)[:5000])
    if not new:
        return []
    filters = read_filters(QueryDict(row.filters))
    if len(new) <= MOST_SINGLY:
        found = {pk for pk in new if _answers(row.question, filters, pk)}
    else:
        pages = [answer(row.question, filters=filters, order=Order.NEWEST, page=n, page_size=100) for n in (1, 2)]
        found = {hit.document.pk for page in pages if not page.relaxed for hit in page.results} & new
    documents = LegalDocument.objects.for_listing().filter(pk__in=found).order_by("-issued_on", "-pk")
    return list(documents[:MOST_TOLD])


def _answers(question: str, filters: Filters, document_id: int) -> bool:
    if filters.document_id not in (None, document_id):
        return False
    found = answer(question, filters=replace(filters, document_id=document_id), page_size=1)
    return bool(found.count) and not found.relaxed and not found.failed


def page_address(row: SavedSearch) -> str:
    """The search page of the question."""
    query = QueryDict(row.filters, mutable=True)
    query["q"] = row.question
    return f"{_site()}{reverse('legaldocs:search')}?{query.urlencode()}"


def _site() -> str:
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


def _link(name: str, row: SavedSearch) -> str:
    return f"{_site()}{reverse(f'legaldocs:{name}', args=[row.token])}"


def _send_confirmation(row: SavedSearch) -> bool:
    with translation.override(row.language):
        return _send(
            row,
            _("Confirm that you want to follow a search"),
            "emails/saved_search_confirm.txt",
            {"confirm_url": _link("saved_search_confirm", row), "days": UNCONFIRMED_KEPT.days},
        )


def _send_news(row: SavedSearch, documents: Sequence[LegalDocument]) -> bool:
    with translation.override(row.language):
        rows = [
            {
                "name": document.citation_name,
                "abstract": document.abstract,
                "url": f"{_site()}{document.get_absolute_url()}",
            }
            for document in documents
        ]
        subject = _("New documents for “%(question)s”") % {"question": row.question[:80]}
        return _send(row, subject, "emails/saved_search_news.txt", {"documents": rows, "search_url": page_address(row)})


def _send(row: SavedSearch, subject: str, template: str, more: dict[str, object]) -> bool:
    """One plain e-mail; False when the mail server does not take it. The address stands in no log."""
    end_url = _link("saved_search_end", row)
    context = {"question": row.question, "end_url": end_url, "portal": settings.WAGTAIL_SITE_NAME, **more}
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string(template, context),
        to=[row.email],
        headers={"List-Unsubscribe": f"<{end_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        connection=get_connection(timeout=TIMEOUT),
    )
    try:
        return bool(message.send())
    except (OSError, smtplib.SMTPException, ValueError):
        logger.warning("an e-mail of saved search %s could not be sent", row.pk)
        return False


def duty(now: datetime.datetime | None = None) -> int:
    """What the clock does: tell, and let go what nobody confirmed."""
    moment = now or timezone.now()
    forget_unconfirmed(moment)
    return tell_due(moment)

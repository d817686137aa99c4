"""Tags and filters for every template (a builtin library): dates, numbers, icons, deadlines, the text of the law."""

import datetime
import re
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext, pgettext

from portal import provision_html

register = template.Library()

# Shapes in img/sprite.svg (symbols "status-…"); the values are those of legaldocs.domain.validity.Status.
STATUSES = frozenset(
    {
        "not_yet",
        "in_force",
        "partly_expired",
        "expired",
        "suspended",
        "partly_suspended",
        "obsolete",
        "unknown",
    }
)


# -- dates ----------------------------------------------------------------------------------------
def _moment(value: Any) -> datetime.date | datetime.datetime | None:
    if isinstance(value, str):
        try:
            return parse_datetime(value) if len(value) > 10 else parse_date(value)
        except ValueError:
            return None
    return value if isinstance(value, datetime.date) else None


def _local(value: datetime.date | datetime.datetime) -> datetime.date | datetime.datetime:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def vi_date(value: Any) -> str:
    """``13/06/2011`` for a date, a moment or an ISO string; empty for anything else."""
    moment = _moment(value)
    return "" if moment is None else f"{_local(moment):%d/%m/%Y}"


@register.filter
def vi_datetime(value: Any) -> str:
    """``17 giờ 00 ngày 30/11/2026``; a date without time gives the date alone."""
    moment = _moment(value)
    if moment is None:
        return ""
    local = _local(moment)
    if not isinstance(local, datetime.datetime):
        return vi_date(local)
    return gettext("%(hour)s:%(minute)s on %(date)s") % {
        "hour": f"{local:%H}",
        "minute": f"{local:%M}",
        "date": f"{local:%d/%m/%Y}",
    }


@register.filter
def iso_date(value: Any) -> str:
    """Machine form for ``<time datetime>``."""
    moment = _moment(value)
    return "" if moment is None else _local(moment).isoformat()


@register.filter
def days_left(deadline: Any, now: Any = None) -> int | None:
    """Calendar days from today to the deadline; 0 on its last day, negative once it has passed."""
    moment, current = _moment(deadline), _moment(now) or timezone.now()
    if moment is None:
        return None
    days = (_day(moment) - _day(current)).days
    if days == 0 and isinstance(moment, datetime.datetime) and isinstance(current, datetime.datetime):
        return -1 if _comparable(moment) <= _comparable(current) else 0
    return days


def _day(value: datetime.date | datetime.datetime) -> datetime.date:
    local = _local(value)
    return local.date() if isinstance(local, datetime.datetime) else local


def _comparable(value: datetime.datetime) -> datetime.datetime:
    return timezone.make_aware(value) if timezone.is_naive(value) else value


@register.simple_tag
def deadline_parts(deadline: Any, now: Any = None) -> dict[str, str]:
    """What ``components/deadline.html`` shows: ``left`` ("còn 3 ngày"), ``until`` and ``state`` (open, soon, over, none)."""
    left = days_left(deadline, now)
    moment = _moment(deadline)
    if left is None or moment is None:
        return {"left": "", "until": "", "state": "none"}
    values = {"moment": vi_datetime(moment)}
    if left < 0:
        return {"left": gettext("closed"), "until": gettext("at %(moment)s") % values, "state": "over"}
    until = (
        gettext("until %(moment)s") if isinstance(moment, datetime.datetime) else gettext("until the end of %(moment)s")
    )
    text = gettext("last day") if left == 0 else ngettext("%(days)s day left", "%(days)s days left", left)
    return {"left": text % {"days": left}, "until": until % values, "state": "soon" if left <= 3 else "open"}


# -- numbers --------------------------------------------------------------------------------------
@register.filter
def vi_number(value: Any) -> str:
    """``1.234.567`` in Vietnamese, ``1,234,567`` in English; what is no number comes back as it is."""
    if value is None or value == "":
        return ""
    try:
        return number_format(value, use_l10n=True, force_grouping=True)
    except (TypeError, ValueError):
        return str(value)


@register.filter
def file_size(size: Any) -> str:
    """``1,2 MB``: bytes in the unit a reader expects, one decimal from MB upwards."""
    try:
        number = float(size)
    except (TypeError, ValueError):
        return ""
    if number < 1024:
        return f"{number_format(int(number))} B"
    for unit in ("kB", "MB", "GB"):
        number /= 1024
        if number < 1024 or unit == "GB":
            break
    decimals = 0 if unit == "kB" or number >= 100 else 1
    return f"{number_format(round(number, decimals), decimal_pos=decimals)} {unit}"


@register.filter
def short_hash(value: Any) -> str:
    """The first twelve signs of a checksum, enough to compare by eye."""
    return str(value or "")[:12]


@register.filter
def groups_of_four(value: Any) -> list[str]:
    """A receipt code in groups of four, as it is printed and read aloud."""
    code = re.sub(r"[^0-9A-Za-z]", "", str(value or ""))
    return [code[start : start + 4] for start in range(0, len(code), 4)]


@register.filter
def percent_of(value: Any, total: Any) -> str:
    """Share of ``total`` as an SVG width (``43.2%``); 0 when there is nothing to divide by."""
    try:
        share = 100 * float(value) / float(total)
    except (TypeError, ValueError, ZeroDivisionError):
        return "0%"
    return f"{max(0.0, min(100.0, share)):.1f}%"


# -- marks ----------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str) -> SafeString:
    """One line icon of ``img/sprite.svg``; always beside a word, so hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("portal/img/sprite.svg"),
        name,
    )


@register.filter
def status_code(status: Any) -> str:
    """The status as used in class names and shapes; what is not known is ``unknown``, never guessed."""
    code = str(getattr(status, "value", status) or "")
    return code if code in STATUSES else "unknown"


@register.filter
def status_word(status: Any) -> str:
    """The status in words (Decree 30/2020, Law 80/2015: hiệu lực của văn bản)."""
    return {
        "not_yet": pgettext("validity", "Not yet in force"),
        "in_force": pgettext("validity", "In force"),
        "partly_expired": pgettext("validity", "Partly expired"),
        "expired": pgettext("validity", "Expired"),
        "suspended": pgettext("validity", "Suspended"),
        "partly_suspended": pgettext("validity", "Partly suspended"),
        "obsolete": pgettext("validity", "Obsolete"),
        "unknown": pgettext("validity", "Not determined"),
    }[status_code(status)]


# -- addresses ------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """``{% querystring %}`` that also works where there is no request (error pages, tests)."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    if query is None:
        from django.http import QueryDict

        query = QueryDict(mutable=True)
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}" if query else "?"


# -- the text of the law --------------------------------------------------------------------------
@register.simple_tag
def provisions(nodes: Any, heading_level: int = 2, inline: Any = None, notes: Any = None) -> SafeString:
    """A tree of provisions as HTML; see ``portal.provision_html``."""
    return provision_html.render_provisions(nodes or [], heading_level=heading_level, inline=inline, notes=notes)


@register.simple_tag
def contents_list(nodes: Any, base_url: str = "", current: str = "") -> SafeString:
    """The contents list of a tree of provisions."""
    return provision_html.render_contents(nodes or [], base_url=base_url, current=current)


@register.simple_tag
def marked_changes(segments: Any) -> SafeString:
    """Words compared: ``segments`` are (operation, text) with operation equal, insert or delete."""
    tags = {"insert": "ins", "delete": "del"}
    out = []
    for operation, text in segments or []:
        tag = tags.get(str(operation))
        out.append(f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text))
    return mark_safe("".join(out))

"""Tags and filters for every template (a builtin library): dates, numbers, icons, deadlines, the text of the law."""

import datetime
import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html import escape as html_escape
from typing import Any

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import number_format
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, pgettext

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
    """``left`` ("còn 3 ngày"), ``until`` and ``state`` (open, soon, over, none) for ``components/deadline.html``."""
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
    if type(value) is int and -1000 < value < 1000:
        return str(value)
    try:
        Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return str(number_format(value, use_l10n=True, force_grouping=True))


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


_NUMBER = re.compile(r"\b\d+[a-zA-Z]?(?:/\d{4})?/[A-ZĐ][A-ZĐa-zđ0-9]*(?:-[A-ZĐ][A-ZĐa-zđ0-9]*)+")


@register.filter(is_safe=False)
def whole_numbers(text: Any) -> SafeString:
    """Text in which a document number (43/2011/NĐ-CP) does not break at its hyphen."""
    return mark_safe(_NUMBER.sub(lambda found: f'<span class="number">{found[0]}</span>', conditional_escape(text)))


# -- marks ----------------------------------------------------------------------------------------
@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """One line icon of ``img/sprite.svg``; always beside a word, so hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("portal/img/sprite.svg"),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """Address of a static file, like ``{% static %}``; worked out once a process."""
    return static(path)


@register.filter
def status_code(status: Any) -> str:
    """The status as used in class names and shapes; what is not known is ``unknown``, never guessed."""
    code = str(getattr(status, "value", status) or "")
    return code if code in STATUSES else "unknown"


@register.filter
def status_word(status: Any) -> str:
    """The status in words (Decree 30/2020, Law 80/2015: hiệu lực của văn bản)."""
    return _status_words(get_language())[status_code(status)]


@lru_cache(maxsize=8)
def _status_words(language: str | None) -> dict[str, str]:
    return {
        "not_yet": pgettext("validity", "Not yet in force"),
        "in_force": pgettext("validity", "In force"),
        "partly_expired": pgettext("validity", "Partly expired"),
        "expired": pgettext("validity", "Expired"),
        "suspended": pgettext("validity", "Suspended"),
        "partly_suspended": pgettext("validity", "Partly suspended"),
        "obsolete": pgettext("validity", "Obsolete"),
        "unknown": pgettext("validity", "Not determined"),
    }


@register.simple_tag
def status_badge(status: Any) -> SafeString:
    """``components/status_badge.html`` with nothing but the status, for lists of many rows."""
    return _badge(status_code(status), get_language())


@lru_cache(maxsize=64)
def _badge(code: str, language: str | None) -> SafeString:
    return mark_safe(render_to_string("components/status_badge.html", {"status": code}).strip())


# -- addresses ------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def with_query(context: template.Context, *pairs: Any, **changes: Any) -> str:
    """The page's own query with some parameters set (``None`` drops one).

    Like ``{% querystring %}``, but safe on pages without a request (error pages). A name that is no identifier is
    given as a pair: ``{% with_query "sap-xep" sort.value %}``.
    """
    query = _query(context)
    named = dict(zip(pairs[::2], pairs[1::2], strict=True))
    for key, value in {**named, **changes}.items():
        if value is None or value == "":
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def without_query(context: template.Context, name: str, value: Any = None) -> str:
    """The page's own query without one value of a parameter (all of them if none is named), from page one."""
    query = _query(context)
    kept = [item for item in query.getlist(name) if value is not None and item != str(value)]
    query.pop(name, None)
    if kept:
        query.setlist(name, kept)
    query.pop("page", None)
    return f"?{query.urlencode()}" if query else "?"


def _query(context: template.Context) -> QueryDict:
    request = getattr(context, "request", None) or context.get("request")
    return request.GET.copy() if request is not None else QueryDict(mutable=True)


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


# -- small questions of the components ------------------------------------------------------------
@register.filter
def page_numbers(page: Any) -> list[int | None]:
    """Numbers for the pagination: first, last, the current with its neighbours; ``None`` stands for a gap."""
    last, here = page.paginator.num_pages, page.number
    shown = sorted({1, last, *range(max(1, here - 1), min(last, here + 1) + 1)})
    out: list[int | None] = []
    for number in shown:
        if out and out[-1] is not None and number - out[-1] == 2:
            out.append(number - 1)
        elif out and out[-1] is not None and number - out[-1] > 2:
            out.append(None)
        out.append(number)
    return out


@register.filter
def as_list(value: Any) -> list[Any]:
    """One thing where a list is wanted."""
    return [] if value is None else [value]


@register.filter
def any_checked(choices: Any) -> bool:
    """Whether one of the choices of a facet is in use."""
    return any(_part(choice, "checked") for choice in choices or [])


@register.simple_tag
def facet_choices(choices: Any, name: str, kind: str = "checkbox") -> SafeString:
    """The boxes of ``components/filter_group.html``; a list of years has dozens of them."""
    kind, name = html_escape(kind or "checkbox"), html_escape(name)
    return mark_safe("\n".join(_facet_choice(choice, name, kind) for choice in choices))


def _facet_choice(choice: Any, name: str, kind: str) -> str:
    """One box; ``name`` and ``kind`` are escaped already."""
    value, label, count = (_part(choice, part) for part in ("value", "label", "count"))
    checked = " checked" if _part(choice, "checked") else ""
    tally = "" if count is None else f'<span class="tally">{html_escape(vi_number(count))}</span>'
    return (
        f'<label class="choice"><input type="{kind}" name="{name}" value="{html_escape(str(value))}"{checked}>'
        f"<span>{conditional_escape(label)}</span>{tally}</label>"
    )


@register.filter
def bar_total(rows: Any) -> float:
    """The largest value of a chart's rows, the one that fills the bar; a total given as a number stays."""
    if isinstance(rows, int | float):
        return float(rows)
    return max((float(_part(row, "value") or 0) for row in rows or []), default=0.0)


@register.filter
def percent_text(value: Any, total: Any) -> str:
    """Share in words for a screen reader: ``43 %``."""
    return f"{float(percent_of(value, total).removesuffix('%')):.0f} %"


@register.filter
def is_checkbox(field: Any) -> bool:
    """A single checkbox has its label after the box."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.filter
def first_control_id(field: Any) -> str:
    """The id a link of the error summary jumps to: the control itself, or the first of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id


def _part(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)

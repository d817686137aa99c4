"""``{% kept "footer" frame_key %}…{% endkept %}``: a part of a page that is the same on thousands of pages, rendered once a process."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

#: Parts kept in one process; the one not used for longest goes first.
MOST = 200
_parts: OrderedDict[tuple[str, ...], SafeString] = OrderedDict()


class KeptNode(Node):
    """The part; its key names all that it shows besides the language."""

    def __init__(self, nodes: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist = nodes
        self.keys = keys

    def render(self, context: Any) -> SafeString:
        """The kept part, or a new one. Without a key (error pages have no frame) and in development nothing is kept."""
        name, *values = (str(key.resolve(context, ignore_failures=True) or "") for key in self.keys)
        if settings.DEBUG or not all(values):
            return self.nodelist.render(context)
        key = (get_language() or "", name, *values)
        kept = _parts.get(key)
        if kept is None:
            kept = _parts[key] = self.nodelist.render(context)
            if len(_parts) > MOST:
                _parts.popitem(last=False)
        else:
            with suppress(KeyError):  # another thread may just have let it go
                _parts.move_to_end(key)
        return kept


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """``{% kept name key … %}``. Blocks that pages override must stand outside of it."""
    _, *keys = token.split_contents()
    if len(keys) < 2:
        raise template.TemplateSyntaxError("kept needs a name and a key")
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodes, [parser.compile_filter(key) for key in keys])

"""*Giỏ góp ý*: several comments collected before they are sent together.

It lives in the session, which begins with the first comment. Every form of the flow also carries the basket in a signed
hidden field, so a session that was lost on the way costs nothing. Who the sender is never enters the session.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from django.core import signing
from django.http import HttpRequest

from consultations.models import ConsultationPage

SESSION_KEY = "gio-gop-y"
SALT = "consultations.basket"
MOST = 200
DAYS = 14

Item = dict[str, Any]


class Basket:
    """The comments one visitor has collected for one consultation."""

    def __init__(self, request: HttpRequest, consultation: ConsultationPage) -> None:
        self.request, self.consultation = request, consultation
        stored = request.session.get(SESSION_KEY, {}).get(str(consultation.pk))
        data = stored if isinstance(stored, dict) else {}
        self.items: list[Item] = list(data.get("items", []))
        self.removed: Item | None = data.get("removed")
        self.started: float = data.get("started", 0.0)

    def __len__(self) -> int:
        return len(self.items)

    def find(self, item_id: str) -> Item | None:
        """The item of that id."""
        return next((item for item in self.items if item["id"] == item_id), None)

    def for_target(self, key: str) -> Item | None:
        """What has been written about that target already."""
        return next((item for item in self.items if item["key"] == key), None)

    def put(self, item: Item, started: float) -> None:
        """Add an item, or replace the one about the same target."""
        old = self.for_target(item["key"])
        item["id"] = old["id"] if old else secrets.token_hex(6)
        self.items = [item if row["id"] == item["id"] else row for row in self.items] if old else [*self.items, item]
        self.started = min(self.started or started, started)
        self.save()

    def remove(self, item_id: str) -> None:
        """Take one item out; it can be put back."""
        found = self.find(item_id)
        if found:
            self.removed = {**found, "at": self.items.index(found)}
            self.items = [item for item in self.items if item["id"] != item_id]
            self.save()

    def put_back(self) -> None:
        """Undo the last removal, at its old place."""
        if self.removed:
            item = dict(self.removed)
            self.items.insert(min(item.pop("at", 0), len(self.items)), item)
            self.removed = None
            self.save()

    def clear(self) -> None:
        """Forget everything, after it has been sent."""
        self.items, self.removed, self.started = [], None, 0.0
        baskets = self.request.session.get(SESSION_KEY, {})
        if baskets.pop(str(self.consultation.pk), None) is not None:
            self.request.session[SESSION_KEY] = baskets

    def save(self) -> None:
        """Store in the session."""
        baskets = self.request.session.get(SESSION_KEY, {})
        baskets[str(self.consultation.pk)] = self._data()
        self.request.session[SESSION_KEY] = baskets

    def signed(self) -> str:
        """The basket for a hidden field."""
        return signing.dumps({"consultation": self.consultation.pk, **self._data()}, salt=SALT, compress=True)

    def take_from(self, value: str, *, always: bool = False) -> None:
        """Take over the signed basket: where the session has none, or always (what was reviewed is what is sent)."""
        if self.items and not always:
            return
        try:
            data = signing.loads(value, salt=SALT, max_age=DAYS * 86400)
        except (signing.BadSignature, ValueError):
            return
        if data.get("consultation") == self.consultation.pk and data.get("items"):
            self.items, self.started = data["items"], data.get("started", 0.0)
            self.removed = None

    def _data(self) -> dict[str, Any]:
        return {"items": self.items, "removed": self.removed, "started": self.started or time.time()}

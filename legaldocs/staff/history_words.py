"""What the history of a document says of findings settled and citations pointed by hand."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from legaldocs.services.pointing import POINTED, TAKEN_BACK
from legaldocs.services.settling import SETTLED, UNDONE


def register_settling(actions: Any) -> None:
    """Findings, with their lines."""

    @actions.register_action(SETTLED)
    class Settled(LogFormatter):
        label = _("Settle a finding")

        def format_message(self, entry: Any) -> str:
            """The finding, by its sentence."""
            data = entry.data or {}
            if data.get("line"):
                return gettext("Finding settled as like the original: line %(line)s, %(message)s") % data
            return gettext("Finding settled as like the original: %(message)s") % {"message": data.get("message", "")}

    @actions.register_action(UNDONE)
    class Undone(LogFormatter):
        label = _("Take back a settled finding")

        def format_message(self, entry: Any) -> str:
            """The finding, by its sentence."""
            return gettext("Finding asked again: %(message)s") % {"message": (entry.data or {}).get("message", "")}


def register_pointing(actions: Any) -> None:
    """Citations, with what they were said to mean."""

    @actions.register_action(POINTED)
    class Pointed(LogFormatter):
        label = _("Point a citation by hand")

        def format_message(self, entry: Any) -> str:
            """The words and what they mean."""
            data = {"words": "", "meaning": "", **(entry.data or {})}
            if not data["meaning"]:
                return gettext("Citation by hand: “%(words)s” cites nothing") % data
            return gettext("Citation by hand: “%(words)s” means %(meaning)s") % data

    @actions.register_action(TAKEN_BACK)
    class TakenBack(LogFormatter):
        label = _("Take back a citation pointed by hand")

        def format_message(self, entry: Any) -> str:
            """The words."""
            return gettext("Citation read from the text again: “%(words)s”") % {
                "words": (entry.data or {}).get("words")
            }

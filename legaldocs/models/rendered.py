"""The HTML of a wording, made once on publish."""

from __future__ import annotations

from django.db import models


class RenderedText(models.Model):
    """Derived HTML of one wording: what the document page shows, so that reading costs one row instead of hundreds.

    Valid only while ``text_hash`` is the wording's own and ``markup`` the current ``legaldocs.rendering.MARKUP``;
    otherwise the page is rendered from the provisions. May be deleted and rebuilt at any time.
    """

    expression = models.OneToOneField("legaldocs.Expression", models.CASCADE, primary_key=True, related_name="rendered")
    text_hash = models.CharField(max_length=64)
    markup = models.PositiveSmallIntegerField()
    is_whole = models.BooleanField(
        help_text="False for a long text: the rest is reached by pages of chapters and articles."
    )
    body = models.TextField(help_text="HTML of the whole text, or of its beginning.")
    contents = models.TextField(help_text="HTML of the contents list; {base} stands for the document's address.")
    size = models.PositiveIntegerField(help_text="Characters of HTML of the whole text.")
    made_at = models.DateTimeField(auto_now=True, help_text="Links change with their targets, after the text itself.")
    next_anchor = models.CharField(max_length=255, blank=True, default="", help_text="Where a long text goes on.")

    def __str__(self) -> str:
        return f"HTML of wording {self.expression_id}"

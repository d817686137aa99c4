"""Blocks of the portal's pages and the items of menu and footer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from portal.blocks import BLOCKS, BodyBlock

SAFE_STARTS = ("/", "https://", "http://", "mailto:", "tel:", "#")


class DocumentListBlock(blocks.StructBlock):
    """Legal documents of the corpus chosen by the editor; only public ones are shown."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=250)
    documents = blocks.ListBlock(SnippetChooserBlock("legaldocs.LegalDocument"), label=_("Documents"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Legal documents")
        template = f"{BLOCKS}documents.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Only what any visitor may see, in the editor's order."""
        context = super().get_context(value, parent_context=parent_context)
        context["documents"] = [
            document for document in value["documents"] if document and document.live and document.secrecy == "none"
        ]
        return context


class PageBodyBlock(BodyBlock):
    """The body of a page of the portal."""

    documents = DocumentListBlock()


class LinkBlock(blocks.StructBlock):
    """A link to a page of the portal or to an address."""

    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=120, help_text=_("Left empty, the page's own title is shown.")
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.CharBlock(
        label=_("Address"),
        required=False,
        max_length=500,
        help_text=_("For example /van-ban/ or https://… Used when no page is chosen."),
    )

    def clean(self, value: Any) -> Any:
        """A link leads somewhere, and by a safe scheme."""
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        url = (cleaned.get("url") or "").strip()
        if not cleaned.get("page") and not url:
            errors["page"] = ValidationError(_("Choose a page or type an address."))
        if url and not url.startswith(SAFE_STARTS):
            errors["url"] = ValidationError(_("The address begins with / or https://."))
        if not cleaned.get("page") and url and not cleaned.get("title"):
            errors["title"] = ValidationError(_("Give the link a title."))
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class MenuItemBlock(LinkBlock):
    """One item of the main menu with the items below it."""

    children = blocks.ListBlock(LinkBlock(), label=_("Items below"), default=[])

    class Meta:
        icon = "link"
        label = _("Menu item")


class FooterColumnBlock(blocks.StructBlock):
    """One column of links at the foot of every page."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")

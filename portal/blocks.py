"""Blocks any page may be composed of. Each renders by a template in ``templates/components/blocks/``."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

#: What an editor may do inside running text: no headings (they have their own block), no pictures, no embeds.
TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "superscript"]
BLOCKS = "components/blocks/"


class HeadingBlock(blocks.StructBlock):
    """A heading; the block's id is its anchor."""

    text = blocks.CharBlock(label=_("Heading"), max_length=250)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("2", _("Section")), ("3", _("Subsection"))], default="2")

    class Meta:
        icon = "title"
        label = _("Heading")
        template = f"{BLOCKS}heading.html"


class PictureBlock(blocks.StructBlock):
    """A picture with the words for those who do not see it."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Image")
        template = f"{BLOCKS}picture.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words and where they stand."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=250)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = f"{BLOCKS}quote.html"


class FileBlock(blocks.StructBlock):
    """One file to download."""

    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=250)


class FilesBlock(blocks.StructBlock):
    """Files to download, each with its size and type."""

    files = blocks.ListBlock(FileBlock(), label=_("Files"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Files")
        template = f"{BLOCKS}files.html"


class PersonBlock(blocks.StructBlock):
    """A competent official: name, title, unit, telephone, official e-mail (điểm k khoản 1 Điều 10 NĐ 43/2011)."""

    name = blocks.CharBlock(label=_("Full name"), max_length=150)
    position = blocks.CharBlock(label=_("Position"), max_length=200)
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=255)
    phone = blocks.CharBlock(label=_("Telephone, fax"), required=False, max_length=120)
    email = blocks.EmailBlock(label=_("Official e-mail"), required=False)
    duties = blocks.TextBlock(label=_("Duties"), required=False)
    biography = blocks.TextBlock(label=_("Short biography"), required=False)
    image = ImageBlock(label=_("Portrait"), required=False)


class PeopleBlock(blocks.StructBlock):
    """Leaders or competent officials with their contacts."""

    people = blocks.ListBlock(PersonBlock(), label=_("People"), min_num=1)

    class Meta:
        icon = "group"
        label = _("Officials")
        template = f"{BLOCKS}people.html"


class ContactBlock(blocks.StructBlock):
    """Where to write and call."""

    name = blocks.CharBlock(label=_("Unit"), max_length=255)
    address = blocks.CharBlock(label=_("Postal address"), required=False, max_length=500)
    phone = blocks.CharBlock(label=_("Telephone"), required=False, max_length=120)
    fax = blocks.CharBlock(label=_("Fax"), required=False, max_length=120)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)
    edoc_email = blocks.CharBlock(label=_("Address for electronic documents"), required=False, max_length=255)

    class Meta:
        icon = "mail"
        label = _("Contact")
        template = f"{BLOCKS}contact.html"


class AccordionItemBlock(blocks.StructBlock):
    """One question with its answer."""

    title = blocks.CharBlock(label=_("Title"), max_length=250)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)


class AccordionBlock(blocks.StructBlock):
    """Titles that open their text."""

    entries = blocks.ListBlock(AccordionItemBlock(), label=_("Items"), min_num=1)

    class Meta:
        icon = "collapse-down"
        label = _("Questions and answers")
        template = f"{BLOCKS}accordion.html"


class NoticeBlock(blocks.StructBlock):
    """A remark that must not be overlooked."""

    kind = blocks.ChoiceBlock(label=_("Kind"), choices=[("info", _("Note")), ("warning", _("Warning"))], default="info")
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Note")
        template = f"{BLOCKS}notice.html"


def table_block() -> TypedTableBlock:
    """A table whose columns are words, figures or running text."""
    return TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.FloatBlock(label=_("Number"), required=False)),
            ("rich_text", blocks.RichTextBlock(label=_("Running text"), required=False, features=TEXT_FEATURES)),
        ],
        icon="table",
        label=_("Table"),
        template=f"{BLOCKS}table.html",
    )


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(icon="pilcrow", label=_("Text"), features=TEXT_FEATURES, template=f"{BLOCKS}text.html")
    image = PictureBlock()
    table = table_block()
    quote = QuoteBlock()
    notice = NoticeBlock()
    files = FilesBlock()
    people = PeopleBlock()
    contact = ContactBlock()
    accordion = AccordionBlock()

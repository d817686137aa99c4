"""Panels of the document's form in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
)

from legaldocs.choosers import FilteredSelectMultiple
from legaldocs.staff.document_form import LegalDocumentForm
from legaldocs.staff.text_and_files import text_and_files


class TextAndFilesPanel(Panel):
    """Where the text and the files of the document are: they have screens of their own (a code is too long for a form)."""

    class BoundPanel(Panel.BoundPanel):
        """Counts, not texts."""

        template_name = "legaldocs/staff/text_and_files_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Wordings and files of a stored document; nothing to show for a new one."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | text_and_files(self.instance)


def document_edit_handler() -> ObjectList:
    """Groups in the order in which an editor reads the head of a document."""
    return ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("document_type", required_on_save=True), FieldPanel("stage", required_on_save=True)]
                    ),
                    FieldPanel("number"),
                    FieldPanel("title"),
                    FieldPanel("abstract", required_on_save=True),
                ],
                heading=_("General"),
                icon="doc-full",
            ),
            TextAndFilesPanel(heading=_("Text and files"), icon="edit"),
            MultiFieldPanel(
                [
                    FieldPanel("issuer"),
                    FieldPanel("joint_issuers", widget=FilteredSelectMultiple),
                    FieldRowPanel(["issued_on", "place"]),
                    FieldRowPanel(["gazette_number", "gazette_on"]),
                ],
                heading=_("Issuing authority and date"),
                icon="group",
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(["valid_from", "valid_from_note"]),
                    FieldPanel("valid_until"),
                    FieldRowPanel(["status_override", "status_override_on"]),
                    FieldPanel("status_override_source"),
                ],
                heading=_("Validity"),
                icon="calendar-check",
            ),
            InlinePanel(
                "signers",
                [FieldPanel("name"), FieldRowPanel(["title", "authority"])],
                heading=_("Signers"),
                label=_("signer"),
                icon="user",
            ),
            InlinePanel(
                "outgoing_relations",
                [
                    FieldRowPanel(["kind", "is_confirmed"]),
                    FieldPanel("target"),
                    FieldRowPanel(["target_number", "target_title"]),
                    FieldRowPanel(["source_eid", "target_eid"]),
                    FieldRowPanel(["effective_on", "note"]),
                ],
                heading=_("Relations to other documents"),
                label=_("relation"),
                icon="link",
            ),
            FieldPanel(
                "subjects",
                heading=_("Fields of law"),
                icon="tag",
                help_text=_("Only fields of the vocabulary; begin to type and choose."),
            ),
            MultiFieldPanel(
                [FieldPanel("owned"), FieldPanel("secrecy"), FieldPanel("source_url")],
                heading=_("Management"),
                icon="cog",
                classname="collapsed",
            ),
            PublishingPanel(),
        ],
        base_form_class=LegalDocumentForm,
    )

"""The editors' form of a consultation: what was posted or commented on cannot be taken away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class ConsultationPageForm(WagtailAdminPageForm):
    """Refuses, with a sentence, to delete rows that citizens' comments or the law hold in place."""

    def clean(self) -> dict[str, Any]:
        """Posted wordings stay; questions with comments stay."""
        data: dict[str, Any] = super().clean()
        for posting in self._deleted("posted_expressions"):
            if posting.posted_at:
                raise ValidationError(_("A wording that has been posted for comments cannot be removed."))
        for question in self._deleted("questions"):
            if question.pk and question.comments.exists():
                raise ValidationError(_("A question that has been commented on cannot be removed."))
        return data

    def _deleted(self, name: str) -> list[Any]:
        formset = self.formsets.get(name)
        if formset is None:
            return []
        checked = [form for form in formset.forms if hasattr(form, "cleaned_data")]  # none when its counts were garbled
        return [form.instance for form in checked if formset._should_delete_form(form)]

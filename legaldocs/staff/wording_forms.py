"""What a wording is: kind, number, language, period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legaldocs.models import Expression, ExpressionKind

MOST_DRAFTS = 5
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]


class WordingForm(forms.ModelForm):
    """Errors stand beside the field, in Vietnamese; a posted wording keeps its kind and number."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    class Meta:
        model = Expression
        fields = ["kind", "draft_number", "label", "language", "valid_from", "valid_until", "recognised_checked_on"]
        widgets = {
            "recognised_checked_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"label": _("Only when the wording needs a name of its own, for example “Bản trình Chính phủ”.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["draft_number"].widget.attrs["max"] = MOST_DRAFTS
        if self.instance.recognised_confidence is None:
            del self.fields["recognised_checked_on"]
        if self.instance.pk is None and not self.is_bound:
            drafts = self.instance.document.expressions.filter(kind=ExpressionKind.DRAFT)
            latest = max((n for n in drafts.values_list("draft_number", flat=True) if n), default=0)
            is_draft = self.instance.document.stage == "draft"
            self.initial["kind"] = ExpressionKind.DRAFT if is_draft else ExpressionKind.ENACTED
            self.initial["draft_number"] = latest + 1 if is_draft else None
        if self.instance.is_posted:
            for name in ("kind", "draft_number", "language"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """One draft for each number; a period that ends after it begins."""
        cleaned = super().clean() or self.cleaned_data
        kind, number, language = cleaned.get("kind"), cleaned.get("draft_number"), cleaned.get("language")
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_until")
        if kind == ExpressionKind.DRAFT:
            if number is None and "draft_number" not in self.errors:
                self.add_error("draft_number", "Nhập số thứ tự của dự thảo (1, 2, 3 …).")
            same = Expression.objects.filter(
                document_id=self.instance.document_id, kind=kind, draft_number=number, language=language
            )
            if number is not None and same.exclude(pk=self.instance.pk).exists():
                self.add_error("draft_number", f"Đã có Dự thảo {number} của văn bản này. Hãy chọn số khác.")
        elif kind:
            cleaned["draft_number"] = None
        if begins and ends and ends <= begins:
            self.add_error("valid_until", "Ngày hết hiệu lực phải sau ngày bắt đầu có hiệu lực.")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The constraints are checked in ``clean`` with words of their own."""
        return super()._get_validation_exclusions() | {"document"}  # type: ignore[misc,no-any-return]

    def save(self, commit: bool = True) -> Expression:
        """Only these facts are written: the text may be saved by another editor at this moment."""
        expression: Expression = super().save(commit=False)
        expression.save(update_fields=[*self.fields, "updated_at"] if expression.pk else None)
        return expression

"""Forms of moderation and answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.models import CommentState, ConsultationPage, Decision, SenderKind, WithholdingGround
from consultations.typed_text import MAX_TEXT, clean_text


class ConsultationField(forms.ModelChoiceField):
    """A consultation chosen by its number; a number no database holds is no choice."""

    def to_python(self, value: Any) -> Any:
        """The consultation."""
        if isinstance(value, str) and len(value) > 18:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class FilterForm(forms.Form):
    """What the list of comments shows; anything unknown is ignored."""

    consultation = ConsultationField(
        ConsultationPage.objects.none(), required=False, label=_("Consultation"), empty_label=_("All consultations")
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    sender = forms.ChoiceField(label=_("Sender"), required=False)
    provision = forms.CharField(label=_("Clause"), required=False, max_length=100, help_text=_("For example: Điều 3"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consultation"].queryset = ConsultationPage.objects.exclude(state="planned").order_by(
            "-opens_at", "pk"
        )
        self.fields["state"].choices = [
            ("received", _("Waiting for moderation")),
            ("all", pgettext_lazy("comments", "All")),
            *[c for c in CommentState.choices if c[0] != "received"],
        ]
        self.fields["sender"].choices = [("", _("All senders")), *SenderKind.choices]


class WithholdForm(forms.Form):
    """Keep a comment from the public: a ground of the list and a note."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[("", "—"), *WithholdingGround.choices],
        error_messages={"required": _("Choose the ground on which the comment is withheld.")},
    )
    note = forms.CharField(
        label=_("Note to the sender"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Shown on the sender's receipt: which passage, and why."),
        error_messages={"required": _("Write a note: the sender sees it on the receipt.")},
    )

    def clean_note(self) -> str:
        """No control characters; not only spaces."""
        note = clean_text(self.cleaned_data["note"])
        if not note:
            raise forms.ValidationError(self.fields["note"].error_messages["required"])
        return note


class AnswerForm(forms.Form):
    """One answer for the ticked comments."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    text = forms.CharField(
        label=_("Answer and reason"),
        required=False,
        max_length=MAX_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("A reason is required unless the comments are accepted in full."),
    )
    resulting_wording = forms.CharField(
        label=_("Resulting wording"),
        required=False,
        max_length=MAX_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The clause as it reads after the change."),
    )
    changed_label = forms.CharField(
        label=_("Clause changed"),
        required=False,
        max_length=200,
        help_text=_("Leave empty for the clause commented on; else for example “Điều 5 khoản 2”."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, paths: dict[int, Any] | None = None, here: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paths, self.here = paths or {}, here

    def clean_text(self) -> str:
        """No control characters."""
        return clean_text(self.cleaned_data["text"])

    def clean_resulting_wording(self) -> str:
        """No control characters."""
        return clean_text(self.cleaned_data["resulting_wording"])

    def clean_changed_label(self) -> str:
        """The name of one clause of the draft; more than one wording: the last that has it."""
        from legaldocs.domain.text import search_tokens

        label = clean_text(self.cleaned_data["changed_label"])
        self.changed_id = None
        if label:
            wanted = search_tokens(label)
            found = [path.id for path in self.paths.values() if search_tokens(path.label) == wanted]
            if not found:
                raise forms.ValidationError(_("The draft has no such clause. Write it as in the list on the left."))
            self.changed_id = found[-1]
        return label

    def clean(self) -> dict[str, Any]:
        """A reason is required for all but acceptance (TT 03/2022/TT-UBDT Điều 23)."""
        data = super().clean() or self.cleaned_data
        decision = data.get("decision")
        if decision and decision != Decision.ACCEPTED and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Give the reason: only full acceptance goes without one."))
        if data.get("resulting_wording") and "changed_label" not in self.errors and self.changed_id is None:
            self.changed_id = self.here
        return data

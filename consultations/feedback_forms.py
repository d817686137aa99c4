"""The public form for feedback on regulations, and the two steps of the office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms import HoneypotField, LineField, LongTextField
from consultations.guards import new_started


class FeedbackForm(forms.Form):
    """What Article 7 of Decree 20/2008 asks for: the content, and who can be reached where."""

    content = LongTextField(
        needed=True,
        label=_("Your feedback or petition"),
        help_text=_("In Vietnamese: which rule causes the difficulty, what happens in practice, what you propose."),
        attrs={"rows": 9},
    )
    regulation = LineField(
        label=_("Document or administrative procedure it is about"),
        help_text=_("For example the number of the decree or circular, if you know it."),
        max_length=300,
        required=False,
    )
    full_name = LineField(
        label=_("Full name or name of the organization"),
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-private": ""}),
        error_messages={"required": _("Give your name: feedback without it may not be accepted.")},
    )
    address = LineField(
        label=_("Address"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "street-address", "data-private": ""}),
        error_messages={"required": _("Give your address: feedback without it may not be accepted.")},
    )
    phone = LineField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Telephone or e-mail: one of the two is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "class": "short", "data-private": ""}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-private": ""}),
    )
    website = HoneypotField()
    started = forms.CharField(required=False, widget=forms.HiddenInput)
    once = forms.CharField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started"].initial = new_started()
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # refused with a sentence, not cut by the browser

    def clean_content(self) -> str:
        """Something is said."""
        content: str = self.cleaned_data["content"]
        if not content:
            raise forms.ValidationError(_("Write what your feedback or petition is."))
        return content

    def clean(self) -> dict[str, Any]:
        """The sender can be reached (điểm d khoản 1 Điều 7 NĐ 20/2008)."""
        data = super().clean() or {}
        if not data.get("phone") and not data.get("email") and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", _("Give a telephone number or an e-mail address."))
        return data

    def sender_data(self) -> dict[str, str]:
        """Name and contact."""
        return {name: self.cleaned_data[name] for name in ("full_name", "address", "phone", "email")}


class ForwardForm(forms.Form):
    """To which body feedback is passed on."""

    to = LineField(
        label=_("Body it is forwarded to"),
        max_length=255,
        help_text=_("Shown to the sender."),
        error_messages={"required": _("Name the body it is forwarded to.")},
    )


class FeedbackAnswerForm(forms.Form):
    """What the sender is answered."""

    text = LongTextField(
        needed=True, label=_("Answer"), help_text=_("Shown to the sender on the status page."), attrs={"rows": 8}
    )

    def clean_text(self) -> str:
        """Something is said."""
        text: str = self.cleaned_data["text"]
        if not text:
            raise forms.ValidationError(_("Write the answer."))
        return text

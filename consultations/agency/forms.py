"""Forms of the agency desk. What was typed comes back with every error."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.agency.access import officer_of
from consultations.models import AgencyReply, AgencyReplyLine, Stance, WordingChange
from consultations.typed_text import MAX_TEXT, clean_line, clean_text

DATE_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DeskLoginForm(AuthenticationForm):
    """Log-in for officers of agencies only."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("The user name or the password is wrong. Please check both and try again."),
        "no_agency": _(
            "This account does not act for any agency. Ask the administrator of the portal to bind it to yours."
        ),
    }

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].widget.attrs |= {"class": "short", "autocomplete": "username"}
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs |= {"class": "short"}

    def confirm_login_allowed(self, user: Any) -> None:
        """Active and bound to an organization."""
        super().confirm_login_allowed(user)
        if officer_of(user) is None:
            raise forms.ValidationError(self.error_messages["no_agency"], code="no_agency")


class TypedText(forms.CharField):
    """Long text: any control character is dropped, nothing else is changed."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"rows": kwargs.pop("rows", 6), **({"class": "law"} if kwargs.pop("law", False) else {})}
        kwargs.setdefault("required", False)
        super().__init__(max_length=MAX_TEXT, strip=False, widget=forms.Textarea(attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        """Clean before the length is checked."""
        return clean_text(value)


class TypedLine(forms.CharField):
    """One line of text."""

    def to_python(self, value: Any) -> str:
        """Clean before the length is checked."""
        return clean_line(value)


class GeneralForm(forms.ModelForm):
    """Opinion on the whole draft, number, date and signer. Everything may wait until the reply is sent."""

    stance = forms.ChoiceField(
        label=_("Overall position"), choices=Stance.choices, widget=forms.RadioSelect, required=False
    )
    general_text = TypedText(
        label=_("General opinion"),
        rows=10,
        help_text=_("Opinion on the draft as a whole. Opinions on single clauses have their own forms."),
    )
    official_number = TypedLine(
        label=_("Number of the reply"),
        max_length=100,
        required=False,
        help_text=_("As on the signed letter, for example 123/BTC-PC."),
    )
    official_on = forms.DateField(
        label=_("Date of the reply"),
        required=False,
        input_formats=DATE_FORMATS,
        help_text=_("Day/month/year, for example 20/11/2026."),
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}),
    )
    signer = TypedLine(
        label=_("Signed by"), max_length=150, required=False, help_text=_("Name and title of the person who signed.")
    )
    version = forms.IntegerField(label=_("Saved version"), widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = AgencyReply
        fields = ["stance", "general_text", "official_number", "official_on", "signer", "version"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("official_number", "official_on"):
            self.fields[name].widget.attrs["class"] = "short"

    def clean_official_on(self) -> Any:
        """A letter is not dated in the future."""
        day = self.cleaned_data.get("official_on")
        if day and (day > timezone.localdate() or day.year < 2000):
            raise forms.ValidationError(_("Give the date printed on the letter; it cannot lie in the future."))
        return day

    def _post_clean(self) -> None:
        """The service stores; the instance shown is not touched."""


class LineForm(forms.ModelForm):
    """Opinion on one provision."""

    stance = forms.ChoiceField(label=_("Position on the clause"), choices=Stance.choices, widget=forms.RadioSelect)
    text = TypedText(label=_("Opinion"))
    change = forms.ChoiceField(label=_("Proposed change"), choices=WordingChange.choices, required=False)
    proposed_wording = TypedText(label=_("Proposed wording"), law=True, help_text=_("The clause as it should read."))
    reason = TypedText(label=_("Reason"), rows=4)
    version = forms.IntegerField(label=_("Saved version"), widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = AgencyReplyLine
        fields = ["stance", "text", "change", "proposed_wording", "reason", "version"]

    def clean(self) -> dict[str, Any]:
        """An opinion says something; a proposal to rewrite or to add carries its wording."""
        data = super().clean() or self.cleaned_data
        change, wording = data.get("change"), data.get("proposed_wording")
        if (
            change in (WordingChange.REPLACE, WordingChange.ADD)
            and not wording
            and "proposed_wording" not in self.errors
        ):
            self.add_error("proposed_wording", _("Write the wording you propose."))
        says = data.get("text") or wording or change == WordingChange.DELETE
        if not says and data.get("stance") not in (None, Stance.AGREE) and not self.errors:
            self.add_error("text", _("Write your opinion, or a proposed wording."))
        if wording and not change:
            data["change"] = WordingChange.REPLACE
        return data

    def _post_clean(self) -> None:
        """The service stores; the instance shown is not touched."""


class FileForm(forms.Form):
    """One file of the reply; what it is, is read from its bytes."""

    file = forms.FileField(
        label=_("Signed letter or attachment"),
        help_text=_("PDF or DOCX."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )

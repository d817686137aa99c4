"""Public forms: one comment, who the sender is, a receipt code, an e-mail address for the receipt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consultations import receipts
from consultations.guards import new_started, read_started
from consultations.models import SenderKind, Stance, WordingChange
from consultations.provinces import PROVINCES
from consultations.targets import Target
from consultations.typed_text import MAX_TEXT, clean_line, clean_text, same_wording

CHANGES = [
    (WordingChange.NONE, _("No proposal")),
    (WordingChange.REPLACE, pgettext_lazy("wording", "Rewrite the provision")),
    (WordingChange.ADD, pgettext_lazy("wording", "Add to the provision")),
    (WordingChange.DELETE, pgettext_lazy("wording", "Leave the provision out")),
]


class LineField(forms.CharField):
    """One line: control characters out, white space single, letters composed."""

    def to_python(self, value: Any) -> str:
        """Clean before the length is judged."""
        return clean_line(value)


class LongTextField(forms.CharField):
    """Several paragraphs. The browser is not told to cut what is pasted: too long is said, not hidden."""

    def __init__(self, *, needed: bool = False, **kwargs: Any) -> None:
        self.needed = needed
        super().__init__(widget=forms.Textarea(attrs=kwargs.pop("attrs", {})), **kwargs)
        # Not announced as optional where the form itself decides whether it may stay empty.
        self.required = needed
        self.validators.append(
            MaxLengthValidator(
                MAX_TEXT,
                _("This text has %(show_value)d characters; at most %(limit_value)d can be sent. Please shorten it."),
            )
        )

    def to_python(self, value: Any) -> str:
        """Clean before the length is judged."""
        return clean_text(value)

    def validate(self, value: Any) -> None:
        """Whether it may be empty depends on the other fields."""


class HoneypotField(forms.CharField):
    """A field people do not see; a program that fills it is told so, and a person can empty it and go on."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("Leave this field empty"),
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )

    def clean(self, value: Any) -> str:
        """Only emptiness passes."""
        if super().clean(value):
            raise forms.ValidationError(
                _("The field that must stay empty was filled in. Please empty it and send again.")
            )
        return ""


class CommentForm(forms.Form):
    """One opinion on one target."""

    stance = forms.ChoiceField(label=_("Your position"), choices=Stance, widget=forms.RadioSelect)
    text = LongTextField(
        needed=True,
        label=_("Your comment"),
        help_text=_("May stay empty when you agree, or when you only propose another wording."),
        attrs={"rows": 7},
    )
    change = forms.ChoiceField(label=_("Proposed change"), choices=CHANGES, required=False, widget=forms.RadioSelect)
    proposed_wording = LongTextField(
        label=_("Proposed wording"),
        help_text=_("The wording of the draft stands here for you to edit."),
        attrs={"rows": 8, "class": "law", "lang": "vi"},
    )
    reason = LongTextField(label=_("Reason for the proposal"), attrs={"rows": 4})
    website = HoneypotField()
    started = forms.CharField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        self.target = target
        self.wording = target.editable_wording()
        super().__init__(*args, auto_id=f"{target.key}-%s", **kwargs)
        self.fields["started"].initial = new_started()
        self.fields["proposed_wording"].widget.attrs |= {
            "data-enhance": "diff",
            "data-diff-target": f"#{target.key}-diff",
            "data-diff-from": f"#{target.key}-quote",
        }
        if not target.provision:
            for name in ("change", "proposed_wording", "reason"):
                del self.fields[name]

    @property
    def started_at(self) -> float:
        """When the person opened the form."""
        return read_started(self.data.get("started", ""))

    @property
    def proposes(self) -> bool:
        """Whether the part for another wording should stand open."""
        names = ("change", "proposed_wording", "reason")
        if self.is_bound:
            wording = clean_text(self.data.get("proposed_wording"))
            changed = bool(wording) and not same_wording(wording, self.wording)
            return bool(
                self.data.get("change")
                or self.data.get("reason")
                or changed
                or any(name in self.errors for name in names)
            )
        return any(self.initial.get(name) for name in ("change", "reason"))

    def clean(self) -> dict[str, Any]:
        """A comment must say something; an untouched prefilled wording is no proposal."""
        data = super().clean() or {}
        if self.target.provision:
            self._clean_proposal(data)
        proposal = data.get("proposed_wording") or data.get("change") == WordingChange.DELETE
        silent = data.get("stance") != Stance.AGREE and not data.get("text") and not proposal
        if silent and not {"stance", "text", "proposed_wording"} & set(self.errors):
            self.add_error("text", _("Please write your comment, or propose another wording."))
        return data

    def _clean_proposal(self, data: dict[str, Any]) -> None:
        wording, change = data.get("proposed_wording", ""), data.get("change", "")
        untouched = bool(wording) and same_wording(wording, self.wording)
        if change == WordingChange.DELETE or (not change and untouched):
            data["proposed_wording"] = ""
        elif not change and wording:
            data["change"] = WordingChange.REPLACE  # the words were edited: that says enough
        elif change and "proposed_wording" not in self.errors and (not wording or untouched):
            self.add_error(
                "proposed_wording",
                _("Change the wording in this field the way you propose, or choose “No proposal”."),
            )


class SenderForm(forms.Form):
    """Who speaks: only the kind of sender is asked for; everything else is the sender's choice."""

    sender_kind = forms.ChoiceField(label=_("You are"), choices=SenderKind, widget=forms.RadioSelect)
    full_name = LineField(
        label=_("Full name or name of the organization"),
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-private": ""}),
    )
    province = forms.ChoiceField(
        label=_("Province or city"),
        required=False,
        choices=lazy(lambda: [("", gettext("Not stated")), *PROVINCES], list)(),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Only for the receiving unit to ask you back. Never published."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-private": ""}),
    )
    phone = LineField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "class": "short", "data-private": ""}),
    )
    address = LineField(
        label=_("Address"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address", "data-private": ""}),
    )
    publish_name = forms.BooleanField(
        label=_("Publish my name with my comments"),
        required=False,
        help_text=_("Left empty, others only see what kind of sender you are and your province."),
    )
    consent = forms.BooleanField(
        label=_("I agree that the name and contact I gave above are kept for the purpose stated in the notice"),
        required=False,
    )
    website = HoneypotField()
    basket = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("full_name", "email", "phone", "address"):
            # Refused with a sentence, not cut by the browser.
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        """Consent is asked for only where there is personal data to consent to (Luật 91/2025/QH15 Điều 9)."""
        data = super().clean() or {}
        if data.get("publish_name") and not data.get("full_name") and "full_name" not in self.errors:
            self.add_error("full_name", _("Give the name to be published, or do not tick “Publish my name”."))
        given = any(data.get(name) for name in ("full_name", "email", "phone", "address"))
        if given and not data.get("consent"):
            self.add_error(
                "consent",
                _("Please tick to agree, or remove your name and contact: comments are accepted without them."),
            )
        return data

    def sender_data(self) -> dict[str, Any]:
        """What is carried to the review page."""
        names = ("sender_kind", "full_name", "province", "email", "phone", "address", "publish_name", "consent")
        return {name: self.cleaned_data[name] for name in names}


class ReceiptForm(forms.Form):
    """A receipt code as people type it."""

    code = forms.CharField(
        label=_("Receipt code"),
        help_text=_(
            "16 letters and digits in four groups, as on your receipt. Capitals, spaces and dashes do not matter."
        ),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "short",
                "data-private": "",
            }
        ),
    )

    def clean_code(self) -> str:
        """The code as stored."""
        code = receipts.normalise(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _(
                    "This is not a receipt code: a sign is missing or mistyped. Please compare it with your receipt, sign by sign."
                )
            )
        return code


class ReceiptEmailForm(forms.Form):
    """Where to send the receipt; the address is used once and not kept."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "data-private": ""})
    )
    code = forms.CharField(widget=forms.HiddenInput)

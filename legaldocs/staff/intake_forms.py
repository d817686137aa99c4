"""Forms of the import: the upload, and the review of what was read."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legaldocs.models.document import TYPE_CHOICES

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_SIGNERS = 20


class ReviewForm(forms.Form):
    """The facts as read, each open to correction."""

    document_type = forms.ChoiceField(
        label=_("Document type"), choices=[("", "—"), *TYPE_CHOICES], error_messages={"required": "Chọn loại văn bản."}
    )
    number = forms.CharField(
        label=_("Number"),
        max_length=100,
        required=False,
        help_text=_("As printed; empty for a document without a number."),
    )
    title = forms.CharField(
        label=_("Short name"),
        max_length=500,
        required=False,
        help_text=_("Only for laws and codes; read from the text when left empty."),
    )
    abstract = forms.CharField(
        label=_("Abstract"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Nhập trích yếu nội dung văn bản."},
    )
    issuers = forms.CharField(
        label=_("Issuing authority"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One body a line, the leading one first. A name that is not in the register is added to it."),
    )
    issued_on = forms.DateField(label=_("Date of issue"), required=False, widget=DAY)
    valid_from = forms.DateField(label=_("Effective from"), required=False, widget=DAY)
    valid_from_note = forms.CharField(label=_("Why the effective date is not known"), max_length=300, required=False)
    place = forms.CharField(label=_("Place of issue"), max_length=100, required=False)
    signers = forms.CharField(
        label=_("Signers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: full name | position | signing authority (TM., KT., TL. …)."),
    )
    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false"})
    )

    @classmethod
    def initial_of(cls, facts: dict[str, Any], text: str) -> dict[str, Any]:
        """The stored facts as the form shows them."""
        values = dict(facts)
        values["issuers"] = "\n".join(facts.get("issuers", []))
        values["signers"] = "\n".join(" | ".join(part for part in row).rstrip(" |") for row in facts.get("signers", []))
        return values | {"text": text}

    def clean_issuers(self) -> list[str]:
        """One name a line."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["issuers"].splitlines()]
        names = [line for line in lines if line]
        if any(len(name) > 255 for name in names):
            raise forms.ValidationError("Tên cơ quan dài quá 255 ký tự.")
        if len(names) > 30:
            raise forms.ValidationError("Nhiều nhất 30 cơ quan.")
        return names

    def clean_signers(self) -> list[list[str]]:
        """One signer a line."""
        rows = []
        for line in self.cleaned_data["signers"].splitlines():
            parts = [" ".join(part.split()) for part in line.split("|")]
            if not any(parts):
                continue
            name, title, authority = (parts + ["", ""])[:3]
            if not name:
                raise forms.ValidationError(f"Thiếu họ tên ở dòng “{line.strip()[:60]}”.")
            if len(name) > 100 or len(title) > 200 or len(authority) > 60 or len(parts) > 3:
                raise forms.ValidationError(
                    f"Dòng “{line.strip()[:60]}” chưa đúng dạng “họ tên | chức vụ | thẩm quyền ký”."
                )
            rows.append([name, title, authority])
        if len(rows) > MOST_SIGNERS:
            raise forms.ValidationError(f"Nhiều nhất {MOST_SIGNERS} người ký.")
        return rows

    def clean(self) -> dict[str, Any]:
        """Dates that can be."""
        cleaned = super().clean() or self.cleaned_data
        issued, begins = cleaned.get("issued_on"), cleaned.get("valid_from")
        for name in ("issued_on", "valid_from"):
            day = cleaned.get(name)
            if isinstance(day, datetime.date) and not 1900 <= day.year <= 2200:
                self.add_error(name, "Năm không hợp lệ.")
        if issued and begins and begins < issued and not cleaned.get("valid_from_note"):
            self.add_error("valid_from", "Ngày có hiệu lực trước ngày ban hành. Hãy sửa, hoặc để trống và ghi lý do.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Plain data for the item."""
        values: dict[str, Any] = {name: self.cleaned_data.get(name) for name in self.fields if name != "text"}
        for name in ("issued_on", "valid_from"):
            values[name] = values[name].isoformat() if values[name] else None
        return {
            name: "" if value is None and name not in ("issued_on", "valid_from") else value
            for name, value in values.items()
        }

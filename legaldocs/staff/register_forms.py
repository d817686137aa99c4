"""Forms of the registers: organizations and fields of law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from legaldocs.models import Organization, Subject


class OrganizationForm(WagtailAdminModelForm):
    """An organization: its other names one a line instead of JSON; a period that ends after it begins."""

    other_names = forms.CharField(
        label=_("Other names"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name a line: abbreviations and spellings under which documents name this body."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aliases = self.instance.aliases if isinstance(self.instance.aliases, list) else []
        self.initial["other_names"] = "\n".join(str(alias) for alias in aliases)
        if "successors" in self.fields:
            self.fields["successors"].queryset = Organization.objects.exclude(pk=self.instance.pk).only("pk", "name")

    def clean(self) -> dict[str, Any]:
        """Period, superior body, other names."""
        cleaned = super().clean() or self.cleaned_data
        begins, ends, parent = cleaned.get("valid_from"), cleaned.get("valid_until"), cleaned.get("parent")
        if begins and ends and ends <= begins:
            self.add_error("valid_until", "Ngày kết thúc phải sau ngày bắt đầu.")
        steps = 0
        while parent is not None and steps < 20:
            if parent.pk == self.instance.pk:
                self.add_error("parent", "Cơ quan không thể là cấp trên của chính mình.")
                break
            parent, steps = parent.parent, steps + 1
        lines = [" ".join(line.split()) for line in cleaned.get("other_names", "").splitlines()]
        self.instance.aliases = list(dict.fromkeys(line for line in lines if line))
        return cleaned


class SubjectForm(WagtailAdminModelForm):
    """A field of law; two that differ only in capitals are one."""

    def clean_name(self) -> str:
        """Each field once."""
        name = " ".join(self.cleaned_data["name"].split())
        others = Subject.objects.exclude(pk=self.instance.pk).values_list("name", flat=True)
        if name.casefold() in {other.casefold() for other in others}:  # SQLite knows the capitals of ASCII only
            raise forms.ValidationError("Lĩnh vực này đã có trong danh mục.")
        return name

"""The form of a document's facts: what must hold is said beside the field, in Vietnamese, never by the database."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from legaldocs.choosers import FilteredSelectMultiple, ListedChoices
from legaldocs.domain.dates import format_date
from legaldocs.models import LegalDocument, Subject
from legaldocs.staff.access import EDIT_URL


class LegalDocumentForm(WagtailAdminModelForm):
    """A draft needs a type and an abstract only; to publish, the seven fields of Điều 10 khoản 1 điểm e NĐ 43/2011."""

    #: Not Wagtail's box for tags: it takes "Bưu chính, viễn thông" apart at the comma and the field of law is lost.
    subjects = ListedChoices(
        queryset=Subject.objects.order_by("name"),
        required=False,
        label=_("Fields of law"),
        widget=FilteredSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "joint_issuers" in self.fields:
            self.fields["joint_issuers"].queryset = self.fields["joint_issuers"].queryset.only("pk", "name")

    def clean(self) -> dict[str, Any]:
        """Identity, dates, and, when publishing, completeness."""
        cleaned = super().clean() or self.cleaned_data
        self._refuse_twin(cleaned)
        if not self.is_deferred_validation:
            self._ask_for_what_publishing_needs(cleaned)
        self._check_relations()
        return cleaned

    def _refuse_twin(self, cleaned: dict[str, Any]) -> None:
        """The constraint ``document_identity``, whose key is derived and so unknown to Django's own check."""
        candidate = LegalDocument(number=cleaned.get("number") or "", document_type=cleaned.get("document_type") or "")
        candidate.number_key = number_key_of(candidate.number)
        if not candidate.number_key or not cleaned.get("document_type"):
            return
        twin = (
            LegalDocument.objects.filter(
                number_key=candidate.number_key,
                document_type=candidate.document_type,
                issuer=cleaned.get("issuer"),
                issued_on=cleaned.get("issued_on"),
            )
            .exclude(pk=self.instance.pk)
            .only("pk", "number", "document_type", "stage", "title")
            .first()
        )
        if twin is not None and twin.issuer_id is not None and twin.issued_on is not None:
            self.add_error("number", twin_message(twin))

    def _ask_for_what_publishing_needs(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("stage") != "issued":
            return
        if not cleaned.get("issuer") and "issuer" not in self.errors:
            self.add_error("issuer", "Chọn cơ quan ban hành trước khi công khai.")
        if not cleaned.get("issued_on") and "issued_on" not in self.errors:
            self.add_error("issued_on", "Nhập ngày ban hành trước khi công khai.")
        if not cleaned.get("valid_from") and not cleaned.get("valid_from_note") and "valid_from" not in self.errors:
            self.add_error("valid_from", "Nhập ngày có hiệu lực, hoặc ghi lý do chưa xác định được ở ô bên cạnh.")
        issued, begins = cleaned.get("issued_on"), cleaned.get("valid_from")
        if issued and begins and begins < issued and not cleaned.get("valid_from_note"):
            message = (
                f"Ngày có hiệu lực trước ngày ban hành ({format_date(issued)}). Hãy sửa, hoặc ghi lý do ở ô bên cạnh."
            )
            self.add_error("valid_from", message)
        if cleaned.get("secrecy") not in (None, "", "none"):
            self.add_error("secrecy", "Văn bản có độ mật không được công khai trên cổng.")

    def _check_relations(self) -> None:
        """The constraint ``relation_once``, and no document relates to itself."""
        seen: set[tuple[Any, ...]] = set()
        for form in self.formsets["outgoing_relations"].forms if "outgoing_relations" in self.formsets else []:
            values = {} if form.errors else getattr(form, "cleaned_data", {})
            target = values.get("target")
            if not target or values.get("DELETE"):
                continue
            if target.pk == self.instance.pk:
                form.add_error("target", "Văn bản không thể có quan hệ với chính nó.")
            identity = (values.get("kind"), target.pk, values.get("source_eid"), values.get("target_eid"))
            if identity in seen:
                form.add_error("target", "Quan hệ này đã có ở trên.")
            seen.add(identity)


def number_key_of(number: str) -> str:
    """As ``LegalDocument.derive`` keeps it."""
    from legaldocs.domain.numbers import number_key

    return number_key(number)[:100]


def twin_message(twin: LegalDocument) -> Any:
    """Says which document stands already, with its address."""
    return format_html(
        'Đã có văn bản cùng số, ký hiệu, cơ quan và ngày ban hành: <a href="{}" target="_blank">{}</a>.',
        reverse(EDIT_URL, args=[twin.pk]),
        twin.citation_name,
    )


def twins_of(*, number: str, document_type: str, issued_on: Any, exclude: int | None = None) -> list[LegalDocument]:
    """Documents that are probably the same, whatever their issuer is called."""
    key = number_key_of(number)
    if not key:
        return []
    same = Q(document_type=document_type) if document_type else Q()
    if issued_on:
        same &= Q(issued_on=issued_on) | Q(issued_on=None)
    rows = LegalDocument.objects.for_listing().filter(same, number_key=key).exclude(pk=exclude)
    return list(rows[:5])

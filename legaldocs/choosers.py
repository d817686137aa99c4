"""Choosers of the admin: documents by number in any spelling or folded words, organizations by code or name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
    CreateView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.chooser import ChooseResultsView as SnippetChooseResultsView
from wagtail.snippets.views.chooser import ChooseView as SnippetChooseView
from wagtail.snippets.views.chooser import (
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from legaldocs.models import LegalDocument, Organization
from legaldocs.permissions import may_see_documents
from legaldocs.staff.finding_documents import find_documents, find_organizations


class ChosenByKey:
    """What was chosen; a key that is none, or of a row this account may not see, is not there (404)."""

    def visible(self) -> QuerySet[Any]:
        """The rows this account may choose from."""
        rows: QuerySet[Any] = self.model_class.objects.all()  # type: ignore[attr-defined]
        return rows

    def get_object(self, pk: str) -> Any:
        """One row."""
        if not _is_key(pk):
            raise Http404
        return self.visible().get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        """Several rows."""
        return self.visible().filter(pk__in=[pk for pk in pks if _is_key(pk)])


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= ListedChoices.LONGEST_KEY


def visible_documents(user: Any) -> Any:
    """Every document for those whose work it is; for other staff what any visitor may see."""
    return LegalDocument.objects.all() if may_see_documents(user) else LegalDocument.objects.public()


class DocumentNotCreated(SnippetCreateView):
    """Nothing is made in a chooser: a document has a form of its own."""

    def can_create(self) -> bool:
        """Never (403)."""
        return False


class OrganizationNotCreated(CreateView):
    """Nothing is made in a chooser: the register has a form of its own."""

    def can_create(self) -> bool:
        """Never (403)."""
        return False


class DocumentQuestion(BaseFilterForm):
    """One box: a number or words."""

    q = forms.CharField(
        label=_("Number or words of the document"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("For example 43/2011 or “cung cap thong tin”")}),
    )

    def filter(self, objects: Any) -> Any:
        """Keep what is meant."""
        question = self.cleaned_data.get("q")
        if question:
            objects = find_documents(super().filter(objects), question)
            self.is_searching, self.search_query = True, question
        return objects


class DocumentChoices:
    """Columns and order of the choosers of documents."""

    filter_form_class = DocumentQuestion
    per_page = 20

    @property
    def columns(self) -> list[Column]:
        """Name, abstract, issuer, date."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("issuer", label=_("Issuing authority"), accessor="issuer"),
            Column(
                "issued_on",
                label=_("Date of issue"),
                accessor=lambda row: f"{row.issued_on:%d/%m/%Y}" if row.issued_on else "",
            ),
        ]

    def get_object_list(self) -> Any:
        """With what a row shows, in one query."""
        return visible_documents(self.request.user).for_listing().order_by("-issued_on", "-pk")  # type: ignore[attr-defined]


class DocumentChooseView(DocumentChoices, SnippetChooseView):
    """The modal."""


class DocumentChooseResultsView(DocumentChoices, SnippetChooseResultsView):
    """The list in the modal."""


class ChosenDocument(ChosenByKey):
    """Only documents this account may see."""

    def visible(self) -> QuerySet[Any]:
        """As in the list."""
        rows: QuerySet[Any] = visible_documents(self.request.user)  # type: ignore[attr-defined]
        return rows


class DocumentChosenView(ChosenDocument, SnippetChosenView):
    """One document."""


class DocumentChosenMultipleView(ChosenDocument, SnippetChosenMultipleView):
    """Several documents."""


class DocumentChooserViewSet(SnippetChooserViewSet):
    """Chooser of documents."""

    choose_view_class = DocumentChooseView
    choose_results_view_class = DocumentChooseResultsView
    chosen_view_class = DocumentChosenView
    chosen_multiple_view_class = DocumentChosenMultipleView
    create_view_class = DocumentNotCreated
    choose_one_text = _("Choose a document")
    choose_another_text = _("Choose another document")
    edit_item_text = _("Open this document")


class OrganizationQuestion(BaseFilterForm):
    """One box: a code or words of a name."""

    q = forms.CharField(
        label=_("Code or name"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("For example BNV or “bo noi vu”")}),
    )

    def filter(self, objects: Any) -> Any:
        """Keep what is meant."""
        question = self.cleaned_data.get("q")
        if question:
            objects = find_organizations(super().filter(objects), question)
            self.is_searching, self.search_query = True, question
        return objects


class OrganizationChoices:
    """Columns of the chooser of organizations."""

    filter_form_class = OrganizationQuestion
    per_page = 20

    @property
    def columns(self) -> list[Column]:
        """Name, code, kind."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("code", label=_("Code"), accessor="code"),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
        ]


class OrganizationChooseView(OrganizationChoices, ChooseView):
    """The modal."""


class OrganizationChooseResultsView(OrganizationChoices, ChooseResultsView):
    """The list in the modal."""


class OrganizationChosenView(ChosenByKey, ChosenView):
    """One organization."""


class OrganizationChosenMultipleView(ChosenByKey, ChosenMultipleView):
    """Several organizations."""


class OrganizationChooserViewSet(ChooserViewSet):
    """Chooser of organizations."""

    model = Organization
    icon = "group"
    choose_view_class = OrganizationChooseView
    choose_results_view_class = OrganizationChooseResultsView
    chosen_view_class = OrganizationChosenView
    chosen_multiple_view_class = OrganizationChosenMultipleView
    create_view_class = OrganizationNotCreated
    choose_one_text = _("Choose an organization")
    choose_another_text = _("Choose another organization")
    edit_item_text = _("Open this organization")


class FilteredSelectMultiple(forms.SelectMultiple):
    """A list of many choices with a box that narrows it; without JavaScript a plain list."""

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__({"size": 7, "data-narrow": "", **(attrs or {})}, **kwargs)

    @cached_property
    def media(self) -> forms.Media:
        """The module that adds the box."""
        return forms.Media(js=["legaldocs/narrow.js"], css={"all": ["legaldocs/staff.css"]})


class ListedChoices(forms.ModelMultipleChoiceField):
    """Rows chosen from a list; a key no database has room for is refused in words, where Django's own field breaks."""

    LONGEST_KEY = 18

    def clean(self, value: Any) -> Any:
        """The rows with these keys."""
        for key in value if isinstance(value, list | tuple) else ():
            if len(str(key)) > self.LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(key)[:20]}
                )
        return super().clean(value)

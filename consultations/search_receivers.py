"""Whatever shows or hides a consultation or an answer, on any path, is followed by the search in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from consultations.models import ConsultationPage, ConsultationQuestion, DossierFile, Response
from consultations.search import AnswerContents, ConsultationContents, refresh_answers, refresh_consultations
from legaldocs.search.providers import register


def on_page(instance: Any, **kwargs: Any) -> None:
    """A consultation was saved, published, taken back or deleted."""
    refresh_consultations([instance.pk])


def on_part(instance: Any, **kwargs: Any) -> None:
    """A question or a file of its dossier came, changed or went."""
    if instance.consultation_id:
        refresh_consultations([instance.consultation_id])


def on_answer(instance: Response, **kwargs: Any) -> None:
    """An answer was saved or deleted."""
    refresh_answers([instance.pk])


def on_branch(instance: Any, **kwargs: Any) -> None:
    """A branch of the page tree moved."""
    _below(instance)


def on_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Who may read a branch of the page tree has changed."""
    _below(instance.page)


def _below(page: Any) -> None:
    rows = ConsultationPage.objects.descendant_of(page, inclusive=True)
    refresh_consultations(list(rows.values_list("pk", flat=True)))


def connect() -> None:
    """Make both kinds findable and follow what changes them; called once when the app is ready."""
    register(ConsultationContents())
    register(AnswerContents())
    for signal in (post_save, post_delete):
        signal.connect(on_page, sender=ConsultationPage, dispatch_uid=f"search_consultation_{id(signal)}")
        signal.connect(on_answer, sender=Response, dispatch_uid=f"search_answer_{id(signal)}")
        signal.connect(on_restriction, sender=PageViewRestriction, dispatch_uid=f"search_restriction_{id(signal)}")
        for part in (ConsultationQuestion, DossierFile):
            signal.connect(on_part, sender=part, dispatch_uid=f"search_{part.__name__}_{id(signal)}")
    page_published.connect(on_page, sender=ConsultationPage, dispatch_uid="search_consultation_published")
    page_unpublished.connect(on_page, sender=ConsultationPage, dispatch_uid="search_consultation_unpublished")
    post_page_move.connect(on_branch, dispatch_uid="search_consultations_moved")

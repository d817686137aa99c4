"""What this process keeps for the search is forgotten as soon as it changes here; shipped terms arrive with migrations."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from wagtail.signals import published, unpublished

from legaldocs.models import LegalDocument, Organization, SearchTerm, SearchVocabulary
from legaldocs.search.names import BODIES, LAWS
from legaldocs.search.terms import TERMS, load_terms
from legaldocs.search.vocabulary import VOCABULARY
from legaldocs.signals import document_published


def forget_terms(**kwargs: Any) -> None:
    """A term changed."""
    TERMS.forget()


def forget_names(**kwargs: Any) -> None:
    """A document or a body changed."""
    LAWS.forget()
    BODIES.forget()


def forget_vocabulary(**kwargs: Any) -> None:
    """The words were counted anew."""
    VOCABULARY.forget()


def load_shipped_terms(apps: Any = None, **kwargs: Any) -> None:
    """After migrating: what comes with the portal is there, what an editor changed stays."""
    try:
        model = apps.get_model("legaldocs", "SearchTerm") if apps else SearchTerm
    except LookupError:  # migrated back to before the terms
        return
    load_terms(model=model)


def connect(app_config: Any) -> None:
    """Connect all; called once when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(forget_terms, sender=SearchTerm, dispatch_uid=f"search_terms_{id(signal)}")
        signal.connect(forget_vocabulary, sender=SearchVocabulary, dispatch_uid=f"search_vocabulary_{id(signal)}")
        signal.connect(forget_names, sender=Organization, dispatch_uid=f"search_bodies_{id(signal)}")
    post_delete.connect(forget_names, sender=LegalDocument, dispatch_uid="search_names_deleted")
    m2m_changed.connect(forget_names, sender=Organization.successors.through, dispatch_uid="search_succession")
    published.connect(forget_names, sender=LegalDocument, dispatch_uid="search_names_published")
    unpublished.connect(forget_names, sender=LegalDocument, dispatch_uid="search_names_unpublished")
    document_published.connect(forget_names, dispatch_uid="search_names_service")
    post_migrate.connect(load_shipped_terms, sender=app_config, dispatch_uid="search_terms_shipped")

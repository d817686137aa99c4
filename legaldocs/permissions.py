"""Who may do what with the corpus in the editors' part. Predicates only; groups are made by a migration of ``home``."""

from __future__ import annotations

from typing import Any


def _may(user: Any, *names: str) -> bool:
    return bool(user.is_active and any(user.has_perm(f"legaldocs.{name}") for name in names))


def may_see_documents(user: Any) -> bool:
    """Whether the corpus concerns the user at all."""
    return _may(user, "view_legaldocument", "change_legaldocument")


def may_edit_documents(user: Any) -> bool:
    """Facts of a document and its files."""
    return _may(user, "change_legaldocument")


def may_publish_documents(user: Any) -> bool:
    """Make a document public."""
    return _may(user, "publish_legaldocument")


def may_edit_wordings(user: Any) -> bool:
    """Write the text of a document."""
    return _may(user, "change_expression")


def may_publish_wordings(user: Any) -> bool:
    """Make a wording the one that visitors read."""
    return _may(user, "publish_expression")


def may_import(user: Any) -> bool:
    """Upload files and make documents of them."""
    return _may(user, "add_intakebatch") and _may(user, "add_legaldocument")


def may_review_relations(user: Any) -> bool:
    """Confirm or reject relations that the reading proposed."""
    return _may(user, "change_relation")


def may_point_citations(user: Any) -> bool:
    """Say what a citation means: a link between documents, as a relation is."""
    return _may(user, "change_relation")


def may_see_search_use(user: Any) -> bool:
    """Questions that fail, and why an answer stands where it stands."""
    return _may(user, "view_querycount", "change_searchterm")


def may_tend_search(user: Any) -> bool:
    """Keep the search terms."""
    return _may(user, "change_searchterm")

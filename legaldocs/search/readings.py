"""How a question was read, in words for the visitor."""

from __future__ import annotations

from django.utils.translation import gettext as _

from legaldocs.search.question import Question


def understood_as(question: Question) -> str:
    """The whole reading in one line."""
    parts = []
    if question.reference:
        parts.append(question.reference)
    if question.number_tokens:
        parts.append(_("document number %(number)s") % {"number": question.number})
    elif question.serial:
        parts.append(_("number %(number)s") % {"number": question.serial})
    elif question.law_documents and (question.law_only or question.reference):
        parts.append(_("name of document “%(name)s”") % {"name": question.law_name})
    parts.extend(_("phrase “%(words)s”") % {"words": phrase} for phrase in question.shown_phrases)
    if question.words and question.shown_words and not (question.law_only and question.law_documents):
        parts.append(_("words “%(words)s”") % {"words": question.shown_words})
    parts.extend(_("without “%(word)s”") % {"word": word} for word in question.excluded)
    return ", ".join(parts)

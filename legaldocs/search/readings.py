"""How a question was read, in words for the visitor."""

from __future__ import annotations

from legaldocs.search.question import Question


def understood_as(question: Question) -> str:
    """The whole reading in one line."""
    parts = []
    if question.reference:
        parts.append(question.reference)
    if question.number_tokens:
        parts.append(f"số hiệu {question.number}")
    elif question.serial:
        parts.append(f"số {question.serial}")
    elif question.law_documents and (question.law_only or question.reference):
        parts.append(f"tên văn bản “{question.law_name}”")
    parts.extend(f"cụm từ “{phrase}”" for phrase in question.shown_phrases)
    if question.words and question.shown_words and not (question.law_only and question.law_documents):
        parts.append(f"từ khóa “{question.shown_words}”")
    parts.extend(f"không có “{word}”" for word in question.excluded)
    return ", ".join(parts)

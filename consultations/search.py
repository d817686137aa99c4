"""What the search finds of consultations: the public pages themselves, and answers with the public comments they serve.

Read from the rows as they are public at this moment; nothing personal is ever among the words: of a comment its text, its
proposal and its reason, once it is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.models import (
    Comment,
    CommentState,
    ConsultationPage,
    ConsultationState,
    Decision,
    Response,
    WordingChange,
)
from consultations.states import CLOSED_STATES, accepts_comments, effective_state
from consultations.targets import comment_label, comment_rows
from legaldocs.models import ScannedContent, SearchContent
from legaldocs.models.search import EntryKind
from legaldocs.search.contents import refresh
from legaldocs.search.providers import Badge, Content, Row, Shown
from portal.templatetags.portal_tags import vi_date

CONSULTATION, ANSWER = EntryKind.CONSULTATION.value, EntryKind.ANSWER.value
#: Of the comments one answer serves so many are found with it, and so many of its words; thousands may share an answer.
MOST_COMMENTS = 20
MOST_CHARACTERS = 12_000
MOST_LABELS = 3
_TONES = {Decision.ACCEPTED: "in_force", Decision.PARTLY: "partly_expired"}
_FINISHED = {ConsultationState.ANSWERED, ConsultationState.ENACTED, ConsultationState.ARCHIVED}


def visible() -> Any:
    """Consultations anybody may read: published, and under no page that asks for a password, a log-in or a group."""
    return ConsultationPage.objects.live().public().filter(document__isnull=False)


def answer_address(consultation: ConsultationPage, response_id: int) -> str:
    """The page of answers on which this answer stands, at its place."""
    address = reverse("consultations:answer_list", args=[consultation.slug])
    return f"{address}?tra-loi={response_id}#tra-loi-{response_id}"


class ConsultationContents:
    """Consultations: title, summary, what is asked, questions, the titles of the posted dossier, the outcome."""

    kind = CONSULTATION

    def contents(self, keys: Collection[int]) -> dict[int, list[Content]]:
        """The public ones of these consultations."""
        rows = visible().filter(pk__in=keys).select_related("receiving_unit")
        rows = rows.prefetch_related("questions", "dossier_files")
        held = set(ScannedContent.objects.unreleased().filter(storage="office").values_list("path", flat=True))
        with translation.override("vi"):
            return {row.pk: [Content(row.document_id, tuple(_rows_of_page(row, held)))] for row in rows}

    def documents_of(self, keys: Collection[int]) -> set[int]:
        """The drafts they are about."""
        rows = ConsultationPage.objects.filter(pk__in=keys, document__isnull=False)
        return set(rows.values_list("document_id", flat=True))

    def keys_of(self, document_ids: Sequence[int]) -> list[int]:
        """The consultations on these drafts."""
        rows = ConsultationPage.objects.filter(document_id__in=document_ids)
        return list(rows.order_by("pk").values_list("pk", flat=True))

    def shown(self, keys: Collection[int]) -> dict[int, Shown]:
        """With the state and the deadline of this moment."""
        now = timezone.now()
        rows = visible().filter(pk__in=keys).select_related("receiving_unit")
        return {row.pk: _shown_page(row, now) for row in rows}


def _rows_of_page(page: ConsultationPage, held: set[str]) -> Iterable[Row]:
    yield "", page.title, page.summary, ""
    for paragraph in _paragraphs(page.body):
        yield "", "", paragraph, "noi-dung-hoi"
    for question in page.questions.all():
        yield "Câu hỏi", question.audience, question.text, "cau-hoi"
    if page.state != ConsultationState.PLANNED:  # before posting the public sees no dossier
        for file in page.dossier_files.all():
            if file.file and str(file.file.name) not in held:
                yield str(file.get_kind_display()), file.title, "", "ho-so"
    if page.legal_basis:
        yield "Căn cứ lấy ý kiến", "", page.legal_basis, ""
    if page.receiving_unit is not None:
        yield "Đơn vị tiếp nhận", page.receiving_unit.name, "", "noi-nhan"
    if page.state in _FINISHED:
        for paragraph in _paragraphs(page.outcome):
            yield "Kết quả", "", paragraph, "ket-qua"


def _shown_page(page: ConsultationPage, now: Any) -> Shown:
    state = effective_state(page, now)
    is_open = accepts_comments(page, now)
    tone = "in_force" if is_open else "not_yet" if state == ConsultationState.PLANNED else ""
    facts = [page.receiving_unit.name] if page.receiving_unit else []
    if state in CLOSED_STATES and page.closes_at:
        facts.append(_("Closed on %(date)s") % {"date": vi_date(page.closes_at)})
    elif state == ConsultationState.PLANNED and page.opens_at:
        facts.append(_("Opens on %(date)s") % {"date": vi_date(page.opens_at)})
    return Shown(
        title=page.title,
        url=page.get_absolute_url(),
        kind_label=_("Consultation"),
        badges=(Badge(str(ConsultationState(state).label), tone),),
        deadline=page.closes_at if is_open else None,
        facts=tuple(facts),
    )


class AnswerContents:
    """Published answers that serve at least one published comment of a consultation anybody may read."""

    kind = ANSWER

    def contents(self, keys: Collection[int]) -> dict[int, list[Content]]:
        """The public ones of these answers, with the comments they serve."""
        responses = _public_answers(keys)
        served = _served(responses, MOST_COMMENTS)
        with translation.override("vi"):
            return {
                pk: [Content(response.consultation.document_id, tuple(_rows_of_answer(response, served[pk])))]
                for pk, response in responses.items()
                if pk in served
            }

    def documents_of(self, keys: Collection[int]) -> set[int]:
        """The drafts whose comments they answer."""
        rows = Response.objects.filter(pk__in=keys, consultation__document__isnull=False)
        return set(rows.values_list("consultation__document_id", flat=True))

    def keys_of(self, document_ids: Sequence[int]) -> list[int]:
        """The published answers on these drafts."""
        rows = Response.objects.filter(consultation__document_id__in=document_ids, published_at__isnull=False)
        return list(rows.order_by("pk").values_list("pk", flat=True))

    def shown(self, keys: Collection[int]) -> dict[int, Shown]:
        """With the decision and what was commented on."""
        responses = _public_answers(keys)
        served = _served(responses, MOST_LABELS)
        return {pk: _shown_answer(response, served[pk]) for pk, response in responses.items() if pk in served}


def _public_answers(keys: Collection[int]) -> dict[int, Response]:
    rows = Response.objects.filter(pk__in=keys, published_at__isnull=False, consultation__in=visible())
    return {row.pk: row for row in rows.select_related("consultation")}


def _served(responses: dict[int, Response], most: int) -> dict[int, list[Comment]]:
    """The first published comments of each answer; an answer without any is not among them."""
    place = Window(RowNumber(), partition_by=[F("response_id")], order_by=[F("pk").asc()])
    first = Comment.objects.filter(response_id__in=list(responses), state=CommentState.PUBLISHED)
    keys = list(first.annotate(place=place).filter(place__lte=most).values_list("pk", flat=True)) if responses else []
    served: dict[int, list[Comment]] = {}
    for comment in comment_rows(Comment.objects.filter(pk__in=keys)).in_document_order():
        served.setdefault(comment.response_id, []).append(comment)
    return served


def _labels(comments: Iterable[Comment]) -> str:
    return "; ".join(list(dict.fromkeys(comment_label(comment) for comment in comments))[:MOST_LABELS])


def _rows_of_answer(response: Response, comments: Sequence[Comment]) -> Iterable[Row]:
    yield "Trả lời góp ý", _labels(comments), "", ""
    left = MOST_CHARACTERS
    for marker, text in _words_of_answer(response, comments):
        yield marker, "", text[:left], ""
        left -= len(text)
        if left <= 0:
            return


def _words_of_answer(response: Response, comments: Sequence[Comment]) -> Iterable[tuple[str, str]]:
    for paragraph in _paragraphs(response.text) or [""]:
        yield str(response.get_decision_display()), paragraph
    if response.resulting_wording:
        yield "Nội dung chỉnh lý", response.resulting_wording
    for comment in comments:
        for marker, text in (("Góp ý", comment.text), ("Lý do", comment.reason)):
            if text:
                yield marker, text
        if comment.proposed_wording and comment.change != WordingChange.DELETE:
            yield "Đề nghị sửa", comment.proposed_wording


def _shown_answer(response: Response, comments: Sequence[Comment]) -> Shown:
    consultation = response.consultation
    decision = Decision(response.decision)
    return Shown(
        title=_("Answer to comments on %(what)s") % {"what": _labels(comments)},
        url=answer_address(consultation, response.pk),
        kind_label=pgettext("kind of content", "Answer"),
        badges=(Badge(str(decision.label), _TONES.get(decision, "")),),
        facts=(consultation.title, vi_date(response.published_at)),
    )


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def refresh_answers(response_ids: Iterable[int]) -> None:
    """Make what is found of these answers what is public of them; call in the transaction that changes them."""
    refresh(ANSWER, set(response_ids))


def refresh_consultations(page_ids: Collection[int]) -> None:
    """The same for consultations; their answers follow where the page has become public or is no longer."""
    refresh(CONSULTATION, page_ids)
    public = set(visible().filter(pk__in=page_ids).values_list("pk", flat=True))
    answers = Response.objects.filter(consultation_id__in=page_ids)
    found = SearchContent.objects.filter(kind=ANSWER, key__in=answers.values("pk")).values_list("key", flat=True)
    withdrawn = answers.exclude(consultation_id__in=public).filter(pk__in=found)
    missing = answers.filter(consultation_id__in=public, published_at__isnull=False).exclude(pk__in=found)
    refresh_answers([*withdrawn.values_list("pk", flat=True), *missing.values_list("pk", flat=True)])

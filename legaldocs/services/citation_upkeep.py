"""What follows when the ends of a citation change: waiting ones find their document, links and counts are made anew.

Facts (``Citation.document``, ``is_found``) change in the transaction of the publication. What is derived from them, the
links in prepared texts and the counts, is only marked there (``CitationUpkeep``) and made anew by a task soon after: a
law that thousands cite is published as fast as any other, and a text marked twice is made once.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from legaldocs.domain.identity import Candidate, Citing, Mention, choose, names_of
from legaldocs.models import Citation, CitationUpkeep, CitedDocument, Expression, LegalDocument, Provision, UpkeepKind
from legaldocs.prepared import Prepared
from legaldocs.services.cited_records import current_wordings, record_of, records_by_key
from legaldocs.text_links import ShownDocument

BATCH = 500
_UPKEEP, _CITATIONS = CitationUpkeep._meta.db_table, Citation._meta.db_table
_EXPRESSIONS, _CITED = Expression._meta.db_table, CitedDocument._meta.db_table


def mark(kind: UpkeepKind, subjects: Iterable[int]) -> None:
    """Have these made anew."""
    rows = [CitationUpkeep(kind=kind, subject=subject) for subject in sorted(set(subjects))]
    CitationUpkeep.objects.bulk_create(rows, batch_size=BATCH)


def mark_texts_citing(documents: Sequence[int]) -> None:
    """The links in every text of another document that cites one of these."""
    _mark_selected(
        UpkeepKind.LINKS,
        f"c.expression_id FROM {_CITATIONS} c JOIN {_EXPRESSIONS} e ON e.id = c.expression_id"
        " WHERE c.document_id IN ({}) AND c.document_id <> e.document_id",
        documents,
    )


def mark_counts_cited_by(documents: Sequence[int]) -> None:
    """The counts of every document that one of these cites."""
    _mark_selected(
        UpkeepKind.COUNT,
        f"c.document_id FROM {_CITATIONS} c JOIN {_EXPRESSIONS} e ON e.id = c.expression_id"
        " WHERE e.document_id IN ({}) AND c.document_id <> e.document_id",
        documents,
    )


def _mark_selected(kind: UpkeepKind, select: str, documents: Sequence[int]) -> None:
    for start in range(0, len(documents), BATCH):
        some = list(documents[start : start + BATCH])
        places = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {_UPKEEP} (kind, subject) SELECT DISTINCT '{kind.value}', {select.format(places)}",
                some,
            )


def wording_rewritten(expression: Expression, targets: set[int]) -> None:
    """Called before the citations of a wording are replaced by ones with these targets.

    What counts is whether its document cites another at all; a document that is not public yet counts once it is.
    """
    if not expression.document.live:
        return
    before = set(
        Citation.objects.filter(expression_id=expression.pk, document__isnull=False)
        .order_by()
        .values_list("document_id", flat=True)
        .distinct()
    )
    changed = (before ^ targets) - {expression.document_id}
    if changed:
        mark(UpkeepKind.COUNT, changed)
    _look_again({expression.document_id})


def wording_arrived(expression: Expression, targets: set[int]) -> None:
    """Called before the citations of a new document's first wording are stored."""
    others = targets - {expression.document_id}
    if others and expression.document.live:
        mark(UpkeepKind.COUNT, others)


def document_arrived(document: LegalDocument) -> None:
    """Called when a document stored in this transaction has become public: citations that wait for its number or names
    find it. Whom it cites is marked already (``wording_arrived``)."""
    rows = {row[0]: row for row in _waiting(document)}
    if rows:
        resolve_rows(rows.values())
    if _face_changed(record_of(document).shown) and rows:
        mark_texts_citing([document.pk])


def documents_shown(documents: Sequence[LegalDocument]) -> None:
    """Called when documents have become public or what is public of them has changed.

    Waiting citations find them; what was resolved is looked at again, for a number may name another document now.
    """
    for document in documents:
        cited = _choose_again(document)
        if _face_changed(record_of(document).shown) and cited:
            mark_texts_citing([document.pk])
    mark_counts_cited_by([document.pk for document in documents])


def documents_left(documents: Sequence[LegalDocument]) -> None:
    """Called when documents have been taken back: citations of them wait again, or mean another document."""
    for document in documents:
        _choose_again(document)
    mark_counts_cited_by([document.pk for document in documents])


def document_deleted(pk: int) -> None:
    """Called before a document is deleted: texts lose their links to it, and documents it cites a count."""
    mark_texts_citing([pk])
    mark_counts_cited_by([pk])
    Citation.objects.filter(document_id=pk, by_hand=True).update(by_hand=False)  # what was pointed at it waits again


def faces_changed(documents: Iterable[int]) -> None:
    """Called when the validity of documents has changed, for links tell it."""
    columns = ("pk", "document_type", "year", "slug", "number", "title", "abstract", "status")
    rows = LegalDocument.objects.public().filter(pk__in=list(documents)).order_by("pk").values_list(*columns)
    changed = [row[0] for row in rows if _face_changed(ShownDocument(*row))]
    mark_texts_citing(changed)


def _face_changed(shown: ShownDocument) -> bool:
    """Store what links show of a document; whether it is something new."""
    face = hashlib.sha1(f"{shown.path}\n{shown.description}".encode(), usedforsecurity=False).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_CITED} (document_id, documents, face) VALUES (%s, 0, %s)"  # noqa: S608
            f" ON CONFLICT (document_id) DO UPDATE SET face = excluded.face WHERE {_CITED}.face <> excluded.face"
            " RETURNING document_id",
            [shown.pk, face],
        )
        return cursor.fetchone() is not None


_MENTION = ("pk", "expression_id", "document_id", "key", "number", "name", "dated")
_CITING = ("expression__document_id", "expression__document__issuer_id")
_DATES = ("expression__document__issued_on", "expression__document__valid_from")
_KEYS = 4
_WHOLE = ExpressionWrapper(Q(eid=""), output_field=BooleanField())


def _rows(query: Q) -> Any:
    return Citation.objects.filter(query).order_by().values_list(*_MENTION, *_CITING, *_DATES)


_BY_KEY = Prepared(lambda *keys: _rows(Q(key__in=keys, by_hand=False)), *[str] * _KEYS)
_BY_TARGET = Prepared(
    lambda pk, own: _rows(Q(document_id=pk, by_hand=False) & ~Q(expression__document_id=own)), int, int
)
_BY_HAND = Prepared(
    lambda pk: Citation.objects.filter(document_id=pk, by_hand=True).order_by().values_list("expression_id"), int
)


def _choose_again(document: LegalDocument) -> bool:
    """Look again at every citation that a document's number or names may mean, or that meant it; whether there are any."""
    rows = {row[0]: row for row in _waiting(document)}
    rows |= {row[0]: row for row in _BY_TARGET.rows(document.pk, document.pk)}
    if rows:
        resolve_rows(rows.values())
    texts = {row[0] for row in _BY_HAND.rows(document.pk)}
    if texts:  # they go on meaning it; what can be linked, and which provisions stand there, may have changed
        _look_again({document.pk})
        mark(UpkeepKind.LINKS, texts)
    return bool(rows)


def _waiting(document: LegalDocument) -> Iterator[Any]:
    """Citations that a document's number or names may mean."""
    keys = sorted({document.number_key, *names_of(document.document_type, document.title, document.abstract)} - {""})
    for start in range(0, len(keys), _KEYS):
        some = keys[start : start + _KEYS]
        yield from _BY_KEY.rows(*some, *[some[-1]] * (_KEYS - len(some)))


def rows_of_keys(keys: Sequence[str]) -> list[Any]:
    """Waiting citations of these keys, for ``resolve_rows``."""
    return list(_rows(Q(key__in=keys, document=None, by_hand=False)))


def resolve_rows(rows: Iterable[Sequence[Any]]) -> int:
    """Point citations (rows of ``_rows``) at the documents they mean today; how many changed."""
    rows = list(rows)
    records = records_by_key({row[3] for row in rows})
    candidates = {key: [record.candidate for record in found] for key, found in records.items()}
    decided: dict[tuple[Any, ...], Candidate | None] = {}
    moved: dict[int | None, list[int]] = defaultdict(list)
    texts, counted = set(), set()
    for pk, text, target, key, number, name, dated, *citing in rows:
        question = (key, number, name, dated, *citing)
        if question not in decided:
            decided[question] = choose(Mention(number, name, dated), candidates.get(key, []), Citing(*citing))
        best = decided[question]
        meant = best.pk if best is not None else None
        if meant != target:
            moved[meant].append(pk)
            texts.add(text)
            counted |= {other for other in (target, meant) if other is not None and other != citing[0]}
    for meant, pks in moved.items():
        for start in range(0, len(pks), BATCH):
            some = Citation.objects.filter(pk__in=pks[start : start + BATCH])
            some.update(document_id=meant, is_found=_WHOLE if meant is not None else False)
    _look_again({meant for meant in moved if meant is not None})
    mark(UpkeepKind.LINKS, texts)
    mark(UpkeepKind.COUNT, counted)
    return sum(map(len, moved.values()))


def _look_again(documents: set[int]) -> None:
    """Whether the provisions cited of these documents stand in the wordings that apply today."""
    current = current_wordings(documents)
    for document in documents:
        there = Provision.objects.filter(expression_id=current.get(document, 0), eid=OuterRef("eid"))
        wrong = (
            Citation.objects.filter(document_id=document)
            .exclude(eid="")
            .exclude(expression__document_id=document)
            .annotate(there=Exists(there))
            .exclude(is_found=F("there"))
            .order_by()
            .values_list("pk", "expression_id", "there")
        )
        rows = list(wrong)
        for there_now in (True, False):
            pks = [pk for pk, _, found in rows if bool(found) is there_now]
            for start in range(0, len(pks), BATCH):
                Citation.objects.filter(pk__in=pks[start : start + BATCH]).update(is_found=there_now)
        mark(UpkeepKind.LINKS, {text for _, text, _ in rows})

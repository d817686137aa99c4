"""What the search finds in the files of a document: the words that its wording does not hold already."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from legaldocs.domain.text import search_tokens
from legaldocs.models import DocumentFile, Expression, FileText, FileTextState, ScannedContent
from legaldocs.models.search import EntryKind
from legaldocs.search.providers import Badge, Content, Row, Shown
from portal.templatetags.portal_tags import file_size

#: Characters of one part of a file; paragraphs stay whole.
PART_LENGTH = 6_000
MOST_PARTS = 2_000
#: Words that stand together in a run by which two texts are compared, and the share of runs that makes them one text.
RUN = 5
SAME = 0.7


class FileContents:
    """Texts of the files of public documents, in parts, without what the wording of the document says itself."""

    kind = EntryKind.FILE.value

    def contents(self, keys: Collection[int]) -> dict[int, list[Content]]:
        """The parts of those files that anybody may open."""
        rows = FileText.objects.filter(pk__in=keys, state=FileTextState.READ, file__document__live=True)
        rows = rows.exclude(text="").select_related("file").order_by("pk")
        held = _held()
        files = [row for row in rows if str(row.file.file.name) not in held]
        known = {pk: _runs(text) for pk, text in _wordings({row.file.document_id for row in files}).items()}
        found = {}
        for row in files:
            parts = list(_parts(row, known.get(row.file.document_id, frozenset())))
            if parts:
                found[row.pk] = parts
        return found

    def documents_of(self, keys: Collection[int]) -> set[int]:
        """The documents they belong to."""
        return set(DocumentFile.objects.filter(pk__in=keys).values_list("document_id", flat=True))

    def keys_of(self, document_ids: Sequence[int]) -> list[int]:
        """The files of these documents that were read."""
        rows = FileText.objects.filter(file__document_id__in=document_ids, state=FileTextState.READ)
        return list(rows.order_by("pk").values_list("pk", flat=True))

    def shown(self, keys: Collection[int]) -> dict[int, Shown]:
        """With kind and size of the file; words recognised from an image are said to be."""
        rows = FileText.objects.filter(pk__in=keys, state=FileTextState.READ, file__document__live=True)
        rows = rows.filter(file__document__secrecy="none").select_related("file").defer("text")
        held = _held()
        return {row.pk: _shown(row) for row in rows if str(row.file.file.name) not in held}


def _held() -> set[str]:
    """Stored files that the malware scanner keeps closed."""
    return set(ScannedContent.objects.unreleased().values_list("path", flat=True))


def _shown(row: FileText) -> Shown:
    file = row.file
    name = file.original_name or PurePosixPath(str(file.file.name)).name
    extension = PurePosixPath(name).suffix.lstrip(".")[:10].upper()
    facts = [fact for fact in (extension, file_size(file.size) if file.size else "", name) if fact]
    return Shown(
        title=file.title or name,
        url=reverse("legaldocs:file_download", args=[file.pk]),
        kind_label=_("File"),
        badges=(Badge(str(file.get_kind_display())),) if file.title else (),
        facts=tuple(facts),
        caution=_("Text recognised from an image; it may contain errors.") if row.recognised else "",
    )


def _wordings(document_ids: Collection[int]) -> dict[int, str]:
    """What the wordings visitors read first say, by document."""
    current = {row.pk: pk for pk, row in Expression.objects.current_for(list(document_ids)).items()}
    texts = Expression.objects.filter(pk__in=list(current)).values_list("pk", "source_text")
    return {current[pk]: text for pk, text in texts}


def _runs(text: str) -> frozenset[int]:
    words = search_tokens(text).split()
    return frozenset(hash(tuple(words[place : place + RUN])) for place in range(len(words) - RUN + 1))


def _parts(row: FileText, known: frozenset[int]) -> Iterator[Content]:
    file = row.file
    with translation.override("vi"):
        kind = str(file.get_kind_display())
    head: Row = (kind, file.title or file.original_name, "", "")
    part = 0
    for paragraphs in _pieces(row.text):
        if known and _is_known("\n".join(paragraphs), known):
            continue
        rows = tuple(("", "", paragraph, "") for paragraph in paragraphs)
        yield Content(file.document_id, (head, *rows), part)
        part += 1
        if part == MOST_PARTS:
            return


def _is_known(text: str, known: frozenset[int]) -> bool:
    """Whether the wording says the same."""
    runs = _runs(text)
    return bool(runs) and len(runs & known) >= SAME * len(runs)


def _pieces(text: str) -> Iterator[list[str]]:
    """Paragraphs put together up to the length of a part; a longer one is cut."""
    piece: list[str] = []
    length = 0
    for line in text.splitlines():
        words = " ".join(line.split())
        for start in range(0, len(words), PART_LENGTH):
            paragraph = words[start : start + PART_LENGTH]
            if piece and length + len(paragraph) > PART_LENGTH:
                yield piece
                piece, length = [], 0
            piece.append(paragraph)
            length += len(paragraph)
    if piece:
        yield piece

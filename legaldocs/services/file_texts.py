"""The words of files, read by a task once a file is stored: what the search finds in them.

Only files that anybody may open are read, by the same confined readers as uploads. A scan is recognised where that can be
done and its words stand nowhere else; what is recognised is marked so.
"""

from __future__ import annotations

import logging

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Extracted, ReadingOptions
from legaldocs.intake.filetype import sniff
from legaldocs.intake.reader import extract
from legaldocs.intake.recognition import is_available
from legaldocs.models import DocumentFile, Expression, FileKind, FileText, FileTextState, ScannedContent
from legaldocs.models.search import EntryKind
from legaldocs.search.contents import refresh
from portal import malware

logger = logging.getLogger(__name__)
#: Words kept of one file; a book of 3,000 pages has as many.
LONGEST = 6_000_000
#: Files that are the document itself: their words are those of its wording.
ITSELF = (FileKind.ORIGINAL, FileKind.SCAN)
FILE = EntryKind.FILE.value


def read_file_text(file_id: int) -> FileText | None:
    """Read one stored file and make its words findable. Harmless when repeated."""
    file = DocumentFile.objects.filter(pk=file_id).first()
    if file is None or FileText.objects.filter(pk=file_id, state=FileTextState.WORDING).exists():
        return None
    state, extracted = _read(file)
    words = _storable(extracted.text[:LONGEST]) if extracted else ""
    recognised = bool(extracted and extracted.facts.get("recognised"))
    stored, _ = FileText.objects.update_or_create(
        file=file, defaults={"state": state, "text": words, "recognised": recognised}
    )
    refresh(FILE, [file_id])
    return stored


def says_the_wording(file: DocumentFile) -> None:
    """The wording of the document was read from this very file: its words are found there, it need not be read again."""
    FileText.objects.update_or_create(file=file, defaults={"state": FileTextState.WORDING, "text": ""})


def released(path: str) -> list[int]:
    """Files with this stored path, which the malware scanner has judged now: found or hidden as it says."""
    files = list(DocumentFile.objects.filter(file=path).values_list("pk", flat=True))
    refresh(FILE, files)
    return files


def waiting_files(most: int = 500) -> list[int]:
    """Files nobody has read yet (of an earlier release, or whose task was lost), and scans that can be recognised now."""
    unread = DocumentFile.objects.filter(read_text=None)
    keys = list(unread.order_by("pk").values_list("pk", flat=True)[:most])
    states = [FileTextState.HELD, *([FileTextState.NEEDS_RECOGNITION] if is_available() else [])]
    late = FileText.objects.filter(state__in=states).order_by("read_at")
    closed = set(ScannedContent.objects.unreleased().values_list("path", flat=True))
    keys += [pk for pk, path in late.values_list("pk", "file__file")[:most] if path not in closed]
    return keys[:most]


def _storable(text: str) -> str:
    """Without the signs that a database does not take."""
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def _read(file: DocumentFile) -> tuple[FileTextState, Extracted | None]:
    try:
        with malware.opened(file.file) as handle:
            data = handle.read()
    except malware.HeldFile:
        return FileTextState.HELD, None
    except (OSError, ValueError):
        return FileTextState.NO_TEXT, None
    try:
        return FileTextState.READ, extract(data, sniff(data))
    except UnreadableFile as error:
        if error.is_scan and _is_worth_recognising(file):
            return _recognised(file, data)
    except Exception:
        logger.exception("reading the text of file %s failed", file.pk)
    return FileTextState.NO_TEXT, None


def _recognised(file: DocumentFile, data: bytes) -> tuple[FileTextState, Extracted | None]:
    if not is_available():
        return FileTextState.NEEDS_RECOGNITION, None
    try:
        return FileTextState.READ, extract(data, sniff(data), options=ReadingOptions(recognise=True))
    except UnreadableFile as error:
        logger.info("file %s holds no words that can be recognised: %s", file.pk, error.reason)
    except Exception:
        logger.exception("recognising the text of file %s failed", file.pk)
    return FileTextState.NO_TEXT, None


def _is_worth_recognising(file: DocumentFile) -> bool:
    """A scan of a document whose words are there already is not recognised: that costs a minute a page."""
    return file.kind not in ITSELF or file.document_id not in Expression.objects.current_for([file.document_id])

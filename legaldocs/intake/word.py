"""DOCX to text: what a reader of the document sees, one paragraph a line, tables as pipe rows.

Automatic numbers are printed, tracked changes are accepted or rejected as asked, text boxes follow their paragraph,
footnotes stand at the end. What is left out (headers, comments, pictures, tables of contents) is named in findings. The
package is read directly: python-docx loses automatic numbers and inserted runs (stack.md 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from legaldocs.domain.emphasis import without_marks
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import Changes, Extracted, ReadingOptions
from legaldocs.intake.legacy_fonts import sound_letters
from legaldocs.intake.limits import DEFAULT, Deadline, Limits, check_size
from legaldocs.intake.plain import clean_text
from legaldocs.intake.word_findings import about_package, about_reading, changes_of
from legaldocs.intake.word_fonts import tables_in_use
from legaldocs.intake.word_numbering import Numbering
from legaldocs.intake.word_package import DAMAGED, W, WordPackage
from legaldocs.intake.word_runs import RunReader
from legaldocs.intake.word_styles import Styles, is_on, numbering_of
from legaldocs.intake.word_tables import Cell, as_lines, as_rows, is_layout

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_PROPERTIES, _RUN_PROPERTIES, _STYLE, _VALUE = f"{W}pPr", f"{W}rPr", f"{W}pStyle", f"{W}val"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "body"))


def read_word(
    data: bytes,
    limits: Limits = DEFAULT,
    deadline: Deadline | None = None,
    options: ReadingOptions | None = None,
) -> Extracted:
    """The text of a DOCX, what was noticed, and how tracked changes were read. Raises ``UnreadableFile``."""
    check_size(len(data), limits.max_bytes)
    options = options or ReadingOptions()
    deadline = deadline or Deadline(limits.seconds)
    package = WordPackage(data, limits, deadline)
    try:
        reader = WordReader(package, limits, deadline, options.changes)
        text = reader.text()
        changes = changes_of(package.document)
        findings = [*about_package(package, without_marks(text)), *about_reading(reader.runs, changes, options.changes)]
    except UnreadableFile:
        raise
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise UnreadableFile(DAMAGED) from error
    text, mended = sound_letters(text)
    text = clean_text(text.replace("\u00ad", ""))
    if not text.strip():
        raise UnreadableFile("Tệp Word không có chữ nào (có thể chỉ có hình ảnh quét). Hãy gửi bản có chữ.")
    facts = {"changes": {"read_as": options.changes.value, **changes.data()}} if changes else {}
    return Extracted(text, findings + mended, facts, marked=True)


class WordReader:
    """Walks one document once, in order: numbering counts as it goes."""

    def __init__(
        self, package: WordPackage, limits: Limits, deadline: Deadline, changes: Changes = Changes.ACCEPTED
    ) -> None:
        self._limits = limits
        self._deadline = deadline
        self._changes = changes
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"))
        footnotes, endnotes = package.part("footnotes"), package.part("endnotes")
        self._notes = {"footnote": _notes(footnotes), "endnote": _notes(endnotes)}
        self._document = package.document
        parts = [self._document, footnotes, endnotes] if package.names_old_fonts else []
        self.runs = RunReader(self._styles, changes, tables_in_use(parts, self._styles))
        self._seen = 0
        self._open = ""  # text of a paragraph whose mark was deleted: it runs on into the next

    def text(self) -> str:
        """All lines of the document."""
        body = self._document.find(f"{W}body")
        if body is None:
            raise UnreadableFile(DAMAGED)
        lines = list(self._blocks(body))
        lines += self._rest()
        lines += list(self._footnotes())
        return "\n".join(lines)

    def _blocks(self, parent: Any, depth: int = 0) -> Iterator[str]:
        if depth > 40:
            raise UnreadableFile(DAMAGED)
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element, depth)
            elif element.tag == f"{W}tbl":
                yield from self._table(element, depth)
            elif element.tag in _WRAPPERS:
                yield from self._blocks(element, depth + 1)

    def _paragraph(self, element: Any, depth: int) -> Iterator[str]:
        self._seen += 1
        if self._seen % 500 == 0:
            self._deadline.check()
        if self._seen > self._limits.max_nodes:
            raise UnreadableFile("Tệp Word có quá nhiều đoạn. Hãy chia thành nhiều tệp.")
        printed = properties = element.find(_PROPERTIES)
        if self._changes is Changes.REJECTED:
            properties = _before(properties)
        style = _style_of(properties) or self._styles.default
        boxes: list[Any] = []
        shown = self._open + self.runs.read(element, style, boxes)
        self._open = ""
        if self._mark_is_gone(printed):
            self._open = shown  # a paragraph is numbered where its mark stands: by the one it runs on into
        else:
            number = self._number(properties, style)  # Word numbers an empty paragraph too: a column of numbers alone
            for line in (number + shown).split("\n"):
                yield _SPACES.sub(" ", line).strip()
        for box in boxes:
            yield from self._blocks(box, depth + 1)

    def _rest(self) -> list[str]:
        rest, self._open = self._open, ""
        return [_SPACES.sub(" ", line).strip() for line in rest.split("\n")] if rest.strip() else []

    def _number(self, properties: Any, style: str) -> str:
        """The automatic number of a paragraph with the space after it."""
        list_id, level = numbering_of(properties)
        for name, inherited in self._styles.chain(style):
            if list_id is not None:
                break
            if inherited.list_id is not None:
                list_id = inherited.list_id
                if level is None:
                    level = self._numbering.level_of_style(list_id, name)
                if level is None:
                    level = inherited.level
        if list_id is None or list_id == "0":
            return ""
        return self._numbering.next(list_id, level or 0)

    def _mark_is_gone(self, properties: Any) -> bool:
        """Whether the mark that ends the paragraph is away in this reading: deleted, or inserted and rejected."""
        run = properties.find(_RUN_PROPERTIES) if properties is not None else None
        if run is None or not len(run):
            return False
        if self._changes is Changes.ACCEPTED:
            return run.find(f"{W}del") is not None or run.find(f"{W}moveFrom") is not None
        return run.find(f"{W}ins") is not None or run.find(f"{W}moveTo") is not None

    def _table(self, element: Any, depth: int) -> Iterator[str]:
        rows = [list(self._cells(row, depth)) for row in self._rows(element)]
        if is_layout(rows):
            yield from as_lines(rows)
        else:
            yield ""
            yield from as_rows(rows)
            yield ""

    def _rows(self, table: Any) -> Iterator[Any]:
        gone = "del" if self._changes is Changes.ACCEPTED else "ins"
        for row in _children(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}{gone}") is None:
                yield row

    def _cells(self, row: Any, depth: int) -> Iterator[Cell]:
        skipped = _grid(row.find(f"{W}trPr"), "gridBefore")
        if skipped:
            yield Cell([], skipped)
        for element in _children(row, f"{W}tc"):
            properties = element.find(f"{W}tcPr")
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            lines = []
            if merge is None or merge.get(f"{W}val", "continue") != "continue":
                lines = [line for line in self._blocks(element, depth + 1) if line] + self._rest()
            yield Cell(lines, max(1, min(_grid(properties, "gridSpan", 1), 63)))

    def _footnotes(self) -> Iterator[str]:
        """Notes in the order of their marks; a note may itself hold several paragraphs."""
        for position, (kind, note_id) in enumerate(self.runs.marks, start=1):
            note = self._notes[kind].get(note_id)
            lines = [line for line in self._blocks(note, 1) if line] if note is not None else []
            if lines:
                yield f"[{position}] {lines[0]}"
                yield from lines[1:]


def _children(parent: Any, tag: str) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _grid(properties: Any, name: str, default: int = 0) -> int:
    element = properties.find(f"{W}{name}") if properties is not None else None
    value = element.get(f"{W}val", "") if element is not None else ""
    return min(int(value), 63) if value.isdigit() else default


def _style_of(properties: Any) -> str:
    element = properties.find(_STYLE) if properties is not None else None
    return element.get(_VALUE, "") if element is not None else ""


def _before(properties: Any) -> Any:
    """The properties a paragraph had before they were changed."""
    change = properties.find(f"{W}pPrChange/{W}pPr") if properties is not None else None
    if change is not None:
        return change
    number = properties.find(f"{W}numPr/{W}ins") if properties is not None else None
    return None if number is not None and is_on(number) else properties


def _notes(part: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for note in part if part is not None else ():
        if note.tag in (f"{W}footnote", f"{W}endnote") and note.get(f"{W}type", "normal") == "normal":
            found[note.get(f"{W}id", "")] = note
    return found

"""The bulk form: JSONL or JSONL.gz, one document a line, streamed; a bad line is named and the rest goes on.

Fields of a line: number, type, title, issued_on, issuer, effective_on, articles [{num, heading, text}]; others are kept
as they are in ``extra``.
"""

from __future__ import annotations

import datetime
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from legaldocs.domain.dates import parse_date
from legaldocs.domain.headings import is_heading
from legaldocs.domain.types import NAME_TO_TYPE, DocumentType
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.legacy_fonts import check_letters
from legaldocs.intake.limits import MEGABYTE
from legaldocs.intake.plain import clean_text

MAX_LINE = 64 * MEGABYTE
_KNOWN = {"number", "type", "title", "issued_on", "issuer", "effective_on", "articles"}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
#: A soft hyphen, and the foreign letters taken for Đ, as in every other text that is read.
_UNSEEN = {0xAD: None, 0xD0: "Đ", 0x189: "Đ", 0xF0: "đ", 0x256: "đ"}
_TYPES = {name.casefold(): kind for name, kind in NAME_TO_TYPE.items()}


@dataclass(slots=True)
class BulkArticle:
    """One Điều of a bulk document, with what else the source says about it."""

    num: str
    heading: str
    text: str
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class BulkDocument:
    """One line of a bulk file."""

    line: int
    number: str
    type: DocumentType | None
    type_name: str
    title: str
    issuer: str
    issued_on: datetime.date | None
    effective_on: datetime.date | None
    articles: list[BulkArticle]
    extra: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """The source text: one Điều after the other, each with its head once."""
        return "\n".join(_article_text(self.articles, place) for place in range(len(self.articles)))


def _article_text(articles: Sequence[BulkArticle], place: int) -> str:
    """A source cut from a running text repeats a head as the first line of its text, or what follows at its end."""
    article = articles[place]
    head, lines = _head(article), article.text.split("\n")
    if article.num and _is_same(lines[0], head):
        lines = lines[1:]
    elif own_head(article):
        head, lines = lines[0], lines[1:]
    if place + 1 < len(articles) and articles[place + 1].num:
        lines = lines[: _beginning_of(articles, place + 1, lines)]
    return "\n".join(part for part in (head, "\n".join(lines)) if part)


def _beginning_of(articles: Sequence[BulkArticle], following: int, lines: list[str]) -> int:
    """Where the next article begins inside this one: its head, and behind it its own words or nothing."""
    head = _head(articles[following])
    for place in range(1, len(lines)):
        if lines[place].startswith("Đi") and _is_same(lines[place], head):
            rest = _words(lines[place + 1 :])
            if not rest or _repeats(rest, articles, following):
                return place
    return len(lines)


def _repeats(rest: str, articles: Sequence[BulkArticle], place: int) -> bool:
    """Whether words are those of this article, or of several that follow each other, with their heads between them."""
    while place < len(articles):
        words = _words([articles[place].text])
        if rest == words:
            return True
        place += 1
        if not words or not rest.startswith(f"{words} ") or place == len(articles):
            return False
        rest = rest[len(words) + 1 :]
        head = _words([_head(articles[place])])
        if rest[: len(head)].casefold() != head.casefold():
            return False
        rest = rest[len(head) :].lstrip(". ")
    return False


def _words(lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines).split())


def _head(article: BulkArticle) -> str:
    return f"Điều {article.num}. {article.heading}".rstrip() if article.num else article.heading


def own_head(article: BulkArticle) -> str:
    """The head that the text of an article begins with, where the source's heading is another: cut off, or since amended."""
    first = article.text.split("\n", 1)[0]
    match = _OWN_HEAD.match(first)
    if match is None or match[1].casefold() != article.num.casefold() or _is_same(first, _head(article)):
        return ""
    return first if article.heading and match[2][0].isupper() and is_heading(match[2]) else ""


def _is_same(line: str, head: str) -> bool:
    """Whether a line is this head, with or without the stop behind its number."""
    return _bare(line) == _bare(head)


def _bare(head: str) -> str:
    return _STOP.sub(r"\1 ", " ".join(head.split())).rstrip(".").casefold()


_OWN_HEAD = re.compile(r"Điều (\w+)\s*[.:]\s*([^\W\d_].*)$")
_STOP = re.compile(r"^(Điều \w+)\s*[.:]?\s*", re.IGNORECASE)


def is_bulk_name(path: Path) -> bool:
    """Whether a name announces the bulk form."""
    return path.name.lower().endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"))


def iter_bulk(path: Path | str, *, data: bytes | None = None) -> Iterator[tuple[int, BulkDocument | UnreadableFile]]:
    """Each line of a bulk file with its number. Raises ``UnreadableFile`` only when it cannot be opened."""
    try:
        stream: BinaryIO = io.BytesIO(data) if data is not None else open(path, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise UnreadableFile(f"Không mở được tệp: {error.strerror}.") from error
    with stream:
        zipped = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        lines: BinaryIO = gzip.GzipFile(fileobj=stream) if zipped else stream  # type: ignore[assignment]
        number = 0
        while True:
            number += 1
            try:
                line = lines.readline(MAX_LINE + 1)
            except (OSError, EOFError, zlib.error):
                yield number, UnreadableFile("Tệp nén gzip bị hỏng hoặc bị cắt từ dòng này trở đi.", number)
                return
            if not line:
                return
            if len(line) > MAX_LINE:
                yield number, UnreadableFile(f"Dòng dài hơn {MAX_LINE // MEGABYTE} MB nên dừng đọc tại đây.", number)
                return
            if line.strip():
                yield number, _parse(line, number)


def _parse(line: bytes, number: int) -> BulkDocument | UnreadableFile:
    try:
        row = json.loads(line.decode("utf-8-sig"))
        return _document(row, number)
    except UnreadableFile as error:
        error.line = number
        return error
    except UnicodeDecodeError:
        return UnreadableFile("Dòng không phải UTF-8.", number)
    except json.JSONDecodeError as error:
        return UnreadableFile(f"Dòng không phải JSON hợp lệ (vị trí {error.colno}).", number)
    except (RecursionError, ValueError):
        return UnreadableFile("Dòng không phải JSON hợp lệ.", number)


def _document(row: Any, line: int) -> BulkDocument:
    if not isinstance(row, dict):
        raise UnreadableFile("Dòng phải là một đối tượng JSON (một văn bản).")
    articles = row.get("articles")
    if not isinstance(articles, list) or not articles:
        raise UnreadableFile("Văn bản không có trường “articles” hoặc trường này rỗng.")
    type_name = _text(row, "type")
    document = BulkDocument(
        line=line,
        number=_text(row, "number"),
        type=_TYPES.get(type_name.casefold()) if type_name else None,
        type_name=type_name,
        title=_text(row, "title"),
        issuer=_text(row, "issuer"),
        issued_on=_date(row, "issued_on"),
        effective_on=_date(row, "effective_on"),
        articles=[_article(article) for article in articles],
        extra={key: value for key, value in row.items() if key not in _KNOWN},
    )
    if not any(article.heading or article.text for article in document.articles):
        raise UnreadableFile("Không có điều nào của văn bản có nội dung.")
    if type_name and document.type is None:
        raise UnreadableFile(f"Loại văn bản “{type_name[:60]}” không có trong danh mục.")
    if document.type is None:
        raise UnreadableFile("Thiếu trường “type” (loại văn bản).")
    if not document.title and not document.number:
        raise UnreadableFile("Văn bản không có cả “number” lẫn “title”.")
    check_letters(document.title + "\n" + "\n".join(article.text[:2000] for article in document.articles[:5]))
    return document


def _article(row: Any) -> BulkArticle:
    if not isinstance(row, dict):
        raise UnreadableFile("Mỗi phần tử của “articles” phải là một đối tượng JSON.")
    heading = " ".join(_text(row, "heading").split())
    article = BulkArticle(
        " ".join(_text(row, "num").split()),
        heading,
        _text(row, "text"),
        {key: value for key, value in row.items() if key not in ("num", "heading", "text") and value},
    )
    return article


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise UnreadableFile(f"Trường “{key}” phải là chuỗi ký tự.")
    return clean_text(str(value).translate(_UNSEEN)).strip()


def _date(row: dict[str, Any], key: str) -> datetime.date | None:
    value = _text(row, key)
    if not value:
        return None
    match = _ISO.fullmatch(value)
    try:
        found = datetime.date(int(match[1]), int(match[2]), int(match[3])) if match else parse_date(value)
    except ValueError:
        found = None
    if found is None:
        raise UnreadableFile(f"Trường “{key}” không phải ngày hợp lệ: “{value[:40]}”.")
    return found

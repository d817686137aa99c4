"""What of a Word file does not stand in its text: tracked changes, comments, headers, pictures, objects, macros, links."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from legaldocs.domain.findings import Finding, Severity
from legaldocs.intake.extracted import Changes, listed, note, quoted, warning
from legaldocs.intake.legacy_fonts import converted_note
from legaldocs.intake.word_package import W, WordPackage
from legaldocs.intake.word_runs import RunReader

_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_VML = "{urn:schemas-microsoft-com:vml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLACED = (_OLE, f"{_DRAWING}graphicData", f"{_VML}imagedata")
_GRAPHICS = {"picture": "ảnh", "chart": "biểu đồ", "diagram": "sơ đồ"}
_PAGE_LINE = re.compile(r"^[\W\d_]*(?:trang|page)?[\W\d_]*$", re.IGNORECASE)
_ROLES = {
    "attachedTemplate": "khuôn mẫu",
    "image": "ảnh",
    "oleObject": "đối tượng",
    "subDocument": "văn bản con",
    "frame": "khung",
}


@dataclass(slots=True)
class TrackedChanges:
    """How many places a document holds that somebody added or took away without settling it."""

    added: int = 0
    taken: int = 0
    authors: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.taken)

    def data(self) -> dict[str, Any]:
        """Plain data."""
        return {"added": self.added, "taken": self.taken, "authors": self.authors[:20]}


def changes_of(document: Any) -> TrackedChanges:
    """The tracked changes of the main part."""
    changes = TrackedChanges()
    authors: Counter[str] = Counter()
    for element in document.iter(f"{W}ins", f"{W}moveTo", f"{W}del", f"{W}moveFrom"):
        if element.tag in (f"{W}ins", f"{W}moveTo"):
            changes.added += 1
        else:
            changes.taken += 1
        authors[element.get(f"{W}author", "").strip()] += 1
    changes.authors = [name for name, _ in authors.most_common() if name]
    return changes


def about_reading(runs: RunReader, changes: TrackedChanges, read_as: Changes) -> list[Finding]:
    """What the walk through the paragraphs chose or left out."""
    findings: list[Finding] = []
    if changes:
        by = f" của {listed(changes.authors)}" if changes.authors else ""
        how = (
            "đã đọc như khi chấp nhận mọi thay đổi; có thể đọc lại như khi từ chối"
            if read_as is Changes.ACCEPTED
            else "đã đọc như khi từ chối mọi thay đổi, theo lựa chọn của người tiếp nhận"
        )
        findings.append(
            warning(
                "tracked-changes",
                f"Tệp Word còn dấu theo dõi thay đổi{by}: {changes.added} chỗ thêm, {changes.taken} chỗ bỏ; {how}.",
            )
        )
    if runs.hidden:
        findings.append(
            warning("hidden-text", f"Tệp Word có {runs.hidden} ký tự định dạng ẩn; phần ẩn không được đưa vào lời văn.")
        )
    if runs.contents_lines:
        findings.append(
            note("contents-left-out", f"Mục lục tự động ({runs.contents_lines} dòng) không được đưa vào lời văn.")
        )
    if runs.converted:
        findings.append(converted_note(min(runs.converted)))
    return findings


def about_package(package: WordPackage, text: str) -> list[Finding]:
    """What else is in the package."""
    findings = [*_headers(package, text), *_comments(package), *_graphics(package.document), *_parts(package)]
    outside = package.outside_links()
    if outside:
        names = [f"{_ROLES.get(role, role)} {quoted(target, 80)}" for role, target in outside]
        findings.append(warning("external-links", f"Tệp Word trỏ tới tệp ở nơi khác; không tải về: {listed(names)}."))
    return findings


def _headers(package: WordPackage, text: str) -> list[Finding]:
    known = _letters(text)
    findings = []
    for role, place in (("header", "đầu trang"), ("footer", "chân trang")):
        lines: list[str] = []
        for root in package.parts(role):
            for paragraph in root.iter(f"{W}p"):
                words = " ".join("".join(t.text or "" for t in paragraph.iter(f"{W}t")).split())
                if words and not _PAGE_LINE.match(words) and _letters(words) not in known and words not in lines:
                    lines.append(words)
            lines += [
                shape.get("string", "").strip()
                for shape in root.iter(f"{_VML}textpath")
                if shape.get("string", "").strip()
            ]
        if lines:
            findings.append(
                note(
                    f"{role}-left-out",
                    f"Chữ ở {place} không được đưa vào lời văn: {listed([quoted(x) for x in dict.fromkeys(lines)])}.",
                )
            )
    return findings


def _letters(text: str) -> str:
    return "".join(text.casefold().split())


def _comments(package: WordPackage) -> list[Finding]:
    part = package.part("comments")
    comments = part.findall(f"{W}comment") if part is not None else []
    if not comments:
        return []
    authors = list(dict.fromkeys(comment.get(f"{W}author", "").strip() or "không rõ tên" for comment in comments))
    first = quoted("".join(t.text or "" for t in comments[0].iter(f"{W}t")))
    return [
        warning(
            "comments-left-out",
            f"Tệp Word có {len(comments)} nhận xét bên lề của {listed(authors)}, không được đưa vào lời văn; nhận xét đầu: {first}.",
        )
    ]


def _graphics(document: Any) -> list[Finding]:
    """Pictures, charts and embedded objects, each named by the words it follows."""
    pictures: list[str] = []
    objects: list[str] = []
    before = ""
    if next(document.iter(*_PLACED), None) is None:
        return []
    for paragraph in document.iter(f"{W}p"):
        words = "".join(t.text or "" for t in paragraph.iter(f"{W}t")).strip()
        for element in paragraph.iter(*_PLACED):
            if any(parent.tag == _FALLBACK for parent in element.iterancestors()):
                continue
            if element.getparent() is not None and any(
                p.tag == f"{W}p" and p is not paragraph for p in _between(element, paragraph)
            ):
                continue  # in a paragraph of a text box, which comes by itself
            place = quoted(words or before) if words or before else "đầu văn bản"
            if element.tag == _OLE:
                objects.append(f"{element.get('ProgID', 'không rõ loại')} ở {place}")
            elif element.tag == f"{_VML}imagedata":
                if not any(p.tag == f"{W}object" for p in element.iterancestors()):
                    pictures.append(f"ảnh ở {place}")
            else:
                kind = element.get("uri", "").rsplit("/", 1)[-1]
                if kind in _GRAPHICS:
                    pictures.append(f"{_GRAPHICS[kind]} ở {place}")
        before = words or before
    findings = []
    if pictures:
        findings.append(
            warning(
                "pictures-left-out", f"Tệp Word có {len(pictures)} hình không đưa được vào lời văn: {listed(pictures)}."
            )
        )
    if objects:
        findings.append(
            warning(
                "objects-left-out",
                f"Tệp Word có {len(objects)} đối tượng nhúng (công thức cũ, bảng tính …) không đọc được: {listed(objects)}. "
                "Hãy gõ nội dung của chúng vào lời văn.",
            )
        )
    return findings


def _between(element: Any, paragraph: Any) -> list[Any]:
    found = []
    for parent in element.iterancestors():
        if parent is paragraph:
            break
        found.append(parent)
    return found


def _parts(package: WordPackage) -> list[Finding]:
    findings = []
    names = package.names
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name for name in names):
        findings.append(
            warning(
                "macros",
                "Tệp Word chứa macro hoặc mã điều khiển. Mã không được chạy; không nên đăng tệp này cho công chúng tải.",
            )
        )
    chunks = sum(1 for _ in package.document.iter(f"{W}altChunk"))
    if chunks:
        findings.append(
            Finding(
                "part-unread",
                f"Tệp Word chèn {chunks} tài liệu khác (altChunk) chưa đọc được nên lời văn còn thiếu. Hãy mở bằng Word, lưu lại rồi gửi lại.",
                None,
                Severity.ERROR,
            )
        )
    return findings

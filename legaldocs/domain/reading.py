"""One text read whole: cleaned, structured, its facts and citations found, its defects named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from legaldocs.domain.citations import Citation, find_citations
from legaldocs.domain.emphasis import escaped, remarked, strip_marks
from legaldocs.domain.findings import Finding, Severity
from legaldocs.domain.furniture import Stripped, strip_furniture
from legaldocs.domain.markers import NOTES_TITLE
from legaldocs.domain.metadata import Metadata, read_metadata
from legaldocs.domain.structure import CONCLUSIONS, PREAMBLE, PREFACE, Kind, Structure, parse
from legaldocs.domain.text import nfc
from legaldocs.domain.wrapping import unwrap

_CUT = re.compile(r"(?:\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{3,}|…)\s*\)|<\s*\.{3}\s*>)\s*$")
_INVISIBLE = dict.fromkeys([0x00, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_LOOKALIKES = {0xD0: "Đ", 0x189: "Đ", 0xF0: "đ", 0x256: "đ"}
_CLEAN = {**_INVISIBLE, **_LOOKALIKES}
_UNCLEAN = re.compile(f"[{''.join(map(chr, _CLEAN))}]")
_LEGACY_FONT = re.compile(r"(?:Céng hoµ|Céng hßa|§éc lËp|ViÖt Nam|COÄNG HOØA|Coäng hoøa|Ñoäc laäp)")
_END_MARK = re.compile(r"[./]\s*/\s*\.?\s*$|\./\.$")
_FRAME = frozenset({PREFACE, PREAMBLE, CONCLUSIONS})
_SEQUENCE_ENDS = '.;”"/…'


@dataclass(slots=True)
class ReadDocument:
    """What was read. ``text`` is the cleaned source (with marks) that ``structure`` was parsed from; findings name its lines."""

    metadata: Metadata
    structure: Structure
    citations: list[Citation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    text: str = ""


def clean_text(text: str) -> tuple[str, Stripped]:
    """The text without invisible characters, furniture and broken lines, and what the furniture said."""
    stripped = strip_furniture(_visible(nfc(text)))
    lines = unwrap(stripped.lines)
    result: list[str] = []
    for line in lines:
        if line or (result and result[-1]):
            result.append(line)
    if stripped.notes:
        result += ["", NOTES_TITLE, *unwrap(stripped.notes, certain=True)]
    return "\n".join(result).strip(), stripped


def _visible(text: str) -> str:
    """Without invisible signs, and with one đ. Most texts have none of these: looking for them costs a tenth of replacing."""
    return text.translate(_CLEAN) if _UNCLEAN.search(text) else text


def read_text(text: str, *, marked: bool = False) -> ReadDocument:
    """Read a text as it was saved, scanned or typed. Never raises; what is odd becomes a finding.

    ``marked``: stars and double underscores in it are marks of emphasis (``emphasis.py``); else they are plain signs.
    """
    plain, spans = strip_marks(_visible(nfc(text))) if marked else (text, [])
    cleaned, stripped = clean_text(plain)
    source = "\n".join(remarked(cleaned.split("\n"), plain, spans)) if spans else escaped(cleaned)
    structure = parse(source)
    metadata, about_metadata = read_metadata(
        structure, web=stripped.web, web_title=stripped.web_title, gazette=stripped.gazette
    )
    findings = [
        *check_completeness(cleaned, structure, continued=stripped.continued),
        *about_metadata,
        *structure.findings,
    ]
    citations = find_citations(structure, metadata.effective_on or metadata.issued_on)
    return ReadDocument(metadata, structure, citations, findings, source)


def check_completeness(text: str, structure: Structure, *, continued: bool = False) -> list[Finding]:
    """Whether the text seems whole: nothing cut, signed, in a known encoding."""
    if not text:
        return [
            Finding("text-empty", "Văn bản không có chữ nào; có thể là bản quét chưa nhận dạng.", 1, Severity.ERROR)
        ]
    findings: list[Finding] = []
    last_line = text.count("\n") + 1
    if _LEGACY_FONT.search(text):
        findings.append(
            Finding(
                "legacy-font",
                "Văn bản dùng phông chữ cũ (TCVN3 hoặc VNI), cần chuyển mã sang Unicode trước khi nhập.",
                1,
                Severity.ERROR,
            )
        )
    if "\ufffd" in text:
        findings.append(
            Finding(
                "broken-characters",
                "Văn bản có ký tự hỏng (�) do sai bảng mã.",
                text[: text.index("\ufffd")].count("\n") + 1,
            )
        )
    if continued:
        findings.append(Finding("text-continues", "Văn bản còn tiếp ở số Công báo khác; phần này chưa đủ.", last_line))
    if _CUT.search(text):
        findings.append(Finding("text-cut", "Văn bản bị cắt ở cuối (kết thúc bằng “[...]”).", last_line))
        return findings
    kinds = {node.kind for node in structure.nodes}
    concluded = any(node.eid == CONCLUSIONS for node in structure.nodes)
    if concluded and all(node.eid in _FRAME for node in structure.nodes):
        findings.append(
            Finding(
                "body-missing",
                "Có phần đầu và phần ký nhưng không thấy nội dung; văn bản có thể thiếu trang.",
                last_line,
            )
        )
    if not concluded and not continued:
        if kinds <= {Kind.PARAGRAPH}:
            findings.append(
                Finding(
                    "body-missing", "Không thấy điều, khoản nào và không thấy phần ký; văn bản có thể thiếu.", last_line
                )
            )
        elif text[-1] not in _SEQUENCE_ENDS:
            findings.append(
                Finding("text-cut", "Văn bản dừng giữa câu và không có phần ký; có thể đã bị cắt ở cuối.", last_line)
            )
        else:
            findings.append(Finding("signature-missing", "Không thấy phần ký hoặc câu kết của văn bản.", last_line))
    return findings

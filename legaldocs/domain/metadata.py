"""Facts about a document, read from its own header, closing formula and signature block.

What a web page or the Gazette says about the text is only used where the text is silent; where both speak and differ,
the text wins and a finding tells the editor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from legaldocs.domain.dates import format_date, parse_date
from legaldocs.domain.effect import read_effective_date, read_passing_date
from legaldocs.domain.findings import Finding, Severity
from legaldocs.domain.front import is_consolidated
from legaldocs.domain.furniture import Gazette
from legaldocs.domain.header import Header, printed_number, read_header, squeeze
from legaldocs.domain.issuers import find_issuer, find_issuers, issuers_from_symbol
from legaldocs.domain.numbers import number_key, parse_number
from legaldocs.domain.signers import Signer, read_signers
from legaldocs.domain.structure import CONCLUSIONS, PREAMBLE, PREFACE, Structure, parse
from legaldocs.domain.subordinate import subordinate_issuer
from legaldocs.domain.text import fold, search_tokens
from legaldocs.domain.types import NAME_TO_TYPE, TYPE_INFO, DocumentType

__all__ = ["Metadata", "Signer", "read_metadata"]

_CONFIRMED = re.compile(r"^(?:XÁC THỰC|XÁC NHẬN) VĂN BẢN HỢP NHẤT", re.M)
_CONFIRMED_NUMBER = re.compile(r"^\s*Số\s*:\s*(.*/\s*VBHN.*)$", re.M)
_FORMULA = re.compile(
    r"^([A-ZĐỦ][^.;:]{3,160}?)\s+(?:liên tịch )?ban hành\s+(?:Bộ luật|Luật|Pháp lệnh|Nghị|Thông tư|Quyết)"
)
_JOINT = frozenset({DocumentType.JOINT_CIRCULAR, DocumentType.JOINT_RESOLUTION})
_ABBREVIATIONS = {info.abbreviation: kind for kind, info in TYPE_INFO.items() if info.abbreviation}
_PASSED_BY_ASSEMBLY = frozenset(
    {DocumentType.LAW, DocumentType.CODE, DocumentType.ORDINANCE, DocumentType.CONSTITUTION}
)


@dataclass(slots=True)
class Metadata:
    """What is known about a document. ``number`` is as printed; ``issuers`` are canonical names."""

    type: DocumentType | None = None
    type_name: str = ""
    number: str = ""
    number_key: str = ""
    issuers: list[str] = field(default_factory=list)
    issued_on: date | None = None
    effective_on: date | None = None
    abstract: str = ""
    signers: list[Signer] = field(default_factory=list)
    place: str = ""
    gazette: Gazette | None = None


def read_metadata(
    source: str | Structure,
    *,
    web: Mapping[str, str] | None = None,
    web_title: str = "",
    gazette: Gazette | None = None,
) -> tuple[Metadata, list[Finding]]:
    """Read the facts of a document from its text; ``web`` holds the labelled facts of the page it was saved from."""
    structure = parse(source) if isinstance(source, str) else source
    parts = {node.eid: node for node in structure.nodes if node.eid in (PREFACE, PREAMBLE, CONCLUSIONS)}
    preface = parts[PREFACE].text if PREFACE in parts else ""
    ending = parts[CONCLUSIONS].text if CONCLUSIONS in parts else ""
    header = read_header(preface.splitlines())
    findings: list[Finding] = []
    metadata = Metadata(gazette=gazette, place=header.place, abstract=header.abstract, number=header.number)
    metadata.signers = read_signers(ending.splitlines())
    metadata.issued_on = header.issued_on
    _read_type(metadata, header)
    confirmed = _CONFIRMED.search(ending)
    fronts = [*preface.splitlines(), *(parts[PREAMBLE].text.splitlines() if PREAMBLE in parts else [])]
    if confirmed is not None or "/VBHN" in header.number or is_consolidated(fronts):
        _read_confirmation(metadata, header, ending if confirmed is not None else "")
    else:
        passed_on = read_passing_date(ending)
        if passed_on is not None:
            _compare_passing(metadata, passed_on, findings)
        metadata.effective_on = read_effective_date(
            structure, metadata.issued_on, gazette.published_on if gazette else None
        )
    metadata.effective_on = metadata.effective_on or header.effective_on
    _read_issuers(metadata, header, findings)
    if not metadata.issuers and metadata.type is not DocumentType.CONSOLIDATED:
        metadata.issuers = _issuers_of_formula(parts[PREAMBLE].text if PREAMBLE in parts else "")
    if web:
        _use_web(metadata, web, web_title, findings)
    metadata.number_key = number_key(metadata.number)
    _check(metadata, header, findings)
    return metadata, findings


def _read_type(metadata: Metadata, header: Header) -> None:
    parsed = parse_number(header.number) if header.number else None
    metadata.type_name = header.type_name
    metadata.type = NAME_TO_TYPE.get(header.type_name)
    symbol = parsed.type_symbol if parsed is not None else ""
    if symbol in ("TTLT", "TTLN") and metadata.type in (DocumentType.CIRCULAR, None):
        metadata.type = DocumentType.JOINT_CIRCULAR
    elif metadata.type is None and symbol:
        metadata.type = _ABBREVIATIONS.get(symbol)
    if metadata.type is not None:
        metadata.type_name = TYPE_INFO[metadata.type].name


def _read_confirmation(metadata: Metadata, header: Header, block: str) -> None:
    """A consolidated text has the number, date and signer of the body that confirms it, not of the text inside."""
    metadata.type = DocumentType.CONSOLIDATED
    metadata.type_name = TYPE_INFO[DocumentType.CONSOLIDATED].name
    match = _CONFIRMED_NUMBER.search(block)
    if match is not None:
        metadata.number = printed_number(match[1])
    elif "/VBHN" not in header.number:
        metadata.number = ""
    facts = read_header([line for line in block.splitlines()[:12] if squeeze(line)])
    own = metadata.issued_on if "/VBHN" in header.number else None
    metadata.issued_on = (facts.issued_on or own) if block else (metadata.issued_on if metadata.number else None)
    metadata.place = facts.place or metadata.place


def _read_issuers(metadata: Metadata, header: Header, findings: list[Finding]) -> None:
    printed = " ".join(header.issuer_lines)
    parsed = parse_number(metadata.number) if metadata.number else None
    by_symbol = issuers_from_symbol(parsed.issuer_symbol) if parsed is not None and parsed.issuer_symbol else []
    if metadata.type is DocumentType.CONSOLIDATED:
        metadata.issuers = [issuer.name for issuer in by_symbol]
        if not metadata.issuers and "/VBHN" in header.number and printed:  # a province: "04/VBHN-UBND"
            metadata.issuers = [issuer.name for issuer in find_issuers(printed)] or [printed]
        return
    below = subordinate_issuer(header.issuer_lines) if metadata.type not in _JOINT else ""
    if below:
        metadata.issuers = [below]
        return
    found = find_issuers(printed) if printed else []
    names = list(dict.fromkeys(issuer.name for issuer in found))
    if names and metadata.type not in _JOINT and len(names) > 1:
        wanted = {issuer.name for issuer in by_symbol}
        names = [name for name in names if name in wanted] or names[:1]
    if not names and by_symbol:
        names = [issuer.name for issuer in by_symbol]
    if not names and metadata.type in _PASSED_BY_ASSEMBLY and parsed is not None and parsed.pattern == "quoc_hoi":
        names = ["Ủy ban Thường vụ Quốc hội" if "UBTVQH" in metadata.number else "Quốc hội"]
    if not names and printed:
        names = [printed]
    metadata.issuers = names
    if found and by_symbol and not {issuer.name for issuer in by_symbol} & {issuer.name for issuer in found}:
        shown = ", ".join(issuer.name for issuer in by_symbol)
        findings.append(
            Finding(
                "issuer-conflict",
                f"Ký hiệu “{metadata.number}” là của {shown}, nhưng phần đầu văn bản ghi {', '.join(names)}.",
            )
        )


def _issuers_of_formula(preamble: str) -> list[str]:
    """ "Bộ trưởng Bộ Tài chính ban hành Thông tư …", the last words before the body."""
    lines = preamble.splitlines()
    match = _FORMULA.match(lines[-1]) if lines else None
    found = find_issuers(match[1]) if match is not None else []
    return list(dict.fromkeys(issuer.name for issuer in found))


def _compare_passing(metadata: Metadata, passed_on: date, findings: list[Finding]) -> None:
    if metadata.issued_on is None:
        metadata.issued_on = passed_on
    elif metadata.issued_on != passed_on and metadata.type in _PASSED_BY_ASSEMBLY:
        findings.append(
            Finding(
                "passing-date-conflict",
                f"Phần đầu ghi ngày {format_date(metadata.issued_on)}, "
                f"nhưng cuối văn bản ghi được thông qua ngày {format_date(passed_on)}.",
            )
        )


def _use_web(metadata: Metadata, web: Mapping[str, str], web_title: str, findings: list[Finding]) -> None:
    """Compare the facts of the web page with the text; take them where the text is silent."""
    number = printed_number(web.get("number", ""))
    if number:
        if not metadata.number:
            metadata.number = number
        elif number_key(number) != number_key(metadata.number):
            _conflict(findings, "số, ký hiệu", number, metadata.number)
    issued_on = parse_date(web.get("issued_on", ""))
    if issued_on is not None:
        if metadata.issued_on is None:
            metadata.issued_on = issued_on
        elif metadata.issued_on != issued_on:
            _conflict(findings, "ngày ban hành", format_date(issued_on), format_date(metadata.issued_on))
    effective_on = parse_date(web.get("effective_on", ""))
    if effective_on is not None:
        if metadata.effective_on is None:
            metadata.effective_on = effective_on
        elif metadata.effective_on != effective_on:
            _conflict(findings, "ngày có hiệu lực", format_date(effective_on), format_date(metadata.effective_on))
    kind = _type_called(web.get("type_name", ""))
    if kind is not None:
        if metadata.type is None:
            metadata.type, metadata.type_name = kind, TYPE_INFO[kind].name
        elif kind is not metadata.type:
            _conflict(findings, "loại văn bản", web["type_name"], metadata.type_name)
    issuers = [part.strip() for part in re.split(r"[,;](?=\s*\S)", web.get("issuer", "")) if part.strip()]
    names = [known.name if (known := find_issuer(part)) is not None else part for part in issuers]
    if names:
        if not metadata.issuers:
            metadata.issuers = names
        elif not {fold(name) for name in names} & {fold(name) for name in metadata.issuers}:
            _conflict(findings, "cơ quan ban hành", ", ".join(names), ", ".join(metadata.issuers))
    signers = [part.strip() for part in re.split(r"[,;]", web.get("signer", "")) if part.strip()]
    if signers:
        if not metadata.signers:
            metadata.signers = [Signer(name, web.get("signer_title", "")) for name in signers]
        elif not {search_tokens(name) for name in signers} & {
            search_tokens(signer.name) for signer in metadata.signers
        }:
            _conflict(findings, "người ký", ", ".join(signers), ", ".join(signer.name for signer in metadata.signers))
    if not metadata.abstract:
        metadata.abstract = web.get("abstract", "") or web_title
    gazette_number = web.get("gazette_number", "")
    if metadata.gazette is None and gazette_number and gazette_number[0].isdigit():
        metadata.gazette = Gazette(gazette_number, parse_date(web.get("gazette_date", "")))


def _type_called(name: str) -> DocumentType | None:
    wanted = search_tokens(name)
    return (
        next((kind for known, kind in NAME_TO_TYPE.items() if search_tokens(known) == wanted), None) if wanted else None
    )


def _conflict(findings: list[Finding], what: str, there: str, here: str) -> None:
    findings.append(
        Finding("metadata-conflict", f"Trang nguồn ghi {what} là “{there}”, văn bản ghi “{here}”. Đã lấy theo văn bản.")
    )


def _check(metadata: Metadata, header: Header, findings: list[Finding]) -> None:
    if header.secrecy:
        findings.append(
            Finding(
                "secrecy-mark",
                f"Văn bản có dấu chỉ mức độ mật “{header.secrecy}”, không được công bố.",
                severity=Severity.ERROR,
            )
        )
    if not metadata.number:
        findings.append(Finding("number-missing", "Không đọc được số, ký hiệu của văn bản."))
    elif parse_number(metadata.number) is None:
        findings.append(Finding("number-odd", f"Số, ký hiệu “{metadata.number}” không theo mẫu nào đã biết."))
    if metadata.type is None:
        findings.append(Finding("type-missing", "Không đọc được loại văn bản."))
    if not metadata.issuers:
        findings.append(Finding("issuer-missing", "Không đọc được cơ quan ban hành."))
    if metadata.issued_on is None:
        findings.append(Finding("issued-on-missing", "Không đọc được ngày ban hành."))
    if not metadata.abstract:
        findings.append(Finding("abstract-missing", "Không đọc được trích yếu."))
    if metadata.issued_on and metadata.effective_on and metadata.effective_on < metadata.issued_on:
        findings.append(
            Finding(
                "effective-before-issued",
                f"Ngày có hiệu lực {format_date(metadata.effective_on)} "
                f"trước ngày ban hành {format_date(metadata.issued_on)}.",
            )
        )
    parsed = parse_number(metadata.number) if metadata.number else None
    if parsed is not None and parsed.year and metadata.issued_on and parsed.year != metadata.issued_on.year:
        findings.append(
            Finding("year-conflict", f"Năm trong số “{metadata.number}” khác năm ban hành {metadata.issued_on.year}.")
        )

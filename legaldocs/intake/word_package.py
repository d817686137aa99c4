"""The package of a Word file: opened with bounds, its XML parsed without entities, its parts by role.

Office Open XML forbids document types (ECMA-376 part 2, 8.1.4), so any ``<!DOCTYPE`` is refused: with it go entity
bombs and references to outside files.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import cached_property
from typing import Any

from lxml import etree

from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.filetype import OLE_MAGIC
from legaldocs.intake.limits import MEGABYTE, Deadline, Limits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLD_FONTS = (b'=".Vn', b'=".VN', b'="VNI', b'="Vni', b'="VPS', b"='.Vn", b"='VNI", b"='VPS")
_OF_PRINT = re.compile(
    rb"<w:(?:sz|szCs|lang|color|spacing|kern|bCs|iCs|w|noProof|position|highlight|shd|lastRenderedPageBreak|"
    rb"proofErr|bookmarkStart|bookmarkEnd|ind|jc|widowControl|keepNext|keepLines)(?: [^<>]*)?/>"
)
#: How the mark that ends a paragraph is printed; whether it was deleted or inserted is another element and stays.
_OF_MARK = re.compile(
    rb"<w:rPr>(?:<w:(?:rFonts|b|i|u|caps|smallCaps|rStyle|vertAlign|strike|snapToGrid|webHidden)(?: [^<>]*)?/>)*+</w:rPr>"
    rb"(?=</w:pPr>)"
)
_ONE_RUN = (
    rb"<w:r(?: [^<>]*)?>(?:<w:rPr/>)?(%b<w:rPr>(?:[^<]++|<(?!/w:rPr>))*+</w:rPr>)?<w:t(?: [^<>]*)?>%b</w:t></w:r>"
)
_RUN = re.compile(_ONE_RUN % (b"", b"([^<]*)"))
_RUNS = re.compile(rb"(?:" + _ONE_RUN % (b"?:", b"[^<]*") + rb"){2,}+")
_USUAL_PREFIX = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DAMAGED = "Tệp Word bị hỏng, không mở được. Hãy mở bằng Word, lưu lại rồi gửi lại."


def check_archive(package: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse archives that would grow beyond bounds, hold too many members, or are encrypted."""
    members = package.infolist()
    if len(members) > limits.max_members:
        raise UnreadableFile(f"Tệp nén có {len(members)} mục, vượt quá giới hạn {limits.max_members} mục.")
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableFile("Tệp nén được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if unpacked > limits.max_unpacked:
        raise UnreadableFile(
            f"Tệp nén khi giải nén có dung lượng {unpacked // MEGABYTE} MB, "
            f"vượt quá giới hạn {limits.max_unpacked // MEGABYTE} MB."
        )
    if unpacked > 5 * MEGABYTE and unpacked > packed * limits.max_ratio:
        raise UnreadableFile("Tệp nén có tỷ lệ nén bất thường (nghi là tệp gây quá tải) nên không được mở.")


def read_member(package: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The bytes of one member, never more than ``limit`` whatever its header says."""
    with package.open(name) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableFile(f"Mục “{name}” trong tệp nén lớn hơn giới hạn {limit // MEGABYTE} MB.")
    return data


class WordPackage:
    """An opened DOCX: main document, styles, numbering and footnotes as XML elements (None where absent)."""

    def __init__(self, data: bytes, limits: Limits, deadline: Deadline) -> None:
        self._limits = limits
        self._deadline = deadline
        self.names_old_fonts = False  # in a part read so far
        if data.startswith(OLE_MAGIC):
            raise UnreadableFile("Tệp Word được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            check_archive(self._zip, limits)
            self._names = {name.lower().lstrip("/"): name for name in self._zip.namelist()}
            self._main = self._main_part()
            self._related = self._relations(self._main)
        except UnreadableFile:
            raise
        except Exception as error:  # zipfile and lxml raise many kinds on damaged packages
            raise UnreadableFile(DAMAGED) from error

    @property
    def names(self) -> list[str]:
        """The members of the package, in small letters."""
        return list(self._names)

    @cached_property
    def document(self) -> Any:
        """The root of the main part."""
        root = self._xml(self._main)
        if root is None:
            raise UnreadableFile(DAMAGED)
        return root

    def part(self, role: str) -> Any:
        """The root of the related part with this role (styles, numbering, footnotes, endnotes), or None."""
        name = self._related.get(role) or posixpath.join(posixpath.dirname(self._main), f"{role}.xml")
        return self._xml(name)

    def parts(self, role: str) -> list[Any]:
        """The roots of all related parts with this role (header, footer), in the order of their names."""
        folder = posixpath.dirname(self._main)
        wanted = [posixpath.join(folder, target) for kind, target in self._main_rows() if kind == role]
        return [
            root
            for root in map(self._xml, sorted({posixpath.normpath(name.lstrip("/")) for name in wanted}))
            if root is not None
        ]

    def outside_links(self) -> list[tuple[str, str]]:
        """Role and address of what the document would fetch from elsewhere; links a reader clicks are not among them."""
        found: list[tuple[str, str]] = []
        for name in self._names:
            if name.endswith(".rels"):
                root = self._xml(name)
                for row in root.iter(_RELATION) if root is not None else ():
                    role = row.get("Type", "").rsplit("/", 1)[-1]
                    if row.get("TargetMode") == "External" and role != "hyperlink":
                        found.append((role, row.get("Target", "")))
        return found

    def _main_rows(self) -> list[tuple[str, str]]:
        folder, name = posixpath.split(self._main)
        return self._relation_rows(posixpath.join(folder, "_rels", f"{name}.rels"))

    def _main_part(self) -> str:
        for relation_type, target in self._relation_rows("_rels/.rels"):
            if relation_type == "officeDocument":
                return target.lstrip("/")
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise UnreadableFile(DAMAGED)

    def _relations(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        found: dict[str, str] = {}
        for role, target in self._relation_rows(posixpath.join(folder, "_rels", f"{name}.rels")):
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.setdefault(role, path)
        return found

    def _relation_rows(self, name: str) -> list[tuple[str, str]]:
        root = self._xml(name)
        if root is None:
            return []
        return [
            (row.get("Type", "").rsplit("/", 1)[-1], row.get("Target", ""))
            for row in root.iter(_RELATION)
            if row.get("TargetMode") != "External"
        ]

    def _xml(self, name: str) -> Any:
        member = self._names.get(name.lower())
        if member is None:
            return None
        self._deadline.check()
        try:
            data = read_member(self._zip, member, self._limits.max_unpacked)
        except UnreadableFile:
            raise
        except Exception as error:  # bad CRC, unknown compression, truncated stream
            raise UnreadableFile(DAMAGED) from error
        data = lightened(data.replace(_STRICT, _TRANSITIONAL))
        self.names_old_fonts = self.names_old_fonts or any(name in data for name in _OLD_FONTS)
        return parse_xml(data)


def lightened(data: bytes) -> bytes:
    """The same XML with fewer elements: a file that was edited much has a run for every few letters.

    Empty elements that only say how letters are printed (size, colour, spacing, language) go, the look of the marks
    that end paragraphs too, and neighbouring runs of plain text with equal properties become one. Nothing here reads what is lost. Where the prefix is not the usual one,
    or text could look like markup (CDATA, comments), nothing is touched.
    """
    if b"<!" in data or _USUAL_PREFIX not in data:
        return data
    return _RUNS.sub(_one_run, _OF_MARK.sub(b"", _OF_PRINT.sub(b"", data)))


def _one_run(match: re.Match[bytes]) -> bytes:
    """Runs in a row that hold one text each: those with equal properties are joined."""
    runs = _RUN.findall(match[0])
    out: list[bytes] = []
    before: bytes | None = None
    for properties, text in runs:
        if properties != before:
            out.append(b'</w:t></w:r><w:r>%b<w:t xml:space="preserve">' % properties)
            before = properties
        out.append(text)
    return b"".join(out).removeprefix(b"</w:t></w:r>") + b"</w:t></w:r>"


def parse_xml(data: bytes) -> Any:
    """The root element of an XML part. No document type, no entities, no network, no unbounded depth."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise UnreadableFile("Tệp Word có khai báo DOCTYPE/ENTITY không được phép nên bị từ chối.") from error
        raise UnreadableFile(DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile("Tệp Word có khai báo DOCTYPE/ENTITY không được phép nên bị từ chối.")
    return root

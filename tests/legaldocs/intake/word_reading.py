"""Reading a Word package written by hand: what comes out, and small pieces to put in."""

from __future__ import annotations

from legaldocs.intake.extracted import ReadingOptions
from legaldocs.intake.word import read_word
from tests.legaldocs.intake.word_files import docx

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rels(*rows: tuple[str, str, bool]) -> str:
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{role}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if outside else ""}/>'
        for n, (role, target, outside) in enumerate(rows)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def read(body: str, options: ReadingOptions | None = None, **parts: str):
    named = {f"word/{name.replace('__', '/')}": content for name, content in parts.items()}
    named = {name if "." in name else f"{name}.xml": content for name, content in named.items()}
    return read_word(docx(body, parts=named), options=options)


def lines(body: str, options: ReadingOptions | None = None, **parts: str) -> list[str]:
    return [line for line in read(body, options, **parts).text.split("\n") if line]


def codes(found) -> list[str]:
    return [finding.code for finding in found.findings]


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'

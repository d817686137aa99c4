"""The characters of one Word paragraph: runs, breaks, symbols, fields, tracked changes, note marks, text boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from legaldocs.intake.extracted import Changes
from legaldocs.intake.legacy_tables import OldTable, converted, table_of_font
from legaldocs.intake.word_emphasis import emphasised
from legaldocs.intake.word_marks import in_symbol_font, is_symbol_font, lowered, of_symbol_font, raised
from legaldocs.intake.word_math import M, linear
from legaldocs.intake.word_package import W
from legaldocs.intake.word_styles import Styles, is_on, is_underlined

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = frozenset(
    {f"{W}{name}" for name in ("pPr", "rPr", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "footnoteRef",
                               "endnoteRef", "commentReference", "annotationRef", "pgNum", "rt", "rubyPr")}
    | {f"{_COMPATIBILITY}Fallback"}
)  # fmt: skip
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_TEXT = frozenset({f"{W}t", f"{W}delText"})
_CHARACTERS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_BOX, _FIELD, _CODE, _BREAK, _SYMBOL = f"{W}txbxContent", f"{W}fldChar", f"{W}instrText", f"{W}br", f"{W}sym"
_MATH = frozenset({f"{M}oMath", f"{M}oMathPara"})
_NOTES = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_MAX_FIELDS = 40
_RUN, _PROPERTIES, _WORDS = f"{W}r", f"{W}rPr", f"{W}t"
_BOLD, _ITALIC, _UNDERLINED = f"{W}b", f"{W}i", f"{W}u"
_FONTS, _STYLE, _CAPS, _VANISH, _PLACE = (f"{W}{name}" for name in ("rFonts", "rStyle", "caps", "vanish", "vertAlign"))
_PLAIN_RUN = frozenset({_PROPERTIES, _WORDS})


@dataclass(frozen=True, slots=True)
class Look:
    """How the characters of a run are printed, as far as it changes what is read."""

    caps: bool = False
    hidden: bool = False
    place: str = ""
    table: OldTable | None = None
    symbol_font: str = ""
    emphasis: str = ""


@dataclass(slots=True)
class Field:
    """A field being read: its code, and whether its result has begun."""

    code: str = ""
    is_result: bool = False

    @property
    def is_contents(self) -> bool:
        """A table of contents or an index repeats words of the text with page numbers."""
        return self.code.split(None, 1)[0].upper() in ("TOC", "INDEX", "TOA") if self.code.strip() else False


class RunReader:
    """Reads paragraphs and remembers the note marks it met, in order, and what it left out."""

    def __init__(
        self, styles: Styles, changes: Changes = Changes.ACCEPTED, tables: frozenset[OldTable] = frozenset()
    ) -> None:
        self._styles = styles
        self._skipped = _LEFT_OUT | (_DELETED if changes is Changes.ACCEPTED else _INSERTED)
        self._tables = tables
        self._fields: list[Field] = []
        self._looks: dict[tuple[Any, ...], Look] = {}
        self._same: dict[Look, Look] = {}
        self._of_style: dict[str, Look] = {}
        self.marks: list[tuple[str, str]] = []
        self.hidden = 0
        self.contents_lines = 0
        self._contents_seen = False
        self.converted: set[OldTable] = set()

    def read(self, paragraph: Any, style: str, boxes: list[Any]) -> str:
        """The text of a paragraph; contents of text boxes met in it are added to ``boxes``."""
        look = self._of_style.get(style)
        if look is None:
            caps, hidden, font, emphasis = self._styles.prints(style)
            look = self._of_style[style] = Look(caps, hidden, **self._letters(font), emphasis=_named(emphasis))
        out: list[tuple[Look, str]] = []
        self._contents_seen = False
        self._walk(paragraph, out, boxes, look)
        text = self._joined(out)
        if self._styles.is_contents(style) and text.strip():
            self._contents_seen, text = True, ""
        self.contents_lines += self._contents_seen
        return text

    def _walk(self, parent: Any, out: list[tuple[Look, str]], boxes: list[Any], look: Look) -> None:
        stack: list[tuple[Any, Look]] = [(child, look) for child in reversed(parent)]
        while stack:
            element, look = stack.pop()
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if tag == _CODE and self._fields and not self._fields[-1].is_result:
                self._fields[-1].code += element.text or ""
            if tag in self._skipped:
                continue
            if tag == _BOX:
                boxes.append(element)
            elif tag == _FIELD:
                self._field(element, out, look)
            elif self._in_contents():
                self._contents_seen = self._contents_seen or (tag in _TEXT and bool((element.text or "").strip()))
                if tag in (f"{W}r", f"{W}hyperlink") or len(element):
                    stack += [(child, look) for child in reversed(element)]
            elif tag in _TEXT:
                self._say(element.text or "", out, look)
            elif tag in _MATH:
                out.append((Look(), linear(element, self._skipped)))
            elif tag == _BREAK:
                out.append((Look(), "\n"))
            elif tag in _CHARACTERS:
                out.append((look, _CHARACTERS[tag]))
            elif tag == f"{W}softHyphen":
                if look.table is not None:
                    out.append((look, "\u00ad"))  # in TCVN3 the letter ư has the place of the soft hyphen
            elif tag == _SYMBOL:
                out.append((Look(), _symbol(element)))
            elif tag in _NOTES:
                self._mark(element, out)
            elif tag == _RUN:
                self._run(element, stack, out, look)
            else:
                stack += [(child, look) for child in reversed(element)]

    def _run(self, run: Any, stack: list[tuple[Any, Look]], out: list[tuple[Look, str]], look: Look) -> None:
        """A run is nearly always its properties and one text: said at once, else its parts wait their turn."""
        children = list(run)
        if children and children[0].tag == _PROPERTIES:
            look = self._look(children[0], look)
        if all(child.tag in _PLAIN_RUN for child in children):
            for child in children:
                if child.tag == _WORDS:
                    self._say(child.text or "", out, look)
            return
        stack += [(child, look) for child in reversed(children)]

    def _say(self, text: str, out: list[tuple[Look, str]], look: Look) -> None:
        if look.hidden:
            self.hidden += len("".join(text.split()))
        elif text:
            out.append((look, text))

    def _look(self, properties: Any, look: Look) -> Look:
        caps, hidden, place, font = look.caps, look.hidden, "", ""
        own_caps = own_hidden = None
        bold, italic, underlined = ("b" in look.emphasis, "i" in look.emphasis, "u" in look.emphasis)
        for child in properties:
            tag = child.tag
            if tag == _FONTS:
                font = child.get(f"{W}ascii") or child.get(f"{W}hAnsi") or ""
            elif tag == _STYLE:
                style = child.get(f"{W}val", "")
                caps, hidden = caps or self._styles.caps(style), hidden or self._styles.hidden(style)
                said = self._styles.emphasis(style)
                bold, italic, underlined = (
                    was if now is None else now for was, now in zip((bold, italic, underlined), said, strict=True)
                )
            elif tag == _CAPS:
                own_caps = is_on(child)
            elif tag == _VANISH:
                own_hidden = is_on(child)
            elif tag == _BOLD:
                bold = is_on(child) is not False
            elif tag == _ITALIC:
                italic = is_on(child) is not False
            elif tag == _UNDERLINED:
                said_line = is_underlined(child)
                underlined = underlined if said_line is None else said_line
            elif tag == _PLACE:
                place = child.get(f"{W}val", "")
        key = (
            caps if own_caps is None else own_caps,
            hidden if own_hidden is None else own_hidden,
            place if place in ("superscript", "subscript") else "",
            font,
            look.table,
            look.symbol_font,
            _named((bold, italic, underlined)),
        )
        known = self._looks.get(key)
        if known is None:
            letters = self._letters(font) if font else {"table": look.table, "symbol_font": look.symbol_font}
            known = Look(key[0], key[1], key[2], **letters, emphasis=key[6])
            known = self._looks[key] = self._same.setdefault(known, known)
        return known

    def _letters(self, font: str) -> dict[str, Any]:
        table = table_of_font(font)
        return {
            "table": table if table in self._tables else None,
            "symbol_font": font if is_symbol_font(font) else "",
        }

    def _joined(self, out: list[tuple[Look, str]]) -> str:
        """Neighbours of one look are one piece: a letter of VNI may be spread over two runs."""
        pieces: list[tuple[Look, list[str]]] = []
        for look, text in out:
            if pieces and (pieces[-1][0] is look or pieces[-1][0] == look):
                pieces[-1][1].append(text)
            else:
                pieces.append((look, [text]))
        return emphasised([(look.emphasis, self._printed(look, "".join(texts))) for look, texts in pieces])

    def _printed(self, look: Look, text: str) -> str:
        if look.table is not None:
            if not text.isascii():
                self.converted.add(look.table)
            text = converted(text, look.table)
        if look.symbol_font or _PRIVATE.search(text):
            text = in_symbol_font(text, look.symbol_font)
        if look.caps:
            text = text.upper()
        if look.place:
            text = raised(text) if look.place == "superscript" else lowered(text)
        return text

    def _in_contents(self) -> bool:
        return bool(self._fields) and any(field.is_result and field.is_contents for field in self._fields)

    def _field(self, element: Any, out: list[tuple[Look, str]], look: Look) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin" and len(self._fields) < _MAX_FIELDS:
            self._fields.append(Field())
            if not look.hidden:
                out.append((Look(), _form_value(element)))
        elif kind == "separate" and self._fields:
            self._fields[-1].is_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _mark(self, element: Any, out: list[tuple[Look, str]]) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        self.marks.append((kind, element.get(f"{W}id", "")))
        last = out[-1][1][-1:] if out else ""
        out.append((Look(), f"{' ' if last in ('.', ')', ':') else ''}[{len(self.marks)}]"))


def _named(emphasis: tuple[bool | None, ...]) -> str:
    return "".join(letter for letter, on in zip("biu", emphasis, strict=True) if on)


def _form_value(field: Any) -> str:
    """What a form field shows that has no result of its own: a box to tick, the chosen line of a list."""
    box = field.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        ticked = is_on(box.find(f"{W}checked"))
        return "☑" if (is_on(box.find(f"{W}default")) if ticked is None else ticked) else "□"
    choice = field.find(f"{W}ffData/{W}ddList")
    if choice is None:
        return ""
    entries = [entry.get(f"{W}val", "") for entry in choice.findall(f"{W}listEntry")]
    chosen = choice.find(f"{W}result")
    number = chosen.get(f"{W}val", "0") if chosen is not None else "0"
    return entries[int(number)] if number.isdigit() and int(number) < len(entries) else ""


def _symbol(element: Any) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return of_symbol_font(code, element.get(f"{W}font", ""))

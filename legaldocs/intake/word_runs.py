"""The characters of one Word paragraph: runs, breaks, symbols, fields, tracked changes, note marks, text boxes."""

from __future__ import annotations

from typing import Any

from legaldocs.intake.word_package import W
from legaldocs.intake.word_styles import Styles, is_on

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LEFT_OUT = frozenset(
    {f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "sdtPr",
                               "sdtEndPr", "footnoteRef", "endnoteRef", "commentReference", "annotationRef", "pgNum", "ruby")}
    | {f"{_COMPATIBILITY}Fallback"}
)  # fmt: skip
_CHARACTERS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
#: Symbol fonts hold their signs in the private use area; those that official forms use.
_SYMBOLS = {
    0xA8: "□",
    0x6F: "□",
    0x71: "□",
    0x72: "□",
    0xFE: "☑",
    0xFC: "✓",
    0x52: "☑",
    0xB7: "•",
    0xB3: "≥",
    0xA3: "≤",
    0xB1: "±",
    0xB4: "×",
}


class RunReader:
    """Reads paragraphs and remembers the note marks it met, in order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.marks: list[tuple[str, str]] = []

    def read(self, paragraph: Any, style: str, boxes: list[Any]) -> str:
        """The text of a paragraph; contents of text boxes met in it are added to ``boxes``."""
        out: list[str] = []
        self._walk(paragraph, out, boxes, self._styles.caps(style), self._styles.hidden(style))
        return "".join(out)

    def _walk(self, parent: Any, out: list[str], boxes: list[Any], caps: bool, hidden: bool) -> None:
        stack: list[Any] = list(reversed(parent))
        states: list[tuple[bool, bool]] = [(caps, hidden)] * len(stack)
        while stack:
            element = stack.pop()
            caps, hidden = states.pop()
            tag = element.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                continue
            if tag == f"{W}txbxContent":
                boxes.append(element)
            elif tag in (f"{W}t", f"{_MATH}t"):
                if not hidden:
                    out.append((element.text or "").upper() if caps else element.text or "")
            elif tag == f"{W}br":
                out.append("\n")
            elif tag in _CHARACTERS:
                out.append(_CHARACTERS[tag])
            elif tag == f"{W}sym":
                out.append(_symbol(element))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._mark(element, out)
            else:
                state = self._state(element, caps, hidden) if tag == f"{W}r" else (caps, hidden)
                children = list(reversed(element))
                stack += children
                states += [state] * len(children)

    def _state(self, run: Any, caps: bool, hidden: bool) -> tuple[bool, bool]:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return caps, hidden
        own_caps, own_hidden = is_on(properties.find(f"{W}caps")), is_on(properties.find(f"{W}vanish"))
        named = properties.find(f"{W}rStyle")
        if named is not None:
            style = named.get(f"{W}val", "")
            caps, hidden = caps or self._styles.caps(style), hidden or self._styles.hidden(style)
        return (caps if own_caps is None else own_caps), (hidden if own_hidden is None else own_hidden)

    def _mark(self, element: Any, out: list[str]) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        self.marks.append((kind, element.get(f"{W}id", "")))
        last = out[-1][-1:] if out else ""
        out.append(f"{' ' if last in ('.', ')', ':') else ''}[{len(self.marks)}]")


def _symbol(element: Any) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOLS.get(code - 0xF000, "•")
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""

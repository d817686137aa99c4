"""Styles of a Word file: what a paragraph or run inherits of numbering, capitals, hiding and font."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from legaldocs.intake.word_package import W

_MAX_CHAIN = 20
Emphasis = tuple[bool | None, bool | None, bool | None]  # bold, italic, underlined; None: not said
NO_EMPHASIS: Emphasis = (None, None, None)


def is_on(element: Any) -> bool | None:
    """A toggle property: None where absent."""
    if element is None:
        return None
    return element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


@dataclass(slots=True)
class Style:
    """One paragraph or character style with what it says itself."""

    based_on: str = ""
    list_id: str | None = None
    level: int | None = None
    caps: bool | None = None
    hidden: bool | None = None
    emphasis: Emphasis = NO_EMPHASIS
    font: str = ""
    is_contents: bool = False


class Styles:
    """The styles of a document, with inheritance."""

    def __init__(self, part: Any) -> None:
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, list[tuple[str, Style]]] = {}
        self._prints: dict[str, tuple[bool, bool, str, Emphasis]] = {}
        self.default = ""
        self._font = font_of(part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) if part is not None else ""
        for element in part.findall(f"{W}style") if part is not None else ():
            name = element.get(f"{W}styleId", "")
            if element.get(f"{W}type") == "paragraph" and is_on_attribute(element.get(f"{W}default")):
                self.default = name
            based = element.find(f"{W}basedOn")
            list_id, level = numbering_of(element.find(f"{W}pPr"))
            run = element.find(f"{W}rPr")
            self._styles[name] = Style(
                based.get(f"{W}val", "") if based is not None else "",
                list_id,
                level,
                is_on(run.find(f"{W}caps")) if run is not None else None,
                is_on(run.find(f"{W}vanish")) if run is not None else None,
                emphasis_of(run),
                font_of(run),
                _is_contents(element),
            )

    def chain(self, name: str) -> list[tuple[str, Style]]:
        """The style and those it is based on, nearest first; a circle ends."""
        known = self._chains.get(name)
        if known is None:
            known = self._chains[name] = self._chain_of(name)
        return known

    def _chain_of(self, name: str) -> list[tuple[str, Style]]:
        found: list[tuple[str, Style]] = []
        seen: set[str] = set()
        while name and name not in seen and len(found) < _MAX_CHAIN:
            seen.add(name)
            style = self._styles.get(name)
            if style is None:
                break
            found.append((name, style))
            name = style.based_on
        return found

    def prints(self, name: str) -> tuple[bool, bool, str, Emphasis]:
        """Capitals, hiding, font and emphasis of a style."""
        known = self._prints.get(name)
        if known is None:
            known = self._prints[name] = (
                self.caps(name),
                self.hidden(name),
                self.font(name),
                self.emphasis(name),
            )
        return known

    def caps(self, name: str) -> bool:
        """Whether the style prints capitals."""
        return next((style.caps for _, style in self.chain(name) if style.caps is not None), False)

    def hidden(self, name: str) -> bool:
        """Whether the style hides its text."""
        return next((style.hidden for _, style in self.chain(name) if style.hidden is not None), False)

    def font(self, name: str) -> str:
        """The font a style prints in; that of the document where it names none."""
        return next((style.font for _, style in self.chain(name) if style.font), self._font)

    def emphasis(self, name: str) -> Emphasis:
        """Whether the style prints bold, italic, underlined; None where it does not say."""
        chain = self.chain(name)
        bold, italic, underlined = (
            next((style.emphasis[n] for _, style in chain if style.emphasis[n] is not None), None) for n in range(3)
        )
        return bold, italic, underlined

    def is_contents(self, name: str) -> bool:
        """Whether the style is one of a table of contents."""
        style = self._styles.get(name)
        return style is not None and style.is_contents


def is_underlined(element: Any) -> bool | None:
    """What a ``w:u`` says: one that names only a colour says nothing."""
    value = element.get(f"{W}val") if element is not None else None
    return None if value is None else value != "none"


def emphasis_of(properties: Any) -> Emphasis:
    """Bold, italic and underlined as run properties say it; None where they are silent."""
    if properties is None:
        return NO_EMPHASIS
    return (
        is_on(properties.find(f"{W}b")),
        is_on(properties.find(f"{W}i")),
        is_underlined(properties.find(f"{W}u")),
    )


def font_of(properties: Any) -> str:
    """The font that run properties name for Latin letters, or ''."""
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""


def _is_contents(style: Any) -> bool:
    name = style.find(f"{W}name")
    words = name.get(f"{W}val", "").casefold().split() if name is not None else []
    return len(words) == 2 and words[0] == "toc" and words[1].isdigit()


def is_on_attribute(value: str | None) -> bool:
    """Whether an attribute of type ST_OnOff is on."""
    return value in ("1", "true", "on")


def numbering_of(properties: Any) -> tuple[str | None, int | None]:
    """List and level that paragraph properties name: ``(None, None)`` where they name none."""
    numbering = properties.find(f"{W}numPr") if properties is not None else None
    if numbering is None:
        return None, None
    list_id, level = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    value = level.get(f"{W}val", "0") if level is not None else None
    return (
        list_id.get(f"{W}val", "0") if list_id is not None else None,
        int(value) if value is not None and value.isdigit() else None,
    )

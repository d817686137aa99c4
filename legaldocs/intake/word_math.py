"""Formulas of Word (OMML, ECMA-376 part 1, 22.1) written on one line: ``(a + b)/c``, ``x^2``, ``√(…)``, ``∑_(i=1)^n``."""

from __future__ import annotations

from typing import Any

from legaldocs.intake.word_package import W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEPEST = 60


def linear(element: Any, deleted: frozenset[str] = frozenset(), depth: int = 0) -> str:
    """A formula, or a part of one, on one line. Parts in ``deleted`` elements (tracked changes) are left out."""
    if depth > _DEEPEST or element is None:
        return ""
    return "".join(_part(child, deleted, depth + 1) for child in element if isinstance(child.tag, str))


def _part(element: Any, deleted: frozenset[str], depth: int) -> str:
    tag = element.tag
    if tag in deleted:
        return ""
    if tag in (f"{M}t", f"{W}t"):
        return element.text or ""
    if not tag.startswith(M):
        return linear(element, deleted, depth)

    def inner(name: str) -> str:
        return linear(element.find(f"{M}{name}"), deleted, depth).strip()

    match tag[len(M) :]:
        case "f":
            return f"{_grouped(inner('num'))}/{_grouped(inner('den'))}"
        case "sSup":
            return f"{_grouped(inner('e'))}^{_grouped(inner('sup'))}"
        case "sSub":
            return f"{_grouped(inner('e'))}_{_grouped(inner('sub'))}"
        case "sSubSup":
            return f"{_grouped(inner('e'))}_{_grouped(inner('sub'))}^{_grouped(inner('sup'))}"
        case "sPre":
            return f"_{_grouped(inner('sub'))}^{_grouped(inner('sup'))}{_grouped(inner('e'))}"
        case "rad":
            degree = inner("deg")
            return f"{f'[{degree}]' if degree else ''}√({inner('e')})"
        case "nary":
            sign = _property(element, "naryPr", "chr", "∫")
            low, high = inner("sub"), inner("sup")
            limits = (f"_{_grouped(low)}" if low else "") + (f"^{_grouped(high)}" if high else "")
            return f"{sign}{limits} {inner('e')}"
        case "d":
            opening, closing = _property(element, "dPr", "begChr", "("), _property(element, "dPr", "endChr", ")")
            between = _property(element, "dPr", "sepChr", "|")
            parts = [linear(part, deleted, depth).strip() for part in element.findall(f"{M}e")]
            return f"{opening}{between.join(parts)}{closing}"
        case "func":
            return f"{inner('fName')} {inner('e')}"
        case "limLow":
            return f"{inner('e')}_{_grouped(inner('lim'))}"
        case "limUpp":
            return f"{inner('e')}^{_grouped(inner('lim'))}"
        case "m":
            rows = [
                [linear(c, deleted, depth).strip() for c in row.findall(f"{M}e")] for row in element.findall(f"{M}mr")
            ]
            return f"[{'; '.join(', '.join(row) for row in rows)}]"
        case "eqArr":
            return "; ".join(linear(part, deleted, depth).strip() for part in element.findall(f"{M}e"))
        case "oMath" | "oMathPara" | "r" | "e" | "box" | "borderBox" | "acc" | "bar" | "groupChr" | "phant":
            return linear(element, deleted, depth)
        case name if name.endswith("Pr"):
            return ""
    return linear(element, deleted, depth)


def _grouped(text: str) -> str:
    """In brackets, unless it is one number, word or bracket already."""
    if len(text) <= 1 or text.replace(",", "").replace(".", "").isalnum():
        return text
    if text[0] == "(" and text[-1] == ")" and text.count("(") == 1:
        return text
    return f"({text})"


def _property(element: Any, properties: str, name: str, default: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(f"{M}val", default)

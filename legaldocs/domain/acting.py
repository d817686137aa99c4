"""What a document does to others, in its own words: amended, replaced, repealed, annulled, wholly or in part.

Closing articles say it ("Nghị định này thay thế Nghị định số …", "Bãi bỏ khoản 2 Điều 5 Thông tư số …", "… hết hiệu lực
kể từ ngày …"), and so do the titles of amending documents (domain.md 4.7). What is read here is proposed to an editor, who
confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from legaldocs.domain.citations import Citation
from legaldocs.domain.cited_documents import LawNumbers, find_document_mentions
from legaldocs.domain.numbers import number_key, parse_number
from legaldocs.domain.tree import CONCLUSIONS, PREAMBLE, PREFACE, Kind, Node, Structure
from legaldocs.domain.validity import RelationKind

_ASIDE = frozenset({Kind.QUOTE, Kind.ANNEX, Kind.FORM, Kind.TABLE})
_FRAME = frozenset({PREFACE, PREAMBLE, CONCLUSIONS})
_SENTENCE_END = re.compile(r"[.;](?=\s|$)|\n")
_VERB = re.compile(
    r"(?P<before>^\s*|:\s*|\bnày\s+|\bvà\s+|,\s*|\bsẽ\s+|[-–+]\s*)(?P<verb>thay thế|bãi bỏ|h[uủ][ỷy] bỏ)(?!\s+(?:các\s+)?(?:cụm\s+)?từ\b)",
    re.IGNORECASE,
)
_THIS = re.compile(r"\bnày\b")
_ENDED = re.compile(r"\bhết hiệu lực\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:trừ|ngoại trừ)\b", re.IGNORECASE)
_FIRST = re.compile(r"[^.;]{0,60}$")
_NEXT = re.compile(r"(?:[,;:]|\bvà|\bhoặc|\n|^)\s*(?:các\s+|toàn\s+bộ\s+|một\s+phần\s+)?$")
_SOME = re.compile(r"\bmột số\b|\bnội dung\b", re.IGNORECASE)
_AMENDING = re.compile(r"^\s*(?:sửa đổi|bổ sung|bãi bỏ một số)\b", re.IGNORECASE)
_AMENDED = re.compile(r"(?:\b(?:của|tại)|^\s*sửa đổi,?\s+bổ sung)\s*(?:các\s+)?$", re.IGNORECASE)
_TITLE_GAP = 90
_KINDS = {
    "thay thế": (RelationKind.REPLACES, RelationKind.REPLACES_PART),
    "bãi bỏ": (RelationKind.REPEALS, RelationKind.REPEALS_PART),
    "hủy bỏ": (RelationKind.ANNULS, RelationKind.REPEALS_PART),
}
_Pair = tuple[RelationKind, RelationKind]
_ENDS: _Pair = _KINDS["bãi bỏ"]
_STRENGTH = (RelationKind.REPLACES, RelationKind.ANNULS, RelationKind.REPEALS, RelationKind.AMENDS)
_MOST = 200


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done to another document: by which provision, to which one (both empty for the whole)."""

    kind: RelationKind
    number: str
    name: str
    source_eid: str = ""
    target_eid: str = ""


def find_acts(
    structure: Structure,
    citations: Iterable[Citation],
    *,
    number: str = "",
    abstract: str = "",
    on: date | None = None,
) -> list[Act]:
    """What the text does to documents it names by number; each document and provision once. Never raises.

    ``number`` and ``abstract`` are the document's own, ``on`` the day it speaks from.
    """
    rank = _rank(number) if number else 3
    by_node: dict[str, list[Citation]] = {}
    for citation in citations:
        by_node.setdefault(citation.provision_eid, []).append(citation)
    found: dict[tuple[str, str], Act] = {}
    for act in (*_amended(structure, abstract, on), *_ended(structure, by_node)):
        key = (number_key(act.number), act.target_eid)
        if key[0] == number_key(number) or _rank(act.number) > rank:
            continue
        known = found.get(key)
        if known is None or _weaker(known.kind, act.kind):
            found[key] = act
    return list(found.values())[:_MOST]


def _weaker(known: RelationKind, other: RelationKind) -> bool:
    """A document that is amended and replaced is replaced."""
    places = [(_STRENGTH.index(kind) if kind in _STRENGTH else len(_STRENGTH)) for kind in (known, other)]
    return places[1] < places[0]


def _amended(structure: Structure, abstract: str, on: date | None) -> Iterator[Act]:
    """The documents that the title, and headings of articles, say are amended."""
    titles = [("", abstract)]
    stack = list(reversed(structure.nodes))
    while stack:
        node = stack.pop()
        if node.kind in _ASIDE:
            continue
        if node.kind is Kind.ARTICLE:
            titles.append((node.eid, node.heading))
        else:
            stack.extend(reversed(node.children))
    laws = LawNumbers(on)
    for eid, title in titles:
        if _AMENDING.match(title):
            at = 0
            for mention in find_document_mentions(title, laws):
                gap = title[at : mention.start]
                if not (_NEXT.search(gap) if at else len(gap) <= _TITLE_GAP and _AMENDED.search(gap)):
                    continue
                at = mention.end
                if mention.number:
                    yield Act(RelationKind.AMENDS, mention.number, mention.name, eid)


def _ended(structure: Structure, citations: dict[str, list[Citation]]) -> Iterator[Act]:
    stack: list[tuple[Node, _Pair | None]] = [(node, None) for node in reversed(structure.nodes)]
    while stack:
        node, told = stack.pop()
        if node.kind in _ASIDE or node.eid in _FRAME:
            continue
        inside = citations.get(node.eid)
        if inside:
            yield from _in_text(node, inside, told)
        if not node.children:
            continue
        below = _announced(node) or (told if not node.heading else None)
        stack.extend((child, below) for child in reversed(node.children))


def _announced(node: Node) -> _Pair | None:
    """ "Các văn bản sau hết hiệu lực kể từ ngày Thông tư này có hiệu lực:" is said of the list below it."""
    last = node.text.rstrip().rpartition("\n")[2]
    if not last.endswith(":"):
        heading = _VERB.match(node.heading)
        return _pair(heading) if heading and node.children and not node.text.strip() else None
    verb = next((match for match in _VERB.finditer(last) if _acts(match, last)), None)
    if verb is not None:
        return _pair(verb)
    return _ENDS if _ENDED.search(last) else None


def _pair(verb: re.Match[str]) -> _Pair:
    word = " ".join(verb["verb"].lower().split())
    return _KINDS.get(word, _KINDS["hủy bỏ"])


def _acts(verb: re.Match[str], sentence: str) -> bool:
    """Whether the document itself acts: an instruction, or "Thông tư này … thay thế"; not "đã bị bãi bỏ và thay thế"."""
    before = verb["before"].strip()
    if before in ("", ":", "-", "–", "+", "này"):
        return True
    return _THIS.search(sentence, 0, verb.start()) is not None


def _in_text(node: Node, citations: Iterable[Citation], told: _Pair | None) -> Iterator[Act]:
    outer = [c for c in citations if any(target.number for target in c.targets)]
    if not outer:
        return
    for start, end in _sentences(node.text):
        inside = [c for c in outer if start <= c.start < end]
        if inside:
            yield from _in_sentence(node, node.text[start:end], start, inside, told)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _in_sentence(
    node: Node, sentence: str, offset: int, citations: list[Citation], told: _Pair | None
) -> Iterator[Act]:
    limit = _EXCEPT.search(sentence)
    last = offset + (limit.start() if limit else len(sentence))
    verbs = [match for match in _VERB.finditer(sentence) if _acts(match, sentence)]
    if verbs:
        for place, verb in enumerate(verbs):
            until = min(last, offset + verbs[place + 1].start()) if place + 1 < len(verbs) else last
            yield from _listed(node, offset + verb.end(), until, citations, _pair(verb))
        return
    ended = _ENDED.search(sentence)
    if ended is not None and told is None:
        yield from _listed(node, offset, min(last, offset + ended.start()), citations, _ENDS)
    elif told is not None:
        yield from _listed(node, offset, last, citations, told)


def _listed(node: Node, start: int, end: int, citations: list[Citation], pair: _Pair) -> Iterator[Act]:
    """The documents named one after the other; one named inside the title of another is left out."""
    is_first = True
    at = start
    for citation in citations:
        if not start <= citation.start < end:
            continue
        gap = node.text[at : citation.start]
        fits = _FIRST.fullmatch(gap) if is_first else _NEXT.search(gap)
        if fits is None:
            if is_first:
                return
            continue
        in_part = _SOME.search(gap) is not None
        is_first, at = False, citation.end
        for target in citation.targets:
            if target.number:
                kind = pair[1] if target.eid or in_part else pair[0]
                yield Act(kind, target.number, target.name, node.eid, _named_part(target.eid or ""))


def _named_part(eid: str) -> str:
    """Forms and annexes are replaced by the dozen: what is said of them is said of their document in part."""
    return "" if eid.startswith(("form", "annex")) and "art_" not in eid else eid


def _rank(number: str) -> int:
    """How high the issuer of a number stands: no document acts on one of a higher body (Luật 64/2025/QH15 Điều 8)."""
    parsed = parse_number(number)
    symbol = parsed.issuer_symbol if parsed is not None else ""
    if symbol.startswith("TW"):
        return 9  # documents of the Party are no object of state acts
    if symbol.startswith(("QH", "UBTVQH", "HĐNN", "CTN", "LCT")) or (
        parsed is not None and parsed.type_symbol in ("L", "PL")
    ):
        return 3
    return 2 if symbol.startswith(("CP", "TTg", "HĐBT")) else 1

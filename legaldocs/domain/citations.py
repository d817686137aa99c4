"""Citations: every mention of a provision or document in running text, with what it points at.

Grammar: domain.md 4.6 (NĐ 34/2016/NĐ-CP Điều 75; NĐ 78/2025/NĐ-CP Điều 68). Mentions run from small to large ("điểm e
khoản 1 Điều 10 Nghị định số 43/2011/NĐ-CP"), in lists and ranges, and by "này" relative to where they stand. Inside an
amending article, a mention without a document means the amended one; inside the quoted new wording so does "Luật này".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from legaldocs.domain.cited_documents import (
    DocumentMention,
    LawNumbers,
    external_document_after,
    find_document_mentions,
)
from legaldocs.domain.cited_provisions import Unit, UnitGroup, find_unit_groups
from legaldocs.domain.shared_documents import document_of_next
from legaldocs.domain.tree import PREAMBLE, PREFACE, Kind, Node, Structure, walk
from legaldocs.domain.uris import eid_segment


@dataclass(frozen=True, slots=True)
class Target:
    """One thing cited.

    ``number`` is the number of the cited document: ``""`` for the document itself, None when the text does not say
    it. ``name`` is what the text calls the document, ``eid`` the provision, None for the whole document.
    """

    number: str | None
    name: str
    eid: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention: ``text[start:end]`` of the provision ``provision_eid``. A list or range has several targets."""

    provision_eid: str
    start: int
    end: int
    text: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class _Home:
    """A document that "này" or a bare mention means; ``prefix`` is put before eIds (annexes of this document)."""

    number: str | None = ""
    name: str = ""
    prefix: str = ""


_Steps = tuple[tuple[Kind, str], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text stands.

    ``path`` holds the kinds of its ancestors and their eIds in the document that "này" means (``self_home``).
    ``bare_home`` is what a mention without a document means; it differs in an instruction to amend, which is about
    ``amended_path``.
    """

    self_home: _Home
    bare_home: _Home
    path: _Steps = ()
    amended_path: _Steps = ()

    def nearest(self, kind: str, *, amended: bool = False) -> str | None:
        """The eId of the nearest ancestor of ``kind``; None when the text stands in none."""
        path = self.amended_path if amended else self.path
        return next((eid for step, eid in reversed(path) if step == kind), None)


_THIS_DOCUMENT = _Home()
_UNKNOWN_DOCUMENT = _Home(number=None)
_AMENDING = ("sửa đổi", "bổ sung", "bãi bỏ", "thay thế", "thay cụm từ", "thay từ", "bỏ ", "đính chính", "chỉnh sửa")
_AMENDING_TITLE = re.compile(r"(?:^|\n)(?:Về (?:việc )?)?(?=(?:Sửa đổi|Bổ sung|Bãi bỏ|Đính chính)\b)", re.I)
_LONGEST_INSTRUCTION = 2000
_APART = re.compile(
    r"riêng\s+(?:các\s+)?(?:quy định|nội dung)\s+tại\s+$"
)  # "Nghị định số 1; riêng quy định tại Điều 2"
_LONGEST_APART = 40
_HEADING = re.compile(r"Điều\s+\d+[a-zđ]?\.?[^\S\n]*(?:\n|$)")  # a heading the structure has no place for
_ARTICLE = re.compile(r"art_(\d+)[a-zđ]?")
_PART_OF_POINT = re.compile(r"__(?:point_[a-zđ]\d*|cl_\d+)(-\d+(?:-\d+)*)$")
_NOTE_OR_MARK = re.compile(r"^(\[\d{1,3}\] )|[“”]", re.MULTILINE)
_NOT_IN_PATH = frozenset({Kind.PARAGRAPH, Kind.TABLE})


def _quoted_in_notes(text: str, mentions: list[DocumentMention]) -> Iterator[tuple[int, int, _Place]]:
    """Where the notes of a consolidated text quote another document, and the place of what stands there.

    "[7] Điều 11 của Thông tư số 12/2024/TT-BX quy định như sau: “… Thông tư này …”" speaks of the circular quoted.
    """
    note, depth, start = -1, 0, 0
    for match in _NOTE_OR_MARK.finditer(text):
        if match[1]:
            note, depth = match.start(), 0
        elif note < 0:
            continue
        elif match[0] == "“":
            start = match.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                named = [mention for mention in mentions if note <= mention.start < start and not mention.is_self]
                home = _Home(named[-1].number, named[-1].name) if named else _UNKNOWN_DOCUMENT
                yield start, match.end(), _Place(home, home)


def find_citations(structure: Structure, on: date | None = None) -> list[Citation]:
    """Every citation in the texts of ``structure``, in document order. Linear in the text; never raises.

    ``on`` is the day the text speaks from (its day of effect, else of issue): a law cited by its name alone is the one
    that bore the name then.
    """
    return list(_Reader(structure, on).read())


class _Reader:
    """Reads one document from its first line to its last, learning the numbers of laws on the way."""

    def __init__(self, structure: Structure, on: date | None = None) -> None:
        self._structure = structure
        self._eids: set[str] = set()
        self._by_last_step: dict[str, str] = {}
        self._laws = LawNumbers(on)
        self._announced = _UNKNOWN_DOCUMENT
        self._cited: dict[str, _Home] = {}
        for node, _ in walk(structure):
            self._eids.add(node.eid)
            self._by_last_step.setdefault(node.eid.rpartition("__")[2], node.eid)
        articles = [int(match[1]) for match in map(_ARTICLE.fullmatch, self._eids) if match is not None]
        self._last_article = max(articles, default=0)
        self._amended = self._amended_by_title()

    def _amended_by_title(self) -> _Home:
        """The one document a text says in its title that it amends; else the text itself."""
        preface = next((node.text for node in self._structure.nodes if node.eid == PREFACE), "")
        title = _AMENDING_TITLE.search(preface)
        if title is None:
            return _THIS_DOCUMENT
        words = " ".join(preface[title.end() :].split())
        mentions = [mention for mention in find_document_mentions(words, LawNumbers(None)) if mention.number]
        numbered = {mention.number for mention in mentions if "/" in words[mention.start : mention.end]}
        if len(numbered) != 1 or mentions[0].number not in numbered:
            return _THIS_DOCUMENT
        return _Home(mentions[0].number, mentions[0].name)

    def read(self) -> Iterator[Citation]:
        stack = [(node, _Place(_THIS_DOCUMENT, _THIS_DOCUMENT)) for node in reversed(self._structure.nodes)]
        while stack:
            node, outside = stack.pop()
            place = self._enter(node, outside)
            yield from self._read_text(node, place)
            if node.eid == PREAMBLE:
                self._laws.end_bases()
            inside = self._after_heading(node, place)
            stack.extend((child, inside) for child in reversed(node.children))

    def _enter(self, node: Node, outside: _Place) -> _Place:
        """The place of the text of ``node``."""
        if node.kind is Kind.QUOTE:
            home = self._announced if outside.bare_home is outside.self_home else outside.bare_home
            return _Place(home, home, outside.amended_path, outside.amended_path)
        if node.kind in (Kind.ANNEX, Kind.FORM):
            prefix = f"{node.eid}__"
            home = replace(_THIS_DOCUMENT, prefix=prefix) if self._has_articles(node) else _THIS_DOCUMENT
            return _Place(home, home, ((node.kind, node.eid),))
        if node.kind in _NOT_IN_PATH:
            return outside
        return self._descend(node, outside)

    @staticmethod
    def _descend(node: Node, outside: _Place) -> _Place:
        if outside.self_home.number == "":
            path = (*outside.path, (node.kind, node.eid))
        else:  # in quoted wording: the address in the document it belongs to
            path = _extended(outside.path, node.kind, node.num)
        return _Place(outside.self_home, outside.bare_home, path, outside.amended_path)

    @staticmethod
    def _has_articles(node: Node) -> bool:
        return any(
            child.kind is Kind.ARTICLE or any(grandchild.kind is Kind.ARTICLE for grandchild in child.children)
            for child in node.children
        )

    def _after_heading(self, node: Node, place: _Place) -> _Place:
        """The place of the children: an instruction to amend names the document its list and quotes mean."""
        words = f"{node.heading}\n{node.text}".lstrip()[:_LONGEST_INSTRUCTION]
        if node.kind in (Kind.QUOTE, Kind.ANNEX) or not words.lower().startswith(_AMENDING):
            return place
        mentions = find_document_mentions(words, self._laws)
        outer = next((mention for mention in mentions if not mention.is_self), None)
        amended = _Home(outer.number, outer.name) if outer is not None else place.bare_home
        if amended is _THIS_DOCUMENT:
            amended = self._amended
        return _Place(place.self_home, amended, place.path, self._amended_path(words, place))

    @staticmethod
    def _amended_path(words: str, place: _Place) -> _Steps:
        """The provision an instruction is about, in which the quoted wording will stand."""
        for group in find_unit_groups(words):
            chain = group.chains[0]
            if chain[0].kind in (Kind.ARTICLE, Kind.CLAUSE) and all(unit.num is not None for unit in chain):
                path = place.amended_path
                for unit in chain:
                    path = _extended(path, Kind(unit.kind), unit.num or "")
                return path
        return place.amended_path

    def _read_text(self, node: Node, place: _Place) -> Iterator[Citation]:
        text = node.text
        if not text or node.eid == PREFACE:
            return
        mentions = find_document_mentions(text, self._laws)
        by_start = {mention.start: mention for mention in mentions}
        used: set[int] = set()
        found: list[Citation] = []
        first_line = -1 if node.heading.lower().startswith(_AMENDING) else text.find("\n")
        amends = bool(node.heading) and first_line < 0
        below = self._after_heading(node, place) if amends or first_line >= 0 else place
        groups = list(find_unit_groups(text, {mention.start for mention in mentions}))
        quoted = list(_quoted_in_notes(text, mentions)) if node.kind is Kind.PARAGRAPH else []
        for index, group in enumerate(groups):
            if _HEADING.match(text, text.rfind("\n", 0, group.start) + 1):
                continue
            here = below if amends or 0 <= first_line < group.start else place
            here = next((there for start, end, there in quoted if start <= group.start < end), here)
            if mentions and not mentions[0].is_self and mentions[0].end < group.start:
                apart = _APART.search(text, max(0, group.start - _LONGEST_APART), group.start)
                here = replace(here, bare_home=_Home(mentions[0].number, mentions[0].name)) if apart else here
            mention = by_start.get(group.document_start) if group.document_start is not None else None
            shared = mention is None and document_of_next(text, groups[index : index + 3], by_start, self._last_article)
            if shared:
                here = replace(here, bare_home=_Home(shared.number, shared.name))
            elif mention is None and group.chains[0][0].num is not None:
                mention = external_document_after(text, group.end, self._laws)
            targets = self._targets(group, mention, here)
            if not targets:
                continue
            end = group.end
            if mention is not None:
                used.add(mention.start)
                end = mention.end
            found.append(Citation(node.eid, group.start, end, text[group.start : end], targets))
        for mention in mentions:
            if mention.start not in used:
                there = next((there for start, end, there in quoted if start <= mention.start < end), place)
                target = self._whole(mention, there)
                found.append(
                    Citation(node.eid, mention.start, mention.end, text[mention.start : mention.end], (target,))
                )
        found.sort(key=lambda citation: citation.start)
        self._announce(text, found)
        yield from found

    def _announce(self, text: str, found: list[Citation]) -> None:
        """Remember whose words follow "… Luật số 46/2014/QH13 quy định như sau:"."""
        outer = [target for citation in found for target in citation.targets if target.number != ""]
        if text.rstrip().endswith(":") and outer:
            self._announced = _Home(outer[-1].number, outer[-1].name)
        else:
            self._announced = _UNKNOWN_DOCUMENT

    def _whole(self, mention: DocumentMention, place: _Place) -> Target:
        """The target of a mention of a whole document."""
        if not mention.is_self:
            return Target(mention.number, mention.name, None)
        home = self._self_home(mention, place)
        return Target(home.number, home.name or mention.name, home.prefix.removesuffix("__") or None)

    @staticmethod
    def _self_home(mention: DocumentMention, place: _Place) -> _Home:
        """ "Quy chế này" in an annex is the annex; "Nghị định này" is always the document around it."""
        if mention.is_attached or not place.self_home.prefix:
            return place.self_home
        return _THIS_DOCUMENT

    def _targets(self, group: UnitGroup, mention: DocumentMention | None, place: _Place) -> tuple[Target, ...]:
        found: dict[Target, None] = {}
        for chain in group.chains:
            target = self._target(chain, mention, place)
            if target is not None:
                found.setdefault(self._holding(target))
        return tuple(found)

    def _holding(self, target: Target) -> Target:
        """ "điểm c.1.4 khoản này" is a part of điểm c where this document has no provision of that number."""
        part = _PART_OF_POINT.search(target.eid or "") if target.number == "" else None
        if part is None or target.eid in self._eids or (target.eid or "")[: part.start(1)] not in self._eids:
            return target
        return replace(target, eid=(target.eid or "")[: part.start(1)])

    def _target(self, chain: tuple[Unit, ...], mention: DocumentMention | None, place: _Place) -> Target | None:
        """One chain of units, largest first, resolved against its document and its place."""
        top = chain[0]
        if mention is not None and not mention.is_self:
            if top.kind == Kind.ARTICLE:
                self._cited[eid_segment(top.kind, top.num or "")] = _Home(mention.number, mention.name)
            return Target(mention.number, mention.name, _eid("annex_1__" if mention.is_attached else "", chain))
        if top.num is None:
            return self._relative(chain, place)
        if mention is None and top.kind in ("clause", "point"):
            return self._within_article(chain, place)
        home = self._self_home(mention, place) if mention is not None else place.bare_home
        name = mention.name if mention is not None else ""
        eid = _eid(home.prefix, chain)
        if home.number == "" and eid not in self._eids:
            similar = self._similar(chain, home, place)
            if similar is None and mention is None and chain[-1].kind == "form":  # perhaps in a file of its own
                return self._target(chain[:-1], mention, place) if chain[:-1] else None
            if similar is None and mention is None and top.kind == Kind.ARTICLE:
                home = self._without_the_document(top, home)
            eid = similar or eid
        return Target(home.number, home.name or name, eid)

    def _without_the_document(self, article: Unit, home: _Home) -> _Home:
        """An article this document does not have is one of the document it was last cited from."""
        segment = eid_segment(article.kind, article.num or "")
        return home if segment in self._eids else self._cited.get(segment, home)

    @staticmethod
    def _relative(chain: tuple[Unit, ...], place: _Place) -> Target | None:
        """ "khoản 1 Điều này", "Chương này"."""
        base = place.nearest(chain[0].kind)
        home = place.self_home
        if base is None and chain[0].kind == Kind.CLAUSE and len(chain) > 1:
            base = place.nearest(Kind.ARTICLE)  # "điểm a khoản này" in an article that has no khoản
        if any(unit.kind == Kind.ARTICLE for unit in chain[1:]):
            return Target(home.number, home.name, _eid(home.prefix, chain[1:]))
        if base is None or len(chain) == 1:
            return Target(home.number, home.name, base) if base is not None else None
        return Target(home.number, home.name, _eid(f"{base}__", chain[1:]))

    def _within_article(self, chain: tuple[Unit, ...], place: _Place) -> Target | None:
        """ "khoản 2", "điểm a" with no article named: of the article around, if it has one."""
        home = place.bare_home
        if chain[0].kind == "point" and (chain[0].num or "").isdigit():
            return None  # "thang điểm 10"
        parents = (Kind.ARTICLE,) if chain[0].kind == "clause" else (Kind.CLAUSE, Kind.ARTICLE)
        base = next(filter(None, (place.nearest(kind, amended=home is not place.self_home) for kind in parents)), None)
        if base is None:
            return None
        eid = _eid(f"{base}__", chain)
        if home.number == "" and eid not in self._eids:
            return None
        return Target(home.number, home.name, eid)

    def _similar(self, chain: tuple[Unit, ...], home: _Home, place: _Place) -> str | None:
        """The provision meant when the text names it otherwise: without its chapter, or from inside an annex."""
        top = chain[0]
        if top.kind == "article":
            outside = _eid("", chain)
            return outside if home.prefix and outside in self._eids else None
        if top.kind in ("section", "subsection"):
            around = place.nearest("chapter") or place.nearest("part")
            inside = _eid(f"{around}__", chain) if around else ""
            if inside in self._eids:
                return inside
        return self._by_last_step.get(eid_segment(chain[-1].kind, chain[-1].num or ""))


def _eid(prefix: str, chain: tuple[Unit, ...]) -> str:
    """The eId of a chain. Articles are named from the root of their document or annex, not through chapters."""
    for index, unit in enumerate(chain):
        if unit.kind == Kind.ARTICLE:
            annexes = tuple(outer for outer in chain[:index] if outer.kind == Kind.ANNEX and not prefix)
            chain = (*annexes, *chain[index:])
            break
    return prefix + "__".join(eid_segment(unit.kind, unit.num or "") for unit in chain)


_ABOVE = {Kind.CLAUSE: (Kind.ARTICLE,), Kind.POINT: (Kind.CLAUSE, Kind.ARTICLE)}


def _extended(path: _Steps, kind: Kind, num: str) -> _Steps:
    """``path`` with one more provision, under the nearest one that may hold it."""
    segment = eid_segment(kind, num)
    for index in range(len(path) - 1, -1, -1):
        if path[index][0] in _ABOVE.get(kind, ()):
            return (*path[: index + 1], (kind, f"{path[index][1]}__{segment}"))
    return (*path, (kind, segment)) if kind in _ABOVE else ((kind, segment),)

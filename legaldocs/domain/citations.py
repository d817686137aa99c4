"""Citations: every mention of a provision or document in running text, with what it points at.

Grammar: domain.md 4.6 (NĐ 34/2016/NĐ-CP Điều 75; NĐ 78/2025/NĐ-CP Điều 68). Mentions run from small to large ("điểm e
khoản 1 Điều 10 Nghị định số 43/2011/NĐ-CP"), in lists and ranges, and by "này" relative to where they stand. Inside an
amending article, a mention without a document means the amended one; inside the quoted new wording so does "Luật này".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from legaldocs.domain.cited_documents import (
    DocumentMention,
    LawNumbers,
    external_document_after,
    find_document_mentions,
)
from legaldocs.domain.cited_provisions import Unit, UnitGroup, find_unit_groups
from legaldocs.domain.tree import PREFACE, Kind, Node, Structure, walk
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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text stands: the numbers of its ancestors by kind, and which document its mentions mean."""

    self_home: _Home
    bare_home: _Home
    path: tuple[tuple[Kind, str], ...] = ()

    def up_to(self, kind: str) -> tuple[tuple[Kind, str], ...] | None:
        """The ancestors down to the nearest one of ``kind``; None when the text stands in none."""
        for index in range(len(self.path) - 1, -1, -1):
            if self.path[index][0] == kind:
                return self.path[: index + 1]
        return None


_THIS_DOCUMENT = _Home()
_AMENDING = ("sửa đổi", "bổ sung", "bãi bỏ", "thay thế", "thay cụm từ", "thay từ", "bỏ ")
_UPPER = frozenset({"part", "chapter", "section", "subsection"})
_NOT_IN_PATH = frozenset({Kind.PARAGRAPH, Kind.TABLE})


def find_citations(structure: Structure) -> list[Citation]:
    """Every citation in the texts of ``structure``, in document order. Linear in the text; never raises."""
    return list(_Reader(structure).read())


class _Reader:
    """Reads one document from its first line to its last, learning the numbers of laws on the way."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._eids: set[str] = set()
        self._by_last_step: dict[str, str] = {}
        self._laws = LawNumbers()
        for node, _ in walk(structure):
            self._eids.add(node.eid)
            self._by_last_step.setdefault(node.eid.rpartition("__")[2], node.eid)

    def read(self) -> Iterator[Citation]:
        stack = [(node, _Place(_THIS_DOCUMENT, _THIS_DOCUMENT)) for node in reversed(self._structure.nodes)]
        while stack:
            node, outside = stack.pop()
            place = self._enter(node, outside)
            yield from self._read_text(node, place)
            inside = self._after_heading(node, place)
            stack.extend((child, inside) for child in reversed(node.children))

    def _enter(self, node: Node, outside: _Place) -> _Place:
        """The place of the text of ``node``."""
        if node.kind is Kind.QUOTE:
            return _Place(outside.bare_home, outside.bare_home, outside.path if outside.path else ())
        if node.kind in (Kind.ANNEX, Kind.FORM):
            prefix = f"{node.eid}__"
            home = replace(_THIS_DOCUMENT, prefix=prefix) if self._has_articles(node) else _THIS_DOCUMENT
            return _Place(home, home, ((node.kind, node.num),))
        if node.kind in _NOT_IN_PATH:
            return outside
        return self._descend(node, outside)

    def _descend(self, node: Node, outside: _Place) -> _Place:
        path = outside.path
        if node.kind is Kind.ARTICLE:
            path = tuple(step for step in path if step[0] in _UPPER or step[0] is Kind.ANNEX)
        return _Place(outside.self_home, outside.bare_home, (*path, (node.kind, node.num)))

    @staticmethod
    def _has_articles(node: Node) -> bool:
        return any(
            child.kind is Kind.ARTICLE or any(grandchild.kind is Kind.ARTICLE for grandchild in child.children)
            for child in node.children
        )

    def _after_heading(self, node: Node, place: _Place) -> _Place:
        """The place of the children: an instruction to amend names the document its list and quotes mean."""
        words = node.heading or node.text
        if node.kind in (Kind.QUOTE, Kind.ANNEX) or not words.lower().startswith(_AMENDING):
            return place
        amended = place.bare_home
        mentions = find_document_mentions(words[:2000], self._laws)
        outer = [mention for mention in mentions if not mention.is_self]
        if outer:
            amended = _Home(outer[0].number, outer[0].name)
        if amended is _THIS_DOCUMENT and not outer:
            return place
        return _Place(place.self_home, amended, self._amended_path(words, place))

    def _amended_path(self, words: str, place: _Place) -> tuple[tuple[Kind, str], ...]:
        """The provision an instruction is about, in which the quoted wording will stand."""
        for group in find_unit_groups(words[:2000]):
            for chain in group.chains:
                if chain and chain[0].kind == Kind.ARTICLE and chain[0].num is not None:
                    return tuple((Kind(unit.kind), unit.num or "") for unit in chain)
        return place.path

    def _read_text(self, node: Node, place: _Place) -> Iterator[Citation]:
        text = node.text
        if not text or node.eid == PREFACE:
            return
        mentions = find_document_mentions(text, self._laws)
        by_start = {mention.start: mention for mention in mentions}
        used: set[int] = set()
        found: list[Citation] = []
        for group in find_unit_groups(text, {mention.start for mention in mentions}):
            mention = by_start.get(group.document_start) if group.document_start is not None else None
            if mention is None and group.chains[0][0].num is not None:
                mention = external_document_after(text, group.end)
            targets = self._targets(group, mention, place)
            if not targets:
                continue
            end = group.end
            if mention is not None:
                used.add(mention.start)
                end = mention.end
            found.append(Citation(node.eid, group.start, end, text[group.start : end], targets))
        for mention in mentions:
            if mention.start not in used:
                target = self._whole(mention, place)
                found.append(
                    Citation(node.eid, mention.start, mention.end, text[mention.start : mention.end], (target,))
                )
        found.sort(key=lambda citation: citation.start)
        yield from found

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
                found.setdefault(target)
        return tuple(found)

    def _target(self, chain: tuple[Unit, ...], mention: DocumentMention | None, place: _Place) -> Target | None:
        """One chain of units, largest first, resolved against its document and its place."""
        top = chain[0]
        if mention is not None and not mention.is_self:
            eid = _eid("annex_1__" if mention.is_attached else "", chain)
            return Target(mention.number, mention.name, eid)
        name = mention.name if mention is not None else ""
        home = self._self_home(mention, place) if mention is not None else place.bare_home
        if top.num is None:  # "khoản 1 Điều này"
            above = place.up_to(top.kind)
            if above is None:
                return None
            home = place.self_home
            steps = (*above, *((Kind(unit.kind), unit.num or "") for unit in chain[1:]))
            return self._resolved(home, name, steps, certain=True)
        steps = tuple((Kind(unit.kind), unit.num or "") for unit in chain)
        certain = True
        if top.kind in ("clause", "point") and mention is None:  # "khoản 2", "điểm a", no article named
            parent = Kind.ARTICLE if top.kind == "clause" else Kind.CLAUSE
            above = place.up_to(parent)
            if above is None:
                return None
            steps, certain = (*above, *steps), False
        elif top.kind in _UPPER and mention is None and place.path and top.kind != "part" and top.kind != "chapter":
            outer = tuple(step for step in place.path if step[0] in ("part", "chapter"))
            if _eid_of_steps(home.prefix, (*outer, *steps)) in self._eids:
                steps = (*outer, *steps)
        elif top.kind in ("annex", "form", "table"):
            certain = top.kind == "annex"
        return self._resolved(home, name, steps, certain=certain)

    def _resolved(self, home: _Home, name: str, steps: tuple[tuple[Kind, str], ...], *, certain: bool) -> Target | None:
        eid = _eid_of_steps(home.prefix, steps)
        if home.number == "":
            if eid not in self._eids:
                eid = self._similar(steps, home) or eid
            if not certain and eid not in self._eids:
                return None
        elif not certain and not any(kind is Kind.ARTICLE for kind, _ in steps):
            return None
        return Target(home.number, home.name or name, eid)

    def _similar(self, steps: tuple[tuple[Kind, str], ...], home: _Home) -> str | None:
        """The provision meant when the text names it in another way: without its chapter, by an Arabic number."""
        if steps[0][0] in (Kind.FORM, Kind.ANNEX, Kind.TABLE):
            return self._by_last_step.get(eid_segment(*steps[-1]))
        if steps[0][0] is Kind.ARTICLE and home.prefix:
            outside = _eid_of_steps("", steps)
            return outside if outside in self._eids else None
        if len(steps) == 1 and steps[0][0] in _UPPER:
            return self._by_last_step.get(eid_segment(*steps[0]))
        return None


def _eid(prefix: str, chain: tuple[Unit, ...]) -> str:
    return _eid_of_steps(prefix, tuple((Kind(unit.kind), unit.num or "") for unit in chain))


def _eid_of_steps(prefix: str, steps: tuple[tuple[Kind, str], ...]) -> str:
    """The eId of a path. Articles are named from the root of their document, not through chapters."""
    for index, (kind, _) in enumerate(steps):
        if kind is Kind.ARTICLE:
            annexes = [step for step in steps[:index] if step[0] is Kind.ANNEX and not prefix]
            steps = (*annexes, *steps[index:])
            break
    return prefix + "__".join(eid_segment(kind, num) for kind, num in steps)

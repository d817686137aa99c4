"""Writing down the tree while a text is read: scopes, addresses, lines of text, tables.

``building.py`` decides what a line means; here it is put where it belongs, under an eId and an anchor of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from legaldocs.domain import quotes
from legaldocs.domain.findings import Finding, Severity
from legaldocs.domain.front import concludes, has_header, split_front, type_name
from legaldocs.domain.scopes import LEVELS, Scope
from legaldocs.domain.tree import CONCLUSIONS, PREAMBLE, PREFACE, Kind, Node
from legaldocs.domain.uris import anchor_from_eid, eid_segment

_WHOLE = frozenset({PREFACE, PREAMBLE, CONCLUSIONS})
_LIST_OF_ANNEXES = re.compile(r"DANH MỤC (?:CÁC )?PHỤ LỤC\b")
DASHES = "-–—+*•·"
_eid = lru_cache(maxsize=8192)(eid_segment)
_anchor = lru_cache(maxsize=8192)(anchor_from_eid)


def is_row(line: str) -> bool:
    """Whether a line is a table row: ``| cell | cell |``."""
    return len(line) > 2 and line[0] == "|" and line[-1] == "|"


class TreeWriter:
    """The tree as far as it is written; used once."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.numbers: list[int] = []
        self.index = 0
        self.findings: list[Finding] = []
        self.tops: list[Node] = []
        self.front: list[str] = []
        self.root = Scope(None)
        self.scopes = [self.root]
        self.used: dict[str, int] = {}
        self.used_anchors: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        self.row_index = -2
        self.buffer: list[str] = []
        self.buffered: Node | None = None
        for eid in _WHOLE:
            self.used[eid] = self.used_anchors[anchor_from_eid(eid)] = 1

    def _begin_quote(self, marker: str, quote: quotes.OpenQuote, *, alone: bool = False) -> None:
        scope = self.scopes[-1]
        self._keep_pending_in_leaf(scope)
        leaf = scope.leaf
        prefix = leaf.eid if leaf is not None else ""
        count = self._count(f"{prefix}quote")
        node = Node(Kind.QUOTE, str(count), marker, line=self.numbers[self.index], inline=not alone)
        self._name(node, prefix, node.num)
        self._attach(scope, leaf, node)
        self.scopes.append(Scope(node, quote))

    def _prefix(self, scope: Scope, node: Node, parent: Node | None) -> str:
        """Articles and chapters are named from their scope, the rest from the provision they stand in."""
        if parent is None or node.kind is Kind.ARTICLE or node.kind is Kind.PART:
            return scope.eid
        if node.kind is Kind.CHAPTER:
            segment = _eid("chapter", node.num)
            return parent.eid if (f"{scope.eid}__{segment}" if scope.eid else segment) in self.used else scope.eid
        return parent.eid

    def _name(self, node: Node, prefix: str, num: str) -> None:
        """Give a node an eId and an anchor that nothing else in the document has."""
        segment = _eid(node.kind.value, num)
        eid = base = f"{prefix}__{segment}" if prefix else segment
        count = self.used.get(base, 0)
        if count:
            while eid in self.used:
                count += 1
                eid = f"{base}_{count}"
            self.used[base] = count
            if node.kind in LEVELS:
                self._report_repeat(node, self.scopes[-1])
        self.used[eid] = 1
        node.eid = eid
        anchor = base = _anchor(eid)
        count = self.used_anchors.get(base, 0)
        if count:
            while anchor in self.used_anchors:
                count += 1
                anchor = f"{base}-lan-{count}"
            self.used_anchors[base] = count
        self.used_anchors[anchor] = 1
        node.anchor = anchor

    def _is_only_named(self, num: str) -> bool:
        """Whether an annex is named in a list of annexes, or once more in a cell of a table."""
        outer = self.scopes[1].node if len(self.scopes) > 1 else None
        if outer is None:
            return False
        is_listed = _LIST_OF_ANNEXES.match(outer.marker or outer.heading) is not None
        return is_listed or (bool(num) and _eid("annex", num) in self.used)

    def _report_repeat(self, node: Node, scope: Scope) -> None:
        """A repeated number is worth a look; the lists of an annex repeat theirs so often that one finding will do."""
        if scope.quote is not None:
            return
        if scope.node is None or scope.has_articles:
            self._report("number-repeated", f"“{node.marker}” đã có trong cùng một cấp; địa chỉ được thêm số thứ tự.")
        elif self._count(f"{scope.eid} repeats") == 1:
            message = f"Trong phụ lục có số lặp lại, bắt đầu từ “{node.marker}”; địa chỉ được thêm số thứ tự."
            self.findings.append(Finding("number-repeated-in-annex", message, node.line, Severity.INFO))

    def _attach(self, scope: Scope, parent: Node | None, node: Node) -> None:
        scope.has_content = True
        (self.tops if parent is None else parent.children).append(node)

    def _append(self, node: Node, line: str) -> None:
        if self.buffered is not node:
            self._flush()
            self.buffered = node
        self.buffer.append(line)

    def _flush(self) -> None:
        if self.buffered is not None:
            text = "\n".join(self.buffer)
            self.buffered.text = f"{self.buffered.text}\n{text}" if self.buffered.text else text
            self.buffered = None
            self.buffer = []

    def _has_text(self, node: Node) -> bool:
        return self.buffered is node or bool(node.text)

    def _last_line(self, node: Node) -> str:
        return self.buffer[-1] if self.buffered is node else node.text

    def _append_paragraph(self, scope: Scope, parent: Node | None, line: str, number: int) -> None:
        siblings = self.tops if parent is None else parent.children
        last = siblings[-1] if siblings else None
        if (
            last is not None
            and last.kind is Kind.PARAGRAPH
            and last.eid not in _WHOLE
            and (line[0] in DASHES or self._last_line(last)[-1] in ":;,")
        ):
            self._append(last, line)
            return
        node = Node(Kind.PARAGRAPH, line=number)
        prefix = parent.eid if parent is not None else scope.eid
        self._name(node, prefix, str(self._count(f"{prefix}para")))
        self._attach(scope, parent, node)
        self._append(node, line)

    def _settle(self, scope: Scope, next_kind: Kind | None = None) -> None:
        """Lines after a finished point belong to it if another point follows, else to the provision above."""
        if not scope.pending:
            return
        if next_kind is Kind.POINT:
            self._keep_pending_in_leaf(scope)
            return
        pending, scope.pending = scope.pending, []
        parent = next((node for node in reversed(scope.path) if node.kind is not Kind.POINT), scope.node)
        for line, number in pending:
            self._append_paragraph(scope, parent, line, number)

    def _keep_pending_in_leaf(self, scope: Scope) -> None:
        pending, scope.pending = scope.pending, []
        leaf = scope.leaf
        for line, number in pending:
            if leaf is None or leaf.children:
                self._append_paragraph(scope, leaf, line, number)
            else:
                self._append(leaf, line)

    def _close_scope(self) -> None:
        self._settle(self.scopes[-1])
        self.scopes.pop()

    def _add_row(self, line: str) -> None:
        scope = self.scopes[-1]
        self._keep_pending_in_leaf(scope)
        leaf = scope.leaf
        siblings = self.tops if leaf is None else leaf.children
        follows = self.row_index == self.index - 1 and self.numbers[self.index] == self.numbers[self.index - 1] + 1
        self.row_index = self.index
        if follows and siblings and siblings[-1].kind is Kind.TABLE:
            self._append(siblings[-1], line)
            return
        node = Node(Kind.TABLE, line=self.numbers[self.index])
        prefix = leaf.eid if leaf is not None else scope.eid
        count = self._count(f"{prefix}tbl")
        node.num = str(count)
        self._name(node, prefix, node.num)
        self._attach(scope, leaf, node)
        self._append(node, line)

    def _whole(self, eid: str, lines: list[str]) -> Node:
        position = self.front.index(lines[0]) if lines else 0
        return Node(
            Kind.PARAGRAPH,
            text="\n".join(lines),
            eid=eid,
            anchor=anchor_from_eid(eid),
            line=self._line_of(position),
            inline=False,
        )

    def _count(self, name: str) -> int:
        self.counts[name] = count = self.counts.get(name, 0) + 1
        return count

    def _report(self, code: str, message: str, scope: Scope | None = None) -> None:
        line = scope.node.line if scope is not None and scope.node is not None else self.numbers[self.index]
        self.findings.append(Finding(code, message, line, Severity.WARNING))

    def _line_of(self, position: int) -> int:
        return self.numbers[position] if position < len(self.numbers) else 0

    def _with_front(self) -> list[Node]:
        """The header and the legal bases as nodes before the body; a text without provisions becomes paragraphs."""
        if not self.front:
            return self.tops
        cut = split_front(self.front)
        if not self.tops and cut == len(self.front) and not has_header(self.front):
            cut = 0
        nodes: list[Node] = []
        rest = self.front[cut:]
        if not self.tops and not rest:
            signed = self._signed_at(cut)
            nodes.append(self._whole(PREFACE, self.front[:signed]))
            return [*nodes, self._whole(CONCLUSIONS, self.front[signed:])] if signed < cut else nodes
        if cut:
            nodes.append(self._whole(PREFACE, self.front[:cut]))
        if self.tops or not rest:
            if rest:
                nodes.append(self._whole(PREAMBLE, rest))
            return nodes + self.tops
        self._read_plain_letter(rest)
        return nodes + self.tops

    def _signed_at(self, end: int) -> int:
        """Where the signature block of a text without body begins (only first and last page were legible)."""
        after_type = False
        for position, line in enumerate(self.front[:end]):
            if after_type and concludes(line) and position + 1 < end:
                return position
            after_type = after_type or bool(type_name(line))
        return end

    def _read_plain_letter(self, lines: list[str]) -> None:
        """A letter without numbered provisions: one paragraph a line, then the signature block."""
        for position, line in enumerate(lines):
            if position and concludes(line):
                self.tops.append(self._whole(CONCLUSIONS, lines[position:]))
                return
            node = Node(Kind.PARAGRAPH, text=line, line=self._line_of(len(self.front) - len(lines) + position))
            self._name(node, "", str(position + 1))
            self.tops.append(node)

"""From lines to the tree: one pass, constant look-ahead, never an exception.

The builder keeps a stack of scopes. The root scope is the document; an annex, a form and a quotation open scopes of
their own, in which numbering starts afresh and eIds carry the prefix of the scope.
"""

from __future__ import annotations

import re

from legaldocs.domain import quotes
from legaldocs.domain.front import (
    concludes,
    confirms,
    is_with_the_document,
    names_attachment,
    opens_attachment,
    opens_signature,
)
from legaldocs.domain.glued import separate
from legaldocs.domain.headings import continues_heading, is_heading, leads_to_content
from legaldocs.domain.irregular import IrregularMarks
from legaldocs.domain.lost_frames import is_cell, stands_above
from legaldocs.domain.markers import Mark, is_upper, recognise
from legaldocs.domain.quoting import QuoteReader
from legaldocs.domain.scopes import LEVELS, Scope, accepts, plain_num, stands_alone
from legaldocs.domain.tree import CONCLUSIONS, Kind, Node, Structure
from legaldocs.domain.uris import anchor_from_eid
from legaldocs.domain.writing import DASHES, is_row

_TITLES = 12
_NEVER_SPLIT = "|" + quotes.OPENERS
_FIRST_ARTICLE = re.compile(r"[ĐÐ](?:iều|IỀU)\s+1(?:\s*[.:]|\s*$|\s+[A-ZĐÂĂÊÔƠƯ])")
_UPPER_LEVELS = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION})
#: What an article may list: "Mục 1. Bảng mã số …" of an annex, "Phần II" of a scheme.
_LISTED = _UPPER_LEVELS - {Kind.CHAPTER}


class Builder(QuoteReader):
    """Reads one text into a structure; used once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._divide(text)
        self.ending: list[int] = []
        self.concluded = False
        self.in_body = False
        self.first_mark = 0
        self.article_one = any(_FIRST_ARTICLE.match(line) for line in self.lines if line[0] in "ĐÐ")
        self.confirmed = "/VBHN" not in text and "VĂN BẢN HỢP NHẤT" not in text
        self.irregular = IrregularMarks(self.lines, consolidated=not self.confirmed)

    def build(self) -> Structure:
        """Read all lines."""
        for index, line in enumerate(self.lines):
            self.index = index
            scope = self.scopes[-1]
            if not self.confirmed and self.in_body and self._confirms(index):
                self._begin_confirmation(index)
            elif line[0] == "|" and self.in_body and not self.ending and is_row(line):
                self._add_row(line)
            elif scope.quote is not None:
                self._read_quoted(line, scope.quote)
            else:
                self._read(line)
        while len(self.scopes) > 1:
            self._close_unclosed()
        self._settle(self.root)
        self._finish_ending()
        self._flush()
        return Structure(self._with_front(), self.findings)

    def _divide(self, text: str) -> None:
        """Leave blank lines out, and let replacement text that opens inside a line begin a line of its own."""
        for number, raw in enumerate(text.splitlines(), start=1):
            line = raw.strip()
            if not line:
                continue
            split = quotes.inline_opening(line) if line[0] not in _NEVER_SPLIT else 0
            if split:
                self.lines.append(line[:split].rstrip())
                self.numbers.append(number)
            self.lines.append(line[split:])
            self.numbers.append(number)
        self.findings += separate(self.lines, self.numbers)

    def _read(self, line: str) -> None:
        mark = recognise(line)
        scope = self.scopes[-1]
        if (
            mark is not None
            and is_cell(self.lines, self.index)
            and not stands_above(self.lines, self.index, mark, scope)
        ):
            mark = None
        if not self.in_body:
            if mark is None or not self._starts_body(mark):
                self.front.append(line)
                return
            self.in_body = True
            self.first_mark = self.index
        elif scope.node is None and (self.ending or concludes(line) or self._opens_signature(line)):
            if self._after_body(mark, line):
                return
        elif mark is None and line[1:2].isupper() and self._attaches(scope):
            self._open_annex(Mark(Kind.ANNEX, "", line, "", True))
            return
        if line[0].isdigit() and scope.has_articles:
            mark = self._settle_clause(mark, scope)
        if mark is not None:
            if mark.kind is Kind.ANNEX or mark.kind is Kind.FORM:
                if self._annex_is_real(mark):
                    self._open_annex(mark)
                    return
            else:
                self._leave_false_annex(mark)
                if mark.kind is Kind.ARTICLE and self._opens_unmarked_quote(mark):
                    self._begin_quote("", quotes.OpenQuote())
                    self._report("quote-unmarked", "Nội dung thay thế không được đặt trong dấu ngoặc kép.")
                    self._open(mark)
                    return
                if self._is_believed(mark):
                    self._open(mark)
                    return
        if line[0] in quotes.OPENERS:
            mark = self._behind_stray_mark(line)
            if mark is not None:
                self._open(mark)
                return
            if self._open_quote(line):
                return
        self._add_text(line)

    def _is_believed(self, mark: Mark) -> bool:
        """Whether a marker opens a provision where it stands."""
        scope = self.scopes[-1]
        if mark.kind in _LISTED and not mark.style and scope.node is None and scope.has_articles:
            return accepts(scope, mark) and self.irregular.leads_to_article(self.index)
        if accepts(scope, mark) or stands_alone(scope, mark, self.lines, self.index):
            return True
        return self.irregular.is_meant(self.index, mark, scope)

    def _attaches(self, scope: Scope) -> bool:
        """Whether the title of an attached regulation stands here, behind another annex or in the article that issues it."""
        if scope.kind is Kind.ANNEX:
            return scope.has_content and opens_attachment(self.lines, self.index)
        if scope.node is not None or not scope.has_articles or not names_attachment(self.lines[self.index]):
            return False
        below = self.lines[self.index + 1 : self.index + _TITLES]
        if opens_attachment(self.lines, self.index):
            return any(map(_FIRST_ARTICLE.match, below))
        return any(line.startswith("I. ") and is_upper(line) for line in below)

    def _settle_clause(self, mark: Mark | None, scope: Scope) -> Mark | None:
        mark = self.irregular.read(self.index, mark, scope)
        if mark is not None and self.irregular.restarts(self.index, mark, scope):
            self._report("numbering-backwards", "Số khoản bắt đầu lại từ 1; có thể thiếu tiêu đề của một điều.")
            scope.last.pop(Kind.CLAUSE)
        return mark

    def _starts_body(self, mark: Mark) -> bool:
        if mark.kind is Kind.ANNEX:
            return not self.front
        if mark.kind is Kind.FORM or mark.kind is Kind.POINT:
            return False
        if mark.kind is Kind.CLAUSE or mark.style:
            return not self.article_one and mark.num in ("1", "I", "A") and mark.style in (".", "roman", "letter")
        return accepts(self.root, mark)

    def _after_body(self, mark: Mark | None, line: str) -> bool:
        """In the signature block: collect the line (True), unless the body or an annex goes on (False)."""
        if mark is not None and self.ending:
            if mark.kind is Kind.ARTICLE and mark.dotted and self.root.has_articles:
                if self.root.is_next_article(mark):
                    indexes, self.ending = self.ending, []
                    for index in indexes:
                        self._add_text(self.lines[index])
                    return False
                if mark.num == "1":
                    self._report(
                        "article-numbering-restarts",
                        "Số điều bắt đầu lại từ 1 mà không thấy tiêu đề của phụ lục hay quy chế kèm theo.",
                    )
                    self._open_annex(Mark(Kind.ANNEX, "", "", "", True))
                    return False
            if mark.kind in (Kind.ANNEX, Kind.FORM) and self._annex_is_real(mark):
                return False
        if mark is None and opens_attachment(self.lines, self.index):
            self._open_annex(Mark(Kind.ANNEX, "", line, "", True))
            return True
        if not self.ending:
            self._settle(self.root)
        self.ending.append(self.index)
        return True

    def _confirms(self, index: int) -> bool:
        """Whether the confirmation of a consolidated text begins, its issuer's name above it included."""
        line = self.lines[index]
        if confirms(line):
            return True
        return len(line) < 60 and is_upper(line) and any(confirms(after) for after in self.lines[index + 1 : index + 4])

    def _begin_confirmation(self, index: int) -> None:
        """The confirmation ends whatever is open: unclosed quotations, annexes, forms."""
        while len(self.scopes) > 1:
            self._close_scope()
        self._settle(self.root)
        self.confirmed = confirms(self.lines[index])
        self.ending.append(index)

    def _opens_signature(self, line: str) -> bool:
        """Whether the end begins with a line that is no usual opening of it."""
        after = self.index + 1
        if len(line) > 90 or after == len(self.lines) or (len(self.lines[after]) > 40 and line[0].isalnum()):
            return False
        return opens_signature(line, self.lines[after : after + 2])

    def _finish_ending(self) -> None:
        """Turn the collected signature block into a node."""
        if not self.ending:
            return
        text = "\n".join([self.lines[index] for index in self.ending])
        node = Node(Kind.PARAGRAPH, text=text, line=self.numbers[self.ending[0]], inline=False)
        if self.concluded:
            self._name(node, "", str(self._count("para")))
        else:
            node.eid, node.anchor = CONCLUSIONS, anchor_from_eid(CONCLUSIONS)
        self.concluded = True
        self.tops.append(node)
        self.ending = []

    def _leave_false_annex(self, mark: Mark) -> None:
        """Leave what looked like an annex, or a form printed between two articles, when the articles of the document go on.

        After a signature only an article with its heading leads back, and only where the form has named no other before.
        """
        scope = self.scopes[-1]
        if scope is self.root or mark.kind is not Kind.ARTICLE or not mark.dotted or not self.root.has_articles:
            return
        if scope.quote is not None or scope.names_articles:
            return
        if scope.has_articles and (self.concluded or scope.is_next(mark)):
            return
        if not self.root.is_next_article(mark) or (self.concluded and not self._leads_back(mark, scope)):
            scope.names_articles = scope.is_plain
            return
        while len(self.scopes) > 1:
            self._close_scope()

    def _leads_back(self, mark: Mark, scope: Scope) -> bool:
        return (
            scope.kind is Kind.FORM
            and bool(mark.rest)
            and mark.rest[0].isupper()
            and is_heading(mark.rest)
            and leads_to_content(self.lines, self.index + 1)
        )

    def _annex_is_real(self, mark: Mark) -> bool:
        if mark.style == "notes":
            return True
        following = self.lines[self.index + 1] if self.index + 1 < len(self.lines) else ""
        titled = is_upper(following) or is_with_the_document(following)
        if mark.kind is Kind.ANNEX and not titled and not is_upper(mark.rest) and self._is_only_named(mark.num):
            return False
        if mark.rest and not mark.dotted and not is_upper(mark.rest) and mark.rest[0] != "(":
            return (self.concluded or bool(self.ending)) and titled
        if self.concluded or self.ending or len(self.scopes) > 1:
            return True
        if mark.kind is Kind.FORM:
            return titled and not mark.rest
        return is_upper(mark.rest) if mark.rest else titled or is_upper(mark.marker)

    def _open_annex(self, mark: Mark) -> None:
        within = mark.kind is Kind.FORM and len(self.scopes) > 1 and self.scopes[1].kind is Kind.ANNEX
        while len(self.scopes) > (2 if within else 1):
            self._close_scope()
        parent = self.scopes[-1]
        self._settle(parent)
        self._finish_ending()
        parent.path.clear()
        node = Node(mark.kind, mark.num, mark.marker, line=self.numbers[self.index], inline=bool(mark.rest))
        count = self._count(f"{parent.eid}{mark.kind}")
        self._name(node, parent.eid, mark.num or str(count))
        self._attach(parent, parent.node, node)
        self.scopes.append(Scope(node))
        if mark.rest.startswith("("):
            self._append(node, mark.rest)
        else:
            node.heading = mark.rest

    def _open(self, mark: Mark) -> None:
        scope = self.scopes[-1]
        kind = mark.kind
        self._settle(scope, kind)
        if kind is Kind.CHAPTER or kind is Kind.PART:
            self._return_contents(scope, mark)
        finding = scope.numbering_finding(mark, self.numbers[self.index])
        if finding is not None:
            self.findings.append(finding)
        scope.note(mark)
        path = scope.path
        level = LEVELS[kind]
        while path and LEVELS[path[-1].kind] >= level:
            path.pop()
        parent = path[-1] if path else scope.node
        node = Node(kind, plain_num(mark), mark.marker, line=self.numbers[self.index], inline=bool(mark.rest))
        self._name(node, self._prefix(scope, node, parent), node.num)
        self._attach(scope, parent, node)
        path.append(node)
        rest = mark.rest
        if not rest:
            return
        if kind is Kind.ARTICLE:
            takes_heading = is_heading(rest) and leads_to_content(self.lines, self.index + 1)
        elif kind in _UPPER_LEVELS:
            takes_heading = not mark.style or is_upper(rest) or (len(rest) <= 200 and rest[-1] not in ".;:,")
        else:
            takes_heading = False
        if takes_heading:
            node.heading = rest
        else:
            self._append(node, rest)

    def _return_contents(self, scope: Scope, mark: Mark) -> None:
        """A list of chapters before the real first chapter is a table of contents: give it back to the front."""
        if scope is not self.root or scope.has_articles or mark.num not in ("I", "1") or len(self.tops) < 2:
            return
        self._flush()
        if any(node.kind is not mark.kind or node.children or node.text for node in self.tops):
            return
        self.front.extend(self.lines[self.first_mark : self.index])
        self.first_mark = self.index
        for node in self.tops:
            self.used.pop(node.eid, None)
            self.used_anchors.pop(node.anchor, None)
        self.tops.clear()
        scope.path.clear()
        scope.last.clear()

    def _add_text(self, line: str) -> None:
        scope = self.scopes[-1]
        leaf = scope.leaf
        if leaf is None:
            self._append_paragraph(scope, None, line, self.numbers[self.index])
            return
        kind = leaf.kind
        if not leaf.children and not self._has_text(leaf):
            if kind in _UPPER_LEVELS or (kind is Kind.ANNEX and not scope.path and not scope.is_plain):
                if continues_heading(leaf.heading, line) and not confirms(line):
                    if leaf.heading:
                        leaf.breaks += (len(leaf.heading),)
                        line = f"{leaf.heading} {line}"
                    leaf.heading = line
                    return
            elif (
                kind is Kind.ARTICLE
                and not leaf.heading
                and is_heading(line, on_its_own_line=True)
                and leads_to_content(self.lines, self.index + 1)
            ):
                leaf.heading = line
                return
        if scope.pending or (kind is Kind.POINT and len(scope.path) > 1 and self._may_follow_points(leaf, line)):
            scope.pending.append((line, self.numbers[self.index]))
        elif leaf.children:
            self._append_paragraph(scope, leaf, line, self.numbers[self.index])
        else:
            self._append(leaf, line)

    def _may_follow_points(self, leaf: Node, line: str) -> bool:
        return line[0] not in DASHES and (bool(leaf.children) or self._last_line(leaf).endswith("."))

"""Reading replacement text in quotation marks: where a block opens, what stands in it, where the outer text goes on."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from legaldocs.domain import quotes
from legaldocs.domain.front import concludes
from legaldocs.domain.markers import Mark, recognise
from legaldocs.domain.scopes import LEVELS, accepts, follows_point, rank
from legaldocs.domain.tree import Kind
from legaldocs.domain.writing import TreeWriter

_LOOK_AHEAD = 30
_REPLACES = re.compile(r"như sau:$|[Ss]ửa đổi|[Bb]ổ sung|[Tt]hay (?:thế )?(?:cụm )?từ")


class QuoteReader(TreeWriter, ABC):
    """The part of the builder that knows quotations; the builder itself reads lines and opens provisions."""

    @abstractmethod
    def _read(self, line: str) -> None:
        """Read one line of the outer text."""

    @abstractmethod
    def _open(self, mark: Mark) -> None:
        """Open the provision of a marker."""

    @abstractmethod
    def _add_text(self, line: str) -> None:
        """Add a line to the provision that is open."""

    def _behind_stray_mark(self, line: str) -> Mark | None:
        """The khoản or điểm behind a quotation mark that opens no quotation: a codified text keeps the mark in which an
        amending text printed the provision. It is the next number, and nothing before it leads to replacement text."""
        scope = self.scopes[-1]
        if scope.quote is not None or scope.is_plain or not scope.path or not scope.has_articles:
            return None
        rest = line[1:].lstrip()
        mark = recognise(rest) if rest else None
        if mark is None or mark.kind not in (Kind.CLAUSE, Kind.POINT) or not scope.is_next(mark):
            return None
        if not accepts(scope, mark):
            return None
        leaf = scope.leaf
        if leaf is not None and not scope.pending and quotes.leads_in(self._last_line(leaf) or leaf.heading):
            if _REPLACES.search(self.lines[self.index - 1]) or not self._goes_on_behind(mark):
                return None
        elif leaf is not None and leaf.children and leaf.children[-1].kind is Kind.QUOTE:
            return None
        return Mark(
            mark.kind, mark.num, line[: len(line) - len(mark.rest)].rstrip(), mark.rest, mark.dotted, mark.style
        )

    def _goes_on_behind(self, mark: Mark) -> bool:
        """Whether the next line carries the number after this one, without a quotation mark."""
        after = self.index + 1
        following = recognise(self.lines[after]) if after < len(self.lines) else None
        if following is None or following.kind is not mark.kind:
            return False
        number, place = rank(following)[0], rank(mark)[0]
        return number == place + 1 or (mark.kind is Kind.POINT and follows_point(place, number))

    def _open_quote(self, line: str) -> bool:
        scope = self.scopes[-1]
        if scope.quote is not None or scope.is_plain or (not scope.path and scope.node is None):
            return False
        leaf = scope.leaf
        led_in = leaf is not None and not scope.pending and quotes.leads_in(self._last_line(leaf) or leaf.heading)
        if not quotes.opens_block(
            line, led_in or bool(leaf and leaf.children and leaf.children[-1].kind is Kind.QUOTE)
        ):
            return False
        quote = quotes.OpenQuote(line)
        inner = line[1:].lstrip()
        self._begin_quote(line[0], quote, alone=not inner)
        if inner:
            self._read_inner(inner)
        if quote.read(line) and not self._closed_too_early(quote):
            self._close_scope()
        return True

    def _opens_unmarked_quote(self, mark: Mark) -> bool:
        """An article out of sequence right after "… như sau:" is replacement text printed without quotation marks."""
        scope = self.scopes[-1]
        return (
            scope.quote is None
            and mark.dotted
            and bool(mark.rest)
            and bool(scope.path)
            and scope.has_articles
            and not scope.is_next(mark)
            and self.lines[self.index - 1].endswith("như sau:")
        )

    def _read_inner(self, line: str) -> None:
        mark = recognise(line)
        if mark is not None and mark.kind in LEVELS and accepts(self.scopes[-1], mark):
            self._open(mark)
        else:
            self._add_text(line)

    def _read_quoted(self, line: str, quote: quotes.OpenQuote) -> None:
        if self._ends_unclosed(line, quote):
            self._close_unclosed()
            self._read(line)
            return
        self._read_inner(line)
        if quote.read(line) and not self._closed_too_early(quote):
            self._close_scope()

    def _closed_too_early(self, quote: quotes.OpenQuote) -> bool:
        """A stray closing mark: the numbering goes on, and the next mark ahead is a closing one again."""
        ahead = self.lines[self.index + 1 : self.index + 1 + _LOOK_AHEAD]
        mark = recognise(ahead[0]) if ahead else None
        if mark is None or mark.kind not in (Kind.CLAUSE, Kind.POINT) or not self.scopes[-1].is_next(mark):
            return False
        if not quotes.next_closes(ahead):
            return False
        quote.depth = 1
        self._report("quote-closed-early", "Có dấu ngoặc kép đóng thừa giữa phần trích dẫn.")
        return True

    def _close_unclosed(self) -> None:
        quote = self.scopes[-1].quote
        if quote is not None and not quote.unmarked:
            self._report("quote-not-closed", "Phần trích dẫn không có dấu ngoặc kép đóng.", self.scopes[-1])
        self._close_scope()

    def _ends_unclosed(self, line: str, quote: quotes.OpenQuote) -> bool:
        """Whether the outer text has gone on although the quotation was never closed."""
        inner, outer = self.scopes[-1], self.scopes[-2]
        previous_closed = quote.unmarked or quotes.closes_at_end(self.lines[self.index - 1])
        if line[0] in quotes.OPENERS and not quote.unmarked:
            return previous_closed and len(line) > 1 and recognise(line[1:].lstrip() or "-") is not None
        mark = recognise(line)
        if mark is None:
            if quote.unmarked and concludes(line):
                return True
            return line.startswith("Nơi nhận") or ("này được Quốc hội" in line[:60] and concludes(line))
        if mark.kind is Kind.ARTICLE:
            if not mark.dotted or inner.is_next(mark):
                return False
            return outer.is_next_article(mark) or (quote.unmarked and outer.is_soon_article(mark))
        if mark.kind is Kind.CLAUSE:
            if not previous_closed or Kind.CLAUSE not in outer.last or not outer.is_next(mark):
                return False
            return not inner.is_next(mark) or (quote.unmarked and quotes.AMENDS.match(mark.rest) is not None)
        return False

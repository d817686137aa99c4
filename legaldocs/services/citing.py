"""Citations of a wording: found in its text, resolved to documents and provisions, stored with its publication."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from legaldocs.domain.citations import Citation as Found
from legaldocs.domain.citations import find_citations
from legaldocs.domain.identity import Citing, Mention, choose, cited_key, date_behind, name_key
from legaldocs.domain.tree import Structure, walk
from legaldocs.domain.uris import unit_eid
from legaldocs.models import Expression, LegalDocument
from legaldocs.services import citation_upkeep
from legaldocs.services.citation_rows import CitationRow, replace_rows
from legaldocs.services.cited_records import Record, found_provisions, record_of, records_by_key
from legaldocs.services.pointed import NOTHING_POINTED, Pointings, mention_mark, pointings_of, public_records
from legaldocs.text_links import TextLink, link_of

_YEAR_AT_END = re.compile(r"(?:19|20)\d\d$")


class _Draft(NamedTuple):
    """One target as the text has it; ``said`` is None for the document itself, ``pointed`` what an editor said of it."""

    place: int
    source_eid: str
    start: int
    end: int
    eid: str
    key: str
    said: Mention | None
    pointed: int | None = None


def record_citations(
    expression: Expression, structure: Structure, found: Sequence[Found] | None = None, *, arrives: bool = False
) -> dict[str, list[TextLink]]:
    """Store the citations in ``structure``, the text of a wording just written; answers the links for its HTML.

    The caller holds the transaction. ``found`` is what ``find_citations`` answers for this text, where the caller has
    it. Idempotent: the rows of an earlier publication are replaced. ``arrives``: document and wording were stored in
    this transaction, so that no editor has said anything of it and nothing cites it yet.
    """
    rows, links = read_citations(expression, structure, found, arrives=arrives)
    cited = {row.document_id for row in rows if row.document_id is not None}
    if arrives:
        citation_upkeep.wording_arrived(expression, cited)
    else:
        citation_upkeep.wording_rewritten(expression, cited)
    replace_rows(expression.pk, rows, first=arrives)
    return links


def read_citations(
    expression: Expression, structure: Structure, found: Sequence[Found] | None = None, *, arrives: bool = False
) -> tuple[list[CitationRow], dict[str, list[TextLink]]]:
    """The citations in ``structure`` as rows and as links for its HTML; nothing is stored."""
    document = expression.document
    citing = citing_of(document)
    own = {node.eid: (place, node.text) for place, (node, _) in enumerate(walk(structure))}
    drafts = list(_drafts(own, find_citations(structure, citing.on) if found is None else found))
    pointings = NOTHING_POINTED if arrives else pointings_of(document.pk)
    if pointings:
        drafts = list(_pointed(drafts, {eid: text for eid, (_, text) in own.items()}, pointings))
    chosen = _chosen([draft for draft in drafts if draft.pointed is None], document, citing)
    records = public_records(pointings.targets)
    targets = [_target(draft, chosen, document.pk) for draft in drafts]
    present = found_provisions(
        (target, draft.eid)
        for draft, target in zip(drafts, targets, strict=True)
        if draft.eid and target is not None and target != document.pk
    )
    records |= {record.shown.pk: record for record in chosen.values()}
    rows = []
    links: dict[str, list[TextLink]] = defaultdict(list)
    for draft, target in zip(drafts, targets, strict=True):
        is_own = target == document.pk
        is_found = not draft.eid or (draft.eid in own if is_own else (target, draft.eid) in present)
        row = _row(expression.pk, draft, target, is_found=is_found and target is not None)
        rows.append(row)
        record = None if target is None else records.get(target)
        if is_own or record is not None:
            link = link_of(
                *(row.start, row.end, row.source_eid, row.eid, row.unit),
                is_found=row.is_found,
                shown=None if is_own or record is None else record.shown,
            )
            if link is not None:
                links[row.source_eid].append(link)
    return rows, links


def citing_of(document: LegalDocument) -> Citing:
    """What of a citing document decides whom it means."""
    return Citing(document.pk, document.issuer_id, document.issued_on, document.valid_from)


def _drafts(nodes: Mapping[str, tuple[int, str]], found: Iterable[Found]) -> Iterator[_Draft]:
    """The targets in the order of the text, with the key each is looked for by; ``nodes`` are places and texts by eId."""
    told: dict[str, str] = {}
    for citation in found:
        place, text = nodes.get(citation.provision_eid, (-1, ""))
        if place < 0 or not 0 <= citation.start < citation.end <= len(text):
            continue
        for target in citation.targets:
            said, key = None, ""
            if target.number != "":
                number, name = target.number or "", target.name
                key = cited_key(number) if number else name_key(name)
                if not key:
                    continue  # quoted words of a document that the text does not name
                said = Mention(number[:100], name[:300], _dated(citation, text, bool(number), told, key))
            yield _Draft(place, citation.provision_eid, citation.start, citation.end, target.eid or "", key[:160], said)


def _dated(citation: Found, text: str, has_number: bool, told: dict[str, str], key: str) -> str:
    """The day or year said with the mention; for a number, else what was said where it stood before."""
    day = date_behind(text, citation.end)
    if not has_number:
        year = _YEAR_AT_END.search(citation.text)
        return day or (year[0] if year else "")
    return told.setdefault(key, day) if day else told.get(key, "")


def _chosen(
    drafts: Iterable[_Draft], document: LegalDocument, citing: Citing
) -> dict[tuple[str, Mention | None], Record]:
    """The record each mention means, where one fits."""
    asked = {(draft.key, draft.said) for draft in drafts if draft.said is not None}
    if not asked:
        return {}
    records = records_by_key({key for key, _ in asked})
    if document.number_key and all(r.candidate.pk != document.pk for r in records.get(document.number_key, [])):
        records.setdefault(document.number_key, []).append(record_of(document))  # not public yet, it may name itself
    found: dict[tuple[str, Mention | None], Record] = {}
    for key, said in asked:
        if said is None:
            continue
        rows = records.get(key, [])
        best = choose(said, [record.candidate for record in rows], citing)
        if best is not None:
            found[key, said] = next(record for record in rows if record.candidate.pk == best.pk)
    return found


def _target(draft: _Draft, chosen: Mapping[tuple[str, Mention | None], Record], own: int) -> int | None:
    if draft.pointed is not None:
        return draft.pointed
    if draft.said is None:
        return own
    record = chosen.get((draft.key, draft.said))
    return record.shown.pk if record is not None else None


def _pointed(drafts: Iterable[_Draft], texts: Mapping[str, str], pointings: Pointings) -> Iterator[_Draft]:
    """The drafts as editors have pointed them: some cite nothing, some another document or provision."""
    once: set[tuple[str, int, int]] = set()
    for draft in drafts:
        mark = mention_mark(draft.source_eid, texts[draft.source_eid], draft.start, draft.end)
        pointing = pointings.of(mark, draft.key)
        if pointing is None:
            yield draft
        elif pointing.is_citation and pointing.target is not None:
            if pointing.eid is None:
                yield draft._replace(pointed=pointing.target)
            elif (span := draft[1:4]) not in once:  # one provision was chosen for all that the words list
                once.add(span)
                yield draft._replace(pointed=pointing.target, eid=pointing.eid)


def _row(expression_id: int, draft: _Draft, target: int | None, *, is_found: bool) -> CitationRow:
    said = draft.said or Mention("", "")
    return CitationRow(
        expression_id,
        draft.place,
        draft.source_eid[:255],
        draft.start,
        draft.end,
        target,
        said.number,
        said.name,
        draft.key,
        said.dated,
        draft.eid[:255],
        unit_eid(draft.eid)[:255],
        is_found,
        draft.pointed is not None,
    )

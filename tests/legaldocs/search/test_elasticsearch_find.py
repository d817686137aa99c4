"""The engine ``elasticsearch`` asked directly: conditions, order, filters, counts, pages."""

from __future__ import annotations

import pytest

from legaldocs.models import LegalDocument, SearchEntry
from legaldocs.search.elasticsearch import ElasticsearchEngine
from legaldocs.search.plan import Filters, Order, Plan, Term

pytestmark = pytest.mark.elasticsearch


def term(*runs, weight=1.0):
    return Term(tuple(tuple(run.split()) for run in runs), weight)


def find(plan, filters=None, *, order=Order.BEST, offset=0, limit=20, without=()):
    return ElasticsearchEngine().find(
        plan, filters or Filters(), order=order, offset=offset, limit=limit, without=without
    )


def numbers(found):
    documents = LegalDocument.objects.in_bulk([hit.document_id for hit in found.hits])
    return [documents[hit.document_id].number for hit in found.hits]


def test_a_run_is_found_by_its_pairs_and_not_by_its_syllables_apart(corpus):
    assert "58/2020/QH14" in numbers(find(Plan((term("hoa giai"),))))
    assert find(Plan((term("giai hoa"),))).hits == []


def test_any_wording_of_a_term_is_enough(corpus):
    assert numbers(find(Plan((term("xyz quux", "thuy loi"),)))) == ["58/2020/QH14"]


def test_every_term_must_be_there_when_the_floor_is_the_whole(corpus):
    assert find(Plan((term("hoa giai"), term("thu dien tu")))).total == 0


def test_with_a_lower_floor_the_most_telling_terms_are_enough(corpus):
    plan = Plan((term("hoa giai", weight=3), term("thu dien tu")), floor=0.5)
    assert set(numbers(find(plan))) == {"58/2020/QH14"}


def test_a_phrase_is_verified_word_for_word(corpus):
    # All pairs of "chien luoc quy hoach" stand in the decree, so do those of the words turned round only in part.
    assert find(Plan(phrases=(("chien", "luoc", "quy", "hoach"),))).total == 1
    assert find(Plan(phrases=(("quy", "hoach", "chien", "luoc"),))).total == 0


def test_a_phrase_does_not_cross_from_the_heading_into_the_body(corpus):
    # "Điều 5. Nguyên tắc sử dụng đất" | "Nguyên tắc …": the last word of one and the first of the other are no phrase.
    assert find(Plan(phrases=(("su", "dung", "dat"),))).total == 1
    assert find(Plan(phrases=(("su", "dung", "dat", "1"),))).total == 0


def test_an_excluded_word_removes(corpus):
    everything = find(Plan((term("pham vi"),)))
    without = find(Plan((term("pham vi"),), excluded=("dat",)))
    assert 0 < without.total < everything.total
    assert "31/2024/QH15" not in numbers(without)


def test_the_heading_comes_before_the_body(corpus):
    # "Luật Đất đai" bears the words in its name; its articles only in their text.
    first = find(Plan((term("dat dai"),))).hits[0]
    assert first.is_document


def test_runs_that_are_near_come_first(corpus):
    plain = Plan((term("su dung"),))
    near = Plan((term("su dung"),), near=((("van", "ban"), 5.0),))
    assert numbers(find(near))[0] == "02/CT-BNV"
    assert set(numbers(find(plain))) == set(numbers(find(near)))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(document_type=("luat",)), {"31/2024/QH15", "58/2020/QH14"}),
        (Filters(year=(2012,)), {"15/2012/TT-BNV"}),
        (Filters(document_type=("luat",), year=(2020,)), {"58/2020/QH14"}),
        (Filters(status=("no-such",)), set()),
        (Filters(kind="document"), set()),
        (Filters(issuer=(10**12,)), set()),
    ],
)
def test_filters_narrow_hits_and_count_but_not_the_facets(corpus, filters, expected):
    plan = Plan((term("pham vi"),))
    found = find(plan, filters)
    assert set(numbers(found)) == expected
    assert found.total == len(found.hits)
    assert found.combinations == find(plan).combinations


def test_an_issuer_and_a_document_can_be_chosen(corpus):
    plan, land = Plan((term("pham vi"),)), corpus["land"]
    assert set(numbers(find(plan, Filters(issuer=(land.issuer_id,))))) == {"31/2024/QH15", "58/2020/QH14"}
    inside = find(plan, Filters(document_id=land.pk))
    assert set(numbers(inside)) == {"31/2024/QH15"}
    assert sum(inside.combinations.values()) == inside.total


def test_combinations_count_every_match_once(corpus):
    found = find(Plan((term("pham vi"),)))
    assert sum(found.combinations.values()) == found.total == len(found.hits)
    kinds = {key[4] for key in found.combinations}
    assert kinds == {"provision"}


def test_entries_left_out_are_neither_shown_nor_counted(corpus):
    plan = Plan((term("pham vi"),))
    everything = find(plan)
    rest = find(plan, without=[everything.hits[0].entry_id])
    assert rest.total == everything.total - 1
    assert [hit.entry_id for hit in rest.hits] == [hit.entry_id for hit in everything.hits[1:]]


def test_pages_are_cut_from_one_order(corpus):
    plan = Plan((term("dieu"),))
    everything = [hit.entry_id for hit in find(plan, limit=100).hits]
    pages = [hit.entry_id for start in range(0, 100, 2) for hit in find(plan, offset=start, limit=2).hits]
    assert len(everything) > 4
    assert pages == everything


def test_newest_first_is_by_day_of_issue(corpus):
    found = find(Plan((term("pham vi"),)), order=Order.NEWEST)
    assert numbers(found)[0] == "31/2024/QH15"
    days = [LegalDocument.objects.get(pk=hit.document_id).issued_on for hit in found.hits]
    assert days == sorted(days, reverse=True)


def test_what_is_no_longer_public_is_not_shown_even_while_the_cluster_still_has_it(corpus):
    plan = Plan((term("hoa giai"),))
    assert find(plan).hits
    SearchEntry.objects.filter(document=corpus["mediation"]).delete()  # the cluster has not heard of it
    found = find(plan)
    assert found.hits == []


@pytest.mark.parametrize("token", ["AND", "a:b", "*", '"', "{}", "\\", "^dieu", "x" * 5_000, "🙂", "\x00", "a_b"])
def test_no_token_is_syntax(corpus, token):
    assert find(Plan((Term(((token,),)),), phrases=((token, token),), excluded=(token,))).hits == []

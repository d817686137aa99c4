"""What a page of answers reads, once."""

from __future__ import annotations

from legaldocs.models import LegalDocument
from legaldocs.models.search import DOCUMENT_SHIFT
from legaldocs.search.reading import Reader, provision_address


def test_nothing_is_read_twice(corpus, django_assert_num_queries):
    reader, land = Reader(), corpus["land"].pk
    entries = [land << DOCUMENT_SHIFT | place for place in (0, 1, 2)]
    with django_assert_num_queries(2):
        reader.documents([land])
        reader.units(entries)
    with django_assert_num_queries(0):
        assert reader.documents([land]).keys() == {land}
        assert len(reader.units(entries)) == 2
        assert reader.document(land)


def test_what_does_not_exist_is_left_out(corpus):
    reader = Reader()
    assert reader.documents([10**9]) == {}
    assert reader.document(10**9) is None
    assert reader.units([10**9 << DOCUMENT_SHIFT | 1]) == {}


def test_a_light_document_says_what_the_record_says(corpus):
    for document in corpus.values():
        whole, light = LegalDocument.objects.get(pk=document.pk), Reader().document(document.pk)
        assert light is not None
        for name in ("pk", "type_name", "display_number", "citation_name", "full_title", "issued_on", "status"):
            assert getattr(light, name) == getattr(whole, name), name
        assert light.get_absolute_url() == whole.get_absolute_url()


def test_what_a_light_document_has_not_is_read_from_the_record(corpus, django_assert_num_queries):
    light = Reader().document(corpus["land"].pk)
    with django_assert_num_queries(1):
        assert light.uuid == corpus["land"].uuid
        assert light.secrecy == "none"


def test_the_rows_of_a_unit_are_those_of_its_provisions(corpus):
    expression = corpus["decree"].expressions.get()
    article = expression.provisions.get(eid="art_10")
    below = expression.provisions.filter(order__gte=article.order, order__lte=article.end_order).order_by("order")
    units = Reader().units(corpus["decree"].search_entries.values_list("pk", flat=True))
    unit = next(unit for unit in units.values() if unit.row(0).eid == "art_10")
    assert [(row.pk, row.anchor, row.text) for row in unit.rows()] == list(below.values_list("pk", "anchor", "text"))
    assert unit.head == f"{article.marker} {article.heading}"
    assert provision_address(corpus["decree"], unit.row(0)).endswith("/43-2011-nd-cp/dieu-10/")

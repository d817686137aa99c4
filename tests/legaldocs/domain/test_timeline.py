"""Spans of validity say of every day what ``compute_status`` says of it."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaldocs.domain.timeline import Span, spans_of
from legaldocs.domain.validity import Effect, Override, RelationKind, Status, compute_status

DAY = datetime.date
days = st.dates(DAY(2000, 1, 1), DAY(2000, 2, 28))
maybe = st.none() | days
effects = st.lists(st.builds(Effect, st.sampled_from(RelationKind), maybe, maybe), max_size=5)
overrides = st.none() | st.builds(Override, st.sampled_from(Status), st.just("nguồn"), maybe)


@given(maybe, maybe, effects, overrides)
@settings(max_examples=400, deadline=None)
def test_every_day_has_the_status_that_is_computed_for_it(valid_from, valid_until, known, override):
    spans = spans_of(valid_from, valid_until, known, override)
    for number in range(-2, 62):
        day = DAY(2000, 1, 1) + datetime.timedelta(days=number)
        (covering,) = [span for span in spans if span.starts_on <= day and (span.ends_on is None or day < span.ends_on)]
        assert covering.status is compute_status(valid_from, valid_until, known, day, override).status


@given(maybe, maybe, effects, overrides)
@settings(max_examples=200, deadline=None)
def test_spans_leave_no_gap_and_neighbours_differ(valid_from, valid_until, known, override):
    spans = spans_of(valid_from, valid_until, known, override)
    assert spans[0].starts_on == DAY.min
    assert spans[-1].ends_on is None
    for one, other in itertools.pairwise(spans):
        assert one.ends_on == other.starts_on
        assert one.status is not other.status


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "expected"),
    [
        (None, None, [(DAY.min, Status.UNKNOWN)]),
        (DAY(2011, 8, 1), None, [(DAY.min, Status.NOT_YET), (DAY(2011, 8, 1), Status.IN_FORCE)]),
        (
            DAY(2011, 8, 1),
            DAY(2022, 8, 15),
            [(DAY.min, Status.NOT_YET), (DAY(2011, 8, 1), Status.IN_FORCE), (DAY(2022, 8, 15), Status.EXPIRED)],
        ),
    ],
)
def test_the_life_of_a_document(valid_from, valid_until, expected):
    assert [(span.starts_on, span.status) for span in spans_of(valid_from, valid_until, [])] == expected


def test_a_suspension_ends_and_what_was_stands_again():
    suspended = Effect(RelationKind.SUSPENDS, DAY(2015, 1, 1), DAY(2016, 1, 1), "văn bản khác")
    spans = spans_of(DAY(2011, 8, 1), None, [suspended])
    assert [span.status for span in spans] == [
        Status.NOT_YET, Status.IN_FORCE, Status.SUSPENDED, Status.IN_FORCE,
    ]  # fmt: skip


def test_a_span_reads_back_as_it_was_stored():
    span = Span(DAY(2020, 1, 1), None, Status.IN_FORCE)
    assert Span.of(span.starts_on, span.ends_on, span.status.value) == span

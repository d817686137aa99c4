"""Status on a date: computed from facts, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaldocs.domain.validity import Effect, Override, RelationKind, Status, compute_status

FROM = date(2011, 10, 1)
DAY = date(2020, 1, 1)


def effect(kind: RelationKind, starts_on: date | None = date(2019, 1, 1), **more) -> Effect:
    return Effect(kind, starts_on, by="1/2019/NĐ-CP", **more)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "effects", "on", "status"),
    [
        (FROM, None, [], date(2011, 9, 30), Status.NOT_YET),
        (FROM, None, [], FROM, Status.IN_FORCE),
        (FROM, date(2020, 1, 1), [], date(2019, 12, 31), Status.IN_FORCE),
        (FROM, date(2020, 1, 1), [], date(2020, 1, 1), Status.EXPIRED),
        (FROM, None, [effect(RelationKind.REPLACES)], date(2018, 12, 31), Status.IN_FORCE),
        (FROM, None, [effect(RelationKind.REPLACES)], date(2019, 1, 1), Status.EXPIRED),
        (FROM, None, [effect(RelationKind.REPEALS)], DAY, Status.EXPIRED),
        (FROM, None, [effect(RelationKind.ANNULS)], DAY, Status.EXPIRED),
        (FROM, None, [effect(RelationKind.REPLACES_PART)], DAY, Status.PARTLY_EXPIRED),
        (FROM, None, [effect(RelationKind.REPEALS_PART)], DAY, Status.PARTLY_EXPIRED),
        (FROM, None, [effect(RelationKind.SUSPENDS)], DAY, Status.SUSPENDED),
        (FROM, None, [effect(RelationKind.SUSPENDS, ends_on=date(2019, 6, 1))], DAY, Status.IN_FORCE),
        (FROM, None, [effect(RelationKind.SUSPENDS_PART)], DAY, Status.PARTLY_SUSPENDED),
        (FROM, None, [effect(RelationKind.AMENDS)], DAY, Status.IN_FORCE),
        (FROM, None, [effect(RelationKind.CORRECTS)], DAY, Status.IN_FORCE),
        (FROM, None, [effect(RelationKind.REPEALS), effect(RelationKind.SUSPENDS)], DAY, Status.EXPIRED),
        (None, None, [], DAY, Status.UNKNOWN),
        (None, date(2019, 1, 1), [], DAY, Status.EXPIRED),
        (None, None, [effect(RelationKind.REPEALS)], DAY, Status.EXPIRED),
        (FROM, None, [effect(RelationKind.REPEALS, None)], DAY, Status.UNKNOWN),
        (FROM, None, [effect(RelationKind.REPEALS_PART, None)], DAY, Status.UNKNOWN),
        (FROM, date(2010, 1, 1), [], DAY, Status.UNKNOWN),
    ],
)
def test_status_follows_from_dates_and_effects(valid_from, valid_until, effects, on, status):
    found = compute_status(valid_from, valid_until, effects, on)
    assert found.status is status
    assert found.reason


def test_amended_is_told_apart_from_the_status():
    amended = compute_status(FROM, None, [effect(RelationKind.AMENDS)], DAY)
    assert (amended.status, amended.amended) == (Status.IN_FORCE, True)
    assert not compute_status(FROM, None, [effect(RelationKind.AMENDS)], date(2015, 1, 1)).amended


def test_a_sourced_override_wins_from_its_date_on():
    override = Override(Status.OBSOLETE, "vbpl.vn, 01/02/2020", date(2020, 2, 1))
    assert compute_status(FROM, None, [], date(2020, 1, 31), override).status is Status.IN_FORCE
    found = compute_status(FROM, None, [], date(2020, 2, 1), override)
    assert found.status is Status.OBSOLETE
    assert "vbpl.vn" in found.reason


def test_the_reason_names_the_act_and_the_day():
    found = compute_status(FROM, None, [effect(RelationKind.REPLACES)], DAY)
    assert found.reason == "Bị thay thế bởi 1/2019/NĐ-CP từ ngày 01/01/2019"


def test_every_status_and_relation_has_its_words():
    assert all(status.label for status in Status)
    assert all(kind.forward and kind.backward for kind in RelationKind)


DATES = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
EFFECTS = st.lists(st.builds(Effect, st.sampled_from(RelationKind), DATES, DATES), max_size=5)


@given(DATES, DATES, EFFECTS, st.dates())
def test_any_facts_give_a_status_and_a_reason(valid_from, valid_until, effects, on):
    found = compute_status(valid_from, valid_until, effects, on)
    assert found.reason
    if valid_from is None and valid_until is None and not effects:
        assert found.status is Status.UNKNOWN


ENDS = st.sampled_from([RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.ANNULS])
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@given(DAYS, ENDS, DAYS, DAYS, EFFECTS)
def test_what_has_ended_does_not_come_back(valid_from, kind, ended_on, later, others):
    status = compute_status(valid_from, None, [*others, Effect(kind, ended_on)], max(ended_on, later)).status
    assert status is Status.EXPIRED

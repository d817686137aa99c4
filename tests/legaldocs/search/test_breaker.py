"""The circuit breaker: who may ask, who may look, for how long nobody waits."""

from __future__ import annotations

import threading

import pytest

from legaldocs.search.breaker import FIRST_WAIT, LONGEST_WAIT, PATIENCE, CircuitBreaker


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return CircuitBreaker(clock)


def open_it(breaker):
    for _ in range(PATIENCE):
        breaker.failed("refused")


def test_one_failure_is_forgiven(breaker):
    breaker.failed("timeout")
    assert breaker.allows()
    assert not breaker.is_open
    breaker.succeeded()
    breaker.failed("timeout")
    assert not breaker.is_open


def test_failures_in_a_row_open_it_and_say_why(breaker):
    open_it(breaker)
    assert breaker.is_open
    assert not breaker.allows()
    assert breaker.reason == "refused"


def test_after_the_waiting_time_one_caller_may_look(breaker, clock):
    open_it(breaker)
    clock.now += FIRST_WAIT - 0.1
    assert not breaker.allows()
    clock.now += 0.2
    assert breaker.allows()
    assert not breaker.allows()


def test_each_look_that_fails_doubles_the_wait_up_to_the_longest(breaker, clock):
    open_it(breaker)
    waits = []
    for _ in range(8):
        begun = clock.now
        while not breaker.allows():
            clock.now += 0.5
        waits.append(clock.now - begun)
        breaker.failed("refused")
    assert waits[:4] == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4, FIRST_WAIT * 8]
    assert waits[-1] == LONGEST_WAIT


def test_an_answer_closes_it_and_forgets_the_wait(breaker, clock):
    open_it(breaker)
    clock.now += FIRST_WAIT
    assert breaker.allows()
    breaker.succeeded()
    assert not breaker.is_open
    assert breaker.reason == ""
    open_it(breaker)
    clock.now += FIRST_WAIT
    assert breaker.allows()


def test_of_many_threads_one_looks(breaker, clock):
    open_it(breaker)
    clock.now += FIRST_WAIT
    allowed = []
    barrier = threading.Barrier(16)

    def caller():
        barrier.wait()
        if breaker.allows():
            allowed.append(1)

    threads = [threading.Thread(target=caller) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(allowed) == 1

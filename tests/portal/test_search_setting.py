"""``SEARCH_URL`` read: which servers, which names, which limits; anything else is refused in words."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import env


@pytest.mark.parametrize("url", ["", " "])
def test_without_an_address_the_database_searches(url):
    assert env.search_server(url) == {}


def test_a_plain_address_has_sensible_defaults():
    assert env.search_server("elasticsearch://127.0.0.1:9201/portal") == {
        "hosts": [{"scheme": "http", "host": "127.0.0.1", "port": 9201}],
        "login": None,
        "api_key": "",
        "ca": "",
        "prefix": "portal",
        "shards": 1,
        "replicas": "0-1",
        "timeout": 1.5,
    }


def test_several_hosts_with_password_certificate_and_limits():
    found = env.search_server(
        "elasticsearch+https://tim:p%40ss%2C%2F%3A@es1:9243,es2,[::1]:1/tim-kiem?ca=/etc/ca.pem&shards=3&replicas=2&timeout=0.8"
    )
    assert [(host["scheme"], host["host"], host["port"]) for host in found["hosts"]] == [
        ("https", "es1", 9243),
        ("https", "es2", 9200),
        ("https", "::1", 1),
    ]
    assert found["login"] == ("tim", "p@ss,/:")
    assert (found["prefix"], found["ca"]) == ("tim-kiem", "/etc/ca.pem")
    assert (found["shards"], found["replicas"], found["timeout"]) == (3, "2", 0.8)


def test_a_key_may_stand_for_a_password():
    assert env.search_server("elasticsearch://h/p?api_key=abc%3D")["api_key"] == "abc="


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9200",
        "elasticsearch:/127.0.0.1",
        "elasticsearch://",
        "elasticsearch:///portal",
        "elasticsearch://a,,b/portal",
        "elasticsearch://a:port/portal",
        "elasticsearch://a:99999/portal",
        "elasticsearch://a/Portal",
        "elasticsearch://a/../x",
        "elasticsearch://a/*",
        "elasticsearch://a/x?verify=0",
        "elasticsearch://a/x?shards=0",
        "elasticsearch://a/x?shards=viele",
        "elasticsearch://a/x?timeout=0",
        "elasticsearch://a/x?timeout=nan",
        "elasticsearch://a/x?replicas=many",
        "elasticsearch://a/x?replicas=-1",
    ],
)
def test_an_address_that_makes_no_sense_is_refused_at_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        env.search_server(url)

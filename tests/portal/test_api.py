"""The whole read API, tried from its own description."""

from __future__ import annotations

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.factories.legaldocs import PublishedExpressionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def _one_connection():
    """A WSGI application closes connections after each request; the test's transaction must stay open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_no_generated_request_breaks_the_api():
    """Schemathesis tries the documented operations and holds every answer against their description."""
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings

    from portal.wsgi import application

    PublishedExpressionFactory()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    tried = 0
    for operation in schema.get_all_operations():

        @settings(
            max_examples=40,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.ok().as_strategy())
        def try_one(case):
            nonlocal tried
            tried += 1
            response = case.call()
            assert response.status_code in (200, 400, 404, 422), case.as_curl_command()

        try_one()
    assert tried >= 40


def test_the_description_is_served_with_vietnamese_letters(client):
    body = client.get("/api/v1/openapi.json").content.decode()
    assert "Cổng Công khai" in body
    for path in ("/api/v1/documents", "/api/v1/search", "/api/v1/consultations", "/api/v1/consultations/{"):
        assert path in body


def test_the_pages_of_the_description_ask_no_other_host(client):
    body = client.get("/api/v1/docs").content.decode()
    assert "//cdn" not in body
    assert "https://" not in body

"""The connection to the Elasticsearch cluster of ``SEARCH_URL``, and what its failures mean."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.helpers import BulkIndexError

logger = logging.getLogger(__name__)

#: Seconds a write may take.
WRITE_SECONDS = 60.0


class SearchUnavailable(Exception):
    """The outside engine gave no answer. ``reason`` is one of ``REASONS``."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


#: Everything that can go wrong, as the health page names it.
REASONS = ("refused", "timeout", "busy", "no_master", "no_index", "other_mapping", "rejected")


def reason_of(error: Exception) -> str:
    """Which of ``REASONS`` an error of the client is."""
    if isinstance(error, ConnectionTimeout):
        return "timeout"
    if isinstance(error, TransportError) and not isinstance(error, ApiError):
        return "refused"
    if isinstance(error, ApiError):
        return reason_in(error.body, error.status_code)
    return "rejected"


def reason_in(body: object, status: int) -> str:
    """Which of ``REASONS`` an answer with this status is."""
    cause = body.get("error") if isinstance(body, dict) else None
    kind = str(cause.get("type", "")) if isinstance(cause, dict) else ""
    if status == 404 and "index_not_found" in kind:
        return "no_index"
    if status == 429:
        return "busy"
    if "master" in kind or "cluster_block" in kind or status in {502, 503}:
        return "no_master"
    return "timeout" if status in {408, 504} else "rejected"


@contextmanager
def asking_cluster() -> Iterator[None]:
    """Turn every failure of the client, and every answer that is none, into ``SearchUnavailable``."""
    try:
        yield
    except (ApiError, TransportError, BulkIndexError) as error:
        raise SearchUnavailable(reason_of(error), str(error)[:500]) from error
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        logger.exception("the search cluster answers what cannot be read")
        raise SearchUnavailable("rejected", f"unreadable: {error!r}"[:500]) from error


def _options(seconds: float, retries: int) -> dict[str, Any]:
    server = settings.SEARCH
    options: dict[str, Any] = {
        "hosts": server["hosts"],
        "request_timeout": seconds,
        "max_retries": retries,
        "retry_on_timeout": False,
        # 429 is no reason to ask again at once, and a cluster without master says 503 on every node.
        "retry_on_status": (502, 504),
        "dead_node_backoff_factor": 1.0,
        "max_dead_node_backoff": 20.0,
    }
    if server["login"]:
        options["basic_auth"] = server["login"]
    if server["api_key"]:
        options["api_key"] = server["api_key"]
    if server["ca"]:
        options["ca_certs"] = server["ca"]
    return options


@cache
def reading_client() -> Elasticsearch:
    """For a visitor who waits: short time limit, other nodes are tried when one refuses."""
    return Elasticsearch(**_options(settings.SEARCH["timeout"], len(settings.SEARCH["hosts"]) - 1))


@cache
def writing_client() -> Elasticsearch:
    """For a task nobody waits for."""
    return Elasticsearch(**_options(WRITE_SECONDS, max(1, len(settings.SEARCH["hosts"]) - 1)))


def forget_clients() -> None:
    """Connections are made anew from the settings."""
    for client in (reading_client, writing_client):
        client.cache_clear()

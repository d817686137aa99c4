"""Typed readers of the process environment: the only module that touches ``os.environ``.

Every variable read here is listed in README.md with its default; ``tests/test_docs.py`` checks it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50
#: Keys of the development and test settings, and how generated examples begin.
FIXED_SECRETS = ("only-for-development", "test-key", "django-insecure", "change-me", "changeme")
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
    " PRAGMA foreign_keys=ON;"
)


def text(name: str, default: str | None = None) -> str:
    """The variable as text. Raises ``ImproperlyConfigured`` when it is unset and has no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the {name} environment variable.")
    return value


def secret(name: str) -> str:
    """The variable as a key to sign with. Raises on what stands in this repository, in examples, or can be guessed."""
    value = text(name)
    if len(value) < SHORTEST_SECRET or len(set(value)) < 10 or value.lower().startswith(FIXED_SECRETS):
        raise ImproperlyConfigured(
            f"{name} must be {SHORTEST_SECRET} random characters or more, and not one from an example. "
            "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return value


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off and the empty string. Raises on anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    lowered = value.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    """The variable as a whole number. Raises ``ImproperlyConfigured`` on anything else."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def items(name: str, default: str = "") -> list[str]:
    """The variable as a list separated by commas; blanks are dropped."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(url: str, base_dir: Path) -> dict[str, Any]:
    """Django's settings for ``sqlite:///path`` (relative to ``base_dir``) or ``postgres://user:password@host:port/name``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)[1:]
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(base_dir / path) if path else str(base_dir / "var" / "portal.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        host = options.pop("host", None) or parts.hostname or ""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise ImproperlyConfigured(f"DATABASE_URL must begin with sqlite:/// or postgres://, not {parts.scheme}://.")


def search_server(url: str) -> dict[str, Any]:
    """Settings of the search server, ``{}`` for none: ``elasticsearch[+https]://user:password@host:port,host:port/prefix``.

    Options after ``?``: ``api_key``, ``ca`` (file of the authority's certificate), ``shards`` (1), ``replicas`` (0-1: one as
    soon as there is a second node), ``timeout`` (seconds a visitor's question may wait, 1.5).
    """
    if not url.strip():
        return {}
    scheme, found, rest = url.strip().partition("://")
    schemes = {"elasticsearch": "http", "elasticsearch+http": "http", "elasticsearch+https": "https"}
    if not found or scheme not in schemes:
        raise ImproperlyConfigured("SEARCH_URL must be empty or begin with elasticsearch:// or elasticsearch+https://.")
    rest, _, query = rest.partition("?")
    place, _, prefix = rest.partition("/")
    login, _, hosts = place.rpartition("@")
    user, _, password = login.partition(":")
    options = dict(parse_qsl(query))
    unknown = set(options) - {"api_key", "ca", "shards", "replicas", "timeout"}
    if unknown:
        raise ImproperlyConfigured(f"SEARCH_URL does not know {', '.join(sorted(unknown))}.")
    prefix = prefix.strip("/") or "portal"
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,60}", prefix):
        raise ImproperlyConfigured("SEARCH_URL: the prefix is made of a-z, 0-9, - and _.")
    try:
        addresses = [urlsplit(f"//{host.strip()}") for host in hosts.split(",")]
        places = [(address.hostname, address.port or 9200) for address in addresses]
        shards, timeout = int(options.get("shards", 1)), float(options.get("timeout", 1.5))
        replicas = options.get("replicas", "0-1")
        if not re.fullmatch(r"\d{1,2}(-(\d{1,2}|all))?", replicas):
            raise ValueError("replicas is a number, or a range such as 0-1.")
    except ValueError as error:
        raise ImproperlyConfigured(f"SEARCH_URL: {error}") from error
    if not all(name for name, _ in places) or shards < 1 or not 0 < timeout <= 60:
        raise ImproperlyConfigured("SEARCH_URL: a host is missing, or shards or timeout make no sense.")
    return {
        "hosts": [{"scheme": schemes[scheme], "host": name, "port": port} for name, port in places],
        "login": (unquote(user), unquote(password)) if login else None,
        "api_key": options.get("api_key", ""),
        "ca": options.get("ca", ""),
        "prefix": prefix,
        "shards": shards,
        "replicas": replicas,
        "timeout": timeout,
    }

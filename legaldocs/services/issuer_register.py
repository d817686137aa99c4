"""Names of issuing bodies as documents print them, found in or added to the register of organizations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from legaldocs.domain.issuers import find_issuer, find_issuers, issuers_from_symbol
from legaldocs.domain.numbers import parse_number
from legaldocs.domain.text import fold, search_tokens, slugify
from legaldocs.models import Organization, OrganizationKind

_CODE_LENGTH = 40
_SEPARATOR = re.compile(r"\s*[;,]\s*|\s+và\s+(?=(?:Bộ|Tòa|Toà|Viện|Ủy|Uỷ|Ngân|Thanh|Văn)\s)")


class IssuerRegister:
    """Finds organizations by name; remembers what it found, for runs over thousands of documents."""

    def __init__(self) -> None:
        self._by_name: dict[str, Organization] = {}
        self._by_code: dict[str, Organization] = {}

    def find_all(self, names: Iterable[str]) -> list[Organization]:
        """The organization of each name, in order, each once; a body not in the register is added as "other"."""
        found: dict[int, Organization] = {}
        for name in names:
            for organization in self._of_name(" ".join(name.split()).strip(" .;,")):
                found.setdefault(organization.pk, organization)
        return list(found.values())

    def of_number(self, number: str) -> list[Organization]:
        """The bodies that the symbol of a number names: "25/2016/TT-BNNPTNT" → the ministry."""
        parsed = parse_number(number) if number else None
        symbol = parsed.issuer_symbol if parsed is not None else ""
        return [found for info in issuers_from_symbol(symbol or "") if (found := self._of_code(info.code, info.name))]

    def _of_name(self, name: str) -> list[Organization]:
        if not name:
            return []
        info = find_issuer(name)
        if info is not None:
            return [self._of_code(info.code, info.name) or self._added(name, info.code)]
        known = self._in_register(name)
        if known is not None:
            return [known]
        parts = [part for part in _SEPARATOR.split(name) if part]
        named = find_issuers(name)
        if len(parts) > 1 and len(named) == len(parts):
            return [self._of_code(info.code, info.name) or self._added(info.name, info.code) for info in named]
        return [self._added(name)]

    def _of_code(self, code: str, name: str) -> Organization | None:
        """The organization with this code, or under this name where an editor gave it another code."""
        if code not in self._by_code:
            organization = Organization.objects.filter(code=code).first() or self._in_register(name)
            if organization is None:
                return None
            self._by_code[code] = organization
        return self._by_code[code]

    def _in_register(self, name: str) -> Organization | None:
        key = search_tokens(name)
        if key not in self._by_name:
            organization = (
                Organization.objects.filter(folded_name=fold(name)[:255]).order_by("valid_until", "pk").first()
            )
            if organization is None:
                return None
            self._by_name[key] = organization
        return self._by_name[key]

    def _added(self, name: str, code: str = "") -> Organization:
        """A new organization of the kind "other"; an editor completes it."""
        base = code or f"CQ-{slugify(name)}"[: _CODE_LENGTH - 4].strip("-")
        free, attempt = base, 1
        while Organization.objects.filter(code=free).exists():
            attempt += 1
            free = f"{base}-{attempt}"
        organization = Organization.objects.create(code=free, name=name[:255], kind=OrganizationKind.OTHER)
        self._by_name[search_tokens(name)] = organization
        return organization

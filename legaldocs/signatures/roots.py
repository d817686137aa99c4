"""Root certificates the operator installed: files in the folder ``SIGNATURE_ROOTS``, PEM or DER."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from asn1crypto import pem
from asn1crypto.x509 import Certificate
from django.conf import settings

logger = logging.getLogger(__name__)
SUFFIXES = frozenset({".pem", ".crt", ".cer", ".der"})


def installed_roots() -> list[Certificate]:
    """The certificates of the folder; empty when none is installed. A file that is no certificate is logged and left out."""
    folder = Path(settings.SIGNATURE_ROOTS) if settings.SIGNATURE_ROOTS else None
    if folder is None or not folder.is_dir():
        return []
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    return list(_read(tuple((str(path), path.stat().st_mtime_ns) for path in files)))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[str, int], ...]) -> tuple[Certificate, ...]:
    roots: list[Certificate] = []
    for name, _changed in files:
        try:
            roots += certificates_of(Path(name).read_bytes())
        except (OSError, ValueError) as error:
            logger.warning("%s holds no readable certificate: %s", name, error)
    return tuple(roots)


def certificates_of(content: bytes) -> list[Certificate]:
    """All certificates of one file. Raises ``ValueError`` when it holds none."""
    if not pem.detect(content):
        return [_certificate(content)]
    return [_certificate(der) for kind, _, der in pem.unarmor(content, multiple=True) if kind == "CERTIFICATE"]


def _certificate(der: bytes) -> Certificate:
    certificate = Certificate.load(der, strict=True)
    _ = certificate.subject.native  # parsed lazily: what is broken must show here
    return certificate

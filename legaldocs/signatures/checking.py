"""Check the digital signatures of a PDF (PAdES, ISO 32000) with pyHanko. No network: trust comes from installed roots alone.

Four things are kept apart, because each can fail by itself: the signed bytes are unchanged (integrity), the signature
speaks for the whole file (coverage), the certificate leads to a root the operator installed (chain), and who signed when.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from legaldocs.signatures.report import Chain, Coverage, Integrity, SignatureReport, TimeSource

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # an untrusted chain is a result here, not a failure
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
logger = logging.getLogger(__name__)

#: A file with more signatures than this is no document anyone signed by hand; the rest is not looked at.
MOST_SIGNATURES = 50


def check_signatures(content: bytes, roots: Sequence[Certificate] = ()) -> list[SignatureReport]:
    """Every signature of a PDF in the order they were made; empty for a file without any. Never raises.

    A drawn seal or a picture of a signature is none.
    """
    if b"/ByteRange" not in content or b"%PDF" not in content[:1024]:
        return []
    with ThreadPoolExecutor(1) as thread:  # pyHanko runs an event loop of its own, which none around it may forbid
        return thread.submit(_reports, content, roots).result()


def _reports(content: bytes, roots: Sequence[Certificate]) -> list[SignatureReport]:
    try:
        signatures = PdfFileReader(BytesIO(content), strict=False).embedded_regular_signatures[:MOST_SIGNATURES]
    except Exception:  # a stranger's file: whatever is wrong with it, the signature cannot be read
        logger.info("the signatures of a PDF could not be read", exc_info=True)
        return [_unreadable()]
    return [_report(signature, roots) for signature in signatures]


def _unreadable(signer: str = "") -> SignatureReport:
    return SignatureReport(
        signer, "", "", "", "", TimeSource.NONE, Integrity.UNREADABLE, Coverage.UNKNOWN, Chain.UNKNOWN
    )


def _report(signature: EmbeddedPdfSignature, roots: Sequence[Certificate]) -> SignatureReport:
    try:
        certificate = signature.signer_cert
        status = _validated(signature, roots, None)
        signed_at, source = _time(status)
        if signed_at is not None and not status.trusted and roots and status.intact:
            then = _validated(
                signature, roots, signed_at
            )  # certificates end, documents stay: valid when it was signed?
            chain = Chain.TRUSTED if then.trusted else _chain(status, then)
        else:
            chain = Chain.TRUSTED if status.trusted else _chain(status, status)
        return SignatureReport(
            signer=_name(certificate, "common_name"),
            organization=_name(certificate, "organization_name"),
            authority=_name(certificate, "common_name", of_issuer=True),
            serial=f"{certificate.serial_number:x}",
            signed_at=signed_at.isoformat() if signed_at else "",
            time_source=source,
            integrity=Integrity.INTACT if status.intact and status.valid else Integrity.BROKEN,
            coverage=_coverage(status),
            chain=chain,
            reason=str(signature.sig_object.get("/Reason", ""))[:300],
        )
    except Exception:  # pyHanko raises a dozen kinds for what strangers put into signatures
        logger.info("a signature could not be checked", exc_info=True)
        return _unreadable()


def _validated(
    signature: EmbeddedPdfSignature, roots: Sequence[Certificate], moment: datetime.datetime | None
) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=list(roots),
        allow_fetching=False,
        moment=moment,
        best_signature_time=moment,
        revocation_mode="soft-fail",
    )
    return validate_pdf_signature(signature, signer_validation_context=context, ts_validation_context=context)


def _time(status: PdfSignatureStatus) -> tuple[datetime.datetime | None, TimeSource]:
    stamp = status.timestamp_validity
    if stamp is not None and stamp.intact and stamp.valid:
        return stamp.timestamp, TimeSource.TIMESTAMP
    claimed = status.signer_reported_dt
    if claimed is None:
        return None, TimeSource.NONE
    return (claimed if claimed.tzinfo else claimed.replace(tzinfo=datetime.UTC)), TimeSource.CLAIMED


def _coverage(status: PdfSignatureStatus) -> Coverage:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Coverage.WHOLE
    if status.coverage == SignatureCoverageLevel.ENTIRE_REVISION:
        level = status.modification_level
        allowed = level is not None and level < ModificationLevel.OTHER
        return Coverage.EXTENDED if allowed else Coverage.CHANGED
    return Coverage.PARTIAL


def _chain(now: PdfSignatureStatus, then: PdfSignatureStatus) -> Chain:
    if now.revoked or then.revoked:
        return Chain.REVOKED
    problem = getattr(then.trust_problem_indic, "name", "")
    if problem in {"NO_CERTIFICATE_CHAIN_FOUND", "NO_CERTIFICATE_CHAIN_FOUND_NO_POE"}:
        return Chain.NO_ROOT
    if problem in {"OUT_OF_BOUNDS_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED", "EXPIRED", "NOT_YET_VALID", "TRY_LATER"}:
        return Chain.EXPIRED
    return Chain.INVALID if problem else Chain.NO_ROOT


def _name(certificate: Certificate, part: str, *, of_issuer: bool = False) -> str:
    names = (certificate.issuer if of_issuer else certificate.subject).native
    value = names.get(part, "")
    return " ".join(str(value[0] if isinstance(value, list) else value).split())[:200]

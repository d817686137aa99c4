"""What a signature proves, in words for visitors and editors."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from legaldocs.signatures.report import Chain, Coverage, Integrity, SignatureReport, TimeSource


@dataclass(frozen=True, slots=True)
class SignatureWords:
    """One sentence that may be read alone, what else is to know, and the tone: success, info, warning or error."""

    tone: str
    summary: str
    details: list[str]


def words_for(stored: list[dict[str, Any]] | None) -> list[SignatureWords]:
    """Words for the stored results of a file; empty when it has no signature or was not checked yet."""
    return [describe(SignatureReport.of(data)) for data in stored or []]


def describe(report: SignatureReport) -> SignatureWords:
    """The words for one signature."""
    if report.integrity is Integrity.UNREADABLE:
        return SignatureWords(
            "warning", gettext("The file bears a digital signature that could not be read or checked."), []
        )
    summary = _summary(report)
    if report.chain is not Chain.TRUSTED:  # anyone can sign under any name: the sentence is read alone
        summary = f"{summary} {gettext('Who signed has not been verified.')}"
    return SignatureWords(_tone(report), summary, _details(report))


def _tone(report: SignatureReport) -> str:
    if report.integrity is Integrity.BROKEN or report.coverage in (Coverage.CHANGED, Coverage.PARTIAL):
        return "error"
    if report.chain in (Chain.REVOKED, Chain.INVALID, Chain.EXPIRED):
        return "warning"
    return "success" if report.chain is Chain.TRUSTED else "info"


def _summary(report: SignatureReport) -> str:
    values = {"signer": report.signer or gettext("an unnamed signer"), "when": _moment(report)}
    if report.integrity is Integrity.BROKEN:
        return (
            gettext("The digital signature of %(signer)s no longer fits the file: what was signed has been changed.")
            % values
        )
    if report.coverage is Coverage.CHANGED:
        return gettext("Digitally signed by %(signer)s%(when)s; the file was changed after that.") % values
    if report.coverage is Coverage.PARTIAL:
        return (
            gettext("Digitally signed by %(signer)s%(when)s, but the signature does not cover the whole file.") % values
        )
    if report.coverage is Coverage.EXTENDED:
        return (
            gettext(
                "Digitally signed by %(signer)s%(when)s; what was signed is unchanged, only signatures or notes were added later."
            )
            % values
        )
    return gettext("Digitally signed by %(signer)s%(when)s; the file has not been changed.") % values


def _moment(report: SignatureReport) -> str:
    if not report.signed_at:
        return ""
    local = timezone.localtime(datetime.datetime.fromisoformat(report.signed_at))
    return gettext(" at %(time)s on %(date)s") % {"time": f"{local:%H:%M}", "date": f"{local:%d/%m/%Y}"}


def _details(report: SignatureReport) -> list[str]:
    details = []
    if report.organization and report.organization != report.signer:
        details.append(gettext("Organization in the certificate: %(name)s.") % {"name": report.organization})
    chains = {
        Chain.TRUSTED: gettext("The certificate was issued by %(authority)s and leads to a root this portal trusts."),
        Chain.NO_ROOT: gettext(
            "Who signed could not be verified: the root of %(authority)s is not installed on this portal."
        ),
        Chain.EXPIRED: gettext("The certificate issued by %(authority)s was not valid when the file was signed."),
        Chain.REVOKED: gettext("The certificate issued by %(authority)s has been revoked."),
        Chain.INVALID: gettext("The certificate issued by %(authority)s is not fit for signing documents."),
        Chain.UNKNOWN: gettext("The certificate could not be checked."),
    }
    details.append(chains[report.chain] % {"authority": report.authority or gettext("an unnamed authority")})
    if report.time_source is TimeSource.TIMESTAMP:
        details.append(gettext("The time comes from a time-stamping authority."))
    elif report.time_source is TimeSource.CLAIMED:
        details.append(gettext("The time is what the signer's computer said."))
    if report.reason:
        details.append(gettext("Reason given: %(reason)s.") % {"reason": report.reason.rstrip(". ")})
    return details

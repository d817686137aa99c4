"""A certification authority of the tests' own, and PDFs signed under it for real."""

from __future__ import annotations

import datetime
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache

import pypdfium2
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

DAY = datetime.timedelta(days=1)


@dataclass
class Authority:
    """A root certificate with its key."""

    name: str = "CA mẫu của phép thử"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def __post_init__(self) -> None:
        self.certificate = self._issue(self.name, self.key.public_key(), is_ca=True, days=(-4000, 4000))

    def _issue(self, name, public_key, *, is_ca: bool, days: tuple[int, int], organization: str = "Cơ quan mẫu"):
        now = datetime.datetime.now(datetime.UTC)

        def subject(common_name: str) -> x509.Name:
            return x509.Name(
                [
                    x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
                    x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
                    x509.NameAttribute(NameOID.COMMON_NAME, common_name),
                ]
            )

        issuer = subject(self.name) if is_ca else self.certificate.subject
        usage = x509.KeyUsage(not is_ca, not is_ca, False, False, False, is_ca, is_ca, False, False)
        return (
            x509.CertificateBuilder()
            .subject_name(subject(name))
            .issuer_name(issuer)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + days[0] * DAY)
            .not_valid_after(now + days[1] * DAY)
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), True)
            .add_extension(usage, True)
            .sign(self.key, hashes.SHA256())
        )

    @property
    def root(self) -> asn1_x509.Certificate:
        """As the checker wants it."""
        return asn1_x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    def pem(self) -> bytes:
        """As an operator installs it."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def der(self) -> bytes:
        """As an operator may install it too."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def signer(self, name: str = "Nguyễn Văn Mẫu", days: tuple[int, int] = (-400, 400)) -> signers.SimpleSigner:
        """Somebody with a certificate of this authority, valid from and to so many days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._issue(name, key.public_key(), is_ca=False, days=days, organization="Bộ Mẫu")
        store = SimpleCertificateStore()
        store.register(self.root)
        return signers.SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
            signing_key=asn1_keys.PrivateKeyInfo.load(
                key.private_bytes(
                    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                )
            ),
            cert_registry=store,
        )


@cache
def authority() -> Authority:
    """One for all tests: making keys takes time."""
    return Authority()


def plain_pdf(pages: int = 1) -> bytes:
    """A PDF nobody signed."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def signed(content: bytes, signer: signers.SimpleSigner, *, field_name: str = "Chu-ky-1", reason: str = "") -> bytes:
    """The PDF with one more signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    metadata = signers.PdfSignatureMetadata(field_name=field_name, reason=reason or None)
    with ThreadPoolExecutor(1) as thread:  # pyHanko runs an event loop of its own
        return thread.submit(signers.sign_pdf, writer, metadata, signer=signer).result().getvalue()


def changed_afterwards(content: bytes) -> bytes:
    """The PDF with a page changed by an incremental update, as an editor program does it."""
    from pyhanko.pdf_utils import generic

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()

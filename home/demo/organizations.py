"""The fictitious ministry, its units and the bodies it asks; every address ends in ``.example`` (RFC 2606)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from legaldocs.models import Organization

STREET = "đường Thử Nghiệm, phường Mẫu, thành phố Mẫu"


@dataclass(frozen=True, kw_only=True)
class Body:
    """One body of the register."""

    code: str
    name: str
    name_en: str
    kind: str
    host: str
    number: int
    parent: str = ""
    issuer_only: bool = False


BODIES = (
    Body(
        code="CPM",
        name="Chính phủ mẫu",
        name_en="Sample Government",
        kind="government",
        host="cpm.example",
        number=1,
        issuer_only=True,
    ),
    Body(
        code="BMTN",
        name="Bộ Mẫu và Thử nghiệm",
        name_en="Ministry of Samples and Testing (fictitious)",
        kind="ministry",
        host="bmtn.example",
        number=12,
    ),
    Body(
        code="BMTN-PC",
        name="Vụ Pháp chế, Bộ Mẫu và Thử nghiệm",
        name_en="Legal Department",
        kind="unit",
        host="pc.bmtn.example",
        number=12,
        parent="BMTN",
    ),
    Body(
        code="BMTN-QLTN",
        name="Cục Quản lý thử nghiệm, Bộ Mẫu và Thử nghiệm",
        name_en="Testing Authority",
        kind="unit",
        host="qltn.bmtn.example",
        number=14,
        parent="BMTN",
    ),
    Body(
        code="BMTN-VP",
        name="Văn phòng Bộ Mẫu và Thử nghiệm",
        name_en="Ministry Office",
        kind="unit",
        host="vp.bmtn.example",
        number=12,
        parent="BMTN",
    ),
    Body(
        code="BDVM",
        name="Bộ Dịch vụ Mẫu",
        name_en="Ministry of Sample Services (fictitious)",
        kind="ministry",
        host="bdvm.example",
        number=30,
    ),
    Body(
        code="HNTDM",
        name="Hội Người tiêu dùng Mẫu",
        name_en="Sample Consumers’ Association",
        kind="association",
        host="hntdm.example",
        number=45,
    ),
    Body(
        code="HHTN",
        name="Hiệp hội Cơ sở thử nghiệm Mẫu",
        name_en="Association of Sample Laboratories",
        kind="association",
        host="hhtn.example",
        number=52,
    ),
    Body(
        code="UBND-MS",
        name="Ủy ban nhân dân tỉnh Mẫu Sơn",
        name_en="People’s Committee of Mau Son (fictitious)",
        kind="local",
        host="mauson.example",
        number=2,
    ),
)


def are_there() -> bool:
    """Whether the fictitious ministry is in the register."""
    return Organization.objects.filter(code="BMTN", is_sample=True).exists()


@transaction.atomic
def add_organizations() -> None:
    """Add every body that is not in the register."""
    for place, body in enumerate(BODIES):
        phone = f"024 0000 {place:04d}"
        Organization.objects.get_or_create(
            code=body.code,
            defaults={
                "name": body.name,
                "name_en": body.name_en,
                "kind": body.kind,
                "parent": Organization.objects.filter(code=body.parent).first() if body.parent else None,
                "postal_address": f"Số {body.number} {STREET}",
                "email": f"vanthu@{body.host}",
                "edoc_address": f"vanban@{body.host}",
                "phone": phone,
                "website": f"https://{body.host}/",
                "in_directory": not body.issuer_only,
                "is_sample": True,
            },
        )


def organization(code: str) -> Organization:
    """One body of the demo."""
    return Organization.objects.get(code=code)

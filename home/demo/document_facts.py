"""What the texts do not say of themselves: issuers in the register, fields of law, gazette, relations, corrections."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from legaldocs.domain.validity import RelationKind

ADMINISTRATIVE = "Văn bản hành chính, có hiệu lực từ ngày ký."
TESTING = "Thử nghiệm, chất lượng sản phẩm"
CONSUMERS = "Bảo vệ người tiêu dùng"
REFORM = "Cải cách hành chính"
ORGANIZATION = "Tổ chức, hoạt động của Bộ"
DATA = "Dữ liệu, chuyển đổi số"
POST = "Bưu chính"


@dataclass(frozen=True, kw_only=True)
class Link:
    """One relation to another document of the demo, named by its file."""

    kind: RelationKind
    target: str
    source_eid: str = ""
    target_eid: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One document of the demo."""

    file: str
    number: str
    issuers: tuple[str, ...]
    subjects: tuple[str, ...]
    gazette: tuple[str, datetime.date] | None = None
    valid_from: datetime.date | None = None
    valid_from_note: str = ""
    abstract: str = ""
    title: str = ""
    links: tuple[Link, ...] = field(default=())


def _date(day: int, month: int, year: int) -> datetime.date:
    return datetime.date(year, month, day)


#: In the order in which they are loaded: what is pointed at comes first.
DOCUMENTS: tuple[Facts, ...] = (
    Facts(
        file="02-2014-ttlt-bmtn-bdvm",
        number="02/2014/TTLT-BMTN-BDVM",
        issuers=("BMTN", "BDVM"),
        subjects=(TESTING, POST),
        valid_from_note="Văn bản không có điều khoản về hiệu lực và không tìm thấy số Công báo đã đăng để tính ngày có hiệu lực.",
    ),
    Facts(
        file="02-2023-tt-bmtn",
        number="02/2023/TT-BMTN",
        issuers=("BMTN",),
        subjects=(TESTING,),
        gazette=("731 + 732", _date(24, 5, 2023)),
    ),
    Facts(
        file="01-2025-nd-cpm",
        number="01/2025/NĐ-CPM",
        issuers=("CPM",),
        subjects=(TESTING, CONSUMERS),
        gazette=("115 + 116", _date(27, 1, 2025)),
    ),
    Facts(
        file="05-2025-tt-bmtn",
        number="05/2025/TT-BMTN",
        issuers=("BMTN",),
        subjects=(TESTING, CONSUMERS),
        gazette=("901 + 902", _date(4, 7, 2025)),
        links=(
            Link(kind=RelationKind.GUIDES, target="01-2025-nd-cpm"),
            Link(kind=RelationKind.REPLACES, target="02-2023-tt-bmtn", source_eid="art_24__cl_2"),
        ),
    ),
    Facts(
        file="02-ct-bmtn",
        number="02/CT-BMTN",
        issuers=("BMTN",),
        subjects=(REFORM,),
    ),
    Facts(
        file="01-2026-tt-bmtn",
        number="01/2026/TT-BMTN",
        issuers=("BMTN",),
        subjects=(TESTING, CONSUMERS),
        gazette=("77 + 78", _date(26, 1, 2026)),
        links=(
            Link(
                kind=RelationKind.AMENDS, target="05-2025-tt-bmtn", source_eid="art_1__cl_1", target_eid="art_3__cl_3"
            ),
            Link(
                kind=RelationKind.AMENDS, target="05-2025-tt-bmtn", source_eid="art_1__cl_2", target_eid="art_4__cl_1"
            ),
            Link(
                kind=RelationKind.AMENDS, target="05-2025-tt-bmtn", source_eid="art_1__cl_4", target_eid="art_20__cl_1"
            ),
            Link(kind=RelationKind.AMENDS, target="05-2025-tt-bmtn", source_eid="art_2", target_eid="art_16__cl_1"),
        ),
    ),
    Facts(
        file="88-qd-bmtn",
        number="88/QĐ-BMTN",
        issuers=("BMTN",),
        subjects=(ORGANIZATION,),
    ),
    Facts(
        file="41-kh-bmtn",
        number="41/KH-BMTN",
        issuers=("BMTN",),
        subjects=(TESTING, CONSUMERS),
        valid_from=_date(10, 2, 2026),
        valid_from_note=ADMINISTRATIVE,
        links=(Link(kind=RelationKind.RELATED, target="01-2025-nd-cpm"),),
    ),
    Facts(
        file="01-vbhn-bmtn",
        number="01/VBHN-BMTN",
        issuers=("BMTN",),
        subjects=(TESTING, CONSUMERS),
        valid_from_note="Văn bản hợp nhất không có hiệu lực riêng; hiệu lực của từng quy định theo các văn bản được hợp nhất.",
        links=(
            Link(kind=RelationKind.CONSOLIDATES, target="05-2025-tt-bmtn"),
            Link(kind=RelationKind.CONSOLIDATES, target="01-2026-tt-bmtn"),
        ),
    ),
    Facts(
        file="215-bmtn-pc",
        number="215/BMTN-PC",
        issuers=("BMTN",),
        subjects=(TESTING,),
        valid_from=_date(18, 3, 2026),
        valid_from_note=ADMINISTRATIVE,
        abstract="Hướng dẫn thực hiện quy định về tiếp nhận mẫu tại điểm tiếp nhận lưu động",
        links=(Link(kind=RelationKind.GUIDES, target="05-2025-tt-bmtn", target_eid="art_4__cl_1__point_c"),),
    ),
    Facts(
        file="03-2026-nq-cpm",
        number="03/2026/NQ-CPM",
        issuers=("CPM",),
        subjects=(REFORM, TESTING),
        gazette=("405 + 406", _date(6, 4, 2026)),
        links=(
            Link(
                kind=RelationKind.REPEALS_PART,
                target="01-2025-nd-cpm",
                source_eid="art_1__cl_1",
                target_eid="art_19__cl_3",
            ),
            Link(
                kind=RelationKind.REPEALS_PART, target="01-2025-nd-cpm", source_eid="art_1__cl_2", target_eid="art_26"
            ),
        ),
    ),
    Facts(
        file="09-2026-tt-bmtn",
        number="09/2026/TT-BMTN",
        issuers=("BMTN",),
        subjects=(DATA, TESTING),
        gazette=("833 + 834", _date(14, 7, 2026)),
        links=(Link(kind=RelationKind.GUIDES, target="01-2025-nd-cpm", target_eid="art_34__cl_3"),),
    ),
)

"""Types of document (loại văn bản): one controlled list, its words, abbreviations and legal nature.

Source: Luật 64/2025/QH15 Điều 4 (the fourteen tiers of legal documents) and NĐ 30/2020/NĐ-CP Điều 7
(administrative documents), as listed in domain.md 4.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DocumentType(StrEnum):
    """A type of document. The value is also its segment in public addresses (``/van-ban/nghi-dinh/…``)."""

    CONSTITUTION = "hien-phap"
    CODE = "bo-luat"
    LAW = "luat"
    ORDINANCE = "phap-lenh"
    ORDER = "lenh"
    RESOLUTION = "nghi-quyet"
    JOINT_RESOLUTION = "nghi-quyet-lien-tich"
    DECREE_LAW = "sac-lenh"
    DECREE = "nghi-dinh"
    DECISION = "quyet-dinh"
    CIRCULAR = "thong-tu"
    JOINT_CIRCULAR = "thong-tu-lien-tich"
    DIRECTIVE = "chi-thi"
    CONSOLIDATED = "van-ban-hop-nhat"
    REGULATION = "quy-dinh"
    STATUTE = "quy-che"
    COMMUNIQUE = "thong-cao"
    NOTICE = "thong-bao"
    GUIDANCE = "huong-dan"
    PROGRAMME = "chuong-trinh"
    PLAN = "ke-hoach"
    SCHEME = "phuong-an"
    PROPOSAL = "de-an"
    PROJECT = "du-an"
    REPORT = "bao-cao"
    MINUTES = "bien-ban"
    SUBMISSION_LETTER = "to-trinh"
    CONTRACT = "hop-dong"
    DISPATCH = "cong-van"
    TELEGRAM = "cong-dien"
    MEMORANDUM = "ban-ghi-nho"
    AGREEMENT = "ban-thoa-thuan"
    CONCLUSION = "ket-luan"
    OTHER = "van-ban-khac"


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """What is fixed about one type: its Vietnamese name, English name, abbreviation in numbers, legal nature."""

    name: str
    name_en: str
    abbreviation: str = ""
    normative: bool = False


TYPE_INFO: dict[DocumentType, TypeInfo] = {
    DocumentType.CONSTITUTION: TypeInfo("Hiến pháp", "Constitution", "", True),
    DocumentType.CODE: TypeInfo("Bộ luật", "Code", "", True),
    DocumentType.LAW: TypeInfo("Luật", "Law", "", True),
    DocumentType.ORDINANCE: TypeInfo("Pháp lệnh", "Ordinance", "", True),
    DocumentType.ORDER: TypeInfo("Lệnh", "Order", "L", True),
    DocumentType.RESOLUTION: TypeInfo("Nghị quyết", "Resolution", "NQ", True),
    DocumentType.JOINT_RESOLUTION: TypeInfo("Nghị quyết liên tịch", "Joint resolution", "NQLT", True),
    DocumentType.DECREE_LAW: TypeInfo("Sắc lệnh", "Decree-law", "SL", True),
    DocumentType.DECREE: TypeInfo("Nghị định", "Decree", "NĐ", True),
    DocumentType.DECISION: TypeInfo("Quyết định", "Decision", "QĐ", True),
    DocumentType.CIRCULAR: TypeInfo("Thông tư", "Circular", "TT", True),
    DocumentType.JOINT_CIRCULAR: TypeInfo("Thông tư liên tịch", "Joint circular", "TTLT", True),
    DocumentType.DIRECTIVE: TypeInfo("Chỉ thị", "Directive", "CT"),
    DocumentType.CONSOLIDATED: TypeInfo("Văn bản hợp nhất", "Consolidated text", "VBHN"),
    DocumentType.REGULATION: TypeInfo("Quy định", "Rules", "QyĐ"),
    DocumentType.STATUTE: TypeInfo("Quy chế", "Regulation", "QCh"),
    DocumentType.COMMUNIQUE: TypeInfo("Thông cáo", "Communiqué", "TC"),
    DocumentType.NOTICE: TypeInfo("Thông báo", "Notice", "TB"),
    DocumentType.GUIDANCE: TypeInfo("Hướng dẫn", "Guidance", "HD"),
    DocumentType.PROGRAMME: TypeInfo("Chương trình", "Programme", "CTr"),
    DocumentType.PLAN: TypeInfo("Kế hoạch", "Plan", "KH"),
    DocumentType.SCHEME: TypeInfo("Phương án", "Scheme", "PA"),
    DocumentType.PROPOSAL: TypeInfo("Đề án", "Proposal", "ĐA"),
    DocumentType.PROJECT: TypeInfo("Dự án", "Project", "DAn"),
    DocumentType.REPORT: TypeInfo("Báo cáo", "Report", "BC"),
    DocumentType.MINUTES: TypeInfo("Biên bản", "Minutes", "BB"),
    DocumentType.SUBMISSION_LETTER: TypeInfo("Tờ trình", "Submission letter", "TTr"),
    DocumentType.CONTRACT: TypeInfo("Hợp đồng", "Contract", "HĐ"),
    DocumentType.DISPATCH: TypeInfo("Công văn", "Official dispatch", ""),
    DocumentType.TELEGRAM: TypeInfo("Công điện", "Official telegram", "CĐ"),
    DocumentType.MEMORANDUM: TypeInfo("Bản ghi nhớ", "Memorandum", "BGN"),
    DocumentType.AGREEMENT: TypeInfo("Bản thỏa thuận", "Agreement", "BTT"),
    DocumentType.CONCLUSION: TypeInfo("Kết luận", "Conclusion", "KL"),
    DocumentType.OTHER: TypeInfo("Văn bản khác", "Other document", ""),
}

NAME_TO_TYPE: dict[str, DocumentType] = {info.name: kind for kind, info in TYPE_INFO.items()}

"""Texts that look like Vietnamese only in an old font: TCVN3 (.VnTime), VNI, VPS, or UTF-8 read with the wrong table.

Such a text cannot be searched, cited or read aloud (QĐ 72/2002/QĐ-TTg and TCVN 6909:2001 ask for Unicode). Where the
conversion proves itself it is made and named in a finding; else the text is refused with the name of what was found,
because a guess would silently change words of a law.
"""

from __future__ import annotations

import re

from legaldocs.domain.findings import Finding
from legaldocs.intake.errors import UnreadableFile
from legaldocs.intake.extracted import warning
from legaldocs.intake.legacy_tables import OldTable, from_old_table, mended_mojibake

_SAMPLE = 100_000
_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")  # â, ê, ô stand for other letters in old fonts
_WORD = re.compile(r"[^\W\d_]")
#: Frequent letters among them; a text with one in forty signs is written in Unicode, whatever else is in it.
_USUAL = "ạảấầẩậắặẹẻếềểệịọốồộớờợụủứừự"
_TCVN3 = re.compile(r"[\u00a8-\u00ae\u00b5-\u00be\u00c6-\u00fe](?=[a-zA-Z\s\u00a8-\u00fe])")
_TCVN3_TELLS = re.compile(
    r"(?<=[a-zA-Z])[\u00b5\u00b6\u00b7\u00b8\u00b9\u00a8\u00a9\u00aa\u00ab\u00ac\u00ad\u00ae\u00bb\u00be]|\u00ae(?=[a-z\u00a8-\u00fe])"
)
_VNI_TELLS = re.compile(r"[aeouAEOUöôÖÔ][øùûõïâêéèúüëåäàáãñ](?![a-z]{3})|ñ[aeiouöô]|[öô][ôïøùûõ]")
_VPS_TELLS = re.compile(r"(?<=[a-zA-Z])[¶Œ‰Š‹\u0089-\u008c](?=[a-z\s])|Ç(?=[a-zà-ÿ¶‰])|ÜÖ|¶[ci]\b")
_WRONG_TABLE = re.compile(r"Ã[\u00a0-\u00bf]|áº|á»|Ä[\u0090\u0091‘’\u2018]|Æ[°¡\u00a0-\u00bf]|Ä\u0192|Ä[\u0080-\u00bf]")

TCVN3 = "Văn bản dùng phông chữ cũ theo bảng mã TCVN3 (.VnTime, ABC)"
VNI = "Văn bản dùng phông chữ cũ theo bảng mã VNI (VNI-Times)"
VPS = "Văn bản dùng phông chữ cũ theo bảng mã VPS (VPS Times)"
WRONG_TABLE = "Văn bản UTF-8 đã bị lưu lại bằng sai bảng mã nên các chữ có dấu bị vỡ"
ADVICE = "Hãy chuyển sang phông Unicode (ví dụ Times New Roman) theo TCVN 6909:2001 rồi gửi lại."


def name_of_damage(text: str) -> str:
    """What is wrong with the letters of a text, as the beginning of a sentence; '' when they are sound."""
    sample = text[:_SAMPLE]
    if _WRONG_TABLE.search(sample) is None and sum(map(sample.count, _USUAL)) * 40 > len(sample):
        return ""
    letters = len(_WORD.findall(sample))
    if letters < 12:
        return ""
    vietnamese = len(_VIETNAMESE.findall(sample))
    if len(_WRONG_TABLE.findall(sample)) > max(3, letters // 100, vietnamese // 4):
        return WRONG_TABLE
    if vietnamese * 50 > letters:
        return ""
    tcvn3 = len(_TCVN3_TELLS.findall(sample))
    vni = len(_VNI_TELLS.findall(sample))
    vps = len(_VPS_TELLS.findall(sample))
    if max(tcvn3, vni, vps) <= max(4, letters // 40):
        return ""
    if vps > max(tcvn3, vni):
        return VPS
    return TCVN3 if tcvn3 >= vni else VNI


def converted_note(table: OldTable) -> Finding:
    """The finding beside a text that was typed in an old font."""
    return warning(
        "legacy-font-converted",
        f"Văn bản gốc dùng phông chữ cũ theo bảng mã {table.value}; đã chuyển sang Unicode. Hãy đối chiếu với bản gốc, "
        "nhất là chữ hoa có dấu.",
    )


def sound_letters(text: str) -> tuple[str, list[Finding]]:
    """The text with sound letters and what was done for it. Raises where letters are damaged beyond certainty."""
    damage = name_of_damage(text)
    findings: list[Finding] = []
    if damage == WRONG_TABLE:
        mended = mended_mojibake(text)
        if mended is None:
            raise UnreadableFile(f"{damage}. {ADVICE}")
        text = mended
        findings.append(
            warning(
                "encoding-mended",
                "Tệp UTF-8 đã từng bị lưu bằng sai bảng mã (chữ có dấu bị vỡ); đã khôi phục trọn vẹn. Hãy đối chiếu với bản gốc.",
            )
        )
    elif damage:
        old = from_old_table(text)
        if old is None:
            raise UnreadableFile(f"{damage}. {ADVICE}")
        text = old[0]
        findings.append(converted_note(old[1]))
    _check_lost(text)
    return text, findings


def check_letters(text: str) -> None:
    """Refuse a text whose letters are damaged, by name (a line of a bulk file, which nobody will look at)."""
    damage = name_of_damage(text)
    if damage:
        raise UnreadableFile(f"{damage}. {ADVICE}")
    _check_lost(text)


def _check_lost(text: str) -> None:
    lost = text.count("\ufffd")
    if lost > 3 and lost * 200 > len(text):
        where = text.count("\n", 0, text.index("\ufffd")) + 1
        raise UnreadableFile(
            f"Văn bản có {lost} ký tự đã mất (hiện dấu \ufffd), lần đầu ở dòng {where}. "
            "Hãy lưu lại tệp gốc dưới dạng UTF-8.",
            where,
        )

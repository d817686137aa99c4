"""Every code a reading may report: what it is called, how much it matters, what the editor does about it.

A finding itself says what stands on its line; here stands what holds for all findings of one code. A code that is not
listed is a mistake, which ``tests/legaldocs/domain/test_finding_codes.py`` finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from legaldocs.domain.findings import Severity


class Settling(StrEnum):
    """Whether an editor may declare that the text is like its original."""

    FREELY = "freely"
    WITH_NOTE = "with-note"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class FindingCode:
    """What is fixed about one code. ``title`` and ``advice`` are Vietnamese; ``about`` groups codes in the report."""

    code: str
    severity: Severity
    about: str
    title: str
    advice: str
    settling: Settling


LETTERS, WHOLENESS, NUMBERING, DATES, FACTS, REFERENCES, READING = (
    "Chữ và ký tự",
    "Độ đầy đủ",
    "Đánh số và bố cục",
    "Ngày, tháng, năm",
    "Thuộc tính",
    "Văn bản được dẫn",
    "Nhận dạng",
)
_COMPARE = "So với bản gốc. Nếu gõ sai thì sửa ở dòng này; nếu bản gốc viết như vậy thì bấm “Đúng như bản gốc”."
_FACT = "Xem lại thuộc tính và phần đầu văn bản; sửa bên nào sai so với bản gốc."


def _rows(
    about: str, severity: Severity, settling: Settling, *codes: tuple[str, str] | tuple[str, str, str]
) -> list[FindingCode]:
    usual = _FACT if about == FACTS else _COMPARE
    return [FindingCode(row[0], severity, about, row[1], row[2] if len(row) == 3 else usual, settling) for row in codes]


_ALL = [
    *_rows(
        LETTERS, Severity.ERROR, Settling.NEVER,
        ("legacy-font", "Phông chữ cũ", "Chuyển tệp sang phông Unicode theo TCVN 6909:2001 rồi nhập lại."),
        ("broken-characters", "Ký tự đã mất", "Gõ lại các chữ bị thay bằng dấu � theo bản gốc."),
        ("characters-lost", "Chữ không vào cấu trúc", "Báo quản trị viên kèm tệp; chưa công khai khi chưa xử lý."),
    ),
    *_rows(
        LETTERS, Severity.WARNING, Settling.FREELY,
        ("legacy-font-leftover", "Sót chữ của phông cũ", "Gõ lại chữ này bằng Unicode theo bản gốc."),
        ("foreign-letter", "Chữ cái ngoài tiếng Việt và La-tinh", "Thường là chữ trông giống (а của tiếng Nga). Gõ lại chữ đó."),
        ("private-character", "Ký hiệu của phông riêng", "Thay ký hiệu (Symbol, Wingdings) bằng dấu thường dùng như “-”, “☐”, “≥”."),
        ("odd-character", "Ký tự không dùng trong văn bản", "Xóa hoặc gõ lại ký tự này theo bản gốc."),
        ("odd-syllable", "Chữ không phải âm tiết tiếng Việt", "Thường là dính chữ hoặc sai dấu. So với bản gốc rồi sửa, hoặc xác nhận nếu là từ phiên âm."),
    ),
    *_rows(
        WHOLENESS, Severity.ERROR, Settling.NEVER,
        ("text-empty", "Không có chữ nào", "Nhập tệp khác, hoặc gõ toàn văn."),
    ),
    *_rows(
        WHOLENESS, Severity.WARNING, Settling.FREELY,
        ("text-continues", "Còn tiếp ở số Công báo khác", "Tìm phần còn lại và nối vào cuối lời văn."),
        ("text-cut", "Bị cắt ở cuối", "Tìm bản đủ và gõ, dán phần còn thiếu."),
        ("body-missing", "Không thấy điều, khoản", "Kiểm tra xem tệp có đủ trang không."),
        ("signature-missing", "Không thấy phần ký", "Kiểm tra trang cuối của bản gốc."),
        ("line-outside", "Dòng đứng ngoài điều, khoản", "Kiểm tra dòng này thuộc điều nào; có thể thiếu số hoặc thừa dòng trống."),
        ("heading-unread", "Tiêu đề chưa thành điều, chương", "Kiểm tra số và dấu chấm sau số của dòng này."),
        ("article-empty", "Điều không có nội dung", "Kiểm tra xem có sót đoạn sau tiêu đề không."),
        ("list-missing", "Sau dấu hai chấm không có gì", "Kiểm tra xem có sót các khoản, điểm sau dòng này không."),
        ("heading-differs", "Tên điều ghi hai cách", "Kiểm tra tên nào đúng với bản gốc; sửa ở dòng tiêu đề của điều."),
        ("articles-missing", "Thiếu điều", "Kiểm tra nguồn; bổ sung điều còn thiếu."),
        ("quote-not-closed", "Thiếu dấu ngoặc kép đóng", "Tìm chỗ hết phần trích và thêm dấu ” theo bản gốc."),
        ("quote-closed-early", "Thừa dấu ngoặc kép đóng"),
        ("quote-unmarked", "Nội dung thay thế không có ngoặc kép"),
    ),
    *_rows(
        NUMBERING, Severity.WARNING, Settling.FREELY,
        ("numbering-gap", "Số bị nhảy"),
        ("numbering-backwards", "Số đi lùi"),
        ("number-repeated", "Số bị lặp"),
        ("number-inside-line", "Khoản, điểm nằm giữa dòng", "Kiểm tra chỗ xuống dòng theo bản gốc; phần này đã được tách ra."),
        ("unusual-point-letter", "Điểm mang chữ f, j, w, z"),
        ("table-ragged", "Bảng không đều cột", "Kiểm tra số ô của từng dòng; ô trống vẫn phải có dấu |."),
    ),
    *_rows(
        NUMBERING, Severity.INFO, Settling.FREELY,
        ("number-repeated-in-annex", "Số lặp trong phụ lục"),
        ("article-numbering-restarts", "Số điều đánh lại từ đầu", "Thường là quy chế, quy định ban hành kèm theo."),
    ),
    *_rows(
        FACTS, Severity.ERROR, Settling.WITH_NOTE,
        ("secrecy-mark", "Có dấu chỉ mức độ mật", "Không công khai. Nếu văn bản đã giải mật, ghi căn cứ giải mật khi xác nhận."),
    ),
    *_rows(
        FACTS, Severity.WARNING, Settling.FREELY,
        ("number-missing", "Không đọc được số, ký hiệu"),
        ("number-odd", "Số, ký hiệu lạ"),
        ("number-unusual", "Số, ký hiệu viết khác thể thức"),
        ("number-in-title", "Số, ký hiệu nằm trong tên"),
        ("type-missing", "Không đọc được loại văn bản"),
        ("type-conflict", "Ký hiệu khác loại văn bản"),
        ("issuer-missing", "Không đọc được cơ quan ban hành"),
        ("issuer-from-number", "Cơ quan ban hành suy từ ký hiệu"),
        ("issuer-conflict", "Ký hiệu khác cơ quan ban hành"),
        ("issued-on-missing", "Không đọc được ngày ban hành"),
        ("issue-date-missing", "Nguồn không ghi ngày ban hành"),
        ("issue-date-future", "Ngày ban hành ở tương lai"),
        ("issue-year-impossible", "Năm ban hành không thể có"),
        ("abstract-missing", "Không đọc được trích yếu"),
        ("effective-before-issued", "Hiệu lực trước ngày ban hành"),
        ("effect-before-issue", "Hiệu lực trước ngày ban hành"),
        ("effect-far-from-issue", "Hiệu lực quá xa ngày ban hành"),
        ("passing-date-conflict", "Ngày thông qua khác ngày ghi đầu văn bản"),
        ("year-conflict", "Năm trong số khác năm ban hành"),
        ("metadata-conflict", "Trang nguồn ghi khác văn bản"),
        ("file-conflict", "Tệp ghi khác văn bản", "Kiểm tra xem có nhầm tệp không."),
        ("record-conflict", "Bản ghi khác lời văn", "Sửa thuộc tính của văn bản hoặc lời văn, bên nào sai so với bản gốc."),
    ),
    *_rows(
        DATES, Severity.WARNING, Settling.FREELY,
        ("date-impossible", "Ngày không có trong lịch"),
        ("year-impossible", "Năm không thể có"),
    ),
    *_rows(
        REFERENCES, Severity.WARNING, Settling.FREELY,
        ("cited-later", "Dẫn văn bản ban hành sau", "Kiểm tra năm trong số của văn bản được dẫn."),
        ("cited-expired", "Dẫn văn bản đã hết hiệu lực", "Kiểm tra số của văn bản được dẫn; nếu đúng thì xác nhận."),
    ),
    *_rows(
        REFERENCES, Severity.INFO, Settling.FREELY,
        ("cited-unknown", "Văn bản được dẫn chưa có trên cổng", "Nhập văn bản được dẫn; hoặc mở “Dẫn chiếu” để chỉ bằng tay."),
    ),
    *_rows(
        READING, Severity.WARNING, Settling.FREELY,
        ("ocr-doubt", "Nhận dạng chưa chắc chắn", "So từng chữ của dòng này với trang quét."),
        ("ocr-digits", "Chữ lẫn chữ số", "Thường là nhận dạng nhầm 0 với o, 1 với l. So với trang quét."),
        ("text-recognised", "Lời văn do máy nhận dạng từ bản quét", "So toàn văn với bản quét; sửa xong thì bấm “Đúng như bản gốc”."),
        ("recognition-unsure", "Trang nhận dạng kém chắc chắn", "So từng chữ của các trang này với bản quét."),
        ("pages-without-text", "Có trang chỉ là hình quét", "Nhận dạng chữ của tệp, hoặc gõ phần còn thiếu."),
        ("table-unread", "Bảng chưa tách được hàng, cột", "Kẻ lại bảng trong lời văn bằng dấu |, so với bản gốc."),
        ("macros", "Tệp có mã lệnh", "Không đăng tệp này cho công chúng tải; xuất lại tệp không có mã lệnh."),
        ("attachments-left-out", "Tệp PDF có tệp đính kèm", "Mở tệp gốc; tệp đính kèm thuộc văn bản thì nhập riêng."),
        ("legacy-font-converted", "Đã chuyển từ phông chữ cũ", "Đối chiếu với bản gốc, nhất là chữ hoa có dấu."),
        ("encoding-mended", "Đã chữa bảng mã", "Đối chiếu với bản gốc, nhất là các chữ có dấu."),
        ("hidden-text", "Tệp Word có chữ ẩn", "Mở tệp gốc, bật hiện chữ ẩn; phần nào thuộc văn bản thì gõ thêm."),
        ("external-links", "Tệp Word trỏ tới tệp khác", "Kiểm tra nội dung ở tệp khác có thuộc văn bản không."),
        ("comments-left-out", "Tệp Word có ghi chú bên lề", "Ghi chú không vào lời văn; xóa khỏi tệp nếu tệp được công khai."),
        ("pictures-left-out", "Tệp Word có hình", "Hình không vào lời văn; nếu hình chứa chữ, công thức thì gõ lại, hoặc đính kèm tệp gốc."),
        ("objects-left-out", "Tệp Word có đối tượng nhúng", "Mở tệp gốc; nội dung nhúng thuộc văn bản thì gõ lại."),
        ("part-unread", "Có phần tệp chưa đọc được", "Mở tệp gốc và gõ phần còn thiếu."),
        ("tracked-changes", "Tệp có phần đang theo dõi sửa đổi", "Kiểm tra đã lấy đúng bản chấp nhận hay từ chối sửa đổi."),
    ),
    *_rows(
        READING, Severity.INFO, Settling.FREELY,
        ("header-left-out", "Bỏ chữ ở đầu trang", "Nếu chữ đó thuộc văn bản thì gõ thêm vào lời văn."),
        ("footer-left-out", "Bỏ chữ ở chân trang", "Nếu chữ đó thuộc văn bản thì gõ thêm vào lời văn."),
        ("recognition-empty", "Có trang không nhận ra chữ", "Xem trang quét; nếu có chữ thì gõ thêm."),
        ("contents-left-out", "Bỏ mục lục tự động", "Mục lục của trang được lập lại từ các điều, chương."),
        ("ocr-text", "Chữ do máy nhận dạng", "So toàn văn với bản quét trước khi công khai."),
    ),
]  # fmt: skip

CODES: dict[str, FindingCode] = {row.code: row for row in _ALL}


def code_info(code: str, severity: Severity = Severity.WARNING) -> FindingCode:
    """What is known about a code; one that a later reader added gets words that always hold."""
    return CODES.get(code) or FindingCode(code, severity, READING, "Nhận xét", _COMPARE, Settling.FREELY)

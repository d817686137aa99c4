"""Texts of the dossiers: letter, submission, comparison, impact."""

from __future__ import annotations

from consultations.models import DossierKind
from home.demo.documents import read_text_of
from home.demo.drafting import Paper

_HEAD = """BỘ MẪU VÀ THỬ NGHIỆM
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
(Văn bản mẫu dùng để giới thiệu Cổng Công khai, không có giá trị pháp lý)
"""


def decree_papers(letter: str, deadline: str) -> tuple[Paper, ...]:
    """The dossier of the draft decree on quality of testing services."""
    return (
        Paper(
            kind=DossierKind.LETTER,
            title=f"Công văn số {letter} xin ý kiến đối với dự thảo Nghị định",
            text=f"""{_HEAD}Số: {letter}
V/v lấy ý kiến đối với dự thảo Nghị định
Kính gửi: Các bộ, cơ quan, tổ chức có liên quan.
Bộ Mẫu và Thử nghiệm được giao chủ trì xây dựng dự thảo Nghị định quy định về chất lượng dịch vụ thử nghiệm và quyền của người gửi mẫu. Bộ đề nghị Quý cơ quan nghiên cứu, có ý kiến bằng văn bản, trong đó nêu rõ ý kiến đối với từng điều, khoản và đề xuất phương án chỉnh lý.
Ý kiến xin gửi trên Cổng Công khai hoặc về Vụ Pháp chế, Bộ Mẫu và Thử nghiệm trước {deadline}./.
""",
        ),
        Paper(
            kind=DossierKind.PROPOSAL,
            title="Dự thảo Tờ trình Chính phủ mẫu",
            text=f"""{_HEAD}TỜ TRÌNH
Về dự thảo Nghị định quy định về chất lượng dịch vụ thử nghiệm và quyền của người gửi mẫu
I. SỰ CẦN THIẾT BAN HÀNH
Qua 18 tháng thực hiện Nghị định số 01/2025/NĐ-CPM, số mẫu do người tiêu dùng gửi tăng từ 12.400 lên 31.900 mẫu mỗi năm, trong khi tỷ lệ trả kết quả đúng hẹn giảm còn 81%. Phản ánh của người gửi mẫu tập trung vào ba việc: chờ lâu, trả chậm, kết quả khó hiểu.
II. MỤC ĐÍCH, QUAN ĐIỂM XÂY DỰNG
1. Đặt ra mức chất lượng tối thiểu, đo được, áp dụng thống nhất.
2. Quyền của người gửi mẫu đi cùng chế tài đơn giản, tự động.
3. Không làm phát sinh thủ tục hành chính mới.
III. NỘI DUNG CƠ BẢN
Dự thảo gồm 5 chương, 22 điều. Các nội dung mới: thời gian chờ (Điều 5), thời hạn trả kết quả (Điều 6), tỷ lệ đúng hẹn (Điều 7), hoàn tiền khi trả chậm (Điều 18).
IV. VẤN ĐỀ XIN Ý KIẾN
Mức hoàn tiền khi trả chậm và lộ trình xếp hạng cơ sở thử nghiệm.
""",
        ),
        Paper(
            kind=DossierKind.DRAFT,
            title="Dự thảo 2 Nghị định (toàn văn)",
            text=read_text_of("drafts/quyen-nguoi-gui-mau-2"),
        ),
        Paper(
            kind=DossierKind.IMPACT,
            title="Báo cáo đánh giá tác động của chính sách",
            text=f"""{_HEAD}BÁO CÁO
Đánh giá tác động của chính sách
I. CHÍNH SÁCH 1: THỜI HẠN TRẢ KẾT QUẢ
1. Phương án A: giữ nguyên 07 ngày làm việc. Không phát sinh chi phí.
2. Phương án B: rút còn 05 ngày làm việc. Chi phí tăng thêm của mỗi cơ sở khoảng 180 triệu đồng mỗi năm; người gửi mẫu tiết kiệm 02 ngày chờ cho mỗi mẫu. Kiến nghị chọn phương án B.
II. CHÍNH SÁCH 2: HOÀN TIỀN KHI TRẢ CHẬM
| Tỷ lệ đúng hẹn | Số tiền hoàn bình quân mỗi cơ sở trong năm (triệu đồng) |
|---|---|
| 98% | 9 |
| 95% | 22 |
| 90% | 45 |
""",
        ),
        Paper(
            kind=DossierKind.COMPARISON,
            title="Bản so sánh, thuyết minh dự thảo với quy định hiện hành",
            text=f"""{_HEAD}BẢN SO SÁNH, THUYẾT MINH
| Quy định hiện hành | Dự thảo | Thuyết minh |
|---|---|---|
| Khoản 1 Điều 23 NĐ 01/2025/NĐ-CPM: 07 ngày làm việc | Khoản 1 Điều 6: 05 ngày làm việc | Năng lực thiết bị đã đáp ứng |
| Chưa quy định thời gian chờ | Điều 5: không quá 30 phút | Bình quân hiện nay là 52 phút |
| Chưa quy định hoàn tiền | Điều 18: 10% mỗi ngày chậm | Chế tài tự động, không phải làm đơn |
""",
        ),
        Paper(
            kind=DossierKind.GENDER,
            title="Báo cáo lồng ghép vấn đề bình đẳng giới",
            suffix=".txt",
            text=f"""{_HEAD}BÁO CÁO
Lồng ghép vấn đề bình đẳng giới
Trong số người gửi mẫu năm qua, phụ nữ chiếm 68%. Dự thảo không có quy định phân biệt đối xử về giới; việc tiếp nhận ngoài giờ hành chính tạo thuận lợi hơn cho phụ nữ nuôi con nhỏ.
""",
        ),
    )


def circular_papers(letter: str) -> tuple[Paper, ...]:
    """The dossier of the draft circular on mobile points."""
    return (
        Paper(
            kind=DossierKind.LETTER,
            title=f"Công văn số {letter} xin ý kiến đối với dự thảo Thông tư",
            text=f"""{_HEAD}Số: {letter}
V/v lấy ý kiến đối với dự thảo Thông tư
Kính gửi: Các cơ quan, tổ chức có liên quan.
Bộ Mẫu và Thử nghiệm đề nghị Quý cơ quan có ý kiến đối với dự thảo Thông tư quy định về điểm tiếp nhận mẫu lưu động./.
""",
        ),
        Paper(
            kind=DossierKind.DRAFT, title="Dự thảo 2 Thông tư (toàn văn)", text=read_text_of("drafts/diem-luu-dong-2")
        ),
        Paper(
            kind=DossierKind.EVALUATION,
            title="Báo cáo kết quả thí điểm điểm tiếp nhận mẫu lưu động",
            text=f"""{_HEAD}BÁO CÁO
Kết quả thí điểm điểm tiếp nhận mẫu lưu động
1. Trong 06 tháng thí điểm tại 24 xã, phường đã tiếp nhận 1.860 mẫu của 1.214 người.
2. 71% người gửi mẫu lần đầu sử dụng dịch vụ; 62% cho biết sẽ không đến trụ sở nếu không có điểm lưu động.
3. Khó khăn: giờ hành chính trùng giờ làm việc của người dân; một số địa điểm không có mái che.
""",
        ),
    )

"""Words of the Vietnamese pages of the fictitious ministry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SAMPLE = "Đây là nội dung mẫu của một bộ không có thật, dùng để giới thiệu Cổng Công khai."


def _person(
    name: str, position: str, unit: str, phone: str, email: str, duties: str, biography: str = ""
) -> dict[str, Any]:
    return {
        "name": name,
        "position": position,
        "unit": unit,
        "phone": phone,
        "email": email,
        "duties": duties,
        "biography": biography,
        "image": None,
    }


PEOPLE = {
    "minister": _person(
        "Nguyễn Văn Mẫu",
        "Bộ trưởng",
        "Bộ Mẫu và Thử nghiệm",
        "024 0000 0011",
        "bo-truong@bmtn.example",
        "Lãnh đạo, quản lý toàn diện hoạt động của Bộ; trực tiếp phụ trách công tác tổ chức cán bộ, kế hoạch, tài chính.",
        "Sinh năm 1968; tiến sĩ đo lường. Từng giữ chức Viện trưởng Viện Thử nghiệm, Thứ trưởng. Nhân vật không có thật.",
    ),
    "deputy": _person(
        "Trần Thị Thử",
        "Thứ trưởng",
        "Bộ Mẫu và Thử nghiệm",
        "024 0000 0012",
        "thu-truong@bmtn.example",
        "Phụ trách lĩnh vực thử nghiệm, pháp chế, chuyển đổi số; phát ngôn của Bộ.",
        "Sinh năm 1974; thạc sĩ luật. Từng giữ chức Vụ trưởng Vụ Pháp chế. Nhân vật không có thật.",
    ),
    "legal": _person(
        "Vũ Thị Chế",
        "Vụ trưởng",
        "Vụ Pháp chế",
        "024 0000 0021",
        "phapche@bmtn.example",
        "Đầu mối tiếp nhận ý kiến góp ý đối với dự thảo văn bản quy phạm pháp luật.",
    ),
    "office": _person(
        "Lê Thị Tiếp",
        "Chánh Văn phòng",
        "Văn phòng Bộ",
        "024 0000 0022",
        "vanphong@bmtn.example",
        "Đầu mối cung cấp thông tin, tiếp nhận văn bản điện tử.",
    ),
}

TEXTS: dict[str, list[tuple[str, Any]]] = {
    "gioi-thieu": [
        ("notice", SAMPLE),
        (
            "text",
            [
                "Bộ Mẫu và Thử nghiệm là cơ quan của Chính phủ mẫu, thực hiện chức năng quản lý nhà nước về lấy mẫu, thử nghiệm sản phẩm, "
                "hàng hóa thông dụng và bảo vệ quyền của người gửi mẫu trong phạm vi cả nước.",
                "Các trang dưới đây giới thiệu cơ cấu tổ chức, chức năng, nhiệm vụ, quá trình hình thành và lãnh đạo của Bộ.",
            ],
        ),
    ],
    "co-cau-to-chuc": [
        ("heading", "Các đơn vị tham mưu"),
        (
            "text",
            [
                "<ul><li>Vụ Pháp chế</li><li>Vụ Kế hoạch - Tài chính</li><li>Vụ Tổ chức cán bộ</li><li>Văn phòng Bộ</li><li>Thanh tra Bộ</li></ul>"
            ],
        ),
        ("heading", "Các đơn vị quản lý chuyên ngành"),
        ("text", ["<ul><li>Cục Quản lý thử nghiệm</li><li>Cục Chuyển đổi số</li></ul>"]),
        ("heading", "Các đơn vị sự nghiệp"),
        ("text", ["<ul><li>Viện Thử nghiệm</li><li>Trung tâm Tiếp nhận mẫu</li></ul>"]),
    ],
    "chuc-nang-nhiem-vu": [
        (
            "text",
            [
                "Bộ Mẫu và Thử nghiệm có các nhiệm vụ, quyền hạn chủ yếu sau đây:",
                "<ol><li>Xây dựng, trình cấp có thẩm quyền ban hành và ban hành theo thẩm quyền văn bản quy phạm pháp luật về lấy mẫu, thử nghiệm.</li>"
                "<li>Cấp, đình chỉ, thu hồi giấy chứng nhận đăng ký hoạt động thử nghiệm.</li>"
                "<li>Tổ chức lấy mẫu, thử nghiệm theo kế hoạch hằng năm và công bố kết quả.</li>"
                "<li>Xây dựng, vận hành cơ sở dữ liệu quốc gia về thử nghiệm.</li>"
                "<li>Giải quyết khiếu nại, phản ánh của người gửi mẫu.</li></ol>",
            ],
        ),
    ],
    "lich-su-hinh-thanh": [
        (
            "text",
            [
                "<ul><li>2012: thành lập Tổng cục Thử nghiệm trên cơ sở hợp nhất ba trung tâm kiểm nghiệm.</li>"
                "<li>2014: thành lập Bộ Mẫu và Thử nghiệm.</li>"
                "<li>2023: ban hành quy định đầu tiên về tiếp nhận mẫu của người tiêu dùng.</li>"
                "<li>2025: Nghị định số 01/2025/NĐ-CPM đặt nền tảng pháp lý cho hoạt động thử nghiệm.</li></ul>",
            ],
        ),
    ],
    "lanh-dao": [("notice", "Các nhân vật dưới đây không có thật."), ("people", ["minister", "deputy"])],
    "chi-dao-dieu-hanh": [
        (
            "text",
            [
                "Mục này đăng ý kiến chỉ đạo, điều hành của lãnh đạo Bộ; kết quả xử lý kiến nghị của tổ chức, cá nhân; khen thưởng, xử phạt và "
                "lịch làm việc của lãnh đạo Bộ.",
            ],
        ),
        ("heading", "Lịch tiếp công dân"),
        (
            "text",
            [
                "Bộ trưởng tiếp công dân vào ngày làm việc đầu tiên của tháng, từ 8 giờ 00 đến 11 giờ 30 phút, tại trụ sở Bộ."
            ],
        ),
    ],
    "chien-luoc-ke-hoach": [
        (
            "text",
            [
                "Mục này đăng chiến lược, định hướng, quy hoạch, kế hoạch phát triển của ngành thử nghiệm. "
                'Xem <a href="/van-ban/ke-hoach/2026/41-kh-bmtn/">Kế hoạch số 41/KH-BMTN</a> lấy mẫu, thử nghiệm đồ chơi trẻ em và đồ gia dụng năm 2026.',
            ],
        ),
    ],
    "du-an-dau-thau": [
        (
            "text",
            [
                "Mục này đăng danh mục dự án chuẩn bị đầu tư, đang triển khai, đã hoàn tất; kế hoạch và kết quả đấu thầu, mua sắm công."
            ],
        ),
        ("heading", "Dự án đang triển khai"),
        (
            "text",
            [
                "<ul><li>Cơ sở dữ liệu quốc gia về thử nghiệm (2025 - 2029): tổng mức đầu tư 84 tỷ đồng, chủ đầu tư Cục Chuyển đổi số.</li>"
                "<li>Xe tiếp nhận mẫu lưu động (2026): 24 xe cho 24 địa phương, chủ đầu tư Văn phòng Bộ.</li></ul>",
            ],
        ),
    ],
    "danh-ba": [
        (
            "text",
            [
                "Danh bạ gồm các đơn vị thuộc Bộ và cơ quan, tổ chức thường được lấy ý kiến. Gõ tên hoặc ký hiệu để tìm, có dấu hay không dấu đều được."
            ],
        )
    ],
    "lien-he": [
        (
            "text",
            [
                "Góp ý đối với dự thảo, xin gửi tại trang lấy ý kiến để có mã biên nhận. Việc khác, xin liên hệ theo các địa chỉ dưới đây."
            ],
        ),
        ("people", ["legal", "office"]),
    ],
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One piece of news or guidance."""

    slug: str
    title: str
    summary: str
    days_ago: int
    body: list[tuple[str, Any]]
    is_news: bool = True
    source: str = "Văn phòng Bộ Mẫu và Thử nghiệm"
    subject: str = ""


ENTRIES = (
    Entry(
        slug="lay-y-kien-chat-luong-dich-vu-thu-nghiem",
        days_ago=10,
        title="Lấy ý kiến dự thảo Nghị định về chất lượng dịch vụ thử nghiệm",
        summary="Người gửi mẫu không phải chờ quá 30 phút, được hoàn tiền khi cơ sở thử nghiệm trả kết quả chậm.",
        body=[
            (
                "text",
                [
                    "Bộ Mẫu và Thử nghiệm vừa đăng dự thảo Nghị định quy định về chất lượng dịch vụ thử nghiệm và quyền của người gửi mẫu để lấy "
                    "ý kiến rộng rãi trong 30 ngày.",
                    "Người dân có thể góp ý vào từng điều, khoản, không cần đăng nhập, và dùng mã biên nhận để theo dõi việc tiếp thu, giải trình.",
                    '<a href="/lay-y-kien/chat-luong-dich-vu-thu-nghiem/">Đọc dự thảo và góp ý</a>.',
                ],
            ),
            ("notice", SAMPLE),
        ],
    ),
    Entry(
        slug="ban-hanh-thong-tu-diem-tiep-nhan-mau-luu-dong",
        days_ago=58,
        title="Ban hành Thông tư về điểm tiếp nhận mẫu lưu động",
        summary="Ít nhất một nửa số đợt tiếp nhận trong quý được tổ chức vào buổi tối hoặc ngày nghỉ, theo góp ý của người dân.",
        body=[
            (
                "text",
                [
                    "Thông tư quy định về điểm tiếp nhận mẫu lưu động được xây dựng qua ba bản dự thảo. Trong 11 ý kiến nhận được, phần lớn đã được "
                    "tiếp thu toàn bộ hoặc một phần.",
                    '<a href="/lay-y-kien/diem-tiep-nhan-mau-luu-dong/">Xem từng ý kiến và nội dung trả lời</a>.',
                ],
            ),
            ("notice", SAMPLE),
        ],
    ),
    Entry(
        slug="ket-qua-thu-nghiem-do-choi-tre-em",
        days_ago=31,
        title="Công bố kết quả thử nghiệm 300 mẫu đồ chơi trẻ em",
        summary="14 mẫu không đạt về chì và độ bền cơ học; danh sách được công khai theo Điều 33 Nghị định số 01/2025/NĐ-CPM.",
        source="Cục Quản lý thử nghiệm",
        body=[
            (
                "text",
                [
                    "Trong 300 mẫu đồ chơi lấy tại chợ, siêu thị và sàn thương mại điện tử, 286 mẫu đạt yêu cầu, 14 mẫu không đạt: 9 mẫu vượt mức chì, "
                    "5 mẫu dễ vỡ thành mảnh sắc.",
                    "Các cơ sở có sản phẩm không đạt đã thu hồi sản phẩm. Phụ huynh có thể gửi đồ chơi nghi ngờ đến điểm tiếp nhận để thử nghiệm miễn phí.",
                ],
            ),
            ("notice", SAMPLE),
        ],
    ),
    Entry(
        is_news=False,
        slug="cach-gui-mau-thu-nghiem",
        days_ago=75,
        subject="Bảo vệ người tiêu dùng",
        title="Cách gửi mẫu thử nghiệm và đọc phiếu kết quả",
        summary="Gửi ở đâu, mang theo gì, chờ bao lâu, đọc phiếu kết quả thế nào.",
        body=[
            ("heading", "Các bước"),
            (
                "text",
                [
                    "<ol><li>Chọn nơi gửi: trụ sở cơ sở thử nghiệm, điểm tiếp nhận lưu động, bưu chính hoặc tủ nhận mẫu tự động.</li>"
                    "<li>Mang mẫu còn bao gói, ghi lại nơi mua và ngày mua. Không phải mang giấy tờ tùy thân.</li>"
                    "<li>Nhận phiếu tiếp nhận có mã tra cứu, thời hạn và giá dịch vụ.</li>"
                    "<li>Nhận kết quả theo cách đã chọn; có thể hỏi lại nếu chưa rõ.</li></ol>",
                ],
            ),
            ("heading", "Hỏi và đáp"),
            (
                "accordion",
                [
                    (
                        "Tôi có được xem mẫu lưu không?",
                        "Có. Ông/Bà có thể yêu cầu thử nghiệm lại trên mẫu lưu trong 15 ngày kể từ ngày nhận kết quả.",
                    ),
                    (
                        "Kết quả chậm thì làm gì?",
                        "Gửi phản ánh tới cơ sở thử nghiệm; việc trả lời không quá 03 ngày làm việc.",
                    ),
                    (
                        "Có được miễn giá dịch vụ không?",
                        "Có, đối với sản phẩm thuộc danh mục có dấu hiệu gây mất an toàn do Bộ công bố.",
                    ),
                ],
            ),
            ("notice", SAMPLE),
        ],
    ),
)

"""A small library that knows everything the suite asks for: real names and numbers, short texts written for the tests."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """One document of the library."""

    document_type: str
    number: str
    abstract: str
    issuer: str
    issued_on: datetime.date
    source: str = ""
    title: str = ""
    more: dict = field(default_factory=dict)


#: Code and name of the issuers; the ministry of labour went into the ministry of home affairs.
ISSUERS = {
    "BH-QH": "Quốc hội",
    "BH-CP": "Chính phủ",
    "BH-BTC": "Bộ Tài chính",
    "BH-BNV": "Bộ Nội vụ",
    "BH-BLDTBXH": "Bộ Lao động - Thương binh và Xã hội",
}
SUCCESSORS = {"BH-BLDTBXH": "BH-BNV"}
#: Clauses that are alike in every word but their number: ties for the ranking, pages for the reader.
ALIKE = 57


def day(text: str) -> datetime.date:
    """A date written as in the documents: 13/06/2011."""
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()


DECREE = Text(
    "nghi-dinh",
    "43/2011/NĐ-CP",
    "Quy định về việc cung cấp thông tin và dịch vụ công trực tuyến trên trang thông tin điện tử của cơ quan nhà nước",
    "BH-CP",
    day("13/06/2011"),
    "Điều 1. Phạm vi điều chỉnh\nNghị định này quy định việc cung cấp thông tin và dịch vụ công trực tuyến.\n"
    "Điều 10. Thông tin chủ yếu\n1. Thông tin chủ yếu bao gồm:\na) Giới thiệu chung;\nđ) Chiến lược, quy hoạch;\n"
    "e) Hệ thống văn bản quy phạm pháp luật chuyên ngành và văn bản quản lý hành chính có liên quan.\n"
    "2. Thư điện tử để trao đổi với công dân.\n"
    "Điều 12. Dịch vụ công trực tuyến mức độ 4\nNgười dân nộp hồ sơ và trả phí ngay trên mạng Internet.\n",
)
LABOUR = Text(
    "bo-luat",
    "45/2019/QH14",
    "Bộ luật Lao động",
    "BH-QH",
    day("20/11/2019"),
    "Chương I\nNHỮNG QUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\nBộ luật này quy định tiêu chuẩn lao động.\n"
    "Chương III\nHỢP ĐỒNG LAO ĐỘNG\n"
    "Điều 35. Quyền đơn phương chấm dứt hợp đồng lao động của người lao động\n"
    "1. Người lao động phải báo trước cho người sử dụng lao động:\na) Ít nhất 45 ngày nếu hợp đồng không xác định thời hạn;\n"
    "b) Ít nhất 30 ngày nếu hợp đồng từ 12 tháng đến 36 tháng.\n"
    "2. Người lao động không cần báo trước khi bị quấy rối tình dục tại nơi làm việc.\n"
    "Điều 35a. Điều thử có chữ\nNội dung của điều có chữ sau số.\n"
    "Điều 98. Tiền lương làm thêm giờ, làm việc vào ban đêm\n1. Làm thêm giờ vào ngày nghỉ hằng tuần, ít nhất bằng 200%.\n"
    "Điều 113. Nghỉ hằng năm\n1. Người lao động làm việc đủ 12 tháng thì được nghỉ hằng năm:\na) 12 ngày làm việc;\n",
    "Bộ luật Lao động",
)
LAND = Text(
    "luat",
    "31/2024/QH15",
    "Luật Đất đai",
    "BH-QH",
    day("18/01/2024"),
    "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\nLuật này quy định về chế độ sở hữu đất đai.\n"
    "Điều 5. Nguyên tắc sử dụng đất\n1. Đúng mục đích sử dụng đất.\n2. Bền vững, tiết kiệm, có hiệu quả đối với đất đai.\n"
    "Điều 79. Thu hồi đất để phát triển kinh tế - xã hội\nNhà nước thu hồi đất trong trường hợp thật cần thiết.\n",
    "Luật Đất đai",
)
MEDIATION = Text(
    "luat",
    "58/2020/QH14",
    "Luật Hòa giải, đối thoại tại Tòa án",
    "BH-QH",
    day("16/06/2020"),
    "Điều 1. Phạm vi điều chỉnh\nLuật này quy định về hoà giải, đối thoại tại Toà án.\n"
    "Điều 2. Thuỷ lợi\nNội dung về thuỷ lợi, quý khách và uỷ quyền.\n"
    "Điều 3. Quyền của Hòa giải viên\nHòa giải viên được mời chuyên gia.\n",
    "Luật Hòa giải, đối thoại tại Tòa án",
)
RESIDENCE_OLD = Text(
    "luat",
    "81/2006/QH11",
    "Luật Cư trú",
    "BH-QH",
    day("29/11/2006"),
    "Điều 1. Phạm vi điều chỉnh\nLuật này quy định quyền tự do cư trú.\nĐiều 20. Điều kiện đăng ký thường trú tại thành phố\nTạm trú từ một năm.\n",
    "Luật Cư trú",
    {"valid_until": day("01/07/2021")},
)
RESIDENCE = Text(
    "luat",
    "68/2020/QH14",
    "Luật Cư trú",
    "BH-QH",
    day("13/11/2020"),
    "Điều 1. Phạm vi điều chỉnh\nLuật này quy định việc thực hiện quyền tự do cư trú.\n"
    "Điều 20. Điều kiện đăng ký thường trú\n1. Công dân có chỗ ở hợp pháp thì được đăng ký thường trú.\n"
    "Điều 27. Điều kiện đăng ký tạm trú\nCông dân đến sinh sống từ 30 ngày trở lên phải đăng ký tạm trú.\n",
    "Luật Cư trú",
)
DIRECTIVE = Text(
    "chi-thi",
    "02/CT-BNV",
    "Về việc tăng cường sử dụng văn bản điện tử trong hoạt động của Bộ Nội vụ",
    "BH-BNV",
    day("11/09/2012"),
    "1. Các đơn vị có trách nhiệm:\na) Tăng cường sử dụng văn bản điện tử.\nb) Trao đổi thư điện tử công vụ.\n",
)
CIRCULAR = Text(
    "thong-tu",
    "15/2012/TT-BNV",
    "Hướng dẫn về tuyển dụng, ký kết hợp đồng làm việc và đền bù chi phí đào tạo đối với viên chức",
    "BH-BNV",
    day("25/12/2012"),
    "Điều 1. Phạm vi điều chỉnh\nThông tư này hướng dẫn khoản 1 Điều 10 Nghị định số 43/2011/NĐ-CP về viên chức.\n"
    "Điều 2. Đối tượng đua tranh\nĐường đua, đua thuyền và đưa đón; dua nịnh không được tính.\n",
)
INVOICE = Text(
    "nghi-dinh",
    "123/2020/NĐ-CP",
    "Quy định về hóa đơn, chứng từ",
    "BH-CP",
    day("19/10/2020"),
    "Điều 19. Xử lý hóa đơn có sai sót\nNgười bán lập hóa đơn điện tử mới thay thế hóa đơn có sai sót.\n"
    "Điều 20. Biểu mẫu C/O mẫu D & giá trị <b>gia tăng</b>\nGửi về hop-thu@bo.gov.vn; tỷ lệ 1,5% và 2.000.000 đồng.\n",
)
UNEMPLOYMENT = Text(
    "thong-tu",
    "28/2015/TT-BLĐTBXH",
    "Hướng dẫn thực hiện Luật Việc làm về bảo hiểm thất nghiệp",
    "BH-BLDTBXH",
    day("31/07/2015"),
    "Điều 8. Mức hưởng và tháng hưởng trợ cấp thất nghiệp\nTháng hưởng trợ cấp thất nghiệp tính theo tháng dương lịch.\n",
)
OLD_DECREE = Text(
    "nghi-dinh",
    "43/2008/NĐ-CP",
    "Quy định chi tiết thi hành Bộ luật Lao động về dạy nghề",
    "BH-CP",
    day("08/04/2008"),
    "Điều 1. Phạm vi điều chỉnh\nNghị định này quy định về dạy nghề cho người lao động.\n",
    more={"valid_until": day("01/07/2015")},
)
JOINT = Text(
    "thong-tu-lien-tich",
    "17/2016/TTLT-BGDĐT-BTTTT",
    "Quy định tổ chức thi và cấp chứng chỉ ứng dụng công nghệ thông tin",
    "BH-BTC",
    day("21/06/2016"),
    "Điều 1. Phạm vi điều chỉnh\nThông tư liên tịch này quy định việc tổ chức thi.\n"
    "PHỤ LỤC I\nMẪU ĐƠN ĐĂNG KÝ DỰ THI\nHọ và tên thí sinh, ngày tháng năm sinh.\n",
)
DECOMPOSED = Text(
    "quyet-dinh",
    "16/2013/QĐ-TTg",
    "Về việc mua, bán vàng miếng trên thị trường trong nước của Ngân hàng Nhà nước Việt Nam",
    "BH-CP",
    day("04/03/2013"),
    unicodedata.normalize("NFD", "Điều 6. Hình thức mua, bán vàng miếng\nMua, bán trực tiếp hoặc qua đấu thầu.\n"),
)
MANY = Text(
    "thong-tu",
    "38/2020/TT-BTC",
    "Quy chuẩn kỹ thuật về thước đo",
    "BH-BTC",
    day("02/03/2020"),
    "".join(
        f"Điều {n}. Phép hiệu chuẩn\nĐơn vị thực hiện phép hiệu chuẩn thước cặp đúng hạn.\n"
        for n in range(1, ALIKE + 1)
    ),
)
LIBRARY = (
    DECREE, LABOUR, LAND, MEDIATION, RESIDENCE_OLD, RESIDENCE, DIRECTIVE, CIRCULAR, INVOICE, UNEMPLOYMENT, OLD_DECREE, JOINT,
    DECOMPOSED, MANY,
)  # fmt: skip

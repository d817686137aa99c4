"""What was said on the closed draft, and what the drafting unit answered: persons, places and words are invented."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.models import Decision
from home.demo.opinions import Letter, Opinion

LETTERS = (
    Letter(
        key="c1",
        day=1,
        hour=2,
        kind="citizen",
        name="Vũ Văn Ví",
        publish_name=True,
        province="Phú Thọ",
        opinions=(
            Opinion(
                key="evening-1",
                stance="disagree",
                eid="art_4__cl_2",
                text="Giờ hành chính thì người đi làm không đến được. Đề nghị mở buổi tối hoặc cuối tuần.",
                change="replace",
                wording="Điểm tiếp nhận hoạt động vào buổi tối hoặc ngày nghỉ hằng tuần.",
            ),
        ),
    ),
    Letter(
        key="c2",
        day=3,
        hour=6,
        kind="citizen",
        province="Thanh Hóa",
        opinions=(
            Opinion(
                key="evening-2",
                stance="partly",
                eid="art_4__cl_2",
                text="Nên có ít nhất một buổi ngày Chủ nhật, vì chợ quê họp đông vào Chủ nhật.",
            ),
            Opinion(
                key="evening-3", stance="other", question=1, text="Từ 17 giờ đến 20 giờ là hợp nhất với công nhân."
            ),
        ),
    ),
    Letter(
        key="c3",
        day=6,
        hour=3,
        kind="organization",
        name="Câu lạc bộ Xe lăn Mẫu",
        publish_name=True,
        province="Hà Nội",
        opinions=(
            Opinion(
                key="access",
                stance="partly",
                eid="art_3",
                text="Cần ghi rõ địa điểm phải có lối đi cho xe lăn. Nhiều nhà văn hóa chỉ có bậc thềm.",
                change="add",
                wording="Địa điểm phải có lối đi cho xe lăn.",
            ),
        ),
    ),
    Letter(
        key="c4",
        day=9,
        hour=1,
        kind="citizen",
        province="Cà Mau",
        opinions=(
            Opinion(
                key="samples",
                stance="disagree",
                eid="art_8__cl_1",
                text="Mỗi người 02 mẫu là ít. Gia đình tôi muốn thử nước mắm, gạo và thớt trong một lần đi.",
                change="replace",
                wording="Mỗi người được gửi tối đa 05 mẫu trong một đợt.",
            ),
        ),
    ),
    Letter(
        key="c5",
        day=12,
        hour=5,
        kind="citizen",
        name="Đặng Thị Thí",
        publish_name=True,
        province="Lai Châu",
        opinions=(
            Opinion(
                key="free",
                stance="disagree",
                eid="art_10__cl_2",
                text="Người vùng cao thu nhập thấp, đề nghị miễn toàn bộ giá dịch vụ thử nghiệm tại điểm lưu động.",
                change="replace",
                wording="Người gửi mẫu tại điểm tiếp nhận mẫu lưu động được miễn giá dịch vụ thử nghiệm.",
            ),
        ),
    ),
    Letter(
        key="c6",
        day=15,
        hour=2,
        kind="business",
        name="Siêu thị Mẫu Mart",
        publish_name=True,
        province="Đồng Nai",
        opinions=(
            Opinion(
                key="electronic",
                stance="partly",
                eid="art_9",
                text="Nên gửi kết quả bằng thư điện tử hoặc tin nhắn. Chờ đến đợt sau có khi mất ba tháng.",
            ),
        ),
    ),
    Letter(
        key="c7",
        day=20,
        hour=4,
        kind="expert",
        province="Thái Nguyên",
        opinions=(
            Opinion(
                key="islands",
                stance="partly",
                eid="art_3__cl_2",
                text="Mỗi quý một lần là khó khả thi với xã đảo, xã biên giới. Đề nghị quy định riêng.",
            ),
        ),
    ),
    Letter(
        key="c8",
        day=25,
        hour=3,
        kind="citizen",
        province="Quảng Trị",
        opinions=(
            Opinion(
                key="thanks",
                stance="agree",
                text="Ủng hộ việc đưa điểm nhận mẫu về tận chợ. Mong Bộ sớm ban hành và duy trì lâu dài.",
            ),
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer for the comments with these keys; ``changed`` names the provision of draft 3."""

    keys: tuple[str, ...]
    about: tuple[str, ...]
    decision: str
    text: str = ""
    changed: str = ""


ANSWERS = (
    Answer(
        keys=("evening-1", "evening-2"),
        about=("khoản 2 Điều 4",),
        decision=Decision.ACCEPTED,
        changed="art_4__cl_2",
        text="Tiếp thu. Dự thảo 3 quy định ít nhất một nửa số đợt trong quý bố trí vào buổi tối, thứ Bảy hoặc Chủ nhật.",
    ),
    Answer(
        keys=("evening-3",),
        about=("câu hỏi về thời gian mở điểm tiếp nhận",),
        decision=Decision.ACCEPTED,
        text="Tiếp thu, thể hiện tại khoản 2 Điều 4 Dự thảo 3; địa phương chọn giờ cụ thể khi thông báo lịch.",
    ),
    Answer(
        keys=("access",),
        about=("Điều 3",),
        decision=Decision.ACCEPTED,
        changed="art_3",
        text="Tiếp thu và bổ sung yêu cầu có mái che, thể hiện tại khoản 3 Điều 3 Dự thảo 3.",
    ),
    Answer(
        keys=("islands",),
        about=("khoản 2 Điều 3",),
        decision=Decision.ACCEPTED,
        changed="art_3__cl_2",
    ),
    Answer(
        keys=("agency-schedule",),
        about=("khoản 1 Điều 5",),
        decision=Decision.ACCEPTED,
        changed="art_5__cl_1",
        text="Tiếp thu, đồng thời bổ sung việc thông báo trên hệ thống truyền thanh.",
    ),
    Answer(
        keys=("samples",),
        about=("khoản 1 Điều 8",),
        decision=Decision.PARTLY,
        changed="art_8__cl_1",
        text=(
            "Tiếp thu một phần. Xe chuyên dụng chở được tối đa 120 mẫu mỗi đợt; qua thí điểm, bình quân 40 người đến một đợt. "
            "Vì vậy nâng mức tối đa lên 03 mẫu để mọi người đến đều gửi được mẫu."
        ),
    ),
    Answer(
        keys=("electronic",),
        about=("Điều 9",),
        decision=Decision.ACCEPTED,
        changed="art_9",
        text="Tiếp thu. Người gửi mẫu được chọn nhận kết quả bằng phương thức điện tử, bưu chính hoặc tại đợt tiếp theo.",
    ),
    Answer(
        keys=("free",),
        about=("khoản 2 Điều 10",),
        decision=Decision.EXPLAINED,
        text=(
            "Chưa tiếp thu. Khoản 3 Điều 24 Nghị định số 01/2025/NĐ-CPM chỉ cho phép miễn giá đối với sản phẩm thuộc danh mục có dấu hiệu "
            "gây mất an toàn; Thông tư không được quy định rộng hơn. Chi phí vận chuyển mẫu đã do ngân sách nhà nước hỗ trợ theo khoản 1 "
            "Điều 10. Bộ ghi nhận đề nghị để báo cáo khi sửa đổi Nghị định."
        ),
    ),
    Answer(
        keys=("thanks", "agency-general"),
        about=("Chung",),
        decision=Decision.NOTED,
        text="Trân trọng cảm ơn ý kiến ủng hộ.",
    ),
)

"""The open consultation: a draft decree, opened ten days before the demo is loaded, closing twenty days after."""

from __future__ import annotations

import datetime
from typing import Any

from consultations.models import ConsultationPage
from consultations.services import moderating
from consultations.services.replying import LinePart, send_reply
from home.demo.document_facts import CONSUMERS, TESTING
from home.demo.drafting import OfficialOpinion, Plan, add_draft, draft_record, prepare_reply, set_up
from home.demo.kept_files import whole_part
from home.demo.moments import at
from home.demo.opinions import send
from home.demo.opinions_open import LETTERS
from home.demo.organizations import organization
from home.demo.papers import decree_papers
from legaldocs.domain.dates import format_date_words

SLUG = "chat-luong-dich-vu-thu-nghiem"
LETTER_NUMBER = "1042/BMTN-PC"


def is_there() -> bool:
    """Whether this consultation was loaded."""
    return ConsultationPage.objects.filter(slug=SLUG, is_sample=True).exists()


def plan(today: datetime.date) -> Plan:
    """What is asked, of whom, and until when."""
    closes_at = at(today, 20, 17)
    return Plan(
        slug=SLUG,
        title="Dự thảo Nghị định quy định về chất lượng dịch vụ thử nghiệm và quyền của người gửi mẫu",
        summary="Thời gian chờ, thời hạn trả kết quả, hoàn tiền khi trả chậm và bảo vệ dữ liệu của người gửi mẫu.",
        body=(
            "Bộ Mẫu và Thử nghiệm lấy ý kiến rộng rãi đối với dự thảo Nghị định quy định về chất lượng dịch vụ thử nghiệm và quyền "
            "của người gửi mẫu (Dự thảo 2).\n\n"
            "Dự thảo lần đầu đặt ra mức chất lượng tối thiểu mà người gửi mẫu được hưởng: không chờ quá 30 phút, nhận kết quả trong "
            "05 ngày làm việc, được giải thích bằng lời dễ hiểu và được hoàn tiền khi cơ sở thử nghiệm trả chậm.\n\n"
            "Đề nghị cơ quan, tổ chức, cá nhân góp ý vào từng điều, khoản; nếu đề nghị sửa, xin viết lại quy định theo cách Ông/Bà "
            "cho là phù hợp. Đây là nội dung mẫu để giới thiệu Cổng Công khai."
        ),
        document_type="nghi-dinh",
        abstract="Quy định về chất lượng dịch vụ thử nghiệm và quyền của người gửi mẫu",
        subjects=(TESTING, CONSUMERS),
        issuer="CPM",
        draft_text="drafts/quyen-nguoi-gui-mau-2",
        opens_at=at(today, -10, 8),
        closes_at=closes_at,
        letter_number=LETTER_NUMBER,
        invited=(("BDVM", 5), ("HNTDM", 5), ("HHTN", 5), ("UBND-MS", 3)),
        questions=(
            (
                "Người dân",
                "Ông/Bà có đồng ý rút thời hạn trả kết quả từ 07 xuống 05 ngày làm việc, dù giá dịch vụ có thể tăng nhẹ?",
            ),
            ("Cơ sở thử nghiệm", "Mức hoàn 10% giá dịch vụ cho mỗi ngày chậm có phù hợp với khả năng của cơ sở không?"),
            ("Mọi đối tượng", "Có nên công khai xếp hạng của từng cơ sở thử nghiệm không?"),
        ),
        papers=decree_papers(LETTER_NUMBER, f"17 giờ 00 {format_date_words(closes_at.date())}"),
    )


REPLIED = OfficialOpinion(
    code="BDVM",
    stance="partly",
    general="Bộ Dịch vụ Mẫu nhất trí với sự cần thiết ban hành Nghị định và cơ bản thống nhất với nội dung dự thảo; có ý kiến cụ thể như sau:",
    number="356/BDVM-PC",
    signer="Hoàng Thị Dịch",
    lines=(
        (
            "art_6__cl_3",
            LinePart(
                stance="partly",
                text="Đề nghị bổ sung trường hợp người gửi mẫu nhận bản giấy qua dịch vụ bưu chính và xác định rõ bên trả cước.",
                change="replace",
                proposed_wording=(
                    "Kết quả được gửi bằng phương thức điện tử ngay khi ký; người gửi mẫu được nhận bản giấy tại nơi tiếp nhận hoặc qua "
                    "dịch vụ bưu chính nếu có yêu cầu. Cước bưu chính do người gửi mẫu trả theo giá niêm yết."
                ),
                reason="Bảo đảm thống nhất với quy định về dịch vụ bưu chính.",
            ),
        ),
        (
            "art_18__cl_2",
            LinePart(
                stance="agree",
                text="Nhất trí hoàn tiền tự động, không yêu cầu làm đơn. Đề nghị làm rõ phương thức hoàn tiền đối với người không có tài khoản.",
            ),
        ),
    ),
)

PREPARING = OfficialOpinion(
    code="HNTDM",
    stance="partly",
    general="Hội Người tiêu dùng Mẫu hoan nghênh dự thảo. Hội đề nghị bổ sung quyền được đại diện của người tiêu dùng (đang hoàn thiện).",
    lines=(
        (
            "art_16__cl_1",
            LinePart(
                stance="disagree",
                text="Thời hạn 30 ngày để khiếu nại là ngắn đối với hàng hóa phát hiện lỗi khi sử dụng.",
                change="replace",
                proposed_wording=(
                    "Người gửi mẫu khiếu nại trong thời hạn 60 ngày kể từ ngày nhận kết quả hoặc kể từ ngày hết hạn trả kết quả."
                ),
                reason="Phù hợp với thời gian bảo hành của đa số đồ gia dụng.",
            ),
        ),
    ),
)


def load(today: datetime.date, people: dict[str, Any]) -> None:
    """The whole consultation in one transaction."""
    chosen = plan(today)
    with whole_part() as files:
        document = draft_record(chosen, live=True)
        expression = add_draft(document, 2, chosen.draft_text)
        page = set_up(chosen, document, expression, files)
        moderator = people.get("kiemduyet")
        send(page, expression, LETTERS, opened_at=chosen.opens_at, moderator=moderator)
        moment = at(today, -3, 10)
        revision = prepare_reply(
            page, expression, REPLIED, user=people.get("cq-dichvu"), now=moment, files=files, signed=True
        )
        submission = send_reply(
            consultation=page,
            organization=organization("BDVM"),
            revision=revision,
            user=people.get("cq-dichvu"),
            now=moment,
        )
        moderating.publish(
            comment_ids=submission.comments.values_list("pk", flat=True),
            user=moderator,
            now=moment + datetime.timedelta(hours=4),
        )
        prepare_reply(
            page, expression, PREPARING, user=people.get("cq-tieudung"), now=at(today, -1, 9), files=files, signed=False
        )

"""What was said on the open draft: persons, places and words are invented."""

from __future__ import annotations

from home.demo.opinions import Letter, Opinion

LETTERS = (
    Letter(
        key="o1",
        day=0,
        hour=3,
        kind="citizen",
        name="Nguyễn Thị Hòa Bình Mẫu",
        publish_name=True,
        province="Hà Nội",
        opinions=(
            Opinion(
                stance="agree",
                eid="art_6__cl_1",
                text="Tôi gửi mẫu đồ chơi cho con, lần trước chờ 11 ngày mới có kết quả. Quy định 05 ngày làm việc là hợp lý.",
            ),
            Opinion(
                stance="partly",
                eid="art_8__cl_2",
                text="Nên cho hỏi lại nhiều hơn một lần, vì đọc phiếu xong mới phát sinh câu hỏi.",
                change="replace",
                wording=(
                    "Người gửi mẫu được giải thích trực tiếp hoặc qua điện thoại, không thu tiền, trong thời hạn 30 ngày kể từ ngày nhận kết quả."
                ),
                reason="Giới hạn một lần gây khó cho người lớn tuổi.",
            ),
        ),
    ),
    Letter(
        key="o2",
        day=1,
        hour=1,
        kind="business",
        name="Công ty cổ phần Thử nghiệm Sao Mẫu",
        publish_name=True,
        province="Thành phố Hồ Chí Minh",
        opinions=(
            Opinion(
                stance="disagree",
                eid="art_6__cl_1",
                text=(
                    "Với chỉ tiêu kim loại nặng, riêng khâu phá mẫu đã mất 02 ngày. Nếu áp dụng chung 05 ngày làm việc, cơ sở nhỏ phải "
                    "mua thêm thiết bị hoặc từ chối mẫu."
                ),
                change="replace",
                wording=(
                    "Thời hạn trả kết quả đối với người tiêu dùng không quá 05 ngày làm việc kể từ ngày tiếp nhận mẫu; đối với chỉ tiêu kim "
                    "loại nặng không quá 07 ngày làm việc; đối với chỉ tiêu vi sinh thực hiện theo khoản 2 Điều này."
                ),
                reason="Phù hợp với thời gian kỹ thuật của phương pháp tiêu chuẩn.",
            ),
            Opinion(
                stance="disagree",
                eid="art_18__cl_1",
                text="Mức 10% mỗi ngày là quá cao so với biên lợi nhuận khoảng 8% của dịch vụ thử nghiệm.",
                change="replace",
                wording=(
                    "Khi trả kết quả chậm mà không thuộc trường hợp bất khả kháng, cơ sở thử nghiệm hoàn lại 5% giá dịch vụ cho mỗi ngày làm "
                    "việc chậm, nhưng không quá 50% giá dịch vụ."
                ),
                reason="Cân bằng lợi ích giữa người gửi mẫu và cơ sở thử nghiệm.",
            ),
        ),
    ),
    Letter(
        key="o3",
        day=2,
        hour=6,
        kind="expert",
        name="Trần Quang Nghiệm",
        publish_name=True,
        province="Đà Nẵng",
        opinions=(
            Opinion(
                stance="partly",
                eid="art_7__cl_1",
                text=(
                    "Tỷ lệ đúng hẹn 95% nên tính trên số chỉ tiêu, không tính trên số phiếu; nếu không, cơ sở sẽ tách phiếu để làm đẹp số liệu."
                ),
                change="replace",
                wording="Tỷ lệ đúng hẹn trong quý của mỗi cơ sở thử nghiệm, tính theo số chỉ tiêu đã nhận, không thấp hơn 95%.",
            ),
            Opinion(
                stance="partly",
                eid="art_11__cl_2",
                text="Cần nêu trọng số của từng căn cứ xếp hạng, nếu không kết quả giữa các năm không so sánh được.",
            ),
        ),
    ),
    Letter(
        key="o4",
        day=2,
        hour=9,
        kind="citizen",
        province="Nghệ An",
        opinions=(
            Opinion(
                stance="partly",
                eid="art_5__cl_1",
                text="30 phút vẫn lâu đối với người phải xin nghỉ làm để đi gửi mẫu. Đề nghị 20 phút hoặc cho đặt lịch hẹn trước.",
                change="replace",
                wording="Thời gian chờ tại nơi tiếp nhận mẫu không quá 20 phút; người gửi mẫu được đặt lịch hẹn trước bằng phương thức điện tử.",
            ),
        ),
    ),
    Letter(
        key="o5",
        day=3,
        hour=2,
        kind="citizen",
        province="Cần Thơ",
        opinions=(
            Opinion(
                stance="agree",
                eid="art_18__cl_2",
                text="Hoàn tiền mà không phải làm đơn là rất đúng. Mong được giữ nguyên.",
            ),
            Opinion(
                stance="agree",
                question=1,
                text="Đồng ý. Tăng giá khoảng 5% mà có kết quả sớm hai ngày thì tôi chấp nhận.",
            ),
        ),
    ),
    Letter(
        key="o6",
        day=4,
        hour=5,
        kind="organization",
        name="Hội Người khuyết tật phường Mẫu",
        publish_name=True,
        province="Huế",
        opinions=(
            Opinion(
                stance="partly",
                eid="art_13__cl_1",
                text="Ngoài ưu tiên tiếp nhận, cần bảo đảm lối đi, quầy thấp và phiếu kết quả đọc được bằng phần mềm đọc màn hình.",
                change="add",
                wording="Được cung cấp phiếu kết quả ở định dạng tiếp cận được; nơi tiếp nhận mẫu có lối đi và quầy phù hợp với người dùng xe lăn.",
                reason="Thực hiện Luật Người khuyết tật.",
            ),
        ),
    ),
    Letter(
        key="o7",
        day=5,
        hour=1,
        kind="citizen",
        name="Lò Văn Bản",
        province="Sơn La",
        channel="paper",
        opinions=(
            Opinion(
                stance="partly",
                eid="art_13__cl_2",
                text="Xã tôi cách cơ sở thử nghiệm 90 km. Đề nghị hỗ trợ cả tiền gửi mẫu qua bưu điện cho hộ nghèo, không chỉ giảm giá dịch vụ.",
            ),
        ),
    ),
    Letter(
        key="o8",
        day=6,
        hour=4,
        kind="business",
        name="Hộ kinh doanh Bánh Mẫu",
        publish_name=True,
        province="Hải Phòng",
        opinions=(
            Opinion(
                stance="partly",
                eid="art_15__cl_2",
                text="Hộ kinh doanh cần giữ phiếu kết quả để chứng minh nguồn gốc trong 24 tháng. Xóa dữ liệu sau 12 tháng thì tra cứu thế nào?",
            ),
        ),
    ),
    Letter(
        key="o9",
        day=7,
        hour=2,
        kind="expert",
        province="Hà Nội",
        opinions=(
            Opinion(
                stance="other",
                text=(
                    "Dự thảo mới chú trọng người tiêu dùng. Đề nghị tổng kết thêm nhu cầu của trường học, bếp ăn tập thể, là nhóm gửi mẫu "
                    "thường xuyên nhưng không phải doanh nghiệp."
                ),
            ),
            Opinion(stance="agree", question=3, text="Nên công khai, kèm giải thích cách tính để tránh hiểu sai."),
        ),
    ),
    # Waiting for moderation.
    Letter(
        key="o10",
        day=8,
        hour=1,
        kind="citizen",
        province="Đồng Nai",
        state="received",
        opinions=(
            Opinion(
                stance="disagree",
                eid="art_11__cl_3",
                text="Hai năm mới kiểm tra lại là quá chậm, nên kiểm tra ngay sau năm đầu xếp hạng chưa đạt.",
            ),
        ),
    ),
    Letter(
        key="o11",
        day=8,
        hour=7,
        kind="business",
        province="Bắc Ninh",
        state="received",
        opinions=(
            Opinion(
                stance="partly",
                question=2,
                text="Phù hợp nếu loại trừ ngày thiết bị hỏng đã báo trước cho người gửi mẫu.",
            ),
        ),
    ),
    Letter(
        key="o12",
        day=9,
        hour=1,
        kind="citizen",
        province="Lâm Đồng",
        state="received",
        opinions=(
            Opinion(
                stance="agree",
                eid="art_12__cl_2",
                text="Quyền từ chối chỉ tiêu không cần thiết rất thiết thực, nhiều lần tôi phải trả tiền cho chỉ tiêu không hiểu để làm gì.",
            ),
            Opinion(
                stance="partly",
                eid="art_16__cl_2",
                text="Nên trả lời khiếu nại trong 05 ngày làm việc cho thống nhất với thời hạn trả kết quả.",
                change="replace",
                wording=(
                    "Cơ sở thử nghiệm trả lời trong thời hạn 05 ngày làm việc; việc trả lời nêu rõ chấp nhận hay không chấp nhận và lý do."
                ),
            ),
        ),
    ),
    # Kept back, with ground and note.
    Letter(
        key="o13",
        day=6,
        hour=8,
        kind="citizen",
        province="Gia Lai",
        state="withheld",
        ground="privacy",
        note="Ý kiến nêu họ tên, số điện thoại của một nhân viên. Xin gửi lại phần góp ý, không kèm thông tin cá nhân của người khác.",
        opinions=(
            Opinion(
                stance="disagree",
                eid="art_10__cl_1",
                text="Chị Nguyễn Thị Ví Dụ (024 0000 0999) ở quầy tiếp nhận ép tôi đánh giá năm sao. Cần cấm việc này.",
            ),
        ),
    ),
)

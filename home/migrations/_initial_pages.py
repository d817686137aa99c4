"""Frozen first contents of the page tree (used by 0004 only; editors change the pages in the admin afterwards)."""


def heading(text):
    return ("heading", {"text": text, "level": "2"})


def text(*paragraphs):
    return ("text", "".join(p if p.startswith("<") else f"<p>{p}</p>" for p in paragraphs))


PRIVACY_VI = [
    text(
        "Trang này nói rõ Cổng Công khai thu thập dữ liệu cá nhân nào khi ông/bà góp ý, dùng vào việc gì, giữ trong bao lâu "
        "và ông/bà có những quyền gì. Căn cứ: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, Điều 21 và Điều 22 Luật Công nghệ "
        "thông tin, Thông tư số 25/2010/TT-BTTTT."
    ),
    heading("Đọc thì không phải cung cấp gì"),
    text(
        "Xem văn bản, dự thảo, ý kiến góp ý và kết quả tiếp thu, giải trình không cần đăng nhập. Các trang này không đặt cookie, "
        "không theo dõi người xem và không gửi yêu cầu tới máy chủ nào khác."
    ),
    heading("Khi ông/bà góp ý"),
    text(
        "<ul><li>Bắt buộc: nội dung góp ý và nhóm người góp ý (người dân; doanh nghiệp, hiệp hội; chuyên gia; cơ quan, tổ chức).</li>"
        "<li>Không bắt buộc: họ tên, thư điện tử, số điện thoại, địa chỉ. Chúng tôi không hỏi số căn cước.</li>"
        "<li>Họ tên chỉ được công khai khi ông/bà chọn “Công khai họ tên của tôi”. Mặc định là không công khai.</li>"
        "<li>Thông tin liên hệ không bao giờ được công khai.</li></ul>"
    ),
    heading("Mục đích và thời gian lưu giữ"),
    text(
        "Thông tin liên hệ chỉ dùng để hỏi lại khi góp ý chưa rõ và để báo kết quả trả lời. Dữ liệu này được lưu tách khỏi nội dung "
        "góp ý và có thể xóa riêng; nội dung đã công khai và bằng chứng tiếp nhận vẫn được giữ trong hồ sơ xây dựng văn bản."
    ),
    heading("Quyền của ông/bà"),
    text(
        "Ông/bà có quyền được biết, đồng ý, rút lại sự đồng ý, xem, chỉnh sửa, xóa dữ liệu cá nhân của mình và khiếu nại. "
        "Hãy gửi yêu cầu kèm mã biên nhận tới địa chỉ tại trang Liên hệ; không cần nêu lý do."
    ),
]

PRIVACY_EN = [
    text(
        "This page says which personal data the portal collects when you comment on a draft, what for, for how long, and which "
        "rights you have (Law 91/2025/QH15 on Personal Data Protection; Law on Information Technology, Articles 21 and 22)."
    ),
    heading("Reading asks for nothing"),
    text(
        "You may read documents, drafts, comments and answers without logging in. These pages set no cookie, follow nobody and "
        "send no request to other servers."
    ),
    heading("When you comment"),
    text(
        "<ul><li>Required: your comment and the kind of sender you are.</li>"
        "<li>Optional: name, e-mail, telephone, address. We do not ask for an identity number.</li>"
        "<li>Your name is published only if you tick “Publish my name”. Contact data are never published.</li></ul>"
    ),
    heading("Purpose and time"),
    text(
        "Contact data serve to ask back and to tell you the answer. They are kept apart from the comment and can be erased on "
        "their own; the published text and the proof of receipt stay with the records of the draft."
    ),
    heading("Your rights"),
    text(
        "You may know, agree, withdraw, see, correct and erase your personal data, and complain. Write to the address on the "
        "contact page and give your receipt code; no reason is needed."
    ),
]

ACCESS_VI = [
    text(
        "Cổng Công khai được làm để mọi người dùng được, kể cả người khuyết tật, người cao tuổi, người dùng máy cũ hoặc đường truyền "
        "chậm. Căn cứ: Điều 43 Luật Người khuyết tật, Thông tư số 26/2020/TT-BTTTT. Mục tiêu: WCAG 2.2 mức AA."
    ),
    heading("Những điều đã làm"),
    text(
        "<ul><li>Mọi chức năng dùng được bằng bàn phím, có liên kết “Tới nội dung chính”.</li>"
        "<li>Văn bản là chữ thật, có đề mục theo chương, điều, khoản; không dùng ảnh chụp thay cho lời văn.</li>"
        "<li>Tình trạng hiệu lực thể hiện bằng chữ và hình, không chỉ bằng màu.</li>"
        "<li>Trang dùng được khi trình duyệt không chạy JavaScript; có chế độ nền tối và bản in.</li>"
        "<li>Không dùng mã xác nhận bằng hình ảnh.</li></ul>"
    ),
    heading("Những điều chưa làm được"),
    text(
        "Một số tệp đính kèm là bản quét do cơ quan ban hành cung cấp; phần lời văn của văn bản đó được đăng bên cạnh khi đã có."
    ),
    heading("Báo chỗ khó dùng"),
    text("Gặp chỗ khó đọc hoặc khó thao tác, xin báo tới địa chỉ tại trang Liên hệ. Nêu địa chỉ trang và thiết bị đang dùng."),
]

ACCESS_EN = [
    text(
        "The portal is made for everybody, with old devices, slow connections and assistive technology. Target: WCAG 2.2, level AA "
        "(Law on Persons with Disabilities, Article 43; Circular 26/2020/TT-BTTTT)."
    ),
    heading("What has been done"),
    text(
        "<ul><li>Everything works with the keyboard alone.</li><li>The law is real text with headings, never a picture of text.</li>"
        "<li>Validity is shown in words and shapes, not by colour alone.</li><li>Pages work without JavaScript, in the dark and on "
        "paper.</li></ul>"
    ),
    heading("What is not yet"),
    text("Some attached files are scans made by the issuing authority; their wording stands beside them as soon as it is there."),
    heading("Report a difficulty"),
    text("Write to the address on the contact page, with the address of the page and the device you use."),
]

OPEN_VI = [
    text(
        "Văn bản quy phạm pháp luật, văn bản hành chính không thuộc đối tượng bảo hộ quyền tác giả (Điều 15 Luật Sở hữu trí tuệ). "
        "Ông/bà được tự do sao chép, sử dụng lại, kể cả cho mục đích thương mại, không phải xin phép và không phải trả phí."
    ),
    text(
        "<ul><li>Khi dùng lại, xin nêu nguồn là Cổng Công khai và ngày lấy dữ liệu.</li>"
        "<li>Không sửa lời văn rồi trình bày như bản chính thức. Bản có giá trị pháp lý là bản do cơ quan có thẩm quyền ký ban hành.</li>"
        "<li>Ý kiến góp ý đã công khai được dùng lại kèm mã góp ý; không được tìm cách xác định danh tính người góp ý.</li>"
        "<li>Không cần khóa truy cập. Xin không gửi quá 5 yêu cầu mỗi giây.</li></ul>"
    ),
]
OPEN_EN = [
    text(
        "Legal and administrative documents are not protected by copyright in Viet Nam (Law on Intellectual Property, Article 15). "
        "You may copy and re-use them freely, also for business, without permission or fee."
    ),
    text(
        "<ul><li>Please name the portal and the day you took the data.</li><li>Do not present a changed wording as the official one; "
        "the signed original is authoritative.</li><li>Published comments may be re-used with their code; do not try to find out who "
        "wrote them.</li><li>No key is needed. Please stay below 5 requests a second.</li></ul>"
    ),
]

# slug, model, title, summary, serves, body, children
VI = [
    ("gioi-thieu", "introductionpage", "Giới thiệu", "Cơ cấu tổ chức, chức năng, lịch sử, lãnh đạo.", "10.1.a", [], [
        ("co-cau-to-chuc", "standardpage", "Cơ cấu tổ chức", "Sơ đồ, danh sách đơn vị thuộc, trực thuộc.", "10.1.a-chart", [], []),
        ("chuc-nang-nhiem-vu", "standardpage", "Chức năng, nhiệm vụ, quyền hạn", "Chức năng, nhiệm vụ của cơ quan và từng đơn vị.", "10.1.a-duties", [], []),
        ("lich-su-hinh-thanh", "standardpage", "Lịch sử hình thành và phát triển", "Tóm lược quá trình hình thành và phát triển.", "10.1.a-history", [], []),
        ("lanh-dao", "standardpage", "Lãnh đạo", "Tiểu sử tóm tắt và nhiệm vụ đảm nhiệm của lãnh đạo.", "10.1.a-leaders", [], []),
    ]),
    ("tin-tuc", "newsindexpage", "Tin tức, sự kiện", "Tin về hoạt động và các vấn đề liên quan thuộc phạm vi quản lý.", "10.1.b", [], []),
    ("chi-dao-dieu-hanh", "sectionpage", "Chỉ đạo, điều hành", "Ý kiến chỉ đạo, xử lý kiến nghị, khen thưởng và xử phạt, lịch làm việc của lãnh đạo.", "10.1.c", [], []),
    ("huong-dan", "guidanceindexpage", "Phổ biến, hướng dẫn pháp luật", "Hướng dẫn thực hiện pháp luật, chế độ, chính sách.", "10.1.d", [], []),
    ("chien-luoc-ke-hoach", "sectionpage", "Chiến lược, quy hoạch, kế hoạch", "Chiến lược, định hướng, quy hoạch, kế hoạch phát triển.", "10.1.đ", [], []),
    ("du-an-dau-thau", "sectionpage", "Dự án, đấu thầu, mua sắm công", "Dự án chuẩn bị đầu tư, đang triển khai và đã hoàn tất.", "10.1.h", [], []),
    ("danh-ba", "directorypage", "Danh bạ cơ quan", "Địa chỉ, thư điện tử, địa chỉ nhận văn bản điện tử của từng cơ quan.", "10.1.k", [], []),
    ("lien-he", "contactpage", "Liên hệ", "Địa chỉ, điện thoại, thư điện tử và địa chỉ nhận văn bản điện tử.", "10.1.l", [], []),
    ("so-do-trang", "sitemappage", "Sơ đồ trang", "Mọi trang của cổng trên một trang.", "", [], []),
    ("du-lieu-mo", "opendatapage", "Dữ liệu mở", "Giao diện lập trình, nguồn tin và điều kiện dùng lại dữ liệu.", "", OPEN_VI, []),
    ("bao-ve-du-lieu-ca-nhan", "standardpage", "Bảo vệ dữ liệu cá nhân", "Thu thập gì, dùng vào việc gì, giữ bao lâu, quyền của người góp ý.", "", PRIVACY_VI, []),
    ("kha-nang-tiep-can", "standardpage", "Khả năng tiếp cận", "Những gì đã làm để mọi người dùng được cổng này.", "", ACCESS_VI, []),
]
EN = [
    ("gioi-thieu", "introductionpage", "About", "Organization, functions, history, leaders.", "10.1.a", [], [
        ("co-cau-to-chuc", "standardpage", "Organization chart", "Units of the ministry.", "10.1.a-chart", [], []),
        ("chuc-nang-nhiem-vu", "standardpage", "Functions, duties and powers", "What the ministry and its units do.", "10.1.a-duties", [], []),
        ("lich-su-hinh-thanh", "standardpage", "History", "How the ministry came to be.", "10.1.a-history", [], []),
        ("lanh-dao", "standardpage", "Leaders", "Short biographies and duties.", "10.1.a-leaders", [], []),
    ]),
    ("danh-ba", "directorypage", "Directory", "Postal and electronic addresses of every agency.", "10.1.k", [], []),
    ("lien-he", "contactpage", "Contact", "Address, telephone, e-mail and address for electronic documents.", "10.1.l", [], []),
    ("so-do-trang", "sitemappage", "Site map", "Every page of the portal on one page.", "", [], []),
    ("du-lieu-mo", "opendatapage", "Open data", "Programming interface, feeds and terms of re-use.", "", OPEN_EN, []),
    ("bao-ve-du-lieu-ca-nhan", "standardpage", "Personal data", "What is collected, what for, for how long, and your rights.", "", PRIVACY_EN, []),
    ("kha-nang-tiep-can", "standardpage", "Accessibility", "What has been done so that everybody can use the portal.", "", ACCESS_EN, []),
]
PAGES = {"vi": VI, "en": EN}

HOME = {
    "vi": {
        "heading": "Văn bản pháp luật và lấy ý kiến dự thảo",
        "summary": "Tra cứu văn bản, góp ý từng điều khoản dự thảo và theo dõi việc tiếp thu, giải trình.",
        "examples": "43/2011/NĐ-CP\nthời hạn lấy ý kiến dự thảo\ntiền lương hưu",
    },
    "en": {
        "heading": "Legal documents and consultation on drafts",
        "summary": "Search documents, comment on single clauses of drafts and see what became of each comment.",
        "examples": "43/2011/NĐ-CP\nlấy ý kiến dự thảo\nLuật Đất đai",
    },
}

# slug of a page or "/address/", title ("" = the page's), text
SECTIONS = {
    "vi": [
        ("/van-ban/", "Văn bản", "Văn bản quy phạm pháp luật và văn bản quản lý hành chính."),
        ("lay-y-kien", "", "Dự thảo đang lấy ý kiến, ý kiến đã gửi và kết quả tiếp thu."),
        ("/tra-cuu-bien-nhan/", "Tra cứu biên nhận", "Góp ý của ông/bà đang ở đâu, được trả lời thế nào."),
        ("gioi-thieu", "", "Cơ cấu tổ chức, chức năng, lịch sử, lãnh đạo."),
        ("tin-tuc", "", "Hoạt động của cơ quan, sự kiện sắp tới."),
        ("chi-dao-dieu-hanh", "", "Ý kiến chỉ đạo, xử lý kiến nghị, lịch làm việc của lãnh đạo."),
        ("huong-dan", "", "Hướng dẫn thực hiện pháp luật, chế độ, chính sách."),
        ("chien-luoc-ke-hoach", "", "Chiến lược, quy hoạch, kế hoạch của ngành."),
        ("du-an-dau-thau", "", "Dự án chuẩn bị, đang triển khai, đã hoàn tất."),
        ("danh-ba", "", "Địa chỉ và thư điện tử của từng cơ quan."),
        ("lien-he", "", "Địa chỉ, điện thoại, nơi nhận văn bản điện tử."),
        ("du-lieu-mo", "", "Giao diện lập trình, nguồn tin, tải hàng loạt."),
    ],
    "en": [
        ("/en/van-ban/", "Documents", "Legal and administrative documents."),
        ("lay-y-kien", "", "Drafts open for comments, comments and answers."),
        ("/en/tra-cuu-bien-nhan/", "Receipt", "Where your comment is and how it was answered."),
        ("gioi-thieu", "", "Organization, functions, history, leaders."),
        ("danh-ba", "", "Addresses of every agency."),
        ("lien-he", "", "Address, telephone, electronic documents."),
        ("du-lieu-mo", "", "Programming interface, feeds, bulk data."),
    ],
}

MENU = {
    "vi": [
        ("/van-ban/", "Văn bản", []),
        ("lay-y-kien", "Lấy ý kiến", []),
        ("gioi-thieu", "", ["co-cau-to-chuc", "chuc-nang-nhiem-vu", "lich-su-hinh-thanh", "lanh-dao"]),
        ("chi-dao-dieu-hanh", "", []),
        ("tin-tuc", "Tin tức", []),
        ("huong-dan", "Hướng dẫn pháp luật", []),
        ("lien-he", "", []),
    ],
    "en": [
        ("/en/van-ban/", "Documents", []),
        ("lay-y-kien", "Consultations", []),
        ("gioi-thieu", "", ["co-cau-to-chuc", "chuc-nang-nhiem-vu", "lich-su-hinh-thanh", "lanh-dao"]),
        ("danh-ba", "", []),
        ("lien-he", "", []),
    ],
}

FOOTER = {
    "vi": [
        ("Góp ý và trả lời", [("lay-y-kien", ""), ("/tra-cuu-bien-nhan/", "Tra cứu biên nhận"), ("/co-quan/", "Dành cho cơ quan được lấy ý kiến")]),
        ("Cổng Công khai", [("gioi-thieu", ""), ("danh-ba", ""), ("lien-he", ""), ("so-do-trang", "")]),
        ("Dữ liệu và cam kết", [("du-lieu-mo", ""), ("bao-ve-du-lieu-ca-nhan", ""), ("kha-nang-tiep-can", "")]),
    ],
    "en": [
        ("Comments and answers", [("lay-y-kien", ""), ("/en/tra-cuu-bien-nhan/", "Look up a receipt"), ("/co-quan/", "For agencies")]),
        ("The portal", [("gioi-thieu", ""), ("danh-ba", ""), ("lien-he", ""), ("so-do-trang", "")]),
        ("Data and commitments", [("du-lieu-mo", ""), ("bao-ve-du-lieu-ca-nhan", ""), ("kha-nang-tiep-can", "")]),
    ],
}

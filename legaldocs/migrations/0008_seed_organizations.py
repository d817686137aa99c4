"""The register begins with the bodies that issue documents, under the names and codes they had at the time.

A frozen copy of ``legaldocs.domain.issuers`` on the day of this migration (sources named there). Rows an editor has made
before under the same code are left as they are.
"""

import unicodedata

from django.db import migrations

# code, name, kind, aliases, valid from, valid until (first day without the body), codes of successors
BODIES = [
    ("QH", "Quốc hội", "assembly", ["Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam"], None, None, []),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội", "assembly", ["UB Thường vụ Quốc hội"], None, None, []),
    ("CTQH", "Chủ tịch Quốc hội", "assembly", [], None, None, []),
    ("HĐNN", "Hội đồng Nhà nước", "assembly", [], None, "1992-04-18", ["UBTVQH", "CTN"]),
    ("VPQH", "Văn phòng Quốc hội", "assembly", ["Chủ nhiệm Văn phòng Quốc hội"], None, None, []),
    ("CTN", "Chủ tịch nước", "president", ["Chủ tịch nước Cộng hòa xã hội chủ nghĩa Việt Nam"], None, None, []),
    ("VPCTN", "Văn phòng Chủ tịch nước", "president", ["Chủ nhiệm Văn phòng Chủ tịch nước"], None, None, []),
    ("CP", "Chính phủ", "government", ["Chính phủ nước Cộng hòa xã hội chủ nghĩa Việt Nam"], None, None, []),
    ("TTg", "Thủ tướng Chính phủ", "government", ["Thủ tướng"], None, None, []),
    ("HĐBT", "Hội đồng Bộ trưởng", "government", [], None, "1992-09-30", ["CP"]),
    ("HĐCP", "Hội đồng Chính phủ", "government", [], None, "1981-07-04", ["HĐBT"]),
    ("BQP", "Bộ Quốc phòng", "ministry", ["QP"], None, None, []),
    ("BCA", "Bộ Công an", "ministry", ["CA"], None, None, []),
    ("BNG", "Bộ Ngoại giao", "ministry", ["NG"], None, None, []),
    ("BNV", "Bộ Nội vụ", "ministry", ["NV"], None, None, []),
    ("BTP", "Bộ Tư pháp", "ministry", ["TP"], None, None, []),
    ("BTC", "Bộ Tài chính", "ministry", ["TC"], None, None, []),
    ("BCT", "Bộ Công Thương", "ministry", ["BCông Thương"], "2007-07-31", None, []),
    ("BNNMT", "Bộ Nông nghiệp và Môi trường", "ministry", ["BNN&MT", "BNNVMT", "Bộ NN&MT", "Bộ Nông nghiệp & Môi trường"], "2025-03-01", None, []),
    ("BXD", "Bộ Xây dựng", "ministry", ["XD"], None, None, []),
    ("BKHCN", "Bộ Khoa học và Công nghệ", "ministry", ["BKH&CN", "Bộ KH&CN"], "2002-08-05", None, []),
    ("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch", "ministry", ["BVHTT&DL", "Bộ VHTT&DL", "Bộ VHTTDL", "Bộ VH, TT và DL", "Bộ Văn hoá Thông tin Thể thao và Du lịch"], "2007-07-31", None, []),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo", "ministry", ["BGD&ĐT", "GD&ĐT", "GDĐT", "Bộ GD&ĐT", "Bộ GDĐT"], None, None, []),
    ("BYT", "Bộ Y tế", "ministry", ["YT"], None, None, []),
    ("BDTTG", "Bộ Dân tộc và Tôn giáo", "ministry", ["BDT&TG"], "2025-03-01", None, []),
    ("NHNN", "Ngân hàng Nhà nước Việt Nam", "ministry", ["Ngân hàng Nhà nước", "Thống đốc Ngân hàng Nhà nước", "Thống đốc Ngân hàng Nhà nước Việt Nam", "NHNNVN", "NH"], None, None, []),
    ("TTCP", "Thanh tra Chính phủ", "ministry", ["Tổng Thanh tra Chính phủ", "Thanh tra Nhà nước", "TTNN"], None, None, []),
    ("VPCP", "Văn phòng Chính phủ", "ministry", ["Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"], None, None, []),
    ("BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội", "ministry", ["LĐTBXH", "BLĐ-TBXH", "BLĐTB&XH", "BLĐ-TB&XH", "Bộ LĐTBXH", "Bộ LĐTB&XH"], None, "2025-03-01", ["BNV"]),
    ("BKHĐT", "Bộ Kế hoạch và Đầu tư", "ministry", ["BKH", "BKH&ĐT", "KHĐT", "Bộ KH&ĐT", "Bộ KHĐT"], "1995-10-28", "2025-03-01", ["BTC"]),
    ("BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn", "ministry", ["BNN&PTNT", "BNN", "BNN-PTNT", "NNPTNT", "Bộ NN&PTNT", "Bộ NNPTNT", "Bộ Nông nghiệp phát triển và nông thôn"], "1995-10-28", "2025-03-01", ["BNNMT"]),
    ("BTNMT", "Bộ Tài nguyên và Môi trường", "ministry", ["BTN&MT", "TNMT", "Bộ TN&MT", "Bộ TNMT"], "2002-08-05", "2025-03-01", ["BNNMT"]),
    ("BGTVT", "Bộ Giao thông vận tải", "ministry", ["GTVT", "Bộ GTVT"], None, "2025-03-01", ["BXD"]),
    ("BTTTT", "Bộ Thông tin và Truyền thông", "ministry", ["BTT&TT", "TTTT", "Bộ TT&TT", "Bộ TTTT"], "2007-07-31", "2025-03-01", ["BKHCN"]),
    ("UBDT", "Ủy ban Dân tộc", "ministry", ["Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc"], "2002-08-05", "2025-03-01", ["BDTTG"]),
    ("BTM", "Bộ Thương mại", "ministry", ["TM"], None, "2007-07-31", ["BCT"]),
    ("BCN", "Bộ Công nghiệp", "ministry", ["CN"], "1995-10-28", "2007-07-31", ["BCT"]),
    ("BTS", "Bộ Thủy sản", "ministry", ["TS"], None, "2007-07-31", ["BNNPTNT"]),
    ("BBCVT", "Bộ Bưu chính, Viễn thông", "ministry", ["Bộ Bưu chính - Viễn thông", "Bộ Bưu chính và Viễn thông"], "2002-08-05", "2007-07-31", ["BTTTT"]),
    ("BVHTT", "Bộ Văn hóa - Thông tin", "ministry", ["Bộ Văn hóa và Thông tin", "Bộ Văn hóa Thông tin", "VHTT"], None, "2007-07-31", ["BVHTTDL", "BTTTT"]),
    ("BVH", "Bộ Văn hóa", "ministry", [], None, "1990-03-31", ["BVHTT"]),
    ("UBTDTT", "Ủy ban Thể dục thể thao", "agency", [], None, "2007-07-31", ["BVHTTDL"]),
    ("TCDL", "Tổng cục Du lịch", "agency", [], None, "2007-07-31", ["BVHTTDL"]),
    ("UBDSGĐTE", "Ủy ban Dân số, Gia đình và Trẻ em", "ministry", [], "2002-08-05", "2007-07-31", ["BYT", "BLĐTBXH"]),
    ("BKHCNMT", "Bộ Khoa học, Công nghệ và Môi trường", "ministry", ["BKHCN&MT"], "1992-10-08", "2002-08-05", ["BKHCN", "BTNMT"]),
    ("TCCP", "Ban Tổ chức - Cán bộ Chính phủ", "agency", ["BTCCBCP", "Ban Tổ chức Cán bộ Chính phủ"], None, "2002-08-05", ["BNV"]),
    ("UBDTMN", "Ủy ban Dân tộc và Miền núi", "ministry", [], None, "2002-08-05", ["UBDT"]),
    ("TCĐC", "Tổng cục Địa chính", "agency", ["ĐC"], None, "2002-08-05", ["BTNMT"]),
    ("TCBĐ", "Tổng cục Bưu điện", "agency", [], None, "2002-08-05", ["BBCVT"]),
    ("TCQLRĐ", "Tổng cục Quản lý ruộng đất", "agency", [], None, "1994-02-22", ["TCĐC"]),
    ("BNNCNTP", "Bộ Nông nghiệp và Công nghiệp thực phẩm", "ministry", [], None, "1995-10-28", ["BNNPTNT"]),
    ("BNNghiep", "Bộ Nông nghiệp", "ministry", [], None, "1987-02-16", ["BNNCNTP"]),
    ("BLN", "Bộ Lâm nghiệp", "ministry", [], None, "1995-10-28", ["BNNPTNT"]),
    ("BTL", "Bộ Thủy lợi", "ministry", [], None, "1995-10-28", ["BNNPTNT"]),
    ("UBKHNN", "Ủy ban Kế hoạch Nhà nước", "ministry", [], None, "1995-10-28", ["BKHĐT"]),
    ("BHXH", "Bảo hiểm xã hội Việt Nam", "agency", ["BHXHVN"], None, "2025-03-01", ["BTC"]),
    ("TCTK", "Tổng cục Thống kê", "agency", [], None, None, []),
    ("TCHQ", "Tổng cục Hải quan", "agency", [], None, "2025-03-01", ["BTC"]),
    ("TCT", "Tổng cục Thuế", "agency", [], None, "2025-03-01", ["BTC"]),
    ("BCYCP", "Ban Cơ yếu Chính phủ", "agency", [], None, None, []),
    ("UBCKNN", "Ủy ban Chứng khoán Nhà nước", "agency", [], None, None, []),
    ("TTXVN", "Thông tấn xã Việt Nam", "agency", [], None, None, []),
    ("VTV", "Đài Truyền hình Việt Nam", "agency", ["THVN"], None, None, []),
    ("VOV", "Đài Tiếng nói Việt Nam", "agency", ["TNVN"], None, None, []),
    ("UBQLV", "Ủy ban Quản lý vốn nhà nước tại doanh nghiệp", "agency", [], None, "2025-03-01", ["BTC"]),
    ("TANDTC", "Tòa án nhân dân tối cao", "court", ["Chánh án Tòa án nhân dân tối cao", "TATC", "TANDTC CA", "Tòa án tối cao"], None, None, []),
    ("HĐTP", "Hội đồng Thẩm phán Tòa án nhân dân tối cao", "court", ["Hội đồng Thẩm phán", "HĐTPTANDTC"], None, None, []),
    ("VKSNDTC", "Viện kiểm sát nhân dân tối cao", "court", ["Viện trưởng Viện kiểm sát nhân dân tối cao", "VKSTC", "VKSNDTC VT", "Viện kiểm sát tối cao"], None, None, []),
    ("KTNN", "Kiểm toán nhà nước", "agency", ["Tổng Kiểm toán nhà nước"], None, None, []),
    ("TW", "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam", "party", ["Ban Chấp hành Trung ương"], None, None, []),
    ("BCT-TW", "Bộ Chính trị", "party", [], None, None, []),
    ("BBT-TW", "Ban Bí thư", "party", ["Ban Bí thư Trung ương Đảng"], None, None, []),
    ("UBTWMTTQVN", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "party", ["Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "Ban Thường trực Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc Việt Nam", "MTTQ", "MTTQVN", "ĐCTUBTWMTTQVN", "UBTƯMTTQVN", "UBMTTQVN"], None, None, []),
    ("TLĐ", "Tổng Liên đoàn Lao động Việt Nam", "party", ["TLĐLĐVN", "Đoàn Chủ tịch Tổng Liên đoàn Lao động Việt Nam"], None, None, []),
    ("HND", "Hội Nông dân Việt Nam", "party", ["HNDVN", "Trung ương Hội Nông dân Việt Nam"], None, None, []),
    ("HCCB", "Hội Cựu chiến binh Việt Nam", "party", ["Trung ương Hội Cựu chiến binh Việt Nam", "Ban Thường vụ TW Hội CCBVN", "HCCBVN", "CCBVN"], None, None, []),
    ("HLHPN", "Hội Liên hiệp Phụ nữ Việt Nam", "party", ["HLHPNVN", "Trung ương Hội Liên hiệp Phụ nữ Việt Nam"], None, None, []),
    ("TƯĐTN", "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh", "party", ["Đoàn Thanh niên Cộng sản Hồ Chí Minh", "TWĐTN", "TWĐTNCSHCM"], None, None, []),
]


def folded(name):
    """Lower case without diacritics, đ as d (the rule of the project on the day of this migration)."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))[:255]


def add_bodies(apps, schema_editor):
    Organization = apps.get_model("legaldocs", "Organization")
    manager = Organization.objects.using(schema_editor.connection.alias)
    present = set(manager.values_list("code", flat=True))
    fresh = [
        Organization(
            code=code, name=name, folded_name=folded(name), kind=kind, aliases=aliases, valid_from=start, valid_until=end
        )
        for code, name, kind, aliases, start, end, _ in BODIES
        if code not in present
    ]
    manager.bulk_create(fresh)
    keys = dict(manager.values_list("code", "pk"))
    added = {body.code for body in fresh}
    Link = Organization.successors.through
    Link.objects.using(schema_editor.connection.alias).bulk_create(
        [
            Link(from_organization_id=keys[code], to_organization_id=keys[successor])
            for code, *_, successors in BODIES
            if code in added
            for successor in successors
            if successor in keys
        ],
        ignore_conflicts=True,
    )


def remove_bodies(apps, schema_editor):
    """Take back only what nothing refers to."""
    Organization = apps.get_model("legaldocs", "Organization")
    manager = Organization.objects.using(schema_editor.connection.alias)
    manager.filter(
        code__in=[body[0] for body in BODIES], issued_documents__isnull=True, jointly_issued_documents__isnull=True, units__isnull=True
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0007_document_identity_with_type")]

    operations = [migrations.RunPython(add_bodies, remove_bodies)]

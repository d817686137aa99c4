"""Counts of Chương and Điều of every real text, verified by reading.

How: headings were listed with a plain search that knows nothing of the parser, numbers were checked to run from 1 to
the last without a gap, and every text where they do not was read; the reason stands beside it. Counted are the
provisions of the document itself: what stands in annexes, forms and quoted replacement text is not.
"""

from __future__ import annotations

# file: (chương, điều)
CORPUS_COUNTS: dict[str, tuple[int, int]] = {
    "cong-bao/nghi-dinh-so-127-2026-nd-cp-469328.txt": (6, 28),
    "cong-bao/nghi-dinh-so-133-2026-nd-cp-469331.txt": (4, 32),
    "cong-bao/nghi-dinh-so-134-2026-nd-cp-469388.txt": (0, 38),
    "cong-bao/nghi-dinh-so-140-2026-nd-cp-469402.txt": (5, 20),
    "cong-bao/nghi-dinh-so-145-2020-nd-cp-32732.txt": (11, 101),  # first of two Gazette issues
    "cong-bao/nghi-dinh-so-148-2026-nd-cp-469501.txt": (0, 3),
    "cong-bao/nghi-dinh-so-150-2026-nd-cp-469522.txt": (5, 33),
    "cong-bao/nghi-dinh-so-151-2026-nd-cp-469523.txt": (6, 59),
    "cong-bao/nghi-dinh-so-158-2025-nd-cp-45240.txt": (7, 45),
    "cong-bao/nghi-dinh-so-160-2026-nd-cp-469549.txt": (5, 21),
    "cong-bao/nghi-dinh-so-161-2026-nd-cp-469550.txt": (0, 7),
    "cong-bao/nghi-dinh-so-162-2026-nd-cp-469551.txt": (2, 6),
    "cong-bao/nghi-dinh-so-167-2026-nd-cp-469559.txt": (4, 45),
    "cong-bao/nghi-dinh-so-172-2026-nd-cp-469584.txt": (4, 15),
    "cong-bao/nghi-dinh-so-181-2026-nd-cp-469622.txt": (8, 44),
    "cong-bao/nghi-dinh-so-187-2026-nd-cp-469661.txt": (0, 10),
    "cong-bao/nghi-dinh-so-188-2026-nd-cp-469662.txt": (5, 10),
    "cong-bao/nghi-dinh-so-372-2025-nd-cp-468594.txt": (0, 3),
    "cong-bao/nghi-dinh-so-51-2025-nd-cp-44397.txt": (0, 2),
    "cong-bao/nghi-dinh-so-74-2025-nd-cp-44712.txt": (0, 5),
    "cong-bao/nghi-quyet-so-116-nq-cp-469463.txt": (0, 0),  # a resolution in sections I–III, without điều
    "cong-bao/nghi-quyet-so-15-2026-nq-cp-469344.txt": (0, 5),
    "cong-bao/nghi-quyet-so-17-2026-nq-cp-469464.txt": (0, 5),
    "cong-bao/nghi-quyet-so-19-2026-nq-cp-469466.txt": (3, 8),
    "cong-bao/nghi-quyet-so-21-2026-nq-cp-469468.txt": (0, 6),
    "cong-bao/nghi-quyet-so-26-2026-nq-cp-469479.txt": (0, 5),
    "cong-bao/nghi-quyet-so-97-nq-cp-469324.txt": (0, 4),
    "cong-bao/quyet-dinh-so-372-qd-btc-469041.txt": (0, 4),
    "cong-bao/thong-tu-lien-tich-so-01-2022-ttlt-vksndtc-tandtc-bca-bqp-bldtbxh-36844.txt": (6, 27),
    "cong-bao/thong-tu-so-01-2023-tt-bldtbxh-38752.txt": (0, 4),
    "cong-bao/thong-tu-so-01-2024-tt-bldtbxh-41332.txt": (4, 13),
    "cong-bao/thong-tu-so-01-2025-tt-bkhdt-43795.txt": (0, 5),
    "cong-bao/thong-tu-so-02-2021-tt-bldtbxh-33949.txt": (0, 7),
    "cong-bao/thong-tu-so-02-2022-tt-bldtbxh-37042.txt": (0, 2),
    "cong-bao/thong-tu-so-02-2025-tt-bkhdt-43809.txt": (0, 3),
    "cong-bao/thong-tu-so-02-2025-tt-bldtbxh-43964.txt": (0, 7),
    "cong-bao/thong-tu-so-03-2022-tt-bldtbxh-36975.txt": (0, 2),
    "cong-bao/thong-tu-so-04-2024-tt-bldtbxh-41844.txt": (0, 3),
    "cong-bao/thong-tu-so-04-2025-tt-bldtbxh-44341.txt": (0, 11),
    "cong-bao/thong-tu-so-05-2023-tt-bldtbxh-39591.txt": (0, 3),
    "cong-bao/thong-tu-so-05-2025-tt-bkhdt-44340.txt": (4, 11),
    "cong-bao/thong-tu-so-06-2023-tt-bkhdt-40164.txt": (0, 5),
    "cong-bao/thong-tu-so-07-2022-tt-bldtbxh-37100.txt": (0, 4),
    "cong-bao/thong-tu-so-07-2024-tt-bkhdt-41891.txt": (0, 7),
    "cong-bao/thong-tu-so-07-2024-tt-bldtbxh-42522.txt": (5, 19),
    "cong-bao/thong-tu-so-08-2023-tt-bkhdt-40175.txt": (4, 15),
    "cong-bao/thong-tu-so-08-2023-tt-bldtbxh-40176.txt": (0, 5),
    "cong-bao/thong-tu-so-09-2021-tt-bldtbxh-34325.txt": (0, 3),
    "cong-bao/thong-tu-so-09-2022-tt-bldtbxh-37256.txt": (4, 15),
    "cong-bao/thong-tu-so-09-2023-tt-bldtbxh-40241.txt": (0, 4),
    "cong-bao/thong-tu-so-10-2022-tt-bldtbxh-37336.txt": (0, 7),
    "cong-bao/thong-tu-so-10-2023-tt-bkhdt-40324.txt": (0, 3),
    "cong-bao/thong-tu-so-11-2024-tt-bkhdt-42145.txt": (3, 9),
    "cong-bao/thong-tu-so-12-2024-tt-bldtbxh-43233.txt": (0, 11),
    "cong-bao/thong-tu-so-13-2021-tt-bldtbxh-34722.txt": (0, 3),
    "cong-bao/thong-tu-so-13-2023-tt-bldtbxh-41157.txt": (0, 3),
    "cong-bao/thong-tu-so-14-2023-tt-bldtbxh-41170.txt": (0, 3),
    "cong-bao/thong-tu-so-148-2025-tt-btc-468756.txt": (0, 7),
    "cong-bao/thong-tu-so-15-2022-tt-bkhdt-37532.txt": (0, 5),
    "cong-bao/thong-tu-so-15-2023-tt-bkhdt-40920.txt": (6, 24),
    "cong-bao/thong-tu-so-15-2024-tt-bldtbxh-43951.txt": (0, 3),
    "cong-bao/thong-tu-so-152-2025-tt-btc-468714.txt": (3, 8),
    "cong-bao/thong-tu-so-16-2023-tt-bkhdt-41231.txt": (0, 3),
    "cong-bao/thong-tu-so-17-2023-tt-bldtbxh-41049.txt": (4, 12),
    "cong-bao/thong-tu-so-19-2026-tt-btc-469385.txt": (
        0,
        0,
    ),  # only header and signature are text, the rest is a picture
    "cong-bao/thong-tu-so-20-2021-tt-bldtbxh-36477.txt": (5, 18),
    "cong-bao/thong-tu-so-20-2024-tt-bkhdt-43261.txt": (0, 5),
    "cong-bao/thong-tu-so-22-2024-tt-bkhdt-43426.txt": (4, 33),
    "cong-bao/thong-tu-so-28-2026-tt-btc-469231.txt": (0, 7),
    "cong-bao/thong-tu-so-30-2022-tt-bldtbxh-38457.txt": (4, 12),
    "cong-bao/thong-tu-so-32-2026-tt-bkhcn-469766.txt": (0, 6),
    "cong-bao/thong-tu-so-36-2021-tt-bldtbxh-36618.txt": (0, 4),
    "cong-bao/thong-tu-so-36-2026-tt-btc-469294.txt": (4, 19),
    "cong-bao/thong-tu-so-52-2026-tt-btc-469527.txt": (3, 10),
    "cong-bao/thong-tu-so-56-2026-tt-btc-469555.txt": (0, 5),
    "cong-bao/thong-tu-so-58-2021-tt-bqp-33814.txt": (0, 0),  # a scan: only page headers are text
    "cong-bao/thong-tu-so-81-2025-tt-bca-46273.txt": (8, 24),
    "cong-bao/thong-tu-so-88-2025-tt-bca-46337.txt": (4, 26),
    "cong-bao/van-ban-hop-nhat-so-04-vbhn-byt-26289.txt": (0, 8),
    "cong-bao/van-ban-hop-nhat-so-11-vbhn-btc-469541.txt": (5, 16),
    "cong-bao/van-ban-hop-nhat-so-14-vbhn-vpqh-42949.txt": (1, 12),  # first of two Gazette issues
    "cong-bao/van-ban-hop-nhat-so-1546-vbhn-bldtbxh-41718.txt": (0, 10),
    "cong-bao/van-ban-hop-nhat-so-1607-vbhn-bldtbxh-39308.txt": (
        6,
        47,
    ),  # Điều 33 and Điều 45 are printed twice (once as repealed)
    "cong-bao/van-ban-hop-nhat-so-19-vbhn-btc-469710.txt": (6, 26),
    "cong-bao/van-ban-hop-nhat-so-19-vbhn-vpqh-30971.txt": (3, 71),  # first of two Gazette issues
    "cong-bao/van-ban-hop-nhat-so-2007-vbhn-bldtbxh-42065.txt": (0, 16),
    "cong-bao/van-ban-hop-nhat-so-2021-vbhn-bldtbxh-37407.txt": (4, 26),
    "cong-bao/van-ban-hop-nhat-so-2279-vbhn-bldtbxh-39619.txt": (6, 47),
    "cong-bao/van-ban-hop-nhat-so-38-vbhn-bct-469649.txt": (3, 12),
    "cong-bao/van-ban-hop-nhat-so-4-vbhn-btc-469150.txt": (7, 85),  # inserted Điều 24a, 35a, 35b
    "cong-bao/van-ban-hop-nhat-so-40-vbhn-vpqh-469125.txt": (10, 57),  # inserted Điều 7a, 7b, 7c, 48a, 48b
    "cong-bao/van-ban-hop-nhat-so-462-vbhn-bldtbxh-44172.txt": (0, 9),  # inserted Điều 3a
    "cong-bao/van-ban-hop-nhat-so-463-vbhn-bldtbxh-44173.txt": (0, 13),
    "cong-bao/van-ban-hop-nhat-so-464-vbhn-bldtbxh-44174.txt": (0, 10),  # inserted Điều 3a, 5a
    "cong-bao/van-ban-hop-nhat-so-467-vbhn-bldtbxh-44195.txt": (0, 10),
    "cong-bao/van-ban-hop-nhat-so-468-vbhn-bldtbxh-44204.txt": (0, 10),
    "cong-bao/van-ban-hop-nhat-so-47-vbhn-vpqh-41398.txt": (10, 55),  # inserted Điều 7a, 7b, 7c
    "cong-bao/van-ban-hop-nhat-so-5-vbhn-btc-469151.txt": (0, 16),
    "cong-bao/van-ban-hop-nhat-so-6659-vbhn-bldtbxh-43761.txt": (0, 26),
    "cong-bao/van-ban-hop-nhat-so-714-vbhn-bldtbxh-41372.txt": (0, 8),
    "cong-bao/van-ban-hop-nhat-so-716-vbhn-bldtbxh-41388.txt": (
        4,
        16,
    ),  # Chương II with Điều 3–10 is repealed and not printed
    "cong-bao/van-ban-hop-nhat-so-836-vbhn-bldtbxh-41447.txt": (0, 5),
    "laws/Bo-luat-dan-su-2015-296215.txt": (27, 689),
    "laws/Bo-luat-to-tung-hinh-su-2015-296884.txt": (36, 509),  # the heading of Điều 361 is missing in the source
    "laws/Luat-08-2017-QH14-Thuy-loi-2017-322933.txt": (10, 60),
    "laws/Luat-66-2011-QH12-phong-chong-mua-ban-nguoi-122148.txt": (8, 58),
    "laws/Luat-68-2020-QH14-cu-tru-435315.txt": (7, 38),
    "laws/Luat-69-2020-QH14-Nguoi-lao-dong-Viet-Nam-lam-viec-o-nuoc-ngoai-theo-hop-dong-2020-439844.txt": (8, 74),
    "laws/Luat-Bao-ve-bi-mat-nha-nuoc-2018-337064.txt": (5, 28),
    "laws/Luat-Binh-dang-gioi-2006-73-2006-QH11-15866.txt": (
        5,
        42,
    ),  # headings of Chương V, Điều 12 and Điều 13 are missing in the source
    "laws/Luat-Cac-cong-cu-chuyen-nhuong-2005-49-2005-QH11-7023.txt": (6, 83),
    "laws/Luat-Dac-xa-2018-373731.txt": (6, 39),
    "laws/Luat-Dan-quan-tu-ve-2019-366794.txt": (8, 50),
    "laws/Luat-Dau-tu-theo-hinh-thuc-doi-tac-cong-tu-so-64-2020-QH14-374160.txt": (11, 101),
    "laws/Luat-Dien-anh-2022-486445.txt": (8, 50),
    "laws/Luat-Duong-sat-2017-307545.txt": (10, 87),
    "laws/Luat-Giao-dich-dien-tu-2005-51-2005-QH11-6922.txt": (
        8,
        52,
    ),  # headings of Điều 4 and Điều 29 are missing in the source
    "laws/Luat-Giao-duc-nghe-nghiep-2014-259733.txt": (8, 79),
    "laws/Luat-Ho-tich-2014-259727.txt": (7, 77),
    "laws/Luat-Ho-tro-doanh-nghiep-nho-va-vua-2017-320905.txt": (4, 35),
    "laws/Luat-Hoa-giai-doi-thoai-tai-Toa-an-so-58-2020-QH14-395767.txt": (
        4,
        42,
    ),  # “Chương l” is printed with a small L
    "laws/Luat-Hon-nhan-va-gia-dinh-2014-238640.txt": (9, 133),
    "laws/Luat-Si-quan-Quan-doi-nhan-dan-Viet-Nam-1999-16-1999-QH10-46063.txt": (7, 51),
    "laws/Luat-Thi-hanh-an-hinh-su-2019-387991.txt": (16, 207),
    "laws/Luat-Thu-vien-2019-398157.txt": (6, 52),
    "laws/Luat-Thuy-san-338490.txt": (9, 105),
    "laws/Luat-Tieu-chuan-va-quy-chuan-ky-thuat-2006-68-2006-QH11-12979.txt": (7, 71),
    "laws/Luat-Trach-nhiem-boi-thuong-cua-Nha-nuoc-2017-313517.txt": (9, 78),
    "laws/Luat-Xay-dung-2014-238644.txt": (10, 168),
    "laws/Luat-Xuat-canh-nhap-canh-cua-cong-dan-Viet-Nam-2019-402073.txt": (8, 52),
    "laws/Luat-an-toan-thong-tin-mang-2015-298365.txt": (8, 54),
    "laws/Luat-ban-hanh-van-ban-quy-pham-phap-luat-2015-282382.txt": (17, 173),
    "laws/Luat-bao-hiem-y-te-2008-25-2008-QH12-82196.txt": (10, 52),
    "laws/Luat-buu-chinh-2010-108080.txt": (10, 46),
    "laws/Luat-can-bo-cong-chuc-2008-22-2008-QH12-82202.txt": (10, 87),
    "laws/Luat-cong-nghe-thong-tin-2006-67-2006-QH11-12987.txt": (6, 79),
    "laws/Luat-da-dang-sinh-hoc-2008-20-2008-QH12-82200.txt": (8, 78),
    "laws/Luat-dau-gia-tai-san-2016-280115.txt": (8, 81),
    "laws/Luat-hang-khong-dan-dung-Viet-Nam-2006-66-2006-QH11-12983.txt": (10, 202),
    "laws/Luat-hoa-chat-2007-06-2007-QH12-59653.txt": (10, 71),
    "laws/Luat-hoat-dong-chu-thap-do-2008-11-2008-QH12-66954.txt": (8, 34),  # Điều 34–38 are missing in the source
    "laws/Luat-ke-toan-2015-298369.txt": (6, 74),
    "laws/Luat-khieu-nai-2011-132446.txt": (8, 70),
    "laws/Luat-luu-tru-2011-132447.txt": (7, 42),
    "laws/Luat-ly-lich-tu-phap-2009-28-2009-QH12-90615.txt": (6, 56),
    "laws/Luat-mau-ve-trong-tai-thuong-mai-quoc-te-cua-Uy-ban-lien-hiep-quoc-ve-Luat-thuong-mai-quoc-te-1985-81043.txt": (
        8,
        36,
    ),  # a table of contents comes before the eight chapters
    "laws/Luat-nghia-vu-quan-su-2015-282383.txt": (9, 62),
    "laws/Luat-nguoi-cao-tuoi-nam-2009-98672.txt": (6, 31),
    "laws/Luat-nuoi-con-nuoi-2010-108082.txt": (5, 52),
    "laws/Luat-quan-ly-thue-2019-387595.txt": (17, 152),
    "laws/Luat-quyen-lap-hoi-1957-102-SL-L-004-36792.txt": (0, 12),
    "laws/Luat-so-66-2020-QH14-Bien-phong-Viet-Nam-2020-439845.txt": (6, 36),
    "laws/Luat-tai-nguyen-nuoc-2012-142767.txt": (10, 79),
    "laws/Luat-thanh-tra-2010-115311.txt": (7, 78),
    "laws/Luat-thi-hanh-an-dan-su-2008-26-2008-QH12-82197.txt": (9, 183),
    "laws/Luat-thu-y-2015-282384.txt": (7, 116),
    "laws/Luat-thuc-hanh-tiet-kiem-chong-lang-phi-2013-215837.txt": (5, 80),
    "laws/Luat-thue-Su-dung-Dat-Nong-nghiep-1993-23-L-CTN-38480.txt": (9, 39),
    "laws/Luat-thue-bao-ve-moi-truong-2010-115247.txt": (4, 13),
    "laws/Luat-thue-gia-tri-gia-tang-2008-13-2008-QH12-66934.txt": (
        4,
        16,
    ),  # Chương 1, 2, 3 and 5: number 4 does not exist in the source
    "laws/Luat-thue-tieu-thu-dac-biet-2008-26-2008-QH12-82198.txt": (4, 11),
    "laws/Luat-viec-hien-lay-ghep-mo-bo-phan-co-the-nguoi-va-hien-lay-xac-2006-75-2006-QH11-15868.txt": (
        2,
        40,
    ),  # only the headings of Chương III and VI are in the source
}

"""Made-up legal documents of about 34 kB each, the same on every run (seeded)."""

from __future__ import annotations

import random
from pathlib import Path

SYLLABLES = (  # noqa: SIM905
    "quy định nội dung cơ quan tổ chức cá nhân thực hiện trách nhiệm hồ sơ thủ tục hành chính cấp phép đăng ký kinh doanh đất đai"
    " môi trường xây dựng công trình an toàn lao động bảo hiểm xã hội y tế giáo dục đào tạo khoa học công nghệ thông tin điện tử"
    " ngân sách nhà nước thuế phí lệ phí xử phạt vi phạm kiểm tra thanh tra giám sát báo cáo thống kê quản lý sử dụng tài sản công"
    " cán bộ công chức viên chức doanh nghiệp hợp tác xã đầu tư thẩm định phê duyệt quyết định thời hạn ngày làm việc giấy chứng nhận"
).split()


def words(source: random.Random, count: int) -> str:
    """``count`` syllables as one clause."""
    return " ".join(source.choices(SYLLABLES, k=count)).capitalize()


def document(serial: int) -> str:
    """One decree of about 34 kB with header, 45 Điều, closing and signature."""
    source = random.Random(serial)
    year = 2005 + serial % 20
    lines = [
        "CHÍNH PHỦ", "-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "---------------",
        f"Số: {serial}/{year}/NĐ-CP", f"Hà Nội, ngày {1 + serial % 27:02d} tháng {3 + serial % 9} năm {year}", "NGHỊ ĐỊNH",
        f"Quy định về {words(source, 14).lower()}", "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",
        f"Chính phủ ban hành Nghị định quy định về {words(source, 10).lower()}.",
    ]  # fmt: skip
    for article in range(1, 46):
        if article % 9 == 1:
            lines += [f"Chương {['I', 'II', 'III', 'IV', 'V'][article // 9]}", words(source, 6).upper()]
        lines.append(f"Điều {article}. {words(source, 8)}")
        for clause in range(1, 4):
            lines.append(f"{clause}. {words(source, 18)}:")
            lines += [f"{letter}) {words(source, 9)};" for letter in "abc"[: 1 + serial % 3]]
    lines += [
        "Điều 46. Hiệu lực thi hành",
        f"Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 12 năm {year}./.",
        "TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Nguyễn Văn Mẫu",
    ]  # fmt: skip
    return "\n".join(lines)


def write(folder: Path, count: int, first: int = 1) -> int:
    """Write ``count`` documents as TXT files; answers the mean size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for serial in range(first, first + count):
        data = document(serial).encode()
        (folder / f"nghi-dinh-{serial}.txt").write_bytes(data)
        total += len(data)
    return total // count

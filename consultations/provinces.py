"""The 34 provinces and cities since 01/07/2025 (Nghị quyết 202/2025/QH15), and "abroad"."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext

ABROAD = "Ở nước ngoài"
NAMES = (
    "Hà Nội",
    "Thành phố Hồ Chí Minh",
    "An Giang",
    "Bắc Ninh",
    "Cà Mau",
    "Cao Bằng",
    "Cần Thơ",
    "Đà Nẵng",
    "Đắk Lắk",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Tĩnh",
    "Hải Phòng",
    "Huế",
    "Hưng Yên",
    "Khánh Hòa",
    "Lai Châu",
    "Lạng Sơn",
    "Lào Cai",
    "Lâm Đồng",
    "Nghệ An",
    "Ninh Bình",
    "Phú Thọ",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sơn La",
    "Tây Ninh",
    "Thái Nguyên",
    "Thanh Hóa",
    "Tuyên Quang",
    "Vĩnh Long",
)
PROVINCES = [*((name, name) for name in NAMES), (ABROAD, lazy(lambda: gettext("Abroad"), str)())]

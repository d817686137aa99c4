"""The demo's accounts, one for each kind of work; their passwords stand in ``var/demo-logins.json`` only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from consultations.models import AgencyOfficer
from home.demo.logins import Logins, keep_logins, read_logins
from legaldocs.models import Organization

CHANGED = "(đã đổi trong phần quản trị)"


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account: its group (made by a migration of ``home``) and, at the agency desk, its organization."""

    username: str
    last_name: str
    first_name: str
    group: str
    purpose: str
    organization: str = ""

    @property
    def address(self) -> str:
        """Where this account logs in."""
        with override("vi"):
            return reverse("consultations:agency_home") if self.organization else reverse("wagtailadmin_home")


ACCOUNTS = (
    Account(
        username="bientap",
        last_name="Lê Thị",
        first_name="Biên",
        group="Biên tập viên",
        purpose="nhập, công khai văn bản; viết tin, trang",
    ),
    Account(
        username="kiemduyet",
        last_name="Phan Văn",
        first_name="Duyệt",
        group="Kiểm duyệt viên",
        purpose="kiểm duyệt ý kiến góp ý",
    ),
    Account(
        username="soanthao",
        last_name="Bùi Thị",
        first_name="Thảo",
        group="Chuyên viên soạn thảo",
        purpose="lập đợt lấy ý kiến, trả lời góp ý",
    ),
    Account(
        username="truongban",
        last_name="Ngô Văn",
        first_name="Trưởng",
        group="Trưởng ban biên tập",
        purpose="duyệt, công khai trả lời, xem tuân thủ",
    ),
    Account(
        username="quantri",
        last_name="Đinh Thị",
        first_name="Trị",
        group="Quản trị viên",
        purpose="tài khoản, trình đơn, mọi phần quản trị",
    ),
    Account(
        username="cq-dichvu",
        last_name="Hoàng Văn",
        first_name="Dịch",
        group="Cán bộ cơ quan",
        organization="BDVM",
        purpose="Bộ Dịch vụ Mẫu: đã gửi văn bản trả lời",
    ),
    Account(
        username="cq-tieudung",
        last_name="Mai Thị",
        first_name="Dùng",
        group="Cán bộ cơ quan",
        organization="HNTDM",
        purpose="Hội Người tiêu dùng Mẫu: văn bản trả lời đang soạn",
    ),
)


def users() -> dict[str, Any]:
    """The accounts that exist, by name."""
    names = [account.username for account in ACCOUNTS]
    return {user.get_username(): user for user in get_user_model().objects.filter(username__in=names)}


def are_open() -> bool:
    """Whether one of the accounts can log in: then the demo was loaded whole."""
    return any(user.is_active and user.has_usable_password() for user in users().values())


@transaction.atomic
def add_accounts() -> None:
    """Accounts in their groups, not yet able to log in; an account of that name that exists is left alone."""
    known = users()
    for account in ACCOUNTS:
        if account.username in known:
            continue
        user = get_user_model()(
            username=account.username,
            first_name=f"{account.last_name} {account.first_name}",  # Django writes the first name first; here the family name is
            email=f"{account.username}@bmtn.example",
            is_active=False,
        )
        user.set_unusable_password()
        user.save()
        user.groups.set([Group.objects.get(name=account.group)])
        if account.organization:
            organization = Organization.objects.get(code=account.organization)
            AgencyOfficer.objects.create(user=user, organization=organization, can_send=True)


@transaction.atomic
def open_accounts() -> None:
    """Give every demo account that waits its password, drawn now or kept from an earlier database."""
    logins = read_logins()
    changed = logins.complete(account.username for account in ACCOUNTS)
    for user in users().values():
        if not user.is_active and not user.has_usable_password() and user.email.endswith("@bmtn.example"):
            user.password = _encoded(logins, user.get_username())
            user.is_active = True
            user.save(update_fields=["password", "is_active"])
    if changed:
        keep_logins(logins)


def renew_lost_passwords() -> bool:
    """When the file of passwords is gone, give the demo accounts new ones; answers whether that was done."""
    logins = read_logins()
    if not logins.complete(account.username for account in ACCOUNTS):
        return False
    with transaction.atomic():
        for user in users().values():
            if user.email.endswith("@bmtn.example") and user.has_usable_password():
                user.password = _encoded(logins, user.get_username())
                user.save(update_fields=["password"])
        keep_logins(logins)
    return True


def login_rows() -> list[tuple[str, str, str, str]]:
    """Address, account, password and purpose of each account that exists; a changed password is not shown."""
    logins, known, rows = read_logins(), users(), []
    for account in ACCOUNTS:
        user = known.get(account.username)
        if user is None or not user.is_active:
            continue
        password = logins.passwords.get(account.username, "")
        # The same salt everywhere makes this a comparison of two texts; hashing anew costs a third of a second each.
        stands = bool(password) and (_salt_of(user.password) == logins.salt or check_password(password, user.password))
        rows.append((account.address, account.username, password if stands else CHANGED, account.purpose))
    return rows


def _encoded(logins: Logins, username: str) -> str:
    return make_password(logins.passwords[username], salt=logins.salt)


def _salt_of(encoded: str) -> str:
    """The salt of a stored hash: ``algorithm$iterations$salt$hash`` or ``algorithm$salt$hash``."""
    parts = encoded.split("$")
    return parts[-2] if len(parts) >= 3 else ""

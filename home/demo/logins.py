"""The demo's passwords: drawn at random once per installation and kept in a file only its owner can read."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # without signs that look alike
_SALT_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"


def new_password() -> str:
    """Three groups of five signs (74 bits), easy to type from a terminal."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(3))


@dataclass
class Logins:
    """What the file holds: the password of each account, and the salt with which it is hashed in every database."""

    passwords: dict[str, str] = field(default_factory=dict)
    salt: str = ""

    def complete(self, names: Iterable[str]) -> bool:
        """Draw what is missing; answers whether anything was."""
        missing = [name for name in names if not self.passwords.get(name)]
        for name in missing:
            self.passwords[name] = new_password()
        if not self.salt:
            self.salt = "".join(secrets.choice(_SALT_SIGNS) for _ in range(22))
            return True
        return bool(missing)


def logins_path() -> Path:
    """``var/demo-logins.json`` of this checkout; ``DEMO_LOGINS_FILE`` in the settings names another (tests)."""
    return Path(getattr(settings, "DEMO_LOGINS_FILE", None) or settings.BASE_DIR / "var" / "demo-logins.json")


def read_logins() -> Logins:
    """What is kept; nothing when the file is missing or is not what this module wrote."""
    try:
        data: Any = json.loads(logins_path().read_text(encoding="utf-8"))
        passwords = {str(name): str(password) for name, password in data["passwords"].items()}
        return Logins(passwords, str(data["salt"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Logins()


def keep_logins(logins: Logins) -> None:
    """Write the file whole or not at all, readable by its owner only."""
    path = logins_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"passwords": logins.passwords, "salt": logins.salt}, file, ensure_ascii=False, indent=1)
    beside.replace(path)

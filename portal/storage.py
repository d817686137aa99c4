"""Static files with hashed names in production; files that no public address may serve."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import cached_property


class HashedStaticFilesStorage(ManifestStaticFilesStorage):
    """Hashes names inside ES modules' imports too (off by default in Django)."""

    support_js_module_import_aggregation = True


class PrivateFileStorage(FileSystemStorage):
    """A folder beside the media folder, served by no address: what it holds is read through a view that checks rights."""

    @cached_property
    def base_location(self) -> str:
        """``<media folder>-private``."""
        return f"{str(settings.MEDIA_ROOT).rstrip('/')}-private"

    @cached_property
    def base_url(self) -> str | None:
        """None: asking for an address raises."""
        return None


def private_storage() -> Storage:
    """``STORAGES["private"]`` where it is set (a private bucket), else the private folder."""
    return storages["private"] if "private" in settings.STORAGES else PrivateFileStorage()

"""Static files with hashed names in production; files that no public address may serve."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import cached_property

OFFICE_FILES_URL = "/quan-tri/tep/"
#: Folders of the private storage that staff may open; agencies' files are not among them.
OFFICE_FOLDERS = ("van-ban/", "lay-y-kien/", "tiep-nhan/")


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
    def base_url(self) -> Any:
        """None: asking for an address raises."""
        return None


class OfficeFileStorage(PrivateFileStorage):
    """Private files the office works on (documents, dossiers, uploads): their address asks for a log-in to the admin.

    The public reads them through views that check what is published.
    """

    @cached_property
    def base_url(self) -> str:
        """Below the admin."""
        return OFFICE_FILES_URL


def office_storage() -> Storage:
    """``STORAGES["office"]`` where it is set (a private bucket), else the private folder."""
    return storages["office"] if "office" in settings.STORAGES else OfficeFileStorage()


def private_storage() -> Storage:
    """``STORAGES["private"]`` where it is set (a private bucket), else the private folder."""
    return storages["private"] if "private" in settings.STORAGES else PrivateFileStorage()

"""Static files with hashed names in production."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedStaticFilesStorage(ManifestStaticFilesStorage):
    """Hashes names inside ES modules' imports too (off by default in Django)."""

    support_js_module_import_aggregation = True

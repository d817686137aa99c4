"""PostgreSQL: a small index of the words of headings, asked first by every search."""

from django.db import migrations

INDEX = (
    "CREATE INDEX legaldocs_searchentry_heading ON legaldocs_searchentry USING gin (ts_filter(v, '{a}'))"
    " WITH (fastupdate = off)"
)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS legaldocs_searchentry_heading")


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0010_private_files")]
    operations = [migrations.RunPython(create, drop)]

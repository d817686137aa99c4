"""Long texts are compressed by lz4 where PostgreSQL has it: written and read several times quicker than by pglz, the page of a
document is such a text. What is stored already stays as it is until it is written again.
"""

from django.db import migrations

COLUMNS = {
    "legaldocs_expression": ("source_text", "outline"),
    "legaldocs_renderedtext": ("body", "contents"),
    "legaldocs_provision": ("text",),
}


def compress_by(method):
    def apply(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression'")
            found = cursor.fetchone()
            if found is None or method not in ("default", *found[0]):
                return
            for table, columns in COLUMNS.items():
                for column in columns:
                    cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION {method}")

    return apply


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0018_search_pairs")]
    operations = [migrations.RunPython(compress_by("lz4"), compress_by("default"))]

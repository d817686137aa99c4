"""The engines' own structures: an FTS5 table on SQLite, a tsvector column with GIN on PostgreSQL."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE legaldocs_search_fts USING fts5(
        heading, body, context, content='', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO legaldocs_search_fts(legaldocs_search_fts, rank) VALUES ('rank', 'bm25(4.0, 1.0, 0.5)')",
]
SQLITE_DROP = ["DROP TABLE IF EXISTS legaldocs_search_fts"]
POSTGRESQL = [
    "ALTER TABLE legaldocs_searchentry ADD COLUMN v tsvector",
    "ALTER TABLE legaldocs_searchentry ALTER COLUMN v SET STORAGE MAIN",
    "ALTER TABLE legaldocs_searchentry SET (toast_tuple_target = 8160)",
    "CREATE INDEX legaldocs_searchentry_v ON legaldocs_searchentry USING gin (v) WITH (fastupdate = off)",
]
POSTGRESQL_DROP = ["ALTER TABLE legaldocs_searchentry DROP COLUMN IF EXISTS v"]


def run(statements_of):
    def apply(apps, schema_editor):
        for statement in statements_of[schema_editor.connection.vendor]:
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0005_search_entries")]
    operations = [
        migrations.RunPython(run({"sqlite": SQLITE, "postgresql": POSTGRESQL}), run({"sqlite": SQLITE_DROP, "postgresql": POSTGRESQL_DROP}))
    ]

"""Search by pairs of syllables: the old word indexes go, the tokens come.

The entries are derived rows and are emptied: ``rebuild_search`` (or the check that runs by itself) writes them anew.
"""

from django.db import migrations, models

SQLITE = [
    "DROP TABLE IF EXISTS legaldocs_search_fts",
    "CREATE VIRTUAL TABLE legaldocs_search_fts USING fts5("
    "tokens, content='', detail=none, columnsize=0, tokenize=\"ascii tokenchars '_^'\")",
]
SQLITE_BACK = [
    "DROP TABLE IF EXISTS legaldocs_search_fts",
    """CREATE VIRTUAL TABLE legaldocs_search_fts USING fts5(
        heading, body, context, content='', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO legaldocs_search_fts(legaldocs_search_fts, rank) VALUES ('rank', 'bm25(4.0, 1.0, 0.5)')",
]
POSTGRESQL = [
    "DROP INDEX IF EXISTS legaldocs_searchentry_heading",
    "ALTER TABLE legaldocs_searchentry DROP COLUMN IF EXISTS v",
    "ALTER TABLE legaldocs_searchentry RESET (toast_tuple_target)",
    "ALTER TABLE legaldocs_searchentry ADD COLUMN tokens int4[]",
    "CREATE INDEX legaldocs_searchentry_tokens ON legaldocs_searchentry USING gin (tokens)"
    " WITH (fastupdate = on, gin_pending_list_limit = 2048)",
    "CREATE INDEX legaldocs_searchentry_length ON legaldocs_searchentry (length, id)",
    "CREATE INDEX legaldocs_searchentry_headings ON legaldocs_searchentry (heading_length, id)",
]
POSTGRESQL_BACK = [
    "DROP INDEX IF EXISTS legaldocs_searchentry_length",
    "DROP INDEX IF EXISTS legaldocs_searchentry_headings",
    "ALTER TABLE legaldocs_searchentry DROP COLUMN IF EXISTS tokens",
    "ALTER TABLE legaldocs_searchentry ADD COLUMN v tsvector",
    "ALTER TABLE legaldocs_searchentry ALTER COLUMN v SET STORAGE MAIN",
    "ALTER TABLE legaldocs_searchentry SET (toast_tuple_target = 8160)",
    "CREATE INDEX legaldocs_searchentry_v ON legaldocs_searchentry USING gin (v) WITH (fastupdate = off)",
    "CREATE INDEX legaldocs_searchentry_heading ON legaldocs_searchentry USING gin (ts_filter(v, '{a}'))"
    " WITH (fastupdate = off)",
]


def run(statements):
    def apply(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return apply


def empty(apps, schema_editor):
    for name in ("SearchEntry", "SearchStamp"):
        apps.get_model("legaldocs", name).objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0017_settled_findings")]
    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.AddField(
            model_name="searchentry",
            name="heading_length",
            field=models.PositiveSmallIntegerField(default=0, help_text="Words of the heading."),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="length",
            field=models.PositiveSmallIntegerField(default=0, help_text="Words of the text."),
        ),
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}), run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})
        ),
    ]

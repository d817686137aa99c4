"""Provisions are written by the hundred with each wording: what costs per row and guards nothing of its own goes.

The freeze is checked once a statement on PostgreSQL instead of once a row; the parent's foreign key leaves the database
(parents and children are written together by one function); indexes that another index already serves are dropped.
SQLite keeps its row triggers and its table as it is (an altered table would lose them); the one for changes now also
refuses to move a provision into a posted wording.
"""

import django.db.models.deletion
from django.db import migrations, models

MESSAGE = "posted wording is frozen"
TABLE = "legaldocs_provision"
CHECK = f"""
    IF EXISTS (SELECT 1 FROM legaldocs_expression x WHERE x.posted_at IS NOT NULL AND x.id IN ({{ids}})) THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;"""
CHANGED = """SELECT o.expression_id FROM old_rows o LEFT JOIN new_rows n ON n.id = o.id
    WHERE n.id IS NULL OR (n.text, n.heading, n.num, n.eid, n.anchor, n."order", n.expression_id)
        IS DISTINCT FROM (o.text, o.heading, o.num, o.eid, o.anchor, o."order", o.expression_id)
    UNION SELECT n.expression_id FROM new_rows n LEFT JOIN old_rows o ON o.id = n.id
    WHERE o.expression_id IS DISTINCT FROM n.expression_id"""
EVENTS = {
    "insert": ("REFERENCING NEW TABLE AS new_rows", "SELECT expression_id FROM new_rows"),
    "update": ("REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows", CHANGED),
    "delete": ("REFERENCING OLD TABLE AS old_rows", "SELECT expression_id FROM old_rows"),
}
ROW_TRIGGER = f"""CREATE TRIGGER legaldocs_provision_frozen BEFORE INSERT OR UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION legaldocs_provision_frozen()"""
SQLITE_UPDATE = f"""CREATE TRIGGER legaldocs_provision_frozen_update BEFORE UPDATE ON {TABLE}
    WHEN (NEW.text IS NOT OLD.text OR NEW.heading IS NOT OLD.heading OR NEW.num IS NOT OLD.num OR NEW.eid IS NOT OLD.eid
        OR NEW.anchor IS NOT OLD.anchor OR NEW."order" IS NOT OLD."order" OR NEW.expression_id IS NOT OLD.expression_id)
        AND EXISTS (SELECT 1 FROM legaldocs_expression
            WHERE id IN (OLD.expression_id, NEW.expression_id) AND posted_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""


def statement_triggers(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS legaldocs_provision_frozen_update")
            cursor.execute(SQLITE_UPDATE)
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS legaldocs_provision_frozen ON {TABLE}")
        for event, (tables, ids) in EVENTS.items():
            name = f"legaldocs_provision_frozen_{event}"
            body = CHECK.format(ids=ids)
            cursor.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
            cursor.execute(
                f"CREATE TRIGGER {name} AFTER {event.upper()} ON {TABLE} {tables} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )


def row_triggers(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        for event in EVENTS:
            cursor.execute(f"DROP TRIGGER IF EXISTS legaldocs_provision_frozen_{event} ON {TABLE}")
            cursor.execute(f"DROP FUNCTION IF EXISTS legaldocs_provision_frozen_{event}()")
        cursor.execute(ROW_TRIGGER)


def drop_keys(apps, schema_editor):
    """The parent's key on PostgreSQL, and the indexes that ``provision_order`` and ``provision_lineage`` serve."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, TABLE)
        for name, found in constraints.items():
            columns = found["columns"]
            if connection.vendor == "postgresql" and found["foreign_key"] and columns == ["parent_id"]:
                cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
            plain = found["index"] and not found["unique"] and not found["primary_key"]
            if plain and columns in (["expression_id"], ["lineage"]) and name != "provision_lineage":
                cursor.execute(f'DROP INDEX "{name}"')


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0013_recognition_and_malware")]
    operations = [
        migrations.RunPython(statement_triggers, row_triggers),
        migrations.AddIndex("provision", models.Index(fields=["lineage"], name="provision_lineage")),
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(drop_keys, migrations.RunPython.noop)],
            [
                migrations.AlterField(
                    "provision",
                    "parent",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="legaldocs.provision",
                    ),
                ),
                migrations.AlterField(
                    "provision",
                    "expression",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provisions",
                        to="legaldocs.expression",
                    ),
                ),
                migrations.AlterField(
                    "provision",
                    "lineage",
                    models.CharField(help_text="Follows the provision from one wording to the next.", max_length=36),
                ),
            ],
        ),
    ]

"""A moderation decision, once taken, never changes: the database refuses it on both engines.

The name of the officer may be cleared (an account that is deleted); what was decided may not.
"""

from django.db import migrations

MESSAGE = "moderation decisions are only added"
COLUMNS = "comment_id, state, ground, note, decided_at, batch"

SQLITE = f"""CREATE TRIGGER consultations_decision_kept BEFORE UPDATE OF {COLUMNS} ON consultations_moderationdecision
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
SQLITE_DROP = "DROP TRIGGER IF EXISTS consultations_decision_kept"
POSTGRESQL = [
    f"""CREATE FUNCTION consultations_decision_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER consultations_decision_kept BEFORE UPDATE OF {COLUMNS} ON consultations_moderationdecision
    FOR EACH ROW EXECUTE FUNCTION consultations_decision_kept()""",
]
POSTGRESQL_DROP = [
    "DROP TRIGGER IF EXISTS consultations_decision_kept ON consultations_moderationdecision",
    "DROP FUNCTION IF EXISTS consultations_decision_kept()",
]


def hold(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else [SQLITE]:
        schema_editor.execute(statement)


def release(apps, schema_editor):
    for statement in POSTGRESQL_DROP if schema_editor.connection.vendor == "postgresql" else [SQLITE_DROP]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("consultations", "0004_moderation_batches")]
    operations = [migrations.RunPython(hold, release)]

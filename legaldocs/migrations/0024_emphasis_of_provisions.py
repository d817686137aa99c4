"""Which words of a provision are emphasised; in a posted wording they are frozen like the words themselves.

A nullable column without default: on SQLite anything else would remake the table, which loses its triggers.
"""

from django.db import migrations, models

TABLE = "legaldocs_provision"
MESSAGE = "posted wording is frozen"
FROZEN = ("text", "heading", "num", "eid", "anchor", '"order"', "expression_id")


def freeze(*columns):
    """The trigger for changes: none of these columns may change in a posted wording."""

    def write(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            old, new = (", ".join(f"{row}.{column}" for column in columns) for row in "on")
            statement = f"""CREATE OR REPLACE FUNCTION legaldocs_provision_frozen_update() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                IF EXISTS (SELECT 1 FROM legaldocs_expression x WHERE x.posted_at IS NOT NULL AND x.id IN (
                    SELECT o.expression_id FROM old_rows o LEFT JOIN new_rows n ON n.id = o.id
                        WHERE n.id IS NULL OR ({new}) IS DISTINCT FROM ({old})
                    UNION SELECT n.expression_id FROM new_rows n LEFT JOIN old_rows o ON o.id = n.id
                        WHERE o.expression_id IS DISTINCT FROM n.expression_id)) THEN
                    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NULL;
                END $$"""
            schema_editor.execute(statement)
            return
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
        schema_editor.execute("DROP TRIGGER IF EXISTS legaldocs_provision_frozen_update")
        schema_editor.execute(
            f"""CREATE TRIGGER legaldocs_provision_frozen_update BEFORE UPDATE ON {TABLE}
            WHEN ({changed}) AND EXISTS (SELECT 1 FROM legaldocs_expression
                WHERE id IN (OLD.expression_id, NEW.expression_id) AND posted_at IS NOT NULL)
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        )

    return write


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0023_citations_pointed_by_hand")]
    operations = [
        migrations.AddField("provision", "emphasis", models.TextField(editable=False, null=True)),
        migrations.RunPython(freeze(*FROZEN, "emphasis"), freeze(*FROZEN)),
    ]

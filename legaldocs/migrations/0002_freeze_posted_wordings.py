"""A wording posted for consultation never changes: the database refuses it on both engines.

Deleting a posted wording is refused by the foreign key of its posting; here the text and its provisions are held.
"""

from django.db import migrations

MESSAGE = "posted wording is frozen"

SQLITE = [
    f"""CREATE TRIGGER legaldocs_expression_frozen BEFORE UPDATE ON legaldocs_expression
    WHEN OLD.posted_at IS NOT NULL AND (NEW.source_text IS NOT OLD.source_text OR NEW.posted_at IS NOT OLD.posted_at
        OR NEW.document_id IS NOT OLD.document_id OR NEW.kind IS NOT OLD.kind OR NEW.draft_number IS NOT OLD.draft_number)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    f"""CREATE TRIGGER legaldocs_provision_frozen_update BEFORE UPDATE ON legaldocs_provision
    WHEN (NEW.text IS NOT OLD.text OR NEW.heading IS NOT OLD.heading OR NEW.num IS NOT OLD.num OR NEW.eid IS NOT OLD.eid
        OR NEW.anchor IS NOT OLD.anchor OR NEW."order" IS NOT OLD."order" OR NEW.expression_id IS NOT OLD.expression_id)
        AND EXISTS (SELECT 1 FROM legaldocs_expression WHERE id = OLD.expression_id AND posted_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    f"""CREATE TRIGGER legaldocs_provision_frozen_insert BEFORE INSERT ON legaldocs_provision
    WHEN EXISTS (SELECT 1 FROM legaldocs_expression WHERE id = NEW.expression_id AND posted_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    f"""CREATE TRIGGER legaldocs_provision_frozen_delete BEFORE DELETE ON legaldocs_provision
    WHEN EXISTS (SELECT 1 FROM legaldocs_expression WHERE id = OLD.expression_id AND posted_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
]
SQLITE_DROP = [
    "DROP TRIGGER IF EXISTS legaldocs_expression_frozen",
    "DROP TRIGGER IF EXISTS legaldocs_provision_frozen_update",
    "DROP TRIGGER IF EXISTS legaldocs_provision_frozen_insert",
    "DROP TRIGGER IF EXISTS legaldocs_provision_frozen_delete",
]
POSTGRESQL = [
    f"""CREATE FUNCTION legaldocs_expression_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.posted_at IS NOT NULL AND (NEW.source_text IS DISTINCT FROM OLD.source_text
            OR NEW.posted_at IS DISTINCT FROM OLD.posted_at OR NEW.document_id IS DISTINCT FROM OLD.document_id
            OR NEW.kind IS DISTINCT FROM OLD.kind OR NEW.draft_number IS DISTINCT FROM OLD.draft_number) THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE TRIGGER legaldocs_expression_frozen BEFORE UPDATE ON legaldocs_expression
    FOR EACH ROW EXECUTE FUNCTION legaldocs_expression_frozen()""",
    f"""CREATE FUNCTION legaldocs_provision_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE held bigint;
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.text IS NOT DISTINCT FROM OLD.text AND NEW.heading IS NOT DISTINCT FROM OLD.heading
            AND NEW.num IS NOT DISTINCT FROM OLD.num AND NEW.eid IS NOT DISTINCT FROM OLD.eid
            AND NEW.anchor IS NOT DISTINCT FROM OLD.anchor AND NEW."order" IS NOT DISTINCT FROM OLD."order"
            AND NEW.expression_id IS NOT DISTINCT FROM OLD.expression_id THEN
            RETURN NEW;
        END IF;
        held := CASE WHEN TG_OP = 'INSERT' THEN NEW.expression_id ELSE OLD.expression_id END;
        IF EXISTS (SELECT 1 FROM legaldocs_expression WHERE id = held AND posted_at IS NOT NULL) THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$""",
    """CREATE TRIGGER legaldocs_provision_frozen BEFORE INSERT OR UPDATE OR DELETE ON legaldocs_provision
    FOR EACH ROW EXECUTE FUNCTION legaldocs_provision_frozen()""",
]
POSTGRESQL_DROP = [
    "DROP TRIGGER IF EXISTS legaldocs_expression_frozen ON legaldocs_expression",
    "DROP FUNCTION IF EXISTS legaldocs_expression_frozen()",
    "DROP TRIGGER IF EXISTS legaldocs_provision_frozen ON legaldocs_provision",
    "DROP FUNCTION IF EXISTS legaldocs_provision_frozen()",
]


def create(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.connection.cursor().execute(statement)


def drop(apps, schema_editor):
    statements = POSTGRESQL_DROP if schema_editor.connection.vendor == "postgresql" else SQLITE_DROP
    for statement in statements:
        schema_editor.connection.cursor().execute(statement)


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]

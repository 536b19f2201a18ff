"""The trail can only grow: a trigger refuses changes and deletions, on both databases."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
       BEGIN SELECT RAISE(ABORT, 'The event trail cannot be changed.'); END""",
    """CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
       BEGIN SELECT RAISE(ABORT, 'The event trail cannot be shortened.'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION audit_event_is_final() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'The event trail cannot be changed.'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER audit_event_is_final BEFORE UPDATE OR DELETE ON audit_event
       FOR EACH ROW EXECUTE FUNCTION audit_event_is_final()""",
]


def close(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def open_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER audit_event_no_update")
        schema_editor.execute("DROP TRIGGER audit_event_no_delete")
    else:
        schema_editor.execute("DROP TRIGGER audit_event_is_final ON audit_event")
        schema_editor.execute("DROP FUNCTION audit_event_is_final()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(close, open_again)]

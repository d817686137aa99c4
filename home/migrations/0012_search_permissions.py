"""Editors tend the words of the search and see which questions it fails."""

from django.db import migrations

TENDS = ["Biên tập viên", "Trưởng ban biên tập", "Quản trị viên"]
PERMISSIONS = [
    *[("searchterm", f"{verb}_searchterm") for verb in ("add", "change", "delete", "view")],
    ("querycount", "view_querycount"),
]


def give(apps, schema_editor):
    kinds = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for group in apps.get_model("auth", "Group").objects.filter(name__in=TENDS):
        for model, codename in PERMISSIONS:
            kind = kinds.get_or_create(app_label="legaldocs", model=model)[0]
            defaults = {"name": f"Can {codename.replace('_', ' ')}"}
            group.permissions.add(permissions.get_or_create(content_type=kind, codename=codename, defaults=defaults)[0])


class Migration(migrations.Migration):
    dependencies = [("home", "0011_workflow_of_documents"), ("legaldocs", "0012_search_words")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]

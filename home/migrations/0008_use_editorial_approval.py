"""The approval step Wagtail installs becomes ours: it does not approve what breaks a blocker rule."""

from django.db import migrations


def take_over(apps, schema_editor):
    plain = apps.get_model("wagtailcore", "GroupApprovalTask")
    ours = apps.get_model("home", "EditorialApprovalTask")
    kind = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="home", model="editorialapprovaltask"
    )[0]
    for task in plain.objects.all():
        if ours.objects.filter(pk=task.pk).exists():
            continue
        child = ours(groupapprovaltask_ptr_id=task.pk)
        child.__dict__.update({name: value for name, value in task.__dict__.items() if not name.startswith("_")})
        child.content_type_id = kind.pk
        child.save()


def give_back(apps, schema_editor):
    kind = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )[0]
    for child in apps.get_model("home", "EditorialApprovalTask").objects.all():
        apps.get_model("wagtailcore", "Task").objects.filter(pk=child.pk).update(content_type=kind)
        child.delete(keep_parents=True)


class Migration(migrations.Migration):

    dependencies = [("home", "0007_editorial_approval"), ("home", "0006_create_roles")]

    operations = [migrations.RunPython(take_over, give_back)]

"""One workflow for pages and legal documents: editors submit, the head of the editorial board approves."""

from django.db import migrations

NAME = "Biên tập → Trưởng ban biên tập"
BEFORE = "Duyệt trước khi công khai"
TASK = "Trưởng ban biên tập duyệt"
HEAD = "Trưởng ban biên tập"


def approval_task(apps):
    """The step that asks the head; made where an installation has taken it away."""
    model = apps.get_model("home", "EditorialApprovalTask")
    task = model.objects.filter(active=True).order_by("pk").first()
    if task is None:
        kind = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="home", model="editorialapprovaltask"
        )[0]
        task = model.objects.create(name=TASK, active=True, content_type_id=kind.pk)
        task.groups.set(apps.get_model("auth", "Group").objects.filter(name=HEAD))
    return task


def assign(apps, schema_editor):
    workflow_model = apps.get_model("wagtailcore", "Workflow")
    step = apps.get_model("wagtailcore", "WorkflowTask")
    task = approval_task(apps)
    steps = step.objects.filter(task_id=task.pk, workflow__active=True).order_by("pk")
    workflow = steps.first().workflow if steps else workflow_model.objects.create(name=NAME, active=True)
    if workflow.name in (BEFORE, "Moderators approval"):
        workflow.name = NAME
        workflow.save()
    step.objects.get_or_create(workflow_id=workflow.pk, task_id=task.pk)
    document = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="legaldocs", model="legaldocument"
    )[0]
    apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
        content_type_id=document.pk, defaults={"workflow_id": workflow.pk}
    )
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    if root is not None:
        apps.get_model("wagtailcore", "WorkflowPage").objects.get_or_create(
            page_id=root.pk, defaults={"workflow_id": workflow.pk}
        )


def release(apps, schema_editor):
    apps.get_model("wagtailcore", "WorkflowContentType").objects.filter(
        content_type__app_label="legaldocs", content_type__model="legaldocument", workflow__name=NAME
    ).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=NAME).update(name=BEFORE)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0010_words_on_reuse"),
        ("legaldocs", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(assign, release)]

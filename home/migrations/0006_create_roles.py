"""The six roles of the office. Wagtail's own two groups go, their workflow passes to the head of the editorial board."""

from django.db import migrations

EDITOR = "Biên tập viên"
MODERATOR = "Kiểm duyệt viên"
DRAFTER = "Chuyên viên soạn thảo"
HEAD = "Trưởng ban biên tập"
AGENCY = "Cán bộ cơ quan"
ADMINISTRATOR = "Quản trị viên"
ROLES = [EDITOR, MODERATOR, DRAFTER, HEAD, AGENCY, ADMINISTRATOR]

ADMIN = [("wagtailadmin", "admin", "access_admin")]
CORPUS = ["legaldocument", "expression", "documentfile", "relation", "signer", "intakebatch", "intakeitem"]
WRITE_CORPUS = [("legaldocs", model, f"{verb}_{model}") for model in CORPUS for verb in ("add", "change", "view")]
PUBLISH_CORPUS = [("legaldocs", model, f"{verb}_{model}") for model in ("legaldocument", "expression") for verb in ("publish", "lock", "unlock")]
DELETE_CORPUS = [("legaldocs", model, f"delete_{model}") for model in CORPUS]
SEE_REGISTERS = [("legaldocs", "organization", "view_organization"), ("legaldocs", "subject", "view_subject")]
KEEP_REGISTERS = [
    ("legaldocs", model, f"{verb}_{model}") for model in ("organization", "subject") for verb in ("add", "change", "delete", "view")
]
MODERATE = [("consultations", "comment", "moderate_comment")]
ANSWER = [("consultations", "response", "answer_comment")]
PUBLISH_ANSWERS = [("consultations", "response", "publish_response")]
EXPORT = [("consultations", "consultationpage", "export_consultation")]
OFFICERS = [("consultations", "agencyofficer", f"{verb}_agencyofficer") for verb in ("add", "change", "delete", "view")]
COMPLIANCE = [("home", "navigation", "view_compliance")]
FRAME = [("home", "navigation", "change_navigation"), ("home", "navigation", "view_navigation"), ("home", "ministrysettings", "change_ministrysettings")]
SYSTEM = [
    *[("auth", model, f"{verb}_{model}") for model in ("user", "group") for verb in ("add", "change", "delete", "view")],
    *[("wagtailcore", model, f"{verb}_{model}") for model in ("site", "locale", "collection", "workflow", "task") for verb in ("add", "change", "delete", "view")],
    *[("wagtailredirects", "redirect", f"{verb}_redirect") for verb in ("add", "change", "delete", "view")],
]

PERMISSIONS = {
    EDITOR: ADMIN + WRITE_CORPUS + PUBLISH_CORPUS + SEE_REGISTERS,
    MODERATOR: ADMIN + MODERATE,
    DRAFTER: ADMIN + WRITE_CORPUS + SEE_REGISTERS + ANSWER + EXPORT,
    HEAD: ADMIN + WRITE_CORPUS + PUBLISH_CORPUS + DELETE_CORPUS + KEEP_REGISTERS + MODERATE + ANSWER + PUBLISH_ANSWERS + EXPORT + COMPLIANCE + FRAME,
    AGENCY: [],
    ADMINISTRATOR: ADMIN + WRITE_CORPUS + PUBLISH_CORPUS + DELETE_CORPUS + KEEP_REGISTERS + MODERATE + ANSWER + PUBLISH_ANSWERS + EXPORT + OFFICERS + COMPLIANCE + FRAME + SYSTEM,
}
PAGE_VERBS = {
    EDITOR: ("home", ["add", "change", "publish"]),
    DRAFTER: ("consultations", ["add", "change"]),
    HEAD: ("home", ["add", "change", "publish", "bulk_delete", "lock", "unlock"]),
    ADMINISTRATOR: ("home", ["add", "change", "publish", "bulk_delete", "lock", "unlock"]),
}
MEDIA_VERBS = {
    EDITOR: ["add", "change", "choose"],
    DRAFTER: ["add", "choose"],
    HEAD: ["add", "change", "choose"],
    ADMINISTRATOR: ["add", "change", "choose"],
}


class Roles:
    """Writes groups and their permissions through the frozen models."""

    def __init__(self, apps):
        self.apps = apps
        self.groups = {name: self.model("auth", "Group").objects.get_or_create(name=name)[0] for name in ROLES}

    def model(self, app, name):
        return self.apps.get_model(app, name)

    def permission(self, app, model, codename):
        """The permission, made here when the models' own post_migrate has not run yet."""
        kind = self.model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)[0]
        return self.model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
        )[0]

    def give_models(self):
        for role, wanted in PERMISSIONS.items():
            self.groups[role].permissions.add(*[self.permission(*names) for names in wanted])

    def give_pages(self):
        homes = list(self.model("home", "HomePage").objects.filter(depth=2))
        indexes = list(self.model("consultations", "ConsultationIndexPage").objects.all())
        rights = self.model("wagtailcore", "GroupPagePermission")
        for role, (where, verbs) in PAGE_VERBS.items():
            for page in homes if where == "home" else indexes:
                for verb in verbs:
                    rights.objects.get_or_create(
                        group=self.groups[role], page_id=page.pk, permission=self.permission("wagtailcore", "page", f"{verb}_page")
                    )

    def give_media(self):
        collection = self.model("wagtailcore", "Collection").objects.filter(depth=1).first()
        rights = self.model("wagtailcore", "GroupCollectionPermission")
        for role, verbs in MEDIA_VERBS.items():
            for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
                for verb in verbs:
                    rights.objects.get_or_create(
                        group=self.groups[role], collection=collection, permission=self.permission(app, model, f"{verb}_{model}")
                    )

    def take_over_workflow(self):
        for task in self.model("wagtailcore", "GroupApprovalTask").objects.all():
            task.groups.set([self.groups[HEAD]])
            task.name = "Trưởng ban biên tập duyệt"
            task.save()
        self.model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").update(name="Duyệt trước khi công khai")
        self.model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


def create_roles(apps, schema_editor):
    roles = Roles(apps)
    roles.give_models()
    roles.give_pages()
    roles.give_media()
    roles.take_over_workflow()


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0005_compliance_permission"),
        ("home", "0004_create_sections"),
        ("legaldocs", "0001_initial"),
        ("consultations", "0002_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0005_editingsession_is_editing"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_roles, remove_roles)]

"""The page tree every portal begins with: home and list of consultations, in Vietnamese and in English.

Wagtail's welcome page goes. Models here are the frozen ones, so tree positions are written by hand
(treebeard: four signs a level).
"""

import uuid

from django.db import migrations

VI, EN = "vi", "en"
HOMES = {VI: ("Trang chủ", "trang-chu"), EN: ("Home", "home-en")}
INDEX = {VI: "Lấy ý kiến dự thảo", EN: "Consultations on drafts"}
INDEX_SLUG = "lay-y-kien"


def content_type(apps, app_label, model):
    kinds = apps.get_model("contenttypes", "ContentType")
    return kinds.objects.get_or_create(app_label=app_label, model=model)[0]


def add_child(model, parent, *, title, slug, locale, translation_key, kind, **fields):
    """One page as the last child of ``parent``."""
    parent.numchild += 1
    parent.save(update_fields=["numchild"])
    return model.objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        path=f"{parent.path}{parent.numchild:04d}",
        depth=parent.depth + 1,
        numchild=0,
        url_path=f"{parent.url_path}{slug}/",
        locale=locale,
        translation_key=translation_key,
        content_type=kind,
        live=True,
        **fields,
    )


def create_pages(apps, schema_editor):
    page_model = apps.get_model("wagtailcore", "Page")
    locale_model = apps.get_model("wagtailcore", "Locale")
    site_model = apps.get_model("wagtailcore", "Site")
    home_model = apps.get_model("home", "HomePage")
    index_model = apps.get_model("consultations", "ConsultationIndexPage")

    locales = {code: locale_model.objects.get_or_create(language_code=code)[0] for code in (VI, EN)}
    root = page_model.objects.get(depth=1)
    welcome = page_model.objects.filter(depth=2, slug="home", content_type=content_type(apps, "wagtailcore", "page"))
    welcome.delete()
    root.numchild = 0
    for last in page_model.objects.filter(depth=2).order_by("path"):
        root.numchild = max(root.numchild, int(last.path[-4:], 36))
    page_model.objects.filter(pk=root.pk).update(numchild=root.numchild, locale=locales[VI])
    root.refresh_from_db()

    home_key, index_key = uuid.uuid4(), uuid.uuid4()
    homes = {}
    for code, (title, slug) in HOMES.items():
        homes[code] = add_child(
            home_model, root, title=title, slug=slug, locale=locales[code], translation_key=home_key,
            kind=content_type(apps, "home", "homepage"),
        )
        add_child(
            index_model, homes[code], title=INDEX[code], slug=INDEX_SLUG, locale=locales[code],
            translation_key=index_key, kind=content_type(apps, "consultations", "consultationindexpage"),
            show_in_menus=True,
        )
    site_model.objects.filter(is_default_site=True).delete()
    site_model.objects.create(
        hostname="localhost", site_name="Cổng Công khai", root_page_id=homes[VI].pk, is_default_site=True
    )


def remove_pages(apps, schema_editor):
    home_model = apps.get_model("home", "HomePage")
    page_model = apps.get_model("wagtailcore", "Page")
    for home in home_model.objects.all():
        page_model.objects.filter(path__startswith=home.path).delete()
    page_model.objects.filter(depth=1).update(numchild=page_model.objects.filter(depth=2).count())


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0001_initial"),
        ("consultations", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_pages, remove_pages)]

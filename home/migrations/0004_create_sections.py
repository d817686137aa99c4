"""Sections of Article 10, tools, menu and footer in both languages, on the home pages of 0002."""

import json
import uuid
from importlib import import_module

from django.db import migrations

first = import_module("home.migrations._initial_pages")


def content_type(apps, model):
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="home", model=model)[0]


def stream(blocks):
    return json.dumps([{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks], ensure_ascii=False)


def list_items(values):
    return [{"type": "item", "value": value, "id": str(uuid.uuid4())} for value in values]


class Tree:
    """Adds pages below the home page of one language and remembers them by slug."""

    def __init__(self, apps, keys):
        self.apps, self.keys, self.by_slug = apps, keys, {}

    def add(self, parent, rows):
        for slug, model, title, summary, serves, body, children in rows:
            parent.numchild += 1
            parent.save(update_fields=["numchild"])
            page = self.apps.get_model("home", model).objects.create(
                title=title, draft_title=title, slug=slug, summary=summary, serves=serves, body=stream(body),
                path=f"{parent.path}{self.step(parent.numchild)}", depth=parent.depth + 1, numchild=0,
                url_path=f"{parent.url_path}{slug}/", locale_id=parent.locale_id, live=True, show_in_menus=True,
                translation_key=self.keys.setdefault(slug, uuid.uuid4()), content_type=content_type(self.apps, model),
            )
            self.by_slug[slug] = page.pk
            self.add(page, children)

    @staticmethod
    def step(number):
        """A treebeard step: four signs to the base of 36."""
        signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        out = ""
        while number:
            number, rest = divmod(number, 36)
            out = signs[rest] + out
        return out.rjust(4, "0")

    def link(self, target, title):
        page = self.by_slug.get(target)
        return {"title": title, "page": page, "url": "" if page else target}


def create_sections(apps, schema_editor):
    home_model = apps.get_model("home", "HomePage")
    index_model = apps.get_model("consultations", "ConsultationIndexPage")
    section_model = apps.get_model("home", "HomeSection")
    navigation_model = apps.get_model("home", "Navigation")
    keys = {}
    for home in home_model.objects.filter(depth=2).order_by("path"):
        language = home.locale.language_code
        if language not in first.PAGES:
            continue
        tree = Tree(apps, keys)
        index = index_model.objects.filter(path__startswith=home.path).first()
        if index:
            tree.by_slug["lay-y-kien"] = index.pk
        tree.add(home, first.PAGES[language])
        for name, value in first.HOME[language].items():
            setattr(home, name, value)
        home.save()
        for order, (target, title, text) in enumerate(first.SECTIONS[language]):
            link = tree.link(target, title)
            section_model.objects.create(
                home=home, sort_order=order, page_id=link["page"], url=link["url"], title=title, text=text
            )
        menu = [
            ("item", {**tree.link(target, title), "children": list_items([tree.link(child, "") for child in children])})
            for target, title, children in first.MENU[language]
        ]
        footer = [
            ("column", {"title": title, "links": list_items([tree.link(target, name) for target, name in links])})
            for title, links in first.FOOTER[language]
        ]
        navigation_model.objects.update_or_create(
            language=language, defaults={"menu": stream(menu), "footer": stream(footer)}
        )


def remove_sections(apps, schema_editor):
    home_model = apps.get_model("home", "HomePage")
    page_model = apps.get_model("wagtailcore", "Page")
    apps.get_model("home", "Navigation").objects.all().delete()
    apps.get_model("home", "HomeSection").objects.all().delete()
    for home in home_model.objects.filter(depth=2):
        below = page_model.objects.filter(path__startswith=home.path, depth__gt=2, content_type__app_label="home")
        below.delete()
        home.numchild = page_model.objects.filter(path__startswith=home.path, depth=3).count()
        home.save(update_fields=["numchild"])


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0003_pages_menus_settings"),
        ("home", "0002_create_home_pages"),
        ("consultations", "0002_initial"),
    ]

    operations = [migrations.RunPython(create_sections, remove_sections)]

"""Pages around the corpus, and the page tree made again where a test flushed the database."""

from __future__ import annotations

import datetime
from importlib import import_module
from typing import Any

import factory
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Locale, Page

from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from home.navigation import store_frames


def ensure_site() -> HomePage:
    """The tree, menus and roles of the migrations; nothing is done where they stand already. Returns the Vietnamese home."""
    if not HomePage.objects.exists():
        vietnamese, _made = Locale.objects.get_or_create(language_code="vi")
        if not Page.objects.filter(depth=1).exists():
            Page.add_root(instance=Page(title="Root", slug="root", locale=vietnamese))
        if not Collection.objects.exists():
            Collection.add_root(instance=Collection(name="Root"))
        import_module("home.migrations.0002_create_home_pages").create_pages(apps, None)
        import_module("home.migrations.0004_create_sections").create_sections(apps, None)
        import_module("home.migrations.0006_create_roles").create_roles(apps, None)
        store_frames()
    return HomePage.objects.get(locale__language_code="vi")


def user_with_role(role: str, **kwargs: Any) -> Any:
    """An account with one of the six roles."""
    ensure_site()
    name = kwargs.pop("username", f"nguoi-{get_user_model().objects.count() + 1}")
    user = get_user_model().objects.create_user(name, f"{name}@moha.gov.vn", "mat-khau-thu-123", **kwargs)
    user.groups.add(Group.objects.get(name=role))
    return user


class PageFactory(DjangoModelFactory):
    """Adds the page below ``parent`` instead of saving it alone."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Trang số {n}")
    slug = factory.Sequence(lambda n: f"trang-so-{n}")

    @classmethod
    def default_parent(cls) -> Page:
        """Where the page stands unless told."""
        return ensure_site()

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, parent: Page | None = None, **kwargs: Any) -> Page:
        parent = parent or cls.default_parent()
        return parent.add_child(instance=model_class(*args, locale=parent.locale, **kwargs))


class StandardPageFactory(PageFactory):
    """A standard page below the home page."""

    class Meta:
        model = StandardPage


class NewsPageFactory(PageFactory):
    """One piece of news."""

    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda n: f"Hội nghị triển khai công tác lần thứ {n}")
    summary = "Sáng nay, cơ quan tổ chức hội nghị triển khai công tác."
    date = datetime.date(2026, 11, 20)

    @classmethod
    def default_parent(cls) -> Page:
        """The Vietnamese list of news."""
        ensure_site()
        return NewsIndexPage.objects.get(locale__language_code="vi")

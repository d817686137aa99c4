"""Parts of pages kept in the process: the same for the same key and language, made anew for any other."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from portal.templatetags import kept_tags


@pytest.fixture(autouse=True)
def nothing_kept():
    kept_tags._parts.clear()
    yield
    kept_tags._parts.clear()


PART = Template("{% kept 'part' key other %}<b>{{ value }}</b>{% endkept %}")


def shown(**values) -> str:
    return PART.render(Context({"other": "1", **values}))


def test_a_part_is_rendered_once_for_its_key():
    assert shown(key="k", value="first") == "<b>first</b>"
    assert shown(key="k", value="second") == "<b>first</b>"


def test_another_key_or_language_makes_it_anew():
    with override("vi"):
        shown(key="k", value="first")
        assert shown(key="l", value="second") == "<b>second</b>"
        assert shown(key="k", other="2", value="third") == "<b>third</b>"
    with override("en"):
        assert shown(key="k", value="English") == "<b>English</b>"


@pytest.mark.parametrize("key", ["", None])
def test_without_a_key_nothing_is_kept(key):
    assert shown(key=key, value="first") == "<b>first</b>"
    assert shown(key=key, value="second") == "<b>second</b>"
    assert not kept_tags._parts


def test_in_development_templates_change_and_nothing_is_kept(settings):
    settings.DEBUG = True
    shown(key="k", value="first")
    assert shown(key="k", value="second") == "<b>second</b>"


def test_what_is_kept_is_escaped_once():
    assert shown(key="k", value="<i>") == "<b>&lt;i&gt;</b>"
    assert shown(key="k", value="") == "<b>&lt;i&gt;</b>"


def test_only_so_many_parts_are_kept_and_the_oldest_goes(monkeypatch):
    monkeypatch.setattr(kept_tags, "MOST", 2)
    for key in ("a", "b"):
        shown(key=key, value=key)
    shown(key="a", value="again")
    shown(key="c", value="c")
    assert shown(key="a", value="new") == "<b>a</b>"
    assert shown(key="b", value="new") == "<b>new</b>"


def test_a_part_without_a_key_in_the_template_is_a_mistake():
    with pytest.raises(TemplateSyntaxError):
        Template("{% kept 'part' %}x{% endkept %}")

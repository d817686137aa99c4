"""The catalogues: every message in use has Vietnamese words, and the words take the same values."""

from __future__ import annotations

import polib
import pytest
from django.utils import translation

from portal import messages


@pytest.fixture(scope="module")
def used():
    return messages.used_messages()


@pytest.fixture(scope="module")
def catalogue():
    return messages.merged()[0]


def test_every_message_in_use_has_vietnamese_words(used, catalogue):
    gaps = messages.missing(used, catalogue)
    assert not gaps, "\n".join(
        f"{message.context or '-'} | {message.id!r} ({places[0]})" for message, places in gaps.items()
    )


def test_vietnamese_words_take_the_same_values(catalogue):
    assert messages.wrong_placeholders(catalogue) == []


def test_no_fragment_holds_fuzzy_or_empty_entries():
    for domain in messages.DOMAINS:
        for path in messages.fragments(domain):
            for entry in polib.pofile(str(path)):
                assert "fuzzy" not in entry.flags, (path.name, entry.msgid)
                assert entry.msgstr or all(entry.msgstr_plural.values()), (path.name, entry.msgid)


def test_the_english_catalogue_holds_every_message(used):
    english = {(entry.msgctxt or "", entry.msgid): entry for entry in messages.english(used)}
    assert {message.key for message in used} == set(english)
    assert all(entry.msgstr == entry.msgid or entry.msgstr_plural[0] == entry.msgid for entry in english.values())


def test_messages_are_collected_from_python_and_from_templates(used):
    ids = {message.id for message in used}
    assert "ministry and portal" in ids  # home/models/frame.py
    assert "No draft is open for comments today" in ids  # templates/home/home_page.html
    assert "No agency is found for “%(question)s”" in ids  # blocktranslate asvar
    assert messages.Message("%(n)s clause changed", "%(n)s clauses changed") in used
    assert messages.Message("Open for comments", context="home") in used


def test_compiled_catalogues_are_used():
    messages.compile_catalogues()
    with translation.override("vi"):
        assert translation.gettext("ministry and portal") == "cơ quan và cổng"
        assert (
            translation.ngettext("%(n)s clause changed", "%(n)s clauses changed", 2) % {"n": 2}
            == "2 điều khoản thay đổi"
        )
        assert translation.gettext("Save draft") == "Lưu nháp"
    with translation.override("en"):
        assert translation.gettext("ministry and portal") == "ministry and portal"


def test_a_stale_catalogue_is_compiled_again_and_a_fresh_one_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    monkeypatch.setattr(messages, "FRAGMENTS", tmp_path / "fragments")
    (tmp_path / "fragments").mkdir()
    (tmp_path / "fragments" / "a.po").write_text('msgid "x"\nmsgstr "y"\n', encoding="utf-8")
    assert messages.compile_catalogues()
    assert not messages.compile_catalogues()
    assert polib.mofile(str(tmp_path / "vi" / "LC_MESSAGES" / "django.mo"))[0].msgstr == "y"


def test_two_fragments_that_disagree_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "FRAGMENTS", tmp_path)
    (tmp_path / "a.po").write_text('msgid "x"\nmsgstr "y"\n', encoding="utf-8")
    (tmp_path / "b.po").write_text('msgid "x"\nmsgstr "z"\n', encoding="utf-8")
    catalogue, remarks = messages.merged()
    assert catalogue[0].msgstr == "y"
    assert "a.po / b.po" in remarks[0]

"""Editors meet no English: every message of Wagtail's parts in use has Vietnamese words, with the same values filled in."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
import wagtail
from django.utils import translation
from django.utils.translation import trans_real

from portal.messages import LOCALE, PLACEHOLDER

WAGTAIL = Path(wagtail.__file__).parent
PARTS = [
    "",
    "admin",
    "documents",
    "images",
    "snippets",
    "users",
    "sites",
    "locales",
    "contrib/redirects",
    "contrib/settings",
    "contrib/simple_translation",
]
# Said in English on purpose: names, and words that are the same in both languages.
SAME = {"Wagtail", "HTML", "ID", "URL", "Slug", "Email", "Menu", "%(count)s", "API"}


def messages(part, domain):
    path = WAGTAIL / part / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    return [entry for entry in polib.pofile(str(path), encoding="utf-8") if not entry.obsolete] if path.exists() else []


@pytest.mark.parametrize("part", PARTS)
def test_every_message_of_the_admin_has_vietnamese_words(part):
    catalogue = trans_real.translation("vi")
    with translation.override("vi"):
        english = []
        for entry in messages(part, "django"):
            if entry.msgid_plural:
                said = translation.ngettext(entry.msgid, entry.msgid_plural, 7)
                known = said not in {entry.msgid, entry.msgid_plural}
            elif entry.msgctxt:
                known = translation.pgettext(entry.msgctxt, entry.msgid) != entry.msgid
            else:
                known = catalogue.gettext(entry.msgid) != entry.msgid
            if (
                not known
                and entry.msgid.strip() not in SAME
                and any(letter.isalpha() for letter in PLACEHOLDER.sub("", entry.msgid))
            ):
                english.append(entry.msgid)
    assert english == []


@pytest.mark.parametrize("part", ["admin"])
def test_scripts_of_the_admin_speak_vietnamese_too(part):
    ours = {
        (entry.msgctxt, entry.msgid)
        for path in [
            LOCALE / "vi" / "LC_MESSAGES" / "djangojs.po",
            WAGTAIL / part / "locale/vi/LC_MESSAGES/djangojs.po",
        ]
        if path.exists()
        for entry in polib.pofile(str(path), encoding="utf-8")
        if entry.msgstr or entry.msgstr_plural
    }
    english = [entry.msgid for entry in messages(part, "djangojs") if (entry.msgctxt, entry.msgid) not in ours]
    assert [words for words in english if words not in SAME] == []

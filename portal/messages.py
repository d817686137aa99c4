"""The catalogues of messages, kept without gettext's tools: collected from code and templates, merged, compiled.

Translations are written in ``portal/locale/fragments/*.po`` (``*.djangojs.po`` for scripts of the admin);
``merge_messages`` brings them into ``portal/locale/vi/LC_MESSAGES``. English is the language of the msgids.
"""

from __future__ import annotations

import ast
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

logger = logging.getLogger(__name__)
ROOT = Path(settings.BASE_DIR)
LOCALE = ROOT / "portal" / "locale"
FRAGMENTS = LOCALE / "fragments"
APPS = ("portal", "legaldocs", "consultations", "home")
DOMAINS = ("django", "djangojs")
#: Functions of gettext and which of their arguments are what.
FUNCTIONS = {
    "_": ("id",),
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
_CALL = re.compile(r"""(?<![\w.])(n?p?gettext|_)\(((?:[^()'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*)\)""", re.DOTALL)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@dataclass(frozen=True)
class Message:
    """One message in use."""

    id: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Context and msgid: what identifies an entry of a catalogue."""
        return (self.context, self.id)


# -- collecting -------------------------------------------------------------------------------------
def used_messages() -> dict[Message, list[str]]:
    """Every message of our code and templates with the places that use it."""
    found: dict[Message, list[str]] = {}
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        messages = _of_python(text) if path.suffix == ".py" else _of_template(text, str(path))
        for message in messages:
            found.setdefault(message, []).append(str(path.relative_to(ROOT)))
    return found


def _sources() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt", ".xml"})


def _of_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            parts = FUNCTIONS.get(name)
            if parts:
                message = _message(parts, node.args)
                if message:
                    yield message


def _of_template(text: str, origin: str) -> Iterator[Message]:
    for match in _CALL.finditer(templatize(text, origin=origin)):
        try:
            call = ast.parse(f"f({match[2].strip()})", mode="eval").body
        except SyntaxError:
            continue
        if isinstance(call, ast.Call):
            message = _message(FUNCTIONS[match[1]], call.args)
            if message:
                yield message


def _message(parts: tuple[str, ...], arguments: list[ast.expr]) -> Message | None:
    values: dict[str, str] = {}
    for part, argument in zip(parts, arguments, strict=False):
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            return None
        values[part] = argument.value
    return Message(**values) if values.get("id") else None


# -- merging ----------------------------------------------------------------------------------------
def fragments(domain: str = "django") -> list[Path]:
    """Files of one domain in the order in which they are merged."""
    if not FRAGMENTS.is_dir():
        return []
    special = {path for other in DOMAINS[1:] for path in FRAGMENTS.glob(f"*.{other}.po")}
    if domain == "django":
        return sorted(set(FRAGMENTS.glob("*.po")) - special)
    return sorted(FRAGMENTS.glob(f"*.{domain}.po"))


def merged(domain: str = "django") -> tuple[polib.POFile, list[str]]:
    """All fragments as one Vietnamese catalogue, and remarks on messages two fragments translate differently.

    Our own words win over those written for Wagtail's admin (``wagtail*.po``); otherwise the first file wins.
    """
    catalogue = _empty("vi")
    remarks: list[str] = []
    first_in: dict[tuple[str, str], str] = {}
    for path in sorted(fragments(domain), key=lambda path: (path.name.startswith("wagtail"), path.name)):
        for entry in polib.pofile(str(path), encoding="utf-8"):
            if entry.obsolete or "fuzzy" in entry.flags or not (entry.msgstr or entry.msgstr_plural):
                continue
            key = (entry.msgctxt or "", entry.msgid)
            if key in first_in:
                _join(catalogue, entry, f"{first_in[key]} / {path.name}", remarks)
                continue
            first_in[key] = path.name
            entry.occurrences, entry.tcomment = [], ""
            catalogue.append(entry)
    catalogue.sort(key=lambda entry: (entry.msgid.casefold(), entry.msgctxt or ""))
    return catalogue, remarks


def _join(catalogue: polib.POFile, entry: polib.POEntry, where: str, remarks: list[str]) -> None:
    known = next(e for e in catalogue if e.msgid == entry.msgid and (e.msgctxt or "") == (entry.msgctxt or ""))
    if entry.msgid_plural and not known.msgid_plural:
        known.msgid_plural, known.msgstr_plural, known.msgstr = entry.msgid_plural, entry.msgstr_plural, ""
    if known.msgstr and entry.msgstr and known.msgstr != entry.msgstr:
        remarks.append(f"{where}: “{entry.msgid}” — “{known.msgstr}” ≠ “{entry.msgstr}”")


def english(messages: dict[Message, list[str]]) -> polib.POFile:
    """The English catalogue: every message stands for itself."""
    catalogue = _empty("en")
    seen: set[tuple[str, str]] = set()
    for message in sorted(messages, key=lambda message: (message.id.casefold(), message.context, not message.plural)):
        if message.key in seen:
            continue
        seen.add(message.key)
        entry = polib.POEntry(msgid=message.id, msgctxt=message.context or None)
        if message.plural:
            entry.msgid_plural, entry.msgstr_plural = message.plural, {0: message.id, 1: message.plural}
        else:
            entry.msgstr = message.id
        catalogue.append(entry)
    return catalogue


def _empty(language: str) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Project-Id-Version": "cong-cong-khai",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;" if language == "vi" else "nplurals=2; plural=(n != 1);",
    }
    return catalogue


# -- judging ----------------------------------------------------------------------------------------
def missing(messages: dict[Message, list[str]], catalogue: polib.POFile) -> dict[Message, list[str]]:
    """Messages in use that have no Vietnamese words."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    return {
        message: places
        for message, places in messages.items()
        if message.key not in known or (message.plural and not known[message.key].msgid_plural)
    }


def wrong_placeholders(catalogue: polib.POFile) -> list[str]:
    """Messages whose Vietnamese words do not take exactly the values of the English ones."""
    wrong = []
    for entry in catalogue:
        texts = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
        wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
        if any(set(PLACEHOLDER.findall(text)) != wanted for text in texts):
            wrong.append(f"{entry.msgid} → {' | '.join(texts)}")
    return wrong


# -- writing and compiling --------------------------------------------------------------------------
def catalogue_path(language: str, domain: str, suffix: str) -> Path:
    """Where a catalogue stands."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.{suffix}"


def write_catalogues() -> None:
    """Write the merged Vietnamese catalogues and the English one as ``.po`` files."""
    for domain in DOMAINS:
        path = catalogue_path("vi", domain, "po")
        path.parent.mkdir(parents=True, exist_ok=True)
        merged(domain)[0].save(str(path))
    path = catalogue_path("en", "django", "po")
    path.parent.mkdir(parents=True, exist_ok=True)
    english(used_messages()).save(str(path))


def compile_catalogues(*, force: bool = False) -> list[Path]:
    """Compile what is out of date; returns the files written. Needs no gettext binary."""
    written = []
    for domain in DOMAINS:
        sources = fragments(domain) or [catalogue_path("vi", domain, "po")]
        target = catalogue_path("vi", domain, "mo")
        if force or _stale(target, sources):
            catalogue = merged(domain)[0] if fragments(domain) else polib.pofile(str(sources[0]))
            _save(catalogue, target)
            written.append(target)
    source, target = catalogue_path("en", "django", "po"), catalogue_path("en", "django", "mo")
    if source.exists() and (force or _stale(target, [source])):
        _save(polib.pofile(str(source)), target)
        written.append(target)
    return written


def _stale(target: Path, sources: list[Path]) -> bool:
    existing = [source for source in sources if source.exists()]
    if not existing:
        return False
    return not target.exists() or target.stat().st_mtime < max(source.stat().st_mtime for source in existing)


def _save(catalogue: polib.POFile, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{id(catalogue)}.tmp")
    catalogue.save_as_mofile(str(draft))
    draft.replace(target)  # another process may be reading it

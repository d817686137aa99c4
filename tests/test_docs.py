"""What the documents promise exists, and what exists is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def environment_variables() -> set[str]:
    names: set[str] = set()
    for path in [
        *(ROOT / "portal" / "settings").glob("*.py"),
        *(ROOT / "tools").glob("*.py"),
        *(ROOT / "tests").rglob("*.py"),
    ]:
        text = path.read_text(encoding="utf-8")
        names |= set(re.findall(r"env\.(?:text|flag|number|items)\(\s*\"([A-Z_]+)\"", text))
        names |= set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", text))
    return names - {"PATH", "VIRTUAL_ENV", "PYTEST_XDIST_WORKER"}  # the last is set by pytest itself


@pytest.mark.parametrize("name", sorted(environment_variables()))
def test_every_environment_variable_stands_in_the_readme(name):
    assert f"`{name}`" in README


def commands() -> list[str]:
    return sorted(
        path.stem
        for app in ("portal", "legaldocs", "consultations", "home")
        for path in (ROOT / app / "management/commands").glob("[a-z]*.py")
    )


@pytest.mark.parametrize("name", commands())
def test_every_command_stands_in_the_readme(name):
    assert f"manage.py {name}" in README


def test_every_command_in_the_readme_exists():
    assert set(re.findall(r"manage\.py ([a-z_]+)", README)) <= set(commands())


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "DECISIONS.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_between_documents_lead_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target


def test_no_document_names_a_path_of_a_machine():
    pattern = re.compile(r"(?<![\w./-])/(?:work|root|home/[a-z]+)/")
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        assert not pattern.search(path.read_text(encoding="utf-8")), path

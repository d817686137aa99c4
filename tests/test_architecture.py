"""Imports run one way, the domain is pure, nothing is a drawer without a name."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["portal", "legaldocs", "consultations", "home"]
#: These wire everything and may know every app.
COMPOSITION_ROOT = {"portal/urls.py", "portal/api.py"}


def sources(folder: str) -> list[Path]:
    return [path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return names


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_down(layer):
    above = set(LAYERS[LAYERS.index(layer) + 1 :])
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(layer)
        if str(path.relative_to(ROOT)) not in COMPOSITION_ROOT
        for name in imported(path)
        if name.split(".")[0] in above
    ]
    assert wrong == []


def test_the_domain_imports_the_standard_library_only():
    allowed = set(sys.stdlib_module_names) | {"legaldocs"}
    wrong = [
        f"{path.name} imports {name}"
        for path in sources("legaldocs/domain")
        for name in imported(path)
        if name.split(".")[0] not in allowed
        or (name.startswith("legaldocs") and not name.startswith("legaldocs.domain"))
    ]
    assert wrong == []


def test_the_domain_loads_without_django():
    modules = ",".join(
        f"legaldocs.domain.{path.stem}" for path in sources("legaldocs/domain") if path.stem != "__init__"
    )
    code = f"import sys, importlib; [importlib.import_module(m) for m in '{modules}'.split(',')]; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("layer", LAYERS)
def test_models_never_import_services(layer):
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(layer)
        if "models" in path.parts or path.name == "models.py"
        for name in imported(path)
        if ".services" in name
    ]
    assert wrong == []


def test_no_drawer_without_a_name():
    names = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py"}
    assert [str(path) for layer in LAYERS for path in sources(layer) if path.name in names] == []


def test_no_source_file_is_longer_than_400_lines():
    long = [
        (str(path.relative_to(ROOT)), len(path.read_text(encoding="utf-8").splitlines()))
        for layer in LAYERS
        for path in sources(layer)
    ]
    assert [item for item in long if item[1] > 400] == []


def test_nothing_swallows_errors_silently():
    wrong = []
    for layer in LAYERS:
        for path in sources(layer):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ExceptHandler) and node.type is None:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []

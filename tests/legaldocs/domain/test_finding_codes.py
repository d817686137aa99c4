"""The register of codes: complete, in Vietnamese, and the only place that decides what blocks publishing."""

from __future__ import annotations

import re
from pathlib import Path

from legaldocs.domain.finding_codes import CODES, Settling, code_info
from legaldocs.domain.findings import Severity
from legaldocs.domain.text import VIETNAMESE_LETTERS

ROOT = Path(__file__).parents[3] / "legaldocs"
EMITTED = re.compile(r'(?:Finding|_finding|_report|_Check|_warning|warning|note|_note)\(\s*"([a-z]+(?:-[a-z]+)+)"')


def emitted_codes() -> dict[str, str]:
    found = {}
    for folder in ("domain", "intake", "services"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for code in EMITTED.findall(path.read_text(encoding="utf-8")):
                found[code] = path.name
    return found


def test_every_code_that_a_reader_reports_is_registered():
    missing = {code: name for code, name in emitted_codes().items() if code not in CODES}
    assert not missing


def test_the_search_for_codes_finds_codes():
    assert {"numbering-gap", "text-cut", "broken-characters", "record-conflict"} <= set(emitted_codes())


def test_every_code_has_a_title_and_advice_in_vietnamese():
    for info in CODES.values():
        assert any(letter in info.title.lower() for letter in VIETNAMESE_LETTERS), info.code
        assert any(letter in info.advice.lower() for letter in VIETNAMESE_LETTERS), info.code
        assert info.title[0].isupper()
        assert not info.title.endswith(".")
        assert info.advice.endswith(".")


def test_an_error_is_never_settled_without_a_reason():
    for info in CODES.values():
        assert (info.severity is Severity.ERROR) == (info.settling is not Settling.FREELY), info.code


def test_a_code_nobody_registered_still_has_words():
    info = code_info("something-new", Severity.INFO)
    assert (info.severity, info.settling) == (Severity.INFO, Settling.FREELY)
    assert info.title
    assert info.advice

"""The design system keeps its word: contracts, no inline code, no other host, weights, contrast."""

import gzip
import html
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from portal.provision_html import render_contents, render_provisions, table_html
from portal.storage import HashedStaticFilesStorage
from tests.portal.component_samples import SampleForm, bound_form, node, samples, tree

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "portal" / "static" / "portal"
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
ERROR_PAGES = ["400.html", "403.html", "404.html", "500.html", "maintenance.html"]
SPRITE = (STATIC / "img" / "sprite.svg").read_text()
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "use", "rect", "path"}


class Page(HTMLParser):
    """What the checks need to know of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.inline_code: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        if self.open and self.open[-1] in {"script", "style"} and data.strip():
            self.inline_code.append(data)
        self.text += data


def render(component: str, data: dict) -> str:
    """A component as a page includes it: the request is there, context processors (and the database) are not."""
    context = Context(data)
    context.request = RequestFactory().get("/van-ban/", {"loai": ["luat", "nghi-dinh"], "q": "đất đai", "page": "7"})
    with translation.override("vi"):
        return get_template(f"components/{component}.html").template.render(context)


def check_clean(text: str) -> Page:
    page = Page(text)
    assert not page.inline_code
    assert not page.open, "an element is left open"
    assert not page.unbalanced
    for tag, attributes in page.tags:
        assert tag != "style"
        assert tag != "script" or attributes.get("src")
        assert "style" not in attributes, (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href", "action", "data"):
            value = attributes.get(name) or ""
            assert not re.match(r"(?:https?:)?//", value), f"another host: {value}"
        if tag == "use":
            assert f'id="{(attributes["href"] or "").partition("#")[2]}"' in SPRITE, attributes
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids)), "an id stands twice"
    return page


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_states_its_contract_on_line_one(path):
    first = path.read_text().split("\n", 1)[0]
    assert re.fullmatch(r"\{# Expects: .+ #\}", first), path.name


@pytest.mark.parametrize(("component", "data"), samples(), ids=lambda value: value if isinstance(value, str) else "")
def test_component_renders_clean_html(component, data):
    check_clean(render(component, data))


def test_every_component_of_the_design_system_has_a_sample():
    shown = {name for name, _ in samples()}
    ours = {path.stem for path in COMPONENTS if path.read_text().startswith("{# Expects:")}
    assert shown <= ours


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_pages_render_without_any_context(name):
    with translation.override("vi"):
        page = check_clean(render_to_string(name))
    assert "Cổng Công khai" in page.text
    assert [tag for tag, _ in page.tags].count("h1") == 1


def test_frame_shows_what_it_is_given_and_hides_what_is_missing():
    context = {
        "site_menu": [{"title": "Văn bản", "url": "/van-ban/", "active": True}],
        "site_footer": [{"title": "Trợ giúp", "links": [{"title": "Sơ đồ trang", "url": "/so-do/"}]}],
        "ministry": {
            "name": "Bộ Nội vụ",
            "address": "Hà Nội",
            "responsible_person": "Chánh Văn phòng",
            "email": "a@b.vn",
        },
        "languages": [{"code": "vi", "name": "Tiếng Việt", "url": "/", "active": True}],
        "crumbs": [{"title": "Trang chủ", "url": "/"}, {"title": "Đây", "url": ""}],
    }
    with translation.override("vi"):
        page = check_clean(render_to_string("base.html", context))
    for words in ("Bộ Nội vụ", "Sơ đồ trang", "Chánh Văn phòng", "Tiếng Việt", "Văn bản"):
        assert words in page.text
    assert "Fax" not in page.text
    assert "None" not in page.text
    assert ("main", {"id": "main", "tabindex": "-1"}) in page.tags
    assert any(attributes.get("class") == "skip" and attributes["href"] == "#main" for _, attributes in page.tags)


def test_icons_are_decoration_beside_words():
    for component, context in samples():
        for tag, attributes in Page(render(component, context)).tags:
            if tag == "svg" and attributes.get("class") == "icon":
                assert attributes["aria-hidden"] == "true"
        for button in re.findall(
            r"<(?:button|a|summary)\b[^>]*>(.*?)</(?:button|a|summary)>", render(component, context), re.S
        ):
            assert Page(button).text.strip(), f"{component}: a control without words"


def test_what_people_typed_is_escaped_everywhere():
    comment = next(context for name, context in samples() if name == "comment_card")
    assert "<script>alert" not in render("comment_card", comment)
    assert "&lt;script&gt;" in render("comment_card", comment)
    assert "<b>chưa" not in render("provision_tree", {"nodes": tree(), "notes": {"art_1__cl_1": "<b>chưa an toàn</b>"}})


def test_field_ties_label_help_and_error_to_its_control():
    form = bound_form()
    page = Page(render("field", {"field": form["text"]}))
    control = next(attributes for tag, attributes in page.tags if tag == "textarea")
    ids = {attributes.get("id") for _, attributes in page.tags}
    assert control["aria-invalid"] == "true"
    assert set((control["aria-describedby"] or "").split()) == {"id_text_helptext", "id_text_error"} <= ids
    assert any(tag == "label" and attributes.get("for") == "id_text" for tag, attributes in page.tags)


def test_group_of_choices_is_a_fieldset_with_its_error():
    page = Page(render("field", {"field": bound_form()["stance"]}))
    fieldset = next(attributes for tag, attributes in page.tags if tag == "fieldset")
    assert fieldset["aria-describedby"] == "id_stance_error"
    assert "legend" in [tag for tag, _ in page.tags]


def test_error_summary_links_to_controls_that_exist():
    form = bound_form()
    links = re.findall(r'href="#([^"]+)"', render("error_summary", {"form": form}))
    fields = "".join(render("field", {"field": field}) for field in form)
    assert links
    for anchor in links:
        assert f'id="{anchor}"' in fields


def test_unbound_form_has_no_error_summary():
    assert render("error_summary", {"form": SampleForm()}).strip() == ""


def test_status_is_a_shape_and_a_word_and_never_guessed():
    shown = render("status_badge", {"status": "partly_expired"})
    assert "#status-partly_expired" in shown
    assert "Hết hiệu lực một phần" in Page(shown).text or "Partly expired" in Page(shown).text
    assert "#status-unknown" in render("status_badge", {"status": "lạ"})


def test_chip_takes_away_only_its_own_value_and_returns_to_page_one():
    shown = html.unescape(render("chips", {"chips": [{"label": "Luật", "name": "loai", "value": "luat"}]}))
    query = re.search(r'href="([^"]+)"', shown)[1]
    assert "loai=nghi-dinh" in query
    assert "loai=luat" not in query
    assert "page=" not in query


def test_pages_keep_the_query():
    shown = html.unescape(render("pagination", next(context for name, context in samples() if name == "pagination")))
    assert re.search(r"\?loai=luat&loai=nghi-dinh&q=[^&]+&page=8", shown)
    assert 'aria-current="page"' in shown


def test_query_takes_names_that_are_no_identifiers():
    context = Context({})
    context.request = RequestFactory().get("/van-ban/", {"q": "a", "sap-xep": "cu"})
    shown = Template('{% with_query "sap-xep" "moi" q=None %}').render(context)
    assert shown == "?sap-xep=moi"


# -- the text of the law ------------------------------------------------------------------------
def test_headings_follow_the_tree_and_quoted_articles_are_no_headings():
    shown = render_provisions(tree())
    assert re.search(r"<h2[^>]*><a[^>]*>Chương I</a> QUY ĐỊNH CHUNG</h2>", shown)
    assert re.search(r"<h3[^>]*><a[^>]*>Điều 1\.</a> Phạm vi</h3>", shown)
    assert re.search(r'<p class="pv-h"><a[^>]*>“Điều 28\.</a>', shown)


def test_every_provision_is_a_link_to_itself():
    page = Page(render_provisions(tree()))
    ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    links = {(attributes["href"] or "")[1:] for tag, attributes in page.tags if tag == "a"}
    assert {"dieu-1", "dieu-1--khoan-1", "dieu-1--khoan-1--diem-dd", "chuong-1", "phu-luc-1"} <= links <= ids


def test_table_keeps_escaped_bars_and_has_a_head():
    shown = table_html("| A | B |\n|---|---|\n| 1 \\| 2 | <x> |")
    assert '<th scope="col">A</th>' in shown
    assert "<td>1 | 2</td><td>&lt;x&gt;</td>" in shown
    check_clean(shown)
    check_clean(table_html(""))
    check_clean(table_html("không phải bảng"))


def test_links_in_running_text_are_kept():
    shown = render_provisions(
        [node("article", marker="Điều 1.", anchor="dieu-1", text="x")], inline=lambda _: '<a href="#y">y</a>\nz'
    )
    assert '<p><a href="#y">y</a></p><p>z</p>' in shown


def test_contents_names_headed_units_only_and_marks_the_current_one():
    shown = render_contents(tree(), base_url="/van-ban/x/", current="art_1")
    assert 'href="/van-ban/x/#dieu-1" aria-current="location">Điều 1. Phạm vi' in shown
    assert "khoan" not in shown
    check_clean(shown)


def test_real_laws_lose_no_character_on_the_page(corpus_dir):
    structure = pytest.importorskip("legaldocs.domain.structure")
    for path in sorted((corpus_dir / "laws").glob("*.txt"))[:12]:
        parsed = structure.parse(unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig")))
        page = check_clean(render_provisions(parsed.nodes))
        expected = re.sub(r"[\s|]|-{3,}", "", structure.to_text(parsed))
        assert re.sub(r"[\s|]|-{3,}", "", page.text) == expected, path.name


# -- weights --------------------------------------------------------------------------------------
def packed(pattern: str) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in STATIC.glob(pattern))


def test_styles_and_scripts_stay_light():
    assert 0 < packed("css/*.css") <= 20_000
    assert 0 < packed("js/*.js") <= 15_000


def test_preloaded_fonts_stay_under_110_kb_and_exist():
    names = re.findall(
        r"rel=\"preload\" href=\"\{% (?:static|asset) '([^']+)'", (ROOT / "templates" / "base.html").read_text()
    )
    sizes = [(ROOT / "portal" / "static" / name).stat().st_size for name in names]
    assert len(sizes) == 4
    assert sum(sizes) <= 110 * 1024


def test_every_file_a_style_names_exists_and_is_our_own():
    for path in (STATIC / "css").glob("*.css"):
        for address in re.findall(r"url\(\"?([^)\"]+)", path.read_text()):
            assert (path.parent / address).resolve().is_file(), (path.name, address)


def test_fonts_cover_every_vietnamese_letter():
    letters = unicodedata.normalize(
        "NFC",
        "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ"
        + "".join(base + tone for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in "\u0300\u0301\u0303\u0309\u0323"),
    )
    tokens = (STATIC / "css" / "tokens.css").read_text()
    for family in ("Be Vietnam Pro", "Source Serif 4"):
        covered: set[int] = set()
        for block in re.findall(r"@font-face \{([^}]*)\}", tokens):
            if f'"{family}"' not in block:
                continue
            for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", block):
                covered |= set(range(int(first, 16), int(last or first, 16) + 1))
        missing = [letter for letter in letters if ord(letter) not in covered]
        assert not missing, (family, missing)


def test_hashed_storage_resolves_every_import_and_address(tmp_path, settings):
    settings.DEBUG = False
    storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
    names = [str(path.relative_to(STATIC.parent)) for path in STATIC.rglob("*") if path.is_file()]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((STATIC.parent / name).read_bytes())
    results = {name: done for name, _, done in storage.post_process({name: (storage, name) for name in names})}
    assert not [done for done in results.values() if isinstance(done, Exception)]
    entry = (tmp_path / storage.stored_name("portal/js/enhance.js")).read_text()
    assert re.search(r'import\("\./copy\.[0-9a-f]{12}\.js"\)', entry)


# -- colours --------------------------------------------------------------------------------------
def _palette(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", text))


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    (7.0, "ink", "paper wash sunk mark"),
    (4.5, "muted", "paper wash sunk"),
    (4.5, "link", "paper wash mark"),
    (4.5, "visited", "paper wash mark"),
    (4.5, "action-ink", "action action-deep"),
    (4.5, "identity-ink", "identity"),
    (4.5, "identity-text", "paper wash"),
    (4.5, "ok", "paper ok-back wash"),
    (4.5, "info", "paper info-back"),
    (4.5, "warn", "paper warn-back"),
    (4.5, "bad", "paper bad-back"),
    (4.5, "off", "paper"),
    (4.5, "halt", "paper"),
    (4.5, "added-ink", "added"),
    (4.5, "removed-ink", "removed"),
    (3.0, "edge", "paper wash"),
    (3.0, "focus", "paper focus-back"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("least", "ink", "papers"), PAIRS)
def test_colours_are_readable(scheme, least, ink, papers):
    tokens = (STATIC / "css" / "tokens.css").read_text()
    split = tokens.index("@media (prefers-color-scheme: dark)")
    palette = _palette(tokens[:split])
    if scheme == "dark":
        palette |= _palette(tokens[split:])
    for paper in papers.split():
        assert contrast(palette[ink], palette[paper]) >= least, (scheme, ink, paper)

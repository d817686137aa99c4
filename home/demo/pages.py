"""Pages of the fictitious ministry: empty pages are filled, news and guidance added; what an editor wrote stays."""

from __future__ import annotations

import datetime
from typing import Any

from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from home.demo.kept_files import whole_part
from home.demo.page_texts import ENTRIES, PEOPLE, TEXTS
from home.demo.page_texts_en import TEXTS_EN
from home.models import GuidanceIndexPage, GuidancePage, HomePage, MinistrySettings, NewsIndexPage, NewsPage
from legaldocs.models import Subject

#: Example questions of 0004 are about real laws; these find something in the demo.
EXAMPLES = {
    "vi": "05/2025/TT-BMTN\nthời hạn trả kết quả thử nghiệm\nmien gia dich vu",
    "en": "01/2025/NĐ-CPM\ntrả kết quả thử nghiệm\nlưu mẫu",
}
MINISTRY = {
    "site_name_en": "Open Government Portal",
    "tagline": "Văn bản pháp luật và lấy ý kiến dự thảo (bản giới thiệu)",
    "tagline_en": "Legal documents and consultation on drafts (demonstration)",
    "name": "Bộ Mẫu và Thử nghiệm",
    "name_en": "Ministry of Samples and Testing (fictitious)",
    "address": "Số 12 đường Thử Nghiệm, phường Mẫu, thành phố Mẫu",
    "address_en": "12 Thu Nghiem Street, Mau Ward, Mau City",
    "phone": "024 0000 0001",
    "fax": "024 0000 0100",
    "email": "congkhai@bmtn.example",
    "edoc_email": "vanban@bmtn.example",
    "responsible_person": "Ngô Văn Trưởng, Trưởng Ban biên tập",
    "copyright": "Nội dung mẫu của một bộ không có thật. Được tự do sử dụng lại.",
}


def are_there() -> bool:
    """Whether the ministry of the portal has a name: then the pages were filled or belong to someone."""
    return MinistrySettings.objects.exclude(name="").exists()


def fill_pages(today: datetime.date) -> None:
    """Everything in one transaction."""
    with whole_part():
        site = Site.objects.get(is_default_site=True)
        settings = MinistrySettings.for_site(site)
        for name, value in MINISTRY.items():
            setattr(settings, name, value)
        settings.save()
        for language, texts in (("vi", TEXTS), ("en", TEXTS_EN)):
            home = HomePage.objects.filter(locale__language_code=language).first()
            if home is None:
                continue
            _examples(home, EXAMPLES[language])
            for slug, body in texts.items():
                _fill(home, slug, body)
        _entries(today)


def _examples(home: HomePage, examples: str) -> None:
    if home.latest_revision_id is None:  # nobody has edited it yet
        home.examples = examples
        home.save_revision().publish()


def _fill(home: HomePage, slug: str, body: list[tuple[str, Any]]) -> None:
    page = Page.objects.descendant_of(home).filter(slug=slug).specific().first()
    if page is None or len(page.body):
        return
    page.body = [block(kind, value) for kind, value in body]
    page.save_revision().publish()


def block(kind: str, value: Any) -> tuple[str, Any]:
    """One block of a page body from its short form."""
    if kind == "heading":
        return kind, {"text": value, "level": "2"}
    if kind == "text":
        return kind, RichText("".join(part if part.startswith("<") else f"<p>{part}</p>" for part in value))
    if kind == "notice":
        return kind, {"kind": "info", "text": value}
    if kind == "people":
        return kind, {"people": [PEOPLE[name] for name in value]}
    if kind == "accordion":
        return kind, {"entries": [{"title": title, "text": RichText(f"<p>{text}</p>")} for title, text in value]}
    return kind, value


def _entries(today: datetime.date) -> None:
    """News and guidance, dated back from the day of loading."""
    for entry in ENTRIES:
        kind, index_kind = (NewsPage, NewsIndexPage) if entry.is_news else (GuidancePage, GuidanceIndexPage)
        index = index_kind.objects.filter(locale__language_code="vi").first()
        if index is None or index.get_children().filter(slug=entry.slug).exists():
            continue
        page = kind(
            title=entry.title,
            slug=entry.slug,
            summary=entry.summary,
            locale=index.locale,
            date=today - datetime.timedelta(days=entry.days_ago),
            source=entry.source,
            body=[block(name, value) for name, value in entry.body],
        )
        if entry.subject:
            page.subject = Subject.objects.filter(name=entry.subject).first()
        index.add_child(instance=page)
        page.save_revision().publish()

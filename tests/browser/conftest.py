"""A real browser (Debian's Chromium) in front of the real site with its sample content."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.site import DemoSite, build, served

# Playwright keeps an event loop in this thread; tests that share the process use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
expect.set_options(timeout=20_000)

CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here is a browser test; the tests of one file stay with one worker.

    One that fails is tried once more and named among the reruns: a browser on a busy machine may miss its time, a fault
    comes back.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))
            item.add_marker(pytest.mark.xdist_group(f"browser-{item.path.stem}"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; without it the journeys are skipped, or fail where the services are required."""
    if not CHROMIUM:
        reason = "Chromium is missing: apt-get install -y chromium"
        pytest.fail(reason) if os.environ.get("REQUIRE_SERVICES") else pytest.skip(reason)
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The sample site, this worker's own copy."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = tmp_path_factory.mktemp("site") / "site"
    shutil.copytree(build(shared), folder)
    with served(folder) as running:
        yield running


class Watch:
    """Listens to everything a browser context does: nothing may come from elsewhere, nothing may be refused or fail."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url = url
        self.complaints: list[str] = []
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"JavaScript: {error.error}"))

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:", "blob:", "about:")):
            self.complaints.append(f"request to another host: {request.url}")

    def _response(self, response: Any) -> None:
        part = response.request.resource_type not in {"document", "fetch"}
        if response.status >= 500 or (part and response.status >= 400):
            self.complaints.append(f"{response.status}: {response.url}")

    def _console(self, message: Any) -> None:
        # A refused form, a page that is not there and a connection a journey cuts are said by the page itself.
        said = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED")
        if message.type == "error" and not any(words in message.text for words in said):
            self.complaints.append(f"console: {message.text}")


@pytest.fixture
def visitor(browser: Browser, site: DemoSite) -> Iterator[Callable[..., Page]]:
    """``visitor(java_script_enabled=False, …)``: somebody's page in a context of their own, watched until the end."""
    contexts: list[tuple[BrowserContext, Watch]] = []

    def come(**options: Any) -> Page:
        settings = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "reduced_motion": "reduce", **options}
        context = browser.new_context(base_url=site.url, **settings)
        context.set_default_timeout(20_000)
        contexts.append((context, Watch(context, site.url)))
        return context.new_page()

    yield come
    complaints = [complaint for _, watch in contexts for complaint in watch.complaints]
    for context, _ in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def staff(visitor: Callable[..., Page], site: DemoSite) -> Callable[[str], Page]:
    """``staff("bientap")``: that sample account, logged in to the editors' part."""

    def log_in(username: str) -> Page:
        page = visitor(viewport={"width": 1280, "height": 900})
        page.goto("/quan-tri/login/")
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill(site.passwords[username])
        page.locator("form button[type=submit]").first.click()
        page.wait_for_url("**/quan-tri/")
        return page

    return log_in


@pytest.fixture
def officer(visitor: Callable[..., Page], site: DemoSite) -> Callable[[str], Page]:
    """``officer("cq-tieudung")``: an officer of that agency at the agency desk."""

    def log_in(username: str) -> Page:
        page = visitor(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page.goto("/co-quan/")
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill(site.passwords[username])
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/co-quan/")
        return page

    return log_in

"""A real browser in front of the real thing: the production server, its own database, the shipped content.

    def test_a_comparison_can_be_printed(page): ...
    @pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
    def test_two_roles_are_compared(page, javascript): ...
    @pytest.mark.parametrize("screen", [PHONE]) ...  any other of the fixtures can be replaced the same way

Paths are enough for `page.goto("/roles/")`. A page that logs an error, breaks the Content-Security-Policy or asks
another host for anything fails its test by itself. The server is another process, so a test changes data as people
do, through the admin, or with `site.manage(...)`, and puts back what it changed: the tests of a worker share a server.
"""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.databases import ask, drop_database, make_database

# The headless shell opens a window in a third of the time; the whole browser does as well where there is no shell.
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
# Without them axe leaves out rules of its own choice, the size of targets among them.
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM_OPTIONS = [
    "--font-render-hinting=none",  # or the shell sets letters further apart than a screen does
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
HERE = Path(__file__).parent
START_SECONDS = 120


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.browser)
    if not CHROMIUM:
        # The end of the run says so in red (tests/conftest.py): a machine without it is told what was not looked at.
        item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@dataclass(frozen=True)
class Site:
    """A running server: where it is, and the environment that it and its commands share."""

    url: str
    project: Path
    environment: dict[str, str]

    def manage(self, *args: str, **environment: str) -> str:
        """What `manage.py` prints, run on this site's database."""
        run = subprocess.run(
            [sys.executable, "manage.py", *args],
            cwd=self.project,
            env=self.environment | environment,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    @property
    def database(self) -> str:
        """Its address."""
        return self.environment["DATABASE_URL"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, project: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The site as `make run` serves it, on a free port, with a database of its own."""
    folder = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock():
        database = make_database(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    environment |= {
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database,
    }
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "config.start"],
            cwd=project,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    wait_until_ready(port, server, log)
    yield Site(f"http://127.0.0.1:{port}", project, environment)
    server.terminate()
    server.wait(timeout=15)
    with django_db_blocker.unblock():
        drop_database(database)


def wait_until_ready(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    said = ""
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/readyz")
            answer = connection.getresponse()
            said = answer.read().decode()
            if answer.status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    server.kill()
    pytest.fail(f"The server did not get ready. {said}\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django would refuse the database to every later test in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
NARROWEST: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True}


@pytest.fixture
def screen() -> dict[str, Any]:
    """The size of the window and what it can do; parametrize to change."""
    return DESKTOP


@pytest.fixture
def javascript() -> bool:
    """Whether scripts run; parametrize to change."""
    return True


@pytest.fixture
def page(site: Site, browser: Browser, javascript: bool, screen: dict[str, Any]) -> Iterator[Page]:
    """A fresh window, without cookies, on the site."""
    context = browser.new_context(
        base_url=site.url, java_script_enabled=javascript, permissions=["clipboard-read", "clipboard-write"], **screen
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    problems = watch(page, site)
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def unwatched_page(site: Site, browser: Browser) -> Iterator[Page]:
    """A page that may log what it likes: for what goes wrong on purpose."""
    context = browser.new_context(base_url=site.url, **DESKTOP)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def watch(page: Page, site: Site) -> list[str]:
    """A list that fills with what no page may do."""
    problems: list[str] = []

    def request(request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(site.url + "/"):
            problems.append(f"asks another host: {request.url}")

    def response(response: Response) -> None:
        # A page may be a 404 or a 422 because a test asked for it; what a page is made of may not.
        if response.status >= 400 and response.request.resource_type not in {"document", "xhr", "fetch"}:
            problems.append(f"{response.status} {response.url}")
        if response.status >= 500:
            problems.append(f"{response.status} {response.url}")

    def console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(f"console: {message.text}")

    page.on("request", request)
    page.on("response", response)
    page.on("console", console)
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    return problems


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Fails where axe-core finds something on the page as it stands, naming the rule and the elements.

    `only` names rules, where the others have been looked at and would find the same again.
    """

    def check(page: Page, only: Sequence[str] = ()) -> None:
        rules = {"type": "rule", "values": list(only)} if only else AXE_RULES
        # To describe all that passes takes axe longer than to look.
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        found = [
            f"{violation['impact']}: {violation['help']} ({violation['id']})\n"
            + "\n".join(f"    {node['html'][:160]}" for node in violation["nodes"][:5])
            for violation in Axe().run(page, options=options).response["violations"]
        ]
        assert not found, page.url + "\n" + "\n".join(found)

    return check


def wake_htmx(page: Page) -> None:
    """Reach for the first control that swaps a part of the page, and wait for what it needs."""
    page.locator("[data-hx-get]").first.dispatch_event("pointerover")
    wait_for_htmx(page)


def wait_for_htmx(page: Page) -> None:
    deadline = time.monotonic() + 10
    while not page.evaluate("'htmx' in window"):  # the policy forbids Playwright's own way of waiting
        assert time.monotonic() < deadline, "htmx did not come"
        page.wait_for_timeout(20)


def sideways_px(page: Page) -> int:
    """By how much the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@dataclass
class FirstView:
    """What a reader with an empty cache is sent for one page, in bytes as they go over the wire."""

    total_bytes: int = 0
    font_bytes: int = 0
    requests: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    inline: int = 0

    @property
    def without_fonts_bytes(self) -> int:
        return self.total_bytes - self.font_bytes


@pytest.fixture
def first_view(site: Site, browser: Browser) -> Callable[[str], FirstView]:
    def measure(path: str) -> FirstView:
        context = browser.new_context(base_url=site.url, **DESKTOP)
        page = context.new_page()
        done: list[Request] = []
        page.on("requestfinished", lambda request: done.append(request))  # a bare method cannot be a handler
        page.goto(path)
        page.wait_for_timeout(100)  # what a script asks for by itself, it asks for at once
        view = FirstView(cookies=[cookie["name"] for cookie in context.cookies()])
        for request in done:
            if urlsplit(request.url).scheme not in {"http", "https"}:
                continue
            sizes = request.sizes()
            view.total_bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]
            if request.resource_type == "font":
                view.font_bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]
            view.requests.append(request.url)
        html = page.content()
        view.inline = len(re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)", html))
        context.close()
        return view

    return measure


@dataclass(frozen=True)
class Editor:
    name: str
    password: str

    def sign_in(self, page: Page) -> None:
        page.goto("/admin/login/?next=/admin/")
        page.get_by_label("Username").fill(self.name)
        page.get_by_label("Password").fill(self.password)
        with page.expect_navigation():
            page.get_by_role("button", name="Log in").click()


@pytest.fixture(scope="session")
def editor(site: Site, django_db_blocker: DjangoDbBlocker) -> Editor:
    """Somebody who may edit everything."""
    editor = Editor("editor", "words-that-nobody-guesses")
    with django_db_blocker.unblock():
        known = ask(site.database, "SELECT 1 FROM auth_user WHERE username = %s", editor.name)
    if not known:
        site.manage(
            *("createsuperuser", "--noinput", "--username", editor.name, "--email", "editor@example.org"),
            DJANGO_SUPERUSER_PASSWORD=editor.password,
        )
    return editor

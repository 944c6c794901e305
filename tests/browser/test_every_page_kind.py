"""What holds for every kind of page: weight, silence, policies, accessibility, reflow, keyboard."""

import http.client
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import CHROMIUM, CHROMIUM_OPTIONS, DESKTOP, NARROWEST, PHONE, Site, sideways_px
from tests.effort import IS_FULL

PAIR = "/compare/paralegal-vs-legal-assistant/"
FOUR = "/compare/paralegal-vs-legal-assistant-vs-immigration-paralegal-vs-family-law-paralegal/"
PAGES = {
    "home": "/",
    "roles": "/roles/",
    "roles sifted in a state": "/roles/?q=assistant&field=clinic&state=CA&pick=medical-assistant&pick=dental-assistant",
    "too many picked": "/roles/?pick="
    + "&pick=".join(["paralegal", "legal-assistant", "phlebotomist", "lab-assistant", "dental-assistant"]),
    "nothing found": "/roles/?q=paralegel&field=law",
    "roles of one letter with a bright outlook": "/roles/?letter=p&outlook=bright&zone=3",
    "role": "/roles/paralegal/",
    "role in a state": "/roles/legal-assistant/?state=CA",
    "specialty": "/roles/immigration-paralegal/",
    "steps": "/roles/paralegal/how-to-become/",
    "steps in a state": "/roles/legal-assistant/how-to-become/?state=UT&have=nothing",
    "ways in": "/roles/paralegal/how-to-become/compare/",
    "ways in with a fault": "/roles/paralegal/how-to-become/compare/?hours=500&show=differences",
    "two paths": "/paths/compare/paralegal-vs-medical-office-manager/",
    "four paths in a state": "/paths/compare/paralegal-vs-medical-assistant-vs-teacher-assistant-vs-dental-assistant/"
    "?state=NY&have=nothing&hours=20&plan=cheapest&show=differences",
    "path picker": "/paths/compare/paralegal/?state=CA&have=bachelors-degree",
    "paths": "/paths/",
    "paths within limits": "/paths/?state=OH&have=high-school-diploma&months=30&budget=3000&sort=cost",
    "paths with a fault": "/paths/?months=soon&budget=-5",
    "planner": "/plan/",
    "plans": "/plan/?to=paralegal&have=bachelors-degree&budget=9000",
    "plans with nothing left to do": "/plan/?to=medical-assistant&state=CA",
    "planner with faults": "/plan/?to=paralegal&have=law-office-experience:much&hours=500&budget=lots",
    "move": "/move/legal-assistant/paralegal/",
    "move in a state over another role": "/move/teacher-assistant/medical-office-manager/?state=CA&years=0",
    "move with a fault": "/move/paralegal/legal-assistant/?years=soon",
    "move to the same role": "/move/paralegal/paralegal/",
    "picker": "/compare/",
    "picker with one": "/compare/paralegal/",
    "picker with a fault": "/compare/paralegal-vs-paralegal/",
    "picker with names that lead nowhere": "/compare/?role=administrative+assistant&role=legel+secretery",
    "two roles": PAIR,
    "two roles with many sources": "/compare/childcare-assistant-vs-teacher-assistant/",
    "differences in a state": PAIR + "?state=CA&show=differences",
    "three roles": "/compare/paralegal-vs-legal-assistant-vs-immigration-paralegal/?show=differences",
    "four roles": FOUR,
    "four roles with much to tell": "/compare/teacher-assistant-vs-medical-assistant-vs-dental-assistant-vs-paralegal/",
    "certifications": "/certifications/",
    "certifications sifted in a state": "/certifications/?kind=license&state=NY&rule=own&pick=nala-cp&pick=danb-cda",
    "certification": "/certifications/child-development-associate/",
    "certification with rules": "/certifications/parapro-assessment/?state=AK",
    "two certifications": "/certifications/compare/nala-cp-vs-nfpa-rp/",
    "four certifications in a state": "/certifications/compare/parapro-assessment-vs-child-development-associate"
    "-vs-ny-teaching-assistant-initial-vs-nala-cp/?state=NY&show=differences",
    "certification picker": "/certifications/compare/danb-cda/",
    "certification that has ended": "/certifications/ny-teaching-assistant-level-1/",
    "states": "/states/",
    "a move with a fault": "/states/?from=NY&to=NY",
    "a state": "/states/NY/",
    "a state with nothing checked": "/states/WY/",
    "a move": "/states/NY/to/CA/",
    "no such state": "/states/MP/",
    "sources": "/sources/",
    "sources of a kind": "/sources/?kind=certifier&sort=due",
    "source": "/sources/paraprofessional-career-guide/",
    "source with many facts": "/sources/onet-30-1/?page=2",
    "how we check": "/how-we-check/",
    "figures": "/figures/",
    "figures of one code": "/figures/25-9042.00/",
    "not found": "/no/such/page/",
    "not understood": "/?q=%00",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
wide_and_narrow = pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["1280", "390"])
# What a narrow window can break on a page that is right in a wide one: the markup is the same.
RULES_OF_LAYOUT = [
    *("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"),
    *("aria-hidden-focus", "skip-link", "page-has-heading-one", "heading-order", "region", "landmark-unique"),
    *("label", "link-name", "button-name", "select-name"),
]


# Lists whose numbers or dots stand left of the text they are in, where a phone has no room for them.
MARKED_OUTSIDE = """() => [...document.querySelectorAll("main :is(ol, ul)")].filter(list => {
  const style = getComputedStyle(list)
  return style.listStyleType !== "none" && parseFloat(style.paddingInlineStart) < 16
}).map(list => list.outerHTML.slice(0, 80))"""


@every_page
def test_a_first_view_is_light_and_asks_nobody_else(first_view, site: Site, path: str):
    view = first_view(path)
    assert view.total_bytes <= 90_000, view
    assert view.without_fonts_bytes <= 35_000, view
    assert view.cookies == []
    assert all(url.startswith(site.url) for url in view.requests)


@every_page
def test_what_is_sent_holds_no_inline_code_and_a_strict_policy(site: Site, path: str):
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    html = answer.read().decode()
    connection.close()
    assert not re.search(r"<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=|javascript:", html)
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert not re.search(r"unsafe|\*|https?:|nonce", policy)
    assert "set-cookie" not in answer.headers


@wide_and_narrow
@every_page
def test_axe_finds_nothing_by_day_or_night(page: Page, axe, screen: dict[str, Any], path: str):
    """Wide by day, narrow by night: colors are the same at any width. All four with `make test-full`."""
    is_wide = screen is DESKTOP
    for scheme in ("light", "dark") if IS_FULL else ("light",) if is_wide else ("dark",):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colors that fade would be half way
        page.goto(path)
        axe(page, only=() if is_wide else RULES_OF_LAYOUT)


@pytest.mark.parametrize("screen", [NARROWEST], ids=["320"])
@every_page
def test_nothing_scrolls_sideways_or_is_cut_off(page: Page, screen: dict[str, Any], path: str):
    page.goto(path)
    assert sideways_px(page) <= 0
    assert page.evaluate(MARKED_OUTSIDE) == []
    space_text_out(page)
    assert sideways_px(page) <= 0
    assert cut_off(page) == []


@pytest.fixture(scope="module")
def large_letters(browser: Browser) -> Iterator[Browser]:
    """A browser whose reader has set letters to 200 %, which is as far as WCAG 1.4.4 goes."""
    options = [*CHROMIUM_OPTIONS, "--blink-settings=defaultFontSize=32"]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=options)
    yield chromium
    chromium.close()


@every_page
def test_letters_twice_as_large_fit_a_phone(site: Site, large_letters: Browser, path: str):
    context = large_letters.new_context(base_url=site.url, **PHONE)
    page = context.new_page()
    page.goto(path)
    assert sideways_px(page) <= 0
    assert cut_off(page) == []
    context.close()


@wide_and_narrow
@pytest.mark.parametrize("path", [PAIR, FOUR, PAGES["steps"], PAGES["role"]], ids=["two", "four", "steps", "role"])
def test_text_spaced_out_is_not_cut_off(page: Page, screen: dict[str, Any], path: str):
    page.goto(path)
    space_text_out(page)
    assert sideways_px(page) <= 0
    assert cut_off(page) == []


def space_text_out(page: Page) -> None:
    """What WCAG 1.4.12 lets readers do; by script, since the policy allows no inline style."""
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )


def cut_off(page: Page) -> list[str]:
    """Elements with words that do not fit into them, and that do not scroll."""
    found: list[str] = page.evaluate(
        """() => [...document.body.querySelectorAll('*')].filter(e => {
          const style = getComputedStyle(e);
          if (e.closest('.vh, .heads, svg, td:has(> .no)')) return false;
          if (!e.innerText?.trim() || style.display === 'inline') return false;
          if (e.matches('select, input')) return false;
          const clips = value => value === 'hidden' || value === 'clip';
          return (clips(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
            || (clips(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
        }).map(e => e.outerHTML.slice(0, 120))"""
    )
    return found


@wide_and_narrow
@pytest.mark.parametrize("path", [PAIR, FOUR, PAGES["roles sifted in a state"]], ids=["two", "four", "roles"])
def test_focus_is_never_hidden_under_the_sticky_bar(site: Site, browser: Browser, screen: dict[str, Any], path: str):
    """Tab through the page and Shift+Tab back: each stop is on screen, and the bar is not over it."""
    context = browser.new_context(base_url=site.url, reduced_motion="reduce", **screen)
    page = context.new_page()
    page.goto(path)
    links = page.locator("a:visible, button:visible, select:visible, input:visible, summary:visible").count()
    stops = 0
    for key in ("Tab", "Shift+Tab"):
        for _ in range(links + 20):
            page.keyboard.press(key)
            where = page.evaluate(FOCUS)
            if where is None:  # left the page
                break
            stops += 1
            assert not where["is hidden"], (key, where)
    assert stops > links  # there and back
    context.close()


FOCUS = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const bar = document.querySelector('#bar, .tray'), box = focused.getBoundingClientRect();
  const over = bar.getBoundingClientRect();
  const sticks = getComputedStyle(bar).position === 'sticky' && !bar.contains(focused);
  const fits = box.height < innerHeight - over.height;  // what is taller than the window starts where it likes
  const overlaps = box.bottom > over.top + 1 && box.top < over.bottom - 1;
  const under = sticks && overlaps && (fits || box.bottom < over.bottom + 24);
  const off = box.bottom < 1 || box.top > innerHeight - 1;
  return {'is hidden': under || off, what: focused.outerHTML.slice(0, 120), top: box.top, bar: over.bottom};
}"""


def sheets(page: Page, size: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size, prefer_css_page_size=True)))


@pytest.mark.parametrize(
    "role",
    ["paralegal/", "paralegal/?state=CA", "immigration-paralegal/", "paraprofessional/", "school-paraprofessional/"],
)
def test_a_role_prints_on_two_sheets(page: Page, role: str):
    page.goto(f"/roles/{role}")
    assert sheets(page, "Letter") == 2


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_four_roles_with_much_to_tell_print_on_few_sheets(page: Page, size: str):
    page.goto(PAGES["four roles with much to tell"])
    assert sheets(page, size) <= 5


def test_no_word_is_too_long_for_the_paper(page: Page):
    """A browser would make all of the page smaller until it fits."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 711, "height": 973})  # A4 between its margins
    kinds = ("school", "special-education", "medical")
    page.goto(f"/compare/{'-vs-'.join(f'{kind}-paraprofessional' for kind in kinds)}-vs-paraprofessional/?state=NE")
    assert sideways_px(page) <= 0


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_nothing_links_to_a_page_that_is_not_there(page: Page, site: Site):
    """Addresses that pages of ours name are asked for, once for all that ask one page the same questions.

    Of one kind of page that is a sample, all of them with `make test-full`.
    """
    asked: dict[str, int] = {}
    kinds: set[tuple[str, frozenset[str]]] = set()
    families: Counter[str] = Counter()
    most = 1000 if IS_FULL else 30
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
    for path in PAGES.values():
        page.goto(path, wait_until="domcontentloaded")
        for href in page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0])"):
            address = urlsplit(href)
            kind = address.path, frozenset(parse_qs(address.query))
            family = address.path.split("/")[1]
            if href.startswith(site.url) and "state=" not in href and kind not in kinds and families[family] < most:
                kinds.add(kind)
                families[family] += 1
                connection.request("HEAD", href.removeprefix(site.url))
                answer = connection.getresponse()
                answer.read()
                asked[href] = answer.status
    connection.close()
    assert len(asked) > 30
    wrong_on_purpose = {site.url + path for path in PAGES.values()}
    assert {at: status for at, status in asked.items() if status != 200 and at not in wrong_on_purpose} == {}


def test_chosen_colors_and_forced_colors_leave_the_words(page: Page, axe):
    page.emulate_media(forced_colors="active")
    page.goto(PAIR)
    axe(page)
    expect(page.get_by_role("heading", name="Duties")).to_be_visible()


def test_every_address_of_the_readmes_tour_is_there(page: Page, project: Path):
    tour = re.findall(r"\]\(http://127\.0\.0\.1:8000(/[^)#]*)", (project / "README.md").read_text())
    answers = {address: page.context.request.get(address).status for address in tour}
    assert len(answers) > 9
    assert {address for address, status in answers.items() if status != 200} == {"/compare/paralegal-vs-paralegal/"}

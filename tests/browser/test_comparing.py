"""A student puts roles side by side, changes the view, sends the link and comes back to it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Site

PAIR = "/compare/paralegal-vs-legal-assistant/"
both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


def shown(page: Page) -> tuple[str, str, str]:
    """What of the view a person could tell apart: title, chosen state, everything below the bar."""
    state = page.get_by_label("State rules for").locator("option:checked").inner_text()
    return page.title(), state, page.locator("#cmp").inner_text()


def expect_whole_page(page: Page) -> None:
    """Not a part that was meant for a swap."""
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_have_count(1)
    expect(page.locator("#cmp")).to_have_count(1)


def copied_address(page: Page, *, javascript: bool) -> str:
    if javascript:
        page.get_by_role("button", name="Copy link").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        return str(page.evaluate("navigator.clipboard.readText()"))
    page.locator("summary", has_text="Copy link").click()
    return page.get_by_label("Address of this page").input_value()


@both_ways
def test_from_the_home_page_to_a_link_that_brings_the_same_view_back(
    page: Page, javascript: bool, site: Site, browser: Browser
):
    page.goto("/")
    page.get_by_label("First role").select_option("paralegal")
    page.get_by_label("Second role").select_option("legal-assistant")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(site.url + PAIR)
    expect(page.get_by_role("heading", level=1)).to_have_text("Paralegal and legal assistant")
    everything = shown(page)

    page.get_by_role("link", name="Only differences").click()
    expect(page).to_have_url(re.compile(r"\?show=differences$"))
    expect(page.get_by_text(re.compile(r"\d rows? hidden"))).to_be_visible()
    expect(page.get_by_role("link", name="Only differences")).to_have_attribute("aria-current", "true")
    differences = shown(page)
    assert len(differences[2]) < len(everything[2])

    page.get_by_label("State rules for").select_option("California")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_title(re.compile("^Differences: .* in California"))
    assert {"show=differences", "state=CA"} <= set(page.url.partition("?")[2].split("&"))
    in_california = shown(page)

    address = copied_address(page, javascript=javascript)
    assert address == page.url
    friend = browser.new_context(java_script_enabled=javascript).new_page()
    friend.goto(address)
    assert shown(friend) == in_california
    friend.context.close()

    page.reload()
    assert shown(page) == in_california
    page.go_back()
    expect(page).to_have_title(re.compile("^Differences: (?!.*California)"))
    expect_whole_page(page)
    assert shown(page) == differences
    page.reload()
    assert shown(page) == differences
    page.go_back()
    expect(page.get_by_role("link", name="Everything")).to_have_attribute("aria-current", "true")
    expect_whole_page(page)
    assert shown(page) == everything
    page.go_forward()
    expect(page).to_have_title(re.compile("^Differences: "))
    expect_whole_page(page)
    assert shown(page) == differences


@both_ways
def test_back_from_another_page_brings_the_changed_view_whole(page: Page, javascript: bool):
    page.goto(PAIR)
    page.get_by_role("link", name="Only differences").click()
    expect(page).to_have_url(re.compile(r"\?show=differences$"))
    page.locator("#bar").get_by_role("link", name="Paralegal", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paralegal")
    page.go_back()
    expect(page.get_by_role("link", name="Only differences")).to_have_attribute("aria-current", "true")
    expect_whole_page(page)


@both_ways
def test_roles_are_swapped_changed_added_and_removed_and_the_view_stays(page: Page, javascript: bool, site: Site):
    bar = page.locator("#bar")
    view = "?state=NY&show=differences"

    page.goto(PAIR + view)
    bar.get_by_role("link", name="Swap").click()
    expect(page).to_have_url(f"{site.url}/compare/legal-assistant-vs-paralegal/{view}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Legal assistant and paralegal")

    bar.get_by_role("link", name="Change legal assistant").click()
    if javascript:
        page.get_by_role("link", name="change all of them").click()
    page.get_by_label("First role").fill("Immigration paralegal")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Immigration paralegal and paralegal")
    assert "state=NY" in page.url
    assert "show=differences" in page.url

    for label, role, count in [("Third", "Legal assistant", "Three"), ("Fourth", "Family law paralegal", "Four")]:
        bar.get_by_role("link", name="Add a role").click()
        if javascript:
            page.get_by_role("link", name="change all of them").click()
        page.get_by_label(f"{label} role").fill(role)
        page.get_by_role("button", name="Compare").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"^{count} .*side by side"))
        assert "state=NY" in page.url
    expect(bar.get_by_text("4 of 4 roles")).to_be_visible()
    expect(bar.get_by_role("link", name="Add a role")).to_have_count(0)

    bar.get_by_role("link", name="Remove paralegal", exact=True).click()
    expect(bar.get_by_text("3 of 4 roles")).to_be_visible()
    bar.get_by_role("link", name="Remove immigration paralegal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Legal assistant and family law paralegal")
    assert "state=NY" in page.url


@both_ways
@pytest.mark.parametrize("screen", [PHONE], ids=["phone"])
def test_roles_are_swapped_and_changed_on_a_phone(page: Page, javascript: bool, screen):
    page.goto(PAIR)
    page.locator("#tools").get_by_role("link", name="Swap").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Legal assistant and paralegal")
    page.locator("#tools").get_by_role("link", name="Change roles").click()
    page.get_by_label("Third role").fill("Immigration paralegal")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Three "))


def test_what_is_hidden_is_a_link_away(page: Page, site: Site):
    page.goto(PAIR + "?show=differences")
    page.get_by_role("link", name=re.compile(r"Show all \d+ rows")).click()
    expect(page).to_have_url(site.url + PAIR)


def test_every_citation_leads_to_its_source(page: Page):
    page.goto(PAIR)
    dead = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1)))"
        ".map(a => a.outerHTML)"
    )
    assert dead == []
    cite = page.locator("#cmp [role=doc-noteref]").first
    number = cite.inner_text()
    title = page.locator(f"#s{number} a").first.inner_text()
    expect(cite).to_have_accessible_name(f"Source {number} {title}")
    cite.click()
    expect(page.locator(f"#s{number}")).to_be_in_viewport()


MIDDLE: dict[str, Any] = {"viewport": {"width": 720, "height": 900}}


@pytest.mark.parametrize(
    ("screen", "scrolls"), [(DESKTOP, False), (MIDDLE, True), (PHONE, False)], ids=["1280", "720", "390"]
)
def test_a_table_is_a_stop_of_the_keyboard_only_where_it_scrolls(page: Page, screen: dict[str, Any], scrolls: bool):
    page.goto("/compare/paralegal-vs-legal-assistant-vs-medical-assistant-vs-dental-assistant/")
    table = page.get_by_role("region", name="At a glance")
    expect(table).to_have_attribute("tabindex", "0" if scrolls else "-1")
    page.set_viewport_size(MIDDLE["viewport"])
    expect(table).to_have_attribute("tabindex", "0")


@pytest.mark.parametrize("javascript", [False], ids=["no script"])
def test_without_a_script_every_table_that_may_scroll_is_a_stop(page: Page, javascript: bool):
    page.goto("/compare/paralegal-vs-legal-assistant-vs-medical-assistant-vs-dental-assistant/")
    tables = page.locator(".scroll").all()
    assert tables
    for table in tables:
        expect(table).to_have_attribute("tabindex", "0")


def test_on_paper_there_is_only_what_one_reads(page: Page):
    page.goto(PAIR)
    page.emulate_media(media="print")
    for left_out in ("header.top", "#tools", "#bar .acts", "footer", ".crumbs", "button"):
        found = page.locator(left_out).all()
        assert found, left_out
        for each in found:
            expect(each).to_be_hidden()
    expect(page.locator("#bar").get_by_role("link", name=re.compile("Change|Swap|Add"))).to_have_count(0)
    expect(page.get_by_text(re.compile(r"Printed .* from http"))).to_be_visible()
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter", print_background=False)))
    assert pages <= 6

"""Somebody looks for a role: with a typing error, by workplace, and ticks what to compare."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


@both_ways
def test_a_typing_error_leads_to_the_nearest_role(page: Page, javascript: bool):
    page.goto("/")
    search = page.get_by_role("banner").get_by_role("searchbox", name="Search roles")
    search.fill("paralegel")
    search.press("Enter")
    expect(page.get_by_role("heading", name="No roles match “paralegel”")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("searchbox", name="Search roles")).to_have_value("paralegel")
    page.get_by_role("main").get_by_role("link", name="paralegal", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paralegal")


@both_ways
def test_another_name_for_the_job_finds_it(page: Page, javascript: bool):
    page.goto("/roles/?q=legal+secretary")
    expect(page.get_by_role("link", name="Legal assistant", exact=True)).to_be_visible()


@both_ways
def test_ticked_roles_are_compared(page: Page, javascript: bool):
    page.goto("/roles/?state=CA")
    page.get_by_role("checkbox", name="Compare legal assistant").check()
    page.get_by_role("checkbox", name="Compare paralegal", exact=True).check()
    page.get_by_role("main").get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("and"))
    assert re.search(r"/compare/[a-z-]+-vs-[a-z-]+/\?state=CA$", page.url)


@both_ways
def test_filters_and_order_are_in_the_address(page: Page, javascript: bool):
    page.goto("/roles/?q=legal")
    page.get_by_role("checkbox", name=re.compile("^Law office")).check()
    if not javascript:
        page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile(r"[?&]field=law\b"))
    expect(page.get_by_role("link", name="Clear all")).to_be_visible()
    page.get_by_label("Sort by").select_option("Highest pay")
    page.get_by_role("button", name="Sort").click()
    expect(page).to_have_url(re.compile("sort=pay"))
    assert "q=legal" in page.url
    assert "field=law" in page.url
    found = page.locator("#results").inner_text()
    page.reload()
    assert page.locator("#results").inner_text() == found
    page.go_back()
    expect(page).not_to_have_url(re.compile("sort=pay"))
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page.get_by_label("Sort by")).to_have_value("")
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_url(re.compile(r"\?q=legal$"))


@both_ways
@pytest.mark.parametrize("screen", [PHONE], ids=["phone"])
def test_on_a_phone_menu_search_and_filters_unfold(page: Page, javascript: bool, screen):
    page.goto("/")
    page.locator("summary", has_text="Menu").click()
    menu = page.locator("details.menu")
    menu.get_by_role("searchbox").fill("legal")
    menu.get_by_role("searchbox").press("Enter")
    page.locator("summary", has_text="Filters").click()
    page.get_by_role("checkbox", name=re.compile("^Law office")).check()
    assert "field=" not in page.url
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile("field=law"))

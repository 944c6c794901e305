"""Somebody looks for a role: with a typing error, by workplace, and ticks what to compare."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


@both_ways
def test_a_typing_error_leads_to_the_nearest_role(page: Page, javascript: bool):
    page.goto("/")
    search = page.get_by_role("banner").get_by_role("combobox", name="Search roles")
    search.fill("paralegel")
    search.press("Enter")
    expect(page.get_by_role("heading", name="No roles match “paralegel”")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("combobox", name="Search roles")).to_have_value("paralegel")
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
    if javascript:
        expect(page.get_by_text("1 of 4 picked", exact=True)).to_be_visible()
    page.get_by_role("checkbox", name="Compare paralegal", exact=True).check()
    if javascript:
        expect(page).to_have_url(re.compile(r"\?state=CA&pick=legal-assistant&pick=paralegal$"))
    how = page.get_by_role("link", name="Compare 2 roles") if javascript else page.get_by_role("button", name="Compare")
    how.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("and"))
    assert re.search(r"/compare/legal-assistant-vs-paralegal/\?state=CA$", page.url)


def test_each_pick_is_spoken_and_keeps_focus_and_a_fifth_is_refused(page: Page):
    page.goto("/roles/")
    names = ["medical assistant", "dental assistant", "legal assistant", "lab assistant"]
    for count, name in enumerate(names, 1):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
        expect(page.get_by_role("status")).to_have_text(f"{count} of 4 picked.")
        expect(page.get_by_role("checkbox", name=f"Compare {name}")).to_be_focused()
    full = page.url
    fifth = page.get_by_role("checkbox", name="Compare childcare assistant")
    fifth.click()
    expect(page.get_by_role("status")).to_have_text("You can compare up to 4 roles. Remove one first.")
    expect(fifth).not_to_be_checked()
    assert page.url == full
    tray = page.locator(".tray")
    tray.get_by_role("link", name="Dental assistant").click()
    expect(page.get_by_role("status")).to_have_text("3 of 4 picked.")
    expect(page.get_by_role("checkbox", name="Compare dental assistant")).not_to_be_checked()
    fifth.check()
    expect(tray.get_by_role("listitem")).to_contain_text(
        ["Medical assistant", "Legal assistant", "Lab assistant", "Childcare assistant"]
    )
    tray.get_by_role("link", name="Compare 4 roles").click()
    expect(page).to_have_url(
        re.compile("/compare/medical-assistant-vs-legal-assistant-vs-lab-assistant-vs-childcare-assistant/$")
    )


@both_ways
def test_picks_stay_through_filters_search_and_pages_and_can_be_removed(page: Page, javascript: bool):
    page.goto("/roles/?pick=paralegal")
    page.get_by_role("checkbox", name=re.compile("^Law")).check()
    if javascript:
        expect(page).to_have_url(re.compile("field=law"))
    page.get_by_role("checkbox", name="Compare legal assistant").check()
    if not javascript:
        page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text("2 of 4 picked", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("field=law"))
    search = page.get_by_role("main").get_by_role("combobox", name="Search roles")
    search.fill("immigration")
    search.press("Enter")
    expect(page.get_by_role("heading", name="1 role matches “immigration”")).to_be_visible()
    tray = page.locator(".tray")
    expect(tray.get_by_role("listitem")).to_contain_text(["Legal assistant", "Paralegal", "Pick up to 2 more"])
    tray.get_by_role("link", name="Paralegal").click()
    expect(page.get_by_text("1 of 4 picked", exact=True)).to_be_visible()
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_url(re.compile(r"/roles/\?q=immigration&pick=legal-assistant$"))


def test_filters_ticked_one_after_the_other_all_count_and_their_numbers_follow(page: Page):
    page.goto("/roles/")
    for name in ("^Law", "^Education", "^High school diploma"):
        page.get_by_role("checkbox", name=re.compile(name)).check()
    expect(page).to_have_url(re.compile(r"\?field=law&field=education&schooling=high-school$"))
    for name in ("^Law", "^Education", "^High school diploma"):
        expect(page.get_by_role("checkbox", name=re.compile(name))).to_be_checked()
    shown = [box.inner_text() for box in page.locator(".facets .check").all()]
    page.reload()
    assert [box.inner_text() for box in page.locator(".facets .check").all()] == shown


@both_ways
def test_a_state_brings_its_rules_into_the_filters(page: Page, javascript: bool):
    page.goto("/roles/")
    page.get_by_label("State", exact=True).select_option("California")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("group", name="Rules in California")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("^Has a rule on file")).check()
    if not javascript:
        page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile("rule=yes"))
    assert "state=CA" in page.url
    expect(page.get_by_text("California: rule on file").first).to_be_visible()
    expect(page.get_by_text("California: no rule on file")).to_have_count(0)


@both_ways
def test_filters_and_order_are_in_the_address(page: Page, javascript: bool):
    page.goto("/roles/?q=legal")
    page.get_by_role("checkbox", name=re.compile("^Law")).check()
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
    menu.get_by_role("combobox").fill("legal")
    menu.get_by_role("combobox").press("Enter")
    page.locator("summary", has_text="Filters").click()
    page.get_by_role("checkbox", name=re.compile("^Law")).check()
    assert "field=" not in page.url
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile("field=law"))


def test_where_nothing_is_found_no_column_stays_empty_for_filters(page: Page):
    page.goto("/roles/?q=zzzzqqq")
    heading, results = page.get_by_role("heading", level=1), page.locator("#results")
    assert results.evaluate(LEFT) == heading.evaluate(LEFT)
    page.goto("/roles/?q=assistant")
    assert results.evaluate(LEFT) > heading.evaluate(LEFT)


LEFT = "e => e.getBoundingClientRect().left"

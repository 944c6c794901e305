"""From the list of states to one of them, and from there to what a move changes."""

import pytest
from playwright.sync_api import Page, expect

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


@both_ways
def test_from_the_states_to_a_move_and_back_by_its_address(page: Page, javascript: bool):
    page.goto("/states/")
    page.get_by_role("link", name="New York", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rules in New York")
    page.get_by_label("Rules in").select_option("California")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rules in California")
    page.get_by_role("link", name="Moving from California?").click()
    expect(page.get_by_label("From").locator("option:checked")).to_have_text("California")
    page.get_by_label("To", exact=True).select_option("California")
    page.get_by_role("button", name="Show the move").click()
    expect(page.locator("#errors")).to_be_focused() if javascript else expect(page.locator("#errors")).to_be_visible()
    page.get_by_label("To", exact=True).select_option("New York")
    page.get_by_role("button", name="Show the move").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moving from California to New York")
    assert page.url.endswith("/states/CA/to/NY/")
    page.get_by_role("link", name="Swap").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moving from New York to California")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moving from California to New York")


@both_ways
def test_the_state_of_a_page_goes_along_to_roles(page: Page, javascript: bool):
    page.goto("/states/CA/")
    page.get_by_role("link", name="See the role").first.click()
    expect(page.get_by_role("heading", name="State rules: California")).to_be_visible()
    page.get_by_role("link", name="See all rules of California").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rules in California")

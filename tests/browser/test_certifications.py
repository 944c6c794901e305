"""A student sifts certifications, picks two, puts them side by side and looks at one in a state."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, wake_htmx

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


@both_ways
def test_from_the_list_to_a_comparison_that_only_shows_what_differs(page: Page, javascript: bool, site: Site):
    page.goto("/certifications/")
    if javascript:
        wake_htmx(page)
    page.locator("[name=role][value=paralegal]").check()
    if not javascript:
        page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile(r"[?&]role=paralegal"))
    expect(page.get_by_role("heading", name=re.compile("match your filters"))).to_be_visible()

    page.get_by_label("Compare Certified Paralegal (CP)").check()
    if javascript:
        expect(page.get_by_text("1 of 4 picked", exact=True)).to_be_visible()
    page.get_by_label("Compare Registered Paralegal (RP)").check()
    if javascript:
        expect(page.get_by_text("2 of 4 picked", exact=True)).to_be_visible()
        page.get_by_role("link", name="Compare 2 certifications").click()
    else:
        page.get_by_role("button", name="Compare", exact=True).click()
    expect(page).to_have_url(site.url + "/certifications/compare/nala-cp-vs-nfpa-rp/")

    expect(page.get_by_role("row", name=re.compile("^What it is"))).to_be_visible()
    page.get_by_role("link", name="Only differences").click()
    expect(page).to_have_url(re.compile(r"\?show=differences$"))
    expect(page.get_by_role("row", name=re.compile("^What it is"))).to_have_count(0)
    page.get_by_label("State rules for").select_option("Oregon")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("rowheader", name="Asked for by law in Oregon")).to_be_visible()

    page.locator("#bar").get_by_role("link", name="Certified Paralegal (CP)", exact=True).click()
    expect(page).to_have_url(site.url + "/certifications/nala-cp/?state=OR")
    page.go_back()
    expect(page).to_have_title(re.compile("^Differences: .* in Oregon"))
    expect(page.get_by_role("banner")).to_be_visible()


@both_ways
def test_a_state_is_chosen_on_the_page_of_a_certification(page: Page, javascript: bool):
    page.goto("/certifications/parapro-assessment/")
    page.get_by_label("Show rules for").select_option("Kansas")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="State rules: Kansas")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Kansas:").first).to_contain_text("455")

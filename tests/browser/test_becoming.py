"""What somebody can become, and what a move takes: journeys with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


@both_ways
def test_time_and_money_sift_the_paths_and_a_chip_takes_one_off(page: Page, javascript: bool):
    page.goto("/paths/")
    page.get_by_label("State", exact=True).select_option("Ohio")
    page.get_by_label("Months, at most").fill("12")
    page.get_by_label("Dollars, at most").fill("3000")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=2, name="within 12 months and $3,000 in Ohio")).to_be_visible()
    expect(page).to_have_url(re.compile(r"state=OH&have=high-school-diploma&months=12&budget=3000"))
    expect(page.get_by_label("Months, at most")).to_have_value("12")
    page.get_by_role("link", name="Up to $3,000").click()
    expect(page.get_by_role("heading", level=2, name="within 12 months in Ohio")).to_be_visible()
    page.get_by_role("link", name="Legal assistant").click()
    expect(page).to_have_url(re.compile(r"/roles/legal-assistant/how-to-become/\?state=OH&have=high-school-diploma"))


@both_ways
def test_years_in_the_first_role_shorten_a_move(page: Page, javascript: bool):
    page.goto("/compare/legal-assistant-vs-paralegal/?state=OH")
    page.get_by_role("link", name="From legal assistant to paralegal").click()
    time = page.locator("dl.ribbon > div", has_text="Time from here").locator(".num")
    before = time.inner_text()
    page.get_by_label("Years as a legal assistant").fill("soon")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#years-error")).to_be_visible()
    expect(page.get_by_label("Years as a legal assistant")).to_have_value("soon")
    page.get_by_label("Years as a legal assistant").fill("4")
    page.get_by_role("button", name="Apply").click()
    expect(time).not_to_have_text(before)
    assert "state=OH" in page.url

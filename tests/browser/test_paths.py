"""From a role to its state rules and the steps to get there: alternatives, what one starts with, totals."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import wake_htmx

STEPS = "/roles/paralegal/how-to-become/"
both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


def total(page: Page, what: str) -> Locator:
    return page.locator("dl.ribbon > div", has_text=what).locator(".num")


def card(page: Page, title: str) -> Locator:
    return page.locator(".ors > li").filter(has=page.get_by_role("heading", name=title, exact=True))


@both_ways
def test_from_a_role_to_its_state_rules_and_on_to_the_steps(page: Page, javascript: bool):
    page.goto("/roles/paralegal/")
    page.get_by_label("Show rules for").select_option("California")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="State rules: California")).to_be_visible()
    assert "state=CA" in page.url
    page.get_by_role("link", name="See the steps to get there").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How to become a paralegal")
    expect(page.get_by_role("heading", name="Steps in California")).to_be_visible()
    expect(page.get_by_label("State", exact=True).locator("option:checked")).to_have_text("California")


@both_ways
def test_a_picked_card_changes_the_totals_and_back_restores_them(page: Page, javascript: bool):
    page.goto(STEPS)
    before = total(page, "Total time").inner_text(), total(page, "Total cost").inner_text()
    expect(card(page, "Associate degree").get_by_role("link", name="In the plan")).to_be_visible()

    card(page, "Bachelor’s degree in paralegal studies").get_by_role("link", name="Use in the plan").click()
    expect(page).to_have_url(re.compile(r"\?alt=learn-by-bachelors-degree$"))
    expect(total(page, "Total time")).not_to_have_text(before[0])
    expect(total(page, "Total cost")).not_to_have_text(before[1])
    in_plan = card(page, "Bachelor’s degree in paralegal studies").get_by_role("link", name="In the plan")
    expect(in_plan).to_have_attribute("aria-current", "true")
    expect(card(page, "Associate degree").get_by_role("link", name="Use in the plan")).to_be_visible()
    after = page.locator("#path").inner_text()

    page.reload()
    assert page.locator("#path").inner_text() == after
    page.go_back()
    expect(total(page, "Total time")).to_have_text(before[0])
    expect(total(page, "Total cost")).to_have_text(before[1])
    expect(page.get_by_role("banner")).to_be_visible()


@both_ways
def test_what_one_starts_with_changes_the_plan_and_stays_with_the_state(page: Page, javascript: bool):
    page.goto(STEPS)
    start = page.get_by_role("group", name="I start with")
    start.get_by_role("link", name="Nothing yet").click()
    expect(page).to_have_url(re.compile("have=nothing"))
    expect(page.locator("#step-1").get_by_text("You have this")).to_have_count(0)

    start.get_by_role("link", name="A degree").click()
    expect(page).to_have_url(re.compile("have=bachelors-degree"))
    expect(start.get_by_role("link", name="A degree")).to_have_attribute("aria-current", "true")

    page.get_by_label("State", exact=True).select_option("Vermont")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="Steps in Vermont")).to_be_visible()
    assert "have=bachelors-degree" in page.url
    assert "state=VT" in page.url

    page.go_back()
    expect(page.get_by_role("heading", name="Steps", exact=True)).to_be_visible()
    expect(start.get_by_role("link", name="A degree")).to_have_attribute("aria-current", "true")


def test_the_focus_stays_on_the_card_that_was_picked(page: Page):
    page.goto(STEPS)
    wake_htmx(page)
    page.get_by_role("link", name=re.compile("Use in the plan ?: Work your way up")).press("Enter")
    picked = page.get_by_role("link", name=re.compile("In the plan ?: Work your way up"))
    expect(picked).to_be_focused()
    expect(page.locator("#live")).to_have_text(re.compile(r"^Plan updated: .+\.$"))


def test_the_steps_print_without_controls(page: Page):
    page.goto(STEPS)
    page.emulate_media(media="print")
    for left_out in ("header.top", "#tools", "footer", ".crumbs"):
        expect(page.locator(left_out)).to_be_hidden()
    expect(page.get_by_role("heading", name="Your plan")).to_be_visible()

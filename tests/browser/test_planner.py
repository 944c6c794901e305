"""From what somebody has to plans: the form, its faults, and the way on to the steps."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import wake_htmx

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


@both_ways
def test_answers_lead_to_plans_and_on_to_the_steps(page: Page, javascript: bool):
    page.goto("/plan/?state=CA")
    page.get_by_label("My goal").fill("Paralegal")
    page.get_by_role("button", name="Show routes").click()
    expect(page.get_by_role("heading", level=2, name=re.compile(r"^\d routes? fits? your answers$"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"/plan/\?to=paralegal&have=high-school-diploma&state=CA(#routes)?$"))

    page.get_by_role("checkbox", name="High school diploma").uncheck()
    page.get_by_role("checkbox", name="Bachelor’s degree", exact=True).check()
    page.get_by_label("years of work in a law office").fill("0.5")
    page.get_by_label("Evenings, about 10 hours a week").check()
    page.get_by_label("Most I can spend").fill("$6,000")
    page.get_by_role("button", name="Update routes").click()
    answers = "have=bachelors-degree&have=law-office-experience%3A0.5&hours=10&budget=6000&state=CA"
    expect(page).to_have_url(re.compile(rf"/plan/\?to=paralegal&{re.escape(answers)}(#routes)?$"))
    expect(page.locator("#routes")).to_contain_text("work in a law office (6 months)")
    expect(page.get_by_label("years of work in a law office")).to_have_value("0.5")
    found = page.locator("#routes").inner_text()
    page.reload()
    assert page.locator("#routes").inner_text() == found

    page.get_by_role("link", name=re.compile("^See the steps")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How to become a paralegal")
    assert "have=bachelors-degree" in page.url
    assert "state=CA" in page.url
    page.go_back()
    expect(page.get_by_label("Most I can spend")).to_have_value("6000")
    expect(page.get_by_role("banner")).to_be_visible()


@both_ways
def test_a_fault_keeps_what_was_typed_and_leads_to_its_field(page: Page, javascript: bool):
    page.goto("/plan/?to=paralegal")
    page.get_by_label("Most I can spend").fill("a lot")
    page.get_by_role("button", name="Update routes").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Most I can spend")).to_have_value("a lot")
    page.get_by_role("link", name="Enter a budget in dollars, like 6000.").click()
    expect(page.get_by_label("Most I can spend")).to_be_focused()


def test_the_heading_of_what_was_found_takes_the_focus_and_is_spoken(page: Page):
    page.goto("/plan/?to=paralegal")
    wake_htmx(page)
    page.get_by_label("Evenings, about 10 hours a week").check()
    page.get_by_role("button", name="Update routes").press("Enter")
    expect(page.locator("#found")).to_be_focused()
    expect(page.locator("#live")).to_have_text(re.compile(r"^\d routes? fits? your answers\.$"))


def test_paper_holds_the_answers_and_the_plans_without_controls(page: Page):
    page.goto("/plan/?to=paralegal&hours=10")
    page.emulate_media(media="print")
    expect(page.locator("#answers")).to_be_hidden()
    expect(page.get_by_text("10 hours a week", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Work in a law office")).to_be_visible()

"""Ticks of steps: the plan starts from them, they stay on the device, and without a script the form sends them."""

import re

import pytest
from playwright.sync_api import Page, expect

STEPS = "/roles/paralegal/how-to-become/"
SPECIALTY = "/roles/family-law-paralegal/how-to-become/"


def test_a_tick_starts_the_plan_from_there_and_is_kept_for_other_pages(page: Page):
    page.goto(STEPS)
    before = page.locator("dl.ribbon .num").first.inner_text()
    page.locator("#ticks [type=checkbox]:not(:checked)").first.check()
    expect(page.locator("dl.ribbon .num").first).not_to_have_text(before)
    expect(page).to_have_url(re.compile(r"have=high-school-diploma&have="))
    assert "nothing" not in page.url
    address = page.url

    page.goto(SPECIALTY)
    expect(page).to_have_url(re.compile("have="))
    expect(page.locator("#ticks [type=checkbox]:checked")).to_have_count(2)

    page.goto(address)  # a saved link holds them, too
    expect(page.locator("#ticks [type=checkbox]:checked")).to_have_count(2)
    page.locator("#ticks [type=checkbox]:checked").nth(1).uncheck()
    expect(page.locator("dl.ribbon .num").first).to_have_text(before)
    page.goto(STEPS)
    expect(page).to_have_url(re.compile(f"{STEPS}$"))


@pytest.mark.parametrize("kept", ["not json", '{"a": 1}', '"text"', "null", '["no-such-step", 7]'])
def test_what_cannot_be_read_counts_for_nothing(page: Page, kept: str):
    page.goto(STEPS)
    page.evaluate("kept => localStorage.setItem('have', kept)", kept)
    page.goto(STEPS)
    expect(page).to_have_url(re.compile(f"{STEPS}$"))
    page.locator("#ticks [type=checkbox]:not(:checked)").first.check()
    expect(page).to_have_url(re.compile("have="))


def test_a_device_that_keeps_nothing_breaks_nothing(page: Page):
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })")
    page.goto(STEPS)
    page.locator("#ticks [type=checkbox]:not(:checked)").first.check()
    expect(page).to_have_url(re.compile("have="))


@pytest.mark.parametrize("javascript", [False], ids=["no script"])
def test_without_a_script_the_form_sends_the_ticks(page: Page, javascript: bool):
    page.goto(STEPS)
    before = page.locator("dl.ribbon .num").first.inner_text()
    page.locator("#ticks [type=checkbox]:not(:checked)").first.check()
    page.get_by_role("button", name="Update the plan").click()
    expect(page.locator("dl.ribbon .num").first).not_to_have_text(before)
    expect(page.locator("#ticks [type=checkbox]:checked")).to_have_count(2)

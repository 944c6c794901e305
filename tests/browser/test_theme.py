"""Light, dark, or as the device: the only thing a page ever remembers of a reader."""

import pytest
from playwright.sync_api import Page, expect

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
PAGES = ["/", "/roles/?q=legal", "/compare/paralegal-vs-legal-assistant/?state=NY", "/roles/paralegal/how-to-become/"]


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def choose(page: Page, theme: str) -> None:
    page.locator("summary", has_text="Theme").click()
    page.get_by_role("button", name=theme).click()


@both_ways
def test_nothing_is_kept_until_a_theme_is_chosen_and_then_only_that(page: Page, javascript: bool):
    for path in PAGES:
        page.goto(path)
    assert page.context.cookies() == []

    here = page.url
    choose(page, "Dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(here)
    page.wait_for_load_state("networkidle")
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["value"], cookie["httpOnly"]) == ("theme", "dark", True)
    if javascript:
        assert page.evaluate("localStorage.length") == 0

    page.goto("/sources/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    choose(page, "Match device")
    expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")
    page.wait_for_load_state("networkidle")
    assert page.context.cookies() == []


def test_the_choice_wins_over_the_device(page: Page):
    page.emulate_media(color_scheme="light")
    page.goto("/")
    light = background(page)
    page.emulate_media(color_scheme="dark")
    dark = background(page)
    assert dark != light
    choose(page, "Light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert background(page) == light
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert background(page) == dark

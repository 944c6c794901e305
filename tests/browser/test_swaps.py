"""What a script adds must not take away: focus, speech, the page that was there."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import wait_for_htmx, wake_htmx

PAIR = "/compare/paralegal-vs-legal-assistant/"
LAW = re.compile("^Law$|^Law ")


def test_htmx_comes_when_somebody_reaches_for_a_control_and_only_once(page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "htmx" in request.url else None)
    page.goto(PAIR, wait_until="networkidle")
    page.get_by_role("link", name="Legal assistant").first.hover()
    assert asked == []
    page.get_by_role("link", name="Only differences").hover()
    wait_for_htmx(page)
    page.get_by_role("link", name="Everything").hover()
    page.get_by_label("State rules for").focus()
    assert len(asked) == 1


def hold_back_htmx(page: Page) -> list[Route]:
    """What asks for htmx from now on; each waits to be continued."""
    held: list[Route] = []
    page.route(re.compile("htmx-2"), lambda route: held.append(route))  # a bare method cannot be a handler
    return held


def test_a_link_used_before_htmx_is_there_leads_to_the_same_page(page: Page):
    hold_back_htmx(page)
    page.goto(PAIR)
    page.get_by_role("link", name="Only differences").click()
    expect(page).to_have_url(re.compile("show=differences"))
    expect(page.locator("#cmp").get_by_text(re.compile(r"\d rows? hidden"))).to_be_visible()


def test_a_box_ticked_before_htmx_is_there_is_not_forgotten(page: Page):
    held = hold_back_htmx(page)
    page.goto("/roles/?q=legal")
    page.get_by_role("checkbox", name=LAW).check()
    page.wait_for_timeout(400)
    assert "field=law" not in page.url
    held[0].continue_()
    expect(page).to_have_url(re.compile("field=law"))


def test_back_shows_what_its_address_says_after_the_page_was_loaded_anew(page: Page):
    page.goto(PAIR)
    wake_htmx(page)
    page.get_by_role("link", name="Only differences").click()
    expect(page).to_have_url(re.compile("show=differences"))
    page.goto("/sources/")
    page.go_back()
    expect(page.locator("#cmp").get_by_text(re.compile(r"\d rows? hidden"))).to_be_visible()
    page.go_back()
    expect(page).not_to_have_url(re.compile("show=differences"))
    expect(page.locator("#cmp").get_by_text(re.compile(r"\d rows? hidden"))).to_have_count(0)


def test_focus_stays_on_the_link_that_was_used_and_the_change_is_spoken(page: Page):
    page.goto(PAIR)
    wake_htmx(page)
    expect(page.get_by_role("status")).to_have_text("")
    page.get_by_role("link", name="Only differences").press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^Only differences\. .+ hidden\.$"))
    expect(page.get_by_role("link", name="Only differences")).to_be_focused()
    expect(page.locator("#cmp")).not_to_have_attribute("aria-busy", "true")


def test_focus_stays_on_apply_and_the_state_is_spoken(page: Page):
    page.goto(PAIR)
    wake_htmx(page)
    page.get_by_label("State rules for").select_option("California")
    page.get_by_role("button", name="Apply").press("Enter")
    expect(page.get_by_role("status")).to_have_text("State rules for California.")
    expect(page.get_by_role("button", name="Apply")).to_be_focused()
    expect(page.get_by_label("State rules for").locator("option:checked")).to_have_text("California")


def test_the_state_of_a_role_is_spoken_and_focus_stays(page: Page):
    page.goto("/roles/paralegal/")
    wake_htmx(page)
    page.get_by_label("Show rules for").select_option("California")
    page.get_by_role("button", name="Apply").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Showing rules for California.")
    expect(page.get_by_role("button", name="Apply")).to_be_focused()


def test_a_ticked_filter_keeps_focus_and_the_count_is_spoken(page: Page):
    page.goto("/roles/?q=legal")
    wake_htmx(page)
    box = page.get_by_role("checkbox", name=LAW)
    box.focus()
    box.press("Space")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ roles? match(es)?\.$"))
    expect(page.get_by_role("checkbox", name=LAW)).to_be_focused()


def test_the_links_that_leave_the_page_follow_the_new_state(page: Page):
    page.goto(PAIR)
    wake_htmx(page)
    page.get_by_label("State rules for").select_option("New York")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("state=NY"))
    for link in [
        *page.locator("#bar").get_by_role("link").all(),
        *page.get_by_role("link", name=re.compile("^How to become")).all(),
    ]:
        assert "state=NY" in (link.get_attribute("href") or ""), link.inner_text()


@pytest.mark.parametrize("fault", ["gone", "broken"])
def test_where_the_server_fails_the_old_page_stays_and_says_so(unwatched_page: Page, fault: str):
    page = unwatched_page
    page.goto(PAIR)
    wake_htmx(page)
    before = page.locator("#cmp").inner_text()
    address = page.url
    page.route(
        "**/compare/**",
        lambda route: route.abort() if fault == "gone" else route.fulfill(status=500, body="<h1>Sorry</h1>"),
    )
    page.get_by_role("link", name="Only differences").click()
    note = page.locator("#cmp").get_by_text("That didn’t load.")
    expect(note).to_be_visible()
    assert before in page.locator("#cmp").inner_text()
    assert page.url == address
    expect(page.get_by_role("status")).to_have_text(re.compile("That didn’t load. What you see is still the last page"))
    expect(page.get_by_role("link", name="Only differences")).to_be_focused()

    page.unroute("**/compare/**")
    page.get_by_role("link", name="Try again").click()
    expect(page).to_have_url(re.compile("show=differences"))
    expect(page.locator("#cmp").get_by_text(re.compile(r"\d rows? hidden"))).to_be_visible()
    expect(note).to_have_count(0)


def test_the_last_of_two_quick_clicks_wins(unwatched_page: Page):  # htmx logs the request that it gives up
    page = unwatched_page
    page.goto(PAIR)
    wake_htmx(page)
    page.get_by_role("link", name="Only differences").click(no_wait_after=True)
    page.get_by_role("link", name="Everything").click(no_wait_after=True)
    expect(page.get_by_role("status")).to_have_text("Everything is shown.")
    expect(page).not_to_have_url(re.compile("show=differences"))
    expect(page.get_by_role("link", name="Everything")).to_have_attribute("aria-current", "true")
    expect(page.get_by_text("That didn’t load.")).to_have_count(0)


def test_a_menu_closes_on_escape_and_gives_the_focus_back(page: Page):
    page.goto("/")
    summary = page.locator("summary", has_text="Theme")
    summary.press("Enter")
    expect(page.get_by_role("button", name="Dark")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Dark")).to_be_hidden()
    expect(summary).to_be_focused()

"""Somebody types the name of a role to add: keyboard, speech, and what happens where something fails."""

import re
from typing import Any

import pytest
from django.utils.text import slugify
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Site, wait_for_htmx

PAIR = "/compare/paralegal-vs-legal-assistant/"
THREE = "/compare/paralegal-vs-legal-assistant-vs-medical-assistant/"
VIEW = "?state=NY&show=differences"


def open_adder(page: Page, link: str = "Add a role") -> Locator:
    """The field, with focus in it."""
    page.get_by_role("link", name=link).click()
    field = page.get_by_role("combobox", name=link)
    expect(field).to_be_focused()
    return field


def test_arrows_move_enter_picks_and_the_view_stays(page: Page, site: Site):
    page.goto(PAIR + VIEW)
    field = open_adder(page)
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("assistant")
    options = page.get_by_role("dialog").get_by_role("option")
    expect(options).to_have_count(8)
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ other roles match\. The first 8 are shown\.$"))
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"#{field.get_attribute('aria-controls')}")).to_have_role("listbox")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)

    names = [option.locator("span").inner_text() for option in options.all()]
    for key, place in [("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", 7), ("ArrowDown", 0)]:
        page.keyboard.press(key)
        chosen = page.locator("[role=option][aria-selected=true]")
        expect(chosen).to_have_text(re.compile(re.escape(names[place])))
        expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
        expect(field).to_be_focused()
    expect(field).to_have_value("assistant")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}{PAIR[:-1]}-vs-{slugify(names[0])}/{VIEW}")


def test_escape_closes_then_clears_then_gives_the_focus_back(page: Page):
    page.goto(PAIR)
    field = open_adder(page)
    page.keyboard.type("medical")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("medical")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="Add a role")).to_be_focused()


def test_tab_leaves_and_picks_nothing(page: Page, site: Site):
    page.goto(PAIR)
    open_adder(page)
    page.keyboard.type("medical")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="Paralegal", exact=True).and_(page.locator("#bar a"))).to_be_focused()
    assert page.url == site.url + PAIR


def test_typing_on_and_moving_in_the_text_let_go_of_the_option(page: Page):
    page.goto(PAIR)
    field = open_adder(page)
    page.keyboard.type("medical")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    for key in ("ArrowLeft", "Home"):
        page.keyboard.press("ArrowDown")
        expect(field).to_have_attribute("aria-activedescendant", re.compile("."))
        page.keyboard.press(key)
        assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")
    assert field.get_attribute("aria-activedescendant") is None


def test_enter_without_an_option_searches_and_keeps_what_is_compared(page: Page):
    page.goto(PAIR + VIEW)
    open_adder(page)
    page.keyboard.type("clinic")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/roles/\?q=clinic&state=NY&pick=paralegal&pick=legal-assistant$"))
    expect(page.get_by_text("2 of 4 picked", exact=True)).to_be_visible()


def test_a_click_on_another_name_changes_a_role(page: Page, site: Site):
    page.goto(PAIR + "?state=NY")
    open_adder(page, "Change legal assistant")
    page.keyboard.type("bookkeep")
    names = re.compile("^Accounting assistant also called bookkeep")
    page.get_by_role("dialog").get_by_role("option", name=names).click()
    expect(page).to_have_url(f"{site.url}/compare/paralegal-vs-accounting-assistant/?state=NY")


def test_what_is_not_found_is_guessed_and_spoken(page: Page):
    page.goto(THREE)
    open_adder(page)
    page.keyboard.type("phlebotomyst")
    said = "No other roles match “phlebotomyst”. Did you mean phlebotomist?"
    expect(page.get_by_role("status")).to_have_text(said)
    expect(page.get_by_role("dialog").get_by_text(said)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("-vs-phlebotomist/$"))


def test_the_list_goes_with_the_text(page: Page):
    page.goto(PAIR)
    field = open_adder(page)
    page.keyboard.type("me")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Backspace")
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")


def test_an_open_field_is_not_printed(page: Page):
    page.goto(PAIR)
    open_adder(page)
    page.emulate_media(media="print")
    expect(page.locator("#adder")).to_be_hidden()


def test_a_changed_view_leaves_one_adder_that_follows_it(page: Page):
    page.goto(PAIR)
    open_adder(page)
    page.get_by_role("link", name="Only differences").click()
    expect(page).to_have_url(re.compile("show=differences"))
    open_adder(page, "Change paralegal")
    page.keyboard.type("lab assistant")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_have_attribute(
        "href", re.compile("show=differences")
    )
    assert page.locator("#adder").count() == 1


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["1280", "390"])
@pytest.mark.parametrize("path", [PAIR, THREE], ids=["two", "three"])
def test_axe_finds_nothing_with_the_list_open(page: Page, axe, screen: dict[str, Any], path: str):
    page.emulate_media(reduced_motion="reduce")
    page.goto(path)
    open_adder(page)
    page.keyboard.type("clerk")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    axe(page)


@pytest.mark.parametrize("javascript", [False], ids=["no script"])
@pytest.mark.parametrize("path", [PAIR, THREE], ids=["two", "three"])
def test_without_a_script_the_link_leads_to_the_picker(page: Page, javascript: bool, path: str):
    page.goto(path)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="Add a role").click()
    expect(page).to_have_url(re.compile(r"/compare/\?role=.*&edit=1#r\d$"))


def test_where_the_server_fails_the_usual_note_says_so_and_leads_on(unwatched_page: Page):
    page = unwatched_page
    page.goto(PAIR)
    page.route("**/suggest/**", lambda route: route.abort())
    field = open_adder(page)
    wait_for_htmx(page)
    page.keyboard.type("medical")
    expect(page.get_by_role("dialog").get_by_text("That didn’t load.")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile("That didn’t load"))
    expect(field).to_be_focused()
    page.unroute("**/suggest/**")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Try again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/roles/\?q=medical&pick=paralegal&pick=legal-assistant$"))


def test_what_was_typed_before_htmx_is_there_is_not_forgotten(unwatched_page: Page):
    page = unwatched_page
    held: list[Any] = []
    page.route(re.compile("htmx-2"), lambda route: held.append(route))
    page.goto(PAIR)
    open_adder(page)
    page.keyboard.type("medical")
    page.wait_for_timeout(400)
    held[0].continue_()
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()


def test_in_a_form_of_names_an_option_is_filled_in_and_the_focus_stays(page: Page, site: Site):
    page.goto("/compare/")
    first = page.get_by_role("combobox", name="First role")
    first.focus()
    wait_for_htmx(page)
    page.keyboard.type("legal secr")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(first).to_have_value("Legal assistant")
    expect(first).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page).to_have_url(f"{site.url}/compare/")
    second = page.get_by_role("combobox", name="Second role")
    second.press_sequentially("paralegal")
    page.get_by_role("option").first.click()
    expect(second).to_have_value("Paralegal")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(f"{site.url}/compare/legal-assistant-vs-paralegal/")


# The search itself ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["1280", "390"])
def test_the_search_offers_roles_and_certifications_as_one_types(page: Page, site: Site, axe, screen: dict[str, Any]):
    page.emulate_media(reduced_motion="reduce")
    page.goto("/?state=CA")
    if screen == PHONE:
        page.locator("summary", has_text="Menu").click()
    page.get_by_role("banner").get_by_role("combobox", name="Search roles").click()
    page.keyboard.type("certified para")
    offered = page.get_by_role("banner").get_by_role("option")
    expect(offered.filter(has_text="Certified Paralegal (CP)").locator("> small")).to_have_text("Certification")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d certifications"))
    page.keyboard.press("ArrowUp")
    axe(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"^{re.escape(site.url)}/certifications/[a-z-]+/\?state=CA$"))


def test_on_the_list_of_roles_an_option_is_a_page_and_enter_searches(page: Page):
    page.goto("/roles/?state=CA&pick=medical-assistant")
    field = page.get_by_role("main").get_by_role("combobox", name="Search roles")
    field.click()
    page.keyboard.type("legal secre")
    option = page.get_by_role("option", name=re.compile("^Legal assistant also called legal secretary"))
    expect(option).to_have_attribute("href", "/roles/legal-assistant/?state=CA")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/roles/\?q=legal\+secre&.*pick=medical-assistant"))

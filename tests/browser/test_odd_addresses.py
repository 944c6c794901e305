"""Addresses that no link of ours leads to: the right status, plain words, and a way on."""

import pytest
from playwright.sync_api import Page, expect

LONG_SEARCH = "/roles/?q=" + "paralegal+" * 500
ABSURD_QUERY = "/roles/?" + "&".join(["q"] * 6000)


@pytest.mark.parametrize("javascript", [False], ids=["no script"])
@pytest.mark.parametrize(
    ("path", "status", "says", "way_on"),
    [
        ("/roles/paralegall/", 404, "Page not found", "Paralegal"),
        ("/roles/paralegal/how-to/", 404, "Page not found", "See all roles"),
        ("/compare/paralegal-vs-legal-asistant/", 404, "Page not found", "Paralegal and legal assistant"),
        ("/compare/paralegal/", 200, "Pick a second role to see them side by side.", "Legal assistant"),
        ("/compare/paralegal-vs-paralegal/", 422, "Choose two different roles.", "Choose two different roles."),
        (
            "/compare/paralegal-vs-legal-assistant-vs-immigration-paralegal-vs-family-law-paralegal-vs-litigation-paralegal/",
            422,
            "You can compare up to 4 roles. Remove one first.",
            "You can compare up to 4 roles. Remove one first.",
        ),
        ("/compare/?a=paralegal&b=paralegal", 422, "Choose two different roles.", "Choose two different roles."),
        ("/compare/?role=nobody&role=paralegal", 404, "We know no role called “nobody”.", "We know no role called"),
        ("/roles/?page=1000000000", 404, "There is no page 1000000000.", "Go to page 2, the last one"),
        ("/roles/?page=two", 404, "“two” is not the number of a page.", "Go to the first page"),
        ("/roles/?" + "&".join(["pick=paralegal"] * 9), 422, "You can compare up to 4 roles.", "Paralegal"),
        ("/roles/?pick=nobody", 404, "We know no role called “nobody”", "Paralegal"),
        ("/roles/?field=moon", 422, "“Field of work” has no “moon”", "Paralegal"),
        ("/roles/?color=red", 422, "There is no filter called “color”", "Paralegal"),
        (LONG_SEARCH, 200, "That is more than we can look for.", "Paralegal"),
        (ABSURD_QUERY, 400, "We could not read that address", "Go to the home page"),
        ("/roles/?q=%00", 400, "We could not read that address", "Go to the home page"),
        ("/roles/paralegal/?state=ZZ", 200, "We have no state with the code “ZZ”.", "See the steps to get there"),
        ("/roles/paralegal/how-to-become/?alt=magic", 200, "We know no way called “magic”", "Paralegal"),
        (
            "/compare/paralegal-vs-legal-assistant/?show=nothing",
            200,
            "There is no view called “nothing”.",
            "Everything",
        ),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) and value.startswith("/") else None,
)
def test_an_odd_address_gets_plain_words_and_a_way_on(page: Page, javascript, path, status, says, way_on):
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == status
    expect(page.get_by_role("main").get_by_text(says).first).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name=way_on).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/roles/Paralegal/?state=CA", "/roles/paralegal/?state=CA"),
        ("/compare/PARALEGAL-vs-Legal-Assistant/", "/compare/paralegal-vs-legal-assistant/"),
        ("/roles/23-2011.00/", "/roles/paralegal/"),
        ("/compare/?a=legal-assistant&b=paralegal", "/compare/legal-assistant-vs-paralegal/"),
        ("/roles/Paralegal/how-to-become/", "/roles/paralegal/how-to-become/"),
    ],
)
def test_an_address_written_otherwise_leads_to_the_page(page: Page, site, path, leads_to):
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    assert page.url == site.url + leads_to


def test_a_wrong_choice_in_the_picker_is_kept_and_explained_at_its_field(page: Page):
    page.goto("/compare/")
    page.get_by_label("First role").fill("Paralegal")
    page.get_by_label("Second role").fill("Paralegal")
    page.get_by_label("Third role").fill("Legal assistant")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_title("Error: Compare roles | Pathside")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    second = page.get_by_label("Second role")
    expect(second).to_have_attribute("aria-invalid", "true")
    expect(second).to_have_accessible_description("Choose two different roles.")
    expect(page.get_by_label("Third role")).to_have_value("Legal assistant")
    summary.get_by_role("link", name="Choose two different roles.").click()
    expect(second).to_be_focused()

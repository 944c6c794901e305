"""An editor puts a fact right in the admin, and readers see it at once."""

import re

import pytest
from playwright.sync_api import Page, expect

PAIR = "/compare/paralegal-vs-legal-assistant/"


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


@pytest.fixture
def admin(page: Page, editor) -> Page:
    editor.sign_in(page)
    expect(page.get_by_role("link", name="Log out").or_(page.get_by_role("button", name="Log out"))).to_be_visible()
    return page


def test_a_changed_pay_figure_is_on_the_role_page_and_in_the_comparison(admin: Page):
    admin.goto("/roles/paralegal/")
    typical = admin.locator("#pay .num").first.inner_text()
    assert re.fullmatch(r"\$\d\d,\d{3}", typical)

    admin.goto("/admin/roles/pay/?q=23-2011")
    with admin.expect_navigation():
        admin.locator("#result_list tr", has_text="year").locator("th a").click()
    address = admin.url
    middle = admin.locator("#id_p50")
    before = middle.input_value()
    assert f"${float(before):,.0f}" == typical
    try:
        middle.fill("66666")
        save(admin)
        for path in ("/roles/paralegal/", PAIR, "/roles/?q=paralegal"):
            admin.goto(path)
            expect(admin.get_by_role("main").get_by_text("$66,666").first).to_be_visible()
    finally:
        admin.goto(address)
        middle.fill(before)
        save(admin)
    admin.goto(PAIR)
    expect(admin.get_by_text("$66,666")).to_have_count(0)
    expect(admin.get_by_text(typical).first).to_be_visible()


def test_a_changed_wording_is_in_the_comparison(admin: Page):
    admin.goto(PAIR)
    wording = admin.locator("details", has_text="How each role words the shared duties").locator("td").first
    before = wording.evaluate("cell => cell.childNodes[1].textContent.trim()")

    admin.goto(f"/admin/roles/roleduty/?q={before}")
    with admin.expect_navigation():
        admin.locator("#result_list tbody th a").first.click()
    address = admin.url
    try:
        admin.locator("#id_text").fill("Write what nobody wrote before")
        save(admin)
        admin.goto(PAIR)
        admin.get_by_text("How each role words the shared duties").click()
        expect(wording).to_contain_text("Write what nobody wrote before")
    finally:
        admin.goto(address)
        admin.locator("#id_text").fill(before)
        save(admin)

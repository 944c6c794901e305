"""An editor at work, under the strict Content-Security-Policy: what a page logs or breaks fails its test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

LOADED = {"wait_until": "networkidle"}
SKILLS: Any = {
    "name": "skills.csv",
    "mimeType": "text/csv",
    "buffer": b"slug,title,kind\nnight-porting,Night porting,personal\n",
}


@pytest.fixture
def admin(page, editor) -> Page:
    editor.sign_in(page)
    expect(page.get_by_role("heading", name="What the pages are made of")).to_be_visible()
    return page


def follow(control: Locator) -> None:
    """Click, and wait until the page that it leads to is here: a look at the page that is left ends in its leaving."""
    with control.page.expect_navigation():
        control.click()


def open_first(admin: Page, models: str) -> None:
    """The change page of the first row of `models`, as in roles/role."""
    admin.goto(f"/admin/{models}/")
    follow(admin.locator("#result_list tbody th a").first)
    admin.wait_for_load_state("networkidle")


def test_every_page_to_look_for_and_to_add_opens(admin):
    links = admin.locator("#content-main .module a")
    paths = {links.nth(n).get_attribute("href") for n in range(links.count())} | {"/admin/password_change/"}
    assert len(paths) > 60
    for path in sorted(paths):
        answer = admin.goto(path)
        assert answer.status == 200, path


@pytest.fixture
def lenient(site, browser, screen) -> Iterator[Page]:
    """A window without the policy. On style sheets that import others, as Django's do, axe itself breaks it."""
    context = browser.new_context(base_url=site.url, bypass_csp=True, **screen)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_where_editors_work(lenient, editor, axe):
    lenient.goto("/admin/login/")
    axe(lenient)
    editor.sign_in(lenient)
    axe(lenient)
    for models in ("roles/role", "roles/occupation", "sources/source"):
        lenient.goto(f"/admin/{models}/", **LOADED)
        axe(lenient)
        open_first(lenient, models)
        axe(lenient)
        follow(lenient.get_by_role("link", name="History", exact=True))
        axe(lenient)
        lenient.get_by_role("link", name="As it was then").first.click()
        expect(lenient.get_by_role("heading", name="save to bring this back")).to_be_visible()
        lenient.goto(f"/admin/{models}/deleted/", **LOADED)
        axe(lenient)
        lenient.goto(f"/admin/{models}/add/", **LOADED)
        axe(lenient)
    lenient.goto("/admin/roles/skill/import/")
    axe(lenient)
    lenient.set_input_files("#id_file", SKILLS)
    follow(lenient.get_by_role("button", name="Look it over"))
    axe(lenient)
    lenient.goto("/admin/password_change/")
    axe(lenient)


def test_a_changed_wording_is_on_the_page_of_the_role(admin):
    admin.goto("/admin/roles/role/?q=paralegal")
    follow(admin.get_by_role("link", name="Paralegal", exact=True))
    address = admin.url
    admin.locator("#duties-group > fieldset > details > summary").click()
    wording = admin.locator("#id_duties-0-text")
    before = wording.input_value()
    try:
        wording.fill("Ask a question that nobody asked before")
        admin.get_by_role("button", name="Save", exact=True).first.click()
        admin.get_by_role("link", name="View on site").click()
        expect(admin.get_by_text("Ask a question that nobody asked before").first).to_be_visible()
    finally:
        admin.goto(address)
        admin.locator("#duties-group > fieldset > details > summary").click()
        admin.locator("#id_duties-0-text").fill(before)
        admin.get_by_role("button", name="Save", exact=True).first.click()
        expect(admin.get_by_text("was changed successfully")).to_be_visible()


def test_a_duty_is_added_with_its_source_and_dates(admin):
    """Everything that Django's own scripts do on a page of ours; nothing is saved."""
    admin.goto("/admin/roles/role/add/", **LOADED)
    admin.get_by_label("Title:", exact=True).first.press_sequentially("Night porter")
    expect(admin.locator("#id_slug")).to_have_value("night-porter")
    admin.locator("#duties-group > fieldset > details > summary").click()
    admin.get_by_text("Add another Role duty").click()
    admin.get_by_role("combobox", name="Source", exact=True).last.click()
    admin.locator(".select2-results__option").first.wait_for()
    admin.keyboard.type("bureau")
    admin.keyboard.press("Enter")
    row = admin.locator("#duties-0")
    row.get_by_text("Today", exact=True).first.click()
    expect(row.locator("[name=duties-0-as_of]")).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))
    row.locator(".date-icon").first.click()
    admin.get_by_text("Cancel", exact=True).locator("visible=true").click()
    row.get_by_text("How far we lean on it").click()
    expect(row.locator("[name=duties-0-why]")).to_be_visible()
    row.get_by_text("Remove", exact=True).click()
    expect(admin.locator("#duties-0")).to_have_count(0)


def test_a_table_is_brought_in_after_a_look(admin):
    admin.goto("/admin/roles/skill/")
    with admin.expect_download() as download:
        admin.get_by_role("link", name="Export CSV").click()
    assert re.fullmatch(r"skills-[\d-]+\.csv", download.value.suggested_filename)
    admin.get_by_role("link", name="Import", exact=True).click()
    admin.get_by_label("Why").fill("They work at night")
    admin.get_by_label("File").set_input_files(SKILLS)
    admin.get_by_role("button", name="Look it over").click()
    expect(admin.get_by_text("1 to add, 0 to change, 0 as they are")).to_be_visible()
    admin.get_by_role("button", name="Save all of it").click()
    expect(admin.get_by_text("Imported from skills.csv: 1 added")).to_be_visible()
    admin.goto("/admin/roles/skill/?q=Night+porting")
    admin.locator("#result_list tbody input").check()
    admin.get_by_label("Action:").select_option("delete_selected")
    admin.get_by_role("button", name="Go", exact=True).click()
    admin.get_by_role("button", name="Yes, delete").click()
    expect(admin.get_by_text("Successfully deleted 1 skill")).to_be_visible()


def test_a_mistake_is_said_beside_its_field(admin):
    open_first(admin, "roles/role")
    admin.locator("#id_slug").fill("this-vs-that")
    admin.get_by_role("button", name="Save", exact=True).first.click()
    expect(admin.get_by_text("No part may be “vs”")).to_be_visible()


def test_a_source_is_added_while_writing_a_fact(admin):
    admin.goto("/admin/roles/roleduty/add/", **LOADED)
    with admin.expect_popup() as opened:
        admin.locator("#add_id_source").click()
    form = opened.value
    form.get_by_label("Title:").fill("A page of today")
    form.get_by_label("Publisher:").fill("Somebody")
    form.get_by_label("Kind:").select_option("press")
    form.get_by_label("No date on page").check()
    form.get_by_label("Checked on:").fill("2026-07-01")
    form.get_by_label("Review by:").fill("2099-01-01")
    form.get_by_role("button", name="Save", exact=True).first.click()
    expect(admin.locator("#id_source option:checked")).to_have_text("A page of today")
    admin.goto("/admin/sources/source/?q=A+page+of+today")
    admin.locator("#result_list tbody input").check()
    admin.get_by_label("Action:").select_option("delete_selected")
    admin.get_by_role("button", name="Go", exact=True).click()
    admin.get_by_role("button", name="Yes, delete").click()
    expect(admin.get_by_text("Successfully deleted 1 source")).to_be_visible()

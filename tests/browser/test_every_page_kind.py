"""What holds for the first view of every kind of page, and for the admin."""

import re

import pytest

PAGES = ["/", "/roles/", "/sources/", "/no/such/page/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_first_view_is_light_and_asks_nobody_else(first_view, site, path):
    view = first_view(path)
    assert view.total_bytes <= 90_000, view
    assert view.without_fonts_bytes <= 35_000, view
    assert view.cookies == []
    assert view.inline == 0
    assert all(url.startswith(site.url) for url in view.requests)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page, axe, path):
    page.goto(path)
    axe(page)


@pytest.mark.parametrize("screen", [{"viewport": {"width": 320, "height": 640}, "is_mobile": True}], ids=["320px"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways(page, screen, path):
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_admin_works_under_the_strict_policy(page, editor):
    editor.sign_in(page)
    page.locator("a[href='/admin/roles/role/']").first.click()
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url(re.compile(r"/admin/roles/role/\d+/change/"), wait_until="networkidle")

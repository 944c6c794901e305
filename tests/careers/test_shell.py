"""The shell around every page: made once for each state, section and theme, and the same as if it were made anew."""

from __future__ import annotations

import gc
import weakref

from django.template import engines
from django.test import override_settings
from django.urls import reverse

from careers.templatetags.shell import address
from careers.views.pages import render


def rendered(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


NAV = '{% load shell %}{% shell "_nav.html" %}'


def test_its_links_follow_state_and_section_whatever_was_shown_before():
    plain = rendered(NAV, section="roles", state="", state_query="")
    local = rendered(NAV, section="states", state="CA", state_query="?state=CA")
    assert 'href="/roles/" aria-current="true"' in plain
    assert "?state=CA" not in plain
    assert 'href="/states/?state=CA" aria-current="true"' in local
    assert rendered(NAV, section="roles", state="", state_query="") == plain


def test_it_shows_nothing_else_of_a_page():
    header = '{% load shell %}{% shell "_header.html" %}'
    assert rendered(header, value="typed") == rendered(header)
    assert 'id="find"' in rendered(header)


def test_what_is_kept_is_what_is_made_anew():
    kept = rendered(NAV, section="roles", state_query="?state=NY")
    with override_settings(DEBUG=True):
        assert rendered(NAV, section="roles", state_query="?state=NY") == kept


def test_addresses_are_those_of_their_parts():
    link = "{% url 'careers:role' slug %}"
    for slug in ("paralegal", "law-clerk", "paralegal"):
        assert rendered(link, slug=slug) == reverse("careers:role", args=[slug])
    assert rendered("{% url 'careers:compare' slugs %}", slugs=["a", "b"]) == "/compare/a-vs-b/"
    assert rendered("{% url 'careers:role' slug as found %}{{ found }}", slug="a") == "/roles/a/"
    assert rendered("{% url 'admin:index' %}") == reverse("admin:index")


def test_an_address_is_safe_to_stand_in_html():
    odd = rendered("{% url 'careers:role' slug %}", slug="a'b&c\"<")
    assert odd == address("careers:role", "a'b&c\"<")
    assert not set(odd) & set("'\"<>")
    assert "&amp;" in odd


class _Notices(list[str]):
    """A list that a weak reference can follow."""


def test_a_page_that_is_made_lets_go_of_what_it_was_made_of(rf):
    notices = _Notices(["From the survey."])
    followed = weakref.ref(notices)
    gc.disable()
    try:
        page = render(rf.get("/"), "careers/_attributions.html", {"attributions": notices})
        del notices
        assert followed() is None
    finally:
        gc.enable()
    assert "From the survey." in page.text

"""The choice of a state: one for the visit, carried by every link and form, plain about what it cannot follow."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.factories import (
    make_advice,
    make_certification,
    make_certification_fact,
    make_confusion,
    make_place,
    make_role,
    make_rule,
    make_schooling,
    make_source,
    make_way,
)
from tests.reading import flat

KINDS_OF_PAGES = (
    "/",
    "/roles/",
    "/roles/?q=para&field=law&pick=paralegal&sort=pay",
    "/roles/?q=nothing-like-it",
    "/roles/paralegal/",
    "/roles/court-paralegal/",
    "/roles/paralegal/how-to-become/",
    "/roles/court-paralegal/how-to-become/?have=nothing",
    "/roles/no-such-role/",
    "/compare/",
    "/compare/paralegal/",
    "/compare/paralegal-vs-paralegal/",
    "/compare/paralegal-vs-no-such-role/",
    "/compare/paralegal-vs-notary/?show=differences",
    "/compare/paralegal-vs-notary-vs-court-paralegal/",
    "/certifications/",
    "/certifications/certified-paralegal/",
    "/certifications/no-such-one/",
    "/sources/",
    "/states/",
    "/states/?from=NY&to=NY",
    "/states/ZZ/",
    "/states/NY/",
    "/states/CA/to/NY/",
)
# What is not a page of the visit, and the one link that is there to take the choice back.
ELSEWHERE = ("/static/", "/theme/")
WAY_BACK = "See all states"


class Leads(HTMLParser):
    """Links as pairs of address and words, forms as pairs of address and the names of their fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[list[str]] = []
        self.forms: dict[str, tuple[str, set[str]]] = {}
        self.buttons: list[str] = []
        self._form = ""
        self._in_link = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append([found["href"] or "", ""])
            self._in_link = True
        if tag == "form":
            self._form = found.get("id") or str(len(self.forms))
            self.forms[self._form] = (found.get("action") or "", set())
        if tag in ("input", "select") and (found.get("form") or self._form) in self.forms:
            self.forms[found.get("form") or self._form][1].add(found.get("name") or "")
        for name in ("data-hx-get", "formaction"):
            if found.get(name) and tag == "a":
                self.buttons.append(found[name] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = ""
        if tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        if self._in_link:
            self.links[-1][1] += data


def dropping(html: str, state: str) -> list[str]:
    """The links and forms of a page that lead on within the site and leave the state behind."""
    leads = Leads(html)
    found = []
    for address, words in [*leads.links, *((address, "") for address in leads.buttons)]:
        parts = urlsplit(address)
        is_inside = not parts.netloc and parts.path and not parts.path.startswith(ELSEWHERE)
        # A link that offers another state leads to its rules or to its own page, which names it.
        is_other = parts.fragment == "rules" and "state" in parse_qs(parts.query)
        is_other = is_other or (parts.path.startswith("/states/") and parts.path != "/states/")
        if is_inside and not is_other and words.strip() != WAY_BACK and parse_qs(parts.query).get("state") != [state]:
            found.append(address)
    for action, names in leads.forms.values():
        if not action.startswith(ELSEWHERE) and "state" not in names:
            found.append(f"form {action}")
    return found


@pytest.fixture
def content(db: None) -> None:
    paralegal = make_role(title="Paralegal", duties=["Draft papers"], skills={"Writing": 80}, pay=60_000, months=(3, 9))
    child = make_role(title="Court paralegal", parent=paralegal, duties=["File papers"])
    notary = make_role(title="Notary", duties=["Draft papers"], pay=40_000, months=(0, 1))
    make_schooling(role=notary, level="high-school")
    make_confusion(role=paralegal, other=notary)
    found = make_certification()
    make_certification_fact(certification=found, min=100)
    make_way(certification=found)
    make_advice(role=paralegal, certification=found)
    make_rule(role=paralegal, place=make_place(code="US-NY", name="New York"), source=make_source(slug="rules"))
    make_rule(role=paralegal, place=make_place(code="US-CA", name="California"), topic="title")
    make_rule(role=child, place=make_place(), topic="exam")


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("address", KINDS_OF_PAGES)
def test_no_link_or_form_leaves_the_state_behind(client: Client, address: str) -> None:
    page = client.get(f"{address}{'&' if '?' in address else '?'}state=NY")
    assert page.status_code in (200, 404, 422)
    assert dropping(page.text, "NY") == []


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("typed", ["ny", "Ny", "US-NY", "us-ny", " NY "])
def test_a_code_is_read_however_it_is_written_and_carried_on_in_capitals(client: Client, typed: str) -> None:
    for address in ("/roles/paralegal/", "/roles/", "/certifications/", "/compare/paralegal-vs-notary/"):
        page = client.get(address, {"state": typed})
        assert page.status_code == 200
        assert dropping(page.text, "NY") == []


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ZZ", "We have no state with the code “ZZ”."),
        ("New York", "We have no state with the code “New York”."),
        ("U%S", "We have no state with the code “U%S”."),
        ("PR", "We have no rules on file for Puerto Rico yet."),
        ("gu", "We have no rules on file for Guam yet."),
        ("US-VI", "We have no rules on file for the U.S. Virgin Islands yet."),
        ("AS", "We have no rules on file for American Samoa yet."),
        ("MP", "We have no rules on file for the Northern Mariana Islands yet."),
    ],
)
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/roles/",
        "/roles/paralegal/",
        "/roles/paralegal/how-to-become/",
        "/compare/paralegal-vs-notary/",
        "/compare/",
        "/sources/",
    ],
)
def test_what_we_hold_no_rules_of_is_named_and_not_carried_on(client: Client, address: str, typed, said) -> None:
    page = client.get(address, {"state": typed})
    assert page.status_code == 200
    assert f"{said} You see what holds in all states." in page.text
    assert page.context["state_query"] == ""
    assert "state=" not in page.context.get("swap_url", "") + page.context.get("differences_url", "")
    assert f'href="/roles/?state={typed}' not in page.text


@pytest.mark.usefixtures("content")
def test_pages_name_the_state_in_the_headings_that_it_changes(client: Client) -> None:
    assert "State rules: New York" in client.get("/roles/paralegal/?state=NY").text
    assert "Rule in New York" in client.get("/compare/paralegal-vs-notary/?state=NY").text
    assert "in New York | Pathside</title>" in client.get("/roles/paralegal/how-to-become/?state=NY").text
    assert "Start from where you are in New York</h2>" in flat(client.get("/?state=NY").text)


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    "address", ["/roles/paralegal/", "/roles/paralegal/how-to-become/", "/compare/paralegal-vs-notary/", "/roles/"]
)
def test_a_state_is_chosen_from_a_native_select_with_a_button(client: Client, address: str) -> None:
    text = flat(client.get(address, {"state": "NY"}).text)
    assert '<option value="NY" selected>New York' in text
    assert '<option value="">All states</option>' in text


@pytest.mark.usefixtures("content")
def test_a_state_with_nothing_checked_says_so_and_leads_on(client: Client) -> None:
    make_place(code="US-OH", name="Ohio")
    page = flat(client.get("/roles/paralegal/?state=OH").text)
    assert "We have no state rule on file for this role. That does not mean there is none." in page
    assert "On file for: <a" in page
    assert "ot required" not in page

"""Pages for when something is wrong: what happened, what is safe, what to do."""

import re

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import reverse

from careers.views import errors
from roles.models import Role
from tests.factories import make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """A reader's browser: an error is a page, not an exception in the test."""
    return Client(raise_request_exception=False)


@pytest.fixture
def law_office() -> list[Role]:
    return [make_role(title=title) for title in ("Paralegal", "Legal assistant", "Immigration paralegal")]


@pytest.mark.usefixtures("law_office")
def test_an_unknown_page_searches_for_the_words_of_its_address(client):
    answer = client.get("/jobs/legal-asistant/")
    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert "If you typed the address, check it." in answer.text
    assert re.search(r'name="q"[^>]* value="legal asistant"', answer.text)
    assert '<a class="chip" href="/roles/legal-assistant/">Legal assistant</a>' in answer.text
    assert f'<a href="{reverse("careers:roles")}">See all roles</a>' in answer.text


def test_an_unknown_code_is_like_no_name(client):
    make_role(title="Dispatcher", titles=["Code 99 dispatcher"])
    answer = client.get("/figures/29-1141.99/")
    assert answer.status_code == 404
    assert "Did you mean" not in answer.text


@pytest.mark.usefixtures("law_office")
def test_an_unknown_role_leads_to_the_nearest(client):
    answer = client.get("/roles/paralegel/")
    assert answer.status_code == 404
    assert "We have no role called “paralegel”." in answer.text
    assert 'href="/roles/paralegal/">Paralegal</a>' in answer.text


@pytest.mark.usefixtures("law_office")
@pytest.mark.parametrize("path", ["/roles/nope/", "/roles/login/", "/compare/paralegal-vs-nope/"])
def test_an_address_that_is_like_no_title_leads_to_no_role(client, path):
    make_role(title="Clergy", titles=["Pope"])
    make_role(title="Meat trimmer", titles=["Loin puller"])
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Did you mean" not in answer.text


@pytest.mark.usefixtures("law_office")
def test_of_a_comparison_the_known_role_is_kept(client):
    answer = client.get("/compare/paralegal-vs-legal-asistant/")
    assert answer.status_code == 404
    assert 'href="/compare/paralegal-vs-legal-assistant/">Paralegal and legal assistant</a>' in answer.text
    assert '<a href="/compare/?role=paralegal">Compare a paralegal with another role</a>' in answer.text


@pytest.mark.usefixtures("law_office")
def test_of_a_wider_comparison_all_known_roles_are_kept(client):
    text = client.get("/compare/paralegal-vs-plumber-vs-legal-assistant/").text
    assert 'href="/compare/?role=paralegal&amp;role=legal-assistant">Compare paralegal and legal assistant</a>' in text


@pytest.mark.parametrize(
    ("path", "words", "link"),
    [
        ("/nothing/", "the page may have moved", '<a href="/roles/">See all roles</a>'),
        ("/roles/plumber/", "the role may have a new name", '<a href="/roles/">See all roles</a>'),
        ("/roles/paralegal/pay/", "the page may have moved", '<a href="/roles/">See all roles</a>'),
        ("/compare/paralegal-vs-plumber/", "the role may have a new name", '<a href="/roles/">See all roles</a>'),
        ("/certifications/cp/", "the certification may have a new name", "See all certifications</a>"),
        ("/certifications/cp/fees/", "the page may have moved", "See all certifications</a>"),
        ("/states/ny/rules/", "the page may have moved", "See all states</a>"),
        ("/sources/nala/", "the page may have moved", '<a href="/sources/">See all sources</a>'),
        ("/figures/99-9999/", "the page may have moved", "See all figures</a>"),
    ],
)
@pytest.mark.usefixtures("law_office")
def test_a_page_not_found_speaks_of_what_its_address_names(client, path, words, link):
    answer = client.get(path)
    assert answer.status_code == 404
    assert f"If you typed the address, check it. If you followed a link, {words}." in answer.text
    assert link in answer.text


def test_a_page_not_found_stands_on_an_empty_database(client):
    assert client.get("/nothing/").status_code == 404


@pytest.mark.parametrize("path", ["/" + "x" * 5000 + "/", "/roles/" + "é" * 800 + "/", "/roles/%3Cscript%3E/"])
def test_an_odd_address_is_repeated_only_in_part_and_harmless(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<script>" not in answer.text.split("<main")[1]
    assert "x" * 81 not in answer.text.split("<main")[1].split("paper-only")[0]


def test_a_form_that_was_open_for_too_long_can_be_sent_again():
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert answer.status_code == 403
    assert "Please send the form again" in answer.text


def test_what_is_not_open_to_a_reader_says_so():
    answer = errors.permission_denied(RequestFactory().get("/x/"), PermissionDenied())
    assert answer.status_code == 403
    assert "This page is not open to you" in answer.text


def test_an_address_that_makes_no_sense_says_what_is_wrong_with_it(client):
    answer = client.get("/roles/?q=%00")
    assert answer.status_code == 400
    assert "The address holds a character that means nothing." in answer.text


def test_the_words_of_a_security_check_are_not_for_readers():
    answer = errors.bad_request(RequestFactory().get("/"), SuspiciousOperation("add 'evil' to ALLOWED_HOSTS"))
    assert answer.status_code == 400
    assert "ALLOWED_HOSTS" not in answer.text


@pytest.fixture
def broken(monkeypatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("something is broken")

    monkeypatch.setattr("careers.views.sources.chosen_view", fail)


@pytest.mark.usefixtures("broken")
def test_an_error_of_ours_says_that_nothing_is_lost(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # before anything broke: whether content has moved
        answer = client.get("/sources/?state=NY")
    assert answer.status_code == 500
    assert "Sorry, something went wrong on our side" in answer.text
    assert '<a class="btn btn-1" href="/sources/?state=NY">Try again</a>' in answer.text
    assert '<a href="/">Go to the home page</a>' in answer.text
    assert "something is broken" not in answer.text
    assert 'rel="stylesheet"' in answer.text


@pytest.mark.usefixtures("broken")
def test_an_error_is_told_even_where_no_style_can_be_found(client, monkeypatch, tmp_path):
    storage = ManifestStaticFilesStorage(location=tmp_path)
    monkeypatch.setattr("django.contrib.staticfiles.storage.staticfiles_storage", storage)
    answer = client.get("/sources/")
    assert answer.status_code == 500
    assert "Sorry, something went wrong on our side" in answer.text
    assert "stylesheet" not in answer.text
    assert '<meta charset="utf-8">' in answer.text


def test_the_way_back_stays_on_this_site():
    answer = errors.server_error(RequestFactory().get("//evil.example/x"))
    assert 'href="//' not in answer.text


def test_error_pages_set_no_cookie(client):
    for answer in (client.get("/nothing/"), client.get("/?q=%00")):
        assert not answer.cookies
        assert "Cookie" in answer["Vary"]

"""The reader's choice of theme: the only cookie, and only for whoever asks for it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

URL = "/theme/"


def choose(client, theme: str, back: str = "/roles/?q=law", **headers: str):
    return client.post(URL, {"theme": theme, "next": back}, headers=headers)


def test_the_form_of_every_page_leads_here():
    assert reverse("careers:theme") == URL


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_kept_and_the_reader_is_back_on_the_page(client, theme):
    answer = choose(client, theme)
    assert answer.status_code == 302
    assert answer["Location"] == "/roles/?q=law"
    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (theme, True, "Lax")
    assert f'<html lang="en" data-theme="{theme}">' in client.get("/").text


@pytest.mark.parametrize("theme", ["device", "", "pink"])
def test_anything_else_follows_the_device_again(client, theme):
    choose(client, "dark")
    answer = choose(client, theme)
    assert answer.cookies["theme"].value == ""
    assert "data-theme=" not in client.get("/").text.split("<body>")[0]


@pytest.mark.parametrize("value", ["pink", 'dark"><script>', ""])
def test_a_cookie_that_is_no_theme_of_ours_is_ignored(client, value):
    client.cookies["theme"] = value
    assert "data-theme=" not in client.get("/").text.split("<body>")[0]


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "\\\\evil.example"]
)
def test_nobody_is_sent_to_another_site(client, back):
    assert choose(client, "dark", back=back)["Location"] == "/"


def test_a_form_on_another_site_changes_nothing(client):
    assert "theme" not in choose(client, "dark", Origin="https://evil.example").cookies


def test_the_sites_own_form_says_where_it_comes_from(client):
    assert "theme" in choose(client, "dark", Origin="http://testserver").cookies


def test_it_works_without_a_token_since_readers_get_no_cookie(client):
    client.handler.enforce_csrf_checks = True
    assert choose(client, "dark").status_code == 302


def test_looking_is_not_choosing(client):
    answer = client.get(URL)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.put(URL).status_code == 405


def test_pages_say_that_they_hang_on_the_cookie(client):
    for path in ("/", "/roles/", "/sources/", "/no/such/page/"):
        answer = client.get(path)
        assert "Cookie" in answer["Vary"], path
        assert not answer.cookies, path

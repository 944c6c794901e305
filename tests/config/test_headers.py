"""What every answer carries, whoever wrote the page."""

import brotli
import pytest

pytestmark = pytest.mark.django_db

PAGES = ["/", "/admin/login/", "/healthz", "/no/such/page/"]


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_allows_nothing_but_our_own_files(client, path):
    policy = dict(part.strip().split(" ", 1) for part in client.get(path)["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("path", PAGES)
def test_browsers_are_told_to_be_careful(client, path):
    answer = client.get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "geolocation=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/", "/healthz", "/no/such/page/"])
def test_a_readers_page_sets_no_cookie_and_hangs_on_no_session(client, path):
    answer = client.get(path)
    assert not answer.cookies


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, br;q=0", "gzip"),
        ("gzip, br;q=0.5", "br"),
        ("gzip", "gzip"),
        ("", None),
    ],
)
def test_pages_are_compressed_as_the_browser_asks(client, accepts, encoding):
    page = client.get("/", headers={"Accept-Encoding": accepts})
    assert page.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in page["Vary"]
    assert int(page.get("Content-Length", len(page.content))) == len(page.content)


def test_a_brotli_page_unpacks_to_the_page(client):
    packed = client.get("/no/such/page/", headers={"Accept-Encoding": "br"}).content
    assert brotli.decompress(packed).decode() == client.get("/no/such/page/").text


def test_with_https_plain_http_is_redirected_and_remembered(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert client.get("/").status_code == 301
    assert "max-age=31536000" in client.get("/", secure=True)["Strict-Transport-Security"]

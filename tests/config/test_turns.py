"""A worker makes one page after another, and nobody who is slow keeps the others from theirs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest
from django.db import connections

from config.turns import in_turns

LONG = 10


class Site:
    """An application that counts how many answers are being made at the same time, and waits where it is told to."""

    def __init__(self):
        self.at_once = self.most = 0
        self.counting = Lock()
        self.slow, self.go_on = Event(), Event()
        self.asked_through = []

    def __call__(self, environ, _start_response):
        with self.counting:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            self.asked_through.append(connections["default"])
        if environ["PATH_INFO"] == "/slow":
            self.slow.set()
            assert self.go_on.wait(LONG)
        if environ["PATH_INFO"] == "/broken":
            raise ValueError("no page")
        with self.counting:
            self.at_once -= 1
        return [environ["PATH_INFO"].encode()]


@pytest.fixture
def asked():
    site = Site()
    application = in_turns(site)
    with ThreadPoolExecutor(4) as threads:

        def ask(path, method="GET"):
            return threads.submit(application, {"REQUEST_METHOD": method, "PATH_INFO": path}, print)

        yield site, ask
        site.go_on.set()


def test_pages_are_made_one_after_another(asked):
    site, ask = asked
    answers = [ask(f"/{number}") for number in range(200)]
    assert [answer.result(LONG) for answer in answers] == [[b"/%d" % number] for number in range(200)]
    assert site.most == 1


def test_what_comes_in_slowly_keeps_no_page_waiting(asked):
    site, ask = asked
    sent = ask("/slow", "POST")
    assert site.slow.wait(LONG)
    assert ask("/page").result(LONG) == [b"/page"]
    assert not sent.done()


def test_a_page_that_waits_for_long_lets_the_next_ones_go_on(asked):
    site, ask = asked
    waiting = ask("/slow")
    assert site.slow.wait(LONG)
    assert ask("/page").result(LONG) == [b"/page"]
    assert not waiting.done()


def test_a_page_that_fails_leaves_the_turn_to_the_next(asked):
    _, ask = asked
    with pytest.raises(ValueError, match="no page"):
        ask("/broken").result(LONG)
    assert ask("/page").result(LONG) == [b"/page"]


def test_one_connection_goes_from_page_to_page_whichever_thread_makes_it(asked):
    site, ask = asked
    for answer in [ask(f"/{number}") for number in range(200)]:
        answer.result(LONG)
    first, *others = site.asked_through
    assert all(each is first for each in others)


def test_what_takes_no_turn_has_a_connection_of_its_own(asked):
    site, ask = asked
    for method in ("GET", "POST", "GET"):
        ask("/page", method).result(LONG)
    page, sent, next_page = site.asked_through
    assert page is next_page is not sent


def test_a_page_that_others_do_not_wait_for_keeps_its_connection_to_itself(asked):
    site, ask = asked
    ask("/slow")
    assert site.slow.wait(LONG)
    ask("/page").result(LONG)
    waiting, went_on = site.asked_through
    assert waiting is not went_on

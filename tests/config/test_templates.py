"""Templates are Django's own, and let go of what they were given."""

import gc
import weakref

import pytest
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string


class Fact:
    """Something that a page tells."""


@pytest.fixture
def without_looking_for_waste():
    gc.disable()
    yield
    gc.enable()


def test_what_a_page_was_made_of_is_gone_with_it(rf, without_looking_for_waste):
    fact = Fact()
    gone = weakref.ref(fact)
    render(rf.get("/"), "404.html", {"fact": fact})
    del fact
    assert gone() is None


def test_what_a_page_is_given_wins_over_what_every_page_has(rf):
    assert "Another name" in render_to_string("404.html", {"site_name": "Another name"}, rf.get("/"))


def test_a_template_that_is_not_there_is_named():
    with pytest.raises(TemplateDoesNotExist, match=r"careers/nothing\.html"):
        get_template("careers/nothing.html")

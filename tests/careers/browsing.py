"""The list of roles as tests ask for it and read it."""

import re

from django.test import Client
from django.urls import reverse

from roles.models import Role
from tests.factories import make_field, make_role


def page(client: Client, **query):
    return client.get(reverse("careers:roles", query=query or None))


def titles(answer) -> list[str]:
    return re.findall(r'<h3><a href="[^"]*">([^<]*)</a></h3>', answer.text)


def options(answer, facet: str) -> list[tuple[str, str, str]]:
    """Value, whether it is ticked, and count of each option of a facet."""
    label = rf'<input type="checkbox" name="{facet}" value="([\w-]+)"[^>]*?( checked)?>\s*<span>[^<]*</span>\s*<span>'
    return re.findall(label + r'<span class="n">(\d+)', answer.text)


def counted(answer, facet: str) -> dict[str, int]:
    return {value: int(count) for value, _, count in options(answer, facet)}


def heading(answer) -> str:
    return re.search(r"<h2>([^<]*)</h2>", answer.text).group(1)


def make_three() -> list[Role]:
    """Two roles of a law office and one of a school."""
    make_field(slug="law", workplace="Law office", position=1)
    make_field(slug="school", workplace="School", position=2)
    legal = make_role(
        title="Legal assistant",
        titles=["Legal secretary"],
        pay=55_570,
        months=(0, 48),
        summary="You keep order. Not alone.",
    )
    paralegal = make_role(title="Paralegal", pay=62_890, months=(24, 66))
    teacher = make_role(title="Teacher assistant", field="school", pay=35_240)
    return [legal, paralegal, teacher]


def make_many() -> None:
    """More than a page of the list shows."""
    for number in range(45):
        make_role(title=f"Clerk {number:02}")

"""Whatever is typed, and wherever somebody stops or slips: search answers."""

from __future__ import annotations

import csv
import os
import random
from pathlib import Path
from string import ascii_lowercase

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from careers.search import nearest_roles, rebuild, search_roles, suggest_roles
from careers.search.words import plain
from roles.models import Role, RoleTitle
from tests.factories import make_role, make_source

pytestmark = pytest.mark.django_db

# What means something to a full-text table, to SQL or to a pattern.
SIGNS = ['"', "'", "*", "^", ":", "(", ")", "-", "+", "|", "&", "!", "<->", "\\", "%", "_", "\0", ";", "\n"]
SIGNS += ["NEAR", " OR ", " AND ", "words:", "legal", "a", "é", "ß", "İ", "ﬁ", "²", "१२", "𝟘", "🧑‍⚖️"]
SIGNS += ["שלום", "مرحبا", "\u202e", "\U0001e900"]
typed = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))


class AnyText(TestCase):
    """Hypothesis needs what it tries to be put back each time."""

    @classmethod
    def setUpTestData(cls) -> None:
        make_role(title="Legal assistant", titles=["Legal secretary"], duties=["Keep 'files' & books"])

    @given(typed)
    @example("x" * 10_000)
    @example('"' * 10_000)
    @example("a\0b")
    def test_any_text_is_an_answer(self, text: str) -> None:
        for hits in (search_roles(text).hits, suggest_roles(text).hits, nearest_roles(text)):
            assert len(hits) <= 1

    @given(typed.filter(lambda text: "\0" not in text))
    @example("(" * 5_000)
    def test_any_text_is_a_page(self, text: str) -> None:
        assert Client().get(reverse("careers:roles", query={"q": text})).status_code == 200
        headers = {"HX-Request": "true"}
        assert Client().get(reverse("careers:suggest", query={"q": text}), headers=headers).status_code == 200

    @given(st.text(max_size=60))
    @example("0`0»")
    def test_a_name_in_any_letters_is_found_by_any_start_of_it(self, name: str) -> None:
        if not plain(name) or len(name.split()) > 8 or "\0" in name:
            return
        role = make_role(title="Somebody", slug="somebody", titles=[name])
        for end in range(1, len(name) + 1):
            if plain(name[:end]):
                assert role.pk in {hit.pk for hit in search_roles(name[:end]).hits}, name[:end]


# Real titles ------------------------------------------------------------------------------------------------

DATA = Path(os.environ.get("PATHSIDE_DATA", ""))
TITLES = DATA / "onet" / "29.3" / "Alternate Titles.txt"
real = pytest.mark.skipif(
    not os.environ.get("PATHSIDE_DATA"), reason="PATHSIDE_DATA names no folder with the real tables"
)


@pytest.fixture
def names() -> list[tuple[int, str]]:
    """All alternate titles of a hundred real occupations, each with its role."""
    with TITLES.open(encoding="utf-8", newline="") as file:
        rows = [(row["O*NET-SOC Code"], row["Alternate Title"]) for row in csv.DictReader(file, delimiter="\t")]
    some = sorted({code for code, _ in rows[::500]})
    codes = {code: make_role(title=f"Occupation {code}", slug=f"o-{code.replace('.', '-')}") for code in some}
    held = list(dict.fromkeys((codes[code], title) for code, title in rows if code in codes))
    source = make_source()
    RoleTitle.objects.bulk_create(
        RoleTitle(role=role, title=title, key=f"t-{number}", source=source) for number, (role, title) in enumerate(held)
    )
    rebuild()
    return [(role.pk, title) for role, title in held]


@real
def test_any_start_of_a_real_title_finds_its_role_and_the_whole_is_known_as_its_name(names):
    chance = random.Random(29)
    for pk, title in chance.sample(names, 150):
        start = title[: chance.randint(1, len(title))]
        assert pk in {hit.pk for hit in search_roles(start).hits}, start
        called = [hit.pk for hit in search_roles(title).hits if hit.is_called_so]
        assert pk in called, title


def slip(title: str, kind: int, chance: random.Random) -> str:
    """The title with a letter left out, put in, taken for another, or swapped with the next."""
    letters = [place for place, letter in enumerate(title) if letter.isalpha()]
    place = chance.choice(letters)
    other = chance.choice(ascii_lowercase)
    return [
        title[:place] + title[place + 1 :],
        title[:place] + other + title[place:],
        title[:place] + other + title[place + 1 :],
        title[:place] + title[place + 1 : place + 2] + title[place] + title[place + 2 :],
    ][kind]


@real
def test_nine_of_ten_slips_of_one_letter_are_understood(names):
    chance = random.Random(30)
    asked = [
        (pk, title, slip(title, number % 4, chance)) for number, (pk, title) in enumerate(chance.sample(names, 200))
    ]
    asked = [(pk, title, text) for pk, title, text in asked if plain(text) != plain(title)]
    lost = [text for pk, _, text in asked if pk not in first_five(text)]
    assert len(lost) <= len(asked) / 10, lost


def first_five(text: str) -> list[int]:
    """What somebody who types it is offered first."""
    hits = suggest_roles(text).hits
    return [hit.pk for hit in hits[:5]] if hits else [role.pk for role in nearest_roles(text)]


def test_only_signs_are_answered_with_nothing():
    Role.objects.all().delete()
    make_role(title="Paralegal")
    assert search_roles("?! ***").hits == suggest_roles("?! ***").hits == ()
    assert nearest_roles("?! ***") == []

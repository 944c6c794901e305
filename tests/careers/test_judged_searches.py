"""What students type, at full size: how often a role that fits stands first, and among the first five.

The tables of the whole labor market lie outside of the project, in the folder that `PATHSIDE_DATA` names.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import TestCase

from careers.search import Found, search_roles, second_best, suggest_roles
from roles.models import Role, RoleSkill

DATA = Path(os.environ.get("PATHSIDE_DATA", ""))
pytestmark = pytest.mark.skipif(
    not os.environ.get("PATHSIDE_DATA"), reason="PATHSIDE_DATA names no folder with the real tables"
)

FIRST, SHOWN = 5, 2000
# Shares in percent, a little below what they were when the list was judged.
LEAST_FIRST, LEAST_AMONG_FIVE = 80, 96


def judged() -> dict[str, set[str]]:
    """By what is typed, the addresses of roles that fit."""
    lines = Path(__file__).with_name("judged_searches.txt").read_text(encoding="utf-8").splitlines()
    parts = [line.partition(": ") for line in lines if not line.startswith("#")]
    return {typed: set(fitting.split()) for typed, _, fitting in parts}


class JudgedSearches(TestCase):
    """The import takes a while, so all of them look at one."""

    slugs: dict[int, str]

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("load_fixtures", verbosity=0)
        call_command("import_onet", str(DATA / "onet" / "29.3"), verbosity=0)
        call_command("import_bls", str(DATA / "bls"), verbosity=0)
        cls.slugs = dict(Role.objects.values_list("pk", "slug"))

    def test_every_role_that_fits_is_on_file(self) -> None:
        assert set().union(*judged().values()) <= set(self.slugs.values())

    def test_a_role_that_fits_comes_first_mostly_and_nearly_always_among_five(self) -> None:
        for way in (search_roles, suggest_roles):
            with self.subTest(way.__name__):
                places = {typed: self.place(typed, fitting, way) for typed, fitting in judged().items()}
                lost = [typed for typed, place in places.items() if place >= FIRST]
                assert len(lost) <= len(places) * (100 - LEAST_AMONG_FIVE) / 100, lost
                first = sum(place == 0 for place in places.values())
                assert first >= len(places) * LEAST_FIRST / 100, first

    def place(self, typed: str, fitting: set[str], way: Callable[[str], Found]) -> int:
        """How many roles come before one that fits."""
        hits = way(typed).hits
        found = [hit.pk for hit in hits]
        if not hits:
            part, meant = second_best(typed, way)
            found = [hit.pk for hit in part.hits] or [role.pk for role in meant]
        return next((place for place, pk in enumerate(found) if self.slugs[pk] in fitting), SHOWN)

    def test_those_that_need_a_skill_most_come_first(self) -> None:
        needed = dict(
            RoleSkill.objects.filter(skill__onet_title="Critical Thinking").values_list("role_id", "importance")
        )
        found = [needed.get(hit.pk) or 0 for hit in search_roles("critical thinking").hits if not hit.is_named]
        assert found == sorted(found, reverse=True)
        assert len(found) > 700

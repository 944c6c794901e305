"""Every role on the narrowest screen: no page of one, nor a comparison, has to be pushed sideways."""

from itertools import combinations, pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import shipped
from tests.browser.conftest import NARROWEST, sideways_px
from tests.effort import IS_FULL

ROLES = sorted(role["slug"] for role in shipped.ROLES)
# Each role beside its two neighbors, or, with `make test-full`, beside each other one.
PAIRS = list(combinations(ROLES, 2) if IS_FULL else pairwise(ROLES))


@pytest.mark.parametrize("screen", [NARROWEST], ids=["320"])
def test_pages_of_a_role_fit(page: Page, screen: dict[str, Any]):
    assert too_wide(page, [f"/roles/{role}/{part}" for role in ROLES for part in ("", "how-to-become/")]) == {}


@pytest.mark.parametrize("screen", [NARROWEST], ids=["320"])
def test_two_roles_side_by_side_fit(page: Page, screen: dict[str, Any]):
    assert too_wide(page, [f"/compare/{one}-vs-{other}/" for one, other in PAIRS]) == {}


def too_wide(page: Page, addresses: list[str]) -> dict[str, int]:
    found = {}
    for address in addresses:
        page.goto(address)
        if (pixels := sideways_px(page)) > 0:
            found[address] = pixels
    return found

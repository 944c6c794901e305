"""Long lists in pages: the one that an address asks for, and links to the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

# How much is repeated of a value that we do not know.
SHOWN_LETTERS = 40
# No list has a page whose number has more digits; int() refuses very long ones with an error.
MOST_DIGITS = 9


@dataclass(frozen=True)
class PageLink:
    """A page by its number; without an address it stands for those left out."""

    label: str
    address: str = ""
    is_current: bool = False


def shortened(text: str) -> str:
    """As much of a value as is repeated."""
    return text if len(text) <= SHOWN_LETTERS else f"{text[:SHOWN_LETTERS]}…"


def asked_page(typed: str, last: int) -> tuple[int, str]:
    """The page to show, and what is wrong with the one asked for."""
    if not typed:
        return 1, ""
    if not (typed.isascii() and typed.isdigit() and typed.strip("0")):
        return 1, f"“{shortened(typed)}” is not the number of a page."
    if len(typed) > MOST_DIGITS or int(typed) > last:
        return last, f"There is no page {shortened(typed)}."
    return int(typed), ""


def page_links(pages: Paginator[Any], number: int, address: Callable[[int], str]) -> list[PageLink]:
    """All pages, or the first, the last and those around this one; none where there is one page."""
    if pages.num_pages == 1:
        return []
    return [
        PageLink(str(page), address(page), page == number) if isinstance(page, int) else PageLink(str(page))
        for page in pages.get_elided_page_range(number, on_each_side=2, on_ends=1)
    ]

"""Facets: by what lists are sifted, and which entries stand under each of their options."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from string import ascii_lowercase
from typing import Any, Generic, TypeVar

from careers.credentialfacts import CredentialLine
from careers.rolefacts import BRIGHT_GROWTH_PERCENT, BRIGHT_OPENINGS, LITTLE_PERCENT, RoleEntry, is_bright

L = TypeVar("L")

# In our own words, after what O*NET says of training and schooling in each of its zones.
ZONES = {
    "1": "Zone 1: days to months of training",
    "2": "Zone 2: months to a year of training",
    "3": "Zone 3: 1 to 2 years, or an associate degree",
    "4": "Zone 4: years of work, mostly a 4-year degree",
    "5": "Zone 5: mostly graduate school",
}
ZONE_HINT = "How much you learn before you can do the job, says O*NET."
PAY = {
    "under-40k": "Under $40,000",
    "40k-to-60k": "$40,000 to $59,999",
    "60k-to-80k": "$60,000 to $79,999",
    "80k-to-120k": "$80,000 to $119,999",
    "120k-up": "$120,000 or more",
}
PAY_BOUNDS = (40_000, 60_000, 80_000, 120_000)  # dollars a year; each starts the next band
BRIGHT = "bright"
OUTLOOKS = {BRIGHT: "Bright outlook", "more": "More jobs", "same": "Little change", "fewer": "Fewer jobs"}
BRIGHT_HINT = (
    f"Bright, by our own rule: {BRIGHT_GROWTH_PERCENT:g}% more jobs or better, twice the growth of all jobs. "
    f"Or {BRIGHT_OPENINGS:,} openings a year or more."
)
TIMES = {
    "up-to-6": "Up to 6 months",
    "6-to-12": "6 to 12 months",
    "12-to-24": "1 to 2 years",
    "over-24": "Over 2 years",
}
TIME_BOUNDS = (6, 12, 24)  # months; each ends its band, so that a two-year degree takes 1 to 2 years
TIME_HINT = "A role with several ways in can count in more than one band."
RULE = "rule"
RULES = {"yes": "Has a rule on file", "all": "Rules for all states", "no": "No rule on file"}
LETTER = "letter"
NO_LETTER = "other"
NAMES = ("field", "schooling", "zone", "pay", "outlook", "time", RULE, LETTER)
# Who gives what, in words: a license, a certification and a certificate are three things.
KINDS = {
    "license": "License, from a state",
    "certification": "Certification, from a third party",
    "certificate": "Certificate, from a school",
    "assessment": "Assessment, a test",
}
LEVELS = {"entry": "Entry level", "experienced": "For people with experience", "advanced": "Advanced"}
CREDENTIAL_NAMES = ("role", "field", "kind", "level", RULE)


@dataclass(frozen=True)
class Facet(Generic[L]):
    """One group of options. An entry can stand under several: a role has more than one usual level, or way in."""

    name: str  # in addresses
    title: str
    options: Mapping[str, str]  # labels
    standing: Callable[[L], Collection[str]]
    hint: str = ""


@dataclass(frozen=True)
class Shelf:
    """The entries of a list by number, and which of them stand under each option of each facet.

    A set of entries is a whole number, with a bit for each of them. So a list of ten thousand is sifted, and counted
    under all its options, as quickly as one of a hundred. `orders` are the numbers in each order that is offered, the
    first of them the usual one.
    """

    size: int
    options: Mapping[str, Mapping[str, int]]
    orders: Mapping[str, Sequence[int]]

    @classmethod
    def of(
        cls, entries: Sequence[L], among: Iterable[Facet[L]], orders: Mapping[str, Callable[[L], Any] | None]
    ) -> Shelf:
        """Every entry under its options, in each of the orders: by a key, or None for that in which they come."""
        options: dict[str, dict[str, int]] = {}
        for facet in among:
            standing: dict[str, list[int]] = {}
            for number, entry in enumerate(entries):
                for value in set(facet.standing(entry)):
                    standing.setdefault(value, []).append(number)
            options[facet.name] = {value: together(numbers, len(entries)) for value, numbers in standing.items()}
        numbers = range(len(entries))
        sorted_by = {
            name: numbers if key is None else tuple(sorted(numbers, key=lambda number: key(entries[number])))
            for name, key in orders.items()
        }
        return cls(len(entries), options, sorted_by)

    @property
    def all(self) -> int:
        return (1 << self.size) - 1

    def sifted(self, found: int, picked: Mapping[str, Collection[str]], but: str = "") -> int:
        """Those of a set that stand under any option picked of each facet; one facet can be left out of account."""
        for name, values in picked.items():
            if name != but and values:
                known = self.options.get(name, {})
                under = 0
                for value in values:
                    under |= known.get(value, 0)
                found &= under
        return found

    def counts(self, found: int, picked: Mapping[str, Collection[str]]) -> dict[str, dict[str, int]]:
        """How many of a set each option would show: what is picked of a facet does not shrink its own options."""
        counted = {}
        for name, options in self.options.items():
            others = self.sifted(found, picked, but=name)
            counted[name] = {value: (under & others).bit_count() for value, under in options.items()}
        return counted

    def held(self, name: str, value: str) -> int:
        """How many entries stand under an option."""
        return self.options.get(name, {}).get(value, 0).bit_count()

    def ordered(self, found: int, order: str | Iterable[int]) -> Iterator[int]:
        """The numbers of a set in one of the orders, or in that of the numbers given."""
        is_in = f"{found:0{self.size}b}"[::-1].encode().translate(BITS)
        numbers = self.orders[order] if isinstance(order, str) else tuple(order)
        return compress(numbers, map(is_in.__getitem__, numbers))


BITS = bytes.maketrans(b"01", b"\x00\x01")


def together(numbers: Iterable[int], size: int) -> int:
    """The set of these numbers, all of them below the size."""
    digits = bytearray(b"0" * (size or 1))
    for number in numbers:
        digits[size - 1 - number] = ord("1")
    return int(digits, 2)


def facets(fields: Mapping[str, str], levels: Mapping[str, str], state: str) -> tuple[Facet[RoleEntry], ...]:
    """The facets of roles in their order: fields and levels as labels by their slugs, rules with a state."""
    letters = {letter: f"Starts with {letter.upper()}" for letter in ascii_lowercase}
    found = [
        Facet("field", "Field of work", fields, lambda entry: (entry.field_slug,)),
        Facet("schooling", "Usual schooling", levels, lambda entry: entry.levels),
        Facet("zone", "Job zone", ZONES, lambda entry: (str(entry.zone),) if entry.zone else (), ZONE_HINT),
        Facet("pay", "Typical pay a year", PAY, _pay_bands, f"In {state}, or else the whole country." if state else ""),
        Facet("outlook", "Jobs in ten years", OUTLOOKS, _outlooks, BRIGHT_HINT),
        Facet("time", "Time to a first job", TIMES, _time_bands, TIME_HINT),
        Facet(LETTER, "First letter", letters | {NO_LETTER: "Starts with no letter"}, _letter),
    ]
    if state:
        found.insert(-1, Facet(RULE, f"Rules in {state}", RULES, lambda entry: (entry.rule_reach,)))
    return tuple(found)


def credential_facets(
    roles: Mapping[str, str], fields: Mapping[str, str], code: str, state: str
) -> tuple[Facet[CredentialLine], ...]:
    """The facets of certifications in their order: roles and fields as labels by their slugs, a state by code."""
    found: list[Facet[CredentialLine]] = [
        Facet("kind", "Kind", KINDS, lambda line: (line.kind,)),
        Facet("level", "Level", LEVELS, lambda line: (line.level,)),
        Facet("field", "Field of work", fields, lambda line: line.field_slugs),
        Facet("role", "Role", roles, lambda line: [role.slug for role in line.roles]),
    ]
    if state:
        options = {
            "own": f"Given by {state}",
            "named": f"Named by a rule of {state}",
            "everywhere": "Given in every state",
        }
        found.append(Facet(RULE, f"In {state}", options, lambda line: _ties(line, code)))
    return tuple(found)


def _ties(line: CredentialLine, code: str) -> list[str]:
    """How a certification is tied to a state. What is another state's own stands under nothing."""
    ties = {"own": line.place == code, "named": code in line.named_in, "everywhere": not line.place_name}
    return [name for name, holds in ties.items() if holds]


def _pay_bands(entry: RoleEntry) -> list[str]:
    return [] if entry.middle_pay is None else [[*PAY][bisect_right(PAY_BOUNDS, entry.middle_pay)]]


def _outlooks(entry: RoleEntry) -> list[str]:
    """A bright outlook is one thing, whether there will be more jobs another: many openings can come with fewer."""
    found = [BRIGHT] if is_bright(entry.growth_percent, entry.openings_a_year) else []
    if (growth := entry.growth_percent) is not None:
        found.append("same" if abs(growth) < LITTLE_PERCENT else "more" if growth > 0 else "fewer")
    return found


def _time_bands(entry: RoleEntry) -> list[str]:
    """Each way in counts, by its middle: who asks for a quick start is told of a role that has one."""
    return [[*TIMES][bisect_left(TIME_BOUNDS, months)] for months in entry.ways_months]


def _letter(entry: RoleEntry) -> list[str]:
    first = entry.title[:1].lower()
    return [first if first and first in ascii_lowercase else NO_LETTER]

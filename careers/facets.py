"""Facets: by what lists are sifted, and how many entries stand under each of their options."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from careers.credentialfacts import CredentialLine
from careers.rolefacts import RoleLine

L = TypeVar("L")

PAY = {
    "under-40k": "Under $40,000",
    "40k-to-60k": "$40,000 to $59,999",
    "60k-to-80k": "$60,000 to $79,999",
    "80k-up": "$80,000 or more",
}
PAY_BOUNDS = (40_000, 60_000, 80_000)  # dollars a year; each starts the next band
TIMES = {
    "up-to-6": "Up to 6 months",
    "6-to-12": "6 to 12 months",
    "12-to-24": "1 to 2 years",
    "over-24": "Over 2 years",
}
TIME_BOUNDS = (6, 12, 24)  # months; each ends its band, so that a two-year degree takes 1 to 2 years
RULE = "rule"
RULES = {"yes": "Has a rule on file", "all": "Rules for all states", "no": "No rule on file"}
NAMES = ("field", "schooling", "pay", "time", RULE)
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

    def holds(self, line: L, picked: Collection[str]) -> bool:
        """Whether an entry stands under any of the options picked; with none picked all do."""
        return not picked or not set(picked).isdisjoint(self.standing(line))


def facets(workplaces: Mapping[str, str], levels: Mapping[str, str], state: str) -> tuple[Facet[RoleLine], ...]:
    """The facets of roles in their order: workplaces and levels as labels by their slugs, rules with a state."""
    found = [
        Facet("field", "Workplace", workplaces, lambda line: (line.field_slug,)),
        Facet("schooling", "Usual schooling", levels, lambda line: line.levels),
        Facet("pay", "Typical pay a year", PAY, _pay_bands),
        Facet("time", "Time to a first job", TIMES, _time_bands),
    ]
    if state:
        found.append(Facet(RULE, f"Rules in {state}", RULES, lambda line: (line.rule_reach,)))
    return tuple(found)


def credential_facets(
    roles: Mapping[str, str], workplaces: Mapping[str, str], code: str, state: str
) -> tuple[Facet[CredentialLine], ...]:
    """The facets of certifications in their order: roles and workplaces as labels by their slugs, a state by code."""
    found: list[Facet[CredentialLine]] = [
        Facet("kind", "Kind", KINDS, lambda line: (line.kind,)),
        Facet("level", "Level", LEVELS, lambda line: (line.level,)),
        Facet("field", "Workplace", workplaces, lambda line: line.field_slugs),
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


def stands(line: L, among: Iterable[Facet[L]], picked: Mapping[str, Collection[str]]) -> bool:
    """Whether an entry stands under what is picked of every facet."""
    return all(facet.holds(line, picked.get(facet.name, ())) for facet in among)


def counts(
    lines: Sequence[L], among: Sequence[Facet[L]], picked: Mapping[str, Collection[str]]
) -> dict[str, Counter[str]]:
    """How many entries each option would show, by facet: what is picked of a facet does not shrink its own options."""
    found = {}
    for facet in among:
        others = [other for other in among if other is not facet]
        standing = (facet.standing(line) for line in lines if stands(line, others, picked))
        found[facet.name] = Counter(value for values in standing for value in set(values))
    return found


def _pay_bands(line: RoleLine) -> list[str]:
    return [] if line.pay is None or line.pay.p50 is None else [[*PAY][bisect_right(PAY_BOUNDS, line.pay.p50)]]


def _time_bands(line: RoleLine) -> list[str]:
    """Each way in counts, by its middle: who asks for a quick start is told of a role that has one."""
    return [[*TIMES][bisect_left(TIME_BOUNDS, months)] for months in line.ways_months]

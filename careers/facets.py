"""Facets: by what a list of roles is sifted, and how many roles stand under each of their options."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from careers.rolefacts import RoleLine

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


@dataclass(frozen=True)
class Facet:
    """One group of options. A role can stand under several of them: it has more than one usual level, or way in."""

    name: str  # in addresses
    title: str
    options: Mapping[str, str]  # labels
    standing: Callable[[RoleLine], Collection[str]]

    def holds(self, line: RoleLine, picked: Collection[str]) -> bool:
        """Whether a role stands under any of the options picked; with none picked all do."""
        return not picked or not set(picked).isdisjoint(self.standing(line))


def facets(workplaces: Mapping[str, str], levels: Mapping[str, str], state: str) -> tuple[Facet, ...]:
    """The facets in their order: workplaces and levels as labels by their slugs, rules where a state is chosen."""
    found = [
        Facet("field", "Workplace", workplaces, lambda line: (line.field_slug,)),
        Facet("schooling", "Usual schooling", levels, lambda line: line.levels),
        Facet("pay", "Typical pay a year", PAY, _pay_bands),
        Facet("time", "Time to a first job", TIMES, _time_bands),
    ]
    if state:
        found.append(Facet(RULE, f"Rules in {state}", RULES, lambda line: (line.rule_reach,)))
    return tuple(found)


def stands(line: RoleLine, among: Iterable[Facet], picked: Mapping[str, Collection[str]]) -> bool:
    """Whether a role stands under what is picked of every facet."""
    return all(facet.holds(line, picked.get(facet.name, ())) for facet in among)


def counts(
    lines: Sequence[RoleLine], among: Sequence[Facet], picked: Mapping[str, Collection[str]]
) -> dict[str, Counter[str]]:
    """How many roles each option would show, by facet: what is picked of a facet does not shrink its own options."""
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

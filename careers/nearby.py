"""What somebody in a role could turn to, and why, in words. Plain Python: it knows neither Django nor rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from careers.cells import SourceFacts
from careers.rolefacts import RoleName
from careers.wording import counted, dollars, inside_sentence, joined

# What is the same job at heart is no choice: of one family (a role and its specialties) no more are suggested.
OF_ONE_FAMILY = 2
# From here on dollars a year are said in thousands, below in hundreds.
IN_THOUSANDS = 10_000
# Names of knowledge that are no words for what one knows more about.
ABOUT = {"Mechanical": "machines and tools", "Foreign language": "foreign languages"}
KNOWING = "Knowing "


class Nearby(NamedTuple):
    """A role to turn to, and what is on file of the way from the one to the other."""

    role: RoleName
    shared: int  # duties in common
    to_build: tuple[str, ...] = ()  # skills that the other leans on much more, the widest gap first
    to_know: tuple[str, ...] = ()  # knowledge that it does,
    more_pay: int | None = None  # dollars a year; below 0 for less, 0 for about the same, None where nobody can tell
    paid_by: str = ""  # the source of what both pay
    is_counted_as_one: bool = False  # whether figures of pay are of both as one job
    listed_by: str = ""  # the source that has it among its twenty closest,
    is_near_the_top: bool = False  # or even among the first ten of them
    schooling: str = ""  # what the other usually takes where that is more: `a bachelor’s degree`
    credential: str = ""  # where it asks for a license: `in New York`, `in all states`
    asked_by: tuple[SourceFacts, ...] = ()  # who says either
    family: int = 0

    @property
    def why(self) -> str:
        """`12 duties in common. You would need more skill in writing. Pay is about $4,000 a year less.`"""
        said = [
            counted(self.shared, "duty", "duties") + " in common" if self.shared else "",
            f"It usually takes {self.schooling}" if self.schooling else "",
            f"You need a license or certificate {self.credential}" if self.credential else "",
            self._to_gain,
            "Federal pay figures count both as one job" if self.is_counted_as_one else _pay(self.more_pay),
            f"O*NET lists it as {'close' if self.is_near_the_top else 'related'}" if self.listed_by else "",
        ]
        return " ".join(f"{words}." for words in said if words) or "Many of the same skills count."

    @property
    def _to_gain(self) -> str:
        skill = f"more skill in {_named(self.to_build)}" if self.to_build else ""
        about = [ABOUT.get(title) or inside_sentence(title.removeprefix(KNOWING)) for title in self.to_know]
        knowledge = f"to know more about {_listed(about)}" if about else ""
        gain = ", and ".join(filter(None, (skill, knowledge)))
        return f"You would need {gain}" if gain else ""


def few_of_a_family(found: Iterable[Nearby], most: int) -> list[Nearby]:
    """The first of them, not many of them of one family."""
    seen: Counter[int] = Counter()
    kept = []
    for each in found:
        seen[each.family] += 1
        if seen[each.family] <= OF_ONE_FAMILY:
            kept.append(each)
    return kept[:most]


def _named(skills: Iterable[str]) -> str:
    return _listed([inside_sentence(skill) for skill in skills])


def _listed(names: list[str]) -> str:
    """`writing and math`, `math, and law and government`: a comma keeps those apart that hold an “and” themselves."""
    *first, last = names
    return f"{', '.join(first)}, and {last}" if first and any(" and " in name for name in names) else joined(names)


def _pay(more: int | None) -> str:
    if more is None:
        return ""
    if not more:
        return "Pay is about the same"
    amount = dollars(round(abs(more), -3 if abs(more) >= IN_THOUSANDS else -2))
    return f"Pay is about {amount} a year {'more' if more > 0 else 'less'}"

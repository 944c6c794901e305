"""Each fact that was gathered for the content stands on a page, beside its source, which shows its date.

The gathered facts are a table apart (`facts.csv`, in the folder that `PATHSIDE_DATA` names), a row each with the
sources that say so. Figures of statistics are looked for by their value. For all others `traced/` says on which page,
and in which of our words, they stand; a row that is in neither fails by its name.
"""

from __future__ import annotations

import csv
import os
import re
from calendar import month_name
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from django.test import Client

from tests.careers.traced import LEFT_OUT, ROWS
from tests.careers.traced.places import Shown
from tests.reading import CitedBlock, cited_blocks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

DATA = Path(os.environ["PATHSIDE_DATA"]) if os.environ.get("PATHSIDE_DATA") else None
MEMORY = "MEM"
# How a row of the list of sources ends, whatever it says of the page's date.
CHECKED = re.compile(r"(Checked \w+ \d+, \d{4}|Not checked|Due for a check)$")


@dataclass(frozen=True)
class Row:
    """A gathered fact."""

    number: int
    group: str
    subject: str
    fact: str
    value: str
    as_of: str
    sources: tuple[str, ...]
    is_read: bool

    def __str__(self) -> str:
        return f"line {self.number}, {self.subject}: {self.fact}"


def _rows() -> Iterator[Row]:
    if not DATA:
        return
    with (DATA / "facts.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            yield Row(
                number,
                row["group"],
                row["subject"],
                row["fact"],
                row["value"],
                row["as_of"],
                tuple(filter(None, row["source_ids"].split(", "))),
                is_read=row["mark"] == "READ",
            )


GATHERED = list(_rows())


def _addresses() -> dict[str, str]:
    """Where each source of the table is read, by its id."""
    if not DATA:
        return {}
    with (DATA / "facts_sources.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: _plain(row["url"]) for row in csv.DictReader(file)}


def _plain(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/").lower()


ADDRESSES = _addresses()


class Page:
    """A page as a reader meets it, and the sources that each of its blocks cites."""

    def __init__(self, html: str) -> None:
        self.blocks = cited_blocks(html)
        listed = [block for block in self.blocks if re.fullmatch(r"s\d+", block.id)]
        assert all(CHECKED.search(block.text) for block in listed)
        # What was written from memory has only our own page of it to lead to.
        out = {block.id[1:]: [link for link in block.links if not link.startswith("/")] for block in listed}
        self.sources = {number: _plain(links[0]) if links else "" for number, links in out.items()}

    def cited(self, block: CitedBlock) -> set[str]:
        return {self.sources[number] for number in block.cites if number in self.sources}

    def near(self, text: str, *, in_section: bool) -> set[str]:
        """The sources of the blocks that hold a text; where `in_section`, also those of its section."""
        holding = [block for block in self.blocks if text in block.text and (in_section or block.tag != "section")]
        return set().union(*(self.cited(block) for block in holding))

    def says(self, text: str) -> bool:
        return any(text in block.text for block in self.blocks)


# Figures ----------------------------------------------------------------------------------------------------------

SCHOOLING = {
    "High school diploma or equivalent": "High school diploma or GED",
    "Some college, no degree": "Some college",
    "Postsecondary nondegree award": "Certificate, under 2 years",
    "Associate's degree": "Associate degree, 2 years",
    "Bachelor's degree": "Bachelor’s degree, 4 years",
    "Master's degree": "Master’s degree",
    "Doctoral or professional degree": "Doctoral or professional degree",
}
ANSWERS = {
    "high school diploma": "High school diploma or GED",
    "post-secondary certificate": "Certificate after high school",
    "associate's degree": "Associate degree",
    "bachelor's degree": "Bachelor’s degree",
    "master's degree": "Master’s degree",
    "first professional degree": "First professional degree",
    "doctoral degree": "Doctoral degree",
    "none": "None",
    "none or short demonstration": "None, or a short demonstration",
    "anything beyond short demonstration, up to and including 1 month": "Up to 1 month",
    "over 1 month, up to and including 3 months": "1 to 3 months",
    "over 3 months, up to and including 6 months": "3 to 6 months",
    "over 6 months, up to and including 1 year": "6 months to 1 year",
    "over 1 year, up to and including 2 years": "1 to 2 years",
    "over 2 years, up to and including 4 years": "2 to 4 years",
    "over 4 years, up to and including 6 years": "4 to 6 years",
}
ATTAINED = (
    "Less than high school",
    "High school diploma",
    "Some college",
    "Associate degree",
    "Bachelor’s degree",
    "Master’s degree",
    "Doctoral or professional degree",
)


def dollars(name: str, value: str) -> list[str]:
    if value == "*":  # no figure is published, and the page shows no line for one
        return []
    return [f"{name} ${float(value):,.2f}" if "." in value else f"{name} ${int(value):,}"]


def thousands(name: str, value: str) -> list[str]:
    return [f"{name} {round(float(value) * 1000):,}"]


def answers(value: str) -> list[str]:
    found = [part.split(": ", 1) for part in value.split("; ")]
    return [f"{ANSWERS[answer]} {percent}%" for percent, answer in found]


def attained(value: str) -> list[str]:
    return [f"{level} {share}%" for level, share in zip(ATTAINED, value.split(" / "), strict=True)]


# What a code's page says for each kind of figure.
FIGURES: dict[str, Callable[[str], list[str]]] = {
    "O*NET title": lambda value: [value],
    "O*NET-SOC code": lambda value: [value],
    "BLS code": lambda value: [value],
    "median annual pay": partial(dollars, "Middle"),
    "10th percentile pay": partial(dollars, "Low 10%"),
    "25th percentile pay": partial(dollars, "Low 25%"),
    "75th percentile pay": partial(dollars, "High 25%"),
    "90th percentile pay": partial(dollars, "High 10%"),
    "median hourly pay": partial(dollars, "Middle"),
    "employment, OEWS": lambda value: [f"Jobs that the survey counted {int(value):,}"],
    "typical entry education": lambda value: [f"Usual schooling to start {SCHOOLING[value]}"],
    "work experience in a related occupation": lambda value: [f"Work in a like job before {value}"],
    "typical on-the-job training": lambda value: [f"Usual training on the job {value}"],
    "employment": partial(thousands, "Jobs in 2024"),
    "projected employment": partial(thousands, "Jobs in 2034"),
    "projected growth": lambda value: [f"Change {value.replace('-', '−')}%"],
    "openings a year": partial(thousands, "Openings a year"),
    "median annual pay, in the projections table": partial(dollars, "Middle pay a year in 2024"),
    "Job Zone": lambda value: [f"Job zone {value} of 5"],
    "survey: education needed": answers,
    "survey: related experience": answers,
    "survey: on-the-job training": answers,
    "attainment, percent, from less than high school to doctoral": attained,
}
# These name the code itself, so they stand at the top of its page.
OF_THE_PAGE = ("O*NET title", "O*NET-SOC code", "BLS code")


def shown_figure(row: Row) -> Shown:
    codes = {each.fact: each.value for each in GATHERED if each.subject == row.subject}
    # The survey and the titles are kept by one code, pay and jobs by the other.
    code = codes["O*NET-SOC code"] if row.sources == ("O1",) else codes["BLS code"]
    texts = FIGURES[row.fact](row.value)
    if texts and (month := re.fullmatch(r"(\d\d)/(\d{4})", row.as_of)):
        texts.append(f"Data from {month_name[int(month[1])]} {month[2]}")
    return Shown(f"/figures/{code}/", tuple(texts), within="page" if row.fact in OF_THE_PAGE else "section")


def shown_score(row: Row) -> Shown:
    """ParaPro scores: states with one score stand in one sentence."""
    return Shown("/certifications/parapro-assessment/", (rf"{row.value} points to pass",), names=row.subject)


def shown(row: Row) -> tuple[Shown, ...]:
    """Where a row is to be found; nothing where no place is told."""
    if row.group == "role" and row.fact in FIGURES:
        return (shown_figure(row),)
    if row.group == "parapro score":
        return (shown_score(row),)
    told = ROWS.get(row.subject, {}).get(row.fact, ())
    return told if isinstance(told, tuple) else (told,)


# Tests ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    """The pages that were read so far."""
    return {}


def page(client: Client, pages: dict[str, Page], address: str) -> Page:
    if address not in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        pages[address] = Page(answer.text)
    return pages[address]


def problems(row: Row, places: tuple[Shown, ...], read: Callable[[str], Page]) -> list[str]:
    """What is missing: a text that is not on its page, a source that no text stands beside, or the row as a whole."""
    if not places:
        is_left_out = (row.subject, row.fact) in LEFT_OUT and not (row.is_read and row.sources)
        return [] if is_left_out else ["it is nowhere: say in traced/ where it stands"]
    if not any(place.texts for place in places):  # nothing was published, so there is nothing to show
        return []
    found: list[str] = []
    asked = {source: ADDRESSES[source] if source != MEMORY else "" for source in row.sources}
    beside: set[str] = set()
    for place in places:
        on = read(place.page)
        slugs = {_plain(each) for each in place.sources}
        for text in place.texts:
            if place.names:
                near = _of_named(on, place.names, text)
            elif place.within == "page":
                near = set(on.sources.values()) if on.says(text) else set()
            else:
                near = on.near(text, in_section=place.within == "section")
            if not asked and on.says(text):  # what no source says Pathside says itself
                continue
            if not near & (slugs or set(asked.values())):
                found.append(f"{place.page} does not say “{text}” beside {' or '.join(slugs or row.sources)}")
            beside |= near
    if not any(place.sources or place.within == "page" for place in places):
        found += [f"nothing of it stands beside {source}" for source, url in asked.items() if url not in beside]
    return found


def _of_named(on: Page, name: str, text: str) -> set[str]:
    """The sources of a line that begins with names, this one among them: “Kansas” is not “Arkansas”."""
    lines = [
        block for block in on.blocks if text in block.text and re.search(rf"(^|, | and ){name}(,|:| and)", block.text)
    ]
    return set().union(*(on.cited(block) for block in lines if block.tag in ("li", "p")))


with_facts = pytest.mark.skipif(DATA is None, reason="PATHSIDE_DATA names no folder with the gathered facts")
SUBJECTS = list(dict.fromkeys((row.group, row.subject) for row in GATHERED))


@with_facts
@pytest.mark.parametrize(("group", "subject"), SUBJECTS or [("", "")], ids=str)
def test_gathered_facts_stand_beside_their_sources(
    client: Client, pages: dict[str, Page], group: str, subject: str
) -> None:
    rows = [row for row in GATHERED if (row.group, row.subject) == (group, subject)]
    found = {str(row): problems(row, shown(row), partial(page, client, pages)) for row in rows}
    assert {name: missing for name, missing in found.items() if missing} == {}


@with_facts
def test_the_table_names_only_gathered_facts() -> None:
    known = {(row.subject, row.fact) for row in GATHERED}
    told = {(subject, fact) for subject, facts in ROWS.items() for fact in facts} | set(LEFT_OUT)
    assert told - known == set()


# How it is looked ---------------------------------------------------------------------------------------------------

PAGE = """
<section><h2>Fee</h2>
<p>It costs $55.<a role="doc-noteref" href="#s1">1</a></p>
<p>It lasts 2 years.<a role="doc-noteref" href="#s2">2</a></p>
</section>
<ol><li id="s1"><a href="https://www.example.org/fees/">Fees</a> 2019 Checked Nov 21, 2026</li>
<li id="s2">Pathside editors Not checked</li></ol>
"""
ROW = Row(2, "certification", "A card", "fee", "55", "", ("A1",), is_read=True)


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ADDRESSES, "A1", "example.org/fees")


def looked_at(row: Row, *places: Shown) -> list[str]:
    return problems(row, places, lambda _: Page(PAGE))


@pytest.mark.usefixtures("sources")
def test_a_fact_is_found_beside_its_source() -> None:
    assert looked_at(ROW, Shown("/a/", ("It costs $55",))) == []


@pytest.mark.usefixtures("sources")
def test_a_text_that_is_not_there_is_named() -> None:
    (first, *_) = looked_at(ROW, Shown("/a/", ("It costs $60",)))
    assert first == "/a/ does not say “It costs $60” beside A1"


@pytest.mark.usefixtures("sources")
def test_a_text_beside_another_source_does_not_count() -> None:
    assert looked_at(ROW, Shown("/a/", ("It lasts 2 years",))) != []
    assert looked_at(ROW, Shown("/a/", ("It lasts 2 years",), within="section")) == []


@pytest.mark.usefixtures("sources")
def test_what_is_from_memory_stands_beside_that_caution() -> None:
    memory = replace(ROW, sources=(MEMORY,), is_read=False)
    assert looked_at(memory, Shown("/a/", ("It lasts 2 years",))) == []
    assert looked_at(memory, Shown("/a/", ("It costs $55",))) != []


def test_a_fact_that_no_page_is_told_for_is_named() -> None:
    assert looked_at(ROW) == ["it is nowhere: say in traced/ where it stands"]


def test_a_state_is_not_found_inside_the_name_of_another() -> None:
    html = PAGE.replace("It costs $55", "Arkansas and Maine: you need 457 points to pass")
    score = Row(3, "parapro score", "Maine", "passing score", "457", "", ("A1",), is_read=True)
    assert _of_named(Page(html), "Maine", "457 points to pass") == {"example.org/fees"}
    assert _of_named(Page(html), "Kansas", "457 points to pass") == set()
    assert shown(score)[0].names == "Maine"

"""Rules start and end by date: what is to come, what holds and what held are never taken for one another."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_certification, make_place, make_role, make_rule
from tests.reading import flat

START, END = date(2027, 7, 1), date(2028, 6, 30)


@pytest.fixture
def new_york(db: None) -> None:
    """Two schooling rules, one after the other, and an exam that was once asked for."""
    role = make_role(title="Teacher aide")
    place = make_place(code="US-NY", name="New York")
    make_rule(role=role, place=place, text="A diploma is enough.", key="old", effective_until=date(2027, 6, 30))
    make_rule(role=role, place=place, text="A degree is needed.", key="new", effective_from=START, effective_until=END)


def noon(day: date) -> datetime:
    """A moment at which it is that day all over the country."""
    return datetime.combine(day, time(18), UTC)


def part_of(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    _, found, rest = page.partition(heading)
    return re.split(r"<h[23]", rest)[0] if found else ""


@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize(
    ("day", "now", "coming", "past"),
    [
        (date(2027, 6, 30), ["A diploma is enough."], ["A degree is needed."], []),
        (date(2027, 7, 1), ["A degree is needed."], [], ["A diploma is enough."]),
        (date(2028, 7, 1), [], [], ["A degree is needed.", "A diploma is enough."]),
    ],
    ids=["the day before", "the day it starts", "after its last day"],
)
def test_the_same_page_on_three_days(client: Client, time_machine, day: date, now, coming, past) -> None:
    time_machine.move_to(noon(day))
    page = client.get("/roles/teacher-aide/?state=NY")
    role = page.context["role"]
    assert [rule.cell.value for rule in role.rules] == now
    assert [rule.cell.value for rule in role.coming_rules] == coming
    assert [rule.cell.value for rule in role.past_rules] == past
    text = flat(page.text)
    for said in coming:
        assert f"From Jul 1, 2027</span> <b>Education: required.</b> {said}" in part_of(text, "What is to change")
    for said in past:
        assert said in part_of(text, "What held before")
    assert ("No longer so" in text) == bool(past)
    if not now:
        assert page.context["glance"]["rule"].is_missing
        assert "That does not mean there is none." in text


@pytest.mark.parametrize(
    ("day", "texts", "ended"),
    [
        (date(2027, 6, 30), ["455 points.", "460 points."], 0),
        (date(2027, 7, 1), ["460 points.", "455 points."], 1),
        (date(2028, 7, 1), ["460 points.", "455 points."], 2),
    ],
)
def test_a_certification_tells_its_scores_on_three_days(
    client: Client, db: None, time_machine, day: date, texts: list[str], ended: int
) -> None:
    test = make_certification(title="ParaPro")
    common: dict[str, Any] = {"certification": test, "role": None, "place": make_place(code="US-NY", name="New York")}
    common |= {"topic": "passing-score"}
    make_rule(key="old", text="455 points.", effective_until=date(2027, 6, 30), **common)
    make_rule(key="new", text="460 points.", effective_from=START, effective_until=END, **common)
    time_machine.move_to(noon(day))
    page = client.get("/certifications/parapro/")
    assert [rule.cell.value for rule in page.context["found"].rules] == texts
    assert ("From Jul 1, 2027" in page.text) == (day < START)
    assert page.text.count("No longer so") == ended


@pytest.mark.usefixtures("new_york")
def test_a_change_is_announced_wherever_the_rule_is_told_in_one_line(client: Client, time_machine) -> None:
    make_role(title="Paralegal")
    time_machine.move_to(noon(date(2027, 1, 1)))
    for address in ("/roles/teacher-aide/?state=NY", "/compare/teacher-aide-vs-paralegal/?state=NY"):
        assert "Changes Jul 1, 2027." in client.get(address).text
    time_machine.move_to(noon(date(2027, 7, 1)))
    for address in ("/roles/teacher-aide/?state=NY", "/compare/teacher-aide-vs-paralegal/?state=NY"):
        assert "Changes Jul 1, 2027." not in client.get(address).text


def test_until_a_first_rule_starts_none_is_on_file_and_its_day_is_named(client: Client, db: None, time_machine) -> None:
    role = make_role(title="Paralegal")
    make_rule(role=role, place=make_place(code="US-NY", name="New York"), effective_from=START)
    time_machine.move_to(noon(date(2027, 1, 1)))
    rule = client.get("/roles/paralegal/?state=NY").context["glance"]["rule"]
    assert rule.is_missing
    assert rule.context.startswith("A rule starts Jul 1, 2027.")
    assert "New York" in client.get("/roles/paralegal/").text


def test_what_other_states_have_rules_on_is_not_checked_yet_for_this_one(client: Client, db: None) -> None:
    role = make_role(title="Paralegal")
    make_rule(role=role, place=make_place(code="US-CA", name="California"), topic="title")
    make_rule(role=role, place=make_place(code="US-CA"), topic="exam")
    make_rule(role=role, place=make_place(code="US-NY", name="New York"), topic="exam")
    make_rule(role=role, place=make_place(), topic="education")
    make_rule(role=role, place=make_place(code="US-WA", name="Washington"), topic="license", answer="not-checked")
    new_york = flat(client.get("/roles/paralegal/?state=NY").text)
    assert "Not checked yet for New York:</b> use of the title. Other states have rules on this." in new_york
    make_place(code="US-OH", name="Ohio")
    ohio = flat(client.get("/roles/paralegal/?state=OH").text)
    assert "Not checked yet for Ohio:</b> use of the title, exam. Other states have rules on these." in ohio
    assert "ot required" not in new_york + ohio
    assert "Not checked yet for" not in client.get("/roles/paralegal/?state=CA").text


def test_only_one_module_of_what_readers_see_reads_the_clock(project: Path) -> None:
    clock = re.compile(r"\b(date\.today|datetime\.(now|utcnow|today)|timezone\.now|localdate|localtime|time\.time)\(")
    reading = {
        str(path.relative_to(project))
        for room in ("careers", "certifications", "roles")
        for path in (project / room).rglob("*.py")
        if clock.search(path.read_text(encoding="utf-8"))
    }
    assert reading == {"careers/clock.py"}
    told = [path for path in (project / "templates").rglob("*.html") if "{% now" in path.read_text(encoding="utf-8")]
    assert told == []

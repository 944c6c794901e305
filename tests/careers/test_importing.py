import pytest

from careers import content
from sources.documents import BadContent
from tests.content import Content

pytestmark = pytest.mark.django_db  # constraints are asked of the database, though nothing is written


@pytest.fixture
def files(tmp_path):
    return Content(tmp_path)


def milestones(files, **routes):
    """Milestones a, b, c ..., each with its routes as (place, strength, needs)."""
    lines = ["milestones:"]
    for slug, ways in routes.items():
        lines.append(f"- {{slug: {slug}, title: {slug}, step_title: {slug}, kind: education, routes: [")
        for number, (place, strength, needs) in enumerate(ways):
            named = ", ".join(f"{{milestone: {need}}}" for need in needs)
            lines.append(
                f"  {{slug: {slug}-{number}, title: Way, strength: {strength}, place: {place}, source: the-times, "
                f"needs: [{named}]}},"
            )
        lines.append("  ]}")
    files.write("milestones/law.yaml", "\n".join(lines))


def problems_of(files):
    try:
        content.read(files.folder)
    except BadContent as error:
        return [f"{problem.field}: {problem.what}" for problem in error.problems]
    return []


def unreachable(files):
    """The milestones that nobody can get to."""
    return [what.split("(got ")[1].strip("')") for what in problems_of(files) if "milestones.slug" in what]


ANY: tuple = ("US", "employers", [])


def test_a_milestone_without_a_route_cannot_be_reached(files):
    milestones(files, a=[ANY], b=[])
    assert problems_of(files) == [
        "milestones.slug: no route leads here; give it one, without needs where anybody may start (got 'b')"
    ]


def test_a_condition_without_a_route_needs_none(files):
    milestones(files, a=[("US", "law", ["b"])], b=[])
    files.change("milestones/law.yaml", "step_title: b, kind: education", "step_title: b, kind: condition")
    assert not problems_of(files)


def test_a_circle_with_a_way_in_can_be_reached(files):
    milestones(
        files, a=[ANY, ("US", "employers", ["c"])], b=[("US", "employers", ["a"])], c=[("US", "employers", ["b"])]
    )
    assert not problems_of(files)


def test_a_circle_without_a_way_in_cannot_be_reached(files):
    milestones(files, a=[("US", "employers", ["b"])], b=[("US", "employers", ["a"])], c=[ANY])
    assert unreachable(files) == ["a", "b"]


def test_a_route_that_is_only_helpful_leads_nowhere(files):
    milestones(files, a=[("US", "helpful", [])])
    assert unreachable(files) == ["a"]


@pytest.mark.parametrize("standing", ["claimed", "historical"])
def test_a_route_that_is_only_claimed_leads_nowhere(files, standing):
    milestones(files, a=[ANY])
    files.change("milestones/law.yaml", "strength: employers", f"strength: employers, standing: {standing}")
    assert unreachable(files) == ["a"]


def test_all_needs_of_a_route_must_be_reached_in_one_place(files):
    milestones(
        files,
        a=[("US-NY", "employers", [])],
        b=[("US-CA", "employers", [])],
        c=[("US", "employers", ["a", "b"])],
        d=[("US", "employers", ["a"])],
    )
    assert unreachable(files) == ["c"]


def test_a_states_own_law_closes_the_routes_of_wider_places(files):
    # In New York b is law's alone to give, and the law there asks for c, which is to be had in California only.
    milestones(
        files,
        b=[ANY, ("US-NY", "law", ["c"])],
        c=[("US-CA", "employers", [])],
        d=[("US-NY", "employers", ["b"])],
    )
    assert unreachable(files) == ["d"]


EXPERIENCE = "step_title: b, kind: education, routes: [\n  {slug: b-0, title: Way,"
IN_A_JOB = "step_title: b, kind: experience, routes: [\n  {slug: b-0, title: Way, while_in: paralegal,"


def test_what_is_gained_in_a_job_that_cannot_be_had_cannot_be_reached(files):
    milestones(files, a=[ANY], b=[ANY])
    files.change("milestones/law.yaml", EXPERIENCE, IN_A_JOB)
    assert unreachable(files) == ["b"]


def test_a_job_that_asks_for_the_experience_gained_in_it_cannot_be_reached(files):
    milestones(files, a=[("US", "employers", ["b"])], b=[ANY])
    files.change("milestones/law.yaml", EXPERIENCE, IN_A_JOB)
    files.change("milestones/law.yaml", "step_title: a, kind: education", "step_title: a, kind: role, role: paralegal")
    assert unreachable(files) == ["a", "b"]


@pytest.mark.parametrize("days", ["closes: 2020-01-01", "opens: 2099-01-01", "effective_until: 2020-01-01"])
def test_a_route_that_is_closed_today_still_documents_a_way(files, days):
    milestones(files, a=[ANY])
    files.change("milestones/law.yaml", "strength: employers", f"strength: employers, {days}")
    assert not problems_of(files)


def test_a_states_law_that_drops_what_federal_law_asks_is_a_problem(files):
    milestones(
        files, a=[ANY], b=[ANY], c=[("US", "law", ["a", "b"]), ("US-NY", "law", ["b"]), ("US-CA", "law", ["a", "b"])]
    )
    assert problems_of(files) == [
        "milestones.routes.needs: federal law asks for a everywhere; this route of US-NY leaves it out"
    ]


def test_a_need_of_one_federal_route_among_two_is_not_asked_of_states(files):
    milestones(files, a=[ANY], b=[ANY], c=[("US", "law", ["a"]), ("US", "law", ["b"]), ("US-NY", "law", ["b"])])
    assert not problems_of(files)


def test_a_federal_need_may_be_met_by_what_a_need_itself_needs(files):
    milestones(files, a=[ANY], b=[("US", "employers", ["a"])], c=[("US", "law", ["a"]), ("US-NY", "law", ["b"])])
    assert not problems_of(files)


def test_a_federal_need_is_not_met_by_what_a_need_may_go_around(files):
    milestones(files, a=[ANY], b=[ANY, ("US", "employers", ["a"])], c=[("US", "law", ["a"]), ("US-NY", "law", ["b"])])
    assert len(problems_of(files)) == 1


def test_broken_milestones_hide_no_other_problem_and_make_up_none(files):
    milestones(files, a=[ANY], b=[("US", "employers", ["a"])])
    files.change("milestones/law.yaml", "- {slug: a, title: a,", "- {slug: a,")
    files.change("issuers.yaml", "title: NALA", "title: 1")
    assert [problem.split(":")[0] for problem in problems_of(files)] == ["issuers.title", "milestones.title"]

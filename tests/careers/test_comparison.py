"""`compare` with plain facts: no database, no pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers import sentences
from careers.cells import MISSING, Cell, Range, SourceFacts, Tag
from careers.comparison import (
    CLOSE_SKILLS,
    Presence,
    SameRoleTwice,
    TooFewRoles,
    TooManyRoles,
    compare,
    spans,
)
from careers.rolefacts import DutyFacts, Glance, NameView, PayFacts, RoleFacts, SchoolingFacts, SkillFacts, TopicName

WITNESSES, BILLING = TopicName("witnesses", "Witnesses", (1,)), TopicName("billing", "Billing", (2,))


def duty(slug: str, topic: TopicName | None = None, wording: str = "") -> DutyFacts:
    return DutyFacts(slug, slug.replace("-", " ").capitalize(), topic, wording or slug)


def skill(slug: str, importance: float | None) -> SkillFacts:
    return SkillFacts(slug, slug.capitalize(), importance=importance)


def glance(slug: str, code: str | None, text: str = "") -> Glance:
    return Glance(slug, slug.capitalize(), Cell(code, text or str(code)))


def level(name: str, rank: int, weight: int) -> SchoolingFacts:
    return SchoolingFacts(name, name.capitalize(), rank, weight, Cell(weight, "words"))


def pay(middle: float | None) -> PayFacts:
    return PayFacts("a year", 30_000, None, middle, None, 90_000, Cell((middle,), "pay"), "May 2025")


def make_role(slug: str, **facts: object) -> RoleFacts:
    # Each test names the facts that it gives; a wrong one fails when it runs.
    return replace(RoleFacts(slug, slug.replace("-", " ").capitalize()), **facts)  # type: ignore[arg-type]


DUTY_NAMES = st.sampled_from([f"duty-{number}" for number in range(12)])


@st.composite
def roles_with_duties(draw: st.DrawFn) -> list[RoleFacts]:
    count = draw(st.integers(2, 4))
    topics = {name: draw(st.sampled_from([None, WITNESSES, BILLING])) for name in [f"duty-{n}" for n in range(12)]}
    roles = []
    for number in range(count):
        names = draw(st.lists(DUTY_NAMES, unique=True, max_size=10))
        roles.append(make_role(f"role-{number}", duties=tuple(duty(name, topics[name]) for name in names)))
    return draw(st.permutations(roles))


@given(roles_with_duties())
def test_every_duty_of_every_role_appears_in_exactly_one_row(roles: list[RoleFacts]) -> None:
    rows = compare(roles).duties
    slugs = [row.slug for row in rows]
    assert len(slugs) == len(set(slugs))
    assert set(slugs) == {duty.slug for role in roles for duty in role.duties}
    for place, role in enumerate(roles):
        in_rows = [row.slug for row in rows if row.cells[place] is not None]
        assert sorted(in_rows) == sorted(duty.slug for duty in role.duties)


@given(roles_with_duties())
def test_presence_agrees_with_the_sets(roles: list[RoleFacts]) -> None:
    sets = [{duty.slug for duty in role.duties} for role in roles]
    comparison = compare(roles)
    for row in comparison.duties:
        holders = [place for place, names in enumerate(sets) if row.slug in names]
        assert row.holders == tuple(holders)
        expected = Presence.ALL if len(holders) == len(roles) else Presence.ONLY if len(holders) == 1 else Presence.SOME
        assert row.presence is expected
    assert comparison.finding.shared == len(set.intersection(*sets))
    assert comparison.finding.total == len(set.union(*sets))
    for place, names in enumerate(sets):
        others = set().union(*(other for at, other in enumerate(sets) if at != place))
        assert comparison.finding.only[place] == len(names - others)


@given(roles_with_duties())
def test_roles_keep_their_order(roles: list[RoleFacts]) -> None:
    comparison = compare(roles)
    assert [role.slug for role in comparison.roles] == [role.slug for role in roles]
    assert all(len(row.cells) == len(roles) for row in comparison.duties)


@given(roles_with_duties())
def test_turning_the_roles_changes_no_count(roles: list[RoleFacts]) -> None:
    there, back = compare(roles).finding, compare(roles[::-1]).finding
    assert (there.shared, there.total, there.only) == (back.shared, back.total, back.only[::-1])


@given(roles_with_duties())
def test_topics_hold_only_duties_that_not_all_share(roles: list[RoleFacts]) -> None:
    comparison = compare(roles)
    shared = {row.slug for row in comparison.duties_of(Presence.ALL)}
    for topic in comparison.topics:
        assert len(topic.parts) == len(roles)
        assert len([part for part in topic.parts if part]) >= 2
        assert not shared & {duty.slug for part in topic.parts for duty in part}


@given(roles_with_duties())
def test_differences_leave_out_just_what_is_alike_and_say_how_much(roles: list[RoleFacts]) -> None:
    whole = compare(roles)
    shown = whole.differences()
    assert all(not row.alike for row in shown.duties)
    assert len(shown.duties) + shown.hidden.duties == len(whole.duties)
    assert shown.finding == whole.finding


def test_a_topic_with_two_parts_is_told() -> None:
    paralegal = make_role("paralegal", duties=(duty("interview-witnesses", WITNESSES), duty("send-bills", BILLING)))
    assistant = make_role("assistant", duties=(duty("book-witnesses", WITNESSES), duty("send-bills", BILLING)))
    (topic,) = compare([paralegal, assistant]).topics
    assert topic.title == "Witnesses"
    assert [[each.slug for each in part] for part in topic.parts] == [["interview-witnesses"], ["book-witnesses"]]


def test_one_role_is_too_few() -> None:
    with pytest.raises(TooFewRoles):
        compare([make_role("paralegal")])


def test_five_roles_are_too_many() -> None:
    with pytest.raises(TooManyRoles):
        compare([make_role(f"role-{number}") for number in range(5)])


def test_a_role_is_not_compared_with_itself() -> None:
    with pytest.raises(SameRoleTwice):
        compare([make_role("paralegal"), make_role("clerk"), make_role("paralegal")])


def test_the_code_alone_decides_what_is_the_same() -> None:
    one = make_role("one", glance=(glance("boss", "lawyer", "A lawyer"), glance("place", "firm", "A firm")))
    two = make_role("two", glance=(glance("boss", "lawyer", "An attorney"), glance("place", "court", "A firm")))
    alike = {row.slug: row.alike for row in compare([one, two]).traits}
    assert alike == {"boss": True, "place": False}


def test_what_is_not_on_file_is_like_nothing() -> None:
    one, two = make_role("one", glance=(glance("boss", None),)), make_role("two", glance=(glance("boss", None),))
    (row,) = compare([one, two]).traits
    assert not row.alike


def test_a_trait_that_only_one_role_has_is_not_on_file_for_the_other() -> None:
    (row,) = compare([make_role("one", glance=(glance("boss", "x"),)), make_role("two")]).traits
    assert [cell.is_missing for cell in row.cells if cell] == [False, True]


def test_rows_that_differ_come_first() -> None:
    facts = (glance("boss", "lawyer"), glance("job", "one"))
    other = (glance("boss", "lawyer"), glance("job", "two"))
    rows = compare([make_role("a", glance=facts), make_role("b", glance=other)]).traits
    assert [row.slug for row in rows] == ["job", "boss"]


def test_skills_are_ordered_by_gap_and_a_missing_rating_is_not_zero() -> None:
    one = make_role("one", skills=(skill("typing", 10), skill("law", None), skill("writing", 80)))
    two = make_role("two", skills=(skill("typing", 90), skill("law", 70), skill("writing", 75)))
    comparison = compare([one, two])
    assert [row.slug for row in comparison.skills] == ["typing", "writing", "law"]
    assert comparison.finding.widest_skill is comparison.skills[0]


@pytest.mark.parametrize(("gap", "alike"), [(CLOSE_SKILLS - 1, True), (CLOSE_SKILLS, False)])
def test_skills_closer_than_ten_points_are_alike(gap: int, alike: bool) -> None:
    one, two = make_role("one", skills=(skill("law", 50),)), make_role("two", skills=(skill("law", 50 + gap),))
    assert compare([one, two]).skills[0].alike is alike


def test_schooling_runs_from_the_shortest_to_the_longest() -> None:
    one = make_role("one", schooling=(level("bachelor", 5, 1),))
    two = make_role("two", schooling=(level("high-school", 1, 3), level("bachelor", 5, 1)))
    rows = compare([one, two]).schooling
    assert [(row.slug, row.alike) for row in rows] == [("high-school", False), ("bachelor", True)]


def test_the_finding_names_who_earns_more_and_who_starts_sooner() -> None:
    one = make_role("one", pay=pay(60_000), months_to_first_job=Range(24, 48))
    two = make_role("two", pay=pay(50_000), months_to_first_job=Range(0, 12))
    finding = compare([one, two]).finding
    assert finding.pay
    assert (finding.pay.most, finding.pay.least, finding.pay.dollars) == (0, 1, 10_000)
    assert finding.time
    assert (finding.time.soonest, finding.time.months) == (1, 30)


@pytest.mark.parametrize(
    ("one", "two", "soonest"),
    [
        (Range(0, 11), Range(0, 24), None),
        (Range(1, 11), Range(0, 24), None),
        (Range(1, 24), Range(0, 24), 1),
    ],
    ids=["both at once", "soon for few, late for most", "sooner"],
)
def test_who_starts_sooner_is_said_only_where_nobody_else_can(one: Range, two: Range, soonest: int | None) -> None:
    roles = [make_role("one", months_to_first_job=one), make_role("two", months_to_first_job=two)]
    time = compare(roles).finding.time
    assert (time.soonest if time else None) == soonest


def closest(middle: float) -> PayFacts:
    return replace(pay(middle), cell=Cell((middle,), "pay", tags=(Tag.CLOSEST,)))


def test_pay_that_is_nearly_the_same_is_no_gap() -> None:
    one, two = make_role("one", pay=pay(50_060)), make_role("two", pay=pay(50_000), months_to_first_job=Range(0, 9))
    comparison = compare([one, two])
    assert sentences.finding(comparison).endswith("Typical pay is about the same.")
    assert sentences.pay_line(comparison).startswith("Typical pay is about the same. ")


def test_pay_figures_of_another_job_are_named_as_such() -> None:
    one = make_role("clerk", pay=closest(60_000), months_to_first_job=Range(0, 9))
    two = make_role("two", pay=pay(50_000), months_to_first_job=Range(3, 9))
    comparison = compare([one, two])
    said = "By the closest pay figures, a typical clerk earns $10,000 more a year"
    assert sentences.finding(comparison).endswith(f"{said}. A clerk can start sooner.")
    assert sentences.pay_line(comparison).startswith(f"{said} than a typical two. ")


def test_a_role_without_duties_is_not_counted_as_sharing_none() -> None:
    drawer, two = make_role("blood-drawer"), make_role("two", duties=(duty("send-bills"),))
    said = "We have no duties on file for a blood drawer yet."
    assert sentences.finding(compare([drawer, two])) == said
    assert sentences.duties_line(compare([two, drawer])) == said
    both = sentences.duties_line(compare([drawer, make_role("clerk")]))
    assert both == "We have no duties on file for a blood drawer or a clerk yet."


def test_without_a_topic_in_common_roles_are_held_together_by_kinds_of_work() -> None:
    billing = BILLING._replace(kind="Working with numbers")
    taxes = TopicName("taxes", "Taxes", (2, 7), kind="Working with numbers")
    one = make_role("clerk", duties=(duty("send-bills", billing._replace(position=(2, 3))),))
    two = make_role("tax-preparer", duties=(duty("fill-in-forms", taxes),))
    compared = compare([one, two])
    assert compared.topics == ()
    (kind,) = compared.kinds
    assert kind.title == "Working with numbers"
    assert [[each.slug for each in part] for part in kind.parts] == [["send-bills"], ["fill-in-forms"]]
    same = make_role("biller", duties=(duty("pay-bills", billing), duty("send-bills", billing)))
    other = make_role("payer", duties=(duty("check-bills", billing),))
    assert [row.title for row in compare([same, other]).topics] == ["Billing"]
    assert compare([same, other]).kinds == ()


def test_a_duty_of_ours_stands_beside_an_imported_one_in_the_topic_that_o_net_has_for_both() -> None:
    asking = TopicName("interview-people", "Interview people", (1000, 1), kind="Getting information")
    ours = duty("interview-witnesses", WITNESSES)._replace(onet_topic=asking)
    imported = duty("interview-patients", asking)
    (topic,) = compare([make_role("paralegal", duties=(ours,)), make_role("nurse", duties=(imported,))]).topics
    assert (topic.title, topic.parts) == ("Interview people", ((ours,), (imported,)))


def test_a_duty_stands_once_where_it_could_stand_under_its_own_topic_and_that_of_o_net() -> None:
    asking = TopicName("asking", "Interview people", (9, 0), "Getting information")
    ours = duty("interview-witnesses", WITNESSES)._replace(onet_topic=asking)
    theirs = (duty("book-witnesses", WITNESSES), duty("interview-people", asking), duty("ask-people", asking))
    (topic,) = compare([make_role("paralegal", duties=(ours,)), make_role("clerk", duties=theirs)]).topics
    assert (topic.title, topic.parts) == ("Witnesses", ((ours,), (theirs[0],)))
    other = duty("ask-clients", BILLING)._replace(onet_topic=asking)
    assert compare([make_role("paralegal", duties=(ours,)), make_role("clerk", duties=(other,))]).topics == ()


def test_a_duty_of_ours_stands_beside_imported_ones_of_the_same_kind_of_work() -> None:
    asking = TopicName("interview-people", "Interview people", (1000, 1), kind="Getting information")
    reading = TopicName("read-papers", "Read papers", (1000, 2), kind="Getting information")
    ours = duty("interview-witnesses", WITNESSES._replace(kind="Legal work"))._replace(onet_topic=asking)
    imported = duty("read-charts", reading)
    compared = compare([make_role("paralegal", duties=(ours,)), make_role("nurse", duties=(imported,))])
    assert compared.topics == ()
    (kind,) = compared.kinds
    assert (kind.title, kind.parts) == ("Getting information", ((ours,), (imported,)))


def test_a_duty_stands_once_in_a_topic_that_is_its_own_and_o_net_s() -> None:
    asking = TopicName("interview-people", "Interview people", (1000, 1), kind="Getting information")
    edited = duty("interview-witnesses", asking)._replace(onet_topic=asking)
    imported = duty("interview-patients", asking)
    (topic,) = compare([make_role("paralegal", duties=(edited,)), make_role("nurse", duties=(imported,))]).topics
    assert topic.parts == ((edited,), (imported,))


def test_roles_with_no_topic_in_common_are_said_to_have_none() -> None:
    one = make_role("clerk", duties=(duty("send-bills", BILLING),))
    two = make_role("judge", duties=(duty("hear-witnesses", WITNESSES),))
    compared = compare([one, two])
    assert (compared.topics, compared.kinds) == ((), ())
    assert sentences.topics_line(compared) == "These two have no topic in common, and no kind of work."


def test_a_specialty_takes_over_its_parents_part_in_every_topic() -> None:
    one = make_role("clerk", duties=(duty("send-bills"),))
    two = make_role("two", duties=(duty("send-bills"),))
    special = replace(two, parent=one.name)
    assert (
        sentences.topics_line(compare([one, special]))
        == "A two is a kind of clerk. No topic on file splits between them."
    )
    assert sentences.topics_line(compare([one, two])) == "Nothing on file."


@pytest.mark.parametrize(
    ("views", "title"),
    [
        ([False], "Two different jobs."),
        ([False, False], "Two different jobs."),
        ([True], "The names overlap."),
        ([False, True], "The names overlap."),
    ],
)
def test_two_names_overlap_where_anybody_takes_them_for_one_job(views: list[bool], title: str) -> None:
    told = [NameView("one", "two", is_one_job=is_one, cell=Cell("view", "They say so.")) for is_one in views]
    assert sentences.names_title(told) == title


def test_a_finding_needs_figures_for_all() -> None:
    one = make_role("one", pay=pay(60_000), months_to_first_job=Range(24, None))
    two = make_role("two", pay=pay(None), months_to_first_job=Range(0, 12))
    finding = compare([one, two]).finding
    assert finding.pay is None
    assert finding.time is None


def test_views_on_names_are_kept_once_and_only_where_both_are_compared() -> None:
    about = NameView("one", "two", is_one_job=True, cell=Cell("one", "Both are one job."))
    elsewhere = NameView("one", "three", is_one_job=True, cell=Cell("one", "Another pair."))
    one, two = make_role("one", name_views=(about, elsewhere)), make_role("two", name_views=(about,))
    assert compare([one, two]).name_views == (about,)


def test_roles_alike_in_everything_differ_in_nothing() -> None:
    facts = {"duties": (duty("send-bills"),), "glance": (glance("boss", "lawyer"),)}
    assert not compare([make_role("one", **facts), make_role("two", **facts)]).differs


def test_neighbors_that_say_the_same_are_joined() -> None:
    year, month = Cell(12, "1 year"), Cell(1, "1 month")
    assert [span.places for span in spans([year, year, month, year])] == [(0, 1), (2,), (3,)]


def test_what_is_not_on_file_is_joined_with_nothing() -> None:
    assert [span.places for span in spans([MISSING, MISSING])] == [(0,), (1,)]
    assert [span.places for span in spans([(), ()])] == [(0,), (1,)]


def test_cells_with_unlike_tags_or_contexts_stay_apart() -> None:
    plain = Cell(12, "1 year")
    assert len(spans([plain, replace(plain, context="At night.")])) == 2
    assert len(spans([plain, replace(plain, tags=(Tag.DISAGREE,))])) == 2


def test_a_joined_cell_bears_the_sources_of_all() -> None:
    first = SourceFacts("first", "A page", "A school", "School", "https://example.org", "2025", date(2026, 1, 1), False)
    second = replace(first, slug="second")
    [span] = spans([Cell(12, "1 year", sources=(first,)), Cell(12, "1 year", sources=(second,))])
    assert span.cell
    assert span.cell.sources == (first, second)

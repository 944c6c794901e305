from datetime import date
from decimal import Decimal

import pytest

from careers.search import search_roles
from onet.importing import import_release
from roles.models import (
    Duty,
    DutyTopic,
    MajorGroup,
    Occupation,
    Role,
    RoleCode,
    RoleDuty,
    RoleInterest,
    RoleSkill,
    RoleTitle,
    RoleTool,
    Skill,
    SurveyShare,
    Topic,
)
from sources.documents import BadContent
from sources.models import DataVersion, Source
from tests.factories import make_field, make_role, make_source
from tests.onet.made import ALWAYS, DEGREE, NEW, OLD, SURVEY_HEAD, release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("major_groups")]

LAYOUTS = pytest.mark.parametrize("layout", [OLD, NEW], ids=["up to 30.2", "since 30.3"])


def bring(tmp_path, layout=OLD, **files):
    return import_release(release(tmp_path / "release", layout, **files))


def role(slug="paralegal"):
    return Role.objects.get(slug=slug)


def make_ours(slug="legal-helper", *, uses=("title", "duties"), code="23-2011.00"):
    """A role of ours that leans on the code, and is its primary one."""
    ours = make_role(slug=slug)
    occupation, _ = Occupation.objects.get_or_create(system="onet", code=code, defaults={"title": "Ours"})
    for use in uses:
        RoleCode.objects.create(role=ours, occupation=occupation, use=use, primary=True)
    return ours


@LAYOUTS
def test_an_occupation_becomes_a_role_with_all_that_is_known_of_it(tmp_path, layout):
    bring(tmp_path, layout)
    made = role()
    assert (made.title, made.summary, made.field.slug) == ("Paralegal", "Prepare what a lawyer needs.", "group-23")
    assert (made.origin, made.status, made.imported) == ("onet", "published", True)
    assert made.summary_source.slug == "onet-30-1"
    occupation = Occupation.objects.get(system="onet", code="23-2011.00")
    assert (occupation.title, occupation.job_zone, occupation.release) == ("Paralegals", 3, "O*NET 30.1")
    codes = made.codes.values_list("occupation__code", "use", "match", "primary")
    assert sorted(codes) == [("23-2011.00", use, "exact", True) for use in ("duties", "schooling", "title")]
    assert list(made.titles.values_list("title", flat=True)) == [
        "Judicial Assistant (JA)",
        "Legal Aide",
        "Legal Assistant",
        "Paralegals",
    ]
    (tool,) = made.tools.all()
    assert (tool.title, tool.category, tool.hot, tool.in_demand) == (
        "Word processor",
        "Word processing software",
        True,
        False,
    )
    (interest,) = made.interests.all()
    assert (interest.interest, interest.score, interest.as_of) == ("E", Decimal("55.50"), date(2023, 11, 1))


def test_the_narrowest_group_that_a_code_belongs_to_says_its_field(tmp_path):
    for code in ("23-20", "23-2011", "43-1"):
        MajorGroup.objects.create(code=code, title=code, field=make_field(slug=f"group-{code}", title=code))
    bring(tmp_path)
    assert role().field.slug == "group-23-2011"
    assert role("legal-secretary").field.slug == "group-43"
    MajorGroup.objects.get(code="23-2011").delete()
    bring(tmp_path)
    assert role().field.slug == "group-23-20"


def test_the_rest_of_a_group_has_a_plain_title_and_the_address_of_its_own(tmp_path):
    bring(tmp_path, Occupation_Data=f"{ALWAYS['Occupation Data.txt']}23-2099.00|Clerks, All Other|All others.\n")
    made = role("clerk-all-other")
    assert made.title == "Clerk (other kinds)"
    assert list(made.titles.values_list("title", flat=True)) == ["Clerks, All Other"]


@LAYOUTS
def test_a_task_is_a_duty_in_its_own_words_of_activities_under_their_topics(tmp_path, layout):
    bring(tmp_path, layout)
    (duty,) = role().duties.all()
    assert (duty.text, duty.importance, duty.as_of_words) == ("Look up cases", "core", "August 2023")
    (activity,) = duty.duties.all()
    topic = activity.topic
    assert (activity.title, topic.title, topic.parent.title, topic.parent.parent) == (
        "Look up court decisions",
        "Look up legal matters",
        "Getting information",
        None,
    )
    (typing,) = role("legal-secretary").duties.all()
    assert (typing.text, list(typing.duties.all())) == ("Type letters", [])


@LAYOUTS
def test_ratings_are_skills_from_0_to_100_with_their_flags(tmp_path, layout):
    bring(tmp_path, layout)
    found = {row.skill.title: row for row in role().skills.select_related("skill")}
    reading, repairing, law = (found[title] for title in ("Reading comprehension", "Repairing", "Law and government"))
    assert (reading.importance, reading.level, reading.low_precision) == (75, 50, False)
    assert (repairing.importance, repairing.level, repairing.low_precision, repairing.not_relevant) == (
        None,
        0,
        True,
        True,
    )
    assert (law.importance, law.level) == (100, None)
    assert [row.skill.kind for row in (reading, repairing, law)] == ["personal", "technical", "knowledge"]
    assert reading.skill.description == "Understanding what is written"


@LAYOUTS
def test_survey_answers_are_shares_in_plain_words_that_say_where_answers_are_few(tmp_path, layout):
    bring(tmp_path, layout)
    rows = SurveyShare.objects.values_list("question", "category", "percent", "n", "position", "low_precision")
    assert sorted(rows) == [
        ("education", "Bachelor’s degree", Decimal("42.86"), 30, 6, True),
        ("training", "Up to 1 month", Decimal("25.00"), 30, 2, False),
    ]


def test_the_same_release_again_changes_nothing(tmp_path):
    first = bring(tmp_path)
    assert any(counts.any_change for counts in first.counts.values())
    before = DataVersion.objects.current()
    again = bring(tmp_path)
    assert not any(counts.any_change for counts in again.counts.values())
    assert DataVersion.objects.current() == before


def test_an_import_moves_the_data_version_once(tmp_path):
    before = DataVersion.objects.current()
    bring(tmp_path)
    assert DataVersion.objects.current() == before + 1


def test_a_source_that_is_there_is_cited_and_stays_as_it_is(tmp_path):
    source = make_source(slug="onet-30-1", title="Ours")
    bring(tmp_path)
    assert role().summary_source == source
    assert Source.objects.get(pk=source.pk).title == "Ours"


def test_a_source_is_made_with_the_words_that_its_license_wants(tmp_path):
    bring(tmp_path, number="30.2")
    source = Source.objects.get(slug="onet-30-2")
    assert (source.title, source.published_words) == ("O*NET 30.2 Database", "December 2025")
    assert "Used under the CC BY 4.0 license" in source.attribution
    assert "Pathside has modified all or some of this information" in source.attribution


def test_a_role_of_ours_stands_for_its_code_and_gains_what_it_lacks(tmp_path):
    ours = make_ours()
    reading = Skill.objects.create(slug="reading", title="Close reading", kind="personal", onet_element="2.A.1.a")
    RoleSkill.objects.create(role=ours, skill=reading, importance=99, source=make_source())
    RoleTitle.objects.create(role=ours, title="Legal aide", source=make_source())
    bring(tmp_path)
    assert not Role.objects.filter(origin="onet", slug="paralegal").exists()
    ours.refresh_from_db()
    assert (ours.origin, ours.imported) == ("curated", False)
    assert sorted(ours.titles.values_list("title", flat=True)) == [
        "Judicial Assistant (JA)",
        "Legal Assistant",
        "Legal aide",
        "Paralegals",
    ]
    ratings = dict(ours.skills.values_list("skill__title", "importance"))
    assert ratings == {"Close reading": 99, "Law and government": 100, "Repairing": None}
    assert (ours.tools.count(), ours.interests.count(), ours.duties.count()) == (1, 1, 1)
    assert Occupation.objects.get(code="23-2011.00").title == "Ours"


def test_words_of_ours_stand_for_those_of_the_release_also_when_they_come_later(tmp_path):
    bring(tmp_path)
    assert Duty.objects.get().imported
    legal = Topic.objects.create(slug="legal-work", title="Legal work")
    act = Duty.objects.create(
        slug="research", title="Look for cases", topic=legal, onet_activity="Look up court decisions"
    )
    mending = Skill.objects.create(slug="mending", title="Mending", kind="technical", onet_element="2.B.3.l")
    bring(tmp_path)
    assert [duty.duties.get() for duty in role().duties.all()] == [act]
    assert role().skills.get(skill__onet_element="2.B.3.l").skill == mending
    assert not Duty.objects.filter(imported=True).exists()
    assert not Skill.objects.filter(title="Repairing").exists()


def test_a_duty_of_ours_that_bears_the_title_of_an_activity_is_that_activity(tmp_path):
    legal = Topic.objects.create(slug="legal-work", title="Legal work")
    act = Duty.objects.create(slug="research", title="Look up court decisions", topic=legal)
    bring(tmp_path)
    assert [duty.duties.get() for duty in role().duties.all()] == [act]


def beside():
    return {row.duty.slug: row.topic.title for row in DutyTopic.objects.all()}


def test_a_duty_of_ours_stands_under_its_own_topic_and_under_that_of_its_activity(tmp_path):
    legal = Topic.objects.create(slug="legal-work", title="Legal work")
    Duty.objects.create(slug="look-up", title="Look for cases", topic=legal, onet_activity="Look up court decisions")
    Duty.objects.create(slug="plead", title="Plead", topic=legal)
    bring(tmp_path)
    assert Duty.objects.get(slug="look-up").topic == legal
    assert beside() == {"look-up": "Look up legal matters"}
    again = bring(tmp_path)
    assert not any(counts.any_change for counts in again.counts.values())


def test_the_topic_that_an_editor_names_wins_over_that_of_the_activity(tmp_path):
    legal = Topic.objects.create(slug="legal-work", title="Legal work")
    activity = {"onet_activity": "Look up court decisions", "onet_topic": "Getting information"}
    act = Duty.objects.create(slug="look-up", title="Look for cases", topic=legal, **activity)
    Duty.objects.create(slug="plead", title="Plead", topic=legal, onet_topic="Look up legal matters")
    Duty.objects.create(slug="sing", title="Sing", topic=legal, onet_topic="Nothing of the kind")
    bring(tmp_path)
    assert beside() == {"look-up": "Getting information", "plead": "Look up legal matters"}
    act.onet_topic = ""
    act.save()
    bring(tmp_path)
    assert beside()["look-up"] == "Look up legal matters"


def test_a_later_release_may_have_an_activity_under_another_topic(tmp_path):
    legal = Topic.objects.create(slug="legal-work", title="Legal work")
    Duty.objects.create(slug="look-up", title="Look for cases", topic=legal, onet_activity="Look up court decisions")
    bring(tmp_path)
    renamed = OLD["IWA Reference.txt"].replace("Look up legal matters", "Study the law")
    bring(tmp_path, IWA_Reference=renamed)
    assert beside() == {"look-up": "Study the law"}
    assert not Topic.objects.filter(title="Look up legal matters").exists()


def test_a_topic_that_somebody_gave_another_address_keeps_its_duties(tmp_path):
    bring(tmp_path)
    topic = Topic.objects.get(title="Look up legal matters")
    topic.slug, topic.title = "legal-questions", "Legal questions"
    topic.save()
    report = bring(tmp_path)
    assert (report.counts["topics"].added, report.counts["activities"].changed) == (0, 0)
    assert list(topic.duties.values_list("title", flat=True)) == ["Look up court decisions"]


def test_a_topic_that_somebody_deleted_does_not_come_back(tmp_path):
    bring(tmp_path)
    RoleDuty.objects.all().delete()
    Duty.objects.all().delete()
    Topic.objects.exclude(parent=None).delete()
    report = bring(tmp_path)
    assert (report.counts["topics"].deleted_here, report.changed) == (1, False)
    Topic.objects.all().delete()
    report = bring(tmp_path)
    assert (report.counts["topics"].deleted_here, report.changed) == (2, False)


def test_a_role_of_ours_with_duties_gets_no_tasks(tmp_path):
    ours = make_ours()
    RoleDuty.objects.create(role=ours, text="Look up laws", source=make_source())
    bring(tmp_path)
    assert [duty.text for duty in ours.duties.all()] == ["Look up laws"]


def test_a_role_that_only_leans_on_the_code_for_duties_gets_no_titles(tmp_path):
    ours = make_ours(uses=("duties",))
    bring(tmp_path)
    assert (ours.titles.count(), ours.tools.count()) == (0, 1)
    primary = dict(role().codes.values_list("use", "primary"))
    assert primary == {"title": True, "duties": False, "schooling": True}


def test_a_title_that_says_the_role_s_own_again_is_left_out(tmp_path):
    bring(
        tmp_path,
        Alternate_Titles="O*NET-SOC Code|Alternate Title|Short Title|Source(s)\n23-2011.00|PARALEGAL|n/a|08\n",
    )
    assert [row.title for row in role().titles.all()] == ["Legal Assistant", "Paralegals"]


def test_titles_that_make_one_key_are_told_apart_and_the_same_one_stands_once(tmp_path):
    names = ("C Developer", "C++ Developer", "C Developer", "c developer")
    lines = "".join(f"23-2011.00|{name}|n/a|08\n" for name in names)
    bring(tmp_path, Alternate_Titles=f"O*NET-SOC Code|Alternate Title|Short Title|Source(s)\n{lines}")
    found = dict(role().titles.filter(title__icontains="developer").values_list("key", "title"))
    assert found == {"c-developer": "C Developer", "c-developer-2": "C++ Developer"}


def with_titles(*names):
    lines = "".join(f"23-2011.00|{name}|n/a|08\n" for name in names)
    return f"O*NET-SOC Code|Alternate Title|Short Title|Source(s)\n{lines}"


def test_a_title_keeps_its_key_where_one_that_makes_the_same_is_missing(tmp_path):
    def found():
        return dict(role().titles.filter(title__icontains="developer").values_list("pk", "title"))

    bring(tmp_path, Alternate_Titles=with_titles("C Developer", "C++ Developer", "C# Developer"))
    before = found()
    missing = [pk for pk, title in before.items() if title == "C Developer"]
    # A row that is left out says nothing of what was known, and one that is gone takes nothing else with it.
    bad = with_titles("C Developer\x07", "C++ Developer", "C# Developer")
    report = import_release(release(tmp_path / "release", Alternate_Titles=bad), skip_bad=True)
    assert (found(), report.changed) == (before, False)
    for _ in range(2):
        bring(tmp_path, Alternate_Titles=with_titles("C++ Developer", "C# Developer"))
        assert found() == {pk: title for pk, title in before.items() if pk not in missing}
    # In another order they are the same, too, and what is new takes what is free.
    bring(tmp_path, Alternate_Titles=with_titles("C# Developer", "C++ Developer", "C Developer"))
    assert sorted(found().values()) == ["C Developer", "C# Developer", "C++ Developer"]
    assert found().items() >= {pk: title for pk, title in before.items() if pk not in missing}.items()


def test_a_share_of_an_editor_takes_the_place_of_those_of_the_survey_at_once(tmp_path):
    def found():
        return sorted(SurveyShare.objects.values_list("question", "category"))

    bring(tmp_path)
    survey = found()
    assert survey == [("education", "Bachelor’s degree"), ("training", "Up to 1 month")]
    occupation = Occupation.objects.get(code="23-2011.00")
    share = {"question": "education", "category": "Some college", "percent": 50, "standing": "used"}
    ours = SurveyShare.objects.create(occupation=occupation, source=make_source(), status="draft", **share)
    assert len(found()) == 3
    ours.status = "published"
    ours.save(update_fields=["status"])
    assert found() == [("education", "Some college"), survey[1]]
    # Nobody deleted what the survey says: without ours it comes back.
    ours.delete()
    bring(tmp_path)
    assert found() == survey


def test_shares_of_our_own_for_a_question_keep_those_of_the_release_out(tmp_path):
    occupation = make_ours().codes.first().occupation
    share = {"question": "education", "category": "Some college", "percent": 50}
    SurveyShare.objects.create(occupation=occupation, source=make_source(), **share)
    bring(tmp_path)
    assert sorted(SurveyShare.objects.values_list("question", "category")) == [
        ("education", "Some college"),
        ("training", "Up to 1 month"),
    ]


def test_a_draft_of_an_answer_takes_nothing_of_the_release_away(tmp_path):
    occupation = make_ours().codes.first().occupation
    bring(tmp_path)
    draft = {"question": "education", "category": "Some college", "percent": 50, "status": "draft"}
    SurveyShare.objects.create(occupation=occupation, source=make_source(), **draft)
    report = bring(tmp_path)
    assert report.counts["survey shares"].removed == 0


def test_an_answer_of_the_survey_that_is_edited_alone_leaves_the_others_as_imported(tmp_path):
    two = f"{SURVEY_HEAD}\n{DEGREE}\n{DEGREE.replace('|6|42.86|', '|2|57.14|')}\n"
    words = OLD["Education, Training, and Experience Categories.txt"] + "2.D.1|Level|RL|2|High School Diploma\n"
    files = {"Education,_Training,_and_Experience": two, "Education,_Training,_and_Experience_Categories": words}
    bring(tmp_path, **files)
    edited = SurveyShare.objects.get(category="Bachelor’s degree")
    edited.percent = 50
    edited.save()
    report = bring(tmp_path, **files)
    found = SurveyShare.objects.order_by("category").values_list("category", "percent", "imported")
    assert list(found) == [
        ("Bachelor’s degree", 50, False),
        ("High school diploma or GED", Decimal("57.14"), True),
    ]
    assert report.counts["survey shares"].removed == 0


def test_a_slug_of_ours_is_not_taken(tmp_path):
    make_role(slug="paralegal")
    bring(tmp_path)
    assert Role.objects.get(slug="paralegal-2").origin == "onet"


def test_missing_tables_take_nothing_away(tmp_path):
    bring(tmp_path)
    there = RoleSkill.objects.count(), RoleTool.objects.count(), RoleInterest.objects.count(), Topic.objects.count()
    folder = release(tmp_path / "release", number="30.2")
    for name in ("Skills", "Knowledge", "Technology Skills", "Interests", "DWA Reference", "Job Zones"):
        (folder / f"{name}.txt").unlink()
    report = import_release(folder)
    assert set(report.missing) >= {"Skills.txt", "Knowledge.txt", "Technology Skills.txt", "Interests.txt"}
    assert not any(counts.removed for counts in report.counts.values())
    now = RoleSkill.objects.count(), RoleTool.objects.count(), RoleInterest.objects.count(), Topic.objects.count()
    assert now == there
    assert Occupation.objects.get(code="23-2011.00").job_zone == 3


def test_search_knows_what_an_import_brought(tmp_path):
    bring(tmp_path)
    assert [hit.title for hit in search_roles("judicial assistant").hits] == ["Paralegal"]
    assert [hit.title for hit in search_roles("word processor").hits] == ["Paralegal"]


@LAYOUTS
@pytest.mark.parametrize("table", ["IWA Reference.txt", "Content Model Reference.txt"])
def test_without_the_names_of_their_groups_activities_stay_as_they_are(tmp_path, layout, table):
    def there():
        topics = list(Topic.objects.order_by("pk").values_list("slug", "title", "parent__title"))
        return topics, list(
            RoleDuty.objects.order_by("pk").values_list("text", "duties__title", "duties__topic__title")
        )

    bring(tmp_path, layout)
    before = there()
    assert ("Look up cases", "Look up court decisions", "Look up legal matters") in before[1]
    (tmp_path / "release" / table).unlink(missing_ok=True)
    report = import_release(tmp_path / "release")
    assert (there(), report.changed) == (before, False)
    said = f"Work activities stay as they are: {table.removesuffix('.txt')} does not name all their groups."
    assert (said in report.notes) is (layout is OLD or table != "IWA Reference.txt")


def test_a_table_of_groups_that_was_cut_off_is_named(tmp_path):
    head = OLD["IWA Reference.txt"].splitlines()[0]
    cut = f"{head}\n4.A.1.a.1|4.A.1.a.1.I01|Ask people.\n"
    with pytest.raises(BadContent) as error:
        bring(tmp_path, IWA_Reference=cut)
    assert str(error.value) == (
        "IWA Reference.txt:1: does not say what 4.A.1.a.1.I05 is, which DWA Reference.txt names"
    )


def test_a_table_of_answers_that_was_cut_off_is_named(tmp_path):
    name = "Education, Training, and Experience Categories.txt"
    path = release(tmp_path / "release") / name
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    with pytest.raises(BadContent) as error:
        import_release(path.parent)
    assert str(error.value) == (
        f"{name}:1: does not say what answer 2 on the scale OJ is, which Education, Training, and Experience.txt names"
    )

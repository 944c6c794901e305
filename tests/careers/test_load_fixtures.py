import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careers import content
from careers.models import Milestone, Route, RouteCost
from certifications.models import Certification, StateRule
from roles.models import Duty, Pay, Role, RoleCode, RoleDuty, RoleSkill, RoleTitle
from sources.documents import BadContent
from sources.models import DataVersion, LoadedRow, RenamedSlug, Source
from tests.content import Content

pytestmark = pytest.mark.django_db

PARALEGAL = "roles/paralegal.yaml"


@pytest.fixture
def files(tmp_path):
    return Content(tmp_path)


@pytest.fixture
def loaded(files):
    content.load(files.folder)
    return files


def command(*args, **options):
    out = io.StringIO()
    call_command("load_fixtures", *args, stdout=out, **options)
    return out.getvalue()


def counts(report):
    return len(report.created), len(report.updated), len(report.removed), len(report.conflicts)


def problems_of(files):
    with pytest.raises(BadContent) as caught:
        content.load(files.folder)
    assert not Role.objects.exists()
    assert not LoadedRow.objects.exists()
    return [str(problem).removeprefix(f"{files.folder.as_posix()}/") for problem in caught.value.problems]


# What a load brings in


def test_a_draft_may_lack_its_source_and_be_published_later(files):
    files.change(PARALEGAL, "{text: Sort the mail, source: the-times}", "{text: Sort the mail, status: draft}")
    content.load(files.folder)
    assert [duty.text for duty in RoleDuty.objects.published()] == ["Talk to witnesses"]
    files.change(PARALEGAL, "{text: Sort the mail, status: draft}", "{text: Sort the mail, source: the-times}")
    assert counts(content.load(files.folder)) == (0, 1, 0, 0)
    assert RoleDuty.objects.published().count() == 2


def test_what_readers_are_shown_does_not_stand_on_drafted_ways(files):
    files.change("milestones/law.yaml", "title: High school, strength", "status: draft, title: High school, strength")
    no_route, no_way = problems_of(files)
    assert no_route.endswith("no route leads here; give it one, without needs where anybody may start (got 'diploma')")
    assert "nobody can get here" in no_way


def test_every_row_comes_in_with_what_it_names(loaded):
    duty = RoleDuty.objects.get(text="Talk to witnesses")
    assert (duty.role.slug, duty.key, duty.position, duty.place_id) == ("paralegal", "talk-to-witnesses", 0, "US")
    assert [each.slug for each in duty.duties.all()] == ["interview-witnesses"]
    assert [each.slug for each in duty.also_sources.all()] == ["the-post"]
    assert RoleDuty.objects.get(text="Sort the mail").position == 1
    assert Duty.objects.get(slug="book-rooms").topic.slug == "witnesses"
    assert RoleSkill.objects.get().importance == Decimal("62.5")
    assert RoleCode.objects.get().occupation.code == "23-2011.00"
    assert Pay.objects.get().occupation.code == "23-2011.00"
    assert StateRule.objects.get().key == "education-us-ca"
    assert Route.objects.get(slug="hired").needs.get().milestone.slug == "diploma"
    assert RouteCost.objects.get().max == Decimal("7.5")
    assert Source.objects.get(slug="the-post").published_on == date(2025, 5, 1)


def test_what_is_not_the_same_is_so_from_both_sides_though_one_says_it(files):
    files.change("certifications/rp.yaml", "not_the_same_as: [cp]\n", "")
    content.load(files.folder)
    assert counts(content.load(files.folder)) == (0, 0, 0, 0)
    assert [each.slug for each in Certification.objects.get(slug="rp").not_the_same_as.all()] == ["cp"]


def test_a_row_may_name_one_of_its_kind_that_comes_later(files):
    files.change(PARALEGAL, "field: law", "field: law\nparent: legal-assistant")
    files.write("roles/alien.yaml", "slug: alien\ntitle: Alien\nsummary: You.\nfield: law\nparent: paralegal\n")
    content.load(files.folder)
    assert Role.objects.get(slug="alien").parent.parent.slug == "legal-assistant"


def test_loading_again_changes_nothing(loaded):
    before = DataVersion.objects.current(), list(LoadedRow.objects.values_list())
    report = content.load(loaded.folder)
    assert counts(report) == (0, 0, 0, 0)
    assert report.kept == LoadedRow.objects.count()
    assert (DataVersion.objects.current(), list(LoadedRow.objects.values_list())) == before


def test_the_data_version_moves_once_with_a_load(loaded):
    assert DataVersion.objects.current() == 1
    loaded.change(PARALEGAL, "Sort the mail", "Sort mail")
    content.load(loaded.folder)
    assert DataVersion.objects.current() == 2


def test_changes_additions_and_removals_follow_the_files(loaded):
    loaded.change(PARALEGAL, "title: Paralegal\n", "title: Law paralegal\n")
    loaded.change(PARALEGAL, "also_sources: [the-post]", "also_sources: []")
    loaded.change(PARALEGAL, "- {title: Legal analyst, source: the-times}", "- {title: Law aide, source: the-times}")
    report = content.load(loaded.folder)
    assert counts(report) == (1, 2, 1, 0)
    assert Role.objects.get(slug="paralegal").title == "Law paralegal"
    assert not RoleDuty.objects.get(text="Talk to witnesses").also_sources.exists()
    assert [each.title for each in RoleTitle.objects.all()] == ["Law aide"]


def test_a_row_under_a_new_slug_takes_over_the_title_of_the_old_one(loaded):
    for name in (PARALEGAL, "rules/paralegal.yaml", "milestones/law.yaml"):
        text = loaded.read(name).replace("slug: paralegal\ntitle", "slug: law-aide\ntitle")
        loaded.write(name, text.replace("role: paralegal", "role: law-aide"))
    report = content.load(loaded.folder)
    assert not report.conflicts
    assert Role.objects.get(title="Paralegal").slug == "law-aide"
    assert Milestone.objects.get(slug="paralegal").role.slug == "law-aide"
    connection.check_constraints()


def test_what_only_one_row_may_have_passes_from_one_to_another(loaded):
    # Rows are written in the order they were made, and the older one takes over what the younger one gives up.
    loaded.change("roles/legal-assistant.yaml", "title: Legal assistant", "title: Paralegal")
    loaded.change(PARALEGAL, "title: Paralegal\n", "title: Law paralegal\n")
    loaded.change(PARALEGAL, "primary: true", "primary: false")
    code = "codes:\n- {occupation: 'onet:23-2011.00', use: title, primary: true}\n"
    loaded.add("roles/legal-assistant.yaml", code)
    report = content.load(loaded.folder)
    assert counts(report) == (1, 3, 0, 0)
    assert RoleCode.objects.get(primary=True).role.title == "Paralegal"
    loaded.change("roles/legal-assistant.yaml", "primary: true", "primary: false")
    loaded.change(PARALEGAL, "primary: false", "primary: true")
    assert counts(content.load(loaded.folder)) == (0, 2, 0, 0)
    assert RoleCode.objects.get(primary=True).role.title == "Law paralegal"


def test_queries_do_not_grow_with_the_rows(loaded):
    with CaptureQueriesContext(
        connection,
    ) as few:
        content.load(loaded.folder)
    duties = "".join(f"- {{text: Duty {number}, source: the-times}}\n" for number in range(60))
    loaded.change(PARALEGAL, "duties:\n", f"duties:\n{duties}")
    content.load(loaded.folder)
    with CaptureQueriesContext(connection) as many:
        content.load(loaded.folder)
    assert len(many) <= len(few)


# What editors did stays


def test_an_edited_row_is_kept_and_reported(loaded):
    role = Role.objects.get(slug="paralegal")
    role.title = "My paralegal"
    role.save()
    report = content.load(loaded.folder)
    assert report.conflicts == ["role paralegal: edited here; kept with its own title"]
    loaded.change(PARALEGAL, "summary: You do legal work.", "summary: You work.")
    report = content.load(loaded.folder)
    assert report.conflicts == [
        "role paralegal: edited here, and the file changed too; kept with its own title, summary"
    ]
    role.refresh_from_db()
    assert (role.title, role.summary) == ("My paralegal", "You do legal work.")


def test_a_changed_list_of_sources_is_an_edit(loaded):
    RoleDuty.objects.get(text="Talk to witnesses").also_sources.clear()
    assert content.load(loaded.folder).conflicts == [
        "role duty paralegal:talk-to-witnesses: edited here; kept with its own also_sources"
    ]


def test_saving_a_row_as_it_is_is_no_edit(files):
    files.change(PARALEGAL, "summary: You do legal work.", 'summary: "You do legal work.\\n\\nAll day. "')
    content.load(files.folder)
    role = Role.objects.get(slug="paralegal")
    role.summary = "You do legal work.\r\n\r\nAll day."  # as a browser sends it
    role.save()
    assert counts(content.load(files.folder)) == (0, 0, 0, 0)


def test_an_edit_that_the_files_take_over_is_theirs_again(loaded):
    Role.objects.filter(slug="paralegal").update(title="Law paralegal")
    loaded.change(PARALEGAL, "title: Paralegal\n", "title: Law paralegal\n")
    assert counts(content.load(loaded.folder)) == (0, 0, 0, 0)
    loaded.change(PARALEGAL, "title: Law paralegal\n", "title: Paralegal\n")
    assert counts(content.load(loaded.folder)) == (0, 1, 0, 0)


def test_a_deleted_row_stays_deleted_and_its_parts_are_not_mentioned(loaded):
    StateRule.objects.all().delete()
    Milestone.objects.filter(slug="paralegal").delete()
    Role.objects.get(slug="paralegal").delete()
    report = content.load(loaded.folder)
    assert report.conflicts == [
        "role paralegal: deleted here; not brought back",
        "milestone paralegal: deleted here; not brought back",
    ]
    assert not Role.objects.filter(slug="paralegal").exists()
    assert counts(content.load(loaded.folder)) == (0, 0, 0, 2)


def test_a_row_that_names_a_deleted_one_is_not_loaded(loaded):
    Role.objects.get(slug="legal-assistant").delete()
    loaded.add(
        PARALEGAL, "confusions:\n- {other: legal-assistant, view: two, text: They are two jobs., source: the-times}\n"
    )
    assert content.load(loaded.folder).conflicts == [
        "role legal-assistant: deleted here; not brought back",
        "role confusion paralegal:legal-assistant-two-the-times: not loaded: it names role legal-assistant, "
        "which is not here",
    ]


def test_a_row_that_an_editor_added_is_left_alone(loaded):
    role = Role.objects.get(slug="paralegal")
    RoleTitle.objects.create(role=role, title="Law aide", source=Source.objects.get(slug="the-times"))
    assert counts(content.load(loaded.folder)) == (0, 0, 0, 0)
    assert counts(content.load(loaded.folder, theirs=True)) == (0, 0, 0, 0)
    assert RoleTitle.objects.filter(title="Law aide").exists()


@pytest.mark.parametrize(("text", "conflicts"), [("Law aide", 0), ("LAW AIDE", 1)], ids=["alike", "different"])
def test_a_row_made_by_hand_before_the_files_had_it_is_kept(loaded, text, conflicts):
    role = Role.objects.get(slug="paralegal")
    RoleTitle.objects.create(role=role, title=text, source=Source.objects.get(slug="the-times"))
    loaded.change(PARALEGAL, "titles:\n", "titles:\n- {title: Law aide, source: the-times}\n")
    report = content.load(loaded.folder)
    assert counts(report) == (0, 0, 0, conflicts)
    assert RoleTitle.objects.filter(title=text).exists()


def test_a_row_that_cannot_be_beside_one_made_by_hand_is_not_loaded_nor_are_its_parts(loaded):
    law = Role.objects.get(slug="paralegal").field
    Role.objects.create(slug="made-here", title="Law aide", summary="You.", field=law)
    loaded.write(
        "roles/law-aide.yaml",
        "slug: law-aide\ntitle: Law aide\nsummary: You.\nfield: law\ntitles:\n- {title: Aide, source: the-times}\n",
    )
    loaded.change("roles/legal-assistant.yaml", "title: Legal assistant", "title: Assistant")
    report = content.load(loaded.folder)
    assert report.conflicts == ["role law-aide: role made-here is in its place; kept as it is here"]
    assert counts(report) == (0, 1, 0, 1)


def test_a_row_that_left_the_files_stays_where_it_was_edited(loaded):
    RoleTitle.objects.update(title="My analyst")
    loaded.change(PARALEGAL, "titles:\n- {title: Legal analyst, source: the-times}\n", "")
    assert content.load(loaded.folder).conflicts == [
        "role title paralegal:legal-analyst: no longer in the files, but edited here; kept"
    ]


def test_a_row_that_left_the_files_stays_where_something_needs_it(loaded):
    assistant = Role.objects.get(slug="legal-assistant")
    Role.objects.filter(slug="paralegal").update(parent=assistant)
    loaded.remove("roles/legal-assistant.yaml")
    assert content.load(loaded.folder).conflicts == [
        "role paralegal: edited here; kept with its own parent",
        "role legal-assistant: no longer in the files, but role paralegal needs it; kept",
    ]


def test_a_role_that_left_the_files_goes_with_all_its_parts(loaded):
    for name in (PARALEGAL, "rules/paralegal.yaml", "milestones/law.yaml"):
        loaded.remove(name)
    report = content.load(loaded.folder)
    assert not report.conflicts
    assert not RoleDuty.objects.exists()
    assert not Route.objects.exists()
    connection.check_constraints()


def test_a_row_that_an_editor_deleted_and_that_left_the_files_is_forgotten(loaded):
    RoleTitle.objects.all().delete()
    loaded.change(PARALEGAL, "titles:\n- {title: Legal analyst, source: the-times}\n", "")
    assert counts(content.load(loaded.folder)) == (0, 0, 0, 0)
    assert not LoadedRow.objects.filter(model="roles.roletitle").exists()


def test_with_theirs_the_files_win(loaded):
    Role.objects.filter(slug="paralegal").update(title="My paralegal")
    RoleTitle.objects.all().delete()
    RoleDuty.objects.get(text="Talk to witnesses").duties.clear()
    report = content.load(loaded.folder, theirs=True)
    assert counts(report) == (1, 2, 0, 0)
    assert Role.objects.get(slug="paralegal").title == "Paralegal"
    assert RoleTitle.objects.exists()
    assert counts(content.load(loaded.folder)) == (0, 0, 0, 0)


# A slug that an editor renamed


@pytest.fixture
def renamed(loaded):
    role = Role.objects.get(slug="paralegal")
    role.slug = "law-aide"
    role.save()
    return loaded


def test_a_renamed_row_is_kept_and_never_made_twice(renamed):
    report = content.load(renamed.folder)
    assert report.conflicts == ["role paralegal: edited here; kept with its own slug"]
    assert counts(report) == (0, 0, 0, 1)
    assert Role.objects.count() == 2


def test_facts_of_a_renamed_row_still_follow_the_files(renamed):
    renamed.change(PARALEGAL, "Sort the mail, source", "Sort the mail, note: Daily., source")
    renamed.add(PARALEGAL, "tools:\n- {title: Word, source: the-times}\n")
    report = content.load(renamed.folder)
    assert counts(report) == (1, 1, 0, 1)
    assert Role.objects.get(slug="law-aide").tools.get().title == "Word"


def test_files_may_take_over_the_new_slug(renamed):
    for name in (PARALEGAL, "rules/paralegal.yaml", "milestones/law.yaml"):
        text = renamed.read(name).replace("slug: paralegal\ntitle", "slug: law-aide\ntitle")
        renamed.write(name, text.replace("role: paralegal", "role: law-aide"))
    assert counts(content.load(renamed.folder)) == (0, 0, 0, 0)
    assert counts(content.load(renamed.folder)) == (0, 0, 0, 0)
    assert not LoadedRow.objects.filter(model="roles.role", key__contains="paralegal").exists()


def test_with_theirs_the_old_slug_comes_back_and_the_new_one_leads_to_it(renamed):
    content.load(renamed.folder, theirs=True)
    assert Role.objects.filter(slug="paralegal").exists()
    assert RenamedSlug.objects.newest("roles.role", "law-aide") == "paralegal"


# A slug that was renamed in the files


def rename_in_files(files):
    for name in (PARALEGAL, "rules/paralegal.yaml", "milestones/law.yaml"):
        files.write(name, files.read(name).replace("role: paralegal", "role: law-aide"))
    files.change(PARALEGAL, "slug: paralegal\n", "slug: law-aide\nformerly: [paralegal]\n")


def test_a_row_renamed_in_the_files_stays_the_same_row_with_its_facts_and_a_redirect(loaded):
    role, duty = Role.objects.get(slug="paralegal"), RoleDuty.objects.get(text="Sort the mail")
    rename_in_files(loaded)
    loaded.change(PARALEGAL, "{text: Sort the mail,", "{text: Sort the mail, note: Daily.,")
    report = content.load(loaded.folder)
    assert counts(report) == (0, 1, 0, 0)
    role.refresh_from_db()
    duty.refresh_from_db()
    assert (role.slug, duty.role, duty.note) == ("law-aide", role, "Daily.")
    assert RenamedSlug.objects.newest("roles.role", "paralegal") == "law-aide"
    version = DataVersion.objects.current()
    assert counts(content.load(loaded.folder)) == (0, 0, 0, 0)
    assert DataVersion.objects.current() == version


def test_what_editors_did_with_a_row_renamed_in_the_files_stays(loaded):
    RoleDuty.objects.filter(text="Sort the mail").update(note="Mine.")
    RoleTitle.objects.all().delete()
    rename_in_files(loaded)
    report = content.load(loaded.folder)
    assert report.conflicts == [
        "role title law-aide:legal-analyst: deleted here; not brought back",
        "role duty law-aide:sort-the-mail: edited here, and the file changed too; kept with its own note",
    ]
    assert counts(content.load(loaded.folder)) == (0, 0, 0, 2)


def test_a_former_slug_leads_on_in_a_new_database_too(files):
    rename_in_files(files)
    content.load(files.folder)
    assert RenamedSlug.objects.newest("roles.role", "paralegal") == "law-aide"


def test_a_former_slug_that_is_in_use_here_stays_there(files):
    rename_in_files(files)
    content.load(files.folder)
    role = Role.objects.create(slug="clerk", title="Clerk", summary="You.", field=Role.objects.first().field)
    files.change(PARALEGAL, "formerly: [paralegal]", "formerly: [paralegal, clerk]")
    assert content.load(files.folder).conflicts == [
        "role law-aide: formerly clerk, but another row is called so here; that keeps its address"
    ]
    assert Role.objects.get(slug="clerk") == role
    assert not RenamedSlug.objects.newest("roles.role", "clerk")


def test_a_dry_run_renames_nothing(loaded):
    rename_in_files(loaded)
    content.load(loaded.folder, dry_run=True)
    assert Role.objects.filter(slug="paralegal").exists()
    assert not RenamedSlug.objects.exists()


@pytest.mark.parametrize(
    ("former", "problem"),
    [
        ("[legal-assistant]", "formerly: names the role at"),
        ("[Law-Aide]", "formerly: Use small letters"),
        ("law-aide", "formerly: should be a list"),
    ],
)
def test_a_former_slug_that_cannot_be_is_a_problem(files, former, problem):
    files.change(PARALEGAL, "slug: paralegal\n", f"slug: paralegal\nformerly: {former}\n")
    (found,) = problems_of(files)
    assert found.startswith(f"roles/paralegal.yaml:2: {problem}")


def test_a_published_role_that_goes_without_a_redirect_is_told_loudly(loaded, capsys):
    for name in (PARALEGAL, "rules/paralegal.yaml", "milestones/law.yaml"):
        loaded.remove(name)
    report = content.load(loaded.folder, dry_run=True)
    assert report.warnings == [
        "role paralegal: removed, and its address leads nowhere now; if it has another slug, "
        "say “formerly: [paralegal]” there and load again"
    ]
    command(loaded.folder)
    assert "warning: role paralegal: removed" in capsys.readouterr().err


# Broken content: every problem, and nothing written


def test_every_problem_of_every_file_is_listed_and_nothing_is_written(files):
    files.change(PARALEGAL, "status: published", "status: printed\nsummaryy: You.")
    files.change(PARALEGAL, "importance: 62.5, source: the-times", "importance: 120, source: the-tmes")
    files.change(PARALEGAL, "{text: Sort the mail, source: the-times}", "{text: Sort the mail}")
    files.change("places.yaml", "code: US-NY, name: New York", "code: US-NY, name: 12")
    files.write("issuers.yaml", "issuers:\n- slug: nala\n\ttitle: NALA\n")
    assert problems_of(files) == [
        "issuers.yaml:3: is not YAML: found a tab character that violates indentation; a line may not be indented "
        "with tabs",
        "places.yaml:4: places.name: should be text; put a number, a date, true or false in quotes (got 12)",
        "roles/paralegal.yaml:5: status: should be one of draft, published, retired (got 'printed')",
        "roles/paralegal.yaml:6: summaryy: there is no such field here; did you mean “summary”? (got 'You.')",
        "roles/paralegal.yaml:15: duties.source: is missing; give one, or say “status: draft”",
        "roles/paralegal.yaml:17: skills.importance: Importance runs from 0 to 100 (got importance 120)",
        "roles/paralegal.yaml:17: skills.source: there is no source of this name; did you mean the-times? "
        "(got 'the-tmes')",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        pytest.param(
            PARALEGAL, "slug: paralegal", "slug: a-vs-b", "1: slug: Use small letters and digits", id="slug with vs"
        ),
        pytest.param(
            PARALEGAL,
            "title: Paralegal\n",
            "title: Legal assistant\n",
            "2: title: Another role written here has this title: it is at",
            id="curated title twice",
        ),
        pytest.param(
            PARALEGAL,
            "slug: paralegal",
            "slug: legal-assistant",
            "1: slug: this role is at",
            id="slug twice",
        ),
        pytest.param(
            PARALEGAL,
            "Sort the mail",
            "Talk to witnesses",
            "14: duties.key: this role duty is at",
            id="two facts of one key",
        ),
        pytest.param(
            "vocabulary.yaml",
            "title: Typing, kind: technical}",
            "title: Typing, kind: technical, onet_element: 2.A.1.c}\n"
            "- {slug: letters, title: Letters, kind: technical, onet_element: 2.A.1.c}",
            "17: skills.onet_element: Another of our own is this one of O*NET’s already: it is at",
            id="one of O*NET's twice",
        ),
        pytest.param(
            PARALEGAL,
            "field: law",
            "field: law\nparent: paralegal",
            "5: parent: A role cannot be a specialty of",
            id="own parent",
        ),
        pytest.param(
            "places.yaml",
            "name: United States,",
            "name: United States, parent: US-CA,",
            "2: places.parent: leads round in a circle: US → US-CA → US (got",
            id="circle",
        ),
        pytest.param(
            "milestones/law.yaml",
            "min: 0, max: 7.5",
            "min: 8, max: 7.5",
            "21: milestones.routes.costs.min: The cost must run from low to high (got min 8, max 7.5)",
            id="range upside down",
        ),
        pytest.param(
            "milestones/law.yaml",
            "max: 7.5",
            "max: 7.123",
            "costs.max: Ensure that there are no more than 2",
            id="digits",
        ),
        pytest.param(
            "vocabulary.yaml",
            'code: "23"',
            "code: 23",
            "6: fields.major_groups.code: should be text",
            id="unquoted code",
        ),
        pytest.param(
            "sources/press.yaml",
            "published_on: 2025-05-01",
            'published_on: "2025-05-01"',
            "13: sources.published_on: should be a date like 2025-05-01, without quotes",
            id="quoted date",
        ),
        pytest.param(
            "sources/press.yaml",
            "undated: true",
            "undated: false",
            "6: sources.undated: Give the date of the page",
            id="neither date nor undated",
        ),
        pytest.param(
            "rules/paralegal.yaml",
            "role: paralegal",
            "role: paralgal",
            "1: role: there is no role of this name",
            id="whose rules",
        ),
        pytest.param(
            "rules/paralegal.yaml", "role: paralegal\n", "", "1: role: should name one row", id="nobody's rules"
        ),
        pytest.param(
            "issuers.yaml", "issuers:", "isuers:", "1: isuers: there is no such field here; did you", id="list"
        ),
        pytest.param(PARALEGAL, "skills:\n", "skills: typing\nx:\n", "skills: should be a list", id="no list"),
    ],
)
def test_a_problem_says_where_it_is(files, name, old, new, problem):
    files.change(name, old, new)
    found = problems_of(files)
    assert any(each.startswith(f"{name}:") and problem in each for each in found), found


def test_a_wrong_slug_is_not_reported_at_every_row_that_names_it(files):
    files.change("sources/press.yaml", "slug: the-times", "slug: The-Times")
    for name in (PARALEGAL, "certifications/cp.yaml", "rules/paralegal.yaml", "milestones/law.yaml"):
        files.write(name, files.read(name).replace("source: the-times", "source: The-Times"))
    assert len(problems_of(files)) == 1


@pytest.mark.parametrize("name", ["role/paralegal.yaml", "roles/law/paralegal.yaml", "notes.yml", "roles/x.YAML"])
def test_a_file_in_no_known_place_is_a_problem(files, name):
    files.write(name, "slug: x\n")
    assert problems_of(files) == [f"{name}:1: is not a file that content is kept in; see README.md there"]


def test_a_folder_that_is_named_like_a_file_is_a_problem(files):
    (files.folder / "roles" / "x.yaml").mkdir()
    assert problems_of(files) == ["roles/x.yaml:1: cannot be read: Is a directory"]


def test_an_empty_folder_is_a_problem(tmp_path):
    with pytest.raises(BadContent, match="there are no content files in this folder"):
        content.load(tmp_path)


def test_what_only_the_database_knows_is_a_problem_with_its_line_and_nothing_is_written(loaded):
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE UNIQUE INDEX no_notary ON roles_role ((field_id + 0)) WHERE slug IN ('notary', 'paralegal')"
        )
    loaded.write("roles/notary.yaml", "slug: notary\ntitle: Notary\nsummary: You.\nfield: law\n")
    loaded.write("roles/clerk.yaml", "slug: clerk\ntitle: Clerk\nsummary: You.\nfield: law\n")
    loaded.change(PARALEGAL, "summary: You do legal work.", "summary: You work.")
    with pytest.raises(BadContent, match=r"roles/notary\.yaml:1: the database refuses this role: .*no_notary.*$"):
        content.load(loaded.folder)
    assert Role.objects.count() == 2
    assert Role.objects.get(slug="paralegal").summary == "You do legal work."
    assert DataVersion.objects.current() == 1


# The command


def test_the_command_says_what_it_did(files):
    assert command(files.folder) == "34 created, 0 updated, 0 kept, 0 conflicts\n"
    Role.objects.filter(slug="paralegal").update(title="My paralegal")
    assert command(files.folder) == (
        "conflict: role paralegal: edited here; kept with its own title\n0 created, 0 updated, 33 kept, 1 conflicts\n"
    )
    assert command(files.folder, verbosity=0) == ""


def test_a_dry_run_says_what_would_happen_and_writes_nothing(loaded):
    loaded.change(PARALEGAL, "title: Paralegal\n", "title: Law paralegal\n")
    out = command(loaded.folder, "--dry-run", verbosity=2)
    assert out == ("update role paralegal\n0 created, 1 updated, 33 kept, 0 conflicts (dry run: nothing was written)\n")
    assert Role.objects.get(slug="paralegal").title == "Paralegal"
    assert DataVersion.objects.current() == 1


def test_a_check_writes_nothing(files):
    assert command(files.folder, "--check") == f"{files.folder} can be loaded.\n"
    assert not Role.objects.exists()
    assert not LoadedRow.objects.exists()
    assert not DataVersion.objects.current()


@pytest.mark.parametrize("option", [[], ["--check"], ["--dry-run"]], ids=["load", "check", "dry run"])
def test_broken_content_ends_the_command_with_all_problems(files, option):
    files.change(PARALEGAL, "status: published", "status: 1")
    files.change("issuers.yaml", "title: NALA", "titlle: NALA")
    with pytest.raises(
        CommandError, match=r"(?s)issuers.yaml:2: .*issuers.yaml:2: .*paralegal.yaml:5: .*3 problems"
    ) as caught:
        command(files.folder, *option)
    assert caught.value.returncode == 1
    assert not Role.objects.exists()

"""Content files and imports side by side: each leaves the other's rows alone, and files win."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careers import content
from onet.importing import import_release
from roles.models import Duty, Occupation, Role, RoleCode, RoleDuty, RoleSkill, RoleTitle, RoleTool, Skill, SurveyShare
from tests.content import Content
from tests.onet.made import release

pytestmark = pytest.mark.django_db

GROUPS = '- {code: "23", title: Legal occupations}\n'
LEGAL_SECRETARY = """\
slug: {slug}
title: Legal secretary
summary: You keep a law office running.
field: law
status: published
codes:
- {{occupation: "onet:43-6012.00", use: title, primary: true}}
"""
OCCUPATION = """\
system: onet
code: 43-6012.00
title: Legal Secretaries
"""


@pytest.fixture
def files(tmp_path):
    files = Content(tmp_path / "fixtures")
    files.change("vocabulary.yaml", GROUPS, f'{GROUPS}  - {{code: "43", title: Office occupations}}\n')
    content.load(files.folder)
    return files


@pytest.fixture
def imported(files, tmp_path):
    def bring(number="30.1", **tables):
        return import_release(release(tmp_path / f"release-{number}", number=number, **tables))

    bring()
    return bring


def load(files):
    """What a load did: created, updated, removed, conflicts."""
    report = content.load(files.folder)
    return len(report.created), len(report.updated), len(report.removed), report.conflicts


def reasons(row):
    return list(row.history.order_by("history_id").values_list("history_change_reason", flat=True))


def test_files_load_as_before_beside_imported_rows(files, imported):
    there = RoleTitle.objects.filter(imported=True).count()
    assert load(files) == (0, 0, 0, [])
    assert RoleTitle.objects.filter(imported=True).count() == there > 0


def test_a_dump_leaves_imported_rows_out_and_loads_again_without_a_change(files, imported, tmp_path):
    content.dump(tmp_path / "out")
    assert not (tmp_path / "out/roles/legal-secretary.yaml").exists()
    assert "Legal Aide" not in (tmp_path / "out/roles/paralegal.yaml").read_text()
    report = content.load(tmp_path / "out")
    assert (report.created, report.updated, report.removed, report.conflicts) == ([], [], [], [])
    assert not any(counts.any_change for counts in imported().counts.values())


def test_a_load_costs_no_more_queries_and_no_more_rows_with_more_imported_ones(files, imported):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            load(files)
        return len(queries)

    before = cost()
    more = "".join(f"43-6012.00|Name {n}|n/a|08\n" for n in range(100))
    imported("30.2", Alternate_Titles=f"O*NET-SOC Code|Alternate Title|Short Title|Source(s)\n{more}")
    assert cost() == before


def test_a_file_takes_over_the_imported_row_of_the_same_name_in_place(files, imported):
    there = RoleTitle.objects.get(role__slug="paralegal", key="legal-aide")
    files.change("roles/paralegal.yaml", "titles:\n", "titles:\n- {title: Legal aide, source: the-times}\n")
    assert load(files) == (0, 1, 0, [])
    there.refresh_from_db()
    assert (there.title, there.imported, there.source.slug) == ("Legal aide", False, "the-times")
    assert reasons(there) == ["Brought in by an import", "Loaded from roles/paralegal.yaml"]
    assert load(files) == (0, 0, 0, [])
    imported("30.2")
    there.refresh_from_db()
    assert there.title == "Legal aide"


def test_a_file_takes_over_words_and_roles_too(files, imported):
    there = Role.objects.get(slug="legal-secretary")
    files.write("occupations/onet-43-6012.00.yaml", OCCUPATION)
    files.write("roles/legal-secretary.yaml", LEGAL_SECRETARY.format(slug="legal-secretary"))
    created, updated, removed, conflicts = load(files)
    assert (created, updated, removed, conflicts) == (0, 3, 0, [])  # the code, the role, and how it leans on it
    there.refresh_from_db()
    assert (there.summary, there.imported, there.origin) == ("You keep a law office running.", False, "curated")
    assert there.duties.get().imported
    assert load(files) == (0, 0, 0, [])
    assert not any(counts.any_change for counts in imported().counts.values())


def test_a_duty_of_ours_that_the_files_say_is_an_activity_takes_its_place(files, imported):
    theirs = Duty.objects.get(onet_activity="Look up court decisions")
    files.change(
        "vocabulary.yaml",
        "title: Interview witnesses}",
        "title: Interview witnesses, onet_activity: Look up court decisions}",
    )
    assert load(files) == (0, 1, 0, [])
    assert load(files) == (0, 0, 0, [])
    imported()
    assert not Duty.objects.filter(pk=theirs.pk).exists()
    ours = Duty.objects.get(onet_activity="Look up court decisions")
    assert (ours.slug, ours.title, ours.imported) == ("interview-witnesses", "Interview witnesses", False)
    assert load(files) == (0, 0, 0, [])
    files.change("vocabulary.yaml", ", onet_activity: Look up court decisions", "")
    assert load(files) == (0, 1, 0, [])
    imported()
    assert Duty.objects.get(onet_activity="Look up court decisions").imported


def test_a_new_role_of_ours_stands_for_the_code_and_the_imported_one_leads_to_it(files, imported):
    files.write("occupations/onet-43-6012.00.yaml", OCCUPATION)
    files.write("roles/secretary.yaml", LEGAL_SECRETARY.format(slug="secretary"))
    assert load(files)[3] == []
    ours = Role.objects.get(slug="secretary")
    primary = RoleCode.objects.filter(occupation__code="43-6012.00", use="title", primary=True)
    assert [code.role for code in primary] == [ours]
    assert load(files) == (0, 0, 0, [])
    notes = imported("30.2").notes
    assert notes == [
        "Retired: 43-6012.00 Legal secretary stands under a role of ours now; its page leads on to “Legal secretary”."
    ]
    theirs = Role.objects.get(slug="legal-secretary")
    assert (theirs.status, theirs.replaced_by) == ("retired", ours)
    assert ours.titles.filter(title="Legal Secretaries").exists()
    assert load(files) == (0, 0, 0, [])


def test_imported_words_that_our_rows_name_are_dumped_with_them(files, imported, tmp_path):
    theirs = Role.objects.get(slug="legal-secretary")
    duty = theirs.duties.get()
    duty.text = "Type letters and file them"
    duty.save()
    duty.duties.add(Duty.objects.get(imported=True))
    content.dump(tmp_path / "out")
    text = (tmp_path / "out/roles/legal-secretary.yaml").read_text()
    assert "Type letters and file them" in text
    assert "origin: onet" in text
    words = (tmp_path / "out/vocabulary.yaml").read_text()
    assert "Look up court decisions" in words
    assert "Look up legal matters" in words
    assert "Repairing" not in words
    content.read(tmp_path / "out")  # and all of it can be loaded elsewhere


def test_a_role_that_goes_from_the_files_takes_what_was_imported_for_it_along(files, imported):
    assert RoleTool.objects.filter(role__slug="paralegal").count() == 0
    ours = Role.objects.get(slug="paralegal")
    assert ours.titles.filter(imported=True).exists()
    for name in ("roles/paralegal.yaml", "rules/paralegal.yaml", "milestones/law.yaml"):
        files.remove(name)
    assert load(files)[3] == []
    assert not Role.objects.filter(pk=ours.pk).exists()
    assert not RoleTitle.objects.filter(role=ours.pk).exists()


def test_a_word_that_goes_from_the_files_stays_where_imported_rows_name_it(files, imported):
    files.change(
        "vocabulary.yaml",
        "- {slug: typing, title: Typing, kind: technical}\n",
        "- {slug: typing, title: Typing, kind: technical}\n"
        "- {slug: mending, title: Mending, kind: technical, onet_element: 2.B.3.l}\n",
    )
    files.change(
        "roles/paralegal.yaml",
        "use: title, primary: true}",
        'use: title, primary: true}\n- {occupation: "onet:23-2011.00", use: duties, primary: true}',
    )
    load(files)
    imported("30.2")
    assert RoleSkill.objects.get(skill__slug="mending").imported
    files.change("vocabulary.yaml", "- {slug: mending, title: Mending, kind: technical, onet_element: 2.B.3.l}\n", "")
    assert load(files)[3] == ["skill mending: no longer in the files, but something outside the files needs it; kept"]
    assert Skill.objects.filter(slug="mending").exists()


def test_shares_of_the_files_do_not_stand_beside_those_of_the_survey(files, imported):
    def shares():
        return list(SurveyShare.objects.order_by("question").values_list("question", "category", "imported"))

    survey = [("education", "Bachelor’s degree", True), ("training", "Up to 1 month", True)]
    assert shares() == survey
    files.change(
        "occupations/onet-23-2011.00.yaml",
        "pay:\n",
        "shares:\n- {question: education, category: Some college, percent: 50, source: the-post}\npay:\n",
    )
    load(files)
    assert shares() == [("education", "Some college", False), survey[1]]
    imported("30.2")
    assert shares() == [("education", "Some college", False), survey[1]]
    gone = SurveyShare.history.filter(history_type="-")
    assert [(each.category, each.history_user) for each in gone] == [("Bachelor’s degree", None)]


def test_our_own_duties_are_told_from_imported_ones(files, imported):
    assert not RoleDuty.objects.filter(role__slug="paralegal", imported=True).exists()
    assert Occupation.objects.get(code="23-2011.00").imported is False

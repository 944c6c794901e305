"""What `import_onet` says, and that the database is as before wherever it cannot go on."""

import io
import sys
import zipfile
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from onet.progress import Bar
from roles.models import (
    Duty,
    MajorGroup,
    Occupation,
    RelatedOccupation,
    Role,
    RoleDuty,
    RoleInterest,
    RoleSkill,
    RoleTitle,
    RoleTool,
    Skill,
    SurveyShare,
)
from sources.models import DataVersion, ImportRun
from tests.onet.made import ALWAYS, OLD, RATING_HEAD, READING, release, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("major_groups")]


def run(path, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_onet", str(path), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refusal(path, **options):
    """What the command says when it stops; nothing of the database has changed."""
    before = snapshot()
    with pytest.raises(CommandError) as error:
        run(path, **options)
    assert snapshot() == before
    return str(error.value)


def snapshot():
    return (DataVersion.objects.current(), Role.objects.count(), RoleTitle.objects.count(), ImportRun.objects.count())


def test_it_says_what_came_and_keeps_that_for_the_admin(tmp_path):
    said, _ = run(release(tmp_path / "release"))
    assert "roles: 2 added, 0 changed, 0 removed, 0 as they were" in said
    kept = ImportRun.objects.get()
    assert (kept.release, kept.changed) == ("O*NET 30.1", True)
    assert "roles: 2 added" in kept.words


def test_the_same_release_again_says_that_nothing_changed(tmp_path):
    folder = release(tmp_path / "release")
    run(folder)
    said, _ = run(folder)
    assert "Nothing changed: all of O*NET 30.1 is here already." in said
    assert ImportRun.objects.first().changed is False


def test_a_zip_is_brought_in_like_a_folder(tmp_path):
    run(zipped(release(tmp_path / "release")))
    assert Role.objects.filter(origin="onet").count() == 2


def test_a_dry_run_says_all_and_writes_nothing(tmp_path):
    before = snapshot()
    said, _ = run(release(tmp_path / "release"), dry_run=True)
    assert "roles: 2 added" in said
    assert said.endswith("Dry run: nothing was written.\n")
    assert snapshot() == before


def test_missing_tables_are_said(tmp_path):
    said, _ = run(release(tmp_path / "release", without="Skills.txt"))
    assert "Skills.txt is not in this release: what it would say stays as it is here." in said


def next_release(tmp_path, **files):
    gone = ALWAYS["Occupation Data.txt"].replace("43-6012.00|Legal Secretaries|Keep a law office running.\n", "")
    tables: dict[str, Any] = {
        "Occupation_Data": gone + "23-2093.00|Title Examiners|Search records.\n",
        "Task_Statements": ALWAYS["Task Statements.txt"].replace("43-6012.00|102", "23-2011.00|102"),
        "Related_Occupations": ALWAYS["Related Occupations.txt"].replace("|43-6012.00", "|23-2093.00"),
    }
    return release(tmp_path / "next", number="30.2", **tables | files)


def test_the_next_release_names_what_came_and_retires_what_went(tmp_path):
    run(release(tmp_path / "release"))
    said, _ = run(next_release(tmp_path))
    assert "New: 23-2093.00 Title Examiners." in said
    assert "Retired: 43-6012.00 Legal secretary is no longer in O*NET 30.2; no successor is known." in said
    gone = Role.objects.get(slug="legal-secretary")
    assert (gone.status, gone.replaced_by) == ("retired", None)
    reasons = list(
        Role.history.filter(id=gone.pk).order_by("history_id").values_list("history_change_reason", flat=True)
    )
    assert reasons == ["Brought in by an import", "No longer in O*NET 30.2"]
    # What was known of it stays, as of the release that last had it.
    assert [row.source.slug for row in gone.duties.all()] == ["onet-30-1"]
    again, _ = run(next_release(tmp_path))
    assert "Nothing changed" in again
    assert "Retired" not in again


def test_a_retired_role_leads_on_to_the_successor_that_a_table_names(tmp_path):
    run(release(tmp_path / "release"))
    table = tmp_path / "successors.csv"
    table.write_text("Old code,New code\n43-6012.00,23-2093.00\n")
    said, _ = run(next_release(tmp_path), successors=table)
    assert "its page leads on to “Title examiner”" in said
    assert Role.objects.get(slug="legal-secretary").replaced_by.slug == "title-examiner"


@pytest.mark.parametrize(
    ("successors", "words"),
    [
        ("43-6012.00,43-6019.00\n43-6019.00,23-2093.00\n", "its page leads on to “Title examiner”."),
        ("43-6012.00,43-6019.00\n", "43-6019.00, which came instead, has no role."),
        ("43-6012.00,43-6019.00\n43-6019.00,43-6012.00\n", "no successor is known."),
        ("43-6012.00,43-6012.00\n", "no successor is known."),
    ],
    ids=["gone too", "unknown", "in a circle", "itself"],
)
def test_a_successor_may_have_one_of_its_own_or_be_unknown(tmp_path, successors, words):
    run(release(tmp_path / "release"))
    table = tmp_path / "successors.csv"
    table.write_text(successors)
    said, _ = run(next_release(tmp_path), successors=table)
    assert f"Legal secretary is no longer in O*NET 30.2; {words}" in said


def test_an_occupation_that_comes_back_is_offered_again(tmp_path):
    run(release(tmp_path / "release"))
    run(next_release(tmp_path))
    run(release(tmp_path / "release", number="30.3"))
    assert Role.objects.get(slug="legal-secretary").status == "published"


def test_a_role_that_somebody_edited_is_not_retired_but_named(tmp_path):
    run(release(tmp_path / "release"))
    edited = Role.objects.get(slug="legal-secretary")
    edited.summary = "You keep a law office running."
    edited.save()
    said, _ = run(next_release(tmp_path))
    assert "Left alone: 43-6012.00 Legal secretary is no longer in O*NET 30.2, but somebody edited" in said
    edited.refresh_from_db()
    assert (edited.status, edited.summary) == ("published", "You keep a law office running.")


def test_a_role_that_somebody_deleted_does_not_come_back_nor_does_what_belonged_to_it(tmp_path):
    folder = release(tmp_path / "release")
    run(folder)
    Role.objects.get(slug="legal-secretary").delete()
    said, _ = run(folder)
    assert "Nothing changed" in said
    assert not Role.objects.filter(slug__startswith="legal-secretary").exists()


BAD = (
    f"{RATING_HEAD}\n{READING}\n"
    "23-2011.00|2.A.1.a|Reading Comprehension|LV|9.50|8|0.1|3.8|4.3|N|N|08/2023|Analyst\n"
    "23-2011.00|2.A.9.z|Unknown|IM|4.00|8|0.1|3.8|4.3|N|n/a|08/2023|Analyst\n"
)


def test_bad_rows_are_all_named_and_nothing_is_written(tmp_path):
    said = refusal(
        release(tmp_path / "release", Skills=BAD, Job_Zones=f"{ALWAYS['Job Zones.txt']}43-6012.00|9|08/2023|A\n")
    )
    assert "Skills.txt:3: Data Value: should be from 0 to 7 on the scale LV (got 9.50)" in said
    assert "Skills.txt:4: Element ID: is not in Content Model Reference (got '2.A.9.z')" in said
    assert "Job Zones.txt:3: Job Zone: should be less than or equal to 5 (got '9')" in said
    assert said.endswith("3 problems. Nothing was written. With --skip-bad, bad rows are left out and named.")


def test_bad_rows_are_left_out_and_named_when_asked(tmp_path):
    said, err = run(release(tmp_path / "release", Skills=BAD), skip_bad=True)
    assert "left out: Skills.txt:3: Data Value" in err
    assert "2 bad rows were left out." in said
    assert RoleSkill.objects.get(skill__slug="reading-comprehension").level is None


def test_the_zone_of_a_row_that_is_left_out_stays(tmp_path):
    run(release(tmp_path / "release"))
    before = dict(Occupation.objects.values_list("code", "job_zone"))
    wrong = ALWAYS["Job Zones.txt"].replace("|3|", "|9|")
    said, _ = run(release(tmp_path / "next", number="30.2", Job_Zones=wrong), skip_bad=True)
    assert "1 bad row was left out." in said
    assert dict(Occupation.objects.values_list("code", "job_zone")) == before


def test_an_occupation_whose_row_is_left_out_is_not_called_gone(tmp_path):
    run(release(tmp_path / "release"))
    wrong = ALWAYS["Occupation Data.txt"].replace("43-6012.00|Legal Secretaries", "43-6012.00|")
    said, _ = run(release(tmp_path / "next", number="30.2", Occupation_Data=wrong), skip_bad=True)
    assert "Left alone: 43-6012.00 Legal secretary has no good row in Occupation Data." in said
    assert "Retired" not in said
    left = Role.objects.get(slug="legal-secretary")
    assert (left.status, [row.source.slug for row in left.duties.all()]) == ("published", ["onet-30-1"])


def facts():
    """All that is known of roles and codes, but for which release says so."""
    kinds: dict[Any, list[str]] = {
        RoleTitle: ["key", "title"],
        RoleDuty: ["key", "text", "importance", "duties__title"],
        RoleSkill: ["key", "importance", "level", "low_precision", "as_of"],
        RoleTool: ["title", "category", "hot"],
        RoleInterest: ["interest", "score"],
        SurveyShare: ["key", "category", "percent", "n"],
        RelatedOccupation: ["occupation", "other", "tier"],
        Skill: ["slug", "title"],
        Duty: ["slug", "title", "topic__title"],
    }
    return {kind.__name__: sorted(map(repr, kind.objects.values_list(*names))) for kind, names in kinds.items()}


@pytest.mark.parametrize(
    ("file", "good", "bad"),
    [
        ("Alternate Titles.txt", "Legal Aide", ""),
        ("Sample of Reported Titles.txt", "|Y", "|maybe"),
        ("Task Statements.txt", "Core", "Cor"),
        ("Tasks to DWAs.txt", "D02", "D99"),
        ("DWA Reference.txt", "Look up court decisions.", ""),
        ("Content Model Reference.txt", "Mending machines", ""),
        ("Skills.txt", "LV|3.50", "LV|high"),
        ("Knowledge.txt", "5.00", "9.00"),
        ("Technology Skills.txt", "|Y|N", "|?|N"),
        ("Interests.txt", "4.33", "much"),
        ("Education, Training, and Experience.txt", "42.86", "142.86"),
        ("Education, Training, and Experience Categories.txt", "RL|6", "RL|six"),
        ("Related Occupations.txt", "Primary-Short", "Primary"),
    ],
)
def test_a_fact_whose_row_is_left_out_stays_as_it_was(tmp_path, file, good, bad):
    run(release(tmp_path / "release"))
    before = facts()
    assert all(before.values())
    tables = ALWAYS | OLD
    assert good in tables[file]
    wrong: dict[str, Any] = {file.removesuffix(".txt").replace(" ", "_"): tables[file].replace(good, bad)}
    said, _ = run(release(tmp_path / "next", number="30.2", **wrong), skip_bad=True)
    assert "left out." in said
    assert facts() == before


def test_duties_behind_one_whose_row_is_left_out_keep_their_places(tmp_path):
    more = "".join(f"23-2011.00|{n}|Do task {n}.|Core|95|08/2023|Incumbent\n" for n in range(103, 106))
    tasks = ALWAYS["Task Statements.txt"] + more
    run(release(tmp_path / "release", Task_Statements=tasks))
    before = dict(RoleDuty.objects.values_list("key", "position"))
    wrong = tasks.replace("Look up cases.|Core", "Look up cases.|Cor").replace("Do task 104", "Do task four")
    said, _ = run(release(tmp_path / "release", Task_Statements=wrong), skip_bad=True)
    assert "role duties: 0 added, 1 changed, 0 removed" in said
    assert dict(RoleDuty.objects.values_list("key", "position")) == before


def test_what_good_rows_beside_one_that_is_left_out_say_is_taken_over(tmp_path):
    run(release(tmp_path / "release"))
    wrong = OLD["Skills.txt"].replace("LV|3.50", "LV|high").replace("IM|4.00", "IM|3.00")
    run(release(tmp_path / "next", number="30.2", Skills=wrong), skip_bad=True)
    found = RoleSkill.objects.get(skill__slug="reading-comprehension")
    assert [found.importance, found.level] == [50, 50]


@pytest.mark.parametrize("skip_bad", [False, True])
def test_a_file_that_was_cut_off_stops_everything(tmp_path, skip_bad):
    folder = release(tmp_path / "release")
    tools = folder / "Technology Skills.txt"
    tools.write_bytes(tools.read_bytes()[:-9])
    assert "Technology Skills.txt:2: the file ends within this line, as if cut off" in refusal(
        folder, skip_bad=skip_bad
    )


def test_a_file_that_is_not_utf_8_stops_everything(tmp_path):
    folder = release(tmp_path / "release")
    (folder / "Interests.txt").write_bytes((folder / "Interests.txt").read_bytes().replace(b"Machine", b"Mach\xefne"))
    assert "Interests.txt:2: is not UTF-8 text" in refusal(folder)


def test_a_renamed_column_stops_everything(tmp_path):
    text = OLD["Technology Skills.txt"].replace("Hot Technology", "Hot")
    said = refusal(release(tmp_path / "release", Technology_Skills=text))
    assert "Technology Skills.txt:1: Hot Technology: the file has no such column" in said


def test_an_older_release_is_refused(tmp_path):
    said = refusal(release(tmp_path / "release", number="24.3"))
    assert "codes are older than those of 2019" in said
    assert said.endswith("Nothing was written.")


def test_a_zip_with_a_path_that_climbs_out_is_refused(tmp_path):
    path = zipped(release(tmp_path / "release"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../outside.txt", "x")
    assert "leads out of it" in refusal(path)
    assert not (tmp_path.parent / "outside.txt").exists()


def test_a_zip_bomb_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("Occupation Data.txt", "w") as file:
        for _ in range(501):
            file.write(bytes(1_000_000))
    assert "at most 500,000,000 are read" in refusal(path)


def test_a_path_that_is_not_there_is_refused(tmp_path):
    assert "There is no folder or zip" in refusal(tmp_path / "nowhere")


def test_without_the_fields_that_roles_stand_in_it_says_what_to_do(tmp_path):
    MajorGroup.objects.all().delete()
    said = refusal(release(tmp_path / "release"))
    assert said.startswith("No field takes the occupations of major group 23. Load the content first: manage.py load_f")


@pytest.mark.parametrize("wrong", ["23-2011,23-2012\n", "old\n23-2011.00\n", "a,b\nc,d\n"])
def test_a_table_of_successors_that_is_none_is_refused(tmp_path, wrong):
    table = tmp_path / "successors.csv"
    table.write_text(f"Old,New\n{wrong}")
    assert "should be two codes like 23-2011.00" in refusal(release(tmp_path / "release"), successors=table)


def test_a_table_of_successors_as_excel_saves_it_is_read_from_its_first_line(tmp_path):
    run(release(tmp_path / "release"))
    table = tmp_path / "successors.csv"
    table.write_text("43-6012.00,23-2093.00\n", encoding="utf-8-sig")
    assert "its page leads on to “Title examiner”" in run(next_release(tmp_path), successors=table)[0]


def test_a_first_line_of_successors_with_a_wrong_code_is_not_taken_for_heads(tmp_path):
    table = tmp_path / "successors.csv"
    table.write_text("43-6012.00,23-2093\n")
    assert "line 1: should be two codes" in refusal(release(tmp_path / "release"), successors=table)


def test_a_release_that_only_lacks_an_occupation_changes_something(tmp_path):
    run(release(tmp_path / "release"))
    before = DataVersion.objects.current()
    path = release(tmp_path / "next", number="30.2", without="Related Occupations.txt")
    for name in ("Occupation Data.txt", "Task Statements.txt"):
        lines = (path / name).read_bytes().splitlines(keepends=True)
        (path / name).write_bytes(b"".join(line for line in lines if not line.startswith(b"43-6012.00")))
    said, _ = run(path)
    assert "roles: 0 added, 0 changed, 0 removed, 1 as they were; 1 retired" in said
    assert "Nothing changed" not in said
    assert DataVersion.objects.current() > before
    assert ImportRun.objects.first().changed


def test_an_import_that_would_retire_many_roles_is_refused_unless_it_is_meant(tmp_path):
    codes = "".join(f"43-{number}.00|Clerks {number}|File.\n" for number in range(6021, 6081))
    tables: dict[str, Any] = {
        "Occupation_Data": ALWAYS["Occupation Data.txt"] + codes,
        "Alternate_Titles": OLD["Alternate Titles.txt"] + "43-6080.00|Clerk|n/a|08\n",
    }
    run(release(tmp_path / "whole", **tables))
    cut = release(tmp_path / "cut")
    said = "60 of 62 roles would be retired. Was a table cut off? If it is whole, --fewer lets them go."
    assert refusal(cut) == f"{said} Nothing was written."
    assert "60 retired" in run(cut, fewer=True)[0]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="these settings are those of SQLite")
def test_a_database_that_cannot_be_written_is_said(tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            said = refusal(release(tmp_path / "release"))
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert said == ("The database could not be used: attempt to write a readonly database. Nothing was written.")


def test_a_terminal_shows_a_bar_with_rows_and_the_time_left():
    stream = io.StringIO()
    bar = Bar(1_000_000, stream)
    bar.done, bar.rows = 250_000, 1_234
    assert bar.words(10) == "[########----------------------] 1,234 rows, 30 s left"
    with bar:
        bar.show()
    assert stream.getvalue().startswith("\r\x1b[K[########---")
    assert stream.getvalue().endswith("\r\x1b[K")


def test_when_all_is_read_the_bar_tells_what_is_still_to_do(tmp_path, monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    run(release(tmp_path / "release"))
    assert "rows, then search and related roles\r\x1b[K" in stream.getvalue()


def test_elsewhere_each_table_has_a_line(tmp_path):
    said, _ = run(release(tmp_path / "release"))
    assert "Task Statements: 2 rows read\n" in said


def test_what_it_needs_to_say_it_says_without_lines_when_told_to_be_quiet(tmp_path, capsys):
    said, err = run(release(tmp_path / "release"), verbosity=0)
    assert (said, err, capsys.readouterr().out) == ("", "", "")


def test_an_older_release_is_refused_unless_it_is_asked_for(tmp_path):
    run(release(tmp_path / "newer", number="30.1"))
    older = release(tmp_path / "older", number="29.10")
    said = refusal(older)
    assert said.startswith("O*NET 30.1 is here, and O*NET 29.10 is older. It would take back what came since.")
    assert "--older" in said
    run(older, older=True)
    assert set(RoleTitle.objects.values_list("source__slug", flat=True)) == {"onet-29-10"}


def test_links_of_duties_that_move_are_a_change_and_are_told(tmp_path):
    run(release(tmp_path / "release"))
    moved = OLD["Tasks to DWAs.txt"].replace("23-2011.00|101", "43-6012.00|102")
    said, _ = run(release(tmp_path / "next", number="30.2", Tasks_to_DWAs=moved))
    assert "links of duties to activities: 1 added, 0 changed, 1 removed, 0 as they were" in said
    assert "Nothing changed" not in said


def test_a_release_that_says_the_same_is_cited_from_then_on(tmp_path):
    run(release(tmp_path / "release"))
    said, _ = run(release(tmp_path / "next", number="30.2"))
    assert "Nothing changed: all of O*NET 30.2 is here already, and 19 rows cite it now." in said


def test_the_hint_at_leaving_rows_out_is_given_only_where_that_helps(tmp_path):
    rows = release(tmp_path / "rows", Job_Zones=ALWAYS["Job Zones.txt"].replace("|3|", "|9|"))
    assert "With --skip-bad" in refusal(rows)
    columns = release(tmp_path / "columns", Job_Zones=ALWAYS["Job Zones.txt"].replace("Job Zone|", "Zone|", 1))
    assert "skip-bad" not in refusal(columns)
    assert "skip-bad" not in refusal(columns, skip_bad=True)


@pytest.mark.parametrize("use", ["title", "duties"])
def test_a_role_whose_code_somebody_took_off_loses_nothing(use, tmp_path):
    folder = release(tmp_path / "release")
    run(folder)
    role = Role.objects.get(slug="paralegal")
    had = {name: getattr(role, name).count() for name in ("titles", "duties", "skills", "tools")}
    named = role.duties.get().duties.count()
    role.codes.get(use=use).delete()
    said, _ = run(folder)
    assert {name: getattr(role, name).count() for name in had} == had
    assert role.duties.get().duties.count() == named == 1
    assert "Left alone: what “Paralegal” has, since somebody took a code off it here." in said


def many_titles(count):
    head = OLD["Alternate Titles.txt"].splitlines()[0]
    return f"{head}\n" + "".join(f"43-6012.00|Name number {n}|n/a|08\n" for n in range(count))


def test_an_import_that_would_take_much_away_is_refused_unless_it_is_meant(tmp_path):
    run(release(tmp_path / "whole", Alternate_Titles=many_titles(1000)))
    short = release(tmp_path / "short", Alternate_Titles=many_titles(400))
    said = "600 of 1,003 role titles would go. Was a table cut off? If it is whole, --fewer lets them go."
    assert refusal(short) == f"{said} Nothing was written."
    assert refusal(short, dry_run=True) == f"{said} Nothing was written."
    assert "600 removed" in run(short, fewer=True)[0]


def test_an_import_that_takes_a_little_away_is_not_held_up(tmp_path):
    run(release(tmp_path / "whole", Alternate_Titles=many_titles(3000)))
    assert "500 removed" in run(release(tmp_path / "short", Alternate_Titles=many_titles(2500)))[0]


def test_a_table_that_ends_long_before_others_is_refused_unless_it_is_meant(tmp_path):
    codes = [f"43-{number}.00" for number in range(6021, 6041)]
    head, *_ = ALWAYS["Job Zones.txt"].splitlines()
    path = release(
        tmp_path / "cut",
        Occupation_Data=ALWAYS["Occupation Data.txt"] + "".join(f"{code}|Clerks {code}|File.\n" for code in codes),
        Task_Statements=ALWAYS["Task Statements.txt"]
        + "".join(f"{code}|{code[3:7]}|File.|Core|9|08/2023|Incumbent\n" for code in codes),
        Job_Zones=f"{head}\n" + "".join(f"{code}|3|08/2023|Analyst\n" for code in codes[:5]),
    )
    said = refusal(path)
    assert "Job Zones.txt ends with 43-6025.00, and others tell of 15 codes that follow. " in said
    assert said.endswith(" Was it cut off? If it is whole, --fewer brings it in as it is. Nothing was written.")
    assert "roles: 22 added" in run(path, fewer=True)[0]

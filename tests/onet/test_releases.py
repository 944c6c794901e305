from datetime import date
from decimal import Decimal

import pytest

from onet.folders import Refused
from onet.occupations import (
    ALTERNATE_TITLES,
    DETAILED_ACTIVITIES,
    ELEMENTS,
    INTERESTS,
    INTERMEDIATE_ACTIVITIES,
    JOB_ZONES,
    KNOWLEDGE,
    OCCUPATIONS,
    RELATED_OCCUPATIONS,
    REPORTED_TITLES,
    SKILLS,
    SURVEY_ANSWERS,
    SURVEY_CATEGORIES,
    TABLES,
    TASK_ACTIVITIES,
    TASKS,
    TECHNOLOGY_SKILLS,
    intermediate_titles,
)
from onet.releases import open_release
from sources.documents import BadContent
from tests.onet.made import ALWAYS, NEW, OLD, release, zipped

LAYOUTS = pytest.mark.parametrize("layout", [OLD, NEW], ids=["up to 30.2", "since 30.3"])


def everything(path):
    """All rows of all tables, by the type of the row."""
    with open_release(path) as opened:
        rows = {table: list(opened.reading.rows(table)) for table in TABLES}
        assert opened.reading.settle() == []
        assert opened.missing == ()
        return rows


@LAYOUTS
def test_every_table_is_read_under_its_names_of_then(tmp_path, layout):
    rows = everything(release(tmp_path / "release", layout))
    month = date(2023, 8, 1)
    assert [each.code for each in rows[OCCUPATIONS]] == ["23-2011.00", "43-6012.00"]
    assert [each[1:] for each in rows[ALTERNATE_TITLES]] == [("Legal Aide", None), ("Judicial Assistant (JA)", "JA")]
    assert rows[REPORTED_TITLES] == [("23-2011.00", "Legal Assistant", True)]
    assert rows[TASKS] == [
        ("23-2011.00", 101, "Look up cases.", "Core", month),
        ("43-6012.00", 102, "Type letters.", None, month),
    ]
    assert rows[TASK_ACTIVITIES] == [("23-2011.00", 101, "4.A.1.a.1.I05.D02")]
    assert rows[DETAILED_ACTIVITIES] == [
        ("4.A.1.a.1", "4.A.1.a.1.I05", "4.A.1.a.1.I05.D02", "Look up court decisions.")
    ]
    assert rows[TECHNOLOGY_SKILLS] == [("23-2011.00", "Word processor", "Word processing software", True, False)]
    assert rows[JOB_ZONES] == [("23-2011.00", 3, month)]
    assert rows[RELATED_OCCUPATIONS] == [("23-2011.00", "43-6012.00", "Primary-Short", 1)]
    assert rows[INTERESTS] == [("23-2011.00", "1.B.1.e", "OI", Decimal("4.33"), date(2023, 11, 1))]
    assert [(each.scale, each.category, each.value) for each in rows[SURVEY_ANSWERS]] == [
        ("RL", 6, Decimal("42.86")),
        ("OJ", 2, Decimal("25.00")),
    ]
    assert [each.text for each in rows[SURVEY_CATEGORIES]] == ["Bachelor's Degree", "Up to and including 1 month"]


@LAYOUTS
def test_ratings_keep_their_flags(tmp_path, layout):
    rows = everything(release(tmp_path / "release", layout))
    important, level, repairing = rows[SKILLS]
    assert (important.value, level.value, repairing.value) == (4, Decimal("3.5"), 0)
    assert (important.low_precision, important.not_relevant) == (False, None)
    assert (repairing.low_precision, repairing.not_relevant) == (True, True)
    (law,) = rows[KNOWLEDGE]
    assert (law.value, law.low_precision, law.asked) == (5, None, 28)


@LAYOUTS
def test_intermediate_activities_have_titles_in_every_layout(tmp_path, layout):
    with open_release(release(tmp_path / "release", layout)) as opened:
        assert intermediate_titles(opened.reading.rows(INTERMEDIATE_ACTIVITIES), opened.reading.rows(ELEMENTS)) == {
            "4.A.1.a.1.I05": "Look up legal matters."
        }


def test_a_zip_and_a_folder_read_the_same(tmp_path):
    folder = release(tmp_path / "release")
    assert everything(zipped(folder)) == everything(folder)


@LAYOUTS
def test_a_release_says_which_one_it_is(tmp_path, layout):
    with open_release(release(tmp_path / "any", layout, number="30.3")) as opened:
        assert (opened.name, opened.month, opened.renamed) == ("O*NET 30.3", date(2025, 12, 1), layout is NEW)


@pytest.mark.parametrize("name", ["O*NET® 31.0", "O*NET 31.0"])
def test_a_read_me_is_told_from_notes_beside_it(tmp_path, name):
    folder = release(tmp_path / "release", Read_Me=f"{name} Database\nAugust 2026 Release\n")
    (folder / "README.txt").write_text("Fetched from O*NET 24.1 Database by me.")
    with open_release(folder) as opened:
        assert (opened.number, opened.month) == ("31.0", date(2026, 8, 1))


@pytest.mark.parametrize("name", ["db_29_3_text", "29.3", "onet-29.3-text"])
def test_without_a_read_me_the_folder_says_which_release_it_is(tmp_path, name):
    with open_release(release(tmp_path / name, without="Read Me.txt")) as opened:
        assert (opened.number, opened.month) == ("29.3", None)


def test_a_zip_says_by_the_folder_in_it_which_release_it_is(tmp_path):
    folder = release(tmp_path / "download", without="Read Me.txt")
    with open_release(zipped(folder, inside="db_28_2_text/")) as opened:
        assert opened.number == "28.2"


def test_missing_tables_are_named(tmp_path):
    folder = release(tmp_path / "release", without="Skills.txt")
    (folder / "Knowledge.txt").unlink()
    with open_release(folder) as opened:
        assert opened.missing == ("Skills.txt", "Knowledge.txt")
        assert list(opened.reading.rows(SKILLS)) == []


def test_of_a_table_in_two_files_the_one_that_is_missing_is_named(tmp_path):
    with open_release(release(tmp_path / "release", NEW, without="Transferable Skills.txt")) as opened:
        assert opened.missing == ("Transferable Skills.txt",)
        assert len(list(opened.reading.rows(SKILLS))) == 2


def test_a_release_of_2022_may_lack_in_demand(tmp_path):
    text = OLD["Technology Skills.txt"].replace("|In Demand", "").replace("|Y|N", "|Y")
    with open_release(release(tmp_path / "release", Technology_Skills=text)) as opened:
        (row,) = opened.reading.rows(TECHNOLOGY_SKILLS)
        assert (row.hot, row.in_demand) == (True, False)


def refusal(path):
    with pytest.raises(Refused) as error, open_release(path):
        pass
    return str(error.value)


def test_a_release_with_older_codes_is_refused(tmp_path):
    said = refusal(release(tmp_path / "release", number="24.3"))
    assert said == (
        "release is O*NET 24.3, whose codes are older than those of 2019. Take 25.1 (November 2020) or a later release."
    )


def test_the_first_release_with_the_codes_of_2019_is_read(tmp_path):
    with open_release(release(tmp_path / "release", number="25.1")) as opened:
        assert opened.number == "25.1"


def test_a_release_that_does_not_say_which_it_is_is_refused(tmp_path):
    assert "does not say which release it is" in refusal(release(tmp_path / "release", without="Read Me.txt"))


def test_a_folder_without_occupations_is_refused(tmp_path):
    said = refusal(release(tmp_path / "release", without="Occupation Data.txt"))
    assert said == "release holds no Occupation Data.txt, which all other tables lean on."


def test_other_editions_are_refused(tmp_path):
    (tmp_path / "job_titles.csv").write_text("O*NET-SOC Code,Title\n")
    assert "Excel and CSV; take the zip named “Text”" in refusal(tmp_path)


def test_two_releases_at_once_are_refused(tmp_path):
    release(tmp_path / "both" / "29.3")
    release(tmp_path / "both" / "30.1")
    assert refusal(tmp_path / "both").endswith("and only one can be meant: give the folder of one release.")


def test_a_table_under_both_its_names_is_refused(tmp_path):
    said = refusal(release(tmp_path / "release", OLD | NEW))
    assert "Alternate Titles.txt and Job Titles.txt, one table under its names in two releases" in said


def test_columns_that_are_missing_or_renamed_are_named_all_at_once(tmp_path):
    folder = release(
        tmp_path / "release",
        Skills=OLD["Skills.txt"].replace("Data Value|", "Data Values|"),
        Alternate_Titles=OLD["Alternate Titles.txt"].replace("Alternate Title|", "Alias|"),
        Job_Zones="O*NET-SOC Code|Job Zone|Job Zone|Domain Source\n",
        Task_Statements=ALWAYS["Task Statements.txt"].replace("Task ID|", "Number|"),
    )
    with pytest.raises(BadContent) as error, open_release(folder):
        pass
    assert str(error.value).split("\n") == [
        # “Short Title” is near, and is another column.
        "Alternate Titles.txt:1: Alternate Title or Job Title: the file has no such column",
        "Job Zones.txt:1: Date: the file has no such column",
        "Job Zones.txt:1: Job Zone: the file has two columns of that name",
        "Skills.txt:1: Data Value: the file has no such column; is it now called “Data Values”?",
        "Task Statements.txt:1: Task ID: the file has no such column",
    ]

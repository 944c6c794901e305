import contextlib
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onet import bls, reading
from onet.folders import File, Files, opened
from onet.occupations import OCCUPATIONS, SKILLS, TABLES, TASKS
from onet.reading import Reading
from onet.releases import open_release
from onet.tables import tabbed
from sources.documents import BadContent
from tests.onet.made import ALWAYS, OLD, READING, READING_LEVEL, release

OCCUPATION = ALWAYS["Occupation Data.txt"]
TASK = ALWAYS["Task Statements.txt"]
SKILL = OLD["Skills.txt"]


def problems(path, *tables):
    """What is wrong with the tables, or with all of them, as one reads it."""
    with open_release(path) as release:
        for table in tables or TABLES:
            list(release.reading.rows(table))
        with pytest.raises(BadContent) as error:
            release.reading.settle()
        return str(error.value).split("\n")


@pytest.mark.parametrize(
    ("was", "instead", "problem"),
    [
        pytest.param("4.00", "four", "2: Data Value: should be a number (got 'four')", id="no number"),
        pytest.param("4.00", "NaN", "2: Data Value: should be a number (got 'NaN')", id="NaN"),
        pytest.param("4.00", "", "2: Data Value: should be a number (got '')", id="empty"),
        pytest.param(
            "4.00", "5.01", "2: Data Value: should be from 1 to 5 on the scale IM (got 5.01)", id="off the scale"
        ),
        pytest.param("IM", "XX", "2: Scale ID: should be 'IM' or 'LV' (got 'XX')", id="unknown scale"),
        pytest.param("|N|n/a", "|?|n/a", "2: Recommend Suppress: should be Y or N (got '?')", id="neither yes nor no"),
        pytest.param("4.00|8", "4.00|-8", "2: N: should be greater than or equal to 0 (got '-8')", id="below zero"),
        pytest.param("08/2023", "2023", "2: Date: should be a month like 08/2023 (got '2023')", id="year alone"),
        pytest.param("08/2023", "13/2023", "2: Date: month must be in 1..12 (got '13/2023')", id="no such month"),
        pytest.param("08/2023", "08/2123", "2: Date: should not lie ahead of today (got '08/2123')", id="to come"),
        pytest.param("08/2023", "08/0000", "2: Date: year 0 is out of range (got '08/0000')", id="no such year"),
        pytest.param(
            "23-2011.00", "23-2011", "2: O*NET-SOC Code: should be a code like 23-2011.00 (got '23-2011')", id="code"
        ),
        pytest.param(
            "23-2011.00", "99-9999.00", "2: O*NET-SOC Code: is not in Occupation Data (got '99-9999.00')", id="unknown"
        ),
        pytest.param(
            "2.A.1.a", "2.A.9", "2: Element ID: is not in Content Model Reference (got '2.A.9')", id="element"
        ),
        pytest.param("|Analyst", "", "2: the line has 12 cells, and the first line has 13", id="cell missing"),
        pytest.param("|Analyst", "|a|b", "2: the line has 14 cells, and the first line has 13", id="cell too many"),
    ],
)
def test_a_bad_row_is_named_by_file_line_and_column(tmp_path, was, instead, problem):
    text = SKILL.replace(READING, READING.replace(was, instead, 1))
    assert problems(release(tmp_path / "release", Skills=text)) == [f"Skills.txt:{problem}"]


def test_a_control_character_is_named(tmp_path):
    path = release(tmp_path / "release", Task_Statements=TASK.replace("Type letters", "Type \x07 letters"))
    assert problems(path, TASKS) == [
        "Task Statements.txt:3: Task: holds a control character, U+0007 (got 'Type \\x07 letters.')"
    ]


def test_a_text_without_a_letter_is_named(tmp_path):
    path = release(tmp_path / "release", Task_Statements=TASK.replace("Type letters.", "..."))
    assert problems(path, TASKS) == ["Task Statements.txt:3: Task: holds no letter and no digit (got '...')"]


@pytest.mark.parametrize("value", ["7.01", "0.99", "-4.33"])
def test_an_interest_off_its_scale_is_named(tmp_path, value):
    path = release(tmp_path / "release", Interests=OLD["Interests.txt"].replace("4.33", value))
    assert problems(path) == [f"Interests.txt:2: Data Value: should be from 1 to 7 on the scale OI (got {value})"]


def test_every_bad_cell_of_every_table_is_named(tmp_path):
    path = release(
        tmp_path / "release",
        Skills=SKILL.replace("4.00", "four").replace("|LV|3.50|8|", "|LX|3.50|eight|"),
        Task_Statements=TASK.replace("Core", "Main"),
    )
    assert [each.split(":")[:3] for each in problems(path)] == [
        ["Skills.txt", "2", " Data Value"],
        ["Skills.txt", "3", " N"],
        ["Skills.txt", "3", " Scale ID"],
        ["Task Statements.txt", "2", " Task Type"],
        # The task that it is about is left out.
        ["Tasks to DWAs.txt", "2", " Task ID"],
    ]


def test_bad_rows_can_be_left_out_and_are_listed(tmp_path):
    text = SKILL.replace("4.00", "four")
    with open_release(release(tmp_path / "release", Skills=text)) as opened_release:
        rows = list(opened_release.reading.rows(SKILLS))
        left_out = opened_release.reading.settle(skip_bad=True)
    assert [row.scale for row in rows] == ["LV", "LV"]
    assert list(map(str, left_out)) == ["Skills.txt:2: Data Value: should be a number (got 'four')"]


def test_of_problems_without_an_end_only_so_many_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_PROBLEMS", 3)
    bad = SKILL.splitlines()[1].replace("4.00", "four") + "\n"
    path = release(tmp_path / "release", Skills=SKILL.splitlines()[0] + "\n" + 9 * bad)
    assert problems(path) == [
        *(f"Skills.txt:{line}: Data Value: should be a number (got 'four')" for line in (2, 3, 4)),
        "Skills.txt:5: is not read on: there are 3 problems already",
    ]


def test_what_leans_on_a_row_that_is_left_out_is_left_out_too(tmp_path):
    text = OCCUPATION.replace("23-2011.00|Paralegals", "23-2011.00|")
    with open_release(release(tmp_path / "release", Occupation_Data=text)) as opened_release:
        assert [row.id for row in opened_release.reading.rows(TASKS)] == [102]
        assert list(map(str, opened_release.reading.settle(skip_bad=True))) == [
            "Occupation Data.txt:2: Title: is empty (got '')",
            "Task Statements.txt:2: O*NET-SOC Code: has no good row in Occupation Data (got '23-2011.00')",
        ]


@pytest.mark.parametrize("repeated", [f"{READING}\n", f"{READING_LEVEL}\n"], ids=["first", "second"])
@pytest.mark.parametrize("block", [1, 1 << 17], ids=["in another block", "in the same block"])
def test_a_row_that_stands_there_twice_is_named(tmp_path, monkeypatch, repeated, block):
    monkeypatch.setattr(reading, "BLOCK_BYTES", block)
    assert problems(release(tmp_path / "release", Skills=SKILL + repeated)) == [
        "Skills.txt:5: O*NET-SOC Code: an earlier line has the same O*NET-SOC Code and Element ID and Scale ID"
    ]


def test_reading_a_table_again_says_nothing_twice(tmp_path):
    with open_release(release(tmp_path / "release", Skills=SKILL.replace("4.00", "four"))) as opened_release:
        for _ in range(2):
            assert len(list(opened_release.reading.rows(SKILLS))) == 2
        assert len(opened_release.reading.settle(skip_bad=True)) == 1


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        pytest.param(
            lambda raw: raw.replace(b"Paralegals", b"Paral\xe9gals"),
            "2: is not UTF-8 text; take the file as it was published",
            id="not UTF-8",
        ),
        pytest.param(
            lambda raw: raw.replace(b"Paralegals", b"Para\rlegals"),
            "2: holds a carriage return that ends no line; take the file as it was published",
            id="carriage return",
        ),
        pytest.param(
            lambda raw: raw[:-20], "3: the file ends within this line, as if cut off; take a fresh copy", id="truncated"
        ),
        pytest.param(
            lambda raw: raw.splitlines(keepends=True)[0],
            "1: the file has no rows below its first line; take a fresh copy",
            id="cut off behind the first line",
        ),
        pytest.param(
            lambda raw: raw.replace(b"Paralegals", b"Paralegals" * 7_000),
            "2: the line has 65,536 characters or more",
            id="a line without end",
        ),
    ],
)
@pytest.mark.parametrize("block", [1, 1 << 17], ids=["small blocks", "one block"])
def test_a_damaged_file_is_refused_even_when_bad_rows_are_left_out(tmp_path, monkeypatch, raw, problem, block):
    monkeypatch.setattr(reading, "BLOCK_BYTES", block)
    path = release(tmp_path / "release") / "Occupation Data.txt"
    path.write_bytes(raw(path.read_bytes()))
    with open_release(path.parent) as opened_release:
        for table in TABLES:
            list(opened_release.reading.rows(table))
        with pytest.raises(BadContent) as error:
            opened_release.reading.settle(skip_bad=True)
    # Nothing is held against rows that lean on it.
    assert str(error.value) == f"Occupation Data.txt:{problem}"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "1: the file is empty"),
        ("O*NET-SOC Code\tTitle\tDescription\r\n".encode("utf-16"), "1: is not UTF-8 text"),
        (b"O*NET-SOC Code\tTitle\tDescription", "1: the file ends within this line"),
    ],
    ids=["empty", "UTF-16", "cut off"],
)
def test_a_file_without_a_fit_first_line_is_refused_at_once(tmp_path, raw, problem):
    path = release(tmp_path / "release") / "Occupation Data.txt"
    path.write_bytes(raw)
    with pytest.raises(BadContent) as error, open_release(path.parent):
        pass
    assert str(error.value).startswith(f"Occupation Data.txt:{problem}")


@pytest.mark.parametrize("change", [lambda raw: raw.replace(b"\r\n", b"\n"), lambda raw: b"\xef\xbb\xbf" + raw])
def test_line_ends_and_marks_of_encoding_make_no_difference(tmp_path, change):
    path = release(tmp_path / "release") / "Occupation Data.txt"
    with opened(path.parent) as files:
        before = list(Reading(files).rows(OCCUPATIONS))
    path.write_bytes(change(path.read_bytes()))
    with opened(path.parent) as files:
        assert list(Reading(files).rows(OCCUPATIONS)) == before


CELLS = [
    "",
    "n/a",
    "Y",
    "1",
    "4.00",
    "-1",
    "1e9",
    "23-2011.00",
    "23-2011",
    "2.A.1",
    "IM",
    "08/2023",
    "—",
    "#",
    "\0",
    "é",
]
ANYTHING = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet='\t,"\n\r\0n/aY2.-éIM', max_size=300).map(str.encode),
    # Lines with as many cells as they should have.
    st.lists(st.lists(st.sampled_from(CELLS), min_size=20, max_size=20), max_size=5),
)


@given(table=st.sampled_from([*TABLES, *bls.TABLES]), headed=st.booleans(), anything=ANYTHING)
def test_whatever_a_file_holds_it_is_read_or_refused(table, headed, anything):
    sign = "\t" if table.split is tabbed else ","
    head = f"{sign.join(column.names[0] for column in table.columns)}\n".encode() if headed else b""
    if isinstance(anything, list):
        anything = "".join(f"{sign.join(row[: len(table.columns)])}\n" for row in anything).encode()
    file = File(table.layouts[0][0].replace("*", "2025"), "", 0, lambda: io.BytesIO(head + anything))
    reading = Reading(Files("made", (file,)))
    rows = list(reading.rows(table))
    assert all(isinstance(row, table.row) for row in rows)
    with contextlib.suppress(BadContent):
        reading.settle()
        assert len(rows) == (head + anything).count(b"\n") - 1


def test_reading_keeps_no_more_than_a_block_in_memory(tmp_path):
    lines = [f"23-2011.00|{number}|Look up case {number}.|Core|95|08/2023|Incumbent" for number in range(60_000)]
    head = TASK.partition("\n")[0]
    path = release(tmp_path / "release", Task_Statements="\n".join([head, *lines, ""]))
    with open_release(path) as opened_release:
        tracemalloc.start()
        count = sum(map(len, opened_release.reading.blocks(TASKS)))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == 60_000
    # The table is 4 MB, and as rows 25 MB; of them only the keys stay.
    assert peak < 12_000_000

from decimal import Decimal

import pytest

from sources.documents import read

TEXT = "put it in quotes if it is text"


def problems_of(tmp_path, text, name="file.yaml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    _, problems = read(path, name=name)
    return [str(problem).removeprefix(f"{tmp_path.as_posix()}/") for problem in problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("a: 1\nanswer: no\n", f"2: answer: write true or false, or {TEXT} (got no)", id="no"),
        pytest.param("code: 010", f"1: code: write the number in plain digits, or {TEXT} (got 010)", id="octal"),
        pytest.param("at: 1:30", f"1: at: write the number in plain digits, or {TEXT} (got 1:30)", id="sexagesimal"),
        pytest.param("n: 1_000", f"1: n: write the number in plain digits, or {TEXT} (got 1_000)", id="underscore"),
        pytest.param("n: .nan", f"1: n: write the number in plain digits, or {TEXT} (got .nan)", id="nan"),
        pytest.param(
            "day: 2025-02-30",
            f"1: day: is not a date of the form 2025-05-01; {TEXT} (got 2025-02-30)",
            id="no such day",
        ),
        pytest.param("a: 1\nb: 2\na: 3\n", "3: a: is written twice here; it is on line 1 too", id="twice"),
        pytest.param(
            "a: {b: 1}\nc:\n- {d: 1,\n   d: 2}", "4: c.d: is written twice here; it is on line 3 too", id="nested"
        ),
        pytest.param("a: &x [1]\nb: *x\n", "2: do not use references; write it out (got *x)", id="alias"),
        pytest.param("a: &x [*x]\n", "1: do not use references; write it out (got *x)", id="holds itself"),
        pytest.param("on: 1\n", "1: a field's name should be a word (got 'on')", id="name"),
        pytest.param("a: !!python/name:os.system x\n", "tag that content files do not use", id="tag"),
        pytest.param("- 1\n", "1: should hold names and values, like “slug: paralegal”", id="list"),
        pytest.param("", "1: should hold names and values, like “slug: paralegal”", id="empty"),
        pytest.param(
            "a: 1\nb:\n\tc: 2\n", "3: is not YAML: found character that cannot start any token; a line may", id="tab"
        ),
        pytest.param("a: [1\nb: 2\n", "2: is not YAML", id="bracket left open"),
        pytest.param("a: 1\n---\nb: 2\n", "2: is not YAML", id="two documents"),
        *(
            pytest.param(
                f'a: 1\nb: "Legal{code}assistant"',
                f"2: b: holds a control character, {named}; take it out (got 'Legal",
                id=f"escaped {named}",
            )
            for code, named in [("\\0", "U+0000"), ("\\a", "U+0007"), ("\\e", "U+001B"), ("\\x7f", "U+007F")]
        ),
        pytest.param("a: 1\nb: \x07\n", "2: is not YAML", id="control character"),
        pytest.param(b"a: 1\nb: \xff\xfe\n", "2: is not UTF-8 text; save the file as UTF-8", id="not UTF-8"),
        pytest.param("a: " + "[" * 200_000, "1: is nested too deeply", id="nested too deeply"),
    ],
)
def test_odd_yaml_is_a_problem_with_its_line(tmp_path, text, problem):
    found = problems_of(tmp_path, text)
    assert len(found) == 1
    assert found[0].startswith("file.yaml:")
    assert problem in found[0]


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    _, problems = read(tmp_path / "none.yaml", name="none.yaml")
    assert [problem.what for problem in problems] == ["cannot be read: No such file or directory"]


def test_numbers_keep_their_digits_and_texts_their_signs(tmp_path):
    path = tmp_path / "file.yaml"
    path.write_text('﻿a: 7.10\nb: 12\nc: "2006"\nd: – naïve –\ne:\nf: true\n', encoding="utf-8")
    document, problems = read(path, name="file.yaml")
    assert not problems
    assert document.data == {"a": Decimal("7.10"), "b": 12, "c": "2006", "d": "– naïve –", "e": None, "f": True}
    assert document.line(("d",)) == 4
    assert document.line(("d", "deeper", 3)) == 4

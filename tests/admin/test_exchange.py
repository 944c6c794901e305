"""Tables out of the admin and into it, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
import time
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.adminurls import site
from roles.models import Duty, Outlook, Pay, Role, RoleDuty, RoleSkill, Skill, Topic
from sources import sheets
from sources.admin.exchange import ExchangeAdmin
from sources.models import DataVersion, LoadedRow, RenamedSlug, Source
from sources.rows import table
from sources.stored import rows_of
from tests.admin.editing import address
from tests.admin.rows import make_one_of_each, make_place, make_role, make_role_duty, make_source, make_topic

pytestmark = pytest.mark.django_db

PAGES = [page for page in site._registry.values() if isinstance(page, ExchangeAdmin) and page.exports]
EXPORTED = [page.model for page in PAGES]
IMPORTED = [page.model for page in PAGES if page.imports]
SKILL = "slug,title,kind,description\n"


def ids(model: type[Model]) -> str:
    return model.__name__


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    """Uploads that are looked over are put aside here."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def exported(client: Client, model: type[Model], kind: str = "csv", **query: str) -> Any:
    return client.get(address(model, "export", kind), query)


def upload(client: Client, model: type[Model], content: str | bytes, name: str = "rows.csv", why: str = "") -> Any:
    """The page after the file was chosen: what it would do, or what is wrong with it."""
    raw = content if isinstance(content, bytes) else content.encode()
    return client.post(address(model, "import"), {"why": why, "file": SimpleUploadedFile(name, raw)})


def bring_in(client: Client, model: type[Model], content: str | bytes, name: str = "rows.csv", why: str = "") -> Any:
    """Choose the file, look it over, and save it; the page after that."""
    page = upload(client, model, content, name, why)
    assert page.status_code == 200, told(page)
    return client.post(address(model, "import"), {"token": page.context["token"]}, follow=True)


def told(page: Any) -> str:
    """Every sentence about what is wrong: row, column, problem."""
    lines = [": ".join(problem) for problem in page.context["problems"]]
    return "\n".join([*page.context["form"].errors.get("file", []), *lines])


def cells(page: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"))))


def person(group: str) -> Client:
    user = User.objects.create_user(group.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


# --- out


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_is_exported_and_brought_in_again_changes_nothing(admin_client, kind):
    for n in (1, 2):
        make_one_of_each(n)
    for model in IMPORTED:
        page = upload(admin_client, model, exported(admin_client, model, kind).content, f"rows.{kind}")
        assert page.status_code == 200, (model, told(page))
        plan = page.context["plan"]
        assert (plan.create, plan.update, plan.same) == ([], [], model._default_manager.count()), model


def test_a_file_makes_the_rows_anew_in_another_place(admin_client):
    make_one_of_each(1)
    models = [Skill, Topic, Duty, Source]
    files = {model: exported(admin_client, model).content for model in models}
    before = {model: [row.plain for row in rows_of(model._default_manager.order_by("slug"))] for model in models}
    skill = Skill.objects.get()
    RoleSkill.objects.all().delete()
    skill.delete()
    bring_in(admin_client, Skill, files[Skill])
    assert [row.plain for row in rows_of(Skill.objects.all())] == before[Skill]


def test_an_export_holds_what_the_list_shows(admin_client):
    Skill.objects.create(slug="writing", title="Writing", kind="personal")
    Skill.objects.create(slug="law", title="Law", kind="technical")
    assert [row["slug"] for row in cells(exported(admin_client, Skill, kind__exact="personal"))] == ["writing"]
    assert [row["slug"] for row in cells(exported(admin_client, Skill, q="law"))] == ["law"]
    assert [row["slug"] for row in json.loads(exported(admin_client, Skill, "json", o="-1").content)] == [
        "writing",
        "law",
    ]


def test_rows_chosen_in_the_list_are_exported(admin_client):
    for slug in ("one", "two", "three"):
        Skill.objects.create(slug=slug, title=slug, kind="personal")
    chosen = Skill.objects.filter(slug__in=["one", "two"]).values_list("pk", flat=True)
    page = admin_client.post(address(Skill, "changelist"), {"action": "export_csv", "_selected_action": list(chosen)})
    assert {row["slug"] for row in cells(page)} == {"one", "two"}


def test_rows_are_named_as_content_files_name_them(admin_client):
    law, court = make_source("law"), make_source("court")
    duty = make_role_duty(make_role("paralegal"), "Talk to witnesses", source=law)
    duty.also_sources.add(court)
    [row] = cells(exported(admin_client, RoleDuty))
    assert (row["role"], row["key"], row["source"], row["also_sources"], row["place"]) == (
        "paralegal",
        "talk-to-witnesses",
        "law",
        "court",
        "US",
    )
    assert "id" not in row


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "'=", "＝"])
def test_no_cell_is_run_as_a_formula_and_it_comes_back_as_it_was(start):
    text = f"{start}HYPERLINK(1)"
    skill = Skill.objects.create(slug="writing", title=text, kind="personal")
    columns = list(table(Skill).columns.values())
    raw = sheets.write(columns, rows_of(Skill.objects.all()), "csv")
    [cell] = [row["title"] for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))]
    assert cell == f"'{text}"
    [(_, read)] = sheets.read("rows.csv", raw).rows
    assert read["title"] == skill.title


def test_a_number_below_zero_stays_a_number(admin_client):
    make_one_of_each(1)
    Outlook.objects.update(growth_percent=Decimal("-3.5"))
    assert [row["growth_percent"] for row in cells(exported(admin_client, Outlook))] == ["-3.5"]


def test_an_export_costs_the_same_with_more_rows(admin_client):
    make_one_of_each(1)
    with CaptureQueriesContext(connection) as one:
        exported(admin_client, RoleDuty)
    for n in range(2, 5):
        make_one_of_each(n)
    with CaptureQueriesContext(connection) as four:
        exported(admin_client, RoleDuty)
    assert len(one) == len(four) <= 15


@pytest.mark.parametrize("model", EXPORTED, ids=ids)
def test_every_table_is_exported(admin_client, model):
    make_one_of_each(1)
    page = exported(admin_client, model)
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert len(cells(page)) == model._default_manager.count()
    assert len(json.loads(exported(admin_client, model, "json").content)) == model._default_manager.count()


def test_an_odd_address_of_an_export_is_no_server_error(admin_client):
    assert exported(admin_client, Skill, nonsense="1").status_code == 302
    assert admin_client.get(address(Skill, "export", "xlsx")).status_code == 404
    assert exported(admin_client, Skill, p="9" * 30).status_code in (200, 302)


# --- who may


def test_who_may_export_and_import(client):
    make_one_of_each(1)
    for group in ("Editor", "Publisher"):
        theirs = person(group)
        for model in EXPORTED:
            assert exported(theirs, model).status_code == 200, (group, model)
        for model in IMPORTED:
            assert theirs.get(address(model, "import")).status_code == 200, (group, model)
    assert exported(client, Skill).status_code == 302  # to the login
    nobody = Client()
    nobody.force_login(User.objects.create_user("nobody", is_staff=True))
    assert exported(nobody, Skill).status_code == 403
    assert nobody.get(address(Skill, "import")).status_code == 403
    assert upload(nobody, Skill, SKILL + "writing,Writing,personal,\n").status_code == 403


def test_what_is_written_as_a_whole_page_is_not_brought_in(admin_client):
    assert {model.__name__ for model in EXPORTED if model not in IMPORTED} == {
        "Certification",
        "Milestone",
        "Role",
        "RoleCode",
        "Route",
        "RouteNeed",
    }
    assert admin_client.get(address(Role, "import")).status_code == 403
    assert "Import" not in admin_client.get(address(Role, "changelist")).text


def test_the_list_offers_what_a_person_may_do(admin_client):
    page = admin_client.get(address(Skill, "changelist") + "?kind__exact=personal").text
    assert address(Skill, "import") in page
    assert address(Skill, "export", "csv") + "?kind__exact=personal" in page
    popup = admin_client.get(address(Skill, "changelist") + "?_popup=1").text
    assert address(Skill, "import") not in popup


def test_what_an_editor_brings_in_arrives_as_a_draft():
    make_role("paralegal"), make_source("law"), make_place()
    editor = person("Editor")
    content = "role,text,source,status\nparalegal,Talk to witnesses,law,published\nparalegal,Draft letters,law,\n"
    page = upload(editor, RoleDuty, content)
    assert "1 row that the file calls published will be a draft" in page.text
    bring_in(editor, RoleDuty, content)
    assert set(RoleDuty.objects.values_list("text", "status")) == {
        ("Talk to witnesses", "draft"),
        ("Draft letters", "draft"),
    }


def test_a_publisher_brings_published_facts_in():
    make_role("paralegal"), make_source("law"), make_place()
    bring_in(
        person("Publisher"),
        RoleDuty,
        "role,text,source,status\nparalegal,Talk to witnesses,law,published\nparalegal,Draft letters,law,\n",
    )
    assert dict(RoleDuty.objects.values_list("text", "status")) == {
        "Talk to witnesses": "published",
        "Draft letters": "draft",
    }


def test_an_editor_changes_no_published_fact():
    make_role_duty(make_role("paralegal"), "Talk to witnesses", status="published")
    content = "role,key,text\nparalegal,talk-to-witnesses,Shout at witnesses\n"
    page = upload(person("Editor"), RoleDuty, content)
    assert page.status_code == 422
    assert told(page) == "2: : Is published, and you may not change it: its text."
    assert bring_in(person("Publisher"), RoleDuty, content).status_code == 200
    assert RoleDuty.objects.get().text == "Shout at witnesses"


def test_nobody_publishes_a_fact_without_its_source():
    make_role("paralegal"), make_place()
    page = upload(person("Publisher"), RoleDuty, "role,text,status\nparalegal,Talk,published\n")
    assert page.status_code == 422
    assert "Give the source, or keep this fact as a draft" in told(page)


# --- in


def test_nothing_is_saved_before_it_was_looked_over(admin_client):
    Skill.objects.create(slug="writing", title="Writing", kind="personal")
    before = DataVersion.objects.current()
    page = upload(admin_client, Skill, SKILL + "writing,Write well,personal,\nlaw,Law,technical,\n")
    assert "1 to add, 1 to change, 0 as they are" in page.text
    assert "Writing → Write well" in page.text
    assert (Skill.objects.count(), DataVersion.objects.current()) == (1, before)
    done = admin_client.post(address(Skill, "import"), {"token": page.context["token"]}, follow=True)
    assert [str(m) for m in done.context["messages"]] == ["Imported from rows.csv: 1 added, 1 changed, 0 as they were."]
    assert set(Skill.objects.values_list("slug", "title")) == {("writing", "Write well"), ("law", "Law")}
    assert DataVersion.objects.current() == before + 1


def test_columns_and_rows_that_are_left_out_stay_as_they_are(admin_client):
    Skill.objects.create(slug="writing", title="Writing", kind="personal", description="Words.")
    Skill.objects.create(slug="law", title="Law", kind="technical")
    bring_in(admin_client, Skill, "slug,title\nwriting,Write well\n")
    assert Skill.objects.filter(slug="writing", title="Write well", kind="personal", description="Words.").exists()
    assert Skill.objects.filter(slug="law").exists()


def test_a_fact_finds_its_row_by_what_it_is_about(admin_client):
    make_role_duty(make_role("paralegal"), "Talk to witnesses")
    bring_in(admin_client, RoleDuty, "role,text,importance\nparalegal,Talk to witnesses,occasional\n")
    assert RoleDuty.objects.get().importance == "occasional"


def test_relations_to_many_are_set(admin_client):
    make_role("paralegal"), make_place(), make_source("law"), make_source("court")
    for slug in ("talk", "listen"):
        Duty.objects.create(slug=slug, title=slug, topic=Topic.objects.first() or make_topic())
    bring_in(
        admin_client,
        RoleDuty,
        'role;text;source;also_sources;duties\nparalegal;Talk;law;court;"talk, listen"\n',
    )
    fact = RoleDuty.objects.get()
    assert {duty.slug for duty in fact.duties.all()} == {"talk", "listen"}
    assert [source.slug for source in fact.also_sources.all()] == ["court"]


def test_days_and_ticks_are_read_as_a_spreadsheet_writes_them(admin_client):
    bring_in(
        admin_client,
        Source,
        "slug,title,publisher,kind,undated,checked_on,review_by\nlaw,Law,Court,law,TRUE,7/1/2026,12/31/2027\n",
    )
    source = Source.objects.get()
    assert (source.undated, str(source.checked_on), str(source.review_by)) == (True, "2026-07-01", "2027-12-31")


def test_a_row_may_name_one_that_comes_later_in_the_file(admin_client):
    bring_in(admin_client, Topic, "slug,title,parent\ntalking,Talking,people\npeople,People,\n")
    assert Topic.objects.get(slug="talking").parent == Topic.objects.get(slug="people")


def test_markup_is_text(admin_client):
    markup = "<script>alert(1)</script><b>x</b>"
    page = upload(admin_client, Skill, f"{SKILL}writing,{markup},personal,{markup}\n")
    assert markup not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    admin_client.post(address(Skill, "import"), {"token": page.context["token"]})
    assert Skill.objects.get().title == markup
    assert markup not in admin_client.get(address(Skill, "changelist")).text
    assert markup not in upload(admin_client, Skill, f"{markup},slug\n{markup},{markup}\n", name="<b>.csv").text


def test_markup_in_each_text_field_of_each_table_is_told_or_shown_as_text(admin_client):
    make_one_of_each(1)
    markup = "<script>alert(1)</script>"
    for model in IMPORTED:
        rows = json.loads(exported(admin_client, model, "json").content)
        spoiled = [{name: markup if isinstance(value, str) else value for name, value in row.items()} for row in rows]
        page = upload(admin_client, model, json.dumps(spoiled), "rows.json")
        assert page.status_code in (200, 422), model
        assert markup not in page.text, model


def test_history_says_who_when_and_why(admin_client, admin_user):
    skill = Skill.objects.create(slug="writing", title="Writing", kind="personal")
    bring_in(admin_client, Skill, SKILL + "writing,Write well,personal,\nlaw,Law,technical,\n", why="Wording of May")
    newest = skill.history.first()
    assert (newest.history_user, newest.history_change_reason, newest.title, newest.history_type) == (
        admin_user,
        "Wording of May (from rows.csv)",
        "Write well",
        "~",
    )
    assert Skill.objects.get(slug="law").history.get().history_type == "+"


def test_history_without_a_reason_names_the_file(admin_client):
    bring_in(admin_client, Skill, SKILL + "law,Law,technical,\n")
    assert Skill.objects.get().history.get().history_change_reason == "Loaded from rows.csv"


def test_a_later_load_of_files_takes_it_for_the_work_of_an_editor(admin_client):
    bring_in(admin_client, Skill, SKILL + "law,Law,technical,\n")
    assert not LoadedRow.objects.exists()


# --- what goes wrong


def bad(name: str, content: str | bytes, said: str, file: str = "rows.csv") -> Any:
    return pytest.param(content, said, file, id=name)


@pytest.mark.parametrize(
    ("content", "said", "file"),
    [
        bad("empty", b"", "The file is empty."),
        bad("only names", "slug,title,kind\n", "The file has no rows."),
        bad("a workbook", b"PK\x03\x04" + b"\0" * 50, "This is a workbook, not a CSV file."),
        bad("UTF-16", "slug,title".encode("utf-16"), "The file is UTF-16 text."),
        bad("Latin-1", "slug,title\nx,Caf\xe9\n".encode("latin-1"), "Line 2 is not UTF-8 text."),
        bad("a picture", b"\x89PNG\r\n\x1a\n\x00\x00", "is not UTF-8 text"),
        bad("an open quote", 'slug,title\nx,"y\n', "Line 2 is not CSV: a quotation mark is opened and never closed."),
        bad("text after a quote", 'slug,title\nx,"y"z\n', "write a quotation mark inside a cell twice"),
        bad("a huge cell", f"slug,title\nx,{'y' * 140_000}\n", "holds more than 131,072 characters"),
        bad("too many rows", "slug\n" + "x\n" * 5001, "The file has 5,001 rows; 5,000 are the most."),
        bad("no JSON", "[{]", "Line 1 is not JSON", "rows.json"),
        bad("a name twice", '[{"slug": "x", "slug": "y"}]', "One row says “slug” twice", "rows.json"),
        bad("an object", "{}", "The file is not a list of rows.", "rows.json"),
        bad("deep JSON", "[" * 100_000, "nested too deeply", "rows.json"),
        bad("a list of numbers", "[1]", "1: : Should hold names and values", "rows.json"),
        bad("unknown column", "slug,titel\nx,y\n", "Columns: : There is no column 'titel'; did you mean “title”?"),
        bad("a column twice", "slug,title,title\nx,y,z\n", "Columns: title: Is there twice."),
        bad("no key", "title\ny\n", "Columns: : The column “slug” is missing; rows are known by it."),
        bad("too many cells", "slug,title\nx,y,z\n", "2: : Has 3 cells, and the first line names 2 columns."),
        bad("an empty key", "slug,title,kind\n,Law,technical\n", "2: slug: Is missing."),
        bad("an odd slug", SKILL + "a b,Law,technical,\n", "2: slug: Use small letters and digits"),
        bad("an empty title", SKILL + "law,,technical,\n", "2: title: Should not be empty"),
        bad("a new row without its kind", "slug,title\nlaw,Law\n", "2: kind: Should not be empty"),
        bad(
            "no such choice",
            SKILL + "law,Law,magic,\n",
            "2: kind: Should be one of technical, personal, knowledge (got 'magic')",
        ),
        bad("a long title", SKILL + f"law,{'x' * 500},technical,\n", "2: title: Ensure this value has at most 120"),
        bad("NUL", SKILL + "law,La\0w,technical,\n", "2: title: Holds a control character, U+0000"),
        bad("a number for a text", '[{"slug":"law","title":7}]', "1: title: Should be text", "rows.json"),
        bad("a list for a text", '[{"slug":"law","title":["a"]}]', "1: title: Should be a single value", "rows.json"),
        bad("one row twice", SKILL + "law,A,technical,\nlaw,B,technical,\n", "3: slug: Says the same skill as row 2."),
    ],
)
def test_a_bad_file_is_told_in_sentences(admin_client, content, said, file):
    page = upload(admin_client, Skill, content, file)
    assert page.status_code == 422
    assert said in told(page)
    assert not Skill.objects.exists()


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("importance", "1e400", "Should be a number in plain digits, like 61010 or 7.5 (got '1e400')"),
        ("importance", "NaN", "Should be a number in plain digits"),
        ("importance", "1,000", "Should be a number in plain digits"),
        ("importance", "9" * 5000, "Has too many digits"),
        ("importance", "1234567", "Ensure that there are no more than 5 digits in total"),
        ("importance", "150", "Importance runs from 0 to 100"),
        ("as_of", "2025-02-30", "Should be a day like 2025-05-01"),
        ("low_precision", "perhaps", "Should be true or false"),
        ("skill", "writin", "There is no skill of this name; did you mean writing? (got 'writin')"),
        ("source", "nowhere", "There is no source of this name (got 'nowhere')"),
        ("also_sources", "law, nowhere", "There is no source of this name (got 'nowhere')"),
        ("place", "US-XX", "There is no place of this name"),
        ("role", "", "Is missing."),
        ("effective_until", "2000-01-01", "A fact ends on or after the day it starts"),
    ],
)
@pytest.mark.parametrize("file", ["rows.csv", "rows.json"])
def test_a_bad_cell_is_told_with_its_row_and_column(admin_client, column, cell, said, file):
    make_role("paralegal"), make_source("law"), make_place()
    Skill.objects.create(slug="writing", title="Writing", kind="personal")
    Skill.objects.create(slug="listening", title="Listening", kind="personal")
    good = {"role": "paralegal", "skill": "listening", "source": "law", "effective_from": "2020-01-01"}
    row = {"role": "paralegal", "skill": "writing", "source": "law", "effective_from": "2020-01-01", column: cell}
    page = upload(admin_client, RoleSkill, as_file([good, row], file), file)
    assert page.status_code == 422
    number = 3 if file == "rows.csv" else 2
    [problem] = [problem for problem in page.context["problems"] if said in problem[2]]
    assert problem[0] == str(number)
    assert not RoleSkill.objects.exists()


def as_file(rows: list[dict[str, str]], file: str) -> str:
    if file.endswith("json"):
        return json.dumps(rows)
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = csv.DictWriter(out, names)
    lines.writeheader()
    lines.writerows(rows)
    return out.getvalue()


def test_every_problem_is_told_at_once(admin_client):
    make_role("paralegal"), make_place(), make_source("law")
    Skill.objects.create(slug="writing", title="Writing", kind="personal")
    Skill.objects.create(slug="law", title="Law", kind="technical")
    page = upload(
        admin_client,
        RoleSkill,
        "role,skill,importance,source,trust,as_of\n"
        "paralegal,writin,much,nowhere,hearsay,soon\n"
        "paralegal,writing,500,law,read,\n"
        "paralegal,law,50,law,read,\n",
    )
    assert [problem[:2] for problem in page.context["problems"]] == [
        ("2", "as_of"),
        ("2", "importance"),
        ("2", "skill"),
        ("2", "source"),
        ("2", "trust"),
        ("3", "importance"),
    ]
    assert "6 problems. Nothing was saved." in page.text


def test_a_file_that_is_too_large_is_told_and_not_kept(admin_client, tmp_path):
    page = upload(admin_client, Skill, b"slug,title\n" + b"x" * (sheets.MOST_BYTES + 1))
    assert page.status_code == 413
    assert told(page) == "The file is larger than 5 MB. Split it into several."
    assert list(tmp_path.iterdir()) == []


def test_no_file_is_told(admin_client):
    page = admin_client.post(address(Skill, "import"), {"why": "x"})
    assert (page.status_code, told(page)) == (422, "Choose a file.")


def test_rows_that_stand_above_themselves_are_told(admin_client):
    page = upload(admin_client, Topic, "slug,title,parent\na1,A,b1\nb1,B,a1\n")
    assert "2: parent: Leads round in a circle: a1 → b1 → a1." in told(page)


def test_an_old_address_is_not_given_to_another_row(admin_client):
    RenamedSlug.objects.create(model="roles.skill", old="law", new="knowing-the-law")
    page = upload(admin_client, Skill, SKILL + "law,Law,technical,\n")
    assert "Is the old address of “knowing-the-law” and leads there; choose another." in told(page)


def test_a_row_known_by_its_old_name_is_pointed_out(admin_client):
    make_role("paralegal"), make_place()
    RenamedSlug.objects.create(model="roles.role", old="legal-aide", new="paralegal")
    page = upload(admin_client, RoleDuty, "role,text\nlegal-aide,Talk\n")
    assert "There is no role of this name; did you mean paralegal? (got 'legal-aide')" in told(page)


def test_what_may_be_there_only_once_is_told(admin_client):
    make_place(), make_source("law"), make_role("paralegal")
    page = upload(
        admin_client,
        Pay,
        "role,place,source,per,p10,p10_cell,p90,p90_cell\nparalegal,US,law,year,50,published,40,published\n",
    )
    assert "Pay figures rise from the low end to the high end (got p10 50, p90 40)" in told(page)


def test_many_problems_are_counted_and_the_first_shown(admin_client):
    page = upload(admin_client, Skill, SKILL + "".join(f"s{n},,technical,\n" for n in range(300)))
    assert len(page.context["problems"]) == 200
    assert "300 problems" in page.text
    assert "And 100 more." in page.text


def test_many_changes_are_counted_and_the_first_shown(admin_client):
    page = upload(admin_client, Skill, SKILL + "".join(f"s{n},S,technical,\n" for n in range(300)))
    assert "300 to add" in page.text
    assert "And 100 more like these." in page.text


# --- between looking and saving


def test_what_others_saved_meanwhile_is_looked_over_again(admin_client):
    Skill.objects.create(slug="writing", title="Writing", kind="personal")
    content = SKILL + "writing,Write well,personal,\n"
    token = upload(admin_client, Skill, content).context["token"]
    Skill.objects.get().save()
    again = admin_client.post(address(Skill, "import"), {"token": token})
    assert again.status_code == 409
    assert "Somebody saved something meanwhile" in again.text
    assert Skill.objects.get().title == "Writing"
    admin_client.post(address(Skill, "import"), {"token": again.context["token"]})
    assert Skill.objects.get().title == "Write well"


def test_what_became_wrong_meanwhile_is_told(admin_client):
    make_role("paralegal"), make_place()
    Skill.objects.create(slug="writing", title="Writing", kind="personal")
    token = upload(admin_client, RoleSkill, "role,skill\nparalegal,writing\n", why="New ratings").context["token"]
    Skill.objects.all().delete()
    page = admin_client.post(address(RoleSkill, "import"), {"token": token})
    assert page.status_code == 422
    assert "There is no skill of this name" in told(page)
    assert page.context["form"]["why"].value() == "New ratings"


def test_a_file_is_kept_for_an_hour_and_for_one_person_and_table(admin_client, tmp_path):
    token = upload(admin_client, Skill, SKILL + "law,Law,technical,\n").context["token"]
    assert upload(person("Editor"), Skill, SKILL + "law,Law,technical,\n").status_code == 200
    for client, model in ((person("Publisher"), Skill), (admin_client, Topic)):
        page = client.post(address(model, "import"), {"token": token})
        assert page.status_code == 422
        assert "Nothing was saved: choose it again." in page.text
    [*files] = tmp_path.iterdir()
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    for file in files:
        os.utime(file, (0, time.time() - 3700))
    upload(admin_client, Skill, SKILL + "law,Law,technical,\n")
    assert len(list(tmp_path.iterdir())) == 1
    assert admin_client.post(address(Skill, "import"), {"token": token}).status_code == 422


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "x" * 10_000])
def test_a_made_up_token_is_told(admin_client, token):
    assert admin_client.post(address(Skill, "import"), {"token": token}).status_code == 422


def test_a_file_that_was_brought_in_is_not_kept(admin_client, tmp_path):
    bring_in(admin_client, Skill, SKILL + "law,Law,technical,\n")
    assert list(tmp_path.iterdir()) == []


def test_an_upload_from_another_site_is_refused(admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert upload(client, Skill, SKILL + "law,Law,technical,\n").status_code == 403
    assert not Skill.objects.exists()


def test_five_thousand_rows_cost_few_queries(admin_client, django_assert_max_num_queries):
    make_role("paralegal"), make_place(), make_source("law")
    content = "role,text,source,also_sources\n" + "".join(f"paralegal,Do thing {n},law,law\n" for n in range(5000))
    with django_assert_max_num_queries(150):
        page = upload(admin_client, RoleDuty, content)
    assert "5000 to add" in page.text

import io
from datetime import date
from decimal import Decimal

import pytest
import yaml
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers import content
from careers.models import Milestone, Route
from certifications.models import StateRule
from roles.models import Duty, Occupation, Role, RoleDuty, RoleTitle
from sources.documents import BadContent, Document, parse
from sources.dumping import as_yaml
from sources.models import DataVersion, LoadedRow, RenamedSlug, Source
from tests.content import FILES, Content
from tests.databases import without_limits

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path):
    files = Content(tmp_path / "fixtures")
    content.load(files.folder)
    return files


def as_data(folder):
    return {
        path.relative_to(folder).as_posix(): yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.yaml"))
    }


def everything(model):
    return list(model.objects.order_by("pk").values())


def test_files_in_their_canonical_form_come_back_as_they_were(files, tmp_path):
    content.dump(tmp_path / "out")
    first = as_data(tmp_path / "out")
    wanted = as_data(files.folder)
    assert first == wanted
    assert all(list(first[name]) == list(wanted[name]) for name in FILES)


def test_loading_a_dump_changes_nothing(files, tmp_path):
    before = DataVersion.objects.current(), everything(LoadedRow), everything(Role), everything(RoleDuty)
    content.dump(tmp_path / "out")
    report = content.load(tmp_path / "out")
    assert (report.created, report.updated, report.removed, report.conflicts) == ([], [], [], [])
    after = DataVersion.objects.current(), everything(LoadedRow), everything(Role), everything(RoleDuty)
    assert after == before


def test_drafts_without_a_source_go_into_the_files_and_come_back(files, tmp_path):
    role = Role.objects.get(slug="paralegal")
    RoleDuty.objects.create(role=role, text="File papers", position=2, status="draft")
    exam = Milestone.objects.create(slug="exam", title="Exam", step_title="Take the exam", kind="assessment")
    Route.objects.create(slug="the-exam", title="Exam", strength="employers", reaches=exam, status="draft")
    rule = StateRule.objects.get()
    StateRule.objects.create(
        role=role, topic=rule.topic, place=rule.place, answer="not-required", text="No.", key="no", status="draft"
    )
    content.dump(tmp_path / "out")
    data = yaml.safe_load((tmp_path / "out/roles/paralegal.yaml").read_text())
    assert data["duties"][2] == {"text": "File papers", "status": "draft"}
    report = content.load(tmp_path / "out")
    assert (report.created, report.updated, report.removed, report.conflicts) == ([], [], [], [])


def test_edits_in_the_admin_reach_the_files_and_are_no_conflict_then(files):
    role = Role.objects.get(slug="paralegal")
    role.title = "Law paralegal"
    role.save()
    RoleTitle.objects.all().delete()
    RoleDuty.objects.get(text="Sort the mail").duties.add(Duty.objects.get(slug="book-rooms"))
    source = Source.objects.get(slug="the-post")
    RoleDuty.objects.create(role=role, text="File papers", source=source, position=2)
    RoleDuty.objects.create(role=role, text="Call clients", source=source, position=7, key="calls")
    result = content.dump(files.folder)
    assert result.written == ["roles/paralegal.yaml"]
    data = yaml.safe_load(files.read("roles/paralegal.yaml"))
    assert data["title"] == "Law paralegal"
    assert "titles" not in data
    assert data["duties"][1:] == [
        {"text": "Sort the mail", "duties": ["book-rooms"], "source": "the-times"},
        {"text": "File papers", "source": "the-post"},
        {"key": "calls", "text": "Call clients", "position": 7, "source": "the-post"},
    ]
    version = DataVersion.objects.current()
    report = content.load(files.folder)
    assert (report.created, report.updated, report.removed, report.conflicts) == ([], [], [], [])
    assert DataVersion.objects.current() == version


def test_a_renamed_row_goes_back_to_its_file_under_its_new_name(files):
    role = Role.objects.get(slug="paralegal")
    role.slug = "law-aide"
    role.save()
    result = content.dump(files.folder)
    assert result.written == ["milestones/law.yaml", "roles/paralegal.yaml", "rules/paralegal.yaml"]
    assert not content.load(files.folder).conflicts
    assert not content.load(files.folder).conflicts
    assert Role.objects.filter(slug="law-aide").exists()


def test_former_slugs_go_into_the_file_and_lead_on_from_there(files):
    role = Role.objects.get(slug="paralegal")
    for slug in ("law-aide", "law-clerk"):
        role.slug = slug
        role.save()
    content.dump(files.folder)
    assert files.read("roles/paralegal.yaml").startswith("slug: law-clerk\nformerly: [paralegal, law-aide]\ntitle:")
    assert content.dump(files.folder).written == []
    RenamedSlug.objects.all().delete()
    content.load(files.folder)
    assert set(RenamedSlug.objects.values_list("old", "new")) == {("paralegal", "law-clerk"), ("law-aide", "law-clerk")}
    assert content.dump(files.folder).written == []


def test_rows_that_editors_added_have_a_file_of_their_own(files):
    source = Source.objects.create(
        slug="wire", title="Wire", publisher="Wire", kind="press", undated=True, checked_on="2026-01-01",
        review_by="2027-01-01",
    )  # fmt: skip
    role = Role.objects.create(slug="notary", title="Notary", summary="You.", field=Role.objects.first().field)
    milestone = Milestone.objects.create(slug="notary", title="Notary", step_title="Be one", kind="role", role=role)
    Route.objects.create(slug="sworn", title="Sworn", reaches=milestone, strength="law", source=source)
    assert content.dump(files.folder).written == ["milestones/added.yaml", "roles/notary.yaml", "sources/added.yaml"]
    assert not content.load(files.folder).conflicts


def test_a_file_that_says_the_same_in_another_way_is_left_as_it_is(files):
    files.write("issuers.yaml", "issuers:\n# The big one.\n- {slug: nala, url: '', title: 'NALA'}\n")
    before = files.read("issuers.yaml")
    assert content.dump(files.folder).written == []
    assert files.read("issuers.yaml") == before


def test_the_comment_at_the_top_of_a_file_stays(files):
    files.write("issuers.yaml", f"# Who gives them.\n# All of them.\n{files.read('issuers.yaml')}")
    files.change("issuers.yaml", "title: NALA", "title: Nala")
    content.dump(files.folder)
    assert files.read("issuers.yaml") == "# Who gives them.\n# All of them.\nissuers:\n- slug: nala\n  title: NALA\n"


def test_the_file_of_a_deleted_role_is_removed_and_a_strange_one_is_left(files):
    Role.objects.get(slug="legal-assistant").delete()
    files.write("roles/mine.yaml", "slug: mine\n")
    result = content.dump(files.folder)
    assert (result.removed, result.left) == (["roles/legal-assistant.yaml"], ["roles/mine.yaml"])
    assert not (files.folder / "roles/legal-assistant.yaml").exists()


def test_a_folder_that_holds_other_yaml_is_refused(files, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "docker-compose.yaml").write_text("services: {}\n")
    with pytest.raises(BadContent, match="is not a content file, so this is no folder to write content into"):
        content.dump(tmp_path / "home")
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["docker-compose.yaml"]


@pytest.mark.parametrize("code", ["/../../ab", "23/2011", "..", "23\n2011"])
def test_a_name_that_is_no_content_file_is_refused_and_nothing_is_written(files, tmp_path, code):
    with without_limits(Occupation):
        Occupation.objects.update(system=".net" if code == ".." else "onet", code=code)
    with pytest.raises(BadContent, match="no content file can have this name"):
        content.dump(tmp_path / "out" / "in")
    assert not (tmp_path / "out").exists()


def test_a_folder_in_the_place_of_a_file_is_refused(files):
    (files.folder / "roles" / "notary.yaml").mkdir()
    with pytest.raises(BadContent, match="is not a content file"):
        content.dump(files.folder)


def test_the_command_says_what_it_wrote(files, tmp_path):
    out = io.StringIO()
    call_command("dump_fixtures", tmp_path / "out", stdout=out)
    assert out.getvalue() == f"{tmp_path / 'out'}: {len(FILES)} written, 0 removed, 0 as they were\n"


def test_the_command_refuses_a_path_that_is_a_file(files, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("dump_fixtures", tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


texts = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=200).map(str.strip)
values: st.SearchStrategy = st.one_of(
    texts,
    st.integers(-(10**9), 10**9),
    st.decimals(-(10**6), 10**6, places=2),
    st.dates(date(1900, 1, 1)),
    st.booleans(),
    st.tuples(texts, texts),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from("abcdef"), values, min_size=1))
def test_whatever_is_written_is_read_the_same(data):
    document, problems = parse(as_yaml(data), Document("file.yaml", "file.yaml"))
    assert not problems
    assert document.data == {name: _read_as(value) for name, value in data.items()}


def _read_as(value):
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value

import io
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onet import statistics
from onet.statistics import import_statistics
from onet.writing import Counts
from roles.models import Occupation, Outlook, Pay, Program, RoleCode, SurveyShare
from sources.documents import BadContent
from sources.models import DataVersion, Source
from tests.factories import make_place, make_role, make_source
from tests.onet.bureau import FILES, tables

pytestmark = pytest.mark.django_db
NATIONAL, PROJECTED = "oews_national_2025", "table_1_2_occupational_projections"
# With the code that the table of the states has.
NATION = FILES[f"{NATIONAL}.csv"] + "29-1215,Family Physicians,detailed,90000,*,*,*,*,*,*,*,*,*,*,,\n"


def said(folder, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_bls", str(folder), stdout=out, stderr=err, **options)
    return out.getvalue()


@pytest.fixture(autouse=True)
def places():
    make_place(code="US-NY")


def bring_in(folder, **files):
    return import_statistics(tables(folder, **{NATIONAL: NATION} | files))


def onet_code(code):
    return Occupation.objects.create(system="onet", code=code, title=code)


def pay(code, place="US", per="year"):
    return Pay.objects.get(occupation__code=code, place=place, per=per)


def test_wages_become_pay_of_codes_with_their_source_and_date(tmp_path):
    report = bring_in(tmp_path)
    assert report.counts["pay"] == Counts(added=6)
    found = pay("23-2011")
    assert (found.p10, found.p50, found.p90) == (41_800, 61_360, 99_800)
    assert (found.jobs, found.as_of, found.as_of_words) == (367_220, date(2025, 5, 1), "May 2025")
    assert (found.source.slug, found.key, found.imported) == ("bls-oews-2025", "us-year-bls-oews-2025", True)
    assert pay("23-2011", per="hour").jobs is None


def test_pay_of_a_state_holds_there(tmp_path):
    bring_in(tmp_path)
    found = pay("29-1215", place="US-NY")
    assert (found.p10, found.p25, found.p25_cell) == (187_000, 239_200, "top")


STATES = FILES["oews_state_2025.csv"]


def of_states(**codes):
    """A table of states in which each has these codes."""
    head, row = STATES.splitlines()
    rows = (row.replace("36,NY,29-1215", f"1,{state},{code}") for state, its in codes.items() for code in its)
    return "\n".join([head, *rows, ""])


@pytest.fixture
def whole_country(monkeypatch):
    """A table of the nation that stands for one with all codes: the codes in it."""
    monkeypatch.setattr(statistics, "FULL", 20)
    codes = [f"11-{number}" for number in range(1011, 1031)]
    lines = (f"{code},Drivers {code},detailed,90,*,*,*,*,*,*,*,*,*,*,,\n" for code in codes)
    return {NATIONAL: NATION + "".join(lines)}, codes


def test_a_table_of_states_that_ends_within_one_is_refused(tmp_path, whole_country):
    nation, codes = whole_country
    cut = tables(tmp_path, **nation, oews_state_2025=of_states(NY=codes, WY=codes[:5]))
    with pytest.raises(
        CommandError, match=r"ends with 11-1015 in WY, and goes on to 11-1030 in all others\. Was it cut"
    ):
        said(cut)
    assert not Pay.objects.exists()
    said(cut, fewer=True)
    assert Pay.objects.filter(place="US-NY", per="year").count() == 20


def test_a_table_that_lacks_states_is_refused(tmp_path, whole_country):
    nation, codes = whole_country
    for state in ("CA", "CO", "TX", "WY"):
        make_place(code=f"US-{state}")
    cut = tables(tmp_path, **nation, oews_state_2025=of_states(NY=codes))
    with pytest.raises(CommandError, match=r"oews_state_2025.csv says nothing of CA, CO, TX, WY\. Was it cut off"):
        said(cut)


def test_a_table_of_fields_of_study_that_was_cut_off_is_refused_unless_it_is_meant(tmp_path):
    rows = "".join(f"22.{number:04},Law,23-2011.00,Paralegals\n" for number in range(1, 21))
    head, _ = FILES["cip2020_to_onetsoc2019.csv"].splitlines(keepends=True)
    cut = tables(tmp_path, cip2020_to_onetsoc2019=head + rows)
    with pytest.raises(CommandError, match=r"2019\.csv ends with 22\.0020, and should go on to 61\.9999\. Was it cut"):
        said(cut)
    assert not Program.objects.exists()
    said(cut, fewer=True)
    assert Program.objects.count() == 20


def test_a_table_of_what_is_counted_together_that_was_cut_off_is_refused(tmp_path, whole_country):
    nation, codes = whole_country
    for code in (*codes, "23-2011", "27-2011"):
        onet_code(f"{code}.00")
    files = nation | {"oews_state_2025": of_states(NY=codes)}
    lacks = r"oews_combined_codes\.csv does not say what is counted together in 29-1215\. Was it cut off"
    with pytest.raises(CommandError, match=lacks):
        said(tables(tmp_path, **files))
    whole = FILES["oews_combined_codes.csv"] + "29-1215,Family Physicians,29-1216,Physicians\n"
    assert "pay:" in said(tables(tmp_path, **files, oews_combined_codes=whole))


def test_one_state_that_the_bureau_leaves_out_is_no_cut(tmp_path, whole_country):
    nation, codes = whole_country
    make_place(code="US-CO")
    assert "pay:" in said(tables(tmp_path, **nation, oews_state_2025=of_states(NY=codes)))


def test_what_is_published_by_the_hour_alone_has_no_pay_a_year(tmp_path):
    bring_in(tmp_path)
    (found,) = Pay.objects.filter(occupation__code="27-2011")
    assert (found.per, found.p75_cell, found.jobs) == ("hour", "top", None)


def test_projections_become_an_outlook(tmp_path):
    bring_in(tmp_path)
    (found,) = Outlook.objects.all()
    assert found.occupation.code == "23-1011"
    assert (found.period_from, found.period_to, found.growth_percent) == (2024, 2034, Decimal("-4.1"))
    assert (found.jobs_then, found.entry_schooling, found.middle_pay_is_top) == (864_800, "doctoral", True)
    assert (found.source.slug, found.key) == ("bls-projections-2024-34", "us-2024-bls-projections-2024-34")


def test_attainment_becomes_shares(tmp_path):
    bring_in(tmp_path)
    shares = SurveyShare.objects.filter(occupation__code="23-2011")
    assert [share.percent for share in shares] == [
        Decimal(each) for each in ("0.5", "10", "20.5", "18", "40", "7", "4")
    ]
    assert {(share.question, share.as_of_words) for share in shares} == {("attainment", "2022 to 2023")}


def test_a_code_that_counts_several_jobs_says_which(tmp_path):
    national = NATION + NATION.splitlines()[1].replace("23-2011", "25-9045") + "\n"
    bring_in(tmp_path, **{NATIONAL: national})
    assert Occupation.objects.get(code="25-9045").description == "Counted together: Teaching Assistants."
    assert Occupation.objects.get(code="23-2011").description == ""


def test_programs_lead_to_the_occupations_of_onet(tmp_path):
    occupation = onet_code("23-2011.00")
    bring_in(tmp_path)
    (program,) = Program.objects.all()
    assert (program.code, list(program.occupations.all())) == ("22.0302", [occupation])


def test_before_onet_is_there_the_fields_of_study_wait_and_a_second_import_completes_them(tmp_path):
    report = bring_in(tmp_path)
    assert report.notes == [
        "Fields of study were left out for O*NET occupations that are not on file: 23-2011.00. "
        "Import O*NET, then this once more."
    ]
    occupation = onet_code("23-2011.00")
    assert bring_in(tmp_path).notes == []
    assert list(occupation.programs.values_list("code", flat=True)) == ["22.0302"]


def test_roles_lean_on_the_codes_for_pay_and_outlook(tmp_path):
    role = make_role()
    RoleCode.objects.create(role=role, occupation=onet_code("23-2011.00"), use="title")
    bring_in(tmp_path)
    assert list(role.codes.filter(imported=True).values_list("use", "occupation__code")) == [("pay", "23-2011")]


def test_the_same_again_changes_nothing(tmp_path):
    onet_code("23-2011.00")
    bring_in(tmp_path)
    version = DataVersion.objects.current()
    report = bring_in(tmp_path)
    assert not any(counts.any_change for counts in report.counts.values())
    assert DataVersion.objects.current() == version


def test_a_dry_run_leaves_everything_as_it_was(tmp_path):
    report = import_statistics(tables(tmp_path, **{NATIONAL: NATION}), dry_run=True)
    assert report.counts["pay"].added == 6
    assert not Pay.objects.exists()
    assert not Source.objects.exists()


def test_figures_of_our_own_stay_alone(tmp_path):
    occupation = Occupation.objects.create(system="bls", code="23-2011", title="Paralegals")
    Pay.objects.create(occupation=occupation, p50=60_000, p50_cell="published", source=make_source(), key="ours")
    report = bring_in(tmp_path)
    assert report.counts["pay"].ours == 1
    assert list(occupation.pay.filter(per="year").values_list("p50", flat=True)) == [60_000]
    assert occupation.pay.filter(per="hour").count() == 1


def test_a_figure_that_is_only_claimed_does_not_keep_the_tables_out(tmp_path):
    occupation = Occupation.objects.create(system="bls", code="23-2011", title="Paralegals")
    claim = {"standing": "claimed", "source": make_source(), "key": "claim"}
    Pay.objects.create(occupation=occupation, p50=60_000, p50_cell="published", **claim)
    bring_in(tmp_path)
    assert occupation.pay.filter(per="year").count() == 2


def test_figures_of_the_next_year_come_in_the_place_of_the_last(tmp_path):
    bring_in(tmp_path)
    (tmp_path / f"{NATIONAL}.csv").rename(tmp_path / "oews_national_2026.csv")
    (tmp_path / "oews_state_2025.csv").unlink()
    later = (tmp_path / "oews_national_2026.csv").read_text().replace("61360", "63000")
    (tmp_path / "oews_national_2026.csv").write_text(later, newline="\r\n")
    report = import_statistics(tmp_path)
    assert report.counts["pay"] == Counts(changed=4)
    found = pay("23-2011")
    assert (found.p50, found.as_of_words, found.source.slug) == (63_000, "May 2026", "bls-oews-2026")
    assert pay("29-1215", place="US-NY").source.slug == "bls-oews-2025"
    assert found.source.title == "Occupational Employment and Wage Statistics, May 2026"


def test_what_the_tables_no_longer_hold_goes(tmp_path):
    bring_in(tmp_path)
    national = "".join(NATION.splitlines(keepends=True)[:-1])
    report = bring_in(tmp_path, **{NATIONAL: national})
    assert report.counts["pay"] == Counts(removed=1, same=5)


def test_what_somebody_changed_or_deleted_here_stays_so(tmp_path):
    bring_in(tmp_path)
    changed, deleted = pay("23-2011"), pay("23-2011", per="hour")
    changed.p50 = 62_000
    changed.save()
    deleted._history_user = get_user_model().objects.create_user("editor")
    deleted.delete()
    report = bring_in(tmp_path)
    assert (report.counts["pay"].ours, report.counts["pay"].deleted_here, report.counts["pay"].added) == (1, 1, 0)
    assert pay("23-2011").p50 == 62_000


def test_figures_of_our_own_that_are_taken_back_leave_room_for_those_of_the_tables(tmp_path):
    bring_in(tmp_path)
    occupation, source = Occupation.objects.get(system="bls", code="23-2011"), make_source()
    share = {"question": "attainment", "category": "Bachelor’s degree", "percent": 50}
    ours = [
        SurveyShare.objects.create(occupation=occupation, source=source, **share),
        Pay.objects.create(occupation=occupation, source=source, per="year", p50=1, p50_cell="published"),
    ]
    assert bring_in(tmp_path).counts["pay"].removed == 1
    assert SurveyShare.objects.count() == 1
    for figure in ours:
        figure.delete()
    report = bring_in(tmp_path)
    assert (report.counts["pay"].added, report.counts["attainment"].added) == (1, 7)


def test_a_level_of_attainment_that_is_edited_alone_leaves_the_others_as_imported(tmp_path):
    bring_in(tmp_path)
    edited = SurveyShare.objects.get(category__startswith="Bachelor")
    edited.percent = 41
    edited.save()
    report = bring_in(tmp_path)
    assert report.counts["attainment"] == Counts(same=6, ours=1)
    for file in tmp_path.glob("table_*"):
        text = file.read_text().replace("2024", "2025").replace("2034", "2035").replace("2024–34", "2025–35")
        file.write_text(text, newline="\r\n")
    report = import_statistics(tmp_path)
    assert report.counts["attainment"].ours == 1
    assert Outlook.objects.get().period_from == 2025
    assert SurveyShare.objects.filter(category=edited.category).count() == 1
    assert SurveyShare.objects.count() == 7


def test_a_figure_whose_row_is_left_out_stays_as_it_was(tmp_path):
    bring_in(tmp_path)
    files = {
        NATIONAL: NATION.replace("20.10", "n/a"),
        "oews_state_2025": FILES["oews_state_2025.csv"].replace("2000", "many"),
        PROJECTED: FILES[f"{PROJECTED}.csv"].replace("-4.1", "less"),
        "table_5_3_educational_attainment": FILES["table_5_3_educational_attainment.csv"].replace("20.5", "120.5"),
        "cip2020_to_onetsoc2019": FILES["cip2020_to_onetsoc2019.csv"].replace("22.0302", "22"),
    }
    report = import_statistics(tables(tmp_path, **files), skip_bad=True)
    assert len(report.left_out) == len(files)
    assert not report.changed
    kinds = (Pay, Outlook, SurveyShare, Program)
    assert [kind.objects.count() for kind in kinds] == [6, 1, 7, 1]


def test_tables_that_are_missing_leave_what_is_there_and_are_named(tmp_path):
    bring_in(tmp_path)
    (tmp_path / f"{PROJECTED}.csv").unlink()
    report = import_statistics(tmp_path)
    assert report.missing == (f"{PROJECTED}.csv",)
    assert Outlook.objects.count() == 1


def test_a_bad_row_keeps_everything_out_or_is_left_out_alone(tmp_path):
    bad = NATION.replace("20.10", "n/a")
    with pytest.raises(BadContent):
        bring_in(tmp_path, **{NATIONAL: bad})
    assert not Pay.objects.exists()
    report = import_statistics(tmp_path, skip_bad=True)
    assert len(report.left_out) == 1
    assert not Pay.objects.filter(occupation__code="23-2011").exists()
    assert Pay.objects.filter(occupation__code="27-2011").exists()


def test_pay_of_a_place_that_is_not_on_file_is_left_out_and_told_of(tmp_path):
    state = FILES["oews_state_2025.csv"].replace("36,NY", "60,AS")
    report = bring_in(tmp_path, oews_state_2025=state)
    assert "Pay in places that are not on file was left out: US-AS." in report.notes


def test_the_command_says_what_came_and_what_is_missing(tmp_path):
    words = said(tables(tmp_path, without="oews_combined_codes.csv", **{NATIONAL: NATION}))
    assert "pay: 6 added" in words
    assert "oews_combined_codes.csv is not in this release: what it would say stays as it is here." in words
    assert "Nothing changed: all of OEWS May 2025, projections 2024 to 2034 is here already." in said(tmp_path)


def test_the_command_refuses_what_is_no_such_folder(tmp_path):
    with pytest.raises(CommandError, match=r"holds none of the tables.*Nothing was written"):
        said(tmp_path)


def test_tables_of_an_older_year_are_refused_unless_they_are_asked_for(tmp_path):
    bring_in(tmp_path)
    for file in tmp_path.glob("oews_*_2025.csv"):
        file.rename(file.with_stem(file.stem.replace("2025", "2024")))
    with pytest.raises(CommandError, match=r"Pay of 2025 is here, and that of 2024 is older.*--older"):
        said(tmp_path)
    assert pay("23-2011").as_of == date(2025, 5, 1)
    said(tmp_path, older=True)
    assert pay("23-2011").as_of == date(2024, 5, 1)


def test_fields_of_study_say_who_says_where_they_lead(tmp_path):
    onet_code("23-2011.00")
    bring_in(tmp_path)
    program = Program.objects.get()
    assert (program.source.slug, program.source.published_words) == ("onet-cip-2020", "CIP 2020")
    assert "CC BY 4.0" in program.source.attribution


def test_search_which_knows_no_figures_stays_as_it_is(tmp_path):
    with CaptureQueriesContext(connection) as asked:
        bring_in(tmp_path)
    assert not [query for query in asked.captured_queries if "careers_search" in query["sql"]]

"""Finding roles by words, and guessing what was meant."""

import pytest

from careers.search import (
    LONGEST_QUERY,
    MOST_WORDS,
    nearest_roles,
    reasons,
    search_certifications,
    search_jobs,
    search_roles,
    second_best,
    suggest_roles,
)
from careers.search.doers import doers
from careers.search.words import Typed, split_at_matches
from roles.models import Occupation, Outlook, Role, RoleCode, RoleTool, Skill
from tests.careers.searching import found
from tests.factories import make_certification, make_next_job, make_role, make_source, retire

pytestmark = pytest.mark.django_db


@pytest.fixture
def law_office() -> None:
    make_role(title="Paralegal", duties=["Research laws"], skills={"Legal research": 80})
    make_role(title="Legal assistant", titles=["Legal secretary", "Legal administrative secretary"])
    make_role(title="Immigration paralegal", summary="You help lawyers whose clients want to stay.")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("paralegal", ["Paralegal", "Immigration paralegal"]),
        ("PARALEGAL", ["Paralegal", "Immigration paralegal"]),
        ("paralegals", ["Paralegal", "Immigration paralegal"]),
        ("paralegal immigration", ["Immigration paralegal"]),
        ("secretary", ["Legal assistant"]),
        ("research laws", ["Paralegal"]),
        ("whose clients", ["Immigration paralegal"]),
        ("legal", ["Legal assistant", "Paralegal"]),
        ("paralegal dentist", []),
        ("100%", []),
        ("_", []),
    ],
)
@pytest.mark.usefixtures("law_office")
def test_every_word_has_to_stand_somewhere_names_first(text, titles):
    assert found(text) == titles


def test_words_that_only_ask_are_not_looked_for():
    make_role(title="Animal caretaker", titles=["Pet sitter"])
    make_role(title="Job coach")
    for text in ("I want to work with animals", "i like animals", "jobs with animals", "I'd love to be a pet sitter"):
        assert found(text) == ["Animal caretaker"], text
    assert found("job coach") == ["Job coach"]


@pytest.mark.usefixtures("law_office")
def test_signs_that_stand_for_many_letters_make_no_longer_search():
    assert len(Typed.of("ﷺ" * 100).text) <= LONGEST_QUERY


def test_words_stand_out_in_a_name_as_they_were_typed_and_no_pattern_is_made_of_them(monkeypatch):
    def fail(*_):
        pytest.fail("Each search would leave a pattern in the memory of a worker.")

    monkeypatch.setattr("re._compile", fail)
    pieces = split_at_matches("C++ and C# DEVELOPER, redevelops", "c++ develop")
    assert pieces == [("C++", True), (" and C# ", False), ("DEVELOP", True), ("ER, redevelops", False)]


def test_another_form_of_a_word_stands_out_only_where_it_is_the_whole_word():
    assert split_at_matches("Career and car coach", "cars") == [
        ("Career and ", False),
        ("car", True),
        (" coach", False),
    ]
    assert split_at_matches("Carseat maker", "cars") == [("Cars", True), ("eat maker", False)]
    assert split_at_matches("Autopsy or auto", "cars", ["auto"]) == [("Autopsy or ", False), ("auto", True)]


def test_without_words_nothing_is_found():
    assert found("  ") == []


def test_a_role_found_by_its_duties_comes_after_one_found_by_name():
    make_role(title="Archivist", duties=["Interview people"])
    make_role(title="Interviewer")
    assert found("interview") == ["Interviewer", "Archivist"]


@pytest.mark.usefixtures("law_office")
def test_the_other_name_that_matched_is_told_and_the_shortest_of_several():
    (hit,) = search_roles("secretary").hits
    assert hit.also_called == "Legal secretary"
    assert not any(hit.also_called for hit in search_roles("legal assistant").hits)


def test_so_many_roles_are_found_at_most_and_that_is_told(monkeypatch):
    for number in range(4):
        make_role(title=f"Clerk {number}", duties=["File papers"])
    assert not search_roles("clerk").is_more
    monkeypatch.setattr("careers.search.roles.MOST_FOUND", 3)
    for text in ("clerk", "papers"):
        search = search_roles(text)
        assert search.is_more
        assert len(search.hits) == 3


def test_fewer_are_found_by_name_unless_a_few_letters_were_typed(monkeypatch):
    for number in range(4):
        make_role(title=f"Clerk {number}")
    monkeypatch.setattr("careers.search.roles.MOST_NAMED", 3)
    assert (len(search_roles("clerk").hits), search_roles("clerk").is_more) == (3, True)
    assert (len(search_roles("cle").hits), search_roles("cle").is_more) == (4, False)


def test_drafts_are_not_found():
    make_role(title="Paralegal", status=Role.Status.DRAFT)
    assert found("paralegal") == []
    assert nearest_roles("paralegal") == []


@pytest.mark.usefixtures("law_office")
def test_only_the_start_of_a_long_search_counts_and_that_is_told():
    search = search_roles("paralegal " + "x" * 5000)
    assert search.was_cut
    assert len(search.words) <= LONGEST_QUERY
    assert not search_roles("paralegal").was_cut


@pytest.mark.usefixtures("law_office")
def test_a_search_costs_two_queries_however_many_roles(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("careers.search.roles.asked_to_use", lambda *_, **__: [])  # asked for once, and kept
    with django_assert_num_queries(4):  # names and texts with these words, and with words that start so
        found("legal research")
    for number in range(12):
        make_role(title=f"Legal researcher {number}", titles=["Reader", "Finder"], duties=["Research laws"])
    with django_assert_num_queries(2):
        assert len(found("legal research")) == 13


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("paralegel", "Paralegal"),
        ("legal asistant", "Legal assistant"),
        ("legal secratary", "Legal assistant"),
        ("how do i become a parelegal", "Paralegal"),
        ("imigration", "Immigration paralegal"),
    ],
)
@pytest.mark.usefixtures("law_office")
def test_a_slip_of_the_fingers_is_understood(typed, meant):
    assert nearest_roles(typed)[0].title == meant


@pytest.mark.parametrize("typed", ["", "zzzzzz", "x" * 5000, "\0", "🧪"])
@pytest.mark.usefixtures("law_office")
def test_what_is_like_nothing_suggests_nothing(typed):
    assert nearest_roles(typed) == []


def test_a_slip_is_understood_while_the_last_word_is_only_begun():
    make_role(title="Legal assistant", titles=["Legal secretary"])
    # Many short words are more like three letters than the long word is that begins with them.
    for number in range(70):
        make_role(title=f"Sea{chr(97 + number % 26)} sec{chr(97 + number // 26)} {number}")
    assert nearest_roles("legel sec")[0].title == "Legal assistant"


def test_a_number_is_no_slip_of_another():
    make_role(title="Dispatcher", titles=["911 dispatcher"])
    assert nearest_roles("99") == []
    assert nearest_roles("911 dispacher")[0].title == "Dispatcher"


def test_of_many_words_with_slips_only_the_first_are_guessed_at(django_assert_max_num_queries):
    make_role(title="Legal assistant", titles=["Legal secretary"])
    # A query for each word, one for other spaces, one for each number of words left out, and one for the roles.
    with django_assert_max_num_queries(2 * MOST_WORDS + 2):
        assert nearest_roles("/".join(["legel", "secretery"] * MOST_WORDS))[0].title == "Legal assistant"


def test_only_guesses_as_good_as_the_first_are_offered():
    make_role(title="Paralegal")
    make_role(title="Immigration paralegal")
    make_role(title="Law clerk", titles=["Paralegal"])
    make_role(title="Teacher", titles=["Paralegal instructor"])
    assert [role.title for role in nearest_roles("paralegel")] == ["Paralegal", "Law clerk"]


def test_a_space_is_missed_sooner_than_a_letter():
    make_role(title="X-ray technician")
    make_role(title="Tray server")
    make_role(title="Firefighter")
    make_role(title="Fire lighter")
    assert [role.title for role in nearest_roles("xray")] == ["X-ray technician"]
    assert [role.title for role in nearest_roles("fire fighter")] == ["Firefighter"]


def test_a_word_that_is_known_was_meant_unless_the_whole_is_a_name():
    make_role(title="Charge nurse")
    make_role(title="Nurse coach, hospital")
    make_role(title="Purse maker")
    make_role(title="Job coach")
    assert [role.title for role in nearest_roles("charge purse")] == ["Charge nurse"]
    part, meant = second_best("purse coach")
    assert ([hit.title for hit in part.hits], meant) == (["Job coach", "Nurse coach, hospital"], [])


@pytest.fixture
def garage() -> None:
    make_role(title="Mechanic", titles=["Car mechanic"])
    make_role(title="Film crew", duties=["Fix lights", "Take care of actors"])
    make_role(title="Home aide", duties=["Take care of people"])


@pytest.mark.parametrize(
    ("text", "kept", "left_out", "titles"),
    [
        ("fix cars", "cars", ("fix",), ["Mechanic"]),
        ("cars fix", "fix", ("cars",), ["Mechanic", "Film crew"]),
        ("I want to fix the cars", "cars", ("want", "fix"), ["Mechanic"]),
        ("take care of old people", "take care people", ("old",), ["Home aide"]),
        ("car job xyzzy", "car", ("job", "xyzzy"), ["Mechanic"]),
        ("xyzzy plugh", "", (), []),
        ("", "", (), []),
    ],
)
@pytest.mark.usefixtures("garage")
def test_where_no_role_has_all_words_those_are_left_out_that_find_least(text, kept, left_out, titles):
    part, meant = second_best(text)
    assert (part.kept, part.left_out, [hit.title for hit in part.hits]) == (kept, left_out, titles)
    assert meant == []


@pytest.mark.usefixtures("garage")
def test_a_slip_is_forgiven_before_a_word_is_left_out():
    part, meant = second_best("car mechanik")
    assert (part.hits, [role.title for role in meant]) == ((), ["Mechanic"])


def test_words_that_only_ask_stand_at_the_end_too():
    make_role(title="Nurse", duties=["Plan jobs"])
    make_role(title="Nurse practitioner")
    make_role(title="Office clerk", duties=["Keep a list of nurse jobs"])
    assert found("nurse jobs") == found("jobs for nurses") == ["Nurse", "Nurse practitioner", "Office clerk"]


def test_a_skill_is_found_by_the_name_that_onet_has_for_it():
    make_role(title="Clerk", skills={"Weighing arguments": 80})
    skill = Skill.objects.get()
    skill.onet_title = "Critical Thinking"
    skill.save()
    assert found("critical thinking") == found("weighing arguments") == ["Clerk"]
    (reason,) = reasons("critical thinking", search_roles("critical thinking").hits).values()
    assert (reason.kind, reason.text, reason.also) == ("Skill", "Weighing arguments", "Critical Thinking")


def test_of_roles_with_the_skill_that_was_typed_those_come_first_that_need_it_most():
    for title, importance in (("Clerk", 60), ("Judge", 95), ("Actor", 75)):
        make_role(title=title, skills={"Critical thinking": importance, "Writing": 100 - importance // 2})
    make_role(title="Chess player", duties=["Train critical thinking"])
    assert found("critical thinking") == ["Judge", "Actor", "Clerk", "Chess player"]
    assert found("writing") == ["Clerk", "Actor", "Judge"]


def test_words_in_a_row_come_first_then_those_near_each_other():
    make_role(
        title="Apart",
        duties=["Interview people who want to work here, and write down what they say", "Swear witnesses in"],
    )
    make_role(title="Near", duties=["Book times for witness interviews", "Ask witnesses to come for interviews"])
    make_role(title="Skilled", origin=Role.Origin.ONET, skills={"Interviewing witnesses": 70})
    make_role(title="In a row", origin=Role.Origin.ONET, duties=["Plan accidents, interview witnesses, file"])
    assert found("interview witnesses") == ["In a row", "Near", "Apart"]
    assert found("interviewing witnesses") == ["Skilled"]


def test_a_word_that_is_told_of_goes_before_the_start_of_one():
    for number in range(5):
        make_role(title=f"Programmer {number}", duties=["Write Java"])
    make_role(title="Nurse", duties=["Read JavaScript"])
    assert found("java") == [f"Programmer {number}" for number in range(5)]
    assert found("javasc") == ["Nurse"]
    assert found("javascript") == ["Nurse"]


def test_titles_that_start_with_the_word_come_first_then_those_that_go_on_within_it_or_have_it_the_shorter_first():
    make_role(title="Cookie baker")
    make_role(title="Cook, school")
    make_role(title="Line cookware maker")
    make_role(title="Line cook")
    make_role(title="Cookie and candy maker")
    assert found("cook") == [
        "Cook, school",
        "Cookie baker",
        "Line cook",
        "Cookie and candy maker",
        "Line cookware maker",
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("C++", ["C++ developer", "Modeler"]),
        ("c+", ["C++ developer", "Modeler"]),
        ("C#", ["Game maker"]),
        ("R", ["Statistician", "Ranger"]),
    ],
)
def test_signs_belong_to_the_word_they_follow_and_a_letter_is_a_word_first(text, titles):
    tools = {"Modeler": "C++", "Game maker": "Microsoft C#", "Statistician": "R"}
    for title in ("Ranger", "C++ developer", *tools):
        role = make_role(title=title, summary="You do it.")
        if title in tools:
            RoleTool.objects.create(role=role, title=tools[title], source=make_source())
    assert found(text) == titles
    assert found("game") == ["Game maker"]


def test_another_name_that_starts_so_goes_before_a_title_that_only_has_the_words():
    make_role(title="Secretary, except legal")
    make_role(title="Office assistant", titles=["Legal secretary"])
    make_role(title="Chief legal secretary")
    assert found("legal sec") == ["Chief legal secretary", "Office assistant", "Secretary, except legal"]


# Certifications ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("certified", ["CDA", "CMA", "CP"]),
        ("cp", ["CP"]),
        ("nala", ["CP"]),
        ("certified assistants", ["CDA", "CMA"]),
        ("cda", ["CDA"]),
        ("da", ["CDA"]),
        ("ma", []),
        ("ertified", []),
        ("certified plumber", []),
        ("", []),
    ],
)
def test_every_word_has_to_stand_in_a_certifications_name_or_its_issuers(text, names):
    make_certification(title="Certified Paralegal", abbreviation="CP", issuer="NALA")
    make_certification(title="Certified Dental Assistant", abbreviation="CDA", issuer="DANB")
    make_certification(title="Certified Medical Assistant", abbreviation="CMA", issuer="AAMA")
    assert [found.abbreviation for found in search_certifications(text)] == names


def test_letters_that_are_just_those_come_first_and_only_a_few_are_listed():
    for number in range(6):
        make_certification(title=f"A CMA exam {number}")
    make_certification(title="Certified Medical Assistant", abbreviation="CMA")
    found = search_certifications("cma")
    assert found[0].abbreviation == "CMA"
    assert len(found) == 5


# What has a new name, and jobs without a page ---------------------------------------------------------------


@pytest.fixture
def renamed() -> None:
    new = make_role(title="Legal assistant", titles=["Office secretary"])
    old = make_role(title="Legal secretary")
    retire(old, replaced_by=new)


@pytest.mark.parametrize(
    ("text", "once", "also"),
    [
        ("legal secretary", "Legal secretary", ""),
        ("legal secretarys", "Legal secretary", ""),
        ("secretary", "", "Office secretary"),
        ("legal", "", ""),
    ],
)
@pytest.mark.usefixtures("renamed")
def test_the_name_of_a_retired_role_finds_the_one_that_replaces_it(text, once, also):
    hits = search_roles(text).hits
    assert [(hit.title, hit.once_called, hit.also_called) for hit in hits] == [("Legal assistant", once, also)]


@pytest.mark.usefixtures("renamed")
def test_a_slip_in_a_retired_name_leads_to_the_one_that_replaces_it():
    assert [role.title for role in nearest_roles("legal secretery")] == ["Legal assistant"]


@pytest.fixture
def next_step() -> None:
    make_role(title="Pharmacy technician")
    make_next_job(title="Veterinary technician", after=make_role(title="Veterinary assistant", months=(1, 3)))


@pytest.mark.parametrize(
    "text", ["vet tech", "veterinary technician", "veterinary technicians", "Vet", "veterinery technician"]
)
@pytest.mark.usefixtures("next_step")
def test_a_job_without_a_page_is_found_with_the_role_that_leads_to_it(text):
    assert [(job.title, [role.slug for role in job.after]) for job in search_jobs(text)] == [
        ("Veterinary technician", ["veterinary-assistant"])
    ]


@pytest.mark.parametrize("text", ["", "pharmacy technician", "lawyer", "eterinary", "vet tech nurse"])
@pytest.mark.usefixtures("next_step")
def test_no_job_is_named_that_the_words_do_not_start(text):
    assert search_jobs(text) == []


@pytest.mark.usefixtures("next_step")
def test_a_job_that_has_a_page_by_now_is_not_named_as_one_without():
    make_role(title="Veterinary technician")
    assert search_jobs("vet tech") == []


@pytest.mark.parametrize("name", ["Veterinary Technician", "Veterinary technician (vet tech)"])
@pytest.mark.usefixtures("next_step")
def test_a_job_whose_name_a_role_goes_by_is_not_named_as_one_without_a_page(name):
    make_role(title="Veterinary technologist and technician", titles=[name])
    assert search_jobs("vet tech") == []


@pytest.mark.usefixtures("next_step")
def test_a_job_that_follows_only_a_draft_is_not_named():
    Role.objects.update(status=Role.Status.DRAFT)
    assert search_jobs("vet tech") == []


def test_of_roles_that_go_by_one_name_those_whose_titles_say_so_come_first_then_those_with_most_openings():
    for title, openings in (("Surgeon", 1_000), ("Pediatrician", 9_000), ("Family doctor", 10)):
        code = Occupation.objects.create(code=f"29-{openings:04}", title=title, system="bls")
        RoleCode.objects.create(role=make_role(title=title, titles=["Doctor"]), occupation=code, use="outlook")
        Outlook.objects.create(
            occupation=code, source=make_source(), period_from=2024, period_to=2034, openings_a_year=openings
        )
    make_role(title="Clown", titles=["Doctor"])
    assert found("doctor") == ["Family doctor", "Pediatrician", "Surgeon", "Clown"]


def test_who_does_what_was_typed_goes_before_names_that_only_start_so():
    make_role(title="Art teacher, college", titles=["Photography professor"])
    make_role(title="Law teacher, college")
    make_role(title="Family law clerk")
    for title in ("Photographer", "Lawyer", "Light truck driver"):
        make_role(title=title)
    make_role(title="Mover", titles=["Truck driver"], duties=["Drive trucks"])
    assert found("photography") == ["Photographer", "Art teacher, college"]
    assert found("law") == ["Lawyer", "Law teacher, college", "Family law clerk"]
    for text in ("drive trucks", "truck driving", "I like driving trucks"):
        assert found(text)[0] == "Mover", text


@pytest.mark.parametrize(
    ("deed", "doer"),
    [
        ("accounting", "accountant"),
        ("biology", "biologist"),
        ("carpentry", "carpenter"),
        ("chemistry", "chemist"),
        ("cooking", "cook"),
        ("drive", "driver"),
        ("economics", "economist"),
        ("history", "historian"),
        ("management", "manager"),
        ("music", "musician"),
        ("nursing", "nurse"),
        ("programming", "programmer"),
        ("swim", "swimmer"),
        ("teach", "teacher"),
        ("translation", "translator"),
    ],
)
def test_a_word_for_what_is_done_leads_to_the_word_for_who_does_it(deed, doer):
    assert doer in doers(deed)


def test_a_title_that_only_says_who_does_it_goes_before_those_that_say_more():
    make_role(title="Family physician", titles=["Physician"])
    make_role(title="Physicist")
    make_role(title="Physics teacher")
    assert found("physics") == ["Physicist", "Physics teacher", "Family physician"]


def test_what_a_role_written_here_goes_by_too_is_as_good_as_a_title_that_goes_on():
    make_role(title="Legal secretary and office clerk", origin=Role.Origin.ONET, titles=["Legal secretary"])
    make_role(title="Legal assistant", titles=["Legal secretary"])
    make_role(title="Typist", origin=Role.Origin.ONET, titles=["Legal secretary"])
    assert found("legal secretary") == ["Legal assistant", "Legal secretary and office clerk", "Typist"]
    assert len(search_roles("legal secretary").namesakes) == 3


def test_of_other_names_those_come_first_of_which_a_role_has_most():
    make_role(title="Actor", titles=["Beauty model"])
    make_role(title="Cosmetologist", titles=["Beauty adviser", "Beauty operator"])
    assert found("beauty") == ["Cosmetologist", "Actor"]


def test_two_letters_that_stand_alone_go_before_those_that_start_a_word():
    make_role(title="Airline pilot")
    make_role(title="Researcher", titles=["AI engineer"])
    make_role(title="Analyst", duties=["Train AI models"])
    assert found("ai") == ["Researcher", "Analyst", "Airline pilot"]
    assert [hit.title for hit in suggest_roles("ai").hits] == ["Researcher", "Airline pilot"]


def test_who_does_it_comes_before_who_teaches_it_and_before_what_else_begins_so():
    make_role(title="Psychology teacher")
    make_role(title="School psychologist", titles=["Psychologist"])
    make_role(title="Welding machine setter")
    make_role(title="Welder and cutter", titles=["Welder"])
    make_role(title="Fire inspector")
    make_role(title="Boiler firer", titles=["Firer"])
    assert found("psychology") == ["School psychologist", "Psychology teacher"]
    assert found("welding") == ["Welder and cutter", "Welding machine setter"]
    assert found("fire") == ["Fire inspector", "Boiler firer"]  # to be on fire is nobody's field


def test_of_roles_with_the_same_openings_the_whole_job_comes_before_its_parts():
    wider = Occupation.objects.create(code="29-1141", title="Registered nurses", system="bls")
    Outlook.objects.create(
        occupation=wider, source=make_source(), period_from=2024, period_to=2034, openings_a_year=189_100
    )
    for title, code in (("Acute care nurse", "29-1141.01"), ("Registered nurse", "29-1141.00")):
        role = make_role(title=title, titles=["Nurse", "Nurse lead"])
        its_own = Occupation.objects.create(code=code, title=title, system="onet")
        RoleCode.objects.create(role=role, occupation=its_own, use="title", primary=True)
        RoleCode.objects.create(role=role, occupation=wider, use="outlook")
    assert found("nurse") == ["Registered nurse", "Acute care nurse"]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("physcologist", ["School psychologist"]),  # the same letters, two of them elsewhere
        ("physcology", ["School psychologist"]),
        ("phychology", ["School psychologist"]),  # and who does what was meant
        ("restraunt", ["Restaurant host"]),
        ("chfe", ["Chef"]),
        ("nope", []),  # neither Pope nor note teller
        ("legos", []),  # as near to the start of legislator as to that of many words
        ("legislatr", ["Legislator"]),
    ],
)
def test_a_guess_is_made_only_where_it_is_plain_what_was_meant(typed, titles):
    make_role(title="School psychologist", titles=["Psychologist"])
    make_role(title="Psychology teacher")
    make_role(title="Restaurant host")
    make_role(title="Chef")
    make_role(title="Clergy", titles=["Pope"])
    make_role(title="Teller", titles=["Note teller"])
    make_role(title="Legislator")
    assert [role.title for role in nearest_roles(typed)] == titles


def test_an_address_leads_to_what_is_called_so_and_not_to_what_holds_such_a_word():
    make_role(title="Meat trimmer", titles=["Loin puller", "Butcher"])
    assert [role.title for role in nearest_roles("login")] == ["Meat trimmer"]
    assert nearest_roles("login", by_title=True) == []
    assert [role.title for role in nearest_roles("meat trimer", by_title=True)] == ["Meat trimmer"]
    assert [role.title for role in nearest_roles("bucher", by_title=True)] == ["Meat trimmer"]


@pytest.fixture
def users_of_excel() -> None:
    source = make_source()
    for title, openings, in_demand in (("Office clerk", 300, True), ("Manager", 900, True), ("Acrobat", 5_000, False)):
        role = make_role(title=title, titles=["Excelsior hand"] if title == "Acrobat" else [])
        RoleTool.objects.create(
            role=role, title="Microsoft Excel", in_demand=in_demand, source=source, as_of="2025-11-12"
        )
        code = Occupation.objects.create(code=f"43-{openings:04}", title=title, system="bls")
        RoleCode.objects.create(role=role, occupation=code, use="outlook")
        Outlook.objects.create(
            occupation=code, source=source, period_from=2024, period_to=2034, openings_a_year=openings
        )


@pytest.mark.parametrize("typed", ["excel", "Microsoft Excel", "microsoft exc"])
@pytest.mark.usefixtures("users_of_excel")
def test_of_a_tool_those_come_first_whose_ads_name_it_often_most_openings_first(typed):
    assert found(typed) == ["Manager", "Office clerk", "Acrobat"]
    assert [hit.title for hit in suggest_roles(typed).hits] == ["Manager", "Office clerk", "Acrobat"]


@pytest.mark.usefixtures("users_of_excel")
def test_a_role_whose_name_has_the_tool_comes_before_those_who_use_it():
    make_role(title="Excel trainer")
    assert found("excel")[0] == "Excel trainer"
    assert found("excelsior")[0] == "Acrobat"


@pytest.mark.usefixtures("users_of_excel")
def test_a_tool_that_ads_name_no_more_leads_nowhere_first():
    assert found("excel")[0] == "Manager"
    RoleTool.objects.filter(role__title="Manager").get().delete()
    assert found("excel") == ["Office clerk", "Acrobat"]

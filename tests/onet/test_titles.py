import pytest

from onet.titles import of_members, of_other_kinds, one_of


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("Registered Nurses", "Registered Nurse"),
        ("Accountants and Auditors", "Accountant and Auditor"),
        (
            "Executive Secretaries and Executive Administrative Assistants",
            "Executive Secretary and Executive Administrative Assistant",
        ),
        ("Waiters and Waitresses", "Waiter and Waitress"),
        ("Nurse Midwives", "Nurse Midwife"),
        ("Coaches and Scouts", "Coach and Scout"),
        ("Driver/Sales Workers", "Driver/Sales Worker"),
        ("Judges, Magistrate Judges, and Magistrates", "Judge, Magistrate Judge, and Magistrate"),
        (
            "First-Line Supervisors of Mechanics, Installers, and Repairers",
            "First-Line Supervisor of Mechanics, Installers, and Repairers",
        ),
        (
            "Janitors and Cleaners, Except Maids and Housekeeping Cleaners",
            "Janitor and Cleaner, Except Maids and Housekeeping Cleaners",
        ),
        ("Compensation, Benefits, and Job Analysis Specialists", "Compensation, Benefits, and Job Analysis Specialist"),
        ("Electrical and Electronics Drafters", "Electrical and Electronics Drafter"),
        (
            "Bus and Truck Mechanics and Diesel Engine Specialists",
            "Bus and Truck Mechanic and Diesel Engine Specialist",
        ),
        ("Helpers--Roofers", "Helper of Roofers"),
        ("Clergy", "Clergy"),
        ("Special Forces", "Special Forces"),
        ("Statistical Assistants", "Statistical Assistant"),
    ],
)
def test_a_title_of_many_names_one(many, one):
    assert one_of(many) == one


@pytest.mark.parametrize(
    ("rest", "plain"),
    [
        ("Engineer, all other", "Engineer (other kinds)"),
        ("Computer occupation, all other", "Computer worker (other kinds)"),
        ("Dentist, all other specialist", "Dentist (other kinds)"),
        ("Social sciences teacher, postsecondary, all other", "Social sciences teacher, postsecondary (other kinds)"),
        (
            "First-line supervisor of all other tactical operations specialists",
            "First-line supervisor of other tactical operations specialists",
        ),
        ("Umpire, referee, and other sports official", "Umpire, referee, and other sports official"),
    ],
)
def test_the_rest_of_a_group_is_named_in_plain_words(rest, plain):
    assert of_other_kinds(rest) == plain


@pytest.mark.parametrize(
    ("title", "member"),
    [
        ("Clergy", "Clergy member"),
        ("Special forces", "Special forces member"),
        ("Transit and railroad police", "Transit and railroad police officer"),
        ("Registered nurse", "Registered nurse"),
    ],
)
def test_who_is_in_a_force_goes_by_a_name_of_one(title, member):
    assert of_members(title) == member

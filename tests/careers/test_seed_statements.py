"""Everything that the two first documents say stands on a page, with the fact that corrects it where one does.

One is a company's page on paralegals and legal assistants, the other a career advice site's on paraprofessionals. Each
statement is told here in other words, with the page and the texts that must stand there in one row, line or paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils.text import slugify

from tests.reading import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

PARALEGAL = "/roles/paralegal/"
LEGAL_ASSISTANT = "/roles/legal-assistant/"
SIDE_BY_SIDE = "/compare/legal-assistant-vs-paralegal/"
INTO_LEGAL_ASSISTANT = "/roles/legal-assistant/how-to-become/"
LAW_SEED, SCHOOL_SEED = "/sources/back-office-legal-two-roles/", "/sources/paraprofessional-career-guide/"
PARA = "/roles/paraprofessional/"
SCHOOL = "/roles/school-paraprofessional/"
MEDICAL = "/roles/medical-paraprofessional/"
LEGAL = "/roles/legal-paraprofessional/"
INTO_PARA = "/roles/paraprofessional/how-to-become/"
FIVE_STEPS = f"{INTO_PARA}?have=nothing&alt=paraprofessional-five-steps"
CONTINUING = "/certifications/ny-teaching-assistant-continuing/"
ASPT = "/certifications/aspt-medical-assistant/"
AMT = "/certifications/amt-rda/"
CMOM = "/certifications/pmi-cmom/"
CDA = "/certifications/child-development-associate/"
PRE_PROFESSIONAL = "/certifications/ny-teaching-assistant-pre-professional/"

CLAIMED = "Claimed only"


@dataclass(frozen=True)
class Statement:
    """What a document says, in other words, and where that is found: all the texts in one row of the page."""

    says: str
    page: str
    texts: tuple[str, ...]


def on(page: str, *statements: tuple[str, ...]) -> list[Statement]:
    return [Statement(says, page, texts) for says, *rest in statements for texts in [tuple(rest)]]


LAW_OFFICE = [
    *on(
        PARALEGAL,
        ("The two names are often used for one another", "NALA", "uses both names for one job"),
        ("They are two quite different jobs", "two jobs with different duties"),
        ("A paralegal works beside a lawyer", "You report to", "A lawyer"),
        ("A paralegal may work on his own or nearly so", "partly or fully on your own", CLAIMED, "California asks"),
        ("A paralegal does technical work for lawyers", "You do legal work for a lawyer"),
        ("A paralegal helps with what concerns clients", "You talk with clients"),
        ("A paralegal is the second contact of a client", "Stay in touch with clients", "second contact"),
        ("Some paralegals do office work too", "Keep case papers in order"),
        ("A paralegal researches the law", "Look up laws and past cases"),
        ("A paralegal contacts clients", "Stay in touch with clients"),
        ("A paralegal interviews clients", "Interview clients"),
        ("A paralegal drafts pleadings", "first drafts of pleadings"),
        ("A paralegal drafts documents", "Prepare and check legal papers"),
        ("A paralegal writes letters for the lawyer", "Write letters for the lawyer"),
        ("A paralegal interviews witnesses", "Interview witnesses"),
        ("A paralegal goes to court with the lawyer", "Go to hearings and trials with the lawyer"),
        ("A paralegal puts exhibits together", "Put together exhibits"),
        ("A paralegal sums up depositions and interrogatories", "Sum up sworn answers"),
        ("A paralegal bills clients for the work", "Bill clients for the work you have done"),
        ("A paralegal can choose immigration law", "Immigration paralegal"),
        ("A paralegal can choose criminal law", "Criminal law paralegal"),
        ("A paralegal can choose family law", "Family law paralegal"),
        ("A paralegal holds an associate degree", "Associate degree, 2 years", "The usual start"),
        ("Or a bachelor’s degree", "Bachelor’s degree, 4 years", "Common too"),
        ("Or a certificate after a degree", "Certificate, under 2 years", "Usual after a degree"),
        ("A paralegal knows legal documentation", "without a rating", "legal documentation"),
        ("A paralegal knows legal writing", "without a rating", "legal writing"),
        ("A paralegal knows legal research", "without a rating", "legal research"),
        ("A paralegal knows litigation", "without a rating", "litigation"),
    ),
    *on(
        LEGAL_ASSISTANT,
        ("A legal assistant works closely with a lawyer", "You report to", "A lawyer"),
        ("A legal assistant does not do the deeper legal work", "Others mostly do the deeper legal work"),
        ("A legal assistant does the office side", "Main job", "Runs the office side"),
        ("A legal assistant prepares documents", "Prepare legal papers"),
        ("A legal assistant proofreads letters", "Proofread letters and papers"),
        ("A legal assistant helps run the office", "Help with the daily running of the office"),
        ("A legal assistant greets clients", "Greet clients"),
        ("A legal assistant answers calls", "Answer the phone"),
        ("A legal assistant keeps track of appointments", "Keep the calendar"),
        ("A legal assistant sends out bills", "Send out bills"),
        ("A legal assistant clears up billing problems", "sort out billing problems"),
        ("A legal assistant sorts evidence for the lawyer", "Sort evidence and papers", "review"),
        ("A legal assistant books witness interviews", "Book times for witness interviews"),
        ("A legal assistant keeps the files", "Keep the filing system in order"),
        ("A legal assistant gives other office help", "Lend a hand with other office work"),
        ("Some firms say legal secretary", "Also called", "legal secretary"),
        ("Some firms say administrative assistant", "Also called", "administrative assistant"),
        ("A legal assistant has a wider range of duties", "calls, calendars, files, papers and bills"),
        ("Legal secretaries hold a certificate", "Certificate, under 2 years", "Usual, says a company"),
        (
            "Or a degree from a two-year or vocational school",
            "Associate degree, 2 years",
            "a degree from a two-year school",
        ),
        ("That schooling is not always needed", "a certificate or degree is not always needed"),
        ("What federal tables say instead", "High school diploma or GED", "The usual start, with training on the job"),
        ("A legal assistant knows legal support", "without a rating", "legal support"),
        ("A legal assistant knows data entry", "without a rating", "data entry"),
        ("A legal assistant knows scheduling", "without a rating", "scheduling"),
        ("A legal assistant knows office work", "without a rating", "office administration"),
    ),
    *on(
        SIDE_BY_SIDE,
        ("The duties of the two differ", "Witnesses", "Schedule witness interviews", "Interview witnesses"),
        ("What the two ask for differs", "Usual schooling", "High school diploma", "Associate degree"),
        ("One is office work, the other legal work", "Main job", "Runs the office side", "Does legal work"),
        ("The two overlap in part", "Prepare legal documents"),
    ),
    *on(
        INTO_LEGAL_ASSISTANT,
        ("Some legal assistants start with an internship", "Internship", "Learn the work in a law office first"),
        ("Some start in an office job", "Front desk or office job first", "learn as you go"),
    ),
    *on(
        LAW_SEED,
        ("Small firms may not afford both, and the company offers help", "small firms may lack the money", "for less"),
        ("No date, state or pay is given", "no date, no state and no pay"),
    ),
]

PARAPROFESSIONAL = [
    *on(
        PARA,
        ("You work beside trained professionals and support them", "You support trained professionals"),
        ("You need to be flexible", "Flexibility", "coping when tasks change"),
        ("You need to stay calm under pressure", "Staying calm", "calm under pressure"),
        ("Little schooling is asked for", "High school diploma or GED", "Enough for some of these jobs"),
        ("There are several kinds of the role", "in a school, a medical office or a law office"),
        ("One kind is in a school", "School paraprofessional"),
        ("One kind is in a medical facility", "Medical paraprofessional"),
        ("One kind is in a law office", "Legal paraprofessional"),
        ("The places differ, the role does not", "The places differ a lot, and the role stays the same"),
        ("You give emotional support and guidance", "Give emotional support and guidance"),
        ("You do much office work", "Office and paperwork"),
        ("You work closely with many kinds of people", "Working with people"),
        ("You see what people need", "See that people in the room have what they need"),
        # Five kinds of support
        ("Instructional support is one kind", "Helping people learn"),
        ("You teach students and trainees, alone or in groups", "Teach basics to students or trainees", "small groups"),
        ("You lead activities and add information", "Lead activities and add what people need to know"),
        ("Language support is one kind", "Helping with language"),
        ("You explain hard terms in other ways", "Say hard things in simpler words", "people can follow"),
        ("You make information come alive", "in simpler words, so that people can follow"),
        ("In a school you help after class", "Help students with school work when class is over"),
        ("Behavioral support is one kind", "Behavior and safety"),
        ("You work with students who have behavior problems", "Work with students who have behavior problems"),
        ("Physical and medical support is one kind", "Physical and medical help"),
        ("In schools and clinics you make people comfortable", "Make people comfortable", "in schools and medical"),
        ("You work with nurses", "work with nurses"),
        ("You give allergy medicine", "Give allergy medicine", "where your state allows it"),
        ("You give injections", "injections", "where your state allows it"),
        ("You keep track of paperwork and check it", "Keep track of paperwork, check it"),
        ("You hand professionals their paperwork", "hand it over when it is needed"),
        # Thirteen skills
        ("Communication: clear in speech and writing", "Communication", "clearly, in speech and in writing"),
        (
            "Communication: listening and following instructions",
            "Communication",
            "listen with care",
            "as you were told",
        ),
        ("Environment: neat and under control", "Environment management", "neat and under control"),
        ("Environment: people have what they need", "Environment management", "people there have what they need"),
        ("Leadership: deciding", "Leadership", "Making decisions"),
        ("Leadership: giving tasks and watching the work", "Leadership", "clear tasks, watching over the work"),
        ("Leadership: keeping people going", "Leadership", "keeping people going"),
        ("Patience: explaining again", "Patience", "Explaining things more than once"),
        ("Patience: waiting for people", "Patience", "giving people time to say what they need"),
        ("Organization: all is at hand for the professional", "Organization", "others have all they need"),
        ("Organization: meetings, schedules, tasks", "Organization", "meetings, schedules and tasks"),
        ("Positive attitude: on hard days", "Positive attitude", "hopeful on hard days"),
        ("Positive attitude: an example to students", "Positive attitude", "students", "You set an example"),
        ("Positive attitude: with patients and families", "Positive attitude", "patients and their families"),
        ("Creativity: other ways to do a task", "Creativity", "other ways to do a task"),
        ("Teamwork: with busy people under stress", "Teamwork", "busy and under stress"),
        ("Teamwork: the goal comes first", "Teamwork", "putting the shared goal first"),
        ("Time management: what is urgent first", "Managing time", "urgent first", "leaving the rest for later"),
        ("Flexibility: other people’s schedules", "Flexibility", "other people’s schedules"),
        ("Flexibility: duties change each day", "Flexibility", "tasks change from day to day"),
        ("Record keeping: many exact files", "Record keeping", "many files complete and exact"),
        ("Record keeping: noticing what does not fit", "Record keeping", "noticing what does not fit"),
        ("Reliability: there and ready", "Reliability", "Being there, ready to work"),
        ("Empathy: in the place of others", "Empathy", "in the place of others", "patients in pain or students"),
        # Schooling, rules, pay
        (
            "An associate degree is usually needed",
            "Associate degree, 2 years",
            "Usually needed before you start",
            CLAIMED,
        ),
        ("What federal tables say instead", "Associate degree, 2 years", "The usual start for paralegals only"),
        ("No advanced degree is needed", "Bachelor’s degree, 4 years", "Not needed"),
        ("A state assessment has to be passed", "You have to pass a state assessment", CLAIMED),
        ("What federal rules say instead", "Exam", "a test is 1 of 3 ways into jobs that Title I money pays for"),
        ("Which assessment depends on state and field", "Which one depends on the state and the field"),
        ("Certification is a choice that helps you on", "Certification is often a choice", "help you get on"),
        ("It shows that you know a field well", "It shows that you know a field well"),
        ("You can work on it in your spare time", "You can earn it in your spare time"),
        ("There are usually three levels", "usually 3 levels of certification", CLAIMED, "Only New York’s old"),
        ("Most certifications are for education", "Most of these certifications are for schools"),
        ("Pay starts at about $20,000", "$20,000 a year at the start", CLAIMED),
        ("After a few years it is $30,000 or more", "later $30,000", CLAIMED),
        ("What federal figures say instead", "In May 2025 middle pay was $36,780", "$45,690", "$62,890"),
        ("A certification brings higher pay", "a certification raises pay, without a figure"),
        ("The role helps you on to a more advanced one", "School paraprofessional", "The role stays the same"),
        # Certifications
        ("There are certifications in education", "Child Development Associate (CDA)"),
        ("There are some for dental offices", "Registered Dental Assistant (RDA)"),
        ("There are some for medical offices", "Certified Medical Office Manager (CMOM)"),
    ),
    *on(
        f"{PARA}?state=NY",
        ("New York’s Pre-Professional is one of them", "Pre-Professional (New York)"),
        ("Three levels were New York’s alone", "Level I, II and III", "The state is closing them"),
    ),
    *on(
        SCHOOL,
        ("In a school you help students after class", "Help students with school work when class is over"),
        ("Students with behavior problems get care", "Work with students who have behavior problems"),
        ("You show students how to behave", "Show students good behavior by your own example"),
        ("You work with the nurse in a school too", "work with the school nurse"),
        ("It prepares you for teaching", "Teacher", "Support work in a school gives you practice"),
    ),
    *on(
        MEDICAL,
        ("You teach medical trainees", "Teach basics to people who train for medical jobs"),
        ("You make patients comfortable", "Make patients comfortable and work with nurses"),
        ("You keep the files of patients", "Keep patient files exact"),
    ),
    *on(
        LEGAL,
        ("You teach legal trainees", "Teach basics to people who train for legal jobs"),
        ("You keep the paperwork of a law office", "Keep track of case papers and hand them over"),
        ("Working on one’s own takes a license", "In Arizona a legal paraprofessional holds a state license"),
        ("The licensed title is another job", "Arizona’s licensed Legal Paraprofessional is another job"),
        ("You explain hard terms in a law office", "Say legal words in plain ones"),
    ),
    *on(
        "/roles/medical-assistant/",
        ("Whether you may give injections depends on the state", "Your state decides which tasks you may do"),
    ),
    *on(
        FIVE_STEPS,
        ("First step: a diploma or GED", "Finish high school", "A diploma or a GED both count"),
        ("Second step: a college degree", "Earn an associate degree"),
        ("Third step: training or experience", "Do a work placement", "You train on the job"),
        ("You can do a placement while in college", "You do it during your studies"),
        ("A placement shows you rules and daily work", "see how a school, clinic or office works day by day"),
        ("Fourth step: an assessment", "Pass the ParaPro test"),
        ("Fifth step: a certification, often a choice", "The fifth step, a certification, is often a choice"),
        ("Less is asked for in truth", "Federal job tables and Title I ask for less"),
    ),
    *on(
        INTO_PARA,
        ("Each field asks for its own training", "Each asks for its own training"),
        ("In high school you choose the field", "Choose a place first"),
        ("What is asked depends on the state", "the rules depend on the state"),
        ("Get advice before you choose a degree", "Ask a career adviser before you pick a degree"),
        ("In high school you can tutor", "Tutor other students", "Try this in high school"),
        ("In high school you can take first aid", "Take a first aid course", "Try this in high school"),
        ("In high school you can look into areas of law", "Look into areas of law", "Try this in high school"),
        ("Training is given, and most skills are personal", "Jobs train you too", "personal strengths"),
        ("There is a way into medical offices", "A medical office", "certificate"),
        ("There is a way into law offices", "A law office", "learn the law first"),
    ),
    *on(
        SCHOOL_SEED,
        ("The page names 2023 and has lost headings", "2023", "lost their heading"),
        ("One heading stands twice", "One heading stands twice"),
    ),
]

CERTIFICATIONS = [
    *on(
        CONTINUING,
        (
            "Continuing: six semester hours in education",
            "6 semester hours in education",
            "The state no longer lists it",
        ),
        ("Continuing: a year on a temporary license", "1 year of work on a temporary license"),
        ("Continuing: direct lessons under supervision", "teach students directly", "watching over them"),
        ("Continuing: not given out any more", "used since October 1, 2025 do not include it"),
    ),
    *on(
        ASPT,
        ("Medical Assistant: given by ASPT", "American Society of Phlebotomy Technicians"),
        ("Medical Assistant: for people who start out", "people who start out in medical support", CLAIMED),
        ("Medical Assistant: a spoken and a written exam", "A spoken and a written exam", CLAIMED),
        ("Medical Assistant: renewed each year", "It lasts 1 year"),
        ("Medical Assistant: could not be confirmed", "We could not confirm that it exists"),
    ),
    *on(
        AMT,
        ("Dental Assistant: given by AMT", "American Medical Technologists"),
        ("Dental Assistant: two years of work", "At least 2 years of work, says a career", CLAIMED),
        (
            "Dental Assistant: what AMT says instead",
            "finished an accredited dental assisting program in the last 4 years",
        ),
        ("Dental Assistant: work at the chair, in the lab, with X-rays", "chair", "lab", "X-rays"),
        ("Dental Assistant: a spoken and a written exam", "A spoken and a written exam", CLAIMED),
        ("Dental Assistant: more advanced duties after it", "advanced duties"),
        ("Dental Assistant: renewed every three years", "It is renewed every 3 years", CLAIMED),
        ("Dental Assistant: what AMT says of that", "Every year", "You pay a fee"),
    ),
    *on(
        CMOM,
        ("Office Manager: for skilled people with experience", "skilled and have experience"),
        (
            "Office Manager: money, staff, contracts, records, risk, building",
            "money, staff, insurance contracts, records",
        ),
        ("Office Manager: a spoken and a written exam", "A spoken and a written exam", CLAIMED),
        ("Office Manager: what PMI says of renewal", "It lasts 1 year"),
    ),
    *on(
        CDA,
        ("CDA: shows that you know what children need", "how young children grow and what they need"),
        ("CDA: shows that you know how children develop", "how young children grow"),
        ("CDA: work with parents and teachers", "You can work with parents and teachers"),
        ("CDA: two years of training and work", "At least 2 years of training and work", CLAIMED),
        ("CDA: what the council asks for, classes", "120 hours of classes"),
        ("CDA: what the council asks for, work", "480 hours of work with young children"),
        ("CDA: renewed every three years", "It lasts 3 years, then you renew it"),
        ("CDA: rules changed in August 2025", "You no longer need first aid and CPR to renew"),
    ),
    *on(
        PRE_PROFESSIONAL,
        ("Pre-Professional: direct lessons under a teacher", "You give lessons with a certified teacher"),
        ("Pre-Professional: one year of full-time work", "At least a year of full-time work", CLAIMED),
        ("Pre-Professional: what else it asks for", "18 semester hours"),
        ("Pre-Professional: a teacher program", "enrolled now in an approved teacher program"),
        ("Pre-Professional: good for five years", "It lasts 5 years"),
    ),
]

NAMED_ROLES = [
    *on("/roles/teacher-assistant/", ("Teacher assistant is one of the jobs", "Teacher assistant")),
    *on("/roles/childcare-assistant/", ("Childcare assistant is one of the jobs", "Childcare assistant")),
    *on("/roles/dental-assistant/", ("Dental assistant is one of the jobs", "Dental assistant")),
    *on("/roles/medical-assistant/", ("Medical assistant is one of the jobs", "Medical assistant")),
    *on(
        "/roles/physician-assistant/",
        ("Physician assistant is one of the jobs", "Physician assistant"),
        ("What it really is", "a licensed job that takes a master’s degree, not a helper’s job"),
    ),
    *on("/roles/lab-assistant/", ("Lab assistant is one of the jobs", "Lab assistant")),
    *on("/roles/accounting-assistant/", ("Accounting assistant is one of the jobs", "Accounting assistant")),
    *on("/roles/veterinary-assistant/", ("Veterinary assistant is one of the jobs", "Veterinary assistant")),
    *on(
        "/roles/pharmacy-assistant/",
        ("Pharmacy assistant is one of the jobs", "Pharmacy assistant"),
        ("Its name in federal lists", "Also called", "pharmacy aide"),
    ),
]

STATEMENTS = [*LAW_OFFICE, *PARAPROFESSIONAL, *CERTIFICATIONS, *NAMED_ROLES]


def _id(statement: Statement) -> str:
    return f"{statement.page.split('?')[0].strip('/').split('/')[-1]}-{slugify(statement.says)}"


def said(found: list[str], texts: tuple[str, ...]) -> bool:
    """Whether one row has all the texts, whatever numbers of sources stand between its words."""
    plain = [re.sub(r"\s+", " ", row) for row in found]
    return any(all(text in row for text in texts) for row in plain)


@pytest.fixture(scope="module")
def read() -> dict[str, list[str]]:
    """The rows of the pages that were read so far: many statements stand on one page."""
    return {}


@pytest.mark.parametrize("statement", STATEMENTS, ids=_id)
def test_a_statement_stands_on_its_page(client: Client, read: dict[str, list[str]], statement: Statement) -> None:
    if statement.page not in read:
        answer = client.get(statement.page)
        assert answer.status_code == 200
        read[statement.page] = rows(answer.text)
    assert said(read[statement.page], statement.texts)


def test_every_statement_has_a_name_of_its_own() -> None:
    names = [_id(statement) for statement in STATEMENTS]
    assert sorted(set(names)) == sorted(names)
    assert len(names) > 150


def test_texts_of_two_rows_are_no_statement() -> None:
    found = rows("<ul><li>Draft <b>papers</b></li><li>Send bills</li></ul><tr><th>Exam</th><td>Spoken</td></tr>")
    assert said(found, ("Draft papers",))
    assert said(found, ("Exam", "Spoken"))
    assert not said(found, ("Draft papers", "Send bills"))
    assert not said(found, ("Draft letters",))

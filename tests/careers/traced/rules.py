"""Rules of states and of the country."""

from __future__ import annotations

from tests.careers.traced.places import (
    ARIZONA,
    LLLT,
    NY_RDA,
    OREGON,
    UTAH,
    WA_CERTIFIED,
    Facts,
    Shown,
    on,
    role,
    steps,
)

TITLE_ONE = role("school-paraprofessional")
RULES: dict[str, Facts] = {
    "California: paralegal": {
        "law": on(role("paralegal", "CA"), "The law is section 6450 of the Business and Professions Code"),
        "continuing education": on(
            role("paralegal", "CA"),
            "Every 2 years you take 4 hours on legal ethics and 4 hours on general or special law",
        ),
        "who keeps the record": on(
            role("paralegal", "CA"), "You keep the record and show it to the lawyer you work for, not to the State Bar"
        ),
        "education: way 1": on(
            role("paralegal", "CA"), "a certificate from a program that the American Bar Association"
        ),
        "education: way 2": on(role("paralegal", "CA"), "whose law courses add up to 24 semester units or more"),
        "education: way 3": on(
            role("paralegal", "CA"),
            "bachelor’s or higher degree in any subject, with a year or more of work related to law",
        ),
        "education: way 4": on(role("paralegal", "CA"), "You had to have both by December 31, 2003"),
        "supervision": on(
            role("paralegal", "CA"), "Only a lawyer who is active in the State Bar of California may do that"
        ),
        "synonyms in law": Shown(
            role("legal-assistant", "CA"),
            ("The law treats this title like paralegal",),
            sources=("https://www.caparalegal.org/definition",),
        ),
    },
    "Washington: LLLT": {
        "status": on(
            LLLT,
            "The court ended it on June 4, 2020. People on the way had until July 31, 2022",
            "who hold it in good standing may go on",
        ),
        "conflict between sources": on(LLLT, "It began in 2015 and ended in June 2024, says another page"),
    },
    "Arizona: Legal Paraprofessional": {
        "law": on(role("legal-paraprofessional", "AZ"), "holds a state license and may work without a lawyer"),
        "education": on(
            ARIZONA,
            "A two-year paralegal degree with 24 units of law",
            "A law degree with 120 hours of hands-on learning",
            "A master’s in legal studies counts as schooling too, with 24 units of law classes",
        ),
        "experience": on(
            ARIZONA, "a year of work and 120 hours of hands-on learning", "7 years of full-time work. Ask the court"
        ),
        "no jury trials": on(ARIZONA, "You work only in the areas that your license names, and never in jury trials"),
    },
    "Utah: Licensed Paralegal Practitioner": {
        "since": (
            on(UTAH, "The rules took effect on November 1, 2018"),
            on(role("paralegal", "UT"), "Utah has one for paralegals who help with family cases, evictions and debt"),
        ),
        "education": on(
            UTAH,
            "Utah’s list holds a law degree, a paralegal degree, a master’s in legal studies, and the CP, PP and RP",
        ),
        "experience": on(
            UTAH, "1,500 hours of work within 3 years. Of these, 500 are on family cases, or 100 on evictions or debt"
        ),
        "age": on(UTAH, "at least 21"),
    },
    "Oregon: Licensed Paralegal": {
        "since": on(
            OREGON,
            "It was approved on July 19, 2022. The rules began on July 1, 2023",
            "the first licenses came in January 2024",
        ),
        "scope": on(role("paralegal", "OR"), "for family law and for landlord and tenant cases"),
        "experience": on(
            OREGON,
            "1,500 hours of work and 20 hours of courses. Of the work, 500 hours are on family cases and 250 on",
            "You finished law school, and need 750 hours of work and 20 hours of courses",
        ),
        "education": on(
            OREGON,
            "Oregon’s list holds a two-year paralegal degree, a bachelor’s degree in another subject, a law degree, a "
            "paralegal certification and long work. A waiver can stand in",
        ),
    },
    "Minnesota: Legal Paraprofessional": {
        "pilot": on(
            role("legal-paraprofessional", "MN"),
            "March 2021",
            "August 31, 2024",
            "September 2024",
        ),
        "recommendation": on(
            role("legal-paraprofessional", "MN"), "to keep the pilot for good, with lawyers still watching over it"
        ),
    },
    "United States: Title I paraprofessional": {
        "law": on(TITLE_ONE, "section 1111(g)(2)(J) and (M)"),
        "all": on(TITLE_ONE, "you need a high school diploma and 1 of 3 things"),
        "and one of": (
            on(
                TITLE_ONE,
                "One is 2 years of study. One is an associate degree or higher. "
                "One is a passed test of reading, writing and math",
            ),
            on(
                steps("teacher-assistant", "?alt=teacher-assistant-title-one"),
                "48 semester hours in the states we read",
            ),
        ),
        "assessments accepted in Nebraska": on(
            role("school-paraprofessional", "NE"), "Nebraska takes 3 tests: ParaPro, ParaEducator and Project Para"
        ),
        "not covered": on(
            TITLE_ONE,
            "It leaves out serving food, watching the playground or cafeteria, personal care, "
            "and computer help that is not teaching",
        ),
    },
    "New York: registered dental assistant": {
        "title": on(
            role("dental-assistant", "NY"), "You need a state license to call yourself a registered dental assistant"
        ),
        "needs": on(
            role("dental-assistant", "NY"),
            "For the license you are at least 18. You meet rules on schooling and pass an exam",
            "section 6608 of the Education Law",
        ),
        "fee": on(NY_RDA, "$103 for the license and the first registration", "A limited permit costs $40"),
    },
    "Texas: dental assistant": {
        "basic work": on(
            role("dental-assistant", "TX"), "You can learn basic work on the job. Other tasks take a state registration"
        ),
        "x-rays": on(role("dental-assistant", "TX"), "You register with the state before you take X-rays"),
    },
    "California: dental assistant": {
        "unlicensed assistant": on(
            role("dental-assistant", "CA"),
            "you can start without a license and learn on the job",
            "You take 8 hours on infection control and 2 hours on the dental law. You also take basic life support",
        ),
    },
    "California: registered dental assistant (RDA)": {
        "licence": on(
            role("dental-assistant", "CA"),
            "You finish an approved program or work 15 months, and pass a written exam",
        ),
    },
    "Washington: medical assistant": {
        "rule": on(role("medical-assistant", "WA"), "You need a state credential before you work. There are 5 kinds"),
    },
    "Washington: medical assistant-certified": {
        "training": on(
            role("medical-assistant", "WA"),
            "One is a program that ABHES or CAAHEP accredits. One is 720 hours at an accredited school, "
            "160 of them on site in a clinic. One is a registered apprenticeship",
        ),
        "exam": on(WA_CERTIFIED, "You pass a national exam of a body that NCCA accredits"),
    },
    "Washington: medical assistant-registered": {
        "limit": on(
            role("medical-assistant", "WA"),
            "The credential called registered ties you to one practitioner, clinic or practice",
        ),
    },
    "Most other states: medical assistant": {
        "rule": on(role("medical-assistant"), "Most states ask for no license, says a site on state rules"),
    },
    "California: phlebotomist (CPT I)": {
        "rule": on(
            role("phlebotomist", "CA"),
            "You need a state certificate before you draw blood",
            "People with under 1,040 hours of experience and people with more take different ways",
        ),
    },
    "California, Louisiana, Nevada, Washington: phlebotomist": {
        "rule": (
            on(role("phlebotomist", "CA"), "You need a state certificate before you draw blood"),
            on(role("phlebotomist", "LA"), "It names Louisiana as one of 4 such states"),
            on(role("phlebotomist", "NV"), "It names Nevada as one of 4 such states"),
            on(role("phlebotomist", "WA"), "It names Washington as one of 4 such states"),
        ),
    },
}

"""Facts about legal work."""

from __future__ import annotations

from tests.careers.traced.places import (
    AACP,
    ALP,
    CLP,
    CP,
    CRP,
    PP,
    RP,
    Facts,
    anywhere,
    given_by,
    on,
)

LAW: dict[str, Facts] = {
    "NALA CP": {
        "issuing body": given_by(CP, "NALA, The Paralegal Association"),
        "exam": on(CP, "Two parts, called Knowledge and Skills (about 2018)"),
        "education or experience: category 1": on(
            CP, "The program must be one that NALA counts. You send in your grades"
        ),
        "education or experience: category 2": on(
            CP,
            "A degree in any subject counts, with 1 year as a paralegal",
            "A degree in any subject counts, with 15 semester hours of paralegal classes",
        ),
        "education or experience: category 3": on(
            CP, "A high school diploma counts, with 7 years of work under a lawyer"
        ),
        "category 3, added study": on(
            CP, "Those who qualify by work also need 20 hours of classes from the last 2 years"
        ),
        "student fee to apply": on(CP, "$125 to apply as a student who is a NALA member", "$150 to apply as a student"),
        "regular fee to apply": on(
            CP, "$250 to apply as a member", "$275 to apply as a non-member; it may have gone up"
        ),
        "retake fee, each part": on(CP, "$60 to take one part again (about 2018)"),
        "wait before a retake": on(CP, "You wait 90 days before you try again (about 2018)"),
        "validity": on(CP, "It lasts 5 years, then you renew it (Oct 15, 2015)"),
        "continuing education": on(CP, "50 hours every 5 years. You take classes, 5 of the hours on legal ethics"),
        "accreditation of the programme": on(CP, "had approved it through April 30, 2024 (Nov 24, 2020)"),
        "return from retired status": on(CP, "$125 to come back after you gave it up (about 2019)"),
    },
    "NFPA CRP (by PCCE)": {
        "issuing body": on(CRP, "The paralegal group NFPA gives it, and the RP too"),
        "aimed at": on(
            CRP, "people who start out as paralegals. It has been offered since November 2011 (about March 2020)"
        ),
        "exam fee": on(CRP, "$300 for the exam as a member (about March 2020)", "$325 for the exam as a non-member"),
        "validity": on(CRP, "It lasts 2 years, then you renew it"),
        "continuing education": on(CRP, "8 hours and $65 every 2 years. You take classes, 1 of the hours on ethics"),
        "renewal fee": on(CRP, "$65 every 2 years", "$100 every 2 years"),
        "renewal fee, older": on(CRP, "$35 every 2 years. The fee for members, as it was", "$50 every 2 years"),
    },
    "NFPA RP (by PACE)": {
        "aimed at": on(RP, "paralegals with schooling and years of practice (about 2020)"),
        "education and experience": (
            on(RP, "There are other ways too. Ask NFPA which one fits you"),
            on(RP, "bachelor’s degree; paralegal certificate after another degree"),
        ),
        "exam fee": on(RP, "$325 to $350 for the exam"),
        "validity": on(RP, "It lasts 2 years, then you renew it"),
        "continuing education": on(RP, "12 hours and $100 every 2 years. You take classes, 1 of the hours on ethics"),
        "renewal fee": on(RP, "$100 every 2 years", "$125 every 2 years"),
        "renewal fee, older": on(RP, "$50 every 2 years. The fee for members, as it was", "$75 every 2 years"),
    },
    "NFPA CRP and RP": {
        "late or extension fee": tuple(
            on(
                page,
                "$50. The fee for members who are late, by 60 days at most",
                "$75. The fee for non-members who are late",
            )
            for page in (CRP, RP)
        ),
        "retakes": tuple(
            on(page, "You wait 30 days before you try again, and may try 3 times in 2 years (October 2018)")
            for page in (CRP, RP)
        ),
    },
    "NALS ALP": {
        "issuing body": given_by(ALP, "NALS, the association for legal professionals"),
        "exam": on(ALP, "One exam of 4 hours in 3 parts (February 2022)"),
        "aimed at": on(
            ALP,
            "It is meant for students and for people who start out (February 2022)",
            "Some legal studies programs use it as their last exam",
        ),
        "validity": on(ALP, "It lasts 5 years, then you renew it"),
        "recertification fee": on(ALP, "$50 every 5 years"),
    },
    "NALS CLP or PLS": {
        "experience": on(CLP, "You have worked in law for 3 years or more"),
        "exam": on(CLP, "A test day with 4 parts (February 2022)"),
    },
    "NALS PP": {
        "education or experience": on(
            PP,
            "The American Bar Association approves your paralegal program",
            "At least 5 years of work count in place of the program",
        ),
        "exam": on(PP, "A test day with 4 parts; the first was in 2004 (February 2022)"),
        "validity": on(PP, "It lasts 5 years, then you renew it"),
    },
    "AAPI AACP": {
        "issuing body": given_by(AACP, "American Alliance of Paralegals, Inc."),
        "membership": on(AACP, "You did not have to be a member, and being one did not give it to you (about 2006)"),
        "how it is given": on(AACP, "A group at AAPI read your application and decided (about 2006)"),
        "education and experience": on(
            AACP, "You needed 5 years of legal work and some schooling", "You did not have to pass an exam"
        ),
        "validity and CE": on(
            AACP,
            "It lasted 2 years, then you renewed it",
            "18 hours every 2 years. You took classes, 2 of the hours on ethics",
        ),
        "is it still run": anywhere(AACP, "We could not confirm that this is still given"),
    },
}

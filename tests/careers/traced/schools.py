"""Facts about schools and childcare."""

from __future__ import annotations

from tests.careers.traced.places import (
    CDA,
    CONTINUING,
    IN_NEW_YORK,
    INITIAL,
    LEVEL_1,
    LEVEL_2,
    LEVEL_3,
    PARAPRO,
    PRE_PROFESSIONAL,
    PROFESSIONAL,
    Facts,
    given_by,
    on,
)

SCHOOLS: dict[str, Facts] = {
    "Child Development Associate": {
        "issuing body": given_by(CDA, "Council for Professional Recognition"),
        "training": on(CDA, "You take 120 hours of classes in 8 subjects, with 10 hours or more in each"),
        "work experience": on(CDA, "You work 480 hours with young children within 3 years"),
        "schooling": (
            on(CDA, "high school diploma or GED; 120 hours of CDA classes"),
            on(CDA, "A place in a career program at your high school counts in place of a diploma"),
        ),
        "assessment": on(CDA, "A portfolio, an exam and a visit to see you at work (Apr 22, 2025)"),
        "application fee, oldest seen": on(CDA, "$325 to apply, on the oldest page we saw"),
        "application fee, until about 2025-07": on(CDA, "$425 to apply, until about July 2025"),
        "application fee, since about 2025-08": on(CDA, "$525 to apply for Birth to Five, says a training company"),
        "fee change announced by the issuer": on(
            CDA, "The council said that the fee would change, the first time since 2013. Its page did not give the sum"
        ),
        "validity": on(CDA, "It lasts 3 years, then you renew it (Apr 22, 2025)"),
        "renewal fee, until 2025-07": on(
            CDA,
            "$125 every 3 years. The fee online, as it was until July 2025",
            "$150 every 3 years. The fee on paper, as it was until July 2025",
        ),
        "renewal rule change": on(
            CDA,
            "You no longer need first aid and CPR to renew. A full application renews at once, and some are checked",
        ),
        "other change": on(
            CDA,
            "You take the exam before the visit. There is a new Birth to Five credential",
            "the credential is digital",
        ),
        "renewal study": on(CDA, "4.5 units every 3 years. You earn the units in classes; 3 college credits count too"),
        "training time at 5 hours a week": on(CDA, "take about 6 months at 5 hours a week (Apr 22, 2025)"),
        "training cost, one provider": on(CDA, "The classes cost $399 at one training company"),
    },
    "ParaPro Assessment": {
        "issuing body": given_by(PARAPRO, "ETS"),
        "format": on(
            PARAPRO, "90 questions in 2.5 hours; you pick each answer from a list", "Reading, writing and math"
        ),
        "fee, older": on(PARAPRO, "$50 for the test"),
        "fee": on(PARAPRO, "$55 for the test, as we remember it"),
        "score scale": on(PARAPRO, "Scores run from 420 to 480 points"),
        "who sets the passing score": on(PARAPRO, "Your state or district sets the score"),
        "wait before a retake": on(PARAPRO, "You wait 28 days before you try again"),
    },
    "NY Teaching Assistant (system)": {
        "change of titles": on(
            IN_NEW_YORK, "Since October 1, 2025 the titles are Initial, Pre-Professional and Professional"
        ),
    },
    "NY Teaching Assistant Level I": {
        "last day to apply": on(LEVEL_1, "The last day to apply was September 30, 2025"),
        "validity": on(LEVEL_1, "It lasts 3 years, and you may renew it once for 3 more (before October 2025)"),
        "needs": on(
            LEVEL_1,
            "You passed a state test, called NYSATAS. You went to workshops on child abuse, school violence and the "
            "Dignity for All Students Act (DASA)",
        ),
        "schooling": on(LEVEL_1, "You need: high school diploma or GED"),
    },
    "NY Teaching Assistant Level I renewal": {
        "last day to apply": on(LEVEL_1, "You can apply to renew it through February 1, 2029"),
    },
    "NY Teaching Assistant Level II": {
        "last day to apply": on(LEVEL_2, "You can apply for it through August 31, 2028"),
        "validity": on(LEVEL_2, "It lasts 3 years, and you cannot renew it (2025)"),
        "needs": on(
            LEVEL_2, "You meet all that Level I asks for. You hold 9 semester hours of college and worked 1 year"
        ),
    },
    "NY Teaching Assistant Level III": {
        "last day to apply": on(LEVEL_3, "You can apply for it through August 31, 2031"),
        "validity": on(
            LEVEL_3,
            "It does not run out while you register every 5 years (December 2021)",
            "100 hours every 5 years. You take classes for teachers, called CTLE, and register again",
        ),
        "needs": on(
            LEVEL_3, "You meet all that Level I asks for. You hold 18 semester hours of college and worked 1 year"
        ),
    },
    "NY Teaching Assistant Initial": {
        "available from": on(INITIAL, "New titles took the place of Levels I to III on October 1, 2025"),
        "validity": on(
            INITIAL,
            "It lasts 5 years, and you may renew it as often as you like (2025)",
            "100 hours every 5 years. You take classes for teachers, called CTLE",
        ),
    },
    "NY Teaching Assistant Professional": {
        "validity": on(PROFESSIONAL, "It does not run out while you keep up your hours (2025)", "100 hours."),
        "needs": on(
            PROFESSIONAL,
            "You need classes and work beyond what the Initial certificate asks for",
            "Nobody has to move on to it",
        ),
    },
    "NY Teaching Assistant Pre-Professional": {
        "needs": on(
            PRE_PROFESSIONAL,
            "You are enrolled now in an approved teacher program, and the school says so in a letter. "
            "You hold 18 semester hours and have worked 1 year",
        ),
        "validity": on(PRE_PROFESSIONAL, "It lasts 5 years (2025)", "30 credits every 5 years, at most 1 time"),
    },
    "NY Continuing Certificate (Teaching Assistant)": {
        "status": on(CONTINUING, "It ends if you do no such work for 5 years in a row (2025)"),
        "issued today": on(CONTINUING, "The titles that New York has used since October 1, 2025 do not include it"),
        "old needs": on(CONTINUING, "It took 6 semester hours in education and 1 year of work on a temporary license"),
    },
}

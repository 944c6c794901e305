"""Facts about clinics, laboratories, pharmacies and animals."""

from __future__ import annotations

from tests.careers.traced.places import (
    ASPT_ASSISTANT,
    ASPT_BLOOD,
    AVA,
    CCMA,
    CMA,
    CPHT,
    CPT,
    DANB,
    PA_C,
    RDA,
    RMA,
    Facts,
    figure,
    given_by,
    on,
    role,
)

CLINICS: dict[str, Facts] = {
    "CMA (AAMA)": {
        "issuing body": given_by(CMA, "American Association of Medical Assistants"),
        "education": (
            on(CMA, "You are about to finish, or finished, a program with practice time"),
            on(CMA, "program that CAAHEP or ABHES accredits"),
        ),
        "other route": on(CMA, "For a limited time, a trial lets in people who come another way"),
        "exam fee": on(CMA, "$125 for members and for people who finished school", "$250 for other people"),
        "validity": on(CMA, "It lasts 5 years (60 months), then you renew it (rule of January 2010)"),
        "recertify by continuing education": on(
            CMA, "10 units on office work, 10 on care, 10 general and 30 of your choice. At least 30 must be from AAMA"
        ),
        "recertify by exam": on(CMA, "You pass the exam again"),
        "lapse": on(CMA, "More than 90 days after it ends, you pass the exam again. You pay $50 on top of the fee"),
        "accreditation of the programme": on(CMA, "It is accredited by NCCA, and under the ISO 17024 standard"),
    },
    "RMA (AMT)": {
        "issuing body": given_by(RMA, "American Medical Technologists"),
        "education route": on(RMA, "You finished an accredited program in the last 4 years"),
        "work route": on(RMA, "You worked as a medical assistant for 5 of the last 7 years"),
        "application and exam fee": on(RMA, "About $150 to apply and take the exam"),
        "keeping it": on(RMA, "30 points every 3 years", "Every year. You pay a fee"),
    },
    "ASPT medical assistant": {
        "does the credential exist": on(
            ASPT_ASSISTANT, "ASPT’s own pages speak of drawing blood and do not name a medical assistant"
        ),
    },
    "ASPT (any credential)": {
        "validity": tuple(
            on(page, "It lasts 1 year, then you renew it (about 2019)", "You renew between September 1 and November 30")
            for page in (ASPT_ASSISTANT, ASPT_BLOOD)
        ),
        "continuing education": tuple(on(page, "6 units every year") for page in (ASPT_ASSISTANT, ASPT_BLOOD)),
    },
    "ASPT phlebotomy": {
        "exam fee": on(ASPT_BLOOD, "From $55 for the exam, with the price of a membership on top (Jul 26, 2015)"),
        "practice needed": (
            on(ASPT_BLOOD, "You need some work in the field too"),
            on(ASPT_BLOOD, "phlebotomy program; 100 blood draws and 5 skin punctures"),
        ),
    },
    "CCMA (NHA)": {
        "issuing body": given_by(CCMA, "National Healthcareer Association"),
        "education": on(CCMA, "You hold a diploma and finished a program"),
        "route details": on(
            CCMA,
            "finished a program in the last 5 years",
            "worked 1 year in the last 3, or 2 years in the last 5",
        ),
        "exam fee": on(CCMA, "About $165 for the exam"),
        "validity": on(CCMA, "It lasts 2 years, then you renew it"),
        "continuing education": on(CCMA, "10 credits every 2 years"),
        "renewal fee": on(CCMA, "$185 every 2 years"),
    },
    "DANB CDA": {
        "issuing body": given_by(DANB, "Dental Assisting National Board"),
        "exam": on(DANB, "Three parts: work at the chair, infection control, and X-ray health and safety"),
        "routes": on(DANB, "There are 3 ways to qualify; we have 2 of them on file"),
        "route 1": on(DANB, "You finished a program that CODA accredits, and hold a CPR card"),
        "route 2": on(DANB, "You hold a diploma and a CPR card, and worked 3,500 hours"),
        "exam fee": on(DANB, "About $450 for the three parts together"),
        "fee of one component, old": on(DANB, "$175 for the X-ray part alone, as it was"),
        "validity": on(DANB, "It lasts 1 year, then you renew it"),
        "renewal": on(
            DANB,
            "You hold a CPR card that is still good",
            "You earn the credits in dental classes",
            "You pay a fee; we have no amount on file",
        ),
        "continuing education": on(DANB, "12 credits every year"),
    },
    "AMT RDA": {
        "issuing body": given_by(RDA, "American Medical Technologists"),
        "education route": on(
            RDA, "You finished an accredited dental assisting program in the last 4 years, and hold a CPR card"
        ),
        "fee": on(RDA, "$150 for the application, the exam and the first yearly fee"),
        "caution": on(RDA, "States have registrations with the same name; this is not one of them"),
        "other route": on(RDA, "Work in the field for 2 years or more is another way in"),
        "keeping it": on(RDA, "Every 3 years. You earn points by staying up to date"),
    },
    "CPhT (PTCB)": {
        "issuing body": given_by(CPHT, "Pharmacy Technician Certification Board"),
        "education": on(CPHT, "PTCB must recognize the program", "work as a pharmacy technician (500 hours)"),
        "exam fee": on(CPHT, "$129 for the exam"),
        "validity": on(CPHT, "It lasts 2 years, then you renew it"),
        "continuing education": on(
            CPHT,
            "20 hours every 2 years",
            "15 hours or more for technicians, 5 at most for pharmacists, 1 on law and 1 on safety",
        ),
        "renewal fee": on(
            CPHT, "$55 every 2 years", "$95 to get it back after it has ended, and $25 when you are late"
        ),
        "renewal fee, older": on(CPHT, "$49 every 2 years. The fee to renew, as it was"),
    },
    "AVA (NAVTA)": {
        "issuing body": given_by(AVA, "National Association of Veterinary Technicians in America"),
        "education": on(AVA, "program that NAVTA approves"),
        "exam": on(
            AVA,
            "100 questions in 150 minutes",
            "You pass at 75 percent",
            "At most 5 tries, the first within 1 year of finishing the program",
        ),
        "exam fee": on(AVA, "$100 for each try"),
        "continuing education": on(AVA, "10 hours. You take classes in each period"),
        "validity": on(AVA, "It lasts 2 years, then you renew it"),
        "since": on(AVA, "NAVTA has given it since 2010"),
    },
    "PA-C (NCCPA)": {
        "education": (
            on(PA_C, "ARC-PA must accredit the program"),
            figure("29-1071", "Usual schooling to start Master’s degree"),
        ),
        "exam": on(PA_C, "You pass an exam called PANCE (about 2019)", "Every 10 years. You pass an exam called PANRE"),
        "continuing education": on(
            PA_C, "100 credits every 2 years. You take classes, 50 of the credits in category 1"
        ),
        "state licence": on(role("physician-assistant"), "Every state asks for a license"),
    },
    "CPT (NHA)": {
        "needs": (
            on(CPT, "You hold a diploma and finished a program in the last 5 years"),
            on(CPT, "worked 1 year in the last 3, or 2 years in the last 5"),
            on(CPT, "30 blood draws and 10 finger sticks"),
        ),
    },
}

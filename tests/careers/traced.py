"""Where each gathered fact that is no figure of statistics stands: on which page, in which of our words.

A text is looked for in one row, line or paragraph of the page, and the source must be cited there. `within="page"`
is for what a page says as a whole: who gives a certification, whether it has ended. `sources` are the addresses of
better sources that stand beside it, where they were found later.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A page, and texts that stand there beside a source of the fact."""

    page: str
    texts: tuple[str, ...]
    within: str = "block"
    sources: tuple[str, ...] = ()
    names: str = ""  # the line begins with names, this one among them


def on(page: str, *texts: str) -> Shown:
    return Shown(page, texts)


def anywhere(page: str, *texts: str) -> Shown:
    return Shown(page, texts, within="page")


def given_by(page: str, issuer: str) -> Shown:
    return anywhere(page, f"given by {issuer}")


def figure(code: str, *texts: str) -> Shown:
    """A table of figures, which cites its source below it."""
    return Shown(f"/figures/{code}/", texts, within="section")


def certification(slug: str) -> str:
    return f"/certifications/{slug}/"


def role(slug: str, state: str = "") -> str:
    return f"/roles/{slug}/?state={state}" if state else f"/roles/{slug}/"


def steps(slug: str, query: str = "") -> str:
    return f"/roles/{slug}/how-to-become/{query}"


Facts = dict[str, Shown | tuple[Shown, ...]]

CP = certification("nala-cp")
CRP = certification("nfpa-crp")
RP = certification("nfpa-rp")
ALP = certification("nals-alp")
CLP = certification("nals-clp")
PP = certification("nals-pp")
AACP = certification("aapi-aacp")
CMA = certification("aama-cma")
RMA = certification("amt-rma")
ASPT_ASSISTANT = certification("aspt-medical-assistant")
ASPT_BLOOD = certification("aspt-phlebotomy")
CCMA = certification("nha-ccma")
DANB = certification("danb-cda")
RDA = certification("amt-rda")
CDA = certification("child-development-associate")
PARAPRO = certification("parapro-assessment")
LEVEL_1 = certification("ny-teaching-assistant-level-1")
LEVEL_2 = certification("ny-teaching-assistant-level-2")
LEVEL_3 = certification("ny-teaching-assistant-level-3")
INITIAL = certification("ny-teaching-assistant-initial")
PROFESSIONAL = certification("ny-teaching-assistant-professional")
PRE_PROFESSIONAL = certification("ny-teaching-assistant-pre-professional")
CONTINUING = certification("ny-teaching-assistant-continuing")
CMOM = certification("pmi-cmom")
CPHT = certification("ptcb-cpht")
AVA = certification("navta-ava")
PA_C = certification("nccpa-pa-c")
CPT = certification("nha-cpt")
CB = certification("aipb-cb")
ARIZONA = certification("az-legal-paraprofessional")
UTAH = certification("ut-licensed-paralegal-practitioner")
OREGON = certification("or-licensed-paralegal")
LLLT = certification("wa-lllt")
WA_CERTIFIED = certification("wa-medical-assistant-certified")
NY_RDA = certification("ny-registered-dental-assistant")

IN_NEW_YORK = role("school-paraprofessional", "NY")

# Federal lists hold the specialties under the one code of paralegals.
OF_ANY_PARALEGAL = "For any paralegal: no figure for this specialty"

REMARKS: dict[str, Facts] = {
    "Paralegal": {
        "remark": on(role("paralegal"), "Federal job counts hold paralegals and legal assistants in a single group"),
    },
    "Legal assistant (administrative sense of seed 1)": {
        "remark": anywhere("/figures/23-2011.00/", "The federal job list puts this title with paralegals"),
    },
    "Paraprofessional educator, teacher assistant, instructional aide": {
        "remark": anywhere("/figures/25-9045/", "Federal figures do not split general classes from special ones"),
    },
    "Special-education paraprofessional": {
        "remark": (
            anywhere("/figures/25-9045/", "Pay counts all teaching assistants below college. Yearly pay only"),
            anywhere(role("special-education-paraprofessional"), "Named, without a rating"),
        ),
    },
    "Medical office manager": {
        "remark": (
            anywhere("/figures/11-9111.00/", "The federal job list puts this title in a wide group"),
            anywhere("/figures/43-1011/", "Managers of all health services, hospitals included, earn far more"),
        ),
    },
    "Pharmacy assistant (aide)": {
        "remark": anywhere("/figures/31-9095.00/", "The federal job list calls the job pharmacy aide")
    },
    "Medical laboratory assistant or technician": {
        "remark": anywhere(
            "/figures/29-2010/", "These figures also count technologists, most of whom hold a bachelor’s degree"
        )
    },
    "Physician assistant": {"remark": anywhere(role("physician-assistant"), "takes a master’s degree")},
    "Accounting assistant (bookkeeping or accounting clerk)": {
        "remark": anywhere("/figures/43-3031.00/", "puts this title with billing clerks and payroll clerks too"),
    },
    "Litigation paralegal": {"place in O*NET": on(role("litigation-paralegal"), "litigation legal assistant")},
    "Immigration paralegal": {"place in O*NET": anywhere(role("immigration-paralegal"), OF_ANY_PARALEGAL)},
    "Family-law paralegal": {"place in O*NET": anywhere(role("family-law-paralegal"), OF_ANY_PARALEGAL)},
    "Criminal-law paralegal": {"place in O*NET": anywhere(role("criminal-law-paralegal"), OF_ANY_PARALEGAL)},
}

PREPARATION: dict[str, Facts] = {
    "Community college, tuition and fees, lowest and highest state": {
        "value": on(steps("paralegal"), "$1,440 in the lowest state and $8,900 in the highest"),
    },
    "Community college, average net cost with housing and food": {
        "value": on(steps("paralegal"), "After aid, a year costs $9,660 on average, with housing and food"),
    },
    "Public four-year, in-state tuition and fees": {
        "value": on(steps("paralegal", "?alt=learn-by-bachelors-degree"), "$11,950 a year"),
    },
    "Private non-profit four-year, tuition and fees": {
        "value": on(
            steps("paralegal", "?alt=learn-by-bachelors-degree&alt=paralegal-bachelors-degree-private"),
            "$45,000 a year",
        ),
    },
    "Growth of published public tuition, before inflation": {
        "value": on(steps("paralegal", "?alt=learn-by-bachelors-degree"), "less than 3% in a year, before inflation"),
    },
    "Associate degree": {"value": on(steps("paralegal"), "Two years of full-time classes")},
    "Paralegal certificate after another degree": {
        "value": on(steps("paralegal", "?alt=learn-by-certificate&have=bachelors-degree"), "3 to 18 months"),
    },
    "Paralegal law units that California counts": {"value": on(role("paralegal", "CA"), "24 semester units or more")},
    "Medical assistant programme, smallest that Washington accepts from a generally accredited school": {
        "value": on(WA_CERTIFIED, "720 hours is the least that counts. Of these, 160 are on site in a clinic"),
    },
    "Medical assistant certificate": {"value": on(steps("medical-assistant"), "9 to 12 months of full-time classes")},
    "Dental assistant certificate (CODA)": {
        "value": on(steps("dental-assistant"), "9 to 11 months of full-time classes")
    },
    "Pharmacy technician programme": {
        "value": on(steps("pharmacy-technician", "?alt=with-a-pharmacy-technician-program"), "4 to 9 months of classes")
    },
    "Phlebotomy programme": {"value": on(steps("phlebotomist"), "From 4 weeks to about a term of classes")},
    "Veterinary assistant programme": {
        "value": on(
            steps("veterinary-assistant", "?alt=with-a-veterinary-assistant-program"), "6 to 12 months of classes"
        )
    },
    "CDA training, 120 hours at 5 hours a week": {
        "value": on(CDA, "The 120 hours of classes take about 6 months at 5 hours a week (Apr 22, 2025)")
    },
    "CDA training, one provider": {"value": on(CDA, "The classes cost $399 at one training company")},
    "Physician assistant programme": {"value": on(steps("physician-assistant"), "27 months")},
    "Title I route by study": {
        "value": on(
            steps("teacher-assistant", "?alt=teacher-assistant-title-one"), "48 semester hours in the states we read"
        )
    },
}

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

OFFICES: dict[str, Facts] = {
    "CMOM (PMI)": {
        "issuing body": given_by(CMOM, "Practice Management Institute"),
        "education": on(CMOM, "You need no degree"),
        "validity": on(CMOM, "It lasts 1 year, then you renew it"),
        "renewal fee": on(
            CMOM, "$75 every year", "It is $50 for a second PMI credential, and $25 for a third and fourth"
        ),
        "continuing education": on(CMOM, "You earn the units in classes; 1 unit is 1 hour"),
        "continuing education, amount": on(CMOM, "12 units every year"),
    },
    "Certified Bookkeeper (AIPB)": {
        "experience": on(CB, "2 years of full-time work count as well", "work on the books (3,000 hours)"),
        "exam": on(
            CB,
            "4 parts: 2 at a test center and 2 in a workbook (2021)",
            "You pass with 75 percent at the test center (2021)",
            "You pass with 70 percent in the workbook (2021)",
        ),
        "validity": on(CB, "It lasts 3 years, then you renew it"),
        "continuing education": on(CB, "60 credits every 3 years"),
        "whole cost": on(CB, "$479 in all for members (2018)", "$574 in all for others (2018)"),
    },
}

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

# What the first two documents say, beside what was found of it.
FIRST_DOCUMENTS: dict[str, Facts] = {
    "seed 1": {
        "Paralegal and legal assistant are two different jobs": on(
            role("paralegal"),
            "Federal job counts hold paralegals and legal assistants in a single group",
            "NALA, a national paralegal group, uses both names for one job",
        ),
        "Legal secretaries usually have a certificate or a two-year degree": (
            on(role("legal-assistant"), "The usual start, with training on the job"),
            figure("43-6012.00", "Associate degree 48%"),
        ),
        "Paralegals: associate or bachelor degree or certificate": on(role("paralegal"), "The usual start"),
        "Paralegal may work independently": (
            on(role("paralegal", "CA"), "A lawyer must direct your work"),
            on(role("paralegal", "AZ"), "Working without a lawyer takes a license"),
            on(role("paralegal", "UT"), "Working without a lawyer takes a license"),
            on(role("paralegal", "OR"), "Working without a lawyer takes a license"),
        ),
        "No pay, no date, no state is given; the page is marketing for an outsourcing firm": anywhere(
            "/sources/back-office-legal-two-roles/", "It shows no date, no state and no pay"
        ),
    },
    "seed 2": {
        "Associate degree is usually needed before you can start": on(
            role("paraprofessional"), "The usual start for paralegals only"
        ),
        "A state assessment must be passed": (
            on(role("paraprofessional"), "In schools, a test is 1 of 3 ways into jobs that Title I money pays for"),
            on(role("medical-assistant"), "Most states ask for no license"),
        ),
        "Start about 20,000, later 30,000 a year": (
            anywhere(role("paraprofessional"), "In May 2025 middle pay was $36,780 for teaching assistants"),
            figure("25-9045", "Middle $36,780", "Low 10% $27,150"),
            figure("39-9011", "Middle $34,980"),
            figure("31-9092", "Middle $45,690"),
            figure("31-9091", "Middle $48,070"),
            figure("23-2011", "Middle $62,890"),
        ),
        "Continuing Certificate as a Teaching Assistant can be applied for": on(
            CONTINUING,
            "The titles that New York has used since October 1, 2025 do not include it",
            "It ends if you do no such work for 5 years in a row",
        ),
        "Pre-Professional: one year of full-time experience, valid five years": on(
            PRE_PROFESSIONAL,
            "It lasts 5 years (2025)",
            "You hold 18 semester hours and have worked 1 year",
        ),
        "Usually three levels of certification": on(
            role("paraprofessional"), "Only New York’s old teaching assistant certificates had 3 levels"
        ),
        "Medical Assistant certification by ASPT, oral and written exam, renewed every year": on(
            ASPT_ASSISTANT, "6 units every year", "do not name a medical assistant"
        ),
        "Dental Assistant by AMT: two years of work, oral and written exam, renewal every three years": (
            on(RDA, "finished an accredited dental assisting program in the last 4 years", "$150 for the application"),
            on(DANB, "It lasts 1 year, then you renew it"),
        ),
        "Certified Medical Office Manager: oral and written exam": on(CMOM, "$75 every year"),
        "Child Development Associate: at least two years of training and experience": on(
            CDA, "You take 120 hours of classes", "You work 480 hours with young children within 3 years"
        ),
        "Child Development Associate: renewed every three years": on(
            CDA, "It lasts 3 years, then you renew it", "You no longer need first aid and CPR to renew"
        ),
        "Paraprofessional gives injections": on(
            role("medical-assistant"), "Your state decides which tasks you may do", "Most states ask for no license"
        ),
        "Physician Assistant is in the list of assistant jobs": (
            on(PA_C, "You pass an exam called PANCE"),
            figure("29-1071", "Middle $135,880", "Usual schooling to start Master’s degree"),
        ),
        "Text quirks": anywhere("/sources/paraprofessional-career-guide/", "One heading stands twice"),
    },
}

ROWS: dict[str, Facts] = {
    subject: facts
    for part in (REMARKS, PREPARATION, LAW, CLINICS, SCHOOLS, OFFICES, RULES, FIRST_DOCUMENTS)
    for subject, facts in part.items()
}

# Gathered from memory and not shown, with the reason.
LEFT_OUT = {
    ("Community college, average published in-district tuition and fees", "value"): (
        "The lowest, the highest and the cost after aid were read; this average was not."
    ),
    ("NALS ALP", "exam fee"): "It was not found, so the page says nothing of it.",
    ("Minnesota: Legal Paraprofessional", "status after 2024"): (
        "Pages say that this is not checked. A memory is too weak for whether one may work."
    ),
}

"""What the first two documents say, beside what was found of it."""

from __future__ import annotations

from tests.careers.traced.places import (
    ASPT_ASSISTANT,
    CDA,
    CMOM,
    CONTINUING,
    DANB,
    PA_C,
    PRE_PROFESSIONAL,
    RDA,
    Facts,
    anywhere,
    figure,
    on,
    role,
)

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

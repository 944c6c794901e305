"""What federal lists say of the names of jobs."""

from __future__ import annotations

from tests.careers.traced.places import (
    Facts,
    anywhere,
    on,
    role,
)

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

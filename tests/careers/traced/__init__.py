"""Where each gathered fact that is no figure of statistics stands: on which page, in which of our words.

A text is looked for in one row, line or paragraph of the page, and the source must be cited there. `within="page"`
is for what a page says as a whole: who gives a certification, whether it has ended. `sources` are the addresses of
better sources that stand beside it, where they were found later.
"""

from __future__ import annotations

from tests.careers.traced.clinics import CLINICS
from tests.careers.traced.documents import FIRST_DOCUMENTS
from tests.careers.traced.law import LAW
from tests.careers.traced.offices import OFFICES
from tests.careers.traced.places import Facts
from tests.careers.traced.preparation import PREPARATION
from tests.careers.traced.remarks import REMARKS
from tests.careers.traced.rules import RULES
from tests.careers.traced.schools import SCHOOLS

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

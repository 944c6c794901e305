"""Facts about offices and bookkeeping."""

from __future__ import annotations

from tests.careers.traced.places import (
    CB,
    CMOM,
    Facts,
    given_by,
    on,
)

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

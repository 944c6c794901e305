"""How long schooling and training take, and what they cost."""

from __future__ import annotations

from tests.careers.traced.places import (
    CDA,
    WA_CERTIFIED,
    Facts,
    on,
    role,
    steps,
)

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

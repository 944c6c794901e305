"""Who says so, and where it holds."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from sources.limits import Limited
from sources.slugs import Slugged

validate_place_code = RegexValidator(
    r"^[A-Z]{2}(-[A-Z0-9]+)*\Z", "Use capital letters and digits joined by single hyphens, like US-NY."
)


class Place(Limited):
    """A country, a state, or a district inside a state: where a fact holds."""

    class Kind(models.TextChoices):
        COUNTRY = "country", "Country"
        STATE = "state", "State"
        DISTRICT = "district", "District"

    code = models.CharField(
        max_length=24,
        primary_key=True,
        validators=[validate_place_code],
        help_text="US for the whole country, US-NY for a state.",
    )
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta(Limited.Meta):
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("code")),
                name="sources_place_not_its_own_parent",
                violation_error_message="A place cannot be part of itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_code(self) -> str:
        """`NY` for `US-NY`: what addresses carry."""
        return self.code.removeprefix("US-")


class Source(Slugged):
    """A page, law or data set that somebody stands behind."""

    class Kind(models.TextChoices):
        LAW = "law", "Law"
        GOVERNMENT = "government", "Government data"
        COURT = "court", "Court"
        CERTIFIER = "certifier", "Certifying body"
        ASSOCIATION = "association", "Professional group"
        SCHOOL = "school", "School"
        EMPLOYER = "employer", "Employer"
        COMPANY = "company", "Company page"
        UNION = "union", "Union"
        PRESS = "press", "Press"
        REFERENCE = "reference", "Reference"

    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=160)
    url = models.URLField(max_length=500, blank=True, help_text="Leave empty only where no page exists.")
    kind = models.CharField(max_length=12, choices=Kind)
    published_on = models.DateField(null=True, blank=True, help_text="The date that the page itself shows.")
    published_words = models.CharField(
        max_length=60, blank=True, help_text="Where the page gives less than a day, like “about 2018”."
    )
    undated = models.BooleanField("No date on page", default=False)
    checked_on = models.DateField(help_text="The day somebody last read it.")
    review_by = models.DateField(help_text="After this day its facts bear “Due for a check”.")
    note = models.TextField(blank=True, help_text="What a reader should know about it, in our own words.")
    attribution = models.TextField(
        blank=True, help_text="What its licence wants said wherever its data are shown, word for word."
    )

    class Meta(Slugged.Meta):
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undated=False) | (Q(published_on__isnull=True) & Q(published_words="")),
                name="sources_source_undated_has_no_date",
                violation_error_message="Tick “No date on page” only where no date is given.",
            ),
            models.CheckConstraint(
                condition=Q(undated=True) | Q(published_on__isnull=False) | ~Q(published_words=""),
                name="sources_source_date_or_undated",
                violation_error_message="Give the date of the page, or tick “No date on page”.",
            ),
            models.CheckConstraint(
                condition=Q(review_by__gte=F("checked_on")),
                name="sources_source_review_after_check",
                violation_error_message="The next review comes after the last check.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

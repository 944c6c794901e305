"""The statistics: what a code, or a role, has on file of pay, jobs and survey answers."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Self

from django.db import connection, models, transaction
from django.db.models import Exists, F, OuterRef, Q

from sources import versioning
from sources.history import DELETED, record
from sources.limits import in_range
from sources.models import FactQuerySet, Imported, KeyedFact, SourcedFact


class SchoolingLevel(models.TextChoices):
    """How far school goes, from the shortest to the longest."""

    NONE = "none", "No diploma"
    HIGH_SCHOOL = "high-school", "High school diploma or GED"
    SOME_COLLEGE = "some-college", "Some college"
    CERTIFICATE = "certificate", "Certificate, under 2 years"
    ASSOCIATE = "associate", "Associate degree, 2 years"
    BACHELOR = "bachelor", "Bachelor’s degree, 4 years"
    MASTER = "master", "Master’s degree"
    DOCTORAL = "doctoral", "Doctoral or professional degree"


class PayCell(models.TextChoices):
    """Why a pay figure is there or is not."""

    PUBLISHED = "published", "Published"
    WITHHELD = "withheld", "Not published"
    TOP = "top", "At or above the highest figure published"
    NONE = "none", "No row"


PERCENTILES = ("p10", "p25", "p50", "p75", "p90")


def _cell_says_what_it_holds(name: str) -> models.CheckConstraint:
    """A published or top-coded cell has an amount; a withheld or missing one has none."""
    return models.CheckConstraint(
        condition=(
            Q(**{f"{name}_cell__in": ["published", "top"], f"{name}__isnull": False, f"{name}__gte": 0})
            | Q(**{f"{name}_cell__in": ["withheld", "none"], f"{name}__isnull": True})
        ),
        name=f"roles_pay_{name}_cell",
        violation_error_message="A published figure has an amount of 0 or more; a withheld or missing one has none.",
    )


def _not_more_than(low: str, high: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True}) | Q(**{f"{low}__lte": F(high)}),
        name=f"roles_pay_{low}_{high}_order",
        violation_error_message="Pay figures rise from the low end to the high end.",
    )


class Pay(Imported, KeyedFact):
    """What people earn: percentiles of a code, or what somebody claims for a role at the start and later."""

    key_fields = ("place", "per", "source")
    owner_fields = ("occupation", "role")

    class Per(models.TextChoices):
        YEAR = "year", "a year"
        HOUR = "hour", "an hour"

    occupation = models.ForeignKey(
        "roles.Occupation", models.CASCADE, db_index=False, null=True, blank=True, related_name="pay"
    )
    role = models.ForeignKey("roles.Role", models.CASCADE, db_index=False, null=True, blank=True, related_name="pay")
    per = models.CharField(max_length=4, choices=Per, default=Per.YEAR)
    p10 = models.DecimalField("Low 10%", max_digits=10, decimal_places=2, null=True, blank=True)
    p10_cell = models.CharField(max_length=10, choices=PayCell, default=PayCell.NONE)
    p25 = models.DecimalField("Low 25%", max_digits=10, decimal_places=2, null=True, blank=True)
    p25_cell = models.CharField(max_length=10, choices=PayCell, default=PayCell.NONE)
    p50 = models.DecimalField("Middle", max_digits=10, decimal_places=2, null=True, blank=True)
    p50_cell = models.CharField(max_length=10, choices=PayCell, default=PayCell.NONE)
    p75 = models.DecimalField("High 25%", max_digits=10, decimal_places=2, null=True, blank=True)
    p75_cell = models.CharField(max_length=10, choices=PayCell, default=PayCell.NONE)
    p90 = models.DecimalField("High 10%", max_digits=10, decimal_places=2, null=True, blank=True)
    p90_cell = models.CharField(max_length=10, choices=PayCell, default=PayCell.NONE)
    start = models.DecimalField("At the start", max_digits=10, decimal_places=2, null=True, blank=True)
    later = models.DecimalField("Later", max_digits=10, decimal_places=2, null=True, blank=True)
    jobs = models.PositiveIntegerField(
        "Jobs counted", null=True, blank=True, help_text="How many jobs the survey counted."
    )

    class Meta(KeyedFact.Meta):
        ordering = ["occupation", "role", "place", "per", "key"]
        verbose_name_plural = "pay"
        # Of pay there is most by state, and lists ask for that of the whole country.
        indexes = [models.Index(fields=["place"], name="roles_pay_place")]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["occupation", "key"], name="roles_pay_occupation_key"),
            models.UniqueConstraint(fields=["role", "key"], name="roles_pay_role_key"),
            models.CheckConstraint(
                condition=Q(occupation__isnull=True, role__isnull=False)
                | Q(occupation__isnull=False, role__isnull=True),
                name="roles_pay_one_owner",
                violation_error_message="Pay belongs to a code or to a role, not to both.",
            ),
            *(_cell_says_what_it_holds(name) for name in PERCENTILES),
            *(_not_more_than(low, high) for low, high in pairwise(PERCENTILES)),
            # A withheld middle must not hide a range that is upside down.
            _not_more_than("p10", "p90"),
            *in_range("start", "later", "Pay", high_alone=True),
        ]

    def __str__(self) -> str:
        return f"Pay {self.get_per_display()}, {self.place_id}"


class Outlook(Imported, KeyedFact):
    """What the projections say of a code: jobs then and later, and the entry they assign to it."""

    key_fields = ("place", "period_from", "source")
    owner_fields = ("occupation",)

    occupation = models.ForeignKey("roles.Occupation", models.CASCADE, db_index=False, related_name="outlooks")
    period_from = models.PositiveSmallIntegerField("From year")
    period_to = models.PositiveSmallIntegerField("To year")
    growth_percent = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    jobs_then = models.PositiveIntegerField("Jobs at the start", null=True, blank=True)
    jobs_later = models.PositiveIntegerField("Jobs at the end", null=True, blank=True)
    openings_a_year = models.PositiveIntegerField(null=True, blank=True)
    entry_schooling = models.CharField(max_length=14, choices=SchoolingLevel, blank=True)
    entry_experience = models.CharField(max_length=60, blank=True)
    entry_training = models.CharField(max_length=60, blank=True)
    middle_pay = models.PositiveIntegerField(
        "Middle pay in this table", null=True, blank=True, help_text="US dollars a year, in the first year."
    )
    middle_pay_is_top = models.BooleanField(
        "Middle pay is the highest published", default=False, help_text="The middle is at or above this figure."
    )

    class Meta(KeyedFact.Meta):
        ordering = ["occupation", "-period_from", "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["occupation", "key"], name="roles_outlook_key"),
            models.CheckConstraint(
                condition=Q(period_from__lt=F("period_to")),
                name="roles_outlook_period_order",
                violation_error_message="The period ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_from} to {self.period_to}"


class SurveyShareQuerySet(FactQuerySet["SurveyShare"]):
    def answered_here(self) -> Self:
        """Answers of our own that count. Who edits one that an import brought in does not answer the question anew."""
        own = self.published().filter(imported=False, standing=SourcedFact.Standing.USED)
        return own.exclude(pk__in=SurveyShare.edited_here())

    def replaced(self) -> Self:
        """What imports brought in to questions that we have answers of our own to."""
        own = SurveyShare.objects.answered_here()
        own = own.filter(occupation=OuterRef("occupation"), question=OuterRef("question"))
        return self.filter(Exists(own.order_by()), imported=True)

    def leave_to_ours(self, why: str) -> None:
        """Remove what a survey says where we answer its question: else both would stand there until the next import."""
        with transaction.atomic():
            if replaced := list(self.replaced().values_list("pk", flat=True)):
                record(SurveyShare, DELETED, dict.fromkeys(replaced, why), by_import=True)
                SurveyShare.objects.filter(pk__in=replaced)._raw_delete(connection.alias)
                versioning.changed()


class SurveyShare(Imported, KeyedFact):
    """The share of the people asked who gave one answer."""

    key_fields = ("question", "category", "source")
    owner_fields = ("occupation",)

    class Question(models.TextChoices):
        EDUCATION = "education", "Education needed"
        EXPERIENCE = "experience", "Related experience"
        TRAINING = "training", "On-the-job training"
        ATTAINMENT = "attainment", "Education that workers have"

    occupation = models.ForeignKey("roles.Occupation", models.CASCADE, db_index=False, related_name="shares")
    question = models.CharField(max_length=12, choices=Question)
    category = models.CharField(max_length=160)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    n = models.PositiveIntegerField(null=True, blank=True, help_text="How many people were asked.")
    low_precision = models.BooleanField(default=False, help_text="The survey itself says: few answers.")
    position = models.PositiveSmallIntegerField(default=0)

    # A manager in the place of an inherited one is what Django provides for, and its stubs do not know.
    objects = SurveyShareQuerySet.as_manager()  # type: ignore[misc]

    class Meta(KeyedFact.Meta):
        ordering = ["occupation", "question", "position", "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["occupation", "key"], name="roles_surveyshare_key"),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100)),
                name="roles_surveyshare_percent",
                violation_error_message="A share runs from 0 to 100 percent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}%: {self.category}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if self.is_public:
            sisters = SurveyShare.objects.filter(occupation=self.occupation_id, question=self.question)
            sisters.leave_to_ours("Answered by an editor")

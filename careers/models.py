"""What paths are made of, and the links that people share.

Milestones and routes are an AND/OR graph (in CTDL's terms pathway components and component
conditions): a route needs **all** of its needs, a milestone is reached by **any one** of its routes.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from certifications.models import Certification
from roles.models import Role
from sources.limits import Limited, in_range
from sources.models import KeyedFact, SourcedFact
from sources.slugs import Slugged


class Strength(models.TextChoices):
    """How strongly something is asked for, from the strongest on."""

    LAW = "law", "Required by law"
    CERTIFIER = "certifier", "Asked by the certifying body"
    EMPLOYERS = "employers", "Asked by employers"
    HELPFUL = "helpful", "Helpful"


class Milestone(Slugged):
    """Something a person can hold or have done."""

    class Kind(models.TextChoices):
        EDUCATION = "education", "Education"
        TRAINING = "training", "Training"
        EXPERIENCE = "experience", "Experience"
        ASSESSMENT = "assessment", "Assessment"
        CERTIFICATION = "certification", "Certification"
        LICENSE = "license", "License"
        ROLE = "role", "Role"
        REQUIREMENT = "requirement", "Requirement: stands for “any of these”"
        CONDITION = "condition", "Condition: shown, never timed"

    class Unit(models.TextChoices):
        HOURS = "hours", "hours"
        CREDITS = "credits", "credits"
        YEARS = "years", "years"

    title = models.CharField(max_length=120, help_text="What one holds: “Associate degree in paralegal studies”.")
    step_title = models.CharField(
        max_length=80, help_text="Starts with a verb and fits one line: “Earn an associate degree”."
    )
    kind = models.CharField(max_length=14, choices=Kind)
    text = models.TextField(blank=True, help_text="One or two sentences for the step. Second person.")
    unit = models.CharField(max_length=8, choices=Unit, blank=True, help_text="Where it is held in amounts.")
    certification = models.ForeignKey(Certification, models.PROTECT, null=True, blank=True, related_name="milestones")
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="milestones")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Slugged.Meta):
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__isnull=True) | Q(kind__in=["role", "experience"]),
                name="careers_milestone_role_kind",
                violation_error_message="Only a milestone of the kind Role or Experience points at a role.",
            ),
            models.CheckConstraint(
                condition=Q(certification__isnull=True)
                | Q(kind__in=["certification", "license", "assessment", "education"]),
                name="careers_milestone_certification_kind",
                violation_error_message="This kind of milestone does not point at a certification.",
            ),
            models.UniqueConstraint(
                fields=["role"],
                condition=Q(kind="role"),
                name="careers_milestone_one_for_a_role",
                violation_error_message="This role has its milestone already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Route(SourcedFact, Slugged):
    """One way to reach a milestone: all of its needs, then its own time and cost.

    Months say how long the whole takes, or one unit of a milestone that is held in amounts.
    """

    owner_fields = ("reaches",)

    class Load(models.TextChoices):
        STUDY = "study", "Study"
        WORK = "work", "Work"
        NONE = "none", "No weekly hours"

    reaches = models.ForeignKey(Milestone, models.CASCADE, related_name="routes")
    title = models.CharField(max_length=80, help_text="The name on the card: “Associate degree”.")
    text = models.CharField(max_length=300, blank=True, help_text="One or two sentences for the card.")
    months_min = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    months_max = models.DecimalField(
        max_digits=5, decimal_places=1, null=True, blank=True, help_text="Empty: no upper end is known."
    )
    effort_hours_min = models.PositiveIntegerField(null=True, blank=True)
    effort_hours_max = models.PositiveIntegerField(null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Full time is 40.")
    load = models.CharField(max_length=6, choices=Load, default=Load.NONE)
    while_in = models.ForeignKey(
        Role,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="routes_while_in",
        help_text="The role held meanwhile: how experience is gained and paid.",
    )
    strength = models.CharField(max_length=10, choices=Strength)
    opens = models.DateField(null=True, blank=True)
    closes = models.DateField(null=True, blank=True, help_text="The last day to take this way.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(SourcedFact.Meta):
        ordering = ["reaches", "position", "slug"]
        constraints = [
            *SourcedFact.Meta.constraints,
            *in_range("months_min", "months_max", "The months"),
            *in_range("effort_hours_min", "effort_hours_max", "The hours of effort"),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True) | Q(hours_per_week__range=(1, 168)),
                name="careers_route_hours_per_week",
                violation_error_message="A week has 1 to 168 hours.",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | Q(closes__isnull=True) | Q(opens__lte=F("closes")),
                name="careers_route_opens_before_it_closes",
                violation_error_message="A way opens before it closes.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RouteNeed(Limited):
    """One of the things a route needs, all together."""

    part_of = "route"

    route = models.ForeignKey(Route, models.CASCADE, db_index=False, related_name="needs")
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="needed_by")
    amount = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, help_text="In the milestone's unit."
    )
    within_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How recent it must be. Shown, and flagged where a plan breaks it."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Limited.Meta):
        ordering = ["route", "position", "milestone"]
        constraints = [
            models.UniqueConstraint(fields=["route", "milestone"], name="careers_routeneed_once"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="careers_routeneed_amount",
                violation_error_message="An amount is more than 0.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.milestone)


class RouteCost(KeyedFact):
    """What a route costs in one place, before financial aid. No minimum is unknown; 0 is free."""

    key_fields = ("place", "basis")
    owner_fields = ("route",)

    class Basis(models.TextChoices):
        TUITION = "tuition", "Published tuition"
        FEE = "fee", "Fee"
        AFTER_AID = "after-aid", "After aid"

    route = models.ForeignKey(Route, models.CASCADE, db_index=False, related_name="costs")
    min = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True, help_text="US dollars")
    max = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True, help_text="US dollars")
    basis = models.CharField(max_length=10, choices=Basis)

    class Meta(KeyedFact.Meta):
        ordering = ["route", "place", "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["route", "key"], name="careers_routecost_key"),
            *in_range("min", "max", "The cost"),
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()}, {self.place_id}"


class RoleRecommendation(KeyedFact):
    """An optional milestone that helps in a role."""

    key_fields = ("milestone",)
    owner_fields = ("role",)

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="recommendations")
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="recommended_for")
    strength = models.CharField(max_length=10, choices=Strength, default=Strength.HELPFUL)
    text = models.CharField(max_length=300, blank=True)
    passed_on = models.BooleanField(
        default=True, help_text="It helps in every specialty of the role too. Untick it where it helps only in some."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(KeyedFact.Meta):
        ordering = ["role", "position", "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="careers_rolerecommendation_key"),
        ]

    def __str__(self) -> str:
        return str(self.milestone)


class SharedLink(Limited):
    """A view that somebody shared: its state, a note, and the facts as they were that day."""

    class Kind(models.TextChoices):
        COMPARISON = "comparison", "Comparison"
        PATH = "path", "Path"
        PLAN = "plan", "Plan"
        ROLE = "role", "Role"

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.JSONField(help_text="What the address said: roles, place, view.")
    title = models.CharField(max_length=160)
    note = models.CharField(max_length=140, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="shared_links"
    )
    created_on = models.DateField()
    facts_then = models.JSONField(help_text="The facts as they were on that day.")

    class Meta(Limited.Meta):
        ordering = ["-created_on", "code"]

    def __str__(self) -> str:
        return self.title

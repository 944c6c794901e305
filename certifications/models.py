"""Certifications and licenses: who gives them, what they take, and what each state asks for."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse

from certifications.overlaps import ANSWERS, QUESTION, in_words, of_instance, overlapping
from roles.models import Duty, Role
from sources.limits import in_range
from sources.models import KeyedFact, Place
from sources.slugs import Slugged


class Issuer(Slugged):
    """Who gives a certification or a license."""

    title = models.CharField(max_length=160)
    abbreviation = models.CharField(max_length=20, blank=True)
    url = models.URLField(max_length=500, blank=True)

    class Meta(Slugged.Meta):
        ordering = ["title"]

    def __str__(self) -> str:
        return self.abbreviation or self.title


class CertificationQuerySet(models.QuerySet["Certification"]):
    def with_facts(self) -> Self:
        """Everything that this room knows of a certification comes along: 11 queries, however many certifications."""
        return self.select_related("issuer", "place", "replaced_by__issuer").prefetch_related(
            *_sourced("facts", CertificationFact, "place"),
            *_sourced("renewals", Renewal),
            *_sourced("rules", StateRule, "place"),
            *_sourced("accepted_by", StateRule, "place", "role__field"),
            Prefetch("not_the_same_as", Certification.objects.select_related("issuer")),
            Prefetch("replaces", Certification.objects.select_related("issuer")),
        )


def _sourced(lookup: str, model: type[KeyedFact], *also: str) -> tuple[Prefetch[str], str]:
    """A prefetch of published facts with the sources that each leans on: two queries."""
    return Prefetch(lookup, model.objects.published().select_related("source", *also)), f"{lookup}__also_sources"


class Certification(Slugged):
    """Something an issuer gives that shows, or lets, a person do work."""

    class Kind(models.TextChoices):
        LICENSE = "license", "License"
        CERTIFICATION = "certification", "Certification"
        CERTIFICATE = "certificate", "Certificate"
        ASSESSMENT = "assessment", "Assessment"

    class Status(models.TextChoices):
        OFFERED = "offered", "Offered"
        CLOSING = "closing", "Being phased out"
        CLOSED = "closed", "Closed to new people"
        UNVERIFIED = "unverified", "We could not confirm that it is still offered"

    class Level(models.TextChoices):
        ENTRY = "entry", "Entry level"
        EXPERIENCED = "experienced", "For people with experience"
        ADVANCED = "advanced", "Advanced"
        UNKNOWN = "unknown", "Not on file"

    class Validity(models.TextChoices):
        FIXED = "fixed", "For a fixed time"
        CONTINUOUS = "continuous", "For good, while you keep it up"
        UNKNOWN = "unknown", "Not on file"

    title = models.CharField(max_length=160)
    abbreviation = models.CharField(max_length=20, blank=True, help_text="Not unique: there are two CDAs.")
    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="certifications")
    kind = models.CharField(max_length=14, choices=Kind)
    level = models.CharField(
        max_length=12,
        choices=Level,
        default=Level.UNKNOWN,
        help_text=(
            "Where people stand when they earn it, by the quickest way. Entry: at most 2 years of school and 500 hours "
            "of work. Experience: more work than that comes first. Advanced: it builds on a higher degree or another "
            "one."
        ),
    )
    place = models.ForeignKey(
        Place, models.PROTECT, default="US", related_name="+", help_text="A state, for a state's own."
    )
    lets_you = models.TextField("What it lets you do", blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.OFFERED)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    holders_keep = models.CharField(
        max_length=300, blank=True, help_text="Where it has ended: what people who hold it may still do."
    )
    validity = models.CharField(max_length=12, choices=Validity, default=Validity.UNKNOWN)
    not_the_same_as = models.ManyToManyField("self", blank=True, help_text="Others that are mistaken for it.")

    objects = CertificationQuerySet.as_manager()

    class Meta(Slugged.Meta):
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(replaced_by=F("pk")),
                name="certifications_certification_not_its_own_successor",
                violation_error_message="A certification cannot be replaced by itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.abbreviation})" if self.abbreviation else self.title

    def get_absolute_url(self) -> str:
        return reverse("careers:certification", args=[self.slug])


class CertificationFact(KeyedFact):
    """One figure or statement about a certification: a fee, an exam part, a passing score."""

    key_fields = ("topic", "audience", "source")
    owner_fields = ("certification",)

    class Topic(models.TextChoices):
        FEE = "fee", "Fee"
        EXAM = "exam", "Exam"
        EXAM_PART = "exam-part", "Exam part"
        RETAKE = "retake", "Retake"
        PASSING_SCORE = "passing-score", "Passing score"
        AIMED_AT = "aimed-at", "Who it is for"
        ELIGIBILITY = "eligibility", "Who may apply"
        VALIDITY = "validity", "How long it lasts"
        ACCREDITATION = "accreditation", "Accreditation"
        OTHER = "other", "Other"

    certification = models.ForeignKey(Certification, models.CASCADE, db_index=False, related_name="facts")
    topic = models.CharField(max_length=14, choices=Topic)
    min = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    max = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True, help_text="USD, hours, months, questions, percent ...")
    audience = models.CharField(max_length=40, blank=True, help_text="member, non-member, student ...")
    text = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(KeyedFact.Meta):
        ordering = ["certification", "position", "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["certification", "key"], name="certifications_certificationfact_key"),
            *in_range("min", "max", "An amount", high_alone=True),
        ]

    def __str__(self) -> str:
        return self.text


class Renewal(KeyedFact):
    """One line of what keeps a certification alive. Lines of one option belong together; options are alternatives."""

    key_fields = ("option", "what", "unit", "source")
    owner_fields = ("certification",)

    certification = models.ForeignKey(Certification, models.CASCADE, db_index=False, related_name="renewals")
    option = models.PositiveSmallIntegerField(default=1, help_text="All lines of one option are needed together.")
    what = models.CharField(max_length=200)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    fee = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True, help_text="US dollars")
    max_times = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(KeyedFact.Meta):
        ordering = ["certification", "option", "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["certification", "key"], name="certifications_renewal_key"),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=0)) & (Q(fee__isnull=True) | Q(fee__gte=0)),
                name="certifications_renewal_not_negative",
                violation_error_message="Amounts and fees are 0 or more.",
            ),
            models.CheckConstraint(
                condition=Q(every_months__isnull=True) | Q(every_months__gte=1),
                name="certifications_renewal_every_months",
                violation_error_message="A certification is renewed every 1 month or more.",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class StateRule(KeyedFact):
    """What one place says about a role or a certification, on one topic."""

    key_fields = ("topic", "place", "duty", "effective_from")
    owner_fields = ("role", "certification")

    class Topic(models.TextChoices):
        TITLE = "title", "Use of the title"
        LICENSE = "license", "License"
        CERTIFICATION = "certification", "Certification"
        EDUCATION = "education", "Education"
        EXAM = "exam", "Exam"
        PASSING_SCORE = "passing-score", "Passing score"
        SUPERVISION = "supervision", "Supervision"
        CONTINUING_EDUCATION = "continuing-education", "Continuing education"
        TASKS = "tasks", "Allowed tasks"

    class Answer(models.TextChoices):
        REQUIRED = "required", "Required"
        NOT_REQUIRED = "not-required", "Not required"
        SET_LOCALLY = "set-locally", "Set locally"
        NOT_CHECKED = "not-checked", "Not checked yet"

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, null=True, blank=True, related_name="rules")
    certification = models.ForeignKey(
        Certification, models.CASCADE, db_index=False, null=True, blank=True, related_name="rules"
    )
    topic = models.CharField(max_length=20, choices=Topic)
    answer = models.CharField(max_length=12, choices=Answer)
    amount_min = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    amount_max = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    accepts = models.ManyToManyField(Certification, blank=True, related_name="accepted_by")
    duty = models.ForeignKey(
        Duty, models.PROTECT, null=True, blank=True, related_name="rules", help_text="When it is about one duty only."
    )
    text = models.TextField(help_text="Lead with the answer. Sentences under 20 words.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(KeyedFact.Meta):
        ordering = ["place", "position", "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="certifications_staterule_role_key"),
            models.UniqueConstraint(fields=["certification", "key"], name="certifications_staterule_certification_key"),
            models.CheckConstraint(
                condition=Q(role__isnull=True, certification__isnull=False)
                | Q(role__isnull=False, certification__isnull=True),
                name="certifications_staterule_one_subject",
                violation_error_message="A rule is about a role or about a certification, not about both.",
            ),
            *in_range("amount_min", "amount_max", "An amount", high_alone=True),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: {self.get_topic_display()}"

    def clash(self) -> str:
        """Another rule that answers the same question on one day: one query, where this one would be an answer."""
        if any(getattr(self, name) != wanted for name, wanted in ANSWERS.items()):
            return ""
        question = {name: of_instance(self, name) for name in QUESTION}
        replaced = self.replaces()
        others = StateRule.objects.filter(**question, **ANSWERS).exclude(pk__in=[self.pk, replaced and replaced.pk])
        found = (one for one, other in overlapping([*others, self], of_instance) if other is self)
        one = next(found, None)
        return in_words(one, self, of_instance) if one else ""

"""What stands close to what: O*NET’s lists, the topics that it has our duties under, and what is worked out of them.

Nobody edits these rows, so none has a history, and none stands in the way of a deletion: what one names may be gone,
and whoever reads them passes it over.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from roles.models.roles import Occupation, Role
from roles.models.vocabulary import Duty, Topic
from sources.models import Source


class Tier(models.TextChoices):
    """How high O*NET has an occupation in its list of twenty."""

    PRIMARY_SHORT = "primary-short", "Among the 5 closest"
    PRIMARY_LONG = "primary-long", "Among the 10 closest"
    SUPPLEMENTAL = "supplemental", "Among the 20 closest"


def _loose(to: type[models.Model], **options: Any) -> Any:
    return models.ForeignKey(to, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False, **options)


class RelatedOccupation(models.Model):
    """That O*NET has one code in its list of those close to another. All rows belong to the import."""

    occupation = _loose(Occupation)
    other = _loose(Occupation)
    tier = models.CharField(max_length=13, choices=Tier)
    position = models.PositiveSmallIntegerField(help_text="1 for the closest.")
    # Of all rows the same.
    source = models.ForeignKey(Source, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        ordering = ["occupation", "position"]
        constraints = [
            models.UniqueConstraint(fields=["occupation", "other"], name="roles_relatedoccupation_once"),
            models.CheckConstraint(condition=~Q(occupation=F("other")), name="roles_relatedoccupation_two_codes"),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="roles_relatedoccupation_tier_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.occupation} → {self.other}"


class DutyTopic(models.Model):
    """The topic of O*NET's under which a duty of ours stands beside imported ones. All rows belong to the import."""

    duty = _loose(Duty)
    topic = _loose(Topic)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty"], name="roles_dutytopic_once")]
        verbose_name = "topic of a duty of ours"
        verbose_name_plural = "topics of duties of ours"

    def __str__(self) -> str:
        return f"{self.duty} → {self.topic}"


class RelatedRole(models.Model):
    """A role that somebody in another one could turn to, and why: worked out anew by each import and load."""

    role = _loose(Role)
    other = _loose(Role)
    position = models.PositiveSmallIntegerField(help_text="0 for the first that is suggested.")
    closeness = models.PositiveSmallIntegerField(help_text="From 0 to 100, by duties and skills.")
    shared_duties = models.PositiveSmallIntegerField()
    to_build = models.CharField(
        "skills to build",
        max_length=400,
        blank=True,
        help_text="What the other asks for much more of: up to three skills, one a line.",
    )
    more_pay = models.IntegerField(
        null=True, blank=True, help_text="Dollars a year in the middle, of one survey. Empty: not to be compared."
    )
    tier = models.CharField("O*NET has it", max_length=13, choices=Tier, blank=True)
    onet_position = models.PositiveSmallIntegerField("place in O*NET’s list", null=True, blank=True)
    source = _loose(Source, null=True, blank=True)
    pay_source = _loose(Source, null=True, blank=True, verbose_name="survey of pay")

    class Meta:
        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(fields=["role", "position"], name="roles_relatedrole_position"),
            models.CheckConstraint(condition=~Q(role=F("other")), name="roles_relatedrole_two_roles"),
            models.CheckConstraint(condition=Q(closeness__range=(0, 100)), name="roles_relatedrole_closeness"),
            models.CheckConstraint(condition=Q(tier__in=["", *Tier.values]), name="roles_relatedrole_tier_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.role} → {self.other}"

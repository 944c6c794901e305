"""The words that roles share: fields, at-a-glance rows, topics with their duties, skills."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from sources.limits import Limited
from sources.models import Imported
from sources.slugs import Slugged


class Field(Slugged):
    """Our one grouping of roles, with the workplace label that pages show."""

    title = models.CharField(max_length=80)
    workplace = models.CharField(max_length=80, help_text="What pages call the place, like “Law office”.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Slugged.Meta):
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class MajorGroup(Limited):
    """An SOC major group, and the field it maps into."""

    code = models.CharField(max_length=2, primary_key=True, help_text="The first two digits, like 23.")
    title = models.CharField(max_length=120)
    field = models.ForeignKey(Field, models.PROTECT, related_name="major_groups")

    class Meta(Limited.Meta):
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Trait(Slugged):
    """A row of the at-a-glance table."""

    title = models.CharField(max_length=80, help_text="The row's name: “You report to”.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Slugged.Meta):
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class Topic(Imported, Slugged):
    """What duties are about. Topics nest under broad groups."""

    title = models.CharField(max_length=160)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="topics")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Slugged.Meta):
        ordering = ["position", "title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="roles_topic_not_its_own_parent",
                violation_error_message="A topic cannot be part of itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Duty(Imported, Slugged):
    """One canonical act, such as “Interview witnesses”: what makes a comparison say something."""

    title = models.CharField(max_length=160, help_text="Starts with a verb: “Interview witnesses”.")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="duties")

    class Meta(Slugged.Meta):
        ordering = ["title"]
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return self.title


class Skill(Imported, Slugged):
    class Kind(models.TextChoices):
        TECHNICAL = "technical", "Technical"
        PERSONAL = "personal", "Personal"
        KNOWLEDGE = "knowledge", "Knowledge"

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    description = models.CharField(max_length=300, blank=True)

    class Meta(Slugged.Meta):
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

"""The words that roles share: fields, at-a-glance rows, topics with their duties, skills."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from sources.limits import Limited
from sources.models import Imported
from sources.slugs import Slugged

validate_element = RegexValidator(
    r"^([0-9](\.[A-Za-z0-9]+)*)?\Z", "Use the number that O*NET gives the element, like 2.A.1.a."
)


validate_group = RegexValidator(
    r"^[0-9]{2}(-[0-9]{1,4}(\.[0-9]{2})?)?\Z", "Use the start of federal codes, like 29, 29-102 or 39-9011.01."
)


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
    """An SOC major group, or a narrower one within it, and the field that its occupations map into."""

    code = models.CharField(
        max_length=10,
        primary_key=True,
        validators=[validate_group],
        help_text="What its codes start with: two digits for a major group, like 29, or more for what belongs into "
        "another field, like 29-102. Of two that fit, the longer one counts. It holds from the next import on.",
    )
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


ONLY_ONE_IS_THIS = "Another of our own is this one of O*NET’s already."


def only_one_of_ours(model: str, field: str) -> models.UniqueConstraint:
    """A rule of the database: only one row that no import brought in may name the same thing of O*NET’s."""
    return models.UniqueConstraint(
        fields=[field],
        condition=Q(imported=False) & ~Q(**{field: ""}),
        name=f"roles_{model}_{field}_once",
        violation_error_message=ONLY_ONE_IS_THIS,
    )


class AlsoInOnet(Imported):
    """A word that O*NET may have too: an import then takes our row for it, in place of one that it made itself.

    For a while both may say that they are the same, until the next import: so only one of our own may.
    """

    # The field that says which of O*NET's it is.
    same_as: ClassVar[str]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        # A form does not ask a constraint about a field that it does not show: whether the row was imported.
        same = {self.same_as: getattr(self, self.same_as), "imported": False}
        if same[self.same_as] and type(self)._default_manager.filter(**same).exclude(pk=self.pk).exists():
            raise ValidationError({self.same_as: ONLY_ONE_IS_THIS})


class Duty(AlsoInOnet, Slugged):
    """One canonical act, such as “Interview witnesses”: what makes a comparison say something."""

    same_as = "onet_activity"

    title = models.CharField(max_length=160, help_text="Starts with a verb: “Interview witnesses”.")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="duties")
    # By its title and not its number: release 30.3 gave all activities new numbers.
    onet_activity = models.CharField(
        "O*NET activity",
        max_length=160,
        blank=True,
        help_text="Where O*NET has a detailed work activity that is just the same act: its title, word for word but "
        "for the stop. What is only wider or narrower is another duty.",
    )
    onet_topic = models.CharField(
        "O*NET topic",
        max_length=160,
        blank=True,
        help_text="Where O*NET has no activity that is just the same: the intermediate work activity that this is one "
        "of, word for word but for the stop. Comparisons then put it beside what imported roles do there.",
    )

    class Meta(Slugged.Meta):
        ordering = ["title"]
        verbose_name_plural = "duties"
        constraints = [only_one_of_ours("duty", "onet_activity")]

    def __str__(self) -> str:
        return self.title


class Skill(AlsoInOnet, Slugged):
    """Something one can do or knows, as all roles share it; how much a role needs it stands in `RoleSkill`."""

    class Kind(models.TextChoices):
        TECHNICAL = "technical", "Technical"
        PERSONAL = "personal", "Personal"
        KNOWLEDGE = "knowledge", "Knowledge"

    same_as = "onet_element"

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    description = models.CharField(max_length=300, blank=True)
    onet_element = models.CharField(
        "O*NET element",
        max_length=20,
        blank=True,
        validators=[validate_element],
        help_text="Where O*NET rates just this skill or knowledge: the number of it, like 2.A.1.a.",
    )
    onet_title = models.CharField(
        "O*NET title",
        max_length=120,
        blank=True,
        help_text="Where O*NET has another name for it: that name, word for word. Search finds the skill by it, too.",
    )

    class Meta(Slugged.Meta):
        ordering = ["title"]
        constraints = [only_one_of_ours("skill", "onet_element")]

    def __str__(self) -> str:
        return self.title

"""Roles, the codes they lean on, and what is known about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse

from roles.models.figures import Outlook, Pay, SchoolingLevel, SurveyShare
from roles.models.vocabulary import Duty, Field, Skill, Trait
from sources.limits import Limited
from sources.models import Imported, KeyedFact, Source, SourcedFact
from sources.slugs import Slugged

validate_occupation_code = RegexValidator(
    r"^[0-9]{2}-[0-9]{4}(\.[0-9]{2})?\Z", "Write the code like 23-2011 or 23-2011.00."
)


class OccupationQuerySet(models.QuerySet["Occupation"]):
    def with_figures(self) -> Self:
        """All figures on file, and the published roles that lean on them: 8 queries, however many codes."""
        codes = RoleCode.objects.filter(role__status=Role.Status.PUBLISHED).select_related("role")
        return self.prefetch_related(
            Prefetch("role_codes", codes.order_by("role__title", "use")),
            *_facts("pay", Pay),
            *_facts("outlooks", Outlook),
            *_facts("shares", SurveyShare),
        )


class Occupation(Imported, Limited):
    """A code under which statistics are kept. Roles lean on codes; they are not codes."""

    class System(models.TextChoices):
        ONET = "onet", "O*NET-SOC 2019"
        SOC = "soc", "SOC 2018"
        BLS = "bls", "BLS"

    system = models.CharField(max_length=4, choices=System)
    code = models.CharField(max_length=10, validators=[validate_occupation_code])
    title = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    release = models.CharField(max_length=40, blank=True, help_text="Like “O*NET 30.1”.")
    job_zone = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = OccupationQuerySet.as_manager()

    class Meta(Limited.Meta):
        ordering = ["code", "system"]
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="roles_occupation_once"),
            models.CheckConstraint(
                condition=Q(job_zone__isnull=True) | Q(job_zone__range=(1, 5)),
                name="roles_occupation_job_zone",
                violation_error_message="Job zones run from 1 to 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("careers:figures", args=[self.code])


class RoleQuerySet(models.QuerySet["Role"]):
    def published(self) -> Self:
        """Roles that readers find. A retired role keeps its page but is not offered."""
        return self.filter(status=Role.Status.PUBLISHED)

    def replaced(self) -> Self:
        """Retired roles with another in their place."""
        return self.filter(status=Role.Status.RETIRED, replaced_by__isnull=False)

    def ended(self) -> Self:
        """Retired roles that nothing took the place of."""
        return self.filter(status=Role.Status.RETIRED, replaced_by__isnull=True)

    def readable(self) -> Self:
        """Roles with a page: published ones, and retired ones that old links lead to."""
        return self.exclude(status=Role.Status.DRAFT)

    def parents(self) -> dict[int, int | None]:
        """What each specialty is a specialty of, where readers may know of that: one query."""
        return dict(
            self.filter(parent__isnull=False).exclude(parent__status=Role.Status.DRAFT).values_list("pk", "parent")
        )

    def lacking(self, *sections: str) -> Self:
        """For some `Role.Section`, each as `lacks_<section>`, whether neither a role nor its parent has any of it."""
        asked = {section: rows for section, *rows in _sections() if section in sections}
        return self.annotate(
            **{f"lacks_{section}": ~Exists(rows) & ~Exists(above) for section, (rows, above) in asked.items()}
        )

    def with_missing_sections(self) -> Self:
        """As `lacking`, for each `Role.Section`."""
        return self.lacking(*Role.Section.values)

    def missing(self, section: str) -> Self:
        """Roles whose page has nothing to show in a section."""
        return self.lacking(section).filter(**{f"lacks_{section}": True})

    def with_written_facts(self) -> Self:
        """The roles with facts that only people write, and all of these: 11 queries, however many roles."""
        written = Q()
        for model in (RoleTrait, RoleSchooling, RoleConfusion):
            written |= Q(pk__in=model.objects.published().values("role"))
        written |= Q(pk__in=RoleConfusion.objects.published().values("other"))
        written |= Q(pk__in=Pay.objects.published().filter(role__isnull=False).values("role"))
        return self.filter(written).prefetch_related(
            *_facts("traits", RoleTrait, "trait"),
            *_facts("schooling", RoleSchooling),
            *_facts("pay", Pay),
            *_facts("confusions", RoleConfusion, "role", "other"),
            *_facts("confused_with", RoleConfusion, "role", "other"),
        )


def _sections() -> Iterator[tuple[str, models.QuerySet[Any], models.QuerySet[Any]]]:
    """The rows that fill each section of a role's page, and those that fill it for its parent."""
    paid = RoleCode.objects.filter(use=RoleCode.Use.PAY, occupation__pay__status=SourcedFact.Status.PUBLISHED)
    rows: dict[str, models.QuerySet[Any]] = {
        Role.Section.DUTIES: RoleDuty.objects.published(),
        Role.Section.SKILLS: RoleSkill.objects.published(),
        Role.Section.SCHOOLING: RoleSchooling.objects.published(),
        Role.Section.GLANCE: RoleTrait.objects.published(),
        Role.Section.PAY: paid,
    }
    for section, found in rows.items():
        yield section, found.filter(role=OuterRef("pk")), found.filter(role=OuterRef("parent"))


def _facts(lookup: str, model: type[KeyedFact], *also: str) -> tuple[Prefetch[str], str]:
    """A prefetch of published facts with the place and the sources that each leans on: two queries."""
    return (
        Prefetch(lookup, model.objects.published().select_related("source", "place", *also)),
        f"{lookup}__also_sources",
    )


class Role(Imported, Slugged):
    """A job as people name it: what readers look up, compare and plan for."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        RETIRED = "retired", "Retired"

    class Section(models.TextChoices):
        """The parts of a role's page that hold facts about the role itself."""

        DUTIES = "duties", "Duties"
        SKILLS = "skills", "Skills"
        SCHOOLING = "schooling", "Schooling"
        GLANCE = "glance", "At a glance"
        PAY = "pay", "Pay"

    class Origin(models.TextChoices):
        CURATED = "curated", "Written here"
        ONET = "onet", "O*NET"

    title = models.CharField(max_length=120, help_text="Sentence case: “Legal assistant”.")
    summary = models.TextField(
        blank=True,
        help_text="Two sentences in second person: what you do, and the limit. "
        "“You do legal work with a lawyer watching over it.”",
    )
    summary_source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="role_summaries")
    summary_trust = models.CharField(max_length=8, choices=SourcedFact.Trust, default=SourcedFact.Trust.READ)
    field = models.ForeignKey(Field, models.PROTECT, related_name="roles")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="variants",
        help_text="The role this is a specialty of. What the specialty does not say, it takes from there.",
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", help_text="For a retired role."
    )
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.CURATED)

    objects = RoleQuerySet.as_manager()

    class Meta(Slugged.Meta):
        ordering = ["title"]
        default_permissions = (*Limited.Meta.default_permissions, "publish")
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=F("pk")),
                name="roles_role_not_its_own_parent",
                violation_error_message="A role cannot be a specialty of itself.",
            ),
            models.CheckConstraint(
                condition=~Q(replaced_by=F("pk")),
                name="roles_role_not_its_own_successor",
                violation_error_message="A role cannot be replaced by itself.",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(summary=""),
                name="roles_role_published_has_summary",
                violation_error_message="Write the summary, or keep this role as a draft.",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(status="retired"),
                name="roles_role_only_retired_is_replaced",
                violation_error_message="Only a retired role is replaced by another.",
            ),
            models.UniqueConstraint(
                "title",
                condition=Q(origin="curated"),
                name="roles_role_curated_title_once",
                violation_error_message="Another role written here has this title.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("careers:role", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """Also when it is retired: its page stays."""
        return self.status != self.Status.DRAFT


class RoleCode(Imported, Limited):
    """Which statistical code a role leans on, for what, and how well it fits."""

    part_of = "role"

    class Use(models.TextChoices):
        TITLE = "title", "Title"
        DUTIES = "duties", "Duties and skills"
        PAY = "pay", "Pay"
        OUTLOOK = "outlook", "Outlook"
        SCHOOLING = "schooling", "Schooling"

    class Match(models.TextChoices):
        EXACT = "exact", "Exact"
        COMBINED = "combined", "Combined with other jobs"
        PART = "part", "Part of a wider code"
        CLOSEST = "closest", "Closest match"

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="codes")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="role_codes")
    use = models.CharField(max_length=10, choices=Use)
    match = models.CharField(max_length=10, choices=Match, default=Match.EXACT)
    primary = models.BooleanField(default=False, help_text="The role that the code's own address leads to.")
    note = models.TextField(blank=True)

    class Meta(Limited.Meta):
        ordering = ["role", "use", "-primary", "occupation"]
        constraints = [
            models.UniqueConstraint(fields=["role", "occupation", "use"], name="roles_rolecode_once"),
            models.UniqueConstraint(
                fields=["occupation", "use"],
                condition=Q(primary=True),
                name="roles_rolecode_primary_once",
                violation_error_message="Another role is the primary one of this code for this use.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occupation.code} for {self.get_use_display().lower()}"


class RoleTitle(Imported, KeyedFact):
    """Another name for a role. One title may belong to many roles."""

    key_fields = ("title",)
    owner_fields = ("role",)

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="titles")
    title = models.CharField(max_length=160)

    class Meta(KeyedFact.Meta):
        ordering = ["title"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="roles_roletitle_key"),
        ]

    def __str__(self) -> str:
        return self.title


class RoleConfusion(KeyedFact):
    """Somebody's view on whether two titles are one job or two."""

    key_fields = ("other", "view", "source")
    owner_fields = ("role",)

    class View(models.TextChoices):
        ONE = "one", "One job"
        TWO = "two", "Two jobs"

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="confusions")
    other = models.ForeignKey(Role, models.CASCADE, related_name="confused_with")
    view = models.CharField(max_length=3, choices=View)
    text = models.CharField(
        max_length=300, help_text="A whole sentence: “NALA, a national paralegal group, uses both names for one job.”"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(KeyedFact.Meta):
        ordering = ["position", "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="roles_roleconfusion_key"),
            models.CheckConstraint(
                condition=~Q(role=F("other")),
                name="roles_roleconfusion_two_roles",
                violation_error_message="Choose two different roles.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class RoleTrait(KeyedFact):
    """What a role has in one at-a-glance row. The code alone decides “same”; the text is shown."""

    key_fields = ("trait",)
    owner_fields = ("role",)

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="traits")
    trait = models.ForeignKey(Trait, models.PROTECT, related_name="role_traits")
    code = models.CharField(
        max_length=60, help_text="Roles with the same code have the same answer, however it is worded."
    )
    text = models.CharField(max_length=200)
    context = models.CharField(max_length=200, blank=True, help_text="One gray line under the answer.")

    class Meta(KeyedFact.Meta):
        ordering = ["trait__position", "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="roles_roletrait_key"),
        ]

    def __str__(self) -> str:
        return f"{self.trait}: {self.text}"


class RoleSchooling(KeyedFact):
    """How much one level of schooling counts for a role."""

    key_fields = ("level",)
    owner_fields = ("role",)

    class Weight(models.IntegerChoices):
        NOT_NEEDED = 0, "Not needed"
        RARELY = 1, "Rarely enough, or rarely asked"
        HELPS = 2, "Helps"
        COMMON = 3, "Common"

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="schooling")
    level = models.CharField(max_length=14, choices=SchoolingLevel)
    weight = models.PositiveSmallIntegerField(choices=Weight)
    text = models.CharField(max_length=160, help_text="The word that carries the meaning: “Most common”.")

    class Meta(KeyedFact.Meta):
        ordering = ["role", "key"]
        verbose_name_plural = "role schooling"
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="roles_roleschooling_key"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.text}"


class RoleDuty(Imported, KeyedFact):
    """A duty in a role's own words, and the canonical duties it stands for."""

    key_fields = ("text",)
    owner_fields = ("role",)

    class Importance(models.TextChoices):
        CORE = "core", "Core"
        OCCASIONAL = "occasional", "Occasional"

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="duties")
    text = models.CharField(max_length=400, help_text="This role's own wording. Starts with a verb.")
    duties = models.ManyToManyField(Duty, blank=True, related_name="role_duties")
    importance = models.CharField(max_length=10, choices=Importance, default=Importance.CORE)
    passed_on = models.BooleanField(
        default=True,
        help_text="Specialties take it over. Untick it where only some of them do it, and say it on those.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(KeyedFact.Meta):
        ordering = ["role", "position", "key"]
        verbose_name_plural = "role duties"
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="roles_roleduty_key"),
        ]

    def __str__(self) -> str:
        return self.text


class RoleSkill(Imported, KeyedFact):
    """How much a role leans on a skill. No importance means that no rating is on file, never 0."""

    key_fields = ("skill",)
    owner_fields = ("role",)

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="role_skills")
    importance = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="From 0 to 100. Empty: not on file."
    )
    level = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True, help_text="From 0 to 100.")
    low_precision = models.BooleanField(default=False, help_text="The survey itself says: few answers.")
    not_relevant = models.BooleanField(default=False, help_text="Most people asked said it plays no part.")

    class Meta(KeyedFact.Meta):
        ordering = ["role", F("importance").desc(nulls_last=True), "key"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="roles_roleskill_key"),
            models.CheckConstraint(
                condition=Q(importance__isnull=True) | Q(importance__range=(0, 100)),
                name="roles_roleskill_importance",
                violation_error_message="Importance runs from 0 to 100.",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(0, 100)),
                name="roles_roleskill_level",
                violation_error_message="A skill's level runs from 0 to 100.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.skill)


class RoleInterest(Imported, KeyedFact):
    """How strongly a role has one of the six RIASEC interests."""

    key_fields = ("interest",)
    owner_fields = ("role",)

    class Interest(models.TextChoices):
        REALISTIC = "R", "Realistic"
        INVESTIGATIVE = "I", "Investigative"
        ARTISTIC = "A", "Artistic"
        SOCIAL = "S", "Social"
        ENTERPRISING = "E", "Enterprising"
        CONVENTIONAL = "C", "Conventional"

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="interests")
    interest = models.CharField(max_length=1, choices=Interest)
    score = models.DecimalField(max_digits=5, decimal_places=2, help_text="From 0 to 100.")

    class Meta(KeyedFact.Meta):
        ordering = ["role", "-score"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="roles_roleinterest_key"),
            models.CheckConstraint(
                condition=Q(score__range=(0, 100)),
                name="roles_roleinterest_score",
                violation_error_message="An interest runs from 0 to 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_interest_display()


class RoleTool(Imported, KeyedFact):
    """A tool or piece of software that a role works with."""

    key_fields = ("title",)
    owner_fields = ("role",)

    role = models.ForeignKey(Role, models.CASCADE, db_index=False, related_name="tools")
    title = models.CharField(max_length=160)
    category = models.CharField(max_length=120, blank=True, help_text="What kind of tool: “Spreadsheet software”.")
    hot = models.BooleanField(default=False, help_text="Often named in job ads, says the source.")
    in_demand = models.BooleanField(default=False)

    class Meta(KeyedFact.Meta):
        ordering = ["role", "title"]
        constraints = [
            *KeyedFact.Meta.constraints,
            models.UniqueConstraint(fields=["role", "key"], name="roles_roletool_key"),
        ]

    def __str__(self) -> str:
        return self.title


class Program(Imported, Limited):
    """A field of study (CIP 2020), and the codes it leads to."""

    code = models.CharField(max_length=7, primary_key=True, help_text="CIP 2020, like 22.0302.")
    title = models.CharField(max_length=200)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="programs", help_text="Who says where it leads."
    )
    occupations = models.ManyToManyField(Occupation, blank=True, related_name="programs")

    class Meta(Limited.Meta):
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

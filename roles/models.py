"""Roles and what is known about them: titles, duties, skills, traits, schooling, pay, outlook."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse

from sources.limits import Limited, in_range
from sources.models import KeyedFact, Source, SourcedFact
from sources.slugs import Slugged

validate_occupation_code = RegexValidator(
    r"^[0-9]{2}-[0-9]{4}(\.[0-9]{2})?\Z", "Write the code like 23-2011 or 23-2011.00."
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
    """An SOC major group, and the field it maps into."""

    code = models.CharField(max_length=2, primary_key=True, help_text="The first two digits, like 23.")
    title = models.CharField(max_length=120)
    field = models.ForeignKey(Field, models.PROTECT, related_name="major_groups")

    class Meta(Limited.Meta):
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


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


class Occupation(Limited):
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

    def readable(self) -> Self:
        """Roles with a page: published ones, and retired ones that old links lead to."""
        return self.exclude(status=Role.Status.DRAFT)

    def parents(self) -> dict[int, int | None]:
        """What each role is a specialty of, where readers may know of that: one query."""
        return dict(self.exclude(parent__status=Role.Status.DRAFT).values_list("pk", "parent"))

    def with_missing_sections(self) -> Self:
        """For each `Role.Section`, as `lacks_<section>`, whether neither the role nor its parent has anything there."""
        return self.annotate(
            **{f"lacks_{section}": ~Exists(rows) & ~Exists(above) for section, rows, above in _sections()}
        )

    def missing(self, section: str) -> Self:
        """Roles whose page has nothing to show in a section."""
        return self.with_missing_sections().filter(**{f"lacks_{section}": True})

    def with_facts(self) -> Self:
        """Everything that the roles room knows of a role comes along: 21 queries, however many roles."""
        return self.select_related("field", "parent", "replaced_by", "summary_source").prefetch_related(
            Prefetch("variants", Role.objects.published()),
            Prefetch("codes", RoleCode.objects.select_related("occupation")),
            *_facts("codes__occupation__pay", Pay),
            *_facts("codes__occupation__outlooks", Outlook),
            *_facts("titles", RoleTitle),
            *_facts("traits", RoleTrait, "trait"),
            *_facts("duties", RoleDuty),
            Prefetch("duties__duties", Duty.objects.select_related("topic__parent")),
            *_facts("skills", RoleSkill, "skill"),
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


class Role(Slugged):
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


class RoleCode(Limited):
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

    role = models.ForeignKey(Role, models.CASCADE, related_name="codes")
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


class RoleTitle(KeyedFact):
    """Another name for a role. One title may belong to many roles."""

    key_fields = ("title",)
    owner_fields = ("role",)

    role = models.ForeignKey(Role, models.CASCADE, related_name="titles")
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

    role = models.ForeignKey(Role, models.CASCADE, related_name="confusions")
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


class Trait(Slugged):
    """A row of the at-a-glance table."""

    title = models.CharField(max_length=80, help_text="The row's name: “You report to”.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Slugged.Meta):
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class RoleTrait(KeyedFact):
    """What a role has in one at-a-glance row. The code alone decides “same”; the text is shown."""

    key_fields = ("trait",)
    owner_fields = ("role",)

    role = models.ForeignKey(Role, models.CASCADE, related_name="traits")
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


class RoleSchooling(KeyedFact):
    """How much one level of schooling counts for a role."""

    key_fields = ("level",)
    owner_fields = ("role",)

    class Weight(models.IntegerChoices):
        NOT_NEEDED = 0, "Not needed"
        RARELY = 1, "Rarely enough, or rarely asked"
        HELPS = 2, "Helps"
        COMMON = 3, "Common"

    role = models.ForeignKey(Role, models.CASCADE, related_name="schooling")
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


class Topic(Slugged):
    """What duties are about. Topics nest under broad groups."""

    title = models.CharField(max_length=80)
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


class Duty(Slugged):
    """One canonical act, such as “Interview witnesses”: what makes a comparison say something."""

    title = models.CharField(max_length=160, help_text="Starts with a verb: “Interview witnesses”.")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="duties")

    class Meta(Slugged.Meta):
        ordering = ["title"]
        verbose_name_plural = "duties"

    def __str__(self) -> str:
        return self.title


class RoleDuty(KeyedFact):
    """A duty in a role's own words, and the canonical duties it stands for."""

    key_fields = ("text",)
    owner_fields = ("role",)

    class Importance(models.TextChoices):
        CORE = "core", "Core"
        OCCASIONAL = "occasional", "Occasional"

    role = models.ForeignKey(Role, models.CASCADE, related_name="duties")
    text = models.CharField(max_length=300, help_text="This role's own wording. Starts with a verb.")
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


class Skill(Slugged):
    class Kind(models.TextChoices):
        TECHNICAL = "technical", "Technical"
        PERSONAL = "personal", "Personal"

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind)
    description = models.CharField(max_length=300, blank=True)

    class Meta(Slugged.Meta):
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class RoleSkill(KeyedFact):
    """How much a role leans on a skill. No importance means that no rating is on file, never 0."""

    key_fields = ("skill",)
    owner_fields = ("role",)

    role = models.ForeignKey(Role, models.CASCADE, related_name="skills")
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


class Pay(KeyedFact):
    """What people earn: percentiles of a code, or what somebody claims for a role at the start and later."""

    key_fields = ("place", "per", "source")
    owner_fields = ("occupation", "role")

    class Per(models.TextChoices):
        YEAR = "year", "a year"
        HOUR = "hour", "an hour"

    occupation = models.ForeignKey(Occupation, models.CASCADE, null=True, blank=True, related_name="pay")
    role = models.ForeignKey(Role, models.CASCADE, null=True, blank=True, related_name="pay")
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


class Outlook(KeyedFact):
    """What the projections say of a code: jobs then and later, and the entry they assign to it."""

    key_fields = ("place", "period_from", "source")
    owner_fields = ("occupation",)

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="outlooks")
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


class SurveyShare(KeyedFact):
    """The share of the people asked who gave one answer."""

    key_fields = ("question", "category", "source")
    owner_fields = ("occupation",)

    class Question(models.TextChoices):
        EDUCATION = "education", "Education needed"
        EXPERIENCE = "experience", "Related experience"
        TRAINING = "training", "On-the-job training"
        ATTAINMENT = "attainment", "Education that workers have"

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="shares")
    question = models.CharField(max_length=12, choices=Question)
    category = models.CharField(max_length=120)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    n = models.PositiveIntegerField(null=True, blank=True, help_text="How many people were asked.")
    position = models.PositiveSmallIntegerField(default=0)

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


class RoleInterest(KeyedFact):
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

    role = models.ForeignKey(Role, models.CASCADE, related_name="interests")
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


class RoleTool(KeyedFact):
    """A tool or piece of software that a role works with."""

    key_fields = ("title",)
    owner_fields = ("role",)

    role = models.ForeignKey(Role, models.CASCADE, related_name="tools")
    title = models.CharField(max_length=160)
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


class Program(Limited):
    """A field of study (CIP 2020), and the codes it leads to."""

    code = models.CharField(max_length=7, primary_key=True, help_text="CIP 2020, like 22.0302.")
    title = models.CharField(max_length=200)
    occupations = models.ManyToManyField(Occupation, blank=True, related_name="programs")

    class Meta(Limited.Meta):
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

"""What the database itself forbids, beyond types: derived from the fields, or asked for in the `Meta` of a model."""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.signals import class_prepared
from django.dispatch import receiver

from sources.history import History


class Limited(models.Model):
    """A row whose columns hold only what its fields allow, whoever writes it, and whose history is kept.

    Django leaves that to forms: a bulk write, or SQL, could store a word that is no choice, an empty title or a slug
    with spaces. Each such field of a model gets a constraint of its own; see `limits_of`.
    """

    history = History(
        inherit=True,
        app="history",
        history_id_field=models.BigAutoField(),
        history_change_reason_field=models.CharField(max_length=300, null=True, default=None),
    )

    class Meta:
        abstract = True
        # What a person may do with rows; who may do what is in the table of `careers.groups`.
        default_permissions: ClassVar[tuple[str, ...]] = ("view", "add", "change", "delete", "export")

    # The field that names the row it is a part of, where it is out when that is.
    part_of: ClassVar[str] = ""

    @property
    def is_public(self) -> bool:
        """Whether readers are shown it as it stands, so that only who may publish changes it.

        Words and sources that facts share have no draft: whoever keeps them may change them.
        """
        return bool(self.part_of) and getattr(self, self.part_of).is_public


class FieldLimit(models.CheckConstraint):
    """What a field says already, told to the database too.

    Forms and content files ask the field, whose message says more and costs no query: so nothing is asked here.
    """

    def validate(self, *args: Any, **kwargs: Any) -> None:
        pass

    def deconstruct(self) -> Any:
        # A migration needs only what it is to the database, and does not break when this class moves.
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def limits_of(model: type[models.Model]) -> list[FieldLimit]:
    """The choices, the forms and the texts that may not be empty, one constraint each, as the fields of `model` say."""
    return [
        FieldLimit(condition=condition, name=f"{model._meta.app_label}_{model._meta.model_name}_{field.name}_{what}")
        for field in model._meta.local_concrete_fields
        for what, condition in _said_by(field)
    ]


def _said_by(field: models.Field[Any, Any]) -> list[tuple[str, Q]]:
    if field.choices is not None:
        words = [value for value, _ in field.flatchoices]
        if isinstance(field, models.IntegerField):
            # A scale without gaps. In a list of digits Django stumbles when it reads a table's columns from SQLite.
            known = Q(**{f"{field.name}__range": (min(words), max(words))})
        else:
            known = Q(**{f"{field.name}__in": [*words, *([""] if field.blank else [])]})
        return [("choice", known | Q(**{f"{field.name}__isnull": True}) if field.null else known)]
    if forms := [said_of(field.name, form) for form in forms_of(field)]:
        # Also where a form may leave it empty: it is made on saving then.
        return [("form", reduce(operator.and_, forms))]
    if isinstance(field, models.CharField | models.TextField) and not field.blank:
        return [("filled", ~Q(**{field.name: ""}))]
    return []


def forms_of(field: models.Field[Any, Any]) -> list[RegexValidator]:
    """A field's own patterns; those of its type, like an address, are more than a database can tell."""
    return [each for each in vars(field)["_validators"] if type(each) is RegexValidator]


def said_of(name: str, form: RegexValidator) -> Q:
    """That the text in a field of this name has this form."""
    said = Q(**{f"{name}__regex": getattr(form.regex, "pattern", form.regex)})
    return ~said if form.inverse_match else said


@receiver(class_prepared)
def _limit(sender: type[models.Model], **_kwargs: object) -> None:
    # Not the models of migrations, which bear the constraints that were written down for them.
    if issubclass(sender, Limited) and not sender._meta.proxy:
        meta: Any = sender._meta
        meta.constraints = [*meta.constraints, *limits_of(sender)]
        # Migrations look at what was said in `Meta`.
        meta.original_attrs["constraints"] = meta.constraints


def in_range(low: str, high: str, what: str, *, high_alone: bool = False) -> list[models.CheckConstraint]:
    """Neither end is below 0, and `high` is not below `low`. No `high` means no upper end.

    `high_alone`: “at most” is something to say. Without it a range has a low end wherever it has a high one.
    """
    order = Q(**{f"{high}__isnull": True}) | Q(**{f"{low}__isnull": False, f"{low}__lte": F(high)})
    if high_alone:
        order |= Q(**{f"{low}__isnull": True})
    return [
        *(
            models.CheckConstraint(
                condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": 0}),
                name=f"%(app_label)s_%(class)s_{end}_not_negative",
                violation_error_message=f"{what} must be 0 or more.",
            )
            for end in (low, high)
        ),
        models.CheckConstraint(
            condition=order,
            name=f"%(app_label)s_%(class)s_{low}_order",
            violation_error_message=f"{what} must run from low to high.",
        ),
    ]

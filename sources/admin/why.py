"""What the admin asks beside the fields of a row, wherever somebody changes or deletes one."""

from __future__ import annotations

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError

from sources.texts import unfit_character


def why(example: str) -> forms.CharField:
    """The field that asks for a reason."""
    return forms.CharField(
        label="Why (shown in the history)",
        max_length=200,
        required=False,
        help_text=f"In a few words: “{example}”.",
        widget=AdminTextInputWidget,
    )


class WhyForm(forms.Form):
    """Why it is done, and from which state on."""

    change_reason = why("New figures of May 2025")
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_change_reason(self) -> str:
        reason: str = self.cleaned_data["change_reason"]
        if unfit := unfit_character(reason):
            raise ValidationError(f"This holds a control character, {unfit}: take it out.")
        return reason


class DeletionForm(WhyForm):
    change_reason = why("The other row says the same")

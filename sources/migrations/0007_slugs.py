from django.core.validators import RegexValidator
from django.db import migrations

from sources.migrating import AskedAnew

HELP = (
    "Use small letters and digits joined by single hyphens, like legal-assistant. "
    "No part may be “vs”, and the whole may not be “compare”."
)
WORD = "(v|(vs[a-z0-9]|v[a-rt-z0-9]|[a-uw-z0-9])[a-z0-9]*)"
FORMS = [
    RegexValidator(rf"^{WORD}(-{WORD})*\Z", HELP),
    RegexValidator(r"^compare\Z", HELP, inverse_match=True),
]
TEXTS = {
    "source": "slug",
}


class Migration(migrations.Migration):

    dependencies = [
        ("sources", "0006_dataversion_worked_out_at"),
    ]

    operations = [AskedAnew(TEXTS, FORMS)]
